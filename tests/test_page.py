"""The page of a small note in tests/notes: what it shows, and what it must never hold."""

import base64
import hashlib
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from summarise.page import html
from tests.test_render import EMPTY, NOTES, brief_of, flood, hostile

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """The tags, attributes and text of a page, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data

    def every(self, attribute: str) -> list[str]:
        """The values of an attribute, in order."""
        return [
            value or ""
            for _, attributes in self.tags
            for name, value in attributes.items()
            if name == attribute
        ]


def page_of(note: dict[str, Any]) -> str:
    return html(brief_of(note))


def without_style(page: str) -> str:
    """The page without its style sheet and the digest of it."""
    return re.sub(r"(?s)<style>.*</style>|'sha256-[^']*'", "", page)


def test_a_small_note_is_shown_as_its_html_file() -> None:
    assert without_style(page_of(flood())) == without_style((NOTES / "flood.html").read_text("utf-8"))


def test_a_note_of_a_title_alone_has_only_sources_and_account() -> None:
    note = flood() | EMPTY
    ids = Page(page_of(note | {"dropped": []})).every("id")
    assert ids == ["note", "sources", "account"]


def test_every_tag_is_closed() -> None:
    assert Page(page_of(flood())).open == []


def test_the_page_has_no_script_no_handler_and_no_address_outside_itself() -> None:
    page = Page(page_of(flood()))
    names = {name for _, attributes in page.tags for name in attributes}
    assert (
        {"script", "link", "img", "iframe", "form", "object", "base"} & {tag for tag, _ in page.tags},
        {name for name in names if name.startswith("on") or name in {"src", "style", "action", "srcset"}},
        {href for href in page.every("href") if not href.startswith("#")},
        re.findall(r"url\(|@import|//", page.text),
    ) == (set(), set(), set(), [])


def test_the_policy_allows_nothing_but_the_one_style_sheet() -> None:
    text = page_of(flood())
    style = text.split("<style>")[1].split("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    (policy,) = (
        a["content"] for tag, a in Page(text).tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def test_every_link_and_description_leads_to_one_place_of_the_page() -> None:
    page = Page(page_of(flood()))
    wanted = [href.removeprefix("#") for href in page.every("href")]
    wanted += page.every("aria-describedby") + page.every("aria-labelledby")
    ids = page.every("id")
    assert (set(wanted) - set(ids), len(ids) - len(set(ids))) == (set(), 0)


def test_a_citation_shows_its_figure_marked_in_its_sentence() -> None:
    page = page_of(flood())
    assert re.findall(r'<span id="q3">(.*?)</span>', page) == [
        '<q dir="auto">“The council said <mark>19 people</mark> had died.”</q>'
    ]


def test_a_sentence_that_is_not_where_its_offsets_say_is_not_shown_as_context() -> None:
    note = flood()
    note["findings"][0]["readings"][0] |= {"start": 61, "end": 63}
    assert re.findall(r'<span id="q4">(.*?)</span>', page_of(note)) == ['<q dir="auto">“19”</q>']


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "</title></style><img src=x onerror=alert(1)>",
        "\"><a href='javascript:x'>x</a>",
        "' onmouseover='x",
        "</q></li></ul><h1>x</h1>",
        "<!-- x",
        "&lt;b&gt;&#60;",
        "{{ 7 * 7 }} {% raw %}",
        "]]><svg/onload=x>",
    ],
    ids=[
        "script",
        "closing the head",
        "link",
        "handler",
        "closing the list",
        "comment",
        "entity",
        "template",
        "svg",
    ],
)
def test_text_of_an_article_stays_text(text: str) -> None:
    page, plain = Page(html(hostile(text))), Page(html(hostile("Plain")))
    shown = [(tag, sorted(attributes)) for tag, attributes in page.tags]
    assert (shown, page.open, page.text.count(text)) == (
        [(tag, sorted(attributes)) for tag, attributes in plain.tags],
        [],
        plain.text.count("Plain"),
    )


@pytest.mark.parametrize(
    "text",
    ["\x1b[2J", "a\x00b", "\x9b1m", "\u202egnp.exe", "a\u200bb\ufeff", "\u2066x\u2069", "a\U000e0041"],
    ids=["escape", "NUL", "C1", "bidi override", "zero width", "isolate", "tag"],
)
def test_no_unseen_character_reaches_the_page(text: str) -> None:
    unseen = set(text) - set("abx[2J1mgnp.e")
    assert unseen & set(html(hostile(text))) == set()


def test_ten_articles_with_many_citations_stay_under_300_kb() -> None:
    note = flood()
    note["articles"] = [note["articles"][0] | {"id": f"a{n}"} for n in range(1, 11)]
    sentence = (
        "At least 12 people died when the Brenn flooded Orvale on Monday, police said, "
        + "as was known. " * 8
    )
    note["timeline"] = [
        {
            "date": "2025-03-10",
            "grain": "day",
            "statement": {
                "text": sentence,
                "citations": [
                    {"article": f"a{n % 10 + 1}", "start": n * 300, "end": n * 300 + 190, "quote": sentence}
                ],
            },
        }
        for n in range(150)
    ]
    assert len(page_of(note).encode()) < 300_000
