"""Who speaks in one sentence: verbs of saying, sources, quotations, and whose figure it is."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from summarise.nouns import PEOPLE
from summarise.numbers import NUMBER_WORDS
from summarise.saying import (
    ACCORDING,
    AGENT,
    AMOUNT,
    BARE_OF_SOMEONE,
    BASE,
    BREAK,
    CLAUSE_START,
    CLOSE_TO,
    COLON,
    COMPLEMENTS,
    COUNTED,
    CROWDS,
    DATA,
    GAPPED,
    HAS_OBJECT,
    HELD_BY,
    IN_ONES_VIEW,
    INSERTION,
    KIND_OF_SPEAKER,
    LAST_NAMES,
    LEAD_INS,
    LONGEST_PLAIN_SPEAKER,
    LONGEST_SPEAKER,
    NO_END,
    NO_SPEAKER,
    NOUN_BEFORE,
    NOUN_BEHIND,
    NOUNS_TOO,
    OF_SOMEONE,
    OWN,
    PARTICIPLE,
    PASSIVE,
    POLLED,
    PRONOUN,
    QUOTED_AS,
    RELATIVE,
    SAID,
    SAYING,
    SPEAKER_WORD,
    STUDY_BY,
    TELLS,
    TRAILING,
    TURN,
    WORDS,
    Sought,
)

# What somebody does is no speaker: "turning down a pay offer".
DOING = re.compile(r"[a-z]+ing (?:down|up|out|off|on|an?|the|its|their|his|her)\b")
# How many characters around a verb may name its speaker; without a bound, a hostile sentence takes hours.
REACH = 400
TRAILING_ARTICLE = re.compile(
    r"\s+(?:the|an?|its|his|her|their|as|one|two|three|several|some)$", re.IGNORECASE
)
# "According to her" is what she says.
SUBJECTS = {"her": "she", "him": "he", "them": "they"}
SAID_BY_PRONOUNS = frozenset("put count expect propose pledge promise demand forecast project".split())
MOST_SPEECHES = 40
# So many characters behind "and, according to the broadcaster," are what it says.
LEAST_TOLD = 10
AUXILIARY = re.compile(r"(?<=,) (?:has|had|have|also|later|now|has also|had earlier|has now|has since)$")
NUMBERED = re.compile(r"(.{3,60}?) of (?:the )?[\d,.]+ (.*)")
# "According to the regional governor, Oksana Lyman."
APPOSED = re.compile(r", ((?:[A-ZÀ-Þ][\w'’-]+ ){1,3}[A-ZÀ-Þ][\w'’-]+)(?=[,.;]|$)")
# Behind "and" a verb in the past has the subject of the one before it.
SECOND = re.compile(r"\band (?:(?:has|have|had|also|later|then) )?$")
ONES_OWN = re.compile(r"\b(?:his|her|its|their) $")
# What does something with its own is a subject and its verb: "air force corrected its tally".
HAS_OWN = re.compile(r"\b(?!(?:of|for|in|with|and|or)\b)\w+ (?:its|his|her|their)\b")
BRACKETED = re.compile(r"\s*\([^()]{1,40}\)")

Opening = Callable[[], str | None]
"""Tells who begins a sentence, where that is asked for."""


def nobody() -> None:
    """Tell that nobody begins a sentence."""


class Speech(NamedTuple):
    """A speaker in the words of the article, and the part of the sentence that is told as his."""

    speaker: str
    start: int
    end: int


def speeches_in(text: str, opening: Opening) -> list[Speech]:
    """Return who speaks in a sentence, in the order in which they begin to; `opening` tells who begins it."""
    words = frozenset(WORDS.findall(text.lower()))
    found = [*_by_source(text, words), *_by_quotation(text, words)]
    for verb in _verbs(text, words):
        if len(found) < MOST_SPEECHES:
            speech = _by_verb(text, verb, alone=not found) or _by_second_verb(text, verb, found, opening)
            found += [speech] if speech else []
    if found and AMOUNT.search(text):
        found += [Speech(m.group(1), m.end(), len(text)) for m in _first(GAPPED, text)]
    found += _by_participle(text, words, found, opening)
    found += _by_holder(text, words, found, opening)
    return sorted(found[:MOST_SPEECHES], key=lambda speech: speech.start)


def _verbs(text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Yield the verbs of saying of a sentence, of which `words` are the words."""
    if not BASE.keys().isdisjoint(words):
        yield from (word for word in WORDS.finditer(text) if word.group() in BASE)


