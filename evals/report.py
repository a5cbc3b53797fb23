"""Reports: a table for the terminal, a short comment for a pull request, and everything as JSON."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence

from evals.compare import Compared
from evals.gate import Baseline, Change, Code, Decision
from evals.run import ModelUse
from evals.scored import Scored
from evals.scorers.findings import confusion
from evals.scorers.score import Score
from evals.statistics import Interval, detectable, interval, pooled
from summarise.values import Verdict

VERDICTS: tuple[Verdict, ...] = ("single", "agree", "update", "scope", "compatible", "conflict")
LONGEST_LIST = 10
Prices = tuple[float, float]
"""US dollars for a million tokens, read and written."""
OF_MODELS = "model: "  # how the names of scorers begin that apply to engines with a model only


def shown(value: float | None) -> str:
    """Return a score as a percentage with one decimal, a dash for none."""
    return "-" if value is None else f"{100 * value:.1f}"


def bounds(found: Interval | None) -> str:
    """Return the ends of an interval."""
    return "-" if found is None else f"{100 * found.low:.0f}-{100 * found.high:.0f}"


def table(scored: Scored, prices: Prices | None = None) -> str:
    """Return the scores by split and over all stories, with interval and detectable drop; then verdicts.

    For an engine with a model, also what it took: in money too, where there are prices.
    """
    splits = sorted({match.story.labels.split for match in scored.matches})
    head = ["scorer", *splits, "all", "95 %", "drop seen", "of"]
    rows = [
        [
            name,
            *(shown(pooled(scored.pairs(name, split))) for split in splits),
            shown(pooled(scored.pairs(name))),
            bounds(interval(scored.pairs(name))),
            shown(detectable(scored.pairs(name))),
            f"{sum(out_of for _, out_of in scored.pairs(name)):.0f}",
        ]
        for name in _told_scorers(scored)
    ]
    stories = len(scored.matches)
    articles = sum(len(match.story.labels.articles) for match in scored.matches)
    lines = [
        f"{scored.engine}: {stories} stories, {articles} articles; scores in percent, pooled over stories",
        "",
    ]
    lines += columns([head, *rows])
    lines += ["", "verdicts: labelled down, given across", *columns(confusion_rows(scored))]
    uses = [(m.story.name, m.result.model) for m in scored.matches if m.result.model is not None]
    return "\n".join([*lines, *taken_lines(uses, prices)])


def taken_lines(uses: Sequence[tuple[str, ModelUse]], prices: Prices | None) -> list[str]:
    """Return what a model took, story by story and in all; nothing where none was asked."""
    if not uses:
        return []
    head = ["taken", "questions", "re-asks", "tokens read", "tokens written", "seconds"]
    rows = [_taken(use) for _, use in uses]
    names = [story for story, _ in uses]
    if len(rows) > 1:
        rows.append(tuple(map(sum, zip(*rows, strict=True))))
        names.append("all")
    lines = [
        [name, *(f"{count:.0f}" for count in row[:-1]), f"{row[-1]:.1f}", *_money(row, prices)]
        for name, row in zip(names, rows, strict=True)
    ]
    return ["", f"model: {uses[0][1].model}", *columns([head + ["US dollars"] * bool(prices), *lines])]


def _taken(use: ModelUse) -> tuple[float, ...]:
    return use.questions, use.reasks, use.prompt_tokens, use.completion_tokens, use.seconds


def _money(taken: Sequence[float], prices: Prices | None) -> list[str]:
    return [f"{(taken[2] * prices[0] + taken[3] * prices[1]) / 1e6:.4f}"] if prices else []


def _told_scorers(scored: Scored) -> list[str]:
    """Return the scorers without those of models where no model was asked."""
    return [
        name
        for name in scored.scores
        if not name.startswith(OF_MODELS) or pooled(scored.pairs(name)) is not None
    ]


def columns(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return rows as lines of even columns, the first of words, the others of figures."""
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [
        "  ".join(
            cell.ljust(width) if n == 0 else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]


def confusion_rows(scored: Scored) -> list[list[str]]:
    """Return the confusion table of verdicts with its head."""
    counts = confusion(scored.matches)
    columns = [*VERDICTS, "missing"]
    return [
        ["", *columns],
        *([wanted, *(str(counts[wanted, given] or "·") for given in columns)] for wanted in VERDICTS),
    ]


def as_json(scored: Scored) -> str:
    """Return every score of every story with its cases, and the pooled ones, as JSON with sorted keys."""
    stories = {
        match.story.name: {
            "split": match.story.labels.split,
            "error": match.result.error,
            "seconds": match.result.seconds,
            "model": match.result.model and match.result.model.model_dump(),
            "scores": {name: _score_json(scores[n]) for name, scores in scored.scores.items()},
        }
        for n, match in enumerate(scored.matches)
    }
    overall = {
        name: {"value": found.value, "low": found.low, "high": found.high, "detectable": detectable(pairs)}
        for name in scored.scores
        for pairs in [scored.pairs(name)]
        if (found := interval(pairs)) is not None
    }
    table = {f"{wanted} as {given}": count for (wanted, given), count in confusion(scored.matches).items()}
    whole = {"engine": scored.engine, "overall": overall, "stories": stories, "verdicts": table}
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _score_json(score: Score) -> dict[str, object]:
    return {
        "value": score.value,
        "hits": score.hits,
        "out_of": score.out_of,
        "reason": score.reason,
        "failing": {case.id: case.why for case in score.cases if not case.held},
    }


# Decisions and comparisons


HEADLINES = {
    Code.PASS: "the gate holds",
    Code.FELL: "quality fell",
    Code.INCONCLUSIVE: "inconclusive: repeats of the run differ",
    Code.BAR_CHANGED: "the bar was changed",
    Code.BROKEN: "the run is broken",
}


def decision_lines(
    decision: Decision, shown_splits: Mapping[str, str], longest: int = LONGEST_LIST
) -> list[str]:
    """Return what a decision rests on, the most serious first, each list cut after `longest`.

    Of the gate stories only ids are told, not what the text says: who tunes on them has no gate left.
    """
    parts = [
        ("changed", [f"{part} differ from what was blessed" for part in decision.bar_changed]),
        ("broken", list(decision.broken)),
        ("broken promises", [f"{b.story}: {b.invariant}: {b.what}" for b in decision.breaches]),
        ("below the least", list(decision.below)),
        ("newly failing", [_told(change, shown_splits) for change in decision.fell]),
        ("failing in some repeats", [_told(change, shown_splits) for change in decision.unstable]),
    ]
    lines = []
    for what, items in parts:
        if items:
            lines += [f"{what}: {len(items)}", *(f"  {item}" for item in items[:longest])]
            lines += [f"  and {len(items) - longest} more"] if len(items) > longest else []
    if decision.better:
        counts = Counter(change.scorer for change in decision.better)
        gains = ", ".join(f"{scorer} {count}" for scorer, count in counts.most_common())
        lines.append(f"newly holding: {len(decision.better)} ({gains}); `bless --reason` takes them over")
    return lines


def _told(change: Change, splits: Mapping[str, str]) -> str:
    why = f": {change.why}" if change.why and splits.get(change.story) == "dev" else ""
    return f"{change.story}, {change.scorer}, {change.case}{why}"


def splits_of(scored: Scored) -> dict[str, str]:
    """Return the split of each story."""
    return {match.story.name: match.story.labels.split for match in scored.matches}


def comment(scored: Scored, decision: Decision, baseline: Baseline, gating: Sequence[str]) -> str:
    """Return a short Markdown comment for a pull request: the decision, what moved, what newly fails."""
    rows = []
    for name in _told_scorers(scored):
        before, after = baseline.scores.get(name), pooled(scored.pairs(name))
        moved = round(100 * ((after or 0) - (before or 0)), 1)
        if name in gating or moved:
            change = "new" if before is None else f"{moved:+.1f}"
            least = shown(detectable(scored.pairs(name)))
            rows.append(
                f"| {name} | {shown(after)} | {bounds(interval(scored.pairs(name)))} | {change} | {least} |"
            )
    head = ["| scorer | % | 95 % | change | drop seen |", "|---|--:|--:|--:|--:|"]
    stories = len(scored.matches)
    articles = sum(len(match.story.labels.articles) for match in scored.matches)
    title = f"**{HEADLINES[decision.code]}** ({scored.engine}, {stories} stories, {articles} articles)"
    lines = decision_lines(decision, splits_of(scored))
    listed = ["", "```", *lines, "```"] if lines else []
    return "\n".join([title, "", *head, *rows, *listed]) + "\n"


def comparison(rows: Sequence[Compared]) -> str:
    """Return two runs beside each other as a table; changes in points, with a paired 95 % interval."""
    head = ["scorer", "before", "after", "change", "95 %", "drop seen", "better", "worse", ""]
    body = [
        [
            row.scorer,
            shown(row.before),
            shown(row.after),
            "-" if row.change is None else f"{100 * row.change.value:+.1f}",
            "-" if row.change is None else f"{100 * row.change.low:+.1f} to {100 * row.change.high:+.1f}",
            shown(row.detectable),
            str(row.better),
            str(row.worse),
            row.outcome,
        ]
        for row in rows
        if not row.scorer.startswith(OF_MODELS) or (row.before, row.after) != (None, None)
    ]
    return "\n".join(columns([head, *body]))
