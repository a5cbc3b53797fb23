"""How a model took its questions; these do not apply to an engine that asks none."""

from evals.match import Match
from evals.scorers.score import Score
from summarise.values import NOT_LOOKED_FOR, WRITTEN_BY_CODE

NO_MODEL = Score(0, 0, "no model was asked")


def right_at_once(match: Match) -> Score:
    """Score the questions whose first reply could be taken as it was."""
    use = match.result.model
    if use is None:
        return NO_MODEL
    return Score(
        use.right_at_once, use.questions, f"{use.right_at_once} of {use.questions} replies right at once"
    )


def answered(match: Match) -> Score:
    """Score the questions that came to an answer at all, re-asks included."""
    use = match.result.model
    if use is None:
        return NO_MODEL
    held = use.questions - use.unanswered
    return Score(
        held, use.questions, f"{held} of {use.questions} questions answered, with {use.reasks} re-asks"
    )


def steps_by_model(match: Match) -> Score:
    """Score the steps that the model did: one an article, one for what they dispute, one for the text."""
    if match.result.model is None:
        return NO_MODEL
    if match.note is None:
        steps = _steps(len(match.story.labels.articles))
        return Score(0, steps, f"0 of {steps} steps by the model: the story failed")
    steps = _steps(len(match.note.articles))
    not_done = sum(source.engine != "llm" for source in match.note.articles)
    reasons = _dropped(match)
    not_done += sum(any(what in reason for reason in reasons) for what in (WRITTEN_BY_CODE, NOT_LOOKED_FOR))
    return Score(steps - not_done, steps, f"{steps - not_done} of {steps} steps by the model")


def _steps(articles: int) -> int:
    """Return how many steps a note takes: one article has nothing to be compared with."""
    return articles + 1 + (articles > 1)


def statements_kept(match: Match) -> Score:
    """Score the statements, by model or code, against what was struck out of a reply."""
    if match.result.model is None:
        return NO_MODEL
    if match.note is None:
        return Score(0, 1, "the story failed")
    kept = len(match.note.bottom_line) + sum(len(section.statements) for section in match.note.sections)
    lost = len(_dropped(match))
    return Score(kept, kept + lost, f"{kept} statements in the note, {lost} things dropped")


def _dropped(match: Match) -> list[str]:
    """Return the reasons why something of a reply is not in the note."""
    entries = (match.result.note or {}).get("dropped", [])
    listed = entries if isinstance(entries, list) else []
    return [str(entry["reason"]) for entry in listed if isinstance(entry, dict)]
