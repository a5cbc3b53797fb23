"""The note as one self-contained page: no script, no other file, nothing from outside."""

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from jinja2 import Environment, StrictUndefined, Template

from summarise.layout import lay_out

if TYPE_CHECKING:
    from summarise.compose import Brief


def html(brief: "Brief") -> str:
    """Return the note as one HTML page; every text of an article is escaped in it."""
    return _template().render(note=lay_out(brief))


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["sha256"] = _sha256
    return environment.from_string(files("summarise").joinpath("note.html.j2").read_text("utf-8"))


def _sha256(style: str) -> str:
    """Return a digest as a Content-Security-Policy names it, so that only our own style sheet counts."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
