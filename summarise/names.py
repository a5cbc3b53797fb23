"""Names of people, groups and places: found by their capitals, and their spellings brought together."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein
from rapidfuzz.fuzz import ratio

from summarise.dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from summarise.units import CURRENCY_CODES
from summarise.values import Article, Name, Variant

NameKind = Literal["person", "group", "place"]

CAPITAL = r"(?:[A-ZÀ-ÞĀ-Ž][\w'’]*(?:-[\w'’]+)*|[A-Z]\.(?:[A-Z]\.)*)"
JOINING = (
    r"(?:of the|of|for the|for|de la|de|del|da|dos|di|du|van der|van|von|der|den|bin|ibn|al|el|la|le|y|&)"
)
NAME = re.compile(
    rf"(?:al-|el-|Al-|El-|ad-|an-|as-|ash-)?{CAPITAL}(?:[ \u00a0](?:{JOINING}[ \u00a0])?(?:al-|el-|ad-|an-|as-|ash-|d')?{CAPITAL})*"
)
ACRONYM = re.compile(r"\s*\(([A-Z][A-Za-z&]{1,9})\)")
TITLES = (
    "brigadier general|brig\\.? gen\\.?|major general|maj\\.? gen\\.?|lieutenant general|lt\\.? gen\\.?|lieutenant colonel|lt\\.? col\\.?|"
    "general|gen\\.?|colonel|col\\.?|major|maj\\.?|captain|capt\\.?|lieutenant|lt\\.?|sergeant|sgt\\.?|admiral|adm\\.?|commander|"
    "president|vice president|prime minister|premier|chancellor|king|queen|prince|princess|pope|sheikh|imam|ayatollah|"
    "foreign minister|finance minister|interior minister|defence minister|defense minister|health minister|minister|"
    "secretary|senator|sen\\.?|representative|rep\\.?|governor|gov\\.?|mayor|councillor|deputy|judge|justice|attorney|"
    "professor|prof\\.?|doctor|dr\\.?|mr\\.?|mrs\\.?|ms\\.?|miss|sir|lord|lady|dame|coach|manager|director|chairman|chairwoman|"
    "chief executive|ceo|spokesman|spokeswoman|spokesperson|analyst|inspector|sheriff|chief|rabbi|bishop|archbishop|reverend|rev\\.?|"
    "striker|midfielder|goalkeeper|defender|winger|referee|captain|geologist|economist|seismologist|prosecutor|lawyer"
)
TITLE = re.compile(rf"(?:{TITLES})", re.IGNORECASE)
INNER_TITLE = re.compile(rf" (?:{TITLES}) (?=[A-ZÀ-Þ])", re.IGNORECASE)
TITLE_BEFORE = re.compile(rf"\b({TITLES})[ ,]*$", re.IGNORECASE)
GROUP_WORDS = frozenset(
    "agency press news times army forces force front party union guard guards corps ministry department office bureau "
    "council commission committee court bank group company corporation corp inc ltd plc oyj ag gmbh university institute "
    "observatory association federation organization organisation service services police hospital club united city fc "
    "alliance coalition movement brigade militia network authority board centre center assembly parliament senate congress "
    "government republic energy power airlines airways motors systems technologies holdings partners foundation society rovers "
    "monitor mission media radio tv post wire herald tribune courier sentinel district school team agency's line lines".split()
)
PLACE_CUES = frozenset("in near from around outside at towards toward across to into above below of".split())
NOT_NAMES = frozenset(
    "the a an this that these those it he she they we i you in on at by for from with after before as while when if but and or "
    "so yet there here what who why how where which his her their its our my your no not all some many most more several few "
    "both each every another other such one two three four five six seven eight nine ten dozens hundreds thousands millions "
    "according meanwhile however also still then now today yesterday tomorrow later earlier since until about around nearly "
    "over under mr mrs ms dr sir it's i'm i've we're they're don't yes read photo caption published updated live breaking "
    "gmt utc est edt bst cet am pm eest cest".split()
)


class Mention(NamedTuple):
    """One place where a name stands: its article's id, its range, its words and what stands before it."""

    article: str
    start: int
    end: int
    text: str
    title: str
    place_cue: bool
    said: bool
    sentence: str


class Names(NamedTuple):
    """All names of a story: those with several forms, and for each form of any name its number."""

    variants: tuple[Name, ...]
    number: dict[str, int]
    people: dict[int, list[Mention]]


