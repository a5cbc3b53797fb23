"""What must hold of every note, with no tolerance: its citations, its values, its form, its account."""

from collections.abc import Iterator
from typing import NamedTuple

from pydantic import ValidationError

import summarise
from evals.match import Match
from evals.scorers import citations, note
from summarise.values import Figure, Reading


class Breach(NamedTuple):
    """One promise broken in one story."""

    invariant: str
    story: str
    what: str


def breaches(match: Match) -> list[Breach]:
    """Return every breach in one story, by the tool's check and the harness's; a failed story has none.

    The tool's check is run afresh, so that what a result file says of itself is not believed.
    """
    if match.note is None:
        return []
    return [Breach(name, match.story.name, what) for name, what in _all(match)]


def _all(match: Match) -> Iterator[tuple[str, str]]:
    try:
        made = summarise.Brief.model_validate_json(match.result.note_json)
    except ValidationError as error:
        yield "note is valid", error.errors()[0]["msg"]
    else:
        articles = summarise.read(match.story.paths)
        for problem in summarise.verify(made, articles):
            yield "note proves itself", f"{problem.where}: {problem.what}"
    for case in citations.valid(match).cases:
        if not case.held:
            yield "citations are verbatim", f"{case.id}: {case.why}"
    for found, (finding, reading) in match.readings.items():
        if not _holds(match.inventory.get(found), reading):
            yield "spans hold their values", f"{finding}: {reading.quote!r} as {reading.low}..{reading.high}"
    for case in note.account(match).cases:
        if not case.held:
            yield "figures are accounted for", f"{case.id}: {case.why}"


def _holds(figure: Figure | None, reading: Reading) -> bool:
    fields = ("start", "end", "kind", "low", "high", "unit", "qualifier")
    return figure is not None and all(getattr(figure, f) == getattr(reading, f) for f in fields)
