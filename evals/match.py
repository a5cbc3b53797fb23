"""One result laid beside its labels: which found figure is which labelled one, and which finding holds it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property

from pydantic import ConfigDict, ValidationError

from evals.align import assign
from evals.fixtures import LabelledFigure, Span, Story
from evals.run import Result, RunError
from summarise.values import (
    AccountEntry,
    Citation,
    Figure,
    Finding,
    Name,
    Reading,
    Section,
    Source,
    Statement,
    TimelineEntry,
    Value,
)

FRACTION_TOLERANCE = Decimal("0.0006")  # labels give four places
UNIT_NAMES = {"litre": "L", "metre": "m", "tonne": "t", "degree": "°", "mbar": "hPa"}
UNITLESS = frozenset({"date", "time", "fraction", "ordinal", "vague", "score", "identifier"})
FoundId = tuple[str, str]
"""An article's id and the id of a figure in its inventory."""


class Note(Value):
    """The parts of a note that are scored, read without the checks that a brief makes of itself.

    So a note that breaks a promise still gets its scores, and the invariants say what it broke.
    """

    model_config = ConfigDict(extra="ignore")

    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    timeline: tuple[TimelineEntry, ...]
    names: tuple[Name, ...]
    articles: tuple[Source, ...]
    account: tuple[AccountEntry, ...]

    @property
    def statements(self) -> list[Statement]:
        """The sentences of the note, its timeline apart."""
        return [*self.bottom_line, *(s for section in self.sections for s in section.statements)]


@dataclass(frozen=True)
class Match:
    """One story's labels and result. A story that failed has no note and no figure: all labels are missed."""

    story: Story
    result: Result
    note: Note | None

    @cached_property
    def held_articles(self) -> frozenset[str]:
        """The articles that the note was made from, told by the hash of their text."""
        if self.note is None:
            return frozenset()
        known = {article.id: article.sha256 for article in self.story.labels.articles}
        return frozenset(source.id for source in self.note.articles if known.get(source.id) == source.sha256)

    @cached_property
    def found(self) -> dict[FoundId, Figure]:
        """The figures found that state something, by article and id; identifiers state nothing."""
        return {key: figure for key, figure in self.inventory.items() if figure.kind != "identifier"}

    @cached_property
    def inventory(self) -> dict[FoundId, Figure]:
        """All figures found in the articles that the note was made from."""
        return {
            (article, figure.id): figure
            for article, figures in self.result.inventory.items()
            if article in self.held_articles
            for figure in figures
        }

    @cached_property
    def labelled(self) -> dict[str, LabelledFigure]:
        """The labelled figures that state something, by id."""
        return {figure.id: figure for figure in self.story.labels.figures if figure.kind != "identifier"}

    @cached_property
    def pairs(self) -> dict[str, FoundId]:
        """For each labelled figure that was found, where: overlapping spans, assigned for the best total."""
        return align_figures(self.labelled.values(), self.found)

    @cached_property
    def label_of(self) -> dict[FoundId, str]:
        """The labelled figure that a found one is."""
        return {found: label for label, found in self.pairs.items()}

    @cached_property
    def readings(self) -> dict[FoundId, tuple[str, Reading]]:
        """Each figure that stands in a finding of the note, with the finding's id and the reading."""
        if self.note is None:
            return {}
        return {(r.article, r.figure): (f.id, r) for f in self.note.findings for r in f.readings if r.figure}

    @cached_property
    def same_as(self) -> dict[FoundId, FoundId]:
        """For each figure that the account calls the same as another, which."""
        entries = self.note.account if self.note else ()
        return {(e.article, e.figure): (e.article, e.of) for e in entries if e.fate == "same_as" and e.of}

    def finding_of(self, found: FoundId) -> str | None:
        """Return the finding that holds a figure, itself or as the repetition of another."""
        return self.readings[origin][0] if (origin := self._origin(found)) is not None else None

    def reading_of(self, label: str) -> Reading | None:
        """Return the reading that a labelled figure became, its own or that of the figure it repeats."""
        origin = self._origin(self.pairs[label]) if label in self.pairs else None
        return self.readings[origin][1] if origin is not None else None

    def _origin(self, found: FoundId) -> FoundId | None:
        for _ in range(len(self.same_as) + 1):  # a circle in the account ends here
            if found in self.readings:
                return found
            if found not in self.same_as:
                return None
            found = self.same_as[found]
        return None

    @cached_property
    def groups(self) -> dict[str, set[str]]:
        """The findings of the note in the labels' terms; what no label knows is named by its place.

        Figures in brackets that convert another are left out, as they are in the labels.
        """
        groups: dict[str, set[str]] = defaultdict(set)
        for found, figure in self.found.items():
            finding = self.finding_of(found)
            label = self.label_of.get(found)
            converts = figure.same_as is not None or (
                label is not None and self.labelled[label].same_as is not None
            )
            if finding is not None and not converts:
                groups[finding].add(label or f"{found[0]}:{figure.start}-{figure.end}")
        return dict(groups)

    @cached_property
    def stated(self) -> frozenset[str]:
        """The labelled figures that a statement of the note cites."""
        return self.cited_by(self.note.statements if self.note else ())

    def cited_by(self, statements: Iterable[Statement]) -> frozenset[str]:
        """Return the labelled figures that the statements' citations hold, at least in part."""
        citations = [c for statement in statements for c in statement.citations]
        return frozenset(
            label.id
            for label in self.labelled.values()
            if any(overlap(label, citation) for citation in citations)
        )

    def quote(self, article: str, start: int, end: int) -> str:
        """Return characters of an article, as much as there is."""
        return self.story.texts.get(article, "")[max(0, start) : max(0, end)]


