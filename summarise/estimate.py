"""What a run with a language model would take: the calls that it would make, counted, and none made."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from summarise.drafts import Draft
from summarise.journal import Journal
from summarise.ledger import Usage
from summarise.llm import Door
from summarise.local import kept_under, local_file
from summarise.model_options import Choices
from summarise.model_run import cache_path, ledger_of
from summarise.modelled import write_brief
from summarise.questions import load_prompts, load_wording
from summarise.values import Article, StepUsage
from summarise.wire import Endpoint, request_bytes, wire_schema

R = TypeVar("R", bound=Draft)

BYTES_PER_TOKEN = 4  # of English, about
NO_STATEMENT = '{"text": "", "sentences": [], "findings": []}'
SILENCE = {
    "article": '{"figures": [], "key_sentences": []}',
    "match": '{"groups": []}',
    "dispute": '{"disputes": []}',
    "brief": f'{{"title": {NO_STATEMENT}, "bottom_line": [], "sections": []}}',
}


class Given(NamedTuple, Generic[R]):
    """An answer: one that is kept, or one that says nothing."""

    value: R


class Counter:
    """A model that counts what it is asked; it says what it said before, or nothing."""

    def __init__(self, model: str, door: Door | None = None) -> None:
        """Start with no calls; through `door` come the replies that are kept."""
        self.model = model
        self.door = door
        self.steps: dict[str, Usage] = {}
        """Calls, tokens read and kept replies, by step."""

    def took(self) -> dict[str, StepUsage]:
        """Return nothing: no reply was paid for."""
        return {}

    async def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],  # noqa: ARG002
    ) -> Given[R]:
        """Count a call."""
        kept = None
        if self.door is not None:
            kept = await self.door.kept(reply, prompt_hash=prompt_hash, article_hash=article_hash)
        if kept is None:
            size = request_bytes([*messages, wire_schema(reply)])
            usage = Usage(requests=1, prompt_tokens=-(-size // BYTES_PER_TOKEN))
        else:
            usage = Usage(cached=1)
        self.steps[step] = self.steps.get(step, Usage()) + usage
        return Given(kept or reply.model_validate_json(SILENCE[step]))


def estimate(articles: Sequence[Article], choices: Choices) -> list[str]:
    """Return, line by line, the calls and tokens that a run takes if each is answered at once; none is made.

    Tokens read are guessed from the bytes of the prompts, and tokens written are the most that a reply may
    take. How many readings are grouped, and what the writing call is shown, depends a little on the answers.

    Raises:
        PromptError: a template is missing or wrong.
        JournalError: the file of kept replies cannot be used.
    """
    with _run(choices) as door:
        counter = asyncio.run(_counted(articles, choices, door))
    ledger = ledger_of(choices)
    for step, asked in counter.steps.items():
        written = asked.requests * choices.reply_tokens
        usd = ledger.price(asked.prompt_tokens, written)
        ledger.count(step, asked.model_copy(update={"completion_tokens": written, "usd": usd}))
    return [_estimated(step, usage) for step, usage in [*ledger.steps.items(), ("in all", ledger.total)]]


async def _counted(articles: Sequence[Article], choices: Choices, door: Door | None) -> Counter:
    async with door or nullcontext() as opened:
        counter = Counter(choices.model, opened)
        await write_brief(articles, counter, prompts=load_prompts(choices.prompts))
    return counter


@contextmanager
def _run(choices: Choices) -> Iterator[Door | None]:
    """Give the door of the run, that finds the replies which are kept; none where none can be."""
    path = cache_path(choices)
    if not choices.keep or not Path(path).exists():  # to look must not make one
        yield None
        return
    file = local_file(choices.model)
    with Journal(path) as journal:
        door = Door(
            file.stem if file else choices.model,
            load_wording(choices.prompts),
            # Nothing is sent, so that any key will do.
            endpoint=Endpoint(choices.base_url, "none"),
            known_as=kept_under(file) if file else None,
            temperature=choices.temperature,
            seed=choices.seed,
            reply_tokens=choices.reply_tokens,
            journal=journal,
        )
        yield door


def _estimated(step: str, usage: Usage) -> str:
    calls = f"{usage.requests} call{'' if usage.requests == 1 else 's'}"
    words = f"{step}: {calls}, about {usage.prompt_tokens:,} tokens read"
    most = f"at most {usage.completion_tokens:,} written"
    price = "" if usage.usd is None else f", at most ${usage.usd:.4f}"
    kept = f"; {usage.cached} more kept already" if usage.cached else ""
    return f"{words}, {most}{price}{kept}"
