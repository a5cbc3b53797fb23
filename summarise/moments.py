"""When an event happened, where several articles tell its day or hour: they agree, or they do not."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from summarise.extract import ArticleSummary, reading_of
from summarise.sentences import content_words
from summarise.speech import speaker_of
from summarise.values import Figure, Finding, Reading, Sentence, Verdict
from summarise.verdicts import listed

# What a note calls an event that happens once, and the words by which articles tell it.
EVENTS = {
    "sinking": "sank sunk sinking capsized capsizing overturned foundered rolled",
    "crash": "crash crashed collided collision derailed derailment",
    "explosion": "explosion exploded blast detonated detonation",
    "collapse": "collapse collapsed burst breached gave",
    "earthquake": "earthquake quake tremor",
    "landfall": "landfall ashore",
    "eruption": "erupted eruption",
    "outbreak of the fire": "blaze ignited",
    "attack": "attack attacked assault ambush ambushed",
    "shooting": "shooting opened gunman",
    "launch": "launched launch unveiled",
    "signing": "signed signing",
    "resignation": "resigned resignation quit",
    "arrest": "arrested arrest detained",
    "verdict": "convicted acquitted sentenced verdict",
    "vote": "voted vote adopted",
    "ceasefire": "ceasefire truce",
}
EVENT_OF = {word: event for event, words in EVENTS.items() for word in words.split()}
EVENT_WORD = re.compile(rf"\b(?:{'|'.join(sorted(EVENT_OF))})\b", re.IGNORECASE)
# Behind one of these, a day or hour is that of something else.
APART = re.compile(
    r"[;:()]|\b(?:after|before|since|until|till|when|while|that|which|who|where|as|and|but|hours?|days?|weeks?|"
    r"said|says|told|reported|announced|added|wrote|anniversary|following)\b",
    re.IGNORECASE,
)
# What is to come, denied or only supposed has no moment yet.
UNREAL = re.compile(
    r"\b(?:will|would|could|may|might|shall|should|not|no|never|if|plan\w*|expect\w*|due|scheduled|another|second|"
    r"third|new|previous|earlier|other)\b",
    re.IGNORECASE,
)
ZONED = re.compile(r"\s*\(?(?:GMT|UTC|[A-Z][a-z]+ time|[A-Z]{3,4}\b)")
ZONE = re.compile(r"\b(?!AM|PM)[A-Z]{3,4}$")
ABOUT = re.compile(
    r"\b(?:about|around|some|nearly|shortly (?:after|before)|just (?:after|before))\s+$", re.IGNORECASE
)
FARTHEST = 60
# In minutes: what is rounded to five is not apart from what is not, "about" is wider.
SLACK, ROUGH_SLACK = 5, 15
ALIKE = 2


class Moment(NamedTuple):
    """A day or hour at which one article says that an event happened."""

    event: str
    figure: Figure
    sentence: Sentence
    summary: ArticleSummary
    about: bool
    words: frozenset[str]
    """What else its sentence speaks of, by which one event is told from another of its kind."""


def moments(summaries: Sequence[ArticleSummary]) -> Iterator[Finding]:
    """Yield a finding for the day, and one for the hour, of each event that several articles tell.

    Only for what happened once: where one article gives two days for events of a kind, there are two
    events, and which is which is not told here.
    """
    told: dict[tuple[str, str], list[Moment]] = defaultdict(list)
    for summary in summaries:
        for moment in _moments(summary):
            told[moment.event, moment.figure.kind].append(moment)
    for (event, kind), found in told.items():
        once = _once_each(found)
        if len(once) > 1 and _one_event(once):
            yield _finding(event, kind, once)


def _moments(summary: ArticleSummary) -> Iterator[Moment]:
    text = summary.article.text
    sentences = {sentence.id: sentence for sentence in summary.article.sentences if sentence.role == "body"}
    for figure in summary.figures:
        sentence = sentences.get(summary.sentence_of.get(figure.id, ""))
        if sentence is None or not _is_moment(figure) or _is_of_a_zone(text, figure):
            continue
        before, behind = text[sentence.start : figure.start], text[figure.end : sentence.end]
        event = _event(before, behind)
        if event is not None:
            words = frozenset(content_words(text[sentence.start : sentence.end])) - EVENT_OF.keys()
            yield Moment(event, figure, sentence, summary, bool(ABOUT.search(before)), words)


def _is_moment(figure: Figure) -> bool:
    exact = figure.low is not None and figure.low == figure.high
    return exact and (figure.kind == "time" or (figure.kind == "date" and figure.grain == "day"))


def _is_of_a_zone(text: str, figure: Figure) -> bool:
    """Tell hours that name their zone: which zone the others are in is seldom told."""
    return ZONED.match(text, figure.end) is not None or ZONE.search(figure.text) is not None


def _event(before: str, behind: str) -> str | None:
    """Return the event that a day or hour belongs to: told right before it, or right behind."""
    ahead = list(EVENT_WORD.finditer(before))
    if ahead and _belongs(before[ahead[-1].end() :], before):
        return EVENT_OF[ahead[-1].group().lower()]
    first = EVENT_WORD.search(behind)
    if first is not None and _belongs(behind[: first.start()], before + behind[: first.end()]):
        return EVENT_OF[first.group().lower()]
    return None


def _belongs(between: str, clause: str) -> bool:
    near = len(between) <= FARTHEST and not any(c.isdigit() for c in between)
    return near and APART.search(between) is None and UNREAL.search(clause) is None


def _once_each(found: Sequence[Moment]) -> list[Moment]:
    """Return the first moment of each article; none at all where an article gives two."""
    of_article: dict[str, list[Moment]] = defaultdict(list)
    for moment in found:
        of_article[moment.summary.article.id].append(moment)
    if any(_apart(one, other) for own in of_article.values() for one, other in combinations(own, 2)):
        return []
    return [own[0] for own in of_article.values()]


def _one_event(once: Sequence[Moment]) -> bool:
    """Tell whether those that differ speak of the same: what they share beside the event is not little."""
    return all(
        len(one.words & other.words) >= ALIKE for one, other in combinations(once, 2) if _apart(one, other)
    )


def _apart(one: Moment, other: Moment) -> bool:
    """Tell whether two moments cannot both be right, as precisely as they are told."""
    a, b = str(one.figure.low), str(other.figure.low)
    if one.figure.kind == "date":
        return a != b
    slack = ROUGH_SLACK if one.about or other.about else SLACK
    return abs(_minutes(a) - _minutes(b)) > slack


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")[:2]
    return int(hour) * 60 + int(minute)


def _finding(event: str, kind: str, once: Sequence[Moment]) -> Finding:
    readings = tuple(_reading(event, moment) for moment in once)
    voices = sorted({reading.voice for reading in readings})
    differ = any(_apart(one, other) for one, other in combinations(once, 2))
    what = "day" if kind == "date" else "hour"
    verdict: Verdict = "single" if len(voices) == 1 else "conflict" if differ else "agree"
    note = {
        "single": f"All of it comes from {voices[0]}.",
        "conflict": f"{listed(voices)} give different {what}s for the same event.",
        "agree": f"{listed(voices)} give the same.",
    }[verdict]
    return Finding(id="d0", measure=f"{what} of the {event}", verdict=verdict, note=note, readings=readings)


def _reading(event: str, moment: Moment) -> Reading:
    figure, article = moment.figure, moment.summary.article
    speeches = moment.summary.speeches.get(moment.sentence.id, ())
    speaker = speaker_of(speeches, figure.start - moment.sentence.start)
    return reading_of(article, figure, measure=event, scope=None, speaker=speaker, day=article.written)
