"""Scorers against cases that can be counted by hand."""

from collections.abc import Callable
from typing import Any, Protocol

import pytest

from evals.match import Match
from evals.scorers import SCORERS
from evals.scorers.findings import b_cubed, confusion
from evals.scorers.readings import same_speaker
from evals.scorers.score import Case, Score, f1, share

Json = dict[str, Any]
Matched = Callable[..., Match]
OF_NOTES = [name for name in SCORERS if not name.startswith("model: ")]


class Made(Protocol):
    """What a change works on: the note and the figures found, by article."""

    note: Json
    inventory: dict[str, list[Json]]


RESPONSE_ONE = [("1", "2", "3", "4", "5"), ("6", "7", "8", "9", "A", "B", "C")]
RESPONSE_TWO = [("1", "2", "3", "4", "5", "8", "9", "A", "B", "C"), ("6", "7")]
TRUTH = [("1", "2", "3", "4", "5"), ("6", "7"), ("8", "9", "A", "B", "C")]


def value(name: str, match: Match) -> float | None:
    score = SCORERS[name](match)
    return None if score.value is None else round(score.value, 4)


def failing(name: str, match: Match) -> list[str]:
    return [case.id for case in SCORERS[name](match).cases if not case.held]


@pytest.mark.parametrize("name", OF_NOTES)
def test_a_note_that_is_right_in_everything_scores_one(name: str, matched: Matched) -> None:
    assert value(name, matched()) == 1.0


@pytest.mark.parametrize("name", OF_NOTES)
def test_a_story_that_failed_never_scores_above_zero(name: str, failed: Match) -> None:
    assert value(name, failed) in {0.0, None}


def test_a_failed_story_counts_all_its_labels_as_missed(failed: Match) -> None:
    score = SCORERS["figure recall"](failed)
    assert (score.hits, score.out_of) == (0, 9)


# Change one thing of the right note, expect one literal value: name of the change, change, scorer, value


def drop_figure(made: Made) -> None:
    del made.inventory["a1"][1]


def near_number(made: Made) -> None:
    made.inventory["a2"][1] |= {"low": "18", "high": "18"}


def other_unit(made: Made) -> None:
    made.inventory["a1"][3]["unit"] = "ft"


def invented_figure(made: Made) -> None:
    made.inventory["a1"].append(
        made.inventory["a1"][0] | {"id": "F9", "start": 0, "end": 6, "text": "Bridge"}
    )


def cut_figure(made: Made) -> None:
    made.inventory["a1"][1] |= {"start": made.inventory["a1"][1]["end"] - 2, "text": "14"}


def as_identifier(made: Made) -> None:
    made.inventory["a1"][3] |= {"kind": "identifier", "low": None, "high": None}


def lost_qualifier(made: Made) -> None:
    made.inventory["a1"][1]["qualifier"] = "exact"


def made_up_qualifier(made: Made) -> None:
    made.inventory["a2"][1]["qualifier"] = "about"


def other_noun(made: Made) -> None:
    made.inventory["a2"][1]["unit"] = "house"


def reading(note: Json, finding: int, place: int = 0) -> Json:
    found: Json = note["findings"][finding]["readings"][place]
    return found


def no_speaker(made: Made) -> None:
    reading(made.note, 2)["attribution"] = None


def wrong_speaker(made: Made) -> None:
    reading(made.note, 2)["attribution"] = "Interior Ministry"


def other_form_of_speaker(made: Made) -> None:
    reading(made.note, 2)["attribution"] = "Mayor Petrik"


def other_day(made: Made) -> None:
    reading(made.note, 0)["as_of"] = "2026-03-04"


def one_voice_for_two(made: Made) -> None:
    reading(made.note, 0, 1)["voice"] = "Interior Ministry"


def no_names(made: Made) -> None:
    made.note["names"] = []


def invented_form(made: Made) -> None:
    made.note["names"][0]["variants"].append(
        made.note["names"][0]["variants"][0] | {"text": "Orla", "start": 0, "end": 4, "article": "a1"}
    )


def merged(made: Made) -> None:
    made.note["findings"][0]["readings"] += made.note["findings"].pop(2)["readings"]


def split(made: Made) -> None:
    second = made.note["findings"][0]["readings"].pop()
    made.note["findings"].append(
        made.note["findings"][0] | {"id": "d9", "verdict": "single", "readings": [second]}
    )


