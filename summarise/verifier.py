"""The check that needs neither model nor trust: a note is held against its articles, character by character.

It shares the detector with the rest of the tool, and none of the code that put the note together.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from itertools import pairwise
from typing import TYPE_CHECKING

from summarise.cite import faults
from summarise.figures import find_figures
from summarise.history import as_made, statements_of
from summarise.history_check import since_faults
from summarise.review_check import edits_of, misnamed, review_faults
from summarise.values import (
    Article,
    Citation,
    Figure,
    Finding,
    Reading,
    Statement,
    Value,
    Variant,
    place_of,
)

if TYPE_CHECKING:
    from summarise.compose import Brief


class Problem(Value):
    """Something in a note that does not hold."""

    where: str
    what: str


def verify(brief: "Brief", articles: Sequence[Article]) -> list[Problem]:
    """Return what in a note its articles do not bear out; an empty list when it holds.

    The articles are told by the SHA-256 of their texts, in whatever order they are given.
    """
    return [Problem(where=where, what=what) for where, what in _Check(brief, articles).all()]


Found = Iterator[tuple[str, str]]


class _Check:
    """One note and the texts that it names, with an inventory of each made afresh."""

    def __init__(self, brief: "Brief", articles: Sequence[Article]) -> None:
        self.brief = brief
        self.made = as_made(brief)
        given = {sha256(a.text.encode("utf-8", "replace")).hexdigest(): a.text for a in articles}
        self.texts = {source.id: given[source.sha256] for source in brief.articles if source.sha256 in given}
        self.references = {source.id: source.reference for source in brief.articles}
        self.inventories = {
            name: {figure.id: figure for figure in find_figures(text, _day(self.references[name]))}
            for name, text in self.texts.items()
        }

    def all(self) -> Found:
        """Yield each problem with its place."""
        yield from self._articles()
        for where, statement in self._statements():
            for citation in statement.citations:
                yield from self._citation(where, citation)
            for fault in faults(statement):
                yield where, fault
        yield from self._findings()
        yield from self._timeline()
        yield from self._names()
        yield from self._account()
        yield from since_faults(self.brief, self._former_reading)
        yield from review_faults(self.brief)
        yield from self._edits()

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        """Yield what the note shows, and what a person struck or put in other words, or did so before."""
        shown = list(self.brief.statements())
        yield from shown
        if self.brief.review is None:
            return
        told = {statement for _, statement in shown}
        for where, statement in statements_of(self.made):
            if statement not in told:
                yield f"as made, {where}", statement
        for decision in self.brief.review.decisions:
            if decision.statement is not None:
                yield f"review, {decision.id}", decision.statement

    def _kept_findings(self) -> Iterator[tuple[str, Finding, Callable[[str, Reading], Found]]]:
        """Yield the findings of the note, and those that a decision was taken on before they changed.

        With each comes how its readings are checked.
        """
        for finding in self.made.findings:
            yield f"finding {finding.id}", finding, self._reading
        for decision in self.brief.review.decisions if self.brief.review else ():
            if decision.finding is not None:
                yield f"review, {decision.id}, finding", decision.finding, self._former_reading

    def _edits(self) -> Found:
        """Yield the figures that an edit took for something else; their values are seen to already."""
        for edit in edits_of(self.brief):
            if all(citation.article in self.texts for citation in edit.made.citations):
                for fault in misnamed(edit, self._figure_in):
                    yield f"review, {edit.id}", fault

    def _figure_in(self, citation: Citation) -> Figure | None:
        inventory = self.inventories[citation.article].values()
        return next((figure for figure in inventory if _holds(citation, figure)), None)

    def _articles(self) -> Found:
        for source in self.brief.articles:
            if source.id not in self.texts:
                what = f"no text given has the SHA-256 of {place_of(source)!r}: it is missing or was changed"
                yield f"article {source.id}", what
        for name, count in Counter(source.id for source in self.brief.articles).items():
            if count > 1:
                yield f"article {name}", "two articles have this id"

    def _citation(self, where: str, citation: Citation) -> Found:
        text = self.texts.get(citation.article)
        if text is None:
            if citation.article not in self.references:
                yield where, f"cites article {citation.article!r}, which the note does not have"
            return
        if not 0 <= citation.start < citation.end <= len(text):
            yield where, f"cites {citation.start}-{citation.end}, outside of article {citation.article}"
            return
        if text[citation.start : citation.end] != citation.quote:
            yield where, f"{_characters(citation)} are not {citation.quote!r}"
            return
        for figure in self.inventories[citation.article].values():
            overlaps = figure.start < citation.end and citation.start < figure.end
            if overlaps and not _holds(citation, figure):
                yield where, f"the citation {citation.quote!r} cuts the figure {figure.text!r}"

    def _findings(self) -> Found:
        for one, count in Counter(finding.id for finding in self.made.findings).items():
            if count > 1:
                yield f"finding {one}", "two findings have this id"
        for where, finding, check in self._kept_findings():
            if not finding.readings:
                yield where, "it has no reading"
            for label, text in (("measure", finding.measure), ("note", finding.note)):
                for figure in find_figures(text):
                    if figure.kind != "identifier":
                        yield where, f"its {label} states an uncited figure: {figure.text!r}"
            for reading in finding.readings:
                yield from check(f"{where}, {reading.quote!r} of {reading.article}", reading)
            yield from _verdict(where, finding)

    def _reading(self, where: str, reading: Reading) -> Found:
        problems = list(self._citation(where, reading.citation))
        yield from problems
        text = self.texts.get(reading.article)
        if problems or text is None:
            return
        if reading.attribution and not _stands_in(reading.attribution, text):
            yield where, f"the words of its attribution {reading.attribution!r} do not stand in the article"
        if reading.kind == "name":
            if reading.figure is not None or reading.low is not None or reading.high is not None:
                yield where, "a name has no value"
            return
        figure = self.inventories[reading.article].get(reading.figure or "")
        if figure is None or (figure.start, figure.end) != (reading.start, reading.end):
            yield where, f"it is not the figure {reading.figure!r} of the article"
            return
        yield from _same_value(where, figure, reading)
        if reading.as_of is not None and not self._dated(reading):
            yield where, f"nothing in the article gives its date {reading.as_of!r}"

    def _former_reading(self, where: str, reading: Reading) -> Found:
        """Check a reading of an older note, which may leave out what depends on the day of its article."""
        here = [f for f in self.inventories.get(reading.article, {}).values() if _at(f) == _at(reading)]
        if reading.figure is None and reading.kind != "name" and here:
            told: dict[str, object] = {"figure": here[0].id}
            if reading.kind == "date" and reading.low is None:
                told |= {"low": here[0].low, "high": here[0].high}
            reading = reading.model_copy(update=told)
        yield from self._reading(where, reading)

    def _dated(self, reading: Reading) -> bool:
        dates = [f for f in self.inventories[reading.article].values() if f.kind == "date"]
        reference = self.references[reading.article]
        return reading.as_of == reference or any(f.low == reading.as_of for f in dates)

    def _timeline(self) -> Found:
        for n, entry in enumerate(self.made.timeline, 1):
            where = f"timeline, entry {n}"
            dated = [
                figure
                for citation in entry.statement.citations
                for figure in self.inventories.get(citation.article, {}).values()
                if figure.kind == "date" and _holds(citation, figure)
            ]
            known = all(citation.article in self.texts for citation in entry.statement.citations)
            if known and not any((figure.low, figure.grain) == (entry.date, entry.grain) for figure in dated):
                yield where, f"its citation does not give the date {entry.date!r}"
        for earlier, later in pairwise(self.made.timeline):
            if later.date < earlier.date:
                yield "timeline", f"{later.date!r} stands behind {earlier.date!r}"

    def _names(self) -> Found:
        for name in self.brief.names:
            for variant in name.variants:
                text = self.texts.get(variant.article)
                if text is not None and text[variant.start : variant.end] != variant.text:
                    yield f"name {name.name!r}", f"{_characters(variant)} are not {variant.text!r}"

    def _account(self) -> Found:
        yield from self._every_figure_once()
        found = {
            (r.article, r.figure): finding.id for finding in self.made.findings for r in finding.readings
        }
        entries = {(entry.article, entry.figure) for entry in self.brief.account}
        for entry in self.brief.account:
            where = f"account, {entry.article} {entry.figure}"
            holder = found.get((entry.article, entry.figure))
            if holder is not None and (entry.fate, entry.of) != ("used", holder):
                yield where, "a finding holds it, and the account says otherwise"
            if entry.fate == "used" and holder is None and not self._quoted(entry.article, entry.figure):
                yield where, "the account says it is used, and nothing in the note holds it"
            if entry.fate == "same_as" and (entry.article, entry.of) not in entries:
                yield where, f"it is said to be the same as {entry.of!r}, which is not there"
            if entry.fate == "left_out" and not entry.reason:
                yield where, "it is left out without a reason"

    def _every_figure_once(self) -> Found:
        entries = Counter((entry.article, entry.figure) for entry in self.brief.account)
        known = {(name, figure) for name, inventory in self.inventories.items() for figure in inventory}
        for article, figure in sorted(known - entries.keys()):
            text = self.inventories[article][figure].text
            yield "account", f"the figure {text!r} ({article} {figure}) is missing from it"
        for (article, figure), count in sorted(entries.items()):
            if article in self.inventories and (article, figure) not in known:
                yield "account", f"it has a figure {article} {figure} that the article has not"
            elif count > 1:
                yield "account", f"the figure {article} {figure} stands in it {count} times"

    def _quoted(self, article: str, name: str) -> bool:
        figure = self.inventories.get(article, {}).get(name)
        if figure is None:
            return article not in self.texts
        return any(
            citation.article == article and _holds(citation, figure)
            for _, statement in statements_of(self.made)
            for citation in statement.citations
            if citation.role == "words"
        )


def _characters(place: Citation | Variant) -> str:
    return f"the characters {place.start}-{place.end} of {place.article}"


def _holds(citation: Citation, figure: Figure) -> bool:
    return citation.start <= figure.start and figure.end <= citation.end


def _at(place: Figure | Reading) -> tuple[int, int]:
    return place.start, place.end


def _day(iso: str | None) -> date | None:
    try:
        return date.fromisoformat(iso) if iso else None
    except ValueError:
        return None


def _same_value(where: str, figure: Figure, reading: Reading) -> Found:
    for field in ("kind", "low", "high", "unit", "qualifier"):
        stated, claimed = getattr(figure, field), getattr(reading, field)
        if stated != claimed:
            yield where, f"its {field} is given as {_shown(claimed)}, and the text says {_shown(stated)}"


def _shown(value: object) -> str:
    return "none" if value is None else str(value)


def _stands_in(words: str, text: str) -> bool:
    return " ".join(words.split()) in " ".join(text.split())


def _verdict(where: str, finding: Finding) -> Found:
    """Hold a verdict against what it claims of voices and values."""
    voices = {reading.voice for reading in finding.readings}
    if finding.verdict == "single" and len(voices) > 1:
        yield where, f"its verdict is 'single', and {len(voices)} voices give it"
    if finding.verdict != "single" and len(voices) == 1:
        yield where, f"its verdict is {finding.verdict!r}, and one voice gives it all"
