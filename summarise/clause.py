"""A figure in its sentence: the words around it, and the stretch of them that is about no other figure."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarise.nouns import BOUNDARIES
from summarise.text import Tokens
from summarise.values import Article, Figure, Sentence

# What a reading is made of; dates go to the timeline, identifiers and ordinals count nothing.
MEASURING = frozenset("count measure money percent fraction vague score duration age".split())
ENDS_BEFORE = frozenset({";", ":", "—", '"'})
ENDS_BEHIND = frozenset({";", "—"})
JOINTS = frozenset({",", "and", "but", "while", "whereas", "or", "plus"})
# Between two figures, these say that both are told of one thing: "rose 6% to 82 million", "down 5% at 24.36".
BRIDGING = frozenset({"to", "from", "at"})
BRIDGES = BRIDGING | frozenset({",", "(", ")", "-", "now", "just", "only", "a", "the"})
LONGEST_BRIDGE = 4


class Placed(NamedTuple):
    """A figure by its tokens, from `first` up to `end`."""

    first: int
    end: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence by its tokens, from `first` up to `end`, with the figures in it."""

    article: Article
    sentence: Sentence
    tokens: Tokens
    first: int
    end: int
    placed: tuple[Placed, ...]

    def words(self, first: int, end: int) -> list[str]:
        """Return the tokens from `first` up to `end` in lower case, signs included."""
        return self.tokens.words[first:end]

    def text(self, first: int, end: int) -> str:
        """Return some tokens as written, in one line."""
        if end <= first:
            return ""
        written = self.tokens.folded.key[self.tokens.starts[first] : self.tokens.ends[end - 1]]
        return " ".join(written.split())

    def inner_text(self, first: int, end: int) -> str:
        """Return some tokens as written, without a capital that only begins their sentence."""
        text = self.text(first, end)
        begins = first == 0 or self.tokens.word(first - 1) in {".", "\n", '"'}
        if begins and text[1:2].islower() and self.tokens.word(first) in BOUNDARIES:
            return text[:1].lower() + text[1:]
        return text


@dataclass(frozen=True, slots=True)
class Setting(Clause):
    """One figure of a clause, from token `a` up to `b`."""

    figure: Figure
    a: int
    b: int
    left: int
    right: int
    """From `left` up to `right` no other figure stands and no other clause begins."""
    own_left: int
    own_right: int
    """From `own_left` up to `own_right` the words are about no other figure; joints part them."""

    def words_beside(self, first: int, end: int) -> list[str]:
        """Return the words from `first` up to `end` that belong to no figure, in lower case."""
        beside: list[str] = []
        for placed in self.placed:
            if first < placed.end and placed.first < end:
                beside += self.tokens.words[first : max(first, placed.first)]
                first = placed.end
        beside += self.tokens.words[first:end]
        return [word for word in beside if word[:1].isalpha()]


def clauses(article: Article, tokens: Tokens, figures: Sequence[Figure]) -> Iterator[Clause]:
    """Yield each sentence of an article with its figures, which are given in the order of the text."""
    starts, ends = tokens.places
    figure_starts = [figure.start for figure in figures]
    for sentence in article.sentences:
        low = bisect_right(figure_starts, sentence.start - 1)
        high = bisect_right(figure_starts, sentence.end - 1)
        placed = tuple(
            Placed(bisect_right(ends, f.start), bisect_right(starts, f.end - 1), f) for f in figures[low:high]
        )
        first, end = bisect_right(ends, sentence.start), bisect_right(starts, sentence.end - 1)
        yield Clause(article, sentence, tokens, first, end, placed)


def settings(clause: Clause) -> Iterator[Setting]:
    """Yield each figure of a clause that measures something; a conversion in brackets is none of its own."""
    measuring = [placed for placed in clause.placed if placed.figure.kind in MEASURING]
    for n, (a, b, figure) in enumerate(measuring):
        if figure.same_as is None:
            left, right = _bounds(clause, measuring, n)
            yield Setting(
                article=clause.article,
                sentence=clause.sentence,
                tokens=clause.tokens,
                first=clause.first,
                end=clause.end,
                placed=clause.placed,
                figure=figure,
                a=a,
                b=b,
                left=left,
                right=right,
                own_left=_behind_joint(clause, left, a) if n and left >= measuring[n - 1].end else left,
                own_right=_before_joint(clause, b, right) if right < clause.end else right,
            )


def _bounds(clause: Clause, measuring: Sequence[Placed], n: int) -> tuple[int, int]:
    """Return the stretch around the n-th of the figures: up to its neighbours, or where a clause begins."""
    a, b, _ = measuring[n]
    later = (measuring[m] for m in range(n + 1, len(measuring)))
    left = _first_of_move(clause, measuring, n)
    right = next((min(clause.end, p.first) for p in later if p.figure.same_as is None), clause.end)
    before = (j + 1 for j in range(a - 1, left - 1, -1) if _is_break(clause.tokens, j, ENDS_BEFORE))
    behind = (j for j in range(b, right) if _is_break(clause.tokens, j, ENDS_BEHIND))
    return next(before, left), next(behind, right)


def _first_of_move(clause: Clause, measuring: Sequence[Placed], n: int) -> int:
    """Return where the words before a figure begin: behind the one before, unless that tells how it moved."""
    for m in range(n - 1, -1, -1):
        between = clause.words(measuring[m].end, measuring[m + 1].first)
        moved = not BRIDGING.isdisjoint(between) and BRIDGES.issuperset(between)
        converted = measuring[m + 1].figure.same_as is not None
        if len(between) > LONGEST_BRIDGE or not (moved or converted):
            return max(clause.first, measuring[m].end)
    return clause.first


def _behind_joint(clause: Clause, left: int, a: int) -> int:
    """Return where the words of a figure begin behind those of the one before it."""
    return next((j + 1 for j in range(a - 1, left - 1, -1) if clause.tokens.word(j) in JOINTS), left)


def _before_joint(clause: Clause, b: int, right: int) -> int:
    """Return where the words of a figure end before those of the one behind it."""
    return next((j for j in range(right - 1, b - 1, -1) if clause.tokens.word(j) in JOINTS), right)


def _is_break(tokens: Tokens, j: int, signs: frozenset[str]) -> bool:
    return tokens.word(j) in signs or (tokens.word(j) == "-" and not tokens.glued(j))
