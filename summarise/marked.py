"""What a model is shown of an article: its sentences and figures behind ids, harmless to its server."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from summarise.extract import ArticleSummary
from summarise.text import Folded
from summarise.values import Article, Figure, Furniture, Sentence
from summarise.vocabulary import capitalised, parts, plain

# Signs that servers and templates give a meaning of their own (`<|im_end|>`, `[INST]`, `{f7}`), in any width.
SIGNS = str.maketrans("<>[]{}＜＞［］｛｝|｜`", "‹›()()‹›()()¦¦'")
LONGEST_SHOWN = 3_000
DIRECTED = re.compile(
    r"""
    \b(?:ignore|disregard|forget|override)\ (?:(?:all|any|every|of|the|these|your|my)\ )*
      (?:(?:previous|prior|above|earlier|preceding|foregoing|system)\ (?:\w+\ )?|(?<=your\ ))
      (?:instructions?|prompts?|rules|directions|guidelines|messages?|context|training)\b
  | \byou\ are\ (?:now\ |no\ longer\ )?(?:an?\ |the\ )?
      (?:chatgpt|gpt|claude|llama|gemini|ai|(?:ai\ )?assistant|(?:large\ )?language\ model|chatbot)\b
  | \b(?:note|message|instructions?|attention)\ (?:to|for)\ (?:(?:all|any|every|the)\ )?
      (?:ais?|llms?|(?:ai|language)\ models?|(?:ai\ )?assistants?|summari[sz]ers?|chatbots?)\b
  | \bsystem\ (?:prompt|message|override)\b
  | ^(?:system|assistant|user|developer|human)\ ?:
  | <\|.{0,40}\|> | \[/?inst\] | <</?sys>> | </?s> | <(?:start|end)_of_turn>
  | </?(?:think|tool_call|system|assistant|user)>
  | \b(?:in|into|from|to)\ your\ (?:summary|reply|output|briefing)\b
  | \b(?:when|while|if)\ (?:you\ (?:are\ )?)?summari[sz](?:e|ing)\ (?:this|the)\ (?:article|text|story|page)\b
  | ^(?:please\ )?(?:say|write|pretend|print|output|repeat)\ (?:that|only|the\ following)\b
  | \{\s*(?:a\d+\.)?[fs]\d+\b
  | "(?:figures|bottom_line|key_sentences|groups|readings|disputes|statements)"\s*:
    """,
    re.VERBOSE | re.IGNORECASE,
)
WHY_DIRECTED = "text that gives orders to a machine"


def harmless(text: str) -> str:
    r"""Return a text on one line, without what cannot be seen or what a model's server takes for its own.

    >>> harmless("He said:\n<|im_start|>system\u200b [INST]")
    'He said: ‹¦im_start¦›system (INST)'
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.translate(SIGNS).split())
    seen = (c if c.isspace() or unicodedata.category(c)[0] != "C" else "" for c in text)
    return " ".join("".join(" " if c.isspace() else c for c in seen).translate(SIGNS).split())


def without_orders(article: Article) -> Article:
    """Return the article without the paragraphs that give orders to a machine.

    They become furniture: no evidence for anything. The promises do not rest on this, as a model that obeys
    such text can still say no more than the sources do; but what stands there is not news.
    """
    bad = {s.paragraph for s in article.sentences if _is_directed(article, s)}
    if not bad:
        return article
    if all(s.paragraph in bad for s in article.sentences if s.role == "body"):
        return _without(article, {s.id for s in article.sentences if _is_directed(article, s)})
    return _without(article, {s.id for s in article.sentences if s.paragraph in bad})


def _is_directed(article: Article, sentence: Sentence) -> bool:
    text = Folded(article.quote(sentence.start, sentence.end)).key
    return DIRECTED.search(" ".join(text.split())) is not None


def _without(article: Article, ids: set[str]) -> Article:
    cut = [s for s in article.sentences if s.id in ids]
    furniture = (
        *article.furniture,
        *(Furniture(start=s.start, end=s.end, why=WHY_DIRECTED) for s in cut),
    )
    return article.model_copy(
        update={
            "sentences": tuple(s for s in article.sentences if s.id not in ids),
            "furniture": tuple(sorted(furniture, key=lambda f: f.start)),
            "warnings": (*article.warnings, f"it holds {WHY_DIRECTED}, which is left out"),
            "title": None if any(s.role == "title" for s in cut) else article.title,
        }
    )


