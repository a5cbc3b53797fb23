"""What tells one measure from another: concept, group, subject, change, period, place and reference point."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from summarise.clause import Setting
from summarise.concepts import COUNTING, Counted, Told, concept_of, counted_phrase, group_of, modifiers_of
from summarise.dates import MONTHS, WEEKDAYS
from summarise.hours import Entry, minute_of
from summarise.nouns import BOUNDARIES
from summarise.periods import period_of
from summarise.retractions import retracted_up_to
from summarise.tabled import row_of
from summarise.text import Tokens
from summarise.thesaurus import CONCEPTS, OF_PEOPLE
from summarise.units import UNITS
from summarise.values import Figure
from summarise.words import carries_meaning, noun_class, stems

PART_WORDS = frozenset(
    "including include includes included among whom them these those comprising breakdown".split()
)
# "Of the dead, 17 …", "eight of the injured".
ALL_OF_THEM = frozenset(
    "dead victims injured wounded missing killed survivors detainees evacuees arrested total".split()
)
THEM = frozenset({"them", "whom", "those", "these"})
INCREMENT_WORDS = frozenset("additional further more extra others other fewer".split())
FORMER_WORDS = frozenset(
    "previously earlier initially originally previous before former instead formerly".split()
)
FIRST_SAID = re.compile(
    r"\b(?:at first|first) (?:\w+ )?"
    r"(?:said|announced|put|gave|given|reported|estimated|spoke|claimed|counted|stated)\b"
)
LONGEST_SAID = 9
# "The first offer was 6.5%": another stands for it now.
FIRST_ONE = re.compile(
    r"\b(?:the|an|its|their|his|her) (?:first|initial|original|opening|earlier|previous) "
    r"(?:offer|bid|estimate|count|toll|figure|number|forecast|plan|target|proposal|demand|price|tally)s?"
    r" (?:was|were|had been|of|stood at|put it at)\b"
)
# "At its peak it had been half a million": a value of another hour.
AT_ITS_PEAK = re.compile(r"\bat (?:its|the|their) (?:peak|height|worst)\b")
CORRECTIONS = frozenset(
    "corrected correction corrects corrections revised revises revision miscounted retracted recount amended "
    "erroneous mistakenly lowered".split()
)
COUNTS_OTHERWISE = re.compile(
    r"\b(?:because|since|as) (?:it|they|he|she|this|that|\w+ \w+) (?:also |only |do(?:es)? not |did not )?"
    r"(?:counts?|counted|includes?|included|excludes?|excluded|covers?|covered)\b"
    r"|\bwhich (?:also |only |do(?:es)? not |did not )?(?:counts?|counted|includes?|included|excludes?)\b"
    r"|\b(?:not counting|leaving out)\b"
)
STATUS_WORDS = {
    "ahead": "plan plans planned planning target targets goal aim aims aimed foresees foreseen budgeted "
    "proposed would expect expected expects expectation expectations forecast forecasts predicted projected "
    "outlook guidance consensus analysts could may might likely pencilled",
    "suspected": "suspected suspect probable possible possibly feared",
    "confirmed": "confirmed verified",
    "ordered": "ordered order urged",
    "allowed": "certified licensed allowed allows permitted permits limit room certificate",
    "alleged": "alleged allegedly accused",
    "ended": "lifted lifting lifts scrapped scraps reopened reopens rescinded withdrawn abolished",
    "needed": "needed required threshold majority quorum necessary",
}
# States of a thing that are not the thing: planned is not done, expected not measured, allowed not aboard.
APART_STATUS = frozenset({"ahead", "suspected", "ordered", "allowed", "alleged", "needed"})
STATUS_OF = {word: status for status, words in STATUS_WORDS.items() for word in words.split()}
# What is only ever spoken of ahead.
PLANNED_BY_NATURE = frozenset({"job cuts", "savings"})
ENDS_STATUS = frozenset({",", "and", "but", "after", "while"})
PER = frozenset({"per", "each", "every", "apiece", "a", "an", "-"})
PER_UNITS = frozenset(
    "victim worker player patient employee voter doctor home house child death "
    "share barrel night day hour month year week tonne ton litre gallon head person family household ticket "
    "kilo kilowatt unit seat ounce mile kilometre student pupil capita dose".split()
)
# "2 million to each bereaved family"
FOR_EACH = re.compile(r"(?:to|for) (?:each|every) (\w+)(?: (\w+))?")
RATES = {"annual": "year", "annually": "year", "yearly": "year", "monthly": "month", "weekly": "week"}
RATES |= {"daily": "day", "hourly": "hour"}
# An annual profit is no other measure than the profit.
OF_A_YEAR = frozenset("revenue profit loss growth deficit margin debt tax".split())
RISE = frozenset(
    "up rose rise risen rises increase increased increases gained gain grew growth jumped climbed surged "
    "soared higher rising climbing".split()
)
RISE_BEHIND = frozenset("higher rise increase gain jump more".split())
FALL = frozenset(
    "down fell fall fallen falls decrease decreased dropped drop declined decline slid slipped lower reduced "
    "falling tumbled shed".split()
)
FALL_BEHIND = frozenset("lower drop decline decrease fall less fewer".split())
# "An increase of 5", "a cut of 5": the noun behind which "of" says how far, not what of.
MOVES = frozenset("increase rise gain drop decline fall cut decrease reduction growth".split())
BRINGING = frozenset("shot shoot shooting shoots brought bring bringing brings".split())
FLYING = frozenset({"drone", "missile", "rocket", "aircraft", "plane", "jet", "helicopter"})
FIRES = frozenset("fire fires wildfire wildfires blaze blazes bushfire bushfires flames".split())
# Behind these, fire is no blaze.
OF_GUNS = frozenset(
    "under opened open opening cease return returned artillery mortar rocket gun tank heavy".split()
)
STILL = frozenset({"still", "remain", "remained", "remains"})
TREATED = frozenset({"treated", "treatment", "hospital", "hospitals", "care"})
BEFORE_A_PLACE = frozenset({"in", "at", "near", "from", "to", "on"})
BEFORE_PLACES = frozenset("in at across throughout near outside around inside within on".split())
# "Interest in", "came in", "rich in": what stands behind is no place.
NOT_OF_PLACE = frozenset("interest stake shares believe invest invested resulted resulting".split())
LONGEST_PLACE = 6
COUNTRY = "country"
NATIONWIDE = frozenset("nationwide nationally countrywide statewide".split())
COUNTRIES = frozenset({"country", "nation"})
PLACE_NOUNS = COUNTRIES | frozenset(
    "capital city town village region province state district county municipality island islands coast "
    "border north south east west centre center downtown suburb suburbs outskirts valley area areas hospital "
    "hospitals school schools university plant plants factory site sites camp camps prison station stations "
    "stadium square street port airport abroad overseas home parliament court building buildings market "
    "territory territories lake river sea harbour harbor mine farm park".split()
)
SIDES = frozenset("northern southern eastern western central upper lower north south east west whole".split())
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "this", "that", "all", "other", "two"}
)
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
ENDS_POINT = frozenset("and after by as who on with in at when which where".split())
DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest upstream downstream short ahead "
    "outside".split()
)


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells one measure from another, apart from the figure itself."""

    concept: str | None
    noun: str | None
    counted: str
    """The noun phrase that is counted, as written."""
    words: frozenset[str]
    """Stems of the clause around the figure."""
    near: frozenset[str]
    """Stems of the noun phrase and the words next to it."""
    group: frozenset[str]
    """Which people or things of the kind, when not all of them."""
    modifiers: frozenset[str]
    """Which profit or value: net, gross, adjusted."""
    names: frozenset[str]
    """Names of the clause, as written; who spoke is left out."""
    subject: frozenset[str]
    """The name nearest to the figure that is no place: whose share, whose seats."""
    part: bool
    """A part of a total that the sentence speaks of: "including two children"."""
    whole: bool
    """What a part is of, and nothing more is said of it: the 40 of "shot down 31 of 40 drones"."""
    increment: bool
    """In addition to another figure: "a further 14"."""
    former: bool
    """A value that another has replaced: "previously 12"."""
    disowned: bool
    """A value that its speaker sets right without having given it: the 52 of "it fired 30, not 52"."""
    withdrawn: bool
    """A value that its speaker takes back: the 61 of "49 are dead, not 61 as first stated"."""
    corrects: bool
    """Its sentence speaks of a correction or revision."""
    counts_otherwise: bool
    """Its sentence says what the figure leaves out or takes in, unlike another: "because it counts …"."""
    change: str
    """`rise`, `fall` or nothing: how much something moved, not where it stands."""
    status: str | None
    """Planned or expected (`ahead`), `suspected`, `allowed`, `needed` and so on; none for what is so."""
    per: str | None
    """What it is counted for: "share" in "$54 a share"."""
    period: str | None
    """A time that is not the event's own: an ISO date coarser than a day, or a day far from the article's."""
    minute: int | None
    """The minute of its day that it speaks for, above 1,440 behind midnight; none where no hour is told."""
    place: frozenset[str]
    """Stems of the places named near the figure."""
    reference: frozenset[str]
    """For a distance, the point that it is measured from."""
    row: str | None
    """What the row of a table is about that the figure stands in: its district, its year."""
    sentence: str
    sentence_words: frozenset[str]
    """Stems of the whole sentence."""
    role: str


