"""Word documents: what is read of them, what was deleted in them, and what is no such document."""

import io
import sys
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from summarise.errors import ArticleError, MissingExtraError
from summarise.inputs.gather import read
from summarise.inputs.word import read_word


def packed(document: Document) -> bytes:
    """Return the bytes of a document."""
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def with_body(xml: str) -> bytes:
    """Return a document with this for its body."""
    document = docx.Document()
    body = document.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return packed(document)


def lines_of(raw: bytes) -> list[str]:
    return read_word(raw, "a.docx").text.rstrip("\n").split("\n\n")


def release() -> Document:
    """Return a press release as a ministry would write it."""
    document = docx.Document()
    document.core_properties.title = "Template"
    document.sections[0].header.paragraphs[0].text = "Ministry of the Interior, 12 Harbour Street"
    document.add_paragraph("11,400 persons moved to safety", "Title")
    document.add_paragraph("16 October 2025")
    first = document.add_paragraph("The Ministry states that ")
    first.add_run("11,400").bold = True
    first.add_run(" persons have been moved, over 12 km")
    first.add_run("2").font.superscript = True
    first.add_run(".")
    document.add_heading("Shelters", 1)
    document.add_paragraph("26 lorries a day", "List Bullet")
    table = document.add_table(3, 3)
    for row, texts in zip(
        table.rows,
        [("Town", "Shelters", "Beds"), ("Halvesk", "3", "450"), ("Lismar", "1", "120")],
        strict=True,
    ):
        for place, text in zip(row.cells, texts, strict=True):
            place.text = text
    document.add_paragraph("Shelters in Halvesk on 15 October", "Caption")
    document.add_paragraph("The minister: “We have 400 boats.”")
    return document


RELEASE = """\
Title: 11,400 persons moved to safety

16 October 2025

The Ministry states that 11,400 persons have been moved, over 12 km².

## Shelters

- 26 lorries a day

Town: Halvesk; Shelters: 3; Beds: 450.

Town: Lismar; Shelters: 1; Beds: 120.

Caption: Shelters in Halvesk on 15 October

The minister: “We have 400 boats.”
"""


def test_of_a_document_paragraphs_lists_and_tables_are_read() -> None:
    extract = read_word(packed(release()), "a.docx")

    assert extract.text == RELEASE
    assert extract.warnings == ("left out of the document: 1 page header or footer",)


def test_a_document_is_an_article_with_its_title(tmp_path: Path) -> None:
    (tmp_path / "release.docx").write_bytes(packed(release()))

    (article,) = read(tmp_path / "release.docx")

    assert (article.title, article.published) == ("11,400 persons moved to safety", "2025-10-16")
    assert article.document is not None
    assert article.document.kind == "docx"


def test_a_title_in_the_properties_is_used_where_the_text_has_none() -> None:
    document = docx.Document()
    document.core_properties.title = "Fire in the harbour"
    document.add_paragraph("Some 12 boats burned.")

    assert lines_of(packed(document)) == ["Title: Fire in the harbour", "Some 12 boats burned."]


BODIES = {
    "a tracked deletion is not read": (
        (
            "<w:p><w:r><w:t>Dead: </w:t></w:r><w:del><w:r><w:delText>41</w:delText></w:r></w:del>"
            "<w:ins><w:r><w:t>43</w:t></w:r></w:ins></w:p>"
        ),
        ["Dead: 43"],
    ),
    "a passage that was moved stands where it is now": (
        (
            "<w:p><w:moveFrom><w:r><w:t>Some 9.</w:t></w:r></w:moveFrom></w:p>"
            "<w:p><w:moveTo><w:r><w:t>Some 9.</w:t></w:r></w:moveTo></w:p>"
        ),
        ["Some 9."],
    ),
    "a row that was deleted": (
        (
            f"<w:tbl><w:tr>{cell('Lem')}{cell('3')}</w:tr>"
            f"<w:tr><w:trPr><w:del/></w:trPr>{cell('Tarn')}{cell('4')}</w:tr></w:tbl>"
        ),
        ["Lem; 3."],
    ),
    "hidden text": (
        "<w:p><w:r><w:t>9 came.</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>Say 900.</w:t></w:r></w:p>",
        ["9 came."],
    ),
    "struck-out text": (
        "<w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>8</w:t></w:r><w:r><w:t>9 came.</w:t></w:r></w:p>",
        ["9 came."],
    ),
    "text that is not struck out": (
        '<w:p><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t>9 came.</w:t></w:r></w:p>',
        ["9 came."],
    ),
    "a figure in two runs": (
        "<w:p><w:r><w:t>1,</w:t></w:r><w:r><w:t>250 came.</w:t></w:r></w:p>",
        ["1,250 came."],
    ),
    "tabs and breaks": (
        "<w:p><w:r><w:t>Dead</w:t><w:tab/><w:t>9</w:t><w:br/><w:t>Hurt 4</w:t></w:r></w:p>",
        ["Dead 9 Hurt 4"],
    ),
    "a field for content": (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>9 came.</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        ["9 came."],
    ),
    "the number of a note": (
        (
            '<w:p><w:r><w:t>61</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
            "<w:t>1</w:t></w:r><w:r><w:t> came.</w:t></w:r></w:p>"
        ),
        ["61 came."],
    ),
    "a link": (
        "<w:p><w:hyperlink><w:r><w:t>9</w:t></w:r></w:hyperlink><w:r><w:t> came.</w:t></w:r></w:p>",
        ["9 came."],
    ),
    "cells across columns and rows": (
        (
            f"<w:tbl><w:tr>{cell('Town')}{cell('Dead')}</w:tr>"
            f"""<w:tr>{cell("Lem", '<w:vMerge w:val="restart"/>')}{cell("3")}</w:tr>"""
            f"<w:tr>{cell('', '<w:vMerge/>')}{cell('4')}</w:tr>"
            f"""<w:tr>{cell("7 in all", '<w:gridSpan w:val="2"/>')}</w:tr></w:tbl>"""
        ),
        ["Town: Lem; Dead: 3.", "Town: Lem; Dead: 4.", "Town: 7 in all."],
    ),
}


