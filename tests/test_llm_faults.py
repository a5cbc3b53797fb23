"""Each way an endpoint can fail ends in an answer or in the error that says what to do, and soon."""

import asyncio
import gzip
import json
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import httpx2
import pytest
from pydantic import BaseModel, ConfigDict

from summarise.errors import (
    ModelError,
    ModelRefusedError,
    ModelReplyError,
    ModelStopError,
    ModelUnavailableError,
    PromptTooLongError,
    ReplyTooLongError,
)
from summarise.llm import Answer, Door, Patience
from summarise.wire import Endpoint, Wording
from tests.fault_server import (
    Act,
    FaultServer,
    blank_for_ever,
    body,
    completion,
    error,
    hangs,
    reset,
    says,
    streams,
)

WORDING = Wording("Wrong:\n$problems", "Schema: $schema")
QUICK = Patience(tries=3, pause=0.01, longest_pause=0.02, seconds=3.0)
OK = {"title": "Rain", "ids": ["s1"]}
GOOD = says(OK)
LONG = "word " * 4000


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    title: str
    ids: list[str]
    weight: float | None = None


def unknown(draft: Draft) -> list[str]:
    return [f"there is no sentence {one!r}" for one in draft.ids if one != "s1"]


async def ask(
    url: str, text: str = "s1 It rained.", transport: httpx2.AsyncBaseTransport | None = None
) -> Answer[Draft]:
    endpoint = Endpoint(url, "sk-key")
    async with Door(
        "fake", WORDING, endpoint=endpoint, timeout=0.5, patience=QUICK, transport=transport
    ) as door:
        return await door.ask(
            [{"role": "user", "content": text}],
            Draft,
            step="article",
            prompt_hash="p",
            article_hash="a",
            check=unknown,
        )


def in_seconds(seconds: float) -> str:
    return format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True)


LIMITED = "slow down"
SCHEMA_MESSAGE = "Invalid parameter: 'response_format' of type 'json_schema' is not supported"
AZURE_FILTER = json.dumps(
    {
        "error": {
            "message": "The response was filtered",
            "code": "content_filter",
            "innererror": {"code": "ResponsibleAIPolicyViolation"},
        }
    }
)
LLAMA_CONTEXT = json.dumps(
    {"error": {"code": 400, "message": "request exceeds", "type": "exceed_context_size_error"}}
)
TOOL_CALL = {"id": "1", "type": "function", "function": {"name": "Draft", "arguments": json.dumps(OK)}}

