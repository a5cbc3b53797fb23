"""The door to a model: what passes it, what it keeps, and what it never lets out."""

import asyncio
import gc
import json
import logging
import pickle
import sqlite3
import subprocess
import sys
import traceback
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path

import httpx2
import pytest
from pydantic import BaseModel, ConfigDict, create_model

from summarise import errors
from summarise.errors import BudgetError, ModelError, ModelRefusedError, ModelStopError
from summarise.journal import Journal, Reply
from summarise.ledger import Ledger, Prices, Usage
from summarise.llm import Answer, Door, Patience, find_nothing
from summarise.wire import Endpoint, Wording
from tests.fault_server import FaultServer, completion, error, hangs, says

WORDING = Wording("Wrong:\n$problems", "Schema: $schema")
KEY = "sk-planted-4f9a2c7e"
OK = {"title": "Rain", "ids": ["s1"]}
ARTICLE = "The minister wept in private."
QUICK = Patience(tries=2, pause=0.01, longest_pause=0.02, seconds=1.0)


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    ids: list[str]


class Script:
    """A transport that gives the replies of a list in turn, and keeps the requests."""

    def __init__(self, *replies: httpx2.Response) -> None:
        self.replies = list(replies)
        self.requests: list[httpx2.Request] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        return self.replies.pop(0) if len(self.replies) > 1 else self.replies[0]

    @property
    def bodies(self) -> list[dict[str, object]]:
        return [json.loads(request.content) for request in self.requests]


def reply(content: object = None, **changes: object) -> httpx2.Response:
    return httpx2.Response(200, json=completion(OK if content is None else content, **changes))


def door(script: Script, **options: object) -> Door:
    given = {"endpoint": Endpoint("http://127.0.0.1:9/v1", KEY), "patience": QUICK, "timeout": 2.0} | options
    return Door("fake", WORDING, transport=httpx2.MockTransport(script), **given)  # type: ignore[arg-type]


def door_to(server: FaultServer, timeout: float = 5.0, concurrency: int = 8) -> Door:
    endpoint = Endpoint(server.url, KEY)
    return Door("fake", WORDING, endpoint=endpoint, patience=QUICK, timeout=timeout, concurrency=concurrency)


async def ask(
    open_door: Door,
    article: str = "a",
    check: Callable[[Draft], Sequence[str]] = find_nothing,
    reply_tokens: int = 4096,
    prompt: str = "p",
) -> Answer[Draft]:
    return await open_door.ask(
        [{"role": "user", "content": ARTICLE}],
        Draft,
        step="article",
        prompt_hash=prompt,
        article_hash=article,
        check=check,
        reply_tokens=reply_tokens,
    )


class Check:
    """A check that knows much, as one that holds an article does."""

    def __call__(self, draft: Draft) -> Sequence[str]:
        return () if draft.ids else ("no ids",)


async def test_what_a_check_knows_is_let_go_with_the_answer_and_not_when_garbage_is_collected() -> None:
    known = Check()
    gone = weakref.ref(known)
    async with door(Script(reply())) as one:
        gc.disable()
        try:
            await ask(one, check=known)
            del known
            assert gone() is None
        finally:
            gc.enable()


# what is sent


async def test_a_request_holds_the_schema_the_sampling_and_a_limit() -> None:
    script = Script(reply())
    async with door(script, temperature=0.2, seed=7) as one:
        await ask(one)
    (body,) = script.bodies
    form = body.pop("response_format")
    assert body == {
        "model": "fake",
        "messages": [{"role": "user", "content": ARTICLE}],
        "temperature": 0.2,
        "seed": 7,
        "max_tokens": 4096,
    }
    assert (form["json_schema"]["name"], form["json_schema"]["strict"]) == ("Draft", True)  # type: ignore[index]


