"""Alignment finds the best total, not the first good pair."""

from itertools import combinations, permutations

from hypothesis import given
from hypothesis import strategies as st

from evals.align import assign

WEIGHTS = st.dictionaries(
    st.tuples(st.integers(0, 4), st.integers(0, 4)), st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), max_size=25
)


def test_a_greedy_first_choice_is_given_up_for_a_better_total() -> None:
    assert assign({("a", 1): 0.9, ("a", 2): 0.8, ("b", 1): 0.8}) == {"a": 2, "b": 1}


def test_what_has_no_weight_is_not_paired() -> None:
    assert assign({("a", 1): 0.0}) == {}


def test_parts_that_are_not_connected_are_paired_apart() -> None:
    assert assign({("a", 1): 0.1, ("b", 2): 0.2}) == {"a": 1, "b": 2}


@given(WEIGHTS)
def test_no_other_pairing_has_a_greater_total(weights: dict[tuple[int, int], float]) -> None:
    rows, columns = sorted({a for a, _ in weights}), sorted({b for _, b in weights})
    size = min(len(rows), len(columns))
    best = max(
        (
            sum(weights.get(pair, 0.0) for pair in zip(chosen, order, strict=True))
            for chosen in combinations(rows, size)
            for order in permutations(columns, size)
        ),
        default=0.0,
    )
    assert round(sum(weights[pair] for pair in assign(weights).items()), 9) == round(best, 9)
