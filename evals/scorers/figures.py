"""Figures as found by code: where they stand, what they are worth, what stands beside the number."""

from evals.fixtures import LabelledFigure
from evals.match import Match, same_unit, same_value
from evals.scorers.score import Case, Score, f1, share
from summarise.values import Figure


def recall(match: Match) -> Score:
    """Score the labelled figures found with the right value and unit, wherever exactly they were cut."""
    cases = (Case(label.id, *_value(label, _found(match, label.id))) for label in match.labelled.values())
    return share(cases, "labelled figures found with value and unit")


def precision(match: Match) -> Score:
    """Score the figures found that are labelled ones with the right value and unit."""
    return share(
        (
            Case(
                label or f"{key[0]}:{figure.start}-{figure.end}",
                *(
                    _value(match.labelled[label], figure)
                    if label
                    else (False, f"no figure: {_shown(figure)}")
                ),
            )
            for key, figure in match.found.items()
            for label in [match.label_of.get(key)]
        ),
        "found figures are labelled ones with value and unit",
    )


def span_overlap(match: Match) -> Score:
    """Score figures found somewhere on their characters, whatever value was read."""
    return _spans(match, exact=False)


def span_exact(match: Match) -> Score:
    """Score figures found with exactly the labelled characters: qualifier, number, scale word and unit."""
    return _spans(match, exact=True)


def _spans(match: Match, *, exact: bool) -> Score:
    right, missed, wrong = [], [], []
    for label in match.labelled.values():
        figure = _found(match, label.id)
        if figure is not None and (not exact or (figure.start, figure.end) == (label.start, label.end)):
            right.append(Case(label.id, held=True))
        else:
            got = _shown(figure) if figure else "nothing"
            missed.append(Case(label.id, held=False, why=f"{label.text!r}: found {got}"))
            if figure is not None:
                wrong.append(Case(f"{label.id}, found", held=False, why=f"{got} is not {label.text!r}"))
    for key, figure in match.found.items():
        if key not in match.label_of:
            place = f"{key[0]}:{figure.start}-{figure.end}"
            wrong.append(Case(place, held=False, why=f"no figure: {_shown(figure)}"))
    return f1(right, missed, wrong, "spans")


def qualifier(match: Match) -> Score:
    """Score the qualifiers that are not plainly exact: given and right, lost, or made up."""
    right, missed, wrong = [], [], []
    for label in match.labelled.values():
        figure = _found(match, label.id)
        got = figure.qualifier if figure else "exact"
        why = f"{label.text!r}: {got}, labelled {label.qualifier}"
        if label.qualifier == got:
            right += [Case(label.id, held=True)] if got != "exact" else []
            continue
        if label.qualifier != "exact":
            missed.append(Case(label.id, held=False, why=why))
        if got != "exact":
            wrong.append(Case(f"{label.id}, found", held=False, why=why))
    return f1(right, missed, wrong, "qualifiers")


def counted_noun(match: Match) -> Score:
    """Score what the counts found count: a person, a village; "polling station" and "station" are one."""
    cases = []
    for label in match.labelled.values():
        figure = _found(match, label.id)
        if label.kind == "count" and label.unit is not None:
            got = figure.unit if figure is not None and figure.kind == "count" else None
            why = f"{label.text!r} counts {got or 'nothing'}, labelled {label.unit}"
            cases.append(Case(label.id, same_unit(label.unit, got), why))
    return share(cases, "counted nouns right")


def _found(match: Match, label: str) -> Figure | None:
    return match.found[match.pairs[label]] if label in match.pairs else None


def _value(label: LabelledFigure, figure: Figure | None) -> tuple[bool, str]:
    wanted = f"{label.text!r} = {label.low}..{label.high} {label.unit}"
    if figure is None:
        return False, f"{wanted}: not found"
    held = same_value(label, figure)
    return held, "" if held else f"{wanted}: found {_shown(figure)}"


def _shown(figure: Figure) -> str:
    return f"{figure.text!r} as {figure.kind} {figure.low}..{figure.high} {figure.unit}"
