"""What a scorer returns: a value from 0 to 1 as a ratio, the reason in one line, and the cases behind it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Case(NamedTuple):
    """One thing that a scorer looked at: whether it held, and what a person would check."""

    id: str
    held: bool
    why: str = ""


class Score(NamedTuple):
    """A value as `hits` of `out_of`, so that stories pool by sums and not by a mean of means."""

    hits: float
    out_of: float
    reason: str
    cases: tuple[Case, ...] = ()

    @property
    def value(self) -> float | None:
        """From 0 to 1; none where the scorer does not apply: there was nothing to get right or wrong."""
        return self.hits / self.out_of if self.out_of else None


def share(cases: Iterable[Case], what: str) -> Score:
    """Return the share of cases that held."""
    listed = tuple(cases)
    held = sum(case.held for case in listed)
    return Score(held, len(listed), f"{held} of {len(listed)} {what}", listed)


def f1(right: Sequence[Case], missed: Sequence[Case], wrong: Sequence[Case], what: str) -> Score:
    """Return F1, twice the right over twice the right and the missed and the wrong.

    It is 0 where something was wanted and nothing came, and none where nothing was wanted and nothing came.
    """
    out_of = 2 * len(right) + len(missed) + len(wrong)
    reason = f"{len(right)} {what} right, {len(missed)} missed, {len(wrong)} wrong"
    return Score(2 * len(right), out_of, reason, (*right, *missed, *wrong))
