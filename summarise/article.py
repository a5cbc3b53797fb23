"""Articles: files read, their text kept to the character, body told from furniture, sentences marked."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from summarise.dates import MONTHS, SHORT_MONTHS, SHORT_WEEKDAYS, WEEKDAYS
from summarise.errors import ArticleError
from summarise.figures import find_figures
from summarise.text import Folded
from summarise.values import Article, Furniture, Sentence

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
LARGEST_FILE = 50_000_000
LONGEST_TITLE = 220
LONGEST_HEADING = 100

LINK = re.compile(r"[<(\[]?(?:https?://|www\.)\S+[>)\]]?|[\w.+-]{1,64}@[\w.-]{1,200}\.[a-z]{2,8}")
BYLINE = re.compile(
    r"(?:by|from|story by|words by|text by|written by|reporting by|reported by|edited by|editing by|compiled by|"
    r"additional reporting by|with reporting by|author:|writer:|correspondent:)\s+[A-ZÀ-Þ(].{0,160}",
    re.IGNORECASE,
)
REPORTING = re.compile(
    r"\(?(?:additional |with )?(?:reporting|writing|editing|compiled|graphics|translation)(?: and \w+)? by .{1,200}\)?"
    r"|.{1,120}contributed (?:reporting|to this (?:report|story|article))\.?",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(?:file )?(?:photo|photograph|image|picture|pictured|caption|video|graphic|map|watch|gallery|illustration|"
    r"infographic|screenshot|archive photo|cover image|figure)(?: by| credit| courtesy| caption)?\s*[:|/(].*"
    r"|.*\((?:archive|file|file photo|file image|archive photo|photo|image|pictured|photo by .{1,60}|photo: .{1,60}"
    r"|image: .{1,60}|credit: .{1,60}|.{0,40}getty.{0,30}|.{0,40}/(?:afp|ap|reuters|epa|xinhua).{0,30})\)\.?"
    r"|.*\[(?:.{0,40}getty.{0,30}|photo.{0,60}|.{0,40}/?(?:afp|ap|reuters|epa|file|archive).{0,20})\]\.?"
    r"|.*(?:getty images|afp via getty|ap photo|reuters/\w+|/reuters|photo(?:graph)?: .{1,60}|credit: .{1,60}"
    r"|image credit.{0,60}|picture: .{1,60}|photo by .{1,60}|photo courtesy.{0,60})[.)\]]?",
    re.IGNORECASE,
)
CHROME = re.compile(
    r"(?:read (?:more|also|next|the full)|also read|see also|related|recommended|advertisement|advertorial|share\b"
    r"|follow us|subscribe|sign (?:up|in)|log in|click here|most (?:read|popular|viewed)|trending|tags?:|topics?:|filed under"
    r"|categories:|copyright|©|\(c\) \d|all rights reserved|skip to|\d+ comments?|comments?$|leave a comment|newsletter"
    r"|get our|download (?:our|the) app|cookies?|listen to|terms (?:of|and)|privacy|print this|email this|e-mail this|menu$"
    r"|home$|press (?:release|notice|statement|communication|communiqué)\b.{0,40}$|for immediate release|embargo|contact us|contacts?:|media contact|press contact|media enquiries|press office:|for (?:more|further) information"
    r"|next article|previous article|more (?:on this|from|stories|news|about this)|you (?:may|might) (?:also )?like|support our|donate"
    r"|breaking news alerts|this (?:article|story) (?:was|is|has been) (?:first |originally )?(?:published|updated|amended)|notes? (?:to|for) editors"
    r"|about (?:us|the author)|don't miss|in pictures|watch live|live updates here|jump to|back to top|loading|stay informed"
    r"|\d+ min(?:ute)?s? read|reading time|ends$|###$|-ends-|page \d+ of \d+|story continues)",
    re.IGNORECASE,
)
FIELD = re.compile(
    r"(?:#+ |\*\*|_)?(title|headline|publisher|source|outlet|publication|date|published(?: on| at)?|posted(?: on)?|updated(?: on)?"
    r"|last updated(?: on)?|first published|date of publication|issued|released|release date|url|link|author|section|dateline)\**\s*:\**\s*(.+)",
    re.IGNORECASE,
)
STAMP_WORDS = frozenset(
    "published updated posted last modified first on at ago by est edt gmt utc bst cet cest et pt ist local time am pm min "
    "read reading minutes minute hours hour days day months month weeks week years year a an the of date issued released "
    "release for immediate live edition print online version p m tz and in".split()
)
DATELINE = re.compile(
    r"(?P<place>[A-ZÀ-Þ][\w'.,/ -]{1,60}?)"
    r"(?:,\s*(?P<date>(?:[A-Z][a-z]+\.?,? )?(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}\.?)(?:,? \d{4})?))?"
    r"\s*(?:\((?P<agency>[A-Z][\w&.' /-]{1,40})\)\s*)?(?:--|[—–-])\s+"
)
PLACE_AND_DATE = re.compile(
    r"(?:[A-ZÀ-Þ][\w'-]+ ?){1,3}, ((?:[A-Za-z]+,? )?(?:\d{1,2} [A-Za-z]+|[A-Za-z]+ \d{1,2},?) \d{4})"
)
PUBLISHER_WORDS = frozenset(
    "press news times post agency herald tribune gazette journal chronicle daily weekly wire radio tv broadcasting "
    "telegraph observer courier reporter bulletin monitor today media network standard star sun mirror guardian echo "
    "examiner dispatch ledger argus record review online report voice service bureau newsroom magazine argus".split()
)
ISSUERS = frozenset(
    "ministry department government council office commission university company oyj plc inc ltd".split()
)
ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen brig col lt maj capt cpl sgt pvt adm cmdr sen rep gov pres st jr sr inc ltd co corp no nos vs "
    "etc approx est fig rev hon ave blvd mt ft jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur "
    "thurs fri sat sun dept gov't supt insp det hr min sec al cf ca u.s u.k u.n e.g i.e a.m p.m d.c ph.d messrs mmes "
    "bros vol pp ed eds art ch sq km lb oz ext tel".split()
)
ENDING_ABBREVIATIONS = frozenset("inc ltd co corp etc u.s u.k u.n a.m p.m d.c jr sr al ft".split())
STARTERS = frozenset(
    "The A An It He She They We I In On At But And However Meanwhile This That These Those There His Her Their Its "
    "After Before As When While If According Officials Police For By From With Since Some Many Most No Not Both Also "
    "Earlier Later Last Two Three Another Other Several More About Around Nearly Over Under What Who Why How".split()
)
SENTENCE_END = re.compile(r"[.!?…]+[\"')\]»”’]*(?=\s)")
LIST_MARK = re.compile(r"(?:[-*•·–>]|#{1,6})\s+")
TERMINAL = (".", "!", "?", '."', '!"', '?"', ".'", ".)", "…", ":", ";", '"')
MARKDOWN_HEADING = re.compile(r"#{1,6}\s+")


class Paragraph(NamedTuple):
    """A line of the page, or several that wrap: its range in the folded text."""

    start: int
    end: int
    text: str


def read(paths: Iterable[str | Path] | str | Path) -> list[Article]:
    """Return the articles in the files named, in their order, with ids a1, a2, ….

    Plain text and Markdown in UTF-8 (with or without a byte order mark) or UTF-16. Line ends become "\\n";
    nothing else of the text is changed, and offsets count its code points.

    Raises:
        ArticleError: a file is missing, unreadable, binary, empty, or of a kind that is not read.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    articles = [parse(_decode(Path(path)), path=str(path), name=f"a{n}") for n, path in enumerate(paths, 1)]
    if not articles:
        raise ArticleError("no article given: name at least one .txt or .md file")
    return articles


