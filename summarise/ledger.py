"""What calls cost: tokens and money per step, and a limit that is kept before it is passed."""

import asyncio
import math
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from summarise.errors import BudgetError


class Usage(BaseModel):
    """Tokens and money of some calls.

    `usd` is none without prices. `guessed` counts the requests whose usage is not known (no reply, or none
    that can be true); they are charged at what was reserved for them. `cached`
    counts answers that cost nothing.
    """

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    requests: int = 0
    prompt_tokens: int = 0
    completion_tokens: int = 0
    usd: float | None = None
    guessed: int = 0
    cached: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        """Return both together."""
        return Usage(
            requests=self.requests + other.requests,
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
            usd=None if self.usd is None and other.usd is None else (self.usd or 0.0) + (other.usd or 0.0),
            guessed=self.guessed + other.guessed,
            cached=self.cached + other.cached,
        )

    @property
    def tokens(self) -> int:
        """Return prompt and completion tokens together."""
        return self.prompt_tokens + self.completion_tokens


class Prices(BaseModel):
    """US dollars for a million tokens, read and written."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    prompt: float
    completion: float


class Hold(NamedTuple):
    """What is set aside for one request."""

    step: str
    prompt_tokens: int
    completion_tokens: int
    usd: float

    @property
    def tokens(self) -> int:
        """Return prompt and completion tokens together."""
        return self.prompt_tokens + self.completion_tokens


class Ledger:
    """The account of one run, kept per step; used in one event loop."""

    def __init__(
        self, prices: Prices | None = None, *, max_cost: float | None = None, max_tokens: int | None = None
    ) -> None:
        """Open an empty account.

        Args:
            prices: without them no money is counted.
            max_cost: US dollars; needs prices.
            max_tokens: prompt and completion tokens together.

        Raises:
            BudgetError: a limit on cost, but no prices.
        """
        if max_cost is not None and prices is None:
            raise BudgetError(
                "a limit on cost needs prices (--price-in and --price-out, or SUMMARISE_PRICES)"
            )
        self.prices = prices
        self.max_cost = math.inf if max_cost is None else max_cost
        self.max_tokens = math.inf if max_tokens is None else max_tokens
        self.steps: dict[str, Usage] = {}
        self._held_tokens = 0
        self._held_usd = 0.0
        self._settled = asyncio.Event()

    @property
    def total(self) -> Usage:
        """Return the usage of all steps."""
        return sum(self.steps.values(), Usage())

    def price(self, prompt_tokens: int, completion_tokens: int) -> float | None:
        """Return US dollars, none without prices."""
        if self.prices is None:
            return None
        return (prompt_tokens * self.prices.prompt + completion_tokens * self.prices.completion) / 1e6

    async def reserve(self, step: str, prompt_tokens: int, completion_tokens: int) -> Hold:
        """Set aside what a request may cost at most, waiting while others in flight may still leave enough.

        Raises:
            BudgetError: it does not fit, and nothing in flight could make room.
        """
        usd = self.price(prompt_tokens, completion_tokens) or 0.0
        hold = Hold(step, prompt_tokens, completion_tokens, usd)
        while not self._fits(hold, self._held_tokens, self._held_usd):
            if not self._fits(hold, 0, 0.0):
                raise BudgetError(self._refusal(hold))
            self._settled.clear()
            await self._settled.wait()
        self._held_tokens += hold.tokens
        self._held_usd += hold.usd
        return hold

    def settle(self, hold: Hold, usage: Usage) -> None:
        """Replace what was set aside by what was used."""
        self._held_tokens -= hold.tokens
        self._held_usd -= hold.usd
        self.count(hold.step, usage)
        self._settled.set()

    def count(self, step: str, usage: Usage) -> None:
        """Add to a step what needed no reservation."""
        self.steps[step] = self.steps.get(step, Usage()) + usage

    def _fits(self, hold: Hold, held_tokens: int, held_usd: float) -> bool:
        spent = self.total
        return (
            spent.tokens + held_tokens + hold.tokens <= self.max_tokens
            and (spent.usd or 0.0) + held_usd + hold.usd <= self.max_cost
        )

    def _refusal(self, hold: Hold) -> str:
        spent = self.total
        if spent.tokens + hold.tokens > self.max_tokens:
            return (
                f"the next call may take {hold.tokens} tokens: {spent.tokens} of {self.max_tokens} are used"
            )
        cost, spent_usd = f"${hold.usd:.4f}", f"${spent.usd or 0.0:.4f}"
        return f"the next call may cost {cost}: {spent_usd} of ${self.max_cost:.4f} are spent"
