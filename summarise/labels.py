"""What a figure measures and is limited to, in words of its clause, and how far a note may quote it."""

import re

from summarise.clause import Setting
from summarise.concepts import concepts_in
from summarise.cues import Cues
from summarise.nouns import BOUNDARIES, is_plural
from summarise.tabled import is_plain
from summarise.words import MODIFIERS

LONGEST_LABEL = 14
AUXILIARIES = frozenset(
    "have has had been be being was were are is will would could may might also now so still".split()
)
DETERMINERS = frozenset({"the", "a", "an", "its", "their", "his", "her"})
FINITE = frozenset(
    "continues continue begins begin needs need stands stand runs goes comes shows gives leaves lists worked "
    "lived opposed sought went falls fell".split()
)
COMPLEMENTS = frozenset({"of", "from", "in", "at"})
# Behind one of these no noun has been named yet; at one of the others a noun phrase ends.
LEADING_ON = COMPLEMENTS | DETERMINERS
ENDS_PHRASE = BOUNDARIES - DETERMINERS
LISTING = frozenset({",", "and", "or", "plus"})
# What may stand between a number and the noun phrase that it counts.
SKIPPED = frozenset({"of", "the", "-", "or", "so", "more", "a", "an", ")"})
# Behind an amount, these begin what it is counted for: "17 billion a year", "$54 per share", "18% less".
RATES = frozenset("a an per each every less more lower higher annually".split())
LEADING_WORDS = frozenset(
    "towards toward given briefed current former eligible inside instead versus via amid despite upon onto "
    "such as being own due likely able ready".split()
)
# Who says it is no part of what is measured: the "Danyl said" of "Danyl said 1,310 were held".
SAYING = re.compile(r"^.*\b(?:said|says|say|told|claims?|claimed|according to|put|puts)\b(?: that\b)?")
DANGLING = re.compile(r"(?: (?:of|to|at|by|in|the|a|an|for|with|from))+$")


def measure_of(here: Setting, cues: Cues) -> str:
    """Say what a figure measures, "…" in its place: "people killed", "control of … of territory"."""
    if cues.reference:
        return _distance_label(here)
    label = _label(here, cues).strip(" ,;:-").removesuffix("…").strip()
    label = DANGLING.sub("", " ".join(label.split()[:LONGEST_LABEL]))
    return label if any(c.isalpha() for c in label) else cues.concept or here.figure.kind


def _distance_label(here: Setting) -> str:
    leads = {"from", "of", "off", "outside"}
    point = next((j + 1 for j in range(here.b, here.right) if here.tokens.word(j) in leads), here.b)
    return f"distance from {_phrase(here, point)}".strip()


def _label(here: Setting, cues: Cues) -> str:
    """Return the words between the figure and its concept, with what is counted."""
    a, b = here.a, here.b
    phrase = _phrase(here, b)
    at = _nearest_concept(here, cues)
    listed = here.figure.kind == "count" and here.tokens.word(a - 1) in LISTING
    if at is None and phrase and listed:
        return phrase  # "65 members of the council, 18 fighters": what stands before is about the 65
    if at is None:
        return f"{SAYING.sub('', here.inner_text(max(here.left, a - 4), a))} … {phrase}"
    concept = here.tokens.raw(at)
    if at < a:
        near = a - at <= 7 and at >= here.left
        lead = here.inner_text(max(_with_modifiers(here, at), here.left), a) if near else concept
        return f"{lead} … {phrase}"
    if at < b + 9:
        return _up_to(here, at)
    return f"{phrase} ({concept})" if phrase else concept


def _nearest_concept(here: Setting, cues: Cues) -> int | None:
    """Return the token that the concept was told by, none where it came from another sentence."""
    if cues.concept is None:
        return None
    named = concepts_in(here.tokens, here.first, here.end)
    places = [j for j, concept in named if concept == cues.concept and not here.a <= j < here.b]
    return min(places, key=lambda j: (here.a - j if j < here.a else j - here.b, j), default=None)


def _with_modifiers(here: Setting, at: int) -> int:
    """Return where "adjusted net profit" begins, of which `at` is the last word."""
    second, first = (here.tokens.word(at - n) in MODIFIERS for n in (2, 1))
    return at - first - (first and second)


def _up_to(here: Setting, at: int) -> str:
    """Return the words behind the figure up to the concept, without "have been" before it."""
    tokens, b = here.tokens, here.b
    last = at
    while last > b and tokens.word(last - 1) in AUXILIARIES:
        last -= 1
    places = [j for j in (*range(b, last), at) if tokens.is_word(j)]
    return " ".join(
        tokens.raw(j) for j in places if j > b or tokens.word(j) not in {"or", "so", "more", "of"}
    )


def _phrase(here: Setting, first: int) -> str:
    """Return the words that follow directly, up to the end of their noun phrase."""
    tokens = here.tokens
    if tokens.word(first) == "(":
        closed = (j + 1 for j in range(first, min(first + 12, here.right)) if tokens.word(j) == ")")
        first = next(closed, first)
    while first < here.right and tokens.word(first) in SKIPPED:
        first += 1
    last = first
    while last < min(here.right, first + 7) and not _ends_phrase(here, last, first):
        last += 1
    while last > first and tokens.word(last - 1) in BOUNDARIES | {"-"}:
        last -= 1
    return here.text(first, last)


