"""Names of people, groups and places, their spellings brought together."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from rapidfuzz.distance import Levenshtein

from summarise.mentions import ARTICLE, GROUP_WORDS, Mention, acronyms_in, aliases_in, mentions_in
from summarise.spellings import alike, plain_letters, skeleton, sound_alike
from summarise.values import Article, Name, Variant

NameKind = Literal["person", "group", "place"]

OF_A_NATION = re.compile(r"(?:ian|ean|(?:pp|nt)ine|ish|ese|an|ic|ern)$")
# What hardly ends a name that a text also gives longer: the "al-Sham" behind "Hayat Tahrir".
LEADS_ON = re.compile(rf"(?:{ARTICLE})[A-Z]")
# A part of a place, or another place called after it: "West Aleppo", "New York".
PARTS_OF_PLACES = frozenset(
    "new old north south east west northern southern eastern western central upper lower greater outer inner "
    "northeast northwest southeast southwest northeastern northwestern southeastern southwestern".split()
)
# What a place that is called after something ends with, and the heads of "the Republic of Corvania".
PLACE_ENDS = frozenset(
    "square street road avenue bridge airport station harbour harbor river lake mount mountain valley park "
    "stadium heights ridge crossing drive lane".split()
)
REGIONS = frozenset("republic kingdom commonwealth federation state island province county district".split())
OF_STATE = re.compile(r" of the (?:Republic|Kingdom|Federation|Commonwealth|State) of [A-Z][\w ]+$")
# Behind these a firm goes by the words before them, however often; a town is named more than its newspaper.
OF_A_FIRM = frozenset(
    "oyj inc plc ltd ag gmbh corp sa nv ab asa spa llc group health energy power industries labs capital "
    "holdings partners airlines airways motors systems technologies mutual insurance united".split()
)
# Given names and what they are called for short.
CALLED = dict(
    pair.split(":")
    for pair in (
        "tom:thomas bill:william will:william bob:robert rob:robert jim:james mike:michael kate:katherine "
        "liz:elizabeth tony:anthony joe:joseph dan:daniel ben:benjamin sam:samuel alex:alexander "
        "chris:christopher nick:nicholas steve:stephen dave:david matt:matthew andy:andrew greg:gregory "
        "ed:edward rick:richard jack:john meg:margaret sue:susan ron:ronald ken:kenneth"
    ).split()
)
SHORTEST_CUT = 3
RANKS = frozenset({"colonel", "col", "president", "prime minister", "mayor", "governor", "judge"})
# A word that more forms share than these tells nothing.
LARGEST_BLOCK = 400
MOST_NAMESAKES = 6
# Names of more words than these may be two renderings of one although a word differs.
FEWEST_SHARED = 3


class Form(NamedTuple):
    """One form of a name, what it seems to name, and where it stands."""

    text: str
    kind: NameKind
    mentions: list[Mention]


class Names(NamedTuple):
    """All names of a story."""

    variants: tuple[Name, ...]
    """Those with several forms."""
    number: dict[str, int]
    """For each form of any name the number of the name."""
    people: dict[int, list[Mention]]
    """For each person by number where he is named."""


def find_names(articles: Sequence[Article]) -> Names:
    """Return the names in the articles with their spelling variants brought together."""
    forms = _forms(mentions_in(articles))
    groups = _joined(list(forms), list(_same(forms, dict(acronyms_in(articles)), aliases_in(articles))))
    named = [[forms[text] for text in group] for group in groups]
    kinds = [_kind_of_all(group) for group in named]
    variants = [_name(group, kind) for group, kind in zip(named, kinds, strict=True) if len(group) > 1]
    people = {
        n: sorted((m for form in group for m in form.mentions), key=lambda m: (m.article, m.start))
        for n, (group, kind) in enumerate(zip(named, kinds, strict=True))
        if kind == "person"
    }
    number = {text: n for n, group in enumerate(groups) for text in group}
    return Names(tuple(sorted(variants, key=lambda name: (name.kind, name.name))), number, people)


def people_named(mentions: Sequence[Mention]) -> list[str]:
    """Return the forms that seem to name a person in full, in the order of their first mention."""
    return [text for text, form in _forms(mentions).items() if form.kind == "person" and " " in text]


def _forms(mentions: Sequence[Mention]) -> dict[str, Form]:
    by_text: dict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        by_text[mention.text].append(mention)
    return {text: Form(text, _kind(text, places), places) for text, places in by_text.items()}


def _kind(form: str, mentions: list[Mention]) -> NameKind:
    words = form.split()
    lowered = {word.lower() for word in words}
    if len(words) > 1 and words[-1].lower() in PLACE_ENDS:
        return "place"
    if form.isupper() or lowered & GROUP_WORDS or " of " in form or " for " in form:
        return "group"
    titled = sum(bool(m.title) for m in mentions)
    if len(words) == 2 and words[0].lower() in PARTS_OF_PLACES and not titled:
        return "place"
    placed = sum(m.place_cue for m in mentions)
    said = sum(m.said for m in mentions)
    if titled or (2 <= len(words) <= 4 and said > placed):
        return "person"
    if placed * 2 >= len(mentions):
        return "place"
    if len(words) == 1 and said * 2 > len(mentions):
        return "person"
    return "person" if 2 <= len(words) <= 3 and all(w[0].isupper() for w in words) and not placed else "group"


def _kind_of_all(forms: Sequence[Form]) -> NameKind:
    """Return what most places where a name stands take it for, a person if half of them do."""
    counts = Counter(form.kind for form in forms for _ in form.mentions)
    return "person" if counts["person"] * 2 >= counts.total() else counts.most_common(1)[0][0]


def _name(forms: Sequence[Form], kind: NameKind) -> Name:
    full = _fullest(forms, kind)
    first: dict[tuple[str, str], Mention] = {}
    for form in sorted(forms, key=lambda form: (form.text != full, form.text)):
        for mention in form.mentions:
            first.setdefault((form.text, mention.article), mention)
    variants = (Variant(text=m.text, article=m.article, start=m.start, end=m.end) for m in first.values())
    return Name(name=full, kind=kind, variants=tuple(variants))


def _fullest(forms: Sequence[Form], kind: NameKind) -> str:
    """Return the form that a note calls a name by: a group's longest, a person's with most words."""
    if kind == "group":
        texts = [form.text for form in forms]
        return max(texts, key=lambda text: (len(text) if len(text.split()) <= 8 else 0, text))
    most_words = kind == "person"
    fullest = max(
        forms,
        key=lambda f: (len(f.text.split()) if most_words else 0, len(f.mentions), -len(f.text), f.text),
    )
    return fullest.text


# Which forms name the same


def _same(
    forms: Mapping[str, Form], acronyms: Mapping[str, str], aliases: Iterable[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs of forms that name the same."""
    yield from _abbreviated(forms, acronyms)
    yield from _shortened(forms)
    yield from ((name, alias) for name, alias in aliases if name in forms and alias in forms)
    tried: set[tuple[str, str]] = set()
    for block in _blocks(forms).values():
        if len(block) > LARGEST_BLOCK:
            continue
        for one, other in combinations(block, 2):
            pair = (min(one, other), max(one, other))
            if one != other and pair not in tried:
                tried.add(pair)
                if _one_name(forms[one], forms[other]) and not _is_of_two(forms, pair):
                    yield pair


