"""A cluster made a finding: its readings in order, what it measures, its verdict, and how much it matters."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from summarise.candidates import Candidate, in_order
from summarise.clusters import Cluster
from summarise.compare import dimension, fit
from summarise.figures import find_figures
from summarise.tabled import is_plain
from summarise.thesaurus import CONCEPTS
from summarise.units import UNITS
from summarise.values import Finding, Verdict
from summarise.verdicts import judge

WEIGHTS = {
    "deaths": 5.0,
    "missing": 3.0,
    "injured": 3.0,
    "displaced": 2.5,
    "evacuated": 2.5,
    "captured": 2.5,
    "rescued": 2.0,
    "arrested": 1.5,
    "revenue": 2.5,
    "profit": 2.5,
    "offer": 2.5,
    "premium": 1.5,
    "vote": 2.0,
    "seats": 2.5,
    "turnout": 2.0,
    "cases": 3.0,
    "magnitude": 2.5,
    "wind": 2.0,
    "sentence": 2.5,
    "fine": 2.0,
    "deficit": 2.5,
    "job cuts": 2.0,
    "without power": 2.0,
    "destroyed": 1.5,
    "cost": 1.5,
    "score": 3.0,
}
OTHER_WEIGHT = 0.8
DIFFERENCE_COUNTS = {"conflict": 1.0, "update": 0.8, "scope": 0.5, "compatible": 0.5}
# How a note calls what a concept counts; the noun stands before it, as in "regime soldiers captured".
CALLED = {
    "deaths": "killed",
    "injured": "injured",
    "missing": "missing",
    "displaced": "displaced",
    "evacuated": "evacuated",
    "rescued": "rescued",
    "captured": "captured",
    "attacked": "attacked",
    "destroyed": "destroyed",
    "damaged": "damaged",
    "without power": "without power",
    "arrested": "arrested",
    "aboard": "aboard",
    "cases": "ill",
    "hospitalised": "in hospital",
}
# What happens to things as well as to people.
THINGS = frozenset({"captured", "attacked", "destroyed", "damaged"})
SMALL_AT_START = frozenset(
    "that which who has have had been be is was were are to of and or for it its they he she would will from "
    "by at in on as with but so if than the a an there this these those not also only just up down out "
    "about because says said say told claims claimed compared our them him her us off".split()
)
SMALL_AT_END = SMALL_AT_START | frozenset(
    "through over into between said say says their his her came come comes took stood stands appear appears "
    "however tells tell names named puts put speaks spoke gives gave total".split()
)
TELLING_NOTHING = SMALL_AT_END | frozenset("after before what where when i we part about comprising".split())
# How it calls what a concept measures in a dimension, where the clause would only say so in more words.
CALLED_MEASURE = {
    ("burned", "area"): "area burned",
    ("captured", "area"): "territory captured",
    ("contained", "share"): "share of the fire contained",
    ("wind", "speed"): "wind speed",
    ("rain", "length"): "rainfall",
    ("surge", "length"): "storm surge",
    ("turnout", "share"): "turnout",
    ("share price", "money"): "share price",
    ("unemployment", "share"): "unemployment",
    ("inflation", "share"): "inflation",
    ("savings", "money"): "savings",
    ("excess deaths", "count"): "excess deaths",
    ("all deaths", "count"): "deaths from all causes",
}
CALLED_BY_DIMENSION = {
    "area": "area",
    "length": "distance",
    "mass": "weight",
    "speed": "speed",
    "temperature": "temperature",
    "volume": "volume",
}
CALLED_BY_KIND = {
    "money": "amount",
    "percent": "share",
    "fraction": "share",
    "duration": "time",
    "age": "age",
    "score": "score",
}
PLAIN_NOTES: dict[Verdict, str] = {
    "single": "All of it comes from a single speaker.",
    "agree": "The speakers give the same.",
    "update": "The figure changed over time; the newest reading stands first.",
    "scope": "They are measured from or for different points, so they need not agree.",
    "compatible": "They are bounds or rough figures that can all hold.",
    "conflict": "The speakers give figures for the same that cannot both hold.",
}
CASES = frozenset({"case", "cases", "infections", "patients", "hospitalisations"})
DEAD = frozenset({"deaths", "dead", "bodies", "fatalities", "death", "body", "lives"})
# Behind these, "killed" or "injured" would be said twice: a wounded person is a person.
HARMED = frozenset({"wounded", "injured", "hurt", "unaccounted", "casualties", "the dead"})
# What tells findings of one label apart.
STATUS_HINTS = {
    "ahead": "expected or planned",
    "suspected": "suspected",
    "allowed": "allowed",
    "needed": "needed",
    "ordered": "ordered",
    "alleged": "alleged",
    "ended": "ended",
}
CHANGE_HINTS = {"rise": "the rise", "fall": "the fall"}


def finding_of(cluster: Cluster) -> Finding:
    """Return a cluster as a finding, its newest readings first, with an id that the merge will give anew."""
    members = [_as_its_article_says(member, cluster.members) for member in cluster.members]
    verdict, note = judge(members)
    return Finding(
        id="d0",
        measure=cluster.label or _label(members),
        verdict=verdict,
        note=note,
        readings=tuple(member.reading for member in sorted(members, key=_newest_first)),
    )


def in_plain_words(finding: Finding, told: str | None) -> Finding:
    """Return a finding whose label and note state no figure, as words of ours must not.

    Names may hold one, as "the Group of Seven" does; `told` is what to call the finding then.
    """
    note = PLAIN_NOTES[finding.verdict] if _states_figures(finding.note) else finding.note
    measure = (told or "figure") if _states_figures(finding.measure) else finding.measure
    return finding.model_copy(update={"note": note, "measure": measure})


def _states_figures(text: str) -> bool:
    return any(figure.kind != "identifier" for figure in find_figures(text))


def _as_its_article_says(member: Candidate, members: Sequence[Candidate]) -> Candidate:
    """Give what nobody is named for the voice of the same value in its own article: no second origin."""
    if member.reading.attribution:
        return member
    article, headline = member.reading.article, member.cues.role != "body"
    own = (
        m.reading
        for m in members
        if m.reading.article == article and m.cues.role == "body" and (m.reading.attribution or headline)
    )
    told = next((reading for reading in own if fit(reading, member.reading) == "equal"), None)
    return (
        replace(member, reading=member.reading.model_copy(update={"voice": told.voice})) if told else member
    )


def _newest_first(member: Candidate) -> tuple[object, ...]:
    day = (member.reading.as_of or "0000")[:10]
    hour = -(member.cues.minute or 0)
    return (
        member.cues.former,
        tuple(-ord(c) for c in day),
        hour,
        member.cues.role != "body",
        *in_order(member),
    )


def _label(members: Sequence[Candidate]) -> str:
    """Return what is counted and what became of it, else words of a clause."""
    body = [m for m in members if m.cues.role == "body"] or list(members)
    grouped = [m for m in body if m.cues.group]
    if len(grouped) * 2 > len(body):  # a part must not be labelled as the whole
        body = grouped
    concept = Counter(m.cues.concept for m in body).most_common(1)[0][0]
    counts = [m for m in body if m.reading.kind in {"count", "vague"}]
    if concept in CALLED and counts:
        return _counted_label(CALLED[concept], counts, whole=not grouped)
    measured = CALLED_MEASURE.get((concept or "", dimension(body[0].reading)))
    if measured is not None and not any(m.cues.change for m in body):
        return measured
    words = Counter(word.lower() for m in body for word in m.reading.measure.split())
    labels = (m.reading.measure for m in body if m.reading.measure != m.reading.kind)
    label = max(labels, key=lambda label: (_plainness(label, words), -len(label), label), default="")
    told = _trimmed(_without_figures(label))
    if body[0].reading.kind == "age":
        return f"age ({told})" if told and "age" not in told.lower().split() else told or "age"
    return _of_what(_with_noun(told, counts), concept or _dimension(body[0]))


def _of_what(label: str, kind: str) -> str:
    """Return a label, with what it is of the name where it is a mere name: "vote (New Left)"."""
    words = label.split()
    named = [word for word in words if word[:1].isupper()]
    mere = all(word in named or word.lower() in SMALL_AT_END for word in words)
    said = not label.isupper() and CONCEPTS.keys().isdisjoint(label.lower().split())
    return f"{kind} ({label})" if named and mere and said else label or kind


def _with_noun(label: str, counts: Sequence[Candidate]) -> str:
    """Return a label with what is counted, where it only tells what was done: "soldiers (handed over)"."""
    nouns = Counter(noun for m in counts if (noun := _without_figures(m.cues.counted)))
    if not nouns:
        return label
    noun = max(nouns, key=lambda noun: (nouns[noun], -len(noun), noun))
    before, gap, _ = label.partition("…")
    if gap:  # "area, said it had logged … explosions"
        words = (word.strip(",.") for word in before.split() if "'" not in word)
        telling = [word for word in words if word.lower() not in TELLING_NOTHING]
        return f"{noun} ({telling[-1]})" if telling else noun
    if not label or _head_noun(noun) in label.lower().split() or noun.lower() in label.lower():
        return label or noun
    return f"{noun} ({label})"


def _trimmed(label: str) -> str:
    """Return a label without the small words at its ends: "have been cut" is "cut"."""
    words = label.strip(" …,;:.-()'’\"").split()
    while words and words[0].lower().strip(",.") in SMALL_AT_START:
        words.pop(0)
    while words and words[-1].lower().strip(",.…") in SMALL_AT_END:
        words.pop()
    return " ".join(words).strip(" …,;:.-(")


def _dimension(member: Candidate) -> str:
    """Return what kind of thing a figure is, where no word tells what it measures."""
    reading = member.reading
    if reading.kind == "measure" and reading.unit in UNITS:
        return CALLED_BY_DIMENSION.get(UNITS[reading.unit].dimension, "measure")
    return CALLED_BY_KIND.get(reading.kind, "figure")


def _counted_label(called: str, counts: Sequence[Candidate], *, whole: bool) -> str:
    """Return the noun that most readings count with what became of it: "soldiers of the guard killed"."""
    nouns = Counter(_without_figures(m.cues.counted) for m in counts if m.cues.counted)
    heads = Counter(map(_head, nouns.elements()))

    def commonest(noun: str) -> tuple[object, ...]:
        return nouns[noun], bool(noun), -len(noun), noun

    def most_telling(noun: str) -> tuple[object, ...]:
        says_which = any(f" {word} " in noun for word in ("of", "from", "at"))
        return says_which, heads[_head(noun)], -len(noun), noun

    noun = max(nouns, key=commonest if whole else most_telling, default="")
    if _head_noun(noun) in DEAD:
        return "deaths"
    if noun in HARMED or _head_noun(noun) in called.split():
        noun = ""  # "in hospital", not "hospital in hospital"
    if _head_noun(noun) in CASES:
        return noun
    if called in noun.split():
        return noun
    noun = "people" if noun.lower() in {"person", "persons"} else noun
    if not noun and called in THINGS:
        return called
    return f"{noun or ('people' if whole else 'some of them')} {called}"


def _head_noun(noun: str) -> str:
    """Return the noun of a phrase: its last word before what is said of it."""
    return (re.split(r" (?:of|from|at|in) ", noun)[0].split() or [""])[-1].lower()


def _head(noun: str) -> str:
    return noun.partition(" ")[0].lower()


def _plainness(label: str, words: Counter[str]) -> float:
    """Rate a label: its words are those of many readings, it is short, and it needs no gap."""
    parts = [word.lower() for word in label.split() if word != "…"]
    if not parts:
        return 0.0
    return sum(words[word] for word in parts) / (len(parts) + 0.7) * (0.7 if "…" in label else 1.0)


def _without_figures(label: str) -> str:
    """Return a label without the figures in it: a label is our words, and those hold none."""
    for figure in reversed(find_figures(label)):
        if figure.kind != "identifier" or any(c.isdigit() for c in figure.text):
            label = label[: figure.start] + label[figure.end :]
    return " ".join(label.split())


def weight_of(cluster: Cluster, finding: Finding, articles: int) -> float:
    """Return how much a finding matters, above zero: what it is about, how many give it, and where."""
    members = cluster.members
    concept = "score" if finding.readings[0].kind == "score" else cluster.concept
    share = (len({m.reading.article for m in members}) - 1) / max(articles - 1, 1)
    first = min(int(m.cues.sentence[1:]) for m in members)
    weight = WEIGHTS.get(concept or "", OTHER_WEIGHT) * (0.45 + 0.55 * share) + 3.0 * share
    in_title = any(m.cues.role == "title" for m in members)
    weight += 0.5 * (len({m.reading.voice for m in members}) - 1) + 1.0 * in_title
    weight += 1.5 / (1 + first / 3) + DIFFERENCE_COUNTS.get(finding.verdict, 0.0)
    if all(m.cues.period for m in members):
        weight *= 0.35
    if all(map(_is_part, members)):
        weight *= 0.7
    if all(m.cues.change or m.cues.former or m.cues.increment for m in members):
        weight *= 0.8
    if finding.readings[0].kind in {"age", "duration", "fraction", "vague"}:
        weight *= 0.6
    return max(weight, 0.01)


def _is_part(member: Candidate) -> bool:
    """Tell a count of some people from a count of all."""
    cues = member.cues
    of_people = cues.noun == "person" or cues.concept in {"deaths", "injured"}
    return cues.part or (bool(cues.group) and of_people)


def hint_of(cluster: Cluster) -> str | None:
    """Return what tells a finding from another of the same label: planned, how far it moved, whose."""
    cues = [member.cues for member in cluster.members]
    if len({c.status for c in cues}) == 1 and cues[0].status in STATUS_HINTS:
        return STATUS_HINTS[cues[0].status]
    if len({c.change for c in cues}) == 1 and cues[0].change:
        return CHANGE_HINTS[cues[0].change]
    if all(c.former for c in cues):
        return "before"
    if len({c.row for c in cues}) == 1 and (row := cues[0].row) and is_plain(row) and not find_figures(row):
        return row
    if len({c.per for c in cues}) == 1 and cues[0].per:
        return f"per {cues[0].per}"
    named = Counter(word for c in cues for word in c.subject)
    shared = {word for word, times in named.items() if times * 2 > len(cues)}
    return " ".join(sorted(word.capitalize() for word in shared)[:3]) or None
