"""One gate before an endpoint: so many calls at once, first come first served, shut for all on a 429."""

import asyncio
import random
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

# What a wave of "too many requests" leaves of the calls at once; each success gives back a part of one.
CUT = 0.7
# Late by up to this many seconds when the gate opens again, so that several programs do not come at once.
LONGEST_JITTER = 0.3


class GateShut(Exception):  # noqa: N818 - not an error: the caller decides what it means
    """The gate opens later than the caller can wait."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Gate:
    """At most `places` calls inside; fewer after a rate limit, growing back with each success.

    Futures in a queue and not an asyncio.Condition: first in, first out, and no herd to wake for each place.
    """

    def __init__(self, places: int) -> None:
        """Make a gate for one endpoint and model, used in one event loop."""
        self.places = places
        self.limit = float(places)
        self.inside = 0
        self._wave = 0
        self._opens = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._queue: deque[tuple[asyncio.Future[None], float]] = deque()

    @asynccontextmanager
    async def place(self, *, patience: float, first: bool = False) -> AsyncIterator[int]:
        """Hold a place; the value is the wave it belongs to, to be given back to `close`.

        Args:
            patience: seconds that a shut gate may make the caller wait; time in the queue does not count.
            first: go to the head of the queue (a retry has waited already).

        Raises:
            GateShut: the gate opens later than that.
        """
        await self._enter(patience, first=first)
        try:
            yield self._wave
        finally:
            self.inside -= 1
            self._let_in()

    def close(self, wave: int, seconds: float) -> None:
        """Shut the gate for `seconds`; the first to report a wave also cuts the calls at once."""
        self._opens = max(self._opens, asyncio.get_running_loop().time() + seconds)
        for turn, patience in self._queue:
            if patience < seconds and not turn.done():
                turn.set_exception(GateShut(seconds))
        if wave == self._wave:
            self._wave += 1
            self.limit = max(1.0, self.limit * CUT)

    def widen(self) -> None:
        """Count a success: one more call at once for each round of them."""
        self.limit = min(float(self.places), self.limit + 1 / self.limit)

    async def _enter(self, patience: float, *, first: bool) -> None:
        loop = asyncio.get_running_loop()
        if self._opens - loop.time() > patience:
            raise GateShut(self._opens - loop.time())
        turn: asyncio.Future[None] = loop.create_future()
        if first:
            self._queue.appendleft((turn, patience))
        else:
            self._queue.append((turn, patience))
        self._let_in()
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled() and turn.exception() is None:
                self.inside -= 1  # the place was given just before the caller went away
                self._let_in()
            raise

    def _let_in(self) -> None:
        if self._shut():
            return
        while self._queue and self.inside < int(self.limit):
            turn, _ = self._queue.popleft()
            if not turn.done():
                self.inside += 1
                turn.set_result(None)

    def _shut(self) -> bool:
        loop = asyncio.get_running_loop()
        wait = self._opens - loop.time()
        if wait <= 0:
            return False
        if self._timer is None:
            late = random.uniform(0, LONGEST_JITTER)  # noqa: S311 - spreads load, hides nothing
            self._timer = loop.call_later(wait + late, self._reopen)
        return True

    def _reopen(self) -> None:
        self._timer = None
        self._let_in()
