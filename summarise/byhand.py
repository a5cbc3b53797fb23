"""Rules for text that a person wrote into a note: plain, and without a figure that what it is about lacks."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from summarise.cite import figures_of, same
from summarise.plainly import DERIVED, LAST_LATIN, LINK, odd_sign, odd_words, undisguised
from summarise.values import Figure

What = Literal["text", "reason", "name"]
LONGEST: dict[What, int] = {"text": 800, "reason": 400, "name": 80}
ROMAN = re.compile(r"\b[IVXLCDM]{2,}\b")
COLLECTIVE = re.compile(r"\b(?:scores?|brace|umpteen|myriads?|threescore)\b", re.IGNORECASE)
QUOTED = re.compile(r"[\"“”]([^\"“”]*)[\"“”]")
SHOWN = 40


class About(NamedTuple):
    """What a person's text is about."""

    quotes: tuple[str, ...]
    """Words of the sources: their figures may stand in the text as they are there."""
    told: tuple[str, ...] = ()
    """Words of the note itself: what is no figure in them may stand in the text."""


def flaws(text: str, about: About, what: What = "text") -> Iterator[str]:
    """Yield what keeps a person's text from standing in a note, each in a few words.

    It is to be the `text` of a statement or label, a `reason`, or the `name` of who decided.
    """
    if not any(c.isalpha() for c in text):
        yield "it says nothing"
        return
    if len(text) > LONGEST[what]:
        yield f"it is too long: at most {LONGEST[what]} characters"
        return
    if text != " ".join(text.split()):
        yield "it has line breaks, or blanks that nobody sees"
    if LINK.search(text):
        yield "it holds a link or an address"
    if (sign := odd_sign(text)) is not None:
        yield f"it holds the sign {sign!a}, and a note is plain text"
    else:
        yield from _words(text, (*about.quotes, *about.told), what)
        yield from _figures(text, about, bare=what == "reason")


def _words(text: str, known: Sequence[str], what: What) -> Iterator[str]:
    if what == "name":
        for word in re.findall(r"[^\W\d_]+", text):
            if len({ord(c) > LAST_LATIN for c in word}) > 1:
                yield f"{_cut(word)} mixes letters of two scripts"
        return
    for word in odd_words(text, lambda word: _stands_in(word, known)):
        yield f"{_cut(word)} does not stand in what it cites"
    if what != "text":
        return
    for match in (*DERIVED.finditer(text), *COLLECTIVE.finditer(text)):
        if not _stands_in(match.group(), known):
            yield f"{_cut(match.group())} tells a number that does not stand in what it cites"
    for match in QUOTED.finditer(text):
        if match.group(1).strip() and not _stands_in(match.group(1).strip(" .,;:!?"), known):
            yield f"{_cut(match.group())} is quoted, and does not stand so in what it cites"


def _figures(text: str, about: About, *, bare: bool) -> Iterator[str]:
    """Yield the figures that the quotes do not give as they are here, in whatever letters they are written.

    `bare` ones count nothing that the quote does not name.
    """
    given = [figure for quote in about.quotes for figure in figures_of(quote)]
    stated = figures_of(text)
    for figure in stated:
        if not any(same(figure, one) and not (bare and figure.unit not in {None, one.unit}) for one in given):
            yield f"{_cut(figure.text)} is a figure that does not stand so in what it cites"
    if len(figures_of(undisguised(text))) != len(stated):
        yield "it has letters in it that hide a figure"
    names = [match.group() for match in ROMAN.finditer(text)]
    for word in [*_with_digits(text, stated), *names]:
        if not _stands_in(word, (*about.quotes, *about.told)):
            yield f"{_cut(word)} can be read as a number, and does not stand in what it cites"


def _with_digits(text: str, stated: Sequence[Figure]) -> Iterator[str]:
    """Yield the words with digits outside of the figures: "T-72", "Flight 8501"."""
    for match in re.finditer(r"[\w-]*\d[\w-]*", text):
        if not any(figure.start < match.end() and match.start() < figure.end for figure in stated):
            yield match.group()


def _stands_in(words: str, quotes: Sequence[str]) -> bool:
    wanted = re.compile(rf"(?<!\w){re.escape(' '.join(words.split()))}(?!\w)", re.IGNORECASE)
    return any(wanted.search(" ".join(quote.split())) for quote in quotes)


def _cut(text: str) -> str:
    return repr(text if len(text) <= SHOWN else f"{text[:SHOWN]}…")
