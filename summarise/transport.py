"""What carries requests: connections that read no more than a reply can need."""

import itertools
import ssl
from collections.abc import AsyncIterator

import httpx2

# A pool looks at each of its connections for each request: with 64 in one that took longer than all else.
POOL = 8


class OversizedReply(Exception):  # noqa: N818 - httpx2 would take an error of its own kind for a broken line
    """The reply is larger than any reply has reason to be, or packed so that its size cannot be told."""


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Passes requests on and counts what comes back.

    We ask for replies that are not compressed, so one that is all the same is refused: 300 kB can unpack
    to 300 MB.
    """

    def __init__(
        self, inner: httpx2.AsyncBaseTransport | None, largest: int, connections: int, proxy: str | None
    ) -> None:
        """Wrap a transport, or real connections if there is none.

        Args:
            inner: what carries the requests.
            largest: bytes that a reply may have.
            connections: at once, and kept open.
            proxy: address of a proxy for real connections.
        """
        # In turn, and without a limit in each: the gate in front lets in no more than there may be.
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=POOL)
        trust = httpx2.create_ssl_context()
        pools = range(-(-connections // POOL))
        self.inner: list[httpx2.AsyncBaseTransport] = (
            [inner] if inner else [_pool(trust, limits, proxy) for _ in pools]
        )
        self._turns = itertools.cycle(self.inner)
        self.largest = largest

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the reply, its body yet to be read and counted.

        Raises:
            OversizedReply: now, or while the body is read.
        """
        response = await next(self._turns).handle_async_request(request)
        packed = response.headers.get("content-encoding", "identity")
        if packed != "identity":
            await response.aclose()
            raise OversizedReply("the reply is compressed, which was not asked for")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Counted(response.stream, self.largest)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        for inner in self.inner:
            await inner.aclose()


def _pool(trust: ssl.SSLContext, limits: httpx2.Limits, proxy: str | None) -> httpx2.AsyncBaseTransport:
    return httpx2.AsyncHTTPTransport(verify=trust, limits=limits, proxy=proxy)


class _Counted(httpx2.AsyncByteStream):
    def __init__(self, inner: httpx2.AsyncByteStream, largest: int) -> None:
        self.inner = inner
        self.left = largest

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for part in self.inner:
            self.left -= len(part)
            if self.left < 0:
                raise OversizedReply("the reply is larger than any reply has reason to be")
            yield part

    async def aclose(self) -> None:
        await self.inner.aclose()
