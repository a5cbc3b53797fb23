"""Fit the weights of the signs of one measure on the development stories: `python -m evals.fit_measures`.

The labelled figures of each story are paired; a pair of one finding counts as one measure. Printed are the
weights of a logistic regression over all pairs and how pairs are told apart in stories left out of the fit.
A sign that two readings share something may only speak for one measure, one that they differ only against it;
a story counts by the root of its pairs, so that long ones do not decide alone.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from evals.fixtures import Story, load_stories
from summarise.candidates import Candidate
from summarise.extract import extract
from summarise.inputs.gather import read
from summarise.measures import Measures, aliases, forbids
from summarise.names import find_names
from summarise.story import date_story, inventory
from summarise.voices import voiced

ROUNDS = 400
RATE = 2.0
DECAY = 0.001
THRESHOLD = -0.4
# What may speak either way; of all others the name says which.
EITHER_WAY = frozenset({"", "concept of one", "no concept", "former"})
AGAINST = ("differ", "apart", "far values", "other day", "same article", "score", "elsewhere")


class Pair(NamedTuple):
    """Two labelled figures of one story: their signs, and whether they stand in one finding."""

    story: str
    signs: dict[str, float]
    together: bool


def pairs_of(story: Story) -> Iterator[Pair]:
    """Yield the pairs of labelled figures that nothing forbids to be one measure."""
    articles = date_story(read(story.paths))
    summaries = [extract(article, inventory(article)) for article in articles]
    names = find_names(articles)
    candidates = voiced(summaries, names)
    measures = Measures(candidates, aliases(names.number))
    placed = list(_placed(story, candidates))
    for (one, first), (other, second) in combinations(placed, 2):
        if not forbids(first, second):
            yield Pair(story.labels.story, measures.signs(first, second), one == other)


def _placed(story: Story, candidates: Sequence[Candidate]) -> Iterator[tuple[str, Candidate]]:
    """Yield finding and candidate of each labelled figure that was found."""
    figures = {figure.id: figure for figure in story.labels.figures}
    for finding in story.labels.findings:
        for member in finding.members:
            figure = figures[member]
            for candidate in candidates:
                reading = candidate.reading
                if (
                    reading.article == figure.article
                    and reading.start < figure.end
                    and figure.start < reading.end
                ):
                    yield finding.id, candidate
                    break


def fit(pairs: Sequence[Pair]) -> dict[str, float]:
    """Return the weights, the bias under the empty name, by gradient descent with weight decay."""
    names = sorted({name for pair in pairs for name in pair.signs})
    place = {name: n for n, name in enumerate(names)}
    rows = [([(place[k], v) for k, v in pair.signs.items() if v], float(pair.together)) for pair in pairs]
    times = Counter(pair.story for pair in pairs)
    counts = [times[pair.story] ** -0.5 for pair in pairs]
    weights, bias, total = [0.0] * len(names), 0.0, sum(counts)
    for _ in range(ROUNDS):
        slope, lean = [0.0] * len(names), 0.0
        for (row, together), count in zip(rows, counts, strict=True):
            error = count * (_chance(bias + sum(weights[n] * v for n, v in row)) - together)
            lean += error
            for n, v in row:
                slope[n] += error * v
        bias -= RATE * lean / total
        moved = (w - RATE * (s / total + DECAY * w) for w, s in zip(weights, slope, strict=True))
        weights = [_as_it_may_be(name, weight) for name, weight in zip(names, moved, strict=True)]
    return {"": bias} | dict(zip(names, weights, strict=True))


def _as_it_may_be(name: str, weight: float) -> float:
    """Return a weight, or zero where the sign would speak the wrong way."""
    if name in EITHER_WAY:
        return weight
    return min(weight, 0.0) if any(word in name for word in AGAINST) else max(weight, 0.0)


def _chance(logit: float) -> float:
    return 1 / (1 + math.exp(-logit)) if logit > -700 else 0.0


def _logit(weights: dict[str, float], pair: Pair) -> float:
    return weights[""] + sum(weights.get(name, 0.0) * strength for name, strength in pair.signs.items())


def main() -> None:
    """Print precision and recall on left-out stories, then the weights of all."""
    stories = [story for story in load_stories() if story.labels.split == "dev"]
    pairs = [pair for story in stories for pair in pairs_of(story)]
    told: list[tuple[bool, bool]] = []
    for story in stories:
        name = story.labels.story
        weights = fit([pair for pair in pairs if pair.story != name])
        left_out = (pair for pair in pairs if pair.story == name)
        told += [(_logit(weights, pair) > THRESHOLD, pair.together) for pair in left_out]
    right = sum(said and true for said, true in told)
    said, true = sum(said for said, _ in told), sum(true for _, true in told)
    print(f"{len(pairs)} pairs, {true} of one measure")
    print(f"left out: precision {right / said:.2f}, recall {right / true:.2f}")
    for name, weight in fit(pairs).items():
        print(f"{weight:6.1f}  {name or 'bias'}")


if __name__ == "__main__":
    main()
