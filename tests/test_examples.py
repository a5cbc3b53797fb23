"""The note in the docs is the one that the examples give."""

from pathlib import Path

import summarise

EXAMPLES = sorted(
    [*Path("docs/examples").glob("*.txt"), *Path("docs/examples").glob("*.md")],
    key=lambda p: (p.suffix != ".txt", p.name),
)
SHOWN = Path("docs/examples-note.md")


def test_the_note_in_the_docs_is_what_the_examples_give() -> None:
    assert summarise.brief(summarise.read(EXAMPLES)).markdown() == SHOWN.read_text("utf-8")


def test_the_readme_quotes_the_note_word_for_word() -> None:
    readme = Path("README.md").read_text("utf-8")
    excerpt = readme.split("<!-- excerpt -->\n")[1].split("\n<!-- end -->")[0]
    note = SHOWN.read_text("utf-8")
    lines = [line.removeprefix("> ").removeprefix(">") for line in excerpt.splitlines()]
    assert [line for line in lines if line.strip("… ") and line not in note] == []
