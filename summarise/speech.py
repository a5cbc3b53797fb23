"""Attribution: who says what a sentence says, within it and across sentences."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summarise.values import Article, Sentence

VERBS = (
    "said|says|say|told|reported|reports|announced|announces|claimed|claims|stated|states|confirmed"
    "|confirms|noted|notes|added|adds|estimated|estimates|estimate|acknowledged|admitted|admits|warned"
    "|warns|denied|denies|insisted|insists|argued|argues|wrote|tweeted|posted|declared|declares"
    "|disclosed|revealed|reveals|expects|expected|forecasts|predicted|predicts|alleged|alleges|accused"
    "|maintained|maintains|explained|explains|tells|recalled|conceded|concedes|put|puts|counted"
    "|recorded|communicated|informed|informs|suggested|suggests|found|finds|showed|shows|ruled"
    "|described|listed|lists|lowered|raised|revised|cut|spoke|speaks|gave|gives|called|disputes"
    "|disputed|reckon|reckons|promised|promises|pledged|pledges|proposed|proposes|propose|speak of"
    "|testified|writes|answered|responded|believe|records|guided|sees|foresees|advises|advised|ordered"
    "|counts|show|quoted|summed up|calculated|calculates|verified|verifies|registered|replied|published"
    "|issued|measured|rates|rated|asserted|asserts|believes|thinks|hopes"
)
# With these alone a person or body speaks; with the others only a known kind of speaker does.
PLAIN_SAYING = frozenset(
    "said says say told reported reports announced claimed claims stated states confirmed "
    "confirms noted notes added adds estimated estimates acknowledged admitted warned warns "
    "denied denies insisted argued wrote tweeted declared disclosed reckon reckons disputes "
    "alleged alleges explained tells conceded informed informs replied maintains".split()
)
# Others with which "it" and "he" speak.
PRONOUN_VERBS = PLAIN_SAYING | {"put", "puts", "counted", "expects", "estimates"}
SPEAKERS = (
    "police|officials?|authorit(?:y|ies)|minist(?:ry|er|ers)|government|company|firm|agency|agencies"
    "|spokes(?:man|woman|person|people)|sources?|residents?|witness(?:es)?|analysts?|doctors?|rescuers"
    "|prosecutors?|union|group|army|military|militia|hospital|mayor|president|governor|office|service"
    "|services|department|bureau|commission|committee|council|court|judge|observatory|observers?"
    "|mediators?|diggers|monitors?|mission|institute|university|bank|survey|centre|center"
    "|organi[sz]ation|statement|report|data|figures|documents?|media|newspaper|radio|television"
    "|broadcaster|lawyers?|director|chief|head|commander|general|coach|manager|captain|operator"
    "|regulator|watchdog|charity|federation|association|board|party|alliance|coalition|campaign|team"
    "|club|railway|airline|investigators?|inspectors?|experts?|scientists?|economists?|forecasters?"
    "|seismologists?|geologist|secretary|senator|people (?:familiar|close|with)|guard|forces|bulletin"
    "|poll|pollster|chairman|chairwoman|chair|executive|leader|rebels|consul|professor|engineer|state"
    "|county|province|management|volunteers|manifest|consensus|tally|announcer|prosecution|defen[cs]e"
    "|administration|embassy|network|front|room|centre-back|striker|winger|mother|father|survivors?"
    "|coroner|examiners?|utility"
)
SPEAKER_WORD = re.compile(rf"\b(?:{SPEAKERS})\b", re.IGNORECASE)
VERB = re.compile(rf"\b(?:{VERBS})\b")
ACCORDING = re.compile(
    r"\b(?:according to|in the words of|as told by|(?:as )?(?:reported|estimated|confirmed|announced"
    r"|stated|verified) by|citing|quoting|(?:figures|data|numbers|statistics|estimates|a count|a tally"
    r"|a report|a statement) (?:from|by)) ",
    re.IGNORECASE,
)
BREAK = re.compile(
    r"[,;:()\"“”\n]| (?:who|which|that|whom|whose|where|when|while|and|but|as|after|before|because|on"
    r"|in its|in a|in an|in his|in her|for the|with|by|to|from a|since|of which) ",
)
CLAUSE_START = re.compile(
    r"[;:()\"“”\n,]\s*| (?:and|but|while|as|although|though|because|after|when|whereas|that|where|since"
    r"|if|than|until) ",
    re.IGNORECASE,
)
LEAD_INS = re.compile(
    r"(?:but|when|if|because|that|and|meanwhile|however|earlier|later|separately|still|yet|so|also|then"
    r"|on (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+ing)?|in a statement|according to|as the|as"
    r"|data of the|data from|figures of the|the (?:last|latest) bulletin of the|(?:last"
    r"|latest) bulletin of the|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|last (?:night|week|month)"
    r"|yesterday|today|overnight)\b,?\s*",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"\s+(?:also|has|had|have|later|earlier|then|first|previously|separately|meanwhile|initially"
    r"|subsequently|again|now|today|yesterday|still|only|even|itself|himself|herself|themselves|already"
    r"|since|just|on|(?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+ing)?"
    r"|this (?:morning|afternoon|evening|week)|last night|overnight|could|would|will|did|does|do|never"
    r"|not|officially|publicly|repeatedly)$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"(?:the|a|an|\d+|two|three|four|five|six|several|some)\s+", re.IGNORECASE)
LAST_NAMES = re.compile(r"(?:^|\s)((?:[A-Z][\w'’.-]+ ?){1,4})$")
PRONOUN = re.compile(r"(?:it|he|she|they)$", re.IGNORECASE)
PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
BEHIND_CONJUNCTION = re.compile(r"\b(?:and|while|but),?\s*$")
CROWDS = frozenset(
    "monitors officials police rescuers doctors residents witnesses analysts prosecutors "
    "investigators experts economists observers mediators authorities".split()
)
NO_SPEAKER = re.compile(
    r"^(?:i|we|you|if|when|who|what|this|these|those)\b|\b(?:there|who|is|are|was|were|be|been|will"
    r"|would|to|not)\b",
    re.IGNORECASE,
)
SHARED_HEADS = frozenset(
    "agency ministry company group observatory army commission police office council government "
    "union party firm court mission service bureau department institute bank board organisation "
    "organization centre center committee network militia federation club operator regulator "
    "alliance coalition university hospital guard".split()
)
# Verbs that do many things besides reporting a figure, and what must stand behind them when they do.
REPORTING_ONLY = {
    "put": r".{0,60}?\bat\b",
    "puts": r".{0,60}?\bat\b",
    "gave": r".{0,40}?\b(?:tally|toll|figure|number|count|estimate|total|margin)s?\b",
    "gives": r".{0,40}?\b(?:tally|toll|figure|number|count|estimate|total|margin)s?\b",
    "called": r".{0,60}?\bfigure\b",
    "cut": r".{0,40}?\b(?:toll|number|figure|count|forecast|estimate|guidance)s?\b",
    "lowered": r".{0,40}?\b(?:toll|number|figure|count|forecast|estimate|guidance)s?\b",
    "raised": r".{0,40}?\b(?:toll|number|figure|count|forecast|estimate|guidance)s?\b",
}
DATA_ONLY = frozenset({"showed", "shows", "show", "found", "finds"})
DATA = re.compile(
    r"\b(?:data|figures?|poll|survey|tally|count|report|statistics|results?|study|bulletin|documents?"
    r"|records?|investigators?|inquiry)\b",
    re.IGNORECASE,
)
# How a sentence that names no speaker goes on with what was being said.
GOES_ON = re.compile(
    r"(?:The|They|These|Those) (?:dead|deaths|toll|victims|casualties|figures?|count|number|tally|wounded"
    r"|missing) "
    r"|(?:Another|A further|The remaining|The rest|In all|In total|Only|Most|That (?:leaves|brings|makes|took"
    r"|is)|This (?:brings|leaves|makes)|Of (?:those|them|the|these)|Among (?:them|the|those)"
    r"|\w+ of (?:them|those|these|the dead|the victims))\b"
)
# Behind a verb of saying, what is said: the speaker does not trail.
SAID = re.compile(r"\s+(?:that|it|there|about|\d|no|all|they|he|she|its|more|some|up|over|around|nearly)\b")
LONGEST_SPEAKER = 14
# How many characters around a verb may name its speaker; without a bound, a hostile sentence takes hours.
REACH = 400


class Speech(NamedTuple):
    """A speaker in the words of the article, and where his verb stands: it governs what comes behind."""

    speaker: str
    at: int
    governs_all: bool


def attribute(article: Article) -> dict[str, tuple[Speech, ...]]:
    """Return for each sentence, by id, who speaks in it.

    Pronouns and short forms ("it added", "the ministry said") are led back to the fullest form before them;
    a quotation without a speaker of its own goes to the speaker beside it in the paragraph.
    """
    told: dict[str, tuple[Speech, ...]] = {}
    known: list[str] = []
    previous: Sentence | None = None
    for sentence in article.sentences:
        text = article.quote(sentence.start, sentence.end)
        speeches = [
            speech._replace(speaker=resolved)
            for speech in _speeches(text)
            if (resolved := _resolve(speech.speaker, known)) is not None
        ]
        known += [speech.speaker for speech in speeches]
        goes_on = previous is not None and previous.paragraph == sentence.paragraph and _goes_on(text)
        if previous is not None and goes_on and not speeches:
            speeches = [Speech(s.speaker, 0, governs_all=True) for s in told[previous.id][-1:]]
        told[sentence.id] = tuple(speeches)
        previous = sentence
    _quotes_before_their_speaker(article, told)
    return told


def speaker_of(speeches: Sequence[Speech], start: int) -> str | None:
    """Return who says the figure that begins `start` characters into its sentence, none if nobody does."""
    before = [speech for speech in speeches if speech.at <= start]
    if before:
        return before[-1].speaker
    after = [speech for speech in speeches if speech.governs_all]
    return after[0].speaker if after else None


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
    speaker: Speech | None = None
    for sentence in paragraph:
        text = article.quote(sentence.start, sentence.end)
        marks = sum(text.count(mark) for mark in '"“”')
        in_quotation = inside or text[:1] in '"“'
        inside = inside != (marks % 2 == 1)
        if told[sentence.id]:
            speaker = Speech(told[sentence.id][0].speaker, 0, governs_all=True)
            for waiting in quoted:
                told[waiting.id] = (speaker,)
            quoted = []
        elif in_quotation and speaker is not None:
            told[sentence.id] = (speaker,)
        elif in_quotation:
            quoted.append(sentence)


def _speeches(text: str) -> list[Speech]:
    """Return who speaks in a sentence, in the order in which they begin to."""
    found = list(_by_source(text))
    for verb in VERB.finditer(text):
        if (speech := _by_verb(text, verb, alone=not found)) is not None:
            found.append(speech)
    return sorted(found, key=lambda speech: speech.at)


def _by_source(text: str) -> Iterator[Speech]:
    """Yield the speakers behind "according to" and "citing"."""
    for match in ACCORDING.finditer(text):
        before, behind = _around(text, match)
        phrase = _up_to_break(behind)
        speaker = _clean(phrase.rstrip(".!?"))
        if not speaker or not _can_speak(speaker, "said"):
            continue
        leading = match.start() < 3 or (before.endswith((", ", "; ")) and match.start() < len(text) * 0.3)
        goes_on = len(behind) - len(phrase) > 25
        only_behind = goes_on and not leading and BEHIND_CONJUNCTION.search(before) is not None
        yield Speech(speaker, match.start() if leading or only_behind else len(text), not only_behind)


def _by_verb(text: str, verb: re.Match[str], *, alone: bool) -> Speech | None:
    """Return who speaks with a verb of saying, none if nobody does; `alone` if nobody did so far."""
    before, behind = _around(text, verb)
    if PASSIVE.search(before[-24:]):
        return None
    inverted = _inverted(verb, before, behind)
    speaker = _speaker(verb.group(), _subject(before), inverted)
    if speaker is None or not _reports(verb.group(), speaker, behind):
        return None
    at = max(text.rfind(speaker, max(0, verb.start() - REACH), verb.start()), 0)
    if speaker == inverted or _trails(text, verb, at):
        return Speech(speaker, len(text), governs_all=True)
    if at > 25 and verb.group() in PLAIN_SAYING and behind[:1] in {",", ":", ";"}:
        return Speech(speaker, 0 if alone else at, governs_all=True)  # "…, he says: …"
    return Speech(speaker, at, governs_all=False)


def _around(text: str, match: re.Match[str]) -> tuple[str, str]:
    """Return the characters before a match and those behind it, as far as they may name a speaker."""
    return text[max(0, match.start() - REACH) : match.start()], text[match.end() : match.end() + REACH]


def _up_to_break(text: str) -> str:
    stop = BREAK.search(text)
    return text[: stop.start()] if stop else text


def _speaker(verb: str, subject: str, inverted: str | None) -> str | None:
    """Return the first of the phrases around a verb that can speak with it."""
    tried = [subject, inverted]
    if verb in PLAIN_SAYING and (names := LAST_NAMES.search(subject)) is not None:
        tried.append(names.group(1))
    return next((phrase for phrase in tried if phrase is not None and _can_speak(phrase, verb)), None)


def _reports(verb: str, speaker: str, behind: str) -> bool:
    """Tell a verb that reports a figure from the same verb in "showed six yellow cards"."""
    if verb in REPORTING_ONLY:
        return re.match(REPORTING_ONLY[verb], behind) is not None
    return verb not in DATA_ONLY or DATA.search(speaker) is not None


def _trails(text: str, verb: re.Match[str], subject: int) -> bool:
    """Tell ", police said." at the end, which governs what stands before it, from "police said that …"."""
    if verb.group() not in PLAIN_SAYING or verb.start() < 25 or subject == 0:
        return False
    before = text[max(0, subject - 40) : subject].rstrip().removesuffix("the").removesuffix("a").rstrip()
    if not before.endswith((",", '"', "”", "'", "-", "—")):
        return False
    behind = text[verb.end() : verb.end() + REACH]
    if len(behind) > 30 and SAID.match(behind):
        return False
    return len(behind) < 100 or behind.lstrip().startswith((",", "."))


def _subject(before: str) -> str:
    """Return the noun phrase in front of a verb of saying, an apposition between commas left out."""
    before = re.sub(r"\s*\([^()]{1,40}\)\s*$", "", before.rstrip())
    clause = before.removesuffix(",")
    starts = [0, *(match.end() for match in CLAUSE_START.finditer(clause))]
    if len(starts) > 1 and clause != before:
        outer = clause[starts[-2] : starts[-1]].rstrip(" ,")
        outer = _clean(CLAUSE_START.sub("", outer) if outer[:1] in ",;" else outer)
        if clause[: starts[-1]][-2:-1] == "," and _is_name(outer):
            return outer
    return _clean(clause[starts[-1] :])


def _inverted(verb: re.Match[str], before: str, behind: str) -> str | None:
    """Return the speaker behind the verb in '", said Maria Oduya, the mayor'."""
    if verb.group() not in PLAIN_SAYING or verb.start() < 4:
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
    counted = COUNTED.match(phrase)
    return phrase[counted.end() if counted else 0 :].strip()


def _is_name(phrase: str) -> bool:
    words = phrase.split()
    return 1 <= len(words) <= 6 and words[0][:1].isupper() and words[-1][:1].isupper()


def _can_speak(phrase: str, verb: str) -> bool:
    """Tell whether a phrase may be a speaker: a name with a verb of saying, else a known kind of speaker."""
    words = phrase.split()
    if not words or len(words) > LONGEST_SPEAKER or any(c.isdigit() for c in phrase):
        return False
    if NO_SPEAKER.search(phrase) or any(word in PLAIN_SAYING for word in words):
        return False
    if PRONOUN.match(phrase):
        return verb in PRONOUN_VERBS
    if SPEAKER_WORD.search(phrase):
        return True
    if verb not in PLAIN_SAYING and _is_name(phrase) and (len(words) > 1 or phrase.isupper()):
        return True
    return verb in PLAIN_SAYING and any(word[0].isupper() for word in words)


def _resolve(speaker: str, known: list[str]) -> str | None:
    """Lead a pronoun or a short form back to the fullest speaker before it; none for a pronoun of nobody."""
    if PRONOUN.match(speaker):
        return known[-1] if known else None
    words = speaker.split()
    last = words[-1].lower()
    for earlier in reversed(known):
        if earlier == speaker:
            return speaker
        if len(words) <= 2 and len(earlier.split()) > len(words) and _short_for(words, last, earlier):
            return earlier
    return speaker


def _short_for(words: list[str], last: str, earlier: str) -> bool:
    """Tell whether "the Observatory" is the Syrian Observatory for Human Rights, or "Oduya" Maria Oduya."""
    long = [word.lower().strip(",.") for word in earlier.split()]
    if words[0][0].isupper() and len(words) == 1:
        return last in long
    return last in SHARED_HEADS and last in long
