"""The brief: findings, key sentences and timeline put together into one note, with an account of every figure."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, Self

from pydantic import Field, model_validator

from summarise import __version__
from summarise.cite import faults
from summarise.compare import fit
from summarise.errors import NoteError
from summarise.extract import ArticleSummary, Candidate, extract, key_sentences
from summarise.merge import Merged, merge
from summarise.story import date_story, inventory
from summarise.values import (
    AccountEntry,
    Article,
    Citation,
    Dropped,
    Figure,
    Finding,
    Name,
    Provenance,
    Reading,
    Section,
    Sentence,
    Source,
    Statement,
    TimelineEntry,
    Value,
)
from summarise.words import carries_meaning, stem

SCHEMA_VERSION = "1"
KEY_FINDINGS = 4
KEY_SENTENCES = 6
LEAST_WEIGHT = 1.2
MORE_FINDINGS = 10
BACKGROUND_FINDINGS = 5
TIMELINE_ENTRIES = 14
LIKE_ANOTHER = 0.55
MONTHS_BACK = 6
LONGEST_QUOTED = 60
DENIAL = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|disput(?:e|es|ed|ing)|reject(?:s|ed|ing)? (?:the )?(?:claim|accusation|allegation|report|charge|suggestion)s?|"
    r"refut(?:e|es|ed)|contradict(?:s|ed)?|dismiss(?:es|ed) (?:the )?(?:claim|report|allegation)s?|not (?:been )?(?:independently )?(?:verified|confirmed)|"
    r"could not (?:be )?(?:independently )?(?:verif\w+|confirm\w*)|retract(?:ed|s)|withdr(?:ew|awn)|corrected|no evidence|unconfirmed)\b",
    re.IGNORECASE,
)
ENDINGS = {
    "update": "The newest stands first.",
    "conflict": "These cannot all hold.",
    "scope": "They are measured from different points.",
    "compatible": "These can all hold.",
}


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

    @model_validator(mode="after")
    def _every_figure_is_cited(self) -> Self:
        for where, statement in self.statements():
            for fault in faults(statement):
                raise ValueError(f"{where}: {fault}")
        return self

    def statements(self) -> Iterator[tuple[str, Statement]]:
        """Yield every statement of the note with the place where it stands."""
        for n, statement in enumerate(self.bottom_line, 1):
            yield f"bottom line, sentence {n}", statement
        for section in self.sections:
            for n, statement in enumerate(section.statements, 1):
                yield f"section {section.heading!r}, sentence {n}", statement
        for n, entry in enumerate(self.timeline, 1):
            yield f"timeline, entry {n}", entry.statement

    def markdown(self) -> str:
        """Return the note as Markdown; text of articles is escaped in it."""
        from summarise.render import markdown  # noqa: PLC0415 - rendering stands behind the brief in the flow

        return markdown(self)

    def html(self) -> str:
        """Return the note as one self-contained page; text of articles is escaped in it."""
        from summarise.page import html  # noqa: PLC0415 - as above, and it loads a template engine

        return html(self)


Engine = Callable[[Article, Sequence[Figure]], ArticleSummary]


def summarise_article(article: Article, engine: Engine = extract) -> ArticleSummary:
    """Return what one article says in figures: its inventory and what each figure measures, for whom and by whom."""
    (dated,) = date_story([article])
    return engine(dated, inventory(dated))


def brief(articles: Sequence[Article], engine: Engine = extract) -> Brief:
    """Return the briefing note on articles about one event.

    Raises:
        NoteError: there is no article.
    """
    if not articles:
        raise NoteError("a note needs at least one article")
    dated = date_story(articles)
    summaries = [engine(article, inventory(article)) for article in dated]
    composer = Composer(summaries, merge(summaries))
    return assemble(composer, composer.extracted())


class Written(NamedTuple):
    """The parts of a note that an engine writes, and what is to be told of how it did."""

    title: str
    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    provenance: Provenance = Provenance(tool="summarise", version=__version__, engine="extractive")
    engines: Mapping[str, str] = MappingProxyType({})
    """For each article by id, the engine that it was read with where that is not the note's."""
    dropped: tuple[Dropped, ...] = ()


