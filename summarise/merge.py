"""The merge: readings of all articles brought together into findings, each with a verdict."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summarise.compare import dimension, fit, interval
from summarise.figures import find_figures
from summarise.extract import ArticleSummary, Candidate
from summarise.measures import Measures, aliases
from summarise.names import Mention, Names, find_names
from summarise.speech import speaker_of
from summarise.values import Article, Finding, Reading, Sentence, Verdict
from summarise.words import carries_meaning, stem

SHINGLE = 5
NEAR_COPY = 0.6
MOST_COMPARED = 6
THRESHOLD = -0.7
BEST_COUNTS = 0.5
LOWEST = -4.0
# What only grows or is counted again while an event runs, or moves by its nature.
RUNNING = frozenset(
    "deaths injured missing displaced evacuated rescued captured attacked destroyed damaged arrested cases vaccine vote seats turnout lead "
    "wind rain surge aid orders cost aftershock".split()
) | {"without power", "job cuts"}
CUMULATIVE = frozenset({"deaths", "injured", "destroyed", "damaged", "cases", "vaccine", "arrested", "rescued", "attacked"})
FIXED = frozenset({"height", "aboard", "attendance", "magnitude", "depth", "sentence", "fine", "dividend"})
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


DIFFERENCE_COUNTS = {"conflict": 1.0, "update": 0.8, "scope": 0.5, "compatible": 0.5}


@dataclass(frozen=True, slots=True)
class Cluster:
    """Candidates that measure the same, in the order in which they were found."""

    members: tuple[Candidate, ...]
    label: str = ""
    """What they measure, where it is known better than by the words of the members."""

    @property
    def concept(self) -> str | None:
        """The concept that most members have."""
        concepts = Counter(m.cues.concept for m in self.members if m.cues.concept)
        return concepts.most_common(1)[0][0] if concepts else None


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge gives: findings by falling weight, the names of the story, and voices."""

    findings: tuple[Finding, ...]
    weights: dict[str, float]
    """For each finding, by id, how much it matters; above zero."""
    background: frozenset[str]
    """The ids of findings about another time than the event's."""
    names: Names


class Gathered(NamedTuple):
    """The readings of all articles with their voices, and how alike their measures are."""

    candidates: list[Candidate]
    measures: Measures
    names: Names


def gather(summaries: Sequence[ArticleSummary]) -> Gathered:
    """Return the candidates of a story, each with its voice, ready to be grouped."""
    names = find_names([summary.article for summary in summaries])
    candidates = _voiced(summaries, names)
    return Gathered(candidates, Measures(candidates, aliases(names.number)), names)


def merge(summaries: Sequence[ArticleSummary]) -> Merged:
    """Return the findings of a story, each reading in exactly one of them."""
    gathered = gather(summaries)
    return settle(summaries, gathered.names, cluster(gathered.candidates, gathered.measures))


def settle(summaries: Sequence[ArticleSummary], names: Names, clusters: Sequence[Cluster]) -> Merged:
    """Return the findings that clusters of candidates make, each with its verdict, by falling weight."""
    articles = [summary.article for summary in summaries]
    drafts = [_finding(c.members, c.label) for c in clusters]
    weighed = [(_weight(c, d, len(articles)), d, c) for c, d in zip(clusters, drafts, strict=True)]
    fates = [(4.0 + len({r.article for r in f.readings}), f, None) for f in _fates(summaries, names)]
    ordered = sorted([*weighed, *fates], key=lambda row: (-row[0], row[1].readings[0].article, row[1].readings[0].start))
    findings = tuple(finding.model_copy(update={"id": f"d{n}"}) for n, (_, finding, _) in enumerate(ordered, 1))
    background = frozenset(
        finding.id
        for finding, (_, _, members) in zip(findings, ordered, strict=True)
        if members is not None and all(m.cues.period for m in members.members)
    )
    return Merged(findings, {f.id: row[0] for f, row in zip(findings, ordered, strict=True)}, background, names)


# Clusters


