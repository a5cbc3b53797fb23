"""One scale for several values: where each stands on it, in percent of its width, and its ticks."""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import NamedTuple

from summarise.shown import MONTHS

# Of the width, on each side: a marker at the edge is not cut off, and an arrow has room to point.
MARGIN = 7.0
LETTERS = 25
"""How many letters, blanks between ticks included, stand side by side on the narrowest scale of a page."""
MOST_STEPS = 5
WIDE = 100
"""Where the largest value is more than this many times the smallest, the scale is logarithmic."""
# From here up, zero is left out where the values leave most of the scale below them empty.
NEAR = 0.7
WORDS = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))
MONTH_STEPS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 12000, 60000)

LETTERED = ((9, " bn"), (6, " m"), (3, " k"))

Choice = tuple[dict[float, str], str]
"""The texts of ticks by their values, and the unit behind them."""


class Tick(NamedTuple):
    """A mark of a scale: where it stands, in percent of the width, and what it says."""

    at: float
    text: str


class Scale(NamedTuple):
    """A scale and its ticks; `unit` is what they count, as far as they do not say it themselves."""

    low: float
    high: float
    logarithmic: bool
    ticks: tuple[Tick, ...]
    unit: str

    def at(self, value: float) -> float:
        """Return where a value stands, in percent of the width."""
        return _place(value, self.low, self.high, logarithmic=self.logarithmic)


def number_scale(values: Sequence[float], *, whole: bool, unit: str) -> Scale:
    """Return a scale for numbers, from zero where that does not press them together.

    Args:
        values: at least one, finite.
        whole: whether only whole numbers make sense as ticks.
        unit: of the values, as a word behind a number.
    """
    low, high = min(values), max(values)
    if low > 0 and high / low > WIDE:
        return _legible(_by_powers(low, high, unit), logarithmic=True)
    if low == high:
        low, high = (min(low, 0.0), max(high, 0.0)) if low else (0.0, 1.0)
    elif 0 < low <= NEAR * high:
        low = 0.0
    factor, word = next(((f, w) for f, w in WORDS if max(-low, high) >= f), (1.0, ""))
    unit = f"{word} {unit}".strip()
    steps = _round_steps(high - low, least=1 if whole else 0)
    return _legible((_numbered(_multiples(low, high, step), step, factor), unit) for step in steps)


def time_scale(values: Sequence[float]) -> Scale:
    """Return a scale for times of day, in minutes since midnight."""
    low, high = min(values), max(*values, min(values) + 1)
    steps = (5, 10, 15, 30, 60, 120, 180, 360, 720)
    marks = (_multiples(low, high, step) for step in steps if (high - low) / step <= MOST_STEPS)
    return _legible(({mark: _clock(int(mark)) for mark in each}, "") for each in marks)


def day_scale(values: Sequence[float]) -> Scale:
    """Return a scale for days, as `date.toordinal` counts them."""
    low, high = min(values), max(*values, min(values) + 1)
    return _legible(chain(_by_days(low, high), _by_months(low, high)))


def _place(value: float, low: float, high: float, *, logarithmic: bool) -> float:
    if logarithmic:
        value, low, high = math.log10(value), math.log10(low), math.log10(high)
    return round(MARGIN + (value - low) / (high - low) * (100 - 2 * MARGIN), 2)


def _legible(choices: Iterable[Choice], *, logarithmic: bool = False) -> Scale:
    """Return the scale with the first ticks whose texts keep apart, or with the last ones offered."""
    ticks: dict[float, str] = {}
    unit = ""
    for each in choices:
        ticks, unit = each
        if (len(ticks) - 1) * (max(map(len, ticks.values())) + 1.5) <= LETTERS:
            break
    low, high = min(ticks), max(ticks)
    placed = (Tick(_place(mark, low, high, logarithmic=logarithmic), text) for mark, text in ticks.items())
    return Scale(low, high, logarithmic, tuple(placed), unit)


def _by_powers(low: float, high: float, unit: str) -> Iterator[Choice]:
    """Yield ticks at powers of ten, the closest first."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    for every in range(1, last - first + 1):
        ticks = {10.0**power: _power(power) for power in range(first, last + every, every)}
        yield ticks, f"{unit}, each tick {10**every:,} times the one before".removeprefix(", ")


def _power(power: int) -> str:
    if power < 0:
        return f"{10.0**power:.{-power}f}"
    short = next(((scale, letters) for scale, letters in LETTERED if power >= scale), (0, ""))
    return f"{10 ** (power - short[0]):,}{short[1]}"


def _round_steps(span: float, least: float) -> Iterator[float]:
    """Yield 1, 2 and 5 times the powers of ten that cut a span into few steps, the finest first."""
    power = math.floor(math.log10(span / MOST_STEPS))
    for exponent in range(power, power + 3):
        for digit in (1, 2, 5):
            step = digit * 10.0**exponent
            if step >= least and span / step <= MOST_STEPS:
                yield step


def _multiples(low: float, high: float, step: float) -> list[float]:
    """Return the multiples of a step from the last at or below `low` to the first at or above `high`."""
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [n * step for n in range(first, max(last, first + 1) + 1)]


def _numbered(marks: Sequence[float], step: float, factor: float) -> dict[float, str]:
    places = max(0, -math.floor(math.log10(step / factor) + 1e-9))
    return {mark: f"{mark / factor:,.{places}f}".replace("-", "−") for mark in marks}


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _by_days(low: float, high: float) -> Iterator[Choice]:
    years = dict.fromkeys(date.fromordinal(int(day)).year for day in (low, high))
    for step in (1, 2, 7, 14):
        if (high - low) / step <= MOST_STEPS:
            marks = range(int(low), math.ceil((high - low) / step) * step + int(low) + 1, step)
            days = {float(mark): date.fromordinal(mark) for mark in marks}
            texts = {mark: f"{day.day} {MONTHS[day.month - 1][:3]}" for mark, day in days.items()}
            yield texts, " to ".join(map(str, years))


def _by_months(low: float, high: float) -> Iterator[Choice]:
    first, last = (day.year * 12 + day.month - 1 for day in map(date.fromordinal, (int(low), int(high))))
    for step in MONTH_STEPS:
        if (last - first) / step <= MOST_STEPS:
            months = range(first // step * step, (last // step + 1) * step + 1, step)
            yield {_first_of(month): _month(month, step) for month in months}, ""


def _first_of(month: int) -> float:
    return float(date(min(max(month // 12, 1), 9999), month % 12 + 1, 1).toordinal())


def _month(month: int, step: int) -> str:
    return str(month // 12) if step % 12 == 0 else f"{MONTHS[month % 12][:3]} {month // 12}"
