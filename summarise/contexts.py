"""Quotes in what stands around them: where they stand in a statement, and marked in their sentences."""

import re
from collections.abc import Sequence

from summarise.note import Words
from summarise.shown import visible
from summarise.values import Article, Citation

LONG_SENTENCE = 600
"""How many characters are shown on either side of a quote, at most."""


def sentences_around(article: Article, citation: Citation) -> Citation:
    """Return the sentences that a citation stands in, at most some hundred characters on each side."""
    touched = [s for s in article.sentences if s.start < citation.end and citation.start < s.end]
    start = min((s.start for s in touched), default=citation.start)
    end = max((s.end for s in touched), default=citation.end)
    start = max(min(start, citation.start), citation.start - LONG_SENTENCE)
    end = min(max(end, citation.end), citation.end + LONG_SENTENCE)
    return Citation(article=citation.article, start=start, end=end, quote=article.text[start:end])


def spans_of(text: str, quotes: Sequence[str]) -> list[tuple[int, int]]:
    """Return where each quote stands in a text, in order, its marks included; nothing if one is missing."""
    spans: list[tuple[int, int]] = []
    for quote in quotes:
        at = spans[-1][1] if spans else 0
        marked = text.find(f"“{quote}”", at)
        if marked >= 0:
            spans.append((marked, marked + len(quote) + 2))
        elif match := re.compile(rf"(?<!\w){re.escape(quote)}(?!\w)", re.IGNORECASE).search(text, at):
            spans.append(match.span())
        else:
            return []
    return spans


def holds_more(outer: Citation, inner: Citation) -> bool:
    """Tell whether a citation holds another and more, which offsets alone do not prove."""
    within = slice(inner.start - outer.start, inner.end - outer.start)
    return (
        outer.article == inner.article
        and outer.start <= inner.start
        and len(inner.quote) < len(outer.quote)
        and outer.quote[within] == inner.quote
    )


def in_context(citation: Citation, known: Sequence[Citation]) -> tuple[Words, ...]:
    """Return the quote marked in the longest citation around it, nothing where there is none."""
    around = max((c for c in known if holds_more(c, citation)), key=lambda c: len(c.quote), default=None)
    return _marked(around, [citation]) if around else ()


def with_figures(citation: Citation, readings: Sequence[Citation]) -> tuple[Words, ...]:
    """Return the quote with the figures of the note marked in it."""
    inside = sorted((r for r in readings if holds_more(citation, r)), key=lambda r: (r.start, -r.end))
    return _marked(citation, inside)


def _marked(citation: Citation, parts: Sequence[Citation]) -> tuple[Words, ...]:
    words, at = [], citation.start
    for part in parts:
        if part.start >= at:
            between = citation.quote[at - citation.start : part.start - citation.start]
            words += [Words(visible(between), marked=False), Words(visible(part.quote), marked=True)]
            at = part.end
    words.append(Words(visible(citation.quote[at - citation.start :]), marked=False))
    return tuple(w for w in words if w.text)
