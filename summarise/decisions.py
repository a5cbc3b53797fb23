"""What decisions make of a note: pure rules, by which a note is both reviewed and checked."""

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from summarise.cite import figures_of, is_verbatim, same
from summarise.history import Decision, Made, statements_of
from summarise.values import Citation, Figure, Finding, Statement

if TYPE_CHECKING:
    from summarise.compose import Brief

ID_LENGTH = 8


class Items(NamedTuple):
    """What of a note can be decided on, by id."""

    findings: Mapping[str, Finding]
    statements: Mapping[str, Statement]


def items_of(parts: Made, texts: Mapping[str, str]) -> Items:
    """Return the findings and statements of a note by their ids.

    `texts` gives for each article's id the SHA-256 of its text.
    """
    statements = {statement_id(statement, texts): statement for _, statement in statements_of(parts)}
    return Items({finding.id: finding for finding in parts.findings}, statements)


def texts_of(brief: "Brief") -> dict[str, str]:
    """Return the SHA-256 of each article's text by the article's id."""
    return {source.id: source.sha256 for source in brief.articles}


def statement_id(statement: Statement, texts: Mapping[str, str]) -> str:
    """Return the id of a statement: the same wherever and in whatever note it stands with these citations.

    It is "s" and the first 8 hex digits of the SHA-256 of the JSON list [text, [[SHA-256 of the article,
    start, end], …]] without blanks, other characters than ASCII escaped.
    """
    cited = [[texts.get(c.article, c.article), c.start, c.end] for c in statement.citations]
    told = json.dumps([statement.text, cited], separators=(",", ":"))
    return f"s{sha256(told.encode()).hexdigest()[:ID_LENGTH]}"


def decided(made: Made, decisions: Sequence[Decision], texts: Mapping[str, str]) -> Made:
    """Return what decisions make of a note's parts.

    A statement that is struck is gone wherever it stands. With a finding go the statements, put together by
    code or written by a model, that state a figure of it; sentences in a source's own words stay.
    """
    struck = {decision.id for decision in _applied(decisions) if decision.decision == "strike"}
    called = _texts(decisions)
    shown = shown_as(made, decisions, texts)
    bottom_line = tuple(filter(None, map(shown, made.bottom_line)))
    kept = ((s, tuple(filter(None, map(shown, s.statements)))) for s in made.sections)
    timeline = ((entry, shown(entry.statement)) for entry in made.timeline)
    return Made(
        bottom_line=bottom_line,
        sections=tuple(s.model_copy(update={"statements": left}) for s, left in kept if left),
        findings=tuple(_shown(f, called, struck) for f in made.findings if f.id not in struck),
        timeline=tuple(e.model_copy(update={"statement": s}) for e, s in timeline if s is not None),
    )


def shown_as(
    made: Made, decisions: Sequence[Decision], texts: Mapping[str, str]
) -> Callable[[Statement], Statement | None]:
    """Return what tells how a statement is shown: as it was made, in other words, or not at all."""
    struck = {decision.id for decision in _applied(decisions) if decision.decision == "strike"}
    called = _texts(decisions)
    gone = {(r.article, r.start) for f in made.findings if f.id in struck for r in f.readings}
    renamed = [(finding, called[finding.id]) for finding in made.findings if finding.id in called]

    def shown(statement: Statement) -> Statement | None:
        name = statement_id(statement, texts)
        if name in struck or (not is_verbatim(statement) and _states(statement, gone)):
            return None
        if name in called:
            return edited(statement, called[name])
        return _relabelled(statement, renamed)

    return shown


def _applied(decisions: Sequence[Decision]) -> list[Decision]:
    return [decision for decision in decisions if decision.state == "applied"]


def _texts(decisions: Sequence[Decision]) -> dict[str, str]:
    return {d.id: d.text for d in _applied(decisions) if d.decision == "edit" and d.text is not None}


def _states(statement: Statement, gone: set[tuple[str, int]]) -> bool:
    return any(c.role == "words" and (c.article, c.start) in gone for c in statement.citations)


def _shown(finding: Finding, called: Mapping[str, str], struck: set[str]) -> Finding:
    """Return a finding under the name that it has got; it is no part of one that is struck."""
    total = None if finding.part_of in struck else finding.part_of
    return finding.model_copy(update={"measure": called.get(finding.id, finding.measure), "part_of": total})


def _relabelled(statement: Statement, renamed: Sequence[tuple[Finding, str]]) -> Statement:
    """Return a statement that tells a finding under the name that the finding has got."""
    for finding, name in renamed:
        label = f"{finding.measure}:"
        told = {(reading.article, reading.start) for reading in finding.readings}
        if statement.text.casefold().startswith(label.casefold()) and _states(statement, told):
            text = f"{name[:1].upper()}{name[1:]}{statement.text[len(label) - 1 :]}"
            return statement.model_copy(update={"text": text})
    return statement


def edited(statement: Statement, text: str) -> Statement:
    """Return a statement in a person's words: each figure cited by itself, the original's citations behind.

    A figure of the text that stands in none of them gets no citation, so that the statement does not hold.
    """
    given = [(c, figure) for c in statement.citations for figure in figures_of(c.quote)]
    words: list[Citation] = []
    used: list[tuple[Citation, Figure]] = []
    for figure in figures_of(text):
        fitting = [pair for pair in given if same(figure, pair[1])]
        if fitting:
            citation, cited = next((pair for pair in fitting if pair not in used), fitting[0])
            used.append((citation, cited))
            start = citation.start + cited.start
            words.append(
                Citation(article=citation.article, start=start, end=start + len(cited.text), quote=cited.text)
            )
    support = dict.fromkeys(c.model_copy(update={"role": "support"}) for c in statement.citations)
    return Statement(text=text, citations=(*words, *support))


def on_what(decision: Decision, items: Items) -> Finding | Statement | None:
    """Return what a decision was taken on, as it was then; none for an id that the note does not have."""
    kept = decision.statement or decision.finding
    return kept or items.findings.get(decision.id) or items.statements.get(decision.id)
