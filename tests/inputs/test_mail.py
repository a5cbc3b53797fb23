"""E-mails: their head and text, what hangs on them, and what is no e-mail."""

import io
import sys
from email.message import EmailMessage
from pathlib import Path

import pytest

from summarise.errors import ArticleError
from summarise.inputs.gather import read
from summarise.inputs.mail import read_mail

BODY = "At least 12 people died in Lem on Friday.\n\nSome 400 left.\n"


def mail(text: str | None = BODY, html: str | None = None, attached: int = 0) -> bytes:
    """Return a mail from an agency."""
    made = EmailMessage()
    made["From"] = "Oresia Wire <desk@wire.example>"
    made["Subject"] = "Quake kills 12 in Oresia"
    made["Date"] = "Tue, 03 Mar 2026 23:10:00 -0500"
    if text is not None:
        made.set_content(text)
    if html is not None and text is not None:
        made.add_alternative(html, subtype="html")
    elif html is not None:
        made.set_content(html, subtype="html")
    for n in range(attached):
        made.add_attachment(b"9,000 dead", maintype="application", subtype="pdf", filename=f"{n}.pdf")
    return made.as_bytes()


HEAD = "Title: Quake kills 12 in Oresia\n\nPublisher: Oresia Wire\n\nPublished: 2026-03-03\n\n"


def test_the_plain_text_of_a_mail_is_read_under_its_subject_sender_and_day() -> None:
    extract = read_mail(mail(html="<p>Some 13</p>", attached=2), "a.eml")

    assert extract.text == HEAD + BODY
    assert extract.warnings == ("not read: 2 attachments",)


def test_a_mail_is_an_article_with_its_head(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(mail())

    (article,) = read(tmp_path / "a.eml")

    assert (article.title, article.publisher, article.published) == (
        "Quake kills 12 in Oresia",
        "Oresia Wire",
        "2026-03-03",
    )


def test_a_mail_that_is_only_a_page_is_read_as_one() -> None:
    html = (
        "<html><head><title>Issue 88</title></head><body><p>At least 12 people died in Lem on Friday.</p>"
        '<p style="display:none">Say 900.</p><p>Some 400 left.</p></body></html>'
    )

    extract = read_mail(mail(None, html), "a.eml")

    assert extract.text == HEAD + BODY
    assert extract.warnings == ("text that the page hides was left out: 1 passage of 2 words",)


def test_lines_that_flow_are_joined_and_others_kept() -> None:
    raw = (
        b"From: a@b.example\r\nSubject: =?utf-8?q?Caf=C3=A9_burns?=\r\nMIME-Version: 1.0\r\n"
        b"Content-Type: text/plain; charset=iso-8859-1; format=flowed\r\n\r\n"
        b"At least \r\n12 people in the caf\xe9 \r\ndied.\r\n\r\n-- \r\nDesk\r\n"
    )

    assert (
        read_mail(raw, "a.eml").text
        == "Title: Café burns\n\nAt least 12 people in the café died.\n\n-- \nDesk\n"
    )


def test_a_head_cannot_pass_for_more_than_its_line() -> None:
    raw = (
        b'From: "Wire\r\n Update: 9" <a@b.example>\r\nSubject: Fire\r\n in Lem\r\nDate: soon\r\n\r\n'
        b"Some 9 came.\r\n"
    )

    assert read_mail(raw, "a.eml").text == "Title: Fire in Lem\n\nPublisher: Wire Update: 9\n\nSome 9 came.\n"


def test_a_mail_on_standard_input_is_told_by_its_head(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(mail())))

    (article,) = read("-")

    assert article.text == HEAD + BODY


def nested(depth: int) -> bytes:
    """Return a mail whose parts hold parts."""
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    for n in range(depth):
        head += b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (n, n)
    return head + b"Content-Type: text/plain\r\n\r\nSome 9 came.\r\n"


NO_MAIL = {
    "a plain text": (
        b"Date: 2024-05-03\n\nSome 9 came.\n",
        "'a.eml' is no e-mail: it does not say who sent it and about what",
    ),
    "empty": (b"", "'a.eml' is no e-mail: it does not say who sent it and about what"),
    "binary": (bytes(range(256)) * 9, "'a.eml' is no e-mail: it does not say who sent it and about what"),
    "no text": (
        b"From: a@b.example\nSubject: x\nContent-Type: image/png\n\nabc",
        "'a.eml' is an e-mail without text",
    ),
    "many parts": (nested(0) + b"\n--b" * 3_000, "'a.eml' has more parts than any e-mail"),
    "line ends smuggled into a head": (
        b"From: =?utf-8?q?Wire=0AUpdate=3A_9?= <a@b.example>\nSubject: Fire\n\nSome 9 came.\n",
        "'a.eml' is no e-mail that can be read: it is broken",
    ),
    "parts within parts without end": (nested(1_900), "'a.eml' is no e-mail that can be read: it is broken"),
}


@pytest.mark.parametrize(("raw", "message"), NO_MAIL.values(), ids=NO_MAIL.keys())
def test_what_is_no_mail_ends_in_one_sentence(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as raised:
        read_mail(raw, "a.eml")

    assert str(raised.value) == message


@pytest.mark.parametrize(
    "raw",
    [
        mail().replace(b'charset="utf-8"', b'charset="no-such"'),
        mail().replace(b'charset="utf-8"', b'charset="zlib"'),
        mail().replace(b'charset="utf-8"', b"charset*=''''"),
    ],
    ids=["unknown", "no text", "broken"],
)
def test_a_charset_that_is_none_keeps_no_text_out(raw: bytes) -> None:
    assert "At least 12 people died in Lem" in read_mail(raw, "a.eml").text
