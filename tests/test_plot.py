"""Plots: each reading stands where its value is, with its bounds, and what has no place is left out."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarise.plot import Plot, plot
from summarise.values import Reading


def reading(quote: str, low: str | None, high: str | None = None, **more: Any) -> Reading:  # noqa: ANN401
    return Reading.model_validate(
        {"article": "a1", "figure": "f1", "start": 0, "end": len(quote), "quote": quote, "measure": "x"}
        | {"kind": "count", "low": low, "high": high or low, "voice": "v"}
        | more
    )


def drawn(*readings: Reading) -> Plot:
    found = plot(readings)
    assert found is not None
    return found


def values(found: Plot) -> list[tuple[str, float, float] | None]:
    """Each strip's shape, and its ends read back from where they stand."""
    low, width = found.scale.low, found.scale.high - found.scale.low

    def value(at: float) -> float:
        return round(low + (at - 7) / 86 * width, 1)

    return [(s.shape, value(s.low), value(s.high)) if s else None for s in found.strips]


def test_each_bound_has_a_shape_of_its_own_and_stands_at_its_value() -> None:
    found = drawn(
        reading("68", "68"),
        reading("at least 19", "19", qualifier="at_least"),
        reading("over 40", "40", qualifier="more_than"),
        reading("up to 30", "30", qualifier="at_most"),
        reading("fewer than 60", "60", qualifier="less_than"),
        reading("about 50", "50", qualifier="about"),
        reading("20 to 30", "20", "30"),
    )
    assert values(found) == [
        ("dot", 68, 68),
        ("from", 19, 19),
        ("from", 40, 40),
        ("up to", 30, 30),
        ("up to", 60, 60),
        ("about", 50, 50),
        ("range", 20, 30),
    ]


def test_what_is_drawn_is_also_said_in_words() -> None:
    found = drawn(
        reading("1.9 billion crowns", "1900000000.0", kind="money", unit="crown"),
        reading("over 2.4 billion", "2400000000", kind="money", unit="crown", qualifier="more_than"),
        reading("2bn to 2.1bn", "2000000000", "2100000000", kind="money", unit="crown"),
    )
    edges = "on a scale from 1.9 to 2.4 billion crowns"
    assert [strip.said for strip in found.strips if strip] == [
        f"1,900,000,000, {edges}",
        f"more than 2,400,000,000, {edges}",
        f"2,000,000,000 to 2,100,000,000, {edges}",
    ]


def test_units_of_one_dimension_share_a_scale() -> None:
    found = drawn(
        reading("8 km", "8", kind="measure", unit="km"),
        reading("10 km", "10", kind="measure", unit="km"),
        reading("5 miles", "5", kind="measure", unit="mi"),
    )
    assert (found.scale.unit, values(found)) == ("km", [("dot", 8, 8), ("dot", 10, 10), ("dot", 8, 8)])


def test_a_fraction_stands_among_percentages() -> None:
    found = drawn(
        reading("90%", "90", kind="percent", unit="%"),
        reading("half", "0.5", kind="fraction"),
        reading("40%", "40", kind="percent", unit="%"),
    )
    assert (found.scale.unit, values(found)) == ("%", [("dot", 90, 90), ("dot", 50, 50), ("dot", 40, 40)])


def test_what_is_in_another_currency_or_has_no_number_has_no_place() -> None:
    found = drawn(
        reading("£5m", "5000000", kind="money", unit="GBP"),
        reading("$7m", "7000000", kind="money", unit="USD"),
        reading("£6m", "6000000", kind="money", unit="GBP"),
        reading("millions", None, kind="vague"),
    )
    assert [strip is None for strip in found.strips] == [False, True, False, True]


@pytest.mark.parametrize(
    "readings",
    [
        [],
        [reading("5", "5")],
        [reading("dozens", None, kind="vague"), reading("several", None, kind="vague")],
        [reading("3-1", None, kind="score"), reading("2-0", None, kind="score")],
        [reading("£5", "5", kind="money", unit="GBP"), reading("$5", "5", kind="money", unit="USD")],
        [reading("one day", "soon", kind="date"), reading("then", "2025-13-45", kind="date")],
    ],
    ids=["nothing", "one", "vague words", "scores", "currencies", "no dates"],
)
def test_without_two_values_on_one_scale_there_is_no_plot(readings: list[Reading]) -> None:
    assert plot(readings) is None


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2024-11-28", "2024-11-28", "2024-11-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-12", "2024-12-01", "2024-12-31"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-Q3", "2024-07-01", "2024-09-30"),
        ("2024-H1", "2024-01-01", "2024-06-30"),
    ],
    ids=["day", "short month", "last month", "year", "quarter", "half"],
)
def test_a_date_spans_the_days_that_it_may_mean(iso: str, first: str, last: str) -> None:
    found = drawn(reading(iso, iso, kind="date"), reading("2023", "2023", kind="date"))
    strip = found.strips[0]
    ends = [float(date.fromisoformat(day).toordinal()) for day in (first, last)]
    assert strip is not None
    assert [strip.low, strip.high] == [found.scale.at(end) for end in ends]


def test_times_of_day_are_drawn_in_minutes() -> None:
    found = drawn(reading("10:15", "10:15", kind="time"), reading("after 11:00", "11:00", kind="time"))
    assert [strip.said for strip in found.strips if strip] == [
        "10:15, on a scale from 10:15 to 11:00",
        "11:00, on a scale from 10:15 to 11:00",
    ]


def test_the_legend_names_the_shapes_that_occur_in_one_order() -> None:
    found = drawn(reading("over 5", "5", qualifier="more_than"), reading("6", "6"))
    assert found.shapes == ("dot", "from")


NUMBERS = st.one_of(
    st.integers(-(10**18), 10**18).map(str),
    st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-1000, max_value=1000).map(str),
    st.sampled_from(["0", "1e400", "1e-400", "-1e9", "0.000001", "10000000000000000"]),
)
DATES = st.one_of(
    st.dates().map(str),
    st.dates().map(lambda day: str(day)[:7]),
    st.dates().map(lambda day: str(day)[:4]),
    st.sampled_from(["0000", "9999", "9999-12", "9999-Q4", "2024-H2", "2024-H3", "2024-02-30", "soon"]),
)
TIMES = st.one_of(st.times().map(lambda time: f"{time:%H:%M}"), st.sampled_from(["24:00", "25:10", "9:5"]))
QUALIFIERS = st.sampled_from(["exact", "about", "at_least", "more_than", "at_most", "less_than"])


@st.composite
def any_reading(draw: st.DrawFn) -> Reading:
    kind = draw(st.sampled_from(["count", "money", "percent", "measure", "fraction", "age", "date", "time"]))
    values = {"date": DATES, "time": TIMES}.get(kind, NUMBERS)
    unit = draw(st.sampled_from([None, "km", "mi", "°F", "crown"]))
    low, high = draw(values), draw(values)
    return reading("x", low, high, kind=kind, unit=unit, qualifier=draw(QUALIFIERS))


@given(st.lists(any_reading(), max_size=5))
def test_whatever_the_values_every_strip_lies_on_a_legible_scale(readings: list[Reading]) -> None:
    found = plot(readings)
    if found is None:
        return
    ends = [end for strip in found.strips if strip for end in (strip.low, strip.high)]
    widest = max(len(tick.text) for tick in found.scale.ticks)
    assert [end for end in ends if not 7 <= end <= 93] == []
    assert (len(found.scale.ticks) - 1) * (widest + 1.5) <= 25
