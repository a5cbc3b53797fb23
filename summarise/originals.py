"""The texts of the articles as a page shows them beside the note: cut where citations begin and end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from summarise.errors import NoteError
from summarise.note import Place
from summarise.shown import tidy, visible
from summarise.values import Article

if TYPE_CHECKING:
    from summarise.compose import Brief

ROOM = 100_000
"""Bytes of escaped text that all sources of a page may take when they are shown whole."""
LONG_PARAGRAPH = 1_000
AROUND = 250
"""Characters shown on both sides of a citation in a long paragraph, where a source is not shown whole."""
LITTLE = 200
"""To leave out fewer characters than these is not worth a note of it."""

Kind = Literal["title", "heading", "body", "furniture"]


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of text, or the point where the marking of a citation is opened or closed.

    A citation that crosses the edge of another, or of a paragraph, is opened and closed several times.
    """

    role: Literal["text", "open", "close"]
    text: str = ""
    number: int = 0
    whole: bool = False
    """Of an opening: the citation begins here. Of a closing: it ends here."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph of a source, or a stretch of one."""

    kind: Kind
    left_out: int
    """How many characters are left out before it."""
    cuts: tuple[Cut, ...]


@dataclass(frozen=True, slots=True)
class Original:
    """A source beside the note."""

    article: str
    passages: tuple[Passage, ...]
    left_out: int
    """How many characters are left out behind the last passage."""
    whole: bool


class Numbered(NamedTuple):
    """A citation of one article by its number in the note."""

    start: int
    end: int
    number: int


class _Stretch(NamedTuple):
    start: int
    end: int
    paragraph: int | None
    kind: Kind


class _Block(NamedTuple):
    start: int
    end: int
    kind: Kind


def texts_of(brief: "Brief", articles: Sequence[Article]) -> dict[str, Article]:
    """Return the article behind each source of a note, by the source's id; nothing if no article is given.

    Raises:
        NoteError: a text is missing or was changed.
    """
    if not articles:
        return {}
    given = {sha256(a.text.encode("utf-8", "replace")).hexdigest(): a for a in articles}
    for source in brief.articles:
        if source.sha256 not in given:
            raise NoteError(
                f"no text given has the SHA-256 of {source.path!r}: "
                "give the articles that the note was made from"
            )
    return {source.id: given[source.sha256] for source in brief.articles}


def check_places(places: Sequence[Place], texts: Mapping[str, Article]) -> None:
    """Hold each quote against its text, so that a page never marks other characters.

    Raises:
        NoteError: a quote does not stand where the note says.
    """
    for place in places:
        article = texts.get(place.article)
        if article and tidy(article.quote(place.start, place.end)) != place.quote:
            raise NoteError(
                f"{place.quote!r} does not stand in {article.path!r} at {place.start}: "
                "`summarise verify` tells all that does not hold"
            )


def originals(texts: Mapping[str, Article], cited: Mapping[str, Sequence[Numbered]]) -> list[Original]:
    """Return the sources as shown beside a note, in their order.

    Args:
        texts: the articles by their ids in the note.
        cited: the numbered citations of each.
    """
    whole = _whole(texts)
    return [
        _original(name, article, cited.get(name, ()), whole=name in whole) for name, article in texts.items()
    ]


def _whole(texts: Mapping[str, Article]) -> set[str]:
    """Return the sources that are shown whole: the shortest, as long as each could have as much room."""
    sizes = sorted(
        (len(escape(article.text).encode("utf-8", "replace")), name) for name, article in texts.items()
    )
    room, whole = ROOM, set()
    for n, (size, name) in enumerate(sizes):
        if size * (len(sizes) - n) > room:
            break
        room -= size
        whole.add(name)
    return whole


