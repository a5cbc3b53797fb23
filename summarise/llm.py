"""The one door to a language model: every question to one is asked through it."""

import asyncio
import random
from collections.abc import Callable, Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, Self, TypeVar

from pydantic import BaseModel, ValidationError

from summarise.attempts import Attempts, Way
from summarise.clerk import Clerk
from summarise.errors import ModelError, ModelReplyError, ModelStopError
from summarise.faults import AGAIN, ERRORS, Failed, Fault
from summarise.gate import Gate
from summarise.journal import Journal, Reply, reply_key
from summarise.ledger import Ledger, Usage
from summarise.talk import ASKED, Patience, Talk, asking, find_nothing, hush, judged, now, short
from summarise.values import StepUsage
from summarise.wire import JSON, Endpoint, Wording, wire_schema

# The client and what it brings cost a second and 60 MB: they are loaded when a door opens.
if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

R = TypeVar("R", bound=BaseModel)
Message = Mapping[str, str]

# Of what a key stands for; raise it when replies kept so far must not be used any more.
SCHEMA_VERSION = 1
REPLY_TOKENS = 4096
LONGEST_QUOTE = 20_000  # of a reply, sent back with what is wrong with it
FIRST_TRIES = 3  # where nobody has answered yet, as behind a wrong address
POLL = 0.25  # seconds between looks at what another process is doing


class Answer(NamedTuple, Generic[R]):
    """A reply that fits its schema, what it took, and what `check` still finds wrong with it."""

    value: R
    usage: Usage
    problems: tuple[str, ...]


class Claim(NamedTuple):
    """Whether a question is ours to ask, and the reply that there is to it nevertheless."""

    mine: bool
    kept: Reply | None


