"""Articles that a browser and a word processor have printed as PDF are read as they were written."""

import html
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import summarise
from summarise.figures import find_figures
from summarise.values import Article

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

ARTICLES = sorted(Path("docs/examples").glob("*.txt"))


def stated(text: str) -> list[tuple[str, str, str]]:
    """Return kind and value of the figures of a text, in order."""
    return [(f.kind, str(f.low), str(f.high)) for f in find_figures(text) if f.kind != "identifier"]


def as_page(article: Article) -> str:
    """Return an article as a page with a paragraph for each of its own."""
    paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in article.text.split("\n") if part.strip())
    return f"<!doctype html><meta charset=utf-8><style>p {{ font: 12pt/1.4 serif }}</style>{paragraphs}"


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("file", ARTICLES, ids=lambda file: file.stem)
def test_what_chromium_prints_holds_the_words_and_figures_of_the_article(
    file: Path, chromium: "Browser", tmp_path: Path
) -> None:
    (article,) = summarise.read([file])
    page = chromium.new_page()
    page.set_content(as_page(article))
    page.pdf(path=tmp_path / "a.pdf", format="A4", display_header_footer=True)
    page.close()
    (printed,) = summarise.read([tmp_path / "a.pdf"])
    assert words(printed.text) == words(article.text)
    assert stated(printed.text) == stated(article.text)


def test_a_note_on_pdfs_says_what_the_note_on_their_articles_says(
    chromium: "Browser", tmp_path: Path
) -> None:
    articles = summarise.read(ARTICLES)
    for article in articles:
        page = chromium.new_page()
        page.set_content(as_page(article))
        page.pdf(path=tmp_path / f"{article.id}.pdf", format="A4")
        page.close()
    printed = summarise.read(sorted(tmp_path.glob("*.pdf")))
    note, other = summarise.brief(articles), summarise.brief(printed)
    assert summarise.verify(other, printed) == []
    assert {r.quote for f in other.findings for r in f.readings} == {
        r.quote for f in note.findings for r in f.readings
    }


def test_what_libreoffice_prints_of_a_page_holds_its_figures(tmp_path: Path) -> None:
    (article,) = summarise.read(ARTICLES[:1])
    (tmp_path / "a.html").write_text(as_page(article), "utf-8")
    office = [str(shutil.which("soffice")), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    convert = ["--headless", "--convert-to", "pdf:writer_web_pdf_Export", "--outdir", str(tmp_path)]
    subprocess.run([*office, *convert, str(tmp_path / "a.html")], check=True, timeout=110)
    (printed,) = summarise.read([tmp_path / "a.pdf"])
    assert stated(printed.text) == stated(article.text)
