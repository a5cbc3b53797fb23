"""Tables of articles: JSON Lines, CSV and Parquet, one row an article, its parts in named columns."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from summarise.errors import ArticleError
from summarise.inputs.blocks import Extract, Head, counted, iso_day, lay_down, one_line
from summarise.inputs.plain import decode
from summarise.values import DocumentKind

KINDS: frozenset[DocumentKind] = frozenset({"jsonl", "csv", "parquet"})
MOST_ROWS = 200_000
LARGEST_UNPACKED = 500_000_000
ROWS_AT_ONCE = 32
LONGEST_CELL = 20_000_000
# How many rows without text are named.
NAMED = 5
DELIMITERS = ",\t;|"


class Columns(NamedTuple):
    """Which column of a table holds what; none is looked for under its usual names."""

    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    date: str | None = None
    url: str | None = None


# The usual names of each, the surest first.
USUAL = (
    "text body content article article_text full_text maintext story".split(),
    "title headline".split(),
    "publisher source outlet site site_name publication source_name domain".split(),
    "date published published_at publishedat publication_date publish_date date_published pub_date pubdate "
    "date_publish datetime timestamp".split(),
    "url link address source_url permalink".split(),
)


class Table(NamedTuple):
    """The articles of a table, by the number of their row from 1, and how they were read."""

    articles: list[tuple[int, Extract]]
    columns: Columns
    told: str | None
    """What was left out; none where nothing was."""


class Rows(NamedTuple):
    """A table as it is stored: the names of its columns, and its rows."""

    names: Sequence[str]
    rows: Iterator[Mapping[str, object]]


def read_rows(raw: bytes, kind: DocumentKind, name: str, asked: Columns) -> Table:
    """Return the articles in a table.

    Args:
        raw: the file.
        kind: what is in it.
        name: what to call it in an error.
        asked: the columns that hold the parts of an article.

    Raises:
        ArticleError: it is no such table, has no column of text, or no row with text.
        ModuleNotFoundError: what reads Parquet is not installed.
    """
    names, rows = _opened(raw, kind, name)
    columns = _found(names, asked, name)
    articles, without = [], []
    for number, row in enumerate(rows, 1):
        if number > MOST_ROWS:
            raise ArticleError(f"{name!r} has more than {MOST_ROWS:,} rows: cut it into several files")
        extract = _article(row, columns)
        if extract is None:
            without.append(number)
        else:
            articles.append((number, extract))
    if not articles:
        raise ArticleError(
            f"{name!r} holds no text in the column {columns.text!r} of its {counted(len(without), 'row')}"
        )
    return Table(articles, columns, _told(without, len(articles)))


def _told(without: Sequence[int], read: int) -> str | None:
    if not without:
        return None
    named = ", ".join(map(str, without[:NAMED])) + (", …" if len(without) > NAMED else "")
    return f"{counted(len(without), 'row')} without text left out of {len(without) + read:,} (row {named})"


def _article(row: Mapping[str, object], columns: Columns) -> Extract | None:
    text, title, publisher, day, url = (_said(row.get(column)) if column else "" for column in columns)
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    if not text.strip():
        return None
    head = Head(title or None, publisher or None, iso_day(day) or day or None)
    above = lay_down(head, []) + "\n" if any(head) else ""
    return Extract(f"{above}{text}\n", address=one_line(url) or None)


def _said(value: object) -> str:
    """Return a cell as text; of an object, such as the source of a news API, its name."""
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return _said(value.get("name"))
    if isinstance(value, list | tuple):
        return "\n\n".join(map(_said, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _found(names: Sequence[str], asked: Columns, name: str) -> Columns:
    """Return the columns to read: those asked for, else the first with a usual name, in any capitals."""
    by_name = {column.lower(): column for column in reversed(names)}
    told = ", ".join(map(repr, names[:40])) or "none"
    for wanted, field in zip(asked, Columns._fields, strict=True):
        if wanted is not None and wanted not in names:
            raise ArticleError(
                f"{name!r} has no column {wanted!r} (--{field}-column): its columns are {told}"
            )
    found = Columns(
        *(
            wanted or next((by_name[usual] for usual in usuals if usual in by_name), None)
            for wanted, usuals in zip(asked, USUAL, strict=True)
        )
    )
    if found.text is None:
        usual = ", ".join(USUAL[0])
        raise ArticleError(
            f"{name!r} has no column named {usual}: its columns are {told}; name the one that holds the "
            "text with --text-column"
        )
    return found


def _opened(raw: bytes, kind: DocumentKind, name: str) -> Rows:
    if kind == "parquet":
        return _parquet(raw, name)
    return (_json_lines if kind == "jsonl" else _separated)(decode(raw, name), name)


def _json_lines(text: str, name: str) -> Rows:
    rows: list[dict[str, object]] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        if not isinstance(row, dict):
            hint = ": write each article on its own line" if number == 1 else ""
            raise ArticleError(f"{name!r} is no JSON Lines: line {number} holds no JSON object{hint}")
        rows.append(row)
    return Rows(list(dict.fromkeys(column for row in rows for column in row)), iter(rows))


def _separated(text: str, name: str) -> Rows:
    head = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=head.count)
    limit = csv.field_size_limit(LONGEST_CELL)
    try:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter)
        rows = list(reader)
    except csv.Error as error:
        raise ArticleError(f"{name!r} is no table in CSV that can be read: {error}") from None
    finally:
        csv.field_size_limit(limit)
    return Rows(list(reader.fieldnames or ()), iter(rows))


def _parquet(raw: bytes, name: str) -> Rows:
    import pyarrow as pa  # noqa: PLC0415 - of an extra
    from pyarrow import parquet  # noqa: PLC0415

    rows: list[Mapping[str, object]] = []
    size = 0
    try:
        file = parquet.ParquetFile(pa.BufferReader(raw))
        groups = (file.metadata.row_group(n).total_byte_size for n in range(file.metadata.num_row_groups))
        fits = file.metadata.num_rows <= MOST_ROWS and sum(groups) <= LARGEST_UNPACKED
        # A value that is stored once may stand in many rows: what they come to is seen only when unpacked.
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE) if fits else ():
            size += batch.nbytes
            fits = size <= LARGEST_UNPACKED
            if not fits:
                break
            rows += batch.to_pylist()
    except (pa.ArrowException, OSError, ValueError, MemoryError) as error:
        raise ArticleError(f"{name!r} is no Parquet file that can be read") from error
    if not fits:
        raise ArticleError(f"{name!r} holds more than {MOST_ROWS:,} rows or {LARGEST_UNPACKED:,} bytes")
    return Rows(file.schema_arrow.names, iter(rows))
