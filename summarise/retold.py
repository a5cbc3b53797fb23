"""What changed since an older note, told in lines with the readings cited."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from summarise.history import (
    ArticleChange,
    Changes,
    NewFinding,
    NewReading,
    Since,
    Superseded,
    VerdictChange,
    Withdrawn,
)
from summarise.note import Line, Mark, Part, Piece
from summarise.shown import shown_date, tidy
from summarise.values import Citation, Name, Reading, Verdict

HEADING = "What changed"
NOTHING = "No figure, verdict or name is another than before."
VERDICT_WORDS: dict[Verdict, str] = {
    "single": "one voice",
    "agree": "the sources agree",
    "update": "changed over time",
    "scope": "not measured alike",
    "compatible": "can all hold",
    "conflict": "contradict each other",
}
# How many lines each kind of change has at most; the JSON form has them all.
MOST_KNOWN, MOST_NEW, MOST_GONE, MOST_NAMES = 8, 4, 3, 2
MOST_OF_A_FINDING = 3
MOST_ARTICLES = 6


class Telling(NamedTuple):
    """How a reading is cited and named where the lines are to stand."""

    mark: Callable[[Citation], Mark]
    who: Callable[[Reading], str]
    """Who says it, and in which article that stands."""
    called: Mapping[str, str]
    """What findings are called, by id; one that is not among them is not to be shown."""


def since_told(since: Since, telling: Telling) -> Part:
    """Return the part of a note that tells what changed since the one before it."""
    until = f" on the news until {shown_date(since.newest)}" if since.newest else ""
    start = f"Since the note{until} (SHA-256 {tidy(since.sha256)[:12]}…): {came_and_went(since.changes)}."
    return Part(HEADING, (_line("", _text(start)), *told(since.changes, telling)))


def came_and_went(changes: Changes) -> str:
    """Return which articles are new and which were dropped."""
    came = [article for article in changes.articles if article.change == "new"]
    went = [article for article in changes.articles if article.change == "dropped"]
    dropped = [f"{_counted(went)} no longer among the sources"] if went else []
    return "; ".join([f"{_counted(came, 'new ')}", *dropped])


def _counted(articles: Sequence[ArticleChange], new: str = "") -> str:
    if not articles:
        return f"no {new}article"
    named = [tidy(article.label) for article in articles[:MOST_ARTICLES]]
    more = [f"{len(articles) - MOST_ARTICLES} more"] if len(articles) > MOST_ARTICLES else []
    plural = "s" if len(articles) > 1 else ""
    return f"{len(articles)} {new}article{plural} ({'; '.join([*named, *more])})"


def told(changes: Changes, telling: Telling) -> Iterator[Line]:
    """Yield a line for each finding that changed, and each that is new or gone: what matters most first.

    Citations are numbered in the order in which the lines are taken.
    """
    known = _known_findings(changes, telling.called)
    fresh = [change for change in changes.findings if change.finding in telling.called]
    yield from (_changed(finding, telling) for finding in known[:MOST_KNOWN])
    yield from (_new(change, telling) for change in fresh[:MOST_NEW])
    yield from (_gone(change, telling) for change in changes.withdrawn[:MOST_GONE])
    yield from map(_respelled, changes.names[:MOST_NAMES])
    kinds = (
        (known, MOST_KNOWN),
        (fresh, MOST_NEW),
        (changes.withdrawn, MOST_GONE),
        (changes.names, MOST_NAMES),
    )
    if more := sum(max(0, len(kind) - most) for kind, most in kinds):
        yield _line("", _text(f"Changes of less weight that only the JSON form holds: {more}."))
    if not any(kind for kind, _ in kinds):
        yield _line("", _text(NOTHING))


@dataclass
class _Known:
    """What changed in one finding that the older note had."""

    measure: str
    superseded: list[Superseded] = field(default_factory=list)
    verdict: VerdictChange | None = None
    readings: list[NewReading] = field(default_factory=list)


def _known_findings(changes: Changes, called: Mapping[str, str]) -> list[_Known]:
    """Return the findings that changed: first where a reading was replaced, last where one only came in."""
    known: dict[str, _Known] = {}
    for moved in changes.superseded:
        known.setdefault(moved.finding, _Known(called.get(moved.finding, ""))).superseded.append(moved)
    for judged in changes.verdicts:
        known.setdefault(judged.finding, _Known(called.get(judged.finding, ""))).verdict = judged
    for change in changes.readings:
        if change.reading.kind != "vague":
            known.setdefault(change.finding, _Known(called.get(change.finding, ""))).readings.append(change)
    return [one for finding, one in known.items() if finding in called]


def _changed(finding: _Known, telling: Telling) -> Line:
    pieces: list[Piece] = []
    for moved in finding.superseded:
        pieces += [_text(" now "), *said(moved.after, telling), _text("; before, ")]
        pieces += [*said(moved.before, telling), _text(".")]
    if finding.verdict:
        before, after = VERDICT_WORDS[finding.verdict.before], VERDICT_WORDS[finding.verdict.after]
        why = "" if finding.superseded else f" {tidy(finding.verdict.note)}"
        pieces.append(_text(f" The verdict is “{after}”; before, “{before}”.{why}"))
    for n, change in enumerate(finding.readings[:MOST_OF_A_FINDING]):
        pieces += [_text("; " if n else " Also "), *said(change.reading, telling)]
    if finding.readings:
        more = len(finding.readings) - MOST_OF_A_FINDING
        pieces.append(_text(f" and {more} more." if more > 0 else "."))
    return _line(finding.measure, *pieces)


def _new(change: NewFinding, telling: Telling) -> Line:
    others = len(change.readings) - 1
    more = f" and {others} further reading{'s' if others > 1 else ''}." if others else "."
    return _line(
        telling.called[change.finding], _text(" new, "), *said(change.readings[0], telling), _text(more)
    )


def _gone(change: Withdrawn, telling: Telling) -> Line:
    reason = _text(f" is gone: {tidy(change.reason)}.")
    return _line(change.measure, _text(" "), *said(change.reading, telling), reason)


def _respelled(name: Name) -> Line:
    forms = ", ".join(dict.fromkeys(f"“{tidy(variant.text)}”" for variant in name.variants))
    return _line(name.name, _text(f" new spelling, {forms}."))


def said(reading: Reading, telling: Telling) -> Iterator[Piece]:
    """Yield a reading: its words cited, who says it, and for which day."""
    yield Piece("figure", f"“{tidy(reading.quote)}”", (telling.mark(reading.citation),))
    day = f", {shown_date(reading.as_of)}" if reading.as_of else ""
    yield _text(f" ({telling.who(reading)}{day})")


def _text(text: str) -> Piece:
    return Piece("text", text)


def _line(measure: str, *pieces: Piece) -> Line:
    called = tidy(measure)
    label = [Piece("label", f"{called[:1].upper()}{called[1:]}:")] if called else []
    return Line((*label, *pieces), one_voice=False)
