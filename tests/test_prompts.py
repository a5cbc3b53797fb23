"""All that a model reads comes from checked templates."""

import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from summarise.drafts import ArticleDraft, BriefDraft, DisputeDraft, Draft, MatchDraft
from summarise.errors import PromptError
from summarise.prompts import load
from summarise.questions import load_prompts

TAKES = frozenset({"material"})


def template(folder: Path, text: str) -> Path:
    (folder / "article.md").write_text(text, "utf-8")
    return folder


def test_a_prompt_is_its_text_with_the_values_put_in(tmp_path: Path) -> None:
    prompt = load("article", TAKES, template(tmp_path, "<!-- version 7 -->\n\nIt costs $$5: $material\n"))
    assert (prompt.version, prompt.render(material="$4 for {f1}")) == ("7", "It costs $5: $4 for {f1}\n")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Read $material", "must begin with a line such as"),
        ("<!-- version 1 -->\nRead this", r"must take \['material'\], and takes \[\]"),
        ("<!-- version 1 -->\n$material $other", r"takes \['material', 'other'\]"),
        ("<!-- version 1 -->\n$material for $4", "write it as"),
    ],
    ids=["no version", "no placeholder", "foreign placeholder", "bare dollar"],
)
def test_a_wrong_template_is_refused_when_it_is_loaded(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(PromptError, match=message):
        load("article", TAKES, template(tmp_path, text))


def test_a_template_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PromptError, match="cannot be read"):
        load("article", TAKES, tmp_path)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PromptError, match="there is no folder of prompts"):
        load_prompts(tmp_path / "none")


def test_an_unknown_prompt_is_refused() -> None:
    with pytest.raises(PromptError, match="no prompt named 'poem'"):
        load("poem", TAKES)


@pytest.mark.parametrize("values", [{}, {"material": "a", "more": "b"}], ids=["missing", "unused"])
def test_values_and_placeholders_must_be_the_same(tmp_path: Path, values: dict[str, str]) -> None:
    prompt = load("article", TAKES, template(tmp_path, "<!-- version 1 -->\n$material"))
    with pytest.raises(PromptError, match=r"takes \['material'\]"):
        prompt.render(**values)


def test_a_folder_replaces_only_the_templates_that_it_has(tmp_path: Path) -> None:
    own = "<!-- version 9 -->\n$source $published $sentences $fence"
    prompts = load_prompts(template(tmp_path, own))
    assert (prompts.article.version, prompts.brief) == ("9", load_prompts().brief)


def test_a_changed_word_changes_the_hash(tmp_path: Path) -> None:
    one = load("article", TAKES, template(tmp_path, "<!-- version 1 -->\nRead $material")).sha256
    assert load("article", TAKES, template(tmp_path, "<!-- version 1 -->\nRead: $material")).sha256 != one


@pytest.mark.parametrize(
    ("name", "takes"), [("reask", {"problems"}), ("schema", {"schema"})], ids=["reask", "schema"]
)
def test_what_the_door_says_is_a_template_too(name: str, takes: set[str]) -> None:
    assert load(name, frozenset(takes)).name == name


@pytest.mark.parametrize(
    ("name", "draft"),
    [("article", ArticleDraft), ("match", MatchDraft), ("dispute", DisputeDraft), ("brief", BriefDraft)],
)
def test_the_example_of_each_prompt_fits_its_schema(name: str, draft: type[Draft]) -> None:
    text = Path(f"prompts/{name}.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    assert draft.model_validate_json(example).model_dump(mode="json") == json.loads(example)


def test_the_prompts_are_in_the_wheel(tmp_path: Path) -> None:
    build = "import hatchling.build, sys; print(hatchling.build.build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], check=True, capture_output=True, text=True
    )
    names = zipfile.ZipFile(tmp_path / done.stdout.split()[-1]).namelist()
    wanted = ("article", "match", "dispute", "brief", "reask", "schema")
    assert {f"prompts/{name}.md" for name in wanted} <= set(names)
