"""The time that a figure belongs to: another than the event's own, and the day for which it speaks."""

from collections.abc import Sequence
from datetime import date

from summarise.clause import Placed, Setting
from summarise.numbers import ORDINALS
from summarise.values import Figure

# Beyond one of these, a date belongs to something else than the figure.
APART = frozenset({";", "while", "that", "which", "who", "where", "whose", "but"})
OTHER_TIME = frozenset({"since", "after", "before", "until", "which", "who", "where", "when"})
RESULTING = frozenset("resulting leaving killing causing injuring wounding bringing".split())
SUPERLATIVES = frozenset("most first worst best record".split())
LONGEST_INSERTION = 10
BEGAN = frozenset("began started erupted begun out".split())
LONG = frozenset("war conflict crisis uprising insurgency rebellion occupation".split())
NUMBERS = frozenset({"count", "money", "percent", "measure", "vague"})
RIGHT_BEHIND = 2
FARTHEST = 25
EVENT_DAYS = 60


def period_of(here: Setting) -> str | None:
    """Return the time that a figure belongs to when it is not the event's own.

    It is an ISO date, two with a slash between, or either behind "since".
    """
    dates = [p for p in here.placed if p.figure.kind == "date" and p.figure.low is not None]
    near = [p for p in dates if _is_near(here, p) or _names_an_event(here, p)]
    near += [p for p in dates if p not in near and _begins_long_war(here, p)]
    other = [p for p in near if not _is_of_the_event(p.figure, here.article.reference)]
    if not other:
        return None
    nearest = _nearest(here, other)
    since = here.tokens.word(nearest.first - 1) == "since" or _begins_long_war(here, nearest)
    return ("since " if since else "") + _iso(nearest.figure)


def _begins_long_war(here: Setting, placed: Placed) -> bool:
    """Tell the year of "two million displaced by the war that began in 2011"."""
    before = here.words(max(placed.first - LONGEST_INSERTION, here.b), placed.first)
    if _is_compared(here, placed, before):
        return False
    return len(before) > 2 and before[-1] == "in" and before[-2] in BEGAN and not LONG.isdisjoint(before)


def as_of(here: Setting, period: str | None) -> str | None:
    """Return the day or period that a figure speaks for: one its sentence names, else the article's day."""
    if period is not None and not period.startswith("since") and "/" not in period:
        return period
    days = [p for p in here.placed if _is_day(p.figure) and not _tells_another_time(here, p)]
    return str(_nearest(here, days).figure.low) if days else here.article.written


def _gap(here: Setting, placed: Placed) -> int:
    return placed.first - here.b if placed.first >= here.b else here.a - placed.end


def _nearest(here: Setting, dates: Sequence[Placed]) -> Placed:
    return min(dates, key=lambda placed: _gap(here, placed))


def _is_of_another(here: Setting, placed: Placed) -> bool:
    """Tell the 2024 of "390 million from 145 million in 2024", which is that of the second amount."""
    between = (p for p in _other_counts(here) if here.b <= p.first and p.end <= placed.first)
    return any(placed.first - p.end <= RIGHT_BEHIND for p in between)


def owns(date_of: Figure) -> bool:
    """Tell the year of the turnover in "a cost of 6.5m, a seventh of last year's turnover"."""
    return date_of.text.endswith(("'s", "’s"))


def _is_near(here: Setting, placed: Placed) -> bool:
    if _is_of_another(here, placed) or (placed.first >= here.b and owns(placed.figure)):
        return False
    between = here.words(min(placed.end, here.b), max(placed.first, here.a))
    if _is_compared(here, placed, between) or _is_inserted(here, placed, between):
        return False
    return _gap(here, placed) <= FARTHEST and APART.isdisjoint(between)


def _is_compared(here: Setting, placed: Placed, between: Sequence[str]) -> bool:
    """Tell the year of "15 fewer than in 2022" and "the largest exchange since 2023", which is another's."""
    if placed.first < here.b:
        return False
    superlative = any(word in SUPERLATIVES or (word.endswith("est") and len(word) > 4) for word in between)
    superlative |= any(word in ORDINALS for word in between)  # "the fourth cut since September"
    return "than" in between or ("since" in between and superlative)


def _is_inserted(here: Setting, placed: Placed, between: Sequence[str]) -> bool:
    """Tell the year of "shares, which traded above 40 in 2021, fell 71%"."""
    if placed.first >= here.b or "," not in between:
        return False
    before = here.words(max(placed.first - LONGEST_INSERTION, here.first), placed.first)
    inserted = "which" in before or "who" in before
    return inserted and "," in before


def _names_an_event(here: Setting, placed: Placed) -> bool:
    """Tell the year of "the 2018 Tanner Fire, which killed 14", which all that is told of it belongs to."""
    tokens, behind = here.tokens, placed.end
    named = tokens.is_word(behind) and tokens.raw(behind)[:1].isupper()
    told_of_it = behind < here.a and ";" not in here.words(behind, here.a) and _gap(here, placed) <= FARTHEST
    return placed.figure.grain == "year" and named and told_of_it


def _is_of_the_event(figure: Figure, reference: str | None) -> bool:
    """Tell dates near the article's own, and those to come, which say nothing of the figure's own time."""
    if reference is None:
        return figure.grain == "day"
    if str(figure.low)[:7] > reference[:7]:
        return True
    iso = _iso(figure)
    if figure.grain in {"day", "week"}:
        day = date.fromisoformat(str(figure.low))
        return abs((day - date.fromisoformat(reference)).days) <= EVENT_DAYS
    return figure.grain == "month" and "/" not in iso and iso[:7] == reference[:7]


def _iso(figure: Figure) -> str:
    one = figure.low == figure.high or figure.grain == "day"
    return str(figure.low) if one else f"{figure.low}/{figure.high}"


def _is_day(figure: Figure) -> bool:
    one = figure.low is not None and figure.low == figure.high
    return figure.kind == "date" and figure.grain == "day" and one


def _tells_another_time(here: Setting, placed: Placed) -> bool:
    """Tell "after Monday" and "since Monday": what was before or began then is not as of Monday."""
    behind, before = here.words(here.b, placed.first), here.words(placed.end, here.a)
    if owns(placed.figure):
        return True  # "killed in Saturday's crush" does not count them on Saturday
    if not APART.isdisjoint(before) or str(placed.figure.low) > (here.article.reference or "9"):
        return True  # "broke out on Sunday but is now 61% contained", "from Thursday"
    if not OTHER_TIME.isdisjoint(behind) or here.tokens.word(placed.first - 1) in {"since", "after"}:
        return True
    if any(word in RESULTING for word in before):
        return True  # "clashes erupted on Wednesday, leaving 140 dead" counts the dead as of now
    return any(min(here.b, placed.end) <= p.first < max(here.a, placed.first) for p in _other_counts(here))


def _other_counts(here: Setting) -> list[Placed]:
    """Return the other numbers of the sentence: a date beyond one of them is that one's."""
    return [
        p
        for p in here.placed
        if p.figure.kind in NUMBERS and p.figure is not here.figure and p.figure.same_as is None
    ]