def find_names(articles: Sequence[Article]) -> Names:
    """Return the names in the articles with their spelling variants brought together."""
    lower = _lower_words(articles)
    mentions = [mention for article in articles for mention in _mentions(article, lower)]
    by_form: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_form[mention.text].append(mention)
    kinds = {form: _kind(form, places) for form, places in by_form.items()}
    pairs = list(_same(by_form, kinds, dict(_acronyms(articles))))
    groups = _joined(list(by_form), pairs)
    number = {form: n for n, forms in enumerate(groups) for form in forms}
    variants = []
    people: dict[int, list[Mention]] = {}
    for n, forms in enumerate(groups):
        kind = Counter(kinds[form] for form in forms for _ in by_form[form]).most_common(1)[0][0]
        if kind == "person" or any(kinds[form] == "person" for form in forms):
            kind = (
                "person"
                if sum(len(by_form[f]) for f in forms if kinds[f] == "person") * 2
                >= sum(len(by_form[f]) for f in forms)
                else kind
            )
        if kind == "person":
            people[n] = sorted(
                (m for form in forms for m in by_form[form]), key=lambda m: (m.article, m.start)
            )
        if len(forms) > 1:
            variants.append(_name(forms, kind, by_form))
    return Names(tuple(sorted(variants, key=lambda name: (name.kind, name.name))), number, people)


def _name(forms: list[str], kind: NameKind, by_form: dict[str, list[Mention]]) -> Name:
    full = max(
        forms,
        key=lambda form: (len(form.split()) if kind != "place" else 0, len(by_form[form]), -len(form), form),
    )
    if kind == "group":
        full = max(forms, key=lambda form: (len(form) if len(form.split()) <= 8 else 0, form))
    seen: dict[tuple[str, str], Mention] = {}
    for form in sorted(forms, key=lambda form: (form != full, form)):
        for mention in by_form[form]:
            seen.setdefault((form, mention.article), mention)
    variants = tuple(Variant(text=m.text, article=m.article, start=m.start, end=m.end) for m in seen.values())
    return Name(name=full, kind=kind, variants=variants)


def _lower_words(articles: Sequence[Article]) -> frozenset[str]:
    """Return the words that the articles also write without a capital: no names."""
    return frozenset(
        word
        for article in articles
        for word in re.findall(r"(?<![\w'’-])[a-zà-ÿ][a-zà-ÿ'’]+(?![\w-])", article.text)
    )


def _mentions(article: Article, lower: frozenset[str]) -> Iterable[Mention]:
    for sentence in article.sentences:
        text = article.quote(sentence.start, sentence.end)
        if sentence.role != "body" and sum(w[:1].isupper() for w in text.split()) > len(text.split()) * 0.6:
            continue  # a headline in capitals tells nothing of names
        for match in NAME.finditer(text):
            for start, end in _trimmed(text, match.start(), match.end(), lower):
                before = text[max(0, start - 40) : start]
                title = TITLE_BEFORE.search(before)
                words = before.split()
                yield Mention(
                    article.id,
                    sentence.start + start,
                    sentence.start + end,
                    text[start:end],
                    title.group(1).lower() if title else _title_within(text[match.start() : start]),
                    bool(words) and words[-1].lower() in PLACE_CUES,
                    re.match(r"(?:, \d\d?,|[^.]{0,30}\b(?:said|says|told|added|wrote)\b)", text[end:])
                    is not None
                    or before.rstrip().endswith("said"),
                    sentence.id,
                )


def _title_within(skipped: str) -> str:
    match = TITLE_BEFORE.search(skipped)
    return match.group(1).lower() if match else ""


def _trimmed(text: str, start: int, end: int, lower: frozenset[str]) -> Iterable[tuple[int, int]]:
    """Cut titles, openers and possessives off a run of capitals; nothing is left of a mere sentence start."""
    while True:
        phrase = text[start:end]
        title = TITLE.match(phrase)
        if title and title.end() < len(phrase) and phrase[title.end()] == " ":
            start += title.end() + 1
            continue
        inner = INNER_TITLE.search(phrase)
        if inner and inner.end() < len(phrase):
            start += inner.end()
            continue
        word = phrase.split(" ", 1)[0]
        if (
            re.fullmatch(
                r"[\w']+-(?:based|led|backed|designated|affiliated|run|owned|held|controlled|made|born|linked|listed|area)",
                word,
            )
            and " " in phrase
        ):
            start += len(word) + 1
            continue
        plain = word.lower().strip("'’.")
        opener = (
            plain in NOT_NAMES
            or (start == 0 or text[start - 2 : start] in {". ", '" ', "“"} or text[start - 1] in '"“')
            and plain in lower
        )
        dated = plain in MONTHS or plain in WEEKDAYS or plain in SHORT_MONTHS or plain in SHORT_WEEKDAYS
        if (opener or dated) and " " in phrase:
            start += len(word) + 1
            continue
        if opener or dated or word in CURRENCY_CODES:
            return
        break
    phrase = text[start:end]
    phrase = re.sub(r"(?:['’]s|['’])$", "", phrase)
    phrase = re.sub(rf" {JOINING}$", "", phrase)
    possessive = re.search(r"['’]s ", phrase)
    pieces = [(0, possessive.start()), (possessive.end(), len(phrase))] if possessive else [(0, len(phrase))]
    for first, last in pieces:
        piece = phrase[first:last]
        words = piece.split()
        while words and words[-1].lower().strip(".") in MONTHS | WEEKDAYS:
            words.pop()
        piece = piece[: len(" ".join(words))]
        if (
            len(piece) >= 2
            and piece.lower() not in NOT_NAMES
            and not TITLE.fullmatch(piece)
            and any(c.islower() or piece.isupper() for c in piece)
        ):
            yield start + first, start + first + len(piece)


