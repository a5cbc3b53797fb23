"""Plain text out of bytes."""

import codecs

from summarise.errors import ArticleError


def decode(raw: bytes, name: str) -> str:
    r"""Return the text of a file's bytes, line ends as "\n".

    Raises:
        ArticleError: the bytes are no UTF-8 or UTF-16 text.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif raw[:200].count(0) > len(raw[:200]) // 4:
        encoding = "utf-16-be" if raw[:200:2].count(0) > raw[1:200:2].count(0) else "utf-16-le"
    else:
        encoding = "utf-8-sig"
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8-sig" and b"\0" not in raw:
            byte = f"byte 0x{raw[error.start]:02x} at {error.start}"
            raise ArticleError(f"{name!r} is not UTF-8 ({byte}): save it as UTF-8 first") from None
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8") from None
    controls = sum(c < " " and c not in "\t\n\r\f\v\x1b" for c in text[:5000])
    if "\0" in text or controls > len(text[:5000]) // 20:
        raise ArticleError(f"{name!r} is not text: give the article as plain text in UTF-8")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(raw: bytes, *charsets: str | None) -> str:
    """Return a text in UTF-8 if it can be that, else in the first of the charsets that fits, else Windows'.

    A character that is in none of them becomes "\ufffd".
    """
    for charset in ("utf-8-sig", *charsets, "windows-1252"):
        try:
            if charset:
                return raw.decode(codecs.lookup(charset).name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("windows-1252", "replace")
