"""The extractive engine: what each figure of an article measures, for whom, by whom and as of when."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from summarise.nouns import BOUNDARIES, counted_noun, is_plural
from summarise.speech import Speech, attribute, speaker_of
from summarise.text import Folded, Tokens
from summarise.units import UNITS
from summarise.values import Article, Figure, Reading, Sentence
from summarise.words import CONCEPTS, GENERIC_CONCEPTS, GROUP_OF, MODIFIED, MODIFIERS, OF_PEOPLE, carries_meaning, noun_class, stem

# What a reading is made of; dates go to the timeline, identifiers and ordinals count nothing.
MEASURING = frozenset({"count", "measure", "money", "percent", "fraction", "vague", "score", "duration", "age"})
PART_WORDS = frozenset({"including", "include", "includes", "included", "among", "whom", "them", "these", "those", "comprising", "breakdown"})
COMPANY = {
    "control": frozenset("take took taken taking seize seized seizing gained gain under lost of".split()),
    "controls": frozenset({"of", "area", "territory", "now", "currently", "about"}),
    "held": frozenset({"captive", "hostage", "prisoner", "territory", "villages", "towns"}),
    "power": frozenset("without outage outages cut cuts lost lose restore restored electricity customers homes households blackout".split()),
    "cases": frozenset("confirmed suspected reported new infection infections total recorded probable disease outbreak active daily virus".split()),
    "case": frozenset("confirmed suspected first new infection probable disease outbreak".split()),
    "deep": frozenset({"km", "kilometres", "kilometers", "miles", "metres", "meters", "feet"}),
}
INCREMENT_WORDS = frozenset({"additional", "further", "more", "extra", "others", "other", "fewer"})
FORMER_WORDS = frozenset({"previously", "earlier", "initially", "originally", "previous", "before", "former", "instead", "compared", "against", "versus", "formerly"})
CORRECTIONS = frozenset("corrected correction corrects corrections revised revises revision miscounted retracted recount amended erroneous mistakenly lowered".split())
STATUS_WORDS = {
    "ahead": "plan plans planned planning target targets goal aim aims aimed foresees foreseen budgeted proposed would "
    "expect expected expects expectation expectations forecast forecasts predicted projected outlook guidance consensus analysts "
    "could may might likely pencilled",
    "suspected": "suspected suspect probable possible possibly feared",
    "confirmed": "confirmed verified",
    "ordered": "ordered order urged",
    "allowed": "certified licensed allowed allows permitted permits capacity maximum limit room certificate",
    "alleged": "alleged allegedly accused",
    "needed": "needed required threshold majority quorum necessary",
}
STATUS_OF = {word: status for status, words in STATUS_WORDS.items() for word in words.split()}
PER = frozenset({"per", "each", "every", "apiece", "a", "an"})
PER_UNITS = frozenset("share barrel night day hour month year week tonne ton litre gallon head person family household ticket kilo kilowatt unit seat ounce mile kilometre student pupil capita dose".split())
PERIOD_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "hours", "quarter", "year", "years", "half"})
RISE = frozenset("up rose rise risen rises increase increased increases gained gain grew growth jumped climbed surged soared higher rising climbing".split())
FALL = frozenset("down fell fall fallen falls decrease decreased dropped drop declined decline slid slipped lower reduced falling tumbled shed".split())


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells one measure from another, apart from the figure itself."""

    concept: str | None
    noun: str | None
    counted: str
    """The noun phrase that is counted, as written."""
    words: frozenset[str]
    """Stems of the clause around the figure."""
    near: frozenset[str]
    """Stems of the noun phrase and the words next to it."""
    group: frozenset[str]
    """Which people or things of the kind, when not all of them."""
    modifiers: frozenset[str]
    """Which profit or value: net, gross, adjusted."""
    names: frozenset[str]
    """Names of the clause, as written; who spoke is left out."""
    subject: frozenset[str]
    """The name nearest to the figure that is no place: whose share, whose seats."""
    part: bool
    increment: bool
    former: bool
    corrects: bool
    """Its sentence speaks of a correction or revision."""
    change: str
    """`rise`, `fall` or nothing: how much something moved, not where it stands."""
    status: str | None
    per: str | None
    period: str | None
    """A time that is not the event's own: an ISO date coarser than a day, or a day far from the article's."""
    place: frozenset[str]
    reference: frozenset[str]
    """For a distance, the point that it is measured from."""
    sentence: str
    sentence_words: frozenset[str]
    """Stems of the whole sentence."""
    role: str
    shown_ends: tuple[int, ...]
    """Where a note may end its quotation of the figure, the longest first: "32 villages in the north", "32 villages"."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading with the cues that it was made of."""

    reading: Reading
    cues: Cues


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


