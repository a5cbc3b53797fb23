"""Numbers in words and digits, and what only looks like a number, as the inventory gives them."""

from datetime import date
from itertools import pairwise

import pytest

from summarise.figures import find_figures
from summarise.values import plain

REFERENCE = date(2026, 3, 12)


def seen(text: str) -> list[tuple[str, str, str, str]]:
    """Shorten each figure to text, kind, value and unit."""
    rows: list[tuple[str, str, str, str]] = []
    for figure in find_figures(text, REFERENCE):
        low, high = (
            plain(b) if not isinstance(b, str | None) else b or "" for b in (figure.low, figure.high)
        )
        rows.append((figure.text, figure.kind, low if low == high else f"{low}..{high}", figure.unit or ""))
    return rows


SPELLED = {
    "zero": "0",
    "nine": "9",
    "nineteen": "19",
    "forty two": "42",
    "ninety-nine": "99",
    "a hundred": "100",
    "a hundred and one": "101",
    "one hundred one": "101",
    "one hundred and five": "105",
    "twelve hundred": "1200",
    "nineteen hundred": "1900",
    "a thousand": "1000",
    "one thousand and one": "1001",
    "nine thousand nine hundred and ninety-nine": "9999",
    "twenty-one thousand": "21000",
    "five hundred thousand": "500000",
    "three hundred and forty-two thousand six hundred and nine": "342609",
    "two million three hundred thousand": "2300000",
    "two point five million": "2500000",
    "two and a half million": "2500000",
    "one and a quarter million": "1250000",
    "a million and a half": "1500000",
    "half a million": "500000",
    "a half-million": "500000",
    "a quarter of a million": "250000",
    "three-quarters of a million": "750000",
    "two thousand million": "2000000000",
    "one hundred thousand million": "100000000000",
    "a million million": "1000000000000",
    "a dozen": "12",
    "half a dozen": "6",
    "half-a-dozen": "6",
    "a half-dozen": "6",
    "two dozen": "24",
    "a dozen and a half": "18",
    "five lakh": "500000",
    "two crore": "20000000",
}


@pytest.mark.parametrize(("words", "value"), SPELLED.items(), ids=list(SPELLED))
def test_a_number_in_words_has_its_value_and_its_whole_span(words: str, value: str) -> None:
    assert seen(f"Then {words} voters left.") == [(words, "count", value, "person")]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("one two three rebels", [("one", "1"), ("two", "2"), ("three", "3")]),
        ("three twenty rebels", [("three", "3"), ("twenty", "20")]),
        ("twenty twelve rebels", [("twenty", "20"), ("twelve", "12")]),
    ],
)
def test_words_that_make_no_number_together_stay_apart(text: str, figures: list[tuple[str, str]]) -> None:
    assert [(row[0], row[2]) for row in seen(text)] == figures


IN_DIGITS = {
    "1,250": "1250",
    "1,250.5": "1250.5",
    "12,34,567": "1234567",
    "10 000": "10000",
    "1 250 000": "1250000",
    "1.250.000": "1250000",
    "1'250": "1250",
    "1’250": "1250",
    "1\u00a0250": "1250",
    "1\u2009250\u2009000": "1250000",
    "1\u202f250": "1250",
    "1\u200b250": "1250",
    "12\u00ad50": "1250",
    "1\u20602\ufeff50": "1250",
    "١٢٣": "123",
    "१२३": "123",
    "１２３": "123",
    "１，２５０": "1250",
    "𝟙𝟚𝟛": "123",
    "2½": "2.5",
    "2 1/2": "2.5",
    "1.5m": "1500000",
    "300k": "300000",
    "2.4bn": "2400000000",
    ".5 million": "500000",
    "1,5 million": "1500000",
    "12,75 billion": "12750000000",
}


