"""The llm engine through the real door, down to the bytes that a scripted endpoint sends."""

import json
from pathlib import Path

import httpx2
import pytest

import summarise
from summarise.article import parse
from summarise.errors import ModelError
from summarise.journal import Journal
from summarise.llm import Door, Patience
from summarise.modelled import brief_with_model
from summarise.prompts import load
from summarise.values import Article
from summarise.wire import Endpoint, Wording
from tests.fault_server import completion
from tests.scripted import STEPS, Reply
from tests.test_modelled import NOTHING, TEXTS, honest, only, told

WORDING = Wording(
    load("reask", frozenset({"problems"})).text,
    load("schema", frozenset({"schema"})).text,
)


class Endpointed:
    """A transport that answers each request as a scripted model would, and keeps what was asked."""

    def __init__(self, script: object = honest) -> None:
        self.script = script
        self.asked: list[tuple[str, list[dict[str, str]]]] = []

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        body = json.loads(request.content)
        step = STEPS[body["response_format"]["json_schema"]["name"]]
        messages = body["messages"]
        self.asked.append((step, messages))
        reply: Reply = self.script(step, messages[0]["content"], len(messages) // 2)  # type: ignore[operator]
        if isinstance(reply, ModelError):
            return httpx2.Response(400, json={"error": {"message": str(reply), "code": "content_filter"}})
        tokens = len(request.content) // 4
        usage = {"prompt_tokens": tokens, "completion_tokens": 50, "total_tokens": tokens + 50}
        return httpx2.Response(200, json=completion(reply, usage=usage))


def door(endpoint: Endpointed, journal: Journal | None = None) -> Door:
    return Door(
        "scripted",
        WORDING,
        endpoint=Endpoint("http://127.0.0.1:9/v1", "sk-planted-7c1e"),
        journal=journal,
        patience=Patience(tries=2, pause=0.01, longest_pause=0.02, seconds=1.0),
        timeout=5.0,
        transport=httpx2.MockTransport(endpoint),
    )


@pytest.fixture(name="articles")
def _articles() -> list[Article]:
    return [parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(TEXTS, 1)]


def test_a_note_written_through_the_door_holds(articles: list[Article]) -> None:
    note = brief_with_model(articles, door(Endpointed()))
    assert (note.provenance.model, note.dropped, summarise.verify(note, articles)) == ("scripted", (), [])


def test_the_same_story_again_asks_nothing_and_gives_the_same_note(
    articles: list[Article], tmp_path: Path
) -> None:
    first, again = Endpointed(), Endpointed()
    with Journal(tmp_path / "replies.sqlite") as journal:
        one = brief_with_model(articles, door(first, journal))
    with Journal(tmp_path / "replies.sqlite") as journal:
        other = brief_with_model(articles, door(again, journal))
    assert (len(first.asked), again.asked, other.model_dump_json()) == (6, [], one.model_dump_json())


def test_a_breach_goes_back_with_what_is_wrong_in_few_words(articles: list[Article]) -> None:
    endpoint = Endpointed(
        only("brief", lambda *_: {**NOTHING, "bottom_line": [told("Some 9,999 drowned.", "a1.s2")]})
    )
    brief_with_model(articles, door(endpoint))
    asked_again = [messages[2]["content"] for step, messages in endpoint.asked if len(messages) > 1]
    said = """Your last reply cannot be used:

- bottom_line[1]: 'Some 9,999' is a figure outside of a slot: write its slot, or leave it out

Send the whole reply again as one JSON object, with only these points put right.
"""
    assert asked_again == [said, said]


def test_an_article_that_the_filter_stops_falls_back(articles: list[Article]) -> None:
    def filtered(step: str, prompt: str, n: int) -> Reply:
        return (
            ModelError("stopped") if step == "article" and "overloaded" in prompt else honest(step, prompt, n)
        )

    note = brief_with_model(articles, door(Endpointed(filtered)))
    assert [source.engine for source in note.articles] == ["llm", "llm", "extractive"]
    assert "sk-planted-7c1e" not in note.model_dump_json()
