"""How a question is put to a model: the prompts, the room for material, the door as the engine sees it."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from summarise.drafts import Draft
from summarise.errors import BudgetError, ModelError
from summarise.marked import harmless
from summarise.prompts import Prompt, load
from summarise.values import StepUsage
from summarise.wire import Wording

R = TypeVar("R", bound=Draft)
R_co = TypeVar("R_co", bound=Draft, covariant=True)
T = TypeVar("T")

LONGEST_REASON = 200
FENCE_BYTES = 4


class Answered(Protocol[R_co]):
    """What a door returns: a reply of the right shape. What is still wrong with it is found again here."""

    @property
    def value(self) -> R_co:
        """The reply."""


class Model(Protocol):
    """A way to a language model: `summarise.llm.Door` while it is open, or a scripted one."""

    model: str

    def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],
    ) -> Awaitable[Answered[R]]:
        """Return a reply of the given shape; what `check` finds wrong with one goes back to the model.

        Raises:
            ModelError: one of its kinds.
        """

    def took(self) -> Mapping[str, StepUsage]:
        """Return what the replies so far took, by step."""


class Prompts(NamedTuple):
    """The templates of the four steps."""

    article: Prompt
    match: Prompt
    dispute: Prompt
    brief: Prompt


class Room(NamedTuple):
    """How much of a story goes into one request, in characters; an English token has three to five."""

    article: int = 24_000
    match: int = 12_000
    dispute: int = 16_000
    brief: int = 60_000


class Asking(NamedTuple):
    """The model, and how it is asked for one note."""

    model: Model
    prompts: Prompts
    room: Room
    strict: bool
    """Whether it is an error where something would be done without the model."""

    async def ask(
        self, step: Prompt, reply: type[R], check: Callable[[R], Sequence[str]], **values: str
    ) -> R:
        """Return the model's answer to a prompt with some values filled in."""
        content = step.render(**values, fence=secrets.token_hex(FENCE_BYTES))
        told = "\0".join(f"{name}\0{values[name]}" for name in sorted(values))
        answer = await self.model.ask(
            [{"role": "user", "content": content}],
            reply,
            step=step.name,
            prompt_hash=step.sha256,
            article_hash=sha256(told.encode("utf-8", "replace")).hexdigest(),
            check=check,
        )
        return answer.value


def remembering(read: Callable[[R], T]) -> Callable[[R], T]:
    """Return a way to read drafts that reads equal ones in a row once: a door checks each several times."""
    last: list[tuple[R, T]] = []

    def once(draft: R) -> T:
        # Not `!=`: a door has them checked as a type of its own too, and values of two types never are equal.
        if not last or vars(last[0][0]) != vars(draft):
            last[:] = [(draft, read(draft))]
        return last[0][1]

    return once


def load_prompts(folder: Path | None = None) -> Prompts:
    """Return the templates, those of `folder` before our own.

    Raises:
        PromptError: one is missing, or its placeholders are wrong.
    """
    return Prompts(
        load("article", frozenset({"source", "published", "sentences", "fence"}), folder),
        load("match", frozenset({"readings", "fence"}), folder),
        load("dispute", frozenset({"sentences", "fence"}), folder),
        load("brief", frozenset({"findings", "evidence", "statements", "fence"}), folder),
    )


def load_wording(folder: Path | None = None) -> Wording:
    """Return what a door itself says to a model, the templates of `folder` before our own.

    Raises:
        PromptError: one is missing, or its placeholders are wrong.
    """
    return Wording(
        load("reask", frozenset({"problems"}), folder).text,
        load("schema", frozenset({"schema"}), folder).text,
    )


async def all_of(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run all at once and return their results in order; the first error stops the others.

    Not so where a limit is reached: the others are paid for already, or find that no more fits.
    """
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    except BaseException as error:
        if not isinstance(error, BudgetError):
            for task in tasks:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


def reason(error: ModelError) -> str:
    """Return why a call failed, as a note may say it."""
    return harmless(str(error))[:LONGEST_REASON] or type(error).__name__
