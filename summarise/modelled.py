"""The llm engine: a model reads the articles, says which readings belong together, and writes the note."""

import asyncio
import secrets
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, Protocol, TypeVar

from summarise import __version__
from summarise.clusters import Cluster, cluster
from summarise.compose import (
    MORE_FINDINGS,
    Brief,
    Story,
    Written,
    assemble,
    extracted,
    kept_findings,
    story_of,
    weighty,
)
from summarise.drafts import ArticleDraft, BriefDraft, Draft, MatchDraft
from summarise.errors import (
    BudgetError,
    ModelError,
    ModelReplyError,
    ModelStopError,
    NoteError,
    PromptTooLongError,
    ReplyTooLongError,
)
from summarise.extract import ArticleSummary, Candidate, extract
from summarise.ground import (
    Group,
    ReadArticle,
    Told,
    WrittenBrief,
    dropped,
    messages,
    read_article,
    read_brief,
    read_groups,
)
from summarise.marked import Evidence, chunks, harmless, lines, without_orders
from summarise.material import cut, evidence_lines, finding_lines
from summarise.merge import Gathered, gather, settle
from summarise.prompts import Prompt, load
from summarise.regroup import batches, name_of, regrouped, row_of, worth_asking
from summarise.statements import told as told_by_code
from summarise.story import date_story, inventory
from summarise.values import (
    GROUPED_BY_CODE,
    WRITTEN_BY_CODE,
    Article,
    Dropped,
    Finding,
    Provenance,
    Section,
    Statement,
    StepUsage,
)
from summarise.wire import Wording

R = TypeVar("R", bound=Draft)
R_co = TypeVar("R_co", bound=Draft, covariant=True)
T = TypeVar("T")

# What the writing call is shown and asked for, from the most to the least: findings, statements, and whether
# whole articles stand behind them.
HELPINGS = ((40, 24, True), (40, 24, False), (15, 12, False), (6, 6, False))
LONGEST_REASON = 200
FENCE_BYTES = 4


class Answered(Protocol[R_co]):
    """What a door returns: a reply of the right shape. What is still wrong with it is found again here."""

    @property
    def value(self) -> R_co:
        """The reply."""


class Model(Protocol):
    """A way to a language model: `summarise.llm.Door` while it is open, or a scripted one."""

    model: str

    def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],
    ) -> Awaitable[Answered[R]]:
        """Return a reply of the given shape; what `check` finds wrong with one goes back to the model.

        Raises:
            ModelError: one of its kinds.
        """

    def took(self) -> Mapping[str, StepUsage]:
        """Return what the replies so far took, by step."""


class Prompts(NamedTuple):
    """The templates of the three steps."""

    article: Prompt
    match: Prompt
    brief: Prompt


class Room(NamedTuple):
    """How much of a story goes into one request, in characters; an English token has three to five."""

    article: int = 24_000
    match: int = 12_000
    brief: int = 60_000


@dataclass(frozen=True)
class Read:
    """One article as the model read it, or as the extractive engine did where it could not."""

    summary: ArticleSummary
    key_sentences: tuple[str, ...] = ()
    dropped: tuple[Dropped, ...] = ()
    failure: ModelError | None = None
    """Why the model's reading is not there; none where it is, or where there was nothing to read."""
    asked: bool = True


def load_prompts(folder: Path | None = None) -> Prompts:
    """Return the templates, those of `folder` before our own.

    Raises:
        PromptError: one is missing, or its placeholders are wrong.
    """
    return Prompts(
        load("article", frozenset({"source", "published", "sentences", "fence"}), folder),
        load("match", frozenset({"readings", "fence"}), folder),
        load("brief", frozenset({"findings", "evidence", "statements", "fence"}), folder),
    )


def load_wording(folder: Path | None = None) -> Wording:
    """Return what a door itself says to a model, the templates of `folder` before our own.

    Raises:
        PromptError: one is missing, or its placeholders are wrong.
    """
    return Wording(
        load("reask", frozenset({"problems"}), folder).text,
        load("schema", frozenset({"schema"}), folder).text,
    )


