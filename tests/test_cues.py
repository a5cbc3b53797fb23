"""What a figure measures, told by the words of its sentence and what it leaves out of them."""

import pytest

from summarise.article import parse
from summarise.candidates import Candidate
from summarise.extract import extract
from summarise.story import inventory
from summarise.thesaurus import CONCEPT_WORDS
from tests.test_merge import wire


def read(text: str) -> dict[str, Candidate]:
    """Return the readings of an article of one paragraph by their quotes."""
    article = parse(wire(3, "Northern Post", text), "a.txt", "a1")
    return {
        candidate.reading.quote: candidate for candidate in extract(article, inventory(article)).candidates
    }


CONCEPTS = {
    "how far and where to": ("Net profit dropped 16% to 82 million euros.", "82 million euros", "profit"),
    "two objects of one verb": ("The navy fired 132 drones and 14 missiles.", "14", "launched"),
    "a value that is compared": (
        "The firm made a profit of 158 million euros, beating the 147 million expected by analysts.",
        "147 million",
        "profit",
    ),
    "a crowd that was drawn": ("The rally drew 30,000 people.", "30,000", "attendance"),
    "those under the mud": ("He believed 33 of our citizens were under the mud.", "33", "missing"),
    "those who were lost": ("He spoke of the three people we have lost.", "three", "deaths"),
    "a list that leaves its verb out": (
        "In Santa Rita 41,000 people marched, in Almada 36,000.",
        "36,000",
        "attendance",
    ),
    "two kinds in turn": (
        "The coalition won 40.1% of the votes and 66 mandates, the Union 38.9% and 64.",
        "38.9%",
        "vote",
    ),
    "a heading in its paragraph": (
        "Displaced persons. 702 persons stay in three centres.",
        "702",
        "displaced",
    ),
}
NOT_CONCEPTS = {
    "clients who left": ("We have lost 200 clients.", "200", "deaths"),
    "waste that is processed": ("The processing of 40% of the waste is late.", "40%", "counted"),
    "the height of a list": ("The list had 46 names at its height.", "46", "height"),
    "a stadium's capacity is nobody aboard": ("The stadium has a capacity of 45,000.", "45,000", "aboard"),
    "helicopters are no area": ("The army sent two helicopters to the area.", "two", "area"),
    "tanks that hold diesel are no stake": ("Three tanks holding diesel were on fire.", "Three", "stake"),
    "what it is of is said": (
        "It made a profit of 82 million euros after 37 million in one-off items.",
        "37 million",
        "profit",
    ),
    "beyond a turn of the sentence": (
        "Profit was better than expected, but its shares fell 6.1% by noon.",
        "6.1%",
        "profit",
    ),
}


@pytest.mark.parametrize(("text", "quote", "concept"), CONCEPTS.values(), ids=CONCEPTS.keys())
def test_what_a_figure_leaves_out_is_told_by_its_neighbours(text: str, quote: str, concept: str) -> None:
    assert read(text)[quote].cues.concept == concept


@pytest.mark.parametrize(("text", "quote", "concept"), NOT_CONCEPTS.values(), ids=NOT_CONCEPTS.keys())
def test_what_a_figure_cannot_be_it_is_not_called(text: str, quote: str, concept: str) -> None:
    assert read(text)[quote].cues.concept != concept


def test_a_word_names_one_concept() -> None:
    words = [word for said in CONCEPT_WORDS.values() for word in said.split()]
    assert [word for word in set(words) if words.count(word) > 1] == []


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("The bloc has 27 member states.", "state"),
        ("He played 159 official matches.", "match"),
        ("They hold 20 patient records.", "record"),
        ("About 40 police officers came.", "person"),
    ],
)
def test_a_word_for_one_person_before_a_noun_is_not_what_is_counted(text: str, noun: str) -> None:
    (candidate,) = read(text).values()
    assert candidate.cues.noun == noun


def test_what_stands_before_a_joint_is_not_said_of_the_figure_behind_it() -> None:
    found = read("The navy fired 132 drones and 14 missiles.")
    assert "dron" not in found["14"].cues.words
    assert "missil" not in found["132"].cues.words


