"""Requests: each attempt at a reply passes `Attempts.make`, and no other function sends any."""

import asyncio
import itertools
import json
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pydantic import BaseModel

from summarise.clerk import Clerk
from summarise.faults import PASSING, Failed, Fault, of_reply_error
from summarise.gate import Gate, GateShut
from summarise.ledger import Hold, Ledger, Usage
from summarise.talk import LONGEST_PROBLEM, Patience, Talk, now
from summarise.wire import JSON, Ladder, Wording, canonical, dress, find_json, request_bytes

# The client costs a second and 60 MB: it is loaded when a door opens.
if TYPE_CHECKING:
    from summarise.client import Client

R = TypeVar("R", bound=BaseModel)

# No tokenizer makes more than one token of two bytes of news text or JSON for long, so a budget that counts
# this many is not passed; two bytes of reply limit are for the server's own template.
BYTES_PER_RESERVED_TOKEN = 2
TEMPLATE_TOKENS = 100
# Fewer tokens than bytes / 12 were never read from a text of this size: the server has cut it without a word.
BYTES_PER_READ_TOKEN = 12
SMALLEST_CUT = 6_000
LARGEST_TEMPLATE = 10_000
LONGEST_COMPLETION = 1_000_000
MOST_CHANGES = 9  # ways to ask: the modes, and the parameters left out
HEAD_START = 0.3  # seconds


class Way(NamedTuple):
    """How a model is asked, and in which words; `place` is what the journal knows endpoint and model by."""

    model: str
    place: str
    wording: Wording
    temperature: float
    seed: int
    patience: Patience


class Attempts:
    """The requests of one run to one model, which share a gate, a ledger and what was learned on the way."""

    def __init__(self, way: Way, client: "Client", clerk: Clerk, ledger: Ledger, gate: Gate) -> None:
        """Begin with nothing learned."""
        self.run = secrets.token_hex(8)
        self.reached = False
        self.stopped: Fault | None = None
        self._way = way
        self._client = client
        self._clerk = clerk
        self._ledger = ledger
        self._gate = gate
        self._ladder = Ladder()
        self._dropped: set[str] = set()
        self._numbers = itertools.count(1)
        self._scout: Talk[Any] | None = None
        self._settled = asyncio.Event()

    async def recall(self) -> None:
        """Go on with the way of asking that an earlier run has found."""
        self._ladder = Ladder(await self._clerk.do(self._clerk.journal.mode, self._way.place))
        if self._ladder.known:
            self._settled.set()

    def ended(self, talk: Talk[R]) -> None:
        """Take note that nothing more is sent for a question."""
        if self._scout is talk:
            self._settled.set()

    async def make(self, talk: Talk[R], messages: list[JSON]) -> str:
        """Send one request and return the text of its reply.

        Raises:
            Failed: there is none.
            BudgetError: a limit leaves no room for it.
        """
        await self._wait_for_scout(talk)
        if self.stopped is not None:
            raise Failed(self.stopped)
        try:
            async with self._gate.place(patience=self._way.patience.seconds, first=talk.requests > 0) as wave:
                mode = self._ladder.mode
                plain = self._request(messages, talk)
                request = dress(plain, mode, talk.name, talk.schema, self._way.wording)
                most = request_bytes(request) // BYTES_PER_RESERVED_TOKEN + TEMPLATE_TOKENS
                hold = await self._ledger.reserve(talk.step, most, talk.reply_tokens)
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
            await self._clerk.do(self._clerk.journal.begin, self.run, talk.key, number, talk.step)
            raw = await self._client.send(request)
            used = self._usage(raw, hold)
            text, fits = self._read(raw, mode, talk, used, size)
            state = "ok"
        except Failed as failed:
            state = failed.fault.kind
            self.reached = self.reached or state != "unreachable"
            if not failed.fault.billed:
                used = self._unbilled
            raise
        finally:
            if self.stopped is not None and not self.reached:
                used = self._unbilled  # cancelled, as it is known now that nobody is there to be paid
            # Without an await: this runs when the task is cancelled too, and then the row stays open.
            self._ledger.settle(hold, used)
            talk.usage += used
            if state != "cancelled":
                took = (used.tokens, used.usd)
                self._clerk.note(self._clerk.journal.end, self.run, talk.key, number, state, took)
        self.reached = True
        self._gate.widen()
        if fits and self._ladder.prove(mode):
            self._settled.set()
            self._clerk.note(self._clerk.journal.remember, self._way.place, mode)
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
            self.stopped = fault
        if fault.kind in PASSING:
            talk.failed_at = talk.failed_at or now()
            self._settled.set()  # this says nothing of modes: do not hold up the others for it
        if fault.kind == "throttled":
            talk.throttled += 1
            own = min(self._way.patience.pause * 2**talk.throttled, self._way.patience.longest_pause)
            self._gate.close(wave, own if fault.wait is None else fault.wait)
        elif fault.kind in PASSING and fault.wait is not None and fault.wait > self._way.patience.seconds:
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
        sampling = {"temperature": self._way.temperature, "seed": self._way.seed} | (
            {limit: talk.reply_tokens} if limit else {}
        )
        kept = {name: value for name, value in sampling.items() if name not in self._dropped}
        return {"model": self._way.model, "messages": messages, **kept}

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
        usd = self._ledger.price(prompt, completion)
        return Usage(requests=1, prompt_tokens=prompt, completion_tokens=completion, usd=usd)

    @property
    def _unbilled(self) -> Usage:
        return Usage(requests=1, usd=self._ledger.price(0, 0))

    def _guess(self, hold: Hold) -> Usage:
        return Usage(
            requests=1,
            guessed=1,
            prompt_tokens=hold.prompt_tokens,
            completion_tokens=hold.completion_tokens,
            usd=self._ledger.price(hold.prompt_tokens, hold.completion_tokens),
        )


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
