"""The journal: what was accepted is there next time, and what is damaged never comes back as a reply."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from summarise.errors import JournalError
from summarise.journal import Journal, JournalInfo, Reply, default_path, reply_key

RAIN = Reply('{"title": "Rain"}', 100, 20)
SUN = Reply('{"title": "Sun"}', 90, 10)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "replies.sqlite"


def spoil(path: Path, statement: str) -> None:
    base = sqlite3.connect(path)
    base.execute(statement)
    base.commit()
    base.close()


def test_a_reply_is_there_after_the_journal_was_closed(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
    with Journal(path) as journal:
        assert journal.reply("k") == RAIN


def test_the_first_reply_for_a_key_stays(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        journal.keep("k", SUN)
        assert journal.reply("k") == RAIN


def test_a_reply_that_was_forgotten_can_be_replaced(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        journal.forget("k")
        journal.keep("k", SUN)
        assert journal.reply("k") == SUN


def test_without_a_file_nothing_is_left() -> None:
    with Journal() as journal:
        journal.keep("k", RAIN)
        assert journal.reply("k") == RAIN
    with Journal() as journal:
        assert journal.reply("k") is None


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes there")
def test_only_the_user_may_look_inside(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        modes = {each.name: stat.S_IMODE(each.stat().st_mode) for each in path.parent.iterdir()}
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert modes == {"replies.sqlite": 0o600, "replies.sqlite-wal": 0o600, "replies.sqlite-shm": 0o600}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE result SET reply = x'00'",
        "UPDATE result SET reply = 'text'",
        "UPDATE result SET reply = zeroblob(100)",
        "UPDATE result SET sha256 = 'wrong'",
        "UPDATE result SET sha256 = x'00'",
        "UPDATE result SET prompt_tokens = 'many'",
        "UPDATE result SET key = 'k' WHERE key = 'other'",
    ],
)
def test_a_damaged_row_is_a_miss_with_a_warning(
    path: Path, damage: str, caplog: pytest.LogCaptureFixture
) -> None:
    with Journal(path) as journal:
        journal.keep("other" if "'other'" in damage else "k", RAIN)
    spoil(path, damage)
    with Journal(path) as journal:
        assert journal.reply("k") is None
        journal.keep("k", SUN)
        assert journal.reply("k") == SUN
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_reply_that_unpacks_without_end_is_a_miss(path: Path) -> None:
    bomb = zlib.compress(b" " * 50_000_000)
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        journal._write("UPDATE result SET reply = ?", (bomb,))
        assert journal.reply("k") is None


def test_a_damaged_file_is_set_aside_with_a_warning(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Journal(path) as journal:
        for number in range(300):
            journal.keep(str(number), RAIN)
    raw = bytearray(path.read_bytes())
    raw[100:4000] = os.urandom(3900)
    path.write_bytes(raw)
    with Journal(path) as journal:
        journal.keep("k", SUN)
        assert journal.reply("k") == SUN
    assert "was damaged" in caplog.text
    assert len(list(path.parent.glob("replies.sqlite.damaged-*"))) == 1


def test_a_file_of_nothing_but_zeros_is_set_aside(path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(bytes(8192))
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        assert journal.reply("k") == RAIN


def test_an_empty_file_becomes_a_journal(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    with Journal(path) as journal:
        assert journal.info().replies == 0


def test_a_file_of_something_else_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("Dear diary")
    with pytest.raises(JournalError, match="is not a journal"):
        Journal(path)
    assert path.read_text() == "Dear diary"


def test_a_database_of_something_else_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    spoil(path, "CREATE TABLE recipe (name TEXT)")
    with pytest.raises(JournalError, match="database of something else"):
        Journal(path)
    spoil(path, "INSERT INTO recipe VALUES ('soup')")


def test_an_older_journal_starts_anew(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
    spoil(path, "PRAGMA user_version = 0")
    with Journal(path) as journal:
        assert journal.reply("k") is None
        journal.keep("k", SUN)
        assert journal.reply("k") == SUN
    assert "older version" in caplog.text


def test_a_newer_journal_is_left_alone(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
    spoil(path, "PRAGMA user_version = 99")
    with pytest.raises(JournalError, match="newer version"):
        Journal(path)


@pytest.mark.skipif(os.name == "nt", reason="needs a device that is always full")
def test_a_folder_that_cannot_be_made_is_an_error() -> None:
    with pytest.raises(JournalError, match="cannot use"):
        Journal(Path("/proc/nowhere/replies.sqlite"))


def test_a_full_disk_keeps_what_is_there_and_warns_once(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    noise = "".join(chr(33 + byte % 90) for byte in os.urandom(60_000))
    with Journal(path) as journal:
        journal.keep("early", RAIN)
        journal._base.execute("PRAGMA max_page_count = 20")
        for number in range(9):
            journal.keep(str(number), Reply(noise, 1, 1))
        assert (journal.reply("early"), journal.reply("8")) == (RAIN, None)
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_info_counts_what_is_there(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        journal.begin("run", "k", 1, "article")
        journal.end("run", "k", 1, "ok", (120, 0.5))
        journal.begin("run", "j", 1, "article")
        info = journal.info()
    assert (info.path, info.replies, info.requests, info.open_requests, info.tokens, info.usd) == (
        str(path),
        1,
        2,
        1,
        120,
        0.5,
    )
    assert info.oldest == info.newest
    assert info.bytes > 0


def test_clear_leaves_nothing(path: Path) -> None:
    with Journal(path) as journal:
        journal.keep("k", RAIN)
        journal.begin("run", "k", 1, "article")
        journal.remember("place", "tool")
        assert journal.clear() == 1
        info = journal.info()
        assert (info.replies, info.requests, journal.mode("place")) == (0, 0, None)
    assert b"Rain" not in path.read_bytes()


def test_what_an_endpoint_takes_is_remembered(path: Path) -> None:
    with Journal(path) as journal:
        journal.remember("place", "tool")
    with Journal(path) as journal:
        assert (journal.mode("place"), journal.mode("other")) == ("tool", None)


def test_a_key_changes_with_each_part_and_not_with_their_order() -> None:
    parts = {"model": "m", "prompt": "p", "article": "a"}
    keys = {reply_key(parts | {name: "x"}) for name in parts} | {reply_key(parts)}
    assert (len(keys), reply_key(dict(reversed(parts.items())))) == (4, reply_key(parts))


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="another folder there")
def test_the_journal_is_in_the_users_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "summarise" / "replies.sqlite"


# two processes


def lease_of(path: Path, holder: str, lasts: float) -> None:
    with Journal(path) as journal:
        journal._write("INSERT INTO lease VALUES ('k', ?, ?)", (holder, time.monotonic() + lasts))


def test_a_key_that_a_living_process_holds_is_not_free(path: Path) -> None:
    lease_of(path, f"{os.getppid()}-other", 60)
    with Journal(path) as journal:
        assert not journal.claim("k", 60)


@pytest.mark.parametrize(
    ("holder", "lasts"),
    [
        (f"{os.getppid()}-other", -1.0),
        (f"{os.getppid()}-other", 9e9),
        (f"{os.getpid()}-before", 60),
        ("4194305-dead", 60),
        ("99999999999999999999-dead", 60),
        ("nonsense", 60),
    ],
    ids=[
        "run out",
        "from before the machine started",
        "our number, not us",
        "dead",
        "no such number",
        "nonsense",
    ],
)
def test_a_stale_lease_is_free(path: Path, holder: str, lasts: float) -> None:
    lease_of(path, holder, lasts)
    with Journal(path) as journal:
        assert journal.claim("k", 60)


def test_a_lease_is_free_once_it_is_given_back(path: Path) -> None:
    with Journal(path) as one, Journal(path) as other:
        other.holder = f"{os.getppid()}-other"
        assert (one.claim("k", 60), one.claim("k", 60), other.claim("k", 60)) == (True, True, True)
        one.release("k")
        assert not one.claim("k", 60)


WRITER = """
import sys
from summarise.journal import Journal, Reply
with Journal(sys.argv[1]) as journal:
    for number in range(300):
        journal.keep(f"{sys.argv[2]}-{number}", Reply('{"n": %d}' % number, 1, 1))
