"""Intervals and detectable drops against values known from elsewhere or counted by hand."""

import pytest

from evals.compare import outcome
from evals.statistics import (
    Interval,
    clustered_error,
    detectable,
    difference,
    interval,
    pooled,
    t_quantile,
    wilson,
)

SPREAD = [(8.0, 10.0), (5.0, 10.0), (9.0, 10.0), (7.0, 10.0), (6.0, 10.0), (9.0, 10.0)]


def test_stories_pool_by_sums_and_not_by_the_mean_of_means() -> None:
    assert pooled([(1, 1), (0, 9)]) == 0.1


def test_pooling_nothing_gives_no_value() -> None:
    assert pooled([(0, 0)]) is None


@pytest.mark.parametrize(
    ("share", "degrees", "expected"),
    [(0.975, 5, 2.571), (0.975, 11, 2.201), (0.95, 11, 1.796), (0.80, 11, 0.876), (0.975, 30, 2.042)],
)
def test_quantiles_of_t_are_those_of_the_tables(share: float, degrees: int, expected: float) -> None:
    assert t_quantile(share, degrees) == pytest.approx(expected, abs=0.005)


@pytest.mark.parametrize(
    ("hits", "out_of", "low", "high"),
    [(0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (81, 263, 0.2553, 0.3662)],
)
def test_wilson_gives_the_published_intervals(hits: int, out_of: int, low: float, high: float) -> None:
    found = wilson(hits, out_of)
    assert found is not None
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_clustered_error_is_the_formula_on_paper() -> None:
    # pooled 0.5; residuals 1 and -1; sqrt(2/1 * (1 + 1)) / 20
    assert clustered_error([(6, 10), (4, 10)]) == pytest.approx(0.1)


def test_an_interval_never_leaves_zero_to_one() -> None:
    found = interval([(9.0, 10.0), (10.0, 10.0), (10.0, 10.0)])
    assert found is not None
    assert 0.0 <= found.low <= found.value <= found.high <= 1.0


def test_the_same_seed_gives_the_same_interval() -> None:
    assert interval(SPREAD, seed=1) == interval(SPREAD, seed=1)


def test_stories_without_spread_get_an_interval_all_the_same() -> None:
    found = interval([(5.0, 5.0), (5.0, 5.0)])
    assert found is not None
    assert found.low == pytest.approx(0.7225, abs=1e-4)


def test_figures_of_one_story_are_not_taken_for_independent() -> None:
    one_story_all_wrong = [(0.0, 50.0), *[(50.0, 50.0)] * 5]
    clustered, naive = interval(one_story_all_wrong), wilson(250, 300)
    assert clustered is not None
    assert naive is not None
    assert clustered.high - clustered.low > 3 * (naive.high - naive.low)


def test_a_difference_on_the_same_stories_is_surer_than_two_means() -> None:
    later = [(hits - 1, out_of) for hits, out_of in SPREAD]
    found, alone = difference(SPREAD, later), interval(SPREAD)
    assert found is not None
    assert alone is not None
    assert (round(found.low, 9), round(found.high, 9)) == (-0.1, -0.1)
    assert alone.high - alone.low > 0.1


def test_the_detectable_drop_is_the_formula_on_paper() -> None:
    # residuals 0.667, -2.333, 1.667, -0.333, -1.333, 1.667 of pooled 0.7333: error 0.0667; t 2.015 and 0.920
    assert detectable(SPREAD) == pytest.approx((2.015 + 0.920) * 0.0667, abs=0.001)


def test_a_handful_of_stories_is_too_few_to_promise_a_detectable_drop() -> None:
    assert detectable(SPREAD[:4]) is None


@pytest.mark.parametrize(
    ("low", "high", "expected"),
    [
        (-0.05, -0.01, "worse"),
        (0.01, 0.05, "better"),
        (-0.05, 0.03, "cannot tell"),
        (-0.01, 0.03, "no worse"),
        (0.0, 0.0, "same"),
    ],
)
def test_a_change_is_judged_by_both_ends_of_its_interval(low: float, high: float, expected: str) -> None:
    assert outcome(Interval((low + high) / 2, low, high), 0.02) == expected
