"""A Word document as an article: paragraphs, lists, tables and footnotes, without what was deleted in it."""

import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from io import BytesIO
from typing import Any, NamedTuple

import docx
from docx.document import Document
from lxml import etree

from summarise.errors import ArticleError
from summarise.inputs.blocks import (
    LONGEST_CELL,
    WIDEST_SPAN,
    Block,
    Extract,
    Head,
    Kind,
    counted,
    is_headed,
    lay_down,
    one_line,
    raised,
    table_blocks,
)

READER = f"python-docx {version('python-docx')}"
LARGEST_UNPACKED = 200_000_000
MOST_PARTS = 5_000
OLD_WORD = b"\xd0\xcf\x11\xe0"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
# A second form of what stands beside it, for older readers.
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SET = {f"{W}tab": " ", f"{W}br": " ", f"{W}cr": " ", f"{W}noBreakHyphen": "-"}
DELETED = frozenset({f"{W}del", f"{W}moveFrom"})
PROPERTIES = frozenset({f"{W}pPr", f"{W}rPr", f"{W}tblPr", f"{W}trPr", f"{W}tcPr", f"{W}sdtPr", FALLBACK})
NOTES = {f"{W}footnoteReference": "footnotes", f"{W}endnoteReference": "endnotes"}
# Shorter titles in the properties are mostly those of templates.
LEAST_TITLE = 3

Element = Any  # lxml has no types


def read_word(raw: bytes, name: str) -> Extract:
    """Return the article in a Word document.

    Raises:
        ArticleError: it is no such document, unpacks to more than one holds, or cannot be read.
    """
    _check_size(raw, name)
    try:
        document = docx.Document(BytesIO(raw))
        reader = _Reader(document)
        blocks = list(reader.blocks(document.element.body))
        title = reader.title or document.core_properties.title or ""
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        OSError,
        ValueError,
        etree.LxmlError,
        RuntimeError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        raise ArticleError(f"{name!r} is no Word document that can be read: it is broken") from error
    told = ", ".join(counted(count, kind) for kind, count in sorted((+reader.left_out).items()))
    head = Head(title if len(title.split()) >= LEAST_TITLE or title == reader.title else None)
    warnings = (f"left out of the document: {told}",) if told else ()
    return Extract(lay_down(head, blocks), warnings, reader=READER)


def _check_size(raw: bytes, name: str) -> None:
    if raw.startswith(OLD_WORD):
        raise ArticleError(f"{name!r} is locked or from an old Word: save it as .docx, without a password")
    try:
        with zipfile.ZipFile(BytesIO(raw)) as packed:
            parts = packed.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise ArticleError(f"{name!r} is no Word document") from None
    # What a part says of its size is also where reading it stops.
    size = sum(part.file_size for part in parts)
    if size > LARGEST_UNPACKED or len(parts) > MOST_PARTS:
        raise ArticleError(
            f"{name!r} unpacks to more than any document: {size:,} bytes in {len(parts):,} parts"
        )


