"""A folder as an input: which of its files are read, and what is told of the others."""

from collections import Counter
from collections.abc import Collection
from pathlib import Path
from typing import NamedTuple

from summarise.errors import ArticleError


class Folder(NamedTuple):
    """The files of a folder that may be articles, in order of their names, and what was passed over."""

    files: tuple[Path, ...]
    passed_over: str | None
    """In words for people, such as "2 .jpg, 1 folder"; none where nothing was."""


def list_folder(path: Path, suffixes: Collection[str]) -> Folder:
    """Return what a folder holds; hidden files are not looked at, folders in it not entered.

    Raises:
        ArticleError: it may not be entered, or holds no file with one of the suffixes.
    """
    try:
        visible = sorted((entry for entry in path.iterdir() if not entry.name.startswith(".")), key=_name)
        files = tuple(entry for entry in visible if entry.suffix.lower() in suffixes and entry.is_file())
    except OSError as error:
        raise ArticleError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    others = Counter(_kind(entry) for entry in visible if entry not in set(files))
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(others.items())) or None
    if not files:
        holds = f"no article, only {told}" if told else "nothing"
        raise ArticleError(f"{str(path)!r} is a folder that holds {holds}")
    return Folder(files, told)


def _name(entry: Path) -> bytes:
    """Return what to sort by: the same order on every machine, whatever its language."""
    return entry.name.encode("utf-8", "surrogateescape")


def _kind(entry: Path) -> str:
    if entry.is_dir():
        return "folder"
    if not entry.is_file():
        return "pipe, device or broken link"
    return entry.suffix.lower() or "without an ending"
