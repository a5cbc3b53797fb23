"""A PDF as an article: the text of its pages in paragraphs, without what the pages repeat."""

import importlib.util
import json
import os
import subprocess
import sys
from importlib.metadata import version

from summarise.errors import ArticleError
from summarise.inputs.blocks import Extract, Head, counted, lay_down
from summarise.inputs.lines import paragraphs_of, without_repeats

PROCESS = "summarise.inputs.pdf_process"
SECONDS = 90
# Letters that are printed as one, and what stands for no letter at all.
LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
    0: "",
}
FAULTS = {
    "locked": "is locked: save it without a password",
    "long": "is longer than any article, or unpacks to more",
    "broken": "is no PDF that can be read: it is broken",
}


def read_pdf(raw: bytes, name: str) -> Extract:
    """Return the article in a PDF.

    Raises:
        ArticleError: it is no PDF, locked, too long, broken, or holds no text.
        ModuleNotFoundError: pypdf is not installed.
    """
    if importlib.util.find_spec("pypdf") is None:
        raise ModuleNotFoundError(name="pypdf")
    if b"%PDF-" not in raw[:1024]:
        raise ArticleError(f"{name!r} is no PDF")
    pages = _pages(raw, name)
    if not any(c.isalnum() for page in pages for c in page):
        raise ArticleError(
            f"{name!r} holds pictures of {counted(len(pages), 'page')} and no text: "
            "have the text in it recognised (OCR) first"
        )
    lines, repeated = without_repeats([page.translate(LIGATURES).split("\n") for page in pages])
    warnings = []
    if repeated:
        warnings.append(
            f"left out of the pages: {counted(repeated, 'line')} that they repeat, or that count them"
        )
    if blank := sum(not page.strip() for page in pages):
        warnings.append(
            f"{blank} of {counted(len(pages), 'page')} without text: what stands there was not read"
        )
    text = lay_down(Head(), paragraphs_of(lines))
    return Extract(text, tuple(warnings), reader=f"pypdf {version('pypdf')}")


def _pages(raw: bytes, name: str) -> list[str]:
    """Return the text of each page, as the process that takes the file apart gives it."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-P", "-m", PROCESS]
    pipe, nowhere = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nowhere, env=environment) as process:  # noqa: S603 - our own
        try:
            told, _ = process.communicate(raw, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            told = b""
    # A process that was stopped by the system or by us has a code below zero.
    fault = {"fault": "long" if process.returncode < 0 else "broken"}
    found = json.loads(told) if process.returncode == 0 else fault
    if "fault" in found:
        raise ArticleError(f"{name!r} {FAULTS[found['fault']]}")
    return list(found["pages"])
