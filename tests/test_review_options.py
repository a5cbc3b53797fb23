"""The command `summarise review`, with the decisions that people give it by mistake or by malice, too."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import summarise
from summarise.cli import main
from tests.telling import MONDAY, TUESDAY, WEDNESDAY

Run = Callable[..., tuple[int, str, str]]
INSURER = "s2c68c92c"
MONDAYS = "s293cbd64"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in a folder with a note on two articles; give the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("monday", MONDAY), ("tuesday", TUESDAY), ("wednesday", WEDNESDAY)):
        Path(f"{name}.txt").write_text(text, "utf-8")
    main(["brief", "monday.txt", "tuesday.txt", "-o", "note.json"])
    capsys.readouterr()

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:  # argparse leaves by the door
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return command


LISTING = """\
bottom line
  s17381b08  “The fire at the paper mill killed 7 workers, police said on Tuesday.” — Dorn Courier
  s49a1e41c  Workers killed: “7 workers” (police, in Dorn Courier); “4 workers” (police, in Hallow Wire).
  s26df59cc  Houses destroyed: “30 houses” (Dorn Courier); “30 houses” (mayor, in Hallow Wire).
  se29638ec  Workers injured: “11 workers” (Hallow Wire).
section 'What the sources say'
  see8e6163  “Another 11 workers were injured.” — Hallow Wire
  s6cba7e02  “The fire destroyed 30 houses, the mayor said.” — Hallow Wire
  s2c68c92c  “The insurer put the damage at 5 million euros.” — Dorn Courier
timeline
  s293cbd64  “A fire at a paper mill in Dorn killed 4 workers on Monday, police said.” — Hallow Wire
findings
  d1         workers killed (single): “7”, “4”, “4”
  d2         houses destroyed (agree): “30”, “30”
  d3         workers injured (single): “11”
  d4         damage (single): “5 million euros”
