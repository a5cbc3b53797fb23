"""The brief: findings, key sentences, timeline and account put together into one note."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from summarise import __version__
from summarise.account import account, told_again, uses_of
from summarise.cite import faults
from summarise.compare import fit
from summarise.errors import NoteError
from summarise.extract import ArticleSummary, extract
from summarise.formats import check_word
from summarise.history import Review, Since, statements_of
from summarise.merge import Merged, merge
from summarise.review_check import review_faults
from summarise.sentences import Passage, articles_with, content_words, ranked, unlike, verbatim
from summarise.statements import Sources, sources_of, told, whole_sentence
from summarise.story import date_story, inventory
from summarise.timeline import timeline
from summarise.values import (
    AccountEntry,
    Article,
    Dropped,
    Figure,
    Finding,
    Name,
    Provenance,
    Section,
    Source,
    Statement,
    TimelineEntry,
    Value,
    place_of,
)

SCHEMA_VERSION = "1"
ENGINE = "extractive"
PAGE = 600
"""Words of sentences that fit on one page beside the table."""
# What is given up last where a note must be short, and what first.
_NEED = {"Denied, disputed or corrected": 0, "Further figures": 2, "Background": 3}
KEY_FINDINGS = 4
KEY_SENTENCES = 6
LEAST_WEIGHT = 1.2
MORE_FINDINGS = 16
DENIALS = 5
BACKGROUND_FINDINGS = 5
LONGEST_TITLE = 14
# How much more the headline of the newest article counts.
NEWEST_TITLE = 1.4
STALE_TITLE = 0.5
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:es|ed|ing)|disagree(?:s|d)|refut(?:e|es|ed)|contradict(?:s|ed)?|"
    r"reject(?:s|ed|ing)? (?:the )?(?:claim|accusation|allegation|report|charge|suggestion)s?|"
    r"dismiss(?:es|ed) (?:the )?(?:claim|report|allegation)s?|"
    r"not (?:been )?(?:independently )?(?:verified|confirmed)|"
    r"could not (?:be )?(?:independently )?(?:verif\w+|confirm\w*)|"
    r"(?:lowered|reduced|cut|revised) (?:the|its|his|her|their) (?:\w+ )?(?:toll|count|tally|estimate)|"
    r"counted twice|double[- ]count(?:ed|ing)|walked back|backtracked|"
    r"challeng(?:es?|ed) (?:the|that|this|his|her|their) (?:\w+ )?(?:figure|number|count|toll|claim)s?|"
    r"retract(?:ed|s)|withdr(?:ew|awn)|correct(?:ed|ion)|no evidence|unconfirmed|not the case|untrue|"
    r"(?:was|were|is|are) (?:simply |just |quite |plain )?(?:wrong|false|incorrect|mistaken)|in error)\b",
    re.IGNORECASE,
)


class Brief(Value):
    """A briefing note in which every figure is cited; one with an uncited figure cannot be constructed.

    The JSON form is a public format, described in docs/note.md.
    """

    schema_version: str = SCHEMA_VERSION
    title: str
    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    findings: tuple[Finding, ...]
    timeline: tuple[TimelineEntry, ...]
    names: tuple[Name, ...]
    articles: tuple[Source, ...]
    account: tuple[AccountEntry, ...] = Field(repr=False)
    dropped: tuple[Dropped, ...]
    provenance: Provenance
    since: Since | None = None
    """The older note that this one goes on from, and what changed; none where it goes on from none."""
    review: Review | None = None
    """What people decided; none where nobody decided anything."""

    @model_validator(mode="after")
    def _every_figure_is_cited(self) -> Self:
        for where, statement in self.statements():
            for fault in faults(statement):
                raise ValueError(f"{where}: {fault}")
        for where, fault in review_faults(self):
            raise ValueError(f"{where}: {fault}")
        return self

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Yield every statement of the note with the place where it stands."""
        return statements_of(self)

    def markdown(self) -> str:
        """Return the note as Markdown; text of articles is escaped in it."""
        from summarise.render import markdown  # noqa: PLC0415 - rendering stands behind the brief in the flow

        return markdown(self)

    def html(self, articles: Sequence[Article] = ()) -> str:
        """Return the note as one self-contained page; text of articles is escaped in it.

        With the articles that it was made from, their texts stand beside the note and citations lead there;
        without, citations lead to a list of quotes.

        Raises:
            NoteError: a text is missing or was changed, or a quote does not stand where the note says.
        """
        from summarise.page import html  # noqa: PLC0415 - as above, and it loads a template engine

        return html(self, articles)

    def docx(self) -> bytes:
        """Return the note as a Word document; the same note gives the same bytes.

        Raises:
            NoteError: the extra `docx` is not installed.
        """
        check_word()
        from summarise.word import docx  # noqa: PLC0415 - as above

        return docx(self)

    def csv(self) -> str:
        """Return the readings as CSV, one row each; text of articles is no formula in it."""
        from summarise.sheet import csv_text  # noqa: PLC0415 - as above

        return csv_text(self)