def cluster(candidates: Sequence[Candidate], measures: Measures) -> list[Cluster]:
    """Group candidates that measure the same; each is compared with a few members of the clusters of its kind."""
    clusters: list[list[Candidate]] = []
    blocks: dict[str, list[int]] = defaultdict(list)
    for candidate in sorted(candidates, key=_plainest_first):
        keys = block_keys(candidate)
        nearby = sorted({n for key in keys for n in blocks[key]})
        best, best_score = None, THRESHOLD
        for n in nearby:
            score = _likeness_to(candidate, clusters[n], measures)
            if score > best_score:
                best, best_score = n, score
        if best is None:
            best = len(clusters)
            clusters.append([])
        clusters[best].append(candidate)
        for key in keys:
            if best not in blocks[key]:
                blocks[key].append(best)
    return [Cluster(tuple(sorted(members, key=_in_order))) for members in clusters]


def _plainest_first(candidate: Candidate) -> tuple[object, ...]:
    """Let readings with a concept and a clean clause found the clusters, headlines join them last."""
    cues = candidate.cues
    return (cues.role != "body", cues.concept is None, cues.former, *_in_order(candidate))


def _in_order(candidate: Candidate) -> tuple[int, int]:
    return int(candidate.reading.article[1:]), candidate.reading.start


def block_keys(candidate: Candidate) -> list[str]:
    """Return the blocks a candidate is looked for in: its concept, its noun, and its rarest words."""
    kind = dimension(candidate.reading)
    cues = candidate.cues
    keys = [f"{kind} concept {cues.concept}"] if cues.concept else []
    if cues.noun and cues.noun != "person":
        keys.append(f"{kind} noun {cues.noun}")
    keys += [f"{kind} near {word}" for word in sorted(cues.near)]
    if candidate.reading.interval:
        keys.append(f"{kind} value {candidate.reading.interval[1].normalize()}")
    return keys


def _likeness_to(candidate: Candidate, members: Sequence[Candidate], measures: Measures) -> float:
    """Return how alike a candidate and a cluster are: between the best member and the mean of all; forbidden by half."""
    compared = members if len(members) <= MOST_COMPARED else [*members[:3], *members[-3:]]
    scores = [measures.likeness(candidate, member) for member in compared]
    allowed = [score for score in scores if score > -math.inf]
    if len(allowed) * 2 <= len(scores):
        return -math.inf
    return BEST_COUNTS * max(allowed) + (1 - BEST_COUNTS) * sum(max(score, LOWEST) for score in scores) / len(scores)


# Voices


def _voiced(summaries: Sequence[ArticleSummary], names: Names) -> list[Candidate]:
    """Give each candidate its voice: the speaker under one name, or the outlet that a text was first in."""
    copies = _copied_sentences(summaries)
    bodies = _bodies(summaries, names)
    spoken: dict[str, str] = {}
    voiced = []
    for summary in summaries:
        outlet = summary.article.label
        for candidate in summary.candidates:
            reading = candidate.reading
            if reading.attribution:
                key = speaker_key(reading.attribution, names)
                key = bodies.get(key, key)
                voice = spoken.setdefault(key, reading.attribution)
            else:
                voice = copies.get((reading.article, candidate.cues.sentence), outlet)
            voiced.append(replace(candidate, reading=reading.model_copy(update={"voice": voice})))
    return voiced


def speaker_key(speaker: str, names: Names) -> str:
    """Return what is the same for every form of one speaker: its number among the names, else its stems."""
    held = [(len(form), n) for form, n in names.number.items() if len(form) > 3 and re.search(rf"(?<!\w){re.escape(form)}(?!\w)", speaker)]
    if held:
        people = [item for item in held if item[1] in names.people]
        return f"#{max(people or held)[1]}"
    return " ".join(sorted({stem(word) for word in re.findall(r"[a-z]+", speaker.lower()) if carries_meaning(word)}))


OFFICES = "chief|director|head|spokesman|spokeswoman|spokesperson|chairman|chairwoman|president|secretary|commander|manager|minister|commissioner|chief executive|CEO|official"


