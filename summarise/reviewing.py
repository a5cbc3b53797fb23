"""A person's decisions put into a note, carried over to the note that goes on from it, and listed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from summarise.cite import is_verbatim
from summarise.compose import Brief, rebuilt
from summarise.counterparts import moved, new_ids, successor
from summarise.decisions import (
    Items,
    decided,
    items_of,
    on_what,
    statement_id,
    texts_of,
)
from summarise.errors import NoteError
from summarise.history import OLD, Decision, Made, Review, as_made, statements_of
from summarise.review_check import decision_faults
from summarise.reviewed import DONE
from summarise.shown import tidy
from summarise.values import Finding, Statement

MOST_QUOTED = 4


def review(brief: Brief, decisions: Sequence[Decision], *, take_back: Sequence[str] = ()) -> Brief:
    """Return a note with decisions put into it; one replaces what was decided on the same id before.

    Args:
        brief: the note, reviewed before or not.
        decisions: at most one for each finding or statement.
        take_back: ids on which nothing is to be decided any more.

    Raises:
        NoteError: an id is not in the note, two decisions contradict each other, or a text has a figure that
            its citations lack, markup, a link, or characters that nobody sees.
    """
    made, texts = as_made(brief), texts_of(brief)
    items = items_of(made, texts)
    known = {decision.id for decision in (brief.review.decisions if brief.review else ())}
    new = _each_once(decisions)
    for decision in new.values():
        for fault in decision_faults(decision, items):
            raise NoteError(f"{decision.id}: {fault}")
    for name in take_back:
        if name not in known:
            raise NoteError(f"{name}: nothing was decided on it")
        if name in new:
            raise NoteError(f"{name}: it is decided on and taken back at once")
    replaced = {*new, *take_back}
    kept = [d for d in (brief.review.decisions if brief.review else ()) if d.id not in replaced]
    return _reviewed(brief, made, [*kept, *new.values()])


def _each_once(decisions: Sequence[Decision]) -> dict[str, Decision]:
    new: dict[str, Decision] = {}
    for decision in decisions:
        if new.setdefault(decision.id, decision) != decision:
            first, other = new[decision.id].decision, decision.decision
            how = f"as {first!r} and as {other!r}" if first != other else f"as {first!r} in two ways"
            raise NoteError(f"{decision.id}: it is decided on twice, {how}")
    return new


def _reviewed(brief: Brief, made: Made, decisions: Sequence[Decision]) -> Brief:
    shown = decided(made, decisions, texts_of(brief))
    parts = {name: getattr(shown, name) for name in Made.model_fields}
    return rebuilt(
        brief, **parts, review=Review(made=made, decisions=tuple(decisions)) if decisions else None
    )


# From one note to the next


def carried_over(old: Brief, new: Brief) -> Brief:
    """Return a new note with what people decided on an old one, all of whose articles it has.

    A decision has its effect where what it was taken on is as it was. If that has changed, or is gone, the
    decision is kept with what it was taken on, and has none.
    """
    if old.review is None:
        return new
    items = items_of(as_made(old), texts_of(old))
    here = items_of(as_made(new), texts_of(new))
    carried: list[Decision] = []
    for decision in old.review.decisions:
        match on_what(decision, items):
            case Statement() as statement:
                carried.append(_on_statement(decision, _with_ids_of(statement, old, new), here))
            case Finding() as finding:
                after = successor(finding, old, new)
                carried.append(_on_finding(decision, _as_it_was(finding, old, new), after))
            case None:
                pass  # no note can have such a decision
    return _reviewed(new, as_made(new), list(dict.fromkeys(carried)))


def _on_statement(decision: Decision, was: Statement, here: Items) -> Decision:
    name = next((name for name, statement in here.statements.items() if statement == was), None)
    if name is not None:
        return _carried(decision, id=name, state="applied")
    after = _restated(was, here)
    if after is not None:
        return _carried(decision, id=after, state="changed", statement=was)
    return _carried(decision, state="gone", statement=was)


def _on_finding(decision: Decision, was: Finding, after: Finding | None) -> Decision:
    if after is None:
        return _carried(decision, id=f"{OLD}{decision.id.removeprefix(OLD)}", state="gone", finding=was)
    if after.model_copy(update={"id": was.id, "part_of": None}) == was:
        return _carried(decision, id=after.id, state="applied")
    return _carried(decision, id=after.id, state="changed", finding=was)


def _carried(decision: Decision, **parts: object) -> Decision:
    return decision.model_copy(update={"statement": None, "finding": None} | parts)


def _with_ids_of(statement: Statement, old: Brief, new: Brief) -> Statement:
    ids = new_ids(old, new)
    citations = (c.model_copy(update={"article": ids[c.article]}) for c in statement.citations)
    return statement.model_copy(update={"citations": tuple(citations)})


def _as_it_was(finding: Finding, old: Brief, new: Brief) -> Finding:
    """Return a finding of the old note as the new one can tell it, whatever it was a part of."""
    readings = tuple(moved(reading, old, new) for reading in finding.readings)
    return finding.model_copy(update={"readings": readings, "part_of": None})


def _restated(was: Statement, here: Items) -> str | None:
    """Return the id of the statement that tells most of the same figures, none if none tells any.

    A sentence of a source is either there or not.
    """
    if is_verbatim(was):
        return None
    cited = _cited(was)
    shared = {
        name: len(cited & _cited(statement))
        for name, statement in here.statements.items()
        if not is_verbatim(statement)
    }
    best = max(shared, key=lambda name: shared[name], default=None)
    return best if best is not None and shared[best] else None


def _cited(statement: Statement) -> set[tuple[str, int]]:
    return {(c.article, c.start) for c in statement.citations if c.role == "words"}


# What there is to decide on


class Listed(NamedTuple):
    """A finding or statement that can be decided on."""

    id: str
    part: str
    """Where it stands."""
    text: str
    decided: str | None
    """What was decided on it; none where nothing was."""


def listed(brief: Brief) -> Iterator[Listed]:
    """Yield what of a note can be decided on, as it was made, each once and in the order of the note."""
    made, texts = as_made(brief), texts_of(brief)
    labels = {source.id: source.label for source in brief.articles}
    states = {d.id: d for d in (brief.review.decisions if brief.review else ())}
    met: set[str] = set()
    for where, statement in statements_of(made):
        name = statement_id(statement, texts)
        if name not in met:
            met.add(name)
            part = where.rpartition(", ")[0]
            yield Listed(name, part, _told(statement, labels), _in_words(states.get(name)))
    for finding in made.findings:
        quotes = [f"“{tidy(r.quote)}”" for r in finding.readings[:MOST_QUOTED]]
        more = len(finding.readings) - len(quotes)
        told = ", ".join(quotes) + (f" and {more} more" if more else "")
        text = f"{tidy(finding.measure)} ({finding.verdict}): {told}"
        yield Listed(finding.id, "findings", text, _in_words(states.get(finding.id)))


def standing(brief: Brief) -> str:
    """Return how the decisions on a note stand, in a few words."""
    states = Counter(d.state for d in (brief.review.decisions if brief.review else ()))
    told = f"{_counted(states['applied'])} in effect"
    again = f", {states['changed']} to be looked at again" if states["changed"] else ""
    gone = f", {states['gone']} on what is no longer in the note" if states["gone"] else ""
    return told + again + gone


def _counted(decisions: int) -> str:
    return f"{decisions or 'no'} decision{'' if decisions == 1 else 's'}"


def _told(statement: Statement, labels: Mapping[str, str]) -> str:
    if not is_verbatim(statement):
        return tidy(statement.text)
    article = statement.citations[0].article
    return f"“{tidy(statement.text)}” — {tidy(labels.get(article, article))}"


def _in_words(decision: Decision | None) -> str | None:
    if decision is None:
        return None
    return "look again" if decision.state == "changed" else DONE[decision.decision]
