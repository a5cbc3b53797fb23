"""Events that are easily confused, told apart; the articles stand in evals/mixed."""

from pathlib import Path
from random import Random

import pytest

from summarise.grouping import group
from summarise.inputs.gather import read
from summarise.traits import traits_of

MIXED = Path("evals/mixed")


def grouped(*patterns: str) -> list[list[str]]:
    """The names of the files that belong together, out of all that some patterns name."""
    files = sorted(path for pattern in patterns for path in MIXED.glob(pattern))
    return [[files[n].stem for n in members] for members in group(traits_of(read(files)))]


@pytest.mark.parametrize(
    ("patterns", "groups"),
    [
        (
            ["dev/quake-*"],
            [["quake-june.1", "quake-june.2"], ["quake-may.1", "quake-may.2", "quake-may.3"]],
        ),
        (["dev/derby*", "dev/cup-tie*"], [["cup-tie.1", "cup-tie.2"], ["derby.1", "derby.2"]]),
        (
            ["dev/*-trial*"],
            [["nurse-trial.1", "nurse-trial.2"], ["smuggling-trial.1", "smuggling-trial.2"]],
        ),
        (
            ["dev/*-vote*"],
            [["nursery-vote.1", "nursery-vote.2"], ["stadium-vote.1", "stadium-vote.2"]],
        ),
        (
            ["dev/crash*"],
            [["crash-monday.1", "crash-monday.2"], ["crash-thursday.1", "crash-thursday.2"]],
        ),
        (["dev/landslide*"], [["landslide.1", "landslide.2", "landslide.3"]]),
        (["dev/storm-wire*"], [["storm-wire.1", "storm-wire.2"]]),
        (["dev/whale*", "dev/quake-may.1*"], [["quake-may.1"], ["whale"]]),
        (["dev/museum*"], [["museum"]]),
    ],
    ids=[
        "two earthquakes of one coast",
        "two matches of one club a week apart",
        "two trials of one court on one day",
        "two votes of one council in one week",
        "two crashes on one road in one week",
        "one event over several days",
        "a reprint under another headline",
        "another thing in the same place",
        "one that stands alone",
    ],
)
def test_events_are_told_apart(patterns: list[str], groups: list[list[str]]) -> None:
    assert grouped(*patterns) == groups


def test_no_articles_make_no_group() -> None:
    assert group([]) == []


def test_articles_without_a_body_stand_alone(tmp_path: Path) -> None:
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(f"# {n}\n", "utf-8")
    assert group(traits_of(read(tmp_path))) == [(0,), (1,), (2,)]


def test_the_order_of_the_articles_changes_no_group() -> None:
    articles = read(sorted((MIXED / "dev").glob("*.txt")))
    whole = {frozenset(articles[n].id for n in members) for members in group(traits_of(articles))}
    for seed in range(3):
        mixed = Random(seed).sample(articles, len(articles))  # noqa: S311 - the same order at each run
        assert {frozenset(mixed[n].id for n in members) for members in group(traits_of(mixed))} == whole
