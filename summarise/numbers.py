"""Number phrases, in digits and in words, read as exact decimals."""

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from summarise.text import Tokens

SMALL = {
    word: Decimal(value)
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: Decimal(value * 10)
    for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2)
}
BELOW_HUNDRED = SMALL | TENS
# "In her eighties".
TENS_OF_YEARS = {word[:-1] + "ies": value for word, value in TENS.items()}
SCALE_WORDS = {
    "dozen": Decimal(12),
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "lakh": Decimal(10**5),
    "million": Decimal(10**6),
    "crore": Decimal(10**7),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
}
SCALES = SCALE_WORDS | {
    "mn": Decimal(10**6),
    "mln": Decimal(10**6),
    "bn": Decimal(10**9),
    "bln": Decimal(10**9),
    "tn": Decimal(10**12),
    "trn": Decimal(10**12),
}
# Only when glued to the numeral: "5k", "2.4b".
SUFFIXES = {"k": Decimal(1000), "m": Decimal(10**6), "b": Decimal(10**9)}
ORDINALS = {
    word: Decimal(value)
    for value, word in enumerate(
        "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
        "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split()
    )
} | {
    "thirtieth": Decimal(30),
    "fortieth": Decimal(40),
    "fiftieth": Decimal(50),
    "sixtieth": Decimal(60),
    "seventieth": Decimal(70),
    "eightieth": Decimal(80),
    "ninetieth": Decimal(90),
    "hundredth": Decimal(100),
    "thousandth": Decimal(1000),
    "millionth": Decimal(10**6),
}
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
ROUGHLY = frozenset("about around nearly almost roughly some than over".split())
PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25")}
DENOMINATORS = {
    word: value
    for value, words in {
        2: "half halves",
        3: "third thirds",
        4: "quarter quarters fourths",
        5: "fifth fifths",
        6: "sixth sixths",
        7: "seventh sevenths",
        8: "eighth eighths",
        9: "ninth ninths",
        10: "tenth tenths",
        20: "twentieth",
        100: "hundredths",
    }.items()
    for word in words.split()
}
VULGAR = {sign: Fraction(unicodedata.numeric(sign)).limit_denominator(8) for sign in "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"}
PLURAL_SCALES = frozenset("dozens scores hundreds thousands millions billions trillions lakhs crores".split())
# What they are taken to span when readings are compared; the note itself never shows these bounds.
VAGUE_BOUNDS = {
    "couple": (2, 3),
    "few": (2, 9),
    "handful": (2, 9),
    "several": (2, 99),
    "dozens": (20, 199),
    "scores": (20, 199),
    "hundreds": (100, 1999),
    "thousands": (1000, 19999),
    "lakhs": (100000, 1999999),
    "millions": (10**6, 2 * 10**7),
    "crores": (10**7, 2 * 10**8),
    "billions": (10**9, 2 * 10**10),
    "trillions": (10**12, 2 * 10**13),
    "many": (3, 10**12),
    "numerous": (3, 10**12),
    "countless": (10, 10**12),
}
NUMBER_WORDS = frozenset(BELOW_HUNDRED | ORDINALS | SCALE_WORDS) - {"zeroth"} | PLURAL_SCALES
MONTH_BEGINNINGS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Behind "5m", these make it metres.
# How a currency that no list holds is written in front of a number: "CZC", "NKr".
CURRENCY_LOOK = re.compile(r"[A-Z]{3}|[A-Z]{1,2}[a-z]{1,2}")
METRIC_FOLLOWERS = frozenset(
    "high tall deep long wide thick race sprint final hurdles freestyle butterfly backstroke breaststroke "
    "relay wave waves above below from away tower runway cable fence wall swell radius exclusion of x by "
    "and".split()
)


class Number(NamedTuple):
    """A number phrase: tokens up to `end`, its value, and how it was written."""

    end: int
    value: Decimal
    scaled: bool = False
    """It carries a scale word or suffix, as in "1.5 million"."""
    form: Literal["cardinal", "ordinal", "fraction"] = "cardinal"
    bare: bool = False
    """Digits alone, as written in "2016" or "1250": it may be a year or part of a name."""


class Sum(NamedTuple):
    """A number in words as far as it has been read; its value is `total + group`."""

    total: Decimal = Decimal(0)
    """What stands before the last scale word, that word included."""
    group: Decimal = Decimal(0)
    """What has been read behind it, below a thousand."""
    last: Decimal = Decimal(0)
    """The word read last, so that "twenty three" adds up and "three twenty" does not."""
    scaled: bool = False


