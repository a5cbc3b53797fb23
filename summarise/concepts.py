"""What a figure counts: the noun phrase behind it, whom that picks out, and the concept it is one of."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from summarise.clause import Setting
from summarise.nouns import BOUNDARIES, counted_noun
from summarise.text import Tokens
from summarise.thesaurus import (
    COMPANY,
    CONCEPTS,
    GENERIC_CONCEPTS,
    OF_MONEY,
    OF_PEOPLE,
    PHRASES,
    PHRASES_FROM,
    PHYSICAL,
)
from summarise.units import UNITS
from summarise.words import GROUP_OF, MODIFIED, MODIFIERS, carries_meaning, stem

LONGEST_COMPLEMENT = 5
NAMING = CONCEPTS.keys() | PHRASES_FROM.keys()
COUNTING = frozenset({"count", "vague", "fraction"})
ONE = (Decimal(1), Decimal(1))
GENERIC_PEOPLE = frozenset(
    "people person persons individual individuals member members victim victims dead killed injured "
    "wounded missing hurt casualties fatalities deaths death bodies body survivors others combatants "
    "residents inhabitants men man lives total cases case displaced casualty homes houses aboard "
    "structures buildings properties citizens neighbours neighbors peak height worst nationwide countrywide "
    "names evacuees attributed linked related caused due confirmed personnel".split()
)
PEOPLE_ONLY = frozenset({"deaths", "injured", "missing", "rescued", "arrested"})
# Farther off, a concept is of something else.
FARTHEST = 18
# "Three of the dead" counts the dead.
OF_THEM = re.compile(r"^of (?:the|their|those|these|its) ", re.IGNORECASE)
LONGEST_TOPIC = 6
# The topic of a line stands as near to its figures as a word right beside them.
AS_TOPIC = 2
NEAR_BEHIND = 4
TALLIES = frozenset({"number", "count", "tally", "total", "toll"})
THEM = frozenset(
    "of them whom those these the dead victims injured wounded missing killed detainees survivors".split()
)
# What deaths are compared with by those who count the excess.
MORE_THAN_USUAL = re.compile(
    r"(?:[a-z]+ ){0,3}(?:more|above|over)\b(?: [a-z]+){0,5}? (?:usual|normal|average|mean|expected|typical)\b"
)
EXCESS_BEHIND = re.compile(rf"\d {MORE_THAN_USUAL.pattern}")
CASUALTIES = frozenset({"casualties", "victims", "casualty"})
# Objects of one verb stand side by side; such a verb is farther from the second than a word of its own.
COORDINATING = frozenset({"and", ",", "or", "plus"})
LONGEST_OBJECT, MOST_OBJECTS = 5, 8
AS_OBJECT = 5
# Right before a figure, these say that the words before them tell what it is.
LEADING = frozenset(
    "to at by of was were is are reached totalled totaled killing killed injured wounded injuring wounding "
    "captured put stood stands require requires required total totals totalling".split()
)
REACHING = frozenset(
    "reaches reached rises climbs climbed hits hit passes passed stands stood grows grew exceeds exceeded "
    "tops topped nears".split()
)
TURNS = frozenset({",", "and", "while", "but", "as", ")", "after", "when", "because", "since"})
TURNS_BEFORE = frozenset({"while", "but", "when", "because", "since", "whereas", "although"})
BEHIND_TURN = 7
BEING = frozenset("were was are is have has had".split())


class Counted(NamedTuple):
    """What stands as counted behind a figure, or before it where nothing stands behind."""

    words: list[str]
    complement: list[str]
    """The words of "members of the HTS" that say which members."""
    shown: str
    """The phrase as written."""
    end: int
    """The token behind the phrase."""


def counted_phrase(here: Setting) -> Counted:
    """Return the noun phrase that a figure counts."""
    tokens, b = here.tokens, here.b
    if here.figure.kind == "count" and tokens.word(b) == "of" and (said := _said_of_them(here)):
        return Counted(said, [], " ".join(said), b)
    head = None
    if here.figure.kind in COUNTING:
        head = counted_noun(tokens, b, one=here.figure.interval == ONE)
    end = min(head + 1 if head is not None and head < here.right else b, here.right)
    words = [tokens.word(j) for j in range(b, end) if tokens.is_word(j)]
    complement, behind = _complement(here, end)
    shown = " ".join(here.inner_text(b, end).split()[-4:])
    shown = OF_THEM.sub("", shown)
    if shown and 0 < len(complement) <= LONGEST_COMPLEMENT:
        shown = f"{shown} {here.inner_text(end, behind)}"
    if not words and here.figure.kind in {"count", "vague"}:
        words = _counted_before(here)
        shown = " ".join(words[:3])
        words = words or _said_of_them(here)  # what they did is no name for them
    return Counted(words, complement, shown, end)


def _counted_before(here: Setting) -> list[str]:
    """Return the noun of "the number of children among the dead … to seven"."""
    tokens, a = here.tokens, here.a
    for j in range(a - 1, max(here.left, a - 16), -1):
        if tokens.word(j) in TALLIES and tokens.word(j + 1) == "of":
            words = []
            for k in range(j + 2, min(j + 8, a)):
                word = tokens.word(k)
                if not tokens.is_word(k) or word in BOUNDARIES - {"the"} or word in REACHING:
                    break
                words.append(word)
            return words
    return []


def _said_of_them(here: Setting) -> list[str]:
    """Return what "nine of them were children" says they were."""
    tokens = here.tokens
    j = here.b
    while j < here.right and tokens.word(j) in THEM:
        j += 1
    if j > here.b and tokens.word(j) in {"were", "are", "was", "is"}:
        return [word for word in here.words(j + 1, min(j + 4, here.right)) if word not in BOUNDARIES][:2]
    if tokens.word(here.a - 1) == "," and THEM & {*here.words(max(here.a - 4, here.first), here.a)}:
        behind = here.words(here.b, min(here.b + 6, here.right))  # "of the dead, 17 worked at one brickworks"
        return [word for word in behind if word not in BOUNDARIES and carries_meaning(word)]
    return []


def _complement(here: Setting, i: int) -> tuple[list[str], int]:
    """Return the words that say which of a kind, and the token behind them: "members of the HTS"."""
    tokens = here.tokens
    words: list[str] = []
    if tokens.word(i) not in {"of", "from", "at", "belonging"} or i >= here.right:
        return words, i
    end = i + 1
    for j in range(i + 1, min(i + 9, here.right)):
        word = tokens.word(j)
        if tokens.is_word(j):
            if word in BOUNDARIES and word not in {"the", "a", "his", "her", "its", "their"}:
                break
            words.append(word)
            end = j + 1
        elif not (word == "-" and tokens.glued(j)):
            break
    return words, end


def group_of(counted: Counted, spoken: set[str]) -> frozenset[str]:
    """Return which people or things a noun phrase picks out; nothing for people in general."""
    named = {GROUP_OF[word] for word in counted.words if word in GROUP_OF}
    if ("civilian" in named and len(named) > 1) or {"combatants", "civilians"} <= set(counted.words):
        return frozenset()  # "combatants and civilians": everybody
    telling = [word for word in counted.words if word not in CONCEPTS]
    telling += [word for word in counted.complement if word not in spoken]
    return frozenset(stem(word) for word in telling if carries_meaning(word) and word not in GENERIC_PEOPLE)


def concept_at(tokens: Tokens, j: int) -> str | None:
    """Return the concept that token j names; "control" and "power" name one in some company only."""
    word = tokens.word(j)
    if word in PHRASES_FROM and (named := _named_by_phrase(tokens, j)) is not None:
        return named
    concept = CONCEPTS.get(word)
    if concept is not None and word in COMPANY:
        around = tokens.words[max(j - 5, 0) : j + 6]
        return None if COMPANY[word].isdisjoint(around) else concept
    return concept


def _named_by_phrase(tokens: Tokens, j: int) -> str | None:
    """Return the concept of the longest phrase that begins at token j: "took part", "interest rate"."""
    word, second = tokens.words[j], tokens.word(j + 1)
    for rest in PHRASES_FROM[word]:
        if rest[0] == second and tuple(tokens.words[j + 1 : j + 1 + len(rest)]) == rest:
            return PHRASES[word, *rest]
    return None


def concepts_in(tokens: Tokens, first: int, end: int) -> Iterator[tuple[int, str]]:
    """Yield the tokens from `first` up to `end` that name a concept, each with it."""
    for j, word in enumerate(tokens.words[first:end], first):
        if word in NAMING and (concept := concept_at(tokens, j)) is not None:
            yield j, concept


class Told(NamedTuple):
    """What was told before a sentence."""

    last: str | None = None
    """The concept of the sentence before, which casualties are of when nothing else says so."""
    topic: str | None = None
    """The concept of the heading that the sentence stands under."""


def concept_of(here: Setting, phrase: Sequence[str], told: Told) -> str | None:
    """Return what a figure is a figure of: the concept nearest to it, words behind it before words ahead."""
    near = here.words(max(here.a - 4, here.left), min(here.b + 4, here.right))
    if told.last in {"deaths", "injured"} and CASUALTIES & {*near}:
        return told.last
    behind = here.b + len(phrase)
    if "identified" in here.words(behind, min(behind + NEAR_BEHIND, here.right)):
        return "identified"  # "43 bodies have been identified" is no toll
    found = [*sorted(_named_by(phrase, here.figure.kind)), *_named_around(here, behind)]
    found += _named_on_top(here)
    if here.figure.unit == "pp" and {"margin", "lead"} & {named for _, named in found}:
        return "lead"
    cost, concept = min(found, key=lambda item: item[0], default=(0, None))
    if concept is None or cost > FARTHEST:
        return told.topic if told.topic is not None and _can_be(here, told.topic) else None
    return _of_all_causes(here) or concept if concept == "deaths" else concept


def _of_all_causes(here: Setting) -> str | None:
    """Tell from a toll what statistics compare: in "4,870 died, 640 more than usual" the heat killed none."""
    if MORE_THAN_USUAL.match(" ".join(here.words(here.b, here.right))):
        return "excess deaths"
    compared = EXCESS_BEHIND.search(" ".join(here.words(here.b, here.end)))
    return "all deaths" if compared else None


def _named_by(phrase: Sequence[str], kind: str) -> Iterator[tuple[int, str]]:
    """Yield the concepts of the noun phrase itself, each with how far it is from the figure."""
    for word in phrase:
        if word in CONCEPTS and kind not in {"money", "duration"}:
            narrow = -1 if CONCEPTS[word] == "excess deaths" else 0  # "640 excess deaths" are no toll
            yield 3 if CONCEPTS[word] in GENERIC_CONCEPTS else narrow, CONCEPTS[word]


def _named_on_top(here: Setting) -> Iterator[tuple[int, str]]:
    """Yield the concepts of the words that a line begins with as its topic: "Storm surge: water could …"."""
    ends = range(here.first + 1, min(here.first + LONGEST_TOPIC, here.a))
    colon = next((j for j in ends if here.tokens.word(j) == ":"), here.first)
    for j in range(here.first, colon):
        concept = concept_at(here.tokens, j)
        if concept is not None and _can_be(here, concept) and not _is_state_of_count(here, j, concept):
            yield AS_TOPIC, concept


def _named_around(here: Setting, behind: int) -> Iterator[tuple[int, str]]:
    """Yield the concepts of the sentence, each with how far it is; the figure's phrase ends at `behind`."""
    tokens, a = here.tokens, here.a
    turn = next((j for j in range(behind, here.right) if tokens.word(j) in TURNS), here.right)
    turned = next((j for j in range(a - 1, here.left - 1, -1) if tokens.word(j) in TURNS_BEFORE), here.left)
    governed = _first_governed(here)
    has_own_verb = not BEING.isdisjoint(here.words(behind, min(behind + 3, turn)))
    led = tokens.word(a - 1) in LEADING or (tokens.word(a - 2) in LEADING and tokens.is_word(a - 1))
    for j, concept in concepts_in(tokens, here.first, here.end):
        if a <= j < here.b or not _can_be(here, concept):
            continue
        if j < a and has_own_verb and (j < here.left or "and" in here.words(j + 1, a)):
            continue  # "11 have died and 18,000 have been told to leave"
        if _is_another_headline(here, j) or _is_state_of_count(here, j, concept):
            continue
        if j >= here.b:
            cost = j - behind + (1 if j < turn else 12 if j < here.right else 20)
        elif j >= here.left:
            cost = a - j + (-1 if led else 2) + (BEHIND_TURN if j < turned else 0)
        else:
            cost = a - j + (AS_OBJECT if j >= governed else 16)
        yield cost + (6 if concept in GENERIC_CONCEPTS else 0), concept


