"""The account: what became of every figure of every article."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarise.extract import ArticleSummary
from summarise.values import (
    AccountEntry,
    Article,
    Citation,
    Figure,
    Finding,
    Reading,
    Statement,
    TimelineEntry,
)

UNQUOTED = {"date": "a date", "time": "a time of day", "ordinal": "an ordinal"}
Key = tuple[str, str | None]
"""An article and one of its figures."""


@dataclass(frozen=True, slots=True)
class Uses:
    """Where a note uses figures: in findings, as repetitions of others, and within what it cites."""

    found: Mapping[Key, str]
    repeated: Mapping[Key, str]
    cited: Sequence[tuple[Citation, str]]


def uses_of(
    kept: Sequence[Finding],
    merged: Sequence[Finding],
    timeline: Sequence[TimelineEntry],
    statements: Sequence[Statement],
) -> Uses:
    """Return where figures are used, given the note's findings, those of the merge, and all statements."""
    found = {
        (reading.article, reading.figure): finding.id for finding in kept for reading in finding.readings
    }
    cited = [(citation, "timeline") for entry in timeline for citation in entry.statement.citations]
    cited += [(citation, "statement") for statement in statements for citation in statement.citations]
    quoted = [(citation, where) for citation, where in cited if citation.role == "words"]
    return Uses(found, dict(_repetitions(merged, found)), quoted)


def _repetitions(merged: Sequence[Finding], found: Mapping[Key, str]) -> Iterator[tuple[Key, str]]:
    """Yield each figure that says again what another of its article says, with that other."""
    for finding in merged:
        for reading, other in told_again(finding.readings):
            if other.figure and (other.article, other.figure) in found:
                yield (reading.article, reading.figure), other.figure


def told_again(readings: Sequence[Reading]) -> Iterator[tuple[Reading, Reading]]:
    """Yield each reading that only says again what its article has said, with the reading that it repeats."""
    said: dict[tuple[object, ...], list[Reading]] = defaultdict(list)
    for reading in readings:
        words = reading.quote.lower() if reading.kind in {"vague", "score"} else None
        told = said[reading.article, reading.kind, reading.low, reading.high, reading.unit, words]
        other = next((earlier for earlier in told if _covers(earlier, reading)), None)
        if other is None:
            told.append(reading)
        else:
            yield reading, other


def _covers(earlier: Reading, reading: Reading) -> bool:
    """Tell whether a reading of the same value adds no speaker, no voice and no qualifier."""
    return (
        reading.attribution in {None, earlier.attribution}
        and reading.voice == earlier.voice
        and reading.qualifier in {"exact", earlier.qualifier}
    )


def account(summaries: Sequence[ArticleSummary], uses: Uses) -> Iterator[AccountEntry]:
    """Yield the fate of every figure of every article, each exactly once."""
    for summary in summaries:
        for figure in summary.figures:
            yield _fate(summary, figure, uses)


def _fate(summary: ArticleSummary, figure: Figure, uses: Uses) -> AccountEntry:
    article = summary.article
    key = (article.id, figure.id)
    if figure.id not in summary.sentence_of:
        return _left_out(key, f"no evidence: {_furniture(article, figure)}")
    if figure.same_as is not None:
        return _same_as(key, figure.same_as)
    if key in uses.found:
        return _used(key, uses.found[key])
    if key in uses.repeated:
        return _same_as(key, uses.repeated[key])
    if figure.kind == "identifier":
        return _left_out(key, "an identifier, not a figure")
    place = next((where for citation, where in uses.cited if _holds(citation, article, figure)), None)
    if place is not None:
        return _used(key, place)
    what = UNQUOTED.get(figure.kind, "a figure")
    return _left_out(key, f"{what} in a sentence that the note does not quote")


def _furniture(article: Article, figure: Figure) -> str:
    around = (f.why for f in article.furniture if f.start < figure.end and figure.start < f.end)
    return next(around, "page furniture")


def _holds(citation: Citation, article: Article, figure: Figure) -> bool:
    return citation.article == article.id and citation.start <= figure.start and figure.end <= citation.end


def _used(key: tuple[str, str], of: str) -> AccountEntry:
    return AccountEntry(article=key[0], figure=key[1], fate="used", of=of, reason=None)


def _same_as(key: tuple[str, str], of: str) -> AccountEntry:
    return AccountEntry(article=key[0], figure=key[1], fate="same_as", of=of, reason=None)


def _left_out(key: tuple[str, str], reason: str) -> AccountEntry:
    return AccountEntry(article=key[0], figure=key[1], fate="left_out", of=None, reason=reason)
