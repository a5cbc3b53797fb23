"""Why readings of one measure differ: the verdict, and the sentence that says why it was given."""

from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

from summarise.candidates import Candidate
from summarise.compare import Fit, dimension, fit, interval
from summarise.values import Verdict
from summarise.words import GROUPS

# What only grows or is counted again while an event runs, or moves by its nature.
RUNNING = frozenset(
    "deaths injured missing displaced evacuated rescued captured attacked destroyed damaged arrested cases "
    "vaccine vote seats turnout lead wind rain surge aid orders cost aftershock burned contained counted "
    "deployed hospitalised cancelled restored identified".split()
) | {"without power", "job cuts"}
CUMULATIVE = frozenset(
    "deaths injured destroyed damaged cases vaccine arrested rescued attacked burned contained "
    "counted".split()
)
# How far something has come: readings that differ are of different hours.
PROGRESS = frozenset({"counted", "contained"})
# What is asked, offered or planned may be changed by whoever speaks of it.
AMENDED = frozenset({"age limit", "offer", "ransom", "policy rate", "share price", "exchange rate", "budget"})
FIXED = frozenset("height aboard attendance magnitude depth sentence fine dividend".split())
# Of more readings than these, one of each value is compared.
MOST_COMPARED = 60
EXPECTED = "Some are expected or planned and others what came of it, so they need not agree."
REPLACED = "An earlier figure was replaced; the newest reading stands first."
CORRECTED = "A source corrects or revises the figure; the newest reading stands first."
COUNTED_OTHERWISE = "A source says that they do not count the same, so they need not agree."
OF_OTHERS = "They are counted for different groups or places, so they need not agree."
BOUNDS = "They are bounds or rough figures that can all hold."
CHANGED = "The figure changed over time; the newest reading stands first."


class Pair(NamedTuple):
    """Two readings of one measure and how their values go together."""

    one: Candidate
    other: Candidate
    fit: Fit


def judge(members: Sequence[Candidate]) -> tuple[Verdict, str]:
    """Return the verdict on readings of one measure and the sentence that says why."""
    voices = sorted({member.reading.voice for member in members})
    pairs = _pairs(members)
    differing = [pair for pair in pairs if pair.fit != "equal"]
    if len(members) == 1:
        return "single", f"Only {voices[0]} gives it."
    if len(voices) == 1:
        return "single", f"All of it comes from {voices[0]}{_told_by_one(members, differing)}."
    if not differing:
        return "agree", f"{listed(voices)} give the same."
    if any(_from_other_points(pair) for pair in differing):
        return "scope", "They are measured from or for different points, so they need not agree."
    return _judge_difference(members, differing)


def _told_by_one(members: Sequence[Candidate], differing: Sequence[Pair]) -> str:
    """Return how the figures of one voice differ, if they do."""
    if not differing:
        return ""
    moved = not _unexplained(members, differing, [m for m in members if m.cues.former], can_move=True)
    if moved and any(member.cues.former for member in members):
        return ", which replaced an earlier figure"
    days = {member.reading.as_of for member in members}
    return ", whose figure changed over time" if moved and len(days) > 1 else ", which gave different figures"


class Difference(NamedTuple):
    """Readings of one measure by several voices that differ."""

    members: Sequence[Candidate]
    pairs: Sequence[Pair]
    """Those that do not state the same."""
    concept: str | None
    """What most of them measure."""
    replaced: Sequence[Candidate]
    """The values that another took the place of."""

    @property
    def apart(self) -> list[Pair]:
        """The pairs that cannot both hold."""
        return [pair for pair in self.pairs if pair.fit == "apart"]

    @property
    def can_move(self) -> bool:
        """Whether a later day may have another value."""
        return self.concept not in FIXED and self.members[0].reading.kind != "age"


def _judge_difference(members: Sequence[Candidate], differing: Sequence[Pair]) -> tuple[Verdict, str]:
    concept = Counter(member.cues.concept for member in members).most_common(1)[0][0]
    replaced = [member for member in members if _is_replaced(member, members)]
    difference = Difference(members, differing, concept, replaced)
    return _as_sources_say(difference) or _by_kind(difference) or _by_time(difference)


