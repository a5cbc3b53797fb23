"""How the page looks: on screens and on paper, its plots, and to those who do not see it."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from summarise.page import html
from tests.browser.opened import LOOKS, SCREENS, Open, Opened
from tests.test_render import brief_of, flood

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.mark.parametrize("look", LOOKS)
def test_a_screenshot_is_taken_and_nothing_is_wider_than_the_window(
    opened: Open, examples: str, look: str
) -> None:
    page = opened(examples, **LOOKS[look])
    SCREENS.mkdir(parents=True, exist_ok=True)
    page.page.screenshot(path=SCREENS / f"{look}.png")
    page.page.screenshot(path=SCREENS / f"{look}-whole.png", full_page=True)
    too_wide = page.tell("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert ((SCREENS / f"{look}.png").read_bytes()[:4], too_wide) == (b"\x89PNG", 0)


@pytest.mark.parametrize("look", ["light", "narrow", "phone"])
def test_no_label_of_a_plot_covers_another_or_leaves_its_card(opened: Open, look: str) -> None:
    page = opened(many_kinds(), **LOOKS[look])
    assert (
        page.tell(
            """() => [...document.querySelectorAll(".axis")].flatMap(axis => {
              const card = axis.closest("article").getBoundingClientRect();
              const texts = [...axis.querySelectorAll("text")];
              const boxes = texts.map(text => [text.textContent, text.getBoundingClientRect()]);
              return boxes.filter(([, box], n) => box.left < card.left || box.right > card.right ||
                (n && box.left < boxes[n - 1][1].right + 2)).map(([text]) => text);
            })"""
        ),
        page.page.locator(".axis").count(),
    ) == ([], 5)


def many_kinds() -> str:
    """A page with disagreements on a count, money, a share, a date and a time."""
    values = {
        "count": ("People hurt", ("900,000 people", "900000"), ("over 1.3 million people", "1300000")),
        "money": ("Cost", ("about 1.95 billion crowns", "1950000000"), ("2.4 billion crowns", "2400000000")),
        "percent": ("Turnout", ("39.8%", "39.8"), ("40.4%", "40.4")),
        "date": ("Founded", ("28 December 2024", "2024-12-28"), ("3 January 2025", "2025-01-03")),
        "time": ("Start", ("09:50", "09:50"), ("23:10", "23:10")),
    }
    units = {"count": "person", "money": "crown", "percent": "%"}
    note = flood()
    model = note["findings"][0]
    note["findings"] = [
        model
        | {
            "id": f"d{n}",
            "measure": measure,
            "readings": [
                reading
                | {"quote": quote, "low": value, "high": value, "kind": kind, "unit": units.get(kind)}
                | {"start": 1000 * n + 100 * k, "end": 1000 * n + 100 * k + len(quote)}
                | {"qualifier": {"a": "about", "o": "more_than"}.get(quote[0], "exact")}
                for k, (reading, (quote, value)) in enumerate(zip(model["readings"], pairs, strict=True))
            ],
        }
        for n, (kind, (measure, *pairs)) in enumerate(values.items())
    ]
    note |= {part: [] for part in ("bottom_line", "sections", "timeline", "names", "account")}
    return html(brief_of(note))


def test_the_dots_of_a_plot_stand_in_the_order_of_their_values(opened: Open) -> None:
    page = opened(many_kinds())
    ends = page.tell(
        """() => [...document.querySelectorAll(".difference")].map(card =>
          [...card.querySelectorAll("td circle, td .span")].map(mark => mark.getBoundingClientRect().left))"""
    )
    assert [len(marks) == 2 and marks[0] < marks[1] for marks in ends] == [True] * 5


def test_on_paper_stand_note_citations_and_sources_and_no_controls(opened: Open, examples: str) -> None:
    page = opened(examples)
    SCREENS.mkdir(parents=True, exist_ok=True)
    printed = page.page.pdf(prefer_css_page_size=True, format="A4", path=SCREENS / "note.pdf")
    pages = PdfReader(BytesIO(printed)).pages
    text = " ".join(" ".join(sheet.extract_text() for sheet in pages).split())
    wanted = [
        "BRIEFING NOTE",
        "Bottom line",
        "“11,400 persons” [",
        "Citations",
        "Sources",
        "11 km (7 miles) upstream",
    ]
    unwanted = ["Show below", "all sources", "Skip to"]
    links = [mark for sheet in pages for mark in sheet.get("/Annots") or () if "/Dest" in mark.get_object()]
    assert (
        [words for words in wanted if words not in text],
        [words for words in unwanted if words in text],
        len(links) > 50,
        5 <= len(pages) <= 14,
    ) == ([], [], True, True)


def test_a_filtered_note_says_so_on_paper(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.page.click("#filters span.conflict")
    page.page.emulate_media(media="print")
    assert (page.page.is_visible("#shown"), page.page.is_visible("#show-all")) == (True, False)


def severe(page: Opened) -> list[tuple[str, str, list[str]]]:
    """The serious and critical findings of axe-core."""
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - only where these tests are asked for

    found = Axe().run(page.page).response["violations"]
    return [
        (one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:3]])
        for one in found
        if one["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_serious(opened: Open, examples: str, look: str) -> None:
    page = opened(examples, **LOOKS[look])
    at_first = severe(page)
    page.page.focus("#r3-1")
    page.page.click("#filters span.update")
    page.page.hover(".difference:not([hidden]) a.cite")
    assert (at_first, severe(page)) == ([], [])


def test_axe_finds_nothing_serious_where_a_span_is_marked_and_on_a_page_without_texts(
    opened: Open, examples: str
) -> None:
    page = opened(examples)
    page.page.click("#r3-1")
    page.settled()
    assert (severe(page), severe(opened(many_kinds()))) == ([], [])
