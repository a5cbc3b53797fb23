"""Print how long the main jobs take, as whole processes and as ratios: `python -m evals.speed`."""

import math
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from random import Random
from statistics import median

from summarise.article import parse
from summarise.compose import brief
from summarise.extract import extract
from summarise.figures import find_figures
from summarise.story import inventory
from summarise.values import Article

EXAMPLES = sorted(Path("docs/examples").glob("*.[tm]*"))
RUNS = 7
HOSTILE = {
    "one letter": "a",
    "digits": "9",
    "chain of ranges": "1-",
    "list of numbers": "1, ",
    "number words": "one ",
    "addresses without an end": "a@",
    "dollars": "$",
    "brackets": "(",
    "quotation marks": '"',
    "halves": "half a ",
    "ranges in words": "1 to ",
    "full stops": "A. ",
    "zero-width": "1\u200b",
    "months": "May ",
    "speech": "he said, ",
    "holders": "the union's count of ",
}


def process(arguments: Sequence[str]) -> tuple[float, float]:
    """Return the median wall seconds and the largest peak memory in MB of a command over some runs."""
    seconds, memory = [], []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        child = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, _, usage = os.wait4(child.pid, 0)
        seconds.append(time.perf_counter() - start)
        memory.append(usage.ru_maxrss / 1024)
    return median(seconds[1:]), max(memory[1:])


def seconds_of(work: Callable[[], object], runs: int = 3) -> float:
    """Return the least processor time of some runs in this process, whatever else the machine does."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return min(times)


def many_articles(count: int) -> list[Article]:
    """Return articles on one story: the examples told again by other outlets with other figures."""
    random = Random(1)  # noqa: S311 - the same articles at each run
    texts = [path.read_text("utf-8") for path in EXAMPLES]
    articles = []
    for n in range(count):
        text = re.sub(r"\b\d{2,3}\b", lambda found: _nearby(found.group(), random), texts[n % len(texts)])
        outlet = f"Publisher: Outlet {chr(65 + n % 26)}{chr(65 + n // 26 % 26)}"
        articles.append(parse(f"{outlet}\n\n{text}", f"{n}.txt", f"a{n + 1}"))
    return articles


def _nearby(number: str, random: Random) -> str:
    return str(max(1, int(number) + random.randint(-2, 2)))


def main() -> None:
    """Print one line for each promise of speed."""
    summarise = [sys.executable, "-m", "summarise.cli"]
    bare, _ = process([sys.executable, "-c", "pass"])
    helped, _ = process([*summarise, "--help"])
    noted, memory = process([*summarise, "brief", *map(str, EXAMPLES)])
    print(f"python -c pass                  {bare:6.3f} s")
    print(f"summarise --help                {helped:6.3f} s")
    print(f"note from {len(EXAMPLES)} articles            {noted:6.3f} s, {memory:.0f} MB")

    texts = [path.read_text("utf-8") for path in EXAMPLES]
    size = sum(map(len, texts))
    taken = seconds_of(lambda: [find_figures(text) for text in texts])
    print(f"inventory                       {size / 3000 / taken:6.0f} articles of 3 kB a second")

    base = "\n\n".join(texts)
    growth = ", ".join(_growth(base, factor) for factor in (10, 40, 160))
    print(f"length of one article           {growth}")
    long = base * (5_000_000 // len(base))
    taken = seconds_of(lambda: find_figures(long), 1)
    print(f"  one article of {len(long) / 1e6:.1f} MB         {taken:6.2f} s for the inventory")
    worst = max(HOSTILE, key=lambda name: _hostile(HOSTILE[name]))
    print(f"hostile text of 200 kB          {_hostile(HOSTILE[worst]):6.3f} s at worst ({worst})")

    for n in (10, 60, 200):
        print(f"page on {n:4d} articles         {_page(many_articles(n))}")

    for n in (25, 50, 100, 200, 1000):
        articles = many_articles(n)
        seconds = seconds_of(partial(brief, articles), 1)
        share = seconds / (n * math.log(n)) * 1000
        print(f"note from {n:4d} articles        {seconds:9.2f} s, {share:.2f} ms per n log n")


def _page(articles: Sequence[Article]) -> str:
    """Tell how long the HTML page of a note takes, the first time and then, and how large it is."""
    note = brief(articles)
    first = seconds_of(lambda: note.html(articles), 1)
    again = seconds_of(lambda: note.html(articles))
    size = len(note.html(articles).encode())
    return f"{again:6.3f} s ({first:.3f} s the first time), {size / 1000:.0f} kB"


def _growth(base: str, factor: int) -> str:
    text = base * factor
    taken = seconds_of(lambda: find_figures(text), 1)
    return f"{len(text) / 1e6:.1f} MB: {taken / len(text) * 1e6:.2f} s/MB"


def _hostile(piece: str) -> float:
    article = parse(f"Title\n\n{piece * (200_000 // len(piece))}\n", "hostile.txt", "a1")
    return seconds_of(lambda: extract(article, inventory(article)), 1)


if __name__ == "__main__":
    main()
