"""How sure a mean is: intervals by resampling whole stories, since figures of one story hang together."""

from collections.abc import Sequence
from math import sqrt
from random import Random
from statistics import NormalDist
from typing import NamedTuple, TypeVar

SEED = 20260401
RESAMPLES = 2000
FEWEST = 5
Pair = tuple[float, float]
"""Hits and out-of of one story."""
NORMAL = NormalDist()
T = TypeVar("T")


class Interval(NamedTuple):
    """A value and the ends of its 95 % interval."""

    value: float
    low: float
    high: float


def pooled(stories: Sequence[Pair]) -> float | None:
    """Return the sum of hits over the sum of out-of, none where there is nothing to hit."""
    out_of = sum(pair[1] for pair in stories)
    return sum(pair[0] for pair in stories) / out_of if out_of else None


def interval(stories: Sequence[Pair], seed: int = SEED) -> Interval | None:
    """Return the pooled value with its 95 % interval by a bootstrap over stories; none where nothing applies.

    The percentiles are those of the expanded bootstrap (Hesterberg 2015), as wide as t on few stories. Where
    every story has the same value the bootstrap sees no spread; there it is Wilson's interval.
    """
    value = pooled(stories)
    if value is None:
        return None
    if len({hits / out_of for hits, out_of in stories if out_of}) == 1:
        return wilson(sum(hits for hits, _ in stories), sum(out_of for _, out_of in stories))
    draws = sorted(v for v in (pooled(sample) for sample in _samples(stories, seed)) if v is not None)
    low, high = _ends(draws, _tail(len(stories)))
    return Interval(value, low, high)


def difference(before: Sequence[Pair], after: Sequence[Pair], seed: int = SEED) -> Interval | None:
    """Return pooled after minus before with its 95 % interval, both taken on the same resampled stories."""
    first, last = pooled(before), pooled(after)
    if first is None or last is None:
        return None
    both = list(zip(before, after, strict=True))
    draws = []
    for sample in _samples(both, seed):
        a, b = pooled([pair for pair, _ in sample]), pooled([pair for _, pair in sample])
        draws += [b - a] if a is not None and b is not None else []
    low, high = _ends(sorted(draws), _tail(len(both)))
    return Interval(last - first, low, high)


def _samples(stories: Sequence[T], seed: int) -> list[list[T]]:
    random = Random(seed)  # noqa: S311 - a seed that anyone can repeat is the point
    return [random.choices(stories, k=len(stories)) for _ in range(RESAMPLES)]


def _tail(stories: int) -> float:
    """Return the share of draws to cut off at each end for an interval as wide as t on few stories."""
    if stories < 2:
        return 0.0
    return NORMAL.cdf(-sqrt(stories / (stories - 1)) * t_quantile(0.975, stories - 1))


def _ends(draws: Sequence[float], tail: float) -> tuple[float, float]:
    last = len(draws) - 1
    low, high = round(tail * last), round((1 - tail) * last)
    return draws[low], draws[high]


def wilson(hits: float, out_of: float, z: float = 1.959964) -> Interval | None:
    """Return a rate with Wilson's 95 % interval, none where there was nothing to hit.

    >>> [round(end, 4) for end in wilson(0, 10)]
    [0.0, 0.0, 0.2775]
    """
    if not out_of:
        return None
    rate = hits / out_of
    middle = (rate + z * z / (2 * out_of)) / (1 + z * z / out_of)
    half = z / (1 + z * z / out_of) * sqrt(rate * (1 - rate) / out_of + z * z / (4 * out_of * out_of))
    return Interval(rate, max(0.0, middle - half), min(1.0, middle + half))


def detectable(stories: Sequence[Pair]) -> float | None:
    """Return the smallest drop that a new set of this many such stories would show in four cases of five.

    One-sided at 5 %, from the spread between stories; none with fewer than five stories that apply, or where
    they all have the same value. Two runs over the same stories see smaller drops: what `difference` is for.
    """
    used = [pair for pair in stories if pair[1]]
    error = clustered_error(used)
    return seen_drop(error, len(used)) if error else None


def seen_drop(error: float, stories: int) -> float | None:
    """Return the drop that a standard error over so many stories lets one see; none with fewer than five."""
    if stories < FEWEST:
        return None
    return (t_quantile(0.95, stories - 1) + t_quantile(0.80, stories - 1)) * error


def clustered_error(stories: Sequence[Pair]) -> float:
    """Return the standard error of a pooled ratio, clustered by story."""
    value = pooled(stories)
    if value is None or len(stories) < 2:
        return 0.0
    residuals = sum((hits - value * out_of) ** 2 for hits, out_of in stories)
    total = sum(out_of for _, out_of in stories)
    return sqrt(len(stories) / (len(stories) - 1) * residuals) / total


def t_quantile(share: float, degrees: int) -> float:
    """Return Student's t by the Cornish-Fisher expansion, good to 0.005 from four degrees of freedom up.

    >>> round(t_quantile(0.975, 11), 2)
    2.2
    """
    z = NORMAL.inv_cdf(share)
    n = degrees
    first = (z**3 + z) / (4 * n)
    second = (5 * z**5 + 16 * z**3 + 3 * z) / (96 * n**2)
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * n**3)
    return z + first + second + third
