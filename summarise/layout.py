"""The note laid out for people: in the order of the page, harmless text only, citations numbered."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from itertools import permutations
from types import MappingProxyType
from typing import TYPE_CHECKING

from summarise.cite import is_verbatim
from summarise.compare import fit
from summarise.contexts import holds_more, in_context, sentences_around, spans_of, with_figures
from summarise.history import as_made
from summarise.note import (
    Day,
    Form,
    Line,
    Mark,
    Note,
    Origin,
    Part,
    Piece,
    Place,
    Row,
    Said,
    Spelling,
)
from summarise.preface import made_from, reading_help
from summarise.retold import Telling, since_told
from summarise.reviewed import marks_of, review_told
from summarise.shown import shown_date, tidy
from summarise.values import (
    Article,
    Citation,
    Finding,
    Name,
    Reading,
    Source,
    Statement,
    TimelineEntry,
    place_of,
)

if TYPE_CHECKING:
    from summarise.compose import Brief

NO_TEXTS: Mapping[str, Article] = MappingProxyType({})
MOST_ROWS = 10
MOST_SAID = 8
MOST_NAMED = 5
ZERO = Decimal(0)
ONE_VOICE_CHANGED = "one voice, several figures"
VERDICTS = {
    "conflict": "contradict each other",
    "update": "changed over time",
    "scope": "not measured alike",
    "compatible": "can all hold",
}
SHOWN = "Shown above"
IN_JSON = "A finding of less weight, kept in the note's JSON form only"
SAME = "The same as another figure of its article"


class Numbers:
    """Citations numbered as they first appear: the same span has the same number."""

    def __init__(self) -> None:
        self.cited: dict[tuple[str, int, int], Citation] = {}
        self.number: dict[tuple[str, int, int], int] = {}
        self.times: Counter[tuple[str, int, int]] = Counter()

    def mark(self, citation: Citation) -> Mark:
        span = (citation.article, citation.start, citation.end)
        self.cited.setdefault(span, citation)
        self.times[span] += 1
        return Mark(self.number.setdefault(span, len(self.cited)), self.times[span])

    def hold(self, article: str, start: int, end: int) -> bool:
        return any(a == article and s <= start and end <= e for a, s, e in self.cited)


def lay_out(brief: "Brief", texts: Mapping[str, Article] = NO_TEXTS) -> Note:
    """Return a brief in the order of the page, numbered and with every text made visible.

    With `texts`, the articles by their ids in the note, each citation is shown in its whole sentence.
    """
    return _Layout(brief, texts).note()


class _Layout:
    """The brief at hand while it is laid out."""

    def __init__(self, brief: "Brief", texts: Mapping[str, Article]) -> None:
        self.brief = brief
        self.texts = texts
        self.numbers = Numbers()
        self.labels = labels_of(brief.articles)
        self.dates = {source.id: source.published for source in brief.articles}
        self.found = {(r.article, r.start): finding for finding in brief.findings for r in finding.readings}
        composed = [s for _, s in brief.statements() if not is_verbatim(s)]
        self.phrases = {
            (c.article, c.start): c
            for statement in composed
            for c in statement.citations
            if c.role == "words"
        }
        self.decided, self.decided_findings = marks_of(brief)
        called = {finding.id: finding.measure for finding in brief.findings}
        self.telling = Telling(self.numbers.mark, self._who, called)
        self.differing = [f for f in brief.findings if _differs(f)]

    def note(self) -> Note:
        """Lay out part by part: numbers are given in the order in which this meets citations."""
        changed = self._changed()
        bottom_line = tuple(map(self._line, _once(self.brief.bottom_line, [])))
        rows = tuple(map(self._row, self.differing[:MOST_ROWS]))
        parts = tuple(self._parts())
        timeline = tuple(self._timeline())
        spellings = tuple(self._spellings())
        return Note(
            title=tidy(self.brief.title) or "Untitled",
            made_from=made_from(self.brief.articles, self._headed_by()),
            reading_help=reading_help(self.brief),
            changed=changed,
            bottom_line=bottom_line,
            rows=rows,
            rows_left_out=len(self.differing) - len(rows),
            parts=parts,
            timeline=timeline,
            spellings=spellings,
            origins=tuple(map(self._origin, self.brief.articles)),
            review=review_told(self.brief, self.telling, self._as_made),
            account=tuple(self._account()),
            dropped=tuple(f"{tidy(d.where)}: {tidy(d.reason)}" for d in self.brief.dropped),
            places=tuple(self._places()),
            made_by=tidy(f"{self.brief.provenance.tool} {self.brief.provenance.version}"),
        )

    def _changed(self) -> Part | None:
        return since_told(self.brief.since, self.telling) if self.brief.since else None

    def _as_made(self, statement: Statement) -> Line:
        """Show a statement that a person decided on, by itself and with nothing beside it."""
        if is_verbatim(statement):
            return Line(tuple(self._verbatim(statement)), one_voice=False)
        return Line(tuple(self._composed(statement, None)), one_voice=False)

    def _label(self, article: str) -> str:
        return self.labels.get(article, tidy(article))

    def _line(self, statement: Statement) -> Line:
        decided = self.decided.get(statement)
        if is_verbatim(statement):
            return Line(tuple(self._verbatim(statement)), one_voice=False, decided=decided)
        finding = self._finding_of(statement)
        one_voice = finding is not None and len({reading.voice for reading in finding.readings}) == 1
        verdict = finding.verdict if finding else None
        decided = decided or (self.decided_findings.get(finding.id) if finding else None)
        return Line(tuple(self._composed(statement, finding)), one_voice, verdict, decided)

    def _verbatim(self, statement: Statement) -> Iterator[Piece]:
        (citation,) = statement.citations
        published = self.dates.get(citation.article)
        source = self._label(citation.article) + (f", {shown_date(published)}" if published else "")
        yield Piece("quote", tidy(statement.text))
        yield Piece("source", source, (self.numbers.mark(citation),))

    def _finding_of(self, statement: Statement) -> Finding | None:
        """Return the one finding that a statement tells; a reading that repeats another is in none.

        What a model wrote tells more than its figures, so that no finding stands for it.
        """
        if any(citation.role == "support" for citation in statement.citations):
            return None
        findings = {f.id: f for c in statement.citations if (f := self.found.get((c.article, c.start)))}
        return next(iter(findings.values())) if len(findings) == 1 else None

    def _composed(self, statement: Statement, finding: Finding | None) -> Iterator[Piece]:
        text = tidy(statement.text)
        words = [citation for citation in statement.citations if citation.role == "words"]
        support = [citation for citation in statement.citations if citation.role == "support"]
        spans = spans_of(text, [tidy(citation.quote) for citation in words])
        at = 0
        label = f"{tidy(finding.measure)}:" if finding else ""
        if label and text.lower().startswith(label.lower()) and (not spans or spans[0][0] >= len(label)):
            at = len(label)
            yield Piece("label", text[:at])
        if not spans:
            yield Piece("text", text[at:], tuple(map(self.numbers.mark, statement.citations)))
            return
        for citation, (start, end) in zip(words, spans, strict=True):
            if at < start:
                yield Piece("text", text[at:start])
            yield Piece("figure", text[start:end], (self.numbers.mark(citation),))
            at = end
        if at < len(text) or support:
            told = {(c.article, c.start, c.end) for c in words}
            behind = [c for c in support if (c.article, c.start, c.end) not in told]
            yield Piece("text", text[at:], tuple(map(self.numbers.mark, behind)))

    def _row(self, finding: Finding) -> Row:
        shown = _telling(finding.readings)
        more = len(finding.readings) - len(shown)
        further = f" {more} further reading{'' if more == 1 else 's'} in the JSON form." if more else ""
        return Row(
            measure=_capital(tidy(finding.measure)) or "Figure",
            verdict=finding.verdict,
            verdict_words=VERDICTS.get(finding.verdict, ONE_VOICE_CHANGED),
            why=tidy(finding.note) + further,
            said=tuple(map(self._said, shown)),
            decided=self.decided_findings.get(finding.id),
        )

    def _said(self, reading: Reading) -> Said:
        """Show a reading in the words that a statement cites: they may hold its noun or reference point."""
        figure = reading.citation
        phrase = self.phrases.get((reading.article, reading.start))
        cited = phrase if phrase and holds_more(phrase, figure) else figure
        return Said(
            quote=tidy(cited.quote),
            mark=self.numbers.mark(cited),
            who=self._who(reading),
            as_of=shown_date(reading.as_of) if reading.as_of else None,
            reading=reading,
        )

    def _who(self, reading: Reading) -> str:
        label = self._label(reading.article)
        speaker = tidy(reading.attribution or "")
        return f"{speaker}, in {label}" if speaker and speaker != label else label

    def _parts(self) -> Iterator[Part]:
        """Yield the sections without what the bottom line or the table says already."""
        tabled = {finding.id for finding in self.differing[:MOST_ROWS]}
        before = list(self.brief.bottom_line)
        for section in self.brief.sections:
            fresh = [
                statement
                for statement in _once(section.statements, before)
                if is_verbatim(statement) or (f := self._finding_of(statement)) is None or f.id not in tabled
            ]
            before += fresh
            if fresh:
                yield Part(tidy(section.heading), tuple(map(self._line, fresh)))

    def _timeline(self) -> Iterator[Day]:
        days: dict[str, list[TimelineEntry]] = {}
        for entry in self.brief.timeline:
            days.setdefault(_when(entry), []).append(entry)
        for when, entries in days.items():
            yield Day(when, tuple(self._line(entry.statement) for entry in entries))

    def _headed_by(self) -> str | None:
        """Return what the article is called whose headline is the title of the note."""
        return next((self._label(s.id) for s in self.brief.articles if s.title == self.brief.title), None)

    def _spellings(self) -> Iterator[Spelling]:
        """Yield each person whose fate is told and each name with several forms, one line for one name."""
        told: set[str] = set()
        for finding in self.brief.findings:
            if finding.readings and finding.readings[0].kind == "name":
                quotes = {reading.quote for reading in finding.readings}
                names = [name for name in self.brief.names if quotes & {v.text for v in name.variants}]
                told.update(name.name for name in names)
                yield self._fate(finding, names)
        for name in self.brief.names:
            short = _short_forms({variant.text for variant in name.variants})
            forms = tuple(self._forms(name, short))
            if name.name not in told and len(forms) > 1:
                yield Spelling(tidy(name.name), name.kind, forms)

    def _fate(self, finding: Finding, names: Sequence[Name]) -> Spelling:
        person, _, fate = tidy(finding.measure).rpartition(": ")
        voices = len({reading.voice for reading in finding.readings})
        cited = [
            Form(tidy(r.quote), self._who(r), (self.numbers.mark(r.citation),)) for r in finding.readings
        ]
        quotes = {reading.quote for reading in finding.readings}
        others = [form for name in names for form in self._forms(name, quotes)]
        by = "one voice" if voices == 1 else f"{voices} voices"
        return Spelling(person or fate, f"{fate}, by {by}" if person else by, (*cited, *others))

    def _forms(self, name: Name, told: set[str]) -> Iterator[Form]:
        texts = dict.fromkeys(variant.text for variant in name.variants if variant.text not in told)
        for text in texts:
            articles = list(dict.fromkeys(v.article for v in name.variants if v.text == text))
            more = f" and {len(articles) - MOST_NAMED} others" if len(articles) > MOST_NAMED else ""
            yield Form(tidy(text), ", ".join(map(self._label, articles[:MOST_NAMED])) + more)

    def _origin(self, source: Source) -> Origin:
        if source.published:
            dated = f"published {shown_date(source.published)}"
        elif source.reference:
            dated = f"date not stated; days are counted from {shown_date(source.reference)}"
        else:
            dated = "date not known"
        publisher = tidy(source.publisher or "") or "publisher not stated"
        title = tidy(source.title) if source.title else None
        warnings = tuple(map(tidy, source.warnings))
        path, digest = tidy(_found_at(source)), tidy(source.sha256)[:12]
        return Origin(source.id, self._label(source.id), title, publisher, dated, path, digest, warnings)

    def _account(self) -> Iterator[tuple[str, int]]:
        """Yield how many figures had each fate; what only the JSON form holds is not called shown."""
        made = as_made(self.brief).findings
        spans = {(r.article, r.figure): r for finding in made for r in finding.readings}
        kept: Counter[str] = Counter()
        left_out: Counter[str] = Counter()
        for entry in self.brief.account:
            reading = spans.get((entry.article, entry.figure))
            if entry.fate == "left_out":
                left_out[f"Left out: {tidy(entry.reason or 'no reason given')}"] += 1
            elif entry.fate == "same_as":
                kept[SAME] += 1
            elif reading is None or self.numbers.hold(reading.article, reading.start, reading.end):
                kept[SHOWN] += 1
            else:
                kept[IN_JSON] += 1
        yield from ((fate, kept[fate]) for fate in (SHOWN, IN_JSON, SAME) if kept[fate])
        yield from sorted(left_out.items(), key=lambda row: (-row[1], row[0]))

    def _places(self) -> Iterator[Place]:
        known = [c for _, statement in self.brief.statements() for c in statement.citations]
        known += self.numbers.cited.values()
        readings = [r.citation for finding in self.brief.findings for r in finding.readings]
        for number, (span, citation) in enumerate(self.numbers.cited.items(), 1):
            yield Place(
                number=number,
                article=citation.article,
                label=self._label(citation.article),
                start=citation.start,
                end=citation.end,
                quote=tidy(citation.quote),
                words=in_context(citation, self._around(citation, known)) or with_figures(citation, readings),
                times=self.numbers.times[span],
            )

    def _around(self, citation: Citation, known: Sequence[Citation]) -> Sequence[Citation]:
        """Return what may show a citation in its context: its sentences where there is its text."""
        article = self.texts.get(citation.article)
        return [sentences_around(article, citation)] if article else known


def _telling(readings: Sequence[Reading]) -> list[Reading]:
    """Return the readings that a row shows: all of a few, else of each value the newest, and the extremes.

    The newest stand first, as they do in a finding.
    """
    if len(readings) <= MOST_SAID:
        return list(readings)
    by_value = {(r.low, r.high, r.qualifier, None if r.low else r.quote): r for r in reversed(readings)}
    newest = {id(reading) for reading in by_value.values()}
    kept = [reading for reading in readings if id(reading) in newest]
    if len(kept) > MOST_SAID:
        known = sorted((r for r in kept if r.interval), key=lambda r: r.interval or (ZERO, ZERO))
        chosen = {id(reading) for reading in (*known[:1], *known[-1:], kept[-1])}
        chosen |= {id(r) for r in [r for r in kept if id(r) not in chosen][: MOST_SAID - len(chosen)]}
        kept = [reading for reading in kept if id(reading) in chosen]
    return kept


def labels_of(sources: Sequence[Source]) -> dict[str, str]:
    """Return what each article is called; the id tells two of one publisher apart."""
    count = Counter(tidy(source.label) for source in sources)
    labels = {}
    for source in sources:
        label = tidy(source.label)
        labels[source.id] = label if count[label] == 1 else f"{label} ({tidy(source.id)})"
    return labels


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _differs(finding: Finding) -> bool:
    if finding.readings[0].kind == "name":
        return False
    voices = {reading.voice for reading in finding.readings}
    if finding.verdict == "single":
        return any(fit(finding.readings[0], reading) != "equal" for reading in finding.readings[1:])
    return finding.verdict in VERDICTS and len(voices) > 1


def _once(statements: Sequence[Statement], before: Sequence[Statement]) -> list[Statement]:
    """Return the statements that do not stand before, each once."""
    seen = list(before)
    fresh = []
    for statement in statements:
        if statement not in seen:
            seen.append(statement)
            fresh.append(statement)
    return fresh


def _when(entry: TimelineEntry) -> str:
    return f"{entry.date}s" if entry.grain == "decade" and entry.date.isdigit() else shown_date(entry.date)


def _found_at(source: Source) -> str:
    """Return where an article is from, and the address that it states or was found at, if that says more."""
    address = source.document.address if source.document else None
    place = place_of(source)
    return f"{place} ({address})" if address and address != source.path else place


def _short_forms(forms: AbstractSet[str]) -> set[str]:
    """Return the forms of a name that only leave words of another out, or are another in capitals."""
    words = {form: frozenset(form.casefold().split()) for form in forms}
    return {
        form
        for form, long in permutations(forms, 2)
        if words[form] < words[long] or (form.isupper() and words[form] == words[long])
    }
