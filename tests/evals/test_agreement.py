"""Agreement between two readers, counted by hand on a short story."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evals.agreement import compare_labels, kappa, table
from evals.fixtures import load_labels, load_stories

Json = dict[str, Any]


def second_of(home: Path, change: Callable[[Json], object]) -> dict[str, float | None]:
    labels = json.loads((home / "bridge" / "labels.json").read_text("utf-8"))
    change(labels)
    path = home / "bridge" / "second.json"
    path.write_text(json.dumps(labels), encoding="utf-8")
    scores = compare_labels(load_labels(home / "bridge" / "labels.json"), load_labels(path))
    return {name: None if score.value is None else round(score.value, 4) for name, score in scores.items()}


def test_two_readers_who_agree_in_everything_score_one_in_everything(stories_home: Path) -> None:
    assert set(second_of(stories_home, lambda _: None).values()) == {1.0}


def shorter_span(labels: Json) -> None:
    labels["figures"][1].update(start=labels["figures"][1]["start"] + 9, text="14", qualifier="exact")


def other_ids(labels: Json) -> None:
    labels.update(json.loads(json.dumps(labels).replace('"a1.F2"', '"a1.F77"')))


@pytest.mark.parametrize(
    ("change", "measure", "expected"),
    [
        (shorter_span, "spans, exact", 0.8889),
        (shorter_span, "spans, overlap", 1.0),
        (shorter_span, "qualifier", 0.8889),
        (lambda d: d["figures"].pop(0), "spans, overlap", 0.9412),  # 2*8 / (9 + 8)
        (lambda d: d["figures"][1].update(salience="may"), "salience", 0.8889),
        (lambda d: d["figures"][1].update(attribution=None), "attribution", 0.75),
        (lambda d: d["figures"][1].update(low="15", high="15"), "value and unit", 0.8889),
        (lambda d: d["findings"][0]["members"].append("a2.F3"), "findings, pairs", 0.5),
        (lambda d: d["findings"][0].update(verdict="conflict"), "verdict", 0.75),
        (other_ids, "findings, pairs", 1.0),
    ],
    ids=lambda part: part if isinstance(part, str) else None,
)
def test_one_difference_lowers_the_measure_it_belongs_to(
    change: Callable[[Json], object], measure: str, expected: float, stories_home: Path
) -> None:
    assert second_of(stories_home, change)[measure] == expected


def test_kappa_takes_out_what_chance_would_give() -> None:
    # 35 of 50 agree; chance 0.5*0.6 + 0.5*0.4 = 0.5; (0.7 - 0.5) / (1 - 0.5)
    judged = [("yes", "yes")] * 20 + [("yes", "no")] * 5 + [("no", "yes")] * 10 + [("no", "no")] * 15
    assert kappa(judged) == pytest.approx(0.4)


def test_kappa_of_readers_without_a_choice_is_none() -> None:
    assert kappa([("yes", "yes")]) is None


def test_stories_without_second_labels_say_where_to_put_them(stories_home: Path) -> None:
    assert "second.json" in table(load_stories(stories_home))


def test_the_table_names_how_many_stories_were_labelled_twice(stories_home: Path) -> None:
    second_of(stories_home, lambda _: None)
    assert table(load_stories(stories_home)).startswith("two labellings of 1 stories")