def find_cues(here: Setting, speaker: str | None, told: Told, entries: Sequence[Entry]) -> Cues:
    """Return the cues of a figure, given who says it, what was told before, and the entries of its page."""
    counted = counted_phrase(here)
    spoken = {word.lower() for word in (speaker or "").split()}
    reference = _reference_point(here) if _is_length(here.figure) else frozenset()
    concept = "distance" if reference else concept_of(here, counted.words, told)
    if concept in {None, "area"} and _is_of_a_fire(here):
        concept = "burned"
    if concept == "injured" and _is_still_treated(here):
        concept = "hospitalised"
    if concept == "destroyed" and here.figure.unit in FLYING:
        concept = "shot down"
    around = here.words_beside(here.own_left, here.own_right)
    taken_back = _is_taken_back(here)
    text = here.article.quote(here.sentence.start, here.sentence.end)
    return Cues(
        concept=concept,
        noun=_noun(here.figure, concept),
        counted=counted.shown,
        words=stems(word for word in around if word not in spoken) | stems(counted.words),
        near=stems(
            here.words_beside(
                max(here.a - 5, here.own_left), min(_past(here, counted.end) + 6, here.own_right)
            )
        ),
        group=group_of(counted, spoken),
        modifiers=modifiers_of(here, concept),
        names=_names_around(here, spoken),
        subject=_subject(here, spoken),
        part=_is_part(here),
        whole=_is_whole(here, counted),
        increment=_adds_to_another(here),
        former=_is_former(here) or taken_back,
        disowned=False,
        withdrawn=taken_back,
        corrects=taken_back or not CORRECTIONS.isdisjoint(here.words(here.first, here.end)),
        counts_otherwise=COUNTS_OTHERWISE.search(text) is not None,
        change="" if concept == "excess deaths" else _change(here),
        status=None if concept in PLANNED_BY_NATURE else _status(here, counted.words),
        per=_per(here, counted.end) or _rate(here, concept),
        period=None if here.figure.kind == "age" else period_of(here),
        minute=minute_of(here, entries),
        place=_place(here, counted.end),
        reference=reference,
        row=row_of(text),
        sentence=here.sentence.id,
        sentence_words=stems(here.words(here.first, here.end)),
        role=here.sentence.role,
    )


