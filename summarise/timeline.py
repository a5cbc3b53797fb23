"""The timeline: what the sources say happened on which day."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarise.extract import ArticleSummary
from summarise.periods import owns
from summarise.sentences import Passage, content_words, repeats_one, verbatim
from summarise.values import Figure, Grain, TimelineEntry

SUBORDINATE = re.compile(
    r"\b(?:since|after|before|until|till|than|(?:year|months|quarter|weeks) (?:to|ended))\b[^.,;]*$"
)
MOST_ENTRIES = 14
MOST_OF_A_DAY = 2
MONTHS_BACK = 6


class Dated(NamedTuple):
    """A passage with one of the dates in it."""

    date: str
    grain: Grain
    passage: Passage


def timeline(summaries: Sequence[ArticleSummary], ranked: Sequence[Passage]) -> Iterator[TimelineEntry]:
    """Yield dated sentences in order of their dates, the weightiest of each date."""
    chosen = list(_unlike(sorted(_dated(summaries, ranked), key=_by_date)))
    weights = sorted((entry.passage.weight for entry in chosen), reverse=True)
    least = weights[MOST_ENTRIES - 1] if len(weights) > MOST_ENTRIES else 0.0
    for day, grain, passage in chosen:
        if passage.weight >= least:
            statement = verbatim(passage.article, passage.sentence)
            yield TimelineEntry(date=day, grain=grain, statement=statement)


def _dated(summaries: Sequence[ArticleSummary], ranked: Sequence[Passage]) -> Iterator[Dated]:
    """Yield each passage with each of its dates that belong to the story."""
    passages = {(p.article.id, p.sentence.id): p for p in ranked}
    first_day = min((s.article.reference for s in summaries if s.article.reference), default=None)
    met: set[tuple[str, str, str]] = set()
    for summary in summaries:
        dated = Counter(
            summary.sentence_of.get(f.id) for f in summary.figures if f.kind == "date" and not owns(f)
        )
        for figure in summary.figures:
            if owns(figure) and dated[summary.sentence_of.get(figure.id)]:
                continue  # "killed in Saturday's crush has risen to 61, it was said on Sunday"
            place = (summary.article.id, summary.sentence_of.get(figure.id, ""))
            key = (str(figure.low), *place)
            text = summary.article.text
            if place in passages and key not in met and _belongs(figure, first_day) and _leads(text, figure):
                met.add(key)
                yield Dated(str(figure.low), figure.grain or "day", passages[place])


def _leads(text: str, figure: Figure) -> bool:
    """Tell the day a sentence tells of from one it only counts from: "since the dam broke on Tuesday"."""
    return SUBORDINATE.search(text[max(0, figure.start - 50) : figure.start]) is None


def _belongs(figure: Figure, first_day: str | None) -> bool:
    if figure.kind != "date" or figure.low is None or figure.low != figure.high:
        return False
    return figure.grain in {"day", "month", "year"} and not _long_ago(str(figure.low), first_day)


def _long_ago(iso: str, first_day: str | None) -> bool:
    """Tell whether a date lies more than half a year before the story, or names no more than a year."""
    if first_day is None:
        return False
    month = int(iso[5:7]) if iso[5:7].isdigit() else 0
    return not month or _months(iso[:4], month) < _months(first_day[:4], int(first_day[5:7])) - MONTHS_BACK


def _months(year: str, month: int) -> int:
    return int(year) * 12 + month


def _by_date(entry: Dated) -> tuple[str, float, str, int]:
    passage = entry.passage
    return entry.date, -passage.weight, passage.article.id, passage.sentence.start


def _unlike(entries: Sequence[Dated]) -> Iterator[Dated]:
    """Yield a few entries of each day, none of which says what one before it does."""
    per_day: Counter[str] = Counter()
    seen: list[set[str]] = []
    for entry in entries:
        content = set(content_words(entry.passage.text))
        if per_day[entry.date] < MOST_OF_A_DAY and not repeats_one(content, seen):
            per_day[entry.date] += 1
            seen.append(content)
            yield entry
