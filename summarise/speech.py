"""Attribution: who says what a sentence says, carried across the sentences of an article."""

import re
from collections.abc import Sequence
from functools import partial

from summarise.roles import KINDS_OF_BODIES, Roles
from summarise.saying import GOES_ON, PRONOUN, SHARED_HEADS, SPEAKER_WORD
from summarise.spoken import MOST_SPEECHES, Opening, Speech, nobody, opening_of, speeches_in
from summarise.values import Article, Sentence

MOST_KNOWN = 200
KNOWN_OF = re.compile(
    r"\b(?:that|which) (?:has |have |had )?(?:killed|injured|wounded|left|destroyed|claimed|displaced)\b"
    r"[^,.;]*$"
)
FARTHEST_KNOWN = 80
NAME_INSIDE = re.compile(r"(?<=[a-z,;] )[A-Z][\w-]+")


def attribute(article: Article) -> dict[str, tuple[Speech, ...]]:
    """Return for each sentence, by id, who speaks in it.

    Pronouns and short forms ("it added", "the ministry said") are led back to the fullest form before them;
    a quotation without a speaker of its own goes to the speaker beside it in the paragraph.
    """
    told: dict[str, tuple[Speech, ...]] = {}
    known = Known(Roles(article.quote(sentence.start, sentence.end) for sentence in article.sentences))
    outlet = _words(article.publisher or "")
    names = frozenset(NAME_INSIDE.findall(article.text))
    previous: Sentence | None = None
    for sentence in article.sentences:
        text = article.quote(sentence.start, sentence.end).replace("\n", " ")  # a line end says nothing
        here = partial(opening_of, text, names)
        speeches = [
            speech._replace(speaker=resolved)
            for speech in speeches_in(text, here)
            if (resolved := known.resolve(speech, here)) is not None
            and not _words(resolved) <= outlet  # what an outlet says itself has no speaker
        ]
        known.end_sentence(text, [speech.speaker for speech in speeches], here)
        goes_on = previous is not None and previous.paragraph == sentence.paragraph and _goes_on(text)
        if previous is not None and goes_on and not speeches:
            speeches = [Speech(s.speaker, 0, len(text)) for s in told[previous.id][-1:]]
        told[sentence.id] = tuple(speeches)
        previous = sentence
    _quotes_before_their_speaker(article, told)
    return told


def is_said_in_passing(text: str, start: int) -> bool:
    """Tell the figure of a clause that only says what somebody speaks of, `start` characters into a sentence.

    "They have turned the corner on a wildfire that has killed five": the toll is not theirs.
    """
    return KNOWN_OF.search(text[max(0, start - FARTHEST_KNOWN) : start]) is not None


def speaker_of(speeches: Sequence[Speech], start: int) -> str | None:
    """Return who says the figure that begins `start` characters into its sentence, none if nobody does."""
    around = [speech for speech in speeches if speech.start <= start < speech.end]
    return min(around, key=lambda s: (s.end - s.start, -s.start)).speaker if around else None


def _goes_on(text: str) -> bool:
    """Tell whether a sentence without a speaker goes on with what was being said."""
    return text[:1] in "\"“'‘" or GOES_ON.match(text) is not None


def _quotes_before_their_speaker(article: Article, told: dict[str, tuple[Speech, ...]]) -> None:
    """Give the sentences of a quotation that name nobody to who speaks beside it in the paragraph."""
    paragraph: list[Sentence] = []
    for sentence in (*article.sentences, None):
        if paragraph and (sentence is None or sentence.paragraph != paragraph[0].paragraph):
            _share_speaker(article, paragraph, told)
            paragraph = []
        if sentence is not None:
            paragraph.append(sentence)


