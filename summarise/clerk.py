"""The one who writes the journal of a run: a thread, so that a slow disk never holds up the event loop."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from summarise.journal import Journal

T = TypeVar("T")


class Clerk:
    """Does what a journal is asked for, one thing after the other."""

    def __init__(self, journal: Journal) -> None:
        """Start; `close` ends it."""
        self.journal = journal
        self._thread = ThreadPoolExecutor(1, "journal")

    async def do(self, act: Callable[..., T], *values: object) -> T:
        """Return what a method of the journal returns."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, act, *values)

    def note(self, act: Callable[..., None], *values: object) -> None:
        """Write without waiting, from where a task may have been cancelled, or even the door closed."""
        with suppress(RuntimeError):
            self._thread.submit(act, *values)

    def close(self) -> None:
        """Write what is left, and end."""
        self._thread.shutdown(wait=True)