def _is_of_two(forms: Mapping[str, Form], pair: tuple[str, str]) -> bool:
    """Tell a surname that two people of the story have, and "Ministry" beside two: it names neither."""
    short, long = sorted(pair, key=lambda text: len(text.split()))
    if " " in short or " " not in long:
        return False
    if short.lower() in GROUP_WORDS:
        full = [text for text, form in forms.items() if form.kind == "group" and short in text.split()[:-1]]
    else:
        full = [text for text, f in forms.items() if f.kind == "person" and text.split()[1:][-1:] == [short]]
    full = full[:MOST_NAMESAKES]
    one = [(a, b) for a, b in combinations(full, 2) if _one_name(forms[a], forms[b])]
    return len(_joined(full, one)) > 1


def _abbreviated(forms: Mapping[str, Form], acronyms: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield each name with its acronym, and names that share one."""
    stated: dict[str, str] = {}
    for long, short in acronyms.items():
        form = next((form for form in forms if long.endswith(form)), None)
        if form is not None and short in forms:
            yield form, short
        if short in stated and long in forms:
            yield long, stated[short]
        elif long in forms:
            stated[short] = long


def _shortened(forms: Mapping[str, Form]) -> Iterator[tuple[str, str]]:
    """Yield groups with the short forms that stand for them alone: "Coast Guard", "the Courier", "UN"."""
    long_forms = [form for form in forms.values() if form.kind == "group" and " " in form.text]
    for short in forms.values():
        if short.kind == "person" and " " in short.text and any(m.title for m in short.mentions):
            continue
        behind = [long for long in long_forms if long is not short and _stands_for(short, long)]
        longest = max(behind, key=lambda long: len(long.text), default=None)
        if longest is not None and all(long.text in longest.text for long in behind):
            yield short.text, longest.text
        elif all(_differ_in_a_word(one.text, other.text) for one, other in combinations(behind, 2)):
            yield from ((short.text, long.text) for long in behind)


def _differ_in_a_word(one: str, other: str) -> bool:
    """Tell whether two long names are one but for a word, as two renderings of a foreign one are."""
    a, b = one.split(), other.split()
    apart = sum(not alike(x, y) and _singular(x) != _singular(y) for x, y in zip(a, b, strict=False))
    return len(a) == len(b) > FEWEST_SHARED and apart <= 1


def _stands_for(short: Form, full: Form) -> bool:
    """Tell whether a form is the end, the first word or the initials of a group's name."""
    words, long = short.text.split(), full.text.split()
    if (
        len(words) > 1
        and short.kind == "group"
        and _turned(short.text) == _turned(_without_nation(full.text))
    ):
        return True
    if len(words) >= len(long):
        return False
    if len(words) > 1:
        begins = long[: len(words)] == words and not any(m.place_cue for m in short.mentions)
        goes_on = long[-1].lower() in GROUP_WORDS or (short.kind == "group" and long[len(words)] == "of")
        return (long[-len(words) :] == words and short.kind != "person") or (begins and goes_on)
    word = words[0]
    if word.isupper() and word == long[0]:
        return True  # "LNB" for LNB News
    if word.isupper():
        initials = "".join(part[0] for part in long if part[0].isupper())
        return word == initials and (len(word) > 2 or word == "UN")  # "HR" is hardly Home Radio
    if word == long[-1]:
        return word.lower() in GROUP_WORDS and not OF_A_NATION.search(word)
    if word == long[0] and word.lower() in GROUP_WORDS and long[1] in {"of", "for"}:
        return True  # "the Front" for the Front for the Liberation of the East
    own_name = word == long[0] and not OF_A_NATION.search(word) and word.lower() not in GROUP_WORDS
    firm = long[-1].lower().strip(".") in OF_A_FIRM
    own_name = own_name and (firm or len(short.mentions) <= 2 * len(full.mentions))
    return own_name and short.kind != "place" and long[-1].lower() in GROUP_WORDS


def _blocks(forms: Mapping[str, Form]) -> dict[str, list[str]]:
    """Return the forms that may be one name: they share the start of a word's skeleton, or a rank."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for text, form in forms.items():
        for word in {word for word in text.split() if len(word) > 2 and word[0].isupper()}:
            blocks[skeleton(word)[:2]].append(text)
        rank = _rank(form.mentions[0].title)
        if rank and form.kind == "person":
            blocks[f"rank {rank}"].append(text)
    return blocks


def _rank(title: str) -> str:
    """Return the rank behind a title however it is shortened, nothing where the title is none."""
    plain = title.replace(".", "").strip().lower()
    if "gen" in plain.split() or plain.endswith("general"):
        return "general"
    return plain if plain in RANKS else ""


def _one_name(one: Form, other: Form) -> bool:
    """Tell whether two forms that have a word in common, or nearly so, name the same."""
    short, long = sorted((one.text.split(), other.text.split()), key=len)
    kinds = {one.kind, other.kind}
    begins = 2 <= len(short) < len(long) and long[: len(short)] == short
    begins = begins and not any(
        m.place_cue for m in min(one, other, key=lambda form: len(form.text)).mentions
    )
    if begins and (kinds == {"group"} or ("group" in kinds and LEADS_ON.match(long[len(short)]))):
        return True
    if kinds == {"group"} and _turned(one.text) == _turned(other.text):
        return True
    if _region(one.text) == _region(other.text):
        return True
    single = one if " " not in one.text else other
    if "person" in kinds and not (" " not in single.text and single.kind == "place" and _is_placed(single)):
        return _one_person(one, other)
    if len(kinds) == 2 and len(short) == 1:
        return False
    if len(short) == len(long):
        return len(one.text) > 4 and all(alike(x, y) for x, y in zip(short, long, strict=True))
    return kinds == {"group"} and len(short) == 1 and _is_short_for(short[0], long)


def _is_placed(form: Form) -> bool:
    """Tell a word that mostly stands as a place from a surname that "of" or "from" stands before, too."""
    return sum(m.place_cue for m in form.mentions) * 2 > len(form.mentions)


def _region(name: str) -> str:
    """Return the name without "Republic of" and "Island": "Tagbuan Island" and "the island of Tagbuan"."""
    words = name.replace(".", "").split()
    if len(words) > 2 and words[0].lower() in REGIONS and words[1] == "of":
        return " ".join(words[2:])
    return " ".join(words[:-1]) if len(words) > 1 and words[-1].lower() in {"island", "county"} else name


def _turned(name: str) -> list[str]:
    """Return the words of a name so that "Ministry of the Interior" is "Interior Ministry"."""
    name = OF_STATE.sub("", name)
    return sorted(word for word in name.split() if word not in {"of", "the", "for"})


def _without_nation(name: str) -> str:
    """Return "Defence Ministry" for "Belmarian Defence Ministry"."""
    first, _, others = name.partition(" ")
    return others if OF_A_NATION.search(first) else name


def _is_short_for(word: str, long: Sequence[str]) -> bool:
    """Tell whether "the Observatory" is the Syrian Observatory for Human Rights."""
    inside = _singular(word) in {_singular(other) for other in long}
    return inside and word.lower() in GROUP_WORDS and long[-1] != word and len(word) > 7


def _singular(word: str) -> str:
    return word.lower().removesuffix("s")


def _one_person(one: Form, other: Form) -> bool:
    # "Dale W. Hutchins" has no more names than Dale Hutchins.
    names = [
        [word for n, word in enumerate(form.text.split()) if n == 0 or not word.endswith(".")]
        for form in (one, other)
    ]
    (*givens, surname), (*long_givens, long_surname) = sorted(names, key=len)
    if not givens:
        in_compound = len(surname) > 3 and surname in long_surname.split("-")
        same = plain_letters(surname) == plain_letters(long_surname)
        if (same or in_compound) and len(long_givens) < 4:
            return True
        return (
            not long_givens and one.kind == other.kind and len(surname) > 4 and alike(surname, long_surname)
        )
    given, long_given = givens[0], long_givens[0]
    if given == long_given and len(given) > 3 and _is_slip(surname, long_surname):
        return True
    if alike(surname, long_surname) or (given == long_given and surname in long_surname.split("-")):
        initial = "." in {given[-1], long_given[-1]} and given[0] == long_given[0]
        short_for = {CALLED.get(name.lower(), name.lower()) for name in (given, long_given)}
        return (
            initial
            or len(short_for) == 1
            or _is_cut(given, long_given)
            or alike(given, long_given)
            or sound_alike(given, long_given) >= 75
        )
    return (
        _share_rank_apart(one.mentions, other.mentions)
        and len(given) >= 5
        and alike(given, long_given)
        and sound_alike(surname, long_surname) >= 55
    )


def _is_cut(one: str, other: str) -> bool:
    """Tell "Des" from "Desmond" and "Ibra" from "Ibrahima"."""
    short, long = sorted((one.lower(), other.lower()), key=len)
    return len(short) >= SHORTEST_CUT and long.startswith(short)


def _is_slip(one: str, other: str) -> bool:
    """Tell "Sand" and "Sande": a letter more or less, in names too short for their sound to tell."""
    return (
        min(len(one), len(other)) > 3 and Levenshtein.distance(plain_letters(one), plain_letters(other)) == 1
    )


def _share_rank_apart(ones: Sequence[Mention], others: Sequence[Mention]) -> bool:
    """Tell whether two people have one rank and no article names both."""
    ranks = {_rank(m.title) for m in ones} & {_rank(m.title) for m in others} - {""}
    return bool(ranks) and {m.article for m in ones}.isdisjoint({m.article for m in others})


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
