"""Words of two texts held against each other: what they mean, and which of them are names."""

import re
from collections.abc import Iterable

from summarise.text import fold_character
from summarise.thesaurus import CONCEPTS
from summarise.words import stems

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


def capitalised(words: Iterable[str]) -> frozenset[str]:
    """Return those words that have a capital, in lower case.

    >>> sorted(capitalised(parts("The Iran-backed militia, ISIS said")))
    ['iran', 'isis', 'the']
    """
    return frozenset(word.lower() for word in words if any(map(str.isupper, word)))


def meanings(words: Iterable[str]) -> frozenset[str]:
    """Return what those words that carry something mean: their stems, and the concepts they name."""
    lower = {word.lower() for word in words}
    return stems(lower) | frozenset(f"#{CONCEPTS[word]}" for word in lower & CONCEPTS.keys())
