"""Date phrases read as ISO dates with their grain, relative ones against a reference date."""

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from summarise.numbers import NUMBER_WORDS, ORDINAL_ENDINGS, ORDINALS, read_number
from summarise.text import Tokens
from summarise.values import Grain

MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
SHORT_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name} | {"sept": 9}
WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_name)}
SHORT_WEEKDAYS = {name.lower(): number for number, name in enumerate(calendar.day_abbr)} | {
    "tues": 1,
    "wednes": 2,
    "thur": 3,
    "thurs": 3,
}
SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
PARTS_OF_DAY = frozenset({"morning", "afternoon", "evening", "night", "lunchtime"})
CALENDAR_UNITS: dict[str, Grain] = {
    "week": "week",
    "weekend": "week",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "decade": "decade",
    "century": "century",
}
AGO_UNITS = {"day": 1, "week": 7, "fortnight": 14}
SHADES = frozenset({"early", "mid", "late", "earlier", "later"})
BEFORE_YEAR = frozenset(
    "in since by of from until till to during before after around early mid late between and through for circa "
    "year fiscal or".split()
)
FUTURE_WORDS = frozenset(
    "will next due scheduled expected until till coming upcoming shall plans planned set possible forecast could".split()
)
# What may stand behind a number that begins a date, and the words that may begin one.
BEHIND_DAY = (
    {"-", "/", ".", "to", "and", "of", "s", "hundred", "thousand"}
    | ORDINAL_ENDINGS
    | MONTHS.keys()
    | SHORT_MONTHS.keys()
    | {unit + plural for unit in (*AGO_UNITS, *CALENDAR_UNITS) for plural in ("", "s")}
)
BEGINNINGS = (
    WEEKDAYS.keys() | SHORT_WEEKDAYS.keys() | MONTHS.keys() | SHORT_MONTHS.keys() | SEASONS | SHADES | NUMBER_WORDS
    | {"today", "yesterday", "tomorrow", "tonight", "this", "last", "next", "previous", "a", "an", "q", "h", "fiscal", "fy"}
)  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1500, 2199
LATER_THAN_ARTICLE = timedelta(days=183)


class When(NamedTuple):
    """A date phrase: tokens up to `end`; ISO bounds, none if they cannot be known; the grain; why not."""

    end: int
    low: str | None
    high: str | None
    grain: Grain
    note: str | None = None


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
            or _ago(tokens, i, reference)
            or _decade(tokens, i)
            or _years(tokens, i)
        )
    if not tokens.is_word(i):
        return _short_decade(tokens, i)
    if tokens.word(i).removesuffix("'s") not in BEGINNINGS:
        return None
    if tokens.word(i) in NUMBER_WORDS:
        return _ago(tokens, i, reference) or _period_of_year(tokens, i, reference)
    return (
        _weekday(tokens, i, reference)
        or _month_first(tokens, i, reference)
        or _relative(tokens, i, reference)
        or _ago(tokens, i, reference)
        or _shaded(tokens, i, reference)
        or _period_of_year(tokens, i, reference)
        or _day_month(tokens, i, reference)
    )


def _iso_month(year: int, month: int) -> str:
    return f"{year:04d}-{month:02d}"


def _day(day: date, end: int, note: str | None = None) -> When:
    return When(end, day.isoformat(), day.isoformat(), "day", note)


def _unresolved(end: int, grain: Grain, why: str = "no date of publication to resolve it against") -> When:
    return When(end, None, None, grain, why)


def _valid_day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _is_year(tokens: Tokens, i: int) -> bool:
    word = tokens.word(i)
    return (
        len(word) == 4
        and word.isdigit()
        and FIRST_YEAR <= int(word) <= LAST_YEAR
        and not (tokens.glued(i + 1) and tokens.is_word(i + 1))
    )


