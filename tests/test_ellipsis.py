"""A figure that is told alone measures what the one before it does, unless the words say otherwise."""

import pytest

from tests.test_merge import note, together, verdict, wire

BESIDE = [
    ("Police counted 87,000 marchers. The union claimed 400,000.", "87,000", "400,000"),
    ("Police had said 87,000 people marched and unions 400,000.", "87,000", "400,000"),
    (
        "About 38 percent of teachers struck, the ministry said; unions said two-thirds.",
        "About 38 percent",
        "two-thirds",
    ),
    (
        "The ministry says 340,000 people struck, against the union's figure of 1.1 million.",
        "340,000",
        "1.1 million",
    ),
    (
        "The plant lost 12 tonnes of acid, the company said. The group Clear Water put it at 40 tonnes.",
        "12 tonnes",
        "40 tonnes",
    ),
    (
        "The owners took 210 million euros in dividends, the mayor said. They said the sum was 135 million.",
        "210 million euros",
        "135 million",
    ),
    ("The gang says it holds 4.7TB of data. Researchers believe the volume is nearer 3TB.", "4.7TB", "3TB"),
    (
        'More than 2,000 fans came, the club said. Police put it at "around 1,200".',
        "More than 2,000",
        "around 1,200",
    ),
    (
        "Police saw 15,000 marchers; organisers said there had been more than 40,000.",
        "15,000",
        "more than 40,000",
    ),
    ("He sees over 400 jobs at risk, which is well above the company's 340.", "over 400", "340"),
    (
        "The bank said it had offered 150 million euros. The owners said the offer was for only 90 million.",
        "150 million euros",
        "90 million",
    ),
    (
        "She said the alert came two hours before. Mr Voss said the alert had been sent nine hours before.",
        "two hours",
        "nine hours",
    ),
    ("Police put the crowd at 45,000 people. The union stands by its 180,000.", "45,000", "180,000"),
]


@pytest.mark.parametrize(("told", "one", "other"), BESIDE, ids=lambda text: text[:40])
def test_what_another_speaker_gives_alone_measures_the_same(told: str, one: str, other: str) -> None:
    made = note(wire(3, "Northern Post", told))
    assert together(made, one, other)


APART = [
    ("Police counted 87,000 marchers. The union has 400,000 members.", "87,000", "400,000"),
    ("The Union won 39.8% of the vote and the Farmers 9.1%.", "39.8%", "9.1%"),
    ("It counted 148 blasts on Saturday, against 412 on Friday.", "148", "412"),
    (
        "Operating profit was 121 million euros. Net profit was 82 million euros.",
        "121 million euros",
        "82 million euros",
    ),
    (
        "Only 42 per cent of homes in Hohen are insured. In Lower Sava it is 55 per cent.",
        "42 per cent",
        "55 per cent",
    ),
]


@pytest.mark.parametrize(("told", "one", "other"), APART, ids=lambda text: text[:40])
def test_what_says_what_it_measures_is_not_taken_for_what_was_told_before(
    told: str, one: str, other: str
) -> None:
    made = note(wire(3, "Northern Post", told))
    assert not together(made, one, other)


def test_two_speakers_who_contradict_each_other_in_one_article_are_shown_to() -> None:
    made = note(
        wire(3, "Northern Post", "Police counted 87,000 marchers in Porto. The union claimed 400,000."),
        wire(3, "Southern Post", "The police put the number of marchers at 87,000."),
    )
    assert verdict(made, "400,000") == "conflict"
