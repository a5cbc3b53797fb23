"""Citations, held against the texts without any code of the tool but its detector's list of figures."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from decimal import Decimal

from evals.match import Match, same_value
from evals.scorers.score import Case, Score, share
from summarise.values import Citation, Figure, Reading, Statement, plain

BREAK = re.compile(r"[.!?][\"')”’]*\s|\n")


def valid(match: Match) -> Score:
    """Score the citations, of statements and readings, whose characters are the ones quoted."""
    return share(
        (
            Case(
                place, held, "" if held else f"{c.quote!r} does not stand at {c.start}-{c.end} of {c.article}"
            )
            for place, c in _citations(match)
            for held in [bool(c.quote) and match.quote(c.article, c.start, c.end) == c.quote]
        ),
        "citations quote their characters",
    )


def _citations(match: Match) -> Iterator[tuple[str, Citation]]:
    if match.note is None:
        return
    entries = [entry.statement for entry in match.note.timeline]
    for statement in [*match.note.statements, *entries]:
        for citation in statement.citations:
            yield _place(citation), citation
        if not statement.citations:
            yield f"uncited: {statement.text[:40]}", Citation(article="", start=0, end=0, quote="")
    for finding in match.note.findings:
        for r in finding.readings:
            yield _place(r), Citation(article=r.article, start=r.start, end=r.end, quote=r.quote)


def _place(span: Citation | Reading) -> str:
    return f"{span.article}:{span.start}-{span.end}"


def holds_value(match: Match) -> Score:
    """Score the readings whose span holds the value that they claim, by the labels: value and unit.

    Readings of spans that no label knows are left out; figure precision counts those.
    """
    cases = []
    for found, (_, reading) in match.readings.items():
        label = match.labelled.get(match.label_of.get(found, ""))
        if label is None:
            continue
        claimed = Figure.model_validate(
            {
                "id": "",
                "start": reading.start,
                "end": reading.end,
                "text": reading.quote,
                "kind": reading.kind,
            }
            | {"low": _bound(reading.low), "high": _bound(reading.high), "unit": reading.unit}
        )
        held = same_value(label, claimed)
        cases.append(
            Case(
                label.id, held, f"{reading.quote!r} is given as {reading.low}..{reading.high} {reading.unit}"
            )
        )
    return share(cases, "readings hold the value they claim")


def _bound(value: Decimal | str | None) -> str | None:
    return plain(value) if isinstance(value, Decimal) else value


def carries_words(match: Match) -> Score:
    """Score how many of the words of the note's statements stand in the sentences they cite, on average."""
    shares = [_carried(match, statement) for statement in (match.note.statements if match.note else ())]
    known = [value for value in shares if value is not None]
    return Score(sum(known), len(known), f"{len(known)} statements with words of their own")


def _carried(match: Match, statement: Statement) -> float | None:
    words = _content(statement.text)
    if not words:
        return None
    cited = {stem for c in statement.citations for stem in _content(_sentence(match, c))}
    return sum(word in cited for word in words) / len(words)


def _content(text: str) -> list[str]:
    """Return the first five letters of each longer word, so that "killed" and "killing" are one."""
    return [word[:5] for word in re.findall(r"[^\W\d_]{4,}", text.lower())]


def _sentence(match: Match, citation: Citation) -> str:
    text = match.story.texts.get(citation.article, "")
    breaks = [0, *(found.end() for found in BREAK.finditer(text)), len(text)]
    start = breaks[bisect_right(breaks, citation.start) - 1] if citation.start < len(text) else len(text)
    end = next((place for place in breaks if place >= citation.end), len(text))
    return text[start:end]
