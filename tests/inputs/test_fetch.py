"""Pages from a server: what is taken, what is refused, and servers that mean harm."""

import gzip
import ssl
import zlib
from pathlib import Path

import pytest

import summarise
from summarise.cli import main
from summarise.errors import ArticleError
from summarise.inputs.again import read_again
from summarise.inputs.fetch import Fetcher
from summarise.inputs.gather import read
from tests.inputs.pages_server import Answer, PagesServer, serving

PAGE = b"<html><body><h1>Fire in Lem</h1><p>Some 12 boats burned in Lem on Friday.</p></body></html>"


def is_loopback(number: str) -> bool:
    return number == "127.0.0.1"


HERE = Fetcher(is_allowed=is_loopback, seconds=2.0, most_bytes=10_000)


def answer(body: bytes = PAGE, kind: str = "text/html", *more: str, status: str = "200 OK") -> bytes:
    """Return an answer as it goes over the wire."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *more]
    lines += [f"Content-Type: {kind}"] if kind else []
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def sent_on(to: str, status: str = "302 Found") -> bytes:
    return answer(b"", "", f"Location: {to}", status=status)


def test_a_page_is_fetched_and_read_as_an_article() -> None:
    with serving(
        page=answer(kind="text/html; charset=windows-1252", body=PAGE.replace(b"12", b"\x93 12"))
    ) as server:
        address = f"{server.address}/page"
        (article,) = read(address, fetch=HERE.fetch)

    assert article.text == "Title: Fire in Lem\n\nSome “ 12 boats burned in Lem on Friday.\n"
    assert article.path == address
    assert article.document is not None
    assert article.document.address == address


def test_a_request_says_no_more_than_it_must() -> None:
    with serving(page=answer()) as server:
        HERE.fetch(f"{server.address}/page#part")

    assert server.heads == [
        (
            f"GET /page HTTP/1.1\r\nHost: {server.address.removeprefix('http://')}\r\n"
            "Accept: text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5\r\n"
            "Accept-Encoding: gzip\r\nConnection: close\r\n"
            f"User-Agent: summarise/{summarise.__version__}\r\n\r\n"
        )
    ]


@pytest.mark.parametrize(
    ("kind", "body", "taken"),
    [
        ("text/html", PAGE, "html"),
        ("Text/HTML;charset=utf-8", PAGE, "html"),
        ("text/plain", b"Some 12.", "text"),
        ("application/pdf", b"%PDF-", "pdf"),
        ("", PAGE, "html"),
        ("application/octet-stream", b"%PDF-1.4", "pdf"),
    ],
)
def test_the_kind_is_what_the_server_says_or_the_bytes_tell(kind: str, body: bytes, taken: str) -> None:
    with serving(page=answer(body, kind)) as server:
        assert HERE.fetch(f"{server.address}/page").kind == taken


def test_a_packed_page_is_unpacked() -> None:
    with serving(page=answer(gzip.compress(PAGE), "text/html", "Content-Encoding: gzip")) as server:
        assert HERE.fetch(f"{server.address}/page").raw == PAGE


def test_one_is_sent_on_to_where_the_page_is() -> None:
    with serving(a=sent_on("b"), b=sent_on("/c", "301 Moved"), c=answer()) as server:
        found = HERE.fetch(f"{server.address}/a")

    assert (found.raw, found.address) == (PAGE, f"{server.address}/c")


REFUSED: dict[str, tuple[Answer, str]] = {
    "not there": (answer(status="404 Not Found"), "answers 404"),
    "nothing new": (answer(b"", status="304 Not Modified"), "answers 304"),
    "sent on to nowhere": (answer(b"", status="302 Found"), "answers 302"),
    "a picture": (answer(b"12", "image/png"), "is of the kind 'image/png', which is not read"),
    "a program": (answer(b"12", "application/json"), "is of the kind 'application/json', which is not read"),
    "too large": (answer(b"x" * 10_001), "is larger than 10,000 bytes"),
    "a bomb": (
        answer(gzip.compress(b"x" * 50_000_000), "text/html", "Content-Encoding: gzip"),
        "is larger than 10,000 bytes",
    ),
    "without end": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + b"x" * 100_000,
        "is larger than 10,000 bytes",
    ),
    "broken off": (answer().replace(b"h: ", b"h: 9"), "broke off"),
    "broken off while packed": (
        answer(gzip.compress(PAGE)[:-9], "text/html", "Content-Encoding: gzip"),
        "broke off",
    ),
    "packed badly": (
        answer(zlib.compress(PAGE), "text/html", "Content-Encoding: gzip"),
        "gives no answer that can be read",
    ),
    "packed otherwise": (
        answer(PAGE, "text/html", "Content-Encoding: br"),
        "is packed as 'br', which was not asked for",
    ),
    "chunks that break off": (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<html",
        "gives no answer that can be read",
    ),
    "no answer": (b"", "gives no answer that can be read"),
    "no HTTP": (b"SSH-2.0-OpenSSH\r\n", "gives no answer that can be read"),
    "a head without end": (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 5_000, "gives no answer that can be read"),
}


@pytest.mark.parametrize(("sent", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_an_answer_that_is_no_article_ends_in_one_sentence(sent: Answer, message: str) -> None:
    with serving(page=sent) as server, pytest.raises(ArticleError) as raised:
        HERE.fetch(f"{server.address}/page")

    assert str(raised.value) == f"'{server.address}/page' {message}"


SLOW: dict[str, Answer] = {
    "a head that drips": [b"HTTP/1.1 200 OK\r\n", *[b"A: b\r\n", 0.1] * 90],
    "a body that drips": [answer(b"x" * 90)[:-80], *[b"x", 0.1] * 80],
    "a body without length that drips": [
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n",
        *[b"<p>12</p>", 0.1] * 90,
    ],
    "silence": [9.0],
}


@pytest.mark.parametrize("sent", SLOW.values(), ids=SLOW.keys())
def test_a_server_that_takes_its_time_is_left(sent: Answer) -> None:
    hasty = HERE._replace(seconds=0.5)

    with serving(page=sent) as server, pytest.raises(ArticleError) as raised:
        hasty.fetch(f"{server.address}/page")

    assert str(raised.value) == f"'{server.address}/page' took longer than 0.5 s"


def test_one_is_not_sent_on_for_ever() -> None:
    with (
        serving(a=sent_on("/a")) as server,
        pytest.raises(ArticleError, match=r"/a' leads on more than 5 times$"),
    ):
        HERE.fetch(f"{server.address}/a")

    assert len(server.heads) == 6


@pytest.mark.parametrize(
    "to",
    [
        "http://localhost:{port}/b",
        "http://[::1]:{port}/b",
        "http://0x7f.1:{port}/b",
        "http://2130706433:{port}/b",
        "http://[::ffff:127.0.0.1]:{port}/b",
        "http://100.64.0.1/b",
        "//10.0.0.1/b",
        "file:///etc/passwd",
        "ftp://127.0.0.1/b",
        "http://ana:secret@127.0.0.1:{port}/b",
    ],
)
def test_each_step_of_the_way_is_checked(to: str) -> None:
    answers: dict[str, Answer] = {"/b": answer()}
    with serving() as server:
        server.answers = answers
        answers["/a"] = sent_on(to.format(port=server.server_address[1]))
        once = Fetcher(is_allowed=_first_time(server))

        with pytest.raises(ArticleError):
            once.fetch(f"{server.address}/a")

    assert len(server.heads) == 1


def _first_time(server: PagesServer) -> "summarise.inputs.addresses.Check":
    """Return a check by which the server may be asked once, as if it then were another."""
    return lambda number: is_loopback(number) and not server.heads


def test_the_open_network_alone_is_asked_where_nothing_else_is_said() -> None:
    with serving(page=answer()) as server, pytest.raises(ArticleError, match=r"leads into a network"):
        Fetcher().fetch(f"{server.address}/page")

    assert server.heads == []


PROOF = Path(__file__).with_name("loopback.pem")  # of 127.0.0.1, and believed by nobody


def proof() -> ssl.SSLContext:
    made = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.load_cert_chain(PROOF)
    return made


def test_a_server_that_cannot_prove_who_it_is_is_told_nothing() -> None:
    with serving(proof(), page=answer()) as server, pytest.raises(ArticleError) as raised:
        HERE.fetch(f"{server.address}/page")

    assert str(raised.value) == f"'{server.address}/page' is not asked: its server cannot prove who it is"
    assert server.heads == []


def test_a_server_that_proves_who_it_is_is_asked() -> None:
    with serving(proof(), page=answer()) as server:
        trusting = HERE._replace(trust=ssl.create_default_context(cafile=str(PROOF)))

        assert trusting.fetch(f"{server.address}/page").raw == PAGE


def test_the_proof_must_be_of_the_name_that_was_asked_for() -> None:
    with serving(proof(), page=answer()) as server:
        trusting = HERE._replace(trust=ssl.create_default_context(cafile=str(PROOF)), is_allowed=bool)

        with pytest.raises(ArticleError, match=r"its server cannot prove who it is$"):
            trusting.fetch(f"{server.address.replace('127.0.0.1', 'localhost')}/page")


def test_nobody_there_is_told() -> None:
    with serving() as server:
        address = server.address

    with pytest.raises(ArticleError, match=r"does not answer$"):
        HERE.fetch(address)


def test_without_leave_nothing_is_fetched(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(page=answer()) as server:
        code = main(["brief", f"{server.address}/page"])

    assert (code, server.heads) == (2, [])
    assert capsys.readouterr().err == (
        f"summarise: '{server.address}/page' is an address: to get it from the network, add --fetch\n"
    )


def test_with_leave_the_open_network_is_asked_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    with serving(page=answer()) as server:
        code = main(["figures", f"{server.address}/page", "--fetch"])

    assert (code, server.heads) == (2, [])
    assert "is not asked: it leads into a network that is not public" in capsys.readouterr().err


def test_a_note_on_a_page_from_the_network_holds_when_it_is_fetched_again() -> None:
    with serving(page=answer()) as server:
        note = summarise.brief(read(f"{server.address}/page", fetch=HERE.fetch))
        again = read_again(note, Path("note.json"), HERE.fetch)

    assert (again.changes, summarise.verify(note, again.articles)) == ({}, [])
    with pytest.raises(ArticleError, match=r"to get it from the network, add --fetch$"):
        read_again(note, Path("note.json"))
