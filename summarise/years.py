"""Years and their parts, told from other numbers: date phrases that no other day is needed to resolve."""

from summarise.numbers import ORDINALS
from summarise.text import Tokens
from summarise.values import Grain
from summarise.when import Part, When, unresolved

FIRST_YEAR, LAST_YEAR = 1500, 2199
SEASONS = frozenset({"spring", "summer", "autumn", "fall", "winter"})
BEFORE_YEAR = frozenset(
    "in since by of from until till to during before after around early mid late between and through for "
    "circa year years fiscal or".split()
)
# Before "2021 to 2025", beside the words before any year.
BEFORE_YEARS = BEFORE_YEAR | {"with", "than", "(", "period"}
# Of these, the ones that stand before counts as well: "of 1950 people".
BEFORE_COUNT = frozenset("of to from for around by and or between".split())
DETERMINERS = frozenset("the a its his her their last that this s ( , \" '".split())
MONEY_SIGNS = frozenset({"$", "£", "€", "¥", "#"})
AMOUNT_WORDS = frozenset({"%", "percent", "million", "billion", "thousand"})
# Words that may stand behind a year and are not counted by it.
PLAIN_FOLLOWERS = frozenset(
    "was were is are has have had in on by to the and or of for that which who when after as with at from a "
    "an it he she they but will would may can could".split()
)


def is_year(tokens: Tokens, i: int) -> bool:
    """Tell whether the four digits at token i can be a year."""
    word = tokens.word(i)
    if len(word) != 4 or not word.isdecimal() or (tokens.glued(i + 1) and tokens.is_word(i + 1)):
        return False
    return FIRST_YEAR <= int(word) <= LAST_YEAR


def year_behind(tokens: Tokens, i: int) -> Part | None:
    """Return the year at token i, a comma or "of" before it allowed."""
    at = i + 1 if tokens.word(i) in {",", "of"} else i
    return Part(int(tokens.word(at)), at + 1) if is_year(tokens, at) else None


def read_years(tokens: Tokens, i: int) -> When | None:
    """Read "2016" where it can be a year, "2012-2016", "2024-25", "between 2012 and 2016"."""
    if not is_year(tokens, i):
        return None
    before, first, joined = tokens.word(i - 1), tokens.word(i), tokens.word(i + 1)
    last = _last_year(tokens, i + 2, first)
    if joined in {"-", "/"} and last is not None:
        return When(i + 3, first, last, "year") if first < last else None
    spanning = (before, joined) in {("between", "and"), ("from", "to")}
    spanning |= joined == "to" and before in BEFORE_YEARS and not _looks_counted(tokens.word(i + 3))
    if spanning and is_year(tokens, i + 2) and first < tokens.word(i + 2):
        return When(i + 3, first, tokens.word(i + 2), "year")
    return When(i + 1, first, first, "year") if _year_in_context(tokens, i) else None


def _last_year(tokens: Tokens, i: int, first: str) -> str | None:
    """Return the second year of a range, written in full or by its last two digits."""
    written = tokens.word(i)
    if is_year(tokens, i):
        return written
    return first[:2] + written if len(written) == 2 and written.isdecimal() and first[2:] < written else None


def _year_in_context(tokens: Tokens, i: int) -> bool:
    """Tell a year from a count: what stands before it decides, then what stands behind."""
    before, after = tokens.word(i - 1), tokens.word(i + 1)
    year = int(tokens.word(i))
    if before in MONEY_SIGNS or after in AMOUNT_WORDS or after == "-":
        return after == "-" and before in BEFORE_YEAR
    counted = _looks_counted(after)
    if before in BEFORE_YEAR:
        return not (counted and before in BEFORE_COUNT)
    possessive = before.endswith("'s")
    if before in DETERMINERS or possessive:
        owned = possessive or before in {"the", "its", "their", "a"}
        return 1800 <= year <= 2100 and (owned or not counted)
    named = tokens.raw(i - 1)[:1].isupper()
    return 1900 <= year <= 2100 and not counted and (named or not after.isalpha())


def _looks_counted(word: str) -> bool:
    if word in PLAIN_FOLLOWERS or not word.isalpha():
        return False
    return word.endswith("s") or word in {"people", "men", "women", "children"}


