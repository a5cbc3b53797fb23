"""The note as one self-contained page: note on the left, sources on the right, nothing from outside."""

import base64
import hashlib
from collections import Counter
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

from jinja2 import Environment, StrictUndefined, Template

from summarise.layout import VERDICTS, lay_out
from summarise.note import Line, Note, Row
from summarise.originals import Numbered, check_places, originals, texts_of
from summarise.plot import plot
from summarise.values import Article

if TYPE_CHECKING:
    from summarise.compose import Brief

BADGES = VERDICTS | {"agree": "sources agree", "single": "one voice"}
LEGEND = {
    "dot": "stated",
    "about": "about",
    "range": "a range",
    "from": "at least, more than",
    "up to": "at most, less than",
}


class Choice(NamedTuple):
    """A verdict that readers can choose, and how many entries below the bottom line have it."""

    verdict: str
    words: str
    entries: int


def html(brief: "Brief", articles: Sequence[Article] = ()) -> str:
    """Return the note as one HTML page; every text of an article is escaped in it.

    With `articles`, the texts that the note was made from stand beside it, cited characters marked, and a
    citation leads there; without, it leads to a list of quotes. Texts that are too long to be shown whole are
    cut to the paragraphs that are cited, and the page says so.

    Raises:
        NoteError: a text is missing or was changed, or a quote does not stand in it where the note says.
    """
    texts = texts_of(brief, articles)
    note = lay_out(brief, texts)
    check_places(note.places, texts)
    number = {origin.article: n for n, origin in enumerate(note.origins, 1)}
    spans = [Numbered(place.start, place.end, place.number) for place in note.places]
    cited = {
        name: [s for s, p in zip(spans, note.places, strict=True) if p.article == name] for name in texts
    }
    return _template().render(
        note=note,
        sources=list(zip(note.origins, originals(texts, cited), strict=True)) if texts else [],
        cited={name for name, citations in cited.items() if citations},
        beside={citation.number for citations in cited.values() for citation in citations},
        plots=[plot([said.reading for said in row.said]) for row in note.rows],
        choices=_choices(note),
        badges=BADGES,
        legend=LEGEND,
        cites_of=lambda entry: _sources_cited(entry, note, number),
        style=_text("note.css"),
        script=_text("note.js"),
    )


def _choices(note: Note) -> list[Choice]:
    days = [line for day in note.timeline for line in day.lines]
    lines = [*(line for part in note.parts for line in part.lines), *days]
    count = Counter([row.verdict for row in note.rows] + [line.verdict for line in lines if line.verdict])
    return [Choice(verdict, words, count[verdict]) for verdict, words in BADGES.items() if count[verdict]]


def _sources_cited(entry: Line | Row, note: Note, number: dict[str, int]) -> str:
    """Return the numbers of the sources that an entry of the note cites, with blanks between them."""
    if isinstance(entry, Line):
        cited = [mark.number for piece in entry.pieces for mark in piece.marks]
    else:
        cited = [said.mark.number for said in entry.said]
    sources = dict.fromkeys(number.get(note.places[n - 1].article, 0) for n in cited)
    return " ".join(map(str, sources))


def _text(name: str) -> str:
    return files("summarise").joinpath(name).read_text("utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["sha256"] = _sha256
    return environment.from_string(_text("note.html.j2"))


def _sha256(content: str) -> str:
    """Return a digest as a Content-Security-Policy names it, so that only what is our own counts."""
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode("utf-8")).digest()).decode("ascii")
