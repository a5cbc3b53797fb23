"""Scales: where values stand, and ticks that people read."""

from datetime import date

import pytest

from summarise.scale import Scale, day_scale, number_scale, time_scale


def texts(scale: Scale) -> list[str]:
    return [tick.text for tick in scale.ticks]


def days(*dates: str) -> list[float]:
    return [float(date.fromisoformat(each).toordinal()) for each in dates]


@pytest.mark.parametrize(
    ("values", "whole", "unit", "ticks", "said"),
    [
        ([19, 68], True, "", ["0", "20", "40", "60", "80"], ""),
        ([8600, 11400], True, "", ["8,000", "10,000", "12,000"], ""),
        ([58, 59], True, "", ["58", "59"], ""),
        ([7, 7], True, "", ["0", "2", "4", "6", "8"], ""),
        ([0, 0], True, "", ["0", "1"], ""),
        ([39.8, 40.4], False, "%", ["39.8", "40.0", "40.2", "40.4"], "%"),
        ([1.9e9, 2.4e9], False, "crowns", ["1.9", "2.0", "2.1", "2.2", "2.3", "2.4"], "billion crowns"),
        ([400_000, 1_200_000], True, "", ["0.0", "0.5", "1.0", "1.5"], "million"),
        ([-12, 4], False, "°C", ["−15", "−10", "−5", "0", "5"], "°C"),
        ([14, 1900], True, "", ["10", "100", "1 k", "10 k"], "each tick 10 times the one before"),
        (
            [0.5, 9e6],
            False,
            "km",
            ["0.1", "100", "100 k", "100 m"],
            "km, each tick 1,000 times the one before",
        ),
    ],
    ids=[
        "from zero",
        "far from zero",
        "one apart",
        "all the same",
        "nothing but zero",
        "shares",
        "billions",
        "half millions",
        "below zero",
        "far apart",
        "very far apart",
    ],
)
def test_ticks_are_round_numbers(
    values: list[float], whole: bool, unit: str, ticks: list[str], said: str
) -> None:
    scale = number_scale(values, whole=whole, unit=unit)
    assert (texts(scale), scale.unit) == (ticks, said)


@pytest.mark.parametrize(
    ("first", "last", "ticks", "said"),
    [
        ("2025-10-14", "2025-10-14", ["14 Oct", "15 Oct"], "2025"),
        ("2025-10-14", "2025-10-17", ["14 Oct", "15 Oct", "16 Oct", "17 Oct"], "2025"),
        ("2025-12-30", "2026-01-02", ["30 Dec", "31 Dec", "1 Jan", "2 Jan"], "2025 to 2026"),
        ("2025-10-14", "2025-12-20", ["Sep 2025", "Nov 2025", "Jan 2026"], ""),
        ("2011-01-01", "2024-12-31", ["2010", "2015", "2020", "2025"], ""),
        ("1850-01-01", "2024-12-31", ["1850", "1900", "1950", "2000", "2050"], ""),
        ("0001-01-01", "9999-12-31", ["0", "5000", "10000"], ""),
    ],
    ids=["one day", "days", "over New Year", "months", "years", "centuries", "all years"],
)
def test_days_are_told_as_finely_as_there_is_room(first: str, last: str, ticks: list[str], said: str) -> None:
    scale = day_scale(days(first, last))
    assert (texts(scale), scale.unit) == (ticks, said)


def test_times_of_day_have_ticks_at_round_minutes() -> None:
    assert texts(time_scale([605.0, 640.0])) == ["10:00", "10:15", "10:30", "10:45"]


def test_a_value_stands_between_the_ticks_beside_it_in_proportion() -> None:
    scale = number_scale([19, 68], whole=True, unit="")
    assert [scale.at(value) for value in (0, 20, 40, 68)] == [7.0, 28.5, 50.0, 80.1]


def test_on_a_scale_of_powers_equal_ratios_are_equally_far() -> None:
    scale = number_scale([14, 1900], whole=True, unit="")
    assert [scale.at(value) for value in (10, 100, 1000)] == [7.0, 35.67, 64.33]


@pytest.mark.parametrize(
    "values",
    [[1.0, 99.0], [123_456.0, 123_999.0], [0.001, 0.09], [1e15, 3e15], [1e-9, 1e12], [-5e6, 5e6], [3.0, 3.0]],
    ids=str,
)
def test_ticks_keep_apart_and_every_value_is_on_the_scale(values: list[float]) -> None:
    scale = number_scale(values, whole=False, unit="")
    widest = max(len(tick.text) for tick in scale.ticks)
    assert (
        (len(scale.ticks) - 1) * (widest + 1.5) <= 25,
        [value for value in values if not 7 <= scale.at(value) <= 93],
    ) == (True, [])
