"""Whether two words are spellings of one: transliterations and slips, told by their consonants."""

import re
import unicodedata
from functools import cache

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

DEMONYM = re.compile(r"(?:ians?|ans?|ns?|is?|ish|ese|s|e|a|y|ia)$")
# How transliterations differ, in the order in which they are brought together.
SOUNDS = dict(
    pair.split(":")
    for pair in (
        "dzh:j dj:j tch:c sch:s sh:s ch:c kh:h gh:g ph:f th:s zh:j ts:c tz:c ck:k qu:k q:k x:ks w:v p:b "
        "y:i z:s"
    ).split()
)


# "Qasr al-Amin" is Qasr Amin.
ARTICLE = re.compile(r"^(?:[Aa]l|[Ee]l|ad|an|as|ash)-(?=[A-Z])")


@cache
def skeleton(word: str) -> str:
    """Return what transliterations of one word share: its consonants, brought to one spelling.

    >>> skeleton("Pourhashemi") == skeleton("Borhashmi")
    True
    """
    plain = _transliterated(word)
    first = plain[:1]
    consonants = first + "".join(c for c in plain[1:] if c not in "aeiouh")
    return "".join(c for i, c in enumerate(consonants) if i == 0 or c != consonants[i - 1])


def _transliterated(word: str) -> str:
    plain = "".join(c for c in plain_letters(word) if c.isalpha())
    for spelling, sound in SOUNDS.items():
        plain = plain.replace(spelling, sound)
    return plain


def _sounded(word: str) -> str:
    """Return a word in one spelling of its sounds, vowels and all: "Layth" and "Laith"."""
    return _transliterated(word).removesuffix("e")


def plain_letters(word: str) -> str:
    """Return a word in small letters without accents.

    >>> plain_letters("HALLSTRÖM")
    'hallstrom'
    """
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(c for c in letters if not unicodedata.combining(c))


def alike(one: str, other: str) -> bool:
    """Tell whether two words are spellings of one: the same consonants and few letters apart."""
    one, other = ARTICLE.sub("", one), ARTICLE.sub("", other)
    if one == other or plain_letters(one) == plain_letters(other):
        return True
    if min(len(one), len(other)) >= 4 and one[0] == other[0] and _sounded(one) == _sounded(other):
        return True
    if min(len(one), len(other)) < 4 or one.isupper() or other.isupper():
        return False
    a, b = one.lower(), other.lower()
    if a.startswith(b) or b.startswith(a) or DEMONYM.sub("", a) == DEMONYM.sub("", b):
        return False  # plurals and adjectives are other words
    skeleton_a, skeleton_b = skeleton(one), skeleton(other)
    apart = Levenshtein.distance(a, b)
    if skeleton_a == skeleton_b:
        return len(skeleton_a) >= 3 and apart <= max(len(a), len(b)) // 2
    return (
        len(skeleton_a) >= 4
        and Levenshtein.distance(skeleton_a, skeleton_b) <= 1
        and apart <= max(2, max(len(a), len(b)) // 3)
    )


def sound_alike(one: str, other: str) -> float:
    """Return how much of their consonants two words share, from 0 to 100."""
    return ratio(skeleton(one), skeleton(other))
