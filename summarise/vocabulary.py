"""Words of two texts held against each other: what they mean, and which of them are names."""

import re

from summarise.text import fold_character
from summarise.words import CONCEPTS, carries_meaning, stem

WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")


def plain(text: str) -> str:
    """Return a text in one line with plain quotes and dashes and nothing invisible."""
    if not (text.isascii() and text.isprintable()):
        text = "".join(map(fold_character, text))
    return " ".join(text.split())


def parts(text: str) -> list[str]:
    """Return the words of a text as written, hyphenated ones in their parts, possessives cut off."""
    text = plain(text)
    words = WORD.findall(text)
    if "-" in text:
        words = [part for word in words for part in word.split("-")]
    return [word.removesuffix("'s").removesuffix("'") for word in words] if "'" in text else words


def capitalised(text: str) -> frozenset[str]:
    """Return the words of a text that have a capital, in lower case.

    >>> sorted(capitalised("The Iran-backed militia, ISIS said"))
    ['iran', 'isis', 'the']
    """
    return frozenset(word.lower() for word in parts(text) if any(map(str.isupper, word)))


def meanings(text: str) -> frozenset[str]:
    """Return what the words of a text that carry something mean: their stems, and the concepts they name."""
    words = [word.lower() for word in parts(text)]
    told = frozenset(stem(word) for word in words if carries_meaning(word))
    return told | frozenset(f"#{CONCEPTS[word]}" for word in words if word in CONCEPTS)
