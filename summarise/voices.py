"""Who is behind a reading: one speaker under all forms of his name, and one outlet behind reprints."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from summarise.candidates import Candidate
from summarise.extract import ArticleSummary
from summarise.mentions import Mention
from summarise.names import Names
from summarise.saying import CROWDS, SHARED_HEADS
from summarise.values import Article
from summarise.words import stems

# Sentences are copies when they share this part of the runs of five words of the shorter one.
SHINGLE = 5
NEAR_COPY = 0.6
MOST_HOLDERS = 50
BESIDE = 90
OFFICES = (
    "chief|director|head|spokesman|spokeswoman|spokesperson|chairman|chairwoman|president|secretary|"
    "commander|manager|minister|commissioner|chief executive|CEO|official|leader|chair|governor|mayor|"
    "prosecutor|lawyer|attorney|counsel|owner|founder|coordinator|representative|analyst|economist|"
    "treasurer|deputy|executive|boss"
)
BODY_BEFORE = re.compile(
    rf"(?:the |The )?([\w' -]{{3,60}}?)(?:'s|’s)? (?:\w+ )?(?:{OFFICES}),? (?:[A-Z][a-z]+\.? )?$"
)
BODY_BEHIND = re.compile(
    rf",? (?:the |a |its |who is )*(?:\w+ ){{0,2}}(?:{OFFICES}) (?:of|for|at|with) (?:the )?"
    rf"(?P<a>[\w' -]{{3,60}}?)(?:[,.]| said| who)"
    rf"|,? (?:who )?(?:heads|heading|leads|leading|chairs|runs|speaking for|speaks for|of|from) (?:the )?"
    rf"(?P<b>[\w' -]{{3,60}}?)(?:[,.]| said| told| who)"
    rf"|, (?:the )?(?P<c>[\w' -]{{3,60}}?)(?:'s|’s) (?:\w+ ){{0,2}}(?:{OFFICES})\b"
)
SMALL = frozenset({"the", "for", "and", "its"})
Place = tuple[int, str]
"""The number of an article and the id of a sentence in it."""


def voiced(summaries: Sequence[ArticleSummary], names: Names) -> list[Candidate]:
    """Return all candidates, each with its voice: the speaker under one name, or the first outlet."""
    copies = _copied_sentences(summaries)
    key_of = voice_keys(summaries, names)
    called = _called(summaries, key_of, names)
    candidates = []
    for summary in summaries:
        for candidate in summary.candidates:
            reading = candidate.reading
            outlet = copies.get((reading.article, candidate.cues.sentence), summary.article.label)
            speaker = reading.attribution or outlet
            voice = called.get(key_of(reading.article, speaker), speaker)
            candidates.append(replace(candidate, reading=reading.model_copy(update={"voice": voice})))
    return candidates


def _called(
    summaries: Sequence[ArticleSummary], key_of: Callable[[str, str], str], names: Names
) -> dict[str, str]:
    """Return by key what each voice is called: a body by its own name, before that of who speaks for it."""
    own: dict[str, str] = {}
    others: dict[str, str] = {}
    for summary in summaries:
        for reading in summary.readings:
            if reading.attribution:
                key = key_of(reading.article, reading.attribution)
                form = own if speaker_key(reading.attribution, names) == key else others
                form.setdefault(key, reading.attribution)
    return others | own


def voice_keys(summaries: Sequence[ArticleSummary], names: Names) -> Callable[[str, str], str]:
    """Return what gives for an article's id and a speaker in it the key that all of one voice share."""
    speakers = Speakers(summaries, names)
    bodies = _bodies(summaries, speakers)

    def key_of(article: str, speaker: str) -> str:
        key = speaker_key(speaker, names)
        return bodies.get(key) or speakers.fuller(article, key)

    return key_of


def speaker_key(speaker: str, names: Names) -> str:
    """Return what is the same for every form of one speaker: its number among the names, else its stems."""
    held = [(len(form), n, form) for form, n in names.number.items() if _holds(speaker, form)]
    if held:
        people = [
            (speaker.lower().rindex(form.lower()) + size, n) for size, n, form in held if n in names.people
        ]
        # A person's name stands last: "Sutton County Sheriff Tom Havel".
        return f"#{max(people)[1] if people else max(held)[1]}"
    return " ".join(sorted(stems(re.findall(r"[a-z]+", speaker.lower()))))


