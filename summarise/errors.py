"""What can go wrong, one class for each thing a caller would do differently.

SummariseError
├── ArticleError    the input cannot be read, or has no text
└── NoteError       a note cannot be read, or would break a promise
"""


class SummariseError(Exception):
    """Anything that this library raises on purpose."""


class ArticleError(SummariseError):
    """The input cannot be read, or has no text."""


class NoteError(SummariseError):
    """A note cannot be read, or would hold a figure that its sources do not."""