def _kind(form: str, mentions: list[Mention]) -> NameKind:
    words = form.split()
    lowered = {word.lower() for word in words}
    if form.isupper() or lowered & GROUP_WORDS or " of " in form or " for " in form:
        return "group"
    titled = sum(bool(m.title) for m in mentions)
    placed = sum(m.place_cue for m in mentions)
    said = sum(m.said for m in mentions)
    if titled or (2 <= len(words) <= 4 and said > placed):
        return "person"
    if placed * 2 >= len(mentions):
        return "place"
    if len(words) == 1 and said * 2 > len(mentions):
        return "person"
    return "person" if 2 <= len(words) <= 3 and all(w[0].isupper() for w in words) and not placed else "group"


def _acronyms(articles: Sequence[Article]) -> Iterable[tuple[str, str]]:
    """Yield what an article says stands for what: "Hayat Tahrir al-Sham (HTS)"."""
    for article in articles:
        for match in NAME.finditer(article.text):
            acronym = ACRONYM.match(article.text, match.end())
            if acronym:
                words = [w for w in re.split(r"[ -]", match.group()) if w]
                letters = acronym.group(1).upper()
                initials = "".join(w[0] for w in words).upper()
                hits = sum(letter in initials for letter in letters)
                if hits >= max(2, len(letters) - 1):
                    yield match.group(), acronym.group(1)


def _same(
    by_form: dict[str, list[Mention]], kinds: dict[str, NameKind], acronyms: dict[str, str]
) -> Iterable[tuple[str, str]]:
    """Yield the pairs of forms that name the same."""
    forms = list(by_form)
    for long, short in acronyms.items():
        matching = [form for form in forms if form == long or long.endswith(form)]
        for form in matching[:1]:
            yield from ((form, short),) if short in by_form else ()
    stated: dict[str, str] = {}
    for long, short in acronyms.items():
        if short in stated and long in by_form and stated[short] in by_form:
            yield long, stated[short]
        elif long in by_form:
            stated[short] = long
    blocks: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        for word in {w for w in form.split() if len(w) > 2 and w[0].isupper()}:
            blocks[skeleton(word)[:2]].append(form)
        for mention in by_form[form][:1]:
            if rank(mention.title) and kinds[form] == "person":
                blocks["rank " + rank(mention.title)].append(form)
    tried: set[tuple[str, str]] = set()
    for block in blocks.values():
        if len(block) > 400:
            continue
        for i, one in enumerate(block):
            for other in block[i + 1 :]:
                pair = (one, other) if one < other else (other, one)
                if one == other or pair in tried:
                    continue
                tried.add(pair)
                if _one_name(one, other, kinds, by_form):
                    yield pair


RANKS = {
    "brigadier general": "general",
    "general": "general",
    "gen": "general",
    "colonel": "colonel",
    "col": "colonel",
}


def rank(title: str) -> str:
    """Return the rank behind a title however it is shortened, nothing where the title is none."""
    plain = title.replace(".", "").strip().lower()
    if "gen" in plain.split() or plain.endswith("general"):
        return "general"
    return (
        plain
        if plain in {"colonel", "col", "president", "prime minister", "mayor", "governor", "judge"}
        else ""
    )


