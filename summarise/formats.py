"""The forms that a note is written in, told by the ending of the file's name."""

import re
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from summarise.errors import NoteError

if TYPE_CHECKING:
    from summarise.compose import Brief
    from summarise.values import Article

ENDINGS = (".md", ".html", ".docx", ".json", ".csv")
KNOWN = f"{', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}"
STEERING = re.compile(r"[\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def check_ending(path: Path) -> None:
    """Tell whether a note can be written under a name, before it is made.

    Raises:
        NoteError: the ending is not known, or what writes it is not installed.
    """
    if path.suffix.lower() not in ENDINGS:
        raise NoteError(f"{str(path)!r} has no known ending: name the note {KNOWN}")
    if path.suffix.lower() == ".docx":
        check_word()


def check_word() -> None:
    """Tell whether Word documents can be written here.

    Raises:
        NoteError: the extra `docx` is not installed.
    """
    if find_spec("docx") is None:
        raise NoteError("a Word document needs one more package: pip install 'summarise[docx]'")


def written(note: "Brief", path: Path, articles: Sequence["Article"] = ()) -> bytes:
    """Return what a file of that name holds of a note; a page holds the articles, too, if they are given."""
    match path.suffix.lower():
        case ".docx":
            return note.docx()
        case ".csv":
            # Without a byte order mark Excel reads a CSV file in the code page of its country.
            return note.csv().encode("utf-8-sig", "replace")
        case ".html":
            text = note.html(articles)
        case ".json":
            text = harmless(note.model_dump_json(indent=2)) + "\n"
        case _:
            text = note.markdown()
    return text.encode("utf-8", "replace")


def harmless(text: str) -> str:
    """Escape in JSON what steers a terminal or turns the reading direction; the data stay the same."""
    return STEERING.sub(lambda match: f"\\u{ord(match.group()):04x}", text)
