"""How a figure stands to others: part or whole, old or new, planned or done, how far it moved, per what."""

import re
from collections.abc import Sequence
from itertools import takewhile

from summarise.clause import Setting
from summarise.concepts import Counted
from summarise.retractions import retracted_up_to
from summarise.thesaurus import CONCEPTS

PART_WORDS = frozenset(
    "including include includes included among whom them these those comprising breakdown".split()
)
# "Of the dead, 17 …", "eight of the injured".
ALL_OF_THEM = frozenset(
    "dead victims injured wounded missing killed survivors detainees evacuees arrested total".split()
)
# "The list of the missing has 58 names."
LISTS = frozenset({"list", "number", "register", "tally", "count", "toll"})
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
# What is hit as well as aimed at.
TARGETS = frozenset({"target", "targets"})
LONGEST_STATUS = 7
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


def is_part(here: Setting) -> bool:
    """Tell "including two children" and "nine of them" from a count of all."""
    if here.figure.kind not in {"count", "vague"}:
        return False
    if not PART_WORDS.isdisjoint(here.words(max(here.a - 8, here.first), here.a)):
        return True
    tokens, a, b = here.tokens, here.a, here.b
    ahead = tokens.word(b) == "of" and (tokens.word(b + 1) in THEM or tokens.word(b + 2) in ALL_OF_THEM)
    before = ["", *(tokens.word(j) for j in range(max(a - 6, here.first), a))]
    return ahead or any(
        words[1:3] == ("of", "the") and words[3] in ALL_OF_THEM and words[0] not in LISTS
        for words in zip(before, before[1:], before[2:], before[3:], strict=False)
    )


def is_whole(here: Setting, counted: Counted) -> bool:
    """Tell the 40 of "31 of 40 drones" from the 12 of "three of the 12 injured", who are the injured."""
    before = here.a - 1
    while here.tokens.word(before) in {"the", "its", "their", "all", "some", "about"}:
        before -= 1
    is_of = here.tokens.word(before) == "of" and any(placed.end == before for placed in here.placed)
    return is_of and not any(word in CONCEPTS for word in counted.words)


def adds_to_another(here: Setting) -> bool:
    """Tell "two additional villages" and "another 14" from a count of all."""
    own = {*here.figure.text.lower().split(), here.tokens.word(here.a - 1)}
    if own & {"another", "further", "additional"}:
        return True
    behind, second = here.words(here.b, here.b + 2)
    return (behind in INCREMENT_WORDS and second != "than") or second in {"others", "additional"}


def is_former(here: Setting) -> bool:
    """Tell "previously 12" and the 12 of "from 12 to 14"."""
    if not FORMER_WORDS.isdisjoint(here.words(max(here.a - 4, here.left), here.a)):
        return True
    said = " ".join(here.words(max(here.a - LONGEST_SAID, here.own_left), here.a))
    if FIRST_SAID.search(said) or FIRST_ONE.search(said):
        return True
    if AT_ITS_PEAK.search(" ".join(here.words(here.own_left, here.own_right))):
        return True
    return here.tokens.word(here.a - 1) == "from" and here.figure.kind != "measure"


def is_taken_back(here: Setting) -> bool:
    """Tell a figure that its own article withdraws in the next breath."""
    text = here.article.quote(here.sentence.start, here.sentence.end)
    return here.figure.start - here.sentence.start < retracted_up_to(text)


def status_of(here: Setting, phrase: Sequence[str]) -> str | None:
    """Return the state that the figure is in, nearest before it, else behind it; none for a fact."""
    ahead = reversed(range(max(here.left, here.a - LONGEST_STATUS), here.a))
    before = takewhile(lambda j: here.tokens.word(j) not in ENDS_STATUS, ahead)
    behind = here.b + len(phrase)
    places = [*before, *range(here.b, min(behind + 4, here.right))]
    states = [STATUS_OF[here.tokens.word(j)] for j in places if _tells_status(here, j)]
    return "ended" if "ended" in states else next(iter(states), None)


def _tells_status(here: Setting, j: int) -> bool:
    """Tell a word that names a state from the month of May and from targets that are hit."""
    word = here.tokens.word(j)
    if word == "may" and here.tokens.has_capital(j) and j > here.first:
        return False
    return word in STATUS_OF and not (word in TARGETS and here.figure.kind in {"count", "vague"})


def change_of(here: Setting) -> str:
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


def per(here: Setting, i: int) -> str | None:
    """Return what the figure is counted for: "share" in "$54 a share", "day" in "200 barrels per day"."""
    if here.figure.kind not in {"money", "count", "measure", "percent"}:
        return None
    at = i + (here.tokens.word(i) == "-")
    unit = here.tokens.word(at + 1)
    if here.tokens.word(at) in PER and unit in PER_UNITS:
        return unit
    each = FOR_EACH.match(" ".join(here.words(at, at + 4)))
    return next((word for word in each.groups() if word in PER_UNITS), None) if each else None


def rate(here: Setting, concept: str | None) -> str | None:
    """Return the time that "annual savings of 70 million" and "70 million annually" are counted for."""
    if concept in OF_A_YEAR or here.figure.kind not in {"money", "count", "measure"}:
        return None
    near = here.words(max(here.a - 4, here.left), here.a) + here.words(here.b, min(here.b + 3, here.right))
    return next((RATES[word] for word in near if word in RATES), None)
