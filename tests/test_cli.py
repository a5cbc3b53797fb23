"""The command line with the input that people give it by mistake or by malice."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from summarise.cli import main
from summarise.errors import NoteError
from summarise.files import write_whole

MONDAY = """\
Quake kills 12 in northern Oresia

TARN, March 3, 2026 (Norwick Press) — A 6.1-magnitude quake struck on Tuesday, killing at least 12 people.

Some 400 people left their homes in Tarn. The quake destroyed 40 homes, officials said.
"""
TUESDAY = """\
Oresia quake death toll rises to 17

LEM, March 4, 2026 (Oresia Wire) — The death toll from the earthquake rose to 17 people on Wednesday.

The earthquake destroyed 45 homes in Tarn, the ministry said.
"""
CATS = "Cats sleep long\n\nCats sleep for 15 hours, a study of 300 cats found on 5 May 2024. It was long.\n"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in a folder with two articles; give the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    Path("monday.txt").write_text(MONDAY, "utf-8")
    Path("tuesday.txt").write_text(TUESDAY, "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse leaves by the door
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return command


def outside(
    *arguments: str | bytes, cwd: Path, env: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run one command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "summarise.cli", *arguments],
        cwd=cwd,
        env=os.environ | (env or {}),
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def listing() -> set[str]:
    """Return the names in the current folder, hidden ones too."""
    return {path.name for path in Path().iterdir()}


# Input that is no article


ENDINGS = (
    "give one of .txt, .text, .md, .markdown, .html, .htm, .xhtml, .docx, .eml, .pdf, "
    ".jsonl, .ndjson, .csv, .tsv, .parquet"
)
BAD_FILES: dict[str, tuple[bytes, str]] = {
    "empty.txt": (b"", "'empty.txt' is empty: it holds no text"),
    "blank.txt": (b" \n\t\r\n\x0c", "'blank.txt' is empty: it holds no text"),
    "mark.txt": (b"\xef\xbb\xbf", "'mark.txt' is empty: it holds no text"),
    "binary.txt": (
        bytes(range(256)) * 9,
        "'binary.txt' is not text: give the article as plain text in UTF-8",
    ),
    "zeros.txt": (b"\0" * 999, "'zeros.txt' is not text: give the article as plain text in UTF-8"),
    "image.txt": (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        "'image.txt' is not text: give the article as plain text in UTF-8",
    ),
    "steered.txt": (
        b"\x01\x02\x03" * 99,
        "'steered.txt' is not text: give the article as plain text in UTF-8",
    ),
    "latin.txt": (b"caf\xe9 5 people\n", "'latin.txt' is not UTF-8 (byte 0xe9 at 3): save it as UTF-8 first"),
    "cut.txt": (b"caf\xc3", "'cut.txt' is not UTF-8 (byte 0xc3 at 3): save it as UTF-8 first"),
    "half.txt": (b"\xff\xfea\0b", "'half.txt' is not text: give the article as plain text in UTF-8"),
    "note.pdf": (b"%PDF-1.7", "'note.pdf' is no PDF that can be read: it is broken"),
    "page.html": (b"12 people", "'page.html' is no web page"),
    "blank.html": (
        b"<html><script>12</script></html>",
        "'blank.html' is a web page without text: was it saved before it was loaded?",
    ),
    "article": (b"12 people", f"'article' is not read: {ENDINGS}"),
}


@pytest.mark.parametrize("command", ["brief", "article", "figures"])
@pytest.mark.parametrize(
    ("name", "content", "message"), [(n, *rest) for n, rest in BAD_FILES.items()], ids=list(BAD_FILES)
)
def test_a_file_that_is_no_article_ends_in_one_line_that_says_why(
    run: Run, command: str, name: str, content: bytes, message: str
) -> None:
    Path(name).write_bytes(content)

    assert run(command, name) == (2, "", f"summarise: {message}\n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("gone.txt", "'gone.txt' is not there: check the path"),
        ("gone.ps", f"'gone.ps' is not read: {ENDINGS}"),
        ("folder", "'folder' is a folder that holds nothing"),
        ("folder.txt", "'folder.txt' is a folder that holds nothing"),
        (
            "pipe.txt",
            "'pipe.txt' is no file but a pipe or device: save the article as a file first",
        ),
        ("monday.txt/a.txt", "'monday.txt/a.txt' cannot be read: Not a directory"),
        ("x" * 300 + ".txt", "'" + "x" * 300 + ".txt' cannot be read: File name too long"),
    ],
    ids=[
        "missing",
        "missing, not read",
        "folder",
        "folder with an ending",
        "pipe",
        "below a file",
        "too long",
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the system words these errors in its own way")
def test_a_path_that_leads_to_no_article_ends_in_one_line_with_the_way_out(
    run: Run, name: str, message: str
) -> None:
    Path("folder").mkdir()
    Path("folder.txt").mkdir()
    os.mkfifo("pipe.txt")

    assert run("brief", "monday.txt", name) == (2, "", f"summarise: {message}\n")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_ends_in_one_line(run: Run) -> None:
    Path("monday.txt").chmod(0)

    assert run("brief", "monday.txt") == (
        2,
        "",
        "summarise: 'monday.txt' cannot be read: Permission denied\n",
    )


# Input that is one, if an odd one


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_figures_are_the_same_whatever_the_encoding_and_line_ends(run: Run, encoding: str, end: str) -> None:
    Path("odd.txt").write_bytes(MONDAY.replace("\n", end).encode(encoding))

    assert run("figures", "odd.txt", "--json") == run("figures", "monday.txt", "--json")


def test_an_article_of_five_megabytes_is_searched(run: Run) -> None:
    sentence = (
        "Water rose in the old town as the river broke its banks, officials said, and people left home. "
    )
    Path("long.txt").write_text(
        "Flood\n\n" + "\n\n".join([sentence * 5] * 10_500) + "\n\nSome 400 people left.\n", "utf-8"
    )

    code, out, err = run("figures", "long.txt", "--json")

    assert (code, [figure["text"] for figure in json.loads(out)], err) == (0, ["Some 400"], "")


ALONE = "one article only: nothing to compare, every finding has a single voice"


def test_one_article_alone_is_said_to_have_nothing_beside_it(run: Run) -> None:
    code, out, err = run("brief", "monday.txt")

    assert (code, out.splitlines()[0], err) == (
        0,
        "# Quake kills 12 in northern Oresia",
        f"summarise: {ALONE}\n",
    )


def test_the_same_text_under_two_names_is_said(run: Run) -> None:
    Path("copy.txt").write_text(MONDAY, "utf-8")

    code, _, err = run("brief", "monday.txt", "copy.txt")

    assert code == 0
    assert "summarise: monday.txt: the same text as copy.txt\n" in err


def test_articles_that_share_nothing_are_said_to(run: Run) -> None:
    Path("cats.txt").write_text(CATS, "utf-8")

    code, _, err = run("brief", "monday.txt", "cats.txt")

    assert code == 0
    assert err.endswith("summarise: the articles share no finding: do they tell of one event?\n")


def test_an_article_that_is_only_a_title_makes_a_note_and_is_said_to_have_no_body(run: Run) -> None:
    Path("title.txt").write_text("Quake kills 12\n", "utf-8")

    code, out, err = run("brief", "title.txt")

    assert (code, out.splitlines()[0]) == (0, "# Quake kills 12")
    assert "summarise: title.txt: no body text: only a title or furniture was found\n" in err


@pytest.mark.parametrize("command", ["brief", "article", "figures"])
def test_an_article_without_a_figure_is_no_error(run: Run, command: str) -> None:
    Path("calm.txt").write_text("Calm returns\n\nPeople went home. Life goes on in the town.\n", "utf-8")

    assert run(command, "calm.txt")[0] == 0


def test_figures_as_json_index_the_text(run: Run) -> None:
    _, out, _ = run("figures", "monday.txt", "--json")

    assert [MONDAY[figure["start"] : figure["end"]] == figure["text"] for figure in json.loads(out)] == [
        True
    ] * 7


# Writing the note


def test_a_note_is_written_in_each_form_that_is_asked_for_and_nothing_is_printed(run: Run) -> None:
    before = listing()

    assert run("brief", "monday.txt", "tuesday.txt", "-o", "n.md", "-o", "n.html", "-o", "n.json") == (
        0,
        "",
        "",
    )
    assert listing() - before == {"n.md", "n.html", "n.json"}


@pytest.mark.parametrize(
    ("output", "message"),
    [
        ("gone/n.md", "'gone' is no folder: make it first"),
        ("monday.txt/n.md", "'monday.txt' is no folder: make it first"),
        ("n.doc", "'n.doc' has no known ending: name the note .md, .html, .docx, .json or .csv"),
        ("n", "'n' has no known ending: name the note .md, .html, .docx, .json or .csv"),
        ("monday.txt", "'monday.txt' has no known ending: name the note .md, .html, .docx, .json or .csv"),
        ("folder.md", "'folder.md' is a folder"),
        ("third.md", "'third.md' is one of the articles: give the note another name"),
        ("./third.md", "'third.md' is one of the articles: give the note another name"),
        ("linked.md", "'linked.md' is one of the articles: give the note another name"),
        ("x" * 300 + ".md", "'" + "x" * 300 + ".md' cannot be written: File name too long"),
    ],
    ids=lambda value: value[:20],
)
@pytest.mark.skipif(sys.platform == "win32", reason="the system words these errors in its own way")
def test_an_output_that_cannot_be_is_refused_before_anything_is_written(
    run: Run, output: str, message: str
) -> None:
    Path("folder.md").mkdir()
    Path("third.md").write_text(CATS, "utf-8")
    Path("linked.md").symlink_to("third.md")
    before = listing()

    result = run("brief", "monday.txt", "third.md", "-o", "fine.md", "-o", output)

    assert result == (2, "", f"summarise: {message}\n")
    assert listing() == before
    assert Path("third.md").read_text("utf-8") == CATS


@pytest.mark.parametrize("command", ["article", "figures"])
def test_a_command_for_one_article_does_not_choose_one_of_several(run: Run, command: str) -> None:
    Path("news").mkdir()
    for name in ("monday.txt", "tuesday.txt"):
        Path(name).rename(Path("news", name))

    assert run(command, "news") == (
        2,
        "",
        "summarise: 'news' holds 2 articles, and this command takes one\n",
    )


TABLE = 'Body,When\n"At least 12 people died in Tarn, officials said on Tuesday.",2026-03-03\n,2026-03-04\n'


def test_the_columns_of_a_table_are_named_and_what_is_left_out_is_told(run: Run) -> None:
    Path("news.csv").write_text(TABLE, "utf-8")

    code, out, err = run("article", "news.csv", "--date-column", "When")

    assert code == 0
    assert out.splitlines()[0] == "news.csv (source A, 2026-03-03)"
    assert err == "summarise: 'news.csv': 1 row without text left out of 2 (row 2)\n"


def test_a_column_that_is_not_there_ends_in_one_line_with_those_that_are(run: Run) -> None:
    Path("news.csv").write_text(TABLE, "utf-8")

    assert run("brief", "news.csv", "--text-column", "Text") == (
        2,
        "",
        "summarise: 'news.csv' has no column 'Text' (--text-column): its columns are 'Body', 'When'\n",
    )


def test_texts_that_were_kept_let_a_note_be_checked_without_its_documents(run: Run) -> None:
    Path("news.csv").write_text(TABLE, "utf-8")
    run("brief", "monday.txt", "news.csv", "--keep-text", "kept/texts", "-o", "n.json")
    Path("monday.txt").unlink()
    Path("news.csv").unlink()

    code, out, err = run("verify", "n.json")

    assert (code, out) == (0, "n.json holds: every figure stands in its article as cited.\n")
    assert err == (
        "summarise: a1 was held against the text kept of it: 'monday.txt' is not there: "
        "give the articles behind the note's name\n"
        "summarise: a2 was held against the text kept of it: 'news.csv' is not there: "
        "give the articles behind the note's name\n"
    )


def test_a_kept_text_that_was_changed_is_not_trusted(run: Run) -> None:
    run("brief", "monday.txt", "--keep-text", "kept", "-o", "n.json")
    (kept,) = Path("kept").iterdir()
    kept.write_text(MONDAY.replace("12", "13"), "utf-8")
    Path("monday.txt").unlink()

    assert run("verify", "n.json") == (
        2,
        "",
        "summarise: 'monday.txt' is not there: give the articles behind the note's name\n",
    )


def test_texts_are_not_kept_among_the_articles(run: Run) -> None:
    assert run("brief", ".", "--keep-text", ".") == (
        2,
        "",
        "summarise: texts in '.' would stand among the articles: keep them in another folder\n",
    )


def test_texts_that_cannot_be_kept_end_in_one_line(run: Run) -> None:
    assert run("brief", "monday.txt", "--keep-text", "tuesday.txt/kept")[2] == (
        "summarise: 'tuesday.txt/kept' cannot be made: Not a directory\n"
    )


def test_a_note_among_the_articles_of_a_folder_is_refused(run: Run) -> None:
    Path("news").mkdir()
    Path("monday.txt").rename("news/monday.txt")

    assert run("brief", "news", "-o", "news/n.md") == (
        2,
        "",
        "summarise: 'news/n.md' would stand among the articles: write the note to another folder\n",
    )


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nothing can be made")
def test_a_folder_in_which_nothing_can_be_made_ends_in_one_line(run: Run) -> None:
    code, out, err = run("brief", "monday.txt", "-o", "/proc/self/n.md")

    assert (code, out) == (2, "")
    assert err.splitlines()[-1].startswith("summarise: '/proc/self/n.md' cannot be written: ")


def test_a_write_that_fails_at_the_last_step_leaves_nothing_behind(run: Run) -> None:
    run("--version")
    Path("folder.md").mkdir()
    before = listing()

    with pytest.raises(NoteError, match=r"'folder\.md' cannot be written: "):
        write_whole(Path("folder.md"), b"text")

    assert listing() == before


def test_an_older_note_is_replaced_whole(run: Run) -> None:
    Path("n.md").write_text("old\n" * 9999, "utf-8")

    run("brief", "monday.txt", "-o", "n.md")

    assert "old" not in Path("n.md").read_text("utf-8")


# Holding a note against its articles


@pytest.fixture
def note(run: Run) -> Path:
    run("brief", "monday.txt", "tuesday.txt", "-o", "n.json")
    return Path("n.json")


def test_a_note_holds_against_its_articles_where_it_says_they_are(run: Run, note: Path) -> None:
    assert run("verify", str(note)) == (0, "n.json holds: every figure stands in its article as cited.\n", "")


def test_a_note_holds_against_articles_in_another_order_and_place(run: Run, note: Path) -> None:
    Path("monday.txt").rename("one.txt")
    Path("tuesday.txt").rename("two.txt")

    assert run("verify", str(note), "two.txt", "one.txt")[0] == 0


def test_an_article_that_changed_since_is_a_problem(run: Run, note: Path) -> None:
    Path("tuesday.txt").write_text(TUESDAY.replace("17", "18"), "utf-8")

    message = "article a2: 'tuesday.txt' was changed since the note was made\n"
    assert run("verify", str(note)) == (1, message, "")


def test_a_changed_article_is_a_problem_even_when_its_twin_is_not(run: Run) -> None:
    Path("twin.txt").write_text(MONDAY, "utf-8")
    run("brief", "monday.txt", "twin.txt", "-o", "n.json")
    Path("monday.txt").write_text(MONDAY + "More.", "utf-8")

    assert run("verify", "n.json") == (
        1,
        "article a1: 'monday.txt' was changed since the note was made\n",
        "",
    )


def test_an_article_that_is_gone_is_said_with_the_way_out(run: Run, note: Path) -> None:
    Path("tuesday.txt").unlink()

    message = "summarise: 'tuesday.txt' is not there: give the articles behind the note's name\n"
    assert run("verify", str(note)) == (2, "", message)


def test_an_edited_value_is_a_problem(run: Run, note: Path) -> None:
    data = json.loads(note.read_text("utf-8"))
    reading = next(r for f in data["findings"] for r in f["readings"] if r["low"] == "45")
    reading["low"] = "54"
    note.write_text(json.dumps(data), "utf-8")

    code, out, err = run("verify", str(note))

    assert (code, err) == (1, "")
    assert "its low is given as 54, and the text says 45" in out


NO_NOTES = {
    "missing": (None, "'x.json' is not there: check the path"),
    "empty": (
        b"",
        "'x.json' is not a note that holds: Invalid JSON: EOF while parsing a value at line 1 column 0",
    ),
    "no JSON": (
        b"hello",
        "'x.json' is not a note that holds: Invalid JSON: expected value at line 1 column 1",
    ),
    "cut": (
        b'{"title":',
        "'x.json' is not a note that holds: Invalid JSON: EOF while parsing a value at line 1 column 9",
    ),
    "no note": (b"{}", "'x.json' is not a note that holds: title: Field required"),
    "a list": (b"[]", "'x.json' is not a note that holds: Input should be an object"),
}


@pytest.mark.parametrize(("content", "message"), NO_NOTES.values(), ids=list(NO_NOTES))
def test_what_is_no_note_ends_in_one_line(run: Run, content: bytes | None, message: str) -> None:
    if content is not None:
        Path("x.json").write_bytes(content)

    assert run("verify", "x.json") == (2, "", f"summarise: {message}\n")


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\0", b"\0" * 99, b"[" * 99_999, b'{"title": "\\ud800"}', b'{"title": 1e999}']
)
def test_bytes_that_no_parser_likes_end_in_one_line(run: Run, content: bytes) -> None:
    Path("x.json").write_bytes(content)

    code, out, err = run("verify", "x.json")

    assert (code, out, err.count("\n")) == (2, "", 1)


def test_a_note_given_in_the_place_of_an_article_is_refused(run: Run, note: Path) -> None:
    assert run("brief", str(note)) == (
        2,
        "",
        f"summarise: 'n.json' is not read: {ENDINGS}\n",
    )


# Commands and their help


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ((), "Exit codes"),
        (("brief",), "--output"),
        (("article",), "--json"),
        (("figures",), "--json"),
        (("verify",), "NOTE.json"),
    ],
)
def test_each_command_explains_itself(run: Run, command: tuple[str, ...], word: str) -> None:
    code, out, err = run(*command, "--help")

    assert (code, err) == (0, "")
    assert word in out


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("frob",),
        ("--nope",),
        ("brief",),
        ("brief", "--nope", "monday.txt"),
        ("article", "monday.txt", "tuesday.txt"),
        ("verify",),
    ],
    ids=" ".join,
)
def test_a_command_that_is_wrong_exits_with_two_and_shows_the_usage(
    run: Run, arguments: tuple[str, ...]
) -> None:
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert err.startswith("usage: summarise")


def test_the_version_is_told(run: Run) -> None:
    assert run("--version") == (0, "summarise 0.1.0\n", "")


# What reaches the terminal


ESCAPES = ("\x1b", "\x07", "\x9b", "\x08", "\u202e", "\u2066")


@pytest.mark.parametrize(
    "command",
    [("brief",), ("article",), ("article", "--json"), ("figures",), ("figures", "--json")],
    ids=" ".join,
)
def test_what_steers_a_terminal_never_comes_out_raw(run: Run, command: tuple[str, ...]) -> None:
    title = "Quake\x1b[31m kills 12\x07\n\n"
    text = "The quake\x1b]0;x\x07 killed 12\x1b[2J men\u202e on 5 May 2024,\u2066 the \x9bmayor said\x08.\n"
    Path("evil\x1b[31m\u202e.txt").write_text(title + text, "utf-8")

    code, out, err = run(command[0], "evil\x1b[31m\u202e.txt", *command[1:])

    assert code == 0
    assert [escape for escape in ESCAPES if escape in out + err] == []


@pytest.mark.parametrize("form", ["md", "html", "json"])
def test_what_steers_a_terminal_is_in_no_written_note(run: Run, form: str) -> None:
    Path("evil.txt").write_text(
        "Quake\x1b[31m kills 12\n\nThe quake killed 12\x1b[2J people\u202e today, police said.\n", "utf-8"
    )

    run("brief", "evil.txt", "-o", f"n.{form}")

    assert [escape for escape in ESCAPES if escape in Path(f"n.{form}").read_text("utf-8")] == []


def test_a_missing_name_with_escapes_is_shown_harmless(run: Run) -> None:
    code, out, err = run("brief", "gone\x1b[31m\n.txt")

    assert (code, out, err.count("\n"), "\x1b" in err) == (2, "", 1, False)


# In a process of its own


def test_a_reader_that_stops_early_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "long.txt").write_text(
        "Flood\n\n" + "\n\n".join(f"Some {n} people left." for n in range(5000)), "utf-8"
    )
    command = [sys.executable, "-m", "summarise.cli", "figures", "long.txt"]

    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        complaint = process.stderr.read()

    assert (process.returncode, complaint) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk_behind_the_output_ends_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "monday.txt").write_text(MONDAY, "utf-8")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "summarise.cli", "figures", "monday.txt"],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (
        1,
        "summarise: the output cannot be written: No space left on device\n",
    )


def test_a_terminal_that_lacks_a_character_gets_the_rest(tmp_path: Path) -> None:
    (tmp_path / "monday.txt").write_text(MONDAY.replace("Tarn", "Tärn"), "utf-8")

    done = outside("brief", "monday.txt", cwd=tmp_path, env={"PYTHONIOENCODING": "ascii"})

    assert done.returncode == 0
    assert "T\\xe4rn" in done.stdout


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file name that is no UTF-8")
def test_a_file_whose_name_is_no_utf8_makes_a_note(tmp_path: Path) -> None:
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xfe.txt")).write_text(MONDAY, "utf-8")

    done = outside("brief", b"\xfe.txt", "-o", "n.json", cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, f"summarise: {ALONE}\n")
    assert json.loads((tmp_path / "n.json").read_text("utf-8"))["articles"][0]["path"] == "?.txt"


def test_the_module_runs_as_a_command_with_its_exit_code(tmp_path: Path) -> None:
    done = outside("brief", "gone.txt", cwd=tmp_path)

    assert (done.returncode, done.stdout, done.stderr) == (
        2,
        "",
        "summarise: 'gone.txt' is not there: check the path\n",
    )
