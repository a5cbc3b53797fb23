"""How a model took its questions; these do not apply to an engine that asks none."""

from evals.match import Match
from evals.scorers.score import Score

BY_CODE = "code put the note together alone"  # how the llm engine says that no text of the model is left
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
    """Score the steps, one an article and one for the text, that code did not have to do instead."""
    if match.result.model is None:
        return NO_MODEL
    if match.note is None:
        steps = len(match.story.labels.articles) + 1
        return Score(0, steps, f"0 of {steps} steps by the model: the story failed")
    steps = len(match.note.articles) + 1
    by_code = sum(source.engine != "llm" for source in match.note.articles)
    by_code += any(BY_CODE in reason for reason in _dropped(match))
    return Score(steps - by_code, steps, f"{steps - by_code} of {steps} steps by the model")


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