def read_decade(tokens: Tokens, i: int) -> When | None:
    """Read "1990s" and "the 90s"."""
    if tokens.word(i + 1) != "s" or not tokens.glued(i + 1):
        return None
    digits = tokens.word(i)
    if len(digits) == 2 and tokens.word(i - 1) == "the":
        return _short_decade(digits, i + 2)
    if (
        len(digits) == 4
        and digits.isdecimal()
        and digits.endswith("0")
        and FIRST_YEAR <= int(digits) <= LAST_YEAR
    ):
        return _ten_years(int(digits), i + 2)
    return None


def read_short_decade(tokens: Tokens, i: int) -> When | None:
    """Read "'90s"."""
    if tokens.word(i) != "'" or tokens.word(i + 2) != "s":
        return None
    if not (tokens.glued(i + 1) and tokens.glued(i + 2) and tokens.is_numeral(i + 1)):
        return None
    return _short_decade(tokens.word(i + 1), i + 3)


def _short_decade(digits: str, end: int) -> When | None:
    if len(digits) != 2 or not digits.endswith("0"):
        return None
    century = 1900 if int(digits) >= 30 else 2000
    return _ten_years(century + int(digits), end)


def _ten_years(first: int, end: int) -> When:
    return When(end, str(first), str(first + 9), "decade")


def read_part_of_year(tokens: Tokens, i: int) -> When | None:
    """Read "Q3 2024", "the third quarter of 2024", "first-half", "H1", "fiscal 2025", "summer of 2024"."""
    word = tokens.word(i)
    if word in {"q", "h"} and tokens.glued(i + 1) and tokens.word(i + 1) in {"1", "2", "3", "4"}:
        return _numbered(tokens, i + 2, "quarter" if word == "q" else "half", int(tokens.word(i + 1)))
    if word in ORDINALS and ORDINALS[word] <= 4:
        return _named_quarter(tokens, i)
    if word in {"fiscal", "fy"}:
        return _fiscal_year(tokens, i)
    if word in SEASONS and (year := year_behind(tokens, i + 1)) is not None:
        return When(year.end, str(year.value), str(year.value), "season")
    return None


def _named_quarter(tokens: Tokens, i: int) -> When | None:
    """Read "third quarter" and, where a year is named, "first half"."""
    at = tokens.past_hyphen(i + 1)
    at += tokens.word(at) in {"fiscal", "financial"}
    if tokens.word(at) == "quarter":
        return _numbered(tokens, at + 1, "quarter", int(ORDINALS[tokens.word(i)]))
    if tokens.word(at) == "half" and _of_year(tokens, at + 1):
        return _numbered(tokens, at + 1, "half", int(ORDINALS[tokens.word(i)]))
    return None


def _of_year(tokens: Tokens, i: int) -> bool:
    """Tell whether a year is named right behind: "first half of 2025", not "first half of the match"."""
    i += tokens.word(i) == "of"
    i += tokens.word(i) == "the"
    return is_year(tokens, i) or tokens.word(i) in {"year", "fiscal", "this", "last", "next"}


def _numbered(tokens: Tokens, end: int, grain: Grain, number: int) -> When:
    at = end + 1 if tokens.word(end) in {"of", ",", "-", "fiscal"} else end
    at += tokens.word(at) in {"fiscal", "fy"}
    if not is_year(tokens, at):
        return unresolved(end, grain, "the year is not stated")
    iso = f"{tokens.word(at)}-{'Q' if grain == 'quarter' else 'H'}{number}"
    return When(at + 1, iso, iso, grain)


def _fiscal_year(tokens: Tokens, i: int) -> When | None:
    at = i + 2 if tokens.word(i + 1) in {"year", "-"} else i + 1
    at += tokens.word(at) == "year"
    digits = tokens.word(at)
    if is_year(tokens, at):
        return read_years(tokens, at) or When(at + 1, digits, digits, "year")
    if tokens.word(i) == "fy" and len(digits) == 2 and digits.isdecimal():
        return When(at + 1, "20" + digits, "20" + digits, "year")
    return None
