"""What a note says of itself before it begins: what it was made from, how, and how to read it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from summarise.shown import shown_date, tidy
from summarise.values import WRITTEN_BY_CODE, Source

if TYPE_CHECKING:
    from summarise.compose import Brief

MOST_PUBLISHERS = 12
ENGINES = {
    "extractive": "the extractive engine, without a model",
    "llm": "a language model, which could name figures but not type them",
}


def made_from(sources: Sequence[Source], headed_by: str | None) -> str:
    """Return what the note was made from: how many articles, whose, of which days, and whose its title is."""
    articles = "1 article" if len(sources) == 1 else f"{len(sources)} articles"
    named = list(dict.fromkeys(tidy(source.publisher) for source in sources if source.publisher))
    if len(named) > MOST_PUBLISHERS:
        named = [*named[:MOST_PUBLISHERS], f"{len(named) - MOST_PUBLISHERS} other publishers"]
    nameless = sum(source.publisher is None for source in sources)
    if nameless == len(sources):
        named = ["no publisher is named"]
    elif nameless:
        named.append("1 that names no publisher" if nameless == 1 else f"{nameless} that name no publisher")
    whose = f" ({'; '.join(named)})" if named else ""
    headed = f" The title is the headline of {headed_by}." if headed_by and len(sources) > 1 else ""
    return f"Made from {articles}{whose}: {_dates_of(sources)}.{headed}"


def _dates_of(sources: Sequence[Source]) -> str:
    stated = [source.published for source in sources if source.published]
    counted = [source.reference for source in sources if source.reference and not source.published]
    unknown = len(sources) - len(stated) - len(counted)
    parts = []
    if stated:
        parts.append(f"{len(stated)} published {_span_of_days(stated)}")
    if counted:
        parts.append(f"{len(counted)} with no stated date, days counted from {_span_of_days(counted)}")
    if unknown:
        parts.append(f"{unknown} without a date")
    return ", ".join(parts) or "no date known"


def _span_of_days(days: Sequence[str]) -> str:
    first, last = shown_date(min(days)), shown_date(max(days))
    return first if first == last else f"{first} to {last}"


def reading_help(brief: "Brief") -> str:
    engine = brief.provenance.engine
    made = f"Written by {ENGINES.get(engine, f'the {tidy(engine)} engine')}"
    if any(WRITTEN_BY_CODE in one.reason for one in brief.dropped):
        made = "Put together by code, as the language model that was asked wrote nothing that could be kept"
    return (
        f"{made}. Every figure is cited: its number leads to the exact characters it stands in. "
        "Sentences in quotation marks stand as their source wrote them. "
        "“One voice” marks what a single independent origin gives, however many articles repeat it."
    )
