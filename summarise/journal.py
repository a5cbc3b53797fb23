"""The journal: every request before and after it is sent, and every reply that was accepted, in one file.

A run that was killed at any moment goes on from here: a reply that is in the journal is never paid again.
Several processes may share the file.
"""

import hashlib
import json
import logging
import os
import secrets
import sqlite3
import sys
import threading
import time
import zlib
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict

from summarise.errors import JournalError

logger = logging.getLogger(__name__)

# Of the tables below. A file of an earlier version is emptied: all in it can be asked again.
VERSION = 1
# Marks the file as ours, so that a wrong path never empties someone else's database.
APPLICATION = 0x53554D4D
MAGIC = b"SQLite format 3\0"
LARGEST_REPLY = 16_000_000
PATIENCE = 20.0  # seconds that a write waits for another process

TABLES = """
CREATE TABLE attempt (
    run TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, step TEXT NOT NULL,
    state TEXT NOT NULL, tokens INTEGER, usd REAL, t REAL NOT NULL,
    PRIMARY KEY (run, key, n)
) WITHOUT ROWID;
CREATE TABLE result (
    key TEXT PRIMARY KEY, sha256 TEXT NOT NULL, reply BLOB NOT NULL,
    prompt_tokens INTEGER NOT NULL, completion_tokens INTEGER NOT NULL, t REAL NOT NULL
) WITHOUT ROWID;
CREATE TABLE lease (key TEXT PRIMARY KEY, holder TEXT NOT NULL, expires REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE endpoint (name TEXT PRIMARY KEY, mode TEXT NOT NULL) WITHOUT ROWID;
"""
NAMES = ("attempt", "result", "lease", "endpoint")


class Reply(NamedTuple):
    """A reply that was accepted: its JSON text, and the tokens that it took."""

    text: str
    prompt_tokens: int
    completion_tokens: int


