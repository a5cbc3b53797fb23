"""The scorers: small pure functions from one story's match to a score that a person can check."""

from collections.abc import Callable, Mapping

from evals.match import Match
from evals.scorers import citations, figures, findings, model, note, readings
from evals.scorers.score import Score

SCORERS: Mapping[str, Callable[[Match], Score]] = {
    "figure recall": figures.recall,
    "figure precision": figures.precision,
    "figure span, overlap": figures.span_overlap,
    "figure span, exact": figures.span_exact,
    "qualifier": figures.qualifier,
    "counted noun": figures.counted_noun,
    "attribution": readings.attribution,
    "as-of": readings.as_of,
    "voice": readings.voice,
    "findings, B-cubed": findings.b_cubed_end_to_end,
    "findings, pairs": findings.pairs_end_to_end,
    "findings, B-cubed on labelled figures": findings.b_cubed_on_labels,
    "findings, pairs on labelled figures": findings.pairs_on_labels,
    "verdict": findings.verdict,
    "verdict, differences": findings.differences,
    "verdict on labelled findings": findings.verdict_on_labels,
    "name variants": readings.name_variants,
    "must-have in findings": note.must_in_findings,
    "must-have stated": note.must_stated,
    "key points": note.key_points,
    "timeline": note.timeline,
    "traps avoided": note.traps,
    "furniture kept out": note.furniture,
    "account": note.account,
    "citation valid": citations.valid,
    "citation holds value": citations.holds_value,
    "citation carries words": citations.carries_words,
    "length": note.length,
    "model: right at once": model.right_at_once,
    "model: answered": model.answered,
    "model: steps by the model": model.steps_by_model,
    "model: statements kept": model.statements_kept,
}
