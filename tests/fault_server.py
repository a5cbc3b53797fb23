"""An endpoint on loopback that does what a script says: answers, fails, drips, hangs, breaks off."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any, Self

from aiohttp import web

Act = Callable[[web.Request], Awaitable[web.StreamResponse]]


class FaultServer:
    """Takes one action of its script for each request, the last one for ever; keeps what it was sent."""

    def __init__(self, *script: Act) -> None:
        self.script = list(script)
        self.bodies: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=2**26)
        app.router.add_route("*", "/{path:.*}", self.act)
        self.runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.01)
        await self.runner.setup()
        await web.TCPSite(self.runner, "127.0.0.1", 0).start()
        self.port = self.runner.addresses[0][1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.runner.cleanup()

    async def act(self, request: web.Request) -> web.StreamResponse:
        self.bodies.append(await request.json())
        self.headers.append(dict(request.headers))
        act = self.script.pop(0) if len(self.script) > 1 else self.script[0]
        return await act(request)


def completion(content: object = None, **changes: object) -> dict[str, Any]:
    """Return the body of a completion; `changes` go into it, and into its choice those named `choice_…`."""
    text = content if content is None or isinstance(content, str) else json.dumps(content)
    choice = {"index": 0, "finish_reason": "stop", "message": {"role": "assistant", "content": text}}
    choice |= {name.removeprefix("choice_"): v for name, v in changes.items() if name.startswith("choice_")}
    body = {
        "id": "1",
        "object": "chat.completion",
        "created": 1,
        "model": "fake",
        "choices": [choice],
        "usage": {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120},
    }
    return body | {name: v for name, v in changes.items() if not name.startswith("choice_")}


def says(content: object = None, **changes: object) -> Act:
    """Answer with a completion."""
    return body(json.dumps(completion(content, **changes)))


def body(text: str | bytes, status: int = 200, **headers: str) -> Act:
    """Answer with exactly this body; `_` in the name of a header stands for `-`."""
    raw = text.encode() if isinstance(text, str) else text
    named = {"Content-Type": "application/json"} | {name.replace("_", "-"): v for name, v in headers.items()}

    async def act(_: web.Request) -> web.StreamResponse:
        return web.Response(body=raw, status=status, headers=named)

    return act


def error(status: int, message: str = "no", code: str | None = None, **headers: str) -> Act:
    """Answer with an error as OpenAI words it."""
    return body(json.dumps({"error": {"message": message, "code": code}}), status, **headers)


async def reset(request: web.Request) -> web.StreamResponse:
    """Break the connection before a byte is sent."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


def streams(*parts: bytes, pause: float = 0.0, length: int | None = None, abort: bool = False) -> Act:
    """Send parts of a body with pauses between them, then end, or break off."""

    async def act(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = length
        await response.prepare(request)
        for part in parts:
            await response.write(part)
            await asyncio.sleep(pause)
        if abort or length:
            assert request.transport is not None
            request.transport.abort()
        return response

    return act


async def hangs(_: web.Request) -> web.StreamResponse:
    """Never answer."""
    await asyncio.sleep(3600)
    return web.Response()


async def blank_for_ever(request: web.Request) -> web.StreamResponse:
    """Send white space without end."""
    response = web.StreamResponse(headers={"Content-Type": "application/json"})
    await response.prepare(request)
    while True:
        await response.write(b" " * 100)
        await asyncio.sleep(0.01)
