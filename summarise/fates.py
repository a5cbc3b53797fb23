"""What became of a named person, where several articles tell it."""

import re
from collections.abc import Iterator, Sequence

from summarise.extract import ArticleSummary
from summarise.mentions import Mention
from summarise.names import Names
from summarise.speech import speaker_of
from summarise.values import Finding, Reading, Sentence
from summarise.verdicts import listed

# How a note calls a fate, and the words by which articles tell it.
FATES = {
    "killed or dead": ("killed", "died", "dead", "death", "slain", "killing", "assassinated", "kill"),
    "arrested or charged": ("arrested", "detained", "charged", "arrest"),
    "elected or appointed": ("elected", "appointed", "re-elected", "sworn"),
    "out of office": ("resigned", "sacked", "dismissed", "ousted", "quit"),
}
NOUN_BEFORE = re.compile(
    r"\b(?:death|killing|arrest|assassination|resignation|election|appointment|detention)s? of (?:\S+ ){0,6}$"
)
VERB_BEFORE = re.compile(r"\b(?:killed|arrested|detained|killing)\s+(?:\S+\s+){0,4}$")
ASIDE = r"(?:,[^,.]{0,120},?|[^,.;]{0,60})?\s*"


def fates(summaries: Sequence[ArticleSummary], names: Names) -> Iterator[Finding]:
    """Yield a finding for each named person whose fate at least two articles tell."""
    by_article = {summary.article.id: summary for summary in summaries}
    sentences = {(s.article.id, sentence.id): sentence for s in summaries for sentence in s.article.sentences}
    for mentions in names.people.values():
        for fate, words in FATES.items():
            told: dict[str, Reading] = {}
            for mention in mentions:
                summary = by_article[mention.article]
                sentence = sentences.get((mention.article, mention.sentence))
                if sentence is None or mention.article in told:
                    continue
                if _suffers(summary, sentence, mention, words):
                    told[mention.article] = _reading(summary, sentence, mention, fate)
            if len(told) >= 2:
                yield _finding(fate, tuple(told.values()))


def _finding(fate: str, readings: tuple[Reading, ...]) -> Finding:
    voices = sorted({reading.voice for reading in readings})
    name = max((reading.quote for reading in readings), key=len)
    return Finding(
        id="d0",
        measure=f"{name}: {fate}",
        verdict="agree" if len(voices) > 1 else "single",
        note=f"{listed(voices)} say so." if len(voices) > 1 else f"Only {voices[0]} says so.",
        readings=readings,
    )


def _suffers(summary: ArticleSummary, sentence: Sentence, mention: Mention, words: Sequence[str]) -> bool:
    """Tell whether the sentence says of the person that it happened to him, not that he did it."""
    if sentence.role != "body":
        return False
    before = summary.article.text[sentence.start : mention.start].lower()
    behind = summary.article.text[mention.end : sentence.end].lower()
    if NOUN_BEFORE.search(before) and any(re.search(rf"\b{word}", before) for word in words):
        return True
    done = rf"(?:\w+ly\s+)?(?:{'|'.join(words)})"
    passive = rf"(?:was|were|has been|had been|is|have been)\s+{done}"
    if re.match(rf"{ASIDE}(?:{passive}|(?:has |had )?(?:died|resigned))\b", behind):
        return True
    if re.search(rf"\b(?:that )?(?:he|she) (?:was|had been|has been)\s+{done}\b", behind):
        return True
    return words[0] in {"killed", "arrested"} and VERB_BEFORE.search(before) is not None


def _reading(summary: ArticleSummary, sentence: Sentence, mention: Mention, fate: str) -> Reading:
    article = summary.article
    speaker = speaker_of(summary.speeches.get(sentence.id, ()), mention.start - sentence.start)
    return Reading(
        article=article.id,
        figure=None,
        start=mention.start,
        end=mention.end,
        quote=mention.text,
        kind="name",
        measure=fate,
        attribution=speaker,
        as_of=article.written,
        voice=speaker or article.label,
    )