def _first_governed(here: Setting) -> int:
    """Return where the words begin that govern two figures: "fired 132 drones and 14 shells"."""
    behind = here.a
    own = bisect_left(here.placed, here.a, key=lambda placed: placed.first)
    for placed in reversed(here.placed[max(own - MOST_OBJECTS, 0) : own]):
        between = here.words(placed.end, behind)
        bare = 0 < len(between) <= LONGEST_OBJECT and between[-1] in COORDINATING
        if not bare or any(word in NAMING or word in BEING for word in between):
            return placed.end
        behind = placed.first
    return here.first if own <= MOST_OBJECTS else behind


def _is_another_headline(here: Setting, j: int) -> bool:
    """Tell "Train toll rises to 22, hundreds give blood": the rough count behind the comma is of its own."""
    if here.sentence.role == "body" or here.figure.kind != "vague":
        return False
    return "," in here.words(min(j, here.b), max(j, here.a))


def _is_state_of_count(here: Setting, j: int, concept: str) -> bool:
    """Tell "with 54% counted: Greens 35.2%": the second share is of the votes, whatever was counted."""
    between = here.words(j + 1, here.a)
    return concept == "counted" and here.figure.kind == "percent" and not {":", ","}.isdisjoint(between)


def _can_be(here: Setting, concept: str) -> bool:
    """Tell that money is not killed, days are not captured, and villages are not injured."""
    kind, unit = here.figure.kind, here.figure.unit
    if concept == "contained":
        return kind == "percent"
    if concept in PHYSICAL and kind not in {"percent", "fraction"}:
        if kind == "measure" and unit in UNITS:
            return UNITS[unit].dimension in PHYSICAL[concept]
        return kind == "count" and unit is None
    if concept in OF_MONEY and kind not in {"money", "percent", "fraction"}:
        return kind == "count" and unit is None  # "profit fell to 82"
    if kind == "measure":
        return concept not in OF_PEOPLE
    if kind in {"money", "duration", "age"}:
        return concept not in OF_PEOPLE | {"captured"}
    return kind != "count" or unit in {None, "person", "name"} or concept not in PEOPLE_ONLY


def modifiers_of(here: Setting, concept: str | None) -> frozenset[str]:
    """Return the words that tell net from gross, beside the concept's own word nearest to the figure."""
    tokens, a, b = here.tokens, here.a, here.b
    if concept not in MODIFIED:
        return frozenset()
    places = [j for j in range(here.left, here.right) if CONCEPTS.get(tokens.word(j)) == concept]
    if not places:
        return frozenset()
    nearest = min(places, key=lambda j: (abs(j - a) if j < a else abs(j - b), j))
    before = here.words(max(here.left, nearest - 4), nearest)
    found = MODIFIERS.intersection(before)
    if "reported" in before[:-1]:  # the verb of "he reported that the deaths …"
        found -= {"reported"}
    if tokens.word(nearest) in {"ebit", "ebitda"}:
        return found | {"operating"}
    return found or frozenset({"net"} if tokens.word(nearest) == "income" else ())