def flipped(made: Made) -> None:
    made.note["findings"][0]["verdict"] = "conflict"


def no_findings(made: Made) -> None:
    made.note["findings"] = []


def nothing_stated(made: Made) -> None:
    made.note["bottom_line"], made.note["sections"] = [], []


def repeated_not_read(made: Made) -> None:
    made.note["findings"][0]["readings"].pop(1)
    made.note["account"][5] |= {"fate": "same_as", "of": "F3"}


def account_in_a_circle(made: Made) -> None:
    made.note["findings"][0]["readings"].pop(1)
    made.note["account"][5] |= {"fate": "same_as", "of": "F2"}


def other_event_day(made: Made) -> None:
    made.note["timeline"][0]["date"] = "2026-03-04"


def opens_with_length(made: Made) -> None:
    length = made.inventory["a1"][3]
    citation = {"article": "a1", "start": length["start"], "end": length["end"], "quote": length["text"]}
    made.note["bottom_line"].append({"text": "120 metres", "citations": [citation]})


def states_a_sum(made: Made) -> None:
    made.note["sections"][0]["statements"][0]["text"] = "In all 31 people died."


def without_first_article(made: Made) -> None:
    made.note["articles"].pop(0)


def uses_copyright_year(made: Made) -> None:
    year = made.inventory["a2"][4]
    citation = {"article": "a2", "start": year["start"], "end": year["end"], "quote": "2026"}
    made.note["sections"][0]["statements"].append({"text": "2026", "citations": [citation]})


def account_without_one(made: Made) -> None:
    made.note["account"].pop()


def account_twice(made: Made) -> None:
    made.note["account"].append(made.note["account"][0])


def wrong_offset(made: Made) -> None:
    made.note["bottom_line"][0]["citations"][0]["start"] += 1


def uncited(made: Made) -> None:
    made.note["bottom_line"][0]["citations"] = []


def claims_other_value(made: Made) -> None:
    reading(made.note, 0)["low"] = "41"


def words_from_nowhere(made: Made) -> None:
    made.note["bottom_line"][0]["text"] = "Bridge fell; engineers blame corrosion."


def wordy(made: Made) -> None:
    made.note["bottom_line"][0]["text"] = "word " * 1391  # the other sentence has 9


@pytest.mark.parametrize(
    ("change", "name", "expected"),
    [
        (drop_figure, "figure recall", 0.8889),  # 8 of 9
        (drop_figure, "figure precision", 1.0),
        (drop_figure, "figure span, overlap", 0.9412),  # 2*8 / (2*8 + 1)
        (drop_figure, "must-have in findings", 0.6667),  # 2 of 3
        (near_number, "figure recall", 0.8889),
        (near_number, "figure precision", 0.8889),
        (near_number, "figure span, exact", 1.0),
        (other_unit, "figure recall", 0.8889),
        (invented_figure, "figure precision", 0.9),
        (invented_figure, "figure recall", 1.0),
        (cut_figure, "figure span, overlap", 1.0),
        (cut_figure, "figure span, exact", 0.8889),  # 2*8 / (2*8 + 1 + 1)
        (as_identifier, "figure recall", 0.8889),
        (as_identifier, "figure precision", 1.0),
        (lost_qualifier, "qualifier", 0.6667),  # 2*1 / (2*1 + 1)
        (made_up_qualifier, "qualifier", 0.8),  # 2*2 / (2*2 + 1)
        (other_noun, "counted noun", 0.6667),
        (other_noun, "figure recall", 1.0),
        (no_speaker, "attribution", 0.8571),  # 2*3 / (2*3 + 1)
        (wrong_speaker, "attribution", 0.75),  # 2*3 / (2*3 + 1 + 1)
        (other_form_of_speaker, "attribution", 1.0),
        (other_day, "as-of", 0.8),
        (one_voice_for_two, "voice", 0.8889),  # precision 4/5, recall 1
        (no_names, "name variants", 0.0),
        (invented_form, "name variants", 0.5),  # 2*1 / (2*1 + 2)
        (merged, "findings, B-cubed", 0.8462),  # precision (2/3 + 2/3 + 1/3 + 1 + 1) / 5 = 11/15
        (merged, "findings, pairs", 0.5),  # 2*1 / (2*1 + 2)
        (merged, "traps avoided", 0.75),
        (split, "findings, B-cubed", 0.8889),  # precision 1, recall (1/2 + 1/2 + 1 + 1 + 1) / 5 = 4/5
        (split, "findings, pairs", 0.0),
        (flipped, "verdict", 0.75),
        (flipped, "verdict, differences", 0.0),
        (flipped, "traps avoided", 0.75),
        (no_findings, "findings, B-cubed", 0.0),
        (no_findings, "verdict", 0.0),
        (no_findings, "must-have in findings", 0.0),
        (nothing_stated, "must-have stated", 0.0),
        (nothing_stated, "key points", 0.0),
        (nothing_stated, "length", 0.0),
        (nothing_stated, "citation carries words", None),
        (repeated_not_read, "must-have in findings", 1.0),
        (account_in_a_circle, "must-have in findings", 0.6667),
        (other_event_day, "timeline", 0.0),
        (opens_with_length, "traps avoided", 0.75),
        (states_a_sum, "traps avoided", 0.75),
        (without_first_article, "traps avoided", 0.5),  # T2 and T3 name its figures
        (without_first_article, "figure recall", 0.5556),  # 5 of 9
        (uses_copyright_year, "furniture kept out", 0.0),
        (account_without_one, "account", 0.8889),
        (account_twice, "account", 0.8889),
        (wrong_offset, "citation valid", 0.875),  # 3 statements and 5 readings
        (uncited, "citation valid", 0.875),
        (claims_other_value, "citation holds value", 0.8),
        (words_from_nowhere, "citation carries words", 0.7),  # (2/5 + 1) / 2
        (wordy, "length", 0.5),  # 700 of 1400 words
    ],
    ids=lambda part: part.__name__ if callable(part) else None,
)
def test_one_change_moves_a_score_to_the_value_counted_by_hand(
    change: Callable[..., None], name: str, expected: float | None, matched: Matched
) -> None:
    assert value(name, matched(change)) == expected


