"""A figure in the making: its tokens, kind and value, before it becomes a range of characters."""

from dataclasses import dataclass
from decimal import Decimal

from summarise.values import Grain, Kind, Qualifier


@dataclass(frozen=True, slots=True)
class Found:
    """A figure made of the tokens from `first` up to `end`; the rest is as in `Figure`."""

    first: int
    end: int
    kind: Kind
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    grain: Grain | None = None
    note: str | None = None
    converts: int | None = None
    """Which figure of the text it converts, counted from 0."""

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The value as numbers, none for dates, times and what has no number of its own."""
        if isinstance(self.low, Decimal) and isinstance(self.high, Decimal):
            return self.low, self.high
        return None
