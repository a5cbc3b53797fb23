"""How far a run with a model has come: a bar on a terminal, a few plain lines elsewhere."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO

from summarise.ledger import Ledger, Usage

MOST_LINES = 20
READING, WRITING = "reading", "comparing and writing"

Told = Callable[[str], None]


@contextmanager
def shown(
    articles: int, ledger: Ledger, terminal: TextIO, say: Callable[[str], None], *, quiet: bool
) -> Iterator[Told]:
    """Give a function to call with the id of each article that is done, and show how far that is.

    Neither text of articles nor what a model answered is ever shown.
    """
    if quiet:
        yield lambda _: None
    elif terminal.isatty() and os.environ.get("TERM") != "dumb":
        with _bar(articles, ledger, terminal) as told:
            yield told
    else:
        yield _lines(articles, ledger, say)


def spent(usage: Usage) -> str:
    """Return tokens and, where there are prices, money in words.

    >>> spent(Usage(prompt_tokens=1200, completion_tokens=34, usd=0.5))
    '1,200 tokens read, 34 written, $0.5000'
    """
    words = f"{usage.prompt_tokens:,} tokens read, {usage.completion_tokens:,} written"
    return words if usage.usd is None else f"{words}, ${usage.usd:.4f}"


def _lines(articles: int, ledger: Ledger, say: Callable[[str], None]) -> Told:
    step = -(-articles // MOST_LINES)
    done = 0

    def told(_: str) -> None:
        nonlocal done
        done += 1
        if done == articles or done % step == 0:
            say(f"{done} of {articles} articles, {spent(ledger.total)}")

    return told


@contextmanager
def _bar(articles: int, ledger: Ledger, terminal: TextIO) -> Iterator[Told]:
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[spent]}"),
        TimeElapsedColumn(),
    )
    console = Console(file=terminal, markup=False, highlight=False)
    # The output itself goes to where the user sent it: nothing of it passes the bar.
    with Progress(*columns, console=console, transient=True, redirect_stdout=False) as progress:
        bar = progress.add_task(READING, total=articles, spent=spent(ledger.total))
        done = 0

        def told(_: str) -> None:
            nonlocal done
            done += 1
            what = READING if done < articles else WRITING
            progress.update(bar, completed=done, description=what, spent=spent(ledger.total))

        yield told