def _share_speaker(article: Article, paragraph: list[Sentence], told: dict[str, tuple[Speech, ...]]) -> None:
    quoted: list[Sentence] = []
    inside = False
    speaker: str | None = None
    for sentence in paragraph:
        text = article.quote(sentence.start, sentence.end)
        marks = sum(text.count(mark) for mark in '"“”')
        in_quotation = inside or text[:1] in '"“'
        inside = inside != (marks % 2 == 1)
        if told[sentence.id]:
            speaker = told[sentence.id][0].speaker
            for waiting in quoted:
                told[waiting.id] = (Speech(speaker, 0, waiting.end - waiting.start),)
            quoted = []
        elif in_quotation and speaker is not None:
            told[sentence.id] = (Speech(speaker, 0, len(text)),)
        elif in_quotation:
            quoted.append(sentence)


class Known:
    """Who has spoken so far, from the last backwards: what pronouns and short forms are led back to."""

    def __init__(self, roles: Roles) -> None:
        """Begin with nobody but those whose offices the article tells."""
        self._roles = roles
        self._mentioned: list[str] = []
        self._speakers: list[str] = []
        self._last: list[str] = []
        self._began: Opening = nobody
        self._pronouns: dict[str, str] = {}

    def end_sentence(self, text: str, speakers: Sequence[str], opening: Opening) -> None:
        """Take in who spoke in a sentence, who is named in it, and who began it."""
        self._last = list(reversed(speakers))
        self._mentioned = sorted(filter(text.count, self._roles.people), key=text.rfind, reverse=True)
        self._began = opening
        self._speakers += speakers

    def resolve(self, speech: Speech, here: Opening) -> str | None:
        """Return the fullest form of a speaker; none for a pronoun of nobody.

        `here` tells who begins the sentence: he is meant by a pronoun further on in it.
        """
        speaker = speech.speaker
        if PRONOUN.match(speaker):
            others = reversed(self._speakers[-MOST_SPEECHES:])
            tried = (here(), *self._last, *self._mentioned, self._began(), *others)
            found = next((one for one in tried if one and self._may_be(speaker.lower(), one)), None)
            if found is not None:
                self._pronouns[found] = speaker.lower()
            return found and (self._roles.holder(found) or found)
        words = speaker.split()
        for earlier in reversed(self._speakers[-MOST_KNOWN:]):
            if earlier == speaker:
                break
            shorter = len(words) <= 2 and len(earlier.split()) > len(words)
            if shorter and _short_for(words, words[-1].lower(), earlier):
                return earlier
        return self._roles.holder(speaker) or speaker

    def _may_be(self, pronoun: str, speaker: str) -> bool:
        """Tell whether a pronoun may mean a speaker: "it" no person, "he" no body, nobody he and she."""
        if self._pronouns.get(speaker, pronoun) != pronoun:
            return False
        words = speaker.split()
        body = words[-1].lower() in SHARED_HEADS or words[-1].isupper()
        named = len(words) > 1 and all(word[:1].isupper() for word in words[-2:])
        of_kind = not KINDS_OF_BODIES.isdisjoint(speaker.lower().split())
        person = named and not of_kind and SPEAKER_WORD.search(words[-1]) is None
        if pronoun in {"he", "she"}:
            return not body and (len(words) > 1 or speaker.islower() or self._is_surname(speaker))
        return not person if pronoun == "it" else True

    def _is_surname(self, word: str) -> bool:
        """Tell "Kolar" from "United": somebody with a full name of which it is the last word."""
        others = (*self._roles.people, *self._speakers[-MOST_KNOWN:])
        return any(" " in name and name.split()[-1] == word for name in others)


def _short_for(words: list[str], last: str, earlier: str) -> bool:
    """Tell whether "the Observatory" is the Syrian Observatory for Human Rights, or "Oduya" Maria Oduya."""
    long = [word.lower().strip(",.") for word in earlier.split()]
    if words[0][0].isupper() and len(words) == 1:
        return last in long
    return last in SHARED_HEADS and {word.lower() for word in words} <= {*long}


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{2,}", text.lower())) - {"the", "of"}
