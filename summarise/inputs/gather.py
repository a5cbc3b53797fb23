"""The one way in: inputs as people name them, read into articles."""

import hashlib
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from summarise.article import parse
from summarise.errors import ArticleError, MissingExtraError
from summarise.inputs.blocks import Extract
from summarise.inputs.folder import list_folder
from summarise.inputs.kinds import SUFFIXES, Kind, kind_of, kind_of_bytes
from summarise.inputs.load import load, load_standard_input
from summarise.inputs.plain import decode
from summarise.values import Article, Document

STANDARD_INPUT = "-"
EXTRAS = {"docx": "docx", "pdf": "pdf"}

Tell = Callable[[str], None]


class Loaded(NamedTuple):
    """The text of one article and what it was read from."""

    path: str
    extract: Extract
    document: Document


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)


def read(inputs: Iterable[str | Path] | str | Path, *, tell: Tell = _warn) -> list[Article]:
    r"""Return the articles in the inputs named, in their order, with ids a1, a2, ….

    An input is a file, a folder, whose files are read in the order of their names, or "-" for standard input.
    Plain text and Markdown are UTF-8 (with or without a byte order mark) or UTF-16; of them only line ends
    are changed, to "\n". Of a web page the article is taken, laid down as docs/inputs.md says. Offsets count
    the code points of the text as it is returned here.

    Args:
        inputs: one or several.
        tell: called with a sentence for each thing in a folder that is left out; a Python warning by default.

    Raises:
        ArticleError: an input is missing, unreadable, binary, empty, or of a kind that is not read.
        MissingExtraError: what reads it is not installed.
    """
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    loaded = [one for given in inputs for one in _loaded(given, tell)]
    if not loaded:
        raise ArticleError("no article given: name at least one file or folder")
    return [
        parse(one.extract.text, one.path, f"a{n}", one.document, one.extract.warnings)
        for n, one in enumerate(loaded, 1)
    ]


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
        raw = load_standard_input()
        yield _taken(raw, kind_of_bytes(raw), STANDARD_INPUT)
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
        except MissingExtraError:
            raise
        except ArticleError as error:
            tell(f"left out: {error}")
        else:
            found = True
            yield one
    if not found:
        raise ArticleError(f"{str(path)!r} is a folder of which no file can be read")


def _from_file(path: Path) -> Loaded:
    if (kind := kind_of(path)) is None:
        raise ArticleError(f"{str(path)!r} is not read: give one of {', '.join(SUFFIXES)}")
    return _taken(load(path), kind, str(path))


def _taken(raw: bytes, kind: Kind, name: str) -> Loaded:
    extract = _extract(raw, kind, name)
    if not extract.text.strip():
        raise ArticleError(f"{name!r} is empty: it holds no text")
    document = Document(
        kind=kind,
        sha256=hashlib.sha256(raw).hexdigest(),
        reader=extract.reader,
        address=extract.address,
    )
    # A name that is no UTF-8 has question marks in a note.
    return Loaded(name.encode("utf-8", "replace").decode("utf-8"), extract, document)


def _extract(raw: bytes, kind: Kind, name: str) -> Extract:
    """Return the text of a document; what takes it out is loaded when first needed."""
    try:
        match kind:
            case "html":
                from summarise.inputs.web import read_page  # noqa: PLC0415

                return read_page(raw, name)
            case "docx":
                from summarise.inputs.word import read_word  # noqa: PLC0415

                return read_word(raw, name)
            case "eml":
                from summarise.inputs.mail import read_mail  # noqa: PLC0415

                return read_mail(raw, name)
            case "pdf":
                from summarise.inputs.pdf import read_pdf  # noqa: PLC0415

                return read_pdf(raw, name)
            case "text":
                return Extract(decode(raw, name))
    except ModuleNotFoundError as error:
        needs = f"needs {error.name}: pip install 'summarise[{EXTRAS.get(kind, 'web')}]'"
        raise MissingExtraError(f"to read {name!r} {needs}") from None