def assemble(composer: "Composer", written: Written) -> Brief:
    """Return the note that holds what an engine wrote, with all that code adds to it by itself."""
    timeline = tuple(composer.timeline())
    findings = tuple(finding for finding in map(composer.kept, composer.merged.findings) if finding)
    statements = [*written.bottom_line, *(s for section in written.sections for s in section.statements)]
    articles = [summary.article for summary in composer.summaries]
    return Brief(
        title=written.title,
        bottom_line=written.bottom_line,
        sections=written.sections,
        findings=findings,
        timeline=timeline,
        names=composer.merged.names.variants,
        articles=tuple(_source(a, articles, written.engines.get(a.id, written.provenance.engine)) for a in articles),
        account=tuple(composer.account(findings, timeline, statements)),
        dropped=written.dropped,
        provenance=written.provenance,
    )


def _source(article: Article, articles: Sequence[Article], engine: str) -> Source:
    twin = next((other for other in articles if other.sha256 == article.sha256 and other.id != article.id), None)
    warnings = (*article.warnings, f"the same text as {twin.path}") if twin else article.warnings
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
    )


class Composer:
    """The story at hand while its note is put together; holds no state of its own that changes."""

    def __init__(self, summaries: Sequence[ArticleSummary], merged: Merged) -> None:
        self.summaries = summaries
        self.merged = merged
        self.articles = {summary.article.id: summary.article for summary in summaries}
        self.candidates = {
            (c.reading.article, c.reading.figure): c for summary in summaries for c in summary.candidates
        }
        self.ranked = self._ranked_sentences()

    def extracted(self) -> Written:
        """Return what the extractive engine writes."""
        sections = tuple(section for section in self.sections() if section.statements)
        return Written(self.title(), tuple(self.bottom_line()), sections)

    def title(self) -> str:
        """Return the headline that shares most words with the story, or the first words of the lead."""
        titles = [a.title for a in self.articles.values() if a.title]
        held: Counter[str] = Counter()
        for summary in self.summaries:
            held.update(set(_content(summary.article.text)))
        if titles:
            return max(titles, key=lambda t: (sum(held[w] - 1 for w in set(_content(t))) / (len(set(_content(t))) + 4), t))
        lead = self.ranked[0][1:] if self.ranked else None
        text = self._text(*lead) if lead else "Untitled"
        return " ".join(text.split()[:14])

    # Statements

    def _text(self, article: str, sentence: Sentence) -> str:
        return " ".join(self.articles[article].quote(sentence.start, sentence.end).split())

    def verbatim(self, article: str, sentence: Sentence) -> Statement:
        """Return a sentence of a source as a statement."""
        citation = self._cite(article, sentence.start, sentence.end)
        return Statement(text=self._text(article, sentence), citations=(citation,))

    def _cite(self, article: str, start: int, end: int) -> Citation:
        return Citation(article=article, start=start, end=end, quote=self.articles[article].quote(start, end))

    def composed(self, finding: Finding) -> Statement | None:
        """Return a finding as one sentence: the measure, its readings in the sources' words, and who says them."""
        shown = _distinct(finding.readings)[:4]
        if not shown or shown[0].kind == "name":
            return None
        parts, citations = [], []
        for reading in shown:
            citation = self._quoted(reading)
            if citation is None:
                continue
            said = "".join(citation.quote)
            parts.append(f"“{said}” ({self.who(reading)})")
            citations.append(citation)
        if not citations:
            return None
        label = finding.measure[:1].upper() + finding.measure[1:]
        dated = len({reading.as_of for reading in shown if reading.as_of}) > 1
        ending = ENDINGS.get(finding.verdict, "") if len(parts) > 1 and (dated or finding.verdict != "update") else ""
        text = f"{label}: {'; '.join(parts)}. {ending}".strip()
        statement = Statement(text=text, citations=tuple(citations))
        return statement if not list(faults(statement)) else self._whole_sentence(shown[0])

    def _quoted(self, reading: Reading) -> Citation | None:
        """Return the figure with its noun phrase as a citation, the figure alone where the phrase is long or odd."""
        candidate = self.candidates.get((reading.article, reading.figure))
        for stop in candidate.cues.shown_ends if candidate else (reading.end,):
            citation = self._cite(reading.article, reading.start, stop)
            if len(citation.quote) > LONGEST_QUOTED and stop != reading.end:
                continue
            if "\n" in citation.quote or "“" in citation.quote or "”" in citation.quote:
                continue
            probe = Statement(text=f"Figure: “{citation.quote}” (somebody).", citations=(citation,))
            if not list(faults(probe)):
                return citation
        return None

    def _whole_sentence(self, reading: Reading) -> Statement | None:
        article = self.articles[reading.article]
        sentence = next((s for s in article.sentences if s.start <= reading.start < s.end), None)
        return self.verbatim(reading.article, sentence) if sentence else None

    def who(self, reading: Reading) -> str:
        """Return who says it and where it stands."""
        label = self.articles[reading.article].label
        if reading.attribution and reading.attribution != label:
            return f"{reading.attribution}, in {label}"
        return label

    # Parts of the note

    def _ranked_sentences(self) -> list[tuple[float, str, Sentence]]:
        """Return body sentences by falling weight, those with words of many articles first."""
        words: Counter[str] = Counter()
        for summary in self.summaries:
            words.update(set(_content(summary.article.text)))
        many = max(len(self.summaries), 1)
        rows = []
        for summary in self.summaries:
            for weight, sentence in key_sentences(summary):
                content = _content(summary.article.quote(sentence.start, sentence.end))
                central = sum(words[w] for w in content) / (many * max(len(content), 6))
                news = self._freshness(summary.article, sentence)
                rows.append((weight * (0.5 + central) * news, summary.article.id, sentence))
        return sorted(rows, key=lambda row: (-row[0], int(row[1][1:]), row[2].start))

    def _freshness(self, article: Article, sentence: Sentence) -> float:
        """Return 1 for the newest, less for a sentence of an older article or with a figure that others replace."""
        days = sorted({a.reference for a in self.articles.values() if a.reference})
        age = len(days) - 1 - days.index(article.reference) if article.reference else len(days) / 2
        stale = any(
            reading.article == article.id and sentence.start <= reading.start < sentence.end and fit(reading, finding.readings[0]) != "equal"
            for finding in self.merged.findings
            if finding.verdict == "update"
            for reading in finding.readings[1:]
        )
        return (1.0 - 0.4 * age / max(len(days), 1)) * (0.6 if stale else 1.0)

    def _unlike(self, rows: Sequence[tuple[float, str, Sentence]], taken: Sequence[str], most: int) -> Iterator[tuple[str, Sentence]]:
        """Yield sentences that say something the ones before them do not."""
        seen = [set(_content(text)) for text in taken]
        for _, article, sentence in rows:
            content = set(_content(self._text(article, sentence)))
            if not content or any(len(content & other) > LIKE_ANOTHER * min(len(content), len(other)) for other in seen):
                continue
            seen.append(content)
            yield article, sentence
            most -= 1
            if not most:
                return

    def main(self) -> list[Finding]:
        """Return the findings about figures of the event itself, the weightiest first."""
        return [f for f in self.merged.findings if f.id not in self.merged.background and f.readings[0].kind != "name"]

    def bottom_line(self) -> Iterator[Statement]:
        """Yield the lead sentence and the weightiest findings."""
        for _, article, sentence in self.ranked[:1]:
            yield self.verbatim(article, sentence)
        for finding in self.main()[:KEY_FINDINGS]:
            if self.merged.weights[finding.id] >= LEAST_WEIGHT and (statement := self.composed(finding)):
                yield statement

    def sections(self) -> Iterator[Section]:
        """Yield what happened, further figures, what is denied, and background."""
        lead = [self._text(a, s) for _, a, s in self.ranked[:1]]
        told = list(self._unlike(self.ranked[1:], lead, KEY_SENTENCES))
        order = {article.id: (article.reference or "9999", int(article.id[1:])) for article in self.articles.values()}
        told.sort(key=lambda item: (order[item[0]], item[1].start))
        yield Section(heading="What the sources say", statements=tuple(self.verbatim(a, s) for a, s in told))
        further = [f for f in self.main()[KEY_FINDINGS:] if self.merged.weights[f.id] >= LEAST_WEIGHT][:MORE_FINDINGS]
        yield Section(heading="Further figures", statements=tuple(filter(None, map(self.composed, further))))
        used = [*lead, *(self._text(a, s) for a, s in told)]
        disputed = [row for row in self.ranked if DENIAL.search(self._text(row[1], row[2]))]
        denials = tuple(self.verbatim(a, s) for a, s in self._unlike(disputed, used, 4))
        yield Section(heading="Denied, disputed or corrected", statements=denials)
        old = [f for f in self.merged.findings if f.id in self.merged.background][:BACKGROUND_FINDINGS]
        sentences = {s.text: s for f in old if (s := self._whole_sentence(f.readings[0]))}
        yield Section(heading="Background", statements=tuple(s for t, s in sentences.items() if t not in used))

    def timeline(self) -> Iterator[TimelineEntry]:
        """Yield dated sentences in order of their dates, the weightiest of each date."""
        weight = {(article, sentence.id): w for w, article, sentence in self.ranked}
        rows: dict[tuple[str, str], tuple[float, str, Sentence, Figure]] = {}
        for summary in self.summaries:
            by_id = {s.id: s for s in summary.article.sentences}
            for figure in summary.figures:
                sentence = by_id.get(summary.sentence_of.get(figure.id, ""))
                if sentence is None or sentence.role != "body" or figure.kind != "date" or figure.low is None:
                    continue
                if figure.grain not in {"day", "month", "year"} or figure.low != figure.high or self._long_ago(str(figure.low)):
                    continue
                key = (str(figure.low), summary.article.id + sentence.id)
                rows.setdefault(key, (weight.get((summary.article.id, sentence.id), 0.0), summary.article.id, sentence, figure))
        chosen = sorted(rows.items(), key=lambda item: (item[0][0], -item[1][0], item[1][1], item[1][2].start))
        per_day: Counter[str] = Counter()
        seen: list[set[str]] = []
        entries = []
        for (day, _), (w, article, sentence, figure) in chosen:
            content = set(_content(self._text(article, sentence)))
            if per_day[day] >= 2 or any(len(content & other) > LIKE_ANOTHER * min(len(content), len(other)) for other in seen):
                continue
            per_day[day] += 1
            seen.append(content)
            entries.append((w, TimelineEntry(date=day, grain=figure.grain or "day", statement=self.verbatim(article, sentence))))
        least = sorted((w for w, _ in entries), reverse=True)[TIMELINE_ENTRIES - 1] if len(entries) > TIMELINE_ENTRIES else 0.0
        yield from (entry for w, entry in entries if w >= least)

    def _long_ago(self, iso: str) -> bool:
        """Tell whether a date lies more than half a year before the story, or names no more than a year."""
        days = sorted(a.reference for a in self.articles.values() if a.reference)
        if not days:
            return False
        year, month = int(iso[:4]), int(iso[5:7] or 0) if "-" in iso and iso[5:7].isdigit() else 0
        first = int(days[0][:4]) * 12 + int(days[0][5:7])
        return year * 12 + month < first - MONTHS_BACK or not month

    # Findings and account

    def kept(self, finding: Finding) -> Finding | None:
        """Return a finding without the repetitions of one article, none if nothing in it measures anything."""
        first = self.candidates.get((finding.readings[0].article, finding.readings[0].figure))
        trivial = len(finding.readings) == 1 and first is not None and _is_trivial(first)
        if trivial and self.merged.weights[finding.id] < LEAST_WEIGHT:
            return None
        readings = tuple(r for n, r in enumerate(finding.readings) if not any(_repeats(r, other) for other in finding.readings[:n]))
        return finding.model_copy(update={"readings": readings})

    def account(self, findings: Sequence[Finding], timeline: Sequence[TimelineEntry], statements: Sequence[Statement]) -> Iterator[AccountEntry]:
        """Yield the fate of every figure of every article, each exactly once."""
        read = {(r.article, r.figure): f.id for f in findings for r in f.readings}
        repeated = {
            (r.article, r.figure): other.figure
            for finding in self.merged.findings
            for n, r in enumerate(finding.readings)
            for other in finding.readings[:n]
            if _repeats(r, other) and (other.article, other.figure) in read
        }
        spans = [(c.article, c.start, c.end, "timeline") for e in timeline for c in e.statement.citations if c.role == "words"]
        spans += [(c.article, c.start, c.end, "statement") for s in statements for c in s.citations if c.role == "words"]
        for summary in self.summaries:
            for figure in summary.figures:
                yield _fate(summary, figure, read, repeated, spans)


