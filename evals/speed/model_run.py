"""How close a run of 1,000 questions comes to the time that the endpoint itself needs.

    python -m evals.speed.model_run

A fake endpoint in a process of its own answers each request after a second. Printed are the time against
the ideal one (questions × seconds / calls at once), the processor time of this process for each question,
and its memory; then the same again from the journal, and against an endpoint that takes no more than 40
requests a second.
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

from pydantic import BaseModel, ConfigDict

from summarise.journal import Journal
from summarise.llm import Door
from summarise.wire import Endpoint, Wording

QUESTIONS = 1000
AT_ONCE = 64
SECONDS = 1.0
LIMIT = 40
WORDING = Wording("These points are wrong:\n$problems", "Reply with JSON of this schema:\n$schema")
ARTICLE = "s1 Rebels took [f1: 32] villages on Tuesday, the [f2: second] day, a monitor said. " * 40


class Statement(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    text: str
    sentences: list[str]


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    statements: list[Statement]


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


async def ask_all(base: str, journal: Journal, questions: int) -> Measured:
    endpoint = Endpoint(f"{base}/v1", "a-key")
    async with Door("fake", WORDING, endpoint=endpoint, concurrency=AT_ONCE, journal=journal) as door:
        begun, own = time.perf_counter(), time.process_time()

        async def ask(number: int) -> None:
            await door.ask(
                [
                    {"role": "system", "content": "Summarise."},
                    {"role": "user", "content": f"{number} {ARTICLE}"},
                ],
                Draft,
                step="article",
                prompt_hash="p1",
                article_hash=str(number),
                check=lambda draft: [one.text for one in draft.statements if "{" not in one.text],
            )

        done = await asyncio.gather(*map(ask, range(questions)), return_exceptions=True)
        took, own = time.perf_counter() - begun, time.process_time() - own
    counts = await asyncio.to_thread(count, base)
    answers = sum(one is None for one in done)
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
    ideal = QUESTIONS * SECONDS / AT_ONCE
    with fake_server(SECONDS) as base, Journal(folder / "plain.sqlite") as journal:
        first = asyncio.run(ask_all(base, journal, QUESTIONS))
        times, own = first.seconds / ideal, first.own_seconds / QUESTIONS * 1000
        print(f"{first.answers} of {QUESTIONS} answered in {first.seconds:.2f} s, {times:.2f} x ideal")
        print(f"{own:.1f} ms of our own processor time each, {memory():.0f} MB")
        again = asyncio.run(ask_all(base, journal, QUESTIONS))
        print(f"{again.answers} again from the journal in {again.seconds:.2f} s, {again.served} requests")
    with fake_server(SECONDS, LIMIT) as base, Journal(folder / "limited.sqlite") as journal:
        slow = asyncio.run(ask_all(base, journal, QUESTIONS))
        wasted = slow.limited / (slow.served + slow.limited)
        print(
            f"{slow.answers} of {QUESTIONS} at {LIMIT} a second in {slow.seconds:.2f} s, {wasted:.1%} wasted"
        )
    print(f"{memory():.0f} MB in the end")


if __name__ == "__main__":
    main()
