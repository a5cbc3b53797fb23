"""The note as a Word document: a table of differences, and every figure a link to its citation."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import Table
from docx.text.paragraph import Paragraph

from summarise.layout import lay_out
from summarise.note import Day, Line, Mark, Note, Origin, Part, Piece, Place, Row, Said, Spelling
from summarise.ooxml import (
    SOFT,
    TEXT_WIDTH,
    VERDICT_COLOURS,
    add_footer,
    add_link,
    add_row,
    anchor,
    blank,
    describe,
    frame,
    keep_whole,
    packed,
    shade,
)

if TYPE_CHECKING:
    from summarise.compose import Brief

DIFFERENCES = (("Figure", 6.4), ("Who says it", 7.2), ("As of", 3.0))
ACCOUNT = (("What became of the figures in the sources", 14.0), ("Figures", 2.6))
HEAD, GROUP, LINE = "E8ECF2", "F5F6F8", "C9CED6"
LONGEST_FOOT = 70
NO_BREAK = "\u00a0"


def docx(brief: "Brief") -> bytes:
    """Return the note as a Word document, the same bytes for the same note.

    No text of an article is a link or a field in it.
    """
    return _Writer(lay_out(brief)).document()


class _Writer:
    """The document at hand, and the note that is written into it."""

    def __init__(self, note: Note) -> None:
        self.note = note
        self.word = blank()
        self.tips = {place.number: f"{place.label}: “{place.quote}”" for place in note.places}

    def document(self) -> bytes:
        note = self.note
        describe(self.word, note.title, note.made_by, note.made_from)
        self.word.add_paragraph(note.title, "Title")
        self.word.add_paragraph(note.made_from, "Note Made From")
        self.word.add_paragraph(note.reading_help, "Note Help")
        self.part(note.changed)
        self.section("Bottom line", note.bottom_line)
        self.differences()
        for part in note.parts:
            self.part(part)
        self.timeline(note.timeline)
        self.spellings(note.spellings)
        self.origins(note.origins)
        self.part(note.review)
        self.account()
        self.citations(note.places)
        short = note.title if len(note.title) <= LONGEST_FOOT else f"{note.title[:LONGEST_FOOT]}…"
        add_footer(self.word, f"{short} · {note.made_by}")
        return packed(self.word)

    def part(self, part: Part | None) -> None:
        if part:
            self.section(part.heading, part.lines)

    def section(self, heading: str, lines: Iterable[Line]) -> None:
        for n, line in enumerate(lines):
            if n == 0:
                self.word.add_heading(heading)
            self.line(self.word.add_paragraph(style="List Bullet"), line)

    def line(self, paragraph: Paragraph, line: Line) -> None:
        for piece in line.pieces:
            self.piece(paragraph, piece)
        if line.one_voice:
            paragraph.add_run(" (one voice)", "Note Soft").italic = True
        self.decided(paragraph, line.decided)

    def decided(self, paragraph: Paragraph, words: str | None) -> None:
        if words:
            paragraph.add_run(f" ({words})", "Note Soft").italic = True

    def piece(self, paragraph: Paragraph, piece: Piece) -> None:
        match piece.role:
            case "label":
                paragraph.add_run(piece.text).bold = True
            case "quote":
                paragraph.add_run(f"“{piece.text}”")
            case "source":
                paragraph.add_run(f" — {piece.text}", "Note Soft")
            case _:
                paragraph.add_run(piece.text)
        self.marks(paragraph, piece.marks)

    def marks(self, paragraph: Paragraph, marks: Iterable[Mark]) -> None:
        """Write numbers that lead to their citations; each citation leads back to its first number."""
        for mark in marks:
            paragraph.add_run(NO_BREAK)
            link = add_link(paragraph, f"[{mark.number}]", f"citation{mark.number}", self.tips[mark.number])
            if mark.nth == 1:
                anchor(link, f"figure{mark.number}", 2 * mark.number)

    def table(self, columns: Iterable[tuple[str, float]]) -> Table:
        """Add a table of one row, its head, which stands on each page that the table reaches."""
        names, widths = zip(*columns, strict=True)
        table: Table = self.word.add_table(rows=1, cols=len(names))
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        frame(table, LINE)
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        row = table.rows[0]
        keep_whole(row, head=True)
        for cell, name, width in zip(row.cells, names, widths, strict=True):
            cell.width = Cm(width)
            shade(cell, HEAD)
            cell.paragraphs[0].style = "Note Cell"
            cell.paragraphs[0].add_run(name).bold = True
        return table

    def differences(self) -> None:
        if not self.note.rows:
            return
        self.word.add_heading("Where the sources differ")
        table = self.table(DIFFERENCES)
        for row in self.note.rows:
            self.finding(table, row)
            for said in row.said:
                self.reading(table, said)
        if self.note.rows_left_out:
            more = f"Differences of less weight that are not shown: {self.note.rows_left_out}."
            self.word.add_paragraph(more, "Note Help")

    def finding(self, table: Table, finding: Row) -> None:
        """Write what is measured and how the sources differ, over the readings and never parted from them."""
        row = add_row(table)
        first, *_, last = row.cells
        cell = first.merge(last)
        cell.width = TEXT_WIDTH
        shade(cell, GROUP)
        paragraph = cell.paragraphs[0]
        paragraph.style = "Note Cell"
        paragraph.paragraph_format.keep_with_next = True
        paragraph.add_run(finding.measure).bold = True
        verdict = paragraph.add_run(f"  {finding.verdict_words}")
        verdict.bold = True
        verdict.font.color.rgb = VERDICT_COLOURS.get(finding.verdict, SOFT)
        self.decided(paragraph, finding.decided)
        why = cell.add_paragraph(style="Note Cell")
        why.paragraph_format.keep_with_next = True
        why.add_run(finding.why, "Note Soft")

    def reading(self, table: Table, said: Said) -> None:
        row = add_row(table)
        texts = (f"“{said.quote}”", said.who, said.as_of or "not known")
        for cell, text, (_, width) in zip(row.cells, texts, DIFFERENCES, strict=True):
            cell.width = Cm(width)
            cell.paragraphs[0].style = "Note Cell"
            cell.paragraphs[0].add_run(text)
        self.marks(row.cells[0].paragraphs[0], [said.mark])

    def timeline(self, days: Iterable[Day]) -> None:
        for n, day in enumerate(days):
            if n == 0:
                self.word.add_heading("Timeline")
            for nth, line in enumerate(day.lines):
                paragraph = self.word.add_paragraph(style="Note Day")
                paragraph.add_run(day.when if nth == 0 else "").bold = True
                paragraph.add_run("\t")
                self.line(paragraph, line)

    def spellings(self, spellings: Iterable[Spelling]) -> None:
        for n, spelling in enumerate(spellings):
            if n == 0:
                self.word.add_heading("Names spelled in several ways")
            paragraph = self.word.add_paragraph(style="List Bullet")
            paragraph.add_run(spelling.name).bold = True
            paragraph.add_run(f" ({spelling.what}): ")
            for nth, form in enumerate(spelling.forms):
                paragraph.add_run(f"{'; ' if nth else ''}“{form.text}”")
                paragraph.add_run(f" ({form.who})", "Note Soft")
                self.marks(paragraph, form.marks)

    def origins(self, origins: Iterable[Origin]) -> None:
        self.word.add_heading("Sources")
        for origin in origins:
            paragraph = self.word.add_paragraph(style="List Bullet")
            paragraph.add_run(origin.label).bold = True
            paragraph.add_run(f": “{origin.title}”" if origin.title else ": no title")
            publisher = "" if origin.publisher == origin.label else f"{origin.publisher}, "
            where = f"; {publisher}{origin.dated}; {origin.path}, SHA-256 {origin.digest}…."
            paragraph.add_run(where, "Note Soft")
            for warning in origin.warnings:
                paragraph.add_run(" Warning: ").italic = True
                paragraph.add_run(f"{warning}.")

    def account(self) -> None:
        self.word.add_heading("Account")
        if not self.note.account:
            self.word.add_paragraph("No figure was found in the sources.")
        else:
            table = self.table(ACCOUNT)
            table.cell(0, 1).paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for fate, count in self.note.account:
                row = add_row(table)
                for cell, text, (_, width) in zip(row.cells, (fate, str(count)), ACCOUNT, strict=True):
                    cell.width = Cm(width)
                    cell.paragraphs[0].style = "Note Cell"
                    cell.paragraphs[0].add_run(text)
                row.cells[1].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
        for reason in self.note.dropped:
            self.word.add_paragraph(f"Dropped: {reason}", "List Bullet")

    def citations(self, places: Iterable[Place]) -> None:
        for n, place in enumerate(places):
            if n == 0:
                self.word.add_heading("Citations")
            paragraph = self.word.add_paragraph(style="Note Citation")
            back = add_link(paragraph, f"[{place.number}]", f"figure{place.number}")
            anchor(back, f"citation{place.number}", 2 * place.number + 1)
            paragraph.add_run(f"\t{place.label}, characters {place.start}-{place.end}: “{place.quote}”")
            self.context(paragraph, place)

    def context(self, paragraph: Paragraph, place: Place) -> None:
        """Write the sentence around a quote, as far as the note holds it."""
        if len("".join(word.text for word in place.words)) <= len(place.quote):
            return
        paragraph.add_run(", in: “", "Note Soft")
        for word in place.words:
            paragraph.add_run(word.text, "Note Soft").bold = word.marked
        paragraph.add_run("”", "Note Soft")
