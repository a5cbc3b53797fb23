"""The note as a whole: what it must say, what it must not, its length, and its account of all figures."""

import re
from collections import Counter
from collections.abc import Iterator

from evals.align import assign
from evals.fixtures import (
    KeyPoint,
    LabelledEvent,
    LabelledFigure,
    OpeningTrap,
    SameFindingTrap,
    Trap,
    VerdictTrap,
    trap_figures,
)
from evals.match import Match, overlap, same_value
from evals.scorers.score import Case, Score, f1, share
from summarise.figures import find_figures
from summarise.values import Figure, TimelineEntry

LONGEST = 700
"""Words that fit on one page and a half."""
EVIDENCE = 0.5


def must_in_findings(match: Match) -> Score:
    """Score the must-have figures that a finding of the note holds, itself or as a repetition."""
    return share(
        (
            Case(label.id, held, f"{label.text!r} ({label.measure}) stands in no finding")
            for label in _must(match)
            for held in [match.reading_of(label.id) is not None]
        ),
        "must-have figures stand in a finding",
    )


def _must(match: Match) -> Iterator[LabelledFigure]:
    members = match.story.labels.finding_of
    yield from (
        f for f in match.story.labels.figures if f.salience == "must" and f.id in members and not f.same_as
    )


def must_stated(match: Match) -> Score:
    """Score the labelled findings of which a statement cites a must-have figure, or one of the same value."""
    cases = []
    for finding in match.story.labels.findings:
        members = [match.story.labels.by_id[member] for member in finding.members]
        must = [label for label in members if label.salience == "must"]
        if must:
            held = any(m.id in match.stated and any(same_value(one, m) for one in must) for m in members)
            cases.append(Case(finding.id, held, f"no statement gives {must[0].text!r} ({finding.measure})"))
    return share(cases, "must-have findings are stated")


def key_points(match: Match) -> Score:
    """Score the key points told: a statement cites half of an evidence span, or all that matters in it."""
    return share(
        (
            Case(p.id, held, f"no statement cites its evidence: {p.text}")
            for p in match.story.labels.key_points
            for held in [_is_told(match, p)]
        ),
        "key points told",
    )


def _is_told(match: Match, point: KeyPoint) -> bool:
    statements = match.note.statements if match.note else []
    for span in point.evidence:
        inside = [f for f in match.labelled.values() if f.salience in {"must", "may"} and overlap(f, span)]
        for statement in statements:
            cited = sum(overlap(span, citation) for citation in statement.citations)
            if cited >= EVIDENCE * (span.end - span.start):
                return True
        if inside and all(_is_stated(match, figure) for figure in inside):
            return True
    return False


def _is_stated(match: Match, label: LabelledFigure) -> bool:
    """Tell whether a statement cites the figure, or one of its finding with the same value."""
    finding = match.story.labels.finding_of.get(label.id)
    alike = [match.story.labels.by_id[m] for m in finding.members] if finding else [label]
    return any(one.id in match.stated and same_value(label, one) for one in alike)


def timeline(match: Match) -> Score:
    """Score the dated events as F1: one entry an event, with its date, citing some of its evidence.

    Entries for the day of no labelled event count as wrong; further ones for a day that has some do not.
    """
    events = match.story.labels.timeline
    entries = match.note.timeline if match.note else ()
    weights = {
        (n, k): 1.0 + _cited(event, entry)
        for n, event in enumerate(events)
        for k, entry in enumerate(entries)
        if entry.date == event.date and _cited(event, entry) > 0
    }
    told = assign(weights)
    days = {event.date for event in events}
    return f1(
        [Case(_event(n, events[n]), held=True) for n in told],
        [
            Case(_event(n, e), held=False, why=f"no entry for {e.date}: {e.text}")
            for n, e in enumerate(events)
            if n not in told
        ],
        [
            Case(
                f"{entry.date} {entry.statement.text[:30]}",
                held=False,
                why=f"no event: {entry.statement.text[:80]}",
            )
            for entry in entries
            if entry.date not in days
        ],
        "events",
    )


