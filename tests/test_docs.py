"""What the documents promise is what the code does."""

import json
import re
import shutil
from pathlib import Path

import pytest

from summarise.cli import main
from summarise.compose import Brief
from summarise.history import Changes, Decision, Since


def test_the_published_schema_is_that_of_the_note() -> None:
    published = json.loads(Path("docs/note.schema.json").read_text("utf-8"))
    assert published == Brief.model_json_schema(mode="serialization")


def test_the_published_schema_is_that_of_what_changed() -> None:
    published = json.loads(Path("docs/changes.schema.json").read_text("utf-8"))
    assert published == Changes.model_json_schema(mode="serialization")


def test_the_page_on_the_note_names_every_field() -> None:
    page = Path("docs/note.md").read_text("utf-8")
    assert [name for name in Brief.model_fields if f"`{name}`" not in page] == []


def test_the_page_on_living_notes_names_every_field() -> None:
    page = Path("docs/living.md").read_text("utf-8")
    fields = [*Changes.model_fields, *Since.model_fields, *Decision.model_fields]
    assert [name for name in fields if f"`{name}`" not in page] == []


def test_no_document_points_at_a_file_that_is_not_there() -> None:
    pages = [*Path().glob("*.md"), *Path("docs").glob("*.md")]
    links = [
        (page, link) for page in pages for link in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8"))
    ]
    assert [f"{page}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def test_every_command_of_the_tour_works_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tour = Path("docs/tour.md").read_text("utf-8")
    shutil.copytree("docs/examples", tmp_path / "docs" / "examples")
    monkeypatch.chdir(tmp_path)
    lines = re.findall(r"(?m)^\$ summarise (.*)$", tour)
    words = [
        [
            name
            for word in line.split()
            for name in (sorted(map(str, Path().glob(word))) if "*" in word else [word])
        ]
        for line in lines
    ]
    assert ([main(each) for each in words], len(lines)) == ([0] * len(lines), 7)


def test_the_picture_of_the_page_is_a_png_of_less_than_300_kb() -> None:
    picture = Path("docs/images/note.png").read_bytes()
    assert (picture[:8], len(picture) < 300_000) == (b"\x89PNG\r\n\x1a\n", True)
