"""What changed from one note to another: its findings are matched by the characters they were read from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from summarise.compare import fit
from summarise.counterparts import Span, matched, moved, new_ids
from summarise.history import (
    DROPPED,
    NOT_HELD,
    OLD,
    QUOTED,
    TOLD_AGAIN,
    ArticleChange,
    Changes,
    NewFinding,
    NewReading,
    Superseded,
    VerdictChange,
    Withdrawn,
    as_made,
)
from summarise.values import Finding, Name, Reading, TimelineEntry

if TYPE_CHECKING:
    from summarise.compose import Brief


def diff(old: "Brief", new: "Brief") -> Changes:
    """Return what changed from one note to another, whatever ids they use.

    What people decided on either of them does not count: the notes are compared as they were made.
    """
    return _Both(old, new).changes()


class _Both:
    """Two notes and what of one is what of the other."""

    def __init__(self, old: "Brief", new: "Brief") -> None:
        self.old, self.new = old, new
        self.old_parts, self.new_parts = as_made(old), as_made(new)
        self.old_texts = {source.id: source.sha256 for source in old.articles}
        self.new_texts = {source.id: source.sha256 for source in new.articles}
        self.new_ids = new_ids(old, new)
        self.had = {self._old_span(r) for finding in self.old_parts.findings for r in finding.readings}
        self.has = {self._new_span(r): r for finding in self.new_parts.findings for r in finding.readings}
        self.was = matched(old, new)

    def changes(self) -> Changes:
        """Compare part by part, in the order of the new note's findings."""
        superseded = [s for finding in self.new_parts.findings for s in self._superseded(finding)]
        after = {self._new_span(change.after) for change in superseded}
        return Changes(
            articles=tuple(self._articles()),
            superseded=tuple(superseded),
            verdicts=tuple(self._verdicts()),
            findings=tuple(self._new_findings()),
            withdrawn=tuple(self._withdrawn()),
            readings=tuple(self._new_readings(after)),
            timeline=tuple(self._timeline()),
            names=tuple(self._names()),
        )

    def _old_span(self, reading: Reading) -> Span:
        return self.old_texts.get(reading.article, reading.article), reading.start, reading.end

    def _new_span(self, reading: Reading) -> Span:
        return self.new_texts.get(reading.article, reading.article), reading.start, reading.end

    def _from_old(self, reading: Reading) -> Reading:
        """Return a reading of the old note as the new one has it, or else with its article as called here.

        `moved` tells what is left of one that is not there any more.
        """
        here = self.has.get(self._old_span(reading))
        return here if here is not None else moved(reading, self.old, self.new)

    def _articles(self) -> Iterator[ArticleChange]:
        known, left = set(self.old_texts.values()), set(self.new_texts.values())
        for source in self.new.articles:
            if source.sha256 not in known:
                yield ArticleChange(
                    id=source.id,
                    label=source.label,
                    published=source.published,
                    sha256=source.sha256,
                    change="new",
                )
        for source in self.old.articles:
            if source.sha256 not in left:
                yield ArticleChange(
                    id=self.new_ids[source.id],
                    label=source.label,
                    published=source.published,
                    sha256=source.sha256,
                    change="dropped",
                )

    def _fresh(self, finding: Finding) -> list[Reading]:
        return [reading for reading in finding.readings if self._new_span(reading) not in self.had]

    def _superseded(self, finding: Finding) -> Iterator[Superseded]:
        """Yield what the newest reading replaced; where the voices contradict each other, that of each voice.

        A reading replaces one of its own voice, or, where the finding is an update, of any.
        """
        known = self._known(finding)
        told: set[str] = set()
        for after in [] if finding.verdict == "scope" else self._fresh(finding):
            earlier = [before for before in known if _may_replace(after, before)]
            own = [before for before in earlier if before.voice == after.voice]
            candidates = own or (earlier if finding.verdict == "update" else [])
            before = max(candidates, key=lambda reading: reading.as_of or "", default=None)
            by = after.voice if finding.verdict == "conflict" else ""
            if before is not None and by not in told and fit(before, after) != "equal":
                told.add(by)
                yield Superseded(finding=finding.id, measure=finding.measure, before=before, after=after)

    def _known(self, finding: Finding) -> list[Reading]:
        """Return the readings of a finding that were known: those it had, or those of it that others had."""
        was = self.was.get(finding.id)
        if was is not None:
            return [self._from_old(reading) for reading in was.readings]
        return [reading for reading in finding.readings if self._new_span(reading) in self.had]

    def _verdicts(self) -> Iterator[VerdictChange]:
        for finding in self.new_parts.findings:
            was = self.was.get(finding.id)
            if was is not None and was.verdict != finding.verdict:
                yield VerdictChange(
                    finding=finding.id,
                    measure=finding.measure,
                    before=was.verdict,
                    after=finding.verdict,
                    note=finding.note,
                )

    def _is_new(self, finding: Finding) -> bool:
        known = len(finding.readings) - len(self._fresh(finding))
        return finding.id not in self.was and bool(finding.readings) and not known

    def _new_findings(self) -> Iterator[NewFinding]:
        for finding in filter(self._is_new, self.new_parts.findings):
            yield NewFinding(
                finding=finding.id,
                measure=finding.measure,
                verdict=finding.verdict,
                readings=finding.readings,
            )

    def _new_readings(self, told: set[Span]) -> Iterator[NewReading]:
        for finding in self.new_parts.findings:
            for reading in [] if self._is_new(finding) else self._fresh(finding):
                if self._new_span(reading) not in told:
                    yield NewReading(finding=finding.id, measure=finding.measure, reading=reading)

    def _withdrawn(self) -> Iterator[Withdrawn]:
        fates = {(entry.article, entry.figure): entry.fate for entry in self.new.account}
        for finding in self.old_parts.findings:
            for reading in finding.readings:
                if self._old_span(reading) not in self.has:
                    here = self._from_old(reading)
                    if here.article.startswith(OLD):
                        reason = DROPPED
                    else:
                        fate = fates.get((here.article, here.figure or ""))
                        reason = {"same_as": TOLD_AGAIN, "used": QUOTED}.get(fate or "", NOT_HELD)
                    yield Withdrawn(measure=finding.measure, reading=here, reason=reason)

    def _is_of_a_new_article(self, article: str) -> bool:
        return self.new_texts.get(article, article) not in self.old_texts.values()

    def _timeline(self) -> Iterator[TimelineEntry]:
        for entry in self.new_parts.timeline:
            if any(self._is_of_a_new_article(citation.article) for citation in entry.statement.citations):
                yield entry

    def _names(self) -> Iterator[Name]:
        known = {variant.text for name in self.old.names for variant in name.variants}
        for name in self.new.names:
            fresh = [v for v in name.variants if v.text not in known and self._is_of_a_new_article(v.article)]
            if fresh and any(variant.text in known for variant in name.variants):
                yield name.model_copy(update={"variants": tuple(fresh)})


def _may_replace(after: Reading, before: Reading) -> bool:
    """Tell whether a reading is of a later day than another, and states a value of the same kind."""
    if "vague" in {after.kind, before.kind} or "name" in {after.kind, before.kind}:
        return False
    if after.kind == "money" and after.unit != before.unit:
        return False
    scopes = {scope.casefold() for scope in (after.scope, before.scope) if scope}
    return len(scopes) < 2 and _is_later(after.as_of or "", before.as_of or "")


def _is_later(day: str, other: str) -> bool:
    """Tell whether a day is behind another as finely as both are known: the 14th is not behind its month."""
    fine = min(len(day), len(other))
    return other[:fine] < day[:fine]