def dimension_of(figure: Figure) -> str | None:
    """Return what a measure is a measure of: "length", "area"; none for other kinds."""
    unit = UNITS.get(figure.unit or "")
    return unit.dimension if unit else None


class Clause:
    """A sentence's tokens with the figures in them, and the questions one asks of them."""

    def __init__(self, tokens: Tokens, first: int, end: int, figures: Sequence[tuple[int, int, Figure]]) -> None:
        self.tokens, self.first, self.end, self.figures = tokens, first, end, figures

    def bounds(self, a: int, b: int) -> tuple[int, int]:
        """Return the stretch around tokens a to b that belongs to no other figure and no other clause."""
        left = self.first
        for first, end, figure in self.figures:
            if end <= a and figure.kind in MEASURING:
                left = max(left, end)
        right = self.end
        for first, _, figure in self.figures:
            if first >= b and figure.kind in MEASURING and figure.same_as is None:
                right = min(right, first)
        for j in range(a - 1, left - 1, -1):
            if self.tokens.word(j) in {";", ":", "—", '"'} or (self.tokens.word(j) == "-" and not self.tokens.glued(j)):
                left = j + 1
                break
        for j in range(b, right):
            if self.tokens.word(j) in {";", "—"} or (self.tokens.word(j) == "-" and not self.tokens.glued(j)):
                right = j
                break
        return left, right


def extract(article: Article, figures: Sequence[Figure]) -> ArticleSummary:
    """Return the readings of an article, each figure that measures something with its measure and its cues."""
    folded = Folded(article.text)
    tokens = Tokens(folded)
    starts, ends = _original_offsets(folded, tokens)
    speeches = attribute(article)
    sentence_of: dict[str, str] = {}
    candidates: list[Candidate] = []
    figure_starts = [figure.start for figure in figures]
    last_concept: str | None = None
    for sentence in article.sentences:
        low, high = bisect_right(figure_starts, sentence.start - 1), bisect_right(figure_starts, sentence.end - 1)
        inside = figures[low:high]
        first, end = bisect_right(ends, sentence.start), bisect_right(starts, sentence.end - 1)
        placed = [(bisect_right(ends, f.start), bisect_right(starts, f.end - 1), f) for f in inside]
        clause = Clause(tokens, first, end, placed)
        before: tuple[int, Candidate] | None = None
        for a, b, figure in placed:
            sentence_of[figure.id] = sentence.id
            if figure.kind in MEASURING and figure.same_as is None:
                candidate = _candidate(article, clause, sentence, (a, b), figure, speeches[sentence.id], last_concept)
                if candidate.cues.increment and candidates and candidates[-1].cues.concept != candidate.cues.concept:
                    candidate = replace(candidate, cues=replace(candidate.cues, increment=False))  # "another 87 are missing"
                if before is not None and _replaces(tokens, before, (a, b), candidate):
                    candidate = _like_its_successor(before[1], candidate)
                candidates.append(candidate)
                before = (b, candidate)
        concepts = [c for j in range(first, end) if (c := concept_at(tokens, j))]
        last_concept = next((c for c in concepts if c not in GENERIC_CONCEPTS), last_concept if not concepts else concepts[0])
    return ArticleSummary(article, tuple(figures), tuple(candidates), speeches, sentence_of)


REPLACED_BEHIND = frozenset({"from", "not", "previously", "against", "versus"})


def _replaces(tokens: Tokens, before: tuple[int, Candidate], span: tuple[int, int], candidate: Candidate) -> bool:
    """Tell the old value in "to 14 from 16", "to 11, from eight", "seven, not nine", "5.2bn (previously 5.0bn)"."""
    end, earlier = before
    between = [tokens.word(j) for j in range(end, span[0])]
    same_kind = earlier.reading.kind == candidate.reading.kind
    if not same_kind or not between or len(between) > 14:
        return False
    return between[-1] in REPLACED_BEHIND or (len(between) <= 5 and bool(REPLACED_BEHIND & set(between)))


def _like_its_successor(successor: Candidate, candidate: Candidate) -> Candidate:
    """Give an old value the measure of the one that stands for it now."""
    kept = {"former": True, "sentence": candidate.cues.sentence, "role": candidate.cues.role, "shown_ends": candidate.cues.shown_ends}
    reading = candidate.reading.model_copy(update={"measure": successor.reading.measure, "scope": successor.reading.scope})
    return Candidate(reading, replace(successor.cues, **kept))


