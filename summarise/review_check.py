"""Whether a review holds: its decisions, its texts, and that the note is what they make of it."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from summarise.byhand import About, flaws
from summarise.cite import faults, figures_of, same
from summarise.decisions import ID_LENGTH, Items, decided, edited, items_of, on_what, texts_of
from summarise.history import Decision, Made, statements_of
from summarise.values import Citation, Figure, Finding, Statement

if TYPE_CHECKING:
    from summarise.compose import Brief

LONGEST_MEASURE = 120
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
FINDING_ID = re.compile(r"\bd\d+\b")
STATEMENT_ID = re.compile(rf"\bs[0-9a-f]{{{ID_LENGTH}}}\b")


class Edit(NamedTuple):
    """A statement that a person put in other words."""

    id: str
    made: Statement
    shown: Statement


def review_faults(brief: "Brief") -> Iterator[tuple[str, str]]:
    """Yield what keeps a review from holding, each with its place; nothing where there is none."""
    if brief.review is None:
        return
    made, decisions = brief.review.made, brief.review.decisions
    for where, statement in statements_of(made):
        for fault in faults(statement):
            yield f"as made, {where}", fault
    texts = texts_of(brief)
    items = items_of(made, texts)
    applied = [decision.id for decision in decisions if decision.state == "applied"]
    if len(set(applied)) < len(applied):
        yield "review", "it has two decisions on one finding or statement"
    wrong = False
    for decision in decisions:
        for fault in decision_faults(decision, items):
            wrong = True
            yield f"review, {decision.id}", fault
    if wrong:
        return
    shown = decided(made, decisions, texts)
    for part in Made.model_fields:
        if getattr(shown, part) != getattr(brief, part):
            yield f"review, {part.replace('_', ' ')}", "it is not what the decisions make of what was there"


def decision_faults(decision: Decision, items: Items) -> Iterator[str]:
    """Yield what is wrong with one decision."""
    yield from _form(decision, items)
    item = on_what(decision, items)
    if item is None:
        return
    about = about_what(item)
    if decision.reason is not None:
        if FINDING_ID.search(decision.reason):
            yield "its reason: findings get other ids in the next note, so name one by what it measures"
        for flaw in flaws(STATEMENT_ID.sub("it", decision.reason), about, "reason"):
            yield f"its reason: {flaw}"
    if decision.by is not None:
        for flaw in flaws(decision.by, About(()), "name"):
            yield f"who decided: {flaw}"
    if decision.date is not None and not _is_day(decision.date):
        yield f"its date {decision.date!r} is no day such as 2026-01-31"
    if decision.text is not None:
        for flaw in _text_flaws(decision.text, item, about):
            yield f"its text: {flaw}"


def _form(decision: Decision, items: Items) -> Iterator[str]:
    was = [one for one in (decision.statement, decision.finding) if one is not None]
    here = decision.id in items.findings or decision.id in items.statements
    if decision.state == "gone" and here:
        yield "what it was taken on is said to be gone, and is there"
    if decision.state != "gone" and not here:
        yield "the note has no such finding or statement"
    if len(was) != (decision.state != "applied"):
        yield "what it was taken on is to be kept where that has changed or is gone, and only there"
    if (decision.text is None) == (decision.decision == "edit"):
        yield "an edit has a text, and nothing else has one"
    if decision.reason is None and decision.decision != "accept":
        yield "it gives no reason"


def about_what(item: Finding | Statement) -> About:
    """Return the words that a person's text on a finding or statement may use."""
    if isinstance(item, Statement):
        return About(tuple(citation.quote for citation in item.citations), (item.text,))
    speakers = tuple(reading.attribution for reading in item.readings if reading.attribution)
    return About(tuple(reading.quote for reading in item.readings), (item.measure, *speakers))


def misnamed(edit: Edit, inventory: Callable[[Citation], Figure | None]) -> Iterator[str]:
    """Yield the figures of an edit that count something else than their source, and what was there, say.

    `inventory` gives the figure of the article that a citation holds. A quotation may be too short to hold
    the noun that it counts, so that only the article can tell.
    """
    before = figures_of(edit.made.text)
    words = [citation for citation in edit.shown.citations if citation.role == "words"]
    for figure, citation in zip(figures_of(edit.shown.text), words, strict=False):
        source = inventory(citation)
        units = {one.unit for one in (*before, source) if one is not None and same(figure, one)}
        if figure.unit is not None and figure.unit not in units:
            yield f"{figure.text!r} counts {figure.unit!r} here, and its source does not say so"


def edits_of(brief: "Brief") -> Iterator[Edit]:
    """Yield the statements of a note that stand in it in a person's words."""
    if brief.review is None:
        return
    items = items_of(brief.review.made, texts_of(brief))
    for decision in brief.review.decisions:
        made = items.statements.get(decision.id)
        if decision.state == "applied" and decision.text is not None and made is not None:
            yield Edit(decision.id, made, edited(made, decision.text))


def _text_flaws(text: str, item: Finding | Statement, about: About) -> Iterator[str]:
    if isinstance(item, Finding):
        if len(text) > LONGEST_MEASURE:
            yield f"it is too long for the name of a measure: at most {LONGEST_MEASURE} characters"
        if ":" in text:
            yield "the name of a measure has no colon"
        yield from flaws(text, About((), about.told))
        return
    if text == item.text:
        yield "it is what the statement says already"
    found = list(flaws(text, about))
    yield from found
    if not found:
        yield from faults(edited(item, text))


def _is_day(iso: str) -> bool:
    try:
        return DAY.fullmatch(iso) is not None and bool(date.fromisoformat(iso))
    except ValueError:
        return False