"""


@pytest.mark.parametrize("arguments", [(), ("--list",)])
def test_what_can_be_decided_on_is_listed_with_its_id(run: Run, arguments: tuple[str, ...]) -> None:
    before = Path("note.json").read_bytes()
    assert run("review", "note.json", *arguments) == (0, LISTING, "")
    assert Path("note.json").read_bytes() == before


def test_the_list_as_data_and_with_what_was_decided(run: Run) -> None:
    run("review", "note.json", "--strike", "d4", "not about the fire", "--accept", "d1")
    _, out, _ = run("review", "note.json", "--list", "--json")
    assert [(row["id"], row["decided"]) for row in json.loads(out) if row["decided"]] == [
        ("d1", "accepted"),
        ("d4", "struck"),
    ]
    _, out, _ = run("review", "note.json")
    assert "  d4         [struck] damage (single): “5 million euros”\n" in out


def test_decisions_are_put_into_the_note_itself_and_it_holds(run: Run) -> None:
    done = run(
        *("review", "note.json", "--accept", "d1", "--strike", INSURER, "not about the fire"),
        *("--edit", MONDAYS, "Police said that 4 workers were killed.", "shorter"),
        *("--by", "Ana Reader", "--date", "2026-03-05"),
    )
    assert done == (0, "note.json: 3 decisions in effect\n", "")
    note = summarise.load("note.json")
    assert note.review is not None
    assert [(d.id, d.decision, d.by, d.date) for d in note.review.decisions] == [
        ("d1", "accept", "Ana Reader", "2026-03-05"),
        (INSURER, "strike", "Ana Reader", "2026-03-05"),
        (MONDAYS, "edit", "Ana Reader", "2026-03-05"),
    ]
    assert run("verify", "note.json")[0] == 0


def test_the_note_is_left_alone_where_another_is_named(run: Run) -> None:
    before = Path("note.json").read_bytes()
    assert (
        run("review", "note.json", "--accept", "d1", "-o", "new.json", "-o", "new.md", "-o", "new.html")[0]
        == 0
    )
    assert Path("note.json").read_bytes() == before
    assert all("accepted by a person" in Path(f"new.{form}").read_text("utf-8") for form in ("md", "html"))


def test_the_same_decisions_give_the_same_bytes(run: Run) -> None:
    run("review", "note.json", "--accept", "d1", "--accept", "d2", "-o", "a.json")
    run("review", "note.json", "--accept", "d1", "--accept", "d2", "-o", "b.json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_taking_all_back_gives_the_note_as_it_was(run: Run) -> None:
    before = Path("note.json").read_bytes()
    run("review", "note.json", "--accept", "d1", "--strike", "d2", "told twice")
    assert Path("note.json").read_bytes() != before
    run("review", "note.json", "--take-back", "d1", "--take-back", "d2")
    assert Path("note.json").read_bytes() == before


def test_decisions_of_a_file_and_of_the_command_go_together(run: Run) -> None:
    pytest.importorskip("yaml", reason="needs the extra `yaml`")
    Path("d.yaml").write_text("decisions:\n  - {id: d1, decision: accept}\n", "utf-8")
    assert run("review", "note.json", "--from", "d.yaml", "--accept", "d2")[0] == 0
    assert run("review", "note.json", "--from", "d.yaml", "--strike", "d1", "told twice") == (
        2,
        "",
        "summarise: d1: it is decided on twice, as 'accept' and as 'strike'\n",
    )


def test_a_review_goes_on_with_the_note(run: Run) -> None:
    run("review", "note.json", "--strike", INSURER, "not about the fire", "--accept", "d1")
    done = run("brief", "wednesday.txt", "--update", "note.json", "-o", "next.json", "-o", "next.md")
    assert done == (
        0,
        "",
        "summarise: the review of the old note: 1 decision in effect, 1 to be looked at again\n",
    )
    assert run("verify", "next.json")[0] == 0
    text = Path("next.md").read_text("utf-8")
    assert "- **Struck by a person (s2c68c92c):** “The insurer put the damage at 5 million euros.”" in text
    assert "- **To be looked at again: accepted by a person, and changed since (d1):** workers killed" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--accept", "d9"), "d9: the note has no such finding or statement"),
        (("--strike", "d1", ""), "d1: its reason: it says nothing"),
        (("--strike", "d1", "<b>x</b>"), "d1: its reason: it holds the sign '<', and a note is plain text"),
        (
            ("--edit", MONDAYS, "A fire killed 5 workers.", "why"),
            "s293cbd64: its text: '5' is a figure that does not stand so in what it cites",
        ),
        (("--accept", "d1", "--date", "today"), "d1: its date 'today' is no day such as 2026-01-31"),
        (
            ("--accept", "d1", "--by", "Ana 12"),
            "d1: who decided: '12' is a figure that does not stand so in what it cites",
        ),
        (("--accept", "d1", "-o", "monday.txt"), "'monday.txt' has no known ending: "),
        (("--accept", "d1", "-o", "gone/n.json"), "'gone' is no folder: make it first"),
    ],
)
def test_a_wrong_decision_ends_in_one_line_and_leaves_the_note_alone(
    run: Run, arguments: tuple[str, ...], message: str
) -> None:
    before = Path("note.json").read_bytes()
    code, out, err = run("review", "note.json", *arguments)
    assert (code, out, err.startswith(f"summarise: {message}"), err.count("\n")) == (2, "", True, 1)
    assert Path("note.json").read_bytes() == before


def test_a_note_whose_articles_are_gone_is_not_written(run: Run) -> None:
    Path("monday.txt").rename("moved.txt")
    assert run("review", "note.json", "--accept", "d1") == (
        2,
        "",
        "summarise: 'monday.txt' is not there: give the articles behind the note's name\n",
    )
    assert run("review", "note.json", "moved.txt", "tuesday.txt", "--accept", "d1")[0] == 0


def test_an_edit_that_counts_something_else_is_not_written(run: Run) -> None:
    Path("toll.txt").write_text(
        "Toll\n\n2 March 2026\n\nPolice put the number of dead in Dorn at 68.\n", "utf-8"
    )
    run("brief", "toll.txt", "-o", "toll.json")
    _, out, _ = run("review", "toll.json", "--json")
    name = next(row["id"] for row in json.loads(out) if row["text"].startswith("Deaths: “68”"))
    assert run("review", "toll.json", "--edit", name, "Police said 68 houses burnt.", "plainer") == (
        1,
        "",
        (
            f"summarise: review, {name}: '68' counts 'house' here, and its source does not say so\n"
            "summarise: the note does not hold and was not written\n"
        ),
    )


def test_a_note_changed_by_hand_steers_no_terminal_and_ends_in_no_traceback(run: Run) -> None:
    note = json.loads(Path("note.json").read_text("utf-8"))
    note["findings"][0] |= {"id": "d\x1b[31m1", "measure": "\x1b[2J<b>\u202e"}
    note["findings"][1]["readings"] = []
    Path("hand.json").write_text(json.dumps(note), "utf-8")
    commands = (
        ("review", "hand.json"),
        ("diff", "hand.json", "note.json"),
        ("diff", "note.json", "hand.json"),
        ("review", "hand.json", "--accept", "d3"),
    )
    done = [run(*command) for command in commands]
    assert [code for code, _, _ in done] == [0, 0, 0, 1]
    assert [sign for sign in ("\x1b", "\u202e") if any(sign in out + err for _, out, err in done)] == []


def test_a_review_that_is_killed_leaves_the_old_note_or_the_new(run: Run) -> None:
    assert run("review", "note.json", "--accept", "d1", "-o", "new.json")[0] == 0
    whole = {Path("note.json").read_bytes(), Path("new.json").read_bytes()}
    command = [sys.executable, "-m", "summarise.cli", "review", "note.json", "--accept", "d1"]
    for delay in (0.1, 0.3, 0.5, 0.7):
        with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
            time.sleep(delay)
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)
        assert Path("note.json").read_bytes() in whole
