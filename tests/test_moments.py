"""When an event happened: told once by each article, the same, or in contradiction."""

import pytest

from summarise.compose import Brief
from summarise.verifier import verify
from tests.test_merge import note, story, wire


def moments_of(made: Brief) -> list[tuple[str, str, list[str]]]:
    """Return measure, verdict and quotes of the findings on days and hours."""
    return [
        (finding.measure, finding.verdict, [reading.quote for reading in finding.readings])
        for finding in made.findings
        if finding.readings[0].kind in {"date", "time"}
    ]


MOMENTS = {
    "two days for one sinking": (
        "The ferry Santa Lira sank off Calub on Tuesday, the coast guard said.",
        "The ferry Santa Lira sank off Calub on Monday, the harbour office said.",
        [("day of the sinking", "conflict", ["Tuesday", "Monday"])],
    ),
    "two hours for one sinking": (
        "The ferry Santa Lira sank off Calub at 6:40 p.m., the coast guard said.",
        "The ferry Santa Lira capsized off Calub at 4:15 p.m., the harbour office said.",
        [("hour of the sinking", "conflict", ["6:40 p.m.", "4:15 p.m."])],
    ),
    "an hour as precise as it is told": (
        "The ferry Santa Lira sank off Calub at about 6:40 p.m., the coast guard said.",
        "The ferry Santa Lira capsized off Calub at 18:37, the harbour office said.",
        [("hour of the sinking", "agree", ["6:40 p.m.", "18:37"])],
    ),
    "days of two different crashes": (
        "A bus crashed on the coast road near Doda on Tuesday, the police said.",
        "A small plane crashed in the hills of Marn on Monday, the ministry said.",
        [],
    ),
    "a day from which another is counted": (
        "The search resumed on Tuesday after the ferry Santa Lira sank off Calub, the coast guard said.",
        "The ferry Santa Lira sank off Calub on Monday, the harbour office said.",
        [],
    ),
    "two attacks told by one article": (
        "Rebels attacked the depot at Doda on Monday. Rebels attacked the depot at Doda on Tuesday.",
        "Rebels attacked the depot at Doda on Monday, the ministry said.",
        [],
    ),
    "an event to come": (
        "The treaty of Doda will be signed on Friday, the ministry said.",
        "The treaty of Doda was signed on Monday, the government said.",
        [],
    ),
    "an hour of another zone": (
        "The ferry Santa Lira sank off Calub at 6:40 p.m., the coast guard said.",
        "The ferry Santa Lira sank off Calub at 10:40 GMT, the owner said.",
        [],
    ),
}


@pytest.mark.parametrize(("one", "other", "expected"), MOMENTS.values(), ids=MOMENTS.keys())
def test_days_and_hours_of_one_event_are_held_against_each_other(
    one: str, other: str, expected: list[tuple[str, str, list[str]]]
) -> None:
    made = note(wire(4, "Northern Post", one), wire(4, "Southern Post", other))
    assert moments_of(made) == expected


def test_a_disputed_day_stands_among_the_differences_and_the_note_holds() -> None:
    one, other, _ = MOMENTS["two days for one sinking"]
    articles = story(wire(4, "Northern Post", one), wire(4, "Southern Post", other))
    made = note(*(article.text for article in articles))
    assert "| **Day of the sinking** | contradict each other | “Tuesday”" in made.markdown()
    assert verify(made, articles) == []
