"""One story read by a real model that is far too small for the task, its replies kept and played offline."""

import json
from collections.abc import Callable
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

import summarise
from evals.__main__ import main
from evals.fixtures import Story
from evals.gate import Code, Home
from summarise.compose import Brief

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
MODEL = "SmolLM2-135M-Instruct.Q4_1"
CASSETTES = ROOT / "tests" / "evals" / "cassettes"


@pytest.fixture
def home(stories_home: Path) -> Home:
    return Home(stories_home, cassettes=CASSETTES)


def replay(home: Home, into: Path, *more: str) -> int:
    return main(["run", "--engine", "llm", "--model", MODEL, "--into", str(into), *more], home)


def result(into: Path) -> Json:
    read: Json = json.loads((into / "llm" / MODEL / "bridge.json").read_text("utf-8"))
    return read


def test_recorded_replies_make_a_note_that_holds(home: Home, bridge: Story, tmp_path: Path) -> None:
    code = replay(home, tmp_path)
    note = Brief.model_validate_json(json.dumps(result(tmp_path)["note"]))
    engines = [source.engine for source in note.articles]
    problems = summarise.verify(note, summarise.read(bridge.paths))
    assert (code, note.provenance.model, engines, problems) == (Code.PASS, MODEL, ["llm", "llm"], [])


def test_a_replay_gives_the_same_bytes_each_time(home: Home, tmp_path: Path) -> None:
    made = []
    for name in ("first", "again"):
        replay(home, tmp_path / name)
        made.append(json.dumps(result(tmp_path / name) | {"seconds": 0}))
    assert made[0] == made[1]


def test_what_the_model_took_is_kept_and_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replay(home, tmp_path)
    told = [line.split() for line in capsys.readouterr().out.splitlines()]
    row = "bridge 8 8 18904 2998 137.9".split()
    use = {"model": MODEL, "questions": 8, "right_at_once": 0, "reasks": 8, "unanswered": 4}
    took = {"prompt_tokens": 18904, "completion_tokens": 2998}
    found = result(tmp_path)["model"]
    assert (found | use | took, told[-1]) == (found, row)


def test_with_prices_the_cost_of_the_replies_is_told(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replay(home, tmp_path, "--price-in", "0.5", "--price-out", "2")
    assert capsys.readouterr().out.splitlines()[-1].split()[-1] == "0.0154"


def test_prices_of_the_environment_count_too(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUMMARISE_PRICES", "0.5, 2")
    replay(home, tmp_path)
    assert capsys.readouterr().out.splitlines()[-1].split()[-1] == "0.0154"


def test_a_price_that_is_only_half_given_is_refused(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = replay(home, tmp_path, "--price-in", "0.5")
    said = "evals: --price-in and --price-out go together\n"
    assert (code, capsys.readouterr().err) == (Code.BROKEN, said)


def test_a_result_is_made_again_when_its_replies_have_changed(home: Home, tmp_path: Path) -> None:
    cassettes = copytree(CASSETTES, tmp_path / "cassettes")
    replay(home._replace(cassettes=cassettes), tmp_path)
    before = result(tmp_path)["made_from"]
    path = cassettes / MODEL / "bridge.json"
    whole = json.loads(path.read_text("utf-8"))
    whole["replies"][0]["seconds"] += 1
    path.write_text(json.dumps(whole), encoding="utf-8")
    replay(home._replace(cassettes=cassettes), tmp_path)
    assert result(tmp_path)["made_from"] != before


@pytest.mark.parametrize("prompt", ["article", "brief"])
def test_a_changed_prompt_is_a_broken_run_that_says_what_to_do(
    prompt: str, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    prompts = copytree(ROOT / "prompts", tmp_path / "prompts")
    path = prompts / f"{prompt}.md"
    path.write_text(path.read_text("utf-8").replace("## Task", "## The task", 1), encoding="utf-8")
    code = replay(home, tmp_path, "--prompts", str(prompts))
    said = capsys.readouterr().err
    command = (
        f"python -m evals run --engine llm --model {MODEL} --prompts {prompts} --story bridge "
        "--reply-tokens 300 --temperature 0.7 --record"
    )
    assert (code, f"prompts/{prompt}.md is not recorded" in said, command in said) == (4, True, True)


Spoil = Callable[[Path], object]


def without_the_first_reply(path: Path) -> None:
    whole = json.loads(path.read_text("utf-8"))
    path.write_text(json.dumps(whole | {"replies": whole["replies"][1:]}), encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (without_the_first_reply, "prompts/article.md is not recorded"),
        (lambda path: path.write_text("{", encoding="utf-8"), "Invalid JSON"),
        (lambda path: path.unlink(), "No such file"),
    ],
    ids=["lacks a reply", "cut short", "gone"],
)
def test_a_spoilt_cassette_is_a_broken_run(
    spoil: Spoil, message: str, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cassettes = copytree(CASSETTES, tmp_path / "cassettes")
    spoil(cassettes / MODEL / "bridge.json")
    code = replay(home._replace(cassettes=cassettes), tmp_path, "--story", "bridge")
    assert (code, message in capsys.readouterr().err) == (Code.BROKEN, True)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--model", "oracle"], f"of other models: {MODEL}"),
        ([], "--engine llm needs --model"),
    ],
    ids=["never recorded", "not named"],
)
def test_a_model_that_cannot_be_asked_is_a_broken_run(
    arguments: list[str], message: str, home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["run", "--engine", "llm", "--into", str(tmp_path), *arguments], home)
    assert (code, message in capsys.readouterr().err) == (Code.BROKEN, True)
