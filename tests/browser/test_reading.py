"""Pointer, keyboard and click on the page: from a figure to its span and back."""

import json

import pytest

from summarise.article import parse
from summarise.compose import brief
from summarise.page import html
from tests.browser.opened import LOOKS, PHONE, WIDE, Open
from tests.test_render import brief_of, flood

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


def test_the_page_opens_without_a_word_on_the_console_and_asks_for_nothing_but_itself(
    opened: Open, examples: str
) -> None:
    page = opened(examples)
    page.tell("window.scrollTo(0, document.body.scrollHeight)")
    page.settled()
    assert page.requests == [page.address]


def test_pointing_at_a_figure_shows_its_quote_in_its_sentence_until_the_pointer_leaves(
    opened: Open, examples: str
) -> None:
    page = opened(examples)
    page.page.hover("a.cite[data-n='3'] q")
    shown = page.peek()
    page.page.mouse.move(5, 5)
    page.page.wait_for_selector(".peek", state="hidden")
    assert shown == (
        "“The number of people killed when a dam burst in northern Tarvenia has risen to 61, the National "
        "Civil Defence Agency said on Saturday, as search teams reached the last of the villages cut off by "
        "the flood.”RTT News, characters 322–324"
    )


def test_the_quote_stays_while_the_pointer_is_on_it_and_goes_with_escape(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.hover("a.cite[data-n='3'] q")
    page.page.hover(".peek")
    page.page.wait_for_timeout(400)
    stayed = page.peek() is not None
    page.page.keyboard.press("Escape")
    assert (stayed, page.peek()) == (True, None)


def test_the_quote_is_wholly_in_the_window_at_every_figure(opened: Open, examples: str) -> None:
    page = opened(examples, **LOOKS["narrow"])
    outside = []
    for link in page.page.query_selector_all("a.cite")[::7]:
        link.scroll_into_view_if_needed()
        page.settled()
        link.hover()
        box = page.page.query_selector(".peek").bounding_box()
        right, bottom = box["x"] + box["width"], box["y"] + box["height"]
        if min(box["x"], box["y"]) < 0 or right > 1030 or bottom > 800:
            outside.append((link.inner_text(), box))
    assert outside == []


def test_tab_leads_from_figure_to_figure_and_shows_each_quote(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.focus("#note")
    seen = []
    for _ in range(3):
        page.page.keyboard.press("Tab")
        seen.append((page.focused(), (page.peek() or "")[:24]))
    assert seen == [
        ("r1-1", "“On Monday evening the N"),
        ("r2-1", "“On Monday evening the N"),
        ("r3-1", "“The number of people ki"),
    ]


def test_a_click_scrolls_the_source_to_the_span_and_marks_it_while_the_note_stays(
    opened: Open, examples: str
) -> None:
    page = opened(examples)
    page.tell("document.querySelector('#timeline').scrollIntoView({behavior: 'instant'})")
    link = page.page.query_selector("#timeline ~ dl a.cite >> nth=-1")
    number, before = link.get_attribute("data-n"), page.tell("window.scrollY")
    link.scroll_into_view_if_needed()
    page.settled()
    before = page.tell("window.scrollY")
    link.click()
    page.settled()
    mark = f"#s{number}"
    assert (
        page.in_sight(mark),
        page.page.eval_on_selector(mark, "e => getComputedStyle(e).backgroundColor"),
        page.tell("window.scrollY") - before,
        page.focused(),
    ) == (True, "rgb(255, 229, 154)", 0, f"s{number}")


def test_every_citation_leads_to_a_mark_with_the_quote_that_is_listed(opened: Open, examples: str) -> None:
    page = opened(examples)
    wrong = page.tell(
        """() => [...document.querySelectorAll("a.cite")].filter(link => {
          const parts = [...document.querySelectorAll(`aside mark[data-n="${link.dataset.n}"]`)];
          const flat = text => text.replace(/\\s+/g, " ").trim();
          const marked = flat(parts.map(part => part.textContent).join(" "));
          const listed = flat(document.getElementById(`q${link.dataset.n}`).textContent);
          return !document.querySelector(link.hash) || !marked || !listed.includes(marked);
        }).map(link => link.outerHTML)"""
    )
    assert wrong == []


def test_enter_leads_to_the_source_and_escape_back_to_the_figure(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.focus("#r9-1")
    page.page.keyboard.press("Enter")
    page.settled()
    there = (page.focused(), page.in_sight("#s9"))
    page.page.keyboard.press("Escape")
    assert (there, page.focused(), page.peek() is not None) == (("s9", True), "r9-1", True)


def test_tab_goes_on_from_the_span_to_the_number_that_leads_back(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.focus("#r9-1")
    page.page.keyboard.press("Enter")
    page.settled()
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.settled()
    assert (page.focused(), page.in_sight("#r9-1")) == ("r9-1", True)


def crossing() -> str:
    """A page on which two cited spans cross each other."""
    article = parse(
        "Bridge opens\n\nThe council said 5 million crowns were spent in 3 years.\n", "bridge.txt", "a1"
    )
    spans = [("said 5 million crowns", "The council"), ("5 million crowns were spent in 3 years", "It")]
    statements = [
        {
            "text": f"{who} {quote}.",
            "citations": [
                {
                    "article": "a1",
                    "start": article.text.index(quote),
                    "end": article.text.index(quote) + len(quote),
                    "quote": quote,
                }
            ],
        }
        for quote, who in spans
    ]
    source = json.loads(brief([article]).model_dump_json())["articles"][0]
    note = flood() | {"bottom_line": statements, "articles": [source]}
    note |= {part: [] for part in ("sections", "findings", "timeline", "names", "account", "dropped")}
    return html(brief_of(note), [article])


def test_a_span_that_crosses_another_is_marked_in_all_its_parts(opened: Open) -> None:
    page = opened(crossing())
    page.page.click("#r2-1")
    page.settled()
    lit = page.tell("[...document.querySelectorAll('mark.on')].map(e => [e.dataset.n, e.textContent])")
    assert lit == [["2", "5 million crowns"], ["2", " were spent in 3 years"]]


def test_without_javascript_a_citation_leads_to_its_marked_span_and_nothing_useless_is_shown(
    opened: Open, examples: str
) -> None:
    page = opened(examples, **WIDE, java_script_enabled=False)
    page.page.click("#r9-1")
    page.page.wait_for_timeout(600)
    box = page.page.locator("#s9").bounding_box()
    assert (
        0 < box["y"] < 900,
        page.page.locator("mark:target").get_attribute("id"),
        page.page.is_visible("#filters"),
        page.page.is_visible("text=Account"),
    ) == (True, "s9", False, True)


def test_on_a_phone_the_sources_follow_the_note_and_a_tap_leads_there_and_back(
    opened: Open, examples: str
) -> None:
    page = opened(examples, **PHONE)
    page.page.tap("#r3-1 b")
    page.settled()
    there = page.in_sight("#s3")
    page.page.tap("#s3 > .to")
    page.settled()
    assert (there, page.in_sight("#r3-1"), page.peek()) == (True, True, None)
