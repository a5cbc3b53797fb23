"""Rules for text that a model wrote: no figure, name, link or sign of its own, and near its sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from summarise.figures import find_figures
from summarise.marked import Evidence, Place
from summarise.mentions import NOT_NAMES
from summarise.plainly import DERIVED, LINK, odd_sign, odd_words
from summarise.thesaurus import CONCEPTS
from summarise.values import Figure
from summarise.vocabulary import meanings, parts, plain
from summarise.words import STOP, carries_meaning, stem

QUOTED = re.compile(r"[\"“”]([^\"“”]*)[\"“”]")
SHOWN = 40
# Plain words that may begin a sentence of a note without standing in an article.
OPENERS = frozenset(
    "accounts although amid besides beyond casualties claims clashes counts damage despite details displaced "
    "elsewhere emergency estimates even evidence fighting figures further however instead investigators "
    "losses neither nobody nothing officials only overall photographs rather reports rescue results several "
    "separately shortly soon sources statements still survivors tallies unlike until videos whether "
    "witnesses".split()
)
# Words with which a note says how its sources stand to each other: they say nothing of the event itself.
NEUTRAL = OPENERS | frozenset(
    "account agree agreed agrees called calls change changed changes clear close compared contradict "
    "contradicts differ differed differs different differing disagree disagrees estimate follow "
    "followed following gives giving hold holds include includes inside known later latest matter "
    "measured named names newer newest older outlet outlets point points previously put puts range "
    "ranges ranging recent reference rise rises rising rose same source spelled spelling spellings "
    "spelt stated though unclear unconfirmed unknown update updated varied varies vary ways while".split()
)
# Words that a label or title may add to those of its sentences.
LABEL_WORDS = meanings(
    "total number count size level share rate amount price value toll change rise fall increase decrease "
    "lost distance area people estimate reported event affected involved length height speed "
    "time duration age".split()
)
# What a text may begin with although the articles have no such name.
FIRST_WORDS = OPENERS | STOP | NOT_NAMES | CONCEPTS.keys()
# Signs of which every link has one, and texts of which nothing but that is to be said.
LINK_SIGNS = frozenset(":.@")
PLAIN = re.compile(r"[A-Za-z0-9 .,;:'\"!?()/%&$-]*")


@dataclass(frozen=True)
class Ground:
    """The sentences that a text rests on, in the story that they stand in."""

    places: tuple[Place, ...]
    evidence: Evidence

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The sentences in plain lower-case characters."""
        return tuple(plain(place.text).lower() for place in self.places)

    @cached_property
    def told(self) -> frozenset[str]:
        """What the words of the sentences mean."""
        return meanings(self._written)

    @cached_property
    def told_in_labels(self) -> frozenset[str]:
        """The same, and what a label or title may add."""
        return self.told | LABEL_WORDS

    @cached_property
    def words(self) -> frozenset[str]:
        """All words of the sentences, in lower case."""
        return frozenset(word.lower() for word in self._written)

    @cached_property
    def _written(self) -> frozenset[str]:
        return frozenset().union(*(place.words for place in self.places))

    def know(self, word: str) -> bool:
        """Tell whether a word, given in lower case, stands in the sentences or anywhere in their story."""
        return word in self.words or word in self.evidence.names or word in self.evidence.lower

    def hold(self, words: str) -> bool:
        """Tell whether some words stand in one of the sentences, as whole words and in this order."""
        wanted = plain(words).lower()
        return any(re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", text) for text in self.texts)


def flaws(text: str, ground: Ground, slots: Sequence[tuple[int, int]] = ()) -> Iterator[str]:
    """Yield what keeps a text from standing in a note, each in a few words.

    `slots` are the ranges of the text that code put in: words of a source, which are held to nothing here.
    """
    bare = _without(text, slots)
    yield from _signs(bare, ground)
    yield from _figures(text, slots, ground)
    yield from _names(bare, ground)
    for match in QUOTED.finditer(text):
        if match.group(1).strip() and not ground.hold(match.group(1).strip().rstrip(".,;:!?")):
            yield f"{_cut(match.group())} is quoted, and stands in none of its sentences"


def strays(text: str, ground: Ground, least: float, *, label: bool = False) -> Iterator[str]:
    """Yield what is wrong with a text of whose meaning less than a share stands in its sentences.

    A name that stands elsewhere in the story counts neither way, as a rule of its own holds names; nor do
    words that only compare sources.
    """
    told = ground.told_in_labels if label else ground.told
    held, foreign = 0, []
    for word in parts(text):
        plain_word = word.lower()
        if not carries_meaning(plain_word) or (plain_word in NEUTRAL and not label):
            continue
        if stem(plain_word) in told or f"#{CONCEPTS.get(plain_word)}" in told:
            held += 1
        elif not (word[:1].isupper() and plain_word in ground.evidence.names):
            foreign.append(plain_word)
    if held < least * (held + len(foreign)):
        yield f"too little of it stands in its sentences: {_cut(', '.join(foreign))}"


def _without(text: str, ranges: Sequence[tuple[int, int]]) -> str:
    """Return a text with some ranges of it blanked, so that offsets stay."""
    for start, end in ranges:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _signs(bare: str, ground: Ground) -> Iterator[str]:
    if not LINK_SIGNS.isdisjoint(bare) and LINK.search(bare):
        yield "it holds a link or an address"
    if PLAIN.fullmatch(bare):
        return
    if (sign := odd_sign(bare)) is not None:
        brace = sign in "{}"
        what = "a brace that belongs to no slot" if brace else f"the sign {sign!a}, and a note is plain text"
        yield f"it holds {what}"
        return
    for word in odd_words(bare, lambda word: any(word in place.text for place in ground.places)):
        yield f"{_cut(word)} stands in none of its sentences"


def _figures(text: str, slots: Sequence[tuple[int, int]], ground: Ground) -> Iterator[str]:
    for figure in _figures_in(text):
        span = (figure.start, figure.end)
        if span in slots:
            continue
        inside = next(((s, e) for s, e in slots if s < figure.end and figure.start < e), None)
        if figure.kind == "identifier":
            if inside is None and any(c.isdigit() for c in figure.text) and not ground.hold(figure.text):
                yield f"{_cut(figure.text)} stands in none of its sentences"
        elif inside is not None:
            yield f"the words around the slot make another figure of it: {_cut(figure.text)}"
        else:
            yield f"{_cut(figure.text)} is a figure outside of a slot: write its slot, or leave it out"
    for match in DERIVED.finditer(_without(text, slots)):
        if match.group().lower() not in ground.words:
            yield f"{_cut(match.group())} tells a number that stands in none of its sentences"


@lru_cache(maxsize=2048)
def _figures_in(text: str) -> tuple[Figure, ...]:
    # The labels of one story are much alike, and each reply is looked at more than once.
    return tuple(find_figures(text))


def _names(bare: str, ground: Ground) -> Iterator[str]:
    """Yield names that neither the sentences nor the story know; a first word may be a plain one."""
    for piece in re.split(r"[.!?:;]\s+", bare):
        words = parts(piece)
        for n, word in enumerate(words):
            if not any(map(str.isupper, word)) or ground.know(word.lower()):
                continue
            opener = word.lower() in FIRST_WORDS or stem(word) in ground.told
            if n > 0 or not opener:
                yield f"{_cut(word)} is a name that the articles do not give" + (
                    ", or begin with another word" if n == 0 else ""
                )


def too_long(text: str, characters: int, words: int) -> Iterator[str]:
    """Yield that a text is empty or too long."""
    if not any(c.isalnum() for c in text):
        yield "it says nothing"
    elif len(text) > characters or len(text.split()) > words:
        yield f"it is too long: at most {words} words"


def _cut(text: str) -> str:
    shown = " ".join(text.split())
    return repr(shown if len(shown) <= SHOWN else f"{shown[:SHOWN]}…")
