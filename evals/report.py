"""Reports: a table for the terminal, a short comment for a pull request, and everything as JSON."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from evals.fixtures import Story
from evals.match import Match, match_all
from evals.run import Result
from evals.scorers import SCORERS
from evals.scorers.findings import confusion
from evals.scorers.score import Score
from evals.statistics import Interval, detectable, interval
from summarise.values import Verdict

VERDICTS: tuple[Verdict, ...] = ("single", "agree", "update", "scope", "compatible", "conflict")
LONGEST_LIST = 10


class Scored(NamedTuple):
    """A run with all its scores: for each scorer one score a story, in the order of the matches."""

    matches: tuple[Match, ...]
    scores: Mapping[str, tuple[Score, ...]]

    @property
    def engine(self) -> str:
        """The engine that made the run."""
        return self.matches[0].result.engine

    def pairs(self, scorer: str, split: str | None = None) -> list[tuple[float, float]]:
        """Return hits and out-of by story, of all stories or of one split."""
        return [
            (score.hits, score.out_of)
            for match, score in zip(self.matches, self.scores[scorer], strict=True)
            if split in {None, match.story.labels.split}
        ]


def score_run(stories: Sequence[Story], results: Sequence[Result]) -> Scored:
    """Return the run with its scores."""
    matches = tuple(match_all(stories, results))
    return Scored(matches, {name: tuple(map(scorer, matches)) for name, scorer in SCORERS.items()})


def shown(value: float | None) -> str:
    """Return a score as a percentage with one decimal, a dash for none."""
    return "-" if value is None else f"{100 * value:.1f}"


def bounds(found: Interval | None) -> str:
    """Return the ends of an interval."""
    return "-" if found is None else f"{100 * found.low:.0f}-{100 * found.high:.0f}"


def table(scored: Scored) -> str:
    """Return the scores by split and over all stories, with interval and detectable drop; then verdicts."""
    splits = sorted({match.story.labels.split for match in scored.matches})
    head = ["scorer", *splits, "all", "95 %", "drop seen", "of"]
    rows = [
        [
            name,
            *(shown(_pooled(scored.pairs(name, split))) for split in splits),
            shown(_pooled(scored.pairs(name))),
            bounds(interval(scored.pairs(name))),
            shown(detectable(scored.pairs(name))),
            f"{sum(out_of for _, out_of in scored.pairs(name)):.0f}",
        ]
        for name in scored.scores
    ]
    stories = len(scored.matches)
    articles = sum(len(match.story.labels.articles) for match in scored.matches)
    lines = [
        f"{scored.engine}: {stories} stories, {articles} articles; scores in percent, pooled over stories",
        "",
    ]
    lines += _columns([head, *rows])
    lines += ["", "verdicts: labelled down, given across", *_columns(confusion_rows(scored))]
    return "\n".join(lines)


def _pooled(pairs: Iterable[tuple[float, float]]) -> float | None:
    listed = list(pairs)
    out_of = sum(pair[1] for pair in listed)
    return sum(pair[0] for pair in listed) / out_of if out_of else None


def _columns(rows: Sequence[Sequence[str]]) -> list[str]:
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
