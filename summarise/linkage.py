"""Clusters that measure the same brought together, the most alike first, whichever was founded first."""

import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from summarise.candidates import Candidate, in_order

# In logits: how alike two clusters must be, by their best pair and by the mean of all, to be one.
ALIKE = -0.3
BEST_COUNTS = 0.4
# How much one pair that is unlike can take from the mean.
LOWEST = -4.0
# A cluster is held against so many others, those that share most with it, and by so many of its members.
MOST_OTHERS = 60
COMPARED = 6

Likeness = Callable[[Candidate, Candidate], float]


def joined(
    clusters: Sequence[Sequence[Candidate]], keys: Sequence[set[str]], likeness: Likeness
) -> list[list[Candidate]]:
    """Return clusters joined as long as two of them are alike.

    Args:
        clusters: none of them empty.
        keys: for each cluster the blocks that it may share with others it is compared with.
        likeness: how surely two candidates measure the same, in logits; minus infinity where ruled out.
    """
    members = {n: list(cluster) for n, cluster in enumerate(clusters)}
    near = _near(keys)
    heap = [
        (-score, a, b) for a, b in _pairs(near) if (score := _alike(members[a], members[b], likeness)) > ALIKE
    ]
    heapq.heapify(heap)
    while heap:
        _, a, b = heapq.heappop(heap)
        if a not in members or b not in members:
            continue
        new = max(members) + 1
        members[new] = members.pop(a) + members.pop(b)
        near[new] = {n for n in near.pop(a) | near.pop(b) if n in members}
        for n in near[new]:
            near[n].add(new)
            score = _alike(members[n], members[new], likeness)
            if score > ALIKE:
                heapq.heappush(heap, (-score, n, new))
    return [members[n] for n in sorted(members, key=lambda n: min(map(in_order, members[n])))]


def _near(keys: Sequence[set[str]]) -> dict[int, set[int]]:
    """Return for each cluster the others that share most of its blocks."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, of_cluster in enumerate(keys):
        for key in of_cluster:
            blocks[key].append(n)
    near: dict[int, set[int]] = {n: set() for n in range(len(keys))}
    for n, of_cluster in enumerate(keys):
        shared = Counter(other for key in of_cluster for other in blocks[key] if other != n)
        for other in sorted(shared, key=lambda m: (-shared[m], m))[:MOST_OTHERS]:
            near[n].add(other)
            near[other].add(n)
    return near


def _pairs(near: dict[int, set[int]]) -> list[tuple[int, int]]:
    return [(a, b) for a in sorted(near) for b in sorted(near[a]) if a < b]


def _alike(one: Sequence[Candidate], other: Sequence[Candidate], likeness: Likeness) -> float:
    return alike([likeness(a, b) for a in _sample(one) for b in _sample(other)], BEST_COUNTS)


def alike(scores: Sequence[float], best_counts: float) -> float:
    """Return how alike those are whose pairs have such scores, minus infinity if half of them are ruled out.

    `best_counts`, from 0 to 1, is what the best pair counts beside the mean of all.
    """
    allowed = [score for score in scores if score > -math.inf]
    if len(allowed) * 2 <= len(scores):
        return -math.inf
    mean = sum(max(score, LOWEST) for score in scores) / len(scores)
    return best_counts * max(allowed) + (1 - best_counts) * mean


def _sample(members: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return members from all of a cluster, no more than are compared."""
    step = math.ceil(len(members) / COMPARED)
    return members[::step]