def _by_source(text: str, words: frozenset[str]) -> Iterator[Speech]:
    """Yield the speakers behind "according to", "citing" and "expected by"."""
    told = 0  # "6 million according to the museum, 4 million according to the insurer"
    for match in _some(ACCORDING, text, words):
        before, behind = _around(text, match)
        phrase = _up_to_break(behind)
        speaker = _clean(phrase.rstrip(".!?"))
        if (named := APPOSED.match(behind[len(phrase) :])) is not None:
            speaker, phrase = named[1], phrase + named[0]
        speaker = SUBJECTS.get(speaker.lower(), speaker)
        if not speaker or not _can_speak(speaker):
            continue
        goes_on = len(behind) - len(phrase) > LEAST_TOLD
        early = before.endswith((", ", "; ")) and match.start() < len(text) * 0.3
        leading = match.start() < 3 or (early and goes_on)
        only_behind = goes_on and re.search(r"\b(?:and|while|but),?\s*$", before) is not None
        start = match.start() if leading or only_behind else _start_of_clause(text, match.start())
        end = match.end() + len(phrase)
        another = ACCORDING.pattern.search(text, end)
        yield Speech(speaker, max(start, told), end if another and not leading else _end_of_speech(text, end))
        told = 0 if leading else end
    for match in _some(AGENT, text, words):
        speaker = _clean(_up_to_break(text[match.end() : match.end() + REACH]).rstrip(".!?"))
        if speaker and SPEAKER_WORD.search(speaker) and _can_speak(speaker):
            yield Speech(speaker, _nearest_break(text, match.start()), match.end())


def _by_quotation(text: str, words: frozenset[str]) -> Iterator[Speech]:
    """Yield the speakers in "quoted him as saying" and in "The mayor: “We …”"."""
    for match in _some(QUOTED_AS, text, words):
        whom = match["whom"] or _subject(text[max(0, match.start() - REACH) : match.start()])
        speaker = _clean(whom)
        if _can_speak(speaker):
            yield Speech(speaker, match.end(), len(text))
    for match in _first(COLON, text) if ': "' in text or ": “" in text else ():
        speaker = _clean(match["who"])
        named = SPEAKER_WORD.search(speaker) is not None or _is_name(speaker)
        if named and _can_speak(speaker) and match.start() < 3:
            yield Speech(speaker, match.end(), len(text))


def _by_verb(text: str, verb: re.Match[str], *, alone: bool) -> Speech | None:
    """Return who speaks with a verb of saying, none if nobody does; `alone` if nobody did so far."""
    before, behind = _around(text, verb)
    if BASE[verb.group()] not in SAYING and _is_quoted(text, verb.start()):
        return None  # "“The prefecture counts at one point,” she said"
    if PASSIVE.search(before[-24:]) or (behind.startswith(" by ") and BASE[verb.group()] != "stand"):
        return None
    if verb.group() in NOUNS_TOO and (NOUN_BEFORE.search(before) or NOUN_BEHIND.match(behind)):
        return None
    if verb.group() in NOUNS_TOO & SAYING and TELLS.match(behind) is None:
        return None  # "the Velmarian state operator"
    inverted = _inverted(verb, before, behind)
    speaker = _speaker(verb.group(), _subject(before), inverted)
    if speaker is None or not _reports(verb.group(), speaker, behind):
        return None
    at = max(text.rfind(speaker, max(0, verb.start() - REACH), verb.start()), 0)
    if speaker == inverted or _trails(text, verb, at):
        end = min(_end_of_speech(text, verb.end()), _end(text, verb.end()))
        return Speech(speaker, _start_of_clause(text, at), end)
    if at > 25 and BASE[verb.group()] in SAYING and behind[:1] in {",", ":", ";"} and alone:
        return Speech(speaker, 0, len(text))  # "…, he says: …"
    aside = RELATIVE.match(_last_clause(before)) is not None
    return Speech(speaker, verb.start(), _nearest_stop(text, verb.end()) if aside else _end(text, verb.end()))