NOUNS = {
    "two adjectives": (
        "Data of 2.6 million current and former patients were copied.",
        "2.6 million",
        "person",
    ),
    "a crowd": ("Police put the crowd at 45,000.", "45,000", "person"),
    "names on a list": ("His list of the missing now has 58 names.", "58", "person"),
    "those who fell ill are cases": ("At least 112 people have fallen ill.", "At least 112", "case"),
    "a time behind the number": (
        "It offers more than the 120 million announced two weeks ago.",
        "120 million",
        None,
    ),
    "one in a headline": ("Ferry sinks: 1 missing", "1", "person"),
}


@pytest.mark.parametrize(("text", "quote", "noun"), NOUNS.values(), ids=NOUNS.keys())
def test_what_is_counted_is_told_also_where_the_noun_is_far_or_left_out(
    text: str, quote: str, noun: str | None
) -> None:
    assert read(text)[quote].cues.noun == noun


def test_the_month_of_may_and_targets_that_are_hit_are_no_plans() -> None:
    assert read("Turnout published on 17 May was 71.8%.")["71.8%"].cues.status is None
    assert read("The army struck fuel targets with 85 drones.")["85"].cues.status is None
    assert read("The target is 2%.")["2%"].cues.status == "ahead"
    assert read("It may cut 900 jobs.")["900"].cues.concept == "job cuts"


def test_a_place_is_read_behind_of_and_with_its_hyphen() -> None:
    found = read("In the border town of Ulm-Tarnow four people were killed.")
    assert found["four"].cues.place == {"border", "town", "ulm", "tarnow"}


def test_a_share_of_the_count_is_not_the_share_of_a_party() -> None:
    found = read("With 54% counted: Greens 35.2%, Liberals 32.9%.")
    assert [found[quote].cues.concept for quote in ("54%", "35.2%", "32.9%")] == ["counted", None, None]


def test_what_a_number_is_compared_with_is_the_one_like_it_in_size() -> None:
    found = read(
        "They found 463 homes destroyed and 81 damaged, lower than the 510 that the agency had reported."
    )
    assert found["510"].cues.concept == "destroyed"
    assert found["510"].told_beside == found["463"].reading.figure
    assert not found["510"].cues.former  # it may be another's, which nobody took back


@pytest.mark.parametrize(
    "text",
    [
        "It freed 400 people, the most since the war broke out in 2023.",
        "The board voted 400 to 2, the fourth cut since 2023.",
    ],
)
def test_the_year_since_which_something_is_the_most_is_not_that_of_the_figure(text: str) -> None:
    assert next(iter(read(text).values())).cues.period is None


HOURS = {
    "an hour of its sentence": ("Turnout was 49.6% at 4 p.m. on the island.", "49.6%", 16 * 60),
    "a part of the day": ("The shares were down 5% in the morning.", "5%", 9 * 60),
    "close to is no hour": ("Police said close to 400 people were held.", "close to 400", None),
    "the hour of another number": ("Police counted 40 cars, and at noon 90 lorries.", "40", None),
}


@pytest.mark.parametrize(("text", "quote", "minute"), HOURS.values(), ids=HOURS.keys())
def test_the_hour_that_a_figure_speaks_for_is_read(text: str, quote: str, minute: int | None) -> None:
    assert read(text)[quote].cues.minute == minute


def test_a_figure_of_a_live_page_speaks_for_the_hour_of_its_entry() -> None:
    entries = (
        "01:10 Now 71 stations are in.\n\n23:40 Now 54 stations are in.\n\n22:15 Now 33 stations are in."
    )
    found = read(entries)
    assert [found[quote].cues.minute for quote in ("71", "54", "33")] == [
        25 * 60 + 10,
        23 * 60 + 40,
        22 * 60 + 15,
    ]


def test_two_hours_in_a_report_do_not_make_it_a_live_page() -> None:
    found = read(
        "01:10 Now 71 stations are in.\n\n23:40 Now 54 stations are in.\n\nThe mayor counted 33 buses."
    )
    assert found["33"].cues.minute is None
