"""A PDF taken apart in a process of its own: whatever a hostile file does ends with the process.

Its bytes come on standard input, and one JSON object goes out: `{"pages": [text, …]}` or `{"fault": reason}`.
"""

import contextlib
import io
import json
import re
import sys
from collections.abc import Sequence
from typing import NamedTuple

from pypdf import PageObject, PdfReader
from pypdf.errors import DependencyError

from summarise.inputs.blocks import raised

MOST_PAGES = 2_000
FIGURE = re.compile(r"\d{1,3}(?:,\d{1,3})*")
# How much smaller than the text around it a raised figure is set.
SMALL = 0.92
LONGEST_TEXT = 20_000_000
MEMORY = 1_500_000_000
SECONDS = 60


Matrix = Sequence[float]


class Piece(NamedTuple):
    """What is shown at once: how high it stands on the page, and how large it is."""

    text: str
    height: float
    size: float


def confine() -> None:
    """Put bounds on what this process may take, where the system has such bounds."""
    with contextlib.suppress(ImportError):  # not on Windows: there the time alone is bounded, by the caller
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(raw: bytes) -> dict[str, object]:
    """Return the text of each page, or why there is none: `locked`, `long` or `broken`."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "locked"}
        if len(reader.pages) > MOST_PAGES:
            return {"fault": "long"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(_text_of(page))
            if sum(map(len, pages)) > LONGEST_TEXT:
                return {"fault": "long"}
    except MemoryError:
        return {"fault": "long"}
    except DependencyError:  # a lock that would need yet another package to open
        return {"fault": "locked"}
    except Exception:  # noqa: BLE001 - a broken file may raise anything at all in pypdf
        return {"fault": "broken"}
    return {"pages": pages}


def _text_of(page: PageObject) -> str:
    """Return the text of a page, raised figures as such: "61" with the note "1" is no 611."""
    pieces: list[Piece] = []

    def visit(text: str, cm: Matrix, tm: Matrix, _font: object, size: float) -> None:
        height = cm[1] * tm[4] + cm[3] * tm[5] + cm[5]
        pieces.append(Piece(text, height, abs(size * tm[3] * cm[3])))

    whole = page.extract_text(visitor_text=visit)
    if "".join(piece.text for piece in pieces) != whole:
        return whole
    told = ""
    before = Piece("", 0.0, 0.0)
    for piece in pieces:
        told += raised(piece.text, told) if _is_raised(piece, before, told) else piece.text
        if piece.text.strip() and not FIGURE.fullmatch(piece.text):
            before = piece
    return told


def _is_raised(piece: Piece, before: Piece, told: str) -> bool:
    """Tell a small figure that is set against the text before it, above its line or against a figure."""
    small = piece.size < SMALL * before.size and FIGURE.fullmatch(piece.text) is not None
    return small and not told[-1:].isspace() and (piece.height > before.height or told[-1:].isdigit())


if __name__ == "__main__":
    confine()
    json.dump(pages_of(sys.stdin.buffer.read()), sys.stdout)
