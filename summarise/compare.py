"""Values compared: whether two readings can both hold, agree, or cannot, given how precisely they are stated."""

from decimal import Decimal
from typing import Literal, NamedTuple

from summarise.numbers import VAGUE_BOUNDS
from summarise.units import UNITS, to_base
from summarise.values import Reading

Fit = Literal["equal", "compatible", "apart"]
ABOVE, BELOW = frozenset({"at_least", "more_than"}), frozenset({"at_most", "less_than"})
INFINITE = Decimal("Infinity")


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
        return _vague(reading)
    ends = reading.interval
    if ends is None:
        return None
    low, high = (_in_base(reading, end) for end in ends)
    slack = _slack(reading, ends[1])
    stated = (low + high) / 2
    if reading.qualifier in {"at_least", "more_than"}:
        return Interval(low, INFINITE, stated, slack)
    if reading.qualifier in {"at_most", "less_than"}:
        return Interval(Decimal(0), high, stated, slack)
    if reading.qualifier == "about":
        slack = max(min(slack, abs(stated) / 10), abs(stated) / 20)
    return Interval(low - slack, high + slack, stated, slack)


def _in_base(reading: Reading, amount: Decimal) -> Decimal:
    if reading.kind == "fraction":
        return amount * 100  # beside percentages
    base = to_base(amount, reading.unit) if reading.unit and reading.kind in {"measure", "duration"} else None
    return base[1] if base else amount


def _slack(reading: Reading, amount: Decimal) -> Decimal:
    """Return half of the last place stated: half a million for "4 million", half a tenth for "4.5%"."""
    if reading.kind in {"age", "score"}:
        return Decimal(0)
    digits = amount.normalize().as_tuple()
    exponent = digits.exponent if isinstance(digits.exponent, int) else 0
    whole_count = reading.kind == "count" and reading.qualifier != "about" and not _scaled(reading)
    if whole_count or (exponent > 0 and reading.qualifier == "exact" and not _scaled(reading)):
        exponent = min(exponent, 0)
    step = Decimal(1).scaleb(exponent)
    if reading.kind == "fraction":
        return Decimal("1.5")  # "two-thirds" is said of 65 and of 68 per cent
    half = step / 2 if not (reading.kind == "count" and exponent == 0) else Decimal(0)
    if exponent > 0:
        half = min(half, abs(amount) / 10)  # "1 million" is not said of half a million
    base = to_base(half, reading.unit) if reading.unit and reading.kind in {"measure", "duration"} else None
    zero = to_base(Decimal(0), reading.unit) if base and reading.unit else None
    return base[1] - zero[1] if base and zero else half


def _scaled(reading: Reading) -> bool:
    """Tell whether a value is written with a scale word, so that its zeros are not stated digits."""
    written = reading.quote.lower()
    return any(word in written for word in ("million", "billion", "trillion", "thousand", "hundred", "bn", "tn", "crore", "lakh")) or (
        any(c.isdigit() for c in written) and written.rstrip("+").endswith(("m", "k", "b")) and reading.kind in {"count", "money"}
    )


def _vague(reading: Reading) -> Interval | None:
    words = reading.quote.lower().replace("-", " ").split()
    bounds = [VAGUE_BOUNDS[word] for word in words if word in VAGUE_BOUNDS]
    scale = next((Decimal(10) ** n for word, n in (("hundred", 2), ("thousand", 3), ("million", 6), ("billion", 9)) if word in words), None)
    if scale is not None:
        return Interval(2 * scale, 10 * scale, 5 * scale, Decimal(0))
    if "tens" in words and bounds:
        return Interval(Decimal(bounds[-1][0] * 10), Decimal(bounds[-1][0] * 200), Decimal(bounds[-1][0] * 40), Decimal(0))
    if len(bounds) == 2:
        low, high = bounds[0][0] * bounds[1][0], bounds[0][1] * bounds[1][0]
        return Interval(Decimal(low), Decimal(high), Decimal(low + high) / 2, Decimal(0))
    if not bounds:
        return None
    low, high = bounds[0]
    return Interval(Decimal(low), Decimal(high), Decimal(low + high) / 2, Decimal(0))


def fit(one: Reading, other: Reading) -> Fit:
    """Tell whether two readings of one measure state the same, could both be true, or could not.

    "about 200" and "197" are equal; "at least 130" and "over 140" are compatible; "12" and "17" are apart.
    """
    if one.kind == "score" or other.kind == "score":
        return "equal" if _score(one.quote) == _score(other.quote) else "apart"
    if "name" in {one.kind, other.kind}:
        return "equal"
    if one.kind == "money" and one.unit != other.unit:
        return "compatible"  # no rate of exchange is assumed
    a, b = interval(one), interval(other)
    if a is None or b is None:
        return "compatible" if "vague" in {one.kind, other.kind} else "equal"
    tolerance = a.slack + b.slack
    if one.qualifier in ABOVE and other.qualifier in BELOW or one.qualifier in BELOW and other.qualifier in ABOVE:
        return "compatible" if a.low < b.high and b.low < a.high else "apart"
    if "vague" not in {one.kind, other.kind} and abs(a.stated - b.stated) <= tolerance:
        return "equal"
    if one.kind == other.kind == "vague":
        return "equal" if one.quote.lower() == other.quote.lower() else "compatible" if a.low <= b.high and b.low <= a.high else "apart"
    if "vague" not in {one.kind, other.kind} and one.unit != other.unit and abs(a.stated - b.stated) <= max(abs(a.stated), abs(b.stated)) * Decimal("0.015"):
        return "equal"  # 10 km and 6.2 miles, rounded each on its own
    return "compatible" if a.low <= b.high and b.low <= a.high else "apart"


def _score(written: str) -> tuple[str, ...]:
    return tuple(sorted("".join(c if c.isdigit() else " " for c in written).split()))
