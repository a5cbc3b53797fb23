"""A reading on its way to a finding, with the cues that it is grouped by."""

from dataclasses import dataclass

from summarise.cues import Cues
from summarise.values import Reading


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading with the cues that it was made of."""

    reading: Reading
    cues: Cues
    shown_ends: tuple[int, ...]
    """Where a note may end its quotation, the longest first: "32 villages in the north", "32 villages"."""
    told_beside: str | None = None
    """The id of the figure that its article tells beside it as another value of the same.

    For the 16 of "14, not 16" that is 14; for the 400,000 of "police counted 87,000, unions 400,000", 87,000.
    """


def in_order(candidate: Candidate) -> tuple[int, int]:
    """Return what candidates are sorted by to stand as in the articles."""
    return int(candidate.reading.article[1:]), candidate.reading.start
