"""A row of a table as a line of text, such as "District: Halvesk; Dead: 41.", and what it is about."""

import re

LONGEST_CELL, LONGEST_LABEL = 120, 50
YEAR = re.compile(r"(?:19|20)\d\d")
# What heads the row that holds for all others.
TOTALS = frozenset("total totals all overall sum altogether".split())


def row_of(sentence: str) -> str | None:
    """Return what a row of a table is about, none for the row of totals and for a sentence that is no row.

    >>> [row_of(line) for line in ("District: Halvesk; Dead: 41.", "District: Total; Dead: 61.", "Dead: 41.")]
    ['Halvesk', None, None]
    """
    cells = [cell.partition(": ") for cell in sentence.rstrip(".").split("; ")]
    if len(cells) < 2 or not all(head and colon and len(said) <= LONGEST_CELL for head, colon, said in cells):
        return None
    about = cells[0][2].strip()
    words = about.lower().split()
    is_figure = any(c.isdigit() for c in about) and not YEAR.fullmatch(about)
    return None if not words or is_figure or not TOTALS.isdisjoint(words) else about


def is_plain(about: str) -> bool:
    """Tell whether what a row is about may stand in a label: a few words, and no number."""
    return len(about) <= LONGEST_LABEL and not any(c.isdigit() for c in about)
