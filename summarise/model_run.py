"""A run with a language model as the command line makes it: where it is asked, what is kept, what it took."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, NamedTuple, TextIO, TypeVar

from summarise.compose import PAGE, Brief
from summarise.drafts import Draft
from summarise.errors import BudgetError
from summarise.journal import Journal, default_path
from summarise.ledger import Ledger, Prices, Usage
from summarise.llm import Door
from summarise.local import LocalModel, local_file, serve
from summarise.model_options import CONCURRENCY, Choices
from summarise.modelled import brief_with_model, write_brief
from summarise.progress import shown, spent
from summarise.questions import load_prompts, load_wording
from summarise.values import GROUPED_BY_CODE, WRITTEN_BY_CODE, Article, StepUsage
from summarise.wire import Endpoint, request_bytes, wire_schema

R = TypeVar("R", bound=Draft)
Say = Callable[[str], None]

BYTES_PER_TOKEN = 4  # of English, about


def write(
    articles: Sequence[Article], choices: Choices, say: Say, terminal: TextIO, words: int = PAGE
) -> Brief:
    """Return the note that the chosen model wrote; what that took is told through `say` in any case.

    Raises:
        PromptError, JournalError: what was chosen cannot be used.
        ModelError: as `write_brief`.
    """
    prompts, wording = load_prompts(choices.prompts), load_wording(choices.prompts)
    ledger = _ledger(choices)
    path = cache_path(choices)
    with _warnings(say), _served(choices) as (served, known_as), Journal(path) as journal:
        door = Door(
            served.name,
            wording,
            endpoint=served.endpoint,
            known_as=known_as,
            timeout=choices.timeout,
            concurrency=served.slots,
            temperature=choices.temperature,
            seed=choices.seed,
            reply_tokens=choices.reply_tokens,
            ledger=ledger,
            journal=journal,
        )
        try:
            with shown(len(articles), ledger, terminal, say, quiet=choices.quiet) as told:
                note = brief_with_model(
                    articles, door, prompts=prompts, strict=choices.strict, words=words, told=told
                )
        except BudgetError as error:
            kept = f"; replies so far are kept in {path}" if choices.keep else ""
            raise BudgetError(f"{error}{kept}") from error
        finally:
            for line in _account(ledger):
                say(line)
    for line in _done_without(note):
        say(line)
    return note


def cache_path(choices: Choices) -> Path | str:
    """Return where replies are kept, as `Journal` takes it."""
    return (choices.cache or default_path()) if choices.keep else ":memory:"


def _ledger(choices: Choices) -> Ledger:
    prices = choices.prices and Prices(prompt=choices.prices[0], completion=choices.prices[1])
    return Ledger(prices, max_cost=choices.max_cost, max_tokens=choices.max_tokens)


@contextmanager
def _served(choices: Choices) -> Iterator[tuple[LocalModel, str | None]]:
    """Give where the model is asked, and what it is known by where that address is only of this run."""
    path = local_file(choices.model)
    if path is None:
        slots = choices.concurrency or CONCURRENCY
        yield LocalModel(choices.model, Endpoint(choices.base_url), slots), None
        return
    with serve(path, slots=choices.concurrency or 1) as served:
        file = path.stat()
        yield served, f"local:{path.resolve()}:{file.st_size}:{file.st_mtime_ns}"


@contextmanager
def _warnings(say: Say) -> Iterator[None]:
    """Say what is logged as a warning while this lasts, as everything else is said."""
    handler = _Saying(say)
    logger = logging.getLogger("summarise")
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)


class _Saying(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.WARNING)
        self.say = say

    def emit(self, record: logging.LogRecord) -> None:
        self.say(record.getMessage())


def _account(ledger: Ledger) -> Iterator[str]:
    if not (ledger.total.tokens or ledger.total.cached):
        return
    for step, usage in ledger.steps.items():
        yield f"{step}: {_calls(usage)}, {spent(usage)}"
    yield f"in all: {_calls(ledger.total)}, {spent(ledger.total)}"


def _done_without(note: Brief) -> Iterator[str]:
    """Yield what the model had no part in; articles that it did not read have warnings of their own."""
    steps = [d for d in note.dropped if GROUPED_BY_CODE in d.reason or WRITTEN_BY_CODE in d.reason]
    yield from (f"{entry.where}: {entry.reason}" for entry in steps)
    if others := len(note.dropped) - len(steps):
        yield f"{others} of the model's answers were not kept: the note says which"


def _calls(usage: Usage) -> str:
    calls = f"{usage.requests} request{'' if usage.requests == 1 else 's'}"
    cached = f", {usage.cached} answered from the cache" if usage.cached else ""
    guessed = f", {usage.guessed} of unknown usage" if usage.guessed else ""
    return f"{calls}{cached}{guessed}"


# Before a run


def estimate(articles: Sequence[Article], choices: Choices) -> list[str]:
    """Return, line by line, the calls and tokens that a run takes if each is answered at once; none is made.

    Tokens read are guessed from the bytes of the prompts, and tokens written are the most that a reply may
    take. How many readings are grouped, and what the writing call is shown, depends a little on the answers.

    Raises:
        PromptError: a template is missing or wrong.
    """
    counter = Counter(choices.model)
    asyncio.run(write_brief(articles, counter, prompts=load_prompts(choices.prompts)))
    ledger = _ledger(choices)
    for step, (calls, read) in counter.steps.items():
        written = calls * choices.reply_tokens
        usd = ledger.price(read, written)
        ledger.count(step, Usage(requests=calls, prompt_tokens=read, completion_tokens=written, usd=usd))
    return [_estimated(step, usage) for step, usage in [*ledger.steps.items(), ("in all", ledger.total)]]


def _estimated(step: str, usage: Usage) -> str:
    calls = f"{usage.requests} call{'' if usage.requests == 1 else 's'}"
    words = f"{step}: {calls}, about {usage.prompt_tokens:,} tokens read"
    most = f"at most {usage.completion_tokens:,} written"
    return f"{words}, {most}" if usage.usd is None else f"{words}, {most}, at most ${usage.usd:.4f}"


NO_STATEMENT = '{"text": "", "sentences": [], "findings": []}'
SILENCE = {
    "article": '{"figures": [], "key_sentences": []}',
    "match": '{"groups": []}',
    "brief": f'{{"title": {NO_STATEMENT}, "bottom_line": [], "sections": []}}',
}


class Silence(NamedTuple, Generic[R]):
    """An answer that says nothing."""

    value: R


class Counter:
    """A model that counts what it is asked and says nothing."""

    def __init__(self, model: str) -> None:
        """Start with no calls."""
        self.model = model
        self.steps: dict[str, tuple[int, int]] = {}
        """Calls and tokens read, by step."""

    def took(self) -> dict[str, StepUsage]:
        """Return nothing: no reply was paid for."""
        return {}

    async def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,  # noqa: ARG002
        article_hash: str,  # noqa: ARG002
        check: Callable[[R], Sequence[str]],  # noqa: ARG002
    ) -> Silence[R]:
        """Count a call."""
        calls, read = self.steps.get(step, (0, 0))
        size = request_bytes([*messages, wire_schema(reply)])
        self.steps[step] = (calls + 1, read + -(-size // BYTES_PER_TOKEN))
        return Silence(reply.model_validate_json(SILENCE[step]))
