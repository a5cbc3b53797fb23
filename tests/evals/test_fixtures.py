"""The stories hold, and the lint sees what could be wrong with them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.fixtures import FixtureError, lint, load_stories, load_story

Json = dict[str, Any]


def edit(folder: Path, change: Callable[[Json], object]) -> None:
    path = folder / "labels.json"
    labels = json.loads(path.read_text("utf-8"))
    change(labels)
    path.write_text(json.dumps(labels), encoding="utf-8")


def test_the_stories_that_are_shipped_hold() -> None:
    assert lint(load_stories()) == []


def test_there_are_32_stories_of_151_articles_and_nine_are_kept_for_the_gate() -> None:
    stories = load_stories()
    articles = sum(len(story.texts) for story in stories)
    assert (len(stories), articles, sum(s.labels.split == "gate" for s in stories)) == (32, 151, 9)


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda d: d["figures"][1].update(start=1), "are not 'At least 14'"),
        (lambda d: d["figures"][1].update(text="At least 15"), "are not 'At least 15'"),
        (lambda d: d["figures"][1].update(end=9999), "the characters 56-9999 of a1 are not"),
        (lambda d: d["figures"][1].update(low="15"), "bounds are turned round: 15 to 14"),
        (lambda d: d["figures"][1].update(low="fourteen", high="fourteen"), "'fourteen' is no decimal"),
        (lambda d: d["figures"][1].update(low=None), "one of its bounds is none"),
        (lambda d: d["figures"][0].update(low="3 March", high="3 March"), "'3 March' is no ISO date"),
        (lambda d: d["figures"][3].update(unit=None), "a measure needs a unit"),
        (lambda d: d["figures"].append(d["figures"][0]), "figure a1.F1 stands twice"),
        (lambda d: d["figures"].pop(4), "no figure holds the digit"),
        (lambda d: d["findings"][0]["members"].append("a9.F9"), "there is no figure 'a9.F9'"),
        (lambda d: d["findings"][1]["members"].append("a1.F2"), "figure a1.F2 stands in a finding twice"),
        (lambda d: d["findings"].pop(1), "a1.F4 is may and stands in no finding"),
        (lambda d: d["findings"][0].update(verdict="single"), "is single and has the voices"),
        (lambda d: d["findings"][1].update(verdict="agree"), "is agree and has the voice ['V3'] alone"),
        (lambda d: d["traps"][2].update(figure="a7.F1"), "trap T3: there is no figure 'a7.F1'"),
        (lambda d: d["articles"][0].update(sha256="0"), "its SHA-256 differs"),
        (lambda d: d.update(story="bridges"), "stands in the folder 'bridge'"),
    ],
)
def test_a_label_that_does_not_hold_is_named(
    change: Callable[[Json], object], fault: str, stories_home: Path
) -> None:
    edit(stories_home / "bridge", change)
    assert any(fault in line for line in lint([load_story(stories_home / "bridge")]))


@pytest.mark.parametrize(
    "change",
    [
        lambda d: d["findings"][0].update(verdict="differs"),
        lambda d: d["traps"][0].update(type="guess"),
        lambda d: d.update(split="test"),
        lambda d: d["figures"][0].update(colour="red"),
        lambda d: d.pop("voices"),
    ],
    ids=["unknown verdict", "unknown trap", "unknown split", "unknown field", "missing part"],
)
def test_labels_outside_the_schema_are_refused(change: Callable[[Json], object], stories_home: Path) -> None:
    edit(stories_home / "bridge", change)
    with pytest.raises(FixtureError):
        load_story(stories_home / "bridge")


def test_an_article_that_is_gone_is_an_error_that_names_it(stories_home: Path) -> None:
    (stories_home / "bridge" / "a2.txt").unlink()
    with pytest.raises(FixtureError, match=r"a2\.txt"):
        load_story(stories_home / "bridge")


def test_near_copies_on_both_sides_of_the_split_are_a_leak(stories_home: Path) -> None:
    assert lint(load_stories(stories_home)) == [
        "bridge a1 and viaduct a1 are near-copies in both splits",
        "bridge a2 and viaduct a2 are near-copies in both splits",
    ]


def test_a_second_labelling_is_linted_like_the_first(stories_home: Path) -> None:
    folder = stories_home / "bridge"
    (folder / "second.json").write_text((folder / "labels.json").read_text("utf-8"), encoding="utf-8")
    second = json.loads((folder / "second.json").read_text("utf-8"))
    second["figures"][1]["start"] += 1
    (folder / "second.json").write_text(json.dumps(second), encoding="utf-8")
    assert [line.split(":")[0] for line in lint([load_story(folder)])] == ["bridge, second"]
