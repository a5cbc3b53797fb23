"""A model endpoint on loopback that answers after a set time, and no more than so many requests a second."""

import asyncio
import json
import re
import sys
from collections import Counter, deque
from contextlib import suppress

from aiohttp import web

# A figure in a sentence, as our prompt marks them.
FIGURE = re.compile(r"^(s\d+): .*?\{(f\d+): \d+\}", re.MULTILINE)
EXTRACTIONS = {"extractions": [{"figure": "32", "figure_attributes": {"measure": "villages"}}] * 6}


def draft(prompt: str) -> dict[str, object]:
    """Return what a model could say of an article: the first figure of each of six sentences."""
    found = FIGURE.findall(prompt.rpartition("## The article")[2])[:6]
    rest = {"measure": "villages taken", "scope": None, "attribution": "a monitor"}
    return {
        "figures": [{"figure": figure, "sentence": sentence, **rest} for sentence, figure in found],
        "key_sentences": [sentence for sentence, _ in found],
    }


class FakeModel:
    """Answers every completion in the shape that its sender reads; counts what it was sent."""

    def __init__(self, seconds: float, per_second: float | None) -> None:
        self.seconds = seconds
        self.per_second = per_second
        self.recent: deque[float] = deque()
        self.counts: Counter[str] = Counter()

    def wait(self) -> float:
        """Return the seconds until there is room for a request in the window of one second, 0 for now."""
        if self.per_second is None:
            return 0.0
        now = asyncio.get_running_loop().time()
        while self.recent and self.recent[0] <= now - 1:
            self.recent.popleft()
        if len(self.recent) < self.per_second:
            self.recent.append(now)
            return 0.0
        return self.recent[0] + 1 - now

    async def complete(self, request: web.Request) -> web.Response:
        body = await request.json()
        if (wait := self.wait()) > 0:
            self.counts["limited"] += 1
            error = {"error": {"message": "slow down", "code": "rate_limit_exceeded"}}
            return web.json_response(error, status=429, headers={"Retry-After": f"{wait:.3f}"})
        self.counts["served"] += 1
        await asyncio.sleep(self.seconds)
        prompt = body["messages"][-1]["content"]
        reply = EXTRACTIONS if "extractions" in prompt else draft(prompt)
        message = {"role": "assistant", "content": json.dumps(reply)}
        return web.json_response(
            {
                "id": "1",
                "object": "chat.completion",
                "created": 1,
                "model": body["model"],
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
                "usage": {"prompt_tokens": 900, "completion_tokens": 120, "total_tokens": 1020},
            }
        )

    async def count(self, _: web.Request) -> web.Response:
        counts, self.counts = self.counts, Counter()
        return web.json_response(dict(counts))


async def serve(seconds: float, per_second: float | None) -> None:
    """Serve on a free port, say which on standard output, and stop when standard input closes."""
    model = FakeModel(seconds, per_second)
    app = web.Application(client_max_size=2**26)
    app.router.add_post("/v1/chat/completions", model.complete)
    app.router.add_get("/count", model.count)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    print(runner.addresses[0][1], flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await runner.cleanup()


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        asyncio.run(serve(float(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else None))
