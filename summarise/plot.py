"""The small plot of a disagreement: each reading with its bounds, on one scale."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from summarise.compare import ABOVE, BELOW, dimension
from summarise.scale import Scale, day_scale, number_scale, time_scale
from summarise.shown import shown_date
from summarise.units import convert
from summarise.values import Reading

FEWEST = 2
"""How many readings with a place on the scale a plot needs."""
Shape = Literal["dot", "about", "range", "from", "up to"]
# Beyond these no figure of the news measures anything, and ticks would not be legible.
SMALLEST, LARGEST = Decimal("1e-6"), Decimal("1e16")
LAST_YEAR = 9000
SHAPES: tuple[Shape, ...] = ("dot", "about", "range", "from", "up to")
# Of what is counted nothing is said beside the scale: the measure above it names that.
WHOLE = frozenset({"count", "age", "ordinal"})
UNCHANGED = frozenset("bar bbl gal hp mpg ppm psi".split())
IRREGULAR = {"penny": "pence", "century": "centuries"}
BOUNDS = {"at_least": "at least", "more_than": "more than", "at_most": "at most", "less_than": "less than"}
PARTS = {"Q": 3, "H": 6}


@dataclass(frozen=True, slots=True)
class Strip:
    """A reading on the scale; places are percent of its width."""

    shape: Shape
    low: float
    high: float
    """The same as `low` for all but a range."""
    said: str
    """The same in words."""


@dataclass(frozen=True, slots=True)
class Plot:
    """A scale and a strip for each reading, none for a reading that has no place on it."""

    scale: Scale
    strips: tuple[Strip | None, ...]

    @property
    def shapes(self) -> tuple[Shape, ...]:
        """The shapes that occur, in the order of a legend."""
        used = {strip.shape for strip in self.strips if strip}
        return tuple(shape for shape in SHAPES if shape in used)


class _Ends(NamedTuple):
    """A value as numbers: an amount, days as `date.toordinal` counts them, or minutes since midnight."""

    low: float
    high: float
    texts: tuple[str, str]


def plot(readings: Sequence[Reading]) -> Plot | None:
    """Return the plot of readings of one measure, none where fewer than two can stand on one scale.

    What has no number ("dozens"), or one in another currency or dimension than most, has no place on it.
    """
    known = [reading for reading in readings if _ends(reading, reading.unit)]
    if not known:
        return None
    (what, _), *_ = Counter(map(_quantity, known)).most_common()
    (unit, _), *_ = Counter(r.unit for r in known if _quantity(r) == what).most_common()
    ends = [_ends(reading, unit) if _quantity(reading) == what else None for reading in readings]
    placed = [each for each in ends if each]
    if len(placed) < FEWEST:
        return None
    scale = _scale(what, unit, placed)
    pairs = zip(readings, ends, strict=True)
    return Plot(scale, tuple(_strip(reading, each, scale) if each else None for reading, each in pairs))


def _quantity(reading: Reading) -> str:
    """Return what can be drawn on one scale: no rate of exchange is assumed."""
    return f"money {reading.unit}" if reading.kind == "money" else dimension(reading)


def _scale(what: str, unit: str | None, ends: Sequence[_Ends]) -> Scale:
    values = [value for each in ends for value in (each.low, each.high)]
    if what == "date":
        return day_scale(values)
    if what == "time":
        return time_scale(values)
    named = "" if what in WHOLE else "%" if what == "share" else _unit_words(unit)
    return number_scale(values, whole=what in WHOLE and all(v.is_integer() for v in values), unit=named)


def _unit_words(unit: str | None) -> str:
    """Return a unit as it stands behind several of it."""
    if unit is None or unit in UNCHANGED or not re.fullmatch(r"[a-z]{3,}", unit):
        return unit or ""
    return IRREGULAR.get(unit, f"{unit}s")


def _ends(reading: Reading, unit: str | None) -> _Ends | None:
    low, high = reading.low, reading.high
    if isinstance(low, Decimal) and isinstance(high, Decimal):
        if not all(SMALLEST <= abs(number) <= LARGEST or not number for number in (low, high)):
            return None
        written = f"{low.normalize():,f}", f"{high.normalize():,f}"
        return _Ends(_amount(low, reading, unit), _amount(high, reading, unit), written)
    if not isinstance(low, str) or not isinstance(high, str):
        return None
    if reading.kind == "time":
        first, last = _minute(low), _minute(high)
    else:
        first, last = _first_day(low), _last_day(high)
    if first is None or last is None:
        return None
    return _Ends(first, last, (shown_date(low), shown_date(high)))


def _amount(number: Decimal, reading: Reading, unit: str | None) -> float:
    if reading.kind == "fraction":
        return float(number * 100)
    wanted = convert(number, reading.unit, unit) if reading.unit and unit else None
    return float(number if wanted is None else wanted)


def _minute(clock: str) -> float | None:
    parts = re.fullmatch(r"([01]?\d|2[0-4]):([0-5]\d)", clock, re.ASCII)
    return float(int(parts[1]) * 60 + int(parts[2])) if parts else None


def _first_day(iso: str) -> float | None:
    """Return the first day of an ISO date of any grain, none for what is no date."""
    parts = re.fullmatch(r"(\d{4})(?:-(?:([QH])([1-4])|(\d\d)(?:-(\d\d))?))?", iso, re.ASCII)
    if not parts or int(parts[1]) > LAST_YEAR:
        return None
    year, part, nth, month, day = parts.groups()
    first = (int(nth) - 1) * PARTS[part] + 1 if part else int(month or 1)
    try:
        return float(date(int(year), first, int(day or 1)).toordinal())
    except ValueError:
        return None


def _last_day(iso: str) -> float | None:
    """Return the last day of an ISO date of any grain, none for what is no date."""
    first = _first_day(iso)
    if first is None or iso.count("-") == 2:
        return first
    begun = date.fromordinal(int(first))
    months = begun.month - 1 + (12 if "-" not in iso else PARTS.get(iso[5], 1))
    return float(date(begun.year + months // 12, months % 12 + 1, 1).toordinal() - 1)


def _strip(reading: Reading, ends: _Ends, scale: Scale) -> Strip:
    shape = _shape(reading, ends)
    low, high = (ends.high, ends.high) if shape == "up to" else (ends.low, ends.high)
    if shape == "from":
        high = low
    edges = f"{scale.ticks[0].text} to {scale.ticks[-1].text} {scale.unit}".strip()
    return Strip(
        shape, scale.at(low), scale.at(high), f"{_said(reading, *ends.texts)}, on a scale from {edges}"
    )


def _said(reading: Reading, low: str, high: str) -> str:
    if reading.qualifier in ABOVE:
        return f"{BOUNDS[reading.qualifier]} {low}"
    if reading.qualifier in BELOW:
        return f"{BOUNDS[reading.qualifier]} {high}"
    both = low if low == high else f"{low} to {high}"
    return f"about {both}" if reading.qualifier == "about" else both


def _shape(reading: Reading, ends: _Ends) -> Shape:
    if reading.qualifier in ABOVE:
        return "from"
    if reading.qualifier in BELOW:
        return "up to"
    if reading.qualifier == "about":
        return "about"
    return "dot" if ends.low == ends.high else "range"
