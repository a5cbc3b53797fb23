"""What a web page states of itself: headline, publisher, day and address, in JSON-LD and meta tags."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from lxml.html import HtmlElement

from summarise.inputs.blocks import Head, iso_day, one_line, squeezed

ARTICLE = re.compile(r"article|posting|report", re.IGNORECASE)
TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "parsely-title", "sailthru.title")
PUBLISHERS = ("og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher")
DATES = (
    "article:published_time og:article:published_time datepublished date.published article.published "
    "publish-date publishdate publication_date pubdate parsely-pub-date sailthru.date dc.date.issued "
    "dcterms.issued dc.date dcterms.date dcterms.created date"
).split()
MOST_NODES = 10_000


class Stated(NamedTuple):
    """What a page states; none where it does not."""

    head: Head
    address: str | None
    tab: str | None
    """What a browser's tab shows: the headline, or something else altogether."""


def read_stated(page: HtmlElement) -> Stated:
    """Return what a page states of itself; to be called before scripts are taken out of it."""
    linked = _linked_data(page)
    meta = _meta(page)
    publisher = _first(linked.get("publisher"), *(meta.get(name) for name in PUBLISHERS))
    titles = [linked.get("headline"), *(meta.get(name) for name in TITLES)]
    title, tab = (
        _without_outlet(text, publisher) if text and publisher else text
        for text in (_first(*titles), _text_of(page.find(".//title")))
    )
    days = (
        iso_day(text) for text in (linked.get("datePublished"), *(meta.get(name) for name in DATES)) if text
    )
    canonical = page.find(".//link[@rel='canonical']")
    links = (canonical.get("href") if canonical is not None else None, meta.get("og:url"), linked.get("url"))
    address = next((link.strip() for link in links if link and _is_address(link.strip())), None)
    return Stated(Head(title, publisher, next((day for day in days if day), None)), address, tab)


def read_headline(page: HtmlElement, publisher: str | None) -> str | None:
    """Return the one headline that a reader sees, none where there are several or it names the outlet.

    To be called when what nobody sees is taken out of the page.
    """
    shown = [text for h1 in page.iter("h1") if (text := _text_of(h1))]
    alone = len(shown) == 1 and squeezed(shown[0]) != squeezed(publisher or "")
    return shown[0] if alone and len(shown[0].split()) > 1 else None


def _without_outlet(title: str, publisher: str) -> str:
    """Return "Fire closes the harbour" for "Fire closes the harbour | Port Herald"."""
    return re.sub(rf"\s+[-–—|•·:]\s+{re.escape(publisher)}$", "", title, flags=re.IGNORECASE) or title


def _meta(page: HtmlElement) -> dict[str, str]:
    """Return the first value of each meta tag by its name in small letters."""
    found: dict[str, str] = {}
    for tag in page.iter("meta"):
        name = tag.get("property") or tag.get("name") or tag.get("itemprop")
        content = one_line(tag.get("content", ""))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _linked_data(page: HtmlElement) -> dict[str, str]:
    """Return what the first article in the page's JSON-LD says of itself."""
    nodes = [
        node
        for script in page.iter("script")
        if "ld+json" in script.get("type", "").lower()
        for node in _nodes(script.text or "")
    ]
    named = {str(node["@id"]): node for node in nodes if "@id" in node and "name" in node}
    for node in nodes:
        kinds = node.get("@type", "")
        if ARTICLE.search(str(kinds)) and isinstance(node.get("headline", node.get("name")), str):
            found = {
                "headline": node.get("headline", node.get("name")),
                "datePublished": node.get("datePublished"),
                "publisher": _name(node.get("publisher"), named),
                "url": node.get("url"),
            }
            return {key: one_line(value) for key, value in found.items() if isinstance(value, str)}
    return {}


def _nodes(text: str) -> Iterator[dict[str, Any]]:
    """Yield every object of a JSON text, the outer before the inner; nothing where it is no JSON."""
    try:
        waiting = [json.loads(text)]
    except (ValueError, RecursionError):
        return
    for _ in range(MOST_NODES):
        if not waiting:
            return
        value = waiting.pop(0)
        if isinstance(value, dict):
            yield value
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _name(value: object, named: dict[str, dict[str, Any]]) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or named.get(str(value.get("@id")), {}).get("name")
    return value if isinstance(value, str) else None


def _first(*values: str | None) -> str | None:
    return next((value for value in values if value), None)


def _text_of(element: HtmlElement | None) -> str | None:
    return one_line(element.text_content()) or None if element is not None else None


def _is_address(link: str) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"]{1,2000}", link, re.IGNORECASE) is not None
