"""Which addresses on the network may be asked: global ones, and none that leads back into this network."""

import re
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

from summarise.errors import ArticleError

Check = Callable[[str], bool]
# Addresses of the newer kind that hold one of the older kind, which is where they lead.
TRANSLATED = ip_network("64:ff9b::/96")
# A name that ends in a number is an address in some spelling: "0x7f.1", "2130706433", "0177.0.0.1".
NUMERAL = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)
LONGEST = 2_000


class Target(NamedTuple):
    """Where a request goes: the parts of its address, and the number that its name was found to have."""

    address: str
    parts: SplitResult
    host: str
    port: int
    number: str


def is_global(number: str) -> bool:
    """Tell whether an IP address is one of the open network.

    >>> [is_global(number) for number in ("93.184.216.34", "127.0.0.1", "::ffff:127.0.0.1", "100.64.0.1")]
    [True, False, False, False]
    """
    found = ip_address(number.split("%", 1)[0])
    inner = _inside(found) if isinstance(found, IPv6Address) else None
    if inner is not None:
        return is_global(str(inner))
    is_old_private = isinstance(found, IPv6Address) and found.is_site_local
    return found.is_global and not (found.is_multicast or found.is_reserved or is_old_private)


def _inside(found: IPv6Address) -> IPv4Address | None:
    if found.ipv4_mapped or found.sixtofour:
        return found.ipv4_mapped or found.sixtofour
    if found.teredo:
        return found.teredo[1]
    return IPv4Address(int(found) & 0xFFFFFFFF) if found in TRANSLATED else None


def target_of(address: str, is_allowed: Check) -> Target:
    """Return where an address leads, all numbers of its name being allowed.

    Raises:
        ArticleError: it is no address of a page, its name is not known, or it leads where none may be asked.
    """
    parts, host, port = _parted(address)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise ArticleError(f"{address!r} leads nowhere: no host is known as {host!r}") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not numbers or not all(map(is_allowed, numbers)):
        raise ArticleError(f"{address!r} is not asked: it leads into a network that is not public")
    return Target(address, parts, host, port, numbers[0])


def _parted(address: str) -> tuple[SplitResult, str, int]:
    try:
        parts = urlsplit(address)
        port = parts.port or {"http": 80, "https": 443}[parts.scheme]
        host = (parts.hostname or "").rstrip(".").encode("idna").decode("ascii")
    except (KeyError, ValueError):
        raise ArticleError(f"{address!r} is no address of a page") from None
    if not host or len(address) > LONGEST or re.search(r"[\x00-\x20\x7f]", address):
        raise ArticleError(f"{address!r} is no address of a page")
    if "@" in parts.netloc:
        raise ArticleError(
            "an address with a name or password in it is not asked: it would stand in the note"
        )
    odd = NUMERAL.fullmatch(host.rsplit(".", 1)[-1]) and not re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", host)
    if odd and ":" not in host:
        raise ArticleError(f"{address!r} is no address of a page: its host is a number in an odd spelling")
    return parts, host, port