def _bodies(summaries: Sequence[ArticleSummary], names: Names) -> dict[str, str]:
    """Return for each person, by speaker key, the body for which an article says that he speaks."""
    speaks_for: dict[str, str] = {}
    said = {s.speaker for summary in summaries for speeches in summary.speeches.values() for s in speeches}
    bodies = {speaker_key(s, names): s for s in sorted(said)}
    for n, mentions in names.people.items():
        for mention in mentions:
            article = next(s.article for s in summaries if s.article.id == mention.article)
            before, behind = article.text[max(0, mention.start - 90) : mention.start], article.text[mention.end : mention.end + 90]
            match = re.search(rf"(?:the |The )?([\w' -]{{3,60}}?)(?:'s|’s)? (?:\w+ )?(?:{OFFICES}),? (?:[A-Z][a-z]+\.? )?$", before) or re.match(
                rf",? (?:the |a |its )?(?:\w+ )?(?:{OFFICES}) (?:of|for|at) (?:the )?([\w' -]{{3,60}}?)[,.]", behind
            )
            body = speaker_key(match.group(1), names) if match else ""
            if body and body in bodies and body != f"#{n}":
                speaks_for.setdefault(f"#{n}", body)
    return speaks_for


def _copied_sentences(summaries: Sequence[ArticleSummary]) -> dict[tuple[str, str], str]:
    """Return for each sentence that stands in several articles the outlet that all of them count as."""
    holders: dict[tuple[str, ...], list[tuple[int, str]]] = defaultdict(list)
    shingles: dict[tuple[int, str], set[tuple[str, ...]]] = {}
    for n, summary in enumerate(summaries):
        for sentence in summary.article.sentences:
            words = re.findall(r"\w+", summary.article.quote(sentence.start, sentence.end).lower())
            grams = {tuple(words[k : k + SHINGLE]) for k in range(len(words) - SHINGLE + 1)}
            shingles[n, sentence.id] = grams
            for gram in grams:
                holders[gram].append((n, sentence.id))
    origin: dict[tuple[str, str], str] = {}
    for (n, sentence), grams in shingles.items():
        shared = Counter(place for gram in grams for place in holders[gram][:50] if place[0] < n)
        for place, count in sorted(shared.items(), key=lambda item: (item[0][0], item[0][1])):
            if count >= NEAR_COPY * min(len(grams), len(shingles[place])):
                earlier = summaries[place[0]].article
                key = (earlier.id, place[1])
                origin[summaries[n].article.id, sentence] = origin.setdefault(key, earlier.label)
                break
    return origin


# Verdicts


def _finding(members: Sequence[Candidate], label: str) -> Finding:
    members = [_as_its_body_says(member, members) for member in members]
    verdict, note = judge(members)
    ordered = sorted(members, key=_newest_first)
    return Finding(
        id="d0",
        measure=label or _label(members),
        verdict=verdict,
        note=note,
        readings=tuple(member.reading for member in ordered),
    )


def _as_its_body_says(member: Candidate, members: Sequence[Candidate]) -> Candidate:
    """Give a headline the voice of the same value in its own article: it is no second origin."""
    if member.cues.role == "body" or member.reading.attribution:
        return member
    own = (m.reading for m in members if m.cues.role == "body" and m.reading.article == member.reading.article)
    told = next((reading for reading in own if fit(reading, member.reading) == "equal"), None)
    return replace(member, reading=member.reading.model_copy(update={"voice": told.voice})) if told else member


def _newest_first(member: Candidate) -> tuple[object, ...]:
    reading = member.reading
    day = (reading.as_of or "0000")[:10]
    return (member.cues.former, tuple(-ord(c) for c in day), member.cues.role != "body", *_in_order(member))


