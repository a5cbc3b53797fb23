"""Steps on the calendar from the day on which an article was written: last week, two months ago."""

from datetime import date, timedelta

from summarise.numbers import read_number
from summarise.text import Tokens
from summarise.values import Grain
from summarise.when import Part, When, in_month, on_day, unresolved

CALENDAR_UNITS: dict[str, Grain] = {
    "week": "week",
    "weekend": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
YEARS_IN = {"year": 1, "decade": 10, "century": 100}
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}


def from_today(days: int, end: int, reference: date | None) -> When:
    """Return the day that lies `days` ahead of the reference."""
    return on_day(reference + timedelta(days=days), end) if reference else unresolved(end, "day")


def step_month(month: Part, step: int, reference: date | None) -> When:
    """Return the month meant by "last March" (step -1), "this March" (0) or "next March" (1)."""
    if reference is None:
        return unresolved(month.end, "month")
    year = reference.year
    if step < 0:
        year -= month.value >= reference.month
    elif step > 0:
        year += month.value <= reference.month
    return in_month(year, month.value, month.end)


def step_by(end: int, grain: Grain, step: int, reference: date | None) -> When:
    """Return the reference moved by `step` weeks, months, quarters, years, decades or centuries."""
    if reference is None:
        return unresolved(end, grain)
    if grain == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
        return When(end, monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week")
    if grain == "month":
        months = reference.year * 12 + reference.month - 1 + step
        return in_month(months // 12, months % 12 + 1, end)
    if grain == "quarter":
        quarters = reference.year * 4 + (reference.month - 1) // 3 + step
        iso = f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
        return When(end, iso, iso, grain)
    length = YEARS_IN[grain]
    first = (reference.year // length + step) * length
    return When(end, f"{first:04d}", f"{first + length - 1:04d}", grain)


def read_ago(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "two days ago", "a week ago"."""
    counted = _count_before_ago(tokens, i)
    if counted is None:
        return None
    count, end = counted.value, counted.end
    unit = tokens.word(end - 2).removesuffix("s")
    grain = CALENDAR_UNITS.get(unit, "day")
    if reference is None:
        return unresolved(end, grain)
    too_far = unresolved(end, "day" if unit in DAYS_IN else grain, "too far back for a calendar")
    if unit in DAYS_IN:
        days = count * DAYS_IN[unit]
        return on_day(reference - timedelta(days=days), end) if days < reference.toordinal() else too_far
    if count >= reference.year - 1:
        return too_far
    if grain in {"decade", "century"}:
        return step_by(end, "year", -count * YEARS_IN[grain], reference)
    return step_by(end, grain, -count, reference)


def _count_before_ago(tokens: Tokens, i: int) -> Part | None:
    """Return how many days, weeks … "ago" stands behind, and the token behind "ago"."""
    if tokens.word(i) in {"a", "an"}:
        count, at = 1, i + 1
    else:
        number = read_number(tokens, i)
        if (
            number is None
            or number.form != "cardinal"
            or number.value != int(number.value)
            or number.value > 5000
        ):
            return None
        count, at = int(number.value), number.end
    unit = tokens.word(at).removesuffix("s")
    if tokens.word(at + 1) != "ago" or (unit not in DAYS_IN and unit not in CALENDAR_UNITS):
        return None
    return Part(count, at + 2)
