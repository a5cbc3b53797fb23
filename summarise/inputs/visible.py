"""The text of a web page in blocks, in its order, with the blanks that a browser would put between words."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lxml import etree
from lxml.html import HtmlElement

from summarise.inputs.blocks import (
    LONGEST_CELL,
    WIDEST_SPAN,
    Block,
    Kind,
    is_headed,
    one_line,
    raised,
    squeezed,
    table_blocks,
)

KINDS: dict[str, Kind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dd", "dt"), "item"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
BREAKING = frozenset(
    "address article aside blockquote body center details dialog div dl fieldset figure footer form "
    "frameset header hgroup hr html legend main ol optgroup p pre section summary table tbody td tfoot th "
    "thead tr ul".split()
) | frozenset(KINDS)
# By the words in the names that sites give to such elements.
BESIDE = re.compile(
    r"(?:^|[\s_-])(?:ads?|adverts?|advertis\w+|sponsor\w*|promo\w*|related\w*|recommend\w*|newsletters?|subscri\w+"
    r"|signup|share|sharing|sharedaddy|social|outbrain|taboola|teasers?|popular|trending|paywall)(?:[\s_-]|$)"
)


# Where a text is shown as it was typed, an empty line ends a paragraph.
EMPTY_LINE = re.compile(r"\n[ \t\r]*\n\s*")
BREAK = "\x1e"


class Passage(NamedTuple):
    """A block of a page with what the markup says around it."""

    block: Block
    element: HtmlElement
    linked: float
    """The share of its characters that stand in links."""
    beside: bool
    """Whether it stands beside the article: in an `aside`, or in what its name calls an advertisement."""
    source: str
    """What the page says there, squeezed: the row of a table reads otherwise in its block."""


class Table(NamedTuple):
    """The cells of a table in rows of one length; the first one names the columns where it is headed."""

    rows: Sequence[Sequence[str]]
    headed: bool


NO_TABLE = Table((), headed=False)


def passages(page: HtmlElement) -> Iterator[Passage]:
    """Yield the passages of a page that is pruned already."""
    reader = _Reader(page)
    skipped: HtmlElement | None = None
    for event, element in etree.iterwalk(page, events=("start", "end")):
        if skipped is not None:
            if event == "end" and element is skipped:
                skipped = None
                reader.put(element.tail)
            continue
        if event == "start" and element.tag == "table" and (table := _data(element)).rows:
            yield from reader.flush()
            yield from reader.table(element, table)
            skipped = element
        elif event == "start" and element.tag == "sup":
            reader.put(raised(element.text_content(), reader.words, element.tail or ""))
            skipped = element
        elif event == "start":
            yield from reader.enter(element)
        else:
            yield from reader.leave(element)
    yield from reader.flush()


class _Reader:
    """The words since the last break, and the elements that are open."""

    def __init__(self, page: HtmlElement) -> None:
        self.page = page
        self.open: list[HtmlElement] = []
        self.beside = [False]
        self.term = ""
        self.words = ""
        self.linked = 0
        self.links = 0
        self.as_typed = 0

    def enter(self, element: HtmlElement) -> Iterator[Passage]:
        if element.tag in BREAKING:
            yield from self.flush()
        self.open.append(element)
        self.beside.append(_is_beside(element, self.beside[-1]))
        self.links += element.tag == "a"
        self.as_typed += element.tag == "pre"
        if element.tag == "br":
            yield from self._broken(element)
        elif element.tag == "q":
            self.words += "“"
        self._part(element)
        self.put(element.text)

    def leave(self, element: HtmlElement) -> Iterator[Passage]:
        if element.tag in BREAKING:
            yield from self.flush()
        if element.tag == "q":
            self.words += "”"
        self.open.pop()
        self.beside.pop()
        self.links -= element.tag == "a"
        self.as_typed -= element.tag == "pre"
        if element is not self.page:
            self.put(element.tail)

    def put(self, text: str | None) -> None:
        if text:
            self.words += EMPTY_LINE.sub(BREAK, text) if self.as_typed else text
            self.linked += len(text.strip()) if self.links else 0

    def _part(self, element: HtmlElement) -> None:
        """Keep "Dead" and "61" apart where two elements meet with nothing between them but a style sheet."""
        before = element.getprevious()
        meets = before is not None and not before.tail and self.words and (element.text or "")[:1].isalnum()
        if meets and self.words[-1].isalnum() and self.words[-1].isdigit() != element.text[0].isdigit():
            self.words += " "

    def _broken(self, element: HtmlElement) -> Iterator[Passage]:
        """Take a line break for the end of a paragraph behind a full stop and where two stand together."""
        following = element.getnext()
        double = following is not None and following.tag == "br" and not (element.tail or "").strip()
        heading = any(above.tag in KINDS and KINDS[above.tag] == "heading" for above in self.open)
        if not heading and (double or self.words.rstrip().endswith((".", "!", "?", "”", '"', ":"))):
            yield from self.flush()
        else:
            self.words += " "

    def flush(self) -> Iterator[Passage]:
        for text in filter(None, map(one_line, self.words.split(BREAK))):
            around = next((e for e in reversed(self.open) if e.tag in BREAKING), self.open[-1])
            kind: Kind = next((KINDS[e.tag] for e in reversed(self.open) if e.tag in KINDS), "paragraph")
            passage = Passage(
                Block(kind, text), around, self.linked / len(text), self.beside[-1], squeezed(text)
            )
            yield from self._termed(passage)
        self.words, self.linked = "", 0

    def _termed(self, passage: Passage) -> Iterator[Passage]:
        """Put a term before what is said of it: "Dead: 61" for a `dt` and its `dd`."""
        if passage.element.tag == "dt":
            self.term = passage.block.text.rstrip(":")
            return
        text = f"{self.term}: {passage.block.text}" if self.term else passage.block.text
        self.term = ""
        yield passage._replace(block=passage.block._replace(text=text))

    def table(self, element: HtmlElement, table: Table) -> Iterator[Passage]:
        source = squeezed("".join("".join(row.itertext()) for row in element.iter("tr")))
        linked = sum(len(a.text_content()) for a in element.iter("a")) / max(1, len(element.text_content()))
        caption = element.find("caption")
        blocks = list(table_blocks(table.rows, headed=table.headed))
        if caption is not None and (text := one_line(caption.text_content())):
            blocks.insert(0, Block("paragraph", text if text.endswith((".", ":")) else f"{text}:"))
        for block in blocks:
            yield Passage(block, element, linked, self.beside[-1], source)


def _is_beside(element: HtmlElement, around: bool) -> bool:
    """Tell whether an element stands beside the article, given whether what it stands in does."""
    if element.tag in {"article", "main", "body"}:
        return False
    named = f"{element.get('class', '')} {element.get('id', '')}".lower()
    return around or element.tag == "aside" or BESIDE.search(named) is not None


def _data(table: HtmlElement) -> Table:
    """Return the cells of a table row by row, spans filled in; no row of one that only lays out a page."""
    if table.find(".//table") is not None or table.get("role") in {"presentation", "none"}:
        return NO_TABLE
    heads: list[list[str]] = []
    rows: list[list[str]] = []
    below: dict[int, tuple[int, str]] = {}
    for row in table.iter("tr"):
        cells = list(row.iterchildren("td", "th"))
        if any(len(cell.findall(".//p")) > 1 or len(cell.text_content()) > LONGEST_CELL for cell in cells):
            return NO_TABLE
        is_head = bool(cells) and not rows and all(cell.tag == "th" for cell in cells)
        (heads if is_head else rows).append(_row(cells, below, is_head))
    width = max(map(len, heads + rows), default=0)
    if width < 2:
        return NO_TABLE
    padded = [[*row, *[""] * (width - len(row))] for row in heads + rows]
    head = [
        " ".join(dict.fromkeys(filter(None, column))) for column in zip(*padded[: len(heads)], strict=True)
    ]
    return Table([head, *padded[len(heads) :]], headed=True) if heads else Table(padded, is_headed(padded))


def _row(cells: Sequence[HtmlElement], below: dict[int, tuple[int, str]], is_head: bool) -> list[str]:
    """Return the texts of a row; a cell that spans several says its words in each, and a figure only once.

    `below` holds for a column how many rows a cell above still reaches down, and what it says there.
    """
    row: list[str] = []
    for cell in cells:
        _reach_down(row, below)
        text = " ".join(passage.block.text for passage in passages(cell))
        again = text if is_head or not any(c.isdigit() for c in text) else ""
        for n in range(_span(cell, "colspan")):
            if (down := _span(cell, "rowspan") - 1) > 0:
                below[len(row)] = (down, again)
            row.append(again if n else text)
    _reach_down(row, below)
    return row


def _reach_down(row: list[str], below: dict[int, tuple[int, str]]) -> None:
    while len(row) in below:
        down, text = below.pop(len(row))
        if down > 1:
            below[len(row)] = (down - 1, text)
        row.append(text)


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name, "1").strip()
    return min(int(value), WIDEST_SPAN) if value.isdecimal() and int(value) else 1