def _by_second_verb(
    text: str, verb: re.Match[str], found: Sequence[Speech], opening: Opening
) -> Speech | None:
    """Return who speaks in "The ministry closed the road and said that …": who begins the sentence."""
    before, behind = _around(text, verb)
    if SECOND.search(before) is None or verb.group() in NOUNS_TOO or _is_quoted(text, verb.start()):
        return None
    speaker = found[-1].speaker if found else opening()
    if (
        speaker is None
        or not _can_speak(speaker, verb.group())
        or not _reports(verb.group(), speaker, behind)
    ):
        return None
    return Speech(speaker, verb.start(), _end(text, verb.end()))


def _is_quoted(text: str, at: int) -> bool:
    """Tell whether a place stands inside quotation marks."""
    return (text.count('"', 0, at) + text.count("“", 0, at) + text.count("”", 0, at)) % 2 == 1


def _by_participle(
    text: str, words: frozenset[str], found: Sequence[Speech], opening: Opening
) -> Iterator[Speech]:
    """Yield the speaker in "went lower still, telling reporters that …": who spoke or acts before."""
    for match in _some(PARTICIPLE, text, words):
        before = [speech for speech in found if speech.start < match.start()]
        speaker = before[-1].speaker if before else opening()
        if speaker:
            yield Speech(speaker, match.start(), _end(text, match.end()))


def _by_holder(
    text: str, words: frozenset[str], found: Sequence[Speech], opening: Opening
) -> Iterator[Speech]:
    """Yield whose figure it is in "the union's count", "its estimate" and "a company-provided consensus"."""
    if "'" in text or "’" in text:
        yield from _by_possessive(text, words)
    for match in _some(KIND_OF_SPEAKER, text, words):
        yield Speech(match.group(1), match.start(), _nearest_stop(text, match.end() + 2))
    for match in _some(STUDY_BY, text, words):
        yield Speech(match.group(1), match.end(), len(text))
    for match in _some(POLLED, text, words):
        yield Speech(match.group(1), _nearest_break(text, match.start()), _nearest_stop(text, match.end()))
    for match in _some(OWN, text, words):
        told = any(speech.start <= match.start() < speech.end for speech in found)
        if not told and (holder := opening()):
            yield Speech(holder, match.start(), _nearest_stop(text, match.end()))


def _by_possessive(text: str, words: frozenset[str]) -> Iterator[Speech]:
    """Yield whose figure it is in "the union's count of 12" and "well above the company's 340"."""
    for match in _some(OF_SOMEONE, text, words):
        speaker = _clean(match.group(1))
        if not (speaker and SPEAKER_WORD.search(speaker) and _can_speak(speaker)):
            continue
        if ONES_OWN.search(text[max(0, match.start(1) - 8) : match.start(1)]):
            continue  # "his party's own count" is what he says
        if IN_ONES_VIEW.search(text[max(0, match.start(1) - 12) : match.start(1)]):
            yield Speech(speaker, 0, len(text))
        else:
            yield Speech(speaker, _nearest_break(text, match.start()), _nearest_stop(text, match.end()))
    for match in _first(BARE_OF_SOMEONE, text):
        speaker = _clean(match.group(1))
        if SPEAKER_WORD.search(speaker):
            yield Speech(speaker, match.end(), match.end() + 1)


