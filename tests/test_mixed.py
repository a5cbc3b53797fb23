"""A mixed folder as people see it: stories with what they share, as lines, as data and as notes."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import summarise
from summarise.cli import main
from summarise.mixed import Story, file_name, stories
from summarise.values import Article

MIXED = Path("evals/mixed/dev").resolve()
Run = Callable[..., tuple[int, str, str]]

LINES = """\
1. Power cut in 12,000 homes as gale crosses Lake Orsa (2 articles, 19 Jan 2026 to 20 Jan 2026)
   shared names: Lake Orsa, Lakelight, Vint, Mari Dahl, Gusts
   shared figures: 12,000, 128 km/h
   shared days: 19 Jan 2026, 21 Jan 2026
     news/storm-wire.1.txt  19 Jan 2026  Power cut in 12,000 homes as gale crosses Lake Orsa
     news/storm-wire.2.txt  20 Jan 2026  No ferries, no light: gale strikes the lake

2. Halden Rovers 2-1 Brackley Town: Osei's late header wins the derby (2 articles, 7 Mar 2026 to 8 Mar 2026)
   shared names: Brackley Town, Rovers, Kojo Osei, Sean Priddy, Lena Huth
   shared figures: 2-1
   shared days: 7 Mar 2026
     news/derby.1.txt  7 Mar 2026  Halden Rovers 2-1 Brackley Town: Osei's late header wins the derby
     news/derby.2.txt  8 Mar 2026  Mill Lane erupts as Rovers sink Brackley

Alone (1)
     news/museum.txt  9 Mar 2026  Museum of clocks opens in old mill
"""


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command beside a folder with five articles; give the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    Path("news").mkdir()
    for name in ("derby.1", "derby.2", "museum", "storm-wire.1", "storm-wire.2"):
        (Path("news") / f"{name}.txt").write_bytes((MIXED / f"{name}.txt").read_bytes())

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return command


def articles_in(folder: str) -> list[Article]:
    return summarise.read(folder)


def test_a_mixed_folder_is_listed_by_event_with_the_reasons(run: Run) -> None:
    assert run("stories", "news") == (0, LINES, "")


def test_the_groups_as_data_hold_the_same(run: Run) -> None:
    code, out, err = run("stories", "news", "--json")
    data = json.loads(out)
    assert (code, err, list(data)) == (0, "", ["stories", "alone"])
    assert data["stories"][1] == {
        "title": "Halden Rovers 2-1 Brackley Town: Osei's late header wins the derby",
        "first": "2026-03-07",
        "last": "2026-03-08",
        "articles": [
            {
                "id": "a1",
                "path": "news/derby.1.txt",
                "title": "Halden Rovers 2-1 Brackley Town: Osei's late header wins the derby",
                "publisher": "Touchline",
                "published": "2026-03-07",
            },
            {
                "id": "a2",
                "path": "news/derby.2.txt",
                "title": "Mill Lane erupts as Rovers sink Brackley",
                "publisher": "The Halden Post",
                "published": "2026-03-08",
            },
        ],
        "names": ["Brackley Town", "Rovers", "Kojo Osei", "Sean Priddy", "Lena Huth"],
        "figures": ["2-1"],
        "days": ["2026-03-07"],
    }
    assert [article["path"] for article in data["alone"]] == ["news/museum.txt"]


def test_each_story_of_several_articles_gets_a_note_that_holds(run: Run) -> None:
    names = [
        "01-power-cut-in-12-000-homes-as-gale-crosses-lake-orsa",
        "02-halden-rovers-2-1-brackley-town-osei-s-late-header-wins-the",
    ]

    code, out, err = run("stories", "news", "--brief", "notes", "--form", ".json", "--form", ".md")

    assert (code, out) == (0, LINES)
    assert err.splitlines() == [
        f"summarise: written: notes/{name}{form}" for name in names for form in (".json", ".md")
    ]
    for name in names:
        assert run("verify", f"notes/{name}.json")[0] == 0


def test_a_note_on_a_story_counts_its_articles_from_one(run: Run) -> None:
    run("stories", "news", "--brief", "notes", "--form", ".json")
    note = json.loads(next(Path("notes").glob("01-*.json")).read_text("utf-8"))
    assert [(a["id"], a["label"]) for a in note["articles"]] == [
        ("a1", "Lake Herald"),
        ("a2", "The Stonholm Times"),
    ]


def test_notes_are_not_written_among_the_articles(run: Run) -> None:
    assert run("stories", "news", "--brief", "news") == (
        2,
        "",
        "summarise: 'news/note.md' would stand among the articles: write the note to another folder\n",
    )


def test_a_folder_that_cannot_be_made_is_told_before_anything_is_read(run: Run) -> None:
    assert run("stories", "news", "--brief", "gone/notes") == (
        2,
        "",
        "summarise: 'gone/notes' cannot be made: No such file or directory\n",
    )


@pytest.mark.usefixtures("run")
def test_stories_from_python() -> None:
    found = stories(articles_in("news"))
    assert [(story.first, story.articles) for story in found] == [
        ("2026-01-19", ("a4", "a5")),
        ("2026-03-07", ("a1", "a2")),
        ("2026-03-09", ("a3",)),
    ]


def test_no_articles_are_no_stories() -> None:
    assert stories([]) == []


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("../../etc/passwd", "07-etc-passwd"),
        ("CON", "07-con"),
        ("地震", "07-story"),
        ("Größe: 5\x00\n", "07-gro-e-5"),
        ("x" * 300, "07-" + "x" * 60),
    ],
    ids=["path", "device", "no Latin letter", "accents", "long"],
)
def test_a_headline_makes_a_name_that_every_system_takes(title: str, name: str) -> None:
    story = Story(title=title, first=None, last=None, articles=("a1",), names=(), figures=(), days=())
    assert file_name(7, story) == name


def test_what_steers_a_terminal_is_shown_and_not_sent(run: Run) -> None:
    Path("odd.txt").write_text("\x1b[31mRed\x1b[0m gale\n\nThe gale came on 3 May 2026 and went.\n", "utf-8")
    code, out, _ = run("stories", "odd.txt")
    assert (code, "\x1b" in out) == (0, False)