@pytest.mark.parametrize(
    ("found", "precision", "recall"),
    [(RESPONSE_ONE, 0.76, 1.0), (RESPONSE_TWO, 0.58, 1.0)],
    ids=["first response", "second response"],
)
def test_b_cubed_gives_the_values_of_bagga_and_baldwin_1998(
    found: list[tuple[str, ...]], precision: float, recall: float
) -> None:
    measured = b_cubed(TRUTH, found)
    assert (round(measured.precision, 2), round(measured.recall, 2)) == (precision, recall)


def test_b_cubed_of_nothing_found_is_zero_and_not_undefined() -> None:
    assert b_cubed([("x", "y")], []).f1 == 0.0


def test_wrong_and_missed_merges_are_named(matched: Matched) -> None:
    assert failing("findings, pairs", matched(merged)) == ["a1.F2+a2.F3", "a2.F2+a2.F3"]


def test_merge_on_labelled_figures_is_scored_without_the_detector(matched: Matched) -> None:
    one_heap = [(["a1.F2", "a2.F2", "a1.F4", "a2.F3", "a2.F4"], "conflict")]
    assert (
        value("findings, pairs on labelled figures", matched(drop_figure, one_heap)) == 0.1818
    )  # 2 / (2 + 9)


def test_confusion_counts_what_was_given_for_each_label(matched: Matched) -> None:
    assert confusion([matched(flipped)]) == {("update", "conflict"): 1, ("single", "single"): 3}


def test_a_scorer_with_nothing_to_look_at_has_no_value() -> None:
    assert share([], "things").value is None


def test_f1_counts_the_missed_and_the_wrong_alike() -> None:
    held, not_held = Case("a", held=True), Case("b", held=False)
    assert f1([held, held], [not_held], [not_held], "things") == Score(
        4, 6, "2 things right, 1 missed, 1 wrong", (held, held, not_held, not_held)
    )


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Interior Ministry", "the country's Interior Ministry", True),
        ("Andrei Vasht", "Colonel Vasht", True),
        ("Andrei Vasht", "Colonel Andrei Vasht, the Guard's spokesman", True),
        ("Interior Ministry", "Defence Ministry", False),
        ("the", "Interior Ministry", False),
    ],
)
def test_two_forms_are_one_speaker_when_the_words_of_one_are_in_the_other(
    one: str, other: str, same: bool
) -> None:
    assert same_speaker(one, other) is same