def decimal_of(fraction: Fraction) -> Decimal:
    """Return a fraction with four decimal places, as the note's format has it."""
    return round(Decimal(fraction.numerator) / Decimal(fraction.denominator), 4).normalize()


def read_numeral(written: str) -> Decimal:
    """Return the value of digits with group separators: `1,250.5`, `1 250`, `1.250.000`, `1,5`."""
    if written.count(".") > 1:
        written = written.replace(".", "")
    if len(written) - written.rfind(",") <= 3:  # 1,5 million
        written = written.replace(",", ".")
    return Decimal("".join(c for c in written if c in "0123456789."))


def read_number(tokens: Tokens, i: int) -> Number | None:
    """Return the longest number phrase that begins at token i, none where none does."""
    if tokens.is_numeral(i):
        return _in_digits(tokens, i)
    if tokens.word(i) in VULGAR:
        return _scaled(tokens, Number(i + 1, decimal_of(VULGAR[tokens.word(i)]), form="fraction"))
    if not tokens.is_word(i):
        return None
    return _in_words(tokens, i)


def _in_digits(tokens: Tokens, i: int) -> Number:
    value, end = read_numeral(tokens.word(i)), i + 1
    while _spaced_group(tokens, i, end):
        value, end = value * 1000 + read_numeral(tokens.word(end)), end + 1
    grouped = end > i + 1
    word = tokens.word(end)
    if word in ORDINAL_ENDINGS and tokens.glued(end):
        return Number(end + 1, value, form="ordinal")
    if word in VULGAR:
        return _scaled(tokens, Number(end + 1, value + decimal_of(VULGAR[word])))
    if (part := _slashed(tokens, end)) is not None:  # 2 1/2
        return _scaled(tokens, Number(end + 3, value + decimal_of(part)))
    if not grouped and (part := _slashed(tokens, i)) is not None:  # 3/4
        return Number(i + 3, decimal_of(part), form="fraction")
    number = _scaled(tokens, Number(end, value, bare=not grouped and tokens.word(i).isdecimal()))
    if number.scaled or not _has_suffix(tokens, i, end, value):
        return number
    return Number(end + 1, value * SUFFIXES[word], scaled=True)


def _spaced_group(tokens: Tokens, first: int, i: int) -> bool:
    """Tell whether token i continues a number grouped by spaces, as "10 000"."""
    digits = tokens.word(first)
    return (
        len(digits) <= 3
        and digits.isdecimal()
        and digits[0] != "0"
        and len(tokens.word(i)) == 3
        and tokens.word(i).isdecimal()
        and tokens.starts[i] - tokens.ends[i - 1] == 1
        and not tokens.word(first - 1).startswith(MONTH_BEGINNINGS)
        and not (tokens.is_word(first - 1) and tokens.raw(first - 1)[0].isupper() and first > 1)
    )


def _slashed(tokens: Tokens, i: int) -> Fraction | None:
    """Read a proper fraction in digits at token i."""
    if not (tokens.is_numeral(i) and tokens.word(i + 1) == "/" and tokens.is_numeral(i + 2)):
        return None
    if not (tokens.glued(i + 1) and tokens.glued(i + 2)) or tokens.word(i + 3) == "/":
        return None
    upper, lower = tokens.word(i), tokens.word(i + 2)
    if not (upper.isdecimal() and lower.isdecimal() and len(upper) <= 2 and len(lower) <= 3):
        return None
    return (
        Fraction(int(upper), int(lower))
        if 0 < int(upper) < int(lower) and (upper, lower) != ("9", "11")
        else None
    )


def _after_currency(tokens: Tokens, i: int) -> bool:
    return tokens.word(i - 1) in {"$", "£", "€", "¥", "₹"}


def _has_suffix(tokens: Tokens, i: int, suffix: int, value: Decimal) -> bool:
    """Tell whether a letter glued to the numeral at i scales it: "300k", "$5m"; not "5m waves" or "4K"."""
    if tokens.word(suffix) not in SUFFIXES or not tokens.glued(suffix):
        return False
    if tokens.raw(suffix) == "m":
        return _counts_millions(tokens, i, suffix)
    is_model = tokens.raw(suffix) in {"B", "K"} and value < 10
    return not is_model or _after_currency(tokens, i)


