"""Which kind of document an input is, by the ending of its name or, on standard input, by how it begins."""

import re
from pathlib import Path
from types import MappingProxyType

from summarise.values import DocumentKind

SUFFIXES: MappingProxyType[str, DocumentKind] = MappingProxyType(
    {
        ".txt": "text",
        ".text": "text",
        ".md": "text",
        ".markdown": "text",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".docx": "docx",
        ".eml": "eml",
        ".pdf": "pdf",
        ".jsonl": "jsonl",
        ".ndjson": "jsonl",
        ".csv": "csv",
        ".tsv": "csv",
        ".parquet": "parquet",
    }
)
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]{0,200}>\s*|<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)

# "Date:" and "From:" may head a plain text, too.
MAIL = re.compile(
    rb"(?:[!-9;-~]+:.*\r?\n(?:[ \t].*\r?\n)*)*?(?:received|return-path|message-id|mime-version):",
    re.IGNORECASE,
)


def kind_of(path: Path) -> DocumentKind | None:
    """Return the kind of a file by its name, none for one that is not read."""
    return SUFFIXES.get(path.suffix.lower())


def kind_of_bytes(raw: bytes) -> DocumentKind:
    """Return the kind of a document without a name: by how it begins, plain text where that tells nothing."""
    start = raw.removeprefix(b"\xef\xbb\xbf")[:10_000]
    if start.startswith(b"PK\x03\x04"):
        return "docx"
    if start.startswith(b"%PDF-"):
        return "pdf"
    if start.startswith(b"PAR1"):
        return "parquet"
    if start.startswith(b'{"'):
        return "jsonl"
    if MAIL.match(start):
        return "eml"
    return "html" if PAGE.match(start) else "text"
