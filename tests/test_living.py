"""Notes that go on from older ones, from Python and from the command line."""

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from docx import Document

import summarise
from summarise.cli import main
from summarise.compared import compared
from summarise.living import joined
from tests.telling import MONDAY, TUESDAY, WEDNESDAY, articles_of, brief_of

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in a folder with three articles; give the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    for name, text in (("monday", MONDAY), ("tuesday", TUESDAY), ("wednesday", WEDNESDAY)):
        Path(f"{name}.txt").write_text(text, "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return command


def loaded(name: str) -> dict[str, object]:
    note: dict[str, object] = json.loads(Path(name).read_text("utf-8"))
    return note


# From Python


def test_an_updated_note_holds_and_tells_what_changed() -> None:
    articles = articles_of(MONDAY, TUESDAY)
    old, new = summarise.brief(articles[:1]), summarise.brief(articles)
    note = summarise.update(old, new)
    assert note.since is not None
    assert (summarise.verify(note, articles), note.since.newest, note.since.changes, note.findings) == (
        [],
        "2026-03-02",
        summarise.diff(old, new),
        new.findings,
    )


def test_a_note_cannot_go_on_from_one_whose_articles_it_lacks() -> None:
    with pytest.raises(summarise.NoteError, match=r"not made from '1\.txt', which the old one has"):
        summarise.update(brief_of([MONDAY]), brief_of([TUESDAY]))


def test_the_older_note_is_told_by_the_digest_of_its_file(tmp_path: Path) -> None:
    (tmp_path / "monday.txt").write_text(MONDAY, "utf-8")
    file = tmp_path / "old.json"
    main(["brief", str(tmp_path / "monday.txt"), "-o", str(file)])
    old = summarise.load(file)
    new = summarise.brief([*summarise.read(tmp_path / "monday.txt"), *articles_of(MONDAY, TUESDAY)[1:]])
    since = summarise.update(old, new).since
    assert since is not None
    assert since.sha256 == sha256(file.read_bytes()).hexdigest()


def test_articles_of_the_old_note_keep_their_ids_and_each_text_is_used_once() -> None:
    monday, tuesday, wednesday = articles_of(MONDAY, TUESDAY, WEDNESDAY)
    articles, said = joined([monday, tuesday], [wednesday, tuesday, wednesday])
    assert ([(a.id, a.path) for a in articles], said) == (
        [("a1", "1.txt"), ("a2", "2.txt"), ("a3", "3.txt")],
        [
            "'2.txt' is in the old note already: it is used once",
            "'3.txt' is the same text as '3.txt': used once",
        ],
    )


def test_a_source_without_a_publisher_is_called_by_its_place_in_the_whole() -> None:
    nameless = articles_of("Mill fire\n\nSome 4 workers died.\n")
    articles, _ = joined(articles_of(MONDAY), nameless)
    assert [article.label for article in articles] == ["Hallow Wire", "source B"]


# From the command line


def test_an_update_has_what_changed_at_its_top_in_every_form(run: Run) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    forms = [word for ending in ("md", "html", "json", "docx") for word in ("-o", f"n.{ending}")]
    code, _, err = run("brief", "tuesday.txt", "--update", "old.json", *forms)
    told = "Since the note on the news until 2 Mar 2026"
    page, text = Path("n.html").read_text("utf-8"), Path("n.md").read_text("utf-8")
    word = [paragraph.text for paragraph in Document("n.docx").paragraphs]
    assert (code, err, loaded("n.json")["since"] is not None) == (0, "", True)
    assert 0 < page.index(told) < page.index("Bottom line</h2>")
    assert 0 < text.index(f"## What changed\n\n- {told}") < text.index("## Bottom line")
    assert word[3] == "What changed"
    assert word[4].startswith(told)


def test_an_update_of_an_update_goes_back_to_the_first_and_all_of_them_hold(run: Run) -> None:
    run("brief", "monday.txt", "-o", "1.json")
    run("brief", "tuesday.txt", "--update", "1.json", "-o", "2.json")
    run("brief", "wednesday.txt", "--update", "2.json", "-o", "3.json")
    digests = [sha256(Path(f"{n}.json").read_bytes()).hexdigest() for n in (1, 2)]
    since = summarise.load("3.json").since
    assert since is not None
    assert (since.sha256, since.earlier) == (digests[1], (digests[0],))
    assert [run("verify", f"{n}.json")[0] for n in (1, 2, 3)] == [0, 0, 0]


def test_the_old_note_is_left_alone_unless_it_is_named_as_output(run: Run) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    before = Path("old.json").read_bytes()
    run("brief", "tuesday.txt", "--update", "old.json", "-o", "new.json")
    left_alone = Path("old.json").read_bytes() == before
    run("brief", "tuesday.txt", "--update", "old.json", "-o", "old.json")
    assert (left_alone, Path("old.json").read_bytes() == Path("new.json").read_bytes()) == (True, True)


def test_the_same_update_gives_the_same_bytes(run: Run) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    run("brief", "tuesday.txt", "--update", "old.json", "-o", "a.json")
    run("brief", "tuesday.txt", "--update", "old.json", "-o", "b.json")
    assert Path("a.json").read_bytes() == Path("b.json").read_bytes()


def test_an_article_of_the_old_note_that_is_given_again_is_used_once(run: Run) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    code, _, err = run("brief", "monday.txt", "tuesday.txt", "--update", "old.json", "-o", "n.json")
    assert (code, err) == (0, "summarise: 'monday.txt' is in the old note already: it is used once\n")
    assert len(summarise.load("n.json").articles) == 2


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda path: path.unlink(), "'monday.txt' is not there"),
        (lambda path: path.write_text(MONDAY + "\nMore.\n"), "'monday.txt' was changed since"),
        (
            lambda path: path.write_bytes(b"\xff\x00\x01"),
            "'monday.txt' is not text: give the article as plain text in UTF-8",
        ),
    ],
    ids=["missing", "changed", "unreadable"],
)
def test_an_article_that_is_not_as_it_was_is_named(
    run: Run, harm: Callable[[Path], None], message: str
) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    harm(Path("monday.txt"))
    assert run("brief", "tuesday.txt", "--update", "old.json", "-o", "n.json") == (
        2,
        "",
        (
            f"summarise: 'old.json' cannot be gone on from without its articles as they were: {message}. "
            "Give a copy of the same text among the articles, or compare two notes with summarise diff\n"
        ),
    )


