"""Who published an article and when, as its page says: datelines, stamps, mastheads, bylines, rights."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import takewhile
from typing import NamedTuple

from summarise.dates import MONTHS
from summarise.figures import find_figures
from summarise.paragraphs import FIELD, IMPRINT, OUTLET_WORDS, PRESS_OFFICES, Paragraph, is_of_press
from summarise.values import Figure

DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w'.,/ -]{1,60}?)"
    r"(?:,\s*(?P<date>(?:[A-Z][a-z]+\.?,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)"
    r"(?:,? \d{4})?))?"
    r"\s*(?:(?:\((?P<agency>[A-Z][\w&.' /-]{1,40})\)\s*)?(?:--|[—–-])|/(?P<wire>[A-Z][\w&.' -]{1,40})/\.)\s+"
)
RIGHTS = re.compile(
    r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*-\s*\d{4})?)?,?\s*"
    r"([A-Z][\w&.' -]{1,50}?)(?:[.,]|\s*\d{4}|\s*All rights|$)",
    re.IGNORECASE,
)
JOB_WORDS = frozenset(
    "editor correspondent reporter staff writer columnist analyst chief team contributor from in".split()
)
AHEAD = re.compile(
    r"\b(?:will|by|until|till|expected|due|scheduled|next|deadline|before|set|guidance"
    r"|(?:year|months|quarter|period|half) (?:to|ending))\b"
)
EITHER_WAY = re.compile(r"\b(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
# "30-Mar-2025"
HYPHENED = re.compile(r"(?<=\d)-(?=[A-Z][a-z]{2}-\d{4})|(?<=[A-Z][a-z]{2})-(?=\d{4})")
NAMES = [name.capitalize() for name in MONTHS]
# How much of the body is read for a date that the article cannot have been written before.
OPENING = 1500
# How many paragraphs from the top may name the publisher.
TOP = 8
LONGEST_NAME = 9
SMALL_WORDS = frozenset({"OF", "THE", "AND", "FOR", "IN"})


class Dateline(NamedTuple):
    """What opens a report: "ALEPPO, Nov 28 (Agency) -"."""

    end: int
    """How many characters of its paragraph it takes."""
    date: str | None
    agency: str | None


def read_dateline(text: str) -> Dateline | None:
    """Return the dateline that a paragraph opens with, none for a sentence with a dash in it."""
    match = DATELINE.match(text)
    if match is None:
        return None
    words = match.group("place").strip(" ,").split()
    agency = match.group("agency") or match.group("wire")
    if match.group("date") or agency:
        genuine = len(words) <= 8
    else:
        words = match.group("place").replace(",", " ").split()
        genuine = len(words) <= 3 and all(word[0].isupper() for word in words)
    return Dateline(match.end(), match.group("date"), agency) if genuine else None


def read_published(page: Sequence[Paragraph], dateline: Dateline | None) -> tuple[str | None, list[str]]:
    """Return the day of publication that the page states and its text does not contradict, and warnings."""
    body = "\n".join(p.text for p in page if p.label in {"body", "title"})
    latest = _latest_full_date(body[:OPENING])
    candidates = list(_stated_days(page, dateline))
    year = latest.year if latest else _stated_year(text for _, text in candidates)
    warnings = []
    for label, text in candidates:
        figure = _first_day(text, date(year, 7, 1) if year else None)
        figure = figure or _first_day(_told_by_month(text, body), None)
        if figure is None:
            continue
        day = date.fromisoformat(str(figure.low))
        if figure.note:
            warnings.append(f"{label} is not used: {figure.note}")
        elif latest and latest > day + timedelta(days=1):
            warnings.append(f"{label} is not used: the text speaks of {latest} as past")
        else:
            return day.isoformat(), warnings
    return None, warnings


def _stated_days(page: Sequence[Paragraph], dateline: Dateline | None) -> Iterator[tuple[str, str]]:
    """Yield what may state the day of publication, the surest first, with a label for it."""
    if dateline and dateline.date:
        yield f"dateline {dateline.date!r}", dateline.date
    stamps = [p.text for p in page if p.label in {"page stamp", "byline"}]
    furniture = [p.text for p in page if p.label == "page furniture"]
    stamps += [
        text for text in furniture if re.match(r"this (?:article|story) (?:was|is)", text, re.IGNORECASE)
    ]
    for stamp in sorted(stamps, key=_is_update):
        yield f"page stamp {stamp!r}", stamp


def _is_update(stamp: str) -> bool:
    return "updated" in stamp.lower() or "modified" in stamp.lower()


def _stated_year(texts: Iterator[str]) -> int | None:
    years = (re.search(r"\b(?:19|20)\d\d\b", text) for text in texts)
    return next((int(year.group()) for year in years if year), None)


def _first_day(text: str, reference: date | None) -> Figure | None:
    """Return the first day of a text that is told by a number; "Sunday" alone is none of that week."""
    text = HYPHENED.sub(" ", text)
    days = (f for f in find_figures(text, reference) if _is_day(f) and not f.text.endswith("ago"))
    return next((day for day in days if any(c.isdigit() for c in day.text)), None)


def _told_by_month(stamp: str, body: str) -> str:
    """Return a stamp such as 11/06/2026 in ISO form where the body names only one of the two months."""
    match = EITHER_WAY.search(stamp)
    if match is None:
        return ""
    first, second, year = (int(part) for part in match.groups())
    named = [month for month in {first, second} if 1 <= month <= len(NAMES) and NAMES[month - 1] in body]
    if len(named) != 1:
        return ""
    month = named[0]
    return f"{year:04d}-{month:02d}-{first + second - month:02d}"


def _is_day(figure: Figure) -> bool:
    return figure.kind == "date" and figure.grain == "day" and figure.low is not None


def _latest_full_date(text: str) -> date | None:
    """Return the latest day that the text names in full, which it cannot have been written before."""
    days = [
        date.fromisoformat(str(f.low))
        for f in find_figures(text)
        if _is_day(f) and not f.note and not AHEAD.search(text[max(0, f.start - 60) : f.start])
    ]
    return max(days, default=None)


def read_publisher(page: Sequence[Paragraph], dateline: Dateline | None) -> str | None:
    """Return who published the article, where the page says so."""
    publisher = (
        _in_field(page)
        or (dateline.agency if dateline else None)
        or _in_imprint(page)
        or _above_release(page)
        or _in_masthead(page)
        or _in_byline(page)
        or _rights_holder(page)
        or _behind_title(page)
    )
    return _unshouted(publisher) if publisher else None


def _in_field(page: Sequence[Paragraph]) -> str | None:
    for paragraph in page:
        field = FIELD.fullmatch(paragraph.text) if paragraph.role is None else None
        if field and field.group(1).lower() in {"publisher", "source", "outlet", "publication"}:
            return field.group(2).strip(" *_")
    return None


def _above_release(page: Sequence[Paragraph]) -> str | None:
    """Return the body of "FEDERATION OF INSURERS (FAI)" above "PRESS RELEASE" or "Press Office"."""
    top = page[:TOP]
    above = next((n for n, p in enumerate(top) if n and is_of_press(p.text.strip())), 0)
    named = reversed([*takewhile(lambda p: _is_name(p.text), reversed(top[:above]))])
    return next((re.sub(r"\s*\([^)]*\)$", "", one.text).strip() for one in named), None)


def _is_name(line: str) -> bool:
    """Tell a name: all words of the line but the small ones are capitalised, and it ends in no stop."""
    words = [word for word in line.split() if word.upper() not in SMALL_WORDS]
    return (
        0 < len(words) <= LONGEST_NAME
        and line[-1:] not in ".!?:"
        and all(w.strip("(")[:1].isupper() for w in words)
    )


def _in_masthead(page: Sequence[Paragraph]) -> str | None:
    mastheads = [p.text for p in page[:TOP] if p.label == "masthead"]
    issued = [line for line in mastheads if not OUTLET_WORDS.isdisjoint(line.lower().split())]
    named = issued or mastheads
    return re.split(r" [-–—|] |: ", named[0])[0] if named else None


def _in_imprint(page: Sequence[Paragraph]) -> str | None:
    lines = (p.text for p in page[:TOP] if p.label in {"page stamp", "masthead"})
    stamps = (IMPRINT.fullmatch(text) for text in lines)
    return next((stamp["outlet"] for stamp in stamps if stamp), None)


def _in_byline(page: Sequence[Paragraph]) -> str | None:
    for paragraph in page[:TOP]:
        above = paragraph.label in {"byline", "page stamp"}
        parts = re.split(r"[|,·•.]| - ", paragraph.text) if above else []
        named = [part.strip(" *_") for part in parts]
        for part in named:
            words = part.lower().split()
            if part.lower() in PRESS_OFFICES and part is not named[0]:
                return named[0]  # "National Water Authority - Press Office"
            named_outlet = not OUTLET_WORDS.isdisjoint(words) and part[:1].isupper()
            if words[:1] != ["by"] and len(words) <= 6 and named_outlet:
                return part
        if len(named) > 1 and named[-1].isupper() and named[-1].isalpha() and 2 < len(named[-1]) <= 5:
            return named[-1]  # "Business reporter, NTV"
        if paragraph.label == "byline" and (outlet := _behind_author(named)) is not None:
            return outlet
    return None


def _behind_author(parts: Sequence[str]) -> str | None:
    """Return the outlet of "By Corinne Takeda, Port Ellery Sentinel", and of a line that names no author."""
    author, *others = parts
    first = others[:1] if author.lower().startswith("by ") else [author]
    for part in first:
        words = part.split()
        named = 2 <= len(words) <= 5 and all(word[0].isupper() or word in {"of", "the"} for word in words)
        if named and JOB_WORDS.isdisjoint(part.lower().split()) and not any(c.isdigit() for c in part):
            return part
    return None


def _rights_holder(page: Sequence[Paragraph]) -> str | None:
    furniture = (
        part for p in page if p.label in {"page furniture", "page end"} for part in p.text.split(" | ")
    )
    holders = (RIGHTS.match(text) for text in furniture)
    return next((holder.group(1).strip() for holder in holders if holder), None)


def _behind_title(page: Sequence[Paragraph]) -> str | None:
    """Read "Fire closes the harbour | Port Herald"."""
    title = next((p.text for p in page if p.label == "title"), "")
    return title.rsplit(" | ", 1)[1].strip() if " | " in title else None


def _unshouted(name: str) -> str:
    """Return a name in capitals as one writes it: "MINISTRY OF JUSTICE" is Ministry of Justice."""
    if not name.isupper() or " " not in name:
        return name
    words = name.split()
    rest = [word.lower() if word in SMALL_WORDS else word.capitalize() for word in words[1:]]
    return " ".join([words[0].capitalize(), *rest])


def label_of(publisher: str | None, name: str) -> str:
    """Return how a note calls the article with id `name`: a publisher in whose name nobody reads a figure."""
    readable = publisher and not any(c.isdigit() for c in publisher)
    if publisher and readable and all(f.kind == "identifier" for f in find_figures(publisher)):
        return publisher
    letters, number = "", int(name[1:])
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"source {letters}"
