"""A web page as an article: what it states of itself, then what stands in it, without what nobody reads.

trafilatura tells where on the page the article is. The words are then taken from the page itself, so that
what stands between two paragraphs of the article is never lost.
"""

import re
from collections.abc import Sequence
from importlib.metadata import version

from lxml import etree
from lxml.html import HtmlElement, HTMLParser
from lxml.html import document_fromstring as parse_page
from trafilatura import bare_extraction
from trafilatura.settings import Document

from summarise.errors import ArticleError
from summarise.figures import find_figures
from summarise.inputs.blocks import Extract, Head, counted, lay_down, squeezed
from summarise.inputs.plain import decoded
from summarise.inputs.prune import prune
from summarise.inputs.stated import read_headline, read_stated
from summarise.inputs.visible import Passage, passages

READER = f"trafilatura {version('trafilatura')}"
NOTHING = Head()
LARGEST_PAGE = 20_000_000
DEEPEST = 500
MOST_ELEMENTS = 200_000
# A shorter passage may stand in the article by chance: it must be one of its paragraphs.
TELLING = 25
MOST_COMPARED = 2_000_000_000
# A name may mislead: where much of the article seems to be an advertisement, none of it is.
MOSTLY_BESIDE = 0.3
MOSTLY_LINKS = 0.6
# How much of an element must be article for the rest of it to belong there, too.
HOME_SHARE = 0.55
HIGHEST_HOME = 8  # levels above its paragraphs
# What a page can hold, and a tree of it not when it is changed.
UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w-]{2,40})", re.IGNORECASE)


def read_page(raw: bytes, name: str, charset: str | None = None, known: Head = NOTHING) -> Extract:
    """Return the article on a web page.

    Args:
        raw: the page as it came.
        name: what to call it in an error.
        charset: what its server says it is written in.
        known: what is known of it from elsewhere, and goes before what it states itself.

    Raises:
        ArticleError: it is no web page, too large or too deep for one, or holds no text.
    """
    page = _parsed(_text_of(raw, name, charset), name)
    stated = read_stated(page)
    warnings = prune(page)
    body = page.find("body")
    found = list(passages(page if body is None else body))
    if not found:
        raise ArticleError(f"{name!r} is a web page without text: was it saved before it was loaded?")
    kept, left = _chosen(found, page)
    figures = [n for p in left if (n := sum(f.kind != "identifier" for f in find_figures(p.block.text)))]
    if figures:
        told = f"{counted(len(figures), 'passage')} with {counted(sum(figures), 'figure')}"
        warnings.append(f"left out as outside of the article: {told}")
    headline = read_headline(page, stated.head.publisher)
    own = stated.head._replace(title=headline or stated.head.title or _shown(stated.tab, found))
    head = Head(*(given or stated_so for given, stated_so in zip(known, own, strict=True)))
    text = lay_down(head, [passage.block for passage in kept])
    return Extract(text, tuple(warnings), stated.address, READER)


def _shown(tab: str | None, found: Sequence[Passage]) -> str | None:
    """Return the title in a browser's tab if the page shows it, too: some are the same on every page."""
    return tab if tab and squeezed(tab) in {passage.source for passage in found} else None


def _text_of(raw: bytes, name: str, charset: str | None) -> str:
    if len(raw) > LARGEST_PAGE:
        raise ArticleError(f"{name!r} has more bytes than any web page: the limit is {LARGEST_PAGE:,}")
    head = raw[:5000]
    if sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in head) > len(head) // 20 or b"<" not in raw:
        raise ArticleError(f"{name!r} is no web page")
    declared = DECLARED.search(raw[:4096])
    return decoded(raw, charset, declared[1].decode("ascii") if declared else None)


def _parsed(text: str, name: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        page = parse_page(text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        raise ArticleError(f"{name!r} is empty: it holds no text") from None
    depth = deepest = count = 0
    for event, _ in etree.iterwalk(page, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest, count = max(deepest, depth), count + 1
    if deepest > DEEPEST or count > 2 * MOST_ELEMENTS:
        raise ArticleError(f"{name!r} is no page for people: it has {count // 2:,} elements, {deepest} deep")
    for node in page.iter():
        for part in ("text", "tail"):
            if (text := getattr(node, part)) and UNFIT.search(text):
                setattr(node, part, UNFIT.sub("", text))
    return page


def _chosen(found: Sequence[Passage], page: HtmlElement) -> tuple[list[Passage], list[Passage]]:
    """Return the passages of the article, and those around it."""
    article = bare_extraction(
        page, include_comments=False, include_tables=True, favor_recall=True, with_metadata=False
    )
    if not isinstance(article, Document) or article.body is None:
        return list(found), []
    parts = {squeezed("".join(part.itertext())) for part in article.body.iter()}
    whole = squeezed(" ".join(article.body.itertext()))
    if len(found) * len(whole) > MOST_COMPARED:
        whole = ""
    told = [
        n
        for n, p in enumerate(found)
        if p.source in parts or (len(p.source) >= TELLING and p.source in whole)
    ]
    if not told:
        return list(found), []
    beside = [n for n in told if found[n].beside]
    if _length(found, beside) < MOSTLY_BESIDE * _length(found, told):
        told = [n for n in told if not found[n].beside]
    home = _home(found, told)
    inside = set(told) | {
        n
        for n, p in enumerate(found)
        if (told[0] < n < told[-1] or n in home) and not p.beside and p.linked < MOSTLY_LINKS
    }
    kept = [passage for n, passage in enumerate(found) if n in inside]
    return kept, [passage for n, passage in enumerate(found) if n not in inside]


def _length(found: Sequence[Passage], numbers: Sequence[int]) -> int:
    return sum(len(found[n].block.text) for n in numbers)


def _home(found: Sequence[Passage], told: Sequence[int]) -> range:
    """Return the passages of the widest element that is mostly article: what `told` holds of it."""
    above = [
        [*reversed(list(found[n].element.iterancestors())), found[n].element] for n in (told[0], told[-1])
    ]
    shared = [one for one, other in zip(*above, strict=False) if one is other]
    words = [len(p.block.text) for p in found]
    home = range(told[0], told[-1] + 1)
    article = sum(words[n] for n in home)
    for element in shared[: -HIGHEST_HOME - 1 : -1]:
        if element.tag in {"body", "html"}:
            break
        held = set(element.iter())
        inside = [n for n, passage in enumerate(found) if passage.element in held]
        if article < HOME_SHARE * sum(words[n] for n in inside):
            break
        home = range(inside[0], inside[-1] + 1)
    return home
