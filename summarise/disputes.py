"""Sentences that contradict each other: what a model is shown, and which of its pairs the texts bear out."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

from summarise.compose import DENIAL, Story
from summarise.drafts import DisputeDraft, PairDraft
from summarise.ground import Flaw
from summarise.marked import Evidence, Place, harmless, marked
from summarise.sentences import Passage, content_words, verbatim
from summarise.values import Article, Figure, Statement
from summarise.vocabulary import parts
from summarise.voices import voice_keys

# So many sentences that deny or dispute something are shown whatever they weigh.
MOST_DENIALS = 12
MOST_SPEAKERS = 3
# A longer sentence, in characters, is neither shown nor quoted: what in it is disputed could not be seen.
LONGEST = 600
MOST_PAIRS = 6
# So many words that say something must two sentences share to be taken to speak of one thing.
LEAST_SHARED = 2
ORDER = re.compile(
    r"\b(?:after|before|during|earlier|later|until|while|when|already|still|ago)\b", re.IGNORECASE
)


class Said(NamedTuple):
    """A sentence of a story with who says it."""

    place: Place
    speakers: tuple[str, ...]
    voice: str | None
    """What is the same for all sentences of one voice; none where nobody is known to speak, or several do."""


class Dispute(NamedTuple):
    """Sentences of which each contradicts another, the oldest first."""

    about: str
    places: tuple[Place, ...]

    @property
    def statements(self) -> tuple[Statement, ...]:
        """The sentences as a note quotes them."""
        return tuple(verbatim(place.article, place.sentence) for place in self.places)


# What a model is shown


def heard(story: Story, most: int) -> dict[str, Said]:
    """Return sentences, by id, that take so many characters: denials, then others of all articles in turn.

    Of each article the weightiest come first; a text that stands in several articles is there once.
    """
    said_of = _hearing(story)
    told = [passage for passage in _in_turn(story.passages) if len(passage.text) <= LONGEST]
    denials = islice((passage for passage in told if DENIAL.search(passage.text)), MOST_DENIALS)
    chosen: dict[str, Said] = {}
    texts: set[str] = set()
    for passage in chain(denials, told):
        if passage.text in texts:
            continue
        texts.add(passage.text)
        name, said = said_of(passage)
        most -= len(_row(name, said)) + 1
        if passage.article.id not in {held.place.article.id for held in chosen.values()}:
            most -= len(_outlet(passage.article)) + 1
        if most < 0:
            break
        chosen[name] = said
    return chosen


def _in_turn(passages: Sequence[Passage]) -> list[Passage]:
    """Return the first passage of each article, then the second ones, and so on."""
    turns: Counter[str] = Counter()
    placed: list[tuple[int, Passage]] = []
    for passage in passages:
        turns[passage.article.id] += 1
        placed.append((turns[passage.article.id], passage))
    return [passage for _, passage in sorted(placed, key=lambda place: place[0])]


def _hearing(story: Story) -> Callable[[Passage], tuple[str, Said]]:
    """Return what gives a sentence with its id and who says it."""
    evidence = Evidence(story.summaries, story=True)
    speeches = {summary.article.id: summary.speeches for summary in story.summaries}
    key_of = voice_keys(story.summaries, story.merged.names)

    def said_of(passage: Passage) -> tuple[str, Said]:
        article, sentence = passage.article.id, passage.sentence.id
        name = f"{article}.{sentence}"
        speakers = tuple(dict.fromkeys(s.speaker for s in speeches[article].get(sentence, ())))
        voices = {key_of(article, speaker) for speaker in speakers}
        voice = voices.pop() if len(voices) == 1 else None
        return name, Said(evidence.sentences[name], speakers[:MOST_SPEAKERS], voice)

    return said_of


def rows(shown: Mapping[str, Said]) -> Iterator[str]:
    """Yield the sentences as a model reads them, in the order of the articles, under outlet and day."""
    under = ""
    for name, said in sorted(shown.items(), key=lambda item: _in_order(item[1].place)):
        article = said.place.article
        if article.id != under:
            under = article.id
            yield _outlet(article)
        yield _row(name, said)


def _outlet(article: Article) -> str:
    return f"{harmless(article.label)}, {article.reference or 'date not known'}"


def _in_order(place: Place) -> tuple[int, int]:
    return int(place.article.id[1:]), place.sentence.start


def _row(name: str, said: Said) -> str:
    place = said.place
    days = frozenset(figure.id for figure in place.figures if figure.kind in {"date", "time"})
    speakers = " and ".join(map(harmless, said.speakers))
    who = f"says {speakers} | " if speakers else ""
    return f"{name}: {who}{marked(place, f'{place.article.id}.', days, days=True)}"


# What of its answer the texts bear out


def read_disputes(draft: DisputeDraft, shown: Mapping[str, Said]) -> tuple[list[Dispute], list[Flaw]]:
    """Return the disputes that the pairs of a draft make up, and what is wrong with the other pairs."""
    found: list[Flaw] = []
    pairs: list[PairDraft] = []
    for n, pair in enumerate(draft.disputes[:MOST_PAIRS], 1):
        again = any({pair.one, pair.other} == {kept.one, kept.other} for kept in pairs)
        wrong = ["this pair stands there already"] if again else list(_flaws(pair, shown))
        found += [Flaw(f"disputes[{n}]", what) for what in wrong]
        if not wrong:
            pairs.append(pair)
    if (surplus := len(draft.disputes) - MOST_PAIRS) > 0:
        found.append(Flaw("disputes", f"{surplus} too many: at most {MOST_PAIRS}"))
    return list(_joined(pairs, shown)), found


def _flaws(pair: PairDraft, shown: Mapping[str, Said]) -> Iterator[str]:
    """Yield why two sentences are not taken to contradict each other."""
    unknown = [name for name in (pair.one, pair.other) if name not in shown]
    if unknown:
        yield from (f"there is no sentence {name[:20]!r}" for name in unknown)
        return
    one, other = shown[pair.one], shown[pair.other]
    if one.place.article.id == other.place.article.id:
        yield "both sentences are of one article"
    elif one.voice is not None and one.voice == other.voice:
        yield "both sentences are told by one speaker"
    elif len(_content(one.place) & _content(other.place)) < LEAST_SHARED:
        yield "the sentences share too few words to speak of the same thing"
    elif pair.about == "when it happened":
        yield from _flaws_of_time(one.place, other.place)
    elif _without_figures(one.place) == _without_figures(other.place):
        yield "the sentences differ by no more than a figure"


def _content(place: Place) -> set[str]:
    return set(content_words(place.text))


def _without_figures(place: Place) -> set[str]:
    """Return the words of a sentence that state no figure, in lower case."""
    text, at = [], place.sentence.start
    for figure in place.figures:
        if figure.kind != "identifier":
            text.append(place.article.quote(at, max(at, figure.start)))
            at = max(at, figure.end)
    text.append(place.article.quote(at, max(at, place.sentence.end)))
    return {word.lower() for word in parts(" ".join(text))}


def _flaws_of_time(one: Place, other: Place) -> Iterator[str]:
    """Yield why two sentences do not tell different times."""
    told = [{k: _of_kind(place, k) for k in ("date", "time")} for place in (one, other)]
    both = [kind for kind in ("date", "time") if told[0][kind] and told[1][kind]]
    if both and not any(_apart(told[0][kind], told[1][kind]) for kind in both):
        yield "both sentences tell the same time"
    for place, times in zip((one, other), told, strict=True):
        if not (any(times.values()) or ORDER.search(place.text)):
            yield "one of the sentences tells no time"
            return


def _of_kind(place: Place, kind: str) -> list[Figure]:
    return [figure for figure in place.figures if figure.kind == kind]


def _apart(mine: Sequence[Figure], theirs: Sequence[Figure]) -> bool:
    """Tell whether each of two sentences has a time that does not fall together with any of the other."""
    mine_alone = any(not any(_meet(a, b) for b in theirs) for a in mine)
    return mine_alone and any(not any(_meet(a, b) for a in mine) for b in theirs)


def _meet(one: Figure, other: Figure) -> bool:
    """Tell whether two dates, or two hours, can be the same, as finely as both are told."""
    ends = [str(end) for figure in (one, other) for end in (figure.low, figure.high) if end is not None]
    if len(ends) < 4:
        return one.text.lower() == other.text.lower()
    fine = min(map(len, ends))
    low, high, other_low, other_high = (end[:fine] for end in ends)
    return low <= other_high and other_low <= high


def _joined(pairs: Iterable[PairDraft], shown: Mapping[str, Said]) -> Iterator[Dispute]:
    """Yield the pairs, those of one kind that share a sentence as one."""
    joined: list[tuple[str, set[str]]] = []
    for pair in pairs:
        names = {pair.one, pair.other}
        same = next((held for about, held in joined if about == pair.about and held & names), None)
        if same is None:
            joined.append((pair.about, names))
        else:
            same |= names
    for about, names in joined:
        places = sorted((shown[name].place for name in names), key=_oldest_first)
        yield Dispute(about, tuple(places))


def _oldest_first(place: Place) -> tuple[str, int, int]:
    return place.article.reference or "9999", *_in_order(place)
