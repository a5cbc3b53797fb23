"""A model that answers what a test wrote, with the manners of the real door: schema, check, two re-asks."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import TracebackType
from typing import Any, Generic, NamedTuple, Self, TypeVar

from pydantic import BaseModel, ValidationError

from summarise.errors import ModelError, ModelReplyError
from summarise.values import StepUsage
from summarise.wire import find_json

R = TypeVar("R", bound=BaseModel)
Reply = str | Mapping[str, Any] | ModelError
REASKS = 2
# The steps by the names under which their schemas are sent.
STEPS = {
    "ArticleDraft": "article",
    "MatchDraft": "match",
    "DisputeDraft": "dispute",
    "BriefDraft": "brief",
}


class Said(NamedTuple, Generic[R]):
    value: R


class ScriptedModel:
    """Answers by a function of the step, the prompt and how often this question was asked before."""

    def __init__(self, script: Callable[[str, str, int], Reply]) -> None:
        self.model = "scripted"
        self.script = script
        self.prompts: list[tuple[str, str]] = []
        self.problems: list[tuple[str, ...]] = []

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        pass

    def took(self) -> dict[str, StepUsage]:
        return {}

    def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],
    ) -> Awaitable[Said[R]]:
        assert len(prompt_hash) == len(article_hash) == 64
        return self._ask(messages[0]["content"], reply, step, check)

    async def _ask(
        self, prompt: str, reply: type[R], step: str, check: Callable[[R], Sequence[str]]
    ) -> Said[R]:
        best: R | None = None
        for n in range(REASKS + 1):
            self.prompts.append((step, prompt))
            answer = self.script(step, prompt, n)
            if isinstance(answer, ModelError):
                raise answer
            found = find_json(answer if isinstance(answer, str) else json.dumps(answer))
            try:
                value = reply.model_validate_json(json.dumps(found))
            except ValidationError:
                continue
            problems = tuple(check(value))
            self.problems.append(problems)
            best = value
            if not problems:
                break
        if best is None:
            raise ModelReplyError("no reply could be read")
        return Said(best)