class _Reader:
    """A document while it is read: its notes and styles, and what was left out of it so far."""

    def __init__(self, document: Document) -> None:
        blobs = {str(part.partname): part.blob for part in document.part.package.iter_parts()}
        self.notes = {kind: _notes(blobs.get(f"/word/{kind}.xml")) for kind in NOTES.values()}
        self.styles = {
            str(style.get(f"{W}styleId")): (style.find(f"{W}name").get(f"{W}val") or "").lower()
            for style in document.styles.element.iter(f"{W}style")
            if style.find(f"{W}name") is not None
        }
        self.title = ""
        self.left_out: Counter[str] = Counter()
        remarks = blobs.get("/word/comments.xml")
        self.left_out["comment"] = len(_parsed(remarks).findall(f"{W}comment")) if remarks else 0
        for section in document.sections:
            for part in (section.header, section.footer):
                if not part.is_linked_to_previous and any(p.text.strip() for p in part.paragraphs):
                    self.left_out["page header or footer"] += 1

    def blocks(self, container: Element) -> Iterator[Block]:
        """Yield what stands in an element of the document, in its order."""
        for child in container:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag in DELETED:
                self.left_out["deletion"] += 1
            elif isinstance(child.tag, str) and child.tag not in PROPERTIES:
                yield from self.blocks(child)

    def _paragraph(self, paragraph: Element) -> Iterator[Block]:
        words = _Words([], [], [])
        self._collect(paragraph, words)
        text = one_line("".join(words.said))
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        named = self.styles.get(style.get(f"{W}val"), "") if style is not None else ""
        if named == "title" and text and not self.title:
            self.title = text
        if text:
            yield Block(_kind(named, paragraph), text)
        for box in words.boxes:
            yield from self.blocks(box)
        for kind, number in words.references:
            note = self.notes[kind].get(number)
            if note is not None:
                said = " ".join(block.text for block in self.blocks(note))
                yield Block("paragraph", f"{kind.removesuffix('s').capitalize()}: {said}")

    def _collect(self, element: Element, words: "_Words") -> None:
        """Add the text below an element to the words of its paragraph."""
        for child in element:
            tag = child.tag
            if (kind := _left_out(child)) is not None:
                self.left_out[kind] += bool("".join(child.itertext()).strip())
            elif tag in {f"{W}t", f"{M}t"}:
                words.said.append(child.text or "")
            elif tag in SET:
                words.said.append(SET[tag])
            elif tag in NOTES:
                words.references.append((NOTES[tag], child.get(f"{W}id")))
            elif tag == f"{W}txbxContent":
                words.boxes.append(child)
            elif child.find(f"{W}rPr/{W}vertAlign[@{W}val='superscript']") is not None:
                inner = _Words([], words.boxes, words.references)
                self._collect(child, inner)
                words.said.append(raised("".join(inner.said), "".join(words.said)))
            elif isinstance(tag, str) and tag not in PROPERTIES:
                self._collect(child, words)

    def _table(self, table: Element) -> Iterator[Block]:
        rows: list[list[str]] = []
        inside: list[Block] = []
        above: dict[int, str] = {}
        headed = False
        lays_out = False
        for row in _within(table, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self.left_out["deletion"] += 1
                continue
            cells: list[str] = []
            for cell in _within(row, f"{W}tc"):
                blocks = list(self.blocks(cell))
                text = " ".join(block.text for block in blocks)
                lays_out = lays_out or len(text) > LONGEST_CELL
                inside += blocks
                if _continues(cell):
                    text = above.get(len(cells), "")
                # A figure across rows or columns stands once, a name in each of them.
                again = "" if any(c.isdigit() for c in text) else text
                above[len(cells)] = again
                cells += [text, *[again] * (_span(cell) - 1)]
            headed = headed or (not rows and row.find(f"{W}trPr/{W}tblHeader") is not None)
            rows.append(cells)
        width = max(map(len, rows), default=0)
        if lays_out or width < 2:
            yield from inside
            return
        padded = [[*cells, *[""] * (width - len(cells))] for cells in rows]
        yield from table_blocks(padded, headed=headed or is_headed(padded))


class _Words(NamedTuple):
    """What is said in a paragraph, the text boxes anchored in it, and the notes that it refers to."""

    said: list[str]
    boxes: list[Element]
    references: list[tuple[str, str]]


def _within(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, without those of tables inside."""
    for child in element:
        if child.tag == tag:
            yield child
        elif isinstance(child.tag, str) and child.tag not in PROPERTIES and child.tag not in DELETED:
            yield from _within(child, tag)


def _continues(cell: Element) -> bool:
    merged = cell.find(f"{W}tcPr/{W}vMerge")
    return merged is not None and merged.get(f"{W}val") != "restart"


def _span(cell: Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = span.get(f"{W}val", "1") if span is not None else "1"
    return min(int(value), WIDEST_SPAN) if value.isdecimal() and int(value) else 1


def _left_out(element: Element) -> str | None:
    """Return what an element within a paragraph is that nobody reads, none for what is read."""
    if element.tag in DELETED:
        return "deletion"
    if _is_on(element, "vanish"):
        return "hidden passage"
    return "struck-out passage" if _is_on(element, "strike") or _is_on(element, "dstrike") else None


def _is_on(run: Element, name: str) -> bool:
    """Tell whether a property of a run is set, and not set to "off"."""
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in {"0", "false", "off", "none"}


def _kind(style: str, paragraph: Element) -> Kind:
    if style.startswith(("heading", "title")):
        return "heading"
    if style == "caption":
        return "caption"
    return (
        "item" if style.startswith("list") or paragraph.find(f"{W}pPr/{W}numPr") is not None else "paragraph"
    )


def _notes(blob: bytes | None) -> Mapping[str, Element]:
    """Return the notes of a document by their ids, without the lines that separate them."""
    if blob is None:
        return {}
    return {note.get(f"{W}id"): note for note in _parsed(blob) if note.get(f"{W}type") in {None, "normal"}}


def _parsed(blob: bytes) -> Element:
    return etree.fromstring(blob, etree.XMLParser(resolve_entities=False, no_network=True))