def judge(members: Sequence[Candidate]) -> tuple[Verdict, str]:
    """Return the verdict on readings of one measure and the sentence that says why."""
    readings = [member.reading for member in members]
    voices = sorted({reading.voice for reading in readings})
    fits = [(a, b, fit(a.reading, b.reading)) for i, a in enumerate(members) for b in members[i + 1 :]] if len(members) <= 60 else _sampled(members)
    same = all(outcome == "equal" for _, _, outcome in fits)
    if len(voices) == 1:
        if len(readings) == 1:
            return "single", f"Only {voices[0]} gives it."
        return "single", f"All of it comes from {voices[0]}." if same else f"All of it comes from {voices[0]}, which gave different figures."
    if same:
        return "agree", f"{_listed(voices)} give the same."
    differing = [(a, b, outcome) for a, b, outcome in fits if outcome != "equal"]
    if any(_other_reference_point(a, b) for a, b, _ in differing):
        return "scope", "They are measured from or for different points, so they need not agree."
    concept = Counter(m.cues.concept for m in members).most_common(1)[0][0]
    replaced = [m for m in members if m.cues.former]
    first_days = _first_days(members)
    unexplained = [
        (a, b, outcome)
        for a, b, outcome in differing
        if not _at_different_times(a, b, first_days) and not _one_is_replaced(a, b, replaced) and not _revised(a, b)
    ]
    falls = _falls_unexplained(members, differing) if concept in CUMULATIVE and not replaced else None
    if falls is not None:
        return "conflict", f"{falls[0].reading.voice} gave more before than {falls[1].reading.voice} gave later, and neither took it back."
    if not unexplained and concept not in FIXED:
        if replaced:
            return "update", "An earlier figure was replaced; the newest reading stands first."
        return "update", "The figure changed over time; the newest reading stands first."
    apart = [(a, b) for a, b, outcome in differing if outcome == "apart"]
    if not apart:
        return "compatible", "They are bounds or rough figures that can all hold."
    apart_now = [(a, b) for a, b, outcome in unexplained if outcome == "apart"]
    if not apart_now and concept not in FIXED:
        return "update", "The figure changed over time; the newest reading stands first."
    undated = all(a.reading.as_of is None or b.reading.as_of is None for a, b in apart_now)
    if undated and concept not in FIXED and (concept in RUNNING or len(unexplained) < len(differing)):
        return "update", "The count was still moving, and not every reading says for which day it holds."
    one, other = next(((a, b) for a, b in apart_now or apart if a.reading.voice != b.reading.voice), (apart_now or apart)[0])
    if one.reading.voice == other.reading.voice:
        return "conflict", f"{one.reading.voice} gives figures for the same that cannot both hold."
    return "conflict", f"{one.reading.voice} and {other.reading.voice} give figures for the same that cannot both hold."


def _first_days(members: Sequence[Candidate]) -> dict[int, str]:
    """Return for each member, by its place, the first day on which its value was given: later ones repeat it."""
    days: dict[int, str] = {}
    for member in members:
        same = [m.reading.as_of[:10] for m in members if m.reading.as_of and fit(m.reading, member.reading) == "equal"]
        if same:
            days[id(member)] = min(same)
    return days


def _revised(one: Candidate, other: Candidate) -> bool:
    """Tell whether one of two readings speaks of a correction, or one voice gives both."""
    return one.cues.corrects or other.cues.corrects or one.reading.voice == other.reading.voice


def _falls_unexplained(members: Sequence[Candidate], differing: Sequence[tuple[Candidate, Candidate, str]]) -> tuple[Candidate, Candidate] | None:
    """Return two readings of a count that can only grow, the later one lower and from another voice, none if there are none."""
    if any(m.cues.corrects for m in members):
        return None
    for one, other, outcome in differing:
        early, late = sorted((one, other), key=lambda m: m.reading.as_of or "")
        if outcome != "apart" or not early.reading.as_of or early.reading.as_of[:10] == (late.reading.as_of or "")[:10]:
            continue
        a, b = interval(early.reading), interval(late.reading)
        if a and b and a.low > b.high and early.reading.voice != late.reading.voice:
            return early, late
    return None