class Door:
    """The way to one model at one endpoint, for one run in one event loop.

    Use it as an async context manager, and ask through it from as many tasks as there are articles.
    """

    def __init__(  # noqa: PLR0913 - all that decides how a model is asked, in one place
        self,
        model: str,
        wording: Wording,
        *,
        endpoint: Endpoint = Endpoint(),  # noqa: B008 - a value
        known_as: str | None = None,
        timeout: float = 120.0,
        concurrency: int = 8,
        temperature: float = 0.0,
        seed: int = 0,
        reply_tokens: int = REPLY_TOKENS,
        ledger: Ledger | None = None,
        journal: Journal | None = None,
        patience: Patience = Patience(),  # noqa: B008 - a value
        transport: "httpx2.AsyncBaseTransport | None" = None,
    ) -> None:
        """Describe a door; nothing is loaded or sent before it is entered.

        Args:
            model: the name that the endpoint knows the model by (Azure: of the deployment).
            wording: what the door itself says to a model.
            endpoint: address and key, else those that the openai client finds in the environment.
            known_as: what replies are kept under in place of the address, for one that changes every time.
            timeout: seconds for one request from the first byte sent to the last byte read.
            concurrency: requests at once.
            temperature: of the sampling.
            seed: of the sampling.
            reply_tokens: the most that a reply may take, where a question does not say.
            ledger: prices and limits; its totals are there to read while the door is open.
            journal: where replies are kept; without one, in memory for as long as the door is open.
            patience: how long a question is kept up against failures.
            transport: what carries the requests, for a scripted one.
        """
        self.model = model
        self.wording = wording
        self.timeout = timeout
        self.temperature = temperature
        self.seed = seed
        self.reply_tokens = reply_tokens
        self.patience = patience
        self.ledger = ledger or Ledger()
        self.gate = Gate(concurrency)
        self._endpoint = endpoint
        self._known_as = known_as
        self._transport = transport
        self._journal = journal or Journal()
        self._own_journal = journal is None
        self._flights: dict[str, asyncio.Future[Reply | None]] = {}
        self._took: dict[str, tuple[str, int, int]] = {}
        # As many again may stand before the gate, so that no place is empty for long; the rest hold nothing.
        self._seats = asyncio.Semaphore(2 * concurrency)

    async def __aenter__(self) -> Self:
        """Load the client and connect.

        Raises:
            ModelStopError: the address or the key is missing or makes no sense.
        """
        from summarise.client import Client  # noqa: PLC0415 - see the top

        self._client = Client(self._endpoint, self.timeout, self.gate.places, self._transport)
        self._instructor = self._patched()
        hush()
        self._clerk = Clerk(self._journal)
        self._place = reply_key({"base_url": self._known_as or self._client.base_url, "model": self.model})
        way = Way(self.model, self._place, self.wording, self.temperature, self.seed, self.patience)
        self._attempts = Attempts(way, self._client, self._clerk, self.ledger, self.gate)
        await self._attempts.recall()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.close()
        self._clerk.close()
        if self._own_journal:
            self._journal.close()

    async def ask(  # noqa: PLR0913 - each names one thing that decides the answer
        self,
        messages: Sequence[Message],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]] = find_nothing,
        reply_tokens: int | None = None,
        reasks: int = 2,
    ) -> Answer[R]:
        """Ask for a reply of the given shape, or return the one that was given before.

        Args:
            messages: role and content of each.
            reply: a pydantic model that forbids extra fields.
            step: what the tokens are counted under.
            prompt_hash: of the template, all that the model reads but the article.
            article_hash: of what was put into it. A reply is found again by both, not by `messages`, which
                may hold a random marker.
            check: returns what is wrong with a reply that fits the schema, one short message each. They go
                back to the model; what is left after the last re-ask comes with the answer.
            reply_tokens: the most tokens that a reply may take; none for as many as the door allows.
            reasks: how often to ask again for a reply that does not fit.

        Raises:
            ModelError: one of its kinds, by what is to be done about it. An answer with problems that was
                paid for before is returned instead.
        """
        reply_tokens = reply_tokens or self.reply_tokens
        key = self._key(wire_schema(reply), prompt_hash, article_hash, reply_tokens)
        talk = Talk(key, step, reply, check)
        talk.messages = [dict(message) for message in messages]
        talk.reply_tokens = reply_tokens
        talk.bounded = self._endpoint.takes_bounds
        while (flight := self._flights.get(key)) is not None:
            # A twin asks already. It fails for both; if it was cancelled, this one goes itself.
            if (kept := await asyncio.shield(flight)) is not None:
                return self._answer(talk, kept, self._free())
        flight = self._flights[key] = asyncio.get_running_loop().create_future()
        try:
            kept, usage = await self._find(talk, reasks)
        except ModelError as error:
            flight.set_exception(error)
            flight.exception()  # seen: there may be no twin
            raise
        else:
            flight.set_result(kept)
            return self._answer(talk, kept, usage)
        finally:
            del self._flights[key]
            if not flight.done():
                flight.set_result(None)
            # The libraries below leave talks in reference cycles: what a check knows must not hang on them.
            talk.check = find_nothing

    async def kept(self, reply: type[R], *, prompt_hash: str, article_hash: str) -> R | None:
        """Return the reply that is kept for a question, none where it would be asked."""
        key = self._key(wire_schema(reply), prompt_hash, article_hash, self.reply_tokens)
        found = await self._clerk.do(self._recall, Talk(key, "", reply, find_nothing))
        return None if found is None else reply.model_validate_json(found.text)

    def took(self) -> dict[str, StepUsage]:
        """Return what the replies that were given so far took when they were first got, by step."""
        steps = dict.fromkeys(step for step, _, _ in self._took.values())
        return {step: self._of_step(step) for step in steps}

    def _of_step(self, step: str) -> StepUsage:
        replies = [(read, written) for each, read, written in self._took.values() if each == step]
        read, written = (sum(tokens) for tokens in zip(*replies, strict=True))
        return StepUsage(tokens_in=read, tokens_out=written, cost=self.ledger.price(read, written))

    def _key(self, schema: JSON, prompt_hash: str, article_hash: str, reply_tokens: int) -> str:
        # Not the mode: it is found out during a run, which could then not find its own replies again, and
        # whatever the mode, a reply has passed the same checks.
        return reply_key(
            {
                "version": SCHEMA_VERSION,
                "prompt": prompt_hash,
                "schema": schema,
                "place": self._place,
                "sampling": [self.temperature, self.seed, reply_tokens],
                "article": article_hash,
            }
        )

    def _answer(self, talk: Talk[R], kept: Reply, usage: Usage) -> Answer[R]:
        # Read again from the text, kept or new: the same value whichever way it came, of the plain type.
        value = talk.reply.model_validate_json(kept.text)
        self.ledger.count(talk.step, Usage(cached=usage.cached))
        self._took[talk.key] = (talk.step, kept.prompt_tokens, kept.completion_tokens)
        return Answer(value, usage, tuple(map(short, talk.check(value))))

    def _free(self) -> Usage:
        return Usage(cached=1, usd=self.ledger.price(0, 0))

    async def _find(self, talk: Talk[R], reasks: int) -> tuple[Reply, Usage]:
        if (kept := await self._clerk.do(self._recall, talk)) is not None:
            return kept, self._free()
        async with self._seats:
            while not (found := await self._clerk.do(self._claim, talk)).mine:  # noqa: ASYNC110
                await asyncio.sleep(POLL)  # another process asks, and has no way to tell
            try:
                if found.kept is not None:
                    return found.kept, self._free()  # and it has got its reply
                kept = await self._converse(talk, reasks)
                # A run that is being stopped still keeps what it has got.
                await asyncio.shield(self._clerk.do(self._journal.keep, talk.key, kept))
                return kept, talk.usage
            finally:
                self._clerk.note(self._journal.release, talk.key)

    @property
    def _lease(self) -> float:
        # Long, as it is no loss: the lease of a process that has died is free at once.
        return self.timeout * self.patience.tries + self.patience.seconds

    def _claim(self, talk: Talk[R]) -> Claim:
        mine = self._journal.claim(talk.key, self._lease)
        return Claim(mine, self._recall(talk) if mine else None)

    def _recall(self, talk: Talk[R]) -> Reply | None:
        kept = self._journal.reply(talk.key)
        if kept is None:
            return None
        try:
            talk.reply.model_validate_json(kept.text)
        except ValidationError:
            self._journal.forget(talk.key)  # accepted by rules that have changed since
            return None
        return kept

    def _patched(self) -> Any:  # noqa: ANN401 - typed for a client that is used as it is
        """Return what instructor makes of `_reply`: a function that also parses and re-asks."""
        import instructor  # noqa: PLC0415 - see the top

        async def create(**_: object) -> "ChatCompletion":
            return await self._reply(ASKED.get())

        return instructor.patch(create=create, mode=instructor.Mode.JSON_SCHEMA)

    async def _converse(self, talk: Talk[R], reasks: int) -> Reply:
        """Return an accepted reply; instructor parses and re-asks, `_reply` sends."""
        from instructor.core import InstructorError  # noqa: PLC0415 - see the top

        try:
            with asking(talk):
                await self._instructor(
                    response_model=judged(talk.reply), messages=talk.messages, max_retries=reasks
                )
        except InstructorError as error:
            if talk.best is None:
                self._give_up(talk, error.__cause__)
        finally:
            self._attempts.ended(talk)
        if talk.best is None:
            raise ModelReplyError(self._said("no reply could be read"))
        return Reply(talk.best[0], talk.usage.prompt_tokens, talk.usage.completion_tokens)

    def _give_up(self, talk: Talk[R], cause: BaseException | None) -> NoReturn:
        # `from None`: foreign errors hold whole requests and replies, and a logged traceback would show them.
        if isinstance(cause, Failed) and cause.fault.kind == "unreachable" and not self._attempts.reached:
            self._attempts.stopped = cause.fault._replace(kind="stop")
            raise ModelStopError(self._said(cause.fault.message)) from None
        if isinstance(cause, Failed):
            raise ERRORS[cause.fault.kind](self._said(cause.fault.message)) from None
        if isinstance(cause, ModelError):
            raise type(cause)(str(cause)) from None
        if isinstance(cause, ValidationError):
            raise ModelReplyError(
                self._said(
                    f"no reply fits {talk.name} after {talk.requests} requests: {'; '.join(talk.problems())}"
                )
            ) from None
        raise cause or ModelReplyError(self._said("no reply could be read"))

    async def _reply(self, talk: Talk[R]) -> "ChatCompletion":
        """Return the next reply: the policy of retries, with a fresh tenacity object for each."""
        import tenacity  # noqa: PLC0415 - see the top

        from summarise.client import completion  # noqa: PLC0415

        retrying = tenacity.AsyncRetrying(
            retry=tenacity.retry_if_exception(_may_pass),
            stop=lambda _: self._is_over(talk),
            wait=lambda state: self._pause(talk, state),
            reraise=True,
        )
        messages = self._conversation(talk)
        talk.failures, talk.failed_at = 0, None
        async for attempt in retrying:
            with attempt:
                talk.text = await self._attempts.make(talk, messages)
        return completion(talk.text)

    def _conversation(self, talk: Talk[R]) -> list[JSON]:
        if not talk.text:
            return talk.messages
        said = self.wording.reask.replace(
            "$problems", "\n".join(f"- {problem}" for problem in talk.problems())
        )
        # Only the last reply is quoted, however many there were: the others are wrong and cost tokens.
        return [
            *talk.messages,
            {"role": "assistant", "content": talk.text[:LONGEST_QUOTE]},
            {"role": "user", "content": said},
        ]

    def _is_over(self, talk: Talk[R]) -> bool:
        late = talk.failed_at is not None and now() - talk.failed_at > self.patience.seconds
        tries = self.patience.tries if self._attempts.reached else min(FIRST_TRIES, self.patience.tries)
        return late or talk.failures >= tries

    def _pause(self, talk: Talk[R], state: "RetryCallState") -> float:
        fault = _fault_of(state)
        if fault is None or fault.kind in {"throttled", "changed"}:
            return 0.0  # the gate holds back the first; the second is another request
        longest = min(self.patience.pause * 2.0 ** (talk.failures - 1), self.patience.longest_pause)
        return max(fault.wait or 0.0, longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load

    def _said(self, message: str) -> str:
        return self._client.redacted(f"{self.model}: {message}")


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Failed) and error.fault.kind in AGAIN


def _fault_of(state: "RetryCallState") -> Fault | None:
    error = state.outcome.exception() if state.outcome else None
    return error.fault if isinstance(error, Failed) else None
