"""Parts beside their totals: which finding is a part of which, and whether the parts of a total add up."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarise.candidates import Candidate, in_order
from summarise.clusters import Cluster
from summarise.compare import dimension, interval

ADDS_UP = "The parts that {voice} gives add up to its figure."
FITS = "The parts that {voice} gives fit its figure, which is no exact one."
EXCEEDS = "The parts that {voice} gives come to more than its figure."


# Not every article that gives a part gives its total beside it: one in so many members is enough.
LEAST_SHARE = 4


class Parts(NamedTuple):
    """How the clusters of a story are parts of each other, by their places in its sequence of clusters."""

    total: dict[int, int]
    """For each cluster of parts, that of their total."""
    check: dict[int, str]
    """For each total whose parts one source gives, what adding them up shows; the sum is shown nowhere."""


class Split(NamedTuple):
    """A total and the parts that its source gives beside it."""

    total: Candidate
    parts: tuple[Candidate, ...]


def relate(clusters: Sequence[Cluster]) -> Parts:
    """Return which clusters are parts of which, told by the members that stand beside their total."""
    cluster_of = {id(member): n for n, cluster in enumerate(clusters) for member in cluster.members}
    splits = list(_splits([member for cluster in clusters for member in cluster.members]))
    totals: dict[int, Counter[int]] = defaultdict(Counter)
    for split in splits:
        for part in split.parts:
            totals[cluster_of[id(part)]][cluster_of[id(split.total)]] += 1
    named = {part: counts.most_common(1)[0] for part, counts in totals.items()}
    total = {
        part: whole
        for part, (whole, times) in named.items()
        if whole != part and times * LEAST_SHARE >= len(clusters[part].members)
    }
    checks = {cluster_of[id(split.total)]: check for split in splits if (check := _check(split))}
    return Parts({part: whole for part, whole in total.items() if whole not in total}, checks)


def _splits(candidates: Sequence[Candidate]) -> Iterator[Split]:
    """Yield the totals of all articles that have parts in their sentence or in the next."""
    sentences: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for candidate in sorted(candidates, key=in_order):
        sentences[candidate.reading.article, int(candidate.cues.sentence[1:])].append(candidate)
    for (article, n), here in sentences.items():
        before = sentences.get((article, n - 1), [])
        yield from _called_parts(here, before)
        yield from _sums(here)


def _called_parts(here: Sequence[Candidate], before: Sequence[Candidate]) -> Iterator[Split]:
    """Yield a total with what is said to be among it: "130 people were killed, including 65 soldiers"."""
    found: dict[int, tuple[Candidate, list[Candidate]]] = {}
    for part in here:
        wholes = [c for c in (*here, *before) if part.cues.part and _can_hold(c, part)]
        if wholes:
            found.setdefault(id(wholes[0]), (wholes[0], []))[1].append(part)
    yield from (Split(total, tuple(parts)) for total, parts in found.values())


def _can_hold(total: Candidate, part: Candidate) -> bool:
    """Tell whether one count may be that of all of whom another counts some."""
    a, b = total.cues, part.cues
    whole, some = interval(total.reading), interval(part.reading)
    return (
        dimension(total.reading) == dimension(part.reading)
        and not (a.part or a.former or a.increment)
        and (a.concept, a.noun, a.period) == (b.concept, b.noun, b.period)
        and total.reading.attribution == part.reading.attribution
        and whole is not None
        and some is not None
        and some.stated < whole.stated
    )


def _sums(here: Sequence[Candidate]) -> Iterator[Split]:
    """Yield a total that all other figures of its kind in the sentence add up to, two at least."""
    kinds: dict[tuple[object, ...], list[Candidate]] = defaultdict(list)
    for candidate in here:
        reading, cues = candidate.reading, candidate.cues
        plain = reading.qualifier == "exact" and reading.low == reading.high and reading.interval is not None
        if plain and not (cues.part or cues.former or cues.change):
            kinds[dimension(reading), reading.unit, cues.noun].append(candidate)
    for alike in kinds.values():
        largest = max(alike, key=_value)
        others = tuple(candidate for candidate in alike if candidate is not largest)
        concepts = {candidate.cues.concept for candidate in alike} - {None}
        adds_up = sum(map(_value, others)) == _value(largest)
        if len(others) > 1 and adds_up and len(concepts) == 1:
            yield Split(largest, others)


def _value(candidate: Candidate) -> Decimal:
    ends = candidate.reading.interval
    return ends[1] if ends else Decimal(0)


def _check(split: Split) -> str | None:
    """Return what adding up the parts shows, nothing where they may be only some of all."""
    total = interval(split.total.reading)
    ends = [interval(part.reading) for part in split.parts]
    if total is None or len(split.parts) < 2:
        return None
    low = sum((end.low for end in ends if end), Decimal(0))
    high = sum((end.high for end in ends if end), Decimal(0))
    voice = split.total.reading.voice
    if low > total.high:
        return EXCEEDS.format(voice=voice)
    if high < total.low:
        return None
    exact = all(part.reading.qualifier == "exact" for part in (split.total, *split.parts))
    return (ADDS_UP if exact and low == total.stated else FITS).format(voice=voice)
