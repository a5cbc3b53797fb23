"""What a figure takes from those before it in its article: their noun, their concept, their whole measure."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from summarise.candidates import Candidate
from summarise.clause import Setting
from summarise.concepts import BEING
from summarise.ellipsis import antecedent, listed_before
from summarise.standing import APART_STATUS, CORRECTIONS
from summarise.words import stems

# How many characters may lie between two members of a list.
LONGEST_STEP = 60
# Between two values, these say that the second is the old one: right before it, or anywhere close by.
REPLACED = frozenset({"from", "not", "previously"})
# "$18 million, up from an opening demand of $15 million"
UP_FROM = re.compile(r"\b(?:up|down|raised|lowered|cut) from (?:\w+ ){1,4}of$")
# "463 homes were destroyed and 81 damaged, lower than the 510 that the agency had reported"
COMPARED_WITH = re.compile(
    r"\b(?:(?:lower|higher|more|fewer|less|rather) than|(?:up|down) from|instead of|above|below)"
    r" (?:the|an?|its|their)(?: (?:earlier|initial|first|previous|preliminary|original|estimated))?$"
)
TOLD_BEFORE = frozenset(
    "that which it they he she had reported announced given told said counted previously earlier".split()
)
MOST_COMPARED = 8
# Who had given the number before speaks so of it.
OWN_BEFORE = frozenset("first initially earlier previously originally before formerly as".split())
LISTING = frozenset({",", "and", ";"})
SAYS_WHICH = frozenset({"from", "in", "at", "on", "near", "among", "for"})
SAID_OF_NOUN = re.compile(r" (?:of|from|at|in) ")


def after_those_before(
    here: Setting, alone: Candidate, before: Setting | None, candidates: Sequence[Candidate]
) -> Candidate:
    """Return a figure with what it leaves out because it was said of one before it.

    Args:
        here: the figure in its sentence.
        alone: what it says by itself.
        before: the figure before it in its sentence, if there is one.
        candidates: all figures before it in its article.
    """
    candidate = alone
    if (meant := antecedent(here, alone, candidates)) is not None:
        candidate = _measuring_the_same(meant, alone)
    elif (listed := listed_before(here, alone, candidates)) is not None:
        candidate = _of_its_list(listed, alone)
    if not candidates:
        return candidate
    last = candidates[-1]
    if before is None:
        return _beside(last, candidate, here)
    if _goes_on_with(before, here):
        candidate = _counting_the_same(last, candidate)
    candidate = _beside(last, candidate, here)
    if (compared := _compared_with(here, candidates)) is not None:
        if "from" in here.words(here.a - 3, here.a):  # "a Category 3, down from the 130 mph it predicted"
            return _like_its_successor(compared, candidate, denied=False, its_own=False)
        return _measuring_the_same(compared, candidate)
    if _replaces(before, here):
        denied = "not" in here.words(before.b, here.a)
        return _like_its_successor(last, candidate, denied=denied, its_own=_speaks_of_its_own(here))
    return replace(candidate, told_beside=last.reading.figure) if _succeeds(before, here) else candidate


def _beside(earlier: Candidate, candidate: Candidate, here: Setting) -> Candidate:
    """Take "another 87 are missing" behind the dead for no addition, and "18 more" for one of a list."""
    role = candidate.cues.part and candidate.cues.concept == "aboard"  # the dead among them were passengers
    listed = (
        (candidate.cues.concept is None or role)
        and candidate.cues.noun == earlier.cues.noun == "person"
        and candidate.cues.sentence == earlier.cues.sentence
        and 0 < candidate.reading.start - earlier.reading.end <= LONGEST_STEP
        and BEING.isdisjoint(here.words(here.b, min(here.b + 5, here.right)))  # "and 18,000 were told to go"
    )
    if listed:  # "65 members of the group, 18 fighters and 49 soldiers"
        cues = replace(
            candidate.cues, concept=earlier.cues.concept, part=earlier.cues.part or candidate.cues.part
        )
        return replace(candidate, cues=cues)
    of_one_noun = candidate.cues.noun is not None and candidate.cues.noun == earlier.cues.noun
    if candidate.cues.increment and candidate.cues.concept is None and of_one_noun:
        return replace(candidate, cues=replace(candidate.cues, concept=earlier.cues.concept))
    if candidate.cues.increment and earlier.cues.concept != candidate.cues.concept:
        return replace(candidate, cues=replace(candidate.cues, increment=False))
    return candidate


def _goes_on_with(earlier: Setting, here: Setting) -> bool:
    """Tell the 18 of "71 members of one group, 18 from another": its noun is that of the count before."""
    if not {earlier.figure.kind, here.figure.kind} <= {"count", "vague"} or here.figure.unit is not None:
        return False
    near = 0 < here.figure.start - earlier.figure.end <= LONGEST_STEP
    return near and here.tokens.word(here.a - 1) in LISTING and here.tokens.word(here.b) in SAYS_WHICH


def _counting_the_same(earlier: Candidate, candidate: Candidate) -> Candidate:
    """Let a count without a noun of its own count what the one before it in a list does."""
    own = candidate.cues
    if own.counted or own.noun not in {None, earlier.cues.noun}:
        return candidate
    counted = "" if own.group else SAID_OF_NOUN.split(earlier.cues.counted)[0]
    concept = own.concept or earlier.cues.concept
    return replace(candidate, cues=replace(own, noun=earlier.cues.noun, concept=concept, counted=counted))


def _measuring_the_same(meant: Candidate, candidate: Candidate) -> Candidate:
    """Give a figure that says nothing of its own the measure of the one that it goes on with."""
    own, of = candidate.cues, meant.cues
    cues = replace(
        own,
        concept=of.concept,
        noun=of.noun,
        counted=of.counted,
        group=of.group,
        modifiers=of.modifiers,
        words=own.words | of.near,
        place=own.place or of.place,
    )
    reading = candidate.reading.model_copy(update={"measure": meant.reading.measure})
    of_its_time_and_place = own.period == of.period and (not own.place or bool(own.place & of.place))
    of_its_state = own.status == of.status or not {own.status, of.status} & APART_STATUS
    beside = meant.reading.figure if of_its_time_and_place and of_its_state else None
    return replace(candidate, reading=reading, cues=cues, told_beside=beside)


def _of_its_list(listed: Candidate, candidate: Candidate) -> Candidate:
    """Give a figure that leaves its noun and its verb out those of the one before it in its sentence."""
    own, of = candidate.cues, listed.cues
    counted = "" if own.group else SAID_OF_NOUN.split(of.counted)[0]
    words = own.words | stems(counted.lower().split())
    concept, modifiers = of.concept or own.concept, own.modifiers or of.modifiers
    cues = replace(own, concept=concept, noun=of.noun, counted=counted, words=words, modifiers=modifiers)
    return replace(candidate, cues=cues)


def part_of_whole(whole: Candidate, part: Candidate) -> Candidate:
    """Let the 31 of "31 of 40 drones" count drones too."""
    if not whole.cues.whole or part.cues.noun is not None or part.cues.sentence != whole.cues.sentence:
        return part
    cues = replace(part.cues, noun=whole.cues.noun, words=part.cues.words | whole.cues.near)
    return replace(part, cues=cues)


def _replaces(earlier: Setting, here: Setting) -> bool:
    """Tell the old value in "to 14 from 16", "seven, not nine", "5.2bn (previously 5.0bn)"."""
    between = [word for word in here.words(earlier.b, here.a) if word not in {"the", "a", "an"}]
    if earlier.figure.kind != here.figure.kind or not between or len(between) > 14:
        return False
    if between[-1] in REPLACED or (len(between) <= 5 and not REPLACED.isdisjoint(between)):
        return True
    return UP_FROM.search(" ".join(between)) is not None


def _compared_with(here: Setting, candidates: Sequence[Candidate]) -> Candidate | None:
    """Return which number of its sentence stands beside "lower than the 510 reported": the one like it."""
    if COMPARED_WITH.search(" ".join(here.words(here.left, here.a))) is None or here.figure.interval is None:
        return None
    if here.b < here.right and here.tokens.word(here.b) not in TOLD_BEFORE:
        return None
    low = here.figure.interval[0]
    near = [one for one in candidates[-MOST_COMPARED:] if one.cues.sentence == here.sentence.id]
    alike = [one for one in near if one.reading.kind == here.figure.kind and one.reading.interval and low > 0]
    return min(alike, key=lambda one: abs(_of(one) / low - 1), default=None)


def _of(candidate: Candidate) -> Decimal:
    return candidate.reading.interval[0] if candidate.reading.interval else Decimal(0)


def _succeeds(earlier: Setting, here: Setting) -> bool:
    """Tell the new value in "cut the toll from 118 to 109"."""
    same_kind = earlier.figure.kind == here.figure.kind and earlier.figure.unit == here.figure.unit
    moved = earlier.tokens.word(earlier.a - 1) == "from" and here.words(earlier.b, here.a) == ["to"]
    return same_kind and moved and here.figure.kind == "count"


def _speaks_of_its_own(here: Setting) -> bool:
    """Tell "two, not three as first stated" from "30 drones, not 52", which may be another's number."""
    words = {*here.words(here.first, here.end)}
    return not (OWN_BEFORE.isdisjoint(words) and CORRECTIONS.isdisjoint(words))


def _like_its_successor(
    successor: Candidate, candidate: Candidate, *, denied: bool, its_own: bool
) -> Candidate:
    """Give an old value the measure of the one that stands for it now."""
    told = {"measure": successor.reading.measure, "scope": successor.reading.scope}
    own = candidate.cues
    cues = replace(
        successor.cues,
        former=True,
        disowned=denied and not its_own,
        withdrawn=denied and its_own,
        sentence=own.sentence,
        role=own.role,
        period=own.period,
    )
    of_its_time = own.period == successor.cues.period  # last year's figure stands for its own year
    return replace(
        candidate,
        reading=candidate.reading.model_copy(update=told),
        cues=cues,
        told_beside=successor.reading.figure if of_its_time else None,
    )
