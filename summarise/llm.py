"""The one door to a language model: every request to one passes `Door._attempt`."""

import asyncio
import itertools
import json
import logging
import random
import secrets
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, NoReturn, Self, TypeVar

from pydantic import BaseModel, ValidationError, create_model, model_validator

from summarise.errors import ModelError, ModelReplyError, ModelStopError
from summarise.faults import AGAIN, ERRORS, PASSING, Failed, Fault, of_reply_error
from summarise.gate import Gate, GateShut
from summarise.journal import Journal, Reply, reply_key
from summarise.ledger import Hold, Ledger, Usage
from summarise.values import StepUsage
from summarise.wire import (
    JSON,
    Endpoint,
    Ladder,
    Wording,
    canonical,
    dress,
    find_json,
    request_bytes,
    wire_schema,
)

# The client and what it brings cost a second and 60 MB: they are loaded when a door opens.
if TYPE_CHECKING:
    import httpx2
    from openai.types.chat import ChatCompletion
    from tenacity import RetryCallState

logger = logging.getLogger(__name__)

T = TypeVar("T")
R = TypeVar("R", bound=BaseModel)
Message = Mapping[str, str]

# Of what a key stands for; raise it when replies kept so far must not be used any more.
SCHEMA_VERSION = 1
# No tokenizer makes more than one token of two bytes of news text or JSON for long, so a budget that counts
# this many is not passed; two bytes of reply limit are for the server's own template.
BYTES_PER_RESERVED_TOKEN = 2
TEMPLATE_TOKENS = 100
# Fewer tokens than bytes / 12 were never read from a text of this size: the server has cut it without a word.
BYTES_PER_READ_TOKEN = 12
REPLY_TOKENS = 4096
SMALLEST_CUT = 6_000
LONGEST_PROBLEM = 200
MOST_PROBLEMS = 8
LONGEST_QUOTE = 20_000  # of a reply, sent back with what is wrong with it
LARGEST_TEMPLATE = 10_000
LONGEST_COMPLETION = 1_000_000
MOST_CHANGES = 9  # ways to ask: the modes, and the parameters left out
HEAD_START = 0.3  # seconds
POLL = 0.25  # seconds between looks at what another process is doing


class Patience(NamedTuple):
    """How long one question is kept up.

    `tries` requests may fail in a row of retries (rate limits do not count), the first pause is about `pause`
    seconds and doubles up to `longest_pause`, and `seconds` after the first failure no retry is begun.
    """

    tries: int = 5
    pause: float = 0.5
    longest_pause: float = 8.0
    seconds: float = 300.0


