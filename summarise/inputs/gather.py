"""The one way in: inputs as people name them, read into articles."""

import hashlib
import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarise.article import parse
from summarise.errors import ArticleError, MissingExtraError
from summarise.inputs.blocks import Extract
from summarise.inputs.folder import list_folder
from summarise.inputs.kinds import SUFFIXES, kind_of, kind_of_bytes
from summarise.inputs.load import LARGEST_FILE, LARGEST_TABLE, load, load_standard_input
from summarise.inputs.plain import decode, decoded
from summarise.inputs.rows import KINDS, Columns, read_rows
from summarise.values import Article, Document, DocumentKind

if TYPE_CHECKING:
    from summarise.inputs.fetch import Fetched

STANDARD_INPUT = "-"
# What reads a kind, where that is not the extra for web pages, which e-mails may need, too.
EXTRAS = {"docx": "docx", "pdf": "pdf", "parquet": "parquet"}
USUAL = Columns()

ADDRESS = re.compile(r"https?://", re.IGNORECASE)

Tell = Callable[[str], None]
Fetch = Callable[[str], "Fetched"]


class Loaded(NamedTuple):
    """The text of one article and what it was read from."""

    path: str
    extract: Extract
    document: Document


def _warn(message: str) -> None:
    warnings.warn(message, stacklevel=3)


def read(
    inputs: Iterable[str | Path] | str | Path,
    *,
    columns: Columns = USUAL,
    fetch: Fetch | None = None,
    tell: Tell = _warn,
) -> list[Article]:
    r"""Return the articles in the inputs named, in their order, with ids a1, a2, ….

    An input is a file, a folder, whose files are read in the order of their names, "-" for standard input,
    or, with `fetch`, an address that begins with http:// or https://.
    Plain text and Markdown are UTF-8 (with or without a byte order mark) or UTF-16; of them only line ends
    are changed, to "\n". Of other documents the text is taken and laid down as docs/inputs.md says; each row
    of a table is an article. Offsets count the code points of the text as it is returned here.

    Args:
        inputs: one or several.
        columns: which columns of a table hold text, title, publisher, date and address.
        fetch: what gets a document from the network, such as `Fetcher().fetch`; none for no network at all.
        tell: called with a sentence for each thing that is left out of a folder or table; a Python warning
            by default.

    Raises:
        ArticleError: an input is missing, unreadable, binary, empty, or of a kind that is not read.
        MissingExtraError: what reads it is not installed.
    """
    if isinstance(inputs, str | Path):
        inputs = [inputs]
    gatherer = _Gatherer(columns, fetch, tell)
    loaded = [one for given in inputs for one in gatherer.loaded(given)]
    if not loaded:
        raise ArticleError("no article given: name at least one file or folder")
    return [
        parse(one.extract.text, one.path, f"a{n}", one.document, one.extract.warnings)
        for n, one in enumerate(loaded, 1)
    ]


class _Gatherer(NamedTuple):
    """How inputs are read, and whom what is left out is told."""

    columns: Columns
    fetch: Fetch | None
    tell: Tell

    def loaded(self, given: str | Path) -> Iterator[Loaded]:
        """Yield the articles of one input."""
        if given == STANDARD_INPUT:
            raw = load_standard_input()
            yield from self._taken(raw, kind_of_bytes(raw), STANDARD_INPUT)
            return
        if isinstance(given, str) and ADDRESS.match(given):
            yield from self._from_network(given)
            return
        path = Path(given)
        try:
            is_folder = path.is_dir()
        except (OSError, ValueError):  # a name too long, a NUL in it: opening the file tells
            is_folder = False
        yield from self._from_folder(path) if is_folder else self._from_file(path)

    def _from_network(self, address: str) -> Iterator[Loaded]:
        if self.fetch is None:
            raise ArticleError(f"{address!r} is an address: to get it from the network, add --fetch")
        found = self.fetch(address)
        for one in self._taken(found.raw, found.kind, address, found.charset):
            document = one.document.model_copy(update={"address": found.address})
            yield one._replace(document=document)

    def _from_folder(self, path: Path) -> Iterator[Loaded]:
        """Yield what can be read of a folder; what cannot is told, and does not keep the others out."""
        folder = list_folder(path, SUFFIXES)
        if folder.passed_over:
            self.tell(f"{str(path)!r}: passed over {folder.passed_over}")
        found = False
        for file in folder.files:
            try:
                articles = list(self._from_file(file))
            except MissingExtraError:
                raise
            except ArticleError as error:
                self.tell(f"left out: {error}")
            else:
                found = True
                yield from articles
        if not found:
            raise ArticleError(f"{str(path)!r} is a folder of which no file can be read")

    def _from_file(self, path: Path) -> Iterator[Loaded]:
        if (kind := kind_of(path)) is None:
            raise ArticleError(f"{str(path)!r} is not read: give one of {', '.join(SUFFIXES)}")
        most = LARGEST_TABLE if kind in KINDS else LARGEST_FILE
        yield from self._taken(load(path, most), kind, str(path))

    def _taken(
        self, raw: bytes, kind: DocumentKind, name: str, charset: str | None = None
    ) -> Iterator[Loaded]:
        document = Document(kind=kind, sha256=hashlib.sha256(raw).hexdigest())
        shown = name.encode("utf-8", "replace").decode("utf-8")  # as a note can hold it
        if kind not in KINDS:
            extract = _extract(raw, kind, name, charset)
            if not extract.text.strip():
                raise ArticleError(f"{name!r} is empty: it holds no text")
            told = {"reader": extract.reader, "address": extract.address}
            yield Loaded(shown, extract, document.model_copy(update=told))
            return
        with _naming_extras(kind, name):
            table = read_rows(raw, kind, name, self.columns)
        if table.told:
            self.tell(f"{name!r}: {table.told}")
        used = {part: column for part, column in table.columns._asdict().items() if column is not None}
        for row, extract in table.articles:
            place = {"row": row, "columns": used, "address": extract.address}
            yield Loaded(shown, extract, document.model_copy(update=place))


def _extract(raw: bytes, kind: DocumentKind, name: str, charset: str | None) -> Extract:
    """Return the text of a document; what takes it out is loaded when first needed."""
    with _naming_extras(kind, name):
        match kind:
            case "html":
                from summarise.inputs.web import read_page  # noqa: PLC0415

                return read_page(raw, name, charset)
            case "docx":
                from summarise.inputs.word import read_word  # noqa: PLC0415

                return read_word(raw, name)
            case "eml":
                from summarise.inputs.mail import read_mail  # noqa: PLC0415

                return read_mail(raw, name)
            case "pdf":
                from summarise.inputs.pdf import read_pdf  # noqa: PLC0415

                return read_pdf(raw, name)
            case _:
                text = decode(raw, name) if charset is None else decoded(raw, charset)
                return Extract(text.replace("\r\n", "\n").replace("\r", "\n"))


@contextmanager
def _naming_extras(kind: DocumentKind, name: str) -> Iterator[None]:
    """Turn what is not installed into the command that installs it."""
    try:
        yield
    except ModuleNotFoundError as error:
        needs = f"needs {error.name}: pip install 'summarise[{EXTRAS.get(kind, 'web')}]'"
        raise MissingExtraError(f"to read {name!r} {needs}") from None