def _as_sources_say(difference: Difference) -> tuple[Verdict, str] | None:
    """Judge by what the sources themselves set against each other, or hold on to."""
    members = difference.members
    contrasted = [pair for pair in difference.pairs if _is_contrasted(pair)]
    if any(pair.one.cues.counts_otherwise or pair.other.cues.counts_otherwise for pair in contrasted):
        return "scope", COUNTED_OTHERWISE
    if not all(map(_is_of_others, contrasted)):
        return "conflict", _contradiction(contrasted, members)
    contested = [Pair(a, b, "apart") for a in members for b in members if _contests(a, b)]
    if contested:
        return "conflict", _contradiction(contested, members)
    if difference.concept not in CUMULATIVE or difference.replaced:
        return None
    fall = _unexplained_fall(members, difference.pairs)
    if fall is None:
        return None
    early, late = (member.reading.voice for member in fall)
    return "conflict", f"{early} gave more before than {late} gave later, and neither took it back."


def _by_kind(difference: Difference) -> tuple[Verdict, str] | None:
    """Judge by what kind of figures differ: how far something has come, bounds of what does not run."""
    shares = all(member.reading.kind in {"percent", "fraction"} for member in difference.members)
    if difference.concept in PROGRESS and shares:
        return "update", CHANGED
    if difference.apart and all(map(_is_expected_and_actual, difference.apart)):
        return "scope", EXPECTED
    if not difference.apart and difference.concept not in RUNNING and not difference.replaced:
        return "compatible", BOUNDS
    return None


def _by_time(difference: Difference) -> tuple[Verdict, str]:
    """Judge by whether the days, a replacement or a correction explain what differs."""
    can_move, apart = difference.can_move, difference.apart
    unexplained = _unexplained(difference.members, difference.pairs, difference.replaced, can_move=can_move)
    if not unexplained:
        if difference.replaced:
            return "update", REPLACED
        corrected = any(member.cues.corrects for member in difference.members)
        return "update", CORRECTED if corrected else CHANGED
    if not apart:
        return "compatible", BOUNDS
    apart_now = [pair for pair in unexplained if pair.fit == "apart"]
    if can_move and not apart_now:
        return "update", CHANGED
    moving = difference.concept in RUNNING or len(unexplained) < len(difference.pairs)
    if can_move and moving and not any(map(_both_dated, apart_now)):
        return "update", "The count was still moving, and not every reading says for which day it holds."
    if all(map(_is_of_others, apart_now or apart)):
        return "scope", OF_OTHERS
    return "conflict", _contradiction(apart_now or apart, difference.members)


def _is_replaced(member: Candidate, members: Sequence[Candidate]) -> bool:
    """Tell a value that another took the place of; what stands still only its own voice can replace."""
    if not member.cues.former or any(_contests(member, other) for other in members):
        return False
    if member.cues.concept in RUNNING or member.told_beside or member.cues.corrects:
        return True
    return any(
        other.reading.voice == member.reading.voice and not other.cues.former and other is not member
        for other in members
    )


def _contests(member: Candidate, other: Candidate) -> bool:
    """Tell whether a speaker says "not 52" of what another voice holds on to."""
    return (
        member.cues.disowned
        and member.cues.concept not in CUMULATIVE
        and not other.cues.former
        and not other.cues.corrects
        and member.reading.voice != other.reading.voice
        and fit(member.reading, other.reading) == "equal"
    )


def _pairs(members: Sequence[Candidate]) -> list[Pair]:
    """Compare each member with each, of very many one of every value only."""
    if len(members) > MOST_COMPARED:
        kinds: dict[tuple[object, ...], Candidate] = {}
        for member in members:
            r = member.reading
            kinds.setdefault((r.low, r.high, r.qualifier, r.unit, r.as_of, member.cues.place), member)
        members = list(kinds.values())[:MOST_COMPARED]
    return [Pair(a, b, fit(a.reading, b.reading)) for a, b in combinations(members, 2)]