def _one_is_replaced(one: Candidate, other: Candidate, replaced: Sequence[Candidate]) -> bool:
    """Tell whether one of two values is one that some source says was replaced."""
    return any((fit(one.reading, old.reading) == "equal") != (fit(other.reading, old.reading) == "equal") for old in replaced)


def _sampled(members: Sequence[Candidate]) -> list[tuple[Candidate, Candidate, str]]:
    """Compare each of very many members with one of every value only."""
    kinds: dict[tuple[object, ...], Candidate] = {}
    for member in members:
        r = member.reading
        kinds.setdefault((r.low, r.high, r.qualifier, r.unit, r.as_of, member.cues.place), member)
    few = list(kinds.values())[:60]
    return [(a, b, fit(a.reading, b.reading)) for i, a in enumerate(few) for b in few[i + 1 :]]


def _listed(voices: Sequence[str]) -> str:
    if len(voices) > 4:
        return ", ".join(voices[:3]) + " and others"
    return ", ".join(voices[:-1]) + " and " + voices[-1]


def _other_reference_point(one: Candidate, other: Candidate) -> bool:
    """Tell two distances that are measured from different points."""
    if dimension(one.reading) not in {"length"}:
        return False
    a, b = one.cues.reference, other.cues.reference
    return a != b and bool(a or b)


def _at_different_times(one: Candidate, other: Candidate, first_days: dict[int, str]) -> bool:
    a, b = first_days.get(id(one)), first_days.get(id(other))
    if one.cues.former != other.cues.former:
        return True
    return a is not None and b is not None and a != b


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
}


def _label(members: Sequence[Candidate]) -> str:
    """Return what a finding measures: the noun that is counted and what became of it, else the words of a clause."""
    body = [m for m in members if m.cues.role == "body"] or list(members)
    grouped = [m for m in body if m.cues.group]
    if len(grouped) * 2 > len(body):  # a part must not be labelled as the whole
        body = grouped
    concept = Counter(m.cues.concept for m in body).most_common(1)[0][0]
    counts = [m for m in body if m.reading.kind in {"count", "vague"}]
    if concept in CALLED and counts:
        nouns = Counter(without_figures(m.cues.counted) for m in counts if m.cues.counted)
        noun = max(nouns, key=lambda n: (nouns[n], bool(n), -len(n), n), default="")
        called = CALLED[concept]
        return noun if called in noun.split() or noun in {"deaths", "dead", "bodies", "fatalities"} else f"{noun or 'number'} {called}".strip()
    words: Counter[str] = Counter(w.lower() for m in body for w in m.reading.measure.split())
    label = max((m.reading.measure for m in body), key=lambda label: (_plainness(label, words), -len(label), label))
    return without_figures(label).strip(" …,;:-") or concept or "figure"


def _plainness(label: str, words: Counter[str]) -> float:
    """Rate a label: its words are those of many readings, it is short, and it needs no gap."""
    parts = [w.lower() for w in label.split() if w != "…"]
    return sum(words[w] for w in parts) / (len(parts) + 0.7) * (0.7 if "…" in label else 1.0) if parts else 0.0


def without_figures(label: str) -> str:
    """Return a label without the figures in it: a label is our words, and those hold none."""
    for figure in reversed(find_figures(label)):
        if figure.kind != "identifier" or any(c.isdigit() for c in figure.text):
            label = label[: figure.start] + label[figure.end :]
    return " ".join(label.split())


def _weight(group: Cluster, finding: Finding, articles: int) -> float:
    """Return how much a finding matters: what it is about, how many articles and voices give it, and where."""
    concept = "score" if finding.readings[0].kind == "score" else group.concept
    members = group.members
    share = (len({m.reading.article for m in members}) - 1) / max(articles - 1, 1)
    first = min(int(m.cues.sentence[1:]) for m in members)
    weight = WEIGHTS.get(concept or "", 0.8) * (0.45 + 0.55 * share) + 3.0 * share
    weight += 0.5 * (len({m.reading.voice for m in members}) - 1) + 1.0 * any(m.cues.role == "title" for m in members)
    weight += 1.5 / (1 + first / 3) + DIFFERENCE_COUNTS.get(finding.verdict, 0.0)
    if all(m.cues.period for m in members):
        weight *= 0.35
    if all(m.cues.part or (m.cues.group and (m.cues.noun == "person" or m.cues.concept in {"deaths", "injured"})) for m in members):
        weight *= 0.7
    if all(m.cues.change or m.cues.former or m.cues.increment for m in members):
        weight *= 0.8
    if finding.readings[0].kind in {"age", "duration", "fraction", "vague"}:
        weight *= 0.6
    return max(weight, 0.01)


