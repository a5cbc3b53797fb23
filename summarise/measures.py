"""Whether two readings measure the same thing, told from the words around them."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from decimal import Decimal

from summarise.candidates import Candidate
from summarise.compare import dimension, fit, interval
from summarise.places import PLACE_NOUNS
from summarise.standing import APART_STATUS
from summarise.thesaurus import OF_MONEY, OF_PEOPLE
from summarise.words import NOUN_CLASSES, STOP, stem, stems

# What moves by powers of ten while an event runs.
MOVING = (
    OF_PEOPLE
    | {"without power", "water level"}
    | frozenset(
        "captured cases vaccine destroyed damaged burned counted turnout vote lead wind attendance distance "
        "strike launched freed stolen hospitalised sheltered cancelled".split()
    )
)
# Whose it is makes it another measure: two parties' votes, two companies' profits.
RELATED = ("concept shared", "noun shared", "words", "near", "names shared")
ANY_RELATION = (*RELATED, "sentence", "person shared")
OWNED = frozenset({"vote", "seats", "profit", "revenue", "stake", "loss"})
# Of these there is one share at a time.
ONE_SHARE = frozenset({"counted", "contained", "turnout"})
# Two of these are never one measure: the killed are not the injured, the attacked not the captured.
NOT_DISTINCT = frozenset(
    "vote lead counted rescued distance strike freed stolen hospitalised launched".split()
)
DISTINCT = (
    (MOVING - NOT_DISTINCT)
    | frozenset("attacked revenue profit debt tax surge rain sentence fine".split())
    | {"excess deaths", "all deaths"}
)
LARGE = Decimal(10**5)
# Rarity is counted among so many readings at least, so that in two short articles, too, a concept tells.
FEWEST_READINGS = 50
ROUND = 5
ANY_PLACE = stems(PLACE_NOUNS)
# A title and what stands first tell where a story happens.
LEAD = frozenset({"s1", "s2", "s3", "s4"})
YEAR = "2024"
MOST_ROUNDED = Decimal("0.05")
UNCOUNTED = frozenset({"many", "numerous", "countless"})
# How much each sign speaks for one measure (above zero) or against it, in logits; fitted by logistic
# regression on the pairs of readings in the labelled development stories (evals/fit_measures.py), but for
# "age of one" and "reference shared", of which they hold too few pairs: that a person has one age is known.
BIAS = -2.11
WEIGHTS = {
    "telling value": 3.0,
    "same value": 3.0,
    "far values": -3.6,
    "far values, moving": -2.5,
    "score": -1.6,
    "words": 1.4,
    "sentence": 1.3,
    "concepts differ": -0.5,
    "two totals": 1.7,
    "person shared": 0.2,
    "nouns differ": -0.3,
    "group shared": 1.7,
    "group apart": -0.7,
    "kinds shared": 1.9,
    "place shared": 1.5,
    "place apart": -0.6,
    "owner apart": -0.6,
    "age of one": 3.0,
    "same article": -0.8,
    "change differs": -1.7,
    "status differs": -0.3,
    "status differs, value tells": -2.5,
    "modifiers differs": -1.5,
    "part differs": -1.4,
    "concept telling": 2.4,
    "noun telling": 1.1,
    "other day": -0.4,
    "change differs, value tells": -0.5,
    "period differs, value tells": -0.7,
    "concept of one": 0.7,
    "no concept": 0.7,
    "reference shared": 1.5,
    "shares apart": -0.8,
    "everybody": 0.2,
    "names apart": -0.2,
    "period differs": -1.5,
    "two shares": 3.7,
    "elsewhere": -1.0,
    "group and everybody": -0.3,
}


# A number of two digits joins two readings that share a concept, a noun or so much of their words.
LIKE_WORDS = 0.05


class Measures:
    """The words of a story's readings, weighed by how rare they are in it."""

    def __init__(self, candidates: Iterable[Candidate], aliases: Mapping[str, str]) -> None:
        counts: Counter[str] = Counter()
        named: Counter[tuple[str, str | None]] = Counter()
        total = 0
        leading: set[str] = set()
        for candidate in candidates:
            counts.update(candidate.cues.words)
            if _leads(candidate):
                leading |= candidate.cues.sentence_words
            kind = dimension(candidate.reading)
            named.update([(f"concept {kind}", candidate.cues.concept), (f"noun {kind}", candidate.cues.noun)])
            total += 1
        self._rarity = {word: math.log(1 + total / (1 + count)) for word, count in counts.items()}
        most = math.log(max(total, FEWEST_READINGS))
        self._telling = {name: max(0.0, 1 - math.log(count) / most) for name, count in named.items()}
        self._aliases = aliases
        self._leading = self._named(frozenset(leading))

    def likeness(self, one: Candidate, other: Candidate) -> float:
        """Return in logits how surely two readings measure the same; minus infinity where forbidden."""
        if forbids(one, other):
            return -math.inf
        signs = self.signs(one, other)
        if one.reading.kind == "duration" and not any(signs[sign] for sign in RELATED):
            return -math.inf  # 36 hours are not 36 hours of something else
        if one.reading.kind == "age" and signs["subject apart"]:
            return -math.inf  # two people who are both 38
        return BIAS + sum(WEIGHTS.get(sign, 0.0) * strength for sign, strength in signs.items())

    def signs(self, one: Candidate, other: Candidate) -> dict[str, float]:
        """Return what speaks for and against one measure, each sign with its strength, mostly from 0 to 1.

        A sign without a weight speaks for nothing yet; the fit looks at all of them.
        """
        a, b = one.cues, other.cues
        signs = {
            "words": self._overlap(a.words, b.words),
            "near": self._overlap(a.near, b.near),
            "sentence": self._overlap(a.sentence_words, b.sentence_words),
            "former": float(a.former or b.former),
            "shares apart": self._unlike_shares(one, other),
            "same article": float(one.reading.article == other.reading.article),
        }
        signs |= _of_concepts(one, other) | self._of_names(one, other) | self._of_groups(one, other)
        whole = signs["concept shared"] and not (is_limited(one) or is_limited(other))
        signs["two totals"] = float(bool(whole and signs["everybody"]))
        signs["two shares"] = float(
            bool(whole and a.concept in ONE_SHARE and dimension(one.reading) == "share")
        )
        for field in ("concept", "noun"):
            named = (f"{field} {dimension(one.reading)}", getattr(a, field))
            signs[f"{field} telling"] = signs[f"{field} shared"] * self._telling.get(named, 0.0)
        signs |= _of_days(one, other)
        same_value = _is_same_value(one, other)
        same_value = same_value and not _is_by_chance(one, signs)
        telling = same_value and is_telling(one)
        return signs | _of_values(one, other, same_value, telling) | _of_doubts(one, other, telling)

    def _overlap(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Return what two sets of words share, weighed by rarity, from 0 to 1."""
        if not one or not other:
            return 0.0
        shared = self._weight(one & other)
        of_all = self._weight(one | other)
        of_fewer = min(self._weight(one), self._weight(other))
        return 0.5 * shared / (of_all or 1.0) + 0.5 * shared / (of_fewer or 1.0)

    def _unlike_shares(self, one: Candidate, other: Candidate) -> float:
        """Return how little the words of two shares have in common: six in ten of the dead may be women."""
        if dimension(one.reading) != "share":
            return 0.0
        return 1 - max(
            self._overlap(one.cues.words, other.cues.words), self._overlap(one.cues.near, other.cues.near)
        )

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._rarity.get(word, 1.0) for word in words)

    def _named(self, words: frozenset[str]) -> frozenset[str]:
        """Return names by what they name, so that a short form is its long one."""
        return frozenset(self._aliases.get(word, word) for word in words)

    def _of_names(self, one: Candidate, other: Candidate) -> dict[str, float]:
        signs = {}
        for field in ("names", "subject", "place"):
            a, b = self._named(getattr(one.cues, field)), self._named(getattr(other.cues, field))
            signs[f"{field} shared"] = float(bool(a & b))
            signs[f"{field} apart"] = float(bool(a and b) and not a & b)
        one_elsewhere = not signs["place shared"] and self._is_elsewhere(one) != self._is_elsewhere(other)
        signs["elsewhere"] = float(one_elsewhere)
        signs["reference shared"] = float(bool(one.cues.reference & other.cues.reference))
        signs["age of one"] = signs["subject shared"] * float(one.reading.kind == "age")
        signs["owner apart"] = signs["subject apart"] * float(one.cues.concept in OWNED)
        return signs

    def _is_elsewhere(self, candidate: Candidate) -> bool:
        """Tell a count of one place of several: it names a place that no title and no lead does."""
        if not candidate.cues.place or dimension(candidate.reading) != "count":
            return False
        places = self._named(candidate.cues.place - ANY_PLACE)
        return bool(places) and not places & self._leading

    def _of_groups(self, one: Candidate, other: Candidate) -> dict[str, float]:
        a, b = self._named(one.cues.group), self._named(other.cues.group)
        people = "person" in {one.cues.noun, other.cues.noun}
        shared = self._overlap(a, b)
        return {
            "everybody": float(people and not a and not b),
            "group shared": shared if people else 0.0,
            "group apart": float(people and bool(a) and bool(b)) * (1 - shared),
            "group and everybody": float(people and bool(a) != bool(b)),
            "kinds shared": 0.0 if people else shared,
            "kinds apart": float(not people and bool(a) and bool(b)) * (1 - shared),
        }


def _leads(candidate: Candidate) -> bool:
    return candidate.cues.role == "title" or candidate.cues.sentence in LEAD


def _is_by_chance(one: Candidate, signs: Mapping[str, float]) -> bool:
    """Tell a short number that two things happen to share: nine provinces are not nine patients."""
    if not is_long(one, 2) and not any(signs[sign] for sign in ANY_RELATION):
        return True
    if is_long(one, 3) or one.reading.kind != "count":
        return False
    if signs["concepts differ"] or (signs["nouns differ"] and not signs["concept shared"]):
        return True
    words = max(signs["words"], signs["sentence"] / 2)
    return not (signs["concept shared"] or signs["noun shared"]) and words < LIKE_WORDS


def is_limited(candidate: Candidate) -> bool:
    """Tell a count of a part, an addition or another time from a count of all."""
    cues = candidate.cues
    return bool(cues.part or cues.increment or cues.period or cues.change or cues.status in APART_STATUS)


def _of_concepts(one: Candidate, other: Candidate) -> dict[str, float]:
    a, b = one.cues, other.cues
    both_nouns = bool(a.noun and b.noun)
    return {
        "concept shared": float(a.concept is not None and a.concept == b.concept),
        "no concept": float(a.concept is None and b.concept is None),
        "concept of one": float((a.concept is None) != (b.concept is None)),
        "concepts differ": float(bool(a.concept and b.concept) and a.concept != b.concept),
        "person shared": float(a.noun == b.noun == "person"),
        "noun shared": float(both_nouns and a.noun == b.noun and a.noun != "person"),
        "nouns differ": float(both_nouns and a.noun != b.noun),
    }


def _is_same_value(one: Candidate, other: Candidate) -> bool:
    """Tell the same number, as precisely as it is told: 4% may be 3.75% rounded, and speaks for nothing."""
    a, b = interval(one.reading), interval(other.reading)
    if fit(one.reading, other.reading) != "equal":
        return False
    if a is None or b is None or one.reading.unit != other.reading.unit:
        return True
    return abs(a.stated - b.stated) <= MOST_ROUNDED * max(abs(a.stated), abs(b.stated))


def _of_days(one: Candidate, other: Candidate) -> dict[str, float]:
    """Return whether two readings speak for one day, or for two."""
    days = [(candidate.reading.as_of or "")[:10] for candidate in (one, other)]
    known = all(len(day) == len("2024-11-28") for day in days)
    moving = one.cues.concept == other.cues.concept and one.cues.concept in MOVING
    return {
        "one day": float(known and days[0] == days[1]),
        "other day": float(known and days[0] != days[1] and not moving),
        "other day, moving": float(known and days[0] != days[1] and moving),
    }


def _of_values(one: Candidate, other: Candidate, same_value: bool, telling: bool) -> dict[str, float]:
    a, b = one.cues, other.cues
    far = 0.0 if same_value else _distance(one, other)
    moving = a.concept == b.concept and a.concept in MOVING
    return {
        "telling value": float(telling),
        "same value": float(same_value and not telling),
        "far values": 0.0 if moving else far,
        "far values, moving": far if moving else 0.0,
        "score": float(one.reading.kind == "score" and not same_value),
    }


def _of_doubts(one: Candidate, other: Candidate, telling: bool) -> dict[str, float]:
    """Return in what two readings differ; a doubt weighs otherwise where they share a telling value."""
    a, b = one.cues, other.cues
    doubts = {
        "change": a.change != b.change,
        "increment": a.increment != b.increment,
        "status": a.status != b.status and bool({a.status, b.status} & APART_STATUS),
        "period": _period(a.period) != _period(b.period),
        "modifiers": a.modifiers != b.modifiers,
        "part": a.part != b.part and not a.group & b.group,
        "reference": bool(a.reference and b.reference and not a.reference & b.reference),
    }
    signs = {f"{name} differs": float(doubt and not telling) for name, doubt in doubts.items()}
    return signs | {
        f"{name} differs, value tells": float(doubt and telling) for name, doubt in doubts.items()
    }


def _distance(one: Candidate, other: Candidate) -> float:
    """Return how many powers of ten lie between two values, at most 2."""
    a, b = interval(one.reading), interval(other.reading)
    if a is None or b is None or (one.reading.kind == "money" and one.reading.unit != other.reading.unit):
        return 0.0
    low, high = sorted((abs(a.stated), abs(b.stated)))
    if high in {0, low}:
        return 0.0
    return min(2.0, math.log10(high / low)) if low else 1.0


def is_long(candidate: Candidate, digits: int) -> bool:
    """Tell a value of so many digits, or an interval, from one that two things may share by chance."""
    reading = candidate.reading
    if reading.interval is None or reading.kind == "score":
        return True
    low, high = reading.interval
    return low != high or high >= LARGE or len(high.normalize().as_tuple().digits) >= digits


def is_telling(candidate: Candidate) -> bool:
    """Tell a value that two articles hardly share by chance, as 3,812, from one like 2 or 100."""
    reading = candidate.reading
    if reading.kind == "score":
        return True
    if reading.interval is None:
        return False
    low, high = reading.interval
    digits = len(high.normalize().as_tuple().digits)
    if digits == 2 and (reading.kind == "age" or high % ROUND == 0):
        return False  # 15 and 25 per cent stand in every other sentence
    return digits >= 2 or low != high or high >= LARGE


def forbids(one: Candidate, other: Candidate) -> bool:
    """Tell whether something rules out that two readings measure the same, whatever their words."""
    a, b = one.cues, other.cues
    if dimension(one.reading) != dimension(other.reading) and not _leaves_currency_out(one, other):
        return True
    if a.per != b.per and (one.reading.article == other.reading.article or not _tells(one, other)):
        return True
    if a.row != b.row and not _says_the_same_elsewhere(one, other):
        return True  # the 41 dead of "District: Halvesk; Dead: 41" are not all
    if _says_no_number(one) != _says_no_number(other):
        return True  # "many were killed" is no count beside the others
    if a.concept != b.concept and {a.concept, b.concept} <= DISTINCT:
        return not _tells(one, other)
    nouns = {a.noun, b.noun}
    if _both_and_apart(a.noun, b.noun) and ("person" in nouns or nouns <= NOUN_CLASSES.keys()):
        return True  # houses are no cars
    if _both_and_apart(a.modifiers, b.modifiers):
        return True
    if _is_another_state(one, other):
        return True
    if _one_is_planned(one, other) or _are_of_two_times(one, other):
        return not _tells(one, other)
    same_sentence = one.reading.article == other.reading.article and a.sentence == b.sentence
    linked = one.told_beside is not None or other.told_beside is not None
    former = a.former or b.former
    return same_sentence and not (former or linked) and fit(one.reading, other.reading) != "equal"


def _leaves_currency_out(one: Candidate, other: Candidate) -> bool:
    """Tell the amount of "he leaves for 105 million" beside an article that names its currency."""
    count, money = sorted((one, other), key=lambda candidate: candidate.reading.kind)
    if (count.reading.kind, money.reading.kind) != ("count", "money") or count.cues.noun is not None:
        return False
    return count.cues.concept in {None, *OF_MONEY} and _tells(count, money)


def _is_another_state(one: Candidate, other: Candidate) -> bool:
    """Tell "another three" from all, a limit that was lifted from one, and the 40 of "31 of 40"."""
    a, b = one.cues, other.cues
    if a.increment != b.increment or (a.status == "ended") != (b.status == "ended"):
        return True
    return a.whole != b.whole and fit(one.reading, other.reading) != "equal"


def _says_the_same_elsewhere(one: Candidate, other: Candidate) -> bool:
    """Tell whether another article gives the same of the same, in whatever form."""
    apart = one.reading.article != other.reading.article
    return apart and one.cues.concept == other.cues.concept and _tells(one, other)


def _says_no_number(candidate: Candidate) -> bool:
    words = candidate.reading.quote.lower().split()
    return candidate.reading.kind == "vague" and not UNCOUNTED.isdisjoint(words)


def _tells(one: Candidate, other: Candidate) -> bool:
    """Tell whether two readings share a value that they hardly share by chance."""
    return is_telling(one) and fit(one.reading, other.reading) == "equal"


def _one_is_planned(one: Candidate, other: Candidate) -> bool:
    """Tell 500 to be evacuated from 500 evacuated."""
    a, b = one.cues, other.cues
    planned = a.status != b.status and not APART_STATUS.isdisjoint({a.status, b.status})
    return planned and not DISTINCT.isdisjoint({a.concept, b.concept})


def _both_and_apart(one: object, other: object) -> bool:
    return bool(one) and bool(other) and one != other


def _are_of_two_times(one: Candidate, other: Candidate) -> bool:
    """Tell two years apart; "revenue this year" may be that of whoever names no time in the same year."""
    times = _period(one.cues.period), _period(other.cues.period)
    if None not in times:
        return times[0] != times[1]
    time = times[0] or times[1]
    days = {(candidate.reading.as_of or "")[: len(YEAR)] for candidate in (one, other)}
    return time is not None and not (len(time) == len(YEAR) and days == {time})


def _period(period: str | None) -> str | None:
    """Return a single date by its year alone: one article may name the month, another not."""
    return period if period is None or "/" in period or period.startswith("since") else period[:4]


def aliases(number: Mapping[str, int]) -> dict[str, str]:
    """Return for single words of names what they name, where only one name of the story has the word."""
    owners: dict[str, set[int]] = {}
    for form, n in number.items():
        for word in form.lower().replace("-", " ").split():
            owners.setdefault(word.removesuffix("'s"), set()).add(n)
    known = {word: f"#{next(iter(ns))}" for word, ns in owners.items() if len(ns) == 1 and word not in STOP}
    return known | {stem(word): name for word, name in known.items()}
