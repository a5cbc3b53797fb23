"""Decisions in a YAML file: plain text, lists and names only, and no more of them than a person writes."""

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from summarise.errors import NoteError
from summarise.history import Decision

LARGEST_FILE = 200_000
DEEPEST = 6
FIELDS = ("id", "decision", "text", "reason", "by", "date")
SHARED = ("by", "date")
EXAMPLE = "decisions:, and under it a list of - id: …, decision: accept, edit or strike, reason: …"

Node = str | list["Node"] | dict[str, "Node"]


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions in a YAML file, in their order.

    Raises:
        NoteError: the extra `yaml` is not installed, or the file cannot be read, is too large, or holds
            anything else than decisions.
    """
    if find_spec("yaml") is None:
        raise NoteError("a YAML file needs one more package: pip install 'summarise[yaml]'")
    root = _parsed(_text(path), path)
    if not isinstance(root, dict) or not isinstance(root.get("decisions"), list):
        raise NoteError(f"{str(path)!r} holds no decisions: write {EXAMPLE}")
    if odd := root.keys() - {"decisions", *SHARED}:
        raise NoteError(f"{str(path)!r} has {min(odd)!r}, which is none of decisions, by and date")
    shared = {name: root[name] for name in SHARED if name in root}
    listed = root["decisions"]
    return [_decision(node, n, shared, path) for n, node in enumerate(listed, 1)]


def _decision(node: Node, n: int, shared: dict[str, Node], path: Path) -> Decision:
    where = f"{str(path)!r}, decision {n}"
    if not isinstance(node, dict):
        raise NoteError(f"{where}: it is no list of names and values such as id: s1a2b3c4")
    for name, value in node.items():
        if name not in FIELDS:
            raise NoteError(f"{where}: {name!r} is none of {', '.join(FIELDS)}")
        if not isinstance(value, str):
            raise NoteError(f"{where}: {name!r} is no plain text")
    fields = {name: value for name, value in (shared | node).items() if value != ""}
    try:
        return Decision.model_validate(fields)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(map(str, first["loc"]))
        raise NoteError(f"{where}: {place}: {first['msg']}") from None


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise NoteError(f"{str(path)!r} has {size:,} bytes: the limit is {LARGEST_FILE:,}")
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise NoteError(f"{str(path)!r} is not there: check the path") from None
    except OSError as error:
        raise NoteError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        byte = f"byte 0x{error.object[error.start]:02x} at {error.start}"
        raise NoteError(f"{str(path)!r} is not UTF-8 ({byte}): save it as UTF-8 first") from None
    except ValueError as error:  # a NUL in the path
        raise NoteError(f"{str(path)!r} cannot be read: {error}") from None


def _parsed(text: str, path: Path) -> Node:
    yaml = import_module("yaml")  # an extra, without types of its own
    try:
        events = _Events(path, list(yaml.parse(text, Loader=yaml.BaseLoader)))
    except yaml.MarkedYAMLError as error:
        line = f", line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise NoteError(f"{str(path)!r} is no YAML{line}: {error.problem}") from None
    except yaml.YAMLError as error:
        raise NoteError(f"{str(path)!r} is no YAML: {error}".splitlines()[0]) from None
    return events.document()


class _Events:
    """The parts of a YAML text in their order, read into texts, lists and names with values.

    Nothing is constructed from it: no type, no reference to another place, so that a small file stays small.
    """

    def __init__(self, path: Path, events: list[Any]) -> None:
        self.path = path
        self.events: Iterator[Any] = iter(events)

    def document(self) -> Node:
        """Return the one document of the text."""
        self._next("StreamStart")
        if self._next("DocumentStart", "StreamEnd")[0] == "StreamEnd":
            raise NoteError(f"{str(self.path)!r} is empty: write {EXAMPLE}")
        node = self._node(self._next(), 0)
        self._next("DocumentEnd")
        if self._next("DocumentStart", "StreamEnd")[0] != "StreamEnd":
            raise NoteError(f"{str(self.path)!r} holds several documents: keep one")
        return node

    def _next(self, *wanted: str) -> tuple[str, Any]:
        event = next(self.events)
        kind = type(event).__name__.removesuffix("Event")
        if wanted and kind not in wanted:
            raise self._wrong(event, f"{kind} stands where none can stand")
        if kind == "Alias" or getattr(event, "anchor", None):
            raise self._wrong(event, "& and * refer to other places: write the text out, or put it in quotes")
        if getattr(event, "tag", None):
            raise self._wrong(event, "! names a type: leave it out, or put the text in quotes")
        return kind, event

    def _node(self, part: tuple[str, Any], depth: int) -> Node:
        kind, event = part
        if depth > DEEPEST:
            raise self._wrong(event, "lists stand in lists too deeply")
        if kind == "Scalar":
            return " ".join(event.value.split())
        if kind == "SequenceStart":
            return list(self._items(depth))
        return dict(self._pairs(depth))

    def _items(self, depth: int) -> Iterator[Node]:
        while (part := self._next())[0] != "SequenceEnd":
            yield self._node(part, depth + 1)

    def _pairs(self, depth: int) -> Iterator[tuple[str, Node]]:
        names: set[str] = set()
        while (part := self._next())[0] != "MappingEnd":
            name = self._node(part, depth + 1)
            if not isinstance(name, str) or name in names:
                raise self._wrong(part[1], f"{name!r} stands twice" if isinstance(name, str) else "odd name")
            names.add(name)
            yield name, self._node(self._next(), depth + 1)

    def _wrong(self, event: Any, what: str) -> NoteError:  # noqa: ANN401 - PyYAML has no types
        return NoteError(f"{str(self.path)!r}, line {event.start_mark.line + 1}: {what}")