def _holds(speaker: str, form: str) -> bool:
    if len(form) < 3 or (len(form) == 3 and not form.isupper()):
        return False
    if " " in form:  # "the education ministry" is the Education Ministry
        speaker, form = speaker.lower(), form.lower()
    return form in speaker and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", speaker) is not None


class Speakers:
    """The speakers of a story by key, with the words of all their forms."""

    def __init__(self, summaries: Sequence[ArticleSummary], names: Names) -> None:
        """Gather them."""
        self.names = names
        self.words: dict[str, set[str]] = defaultdict(set)
        self.heads: dict[str, str] = {}
        """The last word of a short form."""
        self.of_article: dict[str, set[str]] = defaultdict(set)
        forms: dict[str, str] = defaultdict(str)
        for form, n in names.number.items():
            forms[f"#{n}"] += f" {form}"
        for summary in summaries:
            for speaker in {s.speaker for speeches in summary.speeches.values() for s in speeches}:
                key = speaker_key(speaker, names)
                self.of_article[summary.article.id].add(key)
                self.words[key] |= _beginnings(f"{speaker} {forms[key]}")
                if len(speaker.split()) <= 3:
                    self.heads[key] = speaker.split()[-1].lower()

    def is_person(self, key: str) -> bool:
        """Tell whether a key is that of a person's name."""
        return key.startswith("#") and int(key[1:]) in self.names.people

    def body(self, article: str, words: set[str], but: str = "") -> str | None:
        """Return the one body with all these words that speaks in the article, or else in the story."""
        for among in (self.of_article[article], self.words.keys()):
            held = [k for k in among if k != but and words <= self.words[k] and not self.is_person(k)]
            if held:
                return held[0] if len(held) == 1 else None
        return None

    def fuller(self, article: str, key: str) -> str:
        """Return the key of the body that a short form means, as "the commission" does, or itself."""
        if self.heads.get(key) not in SHARED_HEADS | CROWDS or self.is_person(key):
            return key
        return self.body(article, self.words[key], but=key) or key


def _beginnings(text: str) -> set[str]:
    """Return the words of a name as far as its adjectives share them: "Marenia", "Marenian"."""
    return {word[:5] for word in re.findall(r"\w{3,}", text.lower())} - SMALL


def _bodies(summaries: Sequence[ArticleSummary], speakers: Speakers) -> dict[str, str]:
    """Return for each person, by speaker key, the body for which an article says that he speaks."""
    articles = {summary.article.id: summary.article for summary in summaries}
    speaks_for: dict[str, str] = {}
    for n, mentions in speakers.names.people.items():
        for mention in mentions:
            named = _body_beside(articles[mention.article], mention)
            words = _beginnings(named or "")
            body = speakers.body(mention.article, words) if words else None
            if body is not None:
                speaks_for.setdefault(f"#{n}", body)
    return speaks_for


def _body_beside(article: Article, mention: Mention) -> str | None:
    """Return the body in "Acme's director Jo Li" and "Jo Li, director of Acme"."""
    before = article.text[max(0, mention.start - BESIDE) : mention.start]
    behind = article.text[mention.end : mention.end + BESIDE]
    match = BODY_BEFORE.search(before) or BODY_BEHIND.match(behind)
    return next(filter(None, match.groups()), None) if match else None


def _copied_sentences(summaries: Sequence[ArticleSummary]) -> dict[tuple[str, str], str]:
    """Return for each sentence that stands in several articles the outlet that all of them count as."""
    shingles = dict(_shingles(summaries))
    holders: dict[tuple[str, ...], list[Place]] = defaultdict(list)
    for place, grams in shingles.items():
        for gram in grams:
            holders[gram].append(place)
    origin: dict[tuple[str, str], str] = {}
    for (n, sentence), grams in shingles.items():
        shared = Counter(place for gram in grams for place in holders[gram][:MOST_HOLDERS] if place[0] < n)
        for place, count in sorted(shared.items()):
            if count >= NEAR_COPY * min(len(grams), len(shingles[place])):
                first = summaries[place[0]].article
                outlet = origin.setdefault((first.id, place[1]), first.label)
                origin[summaries[n].article.id, sentence] = outlet
                break
    return origin


def _shingles(summaries: Sequence[ArticleSummary]) -> Iterator[tuple[Place, set[tuple[str, ...]]]]:
    """Yield for each sentence its runs of words."""
    for n, summary in enumerate(summaries):
        for sentence in summary.article.sentences:
            words = re.findall(r"\w+", summary.article.quote(sentence.start, sentence.end).lower())
            runs = {tuple(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}
            yield (n, sentence.id), runs
