"""Date phrases read as ISO dates with their grain, relative ones against a reference date."""

from datetime import date, timedelta
from typing import NamedTuple

from summarise.numbers import NUMBER_WORDS, ORDINAL_ENDINGS
from summarise.steps import CALENDAR_UNITS, DAYS_IN, from_today, read_ago, step_by, step_month
from summarise.text import Tokens
from summarise.when import Part, When, in_month, iso_month, on_day, unresolved
from summarise.years import (
    SEASONS,
    is_year,
    read_decade,
    read_part_of_year,
    read_short_decade,
    read_years,
    year_behind,
)

MONTHS = {
    name: number
    for number, name in enumerate(
        "january february march april may june july august september october november december".split(), 1
    )
}
SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
WEEKDAYS = {
    name: number
    for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())
}
SHORT_WEEKDAYS = {name[:3]: number for name, number in WEEKDAYS.items()} | {
    "tues": 1,
    "wednes": 2,
    "thur": 3,
    "thurs": 3,
}
# Month names that are words too stand for a month only behind one of these.
AMBIGUOUS_MONTHS = SHORT_MONTHS.keys() | {"march"}
BEFORE_MONTH = frozenset(
    "in since by of from until till during before after last next this early mid late and to - "
    "through".split()
)
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})
DAYS_FROM_TODAY = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
STEPS = {"this": 0, "last": -1, "previous": -1, "next": 1}
SHADES = frozenset({"early", "mid", "late", "earlier", "later"})
SHADED = frozenset({"today", "yesterday", "tomorrow", "this", "last", "next"})
FUTURE_WORDS = frozenset(
    "will next due scheduled expected until till coming upcoming shall plans planned set possible forecast "
    "could would expects expect hopes hope aims intends predicts forecasts likely due".split()
)
# What markets and forecasters think of a month.
CHANCES = frozenset("chance odds prospect bets pricing probability".split())
# In the present tense, these are said of what is arranged.
PLANNED = frozenset(
    "reopen reopens resume resumes begin begins start starts open opens meet meets vote votes play plays "
    "end ends expire expires publish publishes decide decides hear hears hold holds takes face faces appear "
    "appears pits travels returns visits hosts depart departs arrives sits convene convenes gathers "
    "kicks".split()
)
BEFORE_NOUN = frozenset({"the", "a", "an", "this", "that", "its", "their", "further", "another"})
# Behind these, "for Thursday" is to come.
CALLED_FOR = frozenset("called calls calling announced scheduled planned set".split())
PAST_VERBS = frozenset(
    "said told was were had took began held met won fell rose came went hit struck gave made found put cut "
    "lost broke left ran saw got sent shot sank led did became brought".split()
)
SENTENCE_ENDS = frozenset({".", "\n", ";", "?", "!"})
# What may stand behind a number that begins a date, and the words that may begin one.
BEHIND_DAY = (
    {"-", "/", ".", "to", "and", "of", "s", "hundred", "thousand"}
    | ORDINAL_ENDINGS
    | MONTHS.keys()
    | SHORT_MONTHS.keys()
    | {unit + plural for unit in (*DAYS_IN, *CALENDAR_UNITS) for plural in ("", "s")}
)
BEGINNINGS = frozenset({"a", "an", "q", "h", "fiscal", "fy"}).union(
    NUMBER_WORDS, MONTHS, SHORT_MONTHS, WEEKDAYS, SHORT_WEEKDAYS, SEASONS, SHADES, DAYS_FROM_TODAY, STEPS
)
# A day of this year that lies further ahead is taken for one of last year.
FURTHEST_AHEAD = timedelta(days=45)
# One that lies further back and is spoken of as to come is taken for one of next year.
FURTHEST_BACK = timedelta(days=100)


class Days(NamedTuple):
    """Days of one month, the same twice for a single day, and the token behind them."""

    month: int
    first: int
    last: int
    end: int


