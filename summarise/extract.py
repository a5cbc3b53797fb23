"""The extractive engine: what each figure of an article measures, for whom, by whom and as of when."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summarise.candidates import Candidate
from summarise.clause import Clause, Setting, clauses, settings
from summarise.concepts import BEING, concepts_in
from summarise.cues import find_cues
from summarise.ellipsis import antecedent
from summarise.labels import measure_of, scope_of, shown_ends
from summarise.periods import as_of
from summarise.speech import attribute, is_said_in_passing, speaker_of
from summarise.spoken import Speech
from summarise.text import tokens_of
from summarise.thesaurus import CONCEPTS, GENERIC_CONCEPTS
from summarise.values import Article, Figure, Reading, Sentence

# How many characters may lie between two members of a list.
LONGEST_STEP = 60
# Between two values, these say that the second is the old one: right before it, or anywhere close by.
REPLACED = frozenset({"from", "not", "previously"})
LISTING = frozenset({",", "and", ";"})
SAYS_WHICH = frozenset({"from", "in", "at", "on", "near", "among", "for"})
SAID_OF_NOUN = re.compile(r" (?:of|from|at|in) ")
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
    last_concept: str | None = None
    for clause in clauses(article, tokens_of(article.text), figures):
        sentence_of |= {placed.figure.id: clause.sentence.id for placed in clause.placed}
        before: Setting | None = None
        for here in settings(clause):
            candidate = _candidate(here, speeches[clause.sentence.id], last_concept)
            meant = antecedent(here, candidate, candidates)
            if meant is not None:
                candidate = _measuring_the_same(meant, candidate)
            if candidates:
                candidates[-1] = _part_of(candidate, candidates[-1])
                if before is not None and _goes_on_with(before, here):
                    candidate = _counting_the_same(candidates[-1], candidate)
                candidate = _beside(candidates[-1], candidate, here)
                if before is not None and _replaces(before, here):
                    candidate = _like_its_successor(candidates[-1], candidate)
                elif before is not None and _succeeds(before, here):
                    candidate = replace(candidate, told_beside=candidates[-1].reading.figure)
            candidates.append(candidate)
            before = here
        last_concept = _main_concept(clause) or last_concept
    return ArticleSummary(article, tuple(figures), tuple(candidates), speeches, sentence_of)


def _candidate(here: Setting, speeches: tuple[Speech, ...], last_concept: str | None) -> Candidate:
    article, figure = here.article, here.figure
    told, start = article.quote(here.sentence.start, here.sentence.end), figure.start - here.sentence.start
    speaker = None if is_said_in_passing(told, start) else speaker_of(speeches, start)
    cues = find_cues(here, speaker, last_concept)
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


def _beside(earlier: Candidate, candidate: Candidate, here: Setting) -> Candidate:
    """Take "another 87 are missing" behind the dead for no addition, and "18 more" for one of a list."""
    role = candidate.cues.part and candidate.cues.concept == "aboard"  # the dead among them were passengers
    listed = (
        (candidate.cues.concept is None or role)
        and candidate.cues.noun == earlier.cues.noun == "person"
        and candidate.cues.sentence == earlier.cues.sentence
        and 0 < candidate.reading.start - earlier.reading.end <= LONGEST_STEP
        and BEING.isdisjoint(here.words(here.b, min(here.b + 5, here.right)))  # "and 18,000 were told to go"
    )
    if listed:  # "65 members of the group, 18 fighters and 49 soldiers"
        cues = replace(
            candidate.cues, concept=earlier.cues.concept, part=earlier.cues.part or candidate.cues.part
        )
        return replace(candidate, cues=cues)
    of_one_noun = candidate.cues.noun is not None and candidate.cues.noun == earlier.cues.noun
    if candidate.cues.increment and candidate.cues.concept is None and of_one_noun:
        return replace(candidate, cues=replace(candidate.cues, concept=earlier.cues.concept))
    if candidate.cues.increment and earlier.cues.concept != candidate.cues.concept:
        return replace(candidate, cues=replace(candidate.cues, increment=False))
    return candidate


def _goes_on_with(earlier: Setting, here: Setting) -> bool:
    """Tell the 18 of "71 members of one group, 18 from another": its noun is that of the count before."""
    if not {earlier.figure.kind, here.figure.kind} <= {"count", "vague"} or here.figure.unit is not None:
        return False
    near = 0 < here.figure.start - earlier.figure.end <= LONGEST_STEP
    return near and here.tokens.word(here.a - 1) in LISTING and here.tokens.word(here.b) in SAYS_WHICH


def _counting_the_same(earlier: Candidate, candidate: Candidate) -> Candidate:
    """Let a count without a noun of its own count what the one before it in a list does."""
    own = candidate.cues
    if own.counted or own.noun not in {None, earlier.cues.noun}:
        return candidate
    counted = "" if own.group else SAID_OF_NOUN.split(earlier.cues.counted)[0]
    concept = own.concept or earlier.cues.concept
    return replace(candidate, cues=replace(own, noun=earlier.cues.noun, concept=concept, counted=counted))


def _measuring_the_same(meant: Candidate, candidate: Candidate) -> Candidate:
    """Give a figure that says nothing of its own the measure of the one that it goes on with."""
    own, of = candidate.cues, meant.cues
    cues = replace(
        own,
        concept=of.concept,
        noun=of.noun,
        counted=of.counted,
        group=of.group,
        modifiers=of.modifiers,
        words=own.words | of.near,
        place=own.place or of.place,
    )
    reading = candidate.reading.model_copy(update={"measure": meant.reading.measure})
    of_its_time_and_place = own.period == of.period and (not own.place or bool(own.place & of.place))
    beside = meant.reading.figure if of_its_time_and_place else None
    return replace(candidate, reading=reading, cues=cues, told_beside=beside)


def _part_of(whole: Candidate, part: Candidate) -> Candidate:
    """Let the 31 of "31 of 40 drones" count drones too."""
    if not whole.cues.whole or part.cues.noun is not None or part.cues.sentence != whole.cues.sentence:
        return part
    cues = replace(part.cues, noun=whole.cues.noun, words=part.cues.words | whole.cues.near)
    return replace(part, cues=cues)


def _replaces(earlier: Setting, here: Setting) -> bool:
    """Tell the old value in "to 14 from 16", "seven, not nine", "5.2bn (previously 5.0bn)"."""
    between = [word for word in here.words(earlier.b, here.a) if word not in {"the", "a", "an"}]
    if earlier.figure.kind != here.figure.kind or not between or len(between) > 14:
        return False
    return between[-1] in REPLACED or (len(between) <= 5 and not REPLACED.isdisjoint(between))


def _succeeds(earlier: Setting, here: Setting) -> bool:
    """Tell the new value in "cut the toll from 118 to 109"."""
    same_kind = earlier.figure.kind == here.figure.kind and earlier.figure.unit == here.figure.unit
    moved = earlier.tokens.word(earlier.a - 1) == "from" and here.words(earlier.b, here.a) == ["to"]
    return same_kind and moved and here.figure.kind == "count"


def _like_its_successor(successor: Candidate, candidate: Candidate) -> Candidate:
    """Give an old value the measure of the one that stands for it now."""
    told = {"measure": successor.reading.measure, "scope": successor.reading.scope}
    own = candidate.cues
    cues = replace(successor.cues, former=True, sentence=own.sentence, role=own.role, period=own.period)
    of_its_time = own.period == successor.cues.period  # last year's figure stands for its own year
    return replace(
        candidate,
        reading=candidate.reading.model_copy(update=told),
        cues=cues,
        told_beside=successor.reading.figure if of_its_time else None,
    )


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