def _original_offsets(folded: Folded, tokens: Tokens) -> tuple[list[int], list[int]]:
    spans = [folded.span(start, end) for start, end in zip(tokens.starts, tokens.ends, strict=True)]
    return [start for start, _ in spans], [end for _, end in spans]


def _candidate(
    article: Article,
    clause: Clause,
    sentence: Sentence,
    span: tuple[int, int],
    figure: Figure,
    speeches: tuple[Speech, ...],
    last_concept: str | None,
) -> Candidate:
    speaker = speaker_of(speeches, figure.start - sentence.start)
    cues = _cues(article, clause, sentence, span, figure, last_concept, speaker)
    reading = Reading.model_construct(
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
        measure=_measure(clause, span, figure, cues),
        scope=_scope(cues),
        attribution=speaker,
        as_of=_as_of(article, clause, span, cues),
        voice=speaker or article.label,
    )
    return Candidate(reading, cues)


def _cues(
    article: Article,
    clause: Clause,
    sentence: Sentence,
    span: tuple[int, int],
    figure: Figure,
    last_concept: str | None,
    speaker: str | None,
) -> Cues:
    tokens = clause.tokens
    a, b = span
    left, right = clause.bounds(a, b)
    head = counted_noun(tokens, b, one=figure.interval == (1, 1)) if figure.kind in {"count", "vague", "fraction"} else None
    phrase_end = min(max(head + 1 if head is not None and head < right else b, b), right)
    phrase = [tokens.word(j) for j in range(b, phrase_end) if tokens.is_word(j)]
    counted = " ".join(_raw(tokens, b, phrase_end).split()[-4:]) if phrase else ""
    complement = _complement(tokens, phrase_end, right)
    if not phrase and figure.kind in {"count", "vague"}:
        phrase = _counted_before(tokens, a, left, clause.first) or _said_of_them(tokens, b, right)
    reference = _reference_point(tokens, b, right) if figure.kind == "measure" and dimension_of(figure) == "length" else frozenset()
    concept = "distance" if reference else _concept(clause, (a, b), (left, right), phrase, last_concept, figure.kind)
    around = [tokens.word(j) for j in range(left, right) if tokens.is_word(j) and not a <= j < b]
    near = [tokens.word(j) for j in range(max(a - 5, left), min(phrase_end + 6, right)) if tokens.is_word(j) and not a <= j < b]
    spoken = {word.lower() for word in (speaker or "").split()}
    words = frozenset(stem(word) for word in around if carries_meaning(word) and word not in spoken)
    lead = {tokens.word(j) for j in range(max(a - 4, left), a)}
    head_words = {tokens.word(j) for j in range(max(a - 8, clause.first), a)}
    group = _group(phrase, [word for word in complement if word not in spoken])
    period = _period(article, clause, span)
    return Cues(
        concept=concept,
        noun=(noun_class(figure.unit) or ("person" if concept in OF_PEOPLE else None)) if figure.kind in {"count", "vague", "fraction"} else None,
        counted=counted,
        words=words | frozenset(stem(word) for word in phrase if carries_meaning(word)),
        near=frozenset(stem(word) for word in near if carries_meaning(word)),
        group=group,
        modifiers=_modifiers(tokens, concept, left, right, a, b),
        names=_names_around(tokens, left, right, a, b, spoken),
        subject=_subject(tokens, left, right, (a, b), spoken),
        part=figure.kind in {"count", "vague"}
        and (bool(head_words & PART_WORDS) or tokens.word(b) == "of" and tokens.word(b + 1) in {"them", "whom", "those", "these"}),
        increment=_adds_to_another(tokens, a, b, figure),
        former=bool(lead & FORMER_WORDS) or tokens.word(a - 1) == "from" and figure.kind != "measure",
        corrects=any(tokens.word(j) in CORRECTIONS for j in range(clause.first, clause.end)),
        change=_change(tokens, a, b, left),
        status=_status(tokens, (a, b), (left, right), phrase),
        per=_per(tokens, phrase_end, figure),
        period=period,
        place=_place(tokens, phrase_end, right, left, a),
        reference=reference,
        sentence=sentence.id,
        sentence_words=frozenset(stem(w) for j in range(clause.first, clause.end) if carries_meaning(w := tokens.word(j))),
        role=sentence.role,
        shown_ends=_shown_ends(clause, b, right, figure.end),
    )


