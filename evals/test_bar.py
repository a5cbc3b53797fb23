"""The gate as tests, for a JUnit report: `pytest evals/test_bar.py --junitxml=FILE`."""

from collections.abc import Callable

import pytest

from evals.__main__ import RUNS
from evals.fixtures import load_stories
from evals.gate import Decision, Home, bar_changes, decide, load_bar, load_baseline
from evals.report import shown
from evals.run import run
from evals.scored import Scored, score_run
from evals.scorers import SCORERS
from evals.statistics import pooled

STORIES = [path.parent.name for path in sorted(Home().fixtures.glob("*/labels.json"))]


@pytest.fixture(scope="session")
def scored() -> Scored:
    stories = load_stories()
    return score_run(stories, run(stories, "extractive", RUNS / "extractive"))


@pytest.fixture(scope="session")
def decision(scored: Scored) -> Decision:
    return decide([scored], load_bar(Home()), load_baseline(Home()))


def hold(faults: list[str]) -> None:
    if faults:
        pytest.fail("\n".join(faults), pytrace=False)


def test_the_bar_is_the_one_that_was_blessed() -> None:
    hold(list(bar_changes(Home())))


def test_the_run_is_whole(decision: Decision) -> None:
    hold(list(decision.broken))


def test_no_score_is_below_the_least(decision: Decision) -> None:
    hold(list(decision.below))


@pytest.mark.parametrize("story", STORIES)
def test_a_note_keeps_every_promise(story: str, decision: Decision) -> None:
    hold([f"{breach.invariant}: {breach.what}" for breach in decision.breaches if breach.story == story])


@pytest.mark.parametrize("scorer", SCORERS)
def test_no_case_is_newly_failing(
    scorer: str, scored: Scored, decision: Decision, record_property: Callable[[str, object], None]
) -> None:
    record_property("percent", shown(pooled(scored.pairs(scorer))))
    hold([f"{change.story}, {change.case}" for change in decision.fell if change.scorer == scorer])
