"""The hour that a figure speaks for: one of its sentence, or that of its entry in a live page."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from summarise.clause import Setting
from summarise.values import Article, Figure

MINUTES = 60
DAY = 24 * MINUTES
# About which hour is meant, in words of the sentence.
PARTS_OF_DAY = {
    "dawn": 5,
    "morning": 9,
    "afternoon": 15,
    "nightfall": 19,
    "dusk": 19,
    "evening": 20,
}
# Fewer lines that begin with an hour are no live page.
FEWEST_ENTRIES = 3
MARKS = " \t•*-–#"


class Entry(NamedTuple):
    """An entry of a live page: where it begins, and its minute from the midnight that its page began on."""

    start: int
    minute: int


def entries_of(article: Article, figures: Sequence[Figure]) -> tuple[Entry, ...]:
    """Return the entries of a live page in the order of the text; none for an article of another kind.

    Whether the newest stands first or last is told by which way they lie closer together.
    """
    times = [
        figure for figure in figures if figure.kind == "time" and _begins_line(article.text, figure.start)
    ]
    if len(times) < FEWEST_ENTRIES:
        return ()
    minutes = [_minute(figure) for figure in times]
    downwards, upwards = _on_one_clock(minutes), _on_one_clock(minutes[::-1])[::-1]
    in_time = min(downwards, upwards, key=lambda clock: max(clock) - min(clock))
    return tuple(Entry(figure.start, minute) for figure, minute in zip(times, in_time, strict=True))


def _on_one_clock(minutes: Sequence[int]) -> list[int]:
    """Return minutes that follow each other in time, those behind midnight with a day added."""
    clock: list[int] = []
    nights = 0
    for before, minute in pairwise([0, *minutes]):
        nights += minute < before
        clock.append(minute + nights * DAY)
    return clock


def minute_of(here: Setting, entries: Sequence[Entry]) -> int | None:
    """Return the minute of the day that a figure speaks for, from 1,440 behind midnight; none if not told."""
    own = (p for p in here.placed if here.own_left <= p.first < here.own_right)
    told = next((p.figure for p in own if p.figure.kind == "time"), None)
    if told is not None:
        return _minute(told)
    words = here.words(here.own_left, here.own_right)
    if (part := next((PARTS_OF_DAY[word] for word in words if word in PARTS_OF_DAY), None)) is not None:
        return part * MINUTES
    at = bisect_right(entries, here.figure.start, key=lambda entry: entry.start)
    return entries[at - 1].minute if at else None


def _begins_line(text: str, start: int) -> bool:
    return not text[text.rfind("\n", 0, start) + 1 : start].strip(MARKS)


def _minute(figure: Figure) -> int:
    hour, _, minute = str(figure.low).partition(":")
    return int(hour) * MINUTES + int(minute)
