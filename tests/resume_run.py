"""Asks its questions in a child process each time a line with an address comes in.

Loads the client once, so that a child is asking a moment after it was started. Each answer is written to the
file of acknowledged answers, in one write, only after `ask` has returned it.
"""

import asyncio
import os
import sys

import instructor  # noqa: F401 - loaded before the fork, for speed
from openai.types.chat import ChatCompletion  # noqa: F401
from pydantic import BaseModel, ConfigDict

from summarise.journal import Journal
from summarise.llm import Door
from summarise.wire import Endpoint, Wording

QUESTIONS = 120


class Draft(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str


async def ask_all(url: str, journal: Journal, acknowledged: int) -> None:
    async with Door(
        "fake", Wording("$problems", "$schema"), endpoint=Endpoint(url, "k"), concurrency=4, journal=journal
    ) as door:

        async def ask(number: int) -> None:
            answer = await door.ask(
                [{"role": "user", "content": f"article {number}"}],
                Draft,
                step="article",
                prompt_hash="p",
                article_hash=str(number),
            )
            os.write(acknowledged, f"{number} {answer.value.title}\n".encode())

        await asyncio.gather(*map(ask, range(QUESTIONS)))


def main(path: str, acknowledged: str) -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            with Journal(path) as journal:
                file = os.open(acknowledged, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
                asyncio.run(ask_all(line.strip(), journal, file))
            os._exit(0)
        print(child, flush=True)  # noqa: T201 - to the test that reads it
        os.waitpid(child, 0)
        print("ended", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