def _shown_ends(clause: Clause, b: int, right: int, figure_end: int) -> tuple[int, ...]:
    """Return the offsets up to which a note may quote: noun phrase with its complements, down to the figure alone."""
    tokens = clause.tokens
    limit = min([right, b + 18, *(first for first, _, figure in clause.figures if first >= b and figure.same_as is None)])
    stops = [b]
    j = b
    if tokens.word(b) == "(" and any(first == b + 1 and figure.same_as for first, _, figure in clause.figures):
        j = next((k + 1 for k in range(b, limit) if tokens.word(k) == ")"), b)
        stops[-1] = j
    while j < limit and len(stops) <= 3:
        word = tokens.word(j)
        joined = word in {"-", "'"} and tokens.glued(j) and tokens.glued(j + 1)
        compound = tokens.word(j - 1) == "-" and tokens.glued(j) and j > b
        if word in {"of", "from", "in", "at"} and not compound and (stops[-1] > b or word in {"of", "from"}):
            stops.append(stops[-1])
        elif word == "and" and not (is_plural(tokens.word(j + 1)) and tokens.word(j + 2) in BOUNDARIES | {",", "."}):
            break
        elif not joined and not compound and (not tokens.is_word(j) or word in BOUNDARIES - DETERMINERS):
            break
        elif not joined and word not in DETERMINERS | {"and"}:
            stops[-1] = j + 1
        j += 1
    offsets = {tokens.folded.span(tokens.starts[stop - 1], tokens.ends[stop - 1])[1] for stop in stops if stop > b}
    return tuple(sorted({*offsets, figure_end}, reverse=True))


DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})


def _counted_before(tokens: Tokens, a: int, left: int, first: int) -> list[str]:
    """Return the noun of "the number of children among the dead … to seven"."""
    for j in range(a - 1, max(left, first, a - 16), -1):
        if tokens.word(j) in {"number", "count", "tally", "total", "toll"} and tokens.word(j + 1) == "of":
            words = []
            for k in range(j + 2, min(j + 8, a)):
                word = tokens.word(k)
                if not tokens.is_word(k) or word in BOUNDARIES - {"the"}:
                    break
                words.append(word)
            return words
    return []


def _said_of_them(tokens: Tokens, b: int, right: int) -> list[str]:
    """Return what "nine of them were children" says they were."""
    j = b
    while j < right and tokens.word(j) in {"of", "them", "whom", "those", "these", "the", "dead"}:
        j += 1
    if j == b or tokens.word(j) not in {"were", "are", "was", "is"}:
        return []
    return [tokens.word(k) for k in range(j + 1, min(j + 4, right)) if tokens.is_word(k) and tokens.word(k) not in BOUNDARIES][:2]


def _adds_to_another(tokens: Tokens, a: int, b: int, figure: Figure) -> bool:
    """Tell "two additional villages" and "another 14" from a count of all."""
    if {"another", "further", "additional"} & {*figure.text.lower().split(), tokens.word(a - 1)}:
        return True
    behind = [tokens.word(b), tokens.word(b + 1)]
    return behind[0] in INCREMENT_WORDS and behind[1] != "than" or behind[1] in {"others", "additional"}


def _status(tokens: Tokens, span: tuple[int, int], bounds: tuple[int, int], phrase: Sequence[str]) -> str | None:
    """Return the state that the figure is in: planned or expected, suspected, allowed, needed; none for a fact."""
    (a, b), (left, right) = span, bounds
    before = []
    for j in range(a - 1, max(left, a - 7) - 1, -1):
        if tokens.word(j) in {",", "and", "but", "after", "while"}:
            break
        before.append(tokens.word(j))
    behind = [tokens.word(j) for j in range(b + len(phrase), min(b + len(phrase) + 4, right))]
    return next((STATUS_OF[word] for word in (*before, *phrase, *behind) if word in STATUS_OF), None)


def _complement(tokens: Tokens, i: int, right: int) -> list[str]:
    """Return the words behind "of", "from" or "at" that say which of the kind: "members of the HTS"."""
    if tokens.word(i) not in {"of", "from", "at", "belonging"} or i >= right:
        return []
    words = []
    for j in range(i + 1, min(i + 9, right)):
        word = tokens.word(j)
        if tokens.is_word(j):
            if word in BOUNDARIES and word not in {"the", "a", "his", "her", "its", "their"}:
                break
            words.append(word)
        elif not (word == "-" and tokens.glued(j)):
            break
    return words