ANSWERED: dict[str, list[Act]] = {
    "nothing wrong": [GOOD],
    "reset, then good": [reset, GOOD],
    "reset in the body, then good": [streams(b'{"id": "1",', abort=True), GOOD],
    "short body, then good": [streams(b'{"id": "1"}', length=500), GOOD],
    "hang, then good": [hangs, GOOD],
    "drip, then good": [streams(*[b" "] * 200, pause=0.02), GOOD],
    "429 with seconds": [error(429, LIMITED, Retry_After="1"), GOOD],
    "429 with part of a second": [error(429, LIMITED, Retry_After="0.05"), GOOD],
    "429 with milliseconds": [error(429, LIMITED, retry_after_ms="50"), GOOD],
    "429 with a date": [error(429, LIMITED, Retry_After=in_seconds(1)), GOOD],
    "429 with a date by a clock that is a day ahead": [
        error(429, LIMITED, Retry_After=in_seconds(86401), Date=in_seconds(86400)),
        GOOD,
    ],
    "429 with a date in the past": [error(429, LIMITED, Retry_After=in_seconds(-99)), GOOD],
    "429 with a negative wait": [error(429, LIMITED, Retry_After="-5"), GOOD],
    "429 with garbage": [error(429, LIMITED, Retry_After="soon"), GOOD],
    "429 with NaN": [error(429, LIMITED, Retry_After="nan"), GOOD],
    "429 with no wait": [error(429, LIMITED), GOOD],
    "429 five times": [error(429, LIMITED)] * 5 + [GOOD],
    "503 with a wait": [error(503, Retry_After="0.05"), GOOD],
    "500 twice": [error(500), error(500), GOOD],
    "502 in HTML": [body("<html>Bad Gateway</html>", 502, Content_Type="text/html"), GOOD],
    "529": [error(529, "overloaded"), GOOD],
    "408": [error(408), GOOD],
    "409": [error(409), GOOD],
    "400 to be tried again": [error(400, x_should_retry="true"), GOOD],
    "strict not taken": [error(400, "Unknown field: 'strict'"), GOOD],
    "no schema taken, tools are": [error(400, SCHEMA_MESSAGE)] * 2
    + [
        says(
            None,
            choice_message={"role": "assistant", "content": None, "tool_calls": [TOOL_CALL]},
            choice_finish_reason="tool_calls",
        )
    ],
    "no schema and no tools taken": [error(400, SCHEMA_MESSAGE)] * 3 + [GOOD],
    "nothing but text taken": [error(400, SCHEMA_MESSAGE)] * 4 + [says(f"```json\n{json.dumps(OK)}\n```")],
    "bad request without a reason": [error(400, "Bad Request"), GOOD],
    "501": [error(501), GOOD],
    "max_tokens not taken": [
        error(400, "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens'"),
        GOOD,
    ],
    "temperature not taken": [error(400, "Unsupported value: 'temperature' does not support 0"), GOOD],
    "schema ignored, prose instead": [says("It rained a lot."), GOOD],
    "wrong shape, then good": [says({"title": 5}), GOOD],
    "broken JSON, then good": [says('{"title": "Rain", "ids": ["s1"'), GOOD],
    "unknown id, then good": [says({"title": "Rain", "ids": ["s9"]}), GOOD],
    "extra field, then good": [says(OK | {"also": 1}), GOOD],
    "a name twice, then good": [says('{"title": "Rain", "title": "Sun", "ids": ["s1"]}'), GOOD],
    "NaN, then good": [says('{"title": "Rain", "ids": ["s1"], "weight": NaN}'), GOOD],
    "1e400, then good": [says('{"title": "Rain", "ids": ["s1"], "weight": 1e400}'), GOOD],
    "half a surrogate, then good": [says('{"title": "\\ud800", "ids": ["s1"]}'), GOOD],
    "two objects, then good": [says(json.dumps(OK) + '{"title": "Sun", "ids": []}'), GOOD],
    "nested without end, then good": [says('{"title": ' + "[" * 100_000), GOOD],
    "JSON in a fence": [says(f"```json\n{json.dumps(OK)}\n```")],
    "prose before the JSON": [says(f"Here it is:\n{json.dumps(OK)}")],
    "the same object twice": [says(json.dumps(OK) * 2)],
    "JSON beside the content": [
        says(choice_message={"role": "assistant", "content": "", "reasoning_content": json.dumps(OK)})
    ],
    "no choices, then good": [body(json.dumps(completion(choices=[]))), GOOD],
    "choices are null, then good": [body(json.dumps(completion(choices=None))), GOOD],
    "no message, then good": [says(choice_message=None), GOOD],
    "no content, then good": [says(), GOOD],
    "content is a number, then good": [says(choice_message={"role": "assistant", "content": 5}), GOOD],
    "a tool call that was not asked for, then good": [
        says(choice_message={"role": "assistant", "content": None, "tool_calls": [TOOL_CALL]}),
        GOOD,
    ],
    "an unknown end, then good": [says(OK, choice_finish_reason="abort"), GOOD],
    "an error with status 200, then good": [body('{"error": {"message": "upstream failed"}}'), GOOD],
    "a limit with status 200, then good": [body('{"error": {"message": "slow down", "code": 429}}'), GOOD],
    "HTML with status 200, then good": [body("<html>Sign in</html>", Content_Type="text/html"), GOOD],
    "no JSON at all, then good": [body("{"), GOOD],
    "a list, then good": [body("[1, 2]"), GOOD],
    "null, then good": [body("null"), GOOD],
    "an empty body, then good": [body(""), GOOD],
    "a wrong charset, then good": [
        body(b'{"id": "\xff\xfe"}', Content_Type="application/json; charset=utf-8"),
        GOOD,
    ],
    "an unknown charset": [
        body(json.dumps(completion(OK)), Content_Type="application/json; charset=klingon")
    ],
    "no usage": [says(OK, usage=None)],
    "usage below zero": [says(OK, usage={"prompt_tokens": -5, "completion_tokens": -1, "total_tokens": -6})],
    "usage beyond belief": [
        says(OK, usage={"prompt_tokens": 10**12, "completion_tokens": 1, "total_tokens": 1})
    ],
    "usage in words": [says(OK, usage={"prompt_tokens": "many", "completion_tokens": "few"})],
    "another model answers": [says(OK, model="other")],
}


