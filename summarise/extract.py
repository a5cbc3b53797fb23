"""The extractive engine: what each figure of an article measures, for whom, by whom and as of when."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from summarise.nouns import BOUNDARIES, counted_noun
from summarise.speech import Speech, attribute, speaker_of
from summarise.text import Folded, Tokens
from summarise.values import Article, Figure, Reading, Sentence
from summarise.words import CONCEPTS, GENERIC_CONCEPTS, GROUP_OF, carries_meaning, noun_class, stem

# What a reading is made of; dates go to the timeline, identifiers and ordinals count nothing.
MEASURING = frozenset({"count", "measure", "money", "percent", "fraction", "vague", "score", "duration", "age"})
PART_WORDS = frozenset({"including", "include", "includes", "included", "among", "whom", "them", "these", "those", "comprising", "breakdown"})
INCREMENT_WORDS = frozenset({"additional", "another", "further", "more", "extra", "fewer", "others", "other"})
FORMER_WORDS = frozenset({"previously", "earlier", "initially", "originally", "previous", "before", "former", "instead", "compared", "against", "versus", "formerly"})
STATUS_WORDS = {
    "planned": "plan plans planned planning target targets goal aim aims aimed seeks sought foresees foreseen budgeted proposed would",
    "expected": "expect expected expects forecast forecasts predicted projected outlook guidance estimate consensus analysts",
    "suspected": "suspected suspect probable possible possibly feared",
    "confirmed": "confirmed verified",
    "ordered": "ordered order told advised asked urged",
    "allowed": "certified licensed allowed permitted capacity maximum limit room",
    "alleged": "alleged allegedly accused",
}
STATUS_OF = {word: status for status, words in STATUS_WORDS.items() for word in words.split()}
PER = frozenset({"per", "each", "every", "apiece", "a", "an"})
PER_UNITS = frozenset("share barrel night day hour month year week tonne ton litre gallon head person family household ticket kilo kilowatt unit seat ounce mile kilometre student pupil capita dose".split())
PERIOD_UNITS = frozenset({"day", "days", "week", "weeks", "month", "months", "hours", "quarter", "year", "years", "half"})
RISE = frozenset("up rose rise risen rises increase increased increases gained gain grew growth jumped climbed surged soared added higher more".split())
FALL = frozenset("down fell fall fallen falls decrease decreased dropped drop lost declined decline slid slipped lower cut reduced less fewer loss".split())


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells one measure from another, apart from the figure itself."""

    concept: str | None
    noun: str | None
    words: frozenset[str]
    """Stems of the clause around the figure."""
    near: frozenset[str]
    """Stems of the noun phrase and the words next to it."""
    group: frozenset[str]
    """Which people or things of the kind, when not all of them."""
    names: frozenset[str]
    """Names of the clause, as written; who spoke is left out."""
    part: bool
    increment: bool
    former: bool
    change: str
    """`rise`, `fall` or nothing: how much something moved, not where it stands."""
    status: str | None
    per: str | None
    period: str | None
    """A time that is not the event's own: an ISO date coarser than a day, or a day far from the article's."""
    place: frozenset[str]
    sentence: str
    role: str
    shown_end: int
    """Where the words end that a note quotes with the figure: "32 villages", "5 km from the centre"."""


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
        for a, b, figure in placed:
            sentence_of[figure.id] = sentence.id
            if figure.kind in MEASURING and figure.same_as is None:
                candidates.append(_candidate(article, clause, sentence, (a, b), figure, speeches[sentence.id], last_concept))
        concepts = [c for j in range(first, end) if (c := CONCEPTS.get(tokens.word(j)))]
        last_concept = next((c for c in concepts if c not in GENERIC_CONCEPTS), last_concept if not concepts else concepts[0])
    return ArticleSummary(article, tuple(figures), tuple(candidates), speeches, sentence_of)


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
    complement = _complement(tokens, phrase_end, right)
    concept = _concept(clause, (a, b), (left, right), phrase, last_concept)
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
        noun=noun_class(figure.unit) if figure.kind in {"count", "vague", "fraction"} else None,
        words=words | frozenset(stem(word) for word in phrase if carries_meaning(word)),
        near=frozenset(stem(word) for word in near if carries_meaning(word)),
        group=group,
        names=_names_around(tokens, left, right, a, b, spoken),
        part=bool(head_words & PART_WORDS) or tokens.word(b) == "of" and tokens.word(b + 1) in {"them", "whom", "those", "these", "the"},
        increment=bool({tokens.word(j) for j in range(a, min(b + 2, right))} & INCREMENT_WORDS) or bool(lead & {"another", "additional"}) or " another" in f" {figure.text.lower()}",
        former=bool(lead & FORMER_WORDS) or tokens.word(a - 1) == "from" and figure.kind != "measure",
        change=_change(tokens, a, b, left),
        status=next((STATUS_OF[w] for w in [*reversed([tokens.word(j) for j in range(max(left, a - 8), a)]), *phrase, *(tokens.word(j) for j in range(phrase_end, min(phrase_end + 5, right)))] if w in STATUS_OF), None),
        per=_per(tokens, phrase_end, figure),
        period=period,
        place=_place(tokens, phrase_end, right, left, a),
        sentence=sentence.id,
        role=sentence.role,
        shown_end=_shown_end(clause, b, right, figure.end),
    )


