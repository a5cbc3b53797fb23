"""The page of a small note in tests/notes: what it shows, and what it must never hold."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from evals.speed.__main__ import many_articles
from summarise.article import parse
from summarise.compose import brief
from summarise.layout import lay_out
from summarise.page import html
from summarise.values import Article
from tests.test_render import EMPTY, NOTES, brief_of, flood, hostile

VOID = {"meta", "br", "link", "img", "hr", "input"}


class Page(HTMLParser):
    """The tags, attributes and text of a page, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.marks: list[str | None] = []
        self.marked: dict[str, str] = {}
        """The text in each mark that can be led to."""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "mark":
            self.marks.append(dict(attrs).get("id"))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag == "mark":
            self.marks.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        for mark in filter(None, self.marks):
            self.marked[mark] = self.marked.get(mark, "") + data

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
    """The page without its style sheet, its script and the digests of both."""
    return re.sub(r"(?s)<style>.*</style>|<script>.*</script>|'sha256-[^']*'", "", page)


def test_a_small_note_is_shown_as_its_html_file() -> None:
    assert without_style(page_of(flood())) == without_style((NOTES / "flood.html").read_text("utf-8"))


def test_a_note_of_a_title_alone_has_only_sources_and_account() -> None:
    note = flood() | EMPTY
    ids = Page(page_of(note | {"dropped": []})).every("id")
    assert ids == ["note", "sources", "account"]


def test_every_tag_is_closed() -> None:
    assert Page(page_of(flood())).open == []


def test_the_page_has_no_handler_and_no_address_outside_itself() -> None:
    page = Page(page_of(flood()))
    names = {name for _, attributes in page.tags for name in attributes}
    assert (
        {"link", "img", "iframe", "form", "object", "base"} & {tag for tag, _ in page.tags},
        {name for name in names if name.startswith("on") or name in {"src", "style", "action", "srcset"}},
        {href for href in page.every("href") if not href.startswith("#")},
        re.findall(r"url\(|@import|https?:|fetch\(|XMLHttp|innerHTML|eval", page.text),
        [tag for tag, _ in page.tags if tag in {"script", "style"}],
    ) == (set(), set(), set(), [], ["style", "script"])


def digest_of(page: str, tag: str) -> str:
    """The digest of what stands in the only element of a name."""
    (content,) = re.findall(f"(?s)<{tag}>(.*?)</{tag}>", page)
    return "sha256-" + base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()


