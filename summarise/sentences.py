"""Sentences of the sources that a note may quote, the weightiest first and none that says the same again."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarise.compare import fit
from summarise.extract import ArticleSummary, key_sentences
from summarise.values import Article, Citation, Finding, Sentence, Statement
from summarise.words import carries_meaning, stem

# Two sentences say the same when they share more than this part of the words of the shorter one.
LIKE_ANOTHER = 0.55
# What the oldest of very many articles loses, and what a sentence keeps whose figure others replace.
AGEING = 0.4
STALE = 0.6


class Passage(NamedTuple):
    """A body sentence of an article with its weight among all of the story."""

    article: Article
    sentence: Sentence
    weight: float

    @property
    def text(self) -> str:
        """Its words in one line."""
        return " ".join(self.article.quote(self.sentence.start, self.sentence.end).split())


def content_words(text: str) -> list[str]:
    """Return the stems of the words that say something, as often as they stand in a text."""
    return [stem(word) for word in re.findall(r"[a-zà-ž]+", text.lower()) if carries_meaning(word)]


def articles_with(summaries: Iterable[ArticleSummary]) -> Counter[str]:
    """Return for each stem of the story in how many articles it stands."""
    held: Counter[str] = Counter()
    for summary in summaries:
        held.update(set(content_words(summary.article.text)))
    return held


def ranked(summaries: Sequence[ArticleSummary], findings: Sequence[Finding]) -> list[Passage]:
    """Return all body sentences by falling weight: first newer ones, and what many articles speak of."""
    held = articles_with(summaries)
    days = sorted({s.article.reference for s in summaries if s.article.reference})
    stale: dict[str, list[int]] = {}
    for name, at in sorted(_stale_figures(findings)):
        stale.setdefault(name, []).append(at)
    passages = []
    for summary in summaries:
        article = summary.article
        replaced = stale.get(article.id, [])
        newness = 1.0 - AGEING * _age(article, days) / max(len(days), 1)
        for weight, sentence in key_sentences(summary):
            words = content_words(article.quote(sentence.start, sentence.end))
            central = sum(held[word] for word in words) / (len(summaries) * max(len(words), 6))
            is_stale = bisect_left(replaced, sentence.start) < bisect_left(replaced, sentence.end)
            news = newness * (STALE if is_stale else 1.0)
            passages.append(Passage(article, sentence, weight * (0.5 + central) * news))
    return sorted(passages, key=lambda p: (-p.weight, int(p.article.id[1:]), p.sentence.start))


def _age(article: Article, days: Sequence[str]) -> float:
    """Return how many days of the story are newer than an article; an undated one stands in the middle."""
    return len(days) - 1 - days.index(article.reference) if article.reference else len(days) / 2


def _stale_figures(findings: Sequence[Finding]) -> Iterator[tuple[str, int]]:
    """Yield article and place of each reading that a newer one has replaced."""
    for finding in findings:
        if finding.verdict == "update":
            newest, *older = finding.readings
            yield from ((r.article, r.start) for r in older if fit(r, newest) != "equal")


def unlike(passages: Iterable[Passage], taken: Iterable[str]) -> Iterator[Passage]:
    """Yield those passages that say something the texts taken and the passages before them do not."""
    seen = [set(content_words(text)) for text in taken]
    for passage in passages:
        content = set(content_words(passage.text))
        if content and not repeats_one(content, seen):
            seen.append(content)
            yield passage


def repeats_one(content: set[str], seen: Iterable[set[str]]) -> bool:
    """Tell whether a sentence of these words says what one of those seen says."""
    return any(len(content & other) > LIKE_ANOTHER * min(len(content), len(other)) for other in seen)


def cite(article: Article, start: int, end: int) -> Citation:
    """Return the citation of a range of an article."""
    return Citation(article=article.id, start=start, end=end, quote=article.quote(start, end))


def verbatim(article: Article, sentence: Sentence) -> Statement:
    """Return a sentence of a source as a statement."""
    citation = cite(article, sentence.start, sentence.end)
    return Statement(text=" ".join(citation.quote.split()), citations=(citation,))