def brief_with_model(  # noqa: PLR0913 - as write_brief
    articles: Sequence[Article],
    door: AbstractAsyncContextManager[Model],
    *,
    prompts: Prompts | None = None,
    strict: bool = False,
    room: Room = Room(),  # noqa: B008 - a value
    told: Callable[[str], None] = lambda _: None,
) -> Brief:
    """Return the briefing note that a model wrote on articles about one event: `write_brief` for plain code.

    Raises:
        RuntimeError: an event loop is running already, as in a notebook.
        NoteError, ModelError, PromptError: as `write_brief`.
    """

    async def work() -> Brief:
        async with door as model:
            return await write_brief(articles, model, prompts=prompts, strict=strict, room=room, told=told)

    if _is_in_a_loop():
        raise RuntimeError("an event loop is running here already: write `await write_brief(…)` instead")
    return asyncio.run(work())


def _is_in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def write_brief(  # noqa: PLR0913 - what a caller may choose, all but two with a default
    articles: Sequence[Article],
    model: Model,
    *,
    prompts: Prompts | None = None,
    strict: bool = False,
    room: Room = Room(),  # noqa: B008 - a value
    told: Callable[[str], None] = lambda _: None,
) -> Brief:
    """Return the briefing note that a model wrote on articles about one event.

    The model names figures and sentences by id; code puts in the words of the sources, decides how readings
    differ and cites. What does not hold is asked for again, then dropped and counted in `Brief.dropped`.

    Args:
        articles: as `summarise.read` returns them.
        model: an open door to a model.
        prompts: the templates; none means those of this package.
        strict: raise where else an article would be read, or a step done, without the model.
        room: how much goes into one request.
        told: is called with the id of each article that is done.

    Raises:
        NoteError: there is no article.
        PromptError: a template is missing or wrong.
        ModelError: the model cannot be used, no call for an article succeeded, or `strict` and one failed.
    """
    if not articles:
        raise NoteError("a note needs at least one article")
    engine = _Engine(model, prompts or load_prompts(), room, strict)
    dated = date_story([without_orders(article) for article in articles])
    read = await _all(engine.read(article, told) for article in dated)
    _refuse_if_none_answered(read, strict)
    return await engine.note(read)


def _refuse_if_none_answered(read: Sequence[Read], strict: bool) -> None:
    asked = [one for one in read if one.asked]
    failures = [one.failure for one in asked if one.failure is not None]
    if failures and (strict or len(failures) == len(asked)):
        first = failures[0]
        what = "one of the articles" if strict and len(failures) < len(asked) else "any of the articles"
        raise type(first)(f"the model could not read {what}: {first}") from first


