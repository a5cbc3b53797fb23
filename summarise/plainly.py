"""Plain text, as what no source wrote has to be: letters and common signs, no link, no disguise."""

import re
import unicodedata
from collections.abc import Callable, Iterator

SIGNS_ALLOWED = frozenset(" .,;:'\"’‘“”!?()-–—/%&$€£")
LINK = re.compile(
    r"://|\bwww\.|\w@\w|[^\W_]{2,}\.(?-i:[a-zà-ÿ]{2,})\b|\bmailto:|\bjavascript:", re.IGNORECASE
)
# What tells a figure without being one to the detector: such a word has to be the source's own.
DERIVED = re.compile(
    r"\b(?:twice|thrice|doubl\w+|tripl\w+|quadrupl\w+|halv\w+|\w+fold|pairs?|trio|quartet|quintet|both|majority|minority|"
    r"decades?|centur(?:y|ies)|nil|none|sole|single|singles?)\b",
    re.IGNORECASE,
)
LAST_LATIN = 0x24F
MOST_MARKS = 2
# Letters that look like others and are not taken apart by Unicode.
STROKES = str.maketrans("ıȷłøđħŧƚƃƒŁØĐĦŦ", "ijlodhtlbfLODHT")


def odd_sign(text: str) -> str | None:
    """Return the first character that plain text does not hold, none if there is none."""
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        digit = character.isascii() and character.isdigit()
        if marks > MOST_MARKS or not (category[0] in "LM" or character in SIGNS_ALLOWED or digit):
            return character
    return None


def odd_words(text: str, known: Callable[[str], bool]) -> Iterator[str]:
    """Yield the words in other letters than Latin ones that are not known."""
    for word in re.findall(r"[^\W\d_]+", text):
        if any(ord(character) > LAST_LATIN for character in word) and not known(word):
            yield word


def undisguised(text: str) -> str:
    """Return a text with its letters as they look without accents and strokes: "sıx" and "síx" are "six"."""
    apart = unicodedata.normalize("NFKD", text)
    return "".join(c for c in apart if unicodedata.category(c)[0] != "M").translate(STROKES)
