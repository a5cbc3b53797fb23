"""The paragraphs of a page: title, headings and body told from menus, stamps, captions and bylines."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from summarise.dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from summarise.values import Role

LONGEST_TITLE = 220
LONGEST_HEADING = 100
# How many lines from the top may be a headline.
TOP = 4
ROLES: dict[str, Role] = {"title": "title", "heading": "heading", "body": "body"}

LINK = re.compile(r"[<(\[]?(?:https?://|www\.)\S+[>)\]]?|[\w.+-]{1,64}@[\w.-]{1,200}\.[a-z]{2,8}")
BYLINE = re.compile(
    r"(?:by|from (?:our|the)|from [A-Z]\w+ [A-Z]\w+ in|story by|words by|text by|written by|reporting by"
    r"|reported by|edited by|editing by|compiled by|additional reporting by|with reporting by|author:|writer:"
    r"|correspondent:)\s+[A-ZÀ-Þ(].{0,160}",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|graphics"
    r"|translation)(?: and \w+)? by .{1,200}\)?"
    r"|.{1,120}contributed (?:reporting|to this (?:report|story|article))\.?",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:file )?(?:photo|photograph|image|picture|pictured|caption|video|graphic|map|watch|gallery"
    r"|illustration|infographic|screenshot|archive photo|cover image|figure)(?: by| credit| courtesy"
    r"| caption)?\s*[:|/(].*"
    r"|.*\((?:archive|file|file photo|file image|archive photo|photo|image|pictured|photo by .{1,60}"
    r"|photo: .{1,60}|image: .{1,60}|credit: .{1,60}|.{0,40}getty.{0,30}|.{0,40}/(?:afp|ap|reuters|epa"
    r"|xinhua).{0,30})\)\.?"
    r"|.*\[(?:.{0,40}getty.{0,30}|photo.{0,60}|.{0,40}/?(?:afp|ap|reuters|epa|file|archive).{0,20})\]\.?"
    r"|.*(?:getty images|afp via getty|ap photo|reuters/\w+|/reuters|photo(?:graph)?: .{1,60}"
    r"|credit: .{1,60}|image credit.{0,60}|picture: .{1,60}|photo by .{1,60}"
    r"|photo courtesy.{0,60})[.)\]]?",
    re.IGNORECASE,
)
CHROME = re.compile(
    r"(?:read (?:more|also|next|the full)|also read|see also|related|recommended|advertisement"
    r"|advertorial|share\b|follow us|subscribe|sign (?:up|in)|log in|click here|most (?:read|popular"
    r"|viewed)|trending|tags?:|topics?:|filed under|categories:|copyright|©|\(c\) \d|all rights reserved"
    r"|skip to|\d+ comments?|comments?$|leave a comment|newsletter|get our|download (?:our|the) app"
    r"|cookies?|listen to|terms (?:of|and)|privacy|print this|email this|e-mail this|menu$|home$"
    r"|press (?:release|notice|statement|communication|communiqué)\b.{0,40}$|for immediate release"
    r"|embargo|contact us|contacts?:|media contact|press contact|media enquiries|press office:"
    r"|for (?:more|further) information|next article|previous article|more (?:on this|from|stories|news"
    r"|about this)|you (?:may|might) (?:also )?like|support our|donate|breaking news alerts"
    r"|this (?:article|story) (?:was|is|has been) (?:first |originally )?(?:published|updated|amended)"
    r"|about [a-z][\w&. ]{2,40}: (?:founded|established|incorporated|headquartered)\b"
    r"|notes? (?:to|for) editors|about (?:us|the author)|don't miss|in pictures|watch live"
    r"|live updates here|jump to|back to top|loading|stay informed|\d+ min(?:ute)?s? read|reading time"
    r"|ends$|###$|-ends-|page \d+ of \d+|story continues)",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"(?:#+ |\*\*|_)?(title|headline|publisher|source|outlet|publication|date|published(?: on| at)?"
    r"|posted(?: on)?|updated(?: on)?|last updated(?: on)?|first published|date of publication|issued"
    r"|released|release date|url|link|author|section|dateline)\**\s*:\**\s*(.+)",
    re.IGNORECASE,
)
STAMP_WORDS = frozenset(
    "published updated posted last modified first on at ago by est edt gmt utc bst cet cest et "
    "pt ist local time am pm min read reading minutes minute hours hour days day months month "
    "weeks week years year a an the of date issued released release for immediate live edition "
    "print online version p m tz and in st nd rd th".split()
)
DATE_WORDS = MONTHS.keys() | SHORT_MONTHS.keys() | WEEKDAYS.keys() | SHORT_WEEKDAYS.keys()
# With one of these, a line of stamp words is a stamp although it names no month or day.
STAMP_CUES = frozenset({"ago", "published", "updated", "gmt", "am", "pm"})
PLACE_AND_DATE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'-]+ ?){1,3}, ((?:[A-Za-z]+,? )?(?:\d{1,2} [A-Za-z]+|[A-Za-z]+ \d{1,2},?) \d{4})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?",
)
FULL_DATE = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?[A-Z][a-z]+\.?,? \d{4}"
    r"|[A-Z][a-z]+\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|\d{4}[-/]\d\d[-/]\d\d"
    r"|\d{1,2}([-./])\d{1,2}\1\d{4}|\d{1,2}-[A-Z][a-z]{2}-\d{4})\b"
)
ISSUED = re.compile(
    r"(?:press|news|media) (?:release|notice|statement|communiqué)\b|situation report\b|bulletin\b",
    re.IGNORECASE,
)
LONGEST_STAMP = 18
SMALL_WORDS = frozenset({"of", "the", "and", "for", "del", "de", "la"})
OUTLET_WORDS = frozenset(
    "press news times post agency herald tribune gazette journal chronicle daily weekly wire radio tv "
    "broadcasting telegraph observer courier reporter bulletin monitor today media network standard mirror "
    "guardian echo examiner dispatch ledger argus record review voice bureau newsroom magazine ministry "
    "department government council service standard star sun online report commission university company "
    "oyj plc inc ltd".split()
)
ISSUE = re.compile(
    r"\bpress (?:notice|release|communication|statement)\b|\b(?:statement|bulletin|notice|release) no\b"
    r"|\bedition\b"
)
# "Hanbit Daily, English edition", "The Anglian Post live, with our reporter in Verrin".
IMPRINT = re.compile(
    r"(?P<outlet>(?:The )?[A-ZÀ-Þ][\w'&.-]*"
    r"(?: (?:[A-ZÀ-Þ][\w'&.-]*|de|del|di|do|da|dos|la|le|der|of|the)){0,4}?)"
    r"(?: \([A-Z]{2,6}\))?"
    r"(?:(?: Markets)? (?i:live(?: (?:page|blog|coverage|updates))?|newsroom|online)(?:(?:,| -) |$)"
    r"|(?:,| -) (?:[\w ]{1,20} )?(?:edition|service|bulletin)\b).*"
)
# A dateline that its report begins below: "OSTREVA, Tessara, March 4 (Continental Wire) -".
LONE_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'. -]{2,},? [^.!?]{0,70}(?:\)|\d) ?(?:--|[—–-])")
RELEASE = re.compile(r"(?:(?:press|news|media) )?(?:release|statement|communiqu[eé]|bulletin)", re.IGNORECASE)
PRESS_OFFICES = frozenset({"press office", "press service", "media office", "newsroom", "communications"})
LONGEST_MASTHEAD = 8
LONGEST_IMPRINT = 140
TERMINAL = (".", "!", "?", '."', '!"', '?"', ".'", ".)", "…", ":", ";", '"')
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")


class Paragraph(NamedTuple):
    """A line of the page, or several that wrap: its range in the folded text, and what it is."""

    start: int
    end: int
    text: str
    label: str = "short"
    """`title`, `heading`, `body`, or what kind of furniture it is."""

    @property
    def role(self) -> Role | None:
        """Its role as evidence, none for furniture."""
        return ROLES.get(self.label)


def lay_out(key: str) -> list[Paragraph]:
    """Return the paragraphs of a folded text in their order."""
    paragraphs = list(_paragraphs(key))
    texts = [paragraph.text for paragraph in paragraphs]
    labels = [_label_alone(text) for text in texts]
    _mark_asking(texts, labels)
    _mark_menus(texts, labels)
    _mark_header_stamps(texts, labels)
    _mark_header(texts, labels)
    last_body = max((n for n, label in enumerate(labels) if label == "body"), default=len(labels))
    for n, label in enumerate(labels):
        if label == "short":
            labels[n] = "heading" if n < last_body else "page end"
    return [paragraph._replace(label=label) for paragraph, label in zip(paragraphs, labels, strict=True)]


def _paragraphs(key: str) -> Iterator[Paragraph]:
    start = 0
    for line in key.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield Paragraph(first, first + len(stripped), stripped)
        start += len(line) + 1


def _is_furniture(label: str) -> bool:
    return label != "short" and label not in ROLES


def _has_digit(text: str) -> bool:
    return any(c.isdigit() for c in text)


def _label_alone(text: str) -> str:
    """Judge a paragraph by its own words; `short` may yet become a title, a heading or furniture."""
    if not any(c.isalnum() for c in text):
        return "separator"
    if _is_dated_line(text):
        return "page stamp"
    if _is_menu_line(text):
        return "menu"
    if all(LINK.fullmatch(part) for part in text.split()):
        return "bare link"
    if (field := FIELD.fullmatch(text)) and len(text) <= LONGEST_TITLE:
        return "title" if field.group(1).lower() in {"title", "headline"} else "page stamp"
    if _is_stamp(text) or LONE_DATELINE.fullmatch(text) or _is_dated_release(text):
        return "page stamp"
    bare = text.strip("*_#> ")
    if (furniture := _furniture_by_words(bare)) is not None:
        return furniture
    brief = len(bare) <= LONGEST_HEADING * 1.5 and not bare.endswith(TERMINAL)
    return "short" if brief or MARKDOWN_HEADING.match(text) else "body"


def _is_menu_line(text: str) -> bool:
    """Tell "Home | News | Sport" from a sentence."""
    parts = re.split(r"[|>»•·]| - |  +", text)
    return len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts) and not text.endswith(TERMINAL)


def _is_dated_line(text: str) -> bool:
    """Tell "by Rob Tenenbaum | October 9, 2025 | 14:05 BST" from a menu: one of its parts is a date."""
    parts = [part.strip() for part in text.split(" | ")]
    return len(parts) > 1 and any(FULL_DATE.fullmatch(part) for part in parts)


def _is_stamp(text: str) -> bool:
    """Tell whether a line is made of a date and the words around it."""
    if len(text) > 120 or not _has_digit(text):
        return False
    if (placed := PLACE_AND_DATE.fullmatch(text)) is not None:
        text = placed.group(1)
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return len(text) <= 24 and not re.search(r"[%$£€]", text)
    dated = sum(word in DATE_WORDS for word in words)
    known = sum(word in STAMP_WORDS for word in words)
    return dated + known == len(words) and (dated > 0 or not STAMP_CUES.isdisjoint(words))


def _is_dated_release(text: str) -> bool:
    """Tell "Press release, 5 June 2026" from a sentence about one."""
    return ISSUED.match(text) is not None and len(text.split()) <= 8 and FULL_DATE.search(text) is not None


def _furniture_by_words(bare: str) -> str | None:
    words = len(bare.split())
    if words <= 30 and _is_byline(bare):
        return "byline"
    if words <= 60 and CAPTION.fullmatch(bare):
        return "caption"
    if words <= 40 and any(CHROME.match(part.lstrip("-*•>▶→ ")) for part in bare.split(" | ")):
        return "page furniture"
    return None


def _is_byline(bare: str) -> bool:
    named = BYLINE.fullmatch(bare) and not bare.endswith((".", "?", "!"))
    return bool(named or REPORTING.fullmatch(bare))


def _mark_menus(texts: list[str], labels: list[str]) -> None:
    """Mark runs of at least three short lines as a menu, unless they mostly carry figures."""
    n = 0
    while n < len(labels):
        end = n
        while end < len(labels) and (labels[end] == "short" or (end > n and _is_furniture(labels[end]))):
            end += 1
        _mark_menu(texts, labels, range(n, end))
        n = max(end, n + 1)


def _mark_menu(texts: list[str], labels: list[str], run: range) -> None:
    short = [n for n in run if labels[n] == "short" and n > 0]
    brief = [n for n in short if len(texts[n].split()) <= 6]
    with_digits = [n for n in short if _has_digit(texts[n])]
    if len(brief) < 3 or len(with_digits) * 2 >= len(short) or len(brief) * 2 <= len(short):
        return
    for n in short:
        if n > 1 or run.start > 1:
            labels[n] = "menu"


def _mark_asking(texts: list[str], labels: list[str]) -> None:
    """Take a brief line that asks or calls, at the top, for a headline: "How many were we?"."""
    for n in range(min(TOP, len(texts) - 1)):
        if (
            labels[n] == "body"
            and len(texts[n]) <= LONGEST_HEADING
            and texts[n].rstrip("'\"").endswith(("?", "!"))
        ):
            labels[n] = "short"


def _mark_header_stamps(texts: list[str], labels: list[str]) -> None:
    """Take short lines above the body that hold a full date for stamps: "City Ledger, 22 October 2026"."""
    body_at = labels.index("body") if "body" in labels else len(labels)
    short = [n for n in range(body_at) if labels[n] == "short"]
    for n in short:
        alone = n == short[0] and len(short) == 1  # then it is the title
        if not alone and len(texts[n].split()) <= LONGEST_STAMP and FULL_DATE.search(texts[n]):
            labels[n] = "page stamp"


def _mark_header(texts: list[str], labels: list[str]) -> None:
    """Find the title, and take the short lines around it, above the body, for mastheads and bylines."""
    if "title" not in labels:
        _mark_title(texts, labels)
    if "title" not in labels:
        return
    title = labels.index("title")
    for n in range(title + 1, min(title + 3, len(labels))):
        if len(texts[n]) <= LONGEST_IMPRINT and IMPRINT.fullmatch(texts[n]):
            labels[n] = "page stamp"
    for n in range(title + 1, len(labels)):
        if labels[n] == "body":
            break
        if labels[n] == "short" and _is_bare_name(texts[n]):
            labels[n] = "byline"


def _mark_title(texts: list[str], labels: list[str]) -> None:
    first = next((n for n, label in enumerate(labels) if not _is_furniture(label)), None)
    if first is None or len(texts[first]) > LONGEST_TITLE:
        return
    if labels[first] == "body" and not _stands_alone(texts, labels, first):
        return
    body_at = next((n for n, label in enumerate(labels) if label == "body" and n != first), len(labels))
    title = _title_among(texts, labels, range(first, body_at))
    for n in range(first, title):
        if labels[n] == "short":
            labels[n] = "masthead"
    labels[title] = "title"


def _title_among(texts: list[str], labels: list[str], header: range) -> int:
    """Return the headline of a header: the first short line of some words that is no masthead."""
    short = [n for n in header if labels[n] == "short"]
    headlines = [n for n in short if len(texts[n].split()) >= 3 and not _is_masthead(texts[n])]
    # "Republic of Castara" above a headline is who speaks, or where.
    headlines = [n for n in headlines if not _is_bare_name(texts[n])] or headlines
    if not headlines:
        return short[0] if short else header[0]
    first, *below = headlines
    if first == header[0] and below and _names_the_outlet(texts, labels, first, below[0]):
        return below[0]
    return first


def _is_masthead(text: str) -> bool:
    """Tell the name of an outlet or office, "Aldermoor Evening Post", from a headline."""
    if IMPRINT.fullmatch(text) and len(text.split()) <= LONGEST_MASTHEAD:
        return True
    words = re.findall(r"[^\W\d_]+", text)
    capital = all(word[0].isupper() or word.lower() in SMALL_WORDS for word in words)
    named = not OUTLET_WORDS.isdisjoint(word.lower() for word in words)
    return (named and capital and len(words) <= 6) or ISSUE.search(text.lower()) is not None


def is_of_press(line: str) -> bool:
    """Tell "PRESS RELEASE" and "Press Office": what stands below the body that tells something itself."""
    return RELEASE.fullmatch(line) is not None or line.lower() in PRESS_OFFICES


def _names_the_outlet(texts: list[str], labels: list[str], first: int, below: int) -> bool:
    """Tell a first line in capitals, above its press office or with a motto, from a headline."""
    shouts = texts[first].isupper() and not texts[below].isupper() and len(texts[first].split()) <= 5
    if below > first + 1 and is_of_press(texts[first + 1].strip()):
        return True
    return shouts or (" - " in texts[first] and labels[first + 1] == "page stamp")


def _stands_alone(texts: list[str], labels: list[str], first: int) -> bool:
    """Tell whether a first line with a full stop, quote or colon at its end is a headline all the same."""
    others = [len(text) for n, text in enumerate(texts) if labels[n] == "body" and n != first]
    text = texts[first]
    return (
        bool(others) and len(text) <= LONGEST_HEADING and not text.endswith(".") and max(others) > len(text)
    )


def _is_bare_name(text: str) -> bool:
    """Tell "Maria Oduya in Sarov" below a title from a heading."""
    names = re.findall(r"[^\W\d_]{4,}", text)
    if text.isupper():
        return False
    short = len(text.split()) <= 6 and not _has_digit(text)
    return short and bool(names) and all(word[0].isupper() for word in names)
