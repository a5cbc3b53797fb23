"""Pages from the network, for those who ask for it: checked at every step, and bounded in size and time."""

import ssl
import time
import zlib
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPResponse
from pathlib import PurePosixPath
from socket import SHUT_RDWR, create_connection, socket
from threading import Timer
from typing import NamedTuple
from urllib.parse import quote, unquote, urljoin

from summarise import __version__
from summarise.errors import ArticleError
from summarise.inputs.addresses import Check, Target, is_global, target_of
from summarise.inputs.kinds import SUFFIXES, kind_of_bytes
from summarise.values import DocumentKind

OK = 200
REDIRECTS = frozenset({301, 302, 303, 307, 308})
TYPES: dict[str, DocumentKind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "text",
    "text/markdown": "text",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "message/rfc822": "eml",
}
UNTOLD = frozenset({"", "application/octet-stream", "binary/octet-stream"})
AT_ONCE = 65_536
# How long one wait may last beyond the time in all, which cuts it first where it can.
GRACE = 1.0
HEADERS = {
    "Accept": "text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
    "Accept-Encoding": "gzip",
    "Connection": "close",
    "User-Agent": f"summarise/{__version__}",
}


class Fetched(NamedTuple):
    """A document as it came."""

    raw: bytes
    kind: DocumentKind
    charset: str | None
    address: str
    """Where it was found in the end."""


class Fetcher(NamedTuple):
    """How pages are fetched: whom one may ask, and how much of time and size that may take in all."""

    is_allowed: Check = is_global
    """Tells of an IP address whether it may be asked."""
    seconds: float = 30.0
    most_bytes: int = 20_000_000
    """Of the document, also once it is unpacked."""
    redirects: int = 5
    trust: ssl.SSLContext | None = None
    """Which servers are believed to be who they say; none for those that this machine believes."""

    def fetch(self, address: str) -> Fetched:
        """Return what stands at an address.

        Raises:
            ArticleError: it may not be asked, does not answer, or gives nothing that can be an article.
        """
        end = time.monotonic() + self.seconds
        at = address
        for _ in range(self.redirects + 1):
            target = target_of(at, self.is_allowed)
            left = max(0.0, end - time.monotonic())
            connection = _Pinned(target, left + GRACE, self.trust)
            timer = Timer(left, connection.cut)
            timer.start()
            try:
                found = self._answered(connection, target)
            except (ArticleError, HTTPException, OSError, ValueError, zlib.error) as error:
                if isinstance(error, ArticleError) and not connection.is_cut:
                    raise
                what = f"took longer than {self.seconds:g} s" if connection.is_cut else _fault(error)
                raise ArticleError(f"{address!r} {what}") from None
            finally:
                timer.cancel()
                connection.close()
            if connection.is_cut:  # what came so far may look whole
                raise ArticleError(f"{address!r} took longer than {self.seconds:g} s")
            if isinstance(found, Fetched):
                return found
            at = found
        raise ArticleError(f"{address!r} leads on more than {self.redirects} times")

    def _answered(self, connection: "_Pinned", target: Target) -> Fetched | str:
        """Return the document, or the address that one is sent on to."""
        path = quote(target.parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
        query = quote(target.parts.query, safe="/?%:@!$&'()*+,;=~-._[]")
        connection.request("GET", f"{path}?{query}" if query else path, headers=HEADERS)
        with connection.getresponse() as response:
            location = response.getheader("Location")
            if response.status in REDIRECTS and location:
                return urljoin(target.address, location)
            if response.status != OK:
                raise ArticleError(f"{target.address!r} answers {response.status}")
            kind = _kind(response, target.address, target.parts.path)
            raw = self._body(response, target.address)
            charset = response.headers.get_content_charset()
        return Fetched(raw, kind or kind_of_bytes(raw), charset, target.address)

    def _body(self, response: HTTPResponse, address: str) -> bytes:
        """Return the whole of a document, unpacked."""
        packing = response.getheader("Content-Encoding", "identity").strip().lower()
        if packing not in {"identity", "gzip", "x-gzip"}:
            raise ArticleError(f"{address!r} is packed as {packing!r}, which was not asked for")
        unpacker = zlib.decompressobj(wbits=31) if packing != "identity" else None
        raw = bytearray()
        while part := response.read(AT_ONCE):
            raw += unpacker.decompress(part, self.most_bytes + 1 - len(raw)) if unpacker else part
            if len(raw) > self.most_bytes:
                raise ArticleError(f"{address!r} is larger than {self.most_bytes:,} bytes")
        if response.length or (unpacker and not unpacker.eof):
            raise ArticleError(f"{address!r} broke off")
        return bytes(raw)


class _Pinned(HTTPConnection):
    """A connection to the number that was checked, and to no other that its name may have by now."""

    def __init__(self, target: Target, seconds: float, trust: ssl.SSLContext | None) -> None:
        super().__init__(target.host, target.port, timeout=seconds)
        self.target = target
        self.default_port = {"http": 80, "https": 443}[target.parts.scheme]
        self.trust = trust
        self.wire: socket | None = None
        self.is_cut = False

    def connect(self) -> None:
        self.sock = self.wire = create_connection((self.target.number, self.target.port), self.timeout)
        if self.target.parts.scheme == "https":
            trust = self.trust or ssl.create_default_context()
            proven = trust.wrap_socket(
                self.sock, server_hostname=self.target.host, do_handshake_on_connect=False
            )
            self.sock = self.wire = proven
            proven.do_handshake()  # only now, so that it can be cut and closed

    def cut(self) -> None:
        """End it now, whatever it is waiting for."""
        self.is_cut = True
        if self.wire is not None:  # `sock` is given away with the answer
            with suppress(OSError):
                self.wire.shutdown(SHUT_RDWR)


def _kind(response: HTTPResponse, address: str, path: str) -> DocumentKind | None:
    """Return what kind of document comes, none where only its bytes tell."""
    told = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if told in TYPES:
        return TYPES[told]
    if told not in UNTOLD:
        raise ArticleError(f"{address!r} is of the kind {told!r}, which is not read")
    named = SUFFIXES.get(PurePosixPath(unquote(path)).suffix.lower())
    return named if named in TYPES.values() else None


def _fault(error: Exception) -> str:
    match error:
        case ssl.SSLCertVerificationError():
            return "is not asked: its server cannot prove who it is"
        case TimeoutError() | ConnectionRefusedError():
            return "does not answer"
        case _:
            return "gives no answer that can be read"
