"""What of a web page nobody reads: hidden text, scripts, comments, menus. Taken out, and counted.

What a style sheet or a script hides is not seen here: only what the page itself says of an element.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from summarise.inputs.blocks import counted

UNREAD = {
    "script": "script",
    "style": "style sheet",
    "template": "script",
    "noscript": "script",
    "iframe": "embedded page",
    "object": "embedded page",
    "embed": "embedded page",
    "svg": "drawing",
    "canvas": "drawing",
    "audio": "player",
    "video": "player",
    "nav": "menu",
    "menu": "menu",
    "select": "form field",
    "textarea": "form field",
    "button": "form field",
    "datalist": "form field",
    "del": "struck-out passage",
    "s": "struck-out passage",
    "strike": "struck-out passage",
}
MENU_ROLES = frozenset("navigation banner contentinfo search menu menubar dialog alertdialog".split())
# What only screen readers are given, and what visitors add, by the names that sites use for them.
UNSEEN_CLASSES = frozenset("sr-only visually-hidden visuallyhidden screen-reader-text".split())
COMMENTS = frozenset(
    "comments comment-list comments-area comments-section disqus_thread reader-comments".split()
)
COOKIES = re.compile(r"cookie|consent|gdpr|onetrust|didomi")
# In a style without blanks, in small letters.
HIDING = re.compile(
    r"display:none|visibility:(?:hidden|collapse)|content-visibility:hidden|opacity:0?\.?0*(?:;|$|!)"
    r"|font-size:(?:0(?:\.0+)?(?:px|em|rem|pt|%|vw)?|[01](?:\.\d+)?px)(?:;|$|!)"
    r"|text-indent:-\d{3,}|clip:rect\([01]|clip-path:inset\((?:50|100)%|transform:scale\(0[),]"
)
SHUT = re.compile(r"(?:^|;)(?:max-)?(?:height|width):[01]?(?:px|em|%)?(?:;|$|!)")
FAR = re.compile(
    r"(?:^|;)(?:left|top|right|bottom|margin-left|margin-top):-(?:\d{4,}|\d{2,}(?:em|rem|vw|vh)|\d{3,}%)"
)
COLOUR = re.compile(r"(?:^|;)color:([^;!]+)")
GROUND = re.compile(r"(?:^|;)background(?:-color)?:([^;!]+)")
COLOURS = {
    "#fff": "white",
    "#ffffff": "white",
    "rgb(255,255,255)": "white",
    "#000": "black",
    "#000000": "black",
}


def prune(page: HtmlElement) -> list[str]:
    """Take out of a page what nobody reads on it; return what that was, in sentences for people."""
    dropped: Counter[str] = Counter()
    for element, kind in list(_found(page, _unread)):
        dropped[kind] += kind != "drawing" or bool(_words(element))
        element.drop_tree()
    half = _words(page) / 2
    warnings = []
    hidden_words = 0
    for element, kind in list(_found(page, _kept_from_readers)):
        words = _words(element)
        if words > half:  # a page that waits for its script, or was saved under a banner
            warnings.append("most of the page is marked as hidden, and was read all the same")
            continue
        if kind == "hidden passage":
            hidden_words += words
        dropped[kind] += words > 0
        element.drop_tree()
    hidden = dropped.pop("hidden passage", 0)
    if hidden:
        what = f"{counted(hidden, 'passage')} of {counted(hidden_words, 'word')}"
        warnings.append(f"text that the page hides was left out: {what}")
    if +dropped:
        told = ", ".join(counted(count, kind) for kind, count in sorted((+dropped).items()))
        warnings.append(f"left out of the page: {told}")
    return warnings


def _found(page: HtmlElement, why: Callable[[HtmlElement], str | None]) -> Iterator[tuple[HtmlElement, str]]:
    """Yield each element with a reason to leave it out, and none that stands in one."""
    waiting = [page]
    while waiting:
        element = waiting.pop()
        if (kind := why(element)) is not None and element is not page:
            yield element, kind
        else:
            waiting.extend(reversed(element))


def _unread(element: HtmlElement) -> str | None:
    return UNREAD.get(element.tag) if isinstance(element.tag, str) else "comment"


def _kept_from_readers(element: HtmlElement) -> str | None:
    if _is_hidden(element):
        return "hidden passage"
    names = set(f"{element.get('class', '')} {element.get('id', '')}".lower().split())
    if COMMENTS & names:
        return "section of comments"
    if element.find(".//h1") is not None or element.tag in {"html", "body", "article", "main", "h1"}:
        return None
    if any(COOKIES.search(name) for name in names):
        return "cookie banner"
    in_page = element.tag in {"header", "footer"} and not any(
        above.tag in {"article", "main"} for above in element.iterancestors()
    )
    return "menu" if in_page or element.get("role", "").lower() in MENU_ROLES else None


def _is_hidden(element: HtmlElement) -> bool:
    if "hidden" in element.attrib or element.get("aria-hidden", "").strip().lower() == "true":
        return True
    if element.tag == "dialog" and "open" not in element.attrib:
        return True
    if UNSEEN_CLASSES & set(element.get("class", "").lower().split()):
        return True
    style = "".join(element.get("style", "").lower().split())
    return bool(style) and (
        HIDING.search(style) is not None
        or ("overflow:hidden" in style and SHUT.search(style) is not None)
        or FAR.search(style) is not None
        or _is_on_its_own_colour(style)
    )


def _is_on_its_own_colour(style: str) -> bool:
    colour, ground = COLOUR.search(style), GROUND.search(style)
    if colour is None or ground is None:
        return False
    return COLOURS.get(colour[1], colour[1]) == COLOURS.get(ground[1], ground[1])


def _words(element: HtmlElement) -> int:
    return len(element.text_content().split()) if isinstance(element.tag, str) else 0