def _original(name: str, article: Article, cited: Sequence[Numbered], *, whole: bool) -> Original:
    blocks = list(_blocks(article))
    shown = blocks if whole else _bridged(blocks, cited)
    passages, at = [], 0
    for block in shown:
        before = len(article.text[at : block.start].strip())
        inside = [c for c in cited if c.start < block.end and block.start < c.end]
        passages.append(Passage(block.kind, before, tuple(_cuts(article.text, block, inside))))
        at = block.end
    return Original(name, tuple(passages), len(article.text[at:].strip()), whole)


def _blocks(article: Article) -> Iterator[_Block]:
    """Yield the paragraphs of a text, which together hold all of it but blanks.

    What stands between sentences and furniture, such as the mark of a heading, goes with what follows it.
    """
    stretches = [_Stretch(s.start, s.end, s.paragraph, s.role) for s in article.sentences]
    stretches += [_Stretch(f.start, f.end, None, "furniture") for f in article.furniture]
    text, at = article.text, 0
    block: _Block | None = None
    last: _Stretch | None = None
    for stretch in sorted(stretches, key=lambda each: (each.start, each.end)):
        gap = text[at : stretch.start]
        if block and last and ("\n" not in gap or (last.paragraph == stretch.paragraph is not None)):
            kind = stretch.kind if block.kind == "furniture" else block.kind
            block = _Block(block.start, max(block.end, stretch.end), kind)
        else:
            if block:
                yield block
            block = _Block(at + len(gap) - len(gap.lstrip()), stretch.end, stretch.kind)
        at, last = max(at, stretch.end), stretch
    if block:
        yield block
    if text[at:].strip():
        yield _Block(at + len(text[at:]) - len(text[at:].lstrip()), len(text.rstrip()), "furniture")


def _bridged(blocks: Sequence[_Block], cited: Sequence[Numbered]) -> list[_Block]:
    """Return what is shown of a source that is not shown whole; small gaps are no gaps."""
    shown: list[_Block] = []
    between: list[_Block] = []
    for block in blocks:
        parts = _cited_parts(block, cited)
        if not parts:
            between.append(block)
            continue
        if shown and between and parts[0].start - shown[-1].end <= LITTLE:
            shown += between
        shown += parts
        between = []
    return shown


def _cited_parts(block: _Block, cited: Sequence[Numbered]) -> list[_Block]:
    """Return what is shown of a paragraph where a source is not shown whole: its title, and what is cited."""
    if block.kind == "title" and block.end - block.start <= LONG_PARAGRAPH:
        return [block]
    inside = sorted((c.start, c.end) for c in cited if c.start < block.end and block.start < c.end)
    if not inside:
        return []
    if block.end - block.start <= LONG_PARAGRAPH:
        return [block]
    parts: list[_Block] = []
    for first, last in inside:
        start, end = max(block.start, first - AROUND), min(block.end, last + AROUND)
        if parts and start <= parts[-1].end:
            start, end = parts[-1].start, max(parts.pop().end, end)
        parts.append(_Block(start, end, block.kind))
    return parts


def _cuts(text: str, block: _Block, cited: Sequence[Numbered]) -> Iterator[Cut]:
    """Yield the text of a paragraph and where markings open and close, each within the one around it."""
    edges = {block.start, block.end}
    edges |= {at for c in cited for at in (c.start, c.end) if block.start < at < block.end}
    opened: list[Numbered] = []
    for here, there in pairwise(sorted(edges)):
        again = []
        while any(c.end <= here for c in opened):
            top = opened.pop()
            yield Cut("close", number=top.number, whole=top.end <= here)
            if top.end > here:
                again.append(top)
        begun = [c for c in cited if c.start == here or (c.start < here == block.start)]
        for citation in sorted([*again, *begun], key=lambda c: (-c.end, c.start, c.number)):
            yield Cut("open", number=citation.number, whole=citation.start == here)
            opened.append(citation)
        yield Cut("text", visible(text[here:there]))
    for citation in reversed(opened):
        yield Cut("close", number=citation.number, whole=citation.end <= block.end)