@dataclass(frozen=True)
class Place:
    """A sentence of an article, with the figures in it, as ids in a reply name it."""

    article: Article
    sentence: Sentence
    figures: tuple[Figure, ...]

    @property
    def text(self) -> str:
        """The sentence as its source wrote it."""
        return self.article.quote(self.sentence.start, self.sentence.end)

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of the sentence as written."""
        return frozenset(parts(self.text))


class Evidence:
    """What the ids in a reply stand for, and the words that its prose may use.

    Ids are `s4` and `f7` for one article, `a2.s4` and `a2.f7` for a story.
    """

    def __init__(self, summaries: Iterable[ArticleSummary], *, story: bool) -> None:
        """Index the sentences and figures of some articles."""
        self.sentences: dict[str, Place] = {}
        self.figures: dict[str, tuple[Figure, Place]] = {}
        self.articles: dict[str, Article] = {}
        for summary in summaries:
            prefix = f"{summary.article.id}." if story else ""
            self.articles[summary.article.id] = summary.article
            inside: dict[str, list[Figure]] = {}
            for figure in summary.figures:
                inside.setdefault(summary.sentence_of.get(figure.id, ""), []).append(figure)
            for sentence in summary.article.sentences:
                place = Place(summary.article, sentence, tuple(inside.get(sentence.id, ())))
                self.sentences[prefix + sentence.id] = place
                self.figures.update({prefix + figure.id: (figure, place) for figure in place.figures})

    @cached_property
    def names(self) -> frozenset[str]:
        """The capitalised words of the story and of its outlets, in lower case."""
        said = (place.words for place in self.sentences.values())
        labels = (parts(article.label) for article in self.articles.values())
        return capitalised(frozenset().union(*said, *labels))

    @cached_property
    def lower(self) -> frozenset[str]:
        """The words that some article writes in lower case: no names."""
        texts = (plain(place.text) for place in self.sentences.values())
        return frozenset(word for text in texts for word in re.findall(r"(?<![\w'-])[a-zà-ÿ]+", text))

    def figure(self, name: str, *, of: Iterable[str]) -> Figure | None:
        """Return the figure of that id if it stands in one of some sentences, none otherwise."""
        found = self.figures.get(name)
        if found is None or not any(self.sentences.get(sentence) is found[1] for sentence in of):
            return None
        return found[0]


def marked(place: Place, prefix: str, wanted: frozenset[str] | None = None, *, days: bool = False) -> str:
    """Return a sentence on one line with its figures in braces behind their ids.

    `wanted` are the figures to mark, by their ids in the article; none means all that state something. With
    `days`, a date tells which day it is.
    """
    pieces: list[str] = []
    at = place.sentence.start
    for figure in place.figures:
        told = figure.kind != "identifier" if wanted is None else figure.id in wanted
        if not told or figure.start < at:
            continue
        if figure.end - place.sentence.start > LONGEST_SHOWN:
            break
        pieces.append(_between(place.article, at, figure.start))
        pieces.append(f"{{{prefix}{figure.id}: {harmless(figure.text)}{_day(figure) if days else ''}}}")
        at = figure.end
    end = min(place.sentence.end, max(at, place.sentence.start + LONGEST_SHOWN))
    pieces.append(_between(place.article, at, end))
    return " ".join(("".join(pieces) + ("" if end == place.sentence.end else " …")).split())


def _between(article: Article, start: int, end: int) -> str:
    text = article.quote(start, end)
    return f"{' ' * text[:1].isspace()}{harmless(text)}{' ' * text[-1:].isspace()}" if text else ""


def _day(figure: Figure) -> str:
    return f" = {figure.low}" if figure.kind == "date" and figure.low and figure.low == figure.high else ""


def lines(
    summary: ArticleSummary,
    places: Mapping[str, Place],
    wanted: frozenset[str] | None,
    *,
    prefix: str = "",
    days: bool = False,
) -> Iterator[str]:
    """Yield the sentences of an article as a model reads them, each behind its id."""
    for sentence in summary.article.sentences:
        yield f"{prefix}{sentence.id}: {marked(places[prefix + sentence.id], prefix, wanted, days=days)}"


def chunks(rows: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    """Yield rows in stretches of at most `most` characters, each row whole; a longer row stands alone."""
    taken: list[str] = []
    size = 0
    for row in rows:
        if taken and size + len(row) + 1 > most:
            yield tuple(taken)
            taken, size = [], 0
        taken.append(row)
        size += len(row) + 1
    if taken:
        yield tuple(taken)
