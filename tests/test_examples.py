"""The note in the docs is the one that the examples give."""

import re
import shlex
import shutil
from pathlib import Path

import pytest

import summarise
from summarise.cli import main

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


LIVING = Path("docs/living.md").read_text("utf-8")


def test_the_example_of_a_living_note_is_what_its_commands_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for article in EXAMPLES:
        shutil.copy(article, tmp_path)
    monkeypatch.chdir(tmp_path)
    commands = LIVING.split("## An example")[1].split("```console\n$ ")[1].split("\n```")[0].split("\n$ ")
    codes = [main(shlex.split(command.replace("\\\n", " "))[1:]) for command in commands]
    note = Path("tuesday.md").read_text("utf-8")
    quoted = {
        part: LIVING.split(f"<!-- {part} -->\n")[1].split("<!-- end -->")[0] for part in ("changed", "review")
    }
    given = {
        part: "".join(f"> {line}\n" if line else ">\n" for line in _section(note, heading).splitlines())
        for part, heading in (("changed", "What changed"), ("review", "Review"))
    }
    assert (codes, quoted) == ([0, 0, 0], given)
    assert main(["verify", "tuesday.json"]) == 0


def _section(note: str, heading: str) -> str:
    """Return a section of a note in Markdown with its heading, without the digest of another note."""
    _, _, behind = note.partition(f"## {heading}")
    section, _, _ = behind.partition("\n\n## ")
    return re.sub(r"SHA-256 [0-9a-f]{12}…", "SHA-256 …", f"## {heading}{section}")
