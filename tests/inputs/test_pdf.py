"""PDFs: lines made into paragraphs, what pages repeat left out, and files that mean harm."""

import subprocess
import sys
import textwrap
import zlib
from pathlib import Path

import pytest

from summarise.errors import ArticleError, MissingExtraError
from summarise.figures import find_figures
from summarise.inputs.gather import read
from summarise.inputs.lines import paragraphs_of, without_repeats
from summarise.inputs.pdf import read_pdf
from tests.inputs.printed import printed

FIRST = (
    "At least 61 people were killed when the Kessim dam broke on Tuesday, the National Civil Defence Agency "
    "said on Saturday. Another 54 people are missing, and the search goes on along the river in 12 villages "
    "of the lower valley."
)
SECOND = (
    "The wave was up to 4.5 metres high and took 22 minutes to the town, where 300 homes were lost. The "
    "damage is put at $1.25 billion."
)
THIRD = "Schools reopen on 3 November, the Ministry said, and 26 lorries bring water to the town each day."


def report() -> bytes:
    """Return a report of three pages, with a head and a number on each."""
    pages = [
        ["Report on the flood", *textwrap.wrap(FIRST, 60), *textwrap.wrap(SECOND, 60)],
        ["• 8,600 people were evacuated", "• 14 schools are closed", *textwrap.wrap(THIRD, 60)],
        ["District Dead Missing", "Halvesk 41 30", "Pehrin 17 20", *textwrap.wrap(FIRST, 60)],
    ]
    head = "Ministry of the Interior"
    return printed([[head, *page, f"Page {n} of 3"] for n, page in enumerate(pages, 1)])


REPORT = f"""\
Ministry of the Interior

Report on the flood

{FIRST}

{SECOND}

- 8,600 people were evacuated

- 14 schools are closed

{THIRD}

District Dead Missing

Halvesk 41 30

Pehrin 17 20

{FIRST}
"""


def test_the_lines_of_pages_are_paragraphs_without_what_pages_repeat() -> None:
    extract = read_pdf(report(), "a.pdf")

    assert extract.text == REPORT
    assert extract.warnings == ("left out of the pages: 5 lines that they repeat, or that count them",)


def test_a_pdf_is_an_article(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(report())

    (article,) = read(tmp_path / "a.pdf")

    assert (article.title, article.publisher) == ("Report on the flood", "Ministry of the Interior")
    assert article.document is not None
    assert article.document.reader is not None
    assert article.document.reader.startswith("pypdf ")


def test_every_figure_of_two_hundred_pages_is_read() -> None:
    wrapped = textwrap.wrap(f"{FIRST} {SECOND} " * 5, 90)

    pages = [[f"Day {n * 7}", *wrapped, f"So ended day {n * 7}.", f"- {n} -"] for n in range(1, 201)]

    extract = read_pdf(printed(pages), "a.pdf")

    counts = [f.text for f in find_figures(extract.text) if f.text in {"At least 61", "300", "22 minutes"}]
    assert len(counts) == 200 * 5 * 3


JOINED = {
    "a divided word": (["The evac-", "uation of 30 people."], "The evacuation of 30 people."),
    "a range": (["There were 10-", "15 people."], "There were 10-15 people."),
    "an age": (["So came a 20-", "year-old."], "So came a 20-year-old."),
    "a number in words": (["Some twenty-", "five people."], "Some twenty-five people."),
    "a name": (["The Lem-", "Tarn line is shut."], "The Lem-Tarn line is shut."),
    "a soft hyphen": (["The evac\xad", "uation of 30."], "The evacuation of 30."),
    "a dash": (["The dam -", "it held 40 years - broke."], "The dam - it held 40 years - broke."),
}


@pytest.mark.parametrize(("lines", "text"), JOINED.values(), ids=JOINED.keys())
def test_a_hyphen_at_the_end_of_a_line_divides_a_word_and_no_figure(lines: list[str], text: str) -> None:
    assert [block.text for block in paragraphs_of(lines)] == [text]


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("It cost 61^1^ million euros.", "It cost 61 million euros."),
        ("Some 8,600^12^ people left.", "Some 8,600 people left."),
        ("Some 8,600^1,2^ people left.", "Some 8,600 people left."),
        ("Some 10^6^ tons came.", "Some 10⁶ tons came."),
        ("On its 5^th^ day it fell.", "On its 5th day it fell."),
        ("Over 12 km^2^ were flooded.", "Over 12 km2 were flooded."),
    ],
)
def test_no_figure_grows_by_the_number_of_a_note(line: str, text: str) -> None:
    assert read_pdf(printed([[line]]), "a.pdf").text == f"{text}\n"