async def test_braces_in_an_article_are_not_rendered() -> None:
    script = Script(reply())
    text = "{{ 7*7 }} {% if %} {{ messages }}\n    indented"
    async with door(script) as one:
        await one.ask([{"role": "user", "content": text}], Draft, step="x", prompt_hash="p", article_hash="a")
    assert script.bodies[0]["messages"] == [{"role": "user", "content": text}]


async def test_a_foreign_endpoint_hears_nothing_of_the_users_openai_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("OPENAI_ORG_ID", "org-mine")
    monkeypatch.setenv("OPENAI_PROJECT_ID", "proj-mine")
    script = Script(reply())
    async with door(script) as one:
        await ask(one)
    sent = str(script.requests[0].headers.raw)
    assert ("org-mine" in sent, "proj-mine" in sent, KEY in sent) == (False, False, True)


@pytest.mark.parametrize(
    ("environment", "url"),
    [
        ({"OPENAI_API_KEY": KEY}, "https://api.openai.com/v1/chat/completions"),
        ({"OPENAI_BASE_URL": "http://127.0.0.1:11434/v1"}, "http://127.0.0.1:11434/v1/chat/completions"),
        (
            {
                "AZURE_OPENAI_ENDPOINT": "https://x.openai.azure.com",
                "AZURE_OPENAI_API_KEY": KEY,
                "OPENAI_API_VERSION": "2024-10-21",
            },
            "https://x.openai.azure.com/openai/deployments/fake/chat/completions?api-version=2024-10-21",
        ),
    ],
    ids=["OpenAI", "Ollama without a key", "Azure"],
)
async def test_the_environment_says_where_to_ask(
    environment: dict[str, str], url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    script = Script(reply())
    async with door(script, endpoint=Endpoint()) as one:
        await ask(one)
    assert str(script.requests[0].url) == url


async def test_openai_without_a_key_stops_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "AZURE_OPENAI_ENDPOINT", "OPENAI_ADMIN_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(ModelStopError, match="OPENAI_API_KEY"):
        async with door(Script(reply()), endpoint=Endpoint()):
            pass


# what comes back


async def test_an_answer_is_of_the_plain_type_and_can_be_pickled() -> None:
    async with door(Script(reply())) as one:
        answer = await ask(one)
    assert answer.value == Draft(title="Rain", ids=["s1"])
    assert pickle.loads(pickle.dumps(answer.value)) == answer.value  # noqa: S301 - our own


async def test_usage_counts_every_request_for_an_answer() -> None:
    script = Script(reply({"title": 5}), httpx2.Response(500), reply())
    async with door(script, ledger=Ledger(Prices(prompt=1.0, completion=10.0))) as one:
        answer = await ask(one)
    assert answer.usage == Usage(
        requests=3, prompt_tokens=200, completion_tokens=40, usd=0.0006, guessed=0, cached=0
    )


async def test_a_reply_whose_usage_is_not_told_is_charged_what_was_reserved() -> None:
    async with door(Script(reply(usage=None))) as one:
        answer = await ask(one, reply_tokens=500)
    assert (answer.usage.guessed, answer.usage.completion_tokens) == (1, 500)


async def test_a_request_that_was_never_answered_is_charged_too() -> None:
    async with FaultServer(hangs, says(OK)) as server, door_to(server, timeout=0.2) as one:
        answer = await ask(one, reply_tokens=500)
    assert (answer.usage.requests, answer.usage.guessed, answer.usage.completion_tokens) == (2, 1, 520)


async def test_the_budget_stops_before_it_is_passed_with_fifty_in_flight() -> None:
    script = Script(reply())
    async with door(script, ledger=Ledger(max_tokens=3000), concurrency=50) as one:
        ends = await asyncio.gather(
            *(ask(one, str(number), reply_tokens=100) for number in range(50)), return_exceptions=True
        )
        spent = one.ledger.total.tokens
    assert {type(end) for end in ends} == {Answer, BudgetError}
    assert 2000 < spent <= 3000
    assert spent == 120 * sum(isinstance(end, Answer) for end in ends)


# what is kept


async def test_the_same_question_is_paid_once(tmp_path: Path) -> None:
    script = Script(reply())
    with Journal(tmp_path / "j.sqlite") as journal:
        async with door(script, journal=journal) as one:
            first = await ask(one)
        async with door(script, journal=journal) as one:
            again = await ask(one)
    assert (len(script.requests), again.value, again.usage) == (1, first.value, Usage(cached=1))


async def test_twins_that_ask_at_once_are_paid_once() -> None:
    script = Script(reply())
    async with door(script) as one:
        answers = await asyncio.gather(*(ask(one) for _ in range(20)))
    assert (len(script.requests), {answer.value.title for answer in answers}) == (1, {"Rain"})


async def test_a_twin_goes_itself_when_the_first_is_cancelled() -> None:
    async with FaultServer(hangs, says(OK)) as server, door_to(server) as one:
        first = asyncio.create_task(ask(one))
        await asyncio.sleep(0.2)
        second = asyncio.create_task(ask(one))
        await asyncio.sleep(0.05)
        first.cancel()
        assert (await asyncio.wait_for(second, 5)).value.title == "Rain"


@pytest.mark.parametrize(
    "change",
    [
        {"model": "other"},
        {"temperature": 0.5},
        {"seed": 1},
        {"endpoint": Endpoint("http://127.0.0.1:8/v1", KEY)},
        {"article": "b"},
        {"prompt": "q"},
        {"reply_tokens": 50},
    ],
    ids=["model", "temperature", "seed", "address", "article", "prompt", "limit"],
)
async def test_another_question_is_asked_anew(change: dict[str, object]) -> None:
    script = Script(reply())
    asked = {name: change.pop(name) for name in ("article", "prompt", "reply_tokens") if name in change}
    with Journal() as journal:
        async with door(script, journal=journal) as one:
            await ask(one)
        changed = door(script, journal=journal, **{n: v for n, v in change.items() if n != "model"})
        changed.model = str(change.get("model", "fake"))
        async with changed as one:
            await ask(one, **asked)  # type: ignore[arg-type]
    assert len(script.requests) == 2


async def test_another_key_finds_the_same_replies() -> None:
    script = Script(reply())
    with Journal() as journal:
        for key in ("sk-old-key", "sk-new-key"):
            async with door(script, journal=journal, endpoint=Endpoint("http://127.0.0.1:9/v1", key)) as one:
                await ask(one)
    assert len(script.requests) == 1


async def test_a_reply_that_today_would_not_be_accepted_is_asked_again() -> None:
    script = Script(reply())
    with Journal() as journal:
        async with door(script, journal=journal) as one:
            await ask(one)
            ((key,),) = journal._base.execute("SELECT key FROM result").fetchall()
            journal.forget(key)
            journal.keep(key, Reply('{"title": "Rain"}', 1, 1))
            answer = await ask(one)
    assert (len(script.requests), answer.value.ids) == (2, ["s1"])


async def test_problems_of_a_kept_reply_are_found_again() -> None:
    script = Script(reply())
    async with door(script) as one:
        await ask(one)
        answer = await ask(one, check=lambda draft: [f"{draft.title} is not wanted"])
    assert (len(script.requests), answer.problems) == (1, ("Rain is not wanted",))


async def test_the_mode_that_an_endpoint_takes_is_found_once() -> None:
    refused = httpx2.Response(400, json={"error": {"message": "response_format is not supported"}})
    script = Script(refused, refused, refused, reply())
    with Journal() as journal:
        async with door(script, journal=journal) as one:
            await ask(one, "a")
        async with door(script, journal=journal) as one:
            await asyncio.gather(*(ask(one, str(number)) for number in range(5)))
    forms = [body.get("response_format", {}).get("type", "tool") for body in script.bodies]  # type: ignore[attr-defined]
    assert forms == ["json_schema", "json_schema", "tool", *["json_object"] * 6]


async def test_one_question_tries_the_modes_and_the_others_follow() -> None:
    message = "response_format is not supported"
    script = [error(400, message), error(400, message), error(400, message), says(OK)]
    async with FaultServer(*script) as server, door_to(server, concurrency=20) as one:
        await asyncio.gather(*(ask(one, str(number)) for number in range(20)))
    assert len(server.bodies) == 23


async def test_the_journal_has_a_row_for_each_request(tmp_path: Path) -> None:
    path = tmp_path / "j.sqlite"
    script = Script(httpx2.Response(500), reply({"title": 5}), reply())
    with Journal(path) as journal:
        async with door(script, journal=journal) as one:
            await ask(one)
    base = sqlite3.connect(path)
    rows = base.execute("SELECT n, step, state, tokens FROM attempt ORDER BY n").fetchall()
    base.close()
    assert rows == [(1, "article", "again", 0), (2, "article", "ok", 120), (3, "article", "ok", 120)]


# what never gets out


LEAKY = [
    httpx2.Response(401, json={"error": {"message": f"Incorrect API key provided: {KEY}"}}),
    httpx2.Response(400, json={"error": {"message": f"bad: {KEY} {ARTICLE}"}}),
    httpx2.Response(500, text=f"<p>{KEY}</p>"),
    httpx2.Response(200, json={"error": {"message": f"key {KEY}"}}),
    httpx2.Response(200, json=completion({"title": KEY})),
    httpx2.Response(200, json=completion(f"no JSON but {KEY}")),
    httpx2.Response(200, json=completion(OK, choice_finish_reason=KEY)),
    httpx2.Response(307, headers={"Location": f"http://127.0.0.1:8/?{KEY}"}),
    httpx2.Response(200, json=completion({KEY: KEY})),
]


@pytest.mark.parametrize("answer", LEAKY, ids=range(len(LEAKY)))
async def test_the_key_appears_nowhere(
    answer: httpx2.Response, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    path = tmp_path / "j.sqlite"
    with Journal(path) as journal:
        async with door(Script(answer), journal=journal) as one:
            with pytest.raises(ModelError) as caught:
                await ask(one)
        written = everything_in(tmp_path)
    said = "".join(traceback.format_exception(caught.value)) + repr(caught.value) + caplog.text
    assert (KEY in said, KEY.encode() in written) == (False, False)


def everything_in(folder: Path) -> bytes:
    return b"".join(part.read_bytes() for part in folder.iterdir())


async def test_a_key_in_the_address_appears_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script(httpx2.Response(401, json={"error": {"message": "no such user: hunter2secret"}}))
    endpoint = Endpoint("http://me:hunter2secret@127.0.0.1:9/v1", KEY)
    async with door(script, endpoint=endpoint) as one:
        with pytest.raises(ModelError) as caught:
            await ask(one)
    assert "hunter2secret" not in str(caught.value) + caplog.text


async def test_neither_articles_nor_replies_are_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    script = Script(reply({"title": "Wept"}), httpx2.Response(500), reply("Wept"), reply())
    async with door(script) as one:
        await ask(one)
    assert ("minister" in caplog.text, "Wept" in caplog.text) == (False, False)


TALKATIVE = """
import asyncio, logging, sys
logging.basicConfig(level=logging.DEBUG)
from tests import test_llm
async def main():
    async with test_llm.door(test_llm.Script(test_llm.reply("Wept"))) as one:
        await test_llm.ask(one)
asyncio.run(main())
"""


def test_the_first_question_of_a_process_logs_neither() -> None:
    ran = subprocess.run([sys.executable, "-c", TALKATIVE], capture_output=True, text=True, check=False)
    assert "ModelReplyError: fake: no reply fits Draft" in ran.stderr
    assert ("minister" in ran.stderr, "Wept" in ran.stderr) == (False, False)


async def test_what_others_log_is_not_touched(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with door(Script(reply())) as one:
        await ask(one)
        logging.getLogger("openai._base_client").debug("a call of the host program")
    assert "a call of the host program" in caplog.text


async def test_an_error_holds_no_foreign_error() -> None:
    async with door(Script(httpx2.Response(401))) as one:
        with pytest.raises(ModelStopError) as caught:
            await ask(one)
    assert (caught.value.__cause__, caught.value.__suppress_context__) == (None, True)


async def test_a_bug_in_a_check_is_not_taken_for_a_bad_reply() -> None:
    def broken(_: Draft) -> list[str]:
        raise ZeroDivisionError

    async with door(Script(reply())) as one:
        with pytest.raises(ZeroDivisionError):
            await ask(one, check=broken)


@pytest.mark.parametrize("kind", [each for each in vars(errors).values() if isinstance(each, type)])
def test_errors_can_be_pickled(kind: type[Exception]) -> None:
    assert str(pickle.loads(pickle.dumps(kind("what")))) == "what"  # noqa: S301 - our own


async def test_one_bad_article_does_not_spoil_the_mode_for_the_others() -> None:
    vague = [httpx2.Response(400, json={"error": {"message": "Bad Request"}})] * 5
    script = Script(*vague, reply())
    async with door(script) as one:
        with pytest.raises(ModelRefusedError):
            await ask(one, "bad")
        await ask(one, "good")
    assert script.bodies[-1]["response_format"]["json_schema"]["strict"] is True  # type: ignore[index]


async def test_a_wrong_key_is_shown_to_the_endpoint_once() -> None:
    script = Script(httpx2.Response(401))
    async with door(script) as one:
        ends = await asyncio.gather(*(ask(one, str(number)) for number in range(50)), return_exceptions=True)
    assert ({type(end) for end in ends}, len(script.requests)) == ({ModelStopError}, 1)


async def test_a_reply_without_measure_is_not_sent_back_whole() -> None:
    script = Script(reply({"title": "x" * 1_000_000}), reply())
    async with door(script) as one:
        await ask(one)
    assert len(script.requests[1].content) < 30_000


async def test_a_large_schema_is_not_taken_for_a_text_that_was_cut() -> None:
    wide = create_model("Wide", **{f"field_{number}": (str, "") for number in range(400)})  # type: ignore[call-overload]
    script = Script(httpx2.Response(200, json=completion({"field_1": "x"})))
    async with door(script) as one:
        answer = await one.ask(
            [{"role": "user", "content": ARTICLE}], wide, step="x", prompt_hash="p", article_hash="a"
        )
    assert answer.value.field_1 == "x"


# running


async def test_a_cancelled_question_leaves_nothing_behind() -> None:
    async with FaultServer(hangs, says(OK)) as server, door_to(server, concurrency=1) as one:
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(ask(one), 0.3)
        assert one.gate.inside == 0
        assert (await ask(one)).value.title == "Rain"


async def test_a_journal_that_fails_on_the_way_loses_no_answer(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script(reply())
    with Journal(tmp_path / "j.sqlite") as journal:
        async with door(script, journal=journal) as one:
            journal._base.execute("DROP TABLE result")
            journal._base.execute("DROP TABLE lease")
            journal._base.execute("DROP TABLE attempt")
            answers = await asyncio.gather(*(ask(one, str(number)) for number in range(5)))
    assert [answer.value.title for answer in answers] == ["Rain"] * 5
    assert len([record for record in caplog.records if record.levelname == "WARNING"]) == 1


@pytest.mark.parametrize("command", ["import summarise", "import summarise.llm", "import summarise.journal"])
def test_the_client_is_not_loaded_before_a_door_opens(command: str) -> None:
    code = (
        f"{command}; import sys; print({{'openai', 'instructor', 'httpx2', 'tenacity'}} & sys.modules.keys())"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
