"""The check of what a note says of its own history, against the note itself and its articles."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from summarise.cite import figures_of
from summarise.history import (
    WHY_WITHDRAWN,
    Changes,
    NewFinding,
    NewReading,
    Superseded,
    VerdictChange,
    as_made,
)
from summarise.values import Reading

if TYPE_CHECKING:
    from summarise.compose import Brief

Found = Iterator[tuple[str, str]]
WHERE = "what changed"


def since_faults(brief: "Brief", check: Callable[[str, Reading], Found]) -> Found:
    """Yield what does not hold in what a note says changed since an older one, each with its place.

    `check` holds a reading against the articles.
    """
    if brief.since is None:
        return
    since = brief.since
    if any(
        len(digest) != 64 or set(digest) - set("0123456789abcdef")
        for digest in (since.sha256, *since.earlier)
    ):
        yield WHERE, "what tells the older note is no SHA-256"
    if since.newest is not None and since.newest not in {source.reference for source in brief.articles}:
        yield WHERE, f"no article is of the day {since.newest!r}"
    yield from _articles(brief, since.changes)
    for where, reading in _readings(since.changes):
        yield from check(f"{WHERE}, {where}, {reading.quote!r}", reading)
    yield from _findings(brief, since.changes)
    yield from _rest(brief, since.changes)


def _articles(brief: "Brief", changes: Changes) -> Found:
    known = {(source.id, source.label, source.published, source.sha256) for source in brief.articles}
    for article in changes.articles:
        if (
            article.change != "new"
            or (article.id, article.label, article.published, article.sha256) not in known
        ):
            yield WHERE, f"its article {article.id!r} is none that the note was made from"


def _readings(changes: Changes) -> Iterator[tuple[str, Reading]]:
    for change in changes.superseded:
        yield "replaced", change.before
        yield "replacing", change.after
    for gone in changes.withdrawn:
        yield "gone", gone.reading
    # Those of new findings and new readings are the note's own, which `_findings` sees to.


def _findings(brief: "Brief", changes: Changes) -> Found:
    """Hold each change against the finding that it names."""
    made = {finding.id: finding for finding in as_made(brief).findings}
    changed: list[Superseded | VerdictChange | NewFinding | NewReading]
    changed = [*changes.superseded, *changes.verdicts, *changes.findings, *changes.readings]
    for change in changed:
        finding = made.get(change.finding)
        if finding is None or finding.measure != change.measure:
            yield f"{WHERE}, {change.finding}", "the note has no such finding"
    for verdict in changes.verdicts:
        finding = made.get(verdict.finding)
        if finding is not None and (finding.verdict, finding.note) != (verdict.after, verdict.note):
            yield f"{WHERE}, {verdict.finding}", "the finding has another verdict"
    held = {(f.id, reading) for f in made.values() for reading in f.readings}
    named = [(c.finding, c.after) for c in changes.superseded]
    named += [(c.finding, c.reading) for c in changes.readings]
    named += [(c.finding, reading) for c in changes.findings for reading in c.readings]
    for finding_id, reading in named:
        if (finding_id, reading) not in held:
            yield f"{WHERE}, {finding_id}", f"the finding has no reading {reading.quote!r} like this"
    for moved in changes.superseded:
        if (moved.before.as_of or "") >= (moved.after.as_of or ""):
            yield f"{WHERE}, {moved.finding}", "what was replaced is not older than what replaced it"


def _rest(brief: "Brief", changes: Changes) -> Found:
    for gone in changes.withdrawn:
        if figures_of(gone.measure):
            yield WHERE, f"it states an uncited figure: {gone.measure!r}"
        if gone.reason not in WHY_WITHDRAWN:
            yield WHERE, f"{gone.reason!r} is no reason that the tool gives"
    entries = as_made(brief).timeline
    if any(entry not in entries for entry in changes.timeline):
        yield WHERE, "an entry of its timeline does not stand in that of the note"
    forms = {(name.name, variant) for name in brief.names for variant in name.variants}
    if any((name.name, variant) not in forms for name in changes.names for variant in name.variants):
        yield WHERE, "a spelling in it does not stand among those of the note"
