"""One self-contained page: every article with labelled, found and cited figures marked, every miss listed."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import pairwise
from typing import NamedTuple

from evals.match import Match, same_value
from evals.report import bounds, shown
from evals.scored import Scored
from evals.scorers.score import Score
from evals.statistics import interval

STYLE = """
:root { color-scheme: light dark; --line: #8885;
  --right: #2a94; --wrong: #e904; --missed: #d334; --extra: #74d4; }
body { font: 16px/1.6 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid var(--line); padding: .15rem .7rem; text-align: left; vertical-align: top; }
td.n { text-align: right; }
pre { white-space: pre-wrap; font: inherit; max-width: 46rem;
  border-left: 3px solid var(--line); padding-left: 1rem; }
mark { color: inherit; background: none; border-radius: .2em; padding: .1em 0; }
.right { background: var(--right); } .wrong { background: var(--wrong); }
.missed { background: var(--missed); } .extra { background: var(--extra); }
.cited { text-decoration: underline 2px; text-underline-offset: .2em; }
summary { cursor: pointer; } li { max-width: 60rem; }
"""
LEGEND = (
    ("right", "labelled and found with its value"),
    ("wrong", "found with another value or unit"),
    ("missed", "labelled, not found"),
    ("extra", "found, not labelled"),
    ("cited", "cited by the note"),
)


class Mark(NamedTuple):
    """A range of an article's text, how it is shown, and what a pointer on it says."""

    start: int
    end: int
    style: str
    told: str


def page(scored: Scored, split: str | None = "dev") -> str:
    """Return the page on the stories of one split, or on all where `split` is none.

    The dev stories are the default: who reads the misses of the gate stories tunes on them.
    """
    chosen = [
        (n, match)
        for n, match in enumerate(scored.matches)
        if split is None or match.story.labels.split == split
    ]
    body = "".join(
        _story(match, {name: scores[n] for name, scores in scored.scores.items()}) for n, match in chosen
    )
    legend = " ".join(f'<mark class="{style}">{escape(told)}</mark> ·' for style, told in LEGEND)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>Scores of {escape(scored.engine)}</title><style>{STYLE}</style></head><body>"
        f"<h1>Scores of {escape(scored.engine)}</h1>{_overall(scored)}<p>{legend.removesuffix('·')}</p>{body}"
        "</body></html>\n"
    )


def _overall(scored: Scored) -> str:
    rows = []
    for name in scored.scores:
        found = interval(scored.pairs(name))
        values = (
            f'<td class="n">{shown(found.value if found else None)}</td><td class="n">{bounds(found)}</td>'
        )
        rows.append(f"<tr><td>{escape(name)}</td>{values}</tr>")
    return f"<table><tr><th>scorer<th>all stories, %<th>95 %</tr>{''.join(rows)}</table>"


def _story(match: Match, scores: dict[str, Score]) -> str:
    error = f"<p><b>failed:</b> {escape(match.result.error)}</p>" if match.result.error else ""
    rows = "".join(
        f'<tr><td>{escape(name)}<td class="n">{shown(score.value)}'
        f"<td>{escape(score.reason)}{_failing(score)}</tr>"
        for name, score in scores.items()
    )
    articles = "".join(
        f"<h3>{escape(article.id)}: {escape(article.file)}</h3><pre>{_marked(match, article.id)}</pre>"
        for article in match.story.labels.articles
    )
    return (
        f"<h2>{escape(match.story.name)} ({escape(match.story.labels.split)})</h2>{error}"
        f"<details><summary>scores and misses</summary><table>{rows}</table></details>{articles}"
    )


def _failing(score: Score) -> str:
    cases = [case for case in score.cases if not case.held]
    if not cases:
        return ""
    items = "".join(f"<li>{escape(case.id)}: {escape(case.why)}</li>" for case in cases)
    return f"<details><summary>{len(cases)} not held</summary><ul>{items}</ul></details>"


def _marked(match: Match, article: str) -> str:
    """Return an article's text as HTML, cut wherever some mark begins or ends."""
    text = match.story.texts[article]
    marks = [
        m for m in [*_figures(match, article), *_cited(match, article)] if 0 <= m.start < m.end <= len(text)
    ]
    cuts = sorted({0, len(text), *(m.start for m in marks), *(m.end for m in marks)})
    return "".join(
        _piece(text[start:end], [m for m in marks if m.start <= start and end <= m.end])
        for start, end in pairwise(cuts)
    )


def _piece(text: str, marks: Sequence[Mark]) -> str:
    if not marks:
        return escape(text)
    styles = " ".join(sorted({mark.style for mark in marks}))
    told = "\n".join(dict.fromkeys(mark.told for mark in marks if mark.told))
    return f'<mark class="{styles}" title="{escape(told)}">{escape(text)}</mark>'


def _figures(match: Match, article: str) -> Iterator[Mark]:
    for label in match.labelled.values():
        if label.article != article:
            continue
        value = f"{label.kind} {label.low}..{label.high} {label.unit} {label.qualifier}"
        wanted = f"{label.id} {value}: {label.measure}"
        figure = match.found[match.pairs[label.id]] if label.id in match.pairs else None
        if figure is None:
            yield Mark(label.start, label.end, "missed", f"{wanted}\nnot found")
            continue
        got = f"found {figure.kind} {figure.low}..{figure.high} {figure.unit} {figure.qualifier}"
        style = "right" if same_value(label, figure) else "wrong"
        yield Mark(min(label.start, figure.start), max(label.end, figure.end), style, f"{wanted}\n{got}")
    for key, figure in match.found.items():
        if key[0] == article and key not in match.label_of:
            yield Mark(figure.start, figure.end, "extra", f"found {figure.kind} {figure.low}..{figure.high}")


def _cited(match: Match, article: str) -> Iterable[Mark]:
    statements = match.note.statements if match.note else []
    yield from (
        Mark(c.start, c.end, "cited", "") for s in statements for c in s.citations if c.article == article
    )
    for (source, _), (finding, reading) in match.readings.items():
        if source == article:
            yield Mark(reading.start, reading.end, "cited", f"in finding {finding}: {reading.measure}")
