"""Date phrases against the day on which they were written."""

from datetime import date

import pytest

from summarise.figures import find_figures

THURSDAY = date(2026, 3, 12)


def dates(
    text: str, reference: date | None = THURSDAY
) -> list[tuple[str, str | None, str | None, str | None]]:
    """Shorten each date to text, bounds and grain."""
    return [
        (
            figure.text,
            low if isinstance(low, str | None) else "",
            high if isinstance(high, str | None) else "",
            figure.grain,
        )
        for figure in find_figures(text, reference)
        if figure.kind == "date"
        for low, high in [(figure.low, figure.high)]
    ]


DAYS = {
    "He came today.": ("today", "2026-03-12"),
    "He came yesterday.": ("yesterday", "2026-03-11"),
    "He came the day before yesterday.": ("day before yesterday", "2026-03-10"),
    "He comes tomorrow.": ("tomorrow", "2026-03-13"),
    "He comes the day after tomorrow.": ("day after tomorrow", "2026-03-14"),
    "In today's vote he won.": ("today's", "2026-03-12"),
    "He came this morning.": ("this morning", "2026-03-12"),
    "He came last night.": ("last night", "2026-03-11"),
    "He came on Thursday.": ("Thursday", "2026-03-12"),
    "He came on Friday.": ("Friday", "2026-03-06"),
    "He came on Monday morning.": ("Monday morning", "2026-03-09"),
    "He came last Thursday.": ("last Thursday", "2026-03-05"),
    "He comes next Thursday.": ("next Thursday", "2026-03-19"),
    "He will come on Monday.": ("Monday", "2026-03-16"),
    "It was due on Monday.": ("Monday", "2026-03-16"),
    "The centre expects it to make landfall early on Saturday.": ("Saturday", "2026-03-14"),
    "The rate would rise on Monday.": ("Monday", "2026-03-16"),
    "He declared three days of mourning from Monday.": ("Monday", "2026-03-16"),
    "She said on Monday it would rise.": ("Monday", "2026-03-09"),
    "He called a general strike for Monday.": ("Monday", "2026-03-16"),
    "The vote on Monday was close.": ("Monday", "2026-03-09"),
    "Monday's vote was close.": ("Monday's", "2026-03-09"),
    "Monday’s vote was close.": ("Monday’s", "2026-03-09"),
    "He came two days ago.": ("two days ago", "2026-03-10"),
    "He came a week ago.": ("a week ago", "2026-03-05"),
    "He came a fortnight ago.": ("a fortnight ago", "2026-02-26"),
    "He came 100 days ago.": ("100 days ago", "2025-12-02"),
    "He came on 28 November 2024.": ("28 November 2024", "2024-11-28"),
    "He came on November 28, 2024.": ("November 28, 2024", "2024-11-28"),
    "He came on Nov. 28, 2024.": ("Nov. 28, 2024", "2024-11-28"),
    "He came on the 28th of November 2024.": ("28th of November 2024", "2024-11-28"),
    "He came on Thursday, 28 November 2024.": ("Thursday, 28 November 2024", "2024-11-28"),
    "He came on Thu, 28 Nov 2024.": ("Thu, 28 Nov 2024", "2024-11-28"),
    "He came on 2024-11-28.": ("2024-11-28", "2024-11-28"),
    "He came on 2024/11/28.": ("2024/11/28", "2024-11-28"),
    "He came on 28.11.2024.": ("28.11.2024", "2024-11-28"),
    "He came on 28/11/2024.": ("28/11/2024", "2024-11-28"),
    "He came on 28-11-2024.": ("28-11-2024", "2024-11-28"),
    "He came on 11/28/2024.": ("11/28/2024", "2024-11-28"),
    "He came on ٢٨/١١/٢٠٢٤.": ("٢٨/١١/٢٠٢٤", "2024-11-28"),
    "He came on December 31.": ("December 31", "2025-12-31"),
    "He came on 1 January.": ("1 January", "2026-01-01"),
    "He pays by 30 April.": ("30 April", "2026-04-30"),
    "He will come on 30 September.": ("30 September", "2026-09-30"),
    "He came on 30 September.": ("30 September", "2025-09-30"),
    "He came on 29 February 2024.": ("29 February 2024", "2024-02-29"),
    "He came on February 29.": ("February 29", "2024-02-29"),
    "He will come on February 29.": ("February 29", "2028-02-29"),
}


