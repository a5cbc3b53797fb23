"""How rightly a mixed folder is told apart by event: `python -m evals.mixed` prints it for both halves."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from evals.fixtures import HOME, Split, load_story
from evals.scorers.findings import b_cubed
from summarise.inputs.gather import read
from summarise.mixed import stories

MIXED = Path(__file__).parent
"""Short articles on events that are easily confused: `NAME.N.txt` is of the event NAME."""
Groups = Sequence[frozenset[str]]


class Measured(NamedTuple):
    """How the groups found meet those wanted; all from 0 to 1 but the count and the misses."""

    articles: int
    precision: float
    recall: float
    pairs: float
    """F1 of the pairs of articles that are together; 1 where none is, nor should be."""
    misses: tuple[str, ...]
    """Each wanted group that was not found to the article, as it was found."""

    @property
    def f1(self) -> float:
        """B-cubed F1."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)


def labelled(split: Split) -> dict[str, list[Path]]:
    """Return the articles of each event of one half of the stories and of the confusable ones."""
    events: dict[str, list[Path]] = defaultdict(list)
    for folder in sorted(path for path in HOME.iterdir() if path.is_dir()):
        story = load_story(folder)
        if story.labels.split == split:
            events[folder.name] = [folder / article.file for article in story.labels.articles]
    for path in sorted((MIXED / split).glob("*.txt")):
        events[path.name.split(".")[0]].append(path)
    return events


def measure(events: dict[str, list[Path]]) -> Measured:
    """Group all articles of some events at once and hold the groups against the events."""
    files = [path for paths in events.values() for path in paths]
    names = dict(zip((f"a{n}" for n in range(1, len(files) + 1)), map(_name, files), strict=True))
    found = [frozenset(names[a] for a in story.articles) for story in stories(read(files))]
    wanted = [frozenset(map(_name, paths)) for paths in events.values()]
    right = b_cubed(wanted, found)
    return Measured(
        right.items, right.precision, right.recall, _pair_f1(wanted, found), _misses(wanted, found)
    )


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def _pair_f1(wanted: Groups, found: Groups) -> float:
    ours, theirs = _pairs(found), _pairs(wanted)
    return 2 * len(ours & theirs) / (len(ours) + len(theirs)) if ours or theirs else 1.0


def _pairs(groups: Groups) -> set[tuple[str, str]]:
    return {pair for group in groups for pair in combinations(sorted(group), 2)}


def _misses(wanted: Groups, found: Groups) -> tuple[str, ...]:
    missed = [group for group in found if group not in set(wanted)]
    return tuple(sorted(" ".join(sorted(group)) for group in missed))


def main() -> None:
    """Print one line for each half, and the misses of dev: of gate the scores alone are looked at."""
    for split in ("dev", "gate"):
        events = labelled(split)
        m = measure(events)
        print(
            f"{split:4}  {m.articles} articles of {len(events)} events: B-cubed {m.f1:.3f} "
            f"(precision {m.precision:.3f}, recall {m.recall:.3f}), pairs {m.pairs:.3f}"
        )
        for miss in m.misses if split == "dev" else ():
            print(f"      {miss}")


if __name__ == "__main__":
    main()
