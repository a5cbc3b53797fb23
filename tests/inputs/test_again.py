"""The documents of a note read again: as they were, changed, or taken apart by another version."""

import json
import shutil
import textwrap
from pathlib import Path

import docx
import pyarrow as pa
import pytest
from pyarrow import parquet

import summarise
from summarise.compose import Brief
from summarise.errors import ArticleError
from summarise.inputs.again import read_again
from summarise.inputs.keep import keep_texts
from tests.inputs.printed import printed

PAGES = Path(__file__).parent / "pages"


@pytest.fixture
def note(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Brief:
    """Return a note on two web pages in the current folder."""
    monkeypatch.chdir(tmp_path)
    for name in ("broadcaster.html", "weekly.html"):
        shutil.copy(PAGES / name, name)
    return summarise.brief(summarise.read(["broadcaster.html", "weekly.html"]))


def edited(note: Brief, **changes: str) -> Brief:
    """Return the note with its first article changed."""
    data = json.loads(note.model_dump_json())
    for key, value in changes.items():
        target = data["articles"][0] if key in data["articles"][0] else data["articles"][0]["document"]
        target[key] = value
    return Brief.model_validate_json(json.dumps(data))


def test_a_note_on_web_pages_holds_against_the_pages_read_again(note: Brief) -> None:
    again = read_again(note, Path("note.json"))

    assert again.changes == {}
    assert summarise.verify(note, again.articles) == []


def test_a_note_tells_where_a_page_says_it_is_from(note: Brief) -> None:
    assert "`broadcaster.html` (`https://rtt.example/world/kessim-dam`), SHA-256 " in note.markdown()


TOLD = "At least 61 people were killed when the Kessim dam broke, and 54 people are missing."


def one_of_each() -> list[str]:
    """Write an article of each kind, and return the names of the files."""
    Path("a.txt").write_text(f"Dam breaks\n\n{TOLD}\n", "utf-8")
    Path("b.md").write_text(f"# Dam breaks\n\n{TOLD}\n", "utf-8")
    document = docx.Document()
    document.add_paragraph(TOLD)
    document.save("c.docx")
    Path("d.eml").write_text(f"From: a@b.example\nSubject: Dam breaks\n\n{TOLD}\n", "utf-8")
    Path("e.pdf").write_bytes(printed([["Dam breaks", *textwrap.wrap(TOLD, 60)]]))
    Path("f.jsonl").write_text(json.dumps({"text": TOLD}) + "\n", "utf-8")
    Path("g.csv").write_text(f'text\n"{TOLD}"\n', "utf-8")
    parquet.write_table(pa.table({"text": [TOLD]}), "h.parquet")
    return [*sorted(path.name for path in Path().iterdir() if path.suffix != ".html"), "broadcaster.html"]


@pytest.mark.usefixtures("note")
def test_a_note_on_every_kind_holds_when_read_again_and_against_kept_texts() -> None:
    names = one_of_each()
    made = summarise.brief(keep_texts(summarise.read(names), Path("kept")))

    again = read_again(made, Path("note.json"))
    for name in names:
        Path(name).unlink()
    kept = read_again(made, Path("note.json"))

    assert [source.document.kind for source in made.articles if source.document] == [
        "text", "text", "docx", "eml", "pdf", "jsonl", "csv", "parquet", "html"
    ]  # fmt: skip
    assert (again.changes, again.told, summarise.verify(made, again.articles)) == ({}, [], [])
    assert (kept.changes, len(kept.told), summarise.verify(made, kept.articles)) == ({}, 9, [])


def test_the_documents_are_found_beside_the_note(note: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    here = Path.cwd()
    monkeypatch.chdir("/")

    assert read_again(note, here / "note.json").changes == {}


def test_a_document_that_was_changed_is_named(note: Brief) -> None:
    page = Path("weekly.html")
    page.write_text(page.read_text("utf-8").replace("within 90 days", "within 80 days"), "utf-8")

    assert read_again(note, Path("note.json")).changes == {
        "article a2": "'weekly.html' was changed since the note was made"
    }


def test_another_text_out_of_the_same_document_is_put_to_the_version_that_took_it(note: Brief) -> None:
    older = edited(note, sha256="0" * 64, reader="trafilatura 1.0")
    now = note.articles[0].document

    assert now is not None
    assert read_again(older, Path("note.json")).changes == {
        "article a1": f"'broadcaster.html' is as it was, but {now.reader} takes another text out of it than "
        "trafilatura 1.0 did: install that version, or make the note anew"
    }


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("gone.html", "'gone.html' is not there: give the articles behind the note's name"),
        ("-", "a1 was standard input: send it again, and put - behind the note's name"),
    ],
    ids=["gone", "standard input"],
)
def test_a_document_that_is_no_longer_there_is_an_error_with_the_way_out(
    note: Brief, path: str, message: str
) -> None:
    with pytest.raises(ArticleError) as raised:
        read_again(edited(note, path=path), Path("note.json"))

    assert str(raised.value) == message
