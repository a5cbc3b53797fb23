"""What people read: the comment, the table, the JSON and the page."""

import json
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from evals.gate import Baseline, Breach, Change, Code, Decision
from evals.match import Match
from evals.page import page
from evals.report import OF_MODELS, as_json, comment, decision_lines, table
from evals.scored import Scored
from evals.scorers import SCORERS

Matched = Callable[..., Match]
NOTHING = Baseline(reasons=(), failing={}, scores=dict.fromkeys(SCORERS, 1.0))
FALL = Change("verdict", "bridge", "E1", "conflict, labelled update: deaths")
COMMENT = """\
**quality fell** (extractive, 1 stories, 2 articles)

| scorer | % | 95 % | change | drop seen |
|---|--:|--:|--:|--:|
| figure recall | 100.0 | 70-100 | +0.0 | - |
| verdict | 75.0 | 30-95 | -25.0 | - |
| verdict, differences | 0.0 | 0-66 | -100.0 | - |
| traps avoided | 75.0 | 30-95 | -25.0 | - |

```
newly failing: 1
  bridge, verdict, E1: conflict, labelled update: deaths
```
"""


def scored(*matches: Match) -> Scored:
    return Scored(matches, {name: tuple(map(scorer, matches)) for name, scorer in SCORERS.items()})


def flipped(made: SimpleNamespace) -> None:
    made.note["findings"][0]["verdict"] = "conflict"


def test_the_comment_shows_the_gating_scores_what_moved_and_what_newly_fails(matched: Matched) -> None:
    decision = Decision(Code.FELL, fell=(FALL,))
    assert comment(scored(matched(flipped)), decision, NOTHING, ["figure recall"]) == COMMENT


def test_a_long_list_of_failures_is_cut_and_says_by_how_many() -> None:
    many = tuple(Breach("note is valid", f"s{n}", "no") for n in range(13))
    lines = decision_lines(Decision(Code.FELL, breaches=many), {})
    assert (len(lines), lines[0], lines[-1]) == (12, "broken promises: 13", "  and 3 more")


def test_the_reason_of_a_failure_in_a_gate_story_is_not_told() -> None:
    assert decision_lines(Decision(Code.FELL, fell=(FALL,)), {"bridge": "gate"})[1] == "  bridge, verdict, E1"


def test_the_table_gives_every_scorer_that_applies_a_line(matched: Matched) -> None:
    first_words = {line.split("  ")[0] for line in table(scored(matched())).splitlines()}
    assert {name for name in SCORERS if not name.startswith(OF_MODELS)} <= first_words


def test_the_json_names_every_failing_case_with_its_reason(matched: Matched) -> None:
    whole = json.loads(as_json(scored(matched(flipped))))
    assert whole["stories"]["bridge"]["scores"]["verdict"] == {
        "value": 0.75,
        "hits": 3,
        "out_of": 4,
        "reason": "3 of 4 verdicts right",
        "failing": {"E1": "conflict, labelled update: deaths"},
    }


def lost(made: SimpleNamespace) -> None:
    del made.inventory["a1"][3]


def other_unit(made: SimpleNamespace) -> None:
    made.inventory["a1"][3]["unit"] = "ft"


def more(made: SimpleNamespace) -> None:
    made.inventory["a1"].append(
        made.inventory["a1"][0] | {"id": "F9", "start": 0, "end": 6, "text": "Bridge"}
    )


@pytest.mark.parametrize(
    ("change", "mark"),
    [
        (lambda _: None, 'class="cited right" title="a1.F2 count 14..14 person at_least'),
        (lost, 'class="cited missed" title="a1.F4 measure 120..120 m exact'),
        (other_unit, 'class="cited wrong" title="a1.F4 measure 120..120 m exact'),
        (more, 'class="extra" title="found date'),
    ],
    ids=["right", "missed", "wrong", "extra"],
)
def test_the_page_marks_each_figure_by_what_became_of_it(
    change: Callable[[SimpleNamespace], object], mark: str, matched: Matched
) -> None:
    assert mark in page(scored(matched(change)))


def test_the_page_shows_the_gate_stories_only_when_asked(bridge_of_gate: Match) -> None:
    run = scored(bridge_of_gate)
    assert ("Northwire" in page(run), "Northwire" in page(run, split=None)) == (False, True)


def test_text_of_an_article_cannot_become_markup(hostile: Match) -> None:
    shown = page(scored(hostile), split=None)
    assert ("<script>" in shown, "&lt;script&gt;" in shown) == (False, True)


def beyond_the_end(made: SimpleNamespace) -> None:
    made.note["bottom_line"][0]["citations"][0] |= {"start": -5, "end": 9999}


def test_a_citation_outside_of_its_article_does_not_garble_the_page(matched: Matched) -> None:
    assert page(scored(matched(beyond_the_end))).count("The bridge was") == 1


def test_the_page_needs_nothing_from_outside(matched: Matched) -> None:
    shown = page(scored(matched()))
    assert [word for word in ("http:", "https:", "src=", "<link", "@import", "url(") if word in shown] == []


def other_texts(match: Match, split: str, old: str, new: str) -> Match:
    labels = match.story.labels.model_copy(update={"split": split})
    texts = {name: text.replace(old, new) for name, text in match.story.texts.items()}
    return Match(match.story.model_copy(update={"labels": labels, "texts": texts}), match.result, match.note)


@pytest.fixture
def bridge_of_gate(matched: Matched) -> Match:
    return other_texts(matched(), "gate", "", "")


@pytest.fixture
def hostile(matched: Matched) -> Match:
    return other_texts(matched(), "dev", " (Northwire) ", " <script>ab ")
