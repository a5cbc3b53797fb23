"""What people decided on a note, told in lines."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from summarise.decisions import items_of, on_what, shown_as, texts_of
from summarise.history import Decision
from summarise.note import Line, Part, Piece
from summarise.retold import Telling, said
from summarise.shown import shown_date, tidy
from summarise.values import Finding, Statement

if TYPE_CHECKING:
    from summarise.compose import Brief

HEADING = "Review"
DONE = {"accept": "accepted", "edit": "edited", "strike": "struck"}
AGAIN = "to be looked at again"
MOST_SAID = 8
ORDER = ("changed", "applied", "gone")


def marks_of(brief: "Brief") -> tuple[dict[Statement, str], dict[str, str]]:
    """Return what is to stand beside statements as shown, and beside findings by id, that were decided on."""
    beside: dict[Statement, str] = {}
    findings: dict[str, str] = {}
    if brief.review is None:
        return beside, findings
    texts = texts_of(brief)
    items = items_of(brief.review.made, texts)
    shown = shown_as(brief.review.made, brief.review.decisions, texts)
    for decision in brief.review.decisions:
        words = AGAIN if decision.state == "changed" else _done(decision)
        if decision.state != "gone" and decision.id in items.findings:
            findings[decision.id] = words
        elif decision.state != "gone":
            statement = shown(items.statements[decision.id])
            beside |= {statement: words} if statement else {}
    return beside, findings


def review_told(brief: "Brief", telling: Telling, line: Callable[[Statement], Line]) -> Part | None:
    """Return the part of a note that lists what people decided, with what was struck or put otherwise."""
    if brief.review is None:
        return None
    items = items_of(brief.review.made, texts_of(brief))
    told = []
    for decision in sorted(brief.review.decisions, key=lambda decision: ORDER.index(decision.state)):
        item = on_what(decision, items)
        if item is not None:
            told.append(_told(decision, tuple(_item(item, telling, line))))
    return Part(HEADING, tuple(told))


def _told(decision: Decision, item: tuple[Piece, ...]) -> Line:
    done = _done(decision)
    starts: Mapping[str, str] = {
        "applied": done,
        "changed": f"{AGAIN}: {done}, and changed since",
        "gone": f"no longer in the note: {done}",
    }
    start = starts[decision.state]
    label = f"{start[:1].upper()}{start[1:]} ({tidy(decision.id)}):"
    pieces = [Piece("label", label), Piece("text", " "), *item]
    if decision.text is not None and decision.state != "applied":
        pieces.append(Piece("text", " It was to be put in other words."))
    if decision.reason:
        pieces.append(Piece("text", f" Reason: {tidy(decision.reason)}"))
    return Line(tuple(pieces), one_voice=False)


def _done(decision: Decision) -> str:
    by = f" by {tidy(decision.by)}" if decision.by else " by a person"
    day = f" on {shown_date(decision.date)}" if decision.date else ""
    return f"{DONE[decision.decision]}{by}{day}"


def _item(item: Finding | Statement, telling: Telling, line: Callable[[Statement], Line]) -> Iterator[Piece]:
    if isinstance(item, Statement):
        yield from line(item).pieces
        return
    yield Piece("text", f"{tidy(item.measure)}:")
    for n, reading in enumerate(item.readings[:MOST_SAID]):
        yield Piece("text", "; " if n else " ")
        yield from said(reading, telling)
    more = len(item.readings) - MOST_SAID
    yield Piece("text", f" and {more} more." if more > 0 else ".")
