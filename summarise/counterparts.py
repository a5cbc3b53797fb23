"""What of one note is what of another: articles by their texts, findings by the characters they hold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from summarise.history import OLD, as_made
from summarise.values import Finding, Reading

if TYPE_CHECKING:
    from summarise.compose import Brief

Span = tuple[str, int, int]
"""The SHA-256 of an article's text, and a range of its characters: the same in every note."""


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
