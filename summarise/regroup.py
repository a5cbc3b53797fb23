"""Which readings measure the same: what a model is asked of it, and what becomes of its answer."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from summarise.candidates import Candidate, in_order
from summarise.clusters import Cluster, block_keys
from summarise.compare import fit
from summarise.ground import Group
from summarise.marked import Evidence, chunks, harmless
from summarise.merge import Gathered
from summarise.values import Article, Reading

# Readings at least this alike, in logits, are shown to the model together.
WORTH_ASKING = -2.5
LARGEST_BLOCK = 60
LONGEST_CONTEXT = 300  # characters of the sentence of a reading


def name_of(candidate: Candidate) -> str:
    """Return the id of a candidate's figure in its story."""
    return f"{candidate.reading.article}.{candidate.reading.figure}"


def worth_asking(clusters: Sequence[Cluster], gathered: Gathered) -> Iterator[list[Candidate]]:
    """Yield the candidates that may measure the same, by code's own grouping and by a laxer look."""
    joined = list(range(len(clusters)))
    for one, other in _neighbours(clusters):
        if _first(joined, one) != _first(joined, other) and _may_be_one(
            clusters[one], clusters[other], gathered
        ):
            joined[_first(joined, one)] = _first(joined, other)
    together: dict[int, list[Candidate]] = defaultdict(list)
    for n, group in enumerate(clusters):
        together[_first(joined, n)].extend(group.members)
    yield from (sorted(members, key=in_order) for members in together.values() if len(members) > 1)


def _first(joined: list[int], n: int) -> int:
    """Return what stands for all that was joined with the n-th, shortening the way there."""
    while joined[n] != n:
        joined[n] = n = joined[joined[n]]
    return n


def _neighbours(clusters: Sequence[Cluster]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of clusters that share a concept, a noun, a word nearby or a value, each once."""
    blocks: dict[str, set[int]] = defaultdict(set)
    for n, group in enumerate(clusters):
        for candidate in (group.members[0], group.members[-1]):
            for key in block_keys(candidate):
                blocks[key].add(n)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for pair in combinations(sorted(block), 2) if len(block) <= LARGEST_BLOCK else ():
            if pair not in seen:
                seen.add(pair)
                yield pair


def _may_be_one(one: Cluster, other: Cluster, gathered: Gathered) -> bool:
    pairs = ((a, b) for a in one.members[:2] for b in other.members[:2])
    return max(gathered.measures.likeness(a, b) for a, b in pairs) > WORTH_ASKING


def batches(asked: Sequence[Sequence[Candidate]], rows: Mapping[str, str], most: int) -> Iterator[list[str]]:
    """Yield the readings of each request: what may belong together stays so while there is room."""
    batch: list[str] = []
    size = 0
    for group in asked:
        for stretch in chunks([f"{name_of(c)}\0{rows[name_of(c)]}" for c in group], most):
            names = [row.partition("\0")[0] for row in stretch]
            length = sum(map(len, stretch))
            if batch and size + length > most:
                yield batch
                batch, size = [], 0
            batch += names
            size += length
    if batch:
        yield batch


def row_of(candidate: Candidate, evidence: Evidence) -> str:
    """Return a candidate as a model is shown it."""
    reading = candidate.reading
    place = evidence.figures[name_of(candidate)][1]
    told = [
        f'{name_of(candidate)}: "{harmless(reading.quote)}"',
        harmless(reading.measure),
        *([f"limited to {harmless(reading.scope)}"] if reading.scope else []),
        speaker_line(reading, place.article),
        *([f"as of {reading.as_of}"] if reading.as_of else []),
        harmless(place.text)[:LONGEST_CONTEXT],
    ]
    return " | ".join(told)


def speaker_line(reading: Reading, article: Article) -> str:
    """Return who says a reading and where, harmless to a model's server."""
    label = harmless(article.label)
    return f"{harmless(reading.attribution)}, in {label}" if reading.attribution else label


def regrouped(
    clusters: Sequence[Cluster], groups: Sequence[Group], by_name: Mapping[str, Candidate], gathered: Gathered
) -> list[Cluster]:
    """Return the clusters with the groups of the model in the place of what code made of the same readings.

    A reading that the model left out stays with those of its cluster that it left out too, or goes with one
    that states the same, so that leaving out cannot tear up what agrees.
    """
    members = [[by_name[name] for name in group.readings] for group in groups]
    group_of = {name: n for n, group in enumerate(groups) for name in group.readings}
    left: list[Cluster] = []
    for one in clusters:
        mates = [c for c in one.members if name_of(c) in group_of]
        rest: list[Candidate] = []
        for candidate in one.members:
            if name_of(candidate) in group_of:
                continue
            same = (m for m in mates if fit(m.reading, candidate.reading) == "equal")
            mate = next((m for m in same if gathered.measures.likeness(m, candidate) > float("-inf")), None)
            (rest if mate is None else members[group_of[name_of(mate)]]).append(candidate)
        if rest:
            left.append(Cluster(tuple(rest)))
    return left + [_labelled(found, group) for found, group in zip(members, groups, strict=True)]


def _labelled(members: Sequence[Candidate], group: Group) -> Cluster:
    if group.scope:
        members = [
            m if m.reading.scope else replace(m, reading=m.reading.model_copy(update={"scope": group.scope}))
            for m in members
        ]
    return Cluster(tuple(sorted(members, key=in_order)), group.measure or "")
