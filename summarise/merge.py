"""The merge: readings of all articles brought together into findings, each with a verdict."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summarise.candidates import Candidate
from summarise.clusters import Cluster, cluster
from summarise.extract import ArticleSummary
from summarise.fates import fates
from summarise.findings import finding_of, hint_of, in_plain_words, weight_of
from summarise.measures import Measures, aliases
from summarise.moments import moments
from summarise.names import Names, find_names
from summarise.parts import Parts, relate
from summarise.values import Finding
from summarise.voices import voiced

FATE_WEIGHT = 4.0
# A day that all give stands in the timeline; one that they dispute is a finding like others.
MOMENT_WEIGHTS = {"conflict": 3.0, "agree": 0.5, "single": 0.1}
# What a finding is called whose own words would state a figure.
CALLED_PLAINLY = {"name": "what became of a person", "money": "amount", "percent": "share", "count": "number"}


@dataclass(frozen=True, slots=True)
class Merged:
    """What the merge gives: findings by falling weight, the names of the story, and voices."""

    findings: tuple[Finding, ...]
    weights: dict[str, float]
    """For each finding, by id, how much it matters; above zero."""
    background: frozenset[str]
    """The ids of findings about another time than the event's."""
    names: Names


class Weighed(NamedTuple):
    """A finding before it has its place among the others."""

    finding: Finding
    weight: float
    background: bool
    hint: str | None
    """What tells it from another finding of the same label."""
    cluster: int | None = None
    """Its place among the clusters; none for a person's fate."""


class Gathered(NamedTuple):
    """The readings of all articles with their voices, and how alike their measures are."""

    candidates: Sequence[Candidate]
    measures: Measures
    names: Names


def gather(summaries: Sequence[ArticleSummary]) -> Gathered:
    """Return the candidates of a story, each with its voice, ready to be grouped."""
    names = find_names([summary.article for summary in summaries])
    candidates = voiced(summaries, names)
    return Gathered(candidates, Measures(candidates, aliases(names.number)), names)


def merge(summaries: Sequence[ArticleSummary]) -> Merged:
    """Return the findings of a story, each reading in exactly one of them."""
    gathered = gather(summaries)
    return settle(summaries, gathered.names, cluster(gathered.candidates, gathered.measures))


def settle(summaries: Sequence[ArticleSummary], names: Names, clusters: Sequence[Cluster]) -> Merged:
    """Return the findings that clusters of candidates make, each with its verdict, by falling weight."""
    told = fates(summaries, names)
    parts = relate(clusters)
    weighed = (_weighed(n, cluster, len(summaries), parts) for n, cluster in enumerate(clusters))
    dated = map(_moment, moments(summaries))
    rows = list(_told_apart(sorted([*weighed, *map(_fate, told), *dated], key=_weightiest_first)))
    ids = [f"d{n}" for n in range(1, len(rows) + 1)]
    return Merged(
        findings=tuple(_named(rows, ids, parts)),
        weights={name: row.weight for name, row in zip(ids, rows, strict=True)},
        background=frozenset(name for name, row in zip(ids, rows, strict=True) if row.background),
        names=names,
    )


def _named(rows: Sequence[Weighed], ids: Sequence[str], parts: Parts) -> Iterator[Finding]:
    """Yield the findings with their ids, and for a part that of its total."""
    id_of = {row.cluster: name for name, row in zip(ids, rows, strict=True)}
    for name, row in zip(ids, rows, strict=True):
        total = id_of[parts.total[row.cluster]] if row.cluster in parts.total else None
        yield row.finding.model_copy(update={"id": name, "part_of": total})


def _told_apart(rows: Sequence[Weighed]) -> Iterator[Weighed]:
    """Add to labels that several findings have what tells them apart."""
    labels = Counter(row.finding.measure for row in rows)
    for row in rows:
        label = row.finding.measure
        hint = f" ({row.hint})" if labels[label] > 1 and row.hint else ""
        finding = row.finding.model_copy(update={"measure": f"{label}{hint}"})
        yield row._replace(finding=in_plain_words(finding, CALLED_PLAINLY.get(finding.readings[0].kind)))


def _weighed(n: int, group: Cluster, articles: int, parts: Parts) -> Weighed:
    finding = finding_of(group)
    if n in parts.check:
        finding = finding.model_copy(update={"note": f"{finding.note} {parts.check[n]}"})
    background = all(member.cues.period for member in group.members)
    return Weighed(finding, weight_of(group, finding, articles), background, hint_of(group), n)


def _fate(finding: Finding) -> Weighed:
    articles = {reading.article for reading in finding.readings}
    return Weighed(finding, FATE_WEIGHT + len(articles), background=False, hint=None)


def _moment(finding: Finding) -> Weighed:
    weight = MOMENT_WEIGHTS.get(finding.verdict, 0.0) + len(finding.readings) / 10
    return Weighed(finding, weight, background=False, hint=None)


def _weightiest_first(row: Weighed) -> tuple[float, str, int]:
    first = row.finding.readings[0]
    return -row.weight, first.article, first.start
