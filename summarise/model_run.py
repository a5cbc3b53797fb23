"""A run with a language model as the command line makes it: where it is asked, what is kept, what it took."""

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from summarise.compose import PAGE, Brief
from summarise.errors import BudgetError
from summarise.journal import Journal, default_path
from summarise.ledger import Ledger, Prices, Usage
from summarise.llm import Door
from summarise.local import LocalModel, kept_under, local_file, serve
from summarise.model_options import CONCURRENCY, Choices
from summarise.modelled import brief_with_model
from summarise.progress import shown, spent
from summarise.questions import load_prompts, load_wording
from summarise.values import GROUPED_BY_CODE, NOT_LOOKED_FOR, WRITTEN_BY_CODE, Article
from summarise.wire import Endpoint

Say = Callable[[str], None]

WITHOUT_MODEL = (GROUPED_BY_CODE, NOT_LOOKED_FOR, WRITTEN_BY_CODE)


def write(
    articles: Sequence[Article], choices: Choices, say: Say, terminal: TextIO, words: int = PAGE
) -> Brief:
    """Return the note that the chosen model wrote; what that took is told through `say` in any case.

    Raises:
        PromptError, JournalError: what was chosen cannot be used.
        ModelError: as `write_brief`.
    """
    prompts, wording = load_prompts(choices.prompts), load_wording(choices.prompts)
    ledger = ledger_of(choices)
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


def ledger_of(choices: Choices) -> Ledger:
    """Return an empty account with the prices and limits that were chosen."""
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
        yield served, kept_under(path)


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
    steps = [d for d in note.dropped if any(what in d.reason for what in WITHOUT_MODEL)]
    yield from (f"{entry.where}: {entry.reason}" for entry in steps)
    if others := len(note.dropped) - len(steps):
        yield f"{others} of the model's answers were not kept: the note says which"


def _calls(usage: Usage) -> str:
    calls = f"{usage.requests} request{'' if usage.requests == 1 else 's'}"
    cached = f", {usage.cached} answered from the cache" if usage.cached else ""
    guessed = f", {usage.guessed} of unknown usage" if usage.guessed else ""
    return f"{calls}{cached}{guessed}"