def rebuilt(brief: Brief, **parts: object) -> Brief:
    """Return a note with some of its parts exchanged, every figure of it looked at again.

    Raises:
        NoteError: a figure in it is not cited.
    """
    fields = {name: getattr(brief, name) for name in Brief.model_fields}
    try:
        return Brief.model_validate(fields | parts)
    except ValueError as error:
        raise NoteError(str(error)) from None


Engine = Callable[[Article, Sequence[Figure]], ArticleSummary]


def summarise_article(article: Article, engine: Engine = extract) -> ArticleSummary:
    """Return what one article says in figures: what each measures, for whom, by whom and as of when."""
    (dated,) = date_story([article])
    return engine(dated, inventory(dated))


def brief(articles: Sequence[Article], engine: Engine = extract, *, words: int = PAGE) -> Brief:
    """Return the briefing note on articles about one event.

    Args:
        articles: as `summarise.read` returns them.
        engine: what reads each article.
        words: how long its sentences may be together; the bottom line is kept in any case.

    Raises:
        NoteError: there is no article.
    """
    if not articles:
        raise NoteError("a note needs at least one article")
    dated = date_story(articles)
    summaries = [engine(article, inventory(article)) for article in dated]
    story = story_of(summaries, merge(summaries))
    return assemble(story, within(extracted(story), words))


class Story(NamedTuple):
    """The articles with what was found in them, as all parts of a note are made of it."""

    summaries: Sequence[ArticleSummary]
    merged: Merged
    sources: Sources
    passages: Sequence[Passage]


class Written(NamedTuple):
    """The parts of a note that an engine writes, and what is to be told of how it did."""

    title: str
    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    provenance: Provenance = Provenance(tool="summarise", version=__version__, engine=ENGINE)
    engines: Mapping[str, str] = MappingProxyType({})
    """For each article by id, the engine that it was read with where that is not the note's."""
    dropped: tuple[Dropped, ...] = ()


def story_of(summaries: Sequence[ArticleSummary], merged: Merged) -> Story:
    """Return the story that articles make with what their readings came to."""
    return Story(summaries, merged, sources_of(summaries), ranked(summaries, merged.findings))


def extracted(story: Story) -> Written:
    """Return what the extractive engine writes: source sentences, and findings in one sentence each."""
    _, merged, sources, passages = story
    sections = (section for section in _sections(passages, merged, sources) if section.statements)
    bottom_line = tuple(_bottom_line(passages, merged, sources))
    return Written(_title(story.summaries, passages, merged), bottom_line, tuple(sections))


def within(written: Written, words: int) -> Written:
    """Return what was written in so many words at most: the bottom line, then section by section what fits.

    What is denied comes first, background last; within a section the weightier come first already.
    """
    left = words - sum(_length(statement) for statement in written.bottom_line)
    fitting: dict[int, tuple[Statement, ...]] = {}
    for n in sorted(
        range(len(written.sections)), key=lambda n: (_NEED.get(written.sections[n].heading, 1), n)
    ):
        kept = []
        for statement in written.sections[n].statements:
            if _length(statement) <= left:
                left -= _length(statement)
                kept.append(statement)
        fitting[n] = tuple(kept)
    sections = (s.model_copy(update={"statements": fitting[n]}) for n, s in enumerate(written.sections))
    return written._replace(sections=tuple(section for section in sections if section.statements))


def _length(statement: Statement) -> int:
    return len(statement.text.split())


def kept_findings(story: Story) -> tuple[Finding, ...]:
    """Return the findings that a note shows, each without what an article only says again."""
    return tuple(map(_kept, story.merged.findings))


def assemble(story: Story, written: Written) -> Brief:
    """Return the note that holds what an engine wrote, with all that code adds to it by itself."""
    entries = tuple(timeline(story.summaries, story.passages))
    findings = kept_findings(story)
    statements = [*written.bottom_line, *(s for section in written.sections for s in section.statements)]
    uses = uses_of(findings, story.merged.findings, entries, statements)
    articles = [summary.article for summary in story.summaries]
    by_default = written.provenance.engine
    return Brief(
        title=written.title,
        bottom_line=written.bottom_line,
        sections=written.sections,
        findings=findings,
        timeline=entries,
        names=story.merged.names.variants,
        articles=tuple(_source(a, articles, written.engines.get(a.id, by_default)) for a in articles),
        account=tuple(account(story.summaries, uses)),
        dropped=written.dropped,
        provenance=written.provenance,
    )


