"""Where names stand: runs of capitalised words, without the titles and sentence starts around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summarise.dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from summarise.lookalikes import DESIGNATORS, RANKED
from summarise.units import CURRENCY_CODES
from summarise.values import Article

CAPITAL = r"(?:[A-Z]\.(?:[A-Z]\.)+|[A-Z]\.(?= [A-Z])|(?:St|Mt|Ft)\.|[A-ZÀ-ÞĀ-Ž][\w'’]*(?:-[\w'’]+)*)"
ARTICLE = r"al-|el-|ad-|an-|as-|ash-"
JOINING = (
    r"(?:of the|of|for the|for|de la|de|del|da|dos|di|du|van der|van|von|der|den|bin|ibn|al|el|la|le|y|&)"
)
NAME = re.compile(
    rf"(?:{ARTICLE}|Al-|El-)?{CAPITAL}(?:[ \u00a0](?:{JOINING}[ \u00a0])?(?:{ARTICLE}|d')?{CAPITAL})*"
)
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,9})\)")
FULL = rf"{CAPITAL}(?: {CAPITAL}){{1,3}}"
# Who he is may stand between, but nobody else: "who leads a group known as …" is the group's.
KNOWN_AS = re.compile(
    rf"(?P<name>{FULL})"
    r"(?:, (?:(?:an?|the) (?:(?!(?:who|which|that|of|by|from|in|and|with|group)\b)[\w'’-]{1,30} ){1,5}?)?| )"
    rf"(?:(?:better|also|widely|popularly) )?known as (?P<alias>{FULL})"
)
TITLES = (
    r"brigadier general|brigadier|brig\.? gen\.?|commodore|marshal|superintendent|ambassador|"
    r"major general|maj\.? gen\.?|lieutenant general|lt\.? gen\.?|"
    r"lieutenant colonel|lt\.? col\.?|general|gen\.?|colonel|col\.?|major|maj\.?|captain|capt\.?|"
    r"lieutenant|lt\.?|sergeant|sgt\.?|admiral|adm\.?|commander|president|vice president|prime minister|"
    r"premier|chancellor|king|queen|prince|princess|pope|sheikh|imam|ayatollah|foreign minister|"
    r"cllr\.?|mv|ss|hms|uss|finance minister|interior minister|defence minister|defense minister|"
    r"health minister|minister|"
    r"secretary|senator|sen\.?|representative|rep\.?|governor|gov\.?|mayor|councillor|deputy|judge|justice|"
    r"attorney|professor|prof\.?|doctor|dr\.?|mr\.?|mrs\.?|ms\.?|miss|sir|lord|lady|dame|coach|manager|"
    r"director|chairman|chairwoman|chief executive|ceo|spokesman|spokeswoman|spokesperson|analyst|"
    r"inspector|sheriff|chief|rabbi|bishop|archbishop|reverend|rev\.?|striker|midfielder|goalkeeper|"
    r"defender|winger|referee|geologist|economist|seismologist|prosecutor|lawyer"
)
TITLE = re.compile(rf"(?:{TITLES})", re.IGNORECASE)
OFFICE_OF = re.compile(r"(?:Chair|Head|Leader|Member|Dean|Speaker|Secretary General)s? of (?:the )?")
INNER_TITLE = re.compile(rf" (?:{TITLES}) (?=[A-ZÀ-Þ])", re.IGNORECASE)
TITLE_BEFORE = re.compile(rf"\b({TITLES})[ ,]*$", re.IGNORECASE)
DESCRIBED = re.compile(
    r"[\w']+-(?:based|led|backed|designated|affiliated|run|owned|held|controlled|made|born|linked|listed|area)"
)
SAID_BEHIND = re.compile(r"(?:, \d\d?,|[^.]{0,30}\b(?:said|says|told|added|wrote)\b)")
LOWER_WORD = re.compile(r"(?<![\w'’-])[a-zà-ÿ][a-zà-ÿ'’]+(?![\w-])")
PLACE_CUES = frozenset("in near around outside towards toward across".split())
# Behind these a single word is a place; "of Maria Oduya" is none.
PLACE_CUES_OF_ALL = PLACE_CUES | frozenset("from at to into above below of".split())
NOT_NAMES = frozenset(
    "the a an this that these those it he she they we i you in on at by for from with after before as "
    "while when if but and or so yet there here what who why how where which his her their its our my your "
    "no not all some many most more several few both each every another other such one two three four five "
    "six seven eight nine ten dozens hundreds thousands millions according meanwhile however also still "
    "then now today yesterday tomorrow later earlier since until about around nearly over under mr mrs ms "
    "dr sir it's i'm i've we're they're don't yes read photo caption published updated live breaking gmt "
    "utc est edt bst cet am pm eest cest ministers prosecutors lawmakers protesters rescuers residents "
    "officials investigators firefighters authorities experts analysts scientists doctors shares unions "
    "police".split()
)
# Of these a possessive is a part of the name: "People's Militia", "Sheriff's Office".
OWNERS_IN_NAMES = re.compile(
    r"\b(?:People|Farmers|Workers|Women|Children|Men|Sheriff|Teachers|Nurses|Miners|Veterans|Students|Employers"
    r"|Prosecutor|Governor|Attorney General|Observers|Doctors|Engineers)['’]s? (?=[A-Z])"
)
# What a name goes on with behind "of" or "for" when it is another name: "Liberty Square for the Civic Union".
LINK = re.compile(r" (?:of|for)(?: the)? (?=[A-Z])")
LEADING_JOINT = re.compile(rf"(?:{JOINING}) ")
GROUP_WORDS = frozenset(
    "agency press news times army forces force front party union guard guards corps ministry department "
    "office bureau council commission committee court bank group company corporation corp inc ltd plc oyj "
    "ag gmbh university institute observatory association federation organization organisation service "
    "services police hospital club united city fc alliance coalition movement brigade militia network "
    "authority board centre center assembly parliament senate congress government republic energy power "
    "airlines airways motors systems technologies holdings partners foundation society rovers monitor "
    "mission media radio tv post wire herald tribune courier sentinel district school team agency's line "
    "lines health labs laboratories industries capital world re mutual insurance securities software mining "
    "oil gas steel foods brands stores studios pictures records rail railways shipping ferries pharma "
    "pharmaceuticals therapeutics automotive aerospace robotics telecom networks electric petroleum "
    "resources minerals chemicals logistics construction properties trust fund ventures investments "
    "analytics research consulting solutions directorate institute chamber".split()
)
NO_TITLE = re.compile(r"(?:Premier|Major|Chief) (?:League|Division|Plan)")
# The part of capitalised words that makes a headline.
HEADLINE = 0.6
# "NKr212bn" is money.
AMOUNT = re.compile(r"\b[A-Z][A-Za-z]{0,3}\d[\d.,]*(?:bn|tn|m|k)?\b(?<=[a-z])")
BESIDE = 40


class Mention(NamedTuple):
    """One place where a name stands."""

    article: str
    start: int
    end: int
    text: str
    title: str
    """The title before the name, in lower case; empty for none."""
    place_cue: bool
    """Whether "in", "near" or the like stands before it."""
    said: bool
    """Whether it speaks."""
    sentence: str


def mentions_in(articles: Sequence[Article]) -> list[Mention]:
    """Return the places in which names stand, in the order of the articles."""
    lower = _lower_words(articles)
    found = [mention for article in articles for mention in _mentions(article, lower)]
    mastheads = [masthead for article in articles if (masthead := _masthead(article)) is not None]
    alone = {mention.text for mention in (*found, *mastheads)}
    return [*(part for mention in found for part in _parted(mention, alone)), *mastheads]


def _parted(mention: Mention, alone: set[str]) -> list[Mention]:
    """Return the two names that stand in one run, if both stand alone elsewhere; else the one.

    "Liberty Square for the Civic Union", "Premier League Northgate United".
    """
    link = LINK.search(mention.text)
    if link is None:
        return _side_by_side(mention, alone)
    one, other = mention.text[: link.start()], mention.text[link.end() :]
    parted = {one, other} <= alone if " " in one else other in alone and " " in other
    parted |= _is_titled_person_of(mention, one)
    if not parted or one.lower() in GROUP_WORDS:
        return [mention]
    start = mention.start + link.end()
    return [
        mention._replace(end=mention.start + len(one), text=one),
        mention._replace(start=start, text=other, title="", place_cue=False),
    ]


def _is_titled_person_of(mention: Mention, name: str) -> bool:
    """Tell "Mayor Tilde Rasmus of Stellenau": who bears a title is no group with "of" in its name."""
    words = name.lower().split()
    return bool(mention.title) and len(words) in {2, 3} and GROUP_WORDS.isdisjoint(words)


def _side_by_side(mention: Mention, alone: set[str]) -> list[Mention]:
    words = mention.text.split(" ")
    for n in range(2, len(words) - 1):
        one, other = " ".join(words[:n]), " ".join(words[n:])
        if {one, other} <= alone:
            start = mention.start + len(one) + 1
            return [
                mention._replace(end=mention.start + len(one), text=one),
                mention._replace(start=start, text=other, title="", place_cue=False),
            ]
    return [mention]


def _masthead(article: Article) -> Mention | None:
    """Return the place where an article names its own publisher."""
    at = article.text.lower().find((article.publisher or "\0").lower())
    if at < 0:
        return None
    end = at + len(article.publisher or "")
    return Mention(article.id, at, end, article.text[at:end], "", place_cue=False, said=False, sentence="")


def acronyms_in(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """Yield what an article says stands for what: "Hayat Tahrir al-Sham (HTS)"."""
    for article in articles:
        for match in NAME.finditer(article.text):
            acronym = ACRONYM.match(article.text, match.end())
            if acronym and _abbreviates(acronym.group(1).upper(), match.group()):
                yield match.group(), acronym.group(1)


def aliases_in(articles: Iterable[Article]) -> Iterator[tuple[str, str]]:
    """Yield what an article says somebody is called as well: "Yusuf Darwish, better known as Abu Layth"."""
    for article in articles:
        for match in KNOWN_AS.finditer(article.text):
            yield match["name"], match["alias"]


def _abbreviates(letters: str, name: str) -> bool:
    initials = "".join(word[0] for word in re.split(r"[ -]", name) if word).upper()
    return sum(letter in initials for letter in letters) >= max(2, len(letters) - 1)


def _lower_words(articles: Iterable[Article]) -> frozenset[str]:
    """Return the words that the articles also write without a capital: no names."""
    return frozenset(word for article in articles for word in LOWER_WORD.findall(article.text))


def _mentions(article: Article, lower: frozenset[str]) -> Iterator[Mention]:
    for sentence in article.sentences:
        text = article.quote(sentence.start, sentence.end)
        if sentence.role != "body" and _is_headline(text):
            continue  # a headline in capitals tells nothing of names
        for match in NAME.finditer(text):
            for start, end in _trimmed(text, match.start(), match.end(), lower):
                before = text[max(0, start - BESIDE) : start]
                speaks = SAID_BEHIND.match(text, end) is not None or before.rstrip().endswith("said")
                yield Mention(
                    article=article.id,
                    start=sentence.start + start,
                    end=sentence.start + end,
                    text=text[start:end],
                    title=_title_at_end(before) or _title_at_end(text[match.start() : start]),
                    place_cue=(before.split() or [""])[-1].lower()
                    in (PLACE_CUES if " " in text[start:end] else PLACE_CUES_OF_ALL),
                    said=speaks,
                    sentence=sentence.id,
                )


def _is_headline(text: str) -> bool:
    words = text.split()
    return sum(word[:1].isupper() for word in words) > len(words) * HEADLINE


def _title_at_end(text: str) -> str:
    match = TITLE_BEFORE.search(text)
    return match.group(1).lower() if match else ""


def _trimmed(text: str, start: int, end: int, lower: frozenset[str]) -> Iterator[tuple[int, int]]:
    """Cut titles, openers and possessives off a run of capitals; nothing is left of a mere sentence start."""
    while skipped := _to_skip(text, start, end, lower):
        start += skipped
    first_word = text[start:end].split(" ", 1)[0]
    if _is_opener(text, start, first_word, lower) or _is_dated(first_word) or first_word in CURRENCY_CODES:
        return
    phrase = re.sub(r"(?:['’]s|['’])$", "", text[start:end])
    phrase = re.sub(rf" {JOINING}(?: (?:Mr|Mrs|Ms|Dr))?$", "", phrase)
    possessive = None if OWNERS_IN_NAMES.search(phrase) else re.search(r"['’]s ", phrase)
    pieces = [(0, possessive.start()), (possessive.end(), len(phrase))] if possessive else [(0, len(phrase))]
    for first, last in pieces:
        words = phrase[first:last].split()
        while words and words[-1].lower().strip(".") in MONTHS | WEEKDAYS:
            words.pop()
        piece = phrase[first:last][: len(" ".join(words))]
        if _can_be_a_name(piece):
            yield start + first, start + first + len(piece)


def _to_skip(text: str, start: int, end: int, lower: frozenset[str]) -> int:
    """Return how many characters at the start are a title, an opener or a date and belong to no name."""
    phrase = text[start:end]
    title = TITLE.match(phrase)
    if title and phrase[title.end() : title.end() + 1] == " " and not NO_TITLE.match(phrase):
        return title.end() + 1
    if (office := OFFICE_OF.match(phrase)) is not None:
        return office.end()
    inner = INNER_TITLE.search(phrase)
    if inner and inner.end() < len(phrase):
        return inner.end()
    if (joint := LEADING_JOINT.match(phrase)) is not None:
        return joint.end()  # "President of the Government"
    word, space, _ = phrase.partition(" ")
    if not space:
        return 0
    skipped = DESCRIBED.fullmatch(word) or _is_opener(text, start, word, lower) or _is_dated(word)
    return len(word) + 1 if skipped else 0


def _is_opener(text: str, start: int, word: str, lower: frozenset[str]) -> bool:
    """Tell a word that is no name, or that has its capital from the start of a sentence or quotation."""
    plain = _plain(word)
    if plain in NOT_NAMES:
        return True
    opens = start == 0 or text[start - 2 : start] in {". ", '" ', "“"} or text[start - 1] in '"“'
    return opens and plain in lower


def _is_dated(word: str) -> bool:
    return any(_plain(word) in names for names in (MONTHS, WEEKDAYS, SHORT_MONTHS, SHORT_WEEKDAYS))


def _plain(word: str) -> str:
    return word.lower().strip("'’.")


def _can_be_a_name(piece: str) -> bool:
    if (
        len(piece) < 2
        or AMOUNT.search(piece)
        or piece.lower() in NOT_NAMES | DESIGNATORS | RANKED
        or TITLE.fullmatch(piece)
    ):
        return False
    return piece.isupper() or any(c.islower() for c in piece)