@pytest.mark.parametrize(
    "harm", [Path.unlink, lambda path: path.write_text("Another.\n")], ids=["gone", "changed"]
)
def test_an_article_whose_text_was_kept_need_not_be_there(run: Run, harm: Callable[[Path], None]) -> None:
    run("brief", "monday.txt", "-o", "old.json", "--keep-text", "texts")
    harm(Path("monday.txt"))
    code, _, _ = run("brief", "tuesday.txt", "--update", "old.json", "-o", "n.json")
    assert (code, run("verify", "n.json")[0]) == (0, 0)


def test_an_article_that_was_moved_is_found_among_those_given(run: Run) -> None:
    run("brief", "monday.txt", "-o", "old.json")
    Path("monday.txt").rename("moved.txt")
    code, _, _ = run("brief", "moved.txt", "tuesday.txt", "--update", "old.json", "-o", "n.json")
    assert (code, [source.path for source in summarise.load("n.json").articles]) == (
        0,
        ["moved.txt", "tuesday.txt"],
    )


def test_an_update_is_not_written_over_an_article_of_the_old_note(run: Run) -> None:
    Path("monday.txt").rename("monday.md")
    run("brief", "monday.md", "-o", "old.json")
    assert run("brief", "tuesday.txt", "--update", "old.json", "-o", "monday.md") == (
        2,
        "",
        "summarise: 'monday.md' is one of the articles: give the note another name\n",
    )


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "'old.json' is not a note that holds: Invalid JSON: EOF while parsing a value"),
        (b"\xff\xfe{}", "'old.json' is not a note that holds: Invalid JSON: "),
        (b'{"schema_version": "1"}', "'old.json' is not a note that holds: title: Field required"),
        (b"[" * 100_000, "'old.json' is not a note that holds: Invalid JSON: recursion limit"),
    ],
    ids=["empty", "not UTF-8", "half a note", "deep"],
)
@pytest.mark.parametrize("command", [("brief", "tuesday.txt", "--update"), ("diff", "good.json")])
def test_a_file_that_holds_no_note_ends_in_one_line(
    run: Run, command: tuple[str, ...], content: bytes, message: str
) -> None:
    run("brief", "monday.txt", "-o", "good.json")
    Path("old.json").write_bytes(content)
    code, out, err = run(*command, "old.json")
    assert (code, out, err.startswith(f"summarise: {message}"), err.count("\n")) == (2, "", True, 1)


def test_the_command_shows_what_changed(run: Run) -> None:
    run("brief", "monday.txt", "-o", "1.json")
    run("brief", "monday.txt", "tuesday.txt", "-o", "2.json")
    old, new = summarise.load("1.json"), summarise.load("2.json")
    told = "\n".join(compared(old, new, summarise.diff(old, new)))
    assert run("diff", "1.json", "2.json") == (0, f"{told}\n", "")


def test_the_command_gives_what_changed_as_data(run: Run) -> None:
    run("brief", "monday.txt", "-o", "1.json")
    run("brief", "monday.txt", "tuesday.txt", "-o", "2.json")
    _, out, _ = run("diff", "1.json", "2.json", "--json")
    changes = summarise.diff(summarise.load("1.json"), summarise.load("2.json"))
    assert json.loads(out) == json.loads(changes.model_dump_json())
