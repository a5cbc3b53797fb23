"""An e-mail as an article: subject, sender and day, and its plain text, or its HTML where it has no other."""

import re
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from summarise.errors import ArticleError
from summarise.inputs.blocks import Extract, Head, counted, iso_day, lay_down
from summarise.inputs.plain import decoded

HEADERS = frozenset({"from", "subject", "date", "message-id", "received", "mime-version", "return-path"})
LEAST_HEADERS = 2
MOST_PARTS = 2_000
BROKEN = (ArithmeticError, MessageError, RecursionError, LookupError, ValueError, AttributeError, TypeError)


def read_mail(raw: bytes, name: str) -> Extract:
    """Return the article in an e-mail.

    Raises:
        ArticleError: it is no e-mail, or holds no text.
        ModuleNotFoundError: its only text is a web page, and what reads those is not installed.
    """
    if raw.count(b"\n--") > MOST_PARTS:
        raise ArticleError(f"{name!r} has more parts than any e-mail")
    try:
        mail = message_from_bytes(raw, policy=policy.default)
        head = _head(mail)
        body = mail.get_body(preferencelist=("plain", "html"))
        attached = sum(1 for _ in mail.iter_attachments())
    except BROKEN:
        raise ArticleError(f"{name!r} is no e-mail that can be read: it is broken") from None
    if len(HEADERS & {header.lower() for header in mail}) < LEAST_HEADERS:
        raise ArticleError(f"{name!r} is no e-mail: it does not say who sent it and about what")
    if not isinstance(body, EmailMessage):
        raise ArticleError(f"{name!r} is an e-mail without text")
    told = (f"not read: {counted(attached, 'attachment')}",) if attached else ()
    payload = body.get_payload(decode=True)
    content = payload if isinstance(payload, bytes) else b""
    charset = body.get_content_charset()
    if body.get_content_type() == "text/html":
        from summarise.inputs.web import read_page  # noqa: PLC0415 - of an extra, and not for most mails

        page = read_page(content, name, charset, head)
        return page._replace(warnings=(*told, *page.warnings))
    return Extract(lay_down(head, []) + "\n" + _lines(content, charset, flowed=_is_flowed(body)), told)


def _head(mail: EmailMessage) -> Head:
    subject, sender, sent = (str(mail[name]) if mail[name] else "" for name in ("Subject", "From", "Date"))
    return Head(subject or None, parseaddr(sender)[0] or None, iso_day(sent))


def _is_flowed(body: EmailMessage) -> bool:
    return body.get_param("format") == "flowed"


def _lines(content: bytes, charset: str | None, *, flowed: bool) -> str:
    """Return the lines of a plain text; of one that flows, those that belong together as one."""
    text = decoded(content, charset).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    if not flowed:
        return text
    # A line that ends in a blank goes on in the next, but for the line above a signature (RFC 3676).
    return re.sub(r"(?<!^--) \n(?!-- ?\n|>)", " ", text, flags=re.MULTILINE)
