"""Readings that measure the same brought together, from all articles."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from summarise.candidates import Candidate, in_order
from summarise.compare import dimension
from summarise.linkage import alike, joined
from summarise.measures import Measures, is_limited

# In logits: how alike a candidate must be to a cluster to join it, and what its best member counts beside
# the mean of all.
THRESHOLD = 0.8
BEST_COUNTS = 0.5
# A cluster is looked at by its first and its last three members.
COMPARED = 3
# An event has one of these in such a dimension, whatever the words.
ONE_OF_A_STORY = frozenset({("burned", "area"), ("contained", "share")})
# A candidate is held against so many clusters at most, so that time grows with the length of a story.
MOST_CLUSTERS = 60
LARGEST_BLOCK = 400


@dataclass(frozen=True, slots=True)
class Cluster:
    """Candidates that measure the same, in the order in which they were found."""

    members: tuple[Candidate, ...]
    label: str = ""
    """What they measure, where it is known better than by the words of the members."""

    @property
    def concept(self) -> str | None:
        """The concept that most members have."""
        concepts = Counter(m.cues.concept for m in self.members if m.cues.concept)
        return concepts.most_common(1)[0][0] if concepts else None


def cluster(candidates: Sequence[Candidate], measures: Measures) -> list[Cluster]:
    """Return candidates grouped by what they measure, each compared with clusters of its kind only.

    What an article tells beside another value of the same goes where that is.
    """
    clusters: list[list[Candidate]] = []
    old_and_new: list[tuple[int, int]] = []
    blocks: dict[str, dict[int, None]] = defaultdict(dict)
    place: dict[tuple[str, str | None], int] = {}
    for candidate in sorted(candidates, key=_plainest_first):
        keys = block_keys(candidate)
        beside = _beside(candidate, clusters, place, measures)
        best = beside
        if best is None or candidate.cues.former:
            best = _most_alike(candidate, clusters, _nearest(blocks, keys), measures)
        if beside is not None and best != beside:
            old_and_new += [(best, beside)] if best < len(clusters) else []
            best = beside
        if best == len(clusters):
            clusters.append([])
        clusters[best].append(candidate)
        place[candidate.reading.article, candidate.reading.figure] = best
        for key in keys:
            blocks[key][best] = None
    of_one = _with_others_of_one(_with_successors(clusters, old_and_new, measures), measures)
    blocks_of = [_keys_of(members) for members in of_one]
    return [
        Cluster(tuple(sorted(members, key=in_order)))
        for members in joined(of_one, blocks_of, measures.likeness)
    ]


def _most_alike(
    candidate: Candidate, clusters: Sequence[list[Candidate]], near: Sequence[int], measures: Measures
) -> int:
    """Return the place of the cluster that a candidate joins, that of a new one where it is like none."""
    best, best_score = len(clusters), THRESHOLD
    for n in near:
        score = _likeness_to(candidate, clusters[n], measures)
        if score > best_score:
            best, best_score = n, score
    return best


def _beside(
    candidate: Candidate,
    clusters: Sequence[list[Candidate]],
    place: Mapping[tuple[str, str | None], int],
    measures: Measures,
) -> int | None:
    """Return the place of the cluster that holds what a candidate is told beside, if it may be there."""
    n = place.get((candidate.reading.article, candidate.told_beside)) if candidate.told_beside else None
    return n if n is not None and _may_be_one([candidate], clusters[n], measures) else None


def _with_successors(
    clusters: Sequence[list[Candidate]], old_and_new: Sequence[tuple[int, int]], measures: Measures
) -> list[list[Candidate]]:
    """Return clusters brought together where a source itself says that one value took the other's place."""
    joined = [list(members) for members in clusters]
    now = list(range(len(clusters)))
    for old, new in old_and_new:
        one, other = now[old], now[new]
        if one != other and _may_be_one(joined[one], joined[other], measures):
            joined[other] += joined[one]
            joined[one] = []
            now = [other if n == one else n for n in now]
    return [members for members in joined if members]


def _with_others_of_one(clusters: Sequence[list[Candidate]], measures: Measures) -> list[list[Candidate]]:
    """Return clusters brought together that can only measure one thing, as the area a fire has burned."""
    kept: list[list[Candidate]] = []
    of_one: dict[tuple[str, str], list[Candidate]] = {}
    for members in clusters:
        key = _one_of_its_kind(members)
        known = of_one.get(key) if key else None
        if known is not None and _may_be_one(known, members, measures):
            known += members
            continue
        kept.append(list(members))
        if key:
            of_one.setdefault(key, kept[-1])
    return kept


def _one_of_its_kind(members: Sequence[Candidate]) -> tuple[str, str] | None:
    """Return what an event has only one of, if that is what all members measure without limits."""
    concepts = {member.cues.concept for member in members} - {None}
    key = (next(iter(concepts)) or "", dimension(members[0].reading)) if len(concepts) == 1 else None
    return None if key not in ONE_OF_A_STORY or any(map(is_limited, members)) else key


def _may_be_one(one: Sequence[Candidate], other: Sequence[Candidate], measures: Measures) -> bool:
    """Tell whether no more than half of the pairs of two clusters are forbidden."""
    pairs = [measures.likeness(a, b) for a in one[:COMPARED] for b in other[:COMPARED]]
    return sum(score > -math.inf for score in pairs) * 2 > len(pairs)


def _nearest(blocks: dict[str, dict[int, None]], keys: Sequence[str]) -> list[int]:
    """Return the clusters that share most blocks with a candidate, in the order of their founding."""
    shared = Counter(n for key in keys for n in islice(reversed(blocks[key]), LARGEST_BLOCK))
    return sorted(n for n, _ in shared.most_common(MOST_CLUSTERS))


def _plainest_first(candidate: Candidate) -> tuple[object, ...]:
    """Let readings with a concept and a clean clause found the clusters, headlines join them last.

    The order in which the articles were given has no say, so that it does not change the findings.
    """
    cues, reading = candidate.cues, candidate.reading
    plain = (cues.role != "body", cues.concept is None, cues.former, cues.part)
    if candidate.told_beside is not None:
        return True, *in_order(candidate)
    return (False, *plain, reading.as_of or "~", reading.quote, reading.start, reading.voice)


def block_keys(candidate: Candidate) -> list[str]:
    """Return the blocks a candidate is looked for in: its concept, noun, words near it and value."""
    kind = dimension(candidate.reading)
    cues = candidate.cues
    keys = [f"{kind} concept {cues.concept}"] if cues.concept else []
    if cues.noun and cues.noun != "person":
        keys.append(f"{kind} noun {cues.noun}")
    keys += [f"{kind} near {word}" for word in sorted(cues.near)]
    if candidate.reading.interval:
        keys.append(f"{kind} value {candidate.reading.interval[1].normalize()}")
    return keys


def _keys_of(members: Sequence[Candidate]) -> set[str]:
    """Return the blocks of a cluster; all of one dimension share one."""
    return {dimension(members[0].reading)} | {key for member in members for key in block_keys(member)}


def _likeness_to(candidate: Candidate, members: Sequence[Candidate], measures: Measures) -> float:
    """Return how alike a candidate is to a cluster, minus infinity if half of the members forbid it."""
    few = len(members) <= 2 * COMPARED
    compared = members if few else [*members[:COMPARED], *members[-COMPARED:]]
    return alike([measures.likeness(candidate, member) for member in compared], BEST_COUNTS)
