"""What a note says of its history is held against the note: each way to falsify it is reported."""

import json
from collections.abc import Callable
from typing import Any

import pytest

import summarise
from tests.telling import MONDAY, TUESDAY, WEDNESDAY, articles_of

Note = dict[str, Any]
ARTICLES = articles_of(MONDAY, TUESDAY, WEDNESDAY)
OLD, NEW = summarise.brief(ARTICLES[:2]), summarise.brief(ARTICLES)
UPDATED = summarise.update(OLD, NEW).model_dump_json()


def withdrawn(changes: Note) -> None:
    """Let a reading of the note be gone."""
    reading = changes["superseded"][0]["before"]
    changes["withdrawn"] = [
        {"measure": "workers killed", "reading": dict(reading), "reason": "no finding holds it any more"}
    ]


def gone_measure(changes: Note) -> None:
    withdrawn(changes)
    changes["withdrawn"][0]["measure"] = "312 workers killed"


def gone_reason(changes: Note) -> None:
    withdrawn(changes)
    changes["withdrawn"][0]["reason"] = "police took it back: it was 312"


def gone_value(changes: Note) -> None:
    withdrawn(changes)
    changes["withdrawn"][0]["reading"]["low"] = "312"


BREAKS: dict[str, Callable[[Note], object]] = {
    "value before": lambda c: c["superseded"][0]["before"].update(low="8", high="8"),
    "quote before": lambda c: c["superseded"][0]["before"].update(quote="8"),
    "span before": lambda c: c["superseded"][0]["before"].update(start=0),
    "speaker before": lambda c: c["superseded"][0]["before"].update(attribution="the minister"),
    "day before": lambda c: c["superseded"][0]["before"].update(as_of="2026-03-01"),
    "value after": lambda c: c["superseded"][0]["after"].update(low="8", high="8"),
    "speaker after": lambda c: c["superseded"][0]["after"].update(attribution=None),
    "both exchanged": lambda c: c["superseded"][0].update(
        before=c["superseded"][0]["after"], after=c["superseded"][0]["before"]
    ),
    "measure": lambda c: c["superseded"][0].update(measure="312 workers killed"),
    "finding": lambda c: c["superseded"][0].update(finding="d2"),
    "unknown finding": lambda c: c["superseded"][0].update(finding="d99"),
    "verdict": lambda c: c["verdicts"][0].update(after="agree"),
    "why the verdict": lambda c: c["verdicts"][0].update(note="Some 312 say so."),
    "reading": lambda c: c["readings"][0]["reading"].update(low="8", high="8"),
    "article": lambda c: c["articles"][0].update(label="312 dead, says The Beacon"),
    "day of an article": lambda c: c["articles"][0].update(published="2031-01-01"),
    "dropped article": lambda c: c["articles"][0].update(change="dropped"),
    "entry of the timeline": lambda c: c["timeline"][0].update(date="2031-01-01"),
    "measure of what is gone": gone_measure,
    "reason of what is gone": gone_reason,
    "value of what is gone": gone_value,
}


def problems(note: Note) -> list[str]:
    brief = summarise.Brief.model_validate_json(json.dumps(note))
    return [problem.what for problem in summarise.verify(brief, ARTICLES)]


def test_an_untouched_history_holds() -> None:
    assert problems(json.loads(UPDATED)) == []


def test_what_is_gone_may_be_told() -> None:
    note = json.loads(UPDATED)
    withdrawn(note["since"]["changes"])
    assert problems(note) == []


@pytest.mark.parametrize("break_it", BREAKS.values(), ids=BREAKS)
def test_a_history_broken_in_this_way_is_reported(break_it: Callable[[Note], object]) -> None:
    note = json.loads(UPDATED)
    break_it(note["since"]["changes"])
    assert problems(note) != []


@pytest.mark.parametrize(
    ("field", "value"),
    [("sha256", "312 dead"), ("sha256", "A" * 64), ("earlier", ["x"]), ("newest", "2031-01-01")],
)
def test_an_older_note_that_cannot_be_is_reported(field: str, value: object) -> None:
    note = json.loads(UPDATED)
    note["since"][field] = value
    assert problems(note) != []
