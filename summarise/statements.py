"""A finding told in one sentence: the measure, its readings in the sources' words, and who says them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from summarise.candidates import Candidate
from summarise.cite import faults
from summarise.compare import fit, interval
from summarise.extract import ArticleSummary
from summarise.sentences import cite, verbatim
from summarise.values import Article, Citation, Finding, Reading, Statement
from summarise.verdicts import CUMULATIVE, MOST_COMPARED

MOST_READINGS = 4
LONGEST_QUOTED = 60
ENDINGS = {
    "update": "The newest stands first.",
    "conflict": "These cannot all hold.",
    "scope": "They are not measured alike.",
    "compatible": "These can all hold.",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """The articles of a story by id, and their candidates by article and figure."""

    articles: Mapping[str, Article]
    candidates: Mapping[tuple[str, str | None], Candidate]


def sources_of(summaries: Sequence[ArticleSummary]) -> Sources:
    """Return what statements are made from."""
    candidates = (candidate for summary in summaries for candidate in summary.candidates)
    return Sources(
        articles={summary.article.id: summary.article for summary in summaries},
        candidates={(c.reading.article, c.reading.figure): c for c in candidates},
    )


def told(finding: Finding, sources: Sources, total: Finding | None = None) -> Statement | None:
    """Return a finding as one sentence, if it is a part of a total with the name of that.

    None is returned for a name, and where no figure in it can be quoted.
    """
    shown = _distinct(_counted_first(_upheld(finding.readings, sources)))[:MOST_READINGS]
    if shown[0].kind == "name":
        return None
    quoted = [(reading, citation) for reading in shown if (citation := _quoted(reading, sources))]
    if not quoted:
        return None
    parts = [f"“{citation.quote}” ({_who(reading, sources)})" for reading, citation in quoted]
    label = finding.measure[:1].upper() + finding.measure[1:]
    dated = len({reading.as_of for reading in shown if reading.as_of}) > 1
    differs = len(parts) > 1 and (dated or finding.verdict != "update")
    ending = ENDINGS.get(finding.verdict, "") if differs else ""
    belongs = f"Part of: {total.measure}." if total else ""
    statement = Statement(
        text=" ".join(filter(None, (f"{label}: {'; '.join(parts)}.", ending, belongs))),
        citations=tuple(citation for _, citation in quoted),
    )
    return whole_sentence(shown[0], sources) if any(faults(statement)) else statement


def whole_sentence(reading: Reading, sources: Sources) -> Statement | None:
    """Return the sentence that a reading stands in, none for one outside of any."""
    article = sources.articles[reading.article]
    around = (s for s in article.sentences if s.start <= reading.start < s.end)
    sentence = next(around, None)
    return verbatim(article, sentence) if sentence else None


def _upheld(readings: Sequence[Reading], sources: Sources) -> Sequence[Reading]:
    """Return the readings without the values that were taken back, all where none is left."""
    found = ((r, sources.candidates.get((r.article, r.figure))) for r in readings)
    taking = {
        (r.low, r.high, r.voice, r.article, r.as_of): (r, candidate)
        for r, candidate in found
        if candidate and (candidate.cues.disowned or candidate.cues.withdrawn or candidate.cues.corrects)
    }
    pairs = tuple(taking.values())[:MOST_COMPARED]
    upheld = [r for r in readings if not any(_takes_back(old, candidate, r) for old, candidate in pairs)]
    return upheld or readings


def _takes_back(old: Reading, candidate: Candidate, reading: Reading) -> bool:
    """Tell whether a value that its source withdraws, or a corrected toll, is what a reading gives."""
    cues = candidate.cues
    if fit(old, reading) == "equal":
        denied_toll = cues.disowned and cues.concept in CUMULATIVE
        its_own = old.article == reading.article or old.voice == reading.voice
        return denied_toll or (its_own and (cues.withdrawn or (cues.former and cues.corrects)))
    lowered = cues.corrects and not cues.former and cues.concept in CUMULATIVE
    now, before = interval(old), interval(reading)
    earlier = (reading.as_of or "9") < (old.as_of or "")
    return lowered and earlier and now is not None and before is not None and now.high < before.low


def _counted_first(readings: Sequence[Reading]) -> Sequence[Reading]:
    """Return the readings with a number; all of them where none has one."""
    return [reading for reading in readings if reading.kind != "vague"] or readings


def _distinct(readings: Sequence[Reading]) -> list[Reading]:
    """Return one reading for each different value and voice; behind the third one for each value only."""
    kept: list[Reading] = []
    for reading in readings:
        many = len(kept) > 2
        if not any(fit(reading, r) == "equal" and (many or reading.voice == r.voice) for r in kept):
            kept.append(reading)
    return kept


def _quoted(reading: Reading, sources: Sources) -> Citation | None:
    """Return the longest quotation of a figure that is short and stands by itself, none if there is none."""
    return next((c for c in _quotations(reading, sources) if _is_quotable(c)), None)


def _quotations(reading: Reading, sources: Sources) -> Iterator[Citation]:
    """Yield the figure with its noun phrase, the longest first, and the figure alone."""
    article = sources.articles[reading.article]
    candidate = sources.candidates.get((reading.article, reading.figure))
    for end in candidate.shown_ends if candidate else (reading.end,):
        citation = cite(article, reading.start, end)
        if len(citation.quote) <= LONGEST_QUOTED or end == reading.end:
            yield citation


def _is_quotable(citation: Citation) -> bool:
    if not {"\n", "“", "”"}.isdisjoint(citation.quote):
        return False
    probe = Statement(text=f"Figure: “{citation.quote}” (somebody).", citations=(citation,))
    return not any(faults(probe))


def _who(reading: Reading, sources: Sources) -> str:
    """Return who says it and where it stands."""
    label = sources.articles[reading.article].label
    if reading.attribution and reading.attribution != label:
        return f"{reading.attribution}, in {label}"
    return label