class Answer(NamedTuple, Generic[R]):
    """A reply that fits its schema, what it took, and what `check` still finds wrong with it."""

    value: R
    usage: Usage
    problems: tuple[str, ...]


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
        return wire_schema(self.reply)

    def judge(self, value: R) -> R:
        """Return the value if nothing is wrong with it; the best one so far is kept all the same."""
        problems = tuple(map(_short, self.check(value)))
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
                _short(f"{'.'.join(map(str, each['loc']))}: {each['msg']}")
                for each in details[:MOST_PROBLEMS]
            ]
        return [_short(problem) for problem in self.check(value)][:MOST_PROBLEMS]


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
        self.run = secrets.token_hex(8)
        self._endpoint = endpoint
        self._known_as = known_as
        self._transport = transport
        self._journal = journal or Journal()
        self._own_journal = journal is None
        self._flights: dict[str, asyncio.Future[Reply | None]] = {}
        self._took: dict[str, tuple[str, int, int]] = {}
        self._dropped: set[str] = set()
        self._reached = False
        self._stopped: Fault | None = None
        self._numbers = itertools.count(1)
        # As many again may stand before the gate, so that no place is empty for long; the rest hold nothing.
        self._seats = asyncio.Semaphore(2 * concurrency)
        self._scout: Talk[Any] | None = None
        self._settled = asyncio.Event()

    async def __aenter__(self) -> Self:
        """Load the client and connect.

        Raises:
            ModelStopError: the address or the key is missing or makes no sense.
        """
        from summarise.client import Client  # noqa: PLC0415 - see the top

        self._client = Client(self._endpoint, self.timeout, self.gate.places, self._transport)
        self._instructor = self._patched()
        _hush()
        # One thread: a journal on a slow disk holds up its own door, never the event loop.
        self._clerk = ThreadPoolExecutor(1, "journal")
        self._place = reply_key({"base_url": self._known_as or self._client.base_url, "model": self.model})
        self._ladder = Ladder(await self._write(self._journal.mode, self._place))
        if self._ladder.known:
            self._settled.set()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the connections."""
        await self._client.close()
        self._clerk.shutdown(wait=True)
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
        return Answer(value, usage, tuple(map(_short, talk.check(value))))

    def _free(self) -> Usage:
        return Usage(cached=1, usd=self.ledger.price(0, 0))

    async def _find(self, talk: Talk[R], reasks: int) -> tuple[Reply, Usage]:
        if (kept := await self._recall(talk)) is not None:
            return kept, self._free()
        async with self._seats:
            while not await self._write(self._journal.claim, talk.key, self._lease):  # noqa: ASYNC110
                await asyncio.sleep(POLL)  # another process asks, and has no way to tell
            try:
                if (kept := await self._recall(talk)) is not None:
                    return kept, self._free()  # and it has got its reply
                kept = await self._converse(talk, reasks)
                # A run that is being stopped still keeps what it has got.
                await asyncio.shield(self._write(self._journal.keep, talk.key, kept))
                return kept, talk.usage
            finally:
                self._note(self._journal.release, talk.key)

    @property
    def _lease(self) -> float:
        # Long, as it is no loss: the lease of a process that has died is free at once.
        return self.timeout * self.patience.tries + self.patience.seconds

    async def _recall(self, talk: Talk[R]) -> Reply | None:
        kept = await self._write(self._journal.reply, talk.key)
        if kept is None:
            return None
        try:
            talk.reply.model_validate_json(kept.text)
        except ValidationError:
            await self._write(self._journal.forget, talk.key)  # accepted by rules that have changed since
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
            with _asking(talk):
                await self._instructor(
                    response_model=_judged(talk.reply), messages=talk.messages, max_retries=reasks
                )
        except InstructorError as error:
            if talk.best is None:
                self._give_up(talk, error.__cause__)
        finally:
            if self._scout is talk:
                self._settled.set()
        if talk.best is None:
            raise ModelReplyError(self._said("no reply could be read"))
        return Reply(talk.best[0], talk.usage.prompt_tokens, talk.usage.completion_tokens)

    def _give_up(self, talk: Talk[R], cause: BaseException | None) -> NoReturn:
        # `from None`: foreign errors hold whole requests and replies, and a logged traceback would show them.
        if isinstance(cause, Failed) and cause.fault.kind == "unreachable" and not self._reached:
            self._stopped = cause.fault._replace(kind="stop")
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
                talk.text = await self._attempt(talk, messages)
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
        late = talk.failed_at is not None and _now() - talk.failed_at > self.patience.seconds
        return late or talk.failures >= self.patience.tries

    def _pause(self, talk: Talk[R], state: "RetryCallState") -> float:
        fault = _fault_of(state)
        if fault is None or fault.kind in {"throttled", "changed"}:
            return 0.0  # the gate holds back the first; the second is another request
        longest = min(self.patience.pause * 2.0 ** (talk.failures - 1), self.patience.longest_pause)
        return max(fault.wait or 0.0, longest * random.uniform(0.5, 1.0))  # noqa: S311 - spreads load

    async def _attempt(self, talk: Talk[R], messages: list[JSON]) -> str:
        """Send one request and return the text of its reply; no other function sends any."""
        await self._wait_for_scout(talk)
        if self._stopped is not None:
            raise Failed(self._stopped)
        try:
            async with self.gate.place(patience=self.patience.seconds, first=talk.requests > 0) as wave:
                mode = self._ladder.mode
                request = dress(self._request(messages, talk), mode, talk.name, talk.schema, self.wording)
                most = request_bytes(request) // BYTES_PER_RESERVED_TOKEN + TEMPLATE_TOKENS
                hold = await self.ledger.reserve(talk.step, most, talk.reply_tokens)
                try:
                    return await self._send(talk, request, mode, hold)
                except Failed as failed:
                    raise Failed(self._learn(talk, failed.fault, request, mode, wave)) from None
        except GateShut as shut:
            raise Failed(Fault("down", f"the endpoint asks to wait {shut.seconds:.0f} seconds")) from None

    async def _send(self, talk: Talk[R], request: JSON, mode: str, hold: Hold) -> str:
        talk.requests += 1
        number = next(self._numbers)
        used = self._guess(hold)
        size = request_bytes(request["messages"])
        state = "cancelled"
        try:
            await self._write(self._journal.begin, self.run, talk.key, number, talk.step)
            raw = await self._client.send(request)
            used = self._usage(raw, hold)
            text, fits = self._read(raw, mode, talk, used, size)
            state = "ok"
        except Failed as failed:
            state = failed.fault.kind
            self._reached = self._reached or state != "unreachable"
            if not failed.fault.billed:
                used = Usage(requests=1, usd=self.ledger.price(0, 0))
            raise
        finally:
            # Without an await: this runs when the task is cancelled too, and then the row stays open.
            self.ledger.settle(hold, used)
            talk.usage += used
            if state != "cancelled":
                took = (used.tokens, used.usd)
                self._note(self._journal.end, self.run, talk.key, number, state, took)
        self._reached = True
        self.gate.widen()
        if fits and self._ladder.prove(mode):
            self._settled.set()
            self._note(self._journal.remember, self._place, mode)
        return text

    def _read(self, raw: Any, mode: str, talk: Talk[R], used: Usage, size: int) -> tuple[str, bool]:  # noqa: ANN401
        """Return the text of a reply if it is one, and whether it is JSON of about the right shape."""
        choice = _choice(raw)
        message = choice.message
        finish = choice.finish_reason
        if getattr(message, "refusal", None):
            raise Failed(Fault("refused", "the model refused", billed=True))
        if finish == "content_filter":
            raise Failed(Fault("refused", "the provider's filter stopped the reply", billed=True))
        if finish == "length":
            raise Failed(
                Fault("shorten", f"the reply was cut off at {talk.reply_tokens} tokens", billed=True)
            )
        if finish not in ({"stop", "tool_calls", "function_call"} if mode == "tool" else {"stop"}):
            raise Failed(Fault("garbled", f"the reply ended with {finish!r}"[:LONGEST_PROBLEM], billed=True))
        if talk.requests == 1 and SMALLEST_CUT < size > used.prompt_tokens * BYTES_PER_READ_TOKEN:
            message = f"the server read {used.prompt_tokens} tokens of {size} bytes: it cut the request"
            raise Failed(Fault("split", message, billed=True))
        text = _text(message, mode)
        found = find_json(text)
        if found is not None and found.keys() & talk.schema["properties"].keys():
            return canonical(found), True
        if self._ladder.lower(mode, refused=False):
            raise Failed(Fault("changed", f"mode {mode!r} gave no JSON", billed=True))
        if not text.strip():
            raise Failed(Fault("garbled", "the reply is empty", billed=True))
        return text, False

    def _learn(self, talk: Talk[R], fault: Fault, request: JSON, mode: str, wave: int) -> Fault:
        """Return what a fault means for this request, once the door has drawn what it means for all."""
        if fault.kind == "stop":
            self._stopped = fault
        if fault.kind in PASSING:
            talk.failed_at = talk.failed_at or _now()
            self._settled.set()  # this says nothing of modes: do not hold up the others for it
        if fault.kind == "throttled":
            talk.throttled += 1
            own = min(self.patience.pause * 2**talk.throttled, self.patience.longest_pause)
            self.gate.close(wave, own if fault.wait is None else fault.wait)
        elif fault.kind in PASSING and fault.wait is not None and fault.wait > self.patience.seconds:
            return fault._replace(kind="down")
        elif fault.kind in PASSING:
            talk.failures += 1
        elif fault.kind == "changed" or self._change(fault, request, mode):
            talk.changes += 1
            return fault._replace(kind="changed" if talk.changes < MOST_CHANGES else "refused")
        return fault

    def _change(self, fault: Fault, request: JSON, mode: str) -> bool:
        """Ask differently from now on, if there is another way."""
        if fault.kind == "parameter":
            self._dropped.add(fault.parameter)
            return fault.parameter in request
        if fault.kind == "mode" or (fault.kind == "vague" and not self._ladder.proven):
            return self._ladder.lower(mode, refused=True)
        return False

    def _request(self, messages: list[JSON], talk: Talk[R]) -> JSON:
        limits = (
            ["max_completion_tokens", "max_tokens"]
            if self._client.is_openai
            else ["max_tokens", "max_completion_tokens"]
        )
        limit = next((name for name in limits if name not in self._dropped), None)
        sampling = {"temperature": self.temperature, "seed": self.seed} | (
            {limit: talk.reply_tokens} if limit else {}
        )
        kept = {name: value for name, value in sampling.items() if name not in self._dropped}
        return {"model": self.model, "messages": messages, **kept}

    async def _wait_for_scout(self, talk: Talk[R]) -> None:
        """Let one question find out how the endpoint is to be asked before the others come."""
        if self._scout is None:
            self._scout = talk
        if self._scout is not talk and not self._settled.is_set():
            # A server that does not take a mode says so at once; one that takes it may think for a minute.
            with suppress(TimeoutError):
                await asyncio.wait_for(self._settled.wait(), HEAD_START)
            self._settled.set()

    def _usage(self, raw: object, hold: Hold) -> Usage:
        reported = getattr(raw, "usage", None)
        prompt, completion = (getattr(reported, f"{name}_tokens", None) for name in ("prompt", "completion"))
        if not (isinstance(prompt, int) and isinstance(completion, int)):
            return self._guess(hold)
        # None read, fewer than none written, or floods cannot be true: no token is shorter than a byte.
        largest = hold.prompt_tokens * BYTES_PER_RESERVED_TOKEN + LARGEST_TEMPLATE
        if not (0 < prompt <= largest and 0 <= completion <= LONGEST_COMPLETION):
            return self._guess(hold)
        usd = self.ledger.price(prompt, completion)
        return Usage(requests=1, prompt_tokens=prompt, completion_tokens=completion, usd=usd)

    def _guess(self, hold: Hold) -> Usage:
        return Usage(
            requests=1,
            guessed=1,
            prompt_tokens=hold.prompt_tokens,
            completion_tokens=hold.completion_tokens,
            usd=self.ledger.price(hold.prompt_tokens, hold.completion_tokens),
        )

    async def _write(self, act: Callable[..., T], *values: object) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._clerk, act, *values)

    def _note(self, act: Callable[..., None], *values: object) -> None:
        """Write without waiting, from where a task may have been cancelled, or even the door closed."""
        with suppress(RuntimeError):
            self._clerk.submit(act, *values)

    def _said(self, message: str) -> str:
        return self._client.redacted(f"{self.model}: {message}")


def run(work: Coroutine[Any, Any, T], instead: str) -> T:
    """Run async work from plain code and return its result.

    Raises:
        RuntimeError: an event loop is running already, as in a notebook; the message names `instead`, the
            call to await there.
    """
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        pass
    else:
        work.close()
        raise RuntimeError(f"an event loop is running here already: write `await {instead}` instead")
    return asyncio.run(work)


@lru_cache(maxsize=64)
def _judged(reply: type[R]) -> type[R]:
    """Return a reply's type that also passes the check of the question it answers.

    Made once for each type, with instructor's own wrapping and the schema in place: made for each question it
    would take a millisecond, and stay in memory.
    """
    import instructor  # noqa: PLC0415 - see the top

    def judge(value: R) -> R:
        asked = ASKED.get(None)
        return value if asked is None else asked.judge(value)

    validators: dict[str, Any] = {"judge": model_validator(mode="after")(judge)}
    judged: Any = instructor.openai_schema(
        create_model(reply.__name__, __base__=reply, __validators__=validators)
    )
    judged.model_json_schema = lambda: wire_schema(reply)
    return judged  # type: ignore[no-any-return]


def _choice(raw: Any) -> Any:  # noqa: ANN401 - whatever the endpoint sent
    if error := (getattr(raw, "model_extra", None) or {}).get("error"):
        raise Failed(of_reply_error(error, datetime.now(UTC)))
    choices = getattr(raw, "choices", None)
    if choices == [] and (getattr(raw, "model_extra", None) or {}).get("prompt_filter_results"):
        raise Failed(Fault("refused", "the provider's filter stopped the request", billed=True))
    if not isinstance(choices, list) or not choices or getattr(choices[0], "message", None) is None:
        what = "text" if isinstance(raw, str) else "no message"
        raise Failed(Fault("garbled", f"the endpoint sent {what} where a completion belongs", billed=True))
    return choices[0]


def _text(message: Any, mode: str) -> str:  # noqa: ANN401
    calls = getattr(message, "tool_calls", None)
    if mode == "tool" and isinstance(calls, list) and calls:
        arguments = getattr(getattr(calls[0], "function", None), "arguments", "")
        return arguments if isinstance(arguments, str) else json.dumps(arguments)
    content = getattr(message, "content", None)
    if isinstance(content, str) and content.strip():
        return content
    # Some servers put the JSON of a model that thinks beside the content.
    extra = getattr(message, "model_extra", None) or {}
    for name in ("reasoning_content", "reasoning"):
        thought = extra.get(name)
        if isinstance(thought, str) and thought.lstrip().startswith("{"):
            return thought
    return ""


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, Failed) and error.fault.kind in AGAIN


def _fault_of(state: "RetryCallState") -> Fault | None:
    error = state.outcome.exception() if state.outcome else None
    return error.fault if isinstance(error, Failed) else None


def _short(problem: str) -> str:
    return problem if len(problem) <= LONGEST_PROBLEM else f"{problem[:LONGEST_PROBLEM]}…"


def _now() -> float:
    return asyncio.get_running_loop().time()


# The question that this task is asking: for the judge of its reply, and for the loggers to know.
ASKED: ContextVar[Talk[Any]] = ContextVar("ASKED")
TALKATIVE = ("openai", "instructor", "httpx2", "httpcore2")


class _Hush(logging.Filter):
    """Drops what the libraries below would log of our requests: whole articles, replies and addresses."""

    def filter(self, record: logging.LogRecord) -> bool:  # noqa: ARG002 - a filter is asked this way
        return ASKED.get(None) is None


HUSH = _Hush()


def _hush() -> None:
    # A filter works on the very logger only, so every one of them needs it; added twice it stands there once.
    for name in list(logging.root.manager.loggerDict):
        if name.partition(".")[0] in TALKATIVE:
            logging.getLogger(name).addFilter(HUSH)


@contextmanager
def _asking(talk: Talk[Any]) -> Iterator[None]:
    token = ASKED.set(talk)
    try:
        yield
    finally:
        ASKED.reset(token)
