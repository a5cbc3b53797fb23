"""The note as Markdown, in which no text of an article is live."""

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from summarise.layout import lay_out
from summarise.note import Line, Note, Origin, Part, Piece, Place, Row, Spelling

if TYPE_CHECKING:
    from summarise.compose import Brief

# Doubled signs are what some wikis hide a comment or set a mark with.
SPECIAL = re.compile(r"[\\`*_\[\]<>|~#^{}]|\$(?!\d)|&(?=#?\w+;)|^[-+=:](?=\W|$)|=(?==)|%(?=%)|\+(?=\+)")
NUMBERED = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
CHUNK = re.compile(r"[^\s`|<>()\[\]\"“”,;]+")
# Addresses, handles, numbers of issues, names of small pictures.
ADDRESS = re.compile(
    r"://|@\w|\w@|www\.|[^\W_]\.[^\W\d_]{2}|#\d|^GH-\d|(?<!\w):[a-z+][\w+-]*:", re.IGNORECASE
)


def escaped(text: str) -> str:
    r"""Return a visible text that no Markdown reader takes for markup.

    What a reader could take for an address, a handle or the number of an issue stands as code, in which
    nothing is live: escapes do not keep GitHub from linking them.

    >>> escaped("*1.* see www.example.org/a_b, not [here](x)")
    '\\*1.\\* see `www.example.org/a_b`, not \\[here\\](x)'
    """
    pieces, at = [], 0
    for match in CHUNK.finditer(text):
        if ADDRESS.search(match.group()):
            bare = match.group().rstrip(".:!?'’")
            chunk = bare if ADDRESS.search(bare) else match.group()
            pieces += [_plain(text[at : match.start()], at), f"`{chunk}`"]
            at = match.start() + len(chunk)
    pieces.append(_plain(text[at:], at))
    return "".join(pieces)


def _plain(text: str, at: int) -> str:
    """Escape signs; at the start of a text also what would begin a list or a heading."""
    start = NUMBERED.match(text) if at == 0 else None
    if start:
        return f"{start[1]}\\{start[2]}" + SPECIAL.sub(r"\\\g<0>", text[start.end() :])
    return SPECIAL.sub(r"\\\g<0>", text)


def markdown(brief: "Brief") -> str:
    """Return the note as Markdown; no text of an article is live in it."""
    note = lay_out(brief)
    blocks = [f"# {escaped(note.title)}", escaped(note.made_from), escaped(note.reading_help)]
    blocks += _part(note.changed)
    blocks += _listed("Bottom line", map(_spoken, note.bottom_line))
    blocks += _difference_table(note)
    for part in note.parts:
        blocks += _part(part)
    days = [f"**{escaped(day.when)}:** {_spoken(line)}" for day in note.timeline for line in day.lines]
    blocks += _listed("Timeline", days)
    blocks += _listed("Names spelled in several ways", map(_spelled, note.spellings))
    blocks += _listed("Sources", map(_sourced, note.origins))
    blocks += _part(note.review)
    blocks += _accounted(note)
    blocks += _listed("Citations", map(_placed, note.places))
    return "\n\n".join(blocks) + "\n"


def _part(part: Part | None) -> list[str]:
    return _listed(escaped(part.heading), map(_spoken, part.lines)) if part else []


def _listed(heading: str, lines: Iterable[str]) -> list[str]:
    items = [f"- {line}" for line in lines]
    return [f"## {heading}", "\n".join(items)] if items else []


def _spoken(line: Line) -> str:
    voice = " *(one voice)*" if line.one_voice else ""
    decided = f" *({escaped(line.decided)})*" if line.decided else ""
    text = ""
    for shown in map(_piece, line.pieces):
        # Right behind a number, a bracket would make a link of both.
        text += f"\\{shown}" if text.endswith("]") and shown.startswith("(") else shown
    return text + voice + decided


def _piece(piece: Piece) -> str:
    numbers = "".join(f" [{mark.number}]" for mark in piece.marks)
    text = escaped(piece.text)
    if piece.role == "label":
        return f"**{text}**"
    if piece.role == "quote":
        return f"“{text}”"
    return f" — {text}{numbers}" if piece.role == "source" else text + numbers


def _difference_table(note: Note) -> list[str]:
    if not note.rows:
        return []
    lines = ["| Measure | Verdict | Figure | Who says it | As of | Why |", "| --- " * 6 + "|"]
    for row in note.rows:
        for n, said in enumerate(row.said):
            first = n == 0
            cells = [
                f"**{escaped(row.measure)}**" if first else "",
                _judged(row) if first else "",
                f"“{escaped(said.quote)}” [{said.mark.number}]",
                escaped(said.who),
                escaped(said.as_of or "not known"),
                escaped(row.why) if first else "",
            ]
            lines.append(f"| {' | '.join(cells)} |")
    blocks = ["## Where the sources differ", "\n".join(lines)]
    if note.rows_left_out:
        blocks.append(f"Differences of less weight that are not shown: {note.rows_left_out}.")
    return blocks


def _judged(row: Row) -> str:
    return f"{row.verdict_words} *({escaped(row.decided)})*" if row.decided else row.verdict_words


def _spelled(spelling: Spelling) -> str:
    forms = [
        f"“{escaped(form.text)}” ({escaped(form.who)})" + "".join(f" [{mark.number}]" for mark in form.marks)
        for form in spelling.forms
    ]
    return f"**{escaped(spelling.name)}** ({escaped(spelling.what)}): {'; '.join(forms)}"


def _sourced(origin: Origin) -> str:
    title = f": “{escaped(origin.title)}”" if origin.title else ": no title"
    publisher = "" if origin.publisher == origin.label else f"{escaped(origin.publisher)}, "
    warnings = "".join(f" *Warning:* {escaped(warning)}." for warning in origin.warnings)
    return (
        f"**{escaped(origin.label)}**{title}; {publisher}{escaped(origin.dated)}; "
        f"{escaped(origin.path)}, SHA-256 {escaped(origin.digest)}….{warnings}"
    )


def _accounted(note: Note) -> list[str]:
    rows = [f"| {escaped(fate)} | {count} |" for fate, count in note.account]
    table = ["| What became of the figures in the sources | Figures |", "| --- | ---: |", *rows]
    found = ["\n".join(table)] if rows else ["No figure was found in the sources."]
    dropped = [f"- Dropped: {escaped(reason)}" for reason in note.dropped]
    return ["## Account", *found, *(["\n".join(dropped)] if dropped else [])]


def _placed(place: Place) -> str:
    where = f"{escaped(place.label)}, characters {place.start}-{place.end}"
    return f"[{place.number}] {where}: “{escaped(place.quote)}”"
