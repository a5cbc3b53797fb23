"""What people name on the command line: files, folders and standard input, made into articles."""

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from summarise.errors import ArticleError
from summarise.inputs.gather import read

BODY = "Water rose 2.3 metres in the old town on Friday. Some 400 people left."


def fill(folder: Path, *names: str) -> Path:
    """Put a small article under each name."""
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{name}\n\n{BODY}\n", "utf-8")
    return folder


def send(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    """Put bytes where standard input is read."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_an_article_that_opens_with_a_curly_quote_is_read_in_each_encoding(
    encoding: str, tmp_path: Path
) -> None:
    path = tmp_path / "article.txt"
    path.write_bytes("“Go!” he said.\r\n\r\nThey went.\r\n".encode(encoding))

    (made,) = read(path)

    assert made.text == "“Go!” he said.\n\nThey went.\n"


def test_articles_are_numbered_in_the_order_given(tmp_path: Path) -> None:
    fill(tmp_path, "b.txt", "a.md")

    made = read([tmp_path / "b.txt", str(tmp_path / "a.md")])

    assert [(a.id, Path(a.path).name) for a in made] == [("a1", "b.txt"), ("a2", "a.md")]


def test_no_article_at_all_is_an_error() -> None:
    with pytest.raises(ArticleError, match="no article given"):
        read([])


# Folders


def test_a_folder_is_read_in_the_order_of_its_names_and_what_is_passed_over_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fill(tmp_path, "news/b.txt", "news/Z.md", "news/a.TXT", "last.txt"))
    fill(tmp_path, "news/.hidden.txt", "news/map.jpg", "news/plan.jpg", "news/README", "news/old.d/x.txt")
    os.mkfifo("news/pipe.txt")
    told: list[str] = []

    made = read(["news", "last.txt"], tell=told.append)

    assert [(a.id, a.path) for a in made] == [
        ("a1", "news/Z.md"),
        ("a2", "news/a.TXT"),
        ("a3", "news/b.txt"),
        ("a4", "last.txt"),
    ]
    assert told == [
        "'news': passed over 2 .jpg, 1 folder, 1 pipe, device or broken link, 1 without an ending"
    ]


def test_a_file_of_a_folder_that_cannot_be_read_is_told_and_keeps_no_other_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(fill(tmp_path, "news/a.txt", "news/c.txt"))
    Path("news/b.txt").write_bytes(b"\0" * 99)
    told: list[str] = []

    made = read("news", tell=told.append)

    assert [a.path for a in made] == ["news/a.txt", "news/c.txt"]
    assert told == ["left out: 'news/b.txt' is not text: give the article as plain text in UTF-8"]


def test_from_python_what_a_folder_leaves_out_is_a_warning(tmp_path: Path) -> None:
    fill(tmp_path, "a.txt", "b.xyz")

    with pytest.warns(UserWarning, match=r"passed over 1 \.xyz$"):
        read(tmp_path)


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ((), "'news' is a folder that holds nothing"),
        (("news/.a.txt",), "'news' is a folder that holds nothing"),
        (("news/a.jpg", "news/b.jpg"), "'news' is a folder that holds no article, only 2 .jpg"),
    ],
    ids=["empty", "hidden", "pictures"],
)
def test_a_folder_without_an_article_is_an_error_that_says_what_it_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], message: str
) -> None:
    (tmp_path / "news").mkdir()
    monkeypatch.chdir(fill(tmp_path, *names))

    with pytest.raises(ArticleError) as raised:
        read("news")

    assert str(raised.value) == message


def test_a_folder_of_which_nothing_can_be_read_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")

    with pytest.raises(ArticleError, match="is a folder of which no file can be read"):
        read(tmp_path, tell=[].append)


# Standard input


def test_standard_input_is_an_article_among_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(fill(tmp_path, "a.txt"))
    send(monkeypatch, BODY.encode("utf-16"))

    made = read(["a.txt", "-"])

    assert [(a.path, a.text) for a in made] == [("a.txt", f"a.txt\n\n{BODY}\n"), ("-", BODY)]


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "'-' is empty: nothing was sent to standard input"),
        (b" \n", "'-' is empty: it holds no text"),
        (b"\0" * 99, "'-' is not text: give the article as plain text in UTF-8"),
    ],
    ids=["nothing", "blanks", "binary"],
)
def test_standard_input_without_an_article_is_an_error(
    monkeypatch: pytest.MonkeyPatch, raw: bytes, message: str
) -> None:
    send(monkeypatch, raw)

    with pytest.raises(ArticleError) as raised:
        read("-")

    assert str(raised.value) == message


def test_a_closed_standard_input_is_told() -> None:
    script = "import sys; sys.stdin.close(); from summarise.cli import main; sys.exit(main(['figures', '-']))"

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (
        2,
        "summarise: '-' is standard input, and nothing is sent there\n",
    )


def test_an_endless_input_is_cut_at_the_limit_of_an_article() -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "summarise.cli", "figures", "-"],
            stdin=endless,
            capture_output=True,
            text=True,
            check=False,
        )

    assert (done.returncode, done.stderr) == (
        2,
        "summarise: '-' has more bytes than any article: the limit is 50,000,000\n",
    )
