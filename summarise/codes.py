"""Codes, links and tables: digits that state no figure, found before any rule reads a number."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from summarise.numbers import CURRENCY_LOOK, NUMBER_WORDS, SCALES
from summarise.text import Tokens
from summarise.units import CURRENCY_CODES, CURRENCY_LETTERS, SPELLINGS

# The first branch: an unbroken run this long is no figure that a person reads, and parsing it digit by digit
# would cost seconds.
PHONE = (
    r"(?<![\w+])\+\d{1,3}[ (-][\d ()-]{5,18}\d(?!\w)|\(\d{3}\) ?\d{3}-\d{4}(?!\w)"
    r"|(?<![\w.,])0\d{2,4} \d{3,4} \d{3,4}(?!\w)"
)
LINK = re.compile(
    PHONE
    + r"|[!-~]{80,}|https?://[^\s<>\"]+|www\.[^\s<>\"]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|[@#]\w+"
)
# A text without any of these, and without a word so long, holds no link.
LINK_SIGN = re.compile(r"@|#|\+|\(\d|0\d\d|http|www\.")
LONGEST_WORD = 79
# The second look ahead finds soon that a word is none: letters as many as may stand before the digit.
CODE = re.compile(
    r"(?<!\w)(?=[A-Za-z-]{0,20}\d)(?:[A-Za-z]{1,12}(?:-[A-Za-z]{1,6})?-?\d[\w-]*|\d+[A-Z][\w]*(?:-\w+)*"
    r"|\d+(?:\.\d+){2,}\w*|\d+(?:-\d+){2,}\w*)(?!\w)"
)
LONGEST_CODE = 40
NUMBER_AND_LETTERS = re.compile(r"[\d.,]+([A-Za-z]*)")
HYPHENED_DATE = re.compile(r"(?:(?:19|20)\d\d-\d\d?-\d\d?|\d\d?-\d\d?-(?:19|20)\d\d)(?!\d)")
DATE_OR_GROUPS = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,3}(?:\.\d{3})+")
PREFIXED_NUMBER = re.compile(
    r"(?:mid|pre|post|sub|about|over|under|to|and|age|aged|ages|nearly|almost|between|fy|"
    + "|".join(CURRENCY_CODES)
    + r")-?\d.*",
    re.IGNORECASE,
)
PERIOD_OR_MONEY = re.compile(r"[QH][1-4](?:-\d+)?$|(?:" + "|".join(CURRENCY_LETTERS) + r")\d{1,3}(?:$|[.,])")
# "CZC1.6bn", "NKr212m": letters in front of millions are a currency, whichever.
FOREIGN_MONEY = re.compile(
    rf"(?:{CURRENCY_LOOK.pattern})\d[\d,.]*(?:bn|m|mn|tn|trn| (?:million|billion|trillion))\b"
)
GLUED_UNITS = (
    frozenset("k m bn mn b tn x s st nd rd th am pm p".split())
    | SCALES.keys()
    | {spelling[0] for spelling in SPELLINGS if len(spelling) == 1}
)
# More numbers than this in a row are a table, or noise.
LONGEST_ROW = 24
BETWEEN_NUMBERS = frozenset({"to", "and", "or", "a"})
IN_ROWS = NUMBER_WORDS | {"half"}


def find_codes(tokens: Tokens, beginnings: Sequence[int]) -> dict[int, int]:
    """Return links, telephone numbers, tables and codes such as T-72: first token to the token behind.

    `beginnings` are the tokens at which a figure may begin, in their order.
    """
    codes = dict(_tables(tokens, beginnings))
    for start, end in _links_and_codes(tokens.folded.key):
        first, last = tokens.at_or_after(start), tokens.at_or_after(end - 1)
        if last < len(tokens) and any(tokens.is_numeral(j) for j in range(first, last + 1)):
            codes[first] = last + 1
    return codes


def _links_and_codes(key: str) -> list[tuple[int, int]]:
    links = [match.span() for match in LINK.finditer(key)] if _may_hold_links(key) else []
    starts = [start for start, _ in links]
    codes = []
    for match in CODE.finditer(key):
        before = bisect_right(starts, match.start()) - 1
        in_link = before >= 0 and match.start() < links[before][1]
        if FOREIGN_MONEY.match(key, match.start()):
            continue
        if not in_link and len(match.group()) <= LONGEST_CODE and _is_code(match.group()):
            codes.append(match.span())
    return links + codes


def _may_hold_links(key: str) -> bool:
    return LINK_SIGN.search(key) is not None or max(map(len, key.split()), default=0) > LONGEST_WORD


def _tables(tokens: Tokens, beginnings: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield long runs of numbers with no other word between them, which no sentence states."""
    numbers = [i for i in beginnings if tokens.is_numeral(i) or tokens.words[i] in IN_ROWS]
    if len(numbers) < LONGEST_ROW:
        return  # as good as always
    row = numbers[:1]
    for i in numbers[1:]:
        if any(map(_ends_row, tokens.words[row[-1] + 1 : i])):
            if len(row) >= LONGEST_ROW:
                yield row[0], row[-1] + 1
            row = []
        row.append(i)
    if len(row) >= LONGEST_ROW:
        yield row[0], row[-1] + 1


def _ends_row(word: str) -> bool:
    return word[0].isalpha() and word not in BETWEEN_NUMBERS


def _is_code(written: str) -> bool:
    """Tell a code from a number with words glued to it: "M5", "737-800" from "EUR2.4bn", "mid-2024"."""
    if (number := NUMBER_AND_LETTERS.match(written)) is not None:
        return _is_numbered_code(written, number.group(1))
    if PERIOD_OR_MONEY.match(written) or PREFIXED_NUMBER.fullmatch(written):
        return False
    # A word in lower case with a number behind it is a compound of prose ("top-10"), a capital makes a name.
    return any(c.isupper() for c in written)


def _is_numbered_code(written: str, letters: str) -> bool:
    """Tell "737NG", "4K", "5G", "1-800-555-0199" and "10.0.0.1" from "5km", "41C" and "28.11.2024"."""
    if written.count(".") >= 2 and not letters:
        return DATE_OR_GROUPS.fullmatch(written) is None
    if letters in {"C", "F"} and len(written) <= 5:
        return False
    if HYPHENED_DATE.match(written):
        return False
    if letters in {"K", "B", "M", "G"}:
        serial = letters == "K" and len(written) > 4 and written[:-1].isdecimal()  # "RNS Number: 4471K"
        return letters == "G" or written in {"4K", "8K"} or serial
    return letters.lower() not in GLUED_UNITS
