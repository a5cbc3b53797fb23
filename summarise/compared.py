"""What changed from one note to another, as plain text with the readings cited."""

from typing import TYPE_CHECKING

from summarise.history import OLD, Changes, as_made
from summarise.layout import Numbers, labels_of
from summarise.note import Line
from summarise.retold import Telling, came_and_went, told
from summarise.shown import tidy
from summarise.values import Reading

if TYPE_CHECKING:
    from summarise.compose import Brief


def compared(old: "Brief", new: "Brief", changes: Changes) -> list[str]:
    """Return the lines that tell a reader what changed, and behind them where each figure stands."""
    before = {
        f"{OLD}{name}": f"{label}, only in the old note" for name, label in labels_of(old.articles).items()
    }
    labels = labels_of(new.articles) | before
    numbers = Numbers()

    def who(reading: Reading) -> str:
        label = labels.get(reading.article, tidy(reading.article))
        speaker = tidy(reading.attribution or "")
        return f"{speaker}, in {label}" if speaker and speaker != label else label

    called = {finding.id: finding.measure for finding in as_made(new).findings}
    lines = [f"- {_plain(line)}" for line in told(changes, Telling(numbers.mark, who, called))]
    cited = [
        f"[{n}] {labels.get(c.article, tidy(c.article))}, characters {c.start}-{c.end}: “{tidy(c.quote)}”"
        for n, c in enumerate(numbers.cited.values(), 1)
    ]
    articles = came_and_went(changes)
    return [f"{articles[:1].upper()}{articles[1:]}.", "", *lines, *(["", *cited] if cited else [])]


def _plain(line: Line) -> str:
    return "".join(piece.text + "".join(f" [{mark.number}]" for mark in piece.marks) for piece in line.pieces)
