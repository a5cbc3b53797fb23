"""Number phrases, in digits and in words, read as exact decimals."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from summarise.text import Tokens

UNITS_AND_TEENS = {
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
SCALES = {
    "hundred": Decimal(100),
    "thousand": Decimal(1000),
    "million": Decimal(10**6),
    "billion": Decimal(10**9),
    "trillion": Decimal(10**12),
    "lakh": Decimal(10**5),
    "crore": Decimal(10**7),
    "dozen": Decimal(12),
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
DENOMINATORS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "thirds": 3,
    "quarter": 4,
    "quarters": 4,
    "fourths": 4,
    "fifth": 5,
    "fifths": 5,
    "sixth": 6,
    "sixths": 6,
    "seventh": 7,
    "sevenths": 7,
    "eighth": 8,
    "eighths": 8,
    "ninth": 9,
    "ninths": 9,
    "tenth": 10,
    "tenths": 10,
    "twentieth": 20,
    "hundredths": 100,
}
VULGAR = {
    "½": Fraction(1, 2),
    "⅓": Fraction(1, 3),
    "⅔": Fraction(2, 3),
    "¼": Fraction(1, 4),
    "¾": Fraction(3, 4),
    "⅕": Fraction(1, 5),
    "⅖": Fraction(2, 5),
    "⅗": Fraction(3, 5),
    "⅘": Fraction(4, 5),
    "⅙": Fraction(1, 6),
    "⅚": Fraction(5, 6),
    "⅛": Fraction(1, 8),
    "⅜": Fraction(3, 8),
    "⅝": Fraction(5, 8),
    "⅞": Fraction(7, 8),
}
PLURAL_SCALES = frozenset(
    {"dozens", "hundreds", "thousands", "millions", "billions", "trillions", "scores", "lakhs", "crores"}
)
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
NUMBER_WORDS = frozenset(
    UNITS_AND_TEENS.keys() | TENS.keys() | ORDINALS.keys() | SCALES.keys() | PLURAL_SCALES
) - {"mn", "mln", "bn", "bln", "tn", "trn", "zeroth"}
MONTH_BEGINNINGS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Number(NamedTuple):
    """A number phrase: tokens up to `end`, its value, and how it was written."""

    end: int
    value: Decimal
    scaled: bool = False
    """It carries a scale word or suffix, as in "1.5 million"."""
    form: str = "cardinal"
    """`cardinal`, `ordinal` or `fraction`."""
    bare: bool = False
    """Digits alone, as written in "2016" or "1250": it may be a year or part of a name."""


def decimal_of(fraction: Fraction) -> Decimal:
    """Return a fraction with four decimal places, as the note's format has it."""
    return round(Decimal(fraction.numerator) / Decimal(fraction.denominator), 4).normalize()


def read_numeral(written: str) -> Decimal:
    """Return the value of digits with group separators: `1,250.5`, `1 250`, `1.250.000`."""
    if written.count(".") > 1:
        written = written.replace(".", "")
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
    value = read_numeral(tokens.word(i))
    end = i + 1
    grouped = False
    while _spaced_group(tokens, i, end):
        value, end, grouped = value * 1000 + read_numeral(tokens.word(end)), end + 1, True
    word = tokens.word(end)
    if word in ORDINAL_ENDINGS and tokens.glued(end):
        return Number(end + 1, value, form="ordinal")
    if word in VULGAR:
        return _scaled(tokens, Number(end + 1, value + decimal_of(VULGAR[word])))
    if (parts := _slashed(tokens, end)) is not None:  # 2 1/2
        return _scaled(tokens, Number(end + 3, value + decimal_of(parts)))
    if (parts := _slashed(tokens, i)) is not None and end == i + 1:  # 3/4
        return Number(i + 3, decimal_of(parts), form="fraction")
    plain_digits = not grouped and tokens.word(i).isdigit()
    number = _scaled(tokens, Number(end, value, bare=plain_digits))
    if number.scaled or word not in SUFFIXES or not tokens.glued(end):
        return number
    if word == "m" and tokens.raw(end) == "m" and not _counts_millions(tokens, i, end):
        return number
    if word in {"b", "k"} and tokens.raw(end) in {"B", "K"} and value < 10 and not _after_currency(tokens, i):
        return number  # 4K screens, not four thousand
    return Number(end + 1, value * SUFFIXES[word], scaled=True)


