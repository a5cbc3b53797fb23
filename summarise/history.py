"""What happened to a note: what changed since an older one, and what people decided on it."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from summarise.values import (
    Finding,
    Name,
    Provenance,
    Reading,
    Section,
    Statement,
    TimelineEntry,
    Value,
    Verdict,
)

if TYPE_CHECKING:
    from summarise.compose import Brief

CHANGES_VERSION = "1"
OLD = "old:"
"""Stands before the id of an article that only the old note has."""

DROPPED = "its article is no longer among the sources"
TOLD_AGAIN = "it is the same as another figure of its article"
QUOTED = "no finding holds it any more; the note still quotes it"
NOT_HELD = "no finding holds it any more"
WHY_WITHDRAWN = (DROPPED, TOLD_AGAIN, QUOTED, NOT_HELD)


class ArticleChange(Value):
    """An article that only one of two notes has."""

    id: str
    """As the new note has it; `old:` before the old note's id where the new one lacks it."""
    label: str
    published: str | None
    sha256: str
    change: Literal["new", "dropped"]


class Superseded(Value):
    """A reading that a later one of the same measure replaced; what was and what is, nothing computed."""

    finding: str
    """Its id in the new note."""
    measure: str
    before: Reading
    after: Reading


class VerdictChange(Value):
    """A finding whose verdict is another than before."""

    finding: str
    measure: str
    before: Verdict
    after: Verdict
    note: str
    """Why it has the verdict that it has now."""


class NewFinding(Value):
    """A finding of which the old note held no reading."""

    finding: str
    measure: str
    verdict: Verdict
    readings: tuple[Reading, ...]


class NewReading(Value):
    """A reading that a known finding has got, and that replaced none."""

    finding: str
    measure: str
    reading: Reading


class Withdrawn(Value):
    """A reading of the old note that no finding of the new one holds."""

    measure: str
    """As the old note called it."""
    reading: Reading
    reason: str


class Changes(Value):
    """What changed from one note to another, each kind by falling weight of its finding.

    An `article` in it is the id that the new note gives it, or `old:` and the id that the old note gave it.
    """

    schema_version: str = CHANGES_VERSION
    articles: tuple[ArticleChange, ...]
    superseded: tuple[Superseded, ...]
    verdicts: tuple[VerdictChange, ...]
    findings: tuple[NewFinding, ...]
    withdrawn: tuple[Withdrawn, ...]
    readings: tuple[NewReading, ...]
    timeline: tuple[TimelineEntry, ...]
    """What articles that are new tell of a date."""
    names: tuple[Name, ...]
    """Known names that articles that are new spell in another way, with those spellings alone."""


class Since(Value):
    """The older note that a note goes on from, and what changed since."""

    sha256: str
    """Of the old note's JSON file, in hex: what tells it wherever it lies."""
    newest: str | None
    """The day of its newest article, as the new note knows it."""
    provenance: Provenance
    earlier: tuple[str, ...]
    """The SHA-256 of the notes that the old one goes on from, newest first."""
    changes: Changes


class Made(Value):
    """The parts of a note as they were made, before a person decided on them."""

    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    timeline: tuple[TimelineEntry, ...]


class Decision(Value):
    """What a person decided on one finding or statement."""

    id: str
    """Of the finding or statement, as the note has it."""
    decision: Literal["accept", "edit", "strike"]
    reason: str | None = None
    text: str | None = None
    """For an edit: the new words of a statement, or what a finding is to be called."""
    by: str | None = None
    date: str | None = None
    """The day that the person gave, ISO; no clock is read."""
    state: Literal["applied", "changed", "gone"] = "applied"
    """`changed`: what it was taken on has changed since, look again; `gone`: that stands in the note no more.
    Only what is `applied` has any effect on the note."""
    statement: Statement | None = None
    """What it was taken on, where that is no longer in the note as it was."""
    finding: Finding | None = None
    """The same for a finding."""


class Review(Value):
    """What people decided on a note, and the note as it was before."""

    made: Made
    decisions: tuple[Decision, ...]


def as_made(brief: "Brief") -> Made:
    """Return the parts of a note as they were before a person decided on them."""
    if brief.review is not None:
        return brief.review.made
    return Made(
        bottom_line=brief.bottom_line,
        sections=brief.sections,
        findings=brief.findings,
        timeline=brief.timeline,
    )


def statements_of(parts: "Brief | Made") -> Iterator[tuple[str, Statement]]:
    """Yield every statement of a note's parts with the place where it stands."""
    for n, statement in enumerate(parts.bottom_line, 1):
        yield f"bottom line, sentence {n}", statement
    for section in parts.sections:
        for n, statement in enumerate(section.statements, 1):
            yield f"section {section.heading!r}, sentence {n}", statement
    for n, entry in enumerate(parts.timeline, 1):
        yield f"timeline, entry {n}", entry.statement
