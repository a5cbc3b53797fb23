"""Documents of every kind with bytes changed, cut out, put in and doubled: read or refused."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from summarise.errors import ArticleError
from summarise.inputs.mail import read_mail
from summarise.inputs.pdf_process import pages_of
from summarise.inputs.rows import Columns, read_rows
from summarise.inputs.web import read_page
from summarise.inputs.word import read_word
from tests.inputs.printed import printed
from tests.inputs.test_mail import mail
from tests.inputs.test_rows import ROWS, json_lines, table
from tests.inputs.test_word import packed, release, rezipped

PAGE = (Path(__file__).parent / "pages" / "broadcaster.html").read_bytes()
DAY = b"Tue, 03 Mar 2026 23:10:00 -0500"


def spoiled(raw: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed."""
    made = bytearray(raw + b" ")
    for _ in range(chance.randrange(1, 8)):
        at = chance.randrange(len(made))
        match chance.randrange(4):
            case 0:
                made[at] = chance.randrange(256)
            case 1:
                del made[at : min(at + chance.randrange(1, 40), len(made) - 1)]
            case 2:
                made[at:at] = bytes(chance.randrange(256) for _ in range(4))
            case _:
                start = chance.randrange(len(made))
                made[at:at] = made[start : start + chance.randrange(1, 200)]
    return bytes(made)


Read = Callable[[bytes], object]
KINDS: dict[str, tuple[bytes, Read, int]] = {
    "web page": (PAGE, lambda raw: read_page(raw, "a"), 100),
    "Word document": (packed(release()), lambda raw: read_word(raw, "a"), 400),
    "e-mail": (mail(html="<p>12</p>", attached=1), lambda raw: read_mail(raw, "a"), 300),
    "PDF": (printed([["Some 12 came.", "Page 1"]] * 3), pages_of, 200),
    "JSON Lines": (json_lines(ROWS), lambda raw: read_rows(raw, "jsonl", "a", Columns()), 300),
    "CSV": (b'text,date\n"a, 12",2024\nb,\n', lambda raw: read_rows(raw, "csv", "a", Columns()), 300),
    "Parquet": (
        table(text=["Some 12.", "b"], date=["2024-05-03", ""]),
        lambda raw: read_rows(raw, "parquet", "a", Columns()),
        300,
    ),
}


def is_read_or_refused(read: Read, raw: bytes) -> bool:
    try:
        read(raw)
    except ArticleError:
        return True
    return True


@pytest.mark.parametrize(("raw", "read", "times"), KINDS.values(), ids=KINDS.keys())
def test_a_spoiled_document_is_read_or_refused(raw: bytes, read: Read, times: int) -> None:
    chance = random.Random(7)  # noqa: S311 - the same on every run

    assert all(is_read_or_refused(read, spoiled(raw, chance)) for _ in range(times))


def test_a_word_document_with_spoiled_parts_is_read_or_refused() -> None:
    chance = random.Random(7)  # noqa: S311 - as above

    def spoil(name: str, part: bytes) -> bytes:
        return spoiled(part, chance) if name in {"word/document.xml", "word/styles.xml"} else part

    assert all(is_read_or_refused(lambda raw: read_word(raw, "a"), rezipped(spoil)) for _ in range(40))


@pytest.mark.parametrize("zone", [b"-99999999999999", b"+" + b"9" * 400])
def test_a_day_in_no_zone_of_this_world_is_read_or_refused(zone: bytes) -> None:
    raw = mail().replace(DAY, DAY.replace(b"-0500", zone))

    assert is_read_or_refused(lambda raw: read_mail(raw, "a"), raw)