def _shown_end(clause: Clause, b: int, right: int, figure_end: int) -> int:
    """Return the offset up to which a note quotes: the noun phrase, one complement, and no other figure."""
    tokens = clause.tokens
    limit = min([right, b + 10, *(first for first, _, _ in clause.figures if first >= b)])
    last, complements, j = b, 0, b
    while j < limit:
        word = tokens.word(j)
        joined = word in {"-", "'"} and tokens.glued(j) and tokens.glued(j + 1)
        if word in {"of", "from", "in", "at"} and j + 1 < limit and complements < 2 and (j > b or word in {"of", "from"}):
            complements += 1
        elif not joined and (not tokens.is_word(j) or (word in BOUNDARIES and word not in {"the", "a", "an", "its", "their", "his", "her"})):
            break
        elif not joined and word not in {"the", "a", "an", "its", "their", "his", "her"}:
            last = j + 1
        j += 1
    if last <= b:
        return figure_end
    return max(figure_end, tokens.folded.span(tokens.starts[last - 1], tokens.ends[last - 1])[1])


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


def _concept(clause: Clause, span: tuple[int, int], bounds: tuple[int, int], phrase: Sequence[str], last: str | None) -> str | None:
    """Return what the figure is a figure of: told by its noun, then the words behind it, then those before."""
    tokens = clause.tokens
    (a, b), (left, right) = span, bounds
    generic = None
    if {"casualties", "victims", "casualty"} & {tokens.word(j) for j in range(max(a - 4, left), min(b + 4, right))} and last in {"deaths", "injured"}:
        return last
    for word in reversed(phrase):
        if word in CONCEPTS and CONCEPTS[word] not in GENERIC_CONCEPTS:
            return CONCEPTS[word]
        generic = generic or CONCEPTS.get(word)
    after = right
    for j in range(b + len(phrase), right):
        if tokens.word(j) in {",", "and", "while", "but", "as", ")", "after", "when", "because", "since"}:
            after = j
            break
    order = [*range(b, after), *range(a - 1, left - 1, -1)]
    if tokens.word(a - 1) in {"to", "at", "by", "from", "of", "was", "were", "is", "reached"} or tokens.word(a - 2) in {"to", "at", "by", "was", "were", "is"}:
        order = [*range(a - 1, left - 1, -1), *range(b, after)]
    order += [*range(after, right), *range(left - 1, clause.first - 1, -1), *range(right, clause.end)]
    for j in order:
        concept = CONCEPTS.get(tokens.word(j))
        if concept and concept not in GENERIC_CONCEPTS:
            return concept
        if generic is None and concept and left <= j < right:
            generic = concept
    return generic


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
    if before[-1:] and before[-1] in {"to", "at", "from", "of"} and not set(before[:-1]) & {"increase", "decrease", "rise", "drop", "gain", "decline", "cut"}:
        return ""
    behind = tokens.word(b)
    if set(before) & RISE or behind in {"higher", "rise", "increase", "gain", "jump", "more"}:
        return "rise"
    if set(before) & FALL or behind in {"lower", "drop", "decline", "decrease", "fall", "less", "fewer"}:
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


