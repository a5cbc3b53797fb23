"""Several news articles in, one briefing note out, every figure cited to the characters it came from."""

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from summarise.changes import diff
    from summarise.compose import Brief, brief, summarise_article
    from summarise.errors import (
        ArticleError,
        BudgetError,
        JournalError,
        MissingExtraError,
        ModelError,
        ModelRefusedError,
        ModelReplyError,
        ModelStopError,
        ModelUnavailableError,
        NoteError,
        PromptError,
        SummariseError,
    )
    from summarise.extract import ArticleSummary
    from summarise.figures import find_figures
    from summarise.history import Changes, Decision
    from summarise.inputs.fetch import Fetcher
    from summarise.inputs.gather import read
    from summarise.inputs.rows import Columns
    from summarise.living import update
    from summarise.llm import Door
    from summarise.mixed import Story, stories
    from summarise.modelled import brief_with_model
    from summarise.questions import load_wording
    from summarise.reviewing import review
    from summarise.stored import load
    from summarise.values import Article, Figure
    from summarise.verifier import Problem, verify
    from summarise.wire import Endpoint

# Loaded when first asked for, so that `summarise --help` need not wait for what it does not use.
HOMES = {
    "Article": "values",
    "ArticleError": "errors",
    "ArticleSummary": "extract",
    "Brief": "compose",
    "BudgetError": "errors",
    "Columns": "inputs.rows",
    "Changes": "history",
    "Decision": "history",
    "Door": "llm",
    "Endpoint": "wire",
    "Fetcher": "inputs.fetch",
    "Figure": "values",
    "JournalError": "errors",
    "MissingExtraError": "errors",
    "ModelError": "errors",
    "ModelRefusedError": "errors",
    "ModelReplyError": "errors",
    "ModelStopError": "errors",
    "ModelUnavailableError": "errors",
    "NoteError": "errors",
    "Problem": "verifier",
    "PromptError": "errors",
    "Story": "mixed",
    "SummariseError": "errors",
    "brief": "compose",
    "brief_with_model": "modelled",
    "diff": "changes",
    "find_figures": "figures",
    "load": "stored",
    "load_wording": "questions",
    "read": "inputs.gather",
    "review": "reviewing",
    "stories": "mixed",
    "summarise_article": "compose",
    "update": "living",
    "verify": "verifier",
}
__all__ = [
    "Article",
    "ArticleError",
    "ArticleSummary",
    "Brief",
    "BudgetError",
    "Changes",
    "Columns",
    "Decision",
    "Door",
    "Endpoint",
    "Fetcher",
    "Figure",
    "JournalError",
    "MissingExtraError",
    "ModelError",
    "ModelRefusedError",
    "ModelReplyError",
    "ModelStopError",
    "ModelUnavailableError",
    "NoteError",
    "Problem",
    "PromptError",
    "Story",
    "SummariseError",
    "__version__",
    "brief",
    "brief_with_model",
    "diff",
    "find_figures",
    "load",
    "load_wording",
    "read",
    "review",
    "stories",
    "summarise_article",
    "update",
    "verify",
]


def __getattr__(name: str) -> object:
    if name not in HOMES:
        raise AttributeError(f"module 'summarise' has no attribute {name!r}")
    return getattr(import_module(f"summarise.{HOMES[name]}"), name)