@pytest.mark.parametrize(("xml", "lines"), BODIES.values(), ids=BODIES.keys())
def test_what_stands_in_a_document_is_read_as_word_shows_it(xml: str, lines: list[str]) -> None:
    assert lines_of(with_body(xml)) == lines


def test_what_is_not_read_is_counted() -> None:
    xml = "".join(xml for name, (xml, _) in BODIES.items() if name in {"hidden text", "struck-out text"})
    xml += BODIES["a tracked deletion is not read"][0]

    assert read_word(with_body(xml), "a.docx").warnings == (
        "left out of the document: 1 deletion, 1 hidden passage, 1 struck-out passage",
    )


def test_a_footnote_stands_behind_its_paragraph() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Some 9 came.")
    paragraph._p.append(parse_xml(f'<w:r {nsdecls("w")}><w:footnoteReference w:id="2"/></w:r>'))
    document.add_paragraph("They left.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>But 3 late.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    assert lines_of(packed(document)) == ["Some 9 came.", "Footnote: But 3 late.", "They left."]


def test_a_text_box_is_read_once() -> None:
    choice = '<mc:Choice Requires="wps">'
    box = "<w:txbxContent><w:p><w:r><w:t>In the box: 7.</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    xml = (
        f"<w:p><w:r><w:t>Some 9 came.</w:t></w:r><w:r><mc:AlternateContent {mc}>{choice}{box}"
        f"</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )

    assert lines_of(with_body(xml)) == ["Some 9 came.", "In the box: 7."]


def rezipped(change: Callable[[str, bytes], bytes]) -> bytes:
    """Return a document of which each part went through a function."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed(release()))) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def body_of(xml: bytes) -> bytes:
    return rezipped(lambda name, part: xml if name == "word/document.xml" else part)


def deep(levels: int) -> bytes:
    inside = "<w:sdt>" * levels + "</w:sdt>" * levels
    return f"<w:document {nsdecls('w')}><w:body>{inside}</w:body></w:document>".encode()


def laughs() -> bytes:
    """Return XML of a kilobyte that says a figure 50 to the 8th times."""
    entities = ['<!ENTITY a "9">', *(f'<!ENTITY {b} "{f"&{a};" * 50}">' for a, b in pairwise("abcdefghi"))]
    return f"<!DOCTYPE a [{''.join(entities)}]><a>&i;</a>".encode()


def bomb() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for n in range(5):
            new.writestr(f"word/{n}.xml", b" " * 50_000_000)
    return file.getvalue()


BROKEN = "'a.docx' is no Word document that can be read: it is broken"
HOSTILE = {
    "no zip": (lambda: b"Some 9 came.", "'a.docx' is no Word document"),
    "empty": (lambda: b"", "'a.docx' is no Word document"),
    "cut off": (lambda: packed(release())[:9_000], "'a.docx' is no Word document"),
    "another zip": (lambda: zip_of("a.txt"), BROKEN),
    "an old document": (
        lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600,
        "'a.docx' is locked or from an old Word: save it as .docx, without a password",
    ),
    "a bomb": (bomb, "'a.docx' unpacks to more than any document: 250,000,000 bytes in 5 parts"),
    "no XML": (lambda: body_of(b"Some 9 came."), BROKEN),
    "a megabyte of tags within tags": (lambda: body_of(b"<a>" * 350_000), BROKEN),
    "nested deeper than a parser goes": (lambda: body_of(deep(400)), BROKEN),
    "entities within entities": (lambda: body_of(laughs()), BROKEN),
    "no text": (lambda: packed(docx.Document()), "'a.docx' is empty: it holds no text"),
}


def zip_of(name: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as new:
        new.writestr(name, "Some 9 came.")
    return file.getvalue()


@pytest.mark.parametrize(("make", "message"), HOSTILE.values(), ids=HOSTILE.keys())
def test_what_is_no_document_ends_in_one_sentence(
    make: Callable[[], bytes], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.docx").write_bytes(make())

    with pytest.raises(ArticleError) as raised:
        read("a.docx")

    assert str(raised.value) == message


def test_without_python_docx_the_message_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "summarise.inputs.word", raising=False)
    (tmp_path / "a.docx").write_bytes(packed(release()))

    with pytest.raises(MissingExtraError, match=r"a\.docx' needs docx: pip install 'summarise\[docx\]'$"):
        read(tmp_path / "a.docx")