GENERIC_PEOPLE = frozenset(
    "people person persons individual individuals member members victim victims dead killed injured wounded missing hurt casualties "
    "fatalities deaths death bodies body survivors others combatants residents inhabitants men man lives total cases case displaced "
    "casualty homes houses aboard evacuees".split()
)


def _group(phrase: Sequence[str], complement: Sequence[str]) -> frozenset[str]:
    """Return which people or things the noun phrase picks out; nothing for people in general."""
    picked = {stem(word) for word in phrase if carries_meaning(word) and word not in GENERIC_PEOPLE and word not in CONCEPTS}
    picked |= {stem(word) for word in complement if carries_meaning(word) and word not in GENERIC_PEOPLE}
    named = {GROUP_OF[word] for word in phrase if word in GROUP_OF}
    if "civilian" in named and len(named) > 1 or {"combatants", "civilians"} <= set(phrase):
        return frozenset()  # "combatants and civilians": everybody
    return frozenset(picked)


def concept_at(tokens: Tokens, j: int) -> str | None:
    """Return the concept that token j names; "control" and "power" name one in some company only."""
    word = tokens.word(j)
    company = COMPANY.get(word)
    if company is not None and not company & {tokens.word(k) for k in range(max(j - 5, 0), j + 6)}:
        return None
    return CONCEPTS.get(word)


def _concept(
    clause: Clause, span: tuple[int, int], bounds: tuple[int, int], phrase: Sequence[str], last: str | None, kind: str
) -> str | None:
    """Return what the figure is a figure of: the concept nearest to it, words behind it before words ahead."""
    tokens = clause.tokens
    (a, b), (left, right) = span, bounds
    if {"casualties", "victims", "casualty"} & {tokens.word(j) for j in range(max(a - 4, left), min(b + 4, right))} and last in {"deaths", "injured"}:
        return last
    after = right
    for j in range(b + len(phrase), right):
        if tokens.word(j) in {",", "and", "while", "but", "as", ")", "after", "when", "because", "since"}:
            after = j
            break
    has_own_verb = any(tokens.word(j) in {"were", "was", "are", "is", "have", "has", "had"} for j in range(b + len(phrase), min(b + len(phrase) + 3, after)))
    leads = tokens.word(a - 1) in LEADING or tokens.word(a - 2) in LEADING and tokens.is_word(a - 1)
    best: tuple[int, str] | None = None
    for word in phrase:
        if word in CONCEPTS and kind not in {"money", "duration"}:
            cost = 3 if CONCEPTS[word] in GENERIC_CONCEPTS else 0
            best = min(best or (99, ""), (cost, CONCEPTS[word]))
    for j in range(clause.first, clause.end):
        concept = None if a <= j < b else concept_at(tokens, j)
        if concept is None or (kind in {"money", "duration", "age"} and concept in OF_PEOPLE | {"captured"}):
            continue  # money is not killed, and days are not captured
        if j >= b:
            cost = j - b - len(phrase) + (1 if j < after else 8 if j < right else 20)
        elif j < left and has_own_verb:
            continue
        else:
            cost = a - j + (2 if j >= left else 16) - (3 if leads and j >= left else 0)
        cost += 6 if concept in GENERIC_CONCEPTS else 0
        if best is None or cost < best[0]:
            best = (cost, concept)
    return best[1] if best else None


LEADING = frozenset({"to", "at", "by", "of", "was", "were", "is", "are", "reached", "totalled", "totaled", "killing", "killed", "injured", "wounded", "injuring", "wounding", "captured", "put", "stood", "stands"})


def _modifiers(tokens: Tokens, concept: str | None, left: int, right: int, a: int, b: int) -> frozenset[str]:
    """Return the words that tell net from gross, beside the concept's own word nearest to the figure."""
    if concept not in MODIFIED:
        return frozenset()
    places = [j for j in range(left, right) if CONCEPTS.get(tokens.word(j)) == concept]
    if not places:
        return frozenset()
    nearest = min(places, key=lambda j: (abs(j - a) if j < a else abs(j - b), j))
    words = {tokens.word(j) for j in range(max(left, nearest - 4), nearest)} & MODIFIERS
    if concept == "profit" and tokens.word(nearest) in {"ebit", "ebitda"}:
        words |= {"operating"}
    if concept == "profit" and tokens.word(nearest) == "income" and not words:
        words |= {"net"}
    return frozenset(words)


