"""Hostile articles in the browser."""

import pytest

from summarise.compose import brief
from summarise.page import html
from tests.browser.opened import Open
from tests.test_page import ATTACKS, TEXTS, articles

pytestmark = [pytest.mark.browser, pytest.mark.timeout(120)]


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS)
def test_a_hostile_article_leaves_no_script_link_or_style(opened: Open, attack: str) -> None:
    hostile = articles(
        {path: f"{text}\n{attack}\n\n{attack} said 7 people died.\n" for path, text in TEXTS.items()}
    )
    page = opened(html(brief(hostile), hostile))
    page.page.hover("a.cite >> nth=0")
    assert page.tell(
        """() => {
          const count = (tags) => document.querySelectorAll(tags).length;
          const every = (tags, test) => [...document.querySelectorAll(tags)].filter(test).length;
          return {
            scripts: count("script"), styles: count("style"), styled: count("[style]:not(.peek)"),
            outside: every("a", link => !link.getAttribute("href").startsWith("#")),
            loaded: count("img, iframe, link, object, embed, form, base, video, audio"),
            handlers: every("*", each => [...each.attributes].some(one => one.name.startsWith("on"))),
          };
        }"""
    ) == {"scripts": 1, "styles": 1, "styled": 0, "outside": 0, "loaded": 0, "handlers": 0}


def test_the_policy_stops_what_would_get_into_the_page(opened: Open, examples: str) -> None:
    page = opened(examples)
    page.tell(
        """() => {
          const script = document.createElement("script");
          script.textContent = "window.taken = true";
          document.body.append(script);
          const image = document.createElement("img");
          image.src = "https://news.example/x.png";
          document.body.append(image);
        }"""
    )
    page.page.wait_for_timeout(200)
    blocked = [complaint for complaint in page.complaints if "Content Security Policy" in complaint]
    page.complaints.clear()
    page.requests.remove("https://news.example/x.png")  # that it was wanted is told, and that it was refused
    assert (page.tell("window.taken"), len(blocked), page.refused) == (
        None,
        2,
        [("https://news.example/x.png", "csp")],
    )