async def _all(work: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Run all at once and return their results in order; the first error stops the others.

    Not so where a limit is reached: the others are paid for already, or find that no more fits.
    """
    tasks = [asyncio.ensure_future(one) for one in work]
    try:
        return await asyncio.gather(*tasks)
    except BaseException as error:
        if not isinstance(error, BudgetError):
            for task in tasks:
                task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


class _Engine:
    """The model and how it is asked, for one story."""

    def __init__(self, model: Model, prompts: Prompts, room: Room, strict: bool) -> None:
        self.model = model
        self.prompts = prompts
        self.room = room
        self.strict = strict
        self.turn = asyncio.Lock()

    async def ask(
        self, step: Prompt, reply: type[R], check: Callable[[R], Sequence[str]], **values: str
    ) -> R:
        """Return the model's answer to a prompt with some values filled in."""
        content = step.render(**values, fence=secrets.token_hex(FENCE_BYTES))
        told = "\0".join(f"{name}\0{values[name]}" for name in sorted(values))
        answer = await self.model.ask(
            [{"role": "user", "content": content}],
            reply,
            step=step.name,
            prompt_hash=step.sha256,
            article_hash=sha256(told.encode("utf-8", "replace")).hexdigest(),
            check=check,
        )
        return answer.value

    # Articles

    async def read(self, article: Article, told: Callable[[str], None]) -> Read:
        """Return what an article says: the candidates of the extractive engine, told of by the model."""
        async with self.turn:
            # One at a time, the loop free in between: else all articles are cut up before the first is sent.
            summary = extract(article, inventory(article))
            await asyncio.sleep(0)
        if not summary.article.sentences:
            return Read(summary, asked=False)
        evidence = Evidence([summary], story=False)
        measurable = frozenset(c.reading.figure for c in summary.candidates if c.reading.figure)
        rows = list(lines(summary, evidence.sentences, measurable))
        try:
            parts = [
                part
                for stretch in chunks(rows, self.room.article)
                for part in await self._read_rows(stretch, summary, evidence, measurable)
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
        self, rows: Sequence[str], summary: ArticleSummary, evidence: Evidence, measurable: frozenset[str]
    ) -> list[ReadArticle]:
        """Return what some sentences say; they are halved as often as a request or reply is too long."""

        def check(draft: ArticleDraft) -> list[str]:
            return messages(read_article(draft, evidence, measurable).flaws)

        article = summary.article
        try:
            draft = await self.ask(
                self.prompts.article,
                ArticleDraft,
                check,
                source=harmless(article.label),
                published=article.reference or "date not known",
                sentences="\n".join(rows),
            )
        except (PromptTooLongError, ReplyTooLongError):
            if len(rows) < 2:
                raise
            middle = len(rows) // 2
            first = await self._read_rows(rows[:middle], summary, evidence, measurable)
            return first + await self._read_rows(rows[middle:], summary, evidence, measurable)
        return [read_article(draft, evidence, measurable)]

    # The story

    async def note(self, read: Sequence[Read]) -> Brief:
        """Return the note on articles that were read."""
        summaries = [one.summary for one in read]
        gathered = gather(summaries)
        clusters, of_match = await self._matched(summaries, gathered)
        story = story_of(summaries, settle(summaries, gathered.names, clusters))
        written, of_brief = await self._written(story, read)
        of_articles = (entry for one in read for entry in _told_of(one))
        provenance = Provenance(
            tool="summarise",
            version=__version__,
            engine="llm",
            model=self.model.model,
            prompts={prompt.name: prompt.sha256 for prompt in self.prompts},
            usage=dict(self.model.took()),
        )
        engines = {one.summary.article.id: "extractive" for one in read if one.failure or not one.asked}
        return assemble(
            story,
            written._replace(
                provenance=provenance, engines=engines, dropped=(*of_articles, *of_match, *of_brief)
            ),
        )

    async def _matched(
        self, summaries: Sequence[ArticleSummary], gathered: Gathered
    ) -> tuple[list[Cluster], list[Dropped]]:
        """Return the readings by what they measure: as code did, but for what the model knew better."""
        clusters = cluster(gathered.candidates, gathered.measures)
        evidence = Evidence(summaries, story=True)
        asked = list(worth_asking(clusters, gathered))
        rows = {
            name_of(c): row_of(c, evidence) for c in (candidate for group in asked for candidate in group)
        }
        by_name = {name_of(c): c for c in gathered.candidates}
        requests = batches(asked, rows, self.room.match)
        outcomes = await _all(
            self._groups({name: by_name[name] for name in names}, rows, gathered, evidence)
            for names in requests
        )
        groups = [group for found, _ in outcomes for group in found]
        return regrouped(clusters, groups, by_name, gathered), [
            entry for _, told in outcomes for entry in told
        ]

    async def _groups(
        self,
        readings: Mapping[str, Candidate],
        rows: Mapping[str, str],
        gathered: Gathered,
        evidence: Evidence,
    ) -> tuple[list[Group], tuple[Dropped, ...]]:
        def check(draft: MatchDraft) -> list[str]:
            return messages(read_groups(draft, readings, gathered.measures, evidence)[1])

        try:
            draft = await self.ask(
                self.prompts.match, MatchDraft, check, readings="\n".join(rows[name] for name in readings)
            )
        except ModelStopError:
            raise
        except (PromptTooLongError, ReplyTooLongError) as error:
            names = list(readings)
            if len(names) < 4:
                return self._unmatched(error)
            halves = (names[: len(names) // 2], names[len(names) // 2 :])
            parts = [
                await self._groups({n: readings[n] for n in half}, rows, gathered, evidence)
                for half in halves
            ]
            return [group for found, _ in parts for group in found], tuple(
                e for _, told in parts for e in told
            )
        except ModelError as error:
            return self._unmatched(error)
        groups, found = read_groups(draft, readings, gathered.measures, evidence)
        return groups, dropped(found, "which readings belong together")

    def _unmatched(self, error: ModelError) -> tuple[list[Group], tuple[Dropped, ...]]:
        if self.strict:
            raise error
        reason = f"the model's call failed, and {GROUPED_BY_CODE}: {_reason(error)}"
        return [], (Dropped(where="which readings belong together", reason=reason),)

    async def _written(self, story: Story, read: Sequence[Read]) -> tuple[Written, tuple[Dropped, ...]]:
        """Return the note's text by the model, or by code where the model's call failed."""
        by_code = extracted(story)
        findings = kept_findings(story)
        try:
            note = await self._brief(story, read, findings)
        except ModelStopError:
            raise
        except ModelError as error:
            if self.strict:
                raise
            reason = f"the model's call failed, and {WRITTEN_BY_CODE}: {_reason(error)}"
            return by_code, (Dropped(where="the note's text", reason=reason),)
        told = dropped(note.flaws, "the note's text")
        if not note.bottom_line and not note.sections:
            reason = f"nothing that the model wrote could be kept, and {WRITTEN_BY_CODE}"
            return by_code, (*told, Dropped(where="the note's text", reason=reason))
        further = Section(heading="Further figures", statements=tuple(_further(story, note)))
        return Written(
            note.title or by_code.title,
            note.bottom_line or by_code.bottom_line,
            (*note.sections, *([further] if further.statements else [])),
        ), told

    async def _brief(self, story: Story, read: Sequence[Read], findings: Sequence[Finding]) -> WrittenBrief:
        """Return what the model wrote; it is shown less and asked for less as often as that is too long."""
        evidence = Evidence(story.summaries, story=True)
        known = {finding.id: finding for finding in findings}
        of = [(one.summary, one.key_sentences) for one in read]

        def check(draft: BriefDraft) -> list[str]:
            return messages(read_brief(draft, evidence, known).flaws)

        error: ModelError = ModelReplyError("no material is short enough for one request")
        for shown, statements, whole in HELPINGS:
            told = findings[:shown]
            material = "\n".join(evidence_lines(of, evidence, None if whole else told))
            if whole and len(material) > self.room.brief:
                continue
            try:
                draft = await self.ask(
                    self.prompts.brief,
                    BriefDraft,
                    check,
                    statements=str(statements),
                    findings="\n".join(finding_lines(told, evidence)) or "(no findings)",
                    evidence=cut(material, self.room.brief),
                )
            except (PromptTooLongError, ReplyTooLongError) as too_long:
                error = too_long
                continue
            return read_brief(draft, evidence, known)
        raise error


# One article


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
    warning = f"read by the extractive engine, since the model's call failed: {_reason(error)}"
    article = summary.article.model_copy(update={"warnings": (*summary.article.warnings, warning)})
    return replace(summary, article=article)


def _told_of(read: Read) -> Iterator[Dropped]:
    """Yield what is lost of an article: the model's reading of it, or parts of that."""
    if read.failure is not None:
        reason = f"the model's call failed, and the extractive engine read it: {_reason(read.failure)}"
        yield Dropped(where=read.summary.article.label, reason=reason)
    yield from read.dropped


def _reason(error: ModelError) -> str:
    return harmless(str(error))[:LONGEST_REASON] or type(error).__name__


def _further(story: Story, note: WrittenBrief) -> Iterator[Statement]:
    """Yield the weightier findings of which the model has told no figure."""
    statements = [*note.bottom_line, *(s for section in note.sections for s in section.statements)]
    told = {(c.article, c.start) for s in statements for c in s.citations if c.role == "words"}
    untold = (f for f in weighty(story.merged) if not any((r.article, r.start) in told for r in f.readings))
    yield from islice(filter(None, (told_by_code(f, story.sources) for f in untold)), MORE_FINDINGS)
