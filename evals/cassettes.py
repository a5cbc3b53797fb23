"""Cassettes: what a model replied, kept at the door, so that a run scores a real model's replies offline."""

import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

import httpx2
from pydantic import JsonValue, ValidationError

from evals.run import RunError, write
from summarise.talk import ASKED
from summarise.values import Value

Mode = Literal["replay", "record", "live"]
JSON = dict[str, Any]
# What repeating would not change. A limit, a wrong key or a fault of the server says nothing of the model,
# and what a server says of a wrong key may hold a part of it.
LASTING = frozenset({200, 400, 413, 422})
# The tag around the material has a random ending, so that no article can close it.
CLOSING_TAG = re.compile(r"</[a-z]+-([0-9a-f]{8})>")
# The rest of a response names accounts, machines and times.
KEPT_OF_CHOICE = ("finish_reason", "index", "message")
KEPT_OF_USAGE = ("completion_tokens", "prompt_tokens")
KEPT_OF_ERROR = ("code", "message", "param", "type")


class Kept(Value):
    """One reply, found again by its key."""

    key: str
    step: str
    reask: int
    """How often the question had been asked again before."""
    status: int
    seconds: float
    body: dict[str, JsonValue]


class Cassette(Value):
    """The replies of one model on one story, and how it was asked."""

    model: str
    reply_tokens: int
    temperature: float
    bounded: bool = False
    """Whether the schemas sent held the longest lengths, as those for a model on this machine do."""
    replies: tuple[Kept, ...] = ()

    @property
    def text(self) -> str:
        """The cassette as it is written: sorted, a value a line."""
        whole = self.model_dump(mode="json")
        whole["replies"].sort(key=lambda kept: (kept["step"], kept["reask"], kept["key"]))
        return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def load_cassette(path: Path) -> Cassette:
    """Return the cassette in a file.

    Raises:
        RunError: there is none, or it is none of ours.
    """
    try:
        return Cassette.model_validate_json(path.read_bytes())
    except OSError as error:
        raise RunError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        raise RunError(f"{path}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error


class Player(httpx2.AsyncBaseTransport):
    """Answers requests from a cassette, and those that are not in it from `beyond`, where there is one.

    A transport for one door and one story. With nothing beyond, the first request that is not in the
    cassette ends the run: it is answered as a wrong key would be, which is not tried again or worked around.
    """

    def __init__(
        self, cassette: Cassette, beyond: httpx2.AsyncBaseTransport | None, path: Path | None = None
    ) -> None:
        """Play a cassette; what comes from beyond is added, and written to `path` at once."""
        self.cassette = cassette
        self.used: list[Kept] = []
        self.missing: list[str] = []
        self.reasked: Counter[str] = Counter()
        """How often each question, by the words of its first message, was asked again."""
        self._known = {kept.key: kept for kept in cassette.replies}
        self._beyond = beyond
        self._path = path
        self._attempts: Counter[str] = Counter()

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the reply that was kept, or a new one."""
        asked = json.loads(await request.aread())
        reask = _reasks(asked)
        if reask:
            self.reasked[_question(asked)] += 1
        plain = without_fence(asked)
        same = key_of(plain, 0)
        key = key_of(plain, self._attempts[same])
        kept = self._known.get(key)
        if kept is None and self._beyond is None:
            self.missing.append(_step())
            return httpx2.Response(401, json={"error": {"message": "this reply was not recorded"}})
        if kept is None:
            start = time.perf_counter()
            response = await self._fetch(request)
            if (body := _body(response, _secrets(request))) is None:
                return response
            seconds = round(time.perf_counter() - start, 3)
            kept = Kept(
                key=key, step=_step(), reask=reask, status=response.status_code,
                seconds=seconds, body=body,
            )  # fmt: skip
            self._keep(kept)
        self._attempts[same] += 1
        self.used.append(kept)
        return httpx2.Response(kept.status, json=kept.body)

    async def _fetch(self, request: httpx2.Request) -> httpx2.Response:
        assert self._beyond is not None  # noqa: S101 - asked only where there is one
        response = await self._beyond.handle_async_request(request)
        content = await response.aread()
        await response.aclose()
        headers = [(name, value) for name, value in response.headers.items() if name == "retry-after"]
        return httpx2.Response(response.status_code, headers=headers, content=content)

    def _keep(self, kept: Kept) -> None:
        self._known[kept.key] = kept
        if self._path is not None:
            write(self._path, self._with(self._known.values()).text)

    def close(self) -> None:
        """Write the cassette without the replies that nobody asked for any more."""
        if self._path is not None:
            write(self._path, self._with(self.used).text)

    def _with(self, replies: Iterable[Kept]) -> Cassette:
        return self.cassette.model_copy(update={"replies": tuple(replies)})

    async def aclose(self) -> None:
        if self._beyond is not None:
            await self._beyond.aclose()


def key_of(request: Mapping[str, Any], attempt: int) -> str:
    """Return the key of a request: its model, messages, schema and sampling, and which attempt it is."""
    whole = json.dumps({"attempt": attempt, "request": request}, sort_keys=True, ensure_ascii=False)
    return sha256(whole.encode(errors="replace")).hexdigest()


def without_fence(request: JSON) -> JSON:
    """Return a request in which the random ending of the material's tag is always the same."""
    ends = CLOSING_TAG.findall(_question(request))
    if not ends:
        return request
    messages = [
        m | {"content": m["content"].replace(f"-{ends[-1]}>", "-fence>")} for m in request["messages"]
    ]
    return request | {"messages": messages}


def _question(request: JSON) -> str:
    return next((m["content"] for m in request["messages"] if m["role"] == "user"), "")


def _reasks(request: JSON) -> int:
    return sum(m["role"] == "assistant" for m in request["messages"])


def _step() -> str:
    """Return the step that the request on its way belongs to, which is the name of its prompt.

    The door knows it; a request tells it only where its schema goes under a name.
    """
    asked = ASKED.get(None)
    return asked.step if asked is not None else "any"


def _secrets(request: httpx2.Request) -> list[str]:
    values = [request.headers.get(name, "") for name in ("authorization", "api-key")]
    return [value.removeprefix("Bearer ") for value in values if value]


def _body(response: httpx2.Response, secrets: Sequence[str]) -> JSON | None:
    """Return what is kept of a response, none if it is not to be kept."""
    text = response.text
    for secret in secrets:
        text = text.replace(secret, "[key]")
    try:
        whole = json.loads(text)
        if response.status_code not in LASTING or not isinstance(whole, dict):
            return None
        kept = {name: _only(whole[name], names) for name, names in PARTS if name in whole}
    except (ValueError, TypeError, AttributeError):
        return None
    return kept or None


PARTS = (("choices", KEPT_OF_CHOICE), ("usage", KEPT_OF_USAGE), ("error", KEPT_OF_ERROR))


def _only(part: Any, names: Sequence[str]) -> JsonValue:  # noqa: ANN401 - whatever the endpoint sent
    if isinstance(part, list):
        return [_only(each, names) for each in part]
    return {name: part[name] for name in names if name in part} if isinstance(part, dict) else part