@pytest.mark.parametrize("script", ANSWERED.values(), ids=ANSWERED.keys())
async def test_a_fault_that_passes_ends_in_the_answer(script: list[Act]) -> None:
    begun = time.monotonic()
    async with FaultServer(*script) as server:
        answer = await ask(server.url)
    assert (answer.value, answer.problems) == (Draft(title="Rain", ids=["s1"]), ())
    assert time.monotonic() - begun < 5


GIVEN_UP: dict[str, tuple[list[Act], type[ModelError]]] = {
    "reset for ever": ([reset], ModelUnavailableError),
    "hang for ever": ([hangs], ModelUnavailableError),
    "drip for ever": ([streams(*[b" "] * 200, pause=0.02)], ModelUnavailableError),
    "white space for ever": ([blank_for_ever], ModelUnavailableError),
    "5xx for ever": ([error(500)], ModelUnavailableError),
    "429 for a day": ([error(429, LIMITED, Retry_After="86400")], ModelUnavailableError),
    "429 for ever": ([error(429, LIMITED, Retry_After="0.05")], ModelUnavailableError),
    "500 for a day": ([error(500, Retry_After="86400")], ModelUnavailableError),
    "500 not to be tried again": ([error(500, x_should_retry="false")], ModelUnavailableError),
    "64 MB": ([body(b'{"id": "' + b"x" * 64_000_000)], ModelReplyError),
    "64 MB in parts": ([streams(*[b" " * 1_000_000] * 64)], ModelReplyError),
    "gzip bomb": ([body(gzip.compress(b" " * 50_000_000), Content_Encoding="gzip")], ModelReplyError),
    "redirect": ([body("", 307, Location="http://127.0.0.1:9/v1")], ModelStopError),
    "quota used up": ([error(429, "You exceeded your current quota", "insufficient_quota")], ModelStopError),
    "payment": ([error(402, "pay")], ModelStopError),
    "wrong key": ([error(401, "Incorrect API key")], ModelStopError),
    "key revoked on the way": ([error(500), error(401)], ModelStopError),
    "forbidden": ([error(403)], ModelStopError),
    "no such model": ([error(404, "The model `fake` does not exist", "model_not_found")], ModelStopError),
    "context too long (OpenAI)": (
        [error(400, "This model's maximum context length is 4096 tokens", "context_length_exceeded")],
        PromptTooLongError,
    ),
    "context too long (llama.cpp)": ([body(LLAMA_CONTEXT, 400)], PromptTooLongError),
    "413": ([error(413)], PromptTooLongError),
    "cut off by length": ([says('{"title": "Ra', choice_finish_reason="length")], ReplyTooLongError),
    "refusal": (
        [says(choice_message={"role": "assistant", "content": None, "refusal": "I cannot"})],
        ModelRefusedError,
    ),
    "filtered reply that is valid": ([says(OK, choice_finish_reason="content_filter")], ModelRefusedError),
    "filtered request (Azure)": ([body(AZURE_FILTER, 400)], ModelRefusedError),
    "no choices because of a filter": (
        [body(json.dumps(completion(choices=[], prompt_filter_results=[{"index": 0}])))],
        ModelRefusedError,
    ),
    "bad request for ever": ([error(400, "Bad Request")], ModelRefusedError),
    "schema refused in each mode": ([error(400, SCHEMA_MESSAGE)], ModelRefusedError),
    "parameter refused for ever": ([error(400, "'temperature' is wrong")], ModelRefusedError),
    "prose for ever": ([says("It rained.")], ModelReplyError),
    "wrong shape for ever": ([says({"title": 5, "ids": "s1"})], ModelReplyError),
    "no content for ever": ([says()], ModelReplyError),
    "HTML for ever": ([body("<html></html>", Content_Type="text/html")], ModelReplyError),
    "an error with status 200 for ever": ([body('{"error": "upstream failed"}')], ModelReplyError),
    "a wrong key with status 200": ([body('{"error": {"message": "bad key", "code": 401}}')], ModelStopError),
}


@pytest.mark.parametrize(("script", "expected"), GIVEN_UP.values(), ids=GIVEN_UP.keys())
async def test_a_fault_that_stays_ends_in_its_error(script: list[Act], expected: type[ModelError]) -> None:
    begun = time.monotonic()
    async with FaultServer(*script) as server:
        with pytest.raises(ModelError) as caught:
            await ask(server.url)
    assert (type(caught.value), time.monotonic() - begun < 6) == (expected, True)
    assert len(server.bodies) <= 20