@pytest.mark.parametrize(("digits", "value"), IN_DIGITS.items(), ids=[ascii(digits) for digits in IN_DIGITS])
def test_a_number_in_digits_has_its_value_and_its_whole_span(digits: str, value: str) -> None:
    assert seen(f"Then {digits} voters left.") == [(digits, "count", value, "person")]


RANGES = {
    "10-15 rebels": [("10-15", "count", "10..15", "person")],
    "10–15 rebels": [("10–15", "count", "10..15", "person")],
    "10\u201115 rebels": [("10\u201115", "count", "10..15", "person")],
    "ten to twelve rebels": [("ten to twelve", "count", "10..12", "person")],
    "between five and seven rebels": [("between five and seven", "count", "5..7", "person")],
    "five to ten million rebels": [("five to ten million", "count", "5000000..10000000", "person")],
    "100,000-150,000 rebels": [("100,000-150,000", "count", "100000..150000", "person")],
    "10 or 11 rebels": [("10 or 11", "count", "10..11", "person")],
    "$5-10 million": [("$5-10 million", "money", "5000000..10000000", "USD")],
    "$5 million to $10 million": [("$5 million to $10 million", "money", "5000000..10000000", "USD")],
    "£5,000-£10,000": [("£5,000-£10,000", "money", "5000..10000", "GBP")],
    "10-15%": [("10-15%", "percent", "10..15", "%")],
    "10% to 15%": [("10% to 15%", "percent", "10..15", "%")],
    ".5-.7 percent": [(".5-.7 percent", "percent", "0.5..0.7", "%")],
    "5 km to 10 km": [("5 km to 10 km", "measure", "5..10", "km")],
    "a 5- to 10-kilometre stretch": [("5- to 10-kilometre", "measure", "5..10", "km")],
    "two- to three-year terms": [("two- to three-year", "duration", "2..3", "year")],
    "0 to 0 million rebels": [("0", "count", "0", ""), ("0 million", "count", "0", "person")],
}


