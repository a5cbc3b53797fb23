"""A PDF taken apart in a process of its own: whatever a hostile file does ends with the process.

Its bytes come on standard input, and one JSON object goes out: `{"pages": [text, …]}` or `{"fault": reason}`.
"""

import contextlib
import io
import json
import sys

from pypdf import PdfReader
from pypdf.errors import DependencyError

MOST_PAGES = 2_000
LONGEST_TEXT = 20_000_000
MEMORY = 1_500_000_000
SECONDS = 60


def confine() -> None:
    """Put bounds on what this process may take, where the system has such bounds."""
    with contextlib.suppress(ImportError):  # not on Windows: there the time alone is bounded, by the caller
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def pages_of(raw: bytes) -> dict[str, object]:
    """Return the text of each page, or why there is none: `locked`, `long` or `broken`."""
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"fault": "locked"}
        if len(reader.pages) > MOST_PAGES:
            return {"fault": "long"}
        pages: list[str] = []
        for page in reader.pages:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > LONGEST_TEXT:
                return {"fault": "long"}
    except MemoryError:
        return {"fault": "long"}
    except DependencyError:  # a lock that would need yet another package to open
        return {"fault": "locked"}
    except Exception:  # noqa: BLE001 - a broken file may raise anything at all in pypdf
        return {"fault": "broken"}
    return {"pages": pages}


if __name__ == "__main__":
    confine()
    json.dump(pages_of(sys.stdin.buffer.read()), sys.stdout)
