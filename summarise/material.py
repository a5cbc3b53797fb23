"""What the writing call is shown: findings with their readings, and the evidence sentence by sentence."""

from collections.abc import Iterable, Iterator, Sequence

from summarise.extract import ArticleSummary
from summarise.marked import Evidence, chunks, harmless, lines
from summarise.regroup import speaker_line
from summarise.values import Finding

LEAD_SENTENCES = 3


def finding_lines(findings: Iterable[Finding], evidence: Evidence) -> Iterator[str]:
    """Yield findings with their readings, where these stand and who says them."""
    for finding in findings:
        yield f"{finding.id} {harmless(finding.measure)}: {finding.verdict}. {harmless(finding.note)}"
        for reading in finding.readings:
            article = evidence.articles[reading.article]
            shown = f"{{{reading.article}.{reading.figure}: {harmless(reading.quote)}}}"
            words = shown if reading.figure else f"“{harmless(reading.quote)}”"
            sentence = next((s.id for s in article.sentences if s.start <= reading.start < s.end), None)
            told = [
                f"  {words}" + (f" in {reading.article}.{sentence}" if sentence else ""),
                speaker_line(reading, article),
                *([f"as of {reading.as_of}"] if reading.as_of else []),
                *([f"limited to {harmless(reading.scope)}"] if reading.scope else []),
            ]
            yield "; ".join(told)


def evidence_lines(
    read: Sequence[tuple[ArticleSummary, Sequence[str]]],
    evidence: Evidence,
    findings: Sequence[Finding] | None,
) -> Iterator[str]:
    """Yield the sentences of articles under their outlets: all, or those of findings, leads and a choice.

    Each article comes with the ids of its key sentences; without `findings`, all sentences are shown.
    """
    held = {(r.article, r.start) for finding in findings or () for r in finding.readings}
    for summary, key_sentences in read:
        article = summary.article
        rows = list(lines(summary, evidence.sentences, None, prefix=f"{article.id}.", days=True))
        if findings is not None:
            lead = {s.id for s in article.sentences[:LEAD_SENTENCES]} | set(key_sentences)
            rows = [
                row
                for row, s in zip(rows, article.sentences, strict=True)
                if s.id in lead or any(a == article.id and s.start <= start < s.end for a, start in held)
            ]
        if rows:
            yield f"{harmless(article.label)}, {article.reference or 'date not known'}"
            yield from rows


def cut(material: str, most: int) -> str:
    """Return as many whole lines as there is room for."""
    return "\n".join(next(chunks(material.split("\n"), most), ()))
