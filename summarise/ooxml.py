"""What Word documents need beyond python-docx: our styles, anchors, links to them, fields, the same bytes."""

from io import BytesIO
from typing import cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Length, Pt, RGBColor
from docx.styles.style import CharacterStyle, ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Calibri"
LANGUAGE = "en-GB"
INK, SOFT, ACCENT = RGBColor(0x1D, 0x21, 0x29), RGBColor(0x5B, 0x62, 0x70), RGBColor(0x1F, 0x4E, 0x8C)
VERDICT_COLOURS = {
    "conflict": RGBColor(0xA3, 0x23, 0x1A),
    "update": ACCENT,
    "scope": RGBColor(0x6A, 0x3D, 0x93),
    "compatible": RGBColor(0x2C, 0x64, 0x40),
}
MARGIN = Cm(2.2)
TEXT_WIDTH = Cm(21 - 2 * 2.2)
LONGEST_TIP = 250
"""Word shows at most 260 characters beside a link."""
LONGEST_PROPERTY = 255
# A ZIP file holds a time for each part: the first that it can express, and not that of the making.
EPOCH = (1980, 1, 1, 0, 0, 0)
# What python-docx's template says of the program that it was made with, and a second set of styles: where it
# differs from the first, Word takes a file for broken.
FOREIGN_PARTS = frozenset(
    ("/docProps/app.xml", "/docProps/thumbnail.jpeg", "/customXml/item1.xml", "/word/stylesWithEffects.xml")
)


def blank() -> WordDocument:
    """Return an empty A4 document in our styles."""
    document = Document()
    for relations in (document.part.package.rels, document.part.rels):
        for name, relation in list(relations.items()):
            if relation.target_part.partname in FOREIGN_PARTS:
                relations.pop(name)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = MARGIN
    section.top_margin = section.bottom_margin = Cm(2)
    _set_language(document)
    _style_headings(document)
    _style_paragraphs(document)
    _style_words(document)
    return document


def _set_language(document: WordDocument) -> None:
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), LANGUAGE)
    # Without this, Word opens the document in compatibility mode.
    for setting in document.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), "15")


def _style_headings(document: WordDocument) -> None:
    normal = _paragraph_style(document, "Normal", size=10.5, after=4)
    normal.paragraph_format.line_spacing = 1.1
    title = _paragraph_style(document, "Title", size=21, after=6)
    title.font.bold = True
    for border in title.element.iter(qn("w:pBdr")):
        border.getparent().remove(border)
    heading = _paragraph_style(document, "Heading 1", size=14, after=4, colour=ACCENT)
    heading.paragraph_format.space_before = Pt(16)
    bullet = _paragraph_style(document, "List Bullet", size=10.5, after=4)
    for close in bullet.element.iter(qn("w:contextualSpacing")):
        close.getparent().remove(close)


def _style_paragraphs(document: WordDocument) -> None:
    _paragraph_style(document, "Note Made From", size=10.5, after=2, colour=SOFT)
    _paragraph_style(document, "Note Help", size=9, after=6, colour=SOFT).font.italic = True
    _paragraph_style(document, "Note Cell", size=9.5, after=1)
    _paragraph_style(document, "Note Footer", size=8.5, after=0, colour=SOFT)
    for name, size, indent in (("Note Day", 10.5, Cm(2.8)), ("Note Citation", 9, Cm(1))):
        style = _paragraph_style(document, name, size=size, after=3)
        style.paragraph_format.left_indent = indent
        style.paragraph_format.first_line_indent = Length(-indent)
        style.paragraph_format.tab_stops.add_tab_stop(indent)


def _style_words(document: WordDocument) -> None:
    add = document.styles.add_style
    number = cast("CharacterStyle", add("Note Number", WD_STYLE_TYPE.CHARACTER))
    number.font.color.rgb = ACCENT
    number.font.size = Pt(8.5)
    soft = cast("CharacterStyle", add("Note Soft", WD_STYLE_TYPE.CHARACTER))
    soft.font.color.rgb = SOFT


