"""Two runs over the same stories, told apart by story and not by their means."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from evals.gate import Bar, Code, GateError, broken, failing
from evals.scored import Scored
from evals.statistics import Interval, clustered_error, difference, pooled, seen_drop

Outcome = Literal["same", "better", "worse", "no worse", "cannot tell"]


class Compared(NamedTuple):
    """One scorer in both runs."""

    scorer: str
    before: float | None
    after: float | None
    change: Interval | None
    better: int
    """Cases that failed before and hold now."""
    worse: int
    detectable: float | None
    """The smallest drop that these stories, paired, would show in four cases of five."""
    outcome: Outcome


def compare(before: Scored, after: Scored, margin: float) -> list[Compared]:
    """Return every scorer's change from one run to the other; a drop up to `margin` is tolerated.

    Raises:
        GateError: a run is broken, or they are over different stories.
    """
    faults = [*broken(before), *broken(after)]
    if faults:
        raise GateError(f"these runs cannot be compared: {faults[0]} ({len(faults)} in all)")
    if [m.story.name for m in before.matches] != [m.story.name for m in after.matches]:
        raise GateError("these runs cannot be compared: they are over different stories")
    failed, fails = set(failing(before)), set(failing(after))
    rows = []
    for name in before.scores:
        first, last = before.pairs(name), after.pairs(name)
        change = difference(first, last)
        better = sum(key[0] == name for key in failed - fails)
        worse = sum(key[0] == name for key in fails - failed)
        rows.append(
            Compared(
                name, pooled(first), pooled(last), change, better, worse, _detectable(first, last),
                outcome(change, margin),
            )
        )  # fmt: skip
    return rows


def outcome(change: Interval | None, margin: float) -> Outcome:
    """Return what an interval of a change says, a drop up to the margin being tolerated.

    >>> outcome(Interval(-0.01, -0.05, 0.03), 0.02)
    'cannot tell'
    """
    if change is None or (change.low == change.high == 0):
        return "same"
    if change.high < 0:
        return "worse"
    if change.low > 0:
        return "better"
    return "cannot tell" if change.low < -margin else "no worse"


def _detectable(first: Sequence[tuple[float, float]], last: Sequence[tuple[float, float]]) -> float | None:
    """Return the detectable drop from the spread of the stories' differences."""
    used = [(a, b) for a, b in zip(first, last, strict=True) if a[1] and b[1]]
    error = clustered_error([(b[0] / b[1] - a[0] / a[1], 1.0) for a, b in used])
    return seen_drop(error, len(used))


def verdict(rows: Sequence[Compared], bar: Bar) -> Code:
    """Return the exit code by the scorers that the bar names: 1 if one is worse, 2 if one cannot be told."""
    outcomes = {row.outcome for row in rows if row.scorer in bar.gating}
    if "worse" in outcomes:
        return Code.FELL
    return Code.INCONCLUSIVE if "cannot tell" in outcomes else Code.PASS