def _past(here: Setting, end: int) -> int:
    """Return the token behind a conversion in brackets, where one stands right behind token `end`."""
    conversions = (p for p in here.placed if p.figure.same_as is not None and p.first == end + 1)
    return next((p.end + 1 for p in conversions), end)


def _is_of_a_fire(here: Setting) -> bool:
    """Tell an area of which a sentence about a fire speaks: "the blaze covers almost 35,000 acres"."""
    unit = UNITS.get(here.figure.unit or "")
    is_area = here.figure.kind == "measure" and unit is not None and unit.dimension == "area"
    words = here.words(here.first, here.end)
    return is_area and any(word in FIRES and before not in OF_GUNS for before, word in pairwise(["", *words]))


def _is_still_treated(here: Setting) -> bool:
    """Tell "26 injured are still being treated" from all who were injured."""
    behind = {*here.words(here.b, min(here.b + 10, here.right))}
    return not STILL.isdisjoint(behind) and not TREATED.isdisjoint(behind)


def _noun(figure: Figure, concept: str | None) -> str | None:
    if figure.kind not in COUNTING:
        return None
    return noun_class(figure.unit) or ("person" if concept in OF_PEOPLE else None)


def _is_length(figure: Figure) -> bool:
    return figure.kind == "measure" and figure.unit in UNITS and UNITS[figure.unit].dimension == "length"


