"""What a document is made of once its markup is gone, laid down as text that reads like an article.

Every block is a paragraph of its own, marked as Markdown would mark it, so that one who reads the text sees
what the page showed: `- ` before an item of a list, `## ` before a heading. A row of a table becomes a line
that names the column of each cell.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from email.utils import parsedate
from typing import Literal, NamedTuple

LONGEST_FIELD = 200
# A table with longer cells lays out a page.
LONGEST_CELL = 300
WIDEST_SPAN = 50
# What is squared or cubed, or has a power; a raised figure behind anything else is the number of a note.
UNIT = re.compile(r"(?<![^\W\d])(?:[kcdm]?m|ft|mi|yd|in|s)$")
NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z])(?:\s*[,–-]\s*(?:\d{1,3}|[a-z]))*[\])]?")
TEN = re.compile(r"(?<![\d.,])10$")
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


Kind = Literal["heading", "paragraph", "item", "caption"]
MARKS: dict[Kind, str] = {"heading": "## ", "item": "- ", "caption": "Caption: ", "paragraph": ""}


class Block(NamedTuple):
    """One paragraph of a document."""

    kind: Kind
    text: str


class Head(NamedTuple):
    """What a document states of itself; none where it does not."""

    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    """ISO date, or the date in the document's own words."""


class Extract(NamedTuple):
    """What was taken out of a document."""

    text: str
    warnings: tuple[str, ...] = ()
    address: str | None = None
    """Where the document says it is from."""
    reader: str | None = None
    """What took the text out, with its version; none where the bytes are the text."""


def lay_down(head: Head, blocks: Iterable[Block]) -> str:
    """Return the text of a document, its head first; a heading that repeats the title is left out."""
    fields = zip(("Title", "Publisher", "Published"), head, strict=True)
    stated = [(name, value) for name, text in fields if text and (value := one_line(text))]
    lines = [f"{name}: {value}" if len(value) <= LONGEST_FIELD else value for name, value in stated]
    title = squeezed(head.title or "")
    for block in blocks:
        text = one_line(block.text)
        if not text:
            continue
        if title and block.kind != "item" and squeezed(text) == title:
            title = ""
            continue
        lines.append(MARKS[block.kind] + text)
    return "\n\n".join(lines) + "\n"


def one_line(text: str) -> str:
    """Return a text without line ends, runs of blanks and soft hyphens; a no-break space stays one."""
    return re.sub(r"[ \t\n\r\f\v\x85\u2028\u2029]+", " ", text.replace("\xad", "")).strip()


def raised(text: str, before: str, behind: str = "") -> str:
    """Return what a raised piece of text is to be read as, so that no figure grows by the number of a note.

    >>> [raised("2", "12 km"), raised("1", "killed 61"), raised("6", "10"), raised("1", "5", "/2")]
    ['²', '', '⁶', ' 1']
    """
    text = text.strip()
    if not NOTE_MARK.fullmatch(text):
        return text
    if behind[:1] in {"/", "⁄"}:  # of a fraction
        return f" {text}" if before[-1:].isdigit() else text
    is_power = (text in {"2", "3"} and UNIT.search(before)) or TEN.search(before)
    return text.translate(RAISED) if is_power else ""


def squeezed(text: str) -> str:
    """Return a text to compare others with: no blanks, no capitals."""
    return "".join(text.split()).lower()


def iso_day(text: str) -> str | None:
    """Return the day of a timestamp as it stands there, whatever its hour and zone; none for other words.

    >>> [iso_day(text) for text in ("2024-05-03T23:30:00-05:00", "Fri, 03 May 2024 10:00:00 GMT", "spring")]
    ['2024-05-03', '2024-05-03', None]
    """
    match = re.match(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?!\d)", text)
    parts = tuple(map(int, match.groups())) if match else (parsedate(text) or ())[:3]
    try:
        return date(*parts).isoformat() if len(parts) == 3 else None
    except (ValueError, OverflowError):
        return None


def counted(count: int, kind: str) -> str:
    """Return a count in words for people.

    >>> counted(1, "menu"), counted(2, "section of comments")
    ('1 menu', '2 sections of comments')
    """
    if count == 1:
        return f"1 {kind}"
    head, of, rest = kind.partition(" of ")
    return f"{count:,} {head}s{of}{rest}"


def table_blocks(rows: Sequence[Sequence[str]], *, headed: bool) -> Iterator[Block]:
    """Yield the rows of a table as lines such as `District: Halvesk; Dead: 41.`, empty ones left out.

    Args:
        rows: the cells of each row, all rows of one length.
        headed: whether the first row names the columns.
    """
    heads = [one_line(cell).rstrip(":") for cell in rows[0]] if headed and rows else []
    for cells in rows[len(heads) > 0 :]:
        told = [one_line(cell) for cell in cells]
        if heads:
            pairs = zip(heads, told, strict=True)
            told = [f"{head}: {cell}" if head and cell else cell for head, cell in pairs]
        line = "; ".join(cell for cell in told if cell)
        if line:
            yield Block("paragraph", line if line.endswith((".", "!", "?")) else f"{line}.")


def is_headed(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether the first row of a table names its columns: words, above cells that hold figures."""
    first, *others = rows
    worded = sum(bool(cell.strip()) and not _is_numeral(cell) for cell in first)
    return (
        worded >= max(1, len(first) - 1)
        and not any(_is_numeral(cell) for cell in first[1:])
        and any(_is_numeral(cell) for row in others for cell in row)
    )


def _is_numeral(cell: str) -> bool:
    return re.fullmatch(r"[^\w]*\d[\d\s.,:%/()–-]*\W*\w{0,3}\W*", cell.strip()) is not None
