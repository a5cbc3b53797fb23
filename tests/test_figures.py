"""Sentences of our own, each with every figure that it holds."""

from datetime import date

import pytest

from summarise.figures import find_figures
from summarise.values import plain

REFERENCE = date(2026, 3, 12)  # a Thursday


def seen(text: str) -> list[tuple[str, ...]]:
    """Shorten each figure to text, kind, value, unit, qualifier; what is usual is left out."""
    rows = []
    for figure in find_figures(text, REFERENCE):
        low, high = (plain(b) if not isinstance(b, str | None) else b for b in (figure.low, figure.high))
        value = "" if low is None else low if low == high else f"{low}..{high}"
        row = (figure.text, figure.kind, value, figure.unit or "")
        rows.append(row if figure.qualifier == "exact" else (*row, figure.qualifier))
    return rows


COUNTS = {
    "At least 130 people died.": [("At least 130", "count", "130", "person", "at_least")],
    "Police held 1,250 protesters.": [("1,250", "count", "1250", "person")],
    "The army took 32 villages and two towns.": [
        ("32", "count", "32", "village"),
        ("two", "count", "2", "town"),
    ],
    "More than 50 regime-held villages fell.": [("More than 50", "count", "50", "village", "more_than")],
    "Some 10 000 homes lost power.": [("Some 10 000", "count", "10000", "home", "about")],
    "Around two hundred and fifty thousand voters stayed home.": [
        ("Around two hundred and fifty thousand", "count", "250000", "person", "about")
    ],
    "Half a million tonnes of grain": [("Half a million tonnes", "measure", "500000", "t")],
    "It sold one and a half million cars.": [("one and a half million", "count", "1500000", "car")],
    "Twenty-five schools closed.": [("Twenty-five", "count", "25", "school")],
    "A dozen houses burned.": [("A dozen", "count", "12", "house")],
    "More than two dozen flights were cancelled.": [
        ("More than two dozen", "count", "24", "flight", "more_than")
    ],
    "Between 20 and 30 boats sank.": [("Between 20 and 30", "count", "20..30", "boat")],
    "Rescuers found 10-15 bodies.": [("10-15", "count", "10..15", "person")],
    "Rescuers found 10 to 15 bodies.": [("10 to 15", "count", "10..15", "person")],
    "The toll rose from 12 to 17.": [("12", "count", "12", "person"), ("17", "count", "17", "person")],
    "Five or six shots were heard.": [("Five or six", "count", "5..6", "shot")],
    "There were 50-plus arrests.": [("50-plus", "count", "50", "person", "at_least")],
    "There were 200+ complaints.": [("200+", "count", "200", "complaint", "at_least")],
    "It cut 300 or more jobs.": [("300 or more", "count", "300", "job", "at_least")],
    "No fewer than 40 of the 65 seats": [
        ("No fewer than 40", "count", "40", "seat", "at_least"),
        ("65", "count", "65", "seat"),
    ],
    "As many as 1.2 million users were hit.": [
        ("As many as 1.2 million", "count", "1200000", "person", "at_most")
    ],
    "The app has 300k users.": [("300k", "count", "300000", "person")],
    "It shipped 5m phones.": [("5m", "count", "5000000", "phone")],
    "Fewer than 100 cases were confirmed.": [("Fewer than 100", "count", "100", "case", "less_than")],
    "It lost 10 " + "of the " * 2000 + ".": [("10", "count", "10", "")],
    "It reads 1 to 0 million.": [("1", "count", "1", ""), ("0 million", "count", "0", "")],
    "An estimated 3,000 people fled.": [("An estimated 3,000", "count", "3000", "person", "about")],
    "At least another 14 people were hurt.": [("At least another 14", "count", "14", "person", "at_least")],
    "17 killed, 40 injured in blast": [("17", "count", "17", "person"), ("40", "count", "40", "person")],
    "India gave 2.5 lakh doses and 12,34,567 masks.": [
        ("2.5 lakh", "count", "250000", "dose"),
        ("12,34,567", "count", "1234567", "mask"),
    ],
    "one soldier and three women": [("one", "count", "1", "person"), ("three", "count", "3", "person")],
}
OTHERS = {
    "It covers 400 square kilometres (154 square miles).": [
        ("400 square kilometres", "measure", "400", "km²"),
        ("154 square miles", "measure", "154", "mi²"),
    ],
    "within 5 km of the centre": [("within 5 km", "measure", "5", "km", "at_most")],
    "a 5m wave and a 100m race": [("5m", "measure", "5", "m"), ("100m", "measure", "100", "m")],
    "Winds of 120 mph (195 km/h) blew.": [
        ("120 mph", "measure", "120", "mph"),
        ("195 km/h", "measure", "195", "km/h"),
    ],
    "It reached 41.5C, or 41.5 degrees Celsius.": [
        ("41.5C", "measure", "41.5", "°C"),
        ("41.5 degrees Celsius", "measure", "41.5", "°C"),
    ],
    "minus 5°C": [("minus 5°C", "measure", "-5", "°C")],
    "A magnitude 7.8 quake and a 6.1-magnitude aftershock": [
        ("magnitude 7.8", "measure", "7.8", "magnitude"),
        ("6.1-magnitude", "measure", "6.1", "magnitude"),
    ],
    "a Category 4 storm": [("Category 4", "measure", "4", "category")],
    "8-10 inches of rain": [("8-10 inches", "measure", "8..10", "in")],
    "a 3-kilometre-long queue": [("3-kilometre", "measure", "3", "km")],
    "It cost $4.5 billion.": [("$4.5 billion", "money", "4500000000", "USD")],
    "more than $4.5bn": [("more than $4.5bn", "money", "4500000000", "USD", "more_than")],
    "US$1.5m, A$3 million and $US20": [
        ("US$1.5m", "money", "1500000", "USD"),
        ("A$3 million", "money", "3000000", "AUD"),
        ("$US20", "money", "20", "USD"),
    ],
    "EUR 2.4bn or 2.4 billion euros": [
        ("EUR 2.4bn", "money", "2400000000", "EUR"),
        ("2.4 billion euros", "money", "2400000000", "EUR"),
    ],
    "$1.5bn-$2bn": [("$1.5bn-$2bn", "money", "1500000000..2000000000", "USD")],
    "between £10 and £15 million": [("between £10 and £15 million", "money", "10000000..15000000", "GBP")],
    "185 million guilders": [("185 million guilders", "money", "185000000", "guilder")],
    "6.2 billion marks": [("6.2 billion marks", "money", "6200000000", "mark")],
    "10 marks": [("10", "count", "10", "mark")],
    "500 million rupees ($6m)": [
        ("500 million rupees", "money", "500000000", "INR"),
        ("$6m", "money", "6000000", "USD"),
    ],
    "three million US dollars": [("three million US dollars", "money", "3000000", "USD")],
    "up 4.5% and 12 per cent": [("4.5%", "percent", "4.5", "%"), ("12 per cent", "percent", "12", "%")],
    "5% to 7%": [("5% to 7%", "percent", "5..7", "%")],
    "rose from 5% to 7%": [("5%", "percent", "5", "%"), ("7%", "percent", "7", "%")],
    "0.25 percentage points, 25 basis points": [
        ("0.25 percentage points", "percent", "0.25", "pp"),
        ("25 basis points", "percent", "25", "bp"),
    ],
    "about two-thirds of voters": [("about two-thirds", "fraction", "0.6667", "person", "about")],
    "nearly half of the crops": [("nearly half", "fraction", "0.5", "crop", "about")],
    "One in five patients died.": [("One in five", "fraction", "0.2", "person")],
    "a quarter of the budget": [("a quarter", "fraction", "0.25", "")],
    "a 37-year-old man, and a girl aged 12": [
        ("37-year-old", "age", "37", "year"),
        ("12", "age", "12", "year"),
    ],
    "Maria Oduya, 34, was there.": [("34", "age", "34", "year")],
    "Two men, aged 19 and 34, died.": [
        ("Two", "count", "2", "person"),
        ("19", "age", "19", "year"),
        ("34", "age", "34", "year"),
    ],
    "Some of the dead were under 18.": [("under 18", "age", "18", "year", "less_than")],
    "The air held 48 parts per million.": [("48 parts per million", "measure", "48", "ppm")],
    "said Jochen Brandl (44).": [("44", "age", "44", "year")],
    "Ormerod, who is 38 and tired": [("38", "age", "38", "year")],
    "Some 1,386 Dalmorians voted.": [("Some 1,386", "count", "1386", "person", "about")],
    "a three-day truce after two weeks of talks": [
        ("three-day", "duration", "3", "day"),
        ("two weeks", "duration", "2", "week"),
    ],
    "over the past two days of fighting": [("two days", "duration", "2", "day")],
    "It lasted more than 24 hours.": [("more than 24 hours", "duration", "24", "hour", "more_than")],
    "at 10:30 and 5 p.m. on Monday": [
        ("10:30", "time", "10:30", ""),
        ("5 p.m.", "time", "17:00", ""),
        ("Monday", "date", "2026-03-09", ""),
    ],
    "at 0600 GMT": [("0600 GMT", "time", "06:00", "")],
    "Dozens of regime soldiers": [("Dozens", "vague", "", "person")],
    "several hundred people": [("several hundred", "vague", "", "person")],
    "tens of thousands of homes": [("tens of thousands", "vague", "", "home")],
    "a few boats": [("a few", "vague", "", "boat")],
    "the third day": [("third", "ordinal", "3", "")],
    "the 21st century and her 3rd term": [("21st", "ordinal", "21", ""), ("3rd", "ordinal", "3", "")],
    "won 3-1 on Sunday": [("3-1", "score", "", ""), ("Sunday", "date", "2026-03-08", "")],
    "passed by 52 votes to 48": [("52 votes to 48", "score", "", "")],
    "It passed by five votes to two.": [("five votes to two", "score", "", "")],
    "A quarter-point cut, or a 50-basis-point move": [
        ("quarter-point", "percent", "0.25", "pp"),
        ("50-basis-point", "percent", "50", "bp"),
    ],
    "It rose by a quarter of a percentage point.": [
        ("a quarter of a percentage point", "percent", "0.25", "pp"),
    ],
    "The age goes from 62 to 65, the retirement age that is.": [
        ("62", "count", "62", ""),
        ("65", "count", "65", ""),
    ],
    "A plan to raise the retirement age from 62 to 65.": [
        ("62", "age", "62", "year"),
        ("65", "age", "65", "year"),
    ],
    "She was in her eighties.": [("eighties", "age", "80..89", "year")],
    "Losses rose to 2.7 billion thalers, from 1.2-1.8 billion.": [
        ("2.7 billion thalers", "money", "2700000000", "thaler"),
        ("1.2-1.8 billion", "money", "1200000000..1800000000", "thaler"),
    ],
    "It gives 4 billion thalers. The opposition had asked for 6 billion.": [
        ("4 billion thalers", "money", "4000000000", "thaler"),
        ("6 billion", "money", "6000000000", "thaler"),
    ],
    "The peak was 9.02 metres, from 8.94 before.": [
        ("9.02 metres", "measure", "9.02", "m"),
        ("8.94", "measure", "8.94", "m"),
    ],
    "The crown strengthened 0.6% to 10.42 per euro.": [
        ("0.6%", "percent", "0.6", "%"),
        ("10.42", "count", "10.42", ""),
    ],
    "The crown was 0.4% firmer at 24.31 to the euro.": [
        ("0.4%", "percent", "0.4", "%"),
        ("24.31", "count", "24.31", ""),
    ],
    "Shares closed 2.1% up at 13.84.": [
        ("2.1%", "percent", "2.1", "%"),
        ("13.84", "count", "13.84", ""),
    ],
    "The stock fell 4.5% to 12.3, and rates from 4.5% to 4.25.": [
        ("4.5%", "percent", "4.5", "%"),
        ("12.3", "count", "12.3", ""),
        ("4.5%", "percent", "4.5", "%"),
        ("4.25", "percent", "4.25", "%"),
    ],
    "It may take off half a percentage point, about half a per cent, or a third of 1%.": [
        ("half a percentage point", "percent", "0.5", "pp"),
        ("about half a per cent", "percent", "0.5", "%", "about"),
        ("a third of 1%", "percent", "0.3333", "%"),
    ],
    "The 9th Division lost its second brigade.": [
        ("9th Division", "identifier", "", ""),
        ("second", "ordinal", "2", ""),
    ],
    "The Senate voted 52-48.": [("52-48", "score", "", "")],
    "T-72 tanks on the M5 and Flight 8501 with COVID-19": [
        ("T-72", "identifier", "", ""),
        ("M5", "identifier", "", ""),
        ("Flight 8501", "identifier", "", ""),
        ("COVID-19", "identifier", "", ""),
    ],
    "One of the reasons came first.": [("One", "identifier", "", ""), ("first", "identifier", "", "")],
    "since 9/11, 24/7": [("9/11", "identifier", "", ""), ("24/7", "identifier", "", "")],
    "see https://example.org/2024/5530": [("https://example.org/2024/5530", "identifier", "", "")],
    "two-time champion of the 1990s": [("two", "count", "2", "time"), ("1990s", "date", "1990..1999", "")],
}
DATES = {
    "on November 28, 2024": ("November 28, 2024", "2024-11-28"),
    "on 28 Nov. 2024": ("28 Nov. 2024", "2024-11-28"),
    "on Thursday, November 28, 2024": ("Thursday, November 28, 2024", "2024-11-28"),
    "on the 5th of March": ("5th of March", "2026-03-05"),
    "on 3-5 March": ("3-5 March", "2026-03-03..2026-03-05"),
    "on March 3": ("March 3", "2026-03-03"),
    "on 2024-11-28": ("2024-11-28", "2024-11-28"),
    "on 28/11/2024": ("28/11/2024", "2024-11-28"),
    "on 11/12/2024": ("11/12/2024", ""),
    "on 28.11.2024": ("28.11.2024", "2024-11-28"),
    "in March 2020": ("March 2020", "2020-03"),
    "since November": ("November", "2025-11"),
    "in 2011": ("2011", "2011"),
    "between 2012 and 2016": ("between 2012 and 2016", "2012..2016"),
    "the mean of the years 2021 to 2025, it said": ("2021 to 2025", "2021..2025"),
    "in 2019-20": ("2019-20", "2019..2020"),
    "in early 2019": ("early 2019", "2019"),
    "in mid-February": ("mid-February", "2026-02"),
    "on Thursday": ("Thursday", "2026-03-12"),
    "on Friday": ("Friday", "2026-03-06"),
    "last Thursday": ("last Thursday", "2026-03-05"),
    "the vote will be on Friday": ("Friday", "2026-03-13"),
    "yesterday": ("yesterday", "2026-03-11"),
    "early yesterday morning": ("early yesterday morning", "2026-03-11"),
    "two days ago": ("two days ago", "2026-03-10"),
    "a month ago": ("a month ago", "2026-02"),
    "last week": ("last week", "2026-03-02..2026-03-08"),
    "earlier this month": ("earlier this month", "2026-03"),
    "last year": ("last year", "2025"),
    "last April": ("last April", "2025-04"),
    "in the third quarter of 2025": ("third quarter of 2025", "2025-Q3"),
    "in Q3 2025": ("Q3 2025", "2025-Q3"),
    "in fiscal 2025": ("fiscal 2025", "2025"),
    "in the summer of 2024": ("summer of 2024", "2024"),
    "from 20 October to 30 November": ("20 October to 30 November", "2025-10-20..2025-11-30"),
    "1 January - 30 September 2026": ("1 January - 30 September 2026", "2026-01-01..2026-09-30"),
    "below last September's peak": ("last September's", "2025-09"),
}