def overlap(one: Span | Citation, other: Span | Citation) -> int:
    """Return how many characters two spans share."""
    return (
        max(0, min(one.end, other.end) - max(one.start, other.start)) if one.article == other.article else 0
    )


def align_figures(
    labels: Iterable[LabelledFigure], found: Mapping[FoundId, Figure | LabelledFigure]
) -> dict[str, FoundId]:
    """Return labels and figures that overlap, one to one, for the best total of overlap and right values."""
    by_article: dict[str, list[tuple[FoundId, Figure | LabelledFigure]]] = defaultdict(list)
    for key, figure in found.items():
        by_article[key[0]].append((key, figure))
    weights: dict[tuple[str, FoundId], float] = {}
    for label in labels:
        for key, figure in by_article[label.article]:
            shared = min(label.end, figure.end) - max(label.start, figure.start)
            if shared > 0:
                length = label.end - label.start + figure.end - figure.start
                weights[label.id, key] = 2 * shared / length + same_value(label, figure)
    return assign(weights)


def same_value(label: LabelledFigure, figure: Figure | LabelledFigure) -> bool:
    """Tell whether value and unit are right. No near number is; what the label leaves open, is.

    Dates compare as ISO text of the same grain, scores by their digits, fractions to a rounding. What a
    count counts is no unit: it is scored apart, since clauses often leave it out ("two were lost").
    """
    if label.kind == "score":
        return _digits(label.text) == _digits(figure.text)
    if label.low is None:
        return True
    if not _same_bounds(label, figure):
        return False
    if label.kind == "count":
        return figure.kind == "count"
    return label.kind in UNITLESS or same_unit(label.unit, figure.unit)


def _same_bounds(label: LabelledFigure, figure: Figure | LabelledFigure) -> bool:
    if figure.low is None or figure.high is None:
        return False
    wanted, got = (label.low or "", label.high or ""), (str(figure.low), str(figure.high))
    if label.kind in {"date", "time"}:
        return wanted == got
    try:
        gaps = [abs(Decimal(a) - Decimal(b)) for a, b in zip(wanted, got, strict=True)]
    except InvalidOperation:
        return False
    return max(gaps) <= (FRACTION_TOLERANCE if label.kind == "fraction" else 0)


def same_unit(wanted: str | None, got: str | None) -> bool:
    """Tell whether two units are one; nouns by their last word, so "polling station" is "station"."""
    if wanted is None or got is None:
        return wanted == got
    one, other = (UNIT_NAMES.get(unit, unit).split()[-1] for unit in (wanted, got))
    return one == other or one.lower().removesuffix("s") == other.lower().removesuffix("s") != ""


def _digits(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def match(story: Story, result: Result) -> Match:
    """Return the result laid beside the labels.

    Raises:
        RunError: the note lacks a part that is scored.
    """
    if result.note is None:
        return Match(story, result, None)
    try:
        return Match(story, result, Note.model_validate_json(result.note_json))
    except ValidationError as error:
        where = ".".join(map(str, error.errors()[0]["loc"]))
        raise RunError(
            f"{story.name}: the note cannot be read: {where}: {error.errors()[0]['msg']}"
        ) from error


def match_all(stories: Sequence[Story], results: Sequence[Result]) -> list[Match]:
    """Return every story's match, in their order."""
    return [match(story, result) for story, result in zip(stories, results, strict=True)]
