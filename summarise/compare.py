"""Values compared: whether two readings agree, can both hold or cannot, as precisely as they are stated."""

from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from summarise.numbers import VAGUE_BOUNDS
from summarise.units import DURATIONS, UNITS, to_base
from summarise.values import Reading

Fit = Literal["equal", "compatible", "apart"]
ABOVE, BELOW = frozenset({"at_least", "more_than"}), frozenset({"at_most", "less_than"})
INFINITE = Decimal("Infinity")
DOZEN = 12
SCALE_WORDS = ("million", "billion", "trillion", "thousand", "hundred", "bn", "tn", "crore", "lakh")
VAGUE_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
# "Two-thirds" is said of 65 and of 68 per cent.
FRACTION_SLACK = Decimal("1.5")
# 10 km and 6.2 miles, rounded each on its own.
CONVERSION_SLACK = Decimal("0.015")


class Interval(NamedTuple):
    """The values that a reading allows, in the base unit of its dimension."""

    low: Decimal
    high: Decimal
    stated: Decimal
    """The middle of what is stated, without its qualifier."""
    slack: Decimal
    """Half of the last place that is stated."""


def dimension(reading: Reading) -> str:
    """Return what kind of quantity a reading is: readings of two dimensions never measure the same."""
    if reading.kind in {"count", "vague"} and reading.unit in DURATIONS:
        return UNITS[reading.unit].dimension  # "several months", "148,000 overtime hours"
    if reading.kind in {"count", "vague"}:
        return "count"
    if reading.kind in {"percent", "fraction"}:
        return "points" if reading.unit in {"pp", "bp"} else "share"
    if reading.kind in {"measure", "duration"} and reading.unit in UNITS:
        return UNITS[reading.unit].dimension
    return f"measure {reading.unit}" if reading.kind == "measure" else reading.kind


def interval(reading: Reading) -> Interval | None:
    """Return what values a reading allows; none for those without a number."""
    if reading.kind == "vague":
        return _vague(reading.quote)
    ends = reading.interval
    if ends is None:
        return None
    return _allowed(Stated(reading.kind, *ends, reading.unit, reading.qualifier, reading.quote))


class Stated(NamedTuple):
    """A value as it is written, by which its interval is remembered: readings are compared many times."""

    kind: str
    low: Decimal
    high: Decimal
    unit: str | None
    qualifier: str
    quote: str


@lru_cache(maxsize=65_536)
def _allowed(value: Stated) -> Interval:
    low, high = _in_base(value, value.low), _in_base(value, value.high)
    slack = _slack(value)
    stated = (low + high) / 2
    if value.qualifier in ABOVE:
        return Interval(low, INFINITE, stated, slack)
    if value.qualifier in BELOW:
        return Interval(Decimal(0), high, stated, slack)
    if value.qualifier == "about":
        slack = max(min(slack, abs(stated) / 10), abs(stated) / 20)
    return Interval(low - slack, high + slack, stated, slack)


def _in_base(value: Stated, amount: Decimal) -> Decimal:
    if value.kind == "fraction":
        return amount * 100  # beside percentages
    if value.unit is None or not (value.kind in {"measure", "duration"} or value.unit in DURATIONS):
        return amount
    base = to_base(amount, value.unit)
    return base[1] if base else amount


def _slack(value: Stated) -> Decimal:
    """Return half of the last place stated: half a million for "4 million", half a tenth for "4.5%"."""
    if value.kind in {"age", "score"}:
        return Decimal(0)
    if value.kind == "fraction":
        return FRACTION_SLACK
    digits = value.high.normalize().as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    in_digits = value.qualifier == "exact" or (value.kind == "count" and value.qualifier != "about")
    if in_digits and not _scaled(value):
        exponent = min(exponent, 0)  # all digits of 1,250 are stated, and of "at least 1,200"
    if value.kind == "count" and exponent == 0:
        return Decimal(0)
    half = Decimal(1).scaleb(exponent) / 2
    if exponent > 0:
        half = min(half, abs(value.high) / 10)  # "1 million" is not said of half a million
    return _in_base(value, half) - _in_base(value, Decimal(0))  # degrees have a zero of their own


