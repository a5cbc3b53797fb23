"""The readings of a note as CSV, one row each, in which no text of an article is a formula or a date."""

import csv
import io
import re
from typing import TYPE_CHECKING

from summarise.layout import labels_of
from summarise.reviewed import marks_of
from summarise.shown import tidy
from summarise.values import Finding, Reading, Source

if TYPE_CHECKING:
    from summarise.compose import Brief

COLUMNS = (
    "finding measure verdict quote kind low high unit qualifier scope attribution as_of voice "
    "article label publisher start end decided"
).split()
TYPED = frozenset("low high as_of start end".split())
# What a spreadsheet takes for the start of a formula: at the start of a cell, and behind a semicolon, where a
# spreadsheet set to another country begins the next cell.
FORMULA = re.compile(r"(?:^|(?<=;))(?=[\s\"']*[=+\-@＝＋－＠])")
NUMBER = re.compile(r"-?\d+(?:\.\d+)?", re.ASCII)
# "3-1" and "May 5", which a spreadsheet would turn into days of this year.
DAY = re.compile(
    r"\d+(?:\s?[-/:]\s?\d+)+|[\d\s,./-]*(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[\d\s,./-]*",
    re.ASCII | re.IGNORECASE,
)


def csv_text(brief: "Brief") -> str:
    """Return the readings of a note as CSV (RFC 4180) under a row of names, in the order of the findings.

    A text that a spreadsheet would take for a formula or a date has a `'` before it; numbers, and the days in
    `low`, `high` and `as_of`, are left as they are. Characters that cannot be seen are marked, as in every
    form of a note.
    """
    labels = labels_of(brief.articles)
    _, decided = marks_of(brief)
    sources = {source.id: source for source in brief.articles}
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for finding in brief.findings:
        for reading in finding.readings:
            label = labels.get(reading.article, reading.article)
            cells = _cells(finding, reading, label, sources.get(reading.article))
            cells["decided"] = decided.get(finding.id)
            writer.writerow([_harmless(cells[column], typed=column in TYPED) for column in COLUMNS])
    return out.getvalue()


def _cells(finding: Finding, reading: Reading, label: str, source: Source | None) -> dict[str, object]:
    return reading.model_dump(mode="json") | {
        "finding": finding.id,
        "measure": finding.measure,
        "verdict": finding.verdict,
        "label": label,
        "publisher": source.publisher if source else None,
    }


def _harmless(value: object, *, typed: bool) -> str:
    text = tidy("" if value is None else str(value))
    if NUMBER.fullmatch(text):
        return text
    return f"'{text}" if DAY.fullmatch(text) and not typed else FORMULA.sub("'", text)
