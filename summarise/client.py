"""What lies behind the door: the openai client, held to one request a call and to replies of sane size."""

import asyncio
import itertools
import os
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx2
import openai
from openai.types.chat import ChatCompletion

from summarise.errors import ModelStopError
from summarise.faults import Failed, Fault, of_status, shortened
from summarise.wire import JSON, Endpoint

OPENAI_HOST = "api.openai.com"
LARGEST_BODY = 8_000_000
LONGEST_BODY_OF_ERROR = 2_000
# A server of one's own often wants no key, but the client does.
NO_KEY = "none"
# A pool looks at each of its connections for each request: with 64 in one that took longer than all else.
POOL = 8


class Client:
    """One endpoint: each `send` is one request, and every failure comes out as a `Failed`."""

    def __init__(
        self,
        endpoint: Endpoint,
        timeout: float,
        connections: int,
        transport: httpx2.AsyncBaseTransport | None = None,
    ) -> None:
        """Find out where to ask and with what key; nothing is sent.

        The address is the given one, else `OPENAI_BASE_URL`, else Azure's if `AZURE_OPENAI_ENDPOINT` is set,
        else OpenAI's. What the environment holds of organisation and project goes to OpenAI alone.

        Args:
            endpoint: address and key.
            timeout: seconds for one request as a whole.
            connections: kept open.
            transport: what carries the requests, real connections if none.

        Raises:
            ModelStopError: the address or the key is missing or makes no sense.
        """
        self.timeout = timeout
        self._client = _connect(endpoint, timeout, connections, transport)
        self.base_url = str(self._client.base_url)
        host = self._client.base_url.host
        self.is_openai = host == OPENAI_HOST or host.endswith(".azure.com")
        self._secrets = _secrets_of(self._client)

    async def send(self, request: JSON) -> Any:  # noqa: ANN401 - whatever the endpoint sent
        """Return what came back with status 200, decoded but not yet looked at.

        Raises:
            Failed: anything else.
        """
        try:
            async with asyncio.timeout(self.timeout):
                # Not `chat.completions.create`: it walks through the whole schema to rename nothing.
                return await self._client.post("/chat/completions", cast_to=ChatCompletion, body=request)
        except TimeoutError:
            fault = Fault("again", f"no whole reply within {self.timeout:g} seconds", billed=True)
        except openai.APIStatusError as error:
            body = error.body if error.body is not None else error.response.text[:LONGEST_BODY_OF_ERROR]
            fault = of_status(error.status_code, error.response.headers, body, datetime.now(UTC))
        except (openai.APIConnectionError, httpx2.HTTPError, OversizedReply) as error:
            fault = _of_connection(error)  # versions of the client differ in what they wrap
        except (openai.APIError, ValueError, RecursionError, TypeError) as error:
            # A body that the client trips over: broken JSON, a wrong charset, an object where a list belongs.
            fault = Fault("garbled", f"the reply cannot be decoded ({type(error).__name__})", billed=True)
        # Here, and so without the foreign error: it holds the request, which a logged traceback would show.
        raise Failed(fault)

    async def close(self) -> None:
        """Close the connections."""
        await self._client.close()

    def redacted(self, text: str) -> str:
        """Return a text without the key, as it stands or as a URL would write it."""
        for secret in self._secrets:
            for form in (secret, quote(secret, safe="")):
                text = text.replace(form, "[key]")
        return text


def completion(text: str) -> ChatCompletion:
    """Return a reply as instructor reads it, with nothing in it that was not looked at."""
    message = {"role": "assistant", "content": text}
    return ChatCompletion.model_validate(
        {
            "id": "",
            "object": "chat.completion",
            "created": 0,
            "model": "",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
        }
    )


