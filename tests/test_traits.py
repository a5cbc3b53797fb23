"""What is read of an article to tell its event from others."""

from datetime import date

import pytest

from summarise.article import parse
from summarise.traits import Traits, key_of, traits_of

REPORT = """\
The Halden Post
Sunday, 8 March 2026

Rovers sink Brackley

Kojo Osei's header gave Rovers a 2-1 win over Brackley Town on Saturday. Goats stopped play for six minutes.

The crowd was 11,204, said Lena Huth. The Halden Post asked Kojo Osei about the match of 21 February.
"""


def traits(text: str) -> Traits:
    (one,) = traits_of([parse(text, "a.txt", "a1")])
    return one


def test_names_weigh_by_how_often_and_where_they_stand() -> None:
    weights = traits(REPORT).names
    assert {name: round(weights[key_of(name)], 2) for name in ("Osei", "Brackley", "Town", "Huth")} == {
        "Osei": 2.2,
        "Brackley": 1.95,
        "Town": 1.3,
        "Huth": 1.0,
    }


def test_a_word_that_another_article_writes_small_is_no_name_at_the_start_of_a_sentence() -> None:
    other = parse("Title\n\nThe goats came to the town on 3 May 2026 and left.\n", "b.txt", "a2")
    one, _ = traits_of([parse(REPORT, "a.txt", "a1"), other])
    assert (key_of("Goats") in traits(REPORT).names, key_of("Goats") in one.names) == (True, False)


def test_days_are_resolved_and_those_of_the_first_sentences_stand_apart() -> None:
    one = traits(REPORT)
    assert one.written == date(2026, 3, 8).toordinal()
    assert one.lead_days == {date(2026, 3, 7).toordinal()}
    assert one.days == {date(2026, 3, 7).toordinal(), date(2026, 2, 21).toordinal()}


def test_figures_are_those_that_two_articles_hardly_give_by_chance() -> None:
    assert traits(REPORT).figures == {"2-1": "2-1", "11204": "11,204"}


def test_people_are_those_in_the_lead_or_named_again() -> None:
    assert key_of("Osei") in traits(REPORT).people
    assert key_of("Huth") not in traits(REPORT).people


def test_the_outlet_is_no_name_of_the_event() -> None:
    assert "Halden Post" not in traits(REPORT).forms.values()


def test_words_with_a_capital_are_names_and_no_words() -> None:
    assert traits(REPORT).words.keys() == set("sink header win stop pla six minut crowd ask match".split())


@pytest.mark.parametrize(
    "text",
    ["x\n", "# Only a title\n", "Title\n\n" + "(" * 20_000, "Title\n\n" + "A. " * 5_000, "1\u200b2 \u202e\n"],
    ids=["a letter", "a title", "brackets", "full stops", "invisible"],
)
def test_any_text_has_traits(text: str) -> None:
    assert traits(text).lead_days == frozenset()
