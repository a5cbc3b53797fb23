"""How rightly mixed articles are told apart, as the README says, and the measure itself."""

from typing import TYPE_CHECKING

import pytest

from evals.fixtures import Split
from evals.mixed.__main__ import labelled, measure

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("split", "articles", "f1", "precision", "pairs"),
    [("dev", 138, 0.966, 1.0, 0.954), ("gate", 62, 0.955, 1.0, 0.935)],
)
def test_mixed_articles_are_told_apart_as_measured(
    split: Split, articles: int, f1: float, precision: float, pairs: float
) -> None:
    measured = measure(labelled(split))
    assert (measured.articles, round(measured.f1, 3), measured.precision, round(measured.pairs, 3)) == (
        articles,
        f1,
        precision,
        pairs,
    )


def test_most_articles_of_one_event_alone_stay_together() -> None:
    misses = {name: measure({name: paths}).misses for name, paths in labelled("dev").items()}
    one_apart = {"closure", "dock-strike", "flood", "outbreak", "strike", "train-crash"}
    assert {name for name, missed in misses.items() if missed} == one_apart


def test_events_under_a_wrong_label_lower_the_score() -> None:
    events = labelled("dev")
    swapped = {"derby": events["cup-tie"][:1] + events["derby"][:1], "whale": events["whale"]}
    measured = measure(swapped)
    assert (round(measured.f1, 3), measured.pairs) == (0.8, 0.0)
    assert measured.misses == ("dev/cup-tie.1", "dev/derby.1")


def test_every_article_has_one_event() -> None:
    for split in ("dev", "gate"):
        files: list[Path] = [path for paths in labelled(split).values() for path in paths]
        assert len(files) == len(set(files))
