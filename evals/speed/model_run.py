"""How close the reading of 1,000 articles comes to the time that the endpoint itself needs.

    python -m evals.speed.model_run

A fake endpoint in a process of its own answers each request after a second. Printed are the time against
the ideal one (articles × seconds / calls at once), the processor time of this process for each article,
from the search for figures to the check of the reply, and its memory; then the same again from the journal,
and against an endpoint that takes no more than 40 requests a second.
"""

import asyncio
import json
import resource
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from summarise.article import parse
from summarise.journal import Journal
from summarise.ledger import Ledger
from summarise.llm import Door
from summarise.questions import Asking, Room, load_prompts, load_wording
from summarise.reader import read_all
from summarise.values import Article
from summarise.wire import Endpoint

ARTICLES = 1000
AT_ONCE = 64
SECONDS = 1.0
LIMIT = 40
# As dense in figures as news is: eight in 2,600 characters.
TOLD = (
    "The rebels took {} villages in the eastern province, a monitor said after the second night of fighting.",
    "Residents of the province spoke of shelling through the night and of roads full of cars and carts.",
    "The governor said that the hospital was open, and that schools would stay closed for the time being.",
    "Shops in the old town were shut, and the market on the square was guarded by men in plain clothes.",
)
ROUNDS = 6


class Measured(NamedTuple):
    seconds: float
    own_seconds: float
    answers: int
    served: int
    limited: int


@contextmanager
def fake_server(seconds: float, per_second: float | None = None) -> Iterator[str]:
    command = [sys.executable, "-m", "evals.speed.fake_server", str(seconds)]
    if per_second is not None:
        command.append(str(per_second))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        port = server.stdout.readline() if server.stdout else ""
        yield f"http://127.0.0.1:{int(port)}"
        server.communicate()


def article(number: int) -> Article:
    """Return an article like no other."""
    told = " ".join(" ".join(TOLD).format(number + n) for n in range(ROUNDS))
    return parse(f"Rebels take {number} villages\n\n{told}\n", f"{number}.txt", f"a{number}")


async def read_articles(base: str, journal: Journal) -> Measured:
    """Have a model read all articles as the llm engine does, grounding included."""
    ledger = Ledger()
    door = Door(
        "fake",
        load_wording(),
        endpoint=Endpoint(f"{base}/v1", "a-key"),
        concurrency=AT_ONCE,
        ledger=ledger,
        journal=journal,
    )
    articles = [article(number) for number in range(ARTICLES)]
    async with door as model:
        asking = Asking(model, load_prompts(), Room(), strict=True)
        begun, own = time.perf_counter(), time.process_time()
        read = await read_all(asking, articles, lambda _: None)
        took, own = time.perf_counter() - begun, time.process_time() - own
    counts = await asyncio.to_thread(count, base)
    answers = sum(not one.dropped and one.failure is None for one in read)
    return Measured(took, own, answers, counts.get("served", 0), counts.get("limited", 0))


def count(base: str) -> dict[str, int]:
    """Return what the server has counted since it was last asked."""
    with urllib.request.urlopen(f"{base}/count") as reply:  # noqa: S310 - our own server
        counts: dict[str, int] = json.load(reply)
    return counts


def memory() -> float:
    """Return the most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    folder = Path(tempfile.mkdtemp())
    ideal = ARTICLES * SECONDS / AT_ONCE
    with fake_server(SECONDS) as base, Journal(folder / "plain.sqlite") as journal:
        first = asyncio.run(read_articles(base, journal))
        times, own = first.seconds / ideal, first.own_seconds / ARTICLES * 1000
        print(f"{first.answers} of {ARTICLES} read in {first.seconds:.2f} s, {times:.2f} x ideal")
        print(f"{own:.1f} ms of our own processor time each, {memory():.0f} MB")
        again = asyncio.run(read_articles(base, journal))
        print(f"{again.answers} again from the journal in {again.seconds:.2f} s, {again.served} requests")
        print(f"{again.own_seconds / ARTICLES * 1000:.1f} ms of our own processor time each")
    with fake_server(SECONDS, LIMIT) as base, Journal(folder / "limited.sqlite") as journal:
        slow = asyncio.run(read_articles(base, journal))
        wasted = slow.limited / (slow.served + slow.limited)
        print(
            f"{slow.answers} of {ARTICLES} at {LIMIT} a second in {slow.seconds:.2f} s, {wasted:.1%} wasted"
        )
    print(f"{memory():.0f} MB in the end")


if __name__ == "__main__":
    main()