def test_the_policy_allows_nothing_but_the_one_style_sheet_and_the_one_script() -> None:
    text = page_of(flood())
    (policy,) = (
        a["content"] for tag, a in Page(text).tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy == (
        f"default-src 'none'; style-src '{digest_of(text, 'style')}'; "
        f"script-src '{digest_of(text, 'script')}'; base-uri 'none'; form-action 'none'"
    )


def test_every_link_and_description_leads_to_one_place_of_the_page() -> None:
    page = Page(page_of(flood()))
    wanted = [href.removeprefix("#") for href in page.every("href")]
    wanted += page.every("aria-describedby") + page.every("aria-labelledby")
    ids = page.every("id")
    assert (set(wanted) - set(ids), len(ids) - len(set(ids))) == (set(), 0)


def test_a_citation_shows_its_figure_marked_in_its_sentence() -> None:
    page = page_of(flood())
    assert re.findall(r'id="q3">(.*?)</span>', page) == [
        '<q dir="auto">“The council said <mark>19 people</mark> had died.”</q>'
    ]


def test_a_sentence_that_is_not_where_its_offsets_say_is_not_shown_as_context() -> None:
    note = flood()
    note["findings"][0]["readings"][0] |= {"start": 61, "end": 63}
    assert re.findall(r'id="q4">(.*?)</span>', page_of(note)) == ['<q dir="auto">“19”</q>']


ATTACKS = {
    "script": "<script>alert(1)</script>",
    "closing the head": "</title></style><img src=x onerror=alert(1)>",
    "closing the script": "</script><script>alert(1)</script>",
    "link": "\"><a href='javascript:x'>x</a>",
    "handler": "' onmouseover='x",
    "closing the list": "</q></li></ul><h1>x</h1>",
    "closing the sources": "</mark></p></article></aside><form>",
    "comment": "<!-- x",
    "entity": "&lt;b&gt;&#60;",
    "template": "{{ 7 * 7 }} {% raw %}",
    "svg": "]]><svg/onload=x>",
}


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
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


TEXTS = {
    "a.txt": "Publisher: Brenn Post\nPublished: 2025-03-11\n\nFlood kills 12 in Orvale\n\nAt least 12 people "
    "died when the Brenn flooded Orvale on Monday, police said. They evacuated 300 people.\n",
    "b.txt": "Publisher: The Ferryman\nPublished: 2025-03-11\n\nOrvale counts its dead\n\nThe council said "
    "19 people died when the Brenn flooded Orvale on Monday. They evacuated 450 people.\n",
}


def articles(texts: dict[str, str]) -> list[Article]:
    return [parse(text, path, f"a{n}") for n, (path, text) in enumerate(texts.items(), 1)]


def beside(texts: dict[str, str]) -> str:
    """The page of a note on texts, with the texts beside it."""
    read = articles(texts)
    return html(brief(read), read)


def test_a_citation_leads_to_its_exact_characters_in_the_text_beside_the_note() -> None:
    places = lay_out(brief(articles(TEXTS))).places
    assert Page(beside(TEXTS)).marked == {f"s{place.number}": place.quote for place in places}


def test_the_texts_stand_beside_the_note_in_full() -> None:
    aside = Page("<!DOCTYPE html><html><body>" + beside(TEXTS).split("</main>")[1].split("<script>")[0])
    flat = re.sub(r"\s+", " ", aside.text)
    assert [text for text in TEXTS.values() if re.sub(r"\s+", " ", text).strip() not in flat] == []


def test_a_figure_is_shown_in_its_whole_sentence_where_there_are_texts() -> None:
    page = beside(TEXTS)
    assert '<q dir="auto">“They evacuated <mark>450 people</mark>.”</q>' in page


def test_a_page_with_texts_is_well_formed_and_all_its_links_lead_somewhere() -> None:
    page = Page(beside(TEXTS))
    wanted = [href.removeprefix("#") for href in page.every("href")]
    wanted += page.every("aria-describedby") + page.every("aria-labelledby")
    ids = page.every("id")
    assert (page.open, set(wanted) - set(ids), len(ids) - len(set(ids))) == ([], set(), 0)


@pytest.mark.parametrize("text", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_article_adds_no_element_to_the_page(text: str) -> None:
    hostile_texts = {path: f"{body}\n{text}\n\n{text} said 7 people died.\n" for path, body in TEXTS.items()}
    page = Page(beside(hostile_texts))
    allowed = {tag for tag, _ in Page(beside(TEXTS)).tags}
    assert (
        {tag for tag, _ in page.tags} - allowed,
        page.open,
        [t for t, _ in page.tags].count("script"),
    ) == (
        set(),
        [],
        1,
    )


def test_no_attribute_holds_a_style() -> None:
    assert Page(beside(TEXTS)).every("style") == []


def test_every_entry_below_the_bottom_line_says_its_verdict_and_its_sources() -> None:
    page = Page(beside(TEXTS))
    assert [
        (a["data-verdict"], a["data-from"]) for tag, a in page.tags if tag == "article" and "data-from" in a
    ] == [("conflict", "1 2"), ("conflict", "1 2")]


def test_ten_long_articles_with_their_texts_stay_under_300_kb() -> None:
    texts = {
        f"{n}.txt": TEXTS["a.txt"].replace("Brenn Post", f"Post {n}").replace("12", str(12 + n))
        + "".join(
            f"\n\nPolice counted {k + n} boats on the river. " + '"So it was," they said. ' * 9
            for k in range(90)
        )
        for n in range(10)
    }
    assert sum(map(len, texts.values())) > 200_000
    assert len(beside(texts).encode()) < 300_000


def test_a_reading_is_drawn_on_the_page_where_its_value_stands_between_the_ticks() -> None:
    page = page_of(flood())
    ticks = {float(at): text for at, text in re.findall(r'<text x="([\d.]+)%" y="11">(\d+)</text>', page)}
    (left, low), (right, high) = min(ticks.items()), max(ticks.items())
    drawn = [
        round((float(at) - left) / (right - left) * (float(high) - float(low)) + float(low), 1)
        for at in re.findall(r'<circle class="dot" cx="([\d.]+)%"', page.split('<div class="axis"')[0])
    ]
    assert (ticks, drawn) == ({7.0: "0", 28.5: "5", 50.0: "10", 71.5: "15", 93.0: "20"}, [19, 12])


def test_a_note_on_sixty_articles_has_a_page_of_less_than_300_kb() -> None:
    read = many_articles(60)
    page = html(brief(read), read)
    parsed = Page(page)
    wanted = {href.removeprefix("#") for href in parsed.every("href")}
    assert (len(page.encode()) < 300_000, wanted - set(parsed.every("id"))) == (True, set())


def test_a_quote_of_an_article_that_is_no_source_any_more_is_led_to_in_the_list() -> None:
    read = articles(TEXTS)
    note = json.loads(brief(read).model_dump_json())
    gone = {"article": "a9", "start": 0, "end": 9, "quote": "An old 7."}
    note["bottom_line"] = [{"text": "An old 7.", "citations": [gone]}]
    page = html(brief_of(note), read)
    assert (
        'href="#c1" id="r1-1"' in page,
        '<li id="c1"><span class="quoted"' in page,
        '<li id="c2" class="on-paper"><span class="quoted"' in page,
        '<section aria-labelledby="citations">' in page,
    ) == (True, True, True, True)
