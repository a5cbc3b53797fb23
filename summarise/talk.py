"""One question on its way to a model: what was asked, what came back, and what is wrong with it."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property, lru_cache
from typing import Any, Generic, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError, create_model, model_validator

from summarise.ledger import Usage
from summarise.wire import JSON, find_json, wire_schema

R = TypeVar("R", bound=BaseModel)

LONGEST_PROBLEM = 200
MOST_PROBLEMS = 8


class Patience(NamedTuple):
    """How long one question is kept up.

    `tries` requests may fail in a row of retries (rate limits do not count), the first pause is about `pause`
    seconds and doubles up to `longest_pause`, and `seconds` after the first failure no retry is begun.
    """

    tries: int = 5
    pause: float = 0.5
    longest_pause: float = 8.0
    seconds: float = 300.0


def find_nothing(_: object) -> Sequence[str]:
    """Return no problems: the check of a reply that its schema describes in full."""
    return ()


class Talk(Generic[R]):
    """One question on its way: what was asked, and what came of it so far."""

    def __init__(self, key: str, step: str, reply: type[R], check: Callable[[R], Sequence[str]]) -> None:
        self.key = key
        self.step = step
        self.reply = reply
        self.check = check
        self.messages: list[JSON] = []
        self.bounded = False
        self.reply_tokens = 0
        self.requests = 0
        self.changes = 0
        self.throttled = 0
        self.failures = 0
        self.failed_at: float | None = None
        self.usage = Usage()
        self.text = ""
        self.best: tuple[str, Sequence[str]] | None = None

    @cached_property
    def name(self) -> str:
        return "".join(letter if letter.isalnum() else "_" for letter in self.reply.__name__)[:60]

    @cached_property
    def schema(self) -> JSON:
        return wire_schema(self.reply, bounded=self.bounded)

    def judge(self, value: R) -> R:
        """Return the value if nothing is wrong with it; the best one so far is kept all the same."""
        problems = tuple(map(short, self.check(value)))
        if self.best is None or len(problems) <= len(self.best[1]):
            self.best = (self.text, problems)
        if problems:
            raise ValueError("; ".join(problems))
        return value

    def problems(self) -> list[str]:
        """Return what is wrong with the last reply, in few words: the client's own would quote all of it."""
        if find_json(self.text) is None:
            return ["it is not one JSON object"]
        try:
            value = self.reply.model_validate_json(self.text)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False, include_context=False)
            return [
                short(f"{'.'.join(map(str, each['loc']))}: {each['msg']}") for each in details[:MOST_PROBLEMS]
            ]
        return [short(problem) for problem in self.check(value)][:MOST_PROBLEMS]


@lru_cache(maxsize=64)
def judged(reply: type[R]) -> type[R]:
    """Return a reply's type that also passes the check of the question it answers.

    Made once for each type, with instructor's own wrapping and the schema in place: made for each question it
    would take a millisecond, and stay in memory.
    """
    import instructor  # noqa: PLC0415 - loads for most of a second

    def judge(value: R) -> R:
        asked = ASKED.get(None)
        return value if asked is None else asked.judge(value)

    validators: dict[str, Any] = {"judge": model_validator(mode="after")(judge)}
    made: Any = instructor.openai_schema(
        create_model(reply.__name__, __base__=reply, __validators__=validators)
    )
    made.model_json_schema = lambda: wire_schema(reply)
    return made  # type: ignore[no-any-return]


def short(problem: str) -> str:
    """Return what is wrong, cut to what a message can hold."""
    return problem if len(problem) <= LONGEST_PROBLEM else f"{problem[:LONGEST_PROBLEM]}…"


def now() -> float:
    """Return the seconds of the event loop's clock."""
    return asyncio.get_running_loop().time()


# The question that this task is asking: for the judge of its reply, and for the loggers to know.
ASKED: ContextVar[Talk[Any]] = ContextVar("ASKED")
TALKATIVE = ("openai", "instructor", "httpx2", "httpcore2")


class _Hush(logging.Filter):
    """Drops what the libraries below would log of our requests: whole articles, replies and addresses."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - a filter is asked this way
        return ASKED.get(None) is None


HUSH = _Hush()


def hush() -> None:
    """Keep what our requests hold out of the log, from now on."""
    # A filter works on the very logger only, so every one of them needs it; added twice it stands there once.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in TALKATIVE:
            logging.getLogger(name).addFilter(HUSH)


@contextmanager
def asking(talk: Talk[Any]) -> Iterator[None]:
    """Make a question the one that this task is asking."""
    token = ASKED.set(talk)
    try:
        yield
    finally:
        ASKED.reset(token)
