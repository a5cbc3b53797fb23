"""Take the README's picture of a page: `python docs/picture.py build/brief.html docs/images/note.png`."""

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.opened import CHROMIUM, FLAGS

SIZE = {"width": 1280, "height": 830}
FIGURE = "table a.cite:has-text('54 people')"


def main(page: Path, picture: Path) -> None:
    """Save a picture of the disagreements of a note, with one figure marked in its source."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        window = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        window.goto(page.resolve().as_uri())
        window.click(FIGURE)
        window.mouse.move(1, 1)
        window.evaluate("document.getElementById('differ').scrollIntoView()")
        window.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