def _connect(
    endpoint: Endpoint, timeout: float, connections: int, transport: httpx2.AsyncBaseTransport | None
) -> openai.AsyncOpenAI:
    base_url = endpoint.base_url or os.environ.get("OPENAI_BASE_URL") or None
    azure = os.environ.get("AZURE_OPENAI_ENDPOINT") if base_url is None else None
    address = urlsplit(base_url or azure or f"https://{OPENAI_HOST}")
    if address.scheme not in {"http", "https"} or not address.hostname:
        bare = address.geturl().rpartition("@")[2]
        raise ModelStopError(f"the base URL needs http:// or https:// and a host, got {bare!r}")
    carrier = transport or _Pools(connections, _proxy(address.scheme, address.hostname))
    common: dict[str, Any] = {
        "http_client": openai.DefaultAsyncHttpx2Client(
            follow_redirects=False, timeout=timeout, transport=BoundedTransport(carrier, LARGEST_BODY)
        ),
        "max_retries": 0,
        "timeout": timeout,
        "default_headers": {"Accept-Encoding": "identity"},
    }
    key = endpoint.api_key
    try:
        if azure:
            return openai.AsyncAzureOpenAI(api_key=key, **common)
        if address.hostname == OPENAI_HOST:
            return openai.AsyncOpenAI(api_key=key, base_url=base_url, **common)
        key = key or os.environ.get("OPENAI_API_KEY") or NO_KEY
        return openai.AsyncOpenAI(api_key=key, base_url=base_url, organization="", project="", **common)
    except (openai.OpenAIError, ValueError) as error:
        raise ModelStopError(str(error)) from None


def _secrets_of(client: openai.AsyncOpenAI) -> list[str]:
    keys = [client.api_key, client.base_url.password, client.base_url.username]
    headers = [client.default_headers.get(name) for name in ("authorization", "api-key")]
    return [key for key in (*keys, *headers) if isinstance(key, str) and len(key) > len(NO_KEY)]


def _proxy(scheme: str, host: str) -> str | None:
    return None if proxy_bypass(host) else getproxies().get(scheme)


def _of_connection(error: BaseException) -> Fault:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OversizedReply):
            return Fault("useless", str(cause), billed=True)
        if isinstance(cause, httpx2.ConnectError):
            return Fault("unreachable", f"cannot connect: {shortened(str(cause))}")
        cause = cause.__cause__
    return Fault("again", f"the connection broke ({type(error.__cause__ or error).__name__})", billed=True)


class OversizedReply(Exception):  # noqa: N818 - httpx2 would take an error of its own kind for a broken line
    """The reply is larger than any reply has reason to be, or packed so that its size cannot be told."""


class _Pools(httpx2.AsyncBaseTransport):
    """Real connections, in small pools that are taken in turn."""

    def __init__(self, connections: int, proxy: str | None) -> None:
        # No limit in each: the gate in front lets in no more than there may be.
        limits = httpx2.Limits(max_connections=None, max_keepalive_connections=POOL)
        trust = httpx2.create_ssl_context()
        self.pools = [_pool(trust, limits, proxy) for _ in range(-(-connections // POOL))]
        self.turns = itertools.cycle(self.pools)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        return await next(self.turns).handle_async_request(request)

    async def aclose(self) -> None:
        for pool in self.pools:
            await pool.aclose()


def _pool(trust: ssl.SSLContext, limits: httpx2.Limits, proxy: str | None) -> httpx2.AsyncHTTPTransport:
    return httpx2.AsyncHTTPTransport(verify=trust, limits=limits, proxy=proxy)


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Passes requests on and counts what comes back.

    We ask for replies that are not compressed, so one that is all the same is refused: 300 kB can unpack
    to 300 MB.
    """

    def __init__(self, inner: httpx2.AsyncBaseTransport, largest: int) -> None:
        """Wrap a transport; a reply may have `largest` bytes."""
        self.inner = inner
        self.largest = largest

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the reply, its body yet to be read and counted.

        Raises:
            OversizedReply: now, or while the body is read.
        """
        response = await self.inner.handle_async_request(request)
        if response.headers.get("content-encoding", "identity") != "identity":
            await response.aclose()
            raise OversizedReply("the reply is compressed, which was not asked for")
        if isinstance(response.stream, httpx2.AsyncByteStream):
            response.stream = _Counted(response.stream, self.largest)
        return response

    async def aclose(self) -> None:
        """Close the connections."""
        await self.inner.aclose()


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
