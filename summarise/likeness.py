"""How alike articles are, and groups of them: in names and in words, less what speaks against one event."""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import exp, log, sqrt
from typing import NamedTuple

from summarise.traits import Traits

FIGURES_SHARE = 0.25
"""The part of figures in what two articles tell, beside their words."""
FEWEST = 1000
"""Rarity is counted among this many articles at least, so that a small folder is grouped as a large one."""
FADES_IN = 20.0
"""Days after which articles that lie so far apart are e times less alike."""
# What speaks against one event: the factors on the likeness.
OTHER_PEOPLE, OTHER_SCORE, OTHER_MAGNITUDE, OTHER_DAY = 0.4, 0.4, 0.3, 0.3
MAGNITUDES_APART = 0.35
COPY = 0.9
"""What is as alike as this in names and in words is a copy, and nothing speaks against it."""

Vector = dict[str, float]


class Cluster(NamedTuple):
    """Some articles: the sums of their unit vectors, and what may speak against others."""

    members: tuple[int, ...]
    names: Vector
    words: Vector
    known: frozenset[str]
    people: frozenset[str]
    scores: frozenset[str]
    magnitudes: frozenset[float]
    first: int | None
    last: int | None
    days: frozenset[int]
    lead_days: frozenset[int]


def clusters_of(traits: Sequence[Traits]) -> list[Cluster]:
    """Return a cluster for each article, in their order."""
    names = _unit_vectors([one.names for one in traits])
    return [_alone(n, *one) for n, one in enumerate(zip(traits, names, _told(traits), strict=True))]


def likeness(one: Cluster, other: Cluster) -> float:
    """Return how alike two clusters are, from 0 to 1: in names and in words, less what speaks against it."""
    pairs = len(one.members) * len(other.members)
    words = _product(one.words, other.words) / pairs
    names = _product(one.names, other.names) / pairs if one.names or other.names else words
    doubt = 1.0 if min(names, words) >= COPY else _doubt(one, other)
    # Rounded, so that sums in another order are no other number.
    return round(sqrt(names * words) * doubt, 9)


def _product(one: Vector, other: Vector) -> float:
    small, large = sorted((one, other), key=len)
    return sum(x * large[key] for key, x in small.items() if key in large)


def _doubt(one: Cluster, other: Cluster) -> float:
    """Return the factor by which signs of another event lessen a likeness."""
    factor = 1.0
    if one.first and other.first and one.last and other.last:
        factor *= exp(-max(0, one.first - other.last, other.first - one.last) / FADES_IN)
    if one.people and other.people and not (one.people & other.known or other.people & one.known):
        factor *= OTHER_PEOPLE
    if one.scores and other.scores and not one.scores & other.scores:
        factor *= OTHER_SCORE
    if _apart(one.magnitudes, other.magnitudes):
        factor *= OTHER_MAGNITUDE
    if one.lead_days and other.lead_days and not (one.lead_days & other.days or other.lead_days & one.days):
        factor *= OTHER_DAY
    return factor


def _apart(ones: frozenset[float], others: frozenset[float]) -> bool:
    return bool(ones and others) and min(abs(a - b) for a in ones for b in others) > MAGNITUDES_APART


def joined(one: Cluster, other: Cluster) -> Cluster:
    days = [day for day in (one.first, one.last, other.first, other.last) if day]
    return Cluster(
        members=one.members + other.members,
        names=_sum(one.names, other.names),
        words=_sum(one.words, other.words),
        known=one.known | other.known,
        people=one.people | other.people,
        scores=one.scores | other.scores,
        magnitudes=one.magnitudes | other.magnitudes,
        first=min(days, default=None),
        last=max(days, default=None),
        days=one.days | other.days,
        lead_days=one.lead_days | other.lead_days,
    )


def _sum(one: Vector, other: Vector) -> Vector:
    total = dict(one)
    for key, x in other.items():
        total[key] = total.get(key, 0.0) + x
    return total


def _alone(n: int, one: Traits, names: Vector, words: Vector) -> Cluster:
    return Cluster(
        members=(n,),
        names=names,
        words=words,
        known=frozenset(one.names),
        people=one.people,
        scores=one.scores,
        magnitudes=one.magnitudes,
        first=one.written,
        last=one.written,
        days=one.days,
        lead_days=one.lead_days,
    )


def _told(traits: Sequence[Traits]) -> list[Vector]:
    """Return words and figures in one vector, each with its share where there are both."""
    words = _unit_vectors([one.words for one in traits])
    figures = _unit_vectors([{f"#{key}": 1.0 for key in one.figures} for one in traits])
    return [
        {key: x * sqrt(1 - FIGURES_SHARE) for key, x in one.items()}
        | {key: x * sqrt(FIGURES_SHARE) for key, x in other.items()}
        if one and other
        else one or other
        for one, other in zip(words, figures, strict=True)
    ]


def _unit_vectors(weights: Sequence[Mapping[str, float]]) -> list[Vector]:
    """Return each with its weights raised by rarity, of length 1."""
    holders = Counter(key for one in weights for key in one)
    total = max(len(weights), FEWEST)
    vectors = []
    for one in weights:
        raised = {key: weight * log(1 + total / holders[key]) for key, weight in one.items()}
        length = sqrt(sum(x * x for x in raised.values())) or 1.0
        vectors.append({key: x / length for key, x in raised.items()})
    return vectors
