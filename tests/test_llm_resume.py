"""A run that is killed at any moment goes on where it was."""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from aiohttp import web

from summarise.journal import Journal
from tests.fault_server import FaultServer, completion
from tests.resume_run import QUESTIONS

KILLS = 20
AT_ONCE = 4  # of `tests.resume_run`
ANSWERS = {f"{number} Title of article {number}" for number in range(QUESTIONS)}


class Payments:
    """Answers each question after a moment, and notes which had been acknowledged when it was asked."""

    def __init__(self, acknowledged: Path) -> None:
        self.acknowledged = acknowledged
        self.asked: Counter[str] = Counter()
        self.asked_again: list[str] = []

    def lines(self) -> set[str]:
        return set(self.acknowledged.read_text().splitlines()) if self.acknowledged.exists() else set()

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        article = (await request.json())["messages"][0]["content"]
        self.asked[article] += 1
        if f"{article.removeprefix('article ')} Title of {article}" in self.lines():
            self.asked_again.append(article)
        await asyncio.sleep(0.02)
        return web.json_response(completion(json.dumps({"title": f"Title of {article}"})))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
async def test_no_acknowledged_reply_is_lost_or_paid_twice(tmp_path: Path) -> None:
    path, acknowledged = tmp_path / "j.sqlite", tmp_path / "acknowledged"
    moments = random.Random(7)  # noqa: S311 - for moments, not for secrets
    payments = Payments(acknowledged)
    progress: list[int] = []
    command = [sys.executable, "-m", "tests.resume_run", str(path), str(acknowledged)]
    async with FaultServer(payments) as server:
        runner = await asyncio.create_subprocess_exec(*command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert runner.stdin
        assert runner.stdout
        for kill in range(KILLS + 1):
            more = sum(payments.asked.values()) + moments.randint(1, 12)
            runner.stdin.write(f"{server.url}\n".encode())
            child = int(await runner.stdout.readline())
            if kill < KILLS:
                while sum(payments.asked.values()) < more:  # noqa: ASYNC110 - the child cannot tell us
                    await asyncio.sleep(0.001)
                await asyncio.sleep(moments.uniform(0, 0.04))
                os.kill(child, signal.SIGKILL)
                progress.append(len(payments.lines()))
            await runner.stdout.readline()
        runner.stdin.close()
        await runner.wait()
    with Journal(path) as journal:
        kept = journal.info().replies
    assert (payments.lines(), kept) == (ANSWERS, QUESTIONS)
    assert payments.asked_again == []
    # At once, as many again are being written down: neither these nor those are acknowledged yet.
    assert sum(payments.asked.values()) <= QUESTIONS + 2 * AT_ONCE * KILLS
    assert len(set(progress)) >= 5  # it was killed at work, and got on each time


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
async def test_two_processes_with_one_journal_pay_for_each_article_once(tmp_path: Path) -> None:
    payments = Payments(tmp_path / "acknowledged")
    async with FaultServer(payments) as server:
        runners = []
        for name in ("one", "other"):
            command = [
                sys.executable,
                "-m",
                "tests.resume_run",
                str(tmp_path / "j.sqlite"),
                str(tmp_path / name),
            ]
            runner = await asyncio.create_subprocess_exec(
                *command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            runners.append(runner.communicate(f"{server.url}\n".encode()))
        await asyncio.gather(*runners)
    assert [set((tmp_path / name).read_text().splitlines()) for name in ("one", "other")] == [
        ANSWERS,
        ANSWERS,
    ]
    assert set(payments.asked.values()) == {1}
