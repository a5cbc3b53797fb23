"""What the judge is asked of a story: its key points, its statements, and a few mismatches among them."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Annotated, NamedTuple

from pydantic import Field

import summarise
from evals.match import Match
from evals.scorers.note import key_points
from evals.statistics import SEED
from summarise.cite import figures_of, is_verbatim
from summarise.drafts import Draft, Id
from summarise.marked import LONGEST_SHOWN, harmless
from summarise.values import Article, Citation, Statement

MISMATCHES = 3  # in a story, and no more than one statement in four


class PointJudged(Draft):
    """Whether a key point is told."""

    key_point: Annotated[Id, Field(description="Id of the key point, such as k2.")]
    statement: Annotated[
        Id | None, Field(description="Id of the statement that tells it, such as t5; null if none does.")
    ]


class StatementJudged(Draft):
    """What a statement is like."""

    statement: Annotated[Id, Field(description="Id of the statement, such as t5.")]
    supported: Annotated[bool, Field(description="Whether all of it follows from the sentences under it.")]
    clear: Annotated[bool, Field(description="Whether it can be understood alone.")]


class JudgeDraft(Draft):
    """An answer for each key point and each statement."""

    key_points: Annotated[list[PointJudged], Field(json_schema_extra={"maxItems": 60})]
    statements: Annotated[list[StatementJudged], Field(json_schema_extra={"maxItems": 100})]


class Point(NamedTuple):
    """A labelled key point, and whether the exact scorer finds it told."""

    text: str
    told: bool


class Shown(NamedTuple):
    """A statement as the judge is shown it, with the sentences under it.

    `support` is what is known of it: true for the words of a source, false for a mismatch, else none.
    """

    statement: Statement
    sentences: tuple[str, ...]
    support: bool | None


class Question(NamedTuple):
    """All that the judge is asked of one story, by id."""

    points: Mapping[str, Point]
    statements: Mapping[str, Shown]

    def problems(self, draft: JudgeDraft) -> list[str]:
        """Return which ids of a reply do not exist, and which have no answer or several."""
        named = {each.statement for each in draft.key_points if each.statement is not None}
        return [
            *_amiss("key point", self.points, [each.key_point for each in draft.key_points]),
            *_amiss("statement", self.statements, [each.statement for each in draft.statements]),
            *(
                f"there is no statement {name!r} to tell anything"
                for name in sorted(named - {*self.statements})
            ),
        ]


def _amiss(kind: str, wanted: Collection[str], given: Iterable[str]) -> Iterator[str]:
    counts = Counter(given)
    yield from (f"there is no {kind} {name!r}" for name in counts if name not in wanted)
    yield from (
        f"{kind} {name} is answered {n} times" for name, n in counts.items() if n > 1 and name in wanted
    )
    if lacking := [name for name in wanted if name not in counts]:
        yield f"no answer for {kind} {', '.join(lacking)}"


def question_of(match: Match) -> Question:
    """Return the key points and the statements of a story, a few with sentences that are not theirs."""
    points = [
        Point(point.text, case.held)
        for point, case in zip(match.story.labels.key_points, key_points(match).cases, strict=True)
    ]
    articles = {a.id: a for a in summarise.read(match.story.paths) if a.id in match.held_articles}
    own = [
        Shown(s, tuple(dict.fromkeys(_sentences(match, articles, s))), _is_quoted(match, s) or None)
        for s in (match.note.statements if match.note else ())
    ]
    # Seeded by the story: one that is added or left out changes no other's question.
    rows = mismatched(own, Random(f"{SEED} {match.story.name}"))  # noqa: S311
    return Question(
        {f"k{n}": point for n, point in enumerate(points, 1)},
        {f"t{n}": row for n, row in enumerate(rows, 1)},
    )


def _is_quoted(match: Match, statement: Statement) -> bool:
    return is_verbatim(statement) and all(
        match.quote(c.article, c.start, c.end) == c.quote for c in statement.citations
    )


def _sentences(match: Match, articles: Mapping[str, Article], statement: Statement) -> Iterator[str]:
    sources = {source.id: source for source in (match.note.articles if match.note else ())}
    for citation in statement.citations:
        if citation.article in articles:
            source = sources[citation.article]
            text = harmless(_around(articles[citation.article], citation))[:LONGEST_SHOWN]
            yield f"  {harmless(source.label)}, {source.reference or 'date not known'}: {text}"


def _around(article: Article, citation: Citation) -> str:
    """Return the sentences that a citation touches, or its own characters where it touches none."""
    touched = [s for s in article.sentences if s.start < citation.end and citation.start < s.end]
    start = min([citation.start, *(s.start for s in touched)])
    return article.quote(start, max([citation.end, *(s.end for s in touched)]))


def mismatched(own: Sequence[Shown], random: Random) -> list[Shown]:
    """Return the statements, a few of them with the sentences of another instead of their own.

    They take the place of the right pairs: a statement that came twice would tell that one pair is wrong.
    Words of a source go first, since of those nothing is lost: their support is known anyway. The sentences
    are those most like its own, as nobody is misled by quite other ones.
    """
    rows = list(own)
    times = Counter(row.statement.text for row in own)
    left = min(MISMATCHES, len(own) // 4)
    for n in sorted(range(len(own)), key=lambda n: (own[n].support is None, random.random())):
        others = [row for row in own if _is_unsupported(own[n].statement, row)]
        if left and others and times[own[n].statement.text] == 1:
            like = max(others, key=lambda row: len(_words(row) & _words(own[n])))
            rows[n] = Shown(own[n].statement, like.sentences, support=False)
            left -= 1
    return rows


def _is_unsupported(statement: Statement, other: Shown) -> bool:
    """Tell whether another's sentences cannot support a statement: other articles, none of its figures."""
    articles = {c.article for c in statement.citations} & {c.article for c in other.statement.citations}
    wanted = _values(statement.text)
    return bool(
        wanted and other.sentences and not articles and not wanted & _values("\n".join(other.sentences))
    )


def _words(row: Shown) -> set[str]:
    return set("\n".join(row.sentences).lower().split())


def _values(text: str) -> set[Hashable]:
    return {figure.interval for figure in figures_of(text) if figure.interval is not None}
