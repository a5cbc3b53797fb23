"""The Word document of a small note in tests/notes: its text, its links, and what it must never hold."""

import re
import subprocess
import time
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.table import Table

from summarise import NoteError
from summarise.compose import Brief
from summarise.formats import check_ending
from summarise.word import docx
from tests.test_render import EMPTY, NOTES, brief_of, flood, hostile

WORDS = (NOTES / "flood.docx.txt").read_text("utf-8")


def opened(brief: Brief) -> WordDocument:
    return Document(BytesIO(docx(brief)))


def text_of(document: WordDocument) -> str:
    """Every paragraph, and every row of a table with its cells between strokes."""
    lines = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            rows = [list(dict.fromkeys(cell.text for cell in row.cells)) for row in block.rows]
            lines += [" | ".join(cells).replace("\n", " / ") for cells in rows]
        else:
            lines.append(block.text)
    return "\n".join(lines).replace("\xa0", " ") + "\n"


def styles_of(document: WordDocument) -> list[str]:
    return [style.name or "" for p in document.paragraphs if (style := p.style)]


def test_a_small_note_reads_as_its_text_file() -> None:
    assert text_of(opened(brief_of(flood()))) == WORDS


def test_a_note_of_a_title_alone_has_its_source_and_an_empty_account() -> None:
    note = flood() | EMPTY
    note |= {"title": "Only a title", "dropped": [], "articles": [flood()["articles"][1]]}
    assert [
        p.text for p in opened(brief_of(note)).paragraphs if (p.style and "Heading" in str(p.style.name))
    ] == [
        "Sources",
        "Account",
    ]


def test_headings_are_headings_to_word() -> None:
    document = opened(brief_of(flood()))
    headings = [p.text for p in document.paragraphs if p.style and p.style.name in {"Title", "Heading 1"}]
    assert headings == [
        "Flood kills 12 in Orvale",
        "Bottom line",
        "Where the sources differ",
        "What the sources say",
        "Further figures",
        "Timeline",
        "Names spelled in several ways",
        "Sources",
        "Account",
        "Citations",
    ]


def test_every_number_leads_to_its_citation_and_each_citation_back_to_its_first_number() -> None:
    body = opened(brief_of(flood())).element.body
    anchors = [mark.get(qn("w:name")) for mark in body.iter(qn("w:bookmarkStart"))]
    links = Counter(link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink")))
    assert sorted(anchors) == [*(f"citation{n}" for n in range(1, 9)), *(f"figure{n}" for n in range(1, 9))]
    assert links == Counter(anchors) + Counter({f"citation{n}": 1 for n in (1, 2, 3)})


def test_a_link_shows_the_quote_that_it_leads_to() -> None:
    (tip, *_) = [
        link.get(qn("w:tooltip"))
        for link in opened(brief_of(flood())).element.body.iter(qn("w:hyperlink"))
        if link.get(qn("w:anchor")) == "citation3"
    ]
    assert tip == "source B: “19 people”"


def test_the_head_of_the_table_stands_on_each_page_and_no_row_is_torn() -> None:
    table, _ = opened(brief_of(flood())).tables
    marks = [[child.tag.split("}")[1] for child in row._tr.trPr] for row in table.rows]
    assert marks == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"], ["cantSplit"]]


def test_columns_are_as_wide_as_the_page_together() -> None:
    for table in opened(brief_of(flood())).tables:
        assert round(sum(column.width or 0 for column in table.columns) / 360_000, 1) == 16.6


def test_the_properties_name_the_note_and_the_program_and_no_time() -> None:
    document = opened(brief_of(flood()))
    properties = document.core_properties
    assert (properties.title, properties.author, properties.last_modified_by, properties.language) == (
        "Flood kills 12 in Orvale",
        "summarise 0.1.0",
        "summarise 0.1.0",
        "en",
    )
    assert (properties.created, properties.modified, properties.comments) == (None, None, "")


def test_the_foot_of_each_page_has_its_number() -> None:
    foot = opened(brief_of(flood())).sections[0].footer.paragraphs[0]
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert (foot.text, fields) == (
        "Flood kills 12 in Orvale · summarise 0.1.0\tPage  of ",
        ["PAGE", "NUMPAGES"],
    )


def test_the_same_note_gives_the_same_bytes_at_another_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = docx(brief_of(flood()))
    monkeypatch.setattr(time, "time", lambda: 2_000_000_000.0)
    monkeypatch.setattr(time, "localtime", lambda *_: time.gmtime(2_000_000_000))
    assert docx(brief_of(flood())) == first


def test_no_text_of_an_article_changes_the_shape_of_the_document() -> None:
    plain = opened(hostile("plain"))
    for text in ("\x1b[2J\u202e", "]]>&<w:p/>", "a\n\nb\tc\x0c", "\ufffe\x00", "", " " * 9, "x" * 5000):
        document = opened(hostile(text))
        assert styles_of(document) == styles_of(plain)
        assert [len(table.rows) for table in document.tables] == [len(table.rows) for table in plain.tables]


def test_no_text_of_an_article_is_a_link_or_a_field() -> None:
    data = docx(hostile('http://x.example/ <a href="file://y"> HYPERLINK "http://z.example" \\\\srv\\share'))
    with ZipFile(BytesIO(data)) as file:
        parts = {
            name: file.read(name).decode("utf-8")
            for name in file.namelist()
            if name.endswith(("xml", "rels"))
        }
    assert [name for name, part in parts.items() if 'TargetMode="External"' in part] == []
    assert set(re.findall(r"<w:(?:fldSimple|instrText)[^>]*", "".join(parts.values()))) == {
        '<w:fldSimple w:instr="PAGE"',
        '<w:fldSimple w:instr="NUMPAGES"',
    }
    assert re.findall(r"<w:hyperlink [^>]*r:id", parts["word/document.xml"]) == []


def test_the_document_holds_these_parts_and_no_trace_of_another_program() -> None:
    with ZipFile(BytesIO(docx(brief_of(flood())))) as file:
        assert sorted(file.namelist()) == [
            "[Content_Types].xml",
            "_rels/.rels",
            "docProps/core.xml",
            "word/_rels/document.xml.rels",
            "word/document.xml",
            "word/fontTable.xml",
            "word/footer1.xml",
            "word/numbering.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
            "word/webSettings.xml",
        ]


def test_without_the_extra_one_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("summarise.formats.find_spec", lambda _: None)
    wanted = r"^a Word document needs one more package: pip install 'summarise\[docx\]'$"
    with pytest.raises(NoteError, match=wanted):
        check_ending(Path("note.docx"))
    with pytest.raises(NoteError, match=wanted):
        brief_of(flood()).docx()


@pytest.mark.browser
def test_libreoffice_reads_the_text_of_the_note(tmp_path: Path) -> None:
    (tmp_path / "note.docx").write_bytes(docx(brief_of(flood())))
    profile = (tmp_path / "profile").as_uri()
    arguments = ["--headless", f"-env:UserInstallation={profile}", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        ["soffice", *arguments, "--outdir", str(tmp_path), str(tmp_path / "note.docx")],
        capture_output=True,
        timeout=110,
        check=True,
    )
    read = (tmp_path / "note.txt").read_text("utf-8-sig")
    assert words_of(read.replace("•", " ")) == words_of(re.sub(r" [|/] ", " ", WORDS))


def words_of(text: str) -> list[str]:
    return text.split()