def _fate(
    summary: ArticleSummary,
    figure: Figure,
    read: dict[tuple[str, str | None], str],
    repeated: dict[tuple[str, str | None], str | None],
    spans: Sequence[tuple[str, int, int, str]],
) -> AccountEntry:
    article = summary.article
    key = (article.id, figure.id)

    def entry(fate: str, of: str | None = None, reason: str | None = None) -> AccountEntry:
        return AccountEntry.model_validate(
            {"article": article.id, "figure": figure.id, "fate": fate, "of": of, "reason": reason}
        )

    if figure.id not in summary.sentence_of:
        why = next((f.why for f in article.furniture if f.start < figure.end and figure.start < f.end), "page furniture")
        return entry("left_out", reason=f"no evidence: {why}")
    if figure.same_as is not None:
        return entry("same_as", of=figure.same_as)
    if key in read:
        return entry("used", of=read[key])
    if repeated.get(key):
        return entry("same_as", of=repeated[key])
    if figure.kind == "identifier":
        return entry("left_out", reason="an identifier, not a figure")
    place = next((p for a, start, end, p in spans if a == article.id and start <= figure.start and figure.end <= end), None)
    if place is not None:
        return entry("used", of=place)
    if figure.kind in {"date", "time", "ordinal"}:
        return entry("left_out", reason=f"{UNQUOTED[figure.kind]} in a sentence that the note does not quote")
    return entry("left_out", reason="minor: one article gives it once, and it measures nothing that the note is about")


