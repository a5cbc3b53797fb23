"""Articles: files read, their text kept to the character, body told from furniture, sentences marked."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from summarise.errors import ArticleError
from summarise.imprint import label_of, read_dateline, read_published, read_publisher
from summarise.paragraphs import FIELD, MARKDOWN_HEADING, Paragraph, lay_out
from summarise.punctuation import split_sentences
from summarise.text import Folded
from summarise.values import Article, Furniture, Sentence

SUFFIXES = frozenset({".txt", ".md", ".markdown", ".text"})
LARGEST_FILE = 50_000_000
LIST_MARK = re.compile(r"(?:[-*•·–>]|#{1,6})\s+")
# What in a text may hide something from a reader.
ODDITIES = {
    "the text holds invisible tag characters": re.compile("[\U000e0000-\U000e007f]"),
    "the text holds characters that turn the reading direction": re.compile("[\u202a-\u202e\u2066-\u2069]"),
    "the text holds broken characters (lone surrogates)": re.compile("[\ud800-\udfff]"),
}


def read(paths: Iterable[str | Path] | str | Path) -> list[Article]:
    r"""Return the articles in the files named, in their order, with ids a1, a2, ….

    Plain text and Markdown in UTF-8 (with or without a byte order mark) or UTF-16. Line ends become "\n";
    nothing else of the text is changed, and offsets count its code points.

    Raises:
        ArticleError: a file is missing, unreadable, binary, empty, or of a kind that is not read.
    """
    if isinstance(paths, str | Path):
        paths = [paths]
    articles = [
        parse(_decode(Path(path)), path=_shown(path), name=f"a{n}") for n, path in enumerate(paths, 1)
    ]
    if not articles:
        raise ArticleError("no article given: name at least one .txt or .md file")
    return articles


def _shown(path: str | Path) -> str:
    """Return a path as a note can hold it: a name that is no UTF-8 has question marks in it."""
    return str(path).encode("utf-8", "replace").decode("utf-8")


def _decode(path: Path) -> str:
    try:
        if path.is_dir():
            raise ArticleError(
                f"{str(path)!r} is a folder: name the files in it, as in {str(path / '*.txt')!r}"
            )
        if path.suffix.lower() not in SUFFIXES:
            raise ArticleError(f"{str(path)!r} is not read: give plain text as .txt or .md")
        if path.exists() and not path.is_file():
            raise ArticleError(
                f"{str(path)!r} is no file but a pipe or device: save the article as a file first"
            )
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
        encoding = "utf-16-be" if raw[:200:2].count(0) > raw[1:200:2].count(0) else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and b"\0" not in raw:
            byte = f"byte 0x{raw[error.start]:02x} at {error.start}"
            raise ArticleError(f"{name!r} is not UTF-8 ({byte}): save it as UTF-8 first") from None
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8") from None
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in text[:5000])
    if "\0" in text or controls > len(text[:5000]) // 20:
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8")
    return text


def parse(text: str, path: str, name: str) -> Article:
    r"""Return the article in a text whose line ends are "\n" already."""
    folded = Folded(text)
    page = lay_out(folded.key)
    title = next((p for p in page if p.label == "title"), None)
    body_at = next((n for n, p in enumerate(page) if p.label == "body"), None)
    dateline = read_dateline(page[body_at].text) if body_at is not None else None
    published, warnings = read_published(page, dateline)
    publisher = read_publisher(page, dateline)
    sentences, furniture = _marked(folded, page, body_at, dateline.end if dateline else 0)
    warnings += [warning for warning, pattern in ODDITIES.items() if pattern.search(text)]
    if not any(sentence.role == "body" for sentence in sentences):
        warnings.append("no body text: only a title or furniture was found")
    return Article(
        id=name,
        path=path,
        sha256=hashlib.sha256(text.encode("utf-8", "replace")).hexdigest(),
        text=text,
        title=_title_text(title.text) if title else None,
        label=label_of(publisher, name),
        publisher=publisher,
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


def _marked(
    folded: Folded, page: Sequence[Paragraph], body_at: int | None, dateline: int
) -> tuple[list[Sentence], list[Furniture]]:
    """Cut the paragraphs that are evidence into sentences; list the rest as furniture."""
    sentences: list[Sentence] = []
    furniture: list[Furniture] = []
    for n, paragraph in enumerate(page):
        start, role = paragraph.start, paragraph.role
        if role is None:
            furniture.append(_furniture(folded, start, paragraph.end, paragraph.label))
            continue
        if n == body_at and dateline:
            furniture.append(_furniture(folded, start, start + dateline, "dateline"))
            start += dateline
        for first, last in _sentences(folded.key, _past_mark(paragraph, start), paragraph):
            span = folded.span(first, last)
            sentences.append(
                Sentence(id=f"s{len(sentences) + 1}", start=span[0], end=span[1], role=role, paragraph=n)
            )
    return sentences, furniture


def _past_mark(paragraph: Paragraph, start: int) -> int:
    """Leave out the sign of a list or heading and the name of a field: "- ", "## ", "Title: "."""
    if paragraph.role == "title" and (field := FIELD.fullmatch(paragraph.text)):
        return paragraph.start + field.start(2)
    mark = LIST_MARK.match(paragraph.text, start - paragraph.start)
    return paragraph.start + mark.end() if mark else start


def _sentences(key: str, start: int, paragraph: Paragraph) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a paragraph's sentences from `start` on; a title or heading is one."""
    if paragraph.role == "body":
        for first, last in split_sentences(key[start : paragraph.end]):
            yield start + first, start + last
    elif start < paragraph.end:
        yield start, paragraph.end


def _furniture(folded: Folded, start: int, end: int, why: str) -> Furniture:
    span = folded.span(start, end)
    return Furniture(start=span[0], end=span[1], why=why)