# What became of a named person

FATES = {
    "deaths": ("killed", "died", "dead", "death", "slain", "killing", "assassinated", "kill"),
    "arrested": ("arrested", "detained", "charged", "arrest"),
    "elected": ("elected", "appointed", "re-elected", "sworn"),
    "resigned": ("resigned", "sacked", "dismissed", "ousted", "quit"),
}
FATE_LABELS = {"deaths": "killed or dead", "arrested": "arrested or charged", "elected": "elected or appointed", "resigned": "out of office"}


def _fates(summaries: Sequence[ArticleSummary], names: Names) -> Iterator[Finding]:
    """Yield a finding for each named person whose fate at least two articles tell."""
    by_article = {summary.article.id: summary for summary in summaries}
    for mentions in names.people.values():
        for fate, words in FATES.items():
            told = {}
            for mention in mentions:
                summary = by_article[mention.article]
                sentence = next(s for s in summary.article.sentences if s.id == mention.sentence)
                if mention.article not in told and sentence.role == "body" and _suffers(summary.article, sentence, mention, words):
                    told[mention.article] = _fate_reading(summary, sentence, mention, FATE_LABELS[fate])
            if len(told) >= 2:
                readings = tuple(told.values())
                voices = sorted({reading.voice for reading in readings})
                yield Finding(
                    id="d0",
                    measure=f"{max((r.quote for r in readings), key=len)}: {FATE_LABELS[fate]}",
                    verdict="agree" if len(voices) > 1 else "single",
                    note=f"{_listed(voices)} say so." if len(voices) > 1 else f"Only {voices[0]} says so.",
                    readings=readings,
                )


def _suffers(article: Article, sentence: Sentence, mention: Mention, words: Sequence[str]) -> bool:
    """Tell whether the sentence says of the person that it happened to him, not that he did it."""
    before = article.text[sentence.start : mention.start].lower()
    behind = article.text[mention.end : sentence.end].lower()
    verbs = "|".join(words)
    if re.search(rf"\b(?:death|killing|arrest|assassination|resignation|election|appointment|detention)s? of (?:\S+ ){{0,6}}$", before) and any(re.search(rf"\b{w}", before) for w in words):
        return True
    passive = re.match(rf"(?:,[^,.]{{0,120}},?|[^,.;]{{0,60}})?\s*(?:(?:was|were|has been|had been|is|have been)\s+(?:\w+ly\s+)?(?:{verbs})|(?:has |had )?(?:died|resigned))\b", behind)
    if passive is not None:
        return True
    pronoun = re.search(rf"\b(?:that )?(?:he|she) (?:was|had been|has been)\s+(?:\w+ly\s+)?(?:{verbs})\b", behind)
    return pronoun is not None or re.search(rf"\b(?:killed|arrested|detained|killing)\s+(?:\S+\s+){{0,4}}$", before) is not None and words[0] in {"killed", "arrested"}


def _fate_reading(summary: ArticleSummary, sentence: Sentence, mention: Mention, label: str) -> Reading:
    article = summary.article
    speaker = speaker_of(summary.speeches.get(sentence.id, ()), mention.start - sentence.start)
    return Reading(
        article=article.id,
        figure=None,
        start=mention.start,
        end=mention.end,
        quote=mention.text,
        kind="name",
        measure=label,
        attribution=speaker,
        as_of=article.written,
        voice=speaker or article.label,
    )
