"""Model engines in the harness: what a model replied is kept, and played again without it."""

import asyncio
import json
from pathlib import Path
from typing import Any

import httpx2
import pytest
from aiohttp import web

from evals.__main__ import main
from evals.cassettes import Cassette, Player, load_cassette
from evals.gate import Home
from tests.fault_server import FaultServer, completion, error, says

Json = dict[str, Any]
KEY = "sk-planted-51aa"
ASKED: Json = {
    "model": "scripted",
    "messages": [{"role": "user", "content": "<article-0a1b2c3d>\ns1: It fell.\n</article-0a1b2c3d>"}],
    "response_format": {"type": "json_schema", "json_schema": {"name": "ArticleDraft", "schema": {}}},
    "temperature": 0.0,
    "seed": 0,
    "max_tokens": 300,
}


def blank(*, replies: tuple[Any, ...] = ()) -> Cassette:
    return Cassette(model="scripted", reply_tokens=300, temperature=0.0, replies=replies)


def ask(player: Player, *bodies: Json) -> list[httpx2.Response]:
    async def work() -> list[httpx2.Response]:
        headers = {"Authorization": f"Bearer {KEY}"}
        return [
            await player.handle_async_request(
                httpx2.Request("POST", "http://127.0.0.1:9/v1/chat/completions", json=body, headers=headers)
            )
            for body in bodies
        ]

    return asyncio.run(work())


def saying(*contents: str) -> httpx2.MockTransport:
    left = list(contents)
    return httpx2.MockTransport(lambda _: httpx2.Response(200, json=completion(left.pop(0), id="chat-17")))


def contents(responses: list[httpx2.Response]) -> list[str]:
    return [response.json()["choices"][0]["message"]["content"] for response in responses]


# One cassette


def test_a_recorded_reply_is_played_without_the_model(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("{}"), path), ASKED)
    assert contents(ask(Player(load_cassette(path), None), ASKED)) == ["{}"]


def test_the_same_request_again_is_another_attempt(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("one", "two"), path), ASKED, ASKED)
    assert contents(ask(Player(load_cassette(path), None), ASKED, ASKED)) == ["one", "two"]


def with_another_fence(body: Json) -> Json:
    return json.loads(json.dumps(body).replace("0a1b2c3d", "ffffffff"))  # type: ignore[no-any-return]


def test_the_random_ending_of_the_tag_is_no_part_of_the_key(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("{}"), path), ASKED)
    assert contents(ask(Player(load_cassette(path), None), with_another_fence(ASKED))) == ["{}"]


@pytest.mark.parametrize(
    "changed",
    [
        {"model": "other"},
        {"messages": [{"role": "user", "content": "It rose."}]},
        {"response_format": {"type": "json_schema", "json_schema": {"name": "ArticleDraft"}}},
        {"temperature": 0.1},
        {"seed": 1},
        {"max_tokens": 301},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_whatever_else_is_asked_is_another_question(changed: Json, tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("{}"), path), ASKED)
    player = Player(load_cassette(path), None)
    (response,) = ask(player, ASKED | changed)
    assert (response.status_code, len(player.missing)) == (401, 1)


def test_a_second_recording_asks_only_for_what_is_new_and_forgets_what_is_old(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("one", "two"), path), ASKED, ASKED | {"seed": 1})
    again = Player(load_cassette(path), saying("three"), path)
    ask(again, ASKED, ASKED | {"seed": 2})
    again.close()
    kept = [reply.body["choices"][0]["message"]["content"] for reply in load_cassette(path).replies]  # type: ignore[index,call-overload]
    assert sorted(kept) == ["one", "three"]


def test_neither_key_nor_account_stands_in_a_cassette(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    refusal = {"error": {"message": f"context too long for {KEY}", "code": None}, "account": "org-9"}
    beyond = httpx2.MockTransport(lambda _: httpx2.Response(400, json=refusal))
    ask(Player(blank(), beyond, path), ASKED)
    text = path.read_text("utf-8")
    assert (KEY in text, "org-9" in text, "context too long for [key]" in text) == (False, False, True)


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_what_says_nothing_of_the_model_is_passed_on_and_not_kept(status: int, tmp_path: Path) -> None:
    beyond = httpx2.MockTransport(
        lambda _: httpx2.Response(status, json={"error": {"message": "no"}}, headers={"retry-after": "7"})
    )
    player = Player(blank(), beyond, tmp_path / "c.json")
    (response,) = ask(player, ASKED)
    assert (response.status_code, response.headers["retry-after"], player.used) == (status, "7", [])


def test_a_cassette_is_sorted_and_a_value_a_line(tmp_path: Path) -> None:
    path = tmp_path / "c.json"
    ask(Player(blank(), saying("b", "a"), path), ASKED | {"seed": 1}, ASKED)
    text = path.read_text("utf-8")
    keys = [reply["key"] for reply in json.loads(text)["replies"]]
    whole = json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"
    assert (keys, text) == (sorted(keys), whole)


# A whole run


async def test_a_recording_is_replayed_to_the_same_note(stories_home: Path, tmp_path: Path) -> None:
    there = Home(stories_home, cassettes=tmp_path / "cassettes")
    notes, asked = [], []
    async with FaultServer(says({"figures": [], "key_sentences": ["s2"]})) as server:
        for mode in (["--record"], ["--live"], []):
            arguments = ["run", "--engine", "llm", "--model", "m", "--base-url", server.url, *mode]
            into = tmp_path / "".join(mode or ["replay"])
            code = await asyncio.to_thread(
                main, [*arguments, "--story", "bridge", "--into", str(into)], there
            )
            made = json.loads((into / "llm" / "m" / "bridge.json").read_text("utf-8"))
            notes.append((code, made["note"], made["model"]["questions"]))
            asked.append(len(server.bodies))
    assert notes == [notes[0]] * 3
    assert asked == [asked[0], 2 * asked[0], 2 * asked[0]]


async def only_plain_text(request: web.Request) -> web.StreamResponse:
    asked = await request.json()
    if "response_format" in asked or "tools" in asked:
        return await error(400, "response_format is not supported")(request)
    return await says({"figures": [], "key_sentences": ["s2"]})(request)


async def test_a_reply_is_kept_under_its_prompt_where_a_request_holds_no_name_of_a_schema(
    stories_home: Path, tmp_path: Path
) -> None:
    there = Home(stories_home, cassettes=tmp_path / "cassettes")
    async with FaultServer(only_plain_text) as server:
        arguments = ["run", "--engine", "llm", "--model", "m", "--base-url", server.url, "--record"]
        await asyncio.to_thread(main, [*arguments, "--story", "bridge", "--into", str(tmp_path)], there)
    steps = {kept.step for kept in load_cassette(tmp_path / "cassettes" / "m" / "bridge.json").replies}
    assert steps == {"article", "match", "dispute", "brief"}