def _scaled(value: Stated) -> bool:
    """Tell whether a value is written with a scale word, so that its zeros are not stated digits."""
    written = value.quote.lower()
    if any(word in written for word in SCALE_WORDS):
        return True
    digits = any(c.isdigit() for c in written)
    return digits and value.kind in {"count", "money"} and written.rstrip("+").endswith(("m", "k", "b"))


@lru_cache(maxsize=4_096)
def _vague(quote: str) -> Interval | None:
    """Return what "dozens", "several hundred" or "tens of thousands" allow."""
    words = quote.lower().replace("-", " ").split()
    scale = next((factor for word, factor in VAGUE_SCALES.items() if word in words), None)
    if scale is not None:
        return _rough(2 * scale, 10 * scale, 5 * scale)
    bounds = [VAGUE_BOUNDS[word] for word in words if word in VAGUE_BOUNDS]
    if not bounds or bounds[0][0] < DOZEN:
        return None  # "several" contradicts nothing
    if "tens" in words:
        tens = bounds[-1][0]
        return _rough(tens * 10, tens * 200, tens * 40)
    low, high = bounds[0]
    if len(bounds) == 2:
        low, high = low * bounds[1][0], high * bounds[1][0]
    return _rough(low, high, Decimal(low + high) / 2)


def _rough(low: int, high: int, stated: Decimal | int) -> Interval:
    return Interval(Decimal(low), Decimal(high), Decimal(stated), Decimal(0))


def fit(one: Reading, other: Reading) -> Fit:
    """Tell whether two readings of one measure state the same, could both be true, or could not.

    "about 200" and "197" are equal; "at least 130" and "over 140" are compatible; "12" and "17" are apart.
    """
    kinds = {one.kind, other.kind}
    if "score" in kinds:
        return "equal" if _score(one.quote) == _score(other.quote) else "apart"
    if "name" in kinds:
        return "equal"
    if kinds == {"money"} and one.unit != other.unit:
        return "compatible"  # no rate of exchange is assumed
    a, b = interval(one), interval(other)
    if a is None or b is None:
        return "compatible" if "vague" in kinds else "equal"
    if _bound_each_other(one, other):
        return "compatible" if a.low < b.high and b.low < a.high else "apart"
    if _states_the_same(one, other, a, b):
        return "equal"
    both_exact = one.qualifier == other.qualifier == "exact" and _is_point(one) and _is_point(other)
    return "compatible" if not both_exact and _meet(a, b) else "apart"


def _is_point(reading: Reading) -> bool:
    return reading.kind != "vague" and reading.low == reading.high


def _meet(one: Interval, other: Interval) -> bool:
    """Tell whether two intervals share more than the edge to which a value would be rounded."""
    low, high = max(one.low, other.low), min(one.high, other.high)
    return low < high or (low == high and not (one.slack or other.slack))


def _bound_each_other(one: Reading, other: Reading) -> bool:
    """Tell a lower bound beside an upper one."""
    return (one.qualifier in ABOVE and other.qualifier in BELOW) or (
        one.qualifier in BELOW and other.qualifier in ABOVE
    )


def _states_the_same(one: Reading, other: Reading, a: Interval, b: Interval) -> bool:
    """Tell whether two values are one within their last places, or two vague ones are the same words."""
    if "vague" in {one.kind, other.kind}:
        return one.kind == other.kind and one.quote.lower() == other.quote.lower()
    apart = abs(a.stated - b.stated)
    if apart < max(a.slack, b.slack) or apart == 0:
        return True  # the finer one, rounded as the coarser one is; 2 and 3 are never one
    if apart == max(a.slack, b.slack) and a.slack != b.slack:
        fine, coarse = sorted((a, b), key=lambda each: each.slack)
        return abs(fine.stated) < abs(coarse.stated)  # 4.5 is rounded to 5 and not to 4
    converted = one.kind == "measure" and one.unit != other.unit
    return converted and apart <= max(abs(a.stated), abs(b.stated)) * CONVERSION_SLACK


def _score(written: str) -> tuple[str, ...]:
    return tuple(sorted("".join(c if c.isdigit() else " " for c in written).split()))
