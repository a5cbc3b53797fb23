"""Whether two readings measure the same thing, told from the words around them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from summarise.compare import dimension, fit, interval
from summarise.extract import Candidate
from summarise.words import stem

THRESHOLD = 0.5
PEOPLE_GROUPS = 0.5
# States of a thing that are not the thing: planned is not done, expected not measured, allowed not aboard.
APART_STATUS = frozenset({"ahead", "suspected", "ordered", "allowed", "alleged", "needed"})
OWNED = frozenset({"vote", "seats", "profit", "revenue", "stake", "loss"})
KINDRED = ({"lead", "margin"}, {"vote", "counted"})


class Measures:
    """The words of a story's readings, weighed by how rare they are in it."""

    def __init__(self, candidates: Iterable[Candidate], aliases: Mapping[str, str]) -> None:
        counts: Counter[str] = Counter()
        total = 0
        for candidate in candidates:
            counts.update(candidate.cues.words)
            total += 1
        self._rarity = {word: math.log(1 + total / (1 + count)) for word, count in counts.items()}
        self._aliases = aliases

    def weight(self, words: Iterable[str]) -> float:
        """Return how much a set of words says."""
        return sum(self._rarity.get(word, 1.0) for word in words)

    def overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return what two sets of words share, from 0 to 1."""
        if not one or not other:
            return 0.0
        shared = self.weight(one & other)
        smaller = min(self.weight(one), self.weight(other))
        return 0.5 * shared / (self.weight(one | other) or 1.0) + 0.5 * shared / (smaller or 1.0)

    def names(self, words: frozenset[str]) -> frozenset[str]:
        """Return names by the number of what they name, so that a short form is its long one."""
        return frozenset(self._aliases.get(word, word) for word in words)

    def likeness(self, one: Candidate, other: Candidate) -> float:
        """Return how sure it is that two readings measure the same; below zero where something forbids it."""
        a, b = one.cues, other.cues
        same_value = fit(one.reading, other.reading) == "equal"
        telling = same_value and _telling(one)
        if forbids(one, other):
            return -1.0
        doubts = _doubts(one, other)
        if doubts and not telling:
            return -1.0
        score = -0.12 * doubts
        if a.concept and a.concept == b.concept:
            score += 0.4
        elif a.concept != b.concept:
            score -= 0.1
        if a.noun and a.noun == b.noun:
            score += 0.1 if a.noun == "person" else 0.25
        score += 0.35 * self.overlap(a.words, b.words) + 0.3 * self.overlap(a.near, b.near)
        if (owner := self._of_subjects(one, other, telling)) is None:
            return -1.0
        score += self._of_names(a.names, b.names, telling) + owner
        if (group := self._of_groups(one, other, same_value)) is None:
            return -1.0
        score += group
        if a.place and b.place and dimension(one.reading) != "length":
            score += 0.1 if self.names(a.place) & self.names(b.place) else -0.1
        if telling:
            score += 0.35
        elif same_value:
            score += 0.12
        if one.reading.kind == "score":
            score += 0.3 if same_value else -0.4
        return score - self._distance(one, other)

    def _of_subjects(self, one: Candidate, other: Candidate, telling: bool) -> float | None:
        """Weigh whose share, whose seats, whose profit it is; none where it is somebody else's."""
        a, b = self.names(one.cues.subject), self.names(other.cues.subject)
        if not a or not b:
            return 0.0
        if a & b:
            return 0.1
        if telling:
            return -0.05
        return None if one.cues.concept in OWNED else -0.1

    def _of_names(self, one: frozenset[str], other: frozenset[str], telling: bool) -> float:
        a, b = self.names(one), self.names(other)
        if not a or not b:
            return 0.0
        if a & b:
            return 0.15 * self.overlap(frozenset(a), frozenset(b))
        return -0.05 if telling else -0.2

    def _of_groups(self, one: Candidate, other: Candidate, same_value: bool) -> float | None:
        """Weigh whom the readings count; none where one counts a part and the other all."""
        a, b = self.names(one.cues.group), self.names(other.cues.group)
        people = "person" in {one.cues.noun, other.cues.noun}
        if not a and not b:
            return 0.05
        if not a or not b:
            if not people:
                return 0.0
            return 0.0 if same_value and not (one.cues.part or other.cues.part) else None
        shared = self.overlap(frozenset(a), frozenset(b))
        if people and shared < PEOPLE_GROUPS:
            return None
        return 0.2 * shared - 0.05

    @staticmethod
    def _distance(one: Candidate, other: Candidate) -> float:
        """Return the penalty for values so far apart that they hardly measure the same."""
        a, b = interval(one.reading), interval(other.reading)
        if a is None or b is None or one.reading.unit != other.reading.unit:
            return 0.0
        if (a.stated < 0) != (b.stated < 0):
            return 0.15
        low, high = sorted((abs(a.stated), abs(b.stated)))
        if high == 0 or low == high:
            return 0.0
        if low == 0:
            return 0.15
        ratio = high / low
        grows = one.cues.concept is not None and one.cues.concept == other.cues.concept
        far, near = (0.3, 0.15) if grows else (0.6, 0.3)
        return far if ratio > 12 else near if ratio > 4 else 0.05 if ratio > Decimal("1.6") else 0.0


def _telling(candidate: Candidate) -> bool:
    """Tell a value that two articles hardly share by chance, as 3,812, from one like 2 or 100."""
    ends = candidate.reading.interval
    if candidate.reading.kind == "score":
        return True
    if ends is None:
        return False
    digits = len(ends[1].normalize().as_tuple().digits)
    return digits >= 3 or (digits == 2 and candidate.reading.kind != "age") or ends[0] != ends[1]


def forbids(one: Candidate, other: Candidate) -> bool:
    """Tell whether something rules out that two readings measure the same, whatever their words and values."""
    a, b = one.cues, other.cues
    if dimension(one.reading) != dimension(other.reading) or a.per != b.per:
        return True
    if a.concept and b.concept and a.concept != b.concept and {a.concept, b.concept} not in KINDRED:
        return True
    if a.noun != b.noun and a.noun and b.noun and ("person" in {a.noun, b.noun} or a.concept != b.concept):
        return True
    if a.modifiers != b.modifiers and a.modifiers and b.modifiers:
        return True
    if a.part != b.part and a.group != b.group:
        return True
    same_sentence = one.reading.article == other.reading.article and a.sentence == b.sentence
    return same_sentence and not (a.former or b.former) and fit(one.reading, other.reading) != "equal"


def _doubts(one: Candidate, other: Candidate) -> int:
    """Count what speaks against one measure unless the value itself gives it away: change, plan, period, addition."""
    a, b = one.cues, other.cues
    return sum(
        (
            a.change != b.change,
            a.increment != b.increment,
            a.status != b.status and bool({a.status, b.status} & APART_STATUS),
            _period(a.period) != _period(b.period),
            a.noun != b.noun and bool(a.noun and b.noun),
            a.modifiers != b.modifiers,
        )
    )


def _period(period: str | None) -> str | None:
    return period if period is None or "/" in period or period.startswith("since") else period[:4]


def aliases(number: Mapping[str, int]) -> dict[str, str]:
    """Return for single words of names what they name, where only one name of the story has the word."""
    owners: dict[str, set[int]] = {}
    for form, n in number.items():
        for word in form.replace("-", " ").split():
            owners.setdefault(word.lower().removesuffix("'s"), set()).add(n)
    known = {word: f"#{next(iter(ns))}" for word, ns in owners.items() if len(ns) == 1 and len(word) > 1}
    return known | {stem(word): name for word, name in known.items()}