def _subject(tokens: Tokens, left: int, right: int, span: tuple[int, int], spoken: set[str]) -> frozenset[str]:
    """Return the words of the proper name nearest before the figure, else behind it; places do not count."""
    a, b = span
    for places, step in ((range(a - 1, max(left - 1, a - 14), -1), -1), (range(b, min(right, b + 8)), 1)):
        run: list[str] = []
        for j in places:
            raw, word = tokens.raw(j), tokens.word(j).removesuffix("'s")
            if raw[:1].isupper() and carries_meaning(word) and word not in spoken and word not in CONCEPTS:
                run.append(word)
                continue
            if run and not (word in {"of", "the", "'"} and tokens.raw(j + step)[:1].isupper()):
                at = j if step < 0 else places[0] - 1
                if step < 0 and tokens.word(at) in {"in", "at", "near", "from", "to", "on", "the"} and tokens.word(at - (tokens.word(at) == "the")) in {"in", "at", "near", "from", "to", "on"}:
                    run = []
                    continue
                return frozenset(run)
        if run:
            return frozenset(run)
    return frozenset()


def _names_around(tokens: Tokens, left: int, right: int, a: int, b: int, spoken: set[str]) -> frozenset[str]:
    """Return the capitalised words of the clause that are no speaker and do not just begin the sentence."""
    names = set()
    for j in range(left, right):
        raw = tokens.raw(j)
        if a <= j < b or not raw[:1].isupper() or tokens.word(j) in spoken or len(raw) < 2:
            continue
        begins = j == 0 or tokens.word(j - 1) in {".", "\n", '"', "?", "!", ":"} or j == left
        if begins and not (tokens.raw(j + 1)[:1].isupper() and tokens.is_word(j + 1)):
            if tokens.word(j) in BOUNDARIES or not carries_meaning(tokens.word(j)) or tokens.raw(j).lower() in CONCEPTS:
                continue
        if carries_meaning(tokens.word(j).removesuffix("'s")) or raw.isupper():
            names.add(tokens.word(j).removesuffix("'s"))
    return frozenset(names)


def _change(tokens: Tokens, a: int, b: int, left: int) -> str:
    """Tell "rose by 5%" and "up 5%" (how far) from "rose to 5%" (where to)."""
    before = [tokens.word(j) for j in range(max(a - 4, left), a)]
    if before[-1:] in (["by"], ["another"], ["further"]):
        before.pop()
    elif before[-1:] == ["of"] and before[-2:-1] and before[-2] in {"increase", "rise", "gain", "drop", "decline", "fall", "cut", "decrease", "reduction", "growth"}:
        before.pop()
    behind = tokens.word(b)
    last = before[-1] if before else ""
    if last in RISE or behind in {"higher", "rise", "increase", "gain", "jump", "more"} and tokens.word(b + 1) != "in":
        return "rise"
    if last in FALL or behind in {"lower", "drop", "decline", "decrease", "fall", "less", "fewer"}:
        return "fall"
    return ""


def _per(tokens: Tokens, i: int, figure: Figure) -> str | None:
    """Return what the figure is counted for: "share" in "$54 a share", "day" in "200 barrels per day"."""
    if figure.kind not in {"money", "count", "measure", "percent"}:
        return None
    at = i + 1 if tokens.word(i) == "-" else i
    if tokens.word(at) in PER and tokens.word(at + 1) in PER_UNITS:
        return tokens.word(at + 1)
    return tokens.word(at + 1) if tokens.word(at) == "-" and tokens.word(at + 1) in PER_UNITS else None


OTHER_TIME = frozenset({"since", "after", "before", "until", "which", "who", "where", "when"})
APART = frozenset({";", "while", "that", "which", "who", "where", "whose", "but"})


def _period(article: Article, clause: Clause, span: tuple[int, int]) -> str | None:
    """Return the time that the figure belongs to when it is not the event's own day."""
    a, b = span
    reference = date.fromisoformat(article.reference) if article.reference else None
    best: tuple[int, str] | None = None
    for first, end, figure in clause.figures:
        if figure.kind != "date" or figure.low is None:
            continue
        gap = first - b if first >= b else a - end
        separated = any(clause.tokens.word(j) in APART for j in range(min(end, b), max(first, a)))
        if separated or gap > 25:
            continue
        if article.reference and str(figure.low)[:7] > article.reference[:7]:
            continue  # what is to come says nothing of the figure's own time
        iso = str(figure.low) if figure.low == figure.high or figure.grain == "day" else f"{figure.low}/{figure.high}"
        if figure.grain == "day":
            distant = reference is not None and abs((date.fromisoformat(iso) - reference).days) > 60
            if not distant:
                continue
        elif figure.grain in {"month", "week"} and "/" not in iso and reference is not None and iso[:7] == reference.isoformat()[:7]:
            continue
        since = clause.tokens.word(first - 1)
        value = f"since {iso}" if since == "since" else iso
        if best is None or gap < best[0]:
            best = (gap, value)
    return best[1] if best else None


