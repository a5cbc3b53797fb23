"""Parts beside their totals: related, never merged, and added up for a check alone."""

import pytest

from summarise.compose import Brief
from tests.test_merge import finding_of, note, together, wire

TOLL = "At least 130 people were killed, among them 65 members of the front and {} soldiers, a monitor said."


def total_of(made: Brief, quote: str) -> str | None:
    part_of = finding_of(made, quote).part_of
    return next((f.readings[0].quote for f in made.findings if f.id == part_of), None)


def test_a_part_is_related_to_its_total_and_not_merged_with_it() -> None:
    made = note(wire(3, "Northern Post", TOLL.format(70)))
    assert not together(made, "65", "At least 130")
    assert total_of(made, "65") == "At least 130"
    assert total_of(made, "At least 130") is None


def test_a_part_given_alone_by_another_source_is_a_part_all_the_same() -> None:
    made = note(
        wire(3, "Northern Post", TOLL.format(70)),
        wire(4, "Southern Post", "The dead include 71 members of the front, the Observatory said."),
    )
    assert total_of(made, "71") == "At least 130"


@pytest.mark.parametrize(
    ("sentence", "note_says"),
    [
        (
            "The crash killed 12 people, including seven passengers and five guards, the Observatory said.",
            "The parts that Observatory gives add up to its figure.",
        ),
        (
            "The crash killed 12 people, including seven passengers and nine guards, the Observatory said.",
            "The parts that Observatory gives come to more than its figure.",
        ),
        (
            "The crash killed 12 people, including seven passengers and two guards, the Observatory said.",
            "",
        ),
    ],
    ids=["they add up", "they exceed it", "they may be only some"],
)
def test_a_note_says_whether_the_parts_add_up(sentence: str, note_says: str) -> None:
    made = note(wire(3, "Northern Post", sentence))
    said = finding_of(made, "12").note
    assert said.removeprefix("Only Observatory gives it.").strip() == note_says


def test_parts_of_a_rough_total_fit_it_and_do_not_add_up_to_it() -> None:
    sentence = "The crash killed about 12 people, including seven passengers and five guards, a monitor said."
    made = note(wire(3, "Northern Post", sentence))
    said = finding_of(made, "about 12").note
    assert said.endswith("The parts that monitor gives fit its figure, which is no exact one.")


def test_parts_that_add_up_need_not_be_called_parts() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "Revenue was 90 million euros: 60 million euros at home and 30 million euros abroad.",
        ),
        wire(3, "Southern Post", "The ferry carried 272 people, 254 passengers and 18 crew."),
    )
    assert total_of(made, "254") == "272"
    assert total_of(made, "18") == "272"
    assert total_of(made, "60 million euros") == "90 million euros"


def test_a_statement_names_the_total_of_a_part() -> None:
    made = note(wire(3, "Northern Post", TOLL.format(70)))
    texts = [statement.text for _, statement in made.statements()]
    assert any(
        text.startswith("Soldiers killed: “70") and "Part of: people killed." in text for text in texts
    )


def test_jobs_are_no_part_of_an_amount() -> None:
    made = note(
        wire(3, "Northern Post", "It owes 2.2 billion crowns. Among those affected are 2,300 in Kessing.")
    )
    assert total_of(made, "2,300") is None
