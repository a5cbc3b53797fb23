"""Currencies in front of a number and behind it."""

from typing import NamedTuple

from summarise.numbers import CURRENCY_LOOK, NUMBER_WORDS, SCALES
from summarise.text import Tokens
from summarise.units import (
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_NATIONS,
    DOLLAR_PREFIXES,
)

LARGE = frozenset({"m", "mn", "bn", "tn", "trn", "million", "billion", "trillion"})
DOLLAR_SUFFIXES = frozenset({"US", "A", "AU", "C", "NZ", "HK"})
US_DOTTED = ["u", ".", "s", "."]
# Letters that stand for nothing but money, so that any amount may follow.
PLAIN_LETTERS = frozenset({"Rs", "Tk", "Rp", "RM"})
# "Real", "won" and "crown" are words too, and stand for money only behind the name of a nation.
NATIONAL_WORDS = frozenset({"real", "won", "crown", "sterling", "pound", "pounds"})
NATION_ENDINGS = frozenset({"an", "sh", "se", "ss"})


class Currency(NamedTuple):
    """A currency in front of a number: its first token, the token of the number, its code."""

    first: int
    number: int
    code: str


def currency_before(tokens: Tokens, i: int, floor: int) -> Currency | None:
    """Read a currency at token i, or between `floor` and the number at i: "$", "US$", "$US", "EUR ", "A$"."""
    if tokens.word(i) in CURRENCY_SIGNS:
        return _sign(tokens, i, floor)
    if i - 1 < floor or not tokens.is_numeral(i):
        return None
    written = tokens.raw(i - 1)
    if written == "." and tokens.raw(i - 2) in PLAIN_LETTERS and i - 2 >= floor:
        return Currency(i - 2, i, CURRENCY_LETTERS[tokens.raw(i - 2)])  # Rs. 500
    if written in CURRENCY_CODES:
        return Currency(i - 1, i, _code(written))
    if written in CURRENCY_LETTERS and _is_amount(tokens, i):
        return Currency(i - 1, i, CURRENCY_LETTERS[written])
    return Currency(i - 1, i, written) if _is_foreign(tokens, i) else None


def _is_foreign(tokens: Tokens, i: int) -> bool:
    """Tell letters of a currency that no list holds by the millions glued behind: "CZC1.6bn", "NKr212m"."""
    written, scale = tokens.raw(i - 1), tokens.word(i + 1)
    lettered = CURRENCY_LOOK.fullmatch(written) is not None and tokens.glued(i)
    return (
        lettered and scale in LARGE and (tokens.glued(i + 1) or scale in {"million", "billion", "trillion"})
    )


def _sign(tokens: Tokens, i: int, floor: int) -> Currency | None:
    found = Currency(i, i + 1, CURRENCY_SIGNS[tokens.word(i)])
    if tokens.word(i) == "$":
        found = _dollar(tokens, i, floor)
    number = tokens.is_numeral(found.number) or tokens.word(found.number) in NUMBER_WORDS
    return found if number else None


def _dollar(tokens: Tokens, i: int, floor: int) -> Currency:
    """Tell whose dollar it is: "US$5", "$US5", "U.S. $5"."""
    prefix = tokens.word(i - 1)
    if i - 1 >= floor and tokens.glued(i) and tokens.raw(i - 1).isupper() and prefix in DOLLAR_PREFIXES:
        return Currency(i - 1, i + 1, DOLLAR_PREFIXES[prefix])
    if tokens.raw(i + 1) in DOLLAR_SUFFIXES and tokens.glued(i + 1):
        return Currency(i, i + 2, DOLLAR_PREFIXES[tokens.word(i + 1)])
    dotted = i - 4 >= floor and tokens.words[i - 4 : i] == US_DOTTED
    return Currency(i - 4 if dotted else i, i + 1, "USD")


def _code(written: str) -> str:
    return "CNY" if written == "RMB" else written


def _is_amount(tokens: Tokens, i: int) -> bool:
    """Tell an amount of money behind a letter from a code: "P50,000" and "R2.4bn" from "R14"."""
    return "," in tokens.word(i) or tokens.word(i + 1) in SCALES or tokens.raw(i - 1) in PLAIN_LETTERS


def currency_behind(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """Read a currency behind a number: "dollars", "US dollars", "EUR", "pounds" as money, "rupees"."""
    at = i + 1 if tokens.word(i) == "-" and tokens.glued(i) else i
    if tokens.raw(at) in CURRENCY_CODES:
        return at + 1, _code(tokens.raw(at))
    if tokens.word(i) in CURRENCY_SIGNS and not tokens.is_numeral(i + 1):
        return i + 1, CURRENCY_SIGNS[tokens.word(i)]  # 500€
    return _national_dollar(tokens, at) or _currency_word(tokens, at)


def _national_dollar(tokens: Tokens, i: int) -> tuple[int, str] | None:
    for length in (2, 1):
        nation = " ".join(tokens.words[i : i + length])
        if nation in DOLLAR_NATIONS and tokens.word(i + length) in {"dollar", "dollars"}:
            return i + length + 1, DOLLAR_NATIONS[nation]
    if tokens.words[i : i + 4] == US_DOTTED and tokens.word(i + 4) in {"dollar", "dollars"}:
        return i + 5, "USD"
    return None


def _currency_word(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """Read "rupees" and "Turkish lira"."""
    if tokens.word(i) == "euro" and tokens.word(i + 1) == "-":
        return i + 1, "EUR"
    i += tokens.word(i) == "south" and tokens.word(i + 1) in {"korean", "african", "sudanese"}
    national = tokens.is_word(i) and tokens.raw(i)[0].isupper() and tokens.word(i)[-2:] in NATION_ENDINGS
    word = tokens.word(i + national)
    code = CURRENCY_WORDS.get(word) or CURRENCY_WORDS.get(word.removesuffix("s"))
    if code is None or (word == "cent" and tokens.word(i - 1) == "per"):
        return None
    if word.startswith("mark") and not national and not (word == "marks" and tokens.word(i - 1) in LARGE):
        return None  # "10 marks" are those of a school, and many things are marked
    if word in NATIONAL_WORDS and not national and not _is_money(tokens, i):
        return None
    return i + national + 1, code


def _is_money(tokens: Tokens, i: int) -> bool:
    """Tell pounds of money from pounds of weight, and "5 million won)" from "two million won prizes"."""
    if tokens.word(i) == "won":
        return tokens.word(i - 1) in LARGE and not tokens.is_word(i + 1)
    if not tokens.word(i).startswith("pound"):
        return False
    return tokens.word(i + 1) == "sterling" or tokens.word(i - 1) in {"million", "billion", "thousand"}