def _counts_millions(tokens: Tokens, i: int, suffix: int) -> bool:
    """Tell whether a glued "m" means million and not metres: "$5m", "1.2m people"; not "a 5m wave"."""
    if _after_currency(tokens, i) or tokens.word(i - 1).upper() in {"USD", "EUR", "GBP"}:
        return True
    if tokens.glued(i) and CURRENCY_LOOK.fullmatch(tokens.raw(i - 1)):
        return True
    if tokens.word(suffix + 1) == "-" and tokens.glued(suffix + 1) and tokens.glued(suffix + 2):
        return tokens.is_word(suffix + 2) and tokens.word(suffix + 2) not in METRIC_FOLLOWERS  # "2.5m-crown"
    following = tokens.word(suffix + 1)
    return following.isalpha() and following not in METRIC_FOLLOWERS


def _scaled(tokens: Tokens, number: Number) -> Number:
    """Take in the scale words behind a number: "1.5 million", "two hundred thousand"."""
    end, value = number.end, number.value
    at = tokens.past_hyphen(end)
    while tokens.word(at) in SCALES:
        end, value = at + 1, value * SCALES[tokens.word(at)]
        at = tokens.past_hyphen(end)
    return number if end == number.end else Number(end, value, scaled=True)


def _in_words(tokens: Tokens, i: int) -> Number | None:
    word = tokens.word(i)
    if word in PARTS:
        return _half(tokens, i)
    if word in {"a", "an"}:
        return _with_article(tokens, i)
    if word in ORDINALS:
        return Number(i + 1, ORDINALS[word], form="ordinal")
    number = _cardinal(tokens, i)
    if number is None:
        return None
    return (
        _worded_fraction(tokens, number)
        or _compound_ordinal(tokens, i, number)
        or _and_a_half(tokens, number)
        or number
    )


def _half(tokens: Tokens, i: int) -> Number | None:
    """Read "half a million", "half-a-dozen", "half of", "a quarter of a million"."""
    part = PARTS[tokens.word(i)]
    at = i + 1
    while tokens.word(at) in {"-", "a", "of"} and at < i + 4:
        at += 1
    if tokens.word(at) in SCALES and tokens.word(at - 1) in {"a", "-"}:
        return _scaled(tokens, Number(at + 1, part * SCALES[tokens.word(at)], scaled=True))
    is_step = tokens.words[i + 1 : i + 3] in (["-", "point"], ["-", "percentage"])
    if not is_step and (
        tokens.word(i + 1) == "-" or (tokens.word(i) == "quarter" and tokens.word(i + 1) != "of")
    ):
        return None  # half-time, the third quarter
    return Number(i + 1, part, form="fraction")


def _with_article(tokens: Tokens, i: int) -> Number | None:
    """Read "a hundred", "a million and a half", "a third of", "a half-million"."""
    following = tokens.word(i + 1)
    if following in PARTS:
        return _article_and_half(tokens, i)
    if following in DENOMINATORS and _is_part(tokens, i):
        return Number(i + 2, decimal_of(Fraction(1, DENOMINATORS[following])), form="fraction")
    if following not in SCALE_WORDS:
        return None
    number = _cardinal(tokens, i + 1)
    if number and tokens.words[number.end : number.end + 3] == ["and", "a", "half"]:
        return Number(number.end + 3, number.value * Decimal("1.5"), scaled=True)
    return number


def _is_part(tokens: Tokens, i: int) -> bool:
    """Tell "a third of" and "about a third showed" from "a third man"."""
    if tokens.word(i + 2) in {"of", "the", "more", "less", "fewer"}:
        return True
    return tokens.word(i - 1) in ROUGHLY and tokens.word(i + 2) not in {"-", "time", "party", "day"}


def _article_and_half(tokens: Tokens, i: int) -> Number | None:
    """Read "a half of", "a quarter of a million" and "a half-million", but not "a half-time lead"."""
    number = _half(tokens, i + 1)
    if number and (number.scaled or tokens.word(number.end) in {"of", "the"}):
        return number
    at = tokens.past_hyphen(i + 2)
    if tokens.word(at) not in SCALES:
        return None
    part = PARTS[tokens.word(i + 1)]
    return _scaled(tokens, Number(at + 1, part * SCALES[tokens.word(at)], scaled=True))


