"""The lines of printed pages made into paragraphs, without what stands on every page."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from summarise.inputs.blocks import Block

EDGE = 3  # how many lines at the top and foot of a page may be its header and footer
LEAST_PAGES = 0.6  # the share of the pages that a header stands on
# How full a line is, against a full one, that goes on in the next: letters are not equally wide.
FULL, FULL_SENTENCE = 0.8, 0.95
DIVIDED = re.compile(r"\w[-\xad\N{HYPHEN}]$")
BULLET = re.compile(r"(?:[•‣▪●◦*·–—-]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")
MARK = re.compile(r"[•‣▪●◦*·–—-]\s+")
NUMBER = re.compile(r"\d+")
TENS = frozenset("twenty thirty forty fifty sixty seventy eighty ninety".split())


Where = tuple[int, int]
"""A page, and which of its lines."""


class Line(NamedTuple):
    """A line of a page at its edge."""

    page: int
    place: int
    numbers: tuple[int, ...]


def without_repeats(pages: Sequence[Sequence[str]]) -> tuple[list[str], int]:
    """Return the lines of all pages, headers once and page numbers never, and how many were left out.

    An empty line stands on either side of a header.
    """
    stripped = [[text for line in page if (text := " ".join(line.split()))] for page in pages]
    repeated, first = _repeats(stripped)
    dropped: set[Where] = set()
    for page, lines in enumerate(stripped):
        places = [(page, place) for place in range(len(lines))]
        # Behind the first line of its own the text of a page begins, whatever else other pages repeat.
        for inward in (places[:EDGE], places[: -EDGE - 1 : -1]):
            dropped |= set(takewhile(repeated.__contains__, inward)) - first
    kept: list[str] = []
    for page, lines in enumerate(stripped):
        for place, text in enumerate(lines):
            if (page, place) in first:
                kept += ["", text, ""]
            elif (page, place) not in dropped:
                kept.append(text)
    return kept, len(dropped)


def _repeats(pages: Sequence[Sequence[str]]) -> tuple[set[Where], set[Where]]:
    """Return where lines stand that most pages have at an edge, and the first of each that counts no page."""
    edges: dict[str, list[Line]] = defaultdict(list)
    for page, lines in enumerate(pages):
        for place in {*range(len(lines))[:EDGE], *range(len(lines))[-EDGE:]}:
            numbers = tuple(int(n) for n in NUMBER.findall(lines[place]) if len(n) < 10)
            edges[NUMBER.sub("#", lines[place])].append(Line(page, place, numbers))
    repeated: set[Where] = set()
    first: set[Where] = set()
    for found in edges.values():
        on = {line.page for line in found}
        if len(on) >= max(2, LEAST_PAGES * len(pages)) and _counts_pages_or_nothing(found):
            repeated |= {(line.page, line.place) for line in found}
            if len({line.numbers for line in found}) == 1:
                first.add(min((line.page, line.place) for line in found))
    return repeated, first


def _counts_pages_or_nothing(found: Sequence[Line]) -> bool:
    """Tell whether each number in lines that are else the same is the same, too, or counts the pages."""
    if len({len(line.numbers) for line in found}) != 1:
        return False
    slots = zip(*((*line.numbers,) for line in found), strict=True)
    pages = [line.page for line in found]
    return all(
        len(set(slot)) == 1 or len({n - page for n, page in zip(slot, pages, strict=True)}) == 1
        for slot in slots
    )


def paragraphs_of(lines: Sequence[str]) -> Iterator[Block]:
    """Yield the paragraphs that lines make: one ends where the next word would still have had room."""
    lengths = sorted(len(line) for line in lines)
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    text, last = "", ""
    for line in lines:
        if text and line and _goes_on(last, line, width):
            text = _joined(text, line)
        else:
            if text:
                yield _block(text)
            text = line
        last = line
    if text:
        yield _block(text)


def _goes_on(line: str, following: str, width: int) -> bool:
    if BULLET.match(following):
        return False
    if following[0].islower() or line.endswith(",") or DIVIDED.search(line):
        return True
    if line[-1].isdigit() and following[-1].isdigit() and len(NUMBER.findall(line)) > 1:
        return False  # two rows of a table
    full = FULL_SENTENCE if line.endswith((".", "!", "?", ".”", '."')) else FULL
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > full * width


def _joined(text: str, line: str) -> str:
    """Return a text with the next line behind it, a word that was divided put together."""
    head, hyphen, tail = text[:-1], text[-1:], line[0]
    if hyphen == "\xad":
        return head + line
    if hyphen not in "-\N{HYPHEN}" or head[-1:] in {"", " "}:
        return f"{text} {line}"
    before = re.split(r"[\s-]", head)[-1].lower()
    whole = head[-1:].isalpha() and tail.islower() and before not in TENS
    return head + line if whole else text + line


def _block(text: str) -> Block:
    mark = MARK.match(text)
    return Block("item", text[mark.end() :]) if mark else Block("paragraph", text)
