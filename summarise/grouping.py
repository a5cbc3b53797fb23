"""Articles grouped by the event they tell of: the most alike first, by the mean likeness of their pairs."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import count

from summarise.likeness import Cluster, clusters_of, joined, likeness
from summarise.traits import Traits

LEAST_ALIKE = 0.09
# Bounds on the pairs that are looked at: the rarest names of an article, and their holders nearest in time.
RAREST, NEAREST = 12, 100

Pair = tuple[int, int]


def group(traits: Sequence[Traits]) -> list[tuple[int, ...]]:
    """Return the articles by event, as positions, each group in their order and the groups by their first."""
    grown = _grown(dict(enumerate(clusters_of(traits))), _pairs(traits))
    return sorted(tuple(sorted(cluster.members)) for cluster in grown)


def _pairs(traits: Sequence[Traits]) -> Iterator[Pair]:
    """Yield the pairs that may be of one event: they share one of the rarer names, and lie near in time."""
    order = sorted(range(len(traits)), key=lambda n: (traits[n].written or 0, n))
    holders: dict[str, list[int]] = defaultdict(list)
    place: dict[tuple[str, int], int] = {}
    for n in order:
        for key in traits[n].names or traits[n].words:
            place[key, n] = len(holders[key])
            holders[key].append(n)
    for n, one in enumerate(traits):
        shared = [key for key in one.names or one.words if len(holders[key]) > 1]
        near: dict[int, None] = {}
        for key in sorted(shared, key=lambda key: (len(holders[key]), key))[:RAREST]:
            at = place[key, n]
            near |= dict.fromkeys(holders[key][max(0, at - NEAREST) : at + NEAREST + 1])
        yield from ((min(n, other), max(n, other)) for other in near if other != n)


def _grown(clusters: dict[int, Cluster], pairs: Iterable[Pair]) -> list[Cluster]:
    """Join the two most alike clusters until none are alike enough."""
    neighbours: dict[int, dict[int, None]] = {n: {} for n in clusters}
    heap: list[tuple[float, int, int]] = []
    for one, other in dict.fromkeys(pairs):
        alike = likeness(clusters[one], clusters[other])
        if alike >= LEAST_ALIKE:
            neighbours[one][other] = neighbours[other][one] = None
            heap.append((-alike, one, other))
    heapq.heapify(heap)
    number = count(len(clusters))
    while heap:
        _, one, other = heapq.heappop(heap)
        if one not in clusters or other not in clusters:
            continue
        new = next(number)
        clusters[new] = joined(clusters.pop(one), clusters.pop(other))
        around = {n: None for n in neighbours[one] | neighbours[other] if n in clusters}
        neighbours[new] = around
        for near in around:
            neighbours[near][new] = None
            alike = likeness(clusters[near], clusters[new])
            if alike >= LEAST_ALIKE:
                heapq.heappush(heap, (-alike, near, new))
    return list(clusters.values())
