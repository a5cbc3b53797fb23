"""What makes groups of articles alike, and what speaks against one event."""

from math import exp, sqrt

import pytest

from summarise.likeness import Cluster, clusters_of, joined, likeness
from summarise.traits import Traits

ONE = Traits(
    names={"tarn": 1.0, "lem": 1.0},
    words={"quak": 1.0, "kill": 1.0},
    figures={},
    forms={},
    people=frozenset(),
    scores=frozenset(),
    magnitudes=frozenset(),
    written=None,
    days=frozenset(),
    lead_days=frozenset(),
)


def alike(one: Traits, other: Traits) -> float:
    return likeness(*clusters_of([one, other]))


def test_the_same_is_wholly_alike() -> None:
    assert alike(ONE, ONE) == 1.0


@pytest.mark.parametrize(
    ("change", "alike_by"),
    [
        ({"names": {"vik": 1.0}}, 0.0),
        ({"words": {"vote": 1.0}}, 0.0),
        # Half of the words, and the rarer ones weigh more: the root of log(501)² / (log(501)² + log(1001)²).
        ({"words": {"quak": 1.0, "vote": 1.0}}, 0.6689),
    ],
    ids=["no name", "no word", "half the words"],
)
def test_names_and_words_are_both_needed(change: dict[str, dict[str, float]], alike_by: float) -> None:
    assert alike(ONE, ONE._replace(**change)) == pytest.approx(alike_by, abs=1e-4)


@pytest.mark.parametrize(
    ("mine", "theirs", "factor"),
    [
        ({"written": 10}, {"written": 30}, exp(-1)),
        ({"written": 10}, {}, 1.0),
        ({"people": {"osei"}}, {"people": {"huth"}}, 0.4),
        ({"people": {"osei"}}, {"people": {"tarn"}}, 1.0),
        ({"scores": {"2-1"}}, {"scores": {"0-0"}}, 0.4),
        ({"scores": {"2-1"}}, {"scores": {"0-0", "2-1"}}, 1.0),
        ({"magnitudes": {6.4}}, {"magnitudes": {5.7}}, 0.3),
        ({"magnitudes": {6.4}}, {"magnitudes": {6.6}}, 1.0),
        ({"lead_days": {5}, "days": {5}}, {"lead_days": {8}, "days": {8}}, 0.3),
        ({"lead_days": {5}, "days": {5}}, {"lead_days": {8}, "days": {5, 8}}, 1.0),
    ],
    ids=[
        "weeks apart",
        "one without a date",
        "other people",
        "a person the other names",
        "another score",
        "a score in common",
        "another magnitude",
        "measured twice",
        "another day",
        "another day that names the first",
    ],
)
def test_what_speaks_against_one_event(
    mine: dict[str, object], theirs: dict[str, object], factor: float
) -> None:
    plain = ONE._replace(words={"quak": 1.0, "kill": 1.0, "dead": 1.0})
    assert alike(ONE._replace(**mine), plain._replace(**theirs)) == pytest.approx(
        factor * alike(ONE, plain), abs=1e-6
    )


def test_nothing_speaks_against_a_copy() -> None:
    assert alike(ONE._replace(written=10), ONE._replace(written=90)) == 1.0


def test_the_likeness_of_groups_is_the_mean_of_their_articles() -> None:
    a, b, c = clusters_of([ONE, ONE, ONE._replace(names={"vik": 1.0})])
    assert likeness(joined(a, c), b) == pytest.approx(sqrt(1.0 * 0.5))
    assert joined(a, c).members == (0, 2)


def test_texts_without_names_are_told_by_their_words() -> None:
    assert alike(ONE._replace(names={}), ONE._replace(names={})) == 1.0


def test_a_group_spans_the_days_of_its_articles() -> None:
    a, b, c = clusters_of([ONE._replace(written=3), ONE, ONE._replace(written=9)])
    both: Cluster = joined(joined(a, b), c)
    assert (both.first, both.last) == (3, 9)