# How the figure stands to others


def _is_part(here: Setting) -> bool:
    """Tell "including two children" and "nine of them" from a count of all."""
    if here.figure.kind not in {"count", "vague"}:
        return False
    if not PART_WORDS.isdisjoint(here.words(max(here.a - 8, here.first), here.a)):
        return True
    tokens, a, b = here.tokens, here.a, here.b
    ahead = tokens.word(b) == "of" and (tokens.word(b + 1) in THEM or tokens.word(b + 2) in ALL_OF_THEM)
    before = [tokens.word(j) for j in range(max(a - 6, here.first), a)]
    return ahead or any(
        (one, two) == ("of", "the") and word in ALL_OF_THEM for one, two, word in _triples(before)
    )


def _is_whole(here: Setting, counted: Counted) -> bool:
    """Tell the 40 of "31 of 40 drones" from the 12 of "three of the 12 injured", who are the injured."""
    before = here.a - 1
    while here.tokens.word(before) in {"the", "its", "their", "all", "some", "about"}:
        before -= 1
    is_of = here.tokens.word(before) == "of" and any(placed.end == before for placed in here.placed)
    return is_of and not any(word in CONCEPTS for word in counted.words)


def _triples(words: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(words, words[1:], words[2:], strict=False)


def _adds_to_another(here: Setting) -> bool:
    """Tell "two additional villages" and "another 14" from a count of all."""
    own = {*here.figure.text.lower().split(), here.tokens.word(here.a - 1)}
    if own & {"another", "further", "additional"}:
        return True
    behind, second = here.words(here.b, here.b + 2)
    return (behind in INCREMENT_WORDS and second != "than") or second in {"others", "additional"}


def _is_former(here: Setting) -> bool:
    """Tell "previously 12" and the 12 of "from 12 to 14"."""
    if not FORMER_WORDS.isdisjoint(here.words(max(here.a - 4, here.left), here.a)):
        return True
    said = " ".join(here.words(max(here.a - LONGEST_SAID, here.own_left), here.a))
    if FIRST_SAID.search(said) or FIRST_ONE.search(said):
        return True
    if AT_ITS_PEAK.search(" ".join(here.words(here.own_left, here.own_right))):
        return True
    return here.tokens.word(here.a - 1) == "from" and here.figure.kind != "measure"


def _is_taken_back(here: Setting) -> bool:
    """Tell a figure that its own article withdraws in the next breath."""
    text = here.article.quote(here.sentence.start, here.sentence.end)
    return here.figure.start - here.sentence.start < retracted_up_to(text)


def _status(here: Setting, phrase: Sequence[str]) -> str | None:
    """Return the state that the figure is in, nearest before it, else behind it; none for a fact."""
    before = here.words(max(here.left, here.a - 7), here.a)
    before = list(takewhile(lambda word: word not in ENDS_STATUS, reversed(before)))
    behind = here.b + len(phrase)
    words = [*before, *phrase, *here.words(behind, min(behind + 4, here.right))]
    states = [STATUS_OF[word] for word in words if word in STATUS_OF]
    return "ended" if "ended" in states else next(iter(states), None)


def _change(here: Setting) -> str:
    """Tell "rose by 5%" and "up 5%" (how far) from "rose to 5%" (where to)."""
    before = here.words(max(here.a - 4, here.left), here.a)
    of_a_move = len(before) > 1 and before[-1] == "of" and before[-2] in MOVES
    if before[-1:] in (["by"], ["another"], ["further"]) or of_a_move:
        before.pop()
    last = before[-1] if before else ""
    if last == "down" and before[-2:-1] and before[-2] in BRINGING:
        last = ""  # "brought down five drones"
    behind, second = here.words(here.b, here.b + 2)
    if last in RISE or (behind in RISE_BEHIND and second != "in"):
        return "rise"
    return "fall" if last in FALL or behind in FALL_BEHIND else ""


def _per(here: Setting, i: int) -> str | None:
    """Return what the figure is counted for: "share" in "$54 a share", "day" in "200 barrels per day"."""
    if here.figure.kind not in {"money", "count", "measure", "percent"}:
        return None
    at = i + (here.tokens.word(i) == "-")
    unit = here.tokens.word(at + 1)
    if here.tokens.word(at) in PER and unit in PER_UNITS:
        return unit
    each = FOR_EACH.match(" ".join(here.words(at, at + 4)))
    return next((word for word in each.groups() if word in PER_UNITS), None) if each else None


def _rate(here: Setting, concept: str | None) -> str | None:
    """Return the time that "annual savings of 70 million" and "70 million annually" are counted for."""
    if concept in OF_A_YEAR or here.figure.kind not in {"money", "count", "measure"}:
        return None
    near = here.words(max(here.a - 4, here.left), here.a) + here.words(here.b, min(here.b + 3, here.right))
    return next((RATES[word] for word in near if word in RATES), None)


# Names and places around the figure


def _subject(here: Setting, spoken: set[str]) -> frozenset[str]:
    """Return the words of the proper name nearest before the figure, else behind it; places do not count."""
    before = range(here.a - 1, max(here.left - 1, here.a - 14), -1)
    behind = range(here.b, min(here.own_right, here.b + 8))
    return _first_name(here, before, spoken) or _first_name(here, behind, spoken)


def _first_name(here: Setting, places: range, spoken: set[str]) -> frozenset[str]:
    tokens = here.tokens
    name: set[str] = set()
    last = here.a
    for j in places:
        word = tokens.word(j).removesuffix("'s")
        if tokens.has_capital(j) and carries_meaning(word) and word not in spoken and word not in CONCEPTS:
            last = last if name else j
            name.add(word)
        elif name and not (word in {"of", "the", "'"} and tokens.has_capital(j + places.step)):
            if places.step > 0 or not _leads_to_place(here, j) or _is_told_of(here, last):
                break
            name.clear()
    return frozenset(name)


def _is_told_of(here: Setting, last: int) -> bool:
    """Tell the Idlib of "from Idlib, which is home to two million", whose last word is token `last`."""
    return here.words(last + 1, last + 3) in ([",", "which"], [",", "where"])


def _leads_to_place(here: Setting, j: int) -> bool:
    """Tell whether token j is the "in" or the "the" of "in the Sadal district"."""
    word = here.tokens.word(j)
    return (here.tokens.word(j - 1) if word == "the" else word) in BEFORE_A_PLACE


def _names_around(here: Setting, spoken: set[str]) -> frozenset[str]:
    """Return the capitalised words of the clause that are no speaker and do not just begin the sentence."""
    tokens = here.tokens
    names = set()
    for j in range(here.left, here.right):
        if here.a <= j < here.b or not tokens.has_capital(j):
            continue
        raw, word = tokens.raw(j), tokens.word(j)
        if word in spoken or len(raw) < 2:
            continue
        plain = word.removesuffix("'s")
        if not _only_begins(here, j) and (carries_meaning(plain) or raw.isupper()):
            names.add(plain)
    return frozenset(names)


def _only_begins(here: Setting, j: int) -> bool:
    """Tell whether a capital is there because a sentence or clause begins."""
    tokens, word = here.tokens, here.tokens.word(j)
    begins = j in {0, here.left} or tokens.word(j - 1) in {".", "\n", '"', "?", "!", ":"}
    if not begins or _is_capitalised(tokens, j + 1):
        return False
    return word in BOUNDARIES or not carries_meaning(word) or word in CONCEPTS


def _is_capitalised(tokens: Tokens, j: int) -> bool:
    return tokens.is_word(j) and tokens.has_capital(j)


def _place(here: Setting, i: int) -> frozenset[str]:
    """Return where it was counted: stems of the places named behind the figure, else before it.

    The whole country is one place in whatever words: "nationwide", "across the country".
    """
    behind = _places(here, i, next((j for j in range(i, here.right) if _ends_places(here, j)), here.right))
    return behind or _places(here, here.left, here.a)


def _ends_places(here: Setting, j: int) -> bool:
    return here.tokens.word(j) in {",", ".", "and", "but", "while", "after", "by", "as", "who", "since"}


def _places(here: Setting, first: int, end: int) -> frozenset[str]:
    """Return the stems of the places that a stretch of a sentence names."""
    found: list[str] = []
    for j in range(first, end):
        word = here.tokens.word(j)
        if word in NATIONWIDE:
            found.append(COUNTRY)
        elif word in BEFORE_PLACES and here.tokens.word(j - 1) not in NOT_OF_PLACE:
            found += _place_behind(here, j + 1, end)
    return stems(found)


def _place_behind(here: Setting, j: int, end: int) -> list[str]:
    """Return the words of "in Lower Sava", "at the Kessing plant" and "across the country"."""
    words: list[str] = []
    tokens = here.tokens
    for at in range(j, min(end, j + LONGEST_PLACE)):
        word = tokens.word(at).removesuffix("'s")
        if not tokens.is_word(at):
            break
        if word in PLACE_NOUNS:
            words.append(COUNTRY if word in COUNTRIES else word)
        elif tokens.has_capital(at) and word not in CALENDAR:
            words.append(word)
        elif word not in DETERMINERS and word not in SIDES:
            break
    return [] if COUNTRY in words and len(words) > 1 and words[-1] != COUNTRY else words


def _reference_point(here: Setting) -> frozenset[str]:
    """Return the stems of "from the outskirts of Aleppo", "upstream of Halvesk town centre"."""
    for j in range(here.b, min(here.b + 6, here.right)):
        word = here.tokens.word(j)
        if word in {"from", "off", "outside"} or (word == "of" and _tells_distance(here, j)):
            return stems(point.removesuffix("'s") for point in _words_up_to(here, j + 1, 8, ENDS_POINT))
    return frozenset()


def _tells_distance(here: Setting, j: int) -> bool:
    """Tell "within 5 km of the centre" and "11 km upstream of it" from "5 km of pipes"."""
    before = here.words(max(here.b - 8, 0), here.b)
    return "within" in before or not DIRECTIONS.isdisjoint(here.words(here.b, j))


def _words_up_to(here: Setting, first: int, most: int, ends: frozenset[str]) -> list[str]:
    """Return the words from `first` on, up to a sign or one of the words that end them."""
    words: list[str] = []
    for j in range(first, min(first + most, here.right)):
        if not here.tokens.is_word(j) or here.tokens.word(j) in ends:
            break
        words.append(here.tokens.word(j))
    return words
