"""The gate tested: every mutation turns it red with the right code, and no change at all keeps it green."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.fixtures import Story, load_stories
from evals.gate import Code, Home
from evals.run import run
from evals.scorers import SCORERS
from summarise.extract import ArticleSummary, extract
from summarise.values import Article, Figure

Json = dict[str, Any]
BAR = {"gating": ["figure recall", "verdict"], "margin": 0.02, "least": {"account": 1.0, "verdict": 0.5}}
ROOT = Path(__file__).parents[2]


@pytest.fixture
def home(stories_home: Path, tmp_path: Path) -> Home:
    """A bar of its own over the two short stories, blessed with what the tool makes of them now."""
    home = Home(stories_home, tmp_path / "bar.json", tmp_path / "baseline.json", tmp_path / "lock.json")
    home.bar.write_text(json.dumps(BAR), encoding="utf-8")
    assert main(["bless", "--reason", "the first", "--into", str(tmp_path / "blessed")], home) == Code.PASS
    return home


@pytest.fixture
def unchanged(home: Home, tmp_path: Path) -> Path:
    run(load_stories(home.fixtures), "extractive", tmp_path / "unchanged")
    return tmp_path / "unchanged"


def mutate(folder: Path, change: Callable[[Json], object]) -> None:
    path = folder / "bridge.json"
    result = json.loads(path.read_text("utf-8"))
    change(result)
    path.write_text(json.dumps(result), encoding="utf-8")


def gate(home: Home, *runs: Path) -> int:
    return main(["gate", *map(str, runs)], home)


def reading(result: Json, quote: str) -> Json:
    return next(r for f in result["note"]["findings"] for r in f["readings"] if r["quote"] == quote)


def finding(result: Json, quote: str) -> Json:
    return next(f for f in result["note"]["findings"] if any(r["quote"] == quote for r in f["readings"]))


def drop_a_citation(result: Json) -> None:
    result["note"]["bottom_line"][0]["citations"] = []


def change_a_digit_of_a_reading(result: Json) -> None:
    reading(result, "17").update(low="18", high="18")


def change_a_digit_of_a_sentence(result: Json) -> None:
    statement = next(s for s in result["note"]["bottom_line"] if "17" in s["text"])
    statement["text"] = statement["text"].replace("17", "18")


def swap_a_unit(result: Json) -> None:
    reading(result, "120 metres")["unit"] = "ft"


def shift_a_span(result: Json) -> None:
    reading(result, "120 metres")["start"] += 1


def account_for(result: Json, quote: str, name: str) -> None:
    found = reading(result, quote)
    key = (found["article"], found["figure"])
    next(e for e in result["note"]["account"] if (e["article"], e["figure"]) == key)["of"] = name


def merge_two_findings(result: Json) -> None:
    deaths, injured = finding(result, "17"), finding(result, "About 40")
    account_for(result, "About 40", deaths["id"])
    deaths["readings"] += injured["readings"]
    result["note"]["findings"].remove(injured)


def split_a_finding(result: Json) -> None:
    deaths = finding(result, "17")
    alone = next(r for r in deaths["readings"] if r["quote"] == "17")
    account_for(result, "17", "d99")
    deaths["readings"].remove(alone)
    deaths["verdict"] = "single"
    result["note"]["findings"].append(deaths | {"id": "d99", "readings": [alone]})


def flip_a_verdict(result: Json) -> None:
    finding(result, "17")["verdict"] = "conflict"


def lose_a_figure_of_the_account(result: Json) -> None:
    result["note"]["account"].pop()


def empty_the_note(result: Json) -> None:
    for part in ("bottom_line", "sections", "findings", "timeline", "names"):
        result["note"][part] = []
    for entry in result["note"]["account"]:
        entry.update(fate="left_out", of=None, reason="not wanted")


def delete_an_article(result: Json) -> None:
    result["note"]["articles"].pop()


def keep_the_error_of_a_run(result: Json) -> None:
    result.update(note=None, error="ValueError: no")


def lose_the_note(result: Json) -> None:
    result["note"] = None


def lose_a_part_of_the_note(result: Json) -> None:
    del result["note"]["findings"]


def come_from_another_version(result: Json) -> None:
    result["made_from"] = "0"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (drop_a_citation, Code.FELL),
        (change_a_digit_of_a_reading, Code.FELL),
        (change_a_digit_of_a_sentence, Code.FELL),
        (swap_a_unit, Code.FELL),
        (shift_a_span, Code.FELL),
        (merge_two_findings, Code.FELL),
        (split_a_finding, Code.FELL),
        (flip_a_verdict, Code.FELL),
        (lose_a_figure_of_the_account, Code.FELL),
        (empty_the_note, Code.FELL),
        (delete_an_article, Code.BROKEN),
        (keep_the_error_of_a_run, Code.BROKEN),
        (lose_the_note, Code.BROKEN),
        (lose_a_part_of_the_note, Code.BROKEN),
        (come_from_another_version, Code.BROKEN),
    ],
    ids=lambda part: part.__name__ if callable(part) else None,
)
def test_a_worse_result_turns_the_gate_red_with_its_code(
    change: Callable[[Json], object], code: Code, home: Home, unchanged: Path
) -> None:
    mutate(unchanged, change)
    assert gate(home, unchanged) == code


def test_an_unchanged_tool_is_green_ten_times_of_ten(home: Home, tmp_path: Path) -> None:
    folders = [tmp_path / f"run{n}" for n in range(10)]
    for folder in folders:
        run(load_stories(home.fixtures), "extractive", folder)
    assert [gate(home, folder) for folder in folders] == [Code.PASS] * 10


def without_the_last_figure(article: Article, figures: Sequence[Figure]) -> ArticleSummary:
    return extract(article, figures[:-1])


def raising_in_one_story(article: Article, figures: Sequence[Figure]) -> ArticleSummary:
    if "Brem" in article.text:
        raise KeyError("Brem")
    return extract(article, figures)


@pytest.mark.parametrize(
    ("engine", "code"),
    [(without_the_last_figure, Code.FELL), (raising_in_one_story, Code.BROKEN)],
    ids=["a figure is lost", "an exception in one story"],
)
def test_a_regression_seeded_into_the_tool_turns_the_gate_red(
    engine: Callable[[Article, Sequence[Figure]], ArticleSummary], code: Code, home: Home, tmp_path: Path
) -> None:
    run(load_stories(home.fixtures), "extractive", tmp_path / "seeded", engines={"extractive": engine})
    assert gate(home, tmp_path / "seeded") == code


def edit_json(path: Path, change: Callable[[Json], object]) -> None:
    whole = json.loads(path.read_text("utf-8"))
    change(whole)
    path.write_text(json.dumps(whole), encoding="utf-8")


def lower_a_threshold(home: Home) -> None:
    edit_json(home.bar, lambda bar: bar["least"].update(verdict=0.1))


def edit_a_label(home: Home) -> None:
    edit_json(home.fixtures / "bridge" / "labels.json", lambda d: d["findings"][0].update(verdict="conflict"))


def edit_an_article(home: Home) -> None:
    path = home.fixtures / "bridge" / "a1.txt"
    path.write_text(path.read_text("utf-8").replace("120", "121"), encoding="utf-8")


def delete_an_article_file(home: Home) -> None:
    (home.fixtures / "bridge" / "a1.txt").unlink()


def let_a_case_fail(home: Home) -> None:
    edit_json(home.baseline, lambda d: d["failing"].setdefault("verdict", {}).update(bridge=["E1"]))


def edit_a_scorer(home: Home) -> None:
    edit_json(home.lock, lambda lock: lock.update(scorers="what they were before"))


@pytest.mark.parametrize(
    "change",
    [
        lower_a_threshold,
        edit_a_label,
        edit_an_article,
        delete_an_article_file,
        let_a_case_fail,
        edit_a_scorer,
    ],
)
def test_a_changed_bar_is_seen_before_anything_is_scored(
    change: Callable[[Home], None], home: Home, unchanged: Path
) -> None:
    change(home)
    assert gate(home, unchanged) == Code.BAR_CHANGED


def test_a_missing_result_breaks_the_run(home: Home, unchanged: Path) -> None:
    (unchanged / "viaduct.json").unlink()
    assert gate(home, unchanged) == Code.BROKEN


def test_a_missing_lock_breaks_the_run(home: Home, unchanged: Path) -> None:
    home.lock.unlink()
    assert gate(home, unchanged) == Code.BROKEN


def test_a_score_below_the_least_is_red_even_if_it_was_blessed(home: Home, unchanged: Path) -> None:
    edit_json(home.bar, lambda bar: bar["least"].update(attribution=1.0))
    main(["bless", "--reason", "more is asked", "--into", str(unchanged.parent / "blessed")], home)
    assert gate(home, unchanged) == Code.FELL


def test_what_only_one_of_two_repeats_shows_is_inconclusive(
    home: Home, unchanged: Path, tmp_path: Path
) -> None:
    run(load_stories(home.fixtures), "extractive", tmp_path / "repeat")
    mutate(tmp_path / "repeat", flip_a_verdict)
    assert gate(home, unchanged, tmp_path / "repeat") == Code.INCONCLUSIVE


def test_what_both_repeats_show_is_a_fall(home: Home, unchanged: Path, tmp_path: Path) -> None:
    run(load_stories(home.fixtures), "extractive", tmp_path / "repeat")
    mutate(unchanged, flip_a_verdict)
    mutate(tmp_path / "repeat", flip_a_verdict)
    assert gate(home, unchanged, tmp_path / "repeat") == Code.FELL


def test_newly_failing_cases_are_named(
    home: Home, unchanged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mutate(unchanged, flip_a_verdict)
    gate(home, unchanged)
    assert "bridge, verdict, E1: conflict, labelled update: deaths" in capsys.readouterr().out


def test_of_the_stories_kept_for_the_gate_only_ids_are_told(
    home: Home, unchanged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = unchanged / "viaduct.json"
    result = json.loads(path.read_text("utf-8"))
    flip_a_verdict(result)
    path.write_text(json.dumps(result), encoding="utf-8")
    gate(home, unchanged)
    assert "  viaduct, verdict, E1\n" in capsys.readouterr().out


# Blessing


def test_improvements_are_told_and_not_taken_over(
    home: Home, unchanged: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = home.baseline.read_bytes()
    mutate(unchanged, lambda r: reading(r, "2 million euros").update(voice="Mayor Ana Petrik"))
    code = gate(home, unchanged)
    told = "newly holding: 1 (voice 1)" in capsys.readouterr().out
    assert (code, told, home.baseline.read_bytes() == before) == (Code.PASS, True, True)


def test_a_baseline_is_not_taken_without_a_reason(home: Home) -> None:
    assert main(["bless", "--reason", "  "], home) == Code.BROKEN


def test_reasons_are_kept_in_the_baseline(home: Home, tmp_path: Path) -> None:
    main(["bless", "--reason", "the second", "--into", str(tmp_path / "blessed")], home)
    assert json.loads(home.baseline.read_text("utf-8"))["reasons"] == ["the first", "the second"]


def test_a_broken_promise_is_never_blessed(home: Home, tmp_path: Path) -> None:
    mutate(tmp_path / "blessed" / "extractive", swap_a_unit)
    assert main(["bless", "--reason", "please", "--into", str(tmp_path / "blessed")], home) == Code.BROKEN


# Runs and comparisons


def test_a_run_goes_on_where_it_broke_off(home: Home, unchanged: Path) -> None:
    kept = (unchanged / "bridge.json").stat().st_mtime_ns
    (unchanged / "viaduct.json").unlink()
    run(load_stories(home.fixtures), "extractive", unchanged)
    assert (unchanged / "bridge.json").stat().st_mtime_ns == kept
    assert (unchanged / "viaduct.json").exists()


def test_a_story_that_failed_is_run_again(home: Home, tmp_path: Path) -> None:
    stories = load_stories(home.fixtures)
    run(stories, "extractive", tmp_path / "r", engines={"extractive": raising_in_one_story})
    assert [result.error for result in run(stories, "extractive", tmp_path / "r")] == [None, None]


def test_a_file_cut_short_by_a_crash_is_made_again(home: Home, unchanged: Path) -> None:
    path = unchanged / "bridge.json"
    path.write_text(path.read_text("utf-8")[:100], encoding="utf-8")
    assert run(load_stories(home.fixtures), "extractive", unchanged)[0].note is not None


def test_a_run_without_change_compares_as_the_same(home: Home, unchanged: Path) -> None:
    assert main(["compare", str(unchanged), str(unchanged)], home) == Code.PASS


def test_a_fall_in_one_of_two_stories_proves_nothing(home: Home, unchanged: Path, tmp_path: Path) -> None:
    run(load_stories(home.fixtures), "extractive", tmp_path / "later")
    mutate(tmp_path / "later", flip_a_verdict)
    assert main(["compare", str(unchanged), str(tmp_path / "later")], home) == Code.INCONCLUSIVE


def test_a_fall_in_every_story_compares_as_worse(home: Home, unchanged: Path, tmp_path: Path) -> None:
    run(load_stories(home.fixtures), "extractive", tmp_path / "later")
    for name in ("bridge", "viaduct"):
        edit_json(tmp_path / "later" / f"{name}.json", flip_a_verdict)
    assert main(["compare", str(unchanged), str(tmp_path / "later")], home) == Code.FELL


def test_an_unknown_engine_is_an_error_that_names_those_there_are(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "--engine", "oracle"], home) == Code.BROKEN
    assert "there is extractive" in capsys.readouterr().err


def test_the_harness_runs_from_the_command_line() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "evals", "lint"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, "32 stories hold\n")


def test_the_order_of_hashes_does_not_change_a_result(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path\n"
        "from evals.fixtures import load_stories; from evals.run import run\n"
        "run(load_stories(names=['border-clash', 'hurricane']), 'extractive', Path(sys.argv[1]))"
    )
    made = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        environment = os.environ | {"PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, str(folder)], cwd=ROOT, env=environment, check=True)
        results = [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
        made.append([result | {"seconds": 0} for result in results])
    assert made[0] == made[1]


def test_every_scorer_and_command_is_explained_in_the_guide() -> None:
    guide = (ROOT / "docs" / "evals.md").read_text("utf-8")
    wanted = [f"**{name}**" for name in SCORERS]
    wanted += [f"evals {name}" for name in ("run", "score", "compare", "gate", "bless", "lint", "agreement")]
    assert [words for words in wanted if words not in guide] == []


def test_story_fixture_is_read_in_the_order_of_its_ids(bridge: Story) -> None:
    assert [path.name for path in bridge.paths] == ["a1.txt", "a2.txt"]
