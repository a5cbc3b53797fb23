"""The extractive engine: what each figure of an article measures, for whom, by whom and as of when."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarise.candidates import Candidate
from summarise.clause import Clause, Setting, clauses, settings
from summarise.concepts import Told, concepts_in
from summarise.cues import find_cues
from summarise.hours import Entry, entries_of
from summarise.inherited import after_those_before, part_of_whole
from summarise.labels import measure_of, scope_of, shown_ends
from summarise.periods import as_of
from summarise.speech import attribute, is_said_in_passing, speaker_of
from summarise.spoken import Speech
from summarise.text import tokens_of
from summarise.thesaurus import CONCEPTS, GENERIC_CONCEPTS
from summarise.values import Article, Figure, Reading, Sentence

# How many words a heading has that stands in its paragraph.
LONGEST_RUN_IN = 2
SHORTEST, LONGEST = 6, 60
LEANS_BACK = re.compile(r"(?:He|She|It|They|This|That|These|Those|But|And|However|Also)\b")


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What one article says in figures: its inventory, the readings and who speaks in each sentence."""

    article: Article
    figures: tuple[Figure, ...]
    candidates: tuple[Candidate, ...]
    speeches: dict[str, tuple[Speech, ...]]
    sentence_of: dict[str, str]
    """For each figure that stands in a sentence, by id, the sentence's id; furniture has none."""

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings alone, in the order of the text."""
        return tuple(candidate.reading for candidate in self.candidates)


def extract(article: Article, figures: Sequence[Figure]) -> ArticleSummary:
    """Return what an article says in figures: each one that measures something with its measure and cues."""
    speeches = attribute(article)
    sentence_of: dict[str, str] = {}
    candidates: list[Candidate] = []
    entries = entries_of(article, figures)
    told, topic_at = Told(), -1
    for clause in clauses(article, tokens_of(article.text), figures):
        sentence_of |= {placed.figure.id: clause.sentence.id for placed in clause.placed}
        before: Setting | None = None
        if clause.sentence.paragraph > topic_at + 1:
            told = Told(told.last)
        for here in settings(clause):
            alone = _candidate(here, speeches[clause.sentence.id], told, entries)
            candidate = after_those_before(here, alone, before, candidates)
            if candidates:
                candidates[-1] = part_of_whole(candidate, candidates[-1])
            candidates.append(candidate)
            before = here
        concept = _main_concept(clause)
        if _is_heading(clause):
            told, topic_at = Told(concept or told.last, concept), clause.sentence.paragraph
        else:
            told = Told(concept or told.last, told.topic)
    return ArticleSummary(article, tuple(figures), tuple(candidates), speeches, sentence_of)


def _candidate(
    here: Setting, speeches: tuple[Speech, ...], told: Told, entries: Sequence[Entry]
) -> Candidate:
    article, figure = here.article, here.figure
    text, start = article.quote(here.sentence.start, here.sentence.end), figure.start - here.sentence.start
    speaker = None if is_said_in_passing(text, start) else speaker_of(speeches, start)
    cues = find_cues(here, speaker, told, entries)
    reading = reading_of(
        article,
        figure,
        measure=measure_of(here, cues),
        scope=scope_of(cues),
        speaker=speaker,
        day=as_of(here, cues.period),
    )
    return Candidate(reading, cues, shown_ends(here))


def reading_of(  # noqa: PLR0913 - what a reading says beside its figure
    article: Article, figure: Figure, *, measure: str, scope: str | None, speaker: str | None, day: str | None
) -> Reading:
    """Return a figure as a reading, of the outlet's voice where nobody is named for it."""
    return Reading(
        article=article.id,
        figure=figure.id,
        start=figure.start,
        end=figure.end,
        quote=figure.text,
        kind=figure.kind,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        qualifier=figure.qualifier,
        measure=measure,
        scope=scope,
        attribution=speaker,
        as_of=day,
        voice=speaker or article.label,
    )


def _is_heading(clause: Clause) -> bool:
    """Tell a heading, also one that its paragraph begins with: "Missing. 48 persons remain …"."""
    sentence = clause.sentence
    length = len(clause.article.quote(sentence.start, sentence.end).split())
    return sentence.role == "heading" or (sentence.role == "body" and length <= LONGEST_RUN_IN)


def _main_concept(clause: Clause) -> str | None:
    """Return the first telling concept of a sentence, else its first, none where it names none."""
    concepts = [concept for _, concept in concepts_in(clause.tokens, clause.first, clause.end)]
    telling = [concept for concept in concepts if concept not in GENERIC_CONCEPTS]
    return next(iter(telling or concepts), None)


def key_sentences(summary: ArticleSummary) -> Iterator[tuple[float, Sentence]]:
    """Yield the body sentences with their weight: more if early, with figures, concepts or a speaker."""
    article = summary.article
    figures_in = Counter(c.cues.sentence for c in summary.candidates if c.cues.period is None)
    body = [sentence for sentence in article.sentences if sentence.role == "body"]
    for n, sentence in enumerate(body):
        text = article.quote(sentence.start, sentence.end)
        concepts = {CONCEPTS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in CONCEPTS}
        weight = 2.0 / (1 + n) + 0.5 * min(figures_in[sentence.id], 3) + 0.3 * min(len(concepts), 3)
        weight += 0.2 * bool(summary.speeches.get(sentence.id))
        yield weight * _wholeness(text), sentence


def _wholeness(text: str) -> float:
    """Return how well a sentence stands alone: 1, less for a fragment, a long one, or one that leans back."""
    length = len(text.split())
    wholeness = 0.4 if length < SHORTEST or text[:1] in "\"“'" else 1.0
    if length > LONGEST:
        wholeness *= 0.7
    return wholeness * 0.6 if LEANS_BACK.match(text) else wholeness
