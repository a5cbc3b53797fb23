"""Findings: whether readings of one thing came together, those of two did not, and the verdict is right."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from evals.align import assign
from evals.fixtures import LabelledFinding
from evals.match import Match
from evals.scorers.score import Case, Score, f1, share

Groups = Sequence[Collection[str]]
NOT_ASKED = Score(0, 0, "this engine was not asked to group the labelled figures")


class BCubed(NamedTuple):
    """B-cubed over labelled items; `f1` is 0 where nothing was found of what was wanted."""

    precision: float
    recall: float
    items: int

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def b_cubed(wanted: Groups, found: Groups) -> BCubed:
    """Return B-cubed (Bagga and Baldwin 1998) of the groups found against those wanted.

    Precision is the mean over wanted items that some group holds, and what else that group holds counts
    against it; recall is the mean over all wanted items, 0 for one that no group holds.
    """
    group_of = {item: frozenset(group) for group in found for item in group}
    precisions, recalls = [], []
    for group in wanted:
        members = frozenset(group)
        for item in sorted(members):
            together = group_of.get(item, frozenset())
            recalls.append(len(members & together) / len(members))
            precisions += [len(members & together) / len(together)] if together else []
    return BCubed(_mean(precisions), _mean(recalls), len(recalls))


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def b_cubed_end_to_end(match: Match) -> Score:
    """Score the note's findings by B-cubed F1; the cases are labelled findings met to the member."""
    return _b_cubed(match, list(match.groups.values()))


def b_cubed_on_labels(match: Match) -> Score:
    """Score what the merge makes of the labelled figures, so that the detector has no part in it."""
    return NOT_ASKED if match.result.on_labels is None else _b_cubed(match, _labelled_groups(match))


def _b_cubed(match: Match, found: Groups) -> Score:
    wanted = match.story.labels.findings
    measured = b_cubed([finding.members for finding in wanted], found)
    whole = {frozenset(group) for group in found}
    cases = tuple(
        Case(f.id, held, "" if held else f"no finding is {' '.join(f.members)} ({f.measure})")
        for f in wanted
        for held in [frozenset(f.members) in whole]
    )
    reason = (
        f"precision {measured.precision:.3f}, recall {measured.recall:.3f} over {measured.items} readings"
    )
    return Score(measured.f1 * measured.items, measured.items, reason, cases)


def pairs_end_to_end(match: Match) -> Score:
    """Score pairs of readings in one finding of the note: rightly together, wrongly merged, not merged."""
    return _pairs(match, list(match.groups.values()))


def pairs_on_labels(match: Match) -> Score:
    """Score pairs that the merge brings together when it is handed the labelled figures."""
    return NOT_ASKED if match.result.on_labels is None else _pairs(match, _labelled_groups(match))


def _labelled_groups(match: Match) -> Groups:
    """Leave out bracketed conversions, which the labels do not list as members."""
    if match.note is None:
        return []
    known = match.labelled
    return [
        [member for member in group.members if member in known and known[member].same_as is None]
        for group in match.result.on_labels or ()
    ]


def _pairs(match: Match, found: Groups) -> Score:
    members = match.story.labels.finding_of
    wanted = _joined(finding.members for finding in match.story.labels.findings)
    got = {pair for pair in _joined(found) if pair[0] in members or pair[1] in members}
    return f1(
        [Case(_name(pair), held=True) for pair in sorted(wanted & got)],
        [
            Case(_name(pair), held=False, why=f"not merged: {_told(match, pair)}")
            for pair in sorted(wanted - got)
        ],
        [
            Case(_name(pair), held=False, why=f"wrongly merged: {_told(match, pair)}")
            for pair in sorted(got - wanted)
        ],
        "pairs",
    )


def _joined(groups: Iterable[Collection[str]]) -> set[tuple[str, str]]:
    return {(min(pair), max(pair)) for group in groups for pair in combinations(sorted(group), 2)}


def _name(pair: tuple[str, str]) -> str:
    return "+".join(pair)


def _told(match: Match, pair: tuple[str, str]) -> str:
    known = match.story.labels.by_id
    return " and ".join(
        f"{known[one].text!r} ({known[one].measure}; {known[one].scope})" if one in known else one
        for one in pair
    )


# Verdicts


def verdict(match: Match) -> Score:
    """Score the verdicts of labelled findings; one that no finding of the note overlaps counts as wrong."""
    given = verdicts(match)
    return share(
        (
            Case(f.id, f.verdict == given[f.id], f"{given[f.id]}, labelled {f.verdict}: {f.measure}")
            for f in match.story.labels.findings
        ),
        "verdicts right",
    )


def verdict_on_labels(match: Match) -> Score:
    """Score the verdicts on the labelled findings when their members are handed over as labelled."""
    judged = match.result.judged
    if judged is None:
        return NOT_ASKED
    return share(
        (
            Case(f.id, f.verdict == given, f"{given}, labelled {f.verdict}: {f.measure}")
            for f in match.story.labels.findings
            for given in [judged.get(f.id, "missing")]
        ),
        "verdicts right",
    )


def differences(match: Match) -> Score:
    """Score, of the findings where voices differ, which were given their kind of difference, as F1.

    "single" and "agree" are easy and many; this leaves them out unless one of them is given wrongly.
    """
    plain = {"single", "agree", "missing"}
    given = verdicts(match)
    right, missed, wrong = [], [], []
    for f in match.story.labels.findings:
        why = f"{given[f.id]}, labelled {f.verdict}: {f.measure}"
        if f.verdict == given[f.id]:
            right += [Case(f.id, held=True)] if f.verdict not in plain else []
            continue
        if f.verdict not in plain:
            missed.append(Case(f.id, held=False, why=why))
        if given[f.id] not in plain:
            wrong.append(Case(f"{f.id}, given", held=False, why=why))
    return f1(right, missed, wrong, "differences")


def verdicts(match: Match) -> dict[str, str]:
    """Return for each labelled finding the verdict of the finding it best overlaps, or `missing`."""
    given = {finding.id: finding.verdict for finding in match.note.findings} if match.note else {}
    paired = best_overlap(match.story.labels.findings, match.groups)
    return {f.id: given[paired[f.id]] if f.id in paired else "missing" for f in match.story.labels.findings}


def best_overlap(wanted: Sequence[LabelledFinding], groups: Mapping[str, Collection[str]]) -> dict[str, str]:
    """Return labelled findings paired with groups for the greatest total Jaccard index."""
    holders: dict[str, list[str]] = {}
    for name, group in groups.items():
        for member in group:
            holders.setdefault(member, []).append(name)
    weights = {}
    for finding in wanted:
        members = set(finding.members)
        for name in {name for member in members for name in holders.get(member, ())}:
            group = set(groups[name])
            weights[finding.id, name] = len(members & group) / len(members | group)
    return assign(weights)


def confusion(matches: Iterable[Match]) -> Counter[tuple[str, str]]:
    """Return how often each labelled verdict was given as each verdict, or was missing."""
    table: Counter[tuple[str, str]] = Counter()
    for match in matches:
        given = verdicts(match)
        table.update((f.verdict, given[f.id]) for f in match.story.labels.findings)
    return table
