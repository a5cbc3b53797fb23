"""Decisions in a YAML file: as people write them, and as no one should."""

import sys
from pathlib import Path

import pytest

import summarise
from summarise.decision_file import read_decisions

pytest.importorskip("yaml", reason="needs the extra `yaml`")

GOOD = """\
# Tuesday's review
by: Ana Reader
date: 2026-03-04
decisions:
  - id: d3
    decision: accept
  - {id: s2c68c92c, decision: strike, reason: "told twice: here, and above"}
  - id: s293cbd64
    decision: edit
    text: >
      Police said that 4 workers
      were killed in Dorn.
    reason: 'plainer'
    by: Peter Lund
"""


def read(tmp_path: Path, content: str | bytes) -> list[summarise.Decision]:
    path = tmp_path / "d.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_decisions(path)


def test_a_file_gives_its_decisions_in_their_order(tmp_path: Path) -> None:
    day = "2026-03-04"
    assert read(tmp_path, GOOD) == [
        summarise.Decision(id="d3", decision="accept", by="Ana Reader", date=day),
        summarise.Decision(
            id="s2c68c92c",
            decision="strike",
            reason="told twice: here, and above",
            by="Ana Reader",
            date=day,
        ),
        summarise.Decision(
            id="s293cbd64",
            decision="edit",
            text="Police said that 4 workers were killed in Dorn.",
            reason="plainer",
            by="Peter Lund",
            date=day,
        ),
    ]


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    assert len(read(tmp_path, b"\xef\xbb\xbf" + GOOD.encode())) == 3


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ndecisions: [*c]\n"
BAD = {
    "empty": ("", "is empty: write decisions:, and under it"),
    "no decisions": ("by: Ana\n", "holds no decisions: write decisions:, and under it"),
    "a text alone": ("strike d1\n", "holds no decisions: "),
    "a list alone": ("- id: d1\n", "holds no decisions: "),
    "decisions that are no list": ("decisions: d1\n", "holds no decisions: "),
    "an unknown name": ("decisions: []\nwho: Ana\n", "has 'who', which is none of decisions, by and date"),
    "an unknown name inside": (
        "decisions:\n  - {id: d1, decision: accept, why: x}\n",
        "decision 1: 'why' is none of id, decision, text, reason, by, date",
    ),
    "a state of its own": (
        "decisions:\n  - {id: d1, decision: accept, state: gone}\n",
        "'state' is none of id,",
    ),
    "a list for a text": (
        "decisions:\n  - {id: [d1], decision: accept}\n",
        "decision 1: 'id' is no plain text",
    ),
    "no id": ("decisions:\n  - decision: accept\n", "decision 1: id: Field required"),
    "an unknown decision": (
        "decisions:\n  - {id: d1, decision: delete}\n",
        "decision 1: decision: Input should be 'accept', 'edit' or 'strike'",
    ),
    "a bare word": ("decisions:\n  - accept\n", "decision 1: it is no list of names and values"),
    "a name twice": ("decisions: []\nby: Ana\nby: Bo\n", "line 3: 'by' stands twice"),
    "a name twice inside": ("decisions:\n  - id: d1\n    id: d2\n", "line 3: 'id' stands twice"),
    "a reference": (BOMB, "line 1: & and * refer to other places: write the text out, or put it in quotes"),
    "a merge": ("a: {x: y}\n<<: *a\n", "line 2: & and * refer to other places"),
    "a type": (
        "decisions: !!python/object/apply:os.system ['x']\n",
        "line 1: ! names a type: leave it out, or put the text in quotes",
    ),
    "a type of a text": ("decisions:\n  - id: !!int 3\n", "line 2: ! names a type"),
    "two documents": ("decisions: []\n---\ndecisions: []\n", "holds several documents: keep one"),
    "deep": ("decisions: " + "[" * 5000 + "]" * 5000, "line 1: lists stand in lists too deeply"),
    "deep names": ("{" * 300 + "}" * 300, "line 1: lists stand in lists too deeply"),
    "a tab": ("decisions:\n\t- id: d1\n", "is no YAML, line 2: "),
    "a colon in a text": ("decisions:\n  - id: d1\n    reason: so: so\n", "is no YAML, line 3: "),
    "not closed": ("decisions: [", "is no YAML, line 1: "),
    "a control character": ("decisions: \x07\n", "is no YAML: "),
    "not UTF-8": (b"decisions: caf\xe9\n", "is not UTF-8 (byte 0xe9 at 14): save it as UTF-8 first"),
    "UTF-16": ("decisions: []".encode("utf-16"), "is not UTF-8 (byte 0xff at 0): save it as UTF-8 first"),
    "huge": ("#" * 200_001, "has 200,001 bytes: the limit is 200,000"),
}


@pytest.mark.parametrize(("content", "message"), BAD.values(), ids=BAD)
def test_a_file_that_holds_anything_else_is_refused_in_one_line(
    tmp_path: Path, content: str | bytes, message: str
) -> None:
    with pytest.raises(summarise.NoteError) as error:
        read(tmp_path, content)
    assert (message in str(error.value), "\n" in str(error.value)) == (True, False)


def test_the_largest_file_of_the_shortest_decisions_is_read_in_bounded_time(tmp_path: Path) -> None:
    lines = "- {id: d1, decision: accept}\n" * 6800
    assert len(read(tmp_path, f"decisions:\n{lines}")) == 6800


def test_a_missing_file_a_folder_and_a_name_with_nul_are_refused(tmp_path: Path) -> None:
    for path, message in (
        (tmp_path / "gone.yaml", "is not there: check the path"),
        (tmp_path, "cannot be read: "),
        (Path("a\0b"), "cannot be read: "),
    ):
        with pytest.raises(summarise.NoteError, match=message):
            read_decisions(path)


def test_without_the_extra_the_command_that_installs_it_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "yaml", None)
    monkeypatch.setattr("summarise.decision_file.find_spec", lambda _: None)
    with pytest.raises(summarise.NoteError, match=r"one more package: pip install 'summarise\[yaml\]'"):
        read(tmp_path, GOOD)