def _paragraph_style(
    document: WordDocument, name: str, *, size: float, after: float, colour: RGBColor = INK
) -> ParagraphStyle:
    """Return a style of that name, made where the template has none."""
    styles = document.styles
    known = name in styles
    style = cast("ParagraphStyle", styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    if not known:
        style.base_style = styles["Normal"]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.attrib.clear()  # a font of the theme would win over ours
    for script in ("w:ascii", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), FONT)
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    style.paragraph_format.space_after = Pt(after)
    return style


def element(tag: str, **attributes: str) -> BaseOxmlElement:
    """Return an element of WordprocessingML with attributes of the same namespace."""
    made = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def add_link(paragraph: Paragraph, text: str, to: str, tip: str = "") -> BaseOxmlElement:
    """Add words that lead to an anchor of the same document, and return the element."""
    run = paragraph.add_run(text, style="Note Number")._r  # noqa: SLF001 - python-docx makes no links
    link = element("hyperlink", anchor=to, history="1")
    if tip:
        link.set(qn("w:tooltip"), tip if len(tip) <= LONGEST_TIP else f"{tip[: LONGEST_TIP - 1]}…")
    run.addprevious(link)
    link.append(run)
    return link


def anchor(target: BaseOxmlElement, name: str, number: int) -> None:
    """Put an anchor around an element; each of a document has a name and a number of its own."""
    target.addprevious(element("bookmarkStart", id=str(number), name=name))
    target.addnext(element("bookmarkEnd", id=str(number)))


def add_field(paragraph: Paragraph, code: str) -> None:
    """Add a field that Word works out, such as the number of the page."""
    field = element("fldSimple", instr=code)
    run = paragraph.add_run("1")._r  # noqa: SLF001 - python-docx makes no fields
    run.addprevious(field)
    field.append(run)


def add_footer(document: WordDocument, left: str) -> None:
    """Put a text and the number of the page at the foot of each page."""
    paragraph = document.sections[0].footer.paragraphs[0]
    paragraph.style = "Note Footer"
    paragraph.paragraph_format.tab_stops.add_tab_stop(TEXT_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{left}\tPage ")
    add_field(paragraph, "PAGE")
    paragraph.add_run(" of ")
    add_field(paragraph, "NUMPAGES")


def shade(cell: _Cell, colour: str) -> None:
    """Give a cell a background."""
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def add_row(table: Table) -> _Row:
    """Add a row that no page break falls into."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # of python-docx
    keep_whole(row)
    return row


def frame(table: Table, line: str) -> None:
    """Draw lines above, below and between the rows, none between columns, and give the cells some air."""
    borders, margins = element("tblBorders"), element("tblCellMar")
    for side in ("top", "bottom", "insideH"):
        borders.append(element(side, val="single", sz="4", space="0", color=line))
    for side, width in (("top", "30"), ("left", "90"), ("bottom", "30"), ("right", "90")):
        margins.append(element(side, w=width, type="dxa"))
    layout = table._tblPr.find(qn("w:tblLayout"))  # noqa: SLF001 - python-docx sets them only by a style
    layout.addprevious(borders)  # Word wants its elements in their order
    layout.addnext(margins)


def keep_whole(row: _Row, *, head: bool = False) -> None:
    """Let no page break fall into a row, and repeat it on each page if it is the head of its table."""
    properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no property for either
    properties.append(element("cantSplit"))
    if head:
        properties.append(element("tblHeader"))


def describe(document: WordDocument, title: str, author: str, subject: str) -> None:
    """Set the properties of a document; it tells no time of its making."""
    properties = document.core_properties
    properties.title = title[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = author[:LONGEST_PROPERTY]
    properties.subject = subject[:LONGEST_PROPERTY]
    properties.comments = ""
    properties.language = "en"
    core = properties._element  # noqa: SLF001 - a date can be set there, and not be taken away
    for date in [*core.iter("{http://purl.org/dc/terms/}*")]:
        core.remove(date)


def packed(document: WordDocument) -> bytes:
    """Return a document as the bytes of its file, the same for the same content."""
    timed, timeless = BytesIO(), BytesIO()
    document.save(timed)
    with ZipFile(timed) as source, ZipFile(timeless, "w") as target:
        for name in source.namelist():
            part = ZipInfo(name, EPOCH)
            part.compress_type = ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            target.writestr(part, source.read(name))
    return timeless.getvalue()
