"""How a reply of a given shape is asked for, and how its JSON is found in what comes back."""

import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from pydantic import BaseModel

# From the strictest to the loosest; what a server takes is found out by trying.
MODES = ("strict", "schema", "tool", "object", "text")

JSON = dict[str, Any]

# What all servers compile to a grammar. Lengths, patterns, formats and bounds are left to our checks: some
# servers refuse them, some take minutes over them, some fail open.
KEPT = ("type", "enum", "description")
# What llama.cpp compiles too. A small model often finds no end to a text or a list by itself.
BOUNDS = ("maxLength", "maxItems")


class Endpoint(NamedTuple):
    """Where a model is asked: none means what the environment says.

    `takes_bounds` says that it is known to hold replies to the lengths of a schema.
    """

    base_url: str | None = None
    api_key: str | None = None
    takes_bounds: bool = False


class Wording(NamedTuple):
    """What the door itself says to a model, as templates with one `$` name each.

    `reask` takes `$problems`, one a line; `schema` takes `$schema`, where the server cannot be given one.
    """

    reask: str
    schema: str


@lru_cache(maxsize=64)
def wire_schema(reply: type[BaseModel], *, bounded: bool = False) -> JSON:
    """Return the JSON schema of a reply in the subset that every server takes; not to be changed.

    Every object lists all its fields as required and allows no others; a `$ref` stands alone. With `bounded`
    the longest lengths of texts and lists are in it too.

    Raises:
        TypeError: the reply has a part that cannot be said in that subset.
    """
    schema = reply.model_json_schema()
    definitions = schema.pop("$defs", {})
    names = KEPT + BOUNDS if bounded else KEPT
    portable = _portable(schema, names)
    if definitions:
        portable["$defs"] = {name: _portable(part, names) for name, part in definitions.items()}
    return portable


def _portable(schema: Mapping[str, Any], names: Sequence[str]) -> JSON:
    if "$ref" in schema:
        return {"$ref": schema["$ref"]}
    for choice in ("anyOf", "oneOf", "allOf"):
        if choice in schema:
            parts = [_portable(part, names) for part in schema[choice]]
            return parts[0] if len(parts) == 1 else {"anyOf": parts}
    kept = {name: schema[name] for name in names if name in schema}
    if "const" in schema:
        kept["enum"] = [schema["const"]]
    match schema.get("type"):
        case "object" if "properties" in schema:
            kept["properties"] = {name: _portable(part, names) for name, part in schema["properties"].items()}
            kept["required"] = list(schema["properties"])
            kept["additionalProperties"] = False
        case "array" if "items" in schema:
            kept["items"] = _portable(schema["items"], names)
        case "object" | "array" | None:
            raise TypeError(f"no server takes this part of a schema: {dict(schema)!r}")
    return kept


def dress(request: Mapping[str, Any], mode: str, name: str, schema: JSON, wording: Wording) -> JSON:
    """Return the request with the schema added the way that `mode` asks for it."""
    dressed = dict(request)
    match mode:
        case "strict" | "schema":
            form = {"name": name, "schema": schema} | ({"strict": True} if mode == "strict" else {})
            dressed["response_format"] = {"type": "json_schema", "json_schema": form}
        case "tool":
            dressed["tools"] = [{"type": "function", "function": {"name": name, "parameters": schema}}]
            dressed["tool_choice"] = {"type": "function", "function": {"name": name}}
        case _:
            if mode == "object":
                dressed["response_format"] = {"type": "json_object"}
            dressed["messages"] = _with_schema(request["messages"], schema, wording)
    return dressed


def _with_schema(messages: Sequence[Mapping[str, Any]], schema: JSON, wording: Wording) -> list[JSON]:
    said = wording.schema.replace("$schema", json.dumps(schema, ensure_ascii=False))
    first, *rest = messages
    if first["role"] == "system":
        return [{"role": "system", "content": f"{first['content']}\n\n{said}"}, *map(dict, rest)]
    return [{"role": "system", "content": said}, *map(dict, messages)]


class Ladder:
    """Which mode an endpoint takes: steps down while nothing has worked, and stays where something has."""

    def __init__(self, known: str | None = None) -> None:
        """Start at the mode that worked in an earlier run, or at the top."""
        self.known = known in MODES
        self.mode = known if known in MODES else MODES[0]
        self.proven = False
        self._refused: set[str] = set()

    def prove(self, mode: str) -> bool:
        """Note that a mode gave JSON of the right shape; true if that is news worth keeping."""
        if self.proven:
            return False
        self.proven, self.mode = True, mode
        return True

    def lower(self, mode: str, *, refused: bool) -> bool:
        """Step down from a mode that did not work; false if there is nothing else to try.

        Below the last the strictest is next that was not refused: then the model is at fault, and it does
        better the more it is held. If every one was, it was not the mode: the next question starts anew.
        """
        if refused:
            self._refused.add(mode)
        if mode != self.mode:
            return True  # another call was faster
        if self.proven or (self.known and not refused):
            return False
        below = MODES[MODES.index(mode) + 1 :]
        if below:
            self.mode, self.known = below[0], False
            return True
        usable = [each for each in MODES if each not in self._refused]
        self.mode, self.proven = (usable or MODES)[0], bool(usable)
        self._refused.clear()
        return False


def find_json(text: str) -> JSON | None:
    """Return the one JSON object in a text, in a fence or after some prose too; none if that is not clear.

    Two different objects, a name used twice in one object, NaN and numbers too large to hold are not clear.

    >>> find_json('Here you are: {"a": 1}')
    {'a': 1}
    >>> find_json('{"a": 1, "a": 2}') is None
    True
    """
    found: JSON | None = None
    start = text.find("{")
    try:
        while start >= 0:
            value, end = DECODER.raw_decode(text, start)
            if found is not None and found != value:
                return None
            found, start = value, text.find("{", end)
        if found is not None:
            canonical(found)
    except (ValueError, RecursionError):
        return None
    return found


def canonical(value: JSON) -> str:
    """Return a value as JSON text.

    Raises:
        ValueError: it holds a number or a character that JSON or UTF-8 cannot.
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False)
    text.encode()
    return text


def _once(pairs: list[tuple[str, Any]]) -> JSON:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return value


def _never(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


DECODER = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_never)


def request_bytes(request: object) -> int:
    """Return the size of a request, or of a part of it, in bytes of UTF-8."""
    return len(json.dumps(request, ensure_ascii=False).encode(errors="replace"))