def _one_name(one: str, other: str, kinds: dict[str, NameKind], by_form: dict[str, list[Mention]]) -> bool:
    a, b = one.split(), other.split()
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    if "group" in {kinds[one], kinds[other]} and 2 <= len(short) < len(long) and long[: len(short)] == short:
        return True
    if kinds[one] == "person" or kinds[other] == "person":
        return _one_person(short, long, by_form[one], by_form[other], kinds[one] == kinds[other])
    if kinds[one] != kinds[other] and len(short) == 1:
        return False
    if len(short) == len(long):
        return one != other and all(alike(x, y) for x, y in zip(a, b, strict=True)) and len(one) > 4
    if kinds[one] == "group" and kinds[other] == "group":
        inside = all(any(w == v or singular_form(w) == singular_form(v) for v in long) for w in short)
        if len(short) == 1:
            return inside and short[0].lower() in GROUP_WORDS and long[-1] != short[0] and len(short[0]) > 7
        return inside and long[: len(short)] == short
    return False


def singular_form(word: str) -> str:
    """Return a capitalised word without a plural s."""
    return word.lower().removesuffix("s")


def _one_person(
    short: list[str], long: list[str], ones: list[Mention], others: list[Mention], both_people: bool
) -> bool:
    surname_a, surname_b = short[-1], long[-1]
    if len(short) == 1:
        return (
            surname_a == surname_b
            and len(long) <= 4
            or (len(long) == 1 and both_people and alike(surname_a, surname_b) and len(surname_a) > 4)
        )
    given_a, given_b = short[0], long[0]
    initial = (given_a.endswith(".") or given_b.endswith(".")) and given_a[0] == given_b[0]
    if alike(surname_a, surname_b):
        return initial or alike(given_a, given_b) or ratio(skeleton(given_a), skeleton(given_b)) >= 75
    ranks = {rank(m.title) for m in ones} & {rank(m.title) for m in others} - {""}
    same_given = alike(given_a, given_b) and len(given_a) >= 5
    different_articles = {m.article for m in ones}.isdisjoint({m.article for m in others})
    return (
        bool(ranks)
        and same_given
        and different_articles
        and ratio(skeleton(surname_a), skeleton(surname_b)) >= 55
    )


DEMONYM = re.compile(r"(?:ians?|ans?|ns?|is?|ish|ese|s|e|a|y|ia)$")
PAIRS = (
    ("dzh", "j"), ("dj", "j"), ("tch", "c"), ("sch", "s"), ("sh", "s"), ("ch", "c"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("th", "s"),
    ("zh", "j"), ("ts", "c"), ("tz", "c"), ("ck", "k"), ("qu", "k"), ("q", "k"), ("x", "ks"), ("w", "v"), ("p", "b"), ("y", "i"), ("z", "s"),
)  # fmt: skip


@cache
def skeleton(word: str) -> str:
    """Return what transliterations of one word share: its consonants, brought to one spelling.

    >>> skeleton("Pourhashemi") == skeleton("Borhashmi")
    True
    """
    plain = unicodedata.normalize("NFKD", word.lower())
    plain = "".join(c for c in plain if c.isalpha() and not unicodedata.combining(c))
    for spelling, sound in PAIRS:
        plain = plain.replace(spelling, sound)
    first = plain[:1]
    consonants = first + "".join(c for c in plain[1:] if c not in "aeiouh")
    return "".join(c for i, c in enumerate(consonants) if i == 0 or c != consonants[i - 1])


def alike(one: str, other: str) -> bool:
    """Tell whether two words are spellings of one: the same consonants and few letters apart."""
    if one == other:
        return True
    if min(len(one), len(other)) < 4 or one.isupper() or other.isupper():
        return False
    a, b = one.lower(), other.lower()
    if a.startswith(b) or b.startswith(a) or DEMONYM.sub("", a) == DEMONYM.sub("", b):
        return False  # plurals and adjectives are other words
    skeleton_a, skeleton_b = skeleton(one), skeleton(other)
    apart = Levenshtein.distance(a, b)
    if skeleton_a == skeleton_b:
        return len(skeleton_a) >= 3 and apart <= max(len(a), len(b)) // 2
    return (
        len(skeleton_a) >= 4
        and Levenshtein.distance(skeleton_a, skeleton_b) <= 1
        and apart <= max(2, max(len(a), len(b)) // 3)
    )


def _joined(forms: list[str], pairs: list[tuple[str, str]]) -> list[list[str]]:
    """Return the groups of forms that the pairs connect, each sorted, in the order of their first form."""
    leader = {form: form for form in forms}

    def find(form: str) -> str:
        while leader[form] != form:
            leader[form] = leader[leader[form]]
            form = leader[form]
        return form

    for one, other in pairs:
        a, b = find(one), find(other)
        if a != b:
            leader[max(a, b)] = min(a, b)
    groups: dict[str, list[str]] = defaultdict(list)
    for form in forms:
        groups[find(form)].append(form)
    return [sorted(group) for group in groups.values()]
