"""What changed from one note to another: its findings are matched by the characters they were read from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from summarise.compare import fit
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

Span = tuple[str, int, int]
"""The SHA-256 of an article's text, and a range of its characters: the same in every note."""


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


def moved(reading: Reading, old: "Brief", new: "Brief") -> Reading:
    """Return a reading of an old note with its article as the new note calls it.

    Where the new note counts the days of the article from another one, what day the reading spoke for, what a
    date in it came to and its place in the inventory are not known there, and left out.
    """
    article = new_ids(old, new).get(reading.article, f"{OLD}{reading.article}")
    before = next((source.reference for source in old.articles if source.id == reading.article), None)
    after = next((source.reference for source in new.articles if source.id == article), before)
    lost: dict[str, None] = {}
    if before != after:
        lost = {"as_of": None, "figure": None}
        lost |= {"low": None, "high": None} if reading.kind == "date" else {}
    return reading.model_copy(update={"article": article} | lost)


def new_ids(old: "Brief", new: "Brief") -> dict[str, str]:
    """Return what a new note calls each article of an old one; `old:` and the old id where it lacks it."""
    ids = {source.sha256: source.id for source in reversed(new.articles)}
    return {source.id: ids.get(source.sha256, f"{OLD}{source.id}") for source in old.articles}


def matched(old: "Brief", new: "Brief") -> dict[str, Finding]:
    """Return for each finding of a new note, by id, the one that it was in the old note, if there is one.

    First those go together that hold most of the same characters of the same texts; of the others, those of
    one measure, scope, unit and kind. No finding is matched twice.
    """
    old_findings, new_findings = as_made(old).findings, as_made(new).findings
    held = {span: n for n, spans in enumerate(_spans(new_findings, new)) for span in spans}
    shared = Counter(
        (n, held[span]) for n, spans in enumerate(_spans(old_findings, old)) for span in spans if span in held
    )
    by_spans = sorted(shared, key=lambda pair: (-shared[pair], pair[1], pair[0]))
    by_words: list[tuple[int, int]] = []
    called = {_called(finding): n for n, finding in reversed(list(enumerate(new_findings)))}
    for n, finding in enumerate(old_findings):
        if _called(finding) in called:
            by_words.append((n, called[_called(finding)]))
    return {
        new_findings[after].id: old_findings[before] for before, after in _each_once([*by_spans, *by_words])
    }


def successor(finding: Finding, old: "Brief", new: "Brief") -> Finding | None:
    """Return the finding of a new note that holds most of an old note's one, or else measures the same."""
    (spans,) = _spans([finding], old)
    findings = as_made(new).findings
    shared = [len(spans & here) for here in _spans(findings, new)]
    best = max(range(len(findings)), key=lambda n: shared[n], default=None)
    if best is not None and shared[best]:
        return findings[best]
    return next((other for other in findings if _called(other) == _called(finding)), None)


def _each_once(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    left: set[int] = set()
    right: set[int] = set()
    for one, other in pairs:
        if one not in left and other not in right:
            left.add(one)
            right.add(other)
            yield one, other


def _spans(findings: Sequence[Finding], brief: "Brief") -> list[set[Span]]:
    texts = {source.id: source.sha256 for source in brief.articles}
    return [{(texts.get(r.article, r.article), r.start, r.end) for r in f.readings} for f in findings]


def _called(finding: Finding) -> tuple[object, ...]:
    first = finding.readings[0] if finding.readings else None
    what = (first.scope, first.unit, first.kind) if first else ()
    return finding.measure.casefold(), *what


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
