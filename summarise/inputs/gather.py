"""The one way in: inputs as people name them, read into articles."""

import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from summarise.article import parse
from summarise.errors import ArticleError
from summarise.inputs.folder import list_folder
from summarise.inputs.load import load, load_standard_input
from summarise.inputs.plain import decode
from summarise.values import Article

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
STANDARD_INPUT = "-"

Tell = Callable[[str], None]


class Loaded(NamedTuple):
    """The text of one article and where it comes from."""

    path: str
    text: str


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)


def read(inputs: Iterable[str | Path] | str | Path, *, tell: Tell = _warn) -> list[Article]:
    r"""Return the articles in the inputs named, in their order, with ids a1, a2, ….

    An input is a file, a folder, whose files are read in the order of their names, or "-" for standard input.
    Text is UTF-8 (with or without a byte order mark) or UTF-16. Line ends become "\n"; nothing else of it is
    changed, and offsets count its code points.

    Args:
        inputs: one or several.
        tell: called with a sentence for each thing in a folder that is left out; a Python warning by default.

    Raises:
        ArticleError: an input is missing, unreadable, binary, empty, or of a kind that is not read.
    """
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    loaded = [one for given in inputs for one in _loaded(given, tell)]
    if not loaded:
        raise ArticleError("no article given: name at least one .txt or .md file")
    return [parse(one.text, path=one.path, name=f"a{n}") for n, one in enumerate(loaded, 1)]


def read_one(given: str | Path, *, tell: Tell = _warn) -> Article:
    """Return the one article in an input.

    Raises:
        ArticleError: as for `read`, or there are several.
    """
    articles = read(given, tell=tell)
    if len(articles) > 1:
        raise ArticleError(f"{str(given)!r} holds {len(articles)} articles: name one of them")
    return articles[0]


def _loaded(given: str | Path, tell: Tell) -> Iterator[Loaded]:
    if given == STANDARD_INPUT:
        yield Loaded(STANDARD_INPUT, _text(load_standard_input(), STANDARD_INPUT))
        return
    path = Path(given)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):  # a name too long, a NUL in it: opening the file tells
        is_folder = False
    yield from _from_folder(path, tell) if is_folder else [_from_file(path)]


def _from_folder(path: Path, tell: Tell) -> Iterator[Loaded]:
    """Yield what can be read of a folder; what cannot is told, and does not keep the others out."""
    folder = list_folder(path, SUFFIXES)
    if folder.passed_over:
        tell(f"{str(path)!r}: passed over {folder.passed_over}")
    found = False
    for file in folder.files:
        try:
            one = _from_file(file)
        except ArticleError as error:
            tell(f"left out: {error}")
        else:
            found = True
            yield one
    if not found:
        raise ArticleError(f"{str(path)!r} is a folder of which no file can be read")


def _from_file(path: Path) -> Loaded:
    if path.suffix.lower() not in SUFFIXES:
        raise ArticleError(f"{str(path)!r} is not read: give plain text as .txt or .md")
    return Loaded(_shown(path), _text(load(path), str(path)))


def _text(raw: bytes, name: str) -> str:
    text = decode(raw, name)
    if not text.strip():
        raise ArticleError(f"{name!r} is empty: it holds no text")
    return text


def _shown(path: Path) -> str:
    """Return a path as a note can hold it: a name that is no UTF-8 has question marks in it."""
    return str(path).encode("utf-8", "replace").decode("utf-8")