def _source(article: Article, articles: Sequence[Article], engine: str) -> Source:
    twin = next(
        (other for other in articles if other.sha256 == article.sha256 and other.id != article.id), None
    )
    warnings = (*article.warnings, f"the same text as {place_of(twin)}") if twin else article.warnings
    return Source(
        id=article.id,
        label=article.label,
        title=article.title,
        publisher=article.publisher,
        published=article.published,
        reference=article.reference,
        path=article.path,
        sha256=article.sha256,
        engine=engine,
        warnings=warnings,
        document=article.document,
    )


def _title(summaries: Sequence[ArticleSummary], passages: Sequence[Passage], merged: Merged) -> str:
    """Return the headline that shares most words with the story, or the first words of the lead."""
    titles = [summary.article.title for summary in summaries if summary.article.title]
    # A press release shouts what it wants read.
    titles = [title for title in titles if not title.isupper()] or titles
    stale = set(_stale(summaries, merged))
    if not titles:
        lead = passages[0].text if passages else "Untitled"
        return " ".join(lead.split()[:LONGEST_TITLE])
    held = articles_with(summaries)

    def common(title: str) -> float:
        words = set(content_words(title))
        shared = sum(held[word] - 1 for word in words) / (len(words) + 4)
        return shared * (STALE_TITLE if title in stale else 1.0)

    newest = max((s.article.reference or "" for s in summaries if s.article.title), default="")
    fresh = {s.article.title for s in summaries if s.article.reference == newest}
    return max(titles, key=lambda title: (common(title) * (NEWEST_TITLE if title in fresh else 1.0), title))


def _stale(summaries: Sequence[ArticleSummary], merged: Merged) -> Iterator[str]:
    """Yield the headlines with a figure that a newer reading has replaced."""
    titles = {
        (s.article.id, sentence.start, sentence.end): s.article.title
        for s in summaries
        for sentence in s.article.sentences
        if sentence.role == "title" and s.article.title
    }
    for finding in merged.findings:
        newest = finding.readings[0]
        old = [r for r in finding.readings[1:] if fit(r, newest) != "equal"]
        for reading in old if finding.verdict not in {"agree", "scope"} else []:
            for (article, start, end), title in titles.items():
                if reading.article == article and start <= reading.start < end:
                    yield title


def weighty(merged: Merged) -> list[Finding]:
    """Return the findings about the event itself that matter, by falling weight; fates stand elsewhere."""
    main = (f for f in merged.findings if f.id not in merged.background and f.readings[0].kind != "name")
    return [finding for finding in main if merged.weights[finding.id] >= LEAST_WEIGHT]


def _all_told(findings: Sequence[Finding], merged: Merged, sources: Sources) -> Iterator[Statement]:
    named = {finding.id: finding for finding in merged.findings}
    totals = (named.get(finding.part_of or "") for finding in findings)
    statements = (told(f, sources, total) for f, total in zip(findings, totals, strict=True))
    return filter(None, statements)


def _bottom_line(passages: Sequence[Passage], merged: Merged, sources: Sources) -> Iterator[Statement]:
    """Yield the lead sentence and the weightiest findings."""
    for lead in passages[:1]:
        yield verbatim(lead.article, lead.sentence)
    yield from _all_told(weighty(merged)[:KEY_FINDINGS], merged, sources)


def _sections(passages: Sequence[Passage], merged: Merged, sources: Sources) -> Iterator[Section]:
    """Yield what happened, further figures, what is denied, and background."""
    lead = [passage.text for passage in passages[:1]]
    key = sorted(islice(unlike(passages[1:], lead), KEY_SENTENCES), key=_oldest_first)
    yield _section("What the sources say", (verbatim(p.article, p.sentence) for p in key))
    further = weighty(merged)[KEY_FINDINGS:][:MORE_FINDINGS]
    yield _section("Further figures", _all_told(further, merged, sources))
    used = [*lead, *(passage.text for passage in key)]
    disputed = unlike((passage for passage in passages if DENIAL.search(passage.text)), used)
    denials = (verbatim(p.article, p.sentence) for p in islice(disputed, DENIALS))
    yield _section("Denied, disputed or corrected", denials)
    old = [finding for finding in merged.findings if finding.id in merged.background][:BACKGROUND_FINDINGS]
    whole = filter(None, (whole_sentence(finding.readings[0], sources) for finding in old))
    background = {statement.text: statement for statement in whole if statement.text not in used}
    yield _section("Background", background.values())


def _section(heading: str, statements: Iterable[Statement]) -> Section:
    return Section(heading=heading, statements=tuple(statements))


def _oldest_first(passage: Passage) -> tuple[str, int, int]:
    article = passage.article
    return article.reference or "9999", int(article.id[1:]), passage.sentence.start


def _kept(finding: Finding) -> Finding:
    """Return a finding without the repetitions of one article."""
    again = {id(reading) for reading, _ in told_again(finding.readings)}
    readings = tuple(reading for reading in finding.readings if id(reading) not in again)
    return finding.model_copy(update={"readings": readings})