def _place(tokens: Tokens, i: int, right: int, left: int, a: int) -> frozenset[str]:
    """Return the words of the place named near the figure: "from the outskirts of Aleppo", "in Calder County"."""
    words: set[str] = set()
    j = i
    while j < right and tokens.word(j) not in {",", ".", "and", "but", "while"}:
        if tokens.word(j) in {"from", "in", "near", "of", "at", "to", "outside", "around", "off", "across", "inside"}:
            for k in range(j + 1, min(j + 7, right)):
                word = tokens.word(k)
                if not tokens.is_word(k) or word in {"and", "after", "by", "as", "who", "since", "on", "with"}:
                    break
                if carries_meaning(word):
                    words.add(stem(word.removesuffix("'s")))
            break
        j += 1
    for j in range(left, a):
        if tokens.word(j) in {"in", "at", "across"} and tokens.raw(j + 1)[:1].isupper() and tokens.is_word(j + 1):
            words.add(stem(tokens.word(j + 1)))
    return frozenset(words)


def _reference_point(tokens: Tokens, b: int, right: int) -> frozenset[str]:
    """Return the words of "from the outskirts of Aleppo", "upstream of Halvesk town centre", "off the coast"."""
    for j in range(b, min(b + 6, right)):
        if tokens.word(j) == "(":
            continue
        if tokens.word(j) in {"from", "off", "outside"} or (tokens.word(j) == "of" and _tells_distance(tokens, b, j)):
            words = []
            for k in range(j + 1, min(j + 9, right)):
                if not tokens.is_word(k) or tokens.word(k) in {"and", "after", "by", "as", "who", "on", "with", "in", "at", "when", "which", "where"}:
                    break
                words.append(tokens.word(k).removesuffix("'s"))
            return frozenset(stem(word) for word in words if carries_meaning(word))
    return frozenset()


def _tells_distance(tokens: Tokens, b: int, j: int) -> bool:
    """Tell "within 5 km of the centre" and "11 km upstream of it" from "5 km of pipes"."""
    compass = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest", "upstream", "downstream", "short", "ahead", "outside"}
    before = {tokens.word(k) for k in range(max(b - 8, 0), b)}
    return bool({tokens.word(k) for k in range(b, j)} & compass) or "within" in before


def _as_of(article: Article, clause: Clause, span: tuple[int, int], cues: Cues) -> str | None:
    """Return the day a reading speaks for: one named in its clause, else the article's own."""
    if cues.period is not None and not cues.period.startswith("since") and "/" not in cues.period:
        return cues.period
    best: tuple[int, str] | None = None
    for first, end, figure in clause.figures:
        if figure.kind != "date" or figure.grain != "day" or figure.low is None or figure.low != figure.high:
            continue
        if {clause.tokens.word(j) for j in range(span[1], first)} & OTHER_TIME or clause.tokens.word(first - 1) == "since":
            continue
        gap = first - span[1] if first >= span[1] else span[0] - end
        if best is None or gap < best[0]:
            best = (gap, str(figure.low))
    return best[1] if best else article.written


AUXILIARIES = frozenset("have has had been be being was were are is will would could may might also now so still".split())


def _measure(clause: Clause, span: tuple[int, int], figure: Figure, cues: Cues) -> str:
    """Say in words of the clause what the figure measures, "…" in its place: "people killed", "control of … of territory"."""
    tokens = clause.tokens
    a, b = span
    left, right = clause.bounds(a, b)
    phrase = _words_of_phrase(tokens, b, right)
    if cues.reference:
        point = next((j + 1 for j in range(b, right) if tokens.word(j) in {"from", "of", "off", "outside"}), b)
        return f"distance from {_words_of_phrase(tokens, point, right)}".strip()
    at = _nearest_concept(clause, span, cues)
    if at is not None and b <= at < b + 9:
        last = at
        while last > b and tokens.word(last - 1) in AUXILIARIES:
            last -= 1
        words = [tokens.raw(j) for j in (*range(b, last), at) if tokens.is_word(j) and (j > b or tokens.word(j) not in {"or", "so", "more", "of"})]
        label = " ".join(words)
    elif at is not None and at < a:
        start = at - (tokens.word(at - 1) in MODIFIERS) - (tokens.word(at - 2) in MODIFIERS and tokens.word(at - 1) in MODIFIERS)
        lead = _raw(tokens, max(start, left), a) if a - at <= 7 and at >= left else tokens.raw(at)
        label = f"{lead} … {phrase}"
    elif at is not None:
        label = f"{phrase} ({tokens.raw(at)})" if phrase else tokens.raw(at)
    else:
        label = f"{_raw(tokens, max(left, a - 4), a)} … {phrase}"
    label = " ".join(label.strip(" ,;:-").removesuffix("…").strip().split()[:14])
    label = re.sub(r"(?: (?:of|to|at|by|in|the|a|an|for|with|from))+$", "", label)
    return label if any(c.isalpha() for c in label) else cues.concept or figure.kind