REPEATS = {
    "page numbers": ([["A 1", "1"], ["B 9", "2"], ["C 4", "3"]], ["A 1", "B 9", "C 4"]),
    "numbers that begin later": ([["A", "41"], ["B", "42"]], ["A", "B"]),
    "a running title stands once": (
        [["Press notice 41", "A"], ["Press notice 41", "B"]],
        ["Press notice 41", "A", "B"],
    ),
    "figures of their own": (
        [["Dead: 12", "A"], ["Dead: 15", "B"], ["Dead: 19", "C"]],
        ["Dead: 12", "A", "Dead: 15", "B", "Dead: 19", "C"],
    ),
    "one page": ([["Page 1 of 1", "A"]], ["Page 1 of 1", "A"]),
    "on few pages": (
        [["Draft", "A"], ["Draft", "B"], ["C"], ["D"], ["E"]],
        ["Draft", "A", "Draft", "B", "C", "D", "E"],
    ),
    "no lines": ([[], [" "]], []),
}


@pytest.mark.parametrize(("pages", "lines"), REPEATS.values(), ids=REPEATS.keys())
def test_of_what_pages_repeat_the_first_stays_and_page_numbers_go(
    pages: list[list[str]], lines: list[str]
) -> None:
    assert [line for line in without_repeats(pages)[0] if line] == lines


def test_a_running_head_is_a_paragraph_of_its_own() -> None:
    pages = [
        ["Report of the ministry on the flood of October", "and some 12 came."],
        ["Report of the ministry on the flood of October", "12."],
    ]

    lines, _ = without_repeats(pages)

    assert [block.text for block in paragraphs_of(lines)][:2] == [
        "Report of the ministry on the flood of October",
        "and some 12 came.",
    ]


def test_pages_without_text_are_counted() -> None:
    raw = printed([["Some 12 people came to the town."], [], []])

    assert read_pdf(raw, "a.pdf").warnings == ("2 of 3 pages without text: what stands there was not read",)


def deflated(content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


LOCK = (
    b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b"> /P -44 >> "
    b"/ID [<" + b"22" * 16 + b"> <" + b"22" * 16 + b">]"
)
LONG = "'a.pdf' is longer than any article, or unpacks to more"
BROKEN = "'a.pdf' is no PDF that can be read: it is broken"
HOSTILE = {
    "no PDF": (b"Some 12 people came.", "'a.pdf' is no PDF"),
    "empty": (b"", "'a.pdf' is no PDF"),
    "cut off": (report()[:400], BROKEN),
    "binary": (b"%PDF-1.4\n" + bytes(range(256)) * 99, BROKEN),
    "locked": (printed([["Some 12 came."]], trailer=LOCK), "'a.pdf' is locked: save it without a password"),
    "scanned": (
        printed([[], []]),
        "'a.pdf' holds pictures of 2 pages and no text: have the text in it recognised (OCR) first",
    ),
    "too many pages": (printed([["12"]] * 2_001), LONG),
    "a bomb": (printed([[]], deflated(b"0 " * 400_000_000)), None),
    "brackets": (printed([[]], deflated(b"[" * 1_000_000)), None),
    "an operator for ever": (printed([[]], deflated(b"BT " * 3_000_000)), None),
}


@pytest.mark.parametrize(("raw", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_pdf_for_people_ends_in_one_sentence(raw: bytes, message: str | None) -> None:
    with pytest.raises(ArticleError) as raised:
        read_pdf(raw, "a.pdf")

    assert str(raised.value).startswith("'a.pdf' ")
    assert message is None or str(raised.value) == message


@pytest.mark.skipif(sys.platform == "win32", reason="there the time alone is bounded")
@pytest.mark.parametrize(
    ("deed", "end"),
    [
        ("bytearray(2_000_000_000)", "MemoryError"),
        ("open('file', 'wb', 0).write(b'1')", "File too large"),
        ("import resource; sys.exit(str(resource.getrlimit(resource.RLIMIT_CPU)))", "(60, 61)"),
    ],
    ids=["memory", "files", "time"],
)
def test_the_process_that_takes_a_pdf_apart_is_bounded(deed: str, end: str, tmp_path: Path) -> None:
    script = f"import sys\nfrom summarise.inputs.pdf_process import confine\nconfine()\n{deed}"

    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, cwd=tmp_path, check=False
    )

    assert done.returncode == 1
    assert end in done.stderr


def test_a_file_that_points_at_itself_comes_to_an_end() -> None:
    raw = printed([["Some 12 people came."]]).replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")

    with pytest.raises(ArticleError):
        read_pdf(raw, "a.pdf")


def test_without_pypdf_the_message_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (tmp_path / "a.pdf").write_bytes(report())

    with pytest.raises(MissingExtraError, match=r"a\.pdf' needs pypdf: pip install 'summarise\[pdf\]'$"):
        read(tmp_path / "a.pdf")
