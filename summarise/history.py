"""What happened to a note: what changed since an older one."""

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
    """The day of its newest article."""
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


def as_made(brief: "Brief") -> Made:
    """Return the parts of a note as they were before a person decided on them."""
    return Made(
        bottom_line=brief.bottom_line,
        sections=brief.sections,
        findings=brief.findings,
        timeline=brief.timeline,
    )