def _worded_fraction(tokens: Tokens, number: Number) -> Number | None:
    """Read "two-thirds" and "three quarters of a million", but not "two third-placed teams"."""
    at = tokens.past_hyphen(number.end)
    denominator = DENOMINATORS.get(tokens.word(at))
    if denominator is None or number.scaled or not 0 < number.value < denominator:
        return None
    if tokens.word(at).endswith("s") != (number.value > 1) or tokens.word(at + 1) == "-":
        return None
    value = decimal_of(Fraction(int(number.value), denominator))
    if tokens.words[at + 1 : at + 3] == ["of", "a"] and tokens.word(at + 3) in SCALES:
        return Number(at + 4, value * SCALES[tokens.word(at + 3)], scaled=True)
    return Number(at + 1, value, form="fraction")


def _compound_ordinal(tokens: Tokens, i: int, number: Number) -> Number | None:
    """Read "twenty-first"."""
    at = tokens.past_hyphen(number.end)
    digit = ORDINALS.get(tokens.word(at))
    if digit is None or digit >= 10 or number.end != i + 1 or tokens.word(i) not in TENS:
        return None
    return Number(at + 1, number.value + digit, form="ordinal")


def _and_a_half(tokens: Tokens, number: Number) -> Number | None:
    """Read "two and a half"; in "two million and a half", half of the last scale word is meant."""
    end = number.end
    part = PARTS.get(tokens.word(end + 2))
    if part is None or tokens.words[end : end + 2] != ["and", "a"]:
        return None
    scale = SCALES.get(tokens.word(end - 1), Decimal(1)) if number.scaled else Decimal(1)
    return _scaled(tokens, Number(end + 3, number.value + part * scale, number.scaled))


def _cardinal(tokens: Tokens, i: int) -> Number | None:
    """Read a whole number in words with the usual sums and products: "two hundred and fifty thousand"."""
    read, end = Sum(), i
    at: int | None = i
    while at is not None:
        if tokens.word(at) == "dozen" and read.total == 0:
            return Number(at + 1, max(read.group, Decimal(1)) * 12, scaled=True)
        more = _plus(read, tokens.word(at))
        if more is None:
            break
        read, end = more, at + 1
        at = _past_joiner(tokens, end, read)
    if end == i:
        return None
    if tokens.word(end) == "point" and tokens.word(end + 1) in SMALL:
        return _scaled(tokens, _point(tokens, end + 1, read.total + read.group))
    return Number(end, read.total + read.group, read.scaled)


def _plus(read: Sum, word: str) -> Sum | None:
    """Return the sum with one more word, none where that word is no part of the number."""
    if word in BELOW_HUNDRED:
        small = BELOW_HUNDRED[word]
        return read._replace(group=read.group + small, last=small) if _fits(read, small) else None
    scale = SCALE_WORDS.get(word)
    if scale is None or word == "dozen":
        return None
    group = max(read.group, Decimal(1))
    if scale > 100 and read.total > 0 and read.group == 0:  # a hundred thousand million
        return read._replace(total=read.total * scale, last=scale)
    if scale > 100:
        return Sum(read.total + group * scale, Decimal(0), scale, scaled=True)
    return read._replace(group=group * 100, last=scale, scaled=True) if group < 100 else None


def _fits(read: Sum, small: Decimal) -> bool:
    """Tell whether a small word adds to what was read: tens and then a digit, or anything after a hundred."""
    return read.group % 100 == 0 or (20 <= read.last < 100 and read.last % 10 == 0 and small < 10)


def _past_joiner(tokens: Tokens, i: int, read: Sum) -> int | None:
    """Return the token behind a hyphen or the "and" of "two hundred and fifty", none where "and" ends it."""
    if tokens.word(i) != "and":
        return tokens.past_hyphen(i)
    goes_on = read.scaled and read.group % 100 == 0 and tokens.word(i + 1) in BELOW_HUNDRED
    return i + 1 if goes_on else None


def _point(tokens: Tokens, i: int, whole: Decimal) -> Number:
    """Read the digits behind "point" in "two point five"."""
    value, step, end = whole, Decimal("0.1"), i
    while (digit := SMALL.get(tokens.word(end))) is not None and digit < 10:
        value, step, end = value + digit * step, step / 10, end + 1
    return Number(end, value)