UNQUOTED = {"date": "a date", "time": "a time of day", "ordinal": "an ordinal"}


def _repeats(reading: Reading, other: Reading) -> bool:
    """Tell whether a reading only says again what the same article has said."""
    return (
        reading.article == other.article
        and reading.kind == other.kind
        and (reading.low, reading.high, reading.unit) == (other.low, other.high, other.unit)
        and (reading.kind != "vague" or reading.quote.lower() == other.quote.lower())
        and (reading.kind != "score" or reading.quote == other.quote)
        and (reading.attribution is None or reading.attribution == other.attribution)
        and (reading.qualifier in {"exact", other.qualifier})
    )


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Return one reading for each different value and voice, in their order."""
    kept: list[Reading] = []
    for reading in readings:
        if not any(fit(reading, other) == "equal" and (reading.voice == other.voice or len(kept) > 2) for other in kept):
            kept.append(reading)
    return kept


def _is_trivial(candidate: Candidate) -> bool:
    """Tell a figure that measures nothing of the event: a vague word or a time span without a concept."""
    return candidate.cues.concept is None and candidate.reading.kind in {"vague", "duration", "count", "fraction"} and (
        candidate.reading.interval is None or candidate.reading.interval[1] < 10
    )


def _content(text: str) -> list[str]:
    return [stem(w) for w in re.findall(r"[a-zà-ž]+", text.lower()) if carries_meaning(w)]