@pytest.mark.parametrize(("text", "figures"), RANGES.items(), ids=[ascii(text) for text in RANGES])
def test_a_range_is_one_figure_with_both_ends(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    assert seen(text) == figures


AMOUNTS = {
    "It cost $.50.": [("$.50", "money", "0.5", "USD")],
    "It cost 500€.": [("500€", "money", "500", "EUR")],
    "It cost 5 € a day.": [("5 €", "money", "5", "EUR")],
    "It cost $5 €6.": [("$5", "money", "5", "USD"), ("€6", "money", "6", "EUR")],
    "It cost Rs. 500 crore.": [("Rs. 500 crore", "money", "5000000000", "INR")],
    "It cost Rs.500.": [("Rs.500", "money", "500", "INR")],
    "Rates rose .5 percent.": [(".5 percent", "percent", "0.5", "%")],
    "Rates rose 5,25 per cent.": [("5,25 per cent", "percent", "5.25", "%")],
    "It took an hour and a half.": [("an hour and a half", "duration", "1.5", "hour")],
    "It took half an hour.": [("half an hour", "duration", "0.5", "hour")],
    "It began half a century ago.": [("half a century", "duration", "0.5", "century")],
    "It is half a mile off.": [("half a mile", "measure", "0.5", "mi")],
    "It is 10 km² in size.": [("10 km²", "measure", "10", "km²")],
    "Call it two-thirds of voters.": [("two-thirds", "fraction", "0.6667", "person")],
}


@pytest.mark.parametrize(("text", "figures"), AMOUNTS.items(), ids=list(AMOUNTS))
def test_an_amount_keeps_sign_point_and_unit(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    assert seen(text) == figures


LOOKALIKES = {
    "Version 3.10.2 is out.": ["3.10.2"],
    "The host 192.168.0.1 failed.": ["192.168.0.1"],
    "Call 1-800-555-0199 now.": ["1-800-555-0199"],
    "Call +44 20 7946 0958 now.": ["+44 20 7946 0958"],
    "Call 020 7946 0958 now.": ["020 7946 0958"],
    "Call (555) 010-4477 now.": ["(555) 010-4477"],
    "It is ISBN 978-3-16-148410-0 there.": ["978-3-16-148410-0"],
    "They flew on Flight 8501 home.": ["Flight 8501"],
    "They flew a Boeing 737-800 home.": ["Boeing 737-800"],
    "They flew an Airbus A320-200 home.": ["A320-200"],
    "A T-72 tank and an F-16 jet": ["T-72", "F-16"],
    "The H5N1 and H1N1 strains": ["H5N1", "H1N1"],
    "The COVID-19 wave": ["COVID-19"],
    "The G20 and the G7 met.": ["G20", "G7"],
    "A 5G mast and a 4K screen": ["5G", "4K"],
    "The iPhone 15 and Windows 11": ["iPhone 15", "Windows 11"],
    "The 9/11 attacks and 24/7 care": ["9/11", "24/7"],
    "See https://example.org/2024/11/28?n=5 there.": ["https://example.org/2024/11/28?n=5"],
    "Write to desk24@example.org now.": ["desk24@example.org"],
    "Seen by @user99 under #goal2030 there": ["@user99", "#goal2030"],
    "He lives in Room 101 there.": ["Room 101"],
    "Agent 007 came.": ["007"],
    "Odd signs ①② and 10²": ["①②", "10", "²"],
    "No one came, and every one left.": ["one", "one"],
    "They helped one another.": ["one"],
    "A one-sided match": ["one"],
    "First, he left.": ["First"],
}


@pytest.mark.parametrize(("text", "names"), LOOKALIKES.items(), ids=list(LOOKALIKES))
def test_what_only_looks_like_a_number_is_a_name(text: str, names: list[str]) -> None:
    rows = seen(text)

    assert [row[0] for row in rows] == names
    assert {row[1] for row in rows if row[0] != "10"} == {"identifier"}


TIMES_AND_SCORES = {
    "It began at 10:30.": [("10:30", "time", "10:30", "")],
    "It began at 10:30:15.": [("10:30:15", "time", "10:30", "")],
    "It began at 5 p.m. on time.": [("5 p.m.", "time", "17:00", "")],
    "It began at 12 a.m. sharp.": [("12 a.m.", "time", "00:00", "")],
    "It began at 0600 GMT.": [("0600 GMT", "time", "06:00", "")],
    "They won 3-1.": [("3-1", "score", "", "")],
    "The vote was 52-48.": [("52-48", "score", "", "")],
    "They won 6-4, 7-5.": [("6-4", "score", "", ""), ("7-5", "score", "", "")],
    "He was the second man.": [("second", "ordinal", "2", "")],
    "He waited one second.": [("one second", "duration", "1", "second")],
    "He waited 30 seconds.": [("30 seconds", "duration", "30", "second")],
    "One man died.": [("One", "count", "1", "person")],
    "It hit one in five people.": [("one in five", "fraction", "0.2", "person")],
}


@pytest.mark.parametrize(("text", "figures"), TIMES_AND_SCORES.items(), ids=list(TIMES_AND_SCORES))
def test_times_scores_and_seconds_are_told_apart(text: str, figures: list[tuple[str, str, str, str]]) -> None:
    assert seen(text) == figures


@pytest.mark.parametrize("text", ["0L0", "5L0 x", "EUR5L0", "10 km 5L7"])
def test_a_name_never_reaches_back_into_the_figure_before_it(text: str) -> None:
    figures = find_figures(text)

    assert all(one.end <= other.start for one, other in pairwise(figures))


@pytest.mark.parametrize(
    "text", ["1–²", "²-²", "1/²", "²/2024", "20²4-11-28", "1 or ²", "No. ²", "between ¹ and ²"]
)
def test_superscripts_are_no_decimal_digits(text: str) -> None:
    assert all(text[figure.start : figure.end] == figure.text for figure in find_figures(text, REFERENCE))