def read_date(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Return the longest date phrase that begins at token i, none where none does.

    Weekdays, "yesterday" and dates without a year are resolved against `reference`, the day on which the
    text was written; without one they stay unresolved and say so.
    """
    if tokens.is_numeral(i):
        if len(tokens.word(i)) != 4 and tokens.word(i + 1) not in BEHIND_DAY:
            return None
        return (
            _iso(tokens, i)
            or _slashed_or_dotted(tokens, i)
            or _day_month(tokens, i, reference)
            or read_ago(tokens, i, reference)
            or read_decade(tokens, i)
            or read_years(tokens, i)
        )
    if not tokens.is_word(i):
        return read_short_decade(tokens, i)
    if tokens.word(i).removesuffix("'s") not in BEGINNINGS:
        return None
    if tokens.word(i) in NUMBER_WORDS:
        return read_ago(tokens, i, reference) or read_part_of_year(tokens, i)
    return (
        _weekday(tokens, i, reference)
        or _month_first(tokens, i, reference)
        or _relative(tokens, i, reference)
        or read_ago(tokens, i, reference)
        or _shaded(tokens, i, reference)
        or read_part_of_year(tokens, i)
    )


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except (ValueError, OverflowError):
        return None


def _month_at(tokens: Tokens, i: int) -> Part | None:
    """Return the month named at token i: "Nov", "Nov.", "November"."""
    word = tokens.word(i).removesuffix("'s")
    if not tokens.has_capital(i):
        return None
    if word in MONTHS:
        return Part(MONTHS[word], i + 1)
    if word in SHORT_MONTHS:
        dotted = tokens.word(i + 1) == "." and tokens.glued(i + 1)
        return Part(SHORT_MONTHS[word], i + 2 if dotted else i + 1)
    return None


def _day_number(tokens: Tokens, i: int) -> Part | None:
    """Return the day of a month at token i, in digits: "28", "28th"."""
    word = tokens.word(i)
    if not (word.isdecimal() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    ending = tokens.word(i + 1) in ORDINAL_ENDINGS and tokens.glued(i + 1)
    return Part(int(word), i + 2 if ending else i + 1)


def _in_the_future(tokens: Tokens, i: int) -> bool:
    """Tell whether its clause looks forward: "will reopen on Monday", not "said on Monday it will"."""
    before = tokens.word(i - 1)
    if _is_announced(tokens, i) or (before == "for" and _is_called_for(tokens, i)):
        return True
    around = _around(tokens, i)
    if before == "by" and {"had", "was", "were"}.isdisjoint(_sentence_before(tokens, i)):
        return True
    if before == "on" and tokens.word(i - 2) in {"is", "are"}:
        return True  # "the parade is on Monday"
    if before == "from" and around.isdisjoint({"to", "until", "through"}):
        return tokens.word(i) in WEEKDAYS  # what is past is told by "since Thursday"
    if _is_past(before) or _is_past(tokens.word(i - 2)):
        return False
    for j in range(i + 1, min(i + 8, len(tokens))):
        if tokens.word(j) in SENTENCE_ENDS or _is_past(tokens.word(j)):
            break
        if tokens.word(j) in {"will", "shall"}:
            return True
    return False


def _is_announced(tokens: Tokens, i: int) -> bool:
    """Tell whether the words before look forward, and none between looks back."""
    for j in range(i - 1, max(i - 16, -1), -1):
        word = tokens.word(j)
        is_noun = tokens.word(j - 1) in BEFORE_NOUN  # "the vote on Thursday was close"
        is_verb = not is_noun and tokens.word(j - 1) != "be"
        if word in SENTENCE_ENDS or (_is_past(word) and is_verb):
            return False
        is_arranged = word in {"is", "are"} and tokens.word(j + 1) == "to"  # "is to be repeated on Monday"
        if word in FUTURE_WORDS or is_arranged or (word in PLANNED and i - j <= 7 and not is_noun):
            return True
    return False


def _sentence_before(tokens: Tokens, i: int) -> list[str]:
    """Return the words of the sentence before token i, as far as a rule looks back."""
    words: list[str] = []
    for j in range(i - 1, max(i - 24, -1), -1):
        if tokens.word(j) in SENTENCE_ENDS:
            break
        words.append(tokens.word(j))
    return words


def _is_called_for(tokens: Tokens, i: int) -> bool:
    """Tell "called a strike for Thursday"."""
    return not CALLED_FOR.isdisjoint(tokens.word(j) for j in range(max(i - 10, 0), i))


def _around(tokens: Tokens, i: int) -> set[str]:
    """Return the words of the sentence that stand near token i."""
    first = max((j + 1 for j in range(i - 6, i) if tokens.word(j) in SENTENCE_ENDS), default=i - 6)
    end = next((j for j in range(i, i + 8) if tokens.word(j) in SENTENCE_ENDS), i + 8)
    return {tokens.word(j) for j in range(first, end)}


def _is_past(word: str) -> bool:
    """Tell a verb that reports what was done, by its form."""
    return word in PAST_VERBS or (word.endswith("ed") and len(word) > 4 and word not in FUTURE_WORDS)


def _nearest_day(month: int, day: int, reference: date) -> date | None:
    """Return the day of that name nearest to the reference."""
    days = [d for year in range(-4, 5) if (d := _valid_day(reference.year + year, month, day))]
    return min(days, key=lambda d: (abs(d - reference), d), default=None)


def _iso(tokens: Tokens, i: int) -> When | None:
    """Read 2024-11-28 and 2024/11/28."""
    if not is_year(tokens, i) or tokens.word(i + 1) not in {"-", "/"}:
        return None
    parts = _three_numbers(tokens, i)
    day = _valid_day(*parts) if parts else None
    return on_day(day, i + 5) if day else None


def _slashed_or_dotted(tokens: Tokens, i: int) -> When | None:
    """Read 28/11/2024, 28-11-2024 and 28.11.2024; 11/12/2024 could be either and stays unresolved."""
    sign = tokens.word(i + 1)
    if sign not in {"/", ".", "-"} or not is_year(tokens, i + 4):
        return None
    parts = _three_numbers(tokens, i)
    if parts is None:
        return None
    first, second, year = parts
    day_first, month_first = _valid_day(year, second, first), _valid_day(year, first, second)
    if sign == "." or month_first is None or day_first == month_first:
        return on_day(day_first, i + 5) if day_first else None
    if day_first is None:
        return on_day(month_first, i + 5)
    return unresolved(i + 5, "day", "day and month cannot be told apart")


def _three_numbers(tokens: Tokens, i: int) -> tuple[int, int, int] | None:
    """Return three whole numbers with the same sign between them, nothing else."""
    if tokens.word(i + 3) != tokens.word(i + 1) or not all(tokens.glued(j) for j in range(i + 1, i + 5)):
        return None
    one, two, three = tokens.word(i), tokens.word(i + 2), tokens.word(i + 4)
    if not (one.isdecimal() and two.isdecimal() and three.isdecimal()):
        return None
    return int(one), int(two), int(three)


def _with_year(tokens: Tokens, i: int, days: Days, reference: date | None) -> When | None:
    """Finish days of one month with the year behind them or the reference's; the phrase begins at token i."""
    month, end = days.month, days.end
    if (year := year_behind(tokens, end)) is not None:
        first, last = (_valid_day(year.value, month, day) for day in (days.first, days.last))
        if first is None or last is None:
            return unresolved(year.end, "day", "the calendar has no such day")
        return When(year.end, first.isoformat(), last.isoformat(), "day")
    if reference is None:
        leap_year = 2024
        return (
            unresolved(end, "day", "the year is not stated")
            if _valid_day(leap_year, month, days.first)
            else None
        )
    first = _nearest_day(month, days.first, reference)
    if first is None:
        return None
    if first - reference > FURTHEST_AHEAD and not _in_the_future(tokens, i):
        first = _same_day(first, -1)
    elif reference - first > FURTHEST_BACK and _in_the_future(tokens, i):
        first = _same_day(first, 1)
    last = _valid_day(first.year, month, days.last)
    return When(end, first.isoformat(), last.isoformat(), "day") if last else None


def _same_day(day: date, step: int) -> date:
    """Return the day of that name in the next year or the one before; 29 February waits for a leap year."""
    days = (_valid_day(day.year + step * years, day.month, day.day) for years in range(1, 9))
    return next((found for found in days if found), day)


def _day_month(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "28 November 2024", "3-5 March", "the 28th of November"."""
    first = _day_number(tokens, i)
    if first is None:
        return None
    last = first
    if tokens.word(first.end) in {"-", "to", "and"} and (second := _day_number(tokens, first.end + 1)):
        if second.value > first.value and _month_at(tokens, second.end) is None:
            return None
        if second.value > first.value:
            last = second
    month = _month_at(tokens, last.end + (tokens.word(last.end) == "of"))
    if month is None:
        return None
    if last is first and tokens.word(month.end) in {"-", "to"}:
        other = _day_month(tokens, month.end + 1, reference)
        if other is not None and (whole := _up_to_day(month.value, first.value, other)) is not None:
            return whole
    return _with_year(tokens, i, Days(month.value, first.value, last.value, month.end), reference)


def _up_to_day(month: int, day: int, last: When) -> When | None:
    """Return the days from one in a month up to another, in the year that ends with the last of them."""
    if last.low is None or last.grain != "day":
        return None
    end = date.fromisoformat(last.low)
    first = _valid_day(end.year - ((month, day) > (end.month, end.day)), month, day)
    return last._replace(low=first.isoformat()) if first else None


def _month_first(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "November 28, 2024", "March 3-5", "November 2024" and a bare "November"."""
    month = _month_at(tokens, i)
    if month is None or tokens.word(month.end) == "the":
        return None
    day = _day_number(tokens, month.end)
    if day and not _goes_on(tokens, day.end):
        return _days_of_month(tokens, i, month.value, day, reference)
    if (months := _month_range(tokens, month, reference)) is not None:
        return months
    if (year := year_behind(tokens, month.end)) is not None:
        return in_month(year.value, month.value, year.end)
    return _bare_month(tokens, i, month, reference)


def _goes_on(tokens: Tokens, i: int) -> bool:
    """Tell whether the number before token i goes on, as in "March 10.30" and "May 5 million"."""
    if tokens.word(i) in {"%", "percent", "million", "billion", "thousand"}:
        return True
    return (
        tokens.word(i) in {".", ":"} and tokens.glued(i) and tokens.glued(i + 1) and tokens.is_numeral(i + 1)
    )


def _days_of_month(tokens: Tokens, i: int, month: int, day: Part, reference: date | None) -> When | None:
    """Finish "March 3", "March 3-5" and "November 28-December 3"."""
    joints = {"-", "to", "and"} if tokens.word(i - 1) == "between" else {"-", "to"}
    if tokens.word(day.end) in joints:
        last = _day_number(tokens, day.end + 1)
        if last and last.value > day.value:
            return _with_year(tokens, i, Days(month, day.value, last.value, last.end), reference)
        other = _month_at(tokens, day.end + 1)
        if other and other.value != month:
            return _across_months(tokens, i, (month, day.value), other, reference)
    return _with_year(tokens, i, Days(month, day.value, day.value, day.end), reference)


def _across_months(
    tokens: Tokens, i: int, first: tuple[int, int], other: Part, reference: date | None
) -> When | None:
    """Finish "November 28-December 3" with the day behind the second month."""
    day = _day_number(tokens, other.end)
    if day is None:
        return None
    last = _with_year(tokens, i, Days(other.value, day.value, day.value, day.end), reference)
    if last is None or last.low is None:
        return last
    start = _valid_day(int(last.low[:4]) - (first[0] > other.value), *first)
    return last._replace(low=start.isoformat()) if start else None


def _month_range(tokens: Tokens, first: Part, reference: date | None) -> When | None:
    """Finish "March-May 2024", "March to May 2024" and "March-May"."""
    joined = tokens.word(first.end)
    last = _month_at(tokens, first.end + 1)
    if joined not in {"-", "to"} or last is None or last.value <= first.value:
        return None
    year = year_behind(tokens, last.end)
    if year is None and reference is not None and joined == "-":
        year = Part(reference.year, last.end)
    if year is None:
        return None
    return When(year.end, iso_month(year.value, first.value), iso_month(year.value, last.value), "month")


def _bare_month(tokens: Tokens, i: int, month: Part, reference: date | None) -> When | None:
    if tokens.word(i) in AMBIGUOUS_MONTHS and tokens.word(i - 1) not in BEFORE_MONTH:
        return None
    if reference is None:
        return unresolved(month.end, "month", "the year is not stated")
    if _in_the_future(tokens, i) or not CHANCES.isdisjoint(_sentence_before(tokens, i)):
        return in_month(reference.year + (month.value < reference.month), month.value, month.end)
    return in_month(reference.year - (month.value > reference.month), month.value, month.end)


def _weekday(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "Thursday", "Thursday, November 28, 2024", "Thursday morning"."""
    named = _weekday_at(tokens, i)
    if named is None:
        return None
    end = named.end
    full = _date_behind(tokens, end, reference)
    if full is not None:
        fits = not full.low or full.low != full.high or date.fromisoformat(full.low).weekday() == named.value
        return full if fits else full._replace(note=f"the weekday named does not fit {full.low}")
    end += tokens.word(end) in PARTS_OF_DAY
    if reference is None:
        return unresolved(end, "day")
    return on_day(_resolve_weekday(tokens, i, named.value, reference), end)


def _weekday_at(tokens: Tokens, i: int) -> Part | None:
    """Return the weekday named at token i, from 0 for Monday."""
    word = tokens.word(i).removesuffix("'s")
    if word in WEEKDAYS:
        return Part(WEEKDAYS[word], i + 1)
    if word in SHORT_WEEKDAYS and tokens.raw(i)[0].isupper() and _before_date(tokens, i + 1):
        return Part(SHORT_WEEKDAYS[word], i + 1 + (tokens.word(i + 1) == "."))
    return None


def _before_date(tokens: Tokens, i: int) -> bool:
    """Tell whether a date stands at token i, as behind a short weekday: "Sat" and "Sun" are words too."""
    while tokens.word(i) in {".", ","}:
        i += 1
    return tokens.is_numeral(i) or _month_at(tokens, i) is not None


def _date_behind(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read the date behind a weekday: ", November 28, 2024", " the 28th of November"."""
    at = i + (tokens.word(i) == ",")
    at += tokens.word(at) == "the"
    full = _day_month(tokens, at, reference) or _month_first(tokens, at, reference)
    return full if full and full.grain == "day" else None


def _resolve_weekday(tokens: Tokens, i: int, weekday: int, reference: date) -> date:
    back = (reference.weekday() - weekday) % 7
    before = tokens.word(i - 1)
    if before == "," and tokens.word(i - 2) in DAYS_FROM_TODAY:  # "tomorrow, Thursday"
        named = reference + timedelta(days=DAYS_FROM_TODAY[tokens.word(i - 2)])
        return named if named.weekday() == weekday else reference - timedelta(days=back)
    if before in {"next", "coming"} or (before != "last" and _in_the_future(tokens, i)):
        ahead = -back % 7
        return reference + timedelta(days=7 if before == "next" and ahead == 0 else ahead)
    return reference - timedelta(days=7 if before == "last" and back == 0 else back)


def _relative(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "yesterday", "last week", "this morning", "earlier this month", "next March"."""
    word = tokens.word(i).removesuffix("'s")
    if word in DAYS_FROM_TODAY:
        end = i + 2 if tokens.word(i + 1) in PARTS_OF_DAY else i + 1
        days = DAYS_FROM_TODAY[word]
        further = tokens.word(i - 2) == "day" and tokens.word(i - 1) in {"before", "after"}
        return from_today(2 * days if further else days, end, reference)
    if word in {"earlier", "later"} and tokens.word(i + 1) in {"this", "last", "next"}:
        return _relative(tokens, i + 1, reference)
    if word not in STEPS or not tokens.is_word(i + 1):
        return None
    step, following = STEPS[word], tokens.word(i + 1).removesuffix("'s")
    if following in PARTS_OF_DAY:
        return from_today(-1 if word == "last" else 0, i + 2, reference)
    if following in WEEKDAYS:
        return _weekday(tokens, i + 1, reference)
    if (month := _month_at(tokens, i + 1)) is not None:
        return step_month(month, step, reference)
    if following in SEASONS:
        year = str(reference.year + step) if reference else None
        return When(i + 2, year, year, "season") if year else unresolved(i + 2, "season")
    grain = CALENDAR_UNITS.get(following)
    return step_by(i + 2, grain, step, reference) if grain and tokens.word(i + 2) != "-" else None


def _shaded(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "early 2019", "mid-March", "late November", "late Wednesday", "late the 1990s"."""
    if tokens.word(i) not in SHADES:
        return None
    at = tokens.past_hyphen(i + 1)
    word = tokens.word(at)
    if is_year(tokens, at):
        return read_years(tokens, at)
    if word in WEEKDAYS:
        return _weekday(tokens, at, reference)
    if word in SHADED:
        return _relative(tokens, at, reference)
    if _month_at(tokens, at):
        return _month_first(tokens, at, reference)
    return read_decade(tokens, at + 1) if word == "the" and tokens.is_numeral(at + 1) else None