def _from_other_points(pair: Pair) -> bool:
    """Tell two distances that are measured from different points."""
    return dimension(pair.one.reading) == "length" and pair.one.cues.reference != pair.other.cues.reference


def _is_of_others(pair: Pair) -> bool:
    """Tell two counts of which one is of a group or place that the other is not of."""
    a, b = pair.one.cues, pair.other.cues
    groups = a.group & GROUPS.keys(), b.group & GROUPS.keys()
    return groups[0] != groups[1] or bool(a.place and b.place and not a.place & b.place)


def _is_contrasted(pair: Pair) -> bool:
    """Tell two values that one article sets against each other, each from its own speaker."""
    one, other, fits = pair
    speakers = one.reading.attribution, other.reading.attribution
    both_hold = not _is_expected_and_actual(pair) and not (
        one.cues.former or other.cues.former or one.cues.corrects or other.cues.corrects
    )
    return (
        fits == "apart"
        and both_hold
        and one.reading.article == other.reading.article
        and None not in speakers
        and one.reading.voice != other.reading.voice
    )


def _unexplained_fall(
    members: Sequence[Candidate], differing: Sequence[Pair]
) -> tuple[Candidate, Candidate] | None:
    """Return two readings of a count that can only grow, the later one lower and from another voice."""
    if any(member.cues.corrects for member in members):
        return None
    for pair in differing:
        early, late = sorted(pair[:2], key=lambda member: member.reading.as_of or "")
        if pair.fit == "apart" and _is_earlier(early, late) and early.reading.voice != late.reading.voice:
            before, after = interval(early.reading), interval(late.reading)
            if before and after and before.low > after.high:
                return early, late
    return None


def _is_earlier(early: Candidate, late: Candidate) -> bool:
    first, second = early.reading.as_of, late.reading.as_of
    return bool(first) and (first or "")[:10] != (second or "")[:10]


def _unexplained(
    members: Sequence[Candidate],
    differing: Sequence[Pair],
    replaced: Sequence[Candidate],
    *,
    can_move: bool,
) -> list[Pair]:
    """Return the pairs that no replacement or correction explains, nor a lapse of time what can move."""
    first_days = _first_days(members)
    return [
        pair
        for pair in differing
        if not (can_move and _at_different_times(pair, first_days) and _can_lapse(pair))
        and not _is_expected_and_actual(pair)
        and not _between_days(pair, members)
        and not any(_is_one(pair, old) for old in replaced)
        and not _is_revised(pair)
    ]


def _between_days(pair: Pair, members: Sequence[Candidate]) -> bool:
    """Tell two counts of one day that lie between those of earlier and of later days: it grew on that day."""
    one, other, _ = pair
    days = {(member.reading.as_of or "")[:10] for member in (one, other)}
    if CUMULATIVE.isdisjoint({one.cues.concept, other.cues.concept}) or len(days) > 1 or "" in days:
        return False
    (day,) = days
    stated = [
        ((member.reading.as_of or "")[:10], held.stated)
        for member in members
        if not member.cues.former and (held := interval(member.reading)) is not None
    ]
    before = [value for when, value in stated if "" < when < day]
    own = [value for when, value in stated if when == day]
    later = [value for when, value in stated if when > day]
    return bool(before and own and later) and max(before) <= min(own) and max(own) <= min(later)


def _first_days(members: Sequence[Candidate]) -> dict[tuple[str, int], str]:
    """Return for each member the first day on which its value was given: later ones repeat it."""
    dated = [(member.reading.as_of[:10], member) for member in members if member.reading.as_of]
    days: dict[tuple[str, int], str] = {}
    for member in members:
        same = [day for day, other in dated if _says_again(other, member)]
        if same:
            days[_place(member)] = min(same)
    return days


