"""Pages for the tests that open them in Chromium: `make test-browser` sets up what these need."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import summarise
from tests.browser.opened import CHROMIUM, FLAGS, WIDE, Open, Opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture(scope="session")
def chromium() -> "Iterator[Browser]":
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where these tests are asked for

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def opened(chromium: "Browser", tmp_path: Path) -> Iterator[Open]:
    """Return a function that opens a page; none of its pages may complain or ask for another file."""
    pages: list[Opened] = []
    contexts: list[BrowserContext] = []

    def call(content: str, **look: Any) -> Opened:  # noqa: ANN401 - options of a browser
        contexts.append(chromium.new_context(**(look or WIDE)))
        pages.append(Opened(contexts[-1], tmp_path / f"{len(pages)}.html", content))
        return pages[-1]

    yield call
    outside = [url for page in pages for url in page.requests if not url.startswith(page.address)]
    complaints = [complaint for page in pages for complaint in page.complaints]
    for context in contexts:
        context.close()
    assert (outside, complaints) == ([], [])


EXAMPLES = sorted(Path("docs/examples").glob("*.[tm]*"))


@pytest.fixture(scope="session")
def examples() -> str:
    """The page on the examples of the documents."""
    found = summarise.read(EXAMPLES)
    return summarise.brief(found).html(found)