def _month_at(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Return the month named at token i and the token behind it: "Nov", "Nov.", "November"."""
    word = tokens.word(i)
    if not tokens.raw(i)[:1].isupper():
        return None
    if word in MONTHS:
        return MONTHS[word], i + 1
    if word in SHORT_MONTHS:
        dotted = tokens.word(i + 1) == "." and tokens.glued(i + 1)
        return SHORT_MONTHS[word], i + 2 if dotted else i + 1
    return None


def _day_number(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Return the day of a month at token i and the token behind it: "28", "28th", "first" is not one."""
    word = tokens.word(i)
    if not (word.isdigit() and len(word) <= 2 and 1 <= int(word) <= 31):
        return None
    if tokens.word(i + 1) in ORDINAL_ENDINGS and tokens.glued(i + 1):
        return int(word), i + 2
    return int(word), i + 1


def _year_behind(tokens: Tokens, i: int) -> tuple[int, int] | None:
    """Return the year at token i, a comma before it allowed, and the token behind it."""
    at = i + 1 if tokens.word(i) in {",", "of"} else i
    if not _is_year(tokens, at):
        return None
    return int(tokens.word(at)), at + 1


def _in_the_future(tokens: Tokens, i: int) -> bool:
    """Tell whether the sentence looks forward at token i."""
    for j in range(i - 1, max(i - 16, -1), -1):
        if tokens.word(j) in {".", "\n", ";", "?", "!"}:
            break
        if tokens.word(j) in FUTURE_WORDS:
            return True
    if tokens.word(i - 1) == "by" and not {tokens.word(j) for j in range(i - 6, i + 8)} & {
        "had",
        "was",
        "were",
    }:
        return True
    for j in range(i + 1, min(i + 8, len(tokens))):
        if tokens.word(j) in {".", "\n", ";", "?", "!"}:
            break
        if tokens.word(j) in {"will", "shall"}:
            return True
    return False


def _nearest_year(month: int, day: int, reference: date) -> date | None:
    """Return the day of that name nearest to the reference."""
    days = [d for year in (-1, 0, 1) if (d := _valid_day(reference.year + year, month, day))]
    return min(days, key=lambda d: (abs(d - reference), d), default=None)


def _iso(tokens: Tokens, i: int) -> When | None:
    """Read 2024-11-28."""
    if not (
        _is_year(tokens, i) and tokens.word(i + 1) in {"-", "/"} and tokens.word(i + 3) == tokens.word(i + 1)
    ):
        return None
    if not all(tokens.glued(j) for j in range(i + 1, i + 5)):
        return None
    if not (tokens.word(i + 2).isdigit() and tokens.word(i + 4).isdigit()):
        return None
    day = _valid_day(int(tokens.word(i)), int(tokens.word(i + 2)), int(tokens.word(i + 4)))
    return _day(day, i + 5) if day else None


def _slashed_or_dotted(tokens: Tokens, i: int) -> When | None:
    """Read 28/11/2024 and 28.11.2024; 11/12/2024 could be either and stays unresolved."""
    sign = tokens.word(i + 1)
    if sign not in {"/", "."} or tokens.word(i + 3) != sign or not _is_year(tokens, i + 4):
        return None
    if not all(tokens.glued(j) for j in range(i + 1, i + 5)):
        return None
    if not (tokens.word(i).isdigit() and tokens.word(i + 2).isdigit()):
        return None
    first, second, year = int(tokens.word(i)), int(tokens.word(i + 2)), int(tokens.word(i + 4))
    readings = {d for d in (_valid_day(year, second, first), _valid_day(year, first, second)) if d}
    if sign == ".":
        readings = {d for d in (_valid_day(year, second, first),) if d}
    if len(readings) == 1:
        return _day(readings.pop(), i + 5)
    return _unresolved(i + 5, "day", "day and month cannot be told apart") if readings else None


def _with_year(
    tokens: Tokens, month: int, days: tuple[int, int], end: int, i: int, reference: date | None
) -> When | None:
    """Finish a day or a range of days of one month with the year behind it or the reference's."""
    year = _year_behind(tokens, end)
    if year is not None:
        first, last = (_valid_day(year[0], month, day) for day in days)
        return When(year[1], first.isoformat(), last.isoformat(), "day") if first and last else None
    if reference is None:
        if _valid_day(2024, month, days[0]) is None:
            return None
        return _unresolved(end, "day", "the year is not stated")
    first, last = (_nearest_year(month, day, reference) for day in days)
    if first is None or last is None:
        return None
    if first - reference > timedelta(days=45) and not _in_the_future(tokens, i):
        first, last = (_valid_day(d.year - 1, d.month, d.day) or d for d in (first, last))
    return When(end, first.isoformat(), last.isoformat(), "day")


def _day_month(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "28 November 2024", "3-5 March", "the 28th of November"."""
    first = _day_number(tokens, i)
    if first is None:
        return None
    day, at = first
    last = day
    if tokens.word(at) in {"-", "to", "and"} and (second := _day_number(tokens, at + 1)) and second[0] > day:
        last, after = second
        if _month_at(tokens, after) is not None:
            at = after
        else:
            return None
    if tokens.word(at) == "of":
        at += 1
    month = _month_at(tokens, at)
    return _with_year(tokens, month[0], (day, last), month[1], i, reference) if month else None


def _month_first(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "November 28, 2024", "March 3-5", "November 2024" and a bare "November"."""
    month = _month_at(tokens, i)
    if month is None:
        return None
    number, at = month
    if tokens.word(at) == "the":
        return None
    first = _day_number(tokens, at)
    if first and not _counts_something(tokens, first[1]):
        day, end = first
        if tokens.word(end) in {"-", "to"} and (second := _day_number(tokens, end + 1)) and second[0] > day:
            return _with_year(tokens, number, (day, second[0]), second[1], i, reference)
        if tokens.word(end) in {"-", "to"} and (other := _month_at(tokens, end + 1)) and other[0] != number:
            return _across_months(tokens, (number, day), other, i, reference)
        return _with_year(tokens, number, (day, day), end, i, reference)
    if tokens.word(at) in {"-", "to"} and (other := _month_at(tokens, at + 1)) and other[0] > number:
        year = _year_behind(tokens, other[1])
        if year is not None or (reference is not None and tokens.word(at) == "-"):
            of, end = year or (reference.year if reference else 0, other[1])
            return When(end, _iso_month(of, number), _iso_month(of, other[0]), "month")
    year = _year_behind(tokens, at)
    if year is not None:
        iso = _iso_month(year[0], number)
        return When(year[1], iso, iso, "month")
    return _bare_month(tokens, i, number, at, reference)


def _across_months(
    tokens: Tokens, first: tuple[int, int], month: tuple[int, int], i: int, reference: date | None
) -> When | None:
    """Finish "November 28-December 3" with the day behind the second month."""
    second = _day_number(tokens, month[1])
    if second is None:
        return None
    last = _with_year(tokens, month[0], (second[0], second[0]), second[1], i, reference)
    if last is None or last.low is None:
        return last
    start = _valid_day(int(last.low[:4]), *first)
    return last._replace(low=start.isoformat()) if start else None


def _counts_something(tokens: Tokens, i: int) -> bool:
    """Tell whether the number before token i goes on, as "March 10,000" or "May 5 million" would."""
    return tokens.word(i) in {"%", "percent", "million", "billion", "thousand"} or (
        tokens.glued(i) and tokens.word(i) in {".", ":"} and tokens.glued(i + 1) and tokens.is_numeral(i + 1)
    )


BEFORE_MONTH = frozenset(
    "in since by of from until till during before after last next this early mid late and to - through".split()
)


def _bare_month(tokens: Tokens, i: int, month: int, end: int, reference: date | None) -> When | None:
    if tokens.word(i) in {"may", "march"} and tokens.word(i - 1) not in BEFORE_MONTH:
        return None
    if tokens.word(i) in SHORT_MONTHS and tokens.word(i) != "may" and tokens.word(i - 1) not in BEFORE_MONTH:
        return None
    if reference is None:
        return _unresolved(end, "month", "the year is not stated")
    year = reference.year
    if _in_the_future(tokens, i):
        year += month < reference.month
    else:
        year -= month > reference.month
    iso = _iso_month(year, month)
    return When(end, iso, iso, "month")


def _weekday(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "Thursday", "Thursday, November 28, 2024", "Thursday morning"."""
    word = tokens.word(i).removesuffix("'s")
    end = i + 1
    if word in WEEKDAYS:
        weekday = WEEKDAYS[word]
    elif word in SHORT_WEEKDAYS and tokens.raw(i)[0].isupper() and _looks_dated(tokens, i):
        weekday = SHORT_WEEKDAYS[word]
        end += tokens.word(end) == "."
    else:
        return None
    at = end + 1 if tokens.word(end) == "," else end
    at += tokens.word(at) == "the"
    full = _day_month(tokens, at, reference) or (
        _month_first(tokens, at, reference) if _month_at(tokens, at) else None
    )
    if full is not None and full.grain == "day":
        if full.low and full.low == full.high and date.fromisoformat(full.low).weekday() != weekday:
            return full._replace(note=f"the weekday named does not fit {full.low}")
        return full
    if tokens.word(end) in PARTS_OF_DAY:
        end += 1
    if reference is None:
        return _unresolved(end, "day")
    return _day(_resolve_weekday(tokens, i, weekday, reference), end)


def _looks_dated(tokens: Tokens, i: int) -> bool:
    """Tell whether a short weekday stands before a date: "Sat" and "Sun" are words too."""
    at = i + 1
    while tokens.word(at) in {".", ","}:
        at += 1
    return tokens.is_numeral(at) or _month_at(tokens, at) is not None


def _resolve_weekday(tokens: Tokens, i: int, weekday: int, reference: date) -> date:
    back = (reference.weekday() - weekday) % 7
    before = tokens.word(i - 1)
    if before in {"next", "coming"} or (before != "last" and _in_the_future(tokens, i)):
        return reference + timedelta(days=7 - back if back else (7 if before == "next" else 0))
    if before == "last" and back == 0:
        back = 7
    return reference - timedelta(days=back)


def _relative(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "yesterday", "last week", "this morning", "earlier this month", "next March"."""
    word = tokens.word(i)
    word = word.removesuffix("'s")
    days = {"today": 0, "yesterday": -1, "tomorrow": 1, "tonight": 0}
    if word in days:
        end = i + 2 if tokens.word(i + 1) in PARTS_OF_DAY else i + 1
        return _day(reference + timedelta(days=days[word]), end) if reference else _unresolved(end, "day")
    if word in {"earlier", "later"} and tokens.word(i + 1) in {"this", "last", "next"}:
        return _relative(tokens, i + 1, reference)
    if word not in {"this", "last", "next", "previous"} or not tokens.is_word(i + 1):
        return None
    step = {"this": 0, "next": 1}.get(word, -1)
    following = tokens.word(i + 1)
    if following in PARTS_OF_DAY:
        offset = timedelta(days=min(step, 0)) if word == "last" else timedelta()
        return _day(reference + offset, i + 2) if reference else _unresolved(i + 2, "day")
    if following in WEEKDAYS:
        return _weekday(tokens, i + 1, reference)
    if (month := _month_at(tokens, i + 1)) is not None:
        return _stepped_month(month, step, reference)
    if following in SEASONS:
        year = str(reference.year + step) if reference else None
        return When(
            i + 2, year, year, "season", None if reference else "no date of publication to resolve it against"
        )
    grain = CALENDAR_UNITS.get(following)
    if grain is None or tokens.word(i + 2) == "-":
        return None
    return _stepped(i + 2, grain, step, reference)


def _stepped_month(month: tuple[int, int], step: int, reference: date | None) -> When:
    if reference is None:
        return _unresolved(month[1], "month")
    year = reference.year
    if step < 0:
        year -= month[0] >= reference.month
    elif step > 0:
        year += month[0] <= reference.month
    iso = _iso_month(year, month[0])
    return When(month[1], iso, iso, "month")


def _stepped(end: int, grain: Grain, step: int, reference: date | None) -> When:
    """Move the reference by `step` weeks, months, quarters, years, decades or centuries."""
    if reference is None:
        return _unresolved(end, grain)
    if grain == "week":
        monday = reference - timedelta(days=reference.weekday()) + timedelta(weeks=step)
        return When(end, monday.isoformat(), (monday + timedelta(days=6)).isoformat(), "week")
    if grain == "month":
        months = reference.year * 12 + reference.month - 1 + step
        iso = _iso_month(months // 12, months % 12 + 1)
    elif grain == "quarter":
        quarters = reference.year * 4 + (reference.month - 1) // 3 + step
        iso = f"{quarters // 4:04d}-Q{quarters % 4 + 1}"
    else:
        length = {"year": 1, "decade": 10, "century": 100}[grain]
        first = (reference.year // length + step) * length
        return When(end, f"{first:04d}", f"{first + length - 1:04d}", grain)
    return When(end, iso, iso, grain)


def _ago(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "two days ago", "a week earlier": "earlier" counts from another day and stays unresolved."""
    if tokens.word(i) in {"a", "an"}:
        count, at = 1, i + 1
    else:
        number = read_number(tokens, i)
        if (
            number is None
            or number.form != "cardinal"
            or number.value != int(number.value)
            or number.value > 5000
        ):
            return None
        count, at = int(number.value), number.end
    unit = tokens.word(at).removesuffix("s")
    if tokens.word(at + 1) != "ago" or (unit not in AGO_UNITS and unit not in CALENDAR_UNITS):
        return None
    if reference is None:
        return _unresolved(at + 2, CALENDAR_UNITS.get(unit, "day"))
    if unit in AGO_UNITS:
        try:
            return _day(reference - timedelta(days=count * AGO_UNITS[unit]), at + 2)
        except OverflowError:
            return _unresolved(at + 2, "day", "too far back for a calendar")
    if count >= reference.year - 1:
        return _unresolved(at + 2, CALENDAR_UNITS[unit], "too far back for a calendar")
    if unit in {"decade", "century"}:
        return _stepped(at + 2, "year", -count * (10 if unit == "decade" else 100), reference)
    return _stepped(at + 2, CALENDAR_UNITS[unit], -count, reference)


def _shaded(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "early 2019", "mid-March", "late November", "late Wednesday", "the end of 2026" without its lead."""
    if tokens.word(i) not in SHADES:
        return None
    at = i + 2 if tokens.word(i + 1) == "-" else i + 1
    if _is_year(tokens, at):
        return _years(tokens, at)
    if tokens.word(at) in WEEKDAYS or tokens.word(at) in {
        "today",
        "yesterday",
        "this",
        "last",
        "next",
        "tomorrow",
    }:
        return _weekday(tokens, at, reference) or _relative(tokens, at, reference)
    if tokens.raw(at)[:1].isupper() and _month_at(tokens, at):
        return _month_first(tokens, at, reference)
    return _decade(tokens, at + 1) if tokens.word(at) == "the" and tokens.is_numeral(at + 1) else None


def _decade(tokens: Tokens, i: int) -> When | None:
    """Read "1990s"."""
    if tokens.word(i + 1) != "s" or not tokens.glued(i + 1):
        return None
    digits = tokens.word(i)
    if (
        len(digits) == 4
        and digits.isdigit()
        and digits.endswith("0")
        and FIRST_YEAR <= int(digits) <= LAST_YEAR
    ):
        return When(i + 2, digits, str(int(digits) + 9), "decade")
    if len(digits) == 2 and digits.endswith("0") and tokens.word(i - 1) == "the":
        year = 1900 + int(digits) if int(digits) >= 30 else 2000 + int(digits)
        return When(i + 2, str(year), str(year + 9), "decade")
    return None


def _short_decade(tokens: Tokens, i: int) -> When | None:
    """Read "'90s"."""
    if tokens.word(i) != "'" or not (tokens.glued(i + 1) and tokens.is_numeral(i + 1)):
        return None
    digits = tokens.word(i + 1)
    if len(digits) == 2 and digits.endswith("0") and tokens.word(i + 2) == "s" and tokens.glued(i + 2):
        year = 1900 + int(digits) if int(digits) >= 30 else 2000 + int(digits)
        return When(i + 3, str(year), str(year + 9), "decade")
    return None


def _years(tokens: Tokens, i: int) -> When | None:
    """Read "2016" where it can be a year, "2012-2016", "2024-25", "between 2012 and 2016"."""
    if not _is_year(tokens, i):
        return None
    first = tokens.word(i)
    joined = tokens.word(i + 1)
    if joined in {"-", "/"} and tokens.is_numeral(i + 2):
        last = tokens.word(i + 2)
        if len(last) == 2 and last.isdigit() and int(first[2:]) < int(last):
            last = first[:2] + last
        if _is_year(tokens, i + 2) or (len(tokens.word(i + 2)) == 2 and len(last) == 4):
            return When(i + 3, first, last, "year") if first < last else None
    spanning = (tokens.word(i - 1) == "between" and joined == "and") or (
        tokens.word(i - 1) == "from" and joined == "to"
    )
    if spanning and _is_year(tokens, i + 2) and first < tokens.word(i + 2):
        return When(i + 3, first, tokens.word(i + 2), "year")
    return When(i + 1, first, first, "year") if _year_in_context(tokens, i) else None


PLAIN_FOLLOWERS = frozenset(
    "was were is are has have had in on by to the and or of for that which who when after as with at from a an "
    "it he she they but will would may can could".split()
)


def _year_in_context(tokens: Tokens, i: int) -> bool:
    """Tell a year from a count: what stands before it decides, then what stands behind."""
    before, after = tokens.word(i - 1), tokens.word(i + 1)
    year = int(tokens.word(i))
    if before in {"$", "£", "€", "¥", "#"} or after in {
        "%",
        "percent",
        "million",
        "billion",
        "thousand",
        "-",
    }:
        return after == "-" and before in BEFORE_YEAR
    counted = after.isalpha() and (after.endswith("s") or after in {"people", "men", "women", "children"})
    counted = counted and after not in PLAIN_FOLLOWERS
    if before in BEFORE_YEAR:
        return not (counted and before in {"of", "to", "from", "for", "around", "by", "and", "or", "between"})
    if before in {
        "the",
        "a",
        "its",
        "his",
        "her",
        "their",
        "last",
        "that",
        "this",
        "s",
        "(",
        ",",
        '"',
        "'",
    } or before.endswith("'s"):
        return 1800 <= year <= 2100 and (
            not counted or before in {"the", "its", "their", "a"} or before.endswith("'s")
        )
    if tokens.raw(i - 1)[:1].isupper():
        return 1900 <= year <= 2100 and not counted
    return 1900 <= year <= 2100 and not counted and not after.isalpha()


def _period_of_year(tokens: Tokens, i: int, reference: date | None) -> When | None:
    """Read "Q3 2024", "the third quarter of 2024", "first-half", "H1", "fiscal 2025", "summer of 2024"."""
    word = tokens.word(i)
    if word in {"q", "h"} and tokens.glued(i + 1) and tokens.word(i + 1) in {"1", "2", "3", "4"}:
        return _numbered_period(tokens, i + 2, "quarter" if word == "q" else "half", int(tokens.word(i + 1)))
    if word in ORDINALS and ORDINALS[word] <= 4:
        at = i + 2 if tokens.word(i + 1) == "-" else i + 1
        fiscal = tokens.word(at) in {"fiscal", "financial"}
        at += fiscal
        if tokens.word(at) == "quarter" or (tokens.word(at) == "half" and _of_year(tokens, at + 1)):
            return _numbered_period(
                tokens, at + 1, "quarter" if tokens.word(at) == "quarter" else "half", int(ORDINALS[word])
            )
    if word in {"fiscal", "fy"}:
        at = i + 2 if tokens.word(i + 1) in {"year", "-"} else i + 1
        at += tokens.word(at) == "year"
        digits = tokens.word(at)
        if _is_year(tokens, at):
            return _years_from(tokens, at)
        if word == "fy" and len(digits) == 2 and digits.isdigit():
            return When(at + 1, "20" + digits, "20" + digits, "year")
    if word in SEASONS and _year_behind(tokens, i + 1):
        year, end = _year_behind(tokens, i + 1) or (0, 0)
        return When(end, str(year), str(year), "season")
    del reference
    return None


def _years_from(tokens: Tokens, i: int) -> When:
    return _years(tokens, i) or When(i + 1, tokens.word(i), tokens.word(i), "year")


def _of_year(tokens: Tokens, i: int) -> bool:
    """Tell whether a year is named right behind: "first half of 2025", not "first half of the match"."""
    if tokens.word(i) == "of":
        i += 1
    if tokens.word(i) == "the":
        i += 1
    return _is_year(tokens, i) or tokens.word(i) in {"year", "fiscal", "this", "last", "next"}


def _numbered_period(tokens: Tokens, end: int, grain: Grain, number: int) -> When:
    at = end + 1 if tokens.word(end) in {"of", ",", "fiscal"} else end
    at += tokens.word(at) in {"fiscal", "fy"}
    if _is_year(tokens, at):
        iso = f"{tokens.word(at)}-{'Q' if grain == 'quarter' else 'H'}{number}"
        return When(at + 1, iso, iso, grain)
    return _unresolved(end, grain, "the year is not stated")
