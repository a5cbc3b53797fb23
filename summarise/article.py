"""Articles: their text kept to the character, body told from furniture, sentences marked."""

import hashlib
import re
from collections.abc import Iterator, Sequence

from summarise.imprint import label_of, read_dateline, read_published, read_publisher
from summarise.paragraphs import FIELD, LONE_DATELINE, MARKDOWN_HEADING, Paragraph, lay_out
from summarise.punctuation import split_sentences
from summarise.retractions import belong_together
from summarise.text import Folded
from summarise.values import Article, Document, Furniture, Sentence

LIST_MARK = re.compile(r"(?:[-*•·–>]|#{1,6})\s+")
# What in a text may hide something from a reader.
ODDITIES = {
    "the text holds invisible tag characters": re.compile("[\U000e0000-\U000e007f]"),
    "the text holds characters that turn the reading direction": re.compile("[\u202a-\u202e\u2066-\u2069]"),
    "the text holds broken characters (lone surrogates)": re.compile("[\ud800-\udfff]"),
}


def parse(
    text: str, path: str, name: str, document: Document | None = None, known: Sequence[str] = ()
) -> Article:
    r"""Return the article in a text.

    Args:
        text: with line ends that are "\n" already.
        path: where it is from, as people named it.
        name: its id.
        document: what it was read from.
        known: warnings of how it was read.
    """
    folded = Folded(text)
    page = lay_out(folded.key)
    title = next((p for p in page if p.label == "title"), None)
    body_at = next((n for n, p in enumerate(page) if p.label == "body"), None)
    dateline = read_dateline(page[body_at].text) if body_at is not None else None
    above = (p.text for p in page[:body_at] if LONE_DATELINE.fullmatch(p.text))
    opening = dateline or next(filter(None, (read_dateline(f"{text} ") for text in above)), None)
    published, warnings = read_published(page, opening)
    publisher = read_publisher(page, opening)
    sentences, furniture = _marked(folded, page, body_at, dateline.end if dateline else 0)
    warnings = [*known, *warnings]
    warnings += [warning for warning, pattern in ODDITIES.items() if pattern.search(text)]
    if not any(sentence.role == "body" for sentence in sentences):
        warnings.append("no body text: only a title or furniture was found")
    return Article(
        id=name,
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        text=text,
        title=_title_text(title.text) if title else None,
        label=label_of(publisher, name),
        publisher=publisher,
        published=published,
        reference=published,
        written=published,
        sentences=tuple(sentences),
        furniture=tuple(furniture),
        warnings=tuple(warnings),
        document=document,
    )


def _title_text(line: str) -> str:
    field = FIELD.fullmatch(line)
    return field.group(2).strip() if field else MARKDOWN_HEADING.sub("", line, count=1).strip("*_ ")


def _marked(
    folded: Folded, page: Sequence[Paragraph], body_at: int | None, dateline: int
) -> tuple[list[Sentence], list[Furniture]]:
    """Cut the paragraphs that are evidence into sentences; list the rest as furniture."""
    sentences: list[Sentence] = []
    furniture: list[Furniture] = []
    for n, paragraph in enumerate(page):
        start, role = paragraph.start, paragraph.role
        if role is None:
            furniture.append(_furniture(folded, start, paragraph.end, paragraph.label))
            continue
        if n == body_at and dateline:
            furniture.append(_furniture(folded, start, start + dateline, "dateline"))
            start += dateline
        for first, last in _sentences(folded.key, _past_mark(paragraph, start), paragraph):
            span = folded.span(first, last)
            sentences.append(
                Sentence(id=f"s{len(sentences) + 1}", start=span[0], end=span[1], role=role, paragraph=n)
            )
    return sentences, furniture


def _past_mark(paragraph: Paragraph, start: int) -> int:
    """Leave out the sign of a list or heading and the name of a field: "- ", "## ", "Title: "."""
    if paragraph.role == "title" and (field := FIELD.fullmatch(paragraph.text)):
        return paragraph.start + field.start(2)
    mark = LIST_MARK.match(paragraph.text, start - paragraph.start)
    return paragraph.start + mark.end() if mark else start


def _sentences(key: str, start: int, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a paragraph's sentences from `start` on; a title or heading is one."""
    if paragraph.role == "body":
        text = key[start : paragraph.end]
        ranges: list[tuple[int, int]] = []
        for first, last in split_sentences(text):
            if ranges and belong_together(text[slice(*ranges[-1])], text[first:last]):
                ranges[-1] = (ranges[-1][0], last)
            else:
                ranges.append((first, last))
        yield from ((start + first, start + last) for first, last in ranges)
    elif start < paragraph.end:
        yield start, paragraph.end


def _furniture(folded: Folded, start: int, end: int, why: str) -> Furniture:
    span = folded.span(start, end)
    return Furniture(start=span[0], end=span[1], why=why)
