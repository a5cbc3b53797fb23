"""What an article tells of its event, as far as articles are grouped by it: names, words, figures, days."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import log
from typing import NamedTuple

from summarise.figures import find_figures
from summarise.mentions import Mention, mentions_in
from summarise.names import people_named
from summarise.sentences import content_words
from summarise.spellings import plain_letters, skeleton
from summarise.story import dated_alone
from summarise.values import Article, Figure

WORD = re.compile(r"[^\W\d_]{3,}")
SMALL_WORD = re.compile(r"(?<![\w-])[a-zà-ž]+(?!\w)")
LEAD_SENTENCES = 2
TITLE_WEIGHT, LEAD_WEIGHT = 1.5, 1.3
WORD_IN_LEAD = 1.5
# Smaller counts stand in every other article.
LEAST_COUNT = 20


class Traits(NamedTuple):
    """One article as the grouping sees it; weights are by how often and where something stands."""

    names: dict[str, float]
    """The words of names, brought to one spelling."""
    words: dict[str, float]
    figures: dict[str, str]
    """Values that two articles hardly give by chance, and the words in which they stand."""
    forms: dict[frozenset[str], str]
    """Whole names by the keys of their words, as the article writes them first."""
    people: frozenset[str]
    """The surnames of those whom the article is about."""
    scores: frozenset[str]
    magnitudes: frozenset[float]
    written: int | None
    """The day it was written, as a proleptic ordinal; none where it does not tell."""
    days: frozenset[int]
    """All days that it names."""
    lead_days: frozenset[int]
    """Those that its title and first sentences name."""


def traits_of(articles: Sequence[Article]) -> list[Traits]:
    """Return what each article tells of its event; their ids tell them apart.

    A word that some article writes small is a name in none, where it only begins a sentence.
    """
    mentions: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions_in(articles):
        mentions[mention.article].append(mention)
    return [_traits(article, mentions[article.id]) for article in map(dated_alone, articles)]


def _traits(article: Article, mentions: Sequence[Mention]) -> Traits:
    reference = date.fromisoformat(article.reference) if article.reference else None
    title = article.title or ""
    first = [sentence for sentence in article.sentences if sentence.role == "body"][:LEAD_SENTENCES]
    lead = " ".join([title, *(article.quote(sentence.start, sentence.end) for sentence in first)])
    lead_end = first[-1].end if first else 0
    mentions = [mention for mention in mentions if not _is_outlet(mention.text, article, lead)]
    figures = [figure for figure in find_figures(article.text, reference) if _is_evidence(article, figure)]
    names = _names(mentions, title, lead)
    return Traits(
        names=names,
        words=_words(article, set(content_words(lead))),
        figures=dict(_distinctive(figures)),
        forms=_forms(mentions, names),
        people=frozenset(_people(mentions, names, lead)),
        scores=frozenset(f.text for f in figures if f.kind == "score" and f.start < lead_end),
        magnitudes=frozenset(float(f.interval[0]) for f in figures if f.unit == "magnitude" and f.interval),
        written=reference.toordinal() if reference else None,
        days=frozenset(day for _, day in _days(figures)),
        lead_days=frozenset(day for figure, day in _days(figures) if figure.start < lead_end),
    )


def key_of(word: str) -> str:
    """Return what the spellings of a word in a name share.

    >>> key_of("Dzhemal") == key_of("Jemal"), key_of("Lima")
    (True, 'lima')
    """
    consonants = skeleton(word)
    return consonants if len(consonants) > 2 else plain_letters(word)


def keys_in(text: str) -> list[str]:
    """Return the keys of the words of a text that may be names."""
    return [key_of(word) for word in WORD.findall(text)]


def _is_outlet(name: str, article: Article, lead: str) -> bool:
    """Tell the masthead from a town in its name, and from a body that tells of itself in its release."""
    publisher = article.publisher or ""
    named = name == publisher or (" " in name and name in publisher)
    return named and name not in lead


def _is_evidence(article: Article, figure: Figure) -> bool:
    return any(sentence.start <= figure.start < sentence.end for sentence in article.sentences)


def _names(mentions: Sequence[Mention], title: str, lead: str) -> dict[str, float]:
    counts = Counter(key for m in mentions for key in dict.fromkeys(keys_in(m.text)))
    in_title, in_lead = set(keys_in(title)), set(keys_in(lead))
    return {
        key: (1 + log(count))
        * (TITLE_WEIGHT if key in in_title else 1)
        * (LEAD_WEIGHT if key in in_lead else 1)
        for key, count in counts.items()
    }


def _words(article: Article, in_lead: set[str]) -> dict[str, float]:
    """Weigh what is not written with a capital: names have their own part in the comparison."""
    counts: Counter[str] = Counter()
    for sentence in article.sentences:
        text = article.quote(sentence.start, sentence.end)
        counts.update(content_words(" ".join(SMALL_WORD.findall(text))))
    return {word: (1 + log(n)) * (WORD_IN_LEAD if word in in_lead else 1) for word, n in counts.items()}


def _forms(mentions: Sequence[Mention], names: dict[str, float]) -> dict[frozenset[str], str]:
    forms: dict[frozenset[str], str] = {}
    for mention in mentions:
        keys = frozenset(keys_in(mention.text))
        if keys and keys <= names.keys():
            forms.setdefault(keys, mention.text)
    return forms


def _distinctive(figures: Iterable[Figure]) -> Iterator[tuple[str, str]]:
    """Yield the figures that two articles hardly give by chance: a value and its words."""
    for figure in figures:
        if figure.kind in {"score", "identifier"} and any(c.isdigit() for c in figure.text):
            yield figure.text.lower(), figure.text
        elif figure.kind in {"count", "measure", "money", "percent"} and figure.interval:
            low, _ = figure.interval
            if figure.kind != "count" or low >= LEAST_COUNT:
                yield f"{low.normalize():f}", figure.text


def _people(mentions: Sequence[Mention], names: dict[str, float], lead: str) -> Iterator[str]:
    """Yield the surnames of people in the lead, or named more than once."""
    in_lead = set(keys_in(lead))
    counts = Counter(key for mention in mentions for key in set(keys_in(mention.text)))
    for person in people_named(mentions):
        surname = keys_in(person)[-1:]
        if surname and surname[0] in names and (surname[0] in in_lead or counts[surname[0]] > 1):
            yield surname[0]


def _days(figures: Iterable[Figure]) -> Iterator[tuple[Figure, int]]:
    for figure in figures:
        if figure.kind == "date" and figure.grain == "day" and figure.low and not figure.note:
            yield figure, date.fromisoformat(str(figure.low)).toordinal()
