"""A run with its scores: every scorer on every story."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from evals.fixtures import Story
from evals.match import Match, match_all
from evals.run import Result
from evals.scorers import SCORERS
from evals.scorers.score import Score


class Scored(NamedTuple):
    """A run with all its scores: for each scorer one score a story, in the order of the matches."""

    matches: tuple[Match, ...]
    scores: Mapping[str, tuple[Score, ...]]

    @property
    def engine(self) -> str:
        """The engine that made the run."""
        return self.matches[0].result.engine

    def pairs(self, scorer: str, split: str | None = None) -> list[tuple[float, float]]:
        """Return hits and out-of by story, of all stories or of one split."""
        return [
            (score.hits, score.out_of)
            for match, score in zip(self.matches, self.scores[scorer], strict=True)
            if split in {None, match.story.labels.split}
        ]


def score_run(stories: Sequence[Story], results: Sequence[Result]) -> Scored:
    """Return the run with its scores."""
    matches = tuple(match_all(stories, results))
    return Scored(matches, {name: tuple(map(scorer, matches)) for name, scorer in SCORERS.items()})