def _says_again(one: Candidate, other: Candidate) -> bool:
    """Tell the very value; "almost 35,000" is not yet the 35,280 of a later day."""
    a, b = interval(one.reading), interval(other.reading)
    same = a is None or b is None or a.stated == b.stated or one.reading.unit != other.reading.unit
    return same and fit(one.reading, other.reading) == "equal"


def _place(member: Candidate) -> tuple[str, int]:
    return member.reading.article, member.reading.start


def _at_different_times(pair: Pair, first_days: dict[tuple[str, int], str]) -> bool:
    if pair.one.cues.former != pair.other.cues.former:
        return True
    days = {first_days.get(_place(pair.one)), first_days.get(_place(pair.other))}
    return None not in days and (len(days) == 2 or _at_different_hours(pair))


def _at_different_hours(pair: Pair) -> bool:
    """Tell the turnout at noon from that at six of one day."""
    hours = {pair.one.cues.minute, pair.other.cues.minute}
    return len(hours) == 2 and None not in hours


def _is_expected_and_actual(pair: Pair) -> bool:
    """Tell what was expected or planned from what there was."""
    return (pair.one.cues.status == "ahead") != (pair.other.cues.status == "ahead")


def _can_lapse(pair: Pair) -> bool:
    """Tell what may have changed by the day that it was said from what two speakers say of one thing."""
    one, other = pair.one.reading, pair.other.reading
    running = not (RUNNING | AMENDED).isdisjoint({pair.one.cues.concept, pair.other.cues.concept})
    return running or None in {one.attribution, other.attribution} or one.voice == other.voice


def _is_one(pair: Pair, old: Candidate) -> bool:
    """Tell whether one of two values, and not the other, is one that some source says was replaced."""
    is_old = [fit(member.reading, old.reading) == "equal" for member in pair[:2]]
    return is_old[0] != is_old[1]


def _is_revised(pair: Pair) -> bool:
    """Tell whether one of two readings speaks of a correction, or one voice gives both."""
    one, other, _ = pair
    return one.cues.corrects or other.cues.corrects or one.reading.voice == other.reading.voice


def _both_dated(pair: Pair) -> bool:
    return pair.one.reading.as_of is not None and pair.other.reading.as_of is not None


def _contradiction(apart: Sequence[Pair], members: Sequence[Candidate]) -> str:
    """Say who contradicts whom, by the two readings that show it best, and whose own figure moved besides."""
    pair = max(apart, key=_shows_dispute)
    one, other = pair.one.reading.voice, pair.other.reading.voice
    if one == other:
        return f"{one} gives figures for the same that cannot both hold."
    moved = [voice for voice in (one, other) if _moved([m for m in members if m.reading.voice == voice])]
    itself = f" The figure of {listed(moved)} also changed over time." if moved else ""
    return f"{one} and {other} give figures for the same that cannot both hold.{itself}"


def _shows_dispute(pair: Pair) -> tuple[bool, bool, bool, bool, str]:
    """Rank a pair higher that two named voices give of the same people and place, of all, and late."""
    one, other, _ = pair
    parts = any(member.cues.part or member.cues.former for member in (one, other))
    named = one.reading.attribution is not None and other.reading.attribution is not None
    days = sorted(member.reading.as_of or "" for member in (one, other))
    return one.reading.voice != other.reading.voice, not parts, not _is_of_others(pair), named, days[0]


def _moved(own: Sequence[Candidate]) -> bool:
    """Tell whether one voice gives several values, each for another day or in place of another."""
    days = {(member.reading.as_of or "")[:10] for member in own}
    moved = len(days) > 1 or any(member.cues.former for member in own)
    return moved and any(
        fit(a.reading, b.reading) == "apart" for a, b in combinations(own[:MOST_COMPARED], 2)
    )


def listed(voices: Sequence[str]) -> str:
    """Return several voices as one subject."""
    if len(voices) > 4:
        return ", ".join(voices[:3]) + " and others"
    return ", ".join(voices[:-1]) + " and " + voices[-1]
