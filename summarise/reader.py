"""Reading with a model: what each article says, or what the extractive engine finds where that fails."""

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from summarise.drafts import ArticleDraft
from summarise.errors import ModelError, ModelStopError, PromptTooLongError, ReplyTooLongError
from summarise.extract import ArticleSummary, extract
from summarise.ground import ReadArticle, Told, dropped, messages, read_article
from summarise.marked import Evidence, chunks, harmless, lines
from summarise.questions import Asking, all_of, reason, remembering
from summarise.story import inventory
from summarise.values import Article, Dropped

# Articles that are searched for figures, asked about or held against a reply at once: more than most
# endpoints take, and few enough that neither memory nor the first reply waits for a thousand.
AHEAD = 128
# While our own code runs, neither the loop nor the journal's thread gets a turn: with more than so many
# asked about, the next article is read after a rest. Else most are read before the first request is sent.
FEW = 8
REST = 0.001  # seconds, the shortest that an event loop knows


@dataclass(frozen=True)
class Read:
    """One article as the model read it, or as the extractive engine did where it could not."""

    summary: ArticleSummary
    key_sentences: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    failure: ModelError | None = None
    """Why the model's reading is not there; none where it is, or where there was nothing to read."""
    asked: bool = True


async def read_all(asking: Asking, articles: Sequence[Article], told: Callable[[str], None]) -> list[Read]:
    """Return what the articles say, in their order; `told` is called with the id of each that is done.

    Raises:
        ModelError: the model cannot be used, no call for an article succeeded, or one failed and the asking
            is strict.
    """
    ahead, turn = asyncio.Semaphore(AHEAD), asyncio.Lock()
    asked: set[str] = set()

    async def read_one(article: Article) -> Read:
        async with ahead:
            async with turn:
                summary = extract(article, inventory(article))
                await asyncio.sleep(REST if len(asked) > FEW else 0)
            asked.add(article.id)
            try:
                return await _read(asking, summary, told)
            finally:
                asked.discard(article.id)

    read = await all_of(map(read_one, articles))
    _refuse_if_none_answered(read, asking.strict)
    return read


def _refuse_if_none_answered(read: Sequence[Read], strict: bool) -> None:
    asked = [one for one in read if one.asked]
    failures = [one.failure for one in asked if one.failure is not None]
    if failures and (strict or len(failures) == len(asked)):
        first = failures[0]
        what = "one of the articles" if strict and len(failures) < len(asked) else "any of the articles"
        raise type(first)(f"the model could not read {what}: {first}") from first


async def _read(asking: Asking, summary: ArticleSummary, told: Callable[[str], None]) -> Read:
    """Return what an article says: the candidates of the extractive engine, told of by the model."""
    article = summary.article
    if not summary.article.sentences:
        return Read(summary, asked=False)
    evidence = Evidence([summary], story=False)
    measurable = frozenset(c.reading.figure for c in summary.candidates if c.reading.figure)
    rows = list(lines(summary, evidence.sentences, measurable))
    try:
        parts = [
            part
            for stretch in chunks(rows, asking.room.article)
            for part in await _read_rows(asking, stretch, summary, evidence, measurable)
        ]
    except ModelStopError:
        raise
    except ModelError as error:
        told(article.id)
        return Read(_without_model(summary, error), failure=error)
    told(article.id)
    found = [flaw for part in parts for flaw in part.flaws]
    known = {figure: what for part in reversed(parts) for figure, what in part.told.items()}
    return Read(
        _as_told(summary, known),
        tuple(dict.fromkeys(name for part in parts for name in part.key_sentences)),
        dropped(found, article.label),
    )


async def _read_rows(
    asking: Asking,
    rows: Sequence[str],
    summary: ArticleSummary,
    evidence: Evidence,
    measurable: frozenset[str],
) -> list[ReadArticle]:
    """Return what some sentences say; they are halved as often as a request or reply is too long."""

    @remembering
    def read(draft: ArticleDraft) -> ReadArticle:
        return read_article(draft, evidence, measurable)

    article = summary.article
    try:
        draft = await asking.ask(
            asking.prompts.article,
            ArticleDraft,
            lambda draft: messages(read(draft).flaws),
            source=harmless(article.label),
            published=article.reference or "date not known",
            sentences="\n".join(rows),
        )
    except (PromptTooLongError, ReplyTooLongError):
        if len(rows) < 2:
            raise
        middle = len(rows) // 2
        first = await _read_rows(asking, rows[:middle], summary, evidence, measurable)
        return first + await _read_rows(asking, rows[middle:], summary, evidence, measurable)
    return [read(draft)]


def _as_told(summary: ArticleSummary, told: Mapping[str, Told]) -> ArticleSummary:
    """Return the summary with what a model said of its figures; the rest stays as code found it."""
    candidates = []
    for candidate in summary.candidates:
        said = told.get(candidate.reading.figure or "")
        if said is None:
            candidates.append(candidate)
            continue
        given = {name: value for name, value in said._asdict().items() if value is not None}
        if said.attribution:
            given["voice"] = said.attribution
        candidates.append(replace(candidate, reading=candidate.reading.model_copy(update=given)))
    return replace(summary, candidates=tuple(candidates))


def _without_model(summary: ArticleSummary, error: ModelError) -> ArticleSummary:
    warning = f"read by the extractive engine, since the model's call failed: {reason(error)}"
    article = summary.article.model_copy(update={"warnings": (*summary.article.warnings, warning)})
    return replace(summary, article=article)


def told_of(read: Read) -> Iterator[Dropped]:
    """Yield what is lost of an article: the model's reading of it, or parts of that."""
    if read.failure is not None:
        why = f"the model's call failed, and the extractive engine read it: {reason(read.failure)}"
        yield Dropped(where=read.summary.article.label, reason=why)
    yield from read.dropped