"""


def test_processes_that_open_and_write_at_once_lose_nothing(path: Path) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(path), str(name)]) for name in range(4)]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0, 0]
    with Journal(path) as journal:
        assert journal.info().replies == 1200
        assert journal.reply("3-299") == Reply('{"n": 299}', 1, 1)


def test_an_empty_reply_whose_row_is_damaged_is_none(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    with Journal(path) as journal:
        journal.keep("a", Reply("", 0, 0))
        assert journal.reply("a") == Reply("", 0, 0)
        base = sqlite3.connect(path)
        base.execute("UPDATE result SET reply = x'78'")
        base.commit()
        base.close()
        assert journal.reply("a") is None


KEYS = st.sampled_from("abc")
REPLIES = st.builds(
    Reply,
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
)


class TwoJournalsOnOneFile(RuleBasedStateMachine):
    """Whatever is done in whatever order, each open journal says what was kept first."""

    @initialize()
    def open(self) -> None:
        self.path = Path(os.environ["JOURNAL_TEST_FOLDER"]) / f"{os.urandom(8).hex()}.sqlite"
        self.open_ones = [Journal(self.path), Journal(self.path)]
        self.kept: dict[str, Reply] = {}

    @rule(which=st.integers(0, 1), key=KEYS, reply=REPLIES)
    def keep(self, which: int, key: str, reply: Reply) -> None:
        self.open_ones[which].keep(key, reply)
        self.kept.setdefault(key, reply)

    @rule(which=st.integers(0, 1), key=KEYS)
    def forget(self, which: int, key: str) -> None:
        self.open_ones[which].forget(key)
        self.kept.pop(key, None)

    @rule(key=KEYS, byte=st.binary(min_size=1, max_size=30))
    def damage(self, key: str, byte: bytes) -> None:
        base = sqlite3.connect(self.path)
        changed = base.execute("UPDATE result SET reply = ? WHERE key = ?", (byte, key)).rowcount
        base.commit()
        base.close()
        if changed:
            self.kept.pop(key, None)

    @rule(which=st.integers(0, 1))
    def reopen(self, which: int) -> None:
        self.open_ones[which].close()
        self.open_ones[which] = Journal(self.path)

    @rule(which=st.integers(0, 1))
    def clear(self, which: int) -> None:
        self.open_ones[which].clear()
        self.kept.clear()

    @invariant()
    def both_say_what_was_kept(self) -> None:
        for journal in getattr(self, "open_ones", ()):
            assert {key: journal.reply(key) for key in "abc"} == {key: self.kept.get(key) for key in "abc"}

    def teardown(self) -> None:
        for journal in getattr(self, "open_ones", ()):
            journal.close()


def test_two_journals_on_one_file_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JOURNAL_TEST_FOLDER", str(tmp_path))
    steps = settings(
        max_examples=25, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
    )
    run_state_machine_as_test(TwoJournalsOnOneFile, settings=steps)  # it asserts after each step


def test_what_a_journal_says_of_itself_can_be_written_as_json() -> None:
    with Journal() as journal:
        assert JournalInfo.model_validate_json(journal.info().model_dump_json()).replies == 0
