"""A page opened in Chromium, and how tests look at it."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

CHROMIUM = "/usr/bin/chromium"
# Nothing that Chromium would ask its maker for by itself.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WIDE = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "has_touch": True}
LOOKS: dict[str, dict[str, Any]] = {
    "light": WIDE,
    "dark": WIDE | {"color_scheme": "dark"},
    "narrow": {"viewport": {"width": 1030, "height": 800}},
    "phone": PHONE,
    "phone-dark": PHONE | {"color_scheme": "dark"},
}
SCREENS = Path("build/screens")


class Opened:
    """A page in the browser, and what it asked for and complained about."""

    def __init__(self, context: "BrowserContext", file: Path, content: str) -> None:
        self.address = file.as_uri()
        self.requests: list[str] = []
        self.refused: list[tuple[str, str]] = []
        self.complaints: list[str] = []
        file.write_text(content, "utf-8")
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("requestfailed", lambda request: self.refused.append((request.url, request.failure)))
        self.page: Page = context.new_page()
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.page.goto(self.address)

    def tell(self, script: str) -> Any:  # noqa: ANN401 - whatever the script returns
        return self.page.evaluate(script)

    def focused(self) -> str:
        return str(self.tell("document.activeElement.id || document.activeElement.localName"))

    def peek(self) -> str | None:
        return self.page.text_content(".peek") if self.page.is_visible(".peek") else None

    def in_sight(self, selector: str) -> bool:
        """Whether an element lies in the window, and in what scrolls around it."""
        return bool(
            self.page.eval_on_selector(
                selector,
                """element => {
                  const box = element.getBoundingClientRect(), pane = element.closest("aside, main");
                  const fixed = pane.localName === "aside" && getComputedStyle(pane).position === "fixed";
                  const top = fixed ? pane.getBoundingClientRect().top : 0;
                  return box.top >= top && box.bottom <= window.innerHeight && box.width > 0;
                }""",
            )
        )

    def settled(self) -> None:
        """Wait until nothing scrolls any more."""
        self.page.wait_for_function(
            """() => new Promise(done => {
              const at = () => window.scrollY + (document.querySelector("aside")?.scrollTop ?? 0);
              let before = at(), still = 0;
              const look = () => {
                still = at() === before ? still + 1 : 0;
                before = at();
                if (still > 8) done(true); else requestAnimationFrame(look);
              };
              look();
            })"""
        )


Open = Callable[..., Opened]
