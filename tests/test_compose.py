"""The note as a whole: its length, and its headline."""

from pathlib import Path

import pytest

import summarise
from summarise.compose import Written, within
from summarise.values import Section, Statement
from tests.test_merge import note, wire

EXAMPLES = sorted(Path("docs/examples").glob("*.[tm]*"))


def said(words: int) -> Statement:
    return Statement(text=" ".join(["word"] * words), citations=())


def section(heading: str, *lengths: int) -> Section:
    return Section(heading=heading, statements=tuple(map(said, lengths)))


WRITTEN = Written(
    "Title",
    (said(20),),
    (
        section("What the sources say", 10, 30, 10),
        section("Further figures", 10, 10),
        section("Denied, disputed or corrected", 15),
        section("Background", 10),
    ),
)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (10, []),
        (35, [("Denied, disputed or corrected", 1)]),
        (45, [("What the sources say", 1), ("Denied, disputed or corrected", 1)]),
        (55, [("What the sources say", 2), ("Denied, disputed or corrected", 1)]),
        (65, [("What the sources say", 2), ("Further figures", 1), ("Denied, disputed or corrected", 1)]),
        (200, [(s.heading, len(s.statements)) for s in WRITTEN.sections]),
    ],
)
def test_what_is_denied_stays_longest_and_background_goes_first(
    words: int, kept: list[tuple[str, int]]
) -> None:
    short = within(WRITTEN, words)
    assert [(s.heading, len(s.statements)) for s in short.sections] == kept


def test_a_short_note_keeps_its_bottom_line_and_accounts_for_every_figure() -> None:
    articles = summarise.read(EXAMPLES)
    short, long = (summarise.brief(articles, words=words) for words in (50, 5000))
    assert short.bottom_line == long.bottom_line
    assert sum(len(s.statements) for s in short.sections) < sum(len(s.statements) for s in long.sections)
    assert len(short.account) == len(long.account)
    assert summarise.verify(short, articles) == []


def test_a_headline_with_a_figure_that_was_replaced_is_not_that_of_the_note() -> None:
    early = wire(3, "Northern Post", "The flood killed 12 people in the valley, the ministry said.")
    late = wire(5, "Southern Post", "The flood killed 19 people in the valley, the governor said.")
    made = note(
        early.replace("Headline of Northern Post on the day", "Valley flood kills 12 people in the valley"),
        late.replace("Headline of Southern Post on the day", "Valley flood toll rises"),
    )
    assert made.title == "Valley flood toll rises"


def test_a_note_on_many_articles_shows_few_readings_of_each_finding_and_counts_the_rest() -> None:
    articles = [
        wire(
            day,
            f"Outlet {chr(64 + day)}",
            f"The flood killed {day + 40} people in the valley, police in town {chr(64 + day)} said.",
        )
        for day in range(1, 21)
    ]
    made = note(*articles)
    deaths = next(f for f in made.findings if f.measure == "people killed")
    shown = [line for line in made.markdown().splitlines() if "” [" in line and line.startswith("|")]
    assert len(deaths.readings) == 20
    assert len(shown) == 8
    assert "12 further readings in the JSON form." in made.markdown()
    assert ("“60 people" in shown[0], "“41" in shown[-1]) == (True, True)