def _raw(tokens: Tokens, first: int, end: int) -> str:
    """Return the text of some tokens without a capital that only begins its sentence."""
    if end <= first:
        return ""
    text = " ".join(tokens.folded.key[tokens.starts[first] : tokens.ends[end - 1]].split())
    begins = first == 0 or tokens.word(first - 1) in {".", "\n", '"'}
    return text[:1].lower() + text[1:] if begins and text[1:2].islower() and tokens.word(first) in BOUNDARIES else text


def _words_of_phrase(tokens: Tokens, b: int, right: int) -> str:
    """Return the words that directly follow the figure, up to the end of their noun phrase."""
    first = b
    if tokens.word(b) == "(":
        first = next((j + 1 for j in range(b, min(b + 12, right)) if tokens.word(j) == ")"), b)
    while first < right and tokens.word(first) in {"of", "the", "-", "or", "so", "more", "a", "an", ")"}:
        first += 1
    last = first
    while last < min(right, first + 7):
        word = tokens.word(last)
        joined = word == "-" and tokens.glued(last) and tokens.glued(last + 1)
        compound = tokens.word(last - 1) == "-" and tokens.glued(last) and last > first
        if not joined and not compound and (not tokens.is_word(last) or (word in BOUNDARIES and word not in {"of", "from", "in", "to"})):
            break
        if word in {"from", "in", "to"} and last > first and tokens.word(last + 1) in BOUNDARIES - {"the", "a", "its", "their"}:
            break
        last += 1
    while last > first and tokens.word(last - 1) in BOUNDARIES | {"-"}:
        last -= 1
    if last <= first:
        return ""
    return re.sub(r"\s+", " ", tokens.folded.key[tokens.starts[first] : tokens.ends[last - 1]]).strip()


def _nearest_concept(clause: Clause, span: tuple[int, int], cues: Cues) -> int | None:
    """Return the token that the concept was told by, none where it came from another sentence."""
    a, b = span
    places = [j for j in range(clause.first, clause.end) if not a <= j < b and cues.concept and concept_at(clause.tokens, j) == cues.concept]
    return min(places, key=lambda j: (a - j if j < a else j - b, j), default=None)


def _scope(cues: Cues) -> str | None:
    """Say what a reading is limited to, in words that the cues were made of."""
    parts = []
    if cues.part:
        parts.append("part of the total")
    if cues.increment:
        parts.append("in addition")
    if cues.change:
        parts.append("change")
    if cues.status:
        parts.append(cues.status)
    if cues.per:
        parts.append(f"per {cues.per}")
    if cues.period:
        parts.append(cues.period)
    return ", ".join(parts) or None


def key_sentences(summary: ArticleSummary) -> Iterator[tuple[float, Sentence]]:
    """Yield the body sentences with their weight: early ones, with figures and concepts, and with a speaker."""
    article = summary.article
    body = [s for s in article.sentences if s.role == "body"]
    figures_in: dict[str, int] = {}
    for candidate in summary.candidates:
        if candidate.cues.period is None:
            figures_in[candidate.cues.sentence] = figures_in.get(candidate.cues.sentence, 0) + 1
    for n, sentence in enumerate(body):
        text = article.quote(sentence.start, sentence.end)
        length = len(text.split())
        concepts = {CONCEPTS[w] for w in re.findall(r"[a-z]+", text.lower()) if w in CONCEPTS}
        weight = 2.0 / (1 + n) + 0.5 * min(figures_in.get(sentence.id, 0), 3) + 0.3 * min(len(concepts), 3)
        weight += 0.2 * bool(summary.speeches.get(sentence.id))
        if length < 6 or text[:1] in "\"“'":
            weight *= 0.4
        if length > 60:
            weight *= 0.7
        if re.match(r"(?:He|She|It|They|This|That|These|Those|But|And|However|Also)\b", text):
            weight *= 0.6
        yield weight, sentence