async def test_a_server_that_cuts_the_request_without_a_word_is_noticed() -> None:
    async with FaultServer(says(OK)) as server:
        with pytest.raises(PromptTooLongError, match="read 100 tokens"):
            await ask(server.url, LONG)


async def test_problems_that_stay_come_with_the_best_reply() -> None:
    worse, better = says({"title": "Rain", "ids": ["s7", "s8"]}), says({"title": "Rain", "ids": ["s9"]})
    async with FaultServer(worse, better, worse) as server:
        answer = await ask(server.url)
    assert (answer.value.ids, answer.problems) == (["s9"], ("there is no sentence 's9'",))


async def test_a_reply_with_problems_is_kept_when_the_endpoint_then_fails() -> None:
    async with FaultServer(says({"title": "Rain", "ids": ["s9"]}), error(401)) as server:
        answer = await ask(server.url)
    assert answer.problems == ("there is no sentence 's9'",)


async def test_a_reask_quotes_the_last_reply_and_says_what_is_wrong_in_few_words() -> None:
    first, second = says({"title": "Rain", "ids": ["s8"]}), says({"title": "Rain"})
    async with FaultServer(first, second, GOOD) as server:
        await ask(server.url)
    assert [message["content"] for message in server.bodies[2]["messages"]] == [
        "s1 It rained.",
        '{"title": "Rain"}',
        "Wrong:\n- ids: Field required",
    ]


async def test_nobody_at_the_address_stops_the_run() -> None:
    async with FaultServer(GOOD) as server:
        port = server.port
    with pytest.raises(ModelStopError, match="cannot connect"):
        await ask(f"http://127.0.0.1:{port}/v1")


async def test_a_server_without_tls_stops_the_run() -> None:
    async with FaultServer(GOOD) as server:
        with pytest.raises(ModelStopError, match="cannot connect"):
            await ask(server.url.replace("http:", "https:"))


@pytest.mark.parametrize(
    "cause",
    [
        httpx2.ConnectError("[Errno -2] Name or service not known"),
        httpx2.ConnectError("certificate verify failed"),
    ],
    ids=["no such host", "bad certificate"],
)
async def test_a_host_that_cannot_be_trusted_or_found_stops_the_run(cause: Exception) -> None:
    def fail(_: httpx2.Request) -> httpx2.Response:
        raise cause

    with pytest.raises(ModelStopError, match="cannot connect"):
        await ask("https://model.example/v1", transport=httpx2.MockTransport(fail))


@pytest.mark.parametrize(
    ("url", "message"),
    [("model.example/v1", "needs http"), ("ftp://model.example", "needs http"), ("http://", "needs http")],
)
async def test_an_address_that_makes_no_sense_stops_the_run(url: str, message: str) -> None:
    with pytest.raises(ModelStopError, match=message):
        await ask(url)


def quick_door(server: FaultServer) -> Door:
    return Door(
        "fake", WORDING, endpoint=Endpoint(server.url, "k"), patience=QUICK, timeout=0.5, concurrency=2
    )


async def ask_through(door: Door, article: str) -> Answer[Draft]:
    message = {"role": "user", "content": article}
    return await door.ask([message], Draft, step="article", prompt_hash="p", article_hash=article)


async def test_an_outage_later_on_gives_up_the_article_only() -> None:
    async with FaultServer(GOOD) as server, quick_door(server) as door:
        await ask_through(door, "one")
        await server.runner.cleanup()
        with pytest.raises(ModelUnavailableError):
            await ask_through(door, "two")


async def test_a_wait_for_too_long_is_no_wait_for_anybody() -> None:
    async with FaultServer(error(429, LIMITED, Retry_After="86400")) as server, quick_door(server) as door:
        asked = [ask_through(door, str(number)) for number in range(50)]
        ends = await asyncio.wait_for(asyncio.gather(*asked, return_exceptions=True), 5)
    assert {type(end) for end in ends} == {ModelUnavailableError}
    assert len(server.bodies) <= 4


def test_the_tables_hold_every_kind_of_error() -> None:
    raised = {kind for _, kind in GIVEN_UP.values()}
    assert len(ANSWERED) + len(GIVEN_UP) >= 40
    assert raised == {
        ModelUnavailableError,
        ModelRefusedError,
        ModelReplyError,
        ModelStopError,
        PromptTooLongError,
        ReplyTooLongError,
    }
