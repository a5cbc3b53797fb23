"""The readings of a small note in tests/notes as CSV, and text that would be a formula or a date."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from summarise.formats import written
from summarise.sheet import csv_text
from tests.test_render import NOTES, brief_of, flood, hostile

FLOOD = (NOTES / "flood.csv").read_bytes()


def first_row(**changes: object) -> dict[str, str]:
    """The first row of the note's CSV after a change to its first reading."""
    note: dict[str, Any] = flood()
    note["findings"][0]["readings"][0] |= changes
    return next(iter(csv.DictReader(io.StringIO(csv_text(brief_of(note))))))


def cells(text: str, delimiter: str) -> Iterator[str]:
    for row in csv.reader(io.StringIO(text), delimiter=delimiter):
        yield from row


def test_a_small_note_has_one_row_for_each_reading() -> None:
    assert written(brief_of(flood()), Path("note.csv")) == FLOOD


def test_a_note_without_findings_has_the_row_of_names_alone() -> None:
    assert (
        written(brief_of(flood() | {"findings": []}), Path("note.csv")) == FLOOD.splitlines(keepends=True)[0]
    )


def test_the_file_begins_with_a_byte_order_mark_so_that_excel_reads_utf_8() -> None:
    assert written(brief_of(flood()), Path("note.csv"))[:10] == b"\xef\xbb\xbffinding"
    assert csv_text(brief_of(flood()))[:7] == "finding"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("+1 (12) dead", "'+1 (12) dead"),
        ("-5 degrees", "'-5 degrees"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1+1", "'=1+1"),
        ("\r\n=1+1", "'=1+1"),
        (' "=1+1', "'\"=1+1"),
        ("＝1+1", "'＝1+1"),
        ("killed;=1+1", "killed;'=1+1"),
        ("1+1=2", "1+1=2"),
        ("3-1", "'3-1"),
        ("10 - 15", "'10 - 15"),
        ("14:30", "'14:30"),
        ("1/2", "'1/2"),
        ("March 3", "'March 3"),
        ("28 Nov 2024", "'28 Nov 2024"),
        ("May", "'May"),
        ("may have died", "may have died"),
        ("12 people, “dead”", "12 people, “dead”"),
        ("-5", "-5"),
        ("a\x00b\u202ec", "a␀b⍰c"),
    ],
)
def test_what_a_spreadsheet_would_not_leave_as_text_is_guarded(text: str, cell: str) -> None:
    assert first_row(quote=text)["quote"] == cell


@pytest.mark.parametrize(
    ("kind", "low", "high"),
    [("measure", "-12.5", "-3"), ("date", "2024-11-28", "2024-11-28"), ("time", "14:30", "15:00")],
)
def test_bounds_stay_numbers_days_and_times(kind: str, low: str, high: str) -> None:
    row = first_row(kind=kind, low=low, high=high, as_of="2024-11-30")
    assert (row["low"], row["high"], row["as_of"]) == (low, high, "2024-11-30")


def test_a_day_that_is_a_formula_is_guarded() -> None:
    assert first_row(kind="date", low="=1+1", high="2024")["low"] == "'=1+1"


@pytest.mark.parametrize(
    "text", ["=cmd()", "x;=cmd()", 'x";"=cmd()', "x\n=cmd()", "x\t=cmd()", '"\r\n=cmd()']
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_no_text_of_an_article_begins_a_cell_as_a_formula_wherever_cells_end(
    text: str, delimiter: str
) -> None:
    read = list(cells(csv_text(hostile(text)), delimiter))
    assert [
        cell for cell in read if cell.lstrip(" \"'")[:1] == "=" and not cell.lstrip().startswith("'")
    ] == []


def test_no_text_of_an_article_adds_a_row_or_a_column() -> None:
    rows = list(csv.reader(io.StringIO(csv_text(hostile('a,b"c\r\nd;e')))))
    assert [len(row) for row in rows] == [19] * 6