def _ends_phrase(here: Setting, j: int, first: int) -> bool:
    """Tell whether the noun phrase that began at `first` ends before token j."""
    tokens, word = here.tokens, here.tokens.word(j)
    leads_on = word in {"from", "in", "to"} and j > first
    if leads_on and tokens.word(j + 1) in BOUNDARIES - {"the", "a", "its", "their"}:
        return True
    if _joins(here, j, "-") or _is_second_half(here, j, first):
        return False
    return not tokens.is_word(j) or (word in BOUNDARIES and word not in {"of", "from", "in", "to"})


def scope_of(cues: Cues) -> str | None:
    """Say what a reading is limited to, in words that the cues were made of; none for the whole event."""
    limits = (
        cues.row if cues.row and is_plain(cues.row) else None,
        "part of the total" if cues.part else None,
        "in addition" if cues.increment else None,
        "change" if cues.change else None,
        cues.status,
        f"per {cues.per}" if cues.per else None,
        cues.period,
    )
    return ", ".join(filter(None, limits)) or None


def shown_ends(here: Setting) -> tuple[int, ...]:
    """Return the offsets up to which a note may quote, the longest first, the figure alone last."""
    tokens, b = here.tokens, here.b
    behind = [p.first for p in here.placed if p.first >= b and p.figure.same_as is None]
    limit = min([here.right, b + 18, *behind])
    j = _behind_conversion(here, limit)
    stops = [j]
    while j < limit and len(stops) <= 3:
        if _begins_complement(here, j, bare=stops[-1] == b):
            stops.append(stops[-1])
        elif _ends_quotation(here, j):
            break
        elif tokens.word(j) not in DETERMINERS | {"and"} and not _joins(here, j, "-'"):
            stops[-1] = j + 1
        j += 1
    if stops[-1] in behind:
        stops[-1] = b  # "628 from an initial 600": the last words are about the other figure
    whole = (stop for stop in stops if stop > b and not _hangs(here, stop))
    offsets = {tokens.folded.span(0, tokens.ends[stop - 1])[1] for stop in whole}
    return tuple(sorted({*offsets, here.figure.end}, reverse=True))


def _hangs(here: Setting, stop: int) -> bool:
    """Tell a quotation that would end in a word that leads on: "5.2 percent towards", "46 missing given"."""
    tokens, last = here.tokens, here.tokens.word(stop - 1)
    first = _behind_conversion(here, here.right)
    if stop == first or is_plural(last) or tokens.raw(stop - 1)[:1].isupper():
        return False
    alone = here.figure.kind in {"percent", "money"} and "of" not in here.words(here.b, stop)
    return (alone and tokens.word(first) not in RATES) or last in LEADING_WORDS


def _behind_conversion(here: Setting, limit: int) -> int:
    """Return the token behind the bracket that converts the figure, the one behind the figure without one."""
    converted = any(p.first == here.b + 1 and p.figure.same_as for p in here.placed)
    if here.tokens.word(here.b) != "(" or not converted:
        return here.b
    return next((j + 1 for j in range(here.b, limit) if here.tokens.word(j) == ")"), here.b)


def _begins_complement(here: Setting, j: int, *, bare: bool) -> bool:
    """Tell "of" or "in" behind a noun; behind a bare figure only "of" and "from" lead on."""
    words = {"of", "from"} if bare else COMPLEMENTS
    return here.tokens.word(j) in words and not _is_second_half(here, j, here.b)


def _ends_quotation(here: Setting, j: int) -> bool:
    tokens, word = here.tokens, here.tokens.word(j)
    behind_noun = j > here.b and tokens.is_word(j - 1) and tokens.word(j - 1) not in LEADING_ON
    if behind_noun and (word in DETERMINERS | FINITE or (word.endswith("ing") and len(word) > 5)):
        return True  # "1,460 homes the province lists", "87 persons continues", "two villages falling"
    if word == "and" and not _lists_two(here, j):
        return True
    if _joins(here, j, "-'") or _is_second_half(here, j, here.b):
        return False
    return not tokens.is_word(j) or word in ENDS_PHRASE


def _lists_two(here: Setting, j: int) -> bool:
    """Tell whether the "and" at token j lists more: "villages and towns", "in Lodd and in Orvesh"."""
    tokens = here.tokens
    behind = tokens.word(j + 1)
    if behind in COMPLEMENTS:
        return any(tokens.has_capital(n) for n in (j + 2, j + 3))
    if behind == "other":
        return any(is_plural(tokens.word(n)) for n in (j + 2, j + 3))
    return is_plural(behind) and tokens.word(j + 2) in BOUNDARIES | {",", "."}


def _joins(here: Setting, j: int, signs: str) -> bool:
    """Tell whether token j is a sign that makes one word of its neighbours."""
    tokens = here.tokens
    return tokens.word(j) != "" and tokens.word(j) in signs and tokens.glued(j) and tokens.glued(j + 1)


def _is_second_half(here: Setting, j: int, first: int) -> bool:
    """Tell whether token j stands directly behind a hyphen, as the second word of a compound."""
    return j > first and here.tokens.word(j - 1) == "-" and here.tokens.glued(j)