def _spaced_group(tokens: Tokens, first: int, i: int) -> bool:
    """Tell whether token i continues a number grouped by spaces, as "10 000"."""
    digits = tokens.word(first)
    return (
        len(digits) <= 3
        and digits.isdigit()
        and digits[0] != "0"
        and len(tokens.word(i)) == 3
        and tokens.word(i).isdigit()
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
    if not (upper.isdigit() and lower.isdigit() and len(upper) <= 2 and len(lower) <= 3):
        return None
    return (
        Fraction(int(upper), int(lower))
        if 0 < int(upper) < int(lower) and (upper, lower) != ("9", "11")
        else None
    )


def _after_currency(tokens: Tokens, i: int) -> bool:
    return tokens.word(i - 1) in {"$", "£", "€", "¥", "₹"}


METRIC_FOLLOWERS = frozenset(
    "high tall deep long wide thick race sprint final hurdles freestyle butterfly backstroke breaststroke relay "
    "wave waves above below from away tower runway cable fence wall swell radius exclusion of x by and".split()
)


def _counts_millions(tokens: Tokens, i: int, suffix: int) -> bool:
    """Tell whether a glued "m" means million and not metres: "$5m", "1.2m people"; not "a 5m wave"."""
    if _after_currency(tokens, i) or tokens.word(i - 1).upper() in {"USD", "EUR", "GBP"}:
        return True
    following = tokens.word(suffix + 1)
    return following.isalpha() and following not in METRIC_FOLLOWERS


def _scaled(tokens: Tokens, number: Number) -> Number:
    """Take in the scale words behind a number: "1.5 million", "two hundred thousand"."""
    end, value, scaled = number.end, number.value, number.scaled
    while True:
        hyphened = tokens.word(end) == "-" and tokens.word(end + 1) in SCALES
        at = end + 1 if hyphened else end
        if tokens.word(at) not in SCALES:
            break
        value, end, scaled = value * SCALES[tokens.word(at)], at + 1, True
    if not scaled or end == number.end:
        return number
    return Number(end, value, scaled=True)


def _in_words(tokens: Tokens, i: int) -> Number | None:
    word, following = tokens.word(i), tokens.word(i + 1)
    if word in {"half", "quarter"}:
        return _half(tokens, i)
    if word in {"a", "an"}:
        return _with_article(tokens, i)
    if word in ORDINALS:
        return Number(i + 1, ORDINALS[word], form="ordinal")
    number = _cardinal(tokens, i)
    if number is None:
        return None
    end = number.end
    if (fraction := _worded_fraction(tokens, number)) is not None:
        return fraction
    ordinal_at = end + 1 if tokens.word(end) == "-" else end
    if (
        tokens.word(ordinal_at) in ORDINALS
        and word in TENS
        and end == i + 1
        and ORDINALS[tokens.word(ordinal_at)] < 10
    ):
        return Number(ordinal_at + 1, number.value + ORDINALS[tokens.word(ordinal_at)], form="ordinal")
    if (
        tokens.word(end) == "and"
        and tokens.word(end + 1) == "a"
        and tokens.word(end + 2) in {"half", "quarter"}
    ):
        part = Decimal("0.5") if tokens.word(end + 2) == "half" else Decimal("0.25")
        scale = SCALES.get(tokens.word(end - 1), Decimal(1)) if number.scaled else Decimal(1)
        return _scaled(tokens, Number(end + 3, number.value + part * scale, number.scaled))
    if word == "one" and following in {"in", "out"}:
        return number
    return number


def _half(tokens: Tokens, i: int) -> Number | None:
    """Read "half a million", "half-a-dozen", "half of", "a quarter of a million"."""
    part = Decimal("0.5") if tokens.word(i) == "half" else Decimal("0.25")
    j = i + 1
    while tokens.word(j) in {"-", "a", "of"} and j < i + 4:
        j += 1
    if tokens.word(j) in SCALES and j > i + 1 and tokens.word(j - 1) in {"a", "-"}:
        return _scaled(tokens, Number(j + 1, part * SCALES[tokens.word(j)], scaled=True))
    if tokens.word(i + 1) == "-" or (tokens.word(i) == "quarter" and tokens.word(i + 1) != "of"):
        return None  # half-time, the third quarter
    return Number(i + 1, part, form="fraction")


def _with_article(tokens: Tokens, i: int) -> Number | None:
    """Read "a hundred", "a million and a half", "a third of", "a half-million"."""
    following = tokens.word(i + 1)
    if following in {"half", "quarter"}:
        number = _half(tokens, i + 1)
        if number and (number.scaled or tokens.word(number.end) in {"of", "the"}):
            return number
        if tokens.word(i + 2) in {"-", *SCALES}:
            at = i + 3 if tokens.word(i + 2) == "-" else i + 2
            if tokens.word(at) in SCALES:
                part = Decimal("0.5") if following == "half" else Decimal("0.25")
                return _scaled(tokens, Number(at + 1, part * SCALES[tokens.word(at)], scaled=True))
        return None
    if following in DENOMINATORS and tokens.word(i + 2) in {"of", "the", "more", "less", "fewer"}:
        return Number(i + 2, decimal_of(Fraction(1, DENOMINATORS[following])), form="fraction")
    if following in SCALES and following.isalpha() and len(following) > 3:
        number = _cardinal(tokens, i + 1)
        if number and tokens.word(number.end) == "and" and tokens.word(number.end + 1) == "a":
            if tokens.word(number.end + 2) == "half":
                return Number(number.end + 3, number.value * Decimal("1.5"), scaled=True)
        return number
    return None


def _worded_fraction(tokens: Tokens, number: Number) -> Number | None:
    """Read "two-thirds" and "three quarters", but not "two third-placed teams"."""
    at = number.end + 1 if tokens.word(number.end) == "-" else number.end
    denominator = DENOMINATORS.get(tokens.word(at))
    if denominator is None or number.scaled or not 0 < number.value < denominator:
        return None
    plural = tokens.word(at).endswith(("s", "halves"))
    if plural != (number.value > 1):
        return None
    if tokens.word(at + 1) == "-":
        return None
    return Number(at + 1, decimal_of(Fraction(int(number.value), denominator)), form="fraction")


def _cardinal(tokens: Tokens, i: int) -> Number | None:
    """Read a whole number in words with the usual sums and products: "two hundred and fifty thousand"."""
    total, current, end, scaled = Decimal(0), Decimal(0), i, False
    last = Decimal(
        10**15
    )  # the size of the last small word, so that "twenty three" adds and "three twenty" ends
    while True:
        at = end
        if end > i and tokens.word(at) in {"-", "and"}:
            joins = tokens.word(at + 1)
            if tokens.word(at) == "and" and not (scaled and (joins in UNITS_AND_TEENS or joins in TENS)):
                break
            if tokens.word(at) == "and" and current % 100 != 0:
                break
            at += 1
        word = tokens.word(at)
        small = UNITS_AND_TEENS.get(word, TENS.get(word))
        if small is not None:
            if not _fits(current, small, last, end > i):
                break
            current, last = current + small, small
        elif word in SCALES and len(word) > 3 and word != "dozen":
            scale = SCALES[word]
            if scale == 100:
                if current >= 100:
                    break
                current, last = max(current, Decimal(1)) * 100, Decimal(100)
            else:
                total, current, last = total + max(current, Decimal(1)) * scale, Decimal(0), scale
            scaled = True
        elif word == "dozen" and total == 0:
            return Number(at + 1, max(current, Decimal(1)) * 12, scaled=True)
        else:
            break
        end = at + 1
    if end == i:
        return None
    if tokens.word(end) == "point" and tokens.word(end + 1) in UNITS_AND_TEENS:
        return _scaled(tokens, _point(tokens, end + 1, total + current))
    return Number(end, total + current, scaled)


def _fits(current: Decimal, small: Decimal, last: Decimal, follows: bool) -> bool:
    """Tell whether a small word adds to what was read: tens and then a digit, or anything after a hundred."""
    if not follows or current == 0:
        return True
    if current % 100 == 0:
        return True
    return last >= 20 and last < 100 and small < 10 and last % 10 == 0


def _point(tokens: Tokens, i: int, whole: Decimal) -> Number:
    """Read the digits behind "point" in "two point five"."""
    value, step, end = whole, Decimal("0.1"), i
    while tokens.word(end) in UNITS_AND_TEENS and UNITS_AND_TEENS[tokens.word(end)] < 10:
        value, step, end = value + UNITS_AND_TEENS[tokens.word(end)] * step, step / 10, end + 1
    return Number(end, value)
