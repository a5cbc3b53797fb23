"""The scorers of how a model took its questions, against cases reckoned by hand."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evals.match import Match
from evals.report import table
from evals.run import ModelUse
from evals.scored import Scored, score_run
from evals.scorers import SCORERS
from summarise.values import NOT_LOOKED_FOR, WRITTEN_BY_CODE

Matched = Callable[..., Match]
NAMES = ["model: right at once", "model: answered", "model: steps by the model", "model: statements kept"]
USE = ModelUse(
    model="m", questions=8, right_at_once=2, reasks=5, unanswered=1, prompt_tokens=900,
    completion_tokens=80, seconds=1.25,
)  # fmt: skip


def ratios(match: Match) -> list[tuple[float, float]]:
    return [(score.hits, score.out_of) for score in (SCORERS[name](match) for name in NAMES)]


def by_model(match: Match, *, read: int, dropped: int = 0, text: bool = True, compared: bool = True) -> Match:
    """Return the match as if a model had read the first articles, and compared them and written or not."""
    assert match.note is not None
    assert match.result.note is not None
    sources = tuple(
        source.model_copy(update={"engine": "llm" if n < read else "extractive"})
        for n, source in enumerate(match.note.articles)
    )
    reasons = ["no such sentence"] * dropped + (
        [] if text else [f"nothing could be kept, and {WRITTEN_BY_CODE}"]
    )
    reasons += [] if compared else [f"the model's call failed, and {NOT_LOOKED_FOR}"]
    note = match.result.note | {"dropped": [{"where": "x", "reason": reason} for reason in reasons]}
    result = match.result.model_copy(update={"model": USE, "note": note})
    return replace(match, result=result, note=match.note.model_copy(update={"articles": sources}))


def statements(match: Match) -> int:
    assert match.note is not None
    return len(match.note.bottom_line) + sum(len(section.statements) for section in match.note.sections)


def test_an_engine_without_a_model_is_not_scored_by_them(matched: Matched) -> None:
    assert ratios(matched()) == [(0, 0)] * 4


def test_what_a_model_did_is_counted(matched: Matched) -> None:
    kept = statements(matched())
    assert ratios(by_model(matched(), read=2, dropped=3)) == [(2, 8), (7, 8), (4, 4), (kept, kept + 3)]


@pytest.mark.parametrize(
    ("read", "text", "compared", "steps"),
    [(1, True, True, 3), (2, False, True, 3), (2, True, False, 3), (0, False, False, 0)],
)
def test_what_the_model_did_not_do_is_not_its_own(
    read: int, text: bool, compared: bool, steps: int, matched: Matched
) -> None:
    match = by_model(matched(), read=read, text=text, compared=compared)
    score = SCORERS["model: steps by the model"](match)
    assert (score.hits, score.out_of) == (steps, 4)


def test_a_story_that_failed_has_no_step_and_no_statement(failed: Match) -> None:
    match = replace(failed, result=failed.result.model_copy(update={"model": USE}))
    assert ratios(match)[2:] == [(0, 4), (0, 1)]


def test_grouping_that_was_not_asked_for_is_not_scored(matched: Matched) -> None:
    match = matched()
    match = replace(match, result=match.result.model_copy(update={"on_labels": None, "judged": None}))
    names = [name for name in SCORERS if " on labelled " in name]
    assert [SCORERS[name](match).value for name in names] == [None, None, None]


def test_a_verdict_on_a_labelled_finding_is_right_or_wrong_whatever_was_grouped(matched: Matched) -> None:
    match = matched()
    judged = match.result.judged or {}
    first = next(iter(judged))
    for wrong in ({**judged, first: "scope"}, {name: v for name, v in judged.items() if name != first}):
        changed = replace(match, result=match.result.model_copy(update={"judged": wrong}))
        score = SCORERS["verdict on labelled findings"](changed)
        assert (score.hits, score.out_of) == (len(judged) - 1, len(judged))
        assert [case.id for case in score.cases if not case.held] == [first]


def scored(match: Match) -> Scored:
    return score_run([match.story], [match.result])


def test_tokens_and_seconds_stand_below_the_table(matched: Matched) -> None:
    assert table(scored(by_model(matched(), read=2))).splitlines()[-3:] == [
        "model: m",
        "taken   questions  re-asks  tokens read  tokens written  seconds",
        "bridge          8        5          900              80      1.2",
    ]


def test_with_prices_each_story_and_all_together_have_their_cost(matched: Matched) -> None:
    match = by_model(matched(), read=2)
    run = score_run([match.story] * 2, [match.result] * 2)
    assert [line.split()[-1] for line in table(run, (1.5, 61.0)).splitlines()[-4:]] == [
        "dollars",
        "0.0062",
        "0.0062",
        "0.0125",
    ]


def test_the_table_of_an_engine_without_a_model_does_not_mention_models(matched: Matched) -> None:
    assert "model" not in table(scored(matched()))