def _period(article: Article, clause: Clause, span: tuple[int, int]) -> str | None:
    """Return the time that the figure belongs to when it is not the event's own day."""
    a, b = span
    reference = date.fromisoformat(article.reference) if article.reference else None
    best: tuple[int, str] | None = None
    for first, end, figure in clause.figures:
        if figure.kind != "date" or figure.low is None:
            continue
        gap = first - b if first >= b else a - end
        separated = any(clause.tokens.word(j) in {";", "while"} for j in range(min(end, b), max(first, a)))
        if separated or gap > 25:
            continue
        iso = str(figure.low)
        if figure.grain == "day":
            distant = reference is not None and abs((date.fromisoformat(iso) - reference).days) > 60
            if not distant:
                continue
        elif figure.grain in {"month", "week"} and reference is not None and iso[:7] == reference.isoformat()[:7]:
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


def _as_of(article: Article, clause: Clause, span: tuple[int, int], cues: Cues) -> str | None:
    """Return the day a reading speaks for: one named in its clause, else the article's own."""
    if cues.period is not None and not cues.period.startswith("since"):
        return cues.period
    best: tuple[int, str] | None = None
    for first, end, figure in clause.figures:
        if figure.kind != "date" or figure.grain != "day" or figure.low is None or figure.low != figure.high:
            continue
        gap = first - span[1] if first >= span[1] else span[0] - end
        if best is None or gap < best[0]:
            best = (gap, str(figure.low))
    return best[1] if best else article.written


def _measure(clause: Clause, span: tuple[int, int], figure: Figure, cues: Cues) -> str:
    """Say in words of the clause what the figure measures: "villages captured", "revenue", "from Aleppo city centre"."""
    tokens = clause.tokens
    a, b = span
    left, right = clause.bounds(a, b)
    phrase = _words_of_phrase(tokens, b, right)
    concept_word = _nearest_concept_word(clause, span, cues)
    parts = [phrase] if phrase else []
    if concept_word and concept_word.lower() not in phrase.lower().split():
        if figure.kind in {"money", "percent", "measure", "fraction", "score"} or not phrase:
            parts.insert(0, concept_word)
        else:
            parts.append(concept_word)
    label = " ".join(parts).strip()
    if not label:
        subject = [tokens.raw(j) for j in range(left, a) if tokens.is_word(j) and carries_meaning(tokens.word(j))]
        label = " ".join(subject[-4:])
    if not label:
        label = " ".join(tokens.raw(j) for j in range(b, right) if tokens.is_word(j) and carries_meaning(tokens.word(j)))
    return " ".join(label.split()[:10]) or figure.kind


def _words_of_phrase(tokens: Tokens, b: int, right: int) -> str:
    """Return the words that directly follow the figure, up to the end of their noun phrase."""
    first = b
    while first < right and tokens.word(first) in {"of", "the", "-", "or", "so", "more", "a", "an", ")"}:
        first += 1
    last = first
    while last < min(right, first + 7):
        word = tokens.word(last)
        joined = word == "-" and tokens.glued(last) and tokens.glued(last + 1)
        if not joined and (not tokens.is_word(last) or (word in BOUNDARIES and word not in {"of", "from", "in", "to"})):
            break
        if word in {"from", "in", "to"} and last > first and tokens.word(last + 1) in BOUNDARIES - {"the", "a", "its", "their"}:
            break
        last += 1
    while last > first and tokens.word(last - 1) in BOUNDARIES | {"-"}:
        last -= 1
    if last <= first:
        return ""
    return re.sub(r"\s+", " ", tokens.folded.key[tokens.starts[first] : tokens.ends[last - 1]]).strip()


def _nearest_concept_word(clause: Clause, span: tuple[int, int], cues: Cues) -> str | None:
    """Return the word of the sentence that the concept was told by, as written."""
    places = [j for j in range(clause.first, clause.end) if CONCEPTS.get(clause.tokens.word(j)) == cues.concept and cues.concept]
    if not places:
        return cues.concept
    nearest = min(places, key=lambda j: (min(abs(j - span[0]), abs(j - span[1])), j))
    return clause.tokens.raw(nearest).lower()


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
