"""A PDF writer for tests: lines of Helvetica on pages, as many other programs would print them."""

from collections.abc import Sequence

A_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
    b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>"
)
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"


def printed(pages: Sequence[Sequence[str]], stream: bytes | None = None, trailer: bytes = b"") -> bytes:
    """Return a PDF with these lines on its pages.

    Args:
        pages: the lines of each.
        stream: what stands in place of each page's content, with the keys of its dictionary, if not lines.
        trailer: more keys of the trailer.
    """
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", FONT]
    kids = []
    for lines in pages:
        shown = b"BT /F1 11 Tf 60 780 Td 14 TL\n" + b"".join(map(_shown, lines)) + b"ET"
        objects.append(stream or b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shown), shown))
        objects.append(A_PAGE % len(objects))
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _written(objects, trailer)


def _shown(line: str) -> bytes:
    """Return how a line is set; what stands in it between carets is raised and small."""
    parts = line.split("^")
    set_off = [_drawn(text, raised=n % 2 == 1) for n, text in enumerate(parts)]
    return b"".join(set_off) + b"T*\n"


def _drawn(line: str, *, raised: bool) -> bytes:
    text = line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
    small = b"/F1 7 Tf 4 Ts (%s) Tj 0 Ts /F1 11 Tf\n"
    return small % text if raised else b"(%s) Tj\n" % text


def _written(objects: Sequence[bytes], trailer: bytes) -> bytes:
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    end = b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n" % size + table + end
