"""Clusters are joined by what all their members have in common, the most alike first."""

import math
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from summarise.article import parse
from summarise.candidates import Candidate
from summarise.extract import extract
from summarise.linkage import joined
from summarise.story import inventory
from tests.test_merge import wire

COUNTS = range(11, 19)


def counted() -> list[Candidate]:
    """Return readings whose values tell them apart."""
    text = " ".join(f"They saw {count} ships pass the harbour of Lodd." for count in COUNTS)
    article = parse(wire(3, "Northern Post", text), "a.txt", "a1")
    return list(extract(article, inventory(article)).candidates)


CANDIDATES = counted()


def value(candidate: Candidate) -> int:
    return int(candidate.reading.quote)


def values(clusters: Sequence[Sequence[Candidate]]) -> set[frozenset[int]]:
    return {frozenset(map(value, cluster)) for cluster in clusters}


def linked(scores: dict[frozenset[int], float], otherwise: float = -2.0) -> list[list[Candidate]]:
    """Join single candidates, with likeness given by their values."""

    def likeness(one: Candidate, other: Candidate) -> float:
        return scores.get(frozenset({value(one), value(other)}), otherwise)

    return joined([[c] for c in CANDIDATES], [{"one block"}] * len(CANDIDATES), likeness)


def test_what_is_alike_is_joined_and_the_rest_stays() -> None:
    made = linked({frozenset({11, 12}): 3.0, frozenset({13, 14}): 2.0})
    assert values(made) == {
        frozenset({11, 12}),
        frozenset({13, 14}),
        *(frozenset({n}) for n in range(15, 19)),
    }


def test_the_most_alike_are_joined_first() -> None:
    made = linked({frozenset({11, 12}): 0.5, frozenset({12, 13}): 3.0}, otherwise=-4.0)
    assert frozenset({12, 13}) in values(made)
    assert frozenset({11}) in values(made)


def test_what_is_ruled_out_is_never_joined() -> None:
    made = linked({frozenset({11, 12}): -math.inf}, otherwise=-math.inf)
    assert values(made) == {frozenset({n}) for n in COUNTS}


def test_clusters_that_share_no_block_are_not_compared() -> None:
    made = joined([[c] for c in CANDIDATES], [{str(n)} for n in COUNTS], lambda *_: 9.0)
    assert len(made) == len(CANDIDATES)


@given(st.dictionaries(st.frozensets(st.sampled_from(COUNTS), min_size=2, max_size=2), st.floats(-5, 5)))
def test_each_candidate_is_in_one_cluster_whatever_the_scores(scores: dict[frozenset[int], float]) -> None:
    made = linked(scores)
    assert sorted(value(c) for cluster in made for c in cluster) == list(COUNTS)


@given(st.permutations(CANDIDATES))
def test_the_order_of_the_clusters_has_no_say(order: list[Candidate]) -> None:
    scores = {frozenset({11, 12}): 3.0, frozenset({12, 13}): 2.5, frozenset({13, 14}): 1.0}

    def likeness(one: Candidate, other: Candidate) -> float:
        return scores.get(frozenset({value(one), value(other)}), -2.0)

    made = joined([[c] for c in order], [{"one block"}] * len(order), likeness)
    assert values(made) == values(linked(scores))