@pytest.mark.parametrize(("text", "expected"), DAYS.items(), ids=list(DAYS))
def test_a_day_is_resolved_against_the_day_of_writing(text: str, expected: tuple[str, str]) -> None:
    surface, day = expected

    assert dates(text) == [(surface, day, day, "day")]


SPANS = {
    "From March 3-5 it rained.": ("March 3-5", "2026-03-03", "2026-03-05", "day"),
    "From 3-5 March it rained.": ("3-5 March", "2026-03-03", "2026-03-05", "day"),
    "On 24 and 25 March it rained.": ("24 and 25 March", "2026-03-24", "2026-03-25", "day"),
    "It rained between March 3 and 5.": ("March 3 and 5", "2026-03-03", "2026-03-05", "day"),
    "It rained Nov 28 to Dec 3.": ("Nov 28 to Dec 3", "2025-11-28", "2025-12-03", "day"),
    "It rained December 28-January 3.": ("December 28-January 3", "2025-12-28", "2026-01-03", "day"),
    "It rained this week.": ("this week", "2026-03-09", "2026-03-15", "week"),
    "It rained last week.": ("last week", "2026-03-02", "2026-03-08", "week"),
    "It rained last month.": ("last month", "2026-02", "2026-02", "month"),
    "It rained three months ago.": ("three months ago", "2025-12", "2025-12", "month"),
    "It rained in December.": ("December", "2025-12", "2025-12", "month"),
    "It must end by April.": ("April", "2026-04", "2026-04", "month"),
    "It rained in November 2024.": ("November 2024", "2024-11", "2024-11", "month"),
    "It rained in late November.": ("late November", "2025-11", "2025-11", "month"),
    "It rose last quarter.": ("last quarter", "2025-Q4", "2025-Q4", "quarter"),
    "It rose in Q3 2024.": ("Q3 2024", "2024-Q3", "2024-Q3", "quarter"),
    "It rose in Q3-2024.": ("Q3-2024", "2024-Q3", "2024-Q3", "quarter"),
    "It rose in the third quarter of 2024.": ("third quarter of 2024", "2024-Q3", "2024-Q3", "quarter"),
    "It rose in the first half of 2025.": ("first half of 2025", "2025-H1", "2025-H1", "half"),
    "It rose in the summer of 2024.": ("summer of 2024", "2024", "2024", "season"),
    "It rose in 2019.": ("2019", "2019", "2019", "year"),
    "It rose in mid-2024.": ("mid-2024", "2024", "2024", "year"),
    "It rose in 2012-2016.": ("2012-2016", "2012", "2016", "year"),
    "It rose in 2024-25.": ("2024-25", "2024", "2025", "year"),
    "It rose between 2019 and 2021.": ("between 2019 and 2021", "2019", "2021", "year"),
    "It rose last year.": ("last year", "2025", "2025", "year"),
    "It rises next year.": ("next year", "2027", "2027", "year"),
    "It rose two years ago.": ("two years ago", "2024", "2024", "year"),
    "It rose a decade ago.": ("a decade ago", "2016", "2016", "year"),
    "It rose in the 1990s.": ("1990s", "1990", "1999", "decade"),
    "It rose in the '90s.": ("'90s", "1990", "1999", "decade"),
    "It rose in the 80s.": ("80s", "1980", "1989", "decade"),
}


@pytest.mark.parametrize(("text", "expected"), SPANS.items(), ids=list(SPANS))
def test_a_longer_time_has_its_bounds_and_grain(text: str, expected: tuple[str, str, str, str]) -> None:
    assert dates(text) == [expected]


