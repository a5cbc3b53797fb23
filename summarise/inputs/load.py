"""The bytes of a file or of standard input, as far as they may be an article."""

import sys
from pathlib import Path
from typing import BinaryIO

from summarise.errors import ArticleError

LARGEST_FILE = 50_000_000
LARGEST_TABLE = 200_000_000  # of many articles


def load(path: Path, most: int = LARGEST_FILE) -> bytes:
    """Return the bytes of a file.

    Raises:
        ArticleError: it is missing, unreadable, no file, or larger than any article.
    """
    try:
        if path.exists() and not path.is_file():
            raise ArticleError(
                f"{str(path)!r} is no file but a pipe or device: save the article as a file first"
            )
        with path.open("rb") as file:
            return _up_to_limit(file, str(path), most)
    except FileNotFoundError:
        raise ArticleError(f"{str(path)!r} is not there: check the path") from None
    except OSError as error:
        raise ArticleError(f"{str(path)!r} cannot be read: {error.strerror or error}") from None
    except ValueError as error:  # a NUL in the path
        raise ArticleError(f"{str(path)!r} cannot be read: {error}") from None


def load_standard_input() -> bytes:
    """Return what is sent to standard input, to its end.

    Raises:
        ArticleError: there is none, it was read before, or it is larger than any article.
    """
    if sys.stdin is None or sys.stdin.closed:
        raise ArticleError("'-' is standard input, and nothing is sent there")
    raw = _up_to_limit(sys.stdin.buffer, "-", LARGEST_FILE)
    if not raw:
        raise ArticleError("'-' is empty: nothing was sent to standard input")
    return raw


def _up_to_limit(file: BinaryIO, name: str, most: int) -> bytes:
    raw = file.read(most + 1)
    if len(raw) > most:
        raise ArticleError(f"{name!r} has more bytes than any article: the limit is {most:,}")
    return raw
