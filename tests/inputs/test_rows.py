"""Tables of articles: which column is what, what is left out, and files that are none."""

import io
import json
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

import summarise
from summarise.errors import ArticleError, MissingExtraError
from summarise.inputs.again import read_again
from summarise.inputs.gather import read
from summarise.inputs.rows import Columns, read_rows
from summarise.values import DocumentKind, place_of

ROWS: list[dict[str, object]] = [
    {
        "Title": "Fire in Lem",
        "Body": "Some 12 boats burned.\n\nTwo sank.",
        "source": {"id": 7, "name": "Lem Post"},
        "date": "2024-05-03T10:00:00Z",
        "url": "https://lem.example/1",
    },
    {"Title": "Empty", "Body": "  ", "source": None, "date": None, "url": None},
    {
        "Title": None,
        "Body": "Some 14 boats burned.",
        "source": "Tarn Times",
        "date": "3 May 2024",
        "url": "x",
    },
]
FIRST = """\
Title: Fire in Lem

Publisher: Lem Post

Published: 2024-05-03

Some 12 boats burned.

Two sank.
"""
THIRD = "Publisher: Tarn Times\n\nPublished: 3 May 2024\n\nSome 14 boats burned.\n"


def json_lines(rows: list[dict[str, object]]) -> bytes:
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def table(**columns: list[object]) -> bytes:
    """Return a Parquet file."""
    file = io.BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file.getvalue()


def texts_of(raw: bytes, kind: DocumentKind, asked: Columns = Columns()) -> dict[int, str]:  # noqa: B008 - frozen
    return {row: extract.text for row, extract in read_rows(raw, kind, "a", asked).articles}


def test_each_row_with_text_is_an_article_under_its_head() -> None:
    found = read_rows(json_lines(ROWS), "jsonl", "a.jsonl", Columns())

    assert [(row, extract.text) for row, extract in found.articles] == [(1, FIRST), (3, THIRD)]
    assert found.columns == Columns("Body", "Title", "source", "date", "url")
    assert found.told == "1 row without text left out of 3 (row 2)"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"], ids=["comma", "semicolon", "tab"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_table_in_csv_is_read_whatever_parts_its_cells(delimiter: str, encoding: str) -> None:
    rows = [("Headline", "Text", "Outlet"), ("Fire", '"Some 12 boats, ""all"" old\r\nburned."', "Lem Post")]
    raw = "\r\n".join(delimiter.join(row) for row in rows)

    assert texts_of(raw.encode(encoding), "csv") == {
        1: 'Title: Fire\n\nPublisher: Lem Post\n\nSome 12 boats, "all" old\nburned.\n'
    }


def test_a_parquet_file_is_read_with_its_days() -> None:
    raw = table(
        text=["Some 12 boats burned.", None],
        date=[datetime(2024, 5, 3, 23, 30, tzinfo=UTC), None],
        n=[1, 2],
    )

    assert texts_of(raw, "parquet") == {1: "Published: 2024-05-03\n\nSome 12 boats burned.\n"}
    assert texts_of(table(text=["Some 12."], date=[date(2024, 5, 3)]), "parquet") == {
        1: "Published: 2024-05-03\n\nSome 12.\n"
    }


def test_columns_that_are_named_go_before_usual_ones() -> None:
    raw = json_lines([{"text": "wrong", "full": "Some 12.", "title": "wrong", "head": "Fire"}])

    assert texts_of(raw, "jsonl", Columns(text="full", title="head")) == {1: "Title: Fire\n\nSome 12.\n"}


NO_TABLE: dict[str, tuple[bytes, DocumentKind, str]] = {
    "no column of text": (
        b"a,b\n1,2\n",
        "csv",
        (
            "'a' has no column named text, body, content, article, article_text, full_text, maintext, story: "
            "its columns are 'a', 'b'; name the one that holds the text with --text-column"
        ),
    ),
    "no text": (b"text,b\n,2\n", "csv", "'a' holds no text in the column 'text' of its 1 row"),
    "no rows": (b"text\n", "csv", "'a' holds no text in the column 'text' of its 0 rows"),
    "a cell without end": (
        b"text\n" + b"x" * 20_000_001,
        "csv",
        "'a' is no table in CSV that can be read: field larger than field limit (20000000)",
    ),
    "binary": (b"\0\1\2" * 99, "csv", "'a' is not text: give the article as plain text in UTF-8"),
    "no JSON": (b'{"text": "a"}\nSome 12.\n', "jsonl", "'a' is no JSON Lines: line 2 holds no JSON object"),
    "one JSON text": (
        b'[\n{"text": "a"}\n]',
        "jsonl",
        "'a' is no JSON Lines: line 1 holds no JSON object: write each article on its own line",
    ),
    "a megabyte of brackets": (
        b'{"text": "a"}\n{"a":' + b"[" * 1_000_000,
        "jsonl",
        "'a' is no JSON Lines: line 2 holds no JSON object",
    ),
    "too many rows": (
        b"text\n" + b"a\n" * 200_001,
        "csv",
        "'a' has more than 200,000 rows: cut it into several files",
    ),
    "no Parquet": (b"Some 12.", "parquet", "'a' is no Parquet file that can be read"),
    "cut off": (table(text=["Some 12."])[:-20], "parquet", "'a' is no Parquet file that can be read"),
    "spoiled": (
        table(text=["Some 12."]).replace(b"Some 12.", b"\xff\xfe\xfd\xfc\xff\xff\xff\xff"),
        "parquet",
        "'a' is no Parquet file that can be read",
    ),
    "a bomb": (
        table(text=["x" * 5_000_000] * 120),
        "parquet",
        "'a' holds more than 200,000 rows or 500,000,000 bytes",
    ),
}


@pytest.mark.parametrize(("raw", "kind", "message"), NO_TABLE.values(), ids=NO_TABLE.keys())
def test_what_is_no_table_of_articles_ends_in_one_sentence(
    raw: bytes, kind: DocumentKind, message: str
) -> None:
    with pytest.raises(ArticleError) as raised:
        read_rows(raw, kind, "a", Columns())

    assert str(raised.value) == message


def test_the_articles_of_a_table_say_their_row_and_hold_when_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.jsonl").write_bytes(
        json_lines([{"story": f"Some {n} boats burned in Lem on Friday."} for n in (12, 14)])
    )

    articles = read("news.jsonl", columns=Columns(text="story"))
    note = summarise.brief(articles)
    again = read_again(note, Path("note.json"))

    assert [place_of(source) for source in note.articles] == ["news.jsonl, row 1", "news.jsonl, row 2"]
    assert [a.document.columns for a in articles if a.document] == [{"text": "story"}] * 2
    assert (again.changes, summarise.verify(note, again.articles)) == ({}, [])
    assert "`news.jsonl`, row 2" in note.markdown()


def test_a_row_that_was_changed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("news.csv").write_text("text\nSome 12 boats burned.\nSome 14 boats burned.\n", "utf-8")
    note = summarise.brief(read("news.csv"))
    Path("news.csv").write_text("text\nSome 12 boats burned.\nSome 15 boats burned.\n", "utf-8")

    assert read_again(note, Path("note.json")).changes == {
        "article a2": "'news.csv, row 2' was changed since the note was made"
    }


def test_without_pyarrow_the_message_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (tmp_path / "a.parquet").write_bytes(b"PAR1")

    with pytest.raises(
        MissingExtraError, match=r"a\.parquet' needs pyarrow: pip install 'summarise\[parquet\]'$"
    ):
        read(tmp_path / "a.parquet")
