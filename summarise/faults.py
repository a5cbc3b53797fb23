"""What a failure of an endpoint means, from status, headers and body: plain functions, no client."""

import math
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, Literal, NamedTuple

from summarise.errors import (
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelStopError,
    ModelUnavailableError,
    PromptTooLongError,
    ReplyTooLongError,
)

Kind = Literal[
    "again",  # a failure that may pass: transport, server
    "unreachable",  # no connection: may pass too, unless there never was one
    "throttled",  # too many requests: wait for all, then again
    "garbled",  # an answer that is not one: again, as it may have been a proxy's
    "mode",  # this way of asking for JSON is not taken
    "parameter",  # a parameter is not taken
    "vague",  # a bad request, and no word on why
    "changed",  # the next request is put differently
    "down",  # will not pass soon
    "split",
    "shorten",
    "refused",
    "useless",
    "stop",
]


class Fault(NamedTuple):
    """A failure and what to do about it.

    `wait` is the number of seconds that the server asked for, none if it did not. `billed` says whether
    tokens may have been paid for.
    """

    kind: Kind
    message: str
    wait: float | None = None
    parameter: str = ""
    billed: bool = False


class Failed(Exception):  # noqa: N818 - carries a fault as far as the place that knows what to do with it
    """One request failed."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


ERRORS: Mapping[Kind, type[ModelError]] = {
    "again": ModelUnavailableError,
    "unreachable": ModelUnavailableError,
    "throttled": ModelUnavailableError,
    "down": ModelUnavailableError,
    "garbled": ModelReplyError,
    "useless": ModelReplyError,
    "mode": ModelRefusedError,
    "parameter": ModelRefusedError,
    "vague": ModelRefusedError,
    "changed": ModelRefusedError,
    "refused": ModelRefusedError,
    "split": PromptTooLongError,
    "shorten": ReplyTooLongError,
    "stop": ModelStopError,
}
PASSING = frozenset({"again", "unreachable", "throttled", "garbled"})
AGAIN = PASSING | {"changed"}

TOO_LONG = re.compile(
    r"context[ _](?:length|size|window)|maximum context|exceed_context_size|prompt is too long"
    r"|too many (?:input )?tokens|input is too long|reduce the length",
    re.IGNORECASE,
)
FILTER = re.compile(r"content[ _](?:filter|management|policy)|responsible ?ai|safety", re.IGNORECASE)
QUOTA = re.compile(
    r"insufficient_quota|billing|exceeded your current quota|insufficient (?:credits|balance|funds)|payment",
    re.IGNORECASE,
)
SCHEMA = re.compile(
    r"response_format|json[ _]?schema|json_object|tool_choice|\btools?\b|function call|grammar"
    r"|structured output|guided|strict\b|additionalProperties",
    re.IGNORECASE,
)
# Parameters that some models refuse, and that a request can do without or say otherwise.
PARAMETERS = ("max_tokens", "max_completion_tokens", "temperature", "seed")
LONGEST_MESSAGE = 300


def of_status(status: int, headers: Mapping[str, str], body: object, now: datetime) -> Fault:
    """Return what an HTTP status that is not a success means."""
    said, message = _said(status, body)
    if 300 <= status < 400:
        return Fault("stop", f"HTTP {status}: redirects are not followed; give the final address as base URL")
    return (
        _of_access(status, said, message)
        or _of_load(status, headers, said, Fault("again", message, retry_after(headers, now)))
        or _of_request(said, message)
    )


def _of_access(status: int, said: str, message: str) -> Fault | None:
    if status == 402 or (status in {429, 403} and QUOTA.search(said)):
        return Fault("stop", message)
    if status in {401, 403} and not FILTER.search(said):
        return Fault("stop", f"{message} (is the key right?)")
    if status == 404:
        return Fault("stop", f"{message} (are the address and the name of the model right?)")
    return None


def _of_load(status: int, headers: Mapping[str, str], said: str, again: Fault) -> Fault | None:
    passing = status in {408, 409, 425, 429} or (status >= 500 and status != 501)
    if TOO_LONG.search(said) or status == 413:  # some servers say so with a 500
        return again._replace(kind="split", wait=None)
    if passing and headers.get("x-should-retry") == "false":
        return again._replace(kind="down")
    if status == 429 or (status == 503 and again.wait is not None):
        return again._replace(kind="throttled")
    return again if passing or headers.get("x-should-retry") == "true" else None


def _of_request(said: str, message: str) -> Fault:
    if FILTER.search(said):
        return Fault("refused", message)
    if named := [name for name in PARAMETERS if re.search(rf"\b{name}\b", said)]:
        return Fault("parameter", message, parameter=named[0])
    return Fault("mode" if SCHEMA.search(said) else "vague", message)


def _said(status: int, body: object) -> tuple[str, str]:
    """Return all that an error says, to be searched, and a message for people."""
    error = _error(body)
    code = " ".join(str(error.get(name) or "") for name in ("code", "type")).strip()
    said = " ".join(str(error.get(name) or "") for name in ("message", "param", "innererror"))
    return f"{code} {said}", f"HTTP {status}: {shortened(str(error.get('message') or code or 'no message'))}"


def of_reply_error(error: object, now: datetime) -> Fault:
    """Return what an error means that came with status 200."""
    body = {"error": error}
    code = _error(body).get("code")
    if isinstance(code, str) and code.isdecimal():
        code = int(code)
    if isinstance(code, int) and 400 <= code < 600:
        return of_status(code, {}, body, now)._replace(billed=True)
    fault = of_status(400, {}, body, now)
    if fault.kind == "vague":
        return Fault("garbled", f"an error with status 200: {shortened(str(error))}", billed=True)
    return fault._replace(billed=True)


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return the seconds that a server asks to wait, none if it asks for nothing that makes sense.

    Reads `retry-after-ms`, and `retry-after` in seconds or as a date, which is held against the server's own
    clock if it sends it: a wrong clock here must not make us wait for a day.
    """
    for name, scale in (("retry-after-ms", 1000.0), ("retry-after", 1.0)):
        value = headers.get(name, "").strip()
        if seconds := _positive(value):
            return seconds / scale
        if name == "retry-after" and (when := _date(value)):
            left = (when - (_date(headers.get("date", "")) or now)).total_seconds()
            return left if left > 0 else None
    return None


def shortened(text: str) -> str:
    """Return a text on one line, cut to what a message can hold."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_MESSAGE else f"{line[:LONGEST_MESSAGE]}…"


def _positive(value: str) -> float | None:
    try:
        number = float(value)
    except ValueError:
        return None
    return number if math.isfinite(number) and number > 0 else None


def _date(value: str) -> datetime | None:
    try:
        when = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def _error(body: object) -> dict[str, Any]:
    # {"error": {...}}, {"error": "text"}, {"detail": ...}, {"message": ...}, and the client's own unwrapping
    if not isinstance(body, dict):
        return {"message": body} if isinstance(body, str) else {}
    inner = body.get("error", body)
    if isinstance(inner, dict):
        return inner if "message" in inner or "detail" not in inner else {**inner, "message": inner["detail"]}
    return {"message": str(inner)}
