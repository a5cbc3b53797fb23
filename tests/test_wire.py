"""What is asked for on the wire, and what JSON is found in what comes back."""

import json
import time
from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field

from summarise.wire import MODES, Ladder, Wording, dress, find_json, wire_schema

WORDING = Wording("Wrong: $problems", "Schema: $schema")
SCHEMA = {"type": "object", "properties": {}, "required": [], "additionalProperties": False}


class Part(BaseModel):
    model_config = ConfigDict(title="A part", extra="forbid")

    title: str = Field(description="In few words", max_length=80, pattern="^[A-Z]")
    kind: Literal["person", "place"]
    only: Literal["one"]


class Whole(BaseModel):
    model_config = ConfigDict(extra="forbid")

    parts: list[Part] = Field(min_length=1, max_length=4000)
    first: Part = Field(description="No server takes a $ref with company")
    note: str | None = None
    share: float = Field(ge=0, le=1, default=0.5)


def test_the_schema_on_the_wire_is_one_that_every_server_takes() -> None:
    part = {
        "type": "object",
        "properties": {
            "title": {"type": "string", "description": "In few words"},
            "kind": {"type": "string", "enum": ["person", "place"]},
            "only": {"type": "string", "enum": ["one"]},
        },
        "required": ["title", "kind", "only"],
        "additionalProperties": False,
    }
    assert wire_schema(Whole) == {
        "type": "object",
        "properties": {
            "parts": {"type": "array", "items": {"$ref": "#/$defs/Part"}},
            "first": {"$ref": "#/$defs/Part"},
            "note": {"anyOf": [{"type": "string"}, {"type": "null"}]},
            "share": {"type": "number"},
        },
        "required": ["parts", "first", "note", "share"],
        "additionalProperties": False,
        "$defs": {"Part": part},
    }


def test_a_server_that_holds_replies_to_lengths_is_told_them() -> None:
    schema = wire_schema(Whole, bounded=True)
    assert (schema["properties"]["parts"], schema["$defs"]["Part"]["properties"]["title"]) == (
        {"type": "array", "items": {"$ref": "#/$defs/Part"}, "maxItems": 4000},
        {"type": "string", "description": "In few words", "maxLength": 80},
    )


def test_what_no_server_takes_is_refused_where_it_is_written() -> None:
    class Loose(BaseModel):
        names: dict[str, int]

    with pytest.raises(TypeError, match="no server takes"):
        wire_schema(Loose)


MESSAGES = [{"role": "user", "content": "It rained."}]


@pytest.mark.parametrize(
    ("mode", "added"),
    [
        (
            "strict",
            {
                "response_format": {
                    "type": "json_schema",
                    "json_schema": {"name": "D", "schema": SCHEMA, "strict": True},
                }
            },
        ),
        (
            "schema",
            {"response_format": {"type": "json_schema", "json_schema": {"name": "D", "schema": SCHEMA}}},
        ),
        (
            "tool",
            {
                "tools": [{"type": "function", "function": {"name": "D", "parameters": SCHEMA}}],
                "tool_choice": {"type": "function", "function": {"name": "D"}},
            },
        ),
    ],
    ids=["strict", "schema", "tool"],
)
def test_each_mode_adds_the_schema_in_its_own_place(mode: str, added: dict[str, object]) -> None:
    request = {"model": "m", "messages": MESSAGES}
    assert dress(request, mode, "D", SCHEMA, WORDING) == request | added


@pytest.mark.parametrize(("mode", "form"), [("object", {"type": "json_object"}), ("text", None)])
def test_a_server_without_schemas_gets_it_in_words(mode: str, form: object) -> None:
    dressed = dress({"messages": MESSAGES}, mode, "D", SCHEMA, WORDING)
    said = {"role": "system", "content": f"Schema: {json.dumps(SCHEMA)}"}
    assert (dressed["messages"], dressed.get("response_format")) == ([said, *MESSAGES], form)


def test_the_schema_in_words_follows_what_the_system_message_says() -> None:
    messages = [{"role": "system", "content": "Summarise."}, *MESSAGES]
    dressed = dress({"messages": messages}, "text", "D", SCHEMA, WORDING)
    assert dressed["messages"][0]["content"] == f"Summarise.\n\nSchema: {json.dumps(SCHEMA)}"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('{"a": 1}', {"a": 1}),
        ('```json\n{"a": 1}\n```', {"a": 1}),
        ('Here you are: {"a": {"b": []}} Bye.', {"a": {"b": []}}),
        ('{"a": 1} {"a": 1}', {"a": 1}),
        ('{"a": 1} {"a": 2}', None),
        ('{"a": 1, "a": 1}', None),
        ('{"a": {"b": 1, "b": 2}}', None),
        ('{"a": NaN}', None),
        ('{"a": -Infinity}', None),
        ('{"a": 1e400}', None),
        ('{"a": "\\ud800"}', None),
        ('{"a": ' + "9" * 5000 + "}", None),
        ('{"a": 1', None),
        ("[1, 2]", None),
        ("no", None),
        ("", None),
    ],
)
def test_one_clear_object_is_found_and_nothing_else(text: str, found: object) -> None:
    assert find_json(text) == found


@pytest.mark.parametrize(
    "text", ["(" * 1_000_000, '{"a":' * 200_000, "[" * 1_000_000, '{"' * 500_000, "{}" * 300_000]
)
def test_hostile_text_is_read_in_a_second(text: str) -> None:
    begun = time.perf_counter()
    find_json(text)
    assert time.perf_counter() - begun < 1


def test_a_ladder_goes_down_one_mode_at_a_time() -> None:
    ladder, seen = Ladder(), []
    while ladder.lower(ladder.mode, refused=True):
        seen.append(ladder.mode)
    assert tuple(seen) == MODES[1:]


def test_a_ladder_stays_where_something_worked() -> None:
    ladder = Ladder()
    ladder.lower("strict", refused=True)
    ladder.prove("schema")
    assert (ladder.lower("schema", refused=True), ladder.mode) == (False, "schema")


def test_many_calls_at_once_take_a_ladder_down_by_one() -> None:
    ladder = Ladder()
    assert all(ladder.lower("strict", refused=True) for _ in range(50))
    assert ladder.mode == "schema"


def test_a_model_that_gives_no_json_in_any_mode_gets_the_strictest_that_was_not_refused() -> None:
    ladder = Ladder()
    ladder.lower("strict", refused=True)
    while ladder.lower(ladder.mode, refused=False):
        pass
    assert ladder.mode == "schema"


def test_when_every_mode_was_refused_it_was_not_the_mode() -> None:
    ladder = Ladder()
    while ladder.lower(ladder.mode, refused=True):
        pass
    assert (ladder.mode, ladder.proven) == ("strict", False)


def test_a_mode_that_worked_before_is_left_only_when_it_is_refused() -> None:
    ladder = Ladder("tool")
    assert (ladder.lower("tool", refused=False), ladder.mode) == (False, "tool")
    assert (ladder.lower("tool", refused=True), ladder.mode) == (True, "object")


def test_a_mode_that_does_not_exist_is_not_known() -> None:
    assert (Ladder("pigeon").mode, Ladder("pigeon").known) == ("strict", False)
