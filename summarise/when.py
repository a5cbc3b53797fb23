"""A date phrase once it is read: its ISO bounds, how fine they are, and where it ends."""

from datetime import date
from typing import NamedTuple

from summarise.values import Grain


class When(NamedTuple):
    """A date phrase: tokens up to `end`; ISO bounds, none if they cannot be known; the grain; why not."""

    end: int
    low: str | None
    high: str | None
    grain: Grain
    note: str | None = None


class Part(NamedTuple):
    """A day, month or year of a date, as a number, and the token behind it."""

    value: int
    end: int


def unresolved(end: int, grain: Grain, why: str = "no date of publication to resolve it against") -> When:
    """Return a date phrase whose day cannot be known."""
    return When(end, None, None, grain, why)


def on_day(day: date, end: int) -> When:
    """Return a date phrase for one day."""
    return When(end, day.isoformat(), day.isoformat(), "day")


def in_month(year: int, month: int, end: int) -> When:
    """Return a date phrase for one month."""
    iso = iso_month(year, month)
    return When(end, iso, iso, "month")


def iso_month(year: int, month: int) -> str:
    """Return a month in ISO form: `2024-11`."""
    return f"{year:04d}-{month:02d}"