class JournalInfo(BaseModel):
    """What a journal holds. Times are seconds since 1970; none when there is no reply.

    `open_requests` were sent and never answered as far as the journal knows: they may have been paid.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    path: str
    bytes: int
    replies: int
    requests: int
    open_requests: int
    tokens: int
    usd: float | None
    oldest: float | None
    newest: float | None


def default_path() -> Path:
    """Return where the journal is kept for this user."""
    home = Path.home()
    if sys.platform == "darwin":
        folder = home / "Library" / "Caches"
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return folder / "summarise" / "replies.sqlite"


def reply_key(parts: Mapping[str, object]) -> str:
    """Return the key of a reply: the SHA-256 of all that decides it, in canonical JSON."""
    canonical = json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


class Journal:
    """One open journal. Its methods block for a short time and may be called from any thread.

    A row that cannot be read is a miss, and a row that cannot be written is only not there next time: both
    leave one warning, since a note that is nearly done is worth more than its journal.
    """

    def __init__(self, path: Path | str = ":memory:") -> None:
        """Open a journal, making it if there is none; `:memory:` keeps it for as long as it is open.

        Raises:
            JournalError: the file cannot be opened or written, or is not a journal.
        """
        self.path = str(path)
        self.holder = f"{os.getpid()}-{secrets.token_hex(4)}"
        self._lock = threading.Lock()
        self._warned = False
        try:
            self._open()
        except (sqlite3.Error, OSError) as error:
            raise JournalError(f"cannot use {self.path!r} as a journal: {error}") from error

    def __enter__(self) -> Self:
        """Return the journal itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the journal."""
        self.close()

    def close(self) -> None:
        """Close the file; what was written stays."""
        with self._lock:
            self._base.close()

    # requests

    def begin(self, run: str, key: str, n: int, step: str) -> None:
        """Write that request `n` for a key is about to be sent."""
        self._write(
            "INSERT OR REPLACE INTO attempt VALUES (?, ?, ?, ?, 'started', NULL, NULL, ?)",
            (run, key, n, step, time.time()),
        )

    def end(self, run: str, key: str, n: int, state: str, took: tuple[int, float | None]) -> None:
        """Write how a request ended and what it took in tokens and US dollars."""
        self._write(
            "UPDATE attempt SET state = ?, tokens = ?, usd = ? WHERE run = ? AND key = ? AND n = ?",
            (state, *took, run, key, n),
        )

    # replies

    def keep(self, key: str, reply: Reply) -> None:
        """Keep a reply; the first one for a key stays."""
        self._write(
            "INSERT OR IGNORE INTO result VALUES (?, ?, ?, ?, ?, ?)",
            (
                key,
                _seal(key, reply.text),
                zlib.compress(reply.text.encode()),
                reply.prompt_tokens,
                reply.completion_tokens,
                time.time(),
            ),
        )

    def reply(self, key: str) -> Reply | None:
        """Return the reply for a key, none if there is none; a damaged row is none too, with a warning."""
        row = self._read(
            "SELECT sha256, reply, prompt_tokens, completion_tokens FROM result WHERE key = ?", (key,)
        )
        if row is None:
            return None
        reply = _unseal(key, *row)
        if reply is None:
            logger.warning("a damaged reply in %s is asked again", self.path)
            self.forget(key)
        return reply

    def forget(self, key: str) -> None:
        """Drop the reply for a key."""
        self._write("DELETE FROM result WHERE key = ?", (key,))

    # one process at a time for one key

    def claim(self, key: str, seconds: float) -> bool:
        """Take or renew the lease on a key; false while a living process holds it.

        The clock is the machine's monotonic one, so that a set clock neither frees nor locks anything. It
        starts again when the machine does: a lease that would last longer than it was asked for is stale.
        """
        now = time.monotonic()
        with self._lock:
            try:
                self._base.execute("BEGIN IMMEDIATE")
                try:
                    row = self._base.execute(
                        "SELECT holder, expires FROM lease WHERE key = ?", (key,)
                    ).fetchone()
                    free = row is None or self._stale(row[0], row[1], now, seconds)
                    if free:
                        self._base.execute(
                            "INSERT OR REPLACE INTO lease VALUES (?, ?, ?)", (key, self.holder, now + seconds)
                        )
                finally:
                    self._base.execute("COMMIT")
            except sqlite3.Error as error:
                self._warn(error)
                return True  # better to ask twice than never
        return free

    def release(self, key: str) -> None:
        """Give a lease back."""
        self._write("DELETE FROM lease WHERE key = ? AND holder = ?", (key, self.holder))

    # what was learned of an endpoint

    def mode(self, endpoint: str) -> str | None:
        """Return the way of asking for JSON that an endpoint took; none when it is not known."""
        row = self._read("SELECT mode FROM endpoint WHERE name = ?", (endpoint,))
        return row[0] if row and isinstance(row[0], str) else None

    def remember(self, endpoint: str, mode: str) -> None:
        """Keep the way of asking for JSON that an endpoint took."""
        self._write("INSERT OR REPLACE INTO endpoint VALUES (?, ?)", (endpoint, mode))

    # for the user

    def info(self) -> JournalInfo:
        """Return what the journal holds.

        Raises:
            JournalError: the file cannot be read.
        """
        with self._lock:
            try:
                replies, oldest, newest = self._base.execute(
                    "SELECT count(*), min(t), max(t) FROM result"
                ).fetchone()
                requests, unanswered, tokens, usd = self._base.execute(
                    "SELECT count(*), total(state = 'started'), total(tokens), sum(usd) FROM attempt"
                ).fetchone()
            except sqlite3.Error as error:
                raise JournalError(f"cannot read {self.path!r}: {error}") from error
        return JournalInfo(
            path=self.path,
            bytes=sum(part.stat().st_size for part in _parts(Path(self.path)) if part.exists()),
            replies=replies,
            requests=requests,
            open_requests=int(unanswered),
            tokens=int(tokens),
            usd=usd,
            oldest=oldest,
            newest=newest,
        )

    def clear(self) -> int:
        """Drop everything and return how many replies that were.

        Raises:
            JournalError: the file cannot be written.
        """
        with self._lock:
            try:
                (replies,) = self._base.execute("SELECT count(*) FROM result").fetchone()
                self._base.execute("BEGIN IMMEDIATE")
                for name in NAMES:
                    self._base.execute(f"DELETE FROM {name}")  # noqa: S608 - our own names
                self._base.execute("COMMIT")
                self._base.execute("VACUUM")
                self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                raise JournalError(f"cannot clear {self.path!r}: {error}") from error
        return int(replies)

    # the file

    def _open(self) -> None:
        if self.path != ":memory:":
            _prepare(Path(self.path))
        try:
            self._connect()
        except sqlite3.OperationalError:
            raise  # locked, full, not writable: nothing is wrong with what is in the file
        except sqlite3.DatabaseError as error:
            self._base.close()
            aside = _set_aside(Path(self.path))
            logger.warning(
                "%s was damaged (%s) and is now %s; starting a new one", self.path, error, aside.name
            )
            _prepare(Path(self.path))
            self._connect()

    def _connect(self) -> None:
        self._base = sqlite3.connect(
            self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            self._set_up()
        except BaseException:
            self._base.close()
            raise

    def _set_up(self) -> None:
        # The lock comes first: switching to WAL does not wait for another process that does the same.
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        try:
            (application,) = base.execute("PRAGMA application_id").fetchone()
            (version,) = base.execute("PRAGMA user_version").fetchone()
            (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and application != APPLICATION:
                raise JournalError(f"{self.path!r} is a database of something else: name another file")
            if version > VERSION:
                raise JournalError(f"{self.path!r} is from a newer version of summarise: name another file")
            if tables and version < VERSION:
                logger.warning("%s is from an older version of summarise: starting it anew", self.path)
            if version < VERSION:
                _make_tables(base)
        finally:
            base.execute("COMMIT")
        _retry_while_locked(base, "PRAGMA journal_mode = WAL")
        # What a reply cost is on the disk before the caller hears of it, also if the power fails.
        base.execute("PRAGMA synchronous = FULL")

    def _write(self, statement: str, values: tuple[object, ...]) -> None:
        with self._lock:
            try:
                self._base.execute(statement, values)
            except sqlite3.Error as error:
                self._warn(error)

    def _read(self, statement: str, values: tuple[object, ...]) -> tuple[object, ...] | None:
        with self._lock:
            try:
                row: tuple[object, ...] | None = self._base.execute(statement, values).fetchone()
            except sqlite3.Error as error:
                self._warn(error)
                return None
        return row

    def _warn(self, error: sqlite3.Error) -> None:
        if not self._warned:
            logger.warning("the journal %s cannot be used any more: %s", self.path, error)
            self._warned = True

    def _stale(self, holder: object, expires: object, now: float, seconds: float) -> bool:
        if holder == self.holder or not isinstance(holder, str) or not isinstance(expires, float):
            return True
        return expires < now or expires > now + max(seconds, 3600.0) or not _lives(holder)


def _seal(key: str, text: str) -> str:
    # The key is part of it: a reply that stands in the row of another key is damaged too.
    return hashlib.sha256(f"{key}\n{text}".encode()).hexdigest()


def _unseal(key: str, seal: object, packed: object, *tokens: object) -> Reply | None:
    stream = zlib.decompressobj()
    try:
        text = stream.decompress(packed, LARGEST_REPLY).decode()  # type: ignore[arg-type]
    except (TypeError, zlib.error, UnicodeDecodeError):
        return None
    match tokens:
        case (int(prompt_tokens), int(completion_tokens)) if stream.eof and seal == _seal(key, text):
            return Reply(text, prompt_tokens, completion_tokens)
    return None


def _lives(holder: str) -> bool:
    pid = holder.partition("-")[0]
    if not pid.isdecimal() or int(pid) == os.getpid():
        return False  # same number, other holder: the process before us, or one in another container
    if sys.platform == "win32":
        return True  # there, signal 0 would end the process
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True


def _parts(path: Path) -> list[Path]:
    return [path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")]


def _prepare(path: Path) -> None:
    # Replies hold what articles say: for this user's eyes only. SQLite gives its side files the same mode.
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with path.open("rb") as file:
        head = file.read(len(MAGIC))
    if head.strip(b"\0") and head != MAGIC:
        raise JournalError(f"{str(path)!r} is not a journal: name another file, or remove it")
    if head and head != MAGIC:
        _set_aside(path)  # nothing but zeros, as some file systems leave after a power cut
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _set_aside(path: Path) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{int(time.time())}")
    path.replace(aside)
    for part in _parts(path)[1:]:
        part.unlink(missing_ok=True)
    return aside


def _make_tables(base: sqlite3.Connection) -> None:
    for name in NAMES:
        base.execute(f"DROP TABLE IF EXISTS {name}")
    for statement in TABLES.split(";"):
        base.execute(statement)
    base.execute(f"PRAGMA application_id = {APPLICATION}")
    base.execute(f"PRAGMA user_version = {VERSION}")


def _retry_while_locked(base: sqlite3.Connection, statement: str) -> None:
    until = time.monotonic() + PATIENCE
    while True:
        try:
            base.execute(statement)
        except sqlite3.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return