@pytest.mark.parametrize(
    ("text", "expected"), (COUNTS | OTHERS).items(), ids=lambda v: v if isinstance(v, str) else ""
)
def test_a_sentence_gives_exactly_its_figures(text: str, expected: list[tuple[str, ...]]) -> None:
    assert seen(text) == expected


@pytest.mark.parametrize(("text", "expected"), DATES.items(), ids=lambda v: v if isinstance(v, str) else "")
def test_a_date_is_read_with_its_grain_and_resolved(text: str, expected: tuple[str, str]) -> None:
    assert [(row[0], row[2]) for row in seen(f"It happened {text}.")] == [expected]


def test_a_footnote_sign_behind_a_month_is_no_day() -> None:
    assert seen("It began in March ² and ended.") == [
        ("March", "date", "2026-03", ""),
        ("²", "identifier", "", ""),
    ]


def test_a_month_of_many_digits_makes_no_date() -> None:
    assert seen("Part 2024-11-99999999999")[-1] == ("2024-11-99999999999", "identifier", "", "")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They handed over 195 prisoners.", ("195", "195", "person", "exact")),
        ("Over 195 prisoners were freed.", ("Over 195", "195", "person", "more_than")),
        ("The number of deaths was lowered to one.", ("one", "1", "person", "exact")),
        ("One was killed.", ("One", "1", "person", "exact")),
        ("Only one in five trains ran.", ("one in five", "0.2", "train", "exact")),
        ("The cost rose to CZC1.6bn.", ("CZC1.6bn", "1600000000.0", "CZC", "exact")),
        ("It lost NKr212m.", ("NKr212m", "212000000", "NKr", "exact")),
        ("Guidance was cut from 210 to 140 million euros.", ("210", "210000000", "EUR", "exact")),
        ("The share rose from 12 to 15%.", ("12", "12", "%", "exact")),
        ("He took a 2.5m-crown loan.", ("2.5m", "2500000.0", "crown", "exact")),
        ("Shares closed at 310p.", ("310p", "3.1", "GBP", "exact")),
        ("It rose to 83 from 47 three days ago.", ("83", "83", None, "exact")),
        ("They recalled a 250 g pack.", ("250 g", "250", "g", "exact")),
        ("A woman, 58, was found.", ("58", "58", "year", "exact")),
        ("A man in his 80s died.", ("80s", "80", "year", "exact")),
        ("-5% on Monday", ("-5%", "-5", "%", "exact")),
        ("Ten past eleven on Saturday night it had its cup.", ("Ten past eleven", "23:10", None, "exact")),
        ("A recount at two o'clock in the morning.", ("two o'clock", "02:00", None, "exact")),
        ("It told at 18.00 hours who won.", ("18.00 hours", "18:00", None, "exact")),
        ("Engineer Choi Min-seok, 44, lives.", ("44", "44", "year", "exact")),
        ("A woman of 91 was carried in.", ("91", "91", "year", "exact")),
        ("His mother, Rosa, is 81 and lives alone.", ("81", "81", "year", "exact")),
        ('"My mother is 81 and lives alone," she said.', ("81", "81", "year", "exact")),
        ("Only one guard was there.", ("one", "1", "person", "exact")),
        ("I was nine when it came.", ("nine", "9", "year", "exact")),
        ("Children under seven travel free.", ("under seven", "7", "year", "less_than")),
        ("They pay 5.1 million won.", ("5.1 million won", "5100000.0", "KRW", "exact")),
        (
            "They pay 5 million South Korean won a head.",
            ("5 million South Korean won", "5000000", "KRW", "exact"),
        ),
        ("The 1,200-strong force came.", ("1,200", "1200", "person", "exact")),
    ],
)
def test_a_figure_is_read_with_what_stands_around_it(text: str, expected: tuple[str, ...]) -> None:
    found = find_figures(text)[0]
    assert (found.text, str(found.low), found.unit, found.qualifier) == expected


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("Profit was 158 million euros. With all items, it was 121 million.", ("121 million", "EUR")),
        ("They counted 42.2 per cent. It was the 22.4 you see.", ("22.4", "%")),
        ("They had 33% of it. At 11 pm it led by 5.3.", ("5.3", "pp")),
        ("The north got 361 mm of rain; in the south it was 290.", ("290", "mm")),
        ("With 61 per cent of votes in, the lead is 1.2 points.", ("1.2 points", "pp")),
        ("Prices rose 4%. The winners were 12.", ("12", None)),
        ("Rain fell 30 mm. Two and two were 4.", ("4", None)),
    ],
)
def test_a_number_that_points_back_has_the_unit_of_what_it_points_to(
    text: str, last: tuple[str, str]
) -> None:
    found = find_figures(text)[-1]
    assert (found.text, found.unit) == last


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("The parade is on Monday.", "2026-05-18"),
        ("The vote is to be repeated on Wednesday.", "2026-05-20"),
        ("It had promised to restore power by Wednesday, and did.", "2026-05-13"),
        ("Soldiers had died in return fire on Thursday.", "2026-05-14"),
    ],
)
def test_a_weekday_is_to_come_where_its_sentence_looks_forward(text: str, day: str) -> None:
    assert [figure.low for figure in find_figures(text, date(2026, 5, 17))] == [day]


@pytest.mark.parametrize(
    "written",
    [
        "+49 30 901820",
        "(555) 123-4567",
        "0171 4960 123",
        "http://a.example/12/3",
        "www.a.example/12",
        "desk5.night@a.example",
        "@desk24",
        "#ferry26",
        "7" * 80,
    ],
)
def test_a_link_alone_in_its_text_is_one_identifier(written: str) -> None:
    assert seen(f"Ask {written} for more") == [(written, "identifier", "", "")]


def test_a_row_of_two_dozen_numbers_is_a_table_and_one_fewer_is_not() -> None:
    row = "12, 7 and half a dozen, " * 6  # four numbers each

    assert [(f.start, f.end, f.kind) for f in find_figures(row)] == [(0, len(row) - 2, "identifier")]
    assert len(find_figures(row[4:])) > 1
    assert [f.kind for f in find_figures(row + "boats " + row)] == ["identifier", "identifier"]


@pytest.mark.parametrize("text", ["RNS Number: 4471K", "T72m", "The Sunday Times was there."])
def test_what_only_looks_like_a_figure_states_nothing(text: str) -> None:
    assert [figure for figure in find_figures(text) if figure.kind != "identifier"] == []