def _some(sought: Sought, text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """Yield the first matches in a sentence, of which `words` are the words."""
    return iter(()) if sought.words.isdisjoint(words) else _first(sought.pattern, text)


def _first(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield the first matches of a pattern: no sentence has more speakers."""
    return islice(pattern.finditer(text), MOST_SPEECHES)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the characters before a match and those behind it, as far as they may name a speaker."""
    return text[max(0, match.start() - REACH) : match.start()], text[match.end() : match.end() + REACH]


def _up_to_break(text: str) -> str:
    stop = BREAK.search(text)
    return text[: stop.start()] if stop else text


def _start_of_clause(text: str, at: int) -> int:
    """Return where what is told before a trailing speaker begins: the sentence, or behind a semicolon."""
    return text.rfind(";", 0, at) + 1


def _nearest_break(text: str, at: int) -> int:
    """Return where the clause around a place begins."""
    return max(text.rfind(sign, max(0, at - REACH), at) for sign in ",;:") + 1


def _nearest_stop(text: str, at: int) -> int:
    """Return where the clause around a place ends."""
    stop = re.search(r"[,;:](?=\s)|$", text[at : at + REACH])
    return at + (stop.start() if stop else 0)


def _end(text: str, at: int) -> int:
    """Return where what is told behind a verb of saying ends."""
    stop = text.find(";", at)
    return len(text) if stop < 0 else stop


def _end_of_speech(text: str, at: int) -> int:
    """Return where what a trailing speaker says ends: at the next turn of the sentence."""
    turn = TURN.search(text, at)
    return turn.start() if turn and turn.start() - at < REACH else len(text)


def _speaker(verb: str, subject: str, inverted: str | None) -> str | None:
    """Return the first of the phrases around a verb that can speak with it."""
    tried = [subject, inverted]
    last = names.group(1).strip() if (names := LAST_NAMES.search(subject)) is not None else ""
    if last and (BASE[verb] in SAYING or last.isupper()):
        tried.append(last)
    able: list[str] = []
    for phrase in tried:
        if phrase is not None and _can_speak(phrase, verb):
            if PRONOUN.match(phrase) or _is_name(phrase) or SPEAKER_WORD.search(phrase):
                return phrase
            able.append(phrase)
    return next(iter(able), None)


def _reports(verb: str, speaker: str, behind: str) -> bool:
    """Tell a verb that reports a figure from the same verb in "showed six yellow cards"."""
    base = BASE[verb]
    if base in COMPLEMENTS:
        return re.match(COMPLEMENTS[base], behind) is not None
    return base not in {"show", "find"} or DATA.search(speaker) is not None


def _trails(text: str, verb: re.Match[str], subject: int) -> bool:
    """Tell ", police said." at the end, which governs what stands before it, from "police said that …"."""
    before = text[max(0, subject - 40) : subject].rstrip()
    if subject == 0 or (verb.start() < 25 and not before.endswith(('"', "”"))):
        return False
    while (article := TRAILING_ARTICLE.search(before)) is not None:
        before = before[: article.start()]
    if not before.endswith((",", '"', "”", "'", "-", "—", "–")):
        return False
    behind = text[verb.end() : verb.end() + REACH]
    if BASE[verb.group()] not in SAYING:
        return re.match(r"(?: on \w+day| last \w+| this \w+)?[.,]", behind) is not None
    if len(behind) > 30 and SAID.match(behind):
        return False
    return len(behind) < 100 or behind.lstrip().startswith((",", "."))


# Noun phrases


def _subject(before: str) -> str:
    """Return the noun phrase in front of a verb of saying, insertions between commas left out."""
    before = AUXILIARY.sub("", before.rstrip())
    if before.endswith(")"):
        before = re.sub(r"\s*\([^()]{1,40}\)$", "", before)
    if before.endswith(","):
        return _before_insertions(before[:-1])
    clause = _last_clause(before)
    if (relative := RELATIVE.match(clause)) is not None and len(clause) - relative.end() < 24:
        return _subject(before[: len(before) - len(clause)].rstrip(" ,"))
    return _clean(clause)


def _before_insertions(before: str) -> str:
    """Return the subject in "Lopez, 58, who has led it since 2018, said" and "Jo Li, the mayor, said"."""
    whole = BRACKETED.sub("", re.split(r"[;:\"“”\n]", before)[-1])
    parts = [part.strip() for part in whole.split(", ")]
    n = len(parts) - 1
    while n > 0 and INSERTION.match(parts[n]) is not None and not _is_name(_clean(_last_clause(parts[n]))):
        n -= 1
    name = _clean(_last_clause(parts[n]))
    outer = _clean(_last_clause(parts[n - 1])) if n else ""
    return outer if n and _is_name(outer) and not _is_name(name) else name


def _last_clause(text: str) -> str:
    return text[max((m.end() for m in CLAUSE_START.finditer(text)), default=0) :]


def opening_of(text: str, names: frozenset[str]) -> str | None:
    """Return the noun phrase that a sentence begins with, if it names somebody who can speak.

    `names` are the words that the article writes with a capital inside a sentence.
    """
    words = re.split(r"[,;:()\"“”]| (?:who|which|that|was|is|has|had|were|have|and)\b", text[:120])[0].split()
    longest = [" ".join(words[:n]) for n in range(min(len(words), 7), 0, -1)]
    for phrase in map(_clean, longest):
        ends_in_speaker = phrase and _is_speaker(phrase.split()[-1].lower())
        named = _is_name(phrase) and (" " in phrase or phrase in names)
        named = named or _is_kind_and_name(phrase)
        if (ends_in_speaker or named) and _can_speak(phrase) and HAS_OWN.search(phrase) is None:
            return phrase
    return None


def _is_kind_and_name(phrase: str) -> bool:
    """Tell "broker Pellworth Re" and "Finnish valve maker Varsikko": a kind of speaker and its name."""
    words = phrase.split() or [""]
    return words[-1][:1].isupper() and any(_is_speaker(word) for word in words[:-1] if word.islower())


@lru_cache(maxsize=4096)
def _may_end_speaker(word: str) -> bool:
    return _is_speaker(word) or word in PEOPLE or PRONOUN.match(word) is not None


def _is_speaker(word: str) -> bool:
    return SPEAKER_WORD.fullmatch(word) is not None


def _inverted(verb: re.Match[str], before: str, behind: str) -> str | None:
    """Return the speaker behind the verb in '", said Maria Oduya, the mayor'."""
    if BASE[verb.group()] not in SAYING or verb.start() < 4:
        return None
    if not before[-2:].strip().endswith((",", '"', "”", "'")):
        return None
    return _clean(_up_to_break(behind.lstrip()).rstrip("."))


def _clean(phrase: str) -> str:
    """Strip from a noun phrase what is no part of the speaker's name."""
    phrase = phrase.strip(" \t\n,.-–—'\"“”")
    while (lead := LEAD_INS.match(phrase)) is not None and lead.end():
        phrase = phrase[lead.end() :]
    while (trail := TRAILING.search(phrase)) is not None:
        phrase = phrase[: trail.start()]
    if phrase[:3] in {"In ", "At ", "On ", "By "} and phrase.split()[-1].lower() in CROWDS:
        phrase = phrase.split()[-1]
    numbered = None if phrase[:3] in {"In ", "At ", "On "} else NUMBERED.match(phrase)
    if numbered is not None:
        # "sixteen of 21 economists", but "a survey of 1,020 households"
        some = numbered.group(1).lower() in NUMBER_WORDS
        phrase = numbered.group(2 if some else 1)
    if (held := HELD_BY.fullmatch(phrase)) is not None:
        phrase = held["by"] or held["of"]
    counted = COUNTED.match(phrase)
    return phrase[counted.end() if counted else 0 :].strip()


def _is_inflected(word: str) -> bool:
    return word in BASE and BASE[word] != word and word not in NOUNS_TOO


def _is_name(phrase: str) -> bool:
    words = phrase.split()
    return 1 <= len(words) <= 6 and words[0][:1].isupper() and words[-1][:1].isupper()


def _can_speak(phrase: str, verb: str = "said") -> bool:
    """Tell whether a phrase may be a speaker: anybody with a verb of saying, else a known kind or a name."""
    words = phrase.split()
    if not words or len(words) > LONGEST_SPEAKER or any(map(str.isdigit, phrase)):
        return False
    if NO_SPEAKER.search(CLOSE_TO.sub("", phrase)) or _is_inflected(words[-1]) or {"said", "told"} & {*words}:
        return False
    if (words[-1].lower() in NO_END and not PRONOUN.match(phrase)) or DOING.match(phrase):
        return False
    if verb in NOUNS_TOO and words[-1].islower() and not _may_end_speaker(words[-1]):
        return False  # "a government pay offer"
    if any(_is_inflected(match.group(1)) for match in HAS_OBJECT.finditer(phrase)):
        return False
    saying = BASE[verb] in SAYING
    if PRONOUN.match(phrase):
        return saying or BASE[verb] in SAID_BY_PRONOUNS
    if SPEAKER_WORD.search(phrase):
        return True
    named = _is_name(phrase)
    if not saying:
        return named and (len(words) > 1 or phrase.isupper() or BASE[verb] in {"speak", "put"})
    if any(word[0].isupper() for word in words):
        return True
    return verb not in NOUNS_TOO and len(words) <= LONGEST_PLAIN_SPEAKER
