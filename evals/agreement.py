"""How far two readers agree on the same stories: the ceiling that scores are to be read against."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from itertools import combinations

from evals.fixtures import LabelledFigure, Labels, Story
from evals.match import FoundId, align_figures, same_value
from evals.scorers.findings import b_cubed, best_overlap
from evals.scorers.readings import same_speaker
from evals.scorers.score import Score
from evals.statistics import interval

Groups = Sequence[Sequence[str]]
CLOSED: Mapping[str, Callable[[LabelledFigure], Hashable]] = {
    "kind": lambda figure: figure.kind,
    "qualifier": lambda figure: figure.qualifier,
    "salience": lambda figure: figure.salience,
}


def agreement(stories: Iterable[Story]) -> dict[str, list[Score]]:
    """Return, by measure, a score for each story that has second labels."""
    table: dict[str, list[Score]] = {}
    for story in stories:
        if story.second is not None:
            for name, score in compare_labels(story.labels, story.second).items():
                table.setdefault(name, []).append(score)
    return table


def compare_labels(one: Labels, other: Labels) -> dict[str, Score]:
    """Return how far two readers agree on one story: spans as F1, the rest on spans that both have."""
    pairs = align_figures(one.figures, {(f.article, f.id): f for f in other.figures})
    twins = [(one.by_id[a], other.by_id[b]) for a, (_, b) in pairs.items()]
    total = len(one.figures) + len(other.figures)
    exact = sum((a.start, a.end) == (b.start, b.end) for a, b in twins)
    speakers = [(a.attribution, b.attribution) for a, b in twins if a.attribution or b.attribution]
    days = [(a.as_of, b.as_of) for a, b in twins if a.as_of and b.as_of]
    mine, theirs = [f.members for f in one.findings], [f.members for f in other.findings]
    return {
        "spans, exact": Score(2 * exact, total, "F1 of figures with the same characters"),
        "spans, overlap": Score(2 * len(twins), total, "F1 of figures that share characters"),
        "value and unit": _share(same_value(a, b) for a, b in twins),
        **{name: _share(of(a) == of(b) for a, b in twins) for name, of in CLOSED.items()},
        "attribution": _share(bool(a and b and same_speaker(a, b)) for a, b in speakers),
        "as-of": _share(a == b for a, b in days),
        "findings, B-cubed": _groups(pairs, mine, theirs),
        "findings, pairs": _pairs(pairs, mine, theirs),
        "voices, B-cubed": _groups(pairs, [v.members for v in one.voices], [v.members for v in other.voices]),
        "verdict": _share(a == b for a, b in verdict_pairs(one, other, pairs)),
    }  # fmt: skip


def _share(held: Iterable[bool]) -> Score:
    listed = list(held)
    return Score(sum(listed), len(listed), f"of {len(listed)} that both labelled")


def _translated(groups: Iterable[Sequence[str]], pairs: Mapping[str, FoundId]) -> list[set[str]]:
    """Return the other reader's groups in the first one's ids; what only the other has keeps its own."""
    mine = {theirs: label for label, (_, theirs) in pairs.items()}
    return [{mine.get(member, f"other {member}") for member in group} for group in groups]


def _groups(pairs: Mapping[str, FoundId], first: Groups, last: Groups) -> Score:
    """Score over the figures that both readers put into some group."""
    theirs = _translated(last, pairs)
    both = {member for group in first for member in group} & {member for group in theirs for member in group}
    measured = b_cubed([both & set(group) for group in first], [both & group for group in theirs])
    return Score(measured.f1 * measured.items, measured.items, f"F1 over {measured.items} figures")


def _pairs(pairs: Mapping[str, FoundId], first: Groups, last: Groups) -> Score:
    mine = {pair for group in first for pair in combinations(sorted(group), 2)}
    theirs = {pair for group in _translated(last, pairs) for pair in combinations(sorted(group), 2)}
    return Score(2 * len(mine & theirs), len(mine) + len(theirs), "F1 of pairs in one finding")


def verdict_pairs(one: Labels, other: Labels, pairs: Mapping[str, FoundId]) -> list[tuple[str, str]]:
    """Return the verdicts that both readers gave to findings that overlap best."""
    groups = dict(
        zip(
            (f.id for f in other.findings),
            _translated([f.members for f in other.findings], pairs),
            strict=True,
        )
    )
    theirs = {f.id: f.verdict for f in other.findings}
    matched = best_overlap(one.findings, groups)
    return [(f.verdict, theirs[matched[f.id]]) for f in one.findings if f.id in matched]


def kappas(stories: Iterable[Story]) -> dict[str, float | None]:
    """Return Cohen's kappa for the attributes with a closed set of values, pooled over the stories."""
    table: dict[str, list[tuple[Hashable, Hashable]]] = {name: [] for name in [*CLOSED, "verdict"]}
    for story in stories:
        if story.second is None:
            continue
        one, other = story.labels, story.second
        pairs = align_figures(one.figures, {(f.article, f.id): f for f in other.figures})
        twins = [(one.by_id[a], other.by_id[b]) for a, (_, b) in pairs.items()]
        for name, of in CLOSED.items():
            table[name] += [(of(a), of(b)) for a, b in twins]
        table["verdict"] += verdict_pairs(one, other, pairs)
    return {name: kappa(judged) for name, judged in table.items()}


def kappa(judged: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Return Cohen's kappa, agreement beyond chance; none where there is nothing, or no choice, to judge."""
    if not judged:
        return None
    seen = sum(a == b for a, b in judged) / len(judged)
    first, last = Counter(a for a, _ in judged), Counter(b for _, b in judged)
    chance = sum(first[value] * last[value] for value in first) / len(judged) ** 2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def table(stories: Sequence[Story]) -> str:
    """Return the agreement between the two labellings as lines of text."""
    scores = agreement(stories)
    if not scores:
        return "no story has second labels: put them into second.json beside labels.json"
    kappa_of = kappas(stories)
    count = sum(story.second is not None for story in stories)
    lines = [f"two labellings of {count} stories; in percent, pooled", ""]
    lines.append(f"{'':20}{'agree':>7}{'95 %':>9}{'of':>7}{'kappa':>8}")
    for name, by_story in scores.items():
        found = interval([(score.hits, score.out_of) for score in by_story])
        if found is not None:
            beyond = kappa_of.get(name)
            ends = f"{100 * found.low:.0f}-{100 * found.high:.0f}"
            of = sum(score.out_of for score in by_story)
            shown = "" if beyond is None else f"{beyond:8.2f}"
            lines.append(f"{name:20}{100 * found.value:7.1f}{ends:>9}{of:7.0f}{shown}")
    return "\n".join(lines)