def _decode(path: Path) -> str:
    if path.is_dir():
        raise ArticleError(f"{str(path)!r} is a folder: name the files in it, as in {path.name}/*.txt")
    if path.suffix.lower() not in SUFFIXES:
        raise ArticleError(f"{str(path)!r} is not read: give plain text as .txt or .md")
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise ArticleError(
                f"{str(path)!r} has {size:,} bytes, more than any article: the limit is {LARGEST_FILE:,}"
            )
        raw = path.read_bytes()
    except FileNotFoundError:
        raise ArticleError(f"{str(path)!r} is not there: check the path") from None
    except OSError as error:
        raise ArticleError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a NUL in the path
        raise ArticleError(f"{str(path)!r} cannot be read: {error}") from None
    text = decode(raw, str(path)).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise ArticleError(f"{str(path)!r} is empty: it holds no text")
    return text


def decode(raw: bytes, name: str) -> str:
    """Return the text of a file's bytes.

    Raises:
        ArticleError: the bytes are no UTF-8 or UTF-16 text.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif raw[:200].count(0) > len(raw[:200]) // 4:
        encoding = "utf-16-be" if raw[:1] == b"\0" else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and b"\0" not in raw:
            raise ArticleError(
                f"{name!r} is not UTF-8 (byte 0x{raw[error.start]:02x} at {error.start}): save it as UTF-8 first"
            ) from None
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8") from None
    if (
        "\0" in text
        or sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in text[:5000]) > len(text[:5000]) // 20
    ):
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8")
    return text


def parse(text: str, path: str, name: str) -> Article:
    """Return the article in a text whose line ends are "\\n" already."""
    folded = Folded(text)
    paragraphs = list(_paragraphs(folded.key))
    roles = _roles(paragraphs)
    title = next((p for p, role in zip(paragraphs, roles, strict=True) if role == "title"), None)
    body_at = next((n for n, role in enumerate(roles) if role == "body"), len(roles))
    dateline = DATELINE.match(paragraphs[body_at].text) if body_at < len(paragraphs) else None
    if dateline and not _is_dateline(dateline):
        dateline = None
    published, stamp_warnings = _published(paragraphs, roles, dateline)
    sentences, furniture = _marked(folded, paragraphs, roles, body_at, dateline.end() if dateline else 0)
    warnings = [*stamp_warnings, *_oddities(text)]
    if not any(sentence.role == "body" for sentence in sentences):
        warnings.append("no body text: only a title or furniture was found")
    return Article(
        id=name,
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        text=text,
        title=_title_text(title.text) if title else None,
        publisher=_unshouted(_publisher(paragraphs, roles, dateline)),
        published=published,
        reference=published,
        written=published,
        sentences=tuple(sentences),
        furniture=tuple(furniture),
        warnings=tuple(warnings),
    )


def _title_text(line: str) -> str:
    field = FIELD.fullmatch(line)
    return field.group(2).strip() if field else MARKDOWN_HEADING.sub("", line, count=1).strip("*_ ")


def _unshouted(name: str | None) -> str | None:
    """Return a name set in capitals as one writes it: "MINISTRY OF THE INTERIOR" is Ministry of the Interior."""
    if not name or not name.isupper() or " " not in name:
        return name
    return " ".join(
        w.lower() if n and w in {"OF", "THE", "AND", "FOR", "IN"} else w.capitalize()
        for n, w in enumerate(name.split())
    )


def _oddities(text: str) -> Iterator[str]:
    """Say what in the text may hide something from a reader."""
    if re.search("[\U000e0000-\U000e007f]", text):
        yield "the text holds invisible tag characters"
    if re.search("[\u202a-\u202e\u2066-\u2069]", text):
        yield "the text holds characters that turn the reading direction"
    if re.search("[\ud800-\udfff]", text):
        yield "the text holds broken characters (lone surrogates)"


def _paragraphs(key: str) -> Iterator[Paragraph]:
    start = 0
    for line in key.split("\n"):
        stripped = line.strip()
        if stripped:
            first = start + line.index(stripped[0])
            yield Paragraph(first, first + len(stripped), stripped)
        start += len(line) + 1


def _roles(paragraphs: list[Paragraph]) -> list[str]:
    """Give each paragraph its role: title, heading, body, or `not: ` and what furniture it is."""
    roles = [_alone(p.text) for p in paragraphs]
    _mark_menus(paragraphs, roles)
    _mark_header(paragraphs, roles)
    last_body = max((n for n, role in enumerate(roles) if role == "body"), default=-1)
    for n, role in enumerate(roles):
        if role == "short":
            roles[n] = "heading" if n < last_body else ("not: page end" if last_body >= 0 else "heading")
    return roles


def _alone(text: str) -> str:
    """Judge a paragraph by its own words."""
    if not any(c.isalnum() for c in text):
        return "not: separator"
    parts = re.split(r"[|>»•·]| - |  +", text)
    if len(parts) >= 3 and all(len(part.split()) <= 3 for part in parts) and not text.endswith(TERMINAL):
        return "not: menu"
    if all(LINK.fullmatch(part) for part in text.split()):
        return "not: bare link"
    if (field := FIELD.fullmatch(text)) and len(text) <= LONGEST_TITLE:
        return "title" if field.group(1).lower() in {"title", "headline"} else "not: page stamp"
    if _is_stamp(text):
        return "not: page stamp"
    bare = text.strip("*_#> ")
    words = len(bare.split())
    if words <= 30 and (
        BYLINE.fullmatch(bare) and not bare.endswith((".", "?", "!")) or REPORTING.fullmatch(bare)
    ):
        return "not: byline"
    if words <= 60 and CAPTION.fullmatch(bare):
        return "not: caption"
    if words <= 40 and CHROME.match(bare.lstrip("-*•>▶→ ")):
        return "not: page furniture"
    if MARKDOWN_HEADING.match(text):
        return "short"
    if len(bare) <= LONGEST_HEADING * 1.5 and not bare.endswith(TERMINAL):
        return "short"
    return "body"


def _is_stamp(text: str) -> bool:
    """Tell whether a line is made of a date and the words around it."""
    if len(text) > 120 or not any(c.isdigit() for c in text):
        return False
    if (placed := PLACE_AND_DATE.fullmatch(text)) is not None:
        text = placed.group(1)
    words = re.findall(r"[^\W\d_]+", text.lower())
    if not words:
        return len(text) <= 24 and not re.search(r"[%$£€]", text)
    dated = [w for w in words if w in MONTHS or w in SHORT_MONTHS or w in WEEKDAYS or w in SHORT_WEEKDAYS]
    known = [w for w in words if w in STAMP_WORDS]
    return len(dated) + len(known) == len(words) and bool(
        dated or {"ago", "published", "updated", "gmt", "am", "pm"} & set(words)
    )


def _mark_menus(paragraphs: list[Paragraph], roles: list[str]) -> None:
    """Mark runs of at least three short lines as a menu, unless they mostly carry figures."""
    n = 0
    while n < len(roles):
        run = n
        while run < len(roles) and (roles[run] == "short" or roles[run].startswith("not: ") and run > n):
            run += 1
        short = [k for k in range(n, run) if roles[k] == "short" and k > 0]
        with_digits = sum(any(c.isdigit() for c in paragraphs[k].text) for k in short)
        brief = [k for k in short if len(paragraphs[k].text.split()) <= 6]
        if len(brief) >= 3 and with_digits * 2 < len(short) and len(brief) * 2 > len(short):
            for k in short:
                if k > 1 or n > 1:
                    roles[k] = "not: menu"
        n = max(run, n + 1)


def _mark_header(paragraphs: list[Paragraph], roles: list[str]) -> None:
    """Find the title, and take the short lines around it, above the body, for mastheads and bylines."""
    if "title" not in roles:
        first = next((n for n, role in enumerate(roles) if not role.startswith("not: ")), None)
        if first is None or len(paragraphs[first].text) > LONGEST_TITLE:
            return
        if roles[first] != "short" and not (
            roles[first] == "body" and _stands_alone(paragraphs, roles, first)
        ):
            return
        body_at = next((n for n, role in enumerate(roles) if role == "body" and n != first), len(roles))
        title = _title_among(paragraphs, roles, range(first, body_at))
        for n in range(first, title):
            if roles[n] == "short":
                roles[n] = "not: masthead"
        roles[title] = "title"
    at = roles.index("title") + 1
    while at < len(roles) and roles[at] != "body":
        if (
            roles[at] == "short"
            and len(paragraphs[at].text.split()) <= 6
            and not any(c.isdigit() for c in paragraphs[at].text)
        ):
            names = re.findall(r"[^\W\d_]{4,}", paragraphs[at].text)
            if names and all(word[0].isupper() for word in names):
                roles[at] = "not: byline"
        at += 1


def _title_among(paragraphs: list[Paragraph], roles: list[str], header: range) -> int:
    """Return the headline of a header: not a masthead, which is in capitals or stands above the date."""
    short = [n for n in header if roles[n] == "short"]
    headlines = [
        n for n in short if len(paragraphs[n].text.split()) >= 4 and not paragraphs[n].text.isupper()
    ]
    first = header[0]
    if not headlines or len(short) == 1:
        return first
    stamped = next((n for n in header if roles[n] == "not: page stamp"), first)
    below = [n for n in headlines if n > stamped]
    if paragraphs[first].text.isupper() or len(paragraphs[first].text.split()) < 4:
        return headlines[0] if paragraphs[first].text.isupper() or below else first
    return below[0] if stamped == first + 1 and below else first


def _stands_alone(paragraphs: list[Paragraph], roles: list[str], first: int) -> bool:
    """Tell whether a first line with a full stop, quote or colon at its end is a headline all the same."""
    text = paragraphs[first].text
    others = [
        len(p.text)
        for p, role in zip(paragraphs, roles, strict=True)
        if role == "body" and p is not paragraphs[first]
    ]
    return (
        bool(others) and len(text) <= LONGEST_HEADING and not text.endswith(".") and max(others) > len(text)
    )


def _is_dateline(match: re.Match[str]) -> bool:
    """Tell "ALEPPO, Nov 28 (AFP) -" and "Syria - On Thursday" from a sentence with a dash in it."""
    place = match.group("place").strip(" ,")
    if match.group("date") or match.group("agency"):
        return len(place.split()) <= 8
    words = place.replace(",", " ").split()
    return len(words) <= 3 and all(word[0].isupper() for word in words)


def _published(
    paragraphs: list[Paragraph], roles: list[str], dateline: re.Match[str] | None
) -> tuple[str | None, list[str]]:
    """Return the day of publication that the page states and its text does not contradict, and warnings."""
    stamps = [
        p.text
        for p, role in zip(paragraphs, roles, strict=True)
        if role in {"not: page stamp", "not: byline"}
    ]
    rights = [p.text for p, role in zip(paragraphs, roles, strict=True) if role == "not: page furniture"]
    stamps += [text for text in rights if re.match(r"this (?:article|story) (?:was|is)", text, re.IGNORECASE)]
    body = "\n".join(p.text for p, role in zip(paragraphs, roles, strict=True) if role in {"body", "title"})
    latest = _latest_full_date(body[:1500])
    year = latest.year if latest else None
    warnings = []
    candidates = (
        [(f"dateline {dateline.group('date')!r}", dateline.group("date"))]
        if dateline and dateline.group("date")
        else []
    )
    candidates += [(f"page stamp {stamp!r}", stamp) for stamp in sorted(stamps, key=_is_update)]
    years = (re.search(r"\b(?:19|20)\d\d\b", text) for _, text in candidates)
    year = year or next((int(stated.group()) for stated in years if stated), None)
    for label, text in candidates:
        for figure in find_figures(text, date(year, 7, 1) if year else None):
            if (
                figure.kind != "date"
                or figure.grain != "day"
                or figure.low is None
                or figure.text.endswith("ago")
            ):
                continue
            day = date.fromisoformat(str(figure.low))
            if figure.note:
                warnings.append(f"{label} is not used: {figure.note}")
            elif latest and latest > day + timedelta(days=1):
                warnings.append(f"{label} is not used: the text speaks of {latest} as past")
            else:
                return day.isoformat(), warnings
            break
    return None, warnings


def _is_update(stamp: str) -> bool:
    return "updated" in stamp.lower() or "modified" in stamp.lower()


def _latest_full_date(text: str) -> date | None:
    """Return the latest day that the text names in full, which it cannot have been written before."""
    days = [
        date.fromisoformat(str(f.low))
        for f in find_figures(text)
        if f.kind == "date" and f.grain == "day" and f.low and not f.note and not _ahead(text, f.start)
    ]
    return max(days, default=None)


def _ahead(text: str, at: int) -> bool:
    """Tell whether the words before a date look forward."""
    return (
        re.search(
            r"\b(?:will|by|until|till|expected|due|scheduled|next|deadline|before|set)\b",
            text[max(0, at - 60) : at],
        )
        is not None
    )


def _publisher(paragraphs: list[Paragraph], roles: list[str], dateline: re.Match[str] | None) -> str | None:
    """Return who published the article, where the page says so."""
    for p, role in zip(paragraphs, roles, strict=True):
        field = FIELD.fullmatch(p.text)
        if (
            role.startswith("not: ")
            and field
            and field.group(1).lower() in {"publisher", "source", "outlet", "publication"}
        ):
            return field.group(2).strip(" *_")
    if dateline and dateline.group("agency"):
        return str(dateline.group("agency"))
    mastheads = [p.text for p, role in zip(paragraphs[:8], roles, strict=False) if role == "not: masthead"]
    if mastheads:
        issued = [line for line in mastheads if set(line.lower().split()) & (PUBLISHER_WORDS | ISSUERS)]
        return re.split(r" [-–—|] |: ", (issued or mastheads)[0])[0]
    header = [p.text for p, role in zip(paragraphs[:8], roles, strict=False) if role == "not: byline"]
    for text in header:
        named = [part.strip(" *_") for part in re.split(r"[|,·•]| - ", text)]
        for part in named:
            if (
                not re.match(r"(?i)by ", part)
                and set(part.lower().split()) & PUBLISHER_WORDS
                and len(part.split()) <= 6
            ):
                return part
    for p, role in zip(paragraphs, roles, strict=True):
        rights = re.match(
            r"(?:copyright\s*)?(?:©|\(c\)|copyright)\s*(?:\d{4}(?:\s*-\s*\d{4})?)?,?\s*([A-Z][\w&.' -]{1,50}?)(?:[.,]|\s*\d{4}|\s*All rights|$)",
            p.text,
            re.IGNORECASE,
        )
        if role == "not: page furniture" and rights:
            return rights.group(1).strip()
    if (
        title := next((p.text for p, role in zip(paragraphs, roles, strict=True) if role == "title"), None)
    ) and " | " in title:
        return title.rsplit(" | ", 1)[1].strip()
    return None


def _marked(
    folded: Folded, paragraphs: list[Paragraph], roles: list[str], body_at: int, dateline: int
) -> tuple[list[Sentence], list[Furniture]]:
    """Cut the paragraphs that are evidence into sentences; list the rest as furniture."""
    sentences: list[Sentence] = []
    furniture: list[Furniture] = []
    for n, (paragraph, role) in enumerate(zip(paragraphs, roles, strict=True)):
        start = paragraph.start
        if role.startswith("not: "):
            furniture.append(_furniture(folded, start, paragraph.end, role.removeprefix("not: ")))
            continue
        if n == body_at and dateline:
            furniture.append(_furniture(folded, start, start + dateline, "dateline"))
            start += dateline
        if (mark := LIST_MARK.match(paragraph.text[start - paragraph.start :])) is not None:
            start += mark.end()
        if role == "title" and (field := FIELD.fullmatch(paragraph.text)):
            start = paragraph.start + field.start(2)
        for first, last in (
            _split(folded.key[start : paragraph.end]) if role == "body" else [(0, paragraph.end - start)]
        ):
            if last <= first:
                continue
            span = folded.span(start + first, start + last)
            kind = "title" if role == "title" else "body" if role == "body" else "heading"
            sentences.append(
                Sentence(id=f"s{len(sentences) + 1}", start=span[0], end=span[1], role=kind, paragraph=n)
            )
    return sentences, furniture


def _furniture(folded: Folded, start: int, end: int, why: str) -> Furniture:
    span = folded.span(start, end)
    return Furniture(start=span[0], end=span[1], why=why)


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Return the ranges of the sentences of one paragraph."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        end = match.end()
        rest = end
        while rest < len(text) and text[rest].isspace():
            rest += 1
        if rest < len(text) and _is_break(text, start, match, rest):
            yield start, end
            start = rest
    stop = len(text.rstrip())
    if start < stop:
        yield start, stop


def _is_break(text: str, start: int, match: re.Match[str], rest: int) -> bool:
    following = text[rest : rest + 30].lstrip("\"'([«“‘")
    if not following or following[0].islower():
        return False
    if match.group()[0] in "!?…" and not following[0].islower():
        return True
    word = re.search(r"[\w.']*$", text[max(start, match.start() - 12) : match.start()])
    before = word.group().lower().lstrip(".'") if word else ""
    next_word = re.match(r"[\w']+", following)
    starts_new = bool(next_word and next_word.group() in STARTERS)
    if before in {"a.m", "p.m"}:
        return following.split()[0].strip(",.").lower() not in WEEKDAYS and not following.split()[0].isupper()
    if before in ENDING_ABBREVIATIONS:
        return starts_new
    if before in ABBREVIATIONS:
        return False
    if len(before) == 1 and before.isalpha() and word and word.group()[-1:].isupper():
        return starts_new and following[1:2] != "."  # an initial, as in "J. Smith"
    return True