@pytest.mark.parametrize(
    ("reference", "text", "day"),
    [
        (date(2026, 1, 2), "It rained on December 31.", "2025-12-31"),
        (date(2026, 1, 2), "It rained on Wednesday.", "2025-12-31"),
        (date(2025, 12, 30), "It will rain on January 2.", "2026-01-02"),
        (date(2025, 12, 30), "It will rain on Friday.", "2026-01-02"),
        (date(2024, 2, 29), "It rained today.", "2024-02-29"),
        (date(2024, 3, 1), "It rained yesterday.", "2024-02-29"),
        (date(2023, 3, 1), "It rained yesterday.", "2023-02-28"),
        (date(2024, 3, 2), "It rained on February 29.", "2024-02-29"),
    ],
)
def test_a_day_crosses_the_turn_of_a_year_and_a_leap_day(reference: date, text: str, day: str) -> None:
    assert [row[1:3] for row in dates(text, reference)] == [(day, day)]


def notes(text: str, reference: date | None = THURSDAY) -> list[tuple[str, str | None]]:
    return [
        (figure.text, figure.note)
        for figure in find_figures(text, reference)
        if figure.kind == "date" and figure.low is None
    ]


UNDATED = "no date of publication to resolve it against"
UNRESOLVED = {
    "He came on Thursday.": ("Thursday", UNDATED),
    "He came yesterday.": ("yesterday", UNDATED),
    "He came two days ago.": ("two days ago", UNDATED),
    "He came last week.": ("last week", UNDATED),
    "He came on 28 November.": ("28 November", "the year is not stated"),
    "He came in March.": ("March", "the year is not stated"),
}


@pytest.mark.parametrize(("text", "expected"), UNRESOLVED.items(), ids=list(UNRESOLVED))
def test_without_a_day_of_writing_a_relative_date_says_that_it_is_open(
    text: str, expected: tuple[str, str]
) -> None:
    assert notes(text, None) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He came on 11/12/2024.", ("11/12/2024", "day and month cannot be told apart")),
        ("He came on February 29, 2023.", ("February 29, 2023", "the calendar has no such day")),
        ("He came 5000 years ago.", ("5000 years ago", "too far back for a calendar")),
    ],
)
def test_a_day_that_cannot_be_known_is_not_made_up(text: str, expected: tuple[str, str]) -> None:
    assert notes(text) == [expected]


def test_a_weekday_that_does_not_fit_its_date_is_told() -> None:
    (figure,) = find_figures("He came on Thursday, March 13, 2026.", THURSDAY)

    assert figure.note == "the weekday named does not fit 2026-03-13"


@pytest.mark.parametrize(
    "text",
    [
        "May he rest in peace.",
        "You may leave now.",
        "They march to the capital.",
        "Mrs May said so.",
        "March on, he cried.",
        "He sat in the sun.",
        "Jan Smith said so.",
        "They left Mar-a-Lago.",
        "A second chance is rare.",
        "We fall and spring up.",
    ],
)
def test_a_word_that_is_also_a_month_a_day_or_a_season_is_no_date(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "In 2,024 homes it rained.",
        "Some 2024 homes burned.",
        "It cost $2024.",
        "It has 2000 people.",
        "It fell 1990 metres.",
    ],
)
def test_a_number_that_could_be_a_year_and_counts_something_is_none(text: str) -> None:
    assert dates(text) == []


@pytest.mark.parametrize("reference", [date(1500, 1, 1), date(1600, 2, 29), date(2199, 12, 31)])
@pytest.mark.parametrize(
    "text",
    [
        "yesterday",
        "tomorrow",
        "next Monday",
        "last week",
        "next year",
        "30 years ago",
        "in December",
        "on 29 February",
        "1-5 May",
    ],
)
def test_dates_in_the_first_and_the_last_year_are_read_without_a_crash(text: str, reference: date) -> None:
    assert [figure.text for figure in find_figures(f"It was {text}.", reference)] != []
