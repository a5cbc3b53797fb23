"""Notes as files: a note's JSON form read again, and what tells it from others."""

from hashlib import sha256
from pathlib import Path

from pydantic import ValidationError

from summarise.compose import Brief
from summarise.errors import NoteError
from summarise.formats import written

LARGEST_NOTE = 200_000_000


def load(path: str | Path) -> Brief:
    """Return the note in a JSON file.

    Raises:
        NoteError: the file is missing or unreadable, or holds no note in which every figure is cited.
    """
    return parsed(note_bytes(path), path)


def note_bytes(path: str | Path) -> bytes:
    """Return what a note's file holds, unread.

    Raises:
        NoteError: the file is missing, too large or cannot be read.
    """
    try:
        size = Path(path).stat().st_size
        if size > LARGEST_NOTE:
            raise NoteError(f"{str(path)!r} has {size:,} bytes, more than any note")
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise NoteError(f"{str(path)!r} is not there: check the path") from None
    except OSError as error:
        raise NoteError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a NUL in the path
        raise NoteError(f"{str(path)!r} cannot be read: {error}") from None


def parsed(data: bytes, path: str | Path) -> Brief:
    """Return the note that the bytes of a file hold.

    Raises:
        NoteError: they hold none, or one with an uncited figure.
    """
    try:
        return Brief.model_validate_json(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = "".join(f"{part}." for part in first["loc"])
        what = f"{place.removesuffix('.')}: {first['msg']}" if place else first["msg"]
        raise NoteError(f"{str(path)!r} is not a note that holds: {what}") from None


def digest_of(note: Brief) -> str:
    """Return the SHA-256 of a note's JSON file as this library writes it."""
    return sha256(written(note, Path("note.json"))).hexdigest()