def _event(n: int, event: LabelledEvent) -> str:
    return f"{event.date} #{n + 1}"


def _cited(event: LabelledEvent, entry: TimelineEntry) -> float:
    """Return the share of evidence that an entry cites, or of the event's words that it has from half up."""
    spans = [overlap(e, c) / (e.end - e.start) for e in event.evidence for c in entry.statement.citations]
    wanted = _words(" ".join(e.text for e in event.evidence[:1])) | _words(event.text)
    shared = len(wanted & _words(entry.statement.text)) / len(wanted) if wanted else 0.0
    return max([*spans, shared if shared >= EVIDENCE else 0.0])


def _words(text: str) -> set[str]:
    return {word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower())}


def traps(match: Match) -> Score:
    """Score the traps avoided; one whose article the note was not made from was not avoided, only not met."""
    return share(
        (Case(t.id, _is_avoided(match, t), f"{t.type}: {t.why}") for t in match.story.labels.traps),
        "traps avoided",
    )


def _is_avoided(match: Match, trap: Trap) -> bool:
    labels = [match.story.labels.by_id[one] for one in trap_figures(trap)]
    if match.note is None or not {label.article for label in labels} <= match.held_articles:
        return False
    if isinstance(trap, OpeningTrap):
        return trap.figure not in match.cited_by(match.note.bottom_line)
    if isinstance(trap, SameFindingTrap | VerdictTrap):
        held = [
            match.finding_of(match.pairs[label.id]) if label.id in match.pairs else None for label in labels
        ]
        if held[0] is None or held[0] != held[1]:
            return True
        given = next(finding.verdict for finding in match.note.findings if finding.id == held[0])
        return isinstance(trap, VerdictTrap) and given not in trap.wrong
    return not any(_states(figure, trap.low, trap.unit) for figure in _written(match))


def _written(match: Match) -> Iterator[Figure]:
    """Yield the figures in the note's own sentences, by the detector."""
    if match.note is not None:
        for statement in match.note.statements:
            yield from find_figures(statement.text)
        for finding in match.note.findings:
            yield from find_figures(f"{finding.measure}. {finding.note}")


def _states(figure: Figure, low: str, unit: str | None) -> bool:
    return figure.low == figure.high and str(figure.low) == low and (unit is None or figure.unit == unit)


def furniture(match: Match) -> Score:
    """Score the figures of menus, captions and stamps that no statement, finding or timeline entry uses."""
    entries = [entry.statement for entry in match.note.timeline] if match.note else []
    used = match.stated | match.cited_by(entries)
    return share(
        (
            Case(label.id, held, f"{label.text!r} is page furniture and was used")
            for label in match.labelled.values()
            if label.furniture
            for held in [
                label.article in match.held_articles
                and label.id not in used
                and match.reading_of(label.id) is None
            ]
        ),
        "figures of page furniture kept out",
    )


def account(match: Match) -> Score:
    """Score the figures found that the account holds exactly once; an entry for none counts as one more."""
    entries = Counter((e.article, e.figure) for e in match.note.account) if match.note else Counter()
    places = sorted(match.inventory.keys() | entries.keys())
    return share(
        (
            Case(f"{article} {figure}", held, f"stands in the account {entries[article, figure]} times")
            for article, figure in places
            for held in [entries[article, figure] == 1 and (article, figure) in match.inventory]
        ),
        "figures accounted for",
    )


def length(match: Match) -> Score:
    """Score the length: 1 up to a page and a half, then falling; 0 for a note without a sentence."""
    words = sum(len(s.text.split()) for s in match.note.statements) if match.note else 0
    value = min(1.0, LONGEST / words) if words else 0.0
    return Score(value, 1, f"{words} words in sentences, {LONGEST} fit")
