"""Several news articles in, one briefing note out, every figure cited to the characters it came from."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from summarise.article import read
    from summarise.compose import Brief, brief, summarise_article
    from summarise.errors import ArticleError, NoteError, SummariseError
    from summarise.extract import ArticleSummary
    from summarise.figures import find_figures
    from summarise.values import Article, Figure
    from summarise.verifier import Problem, verify

# Loaded when first asked for, so that `summarise --help` need not wait for what it does not use.
HOMES = {
    "Article": "values",
    "ArticleError": "errors",
    "ArticleSummary": "extract",
    "Brief": "compose",
    "Figure": "values",
    "NoteError": "errors",
    "Problem": "verifier",
    "SummariseError": "errors",
    "brief": "compose",
    "find_figures": "figures",
    "read": "article",
    "summarise_article": "compose",
    "verify": "verifier",
}
__all__ = [
    "Article",
    "ArticleError",
    "ArticleSummary",
    "Brief",
    "Figure",
    "NoteError",
    "Problem",
    "SummariseError",
    "__version__",
    "brief",
    "find_figures",
    "read",
    "summarise_article",
    "verify",
]


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"module 'summarise' has no attribute {name!r}")
    return getattr(import_module(f"summarise.{HOMES[name]}"), name)
