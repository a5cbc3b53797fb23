"""Articles on several events told apart: what `summarise stories` finds, and why it holds it together."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from math import sqrt
from typing import TypeVar

from summarise.compose import Brief, brief
from summarise.grouping import group
from summarise.imprint import label_of
from summarise.sentences import content_words
from summarise.shown import shown_date, tidy
from summarise.spellings import plain_letters
from summarise.traits import Traits, keys_in, traits_of
from summarise.values import Article, Value

Key = TypeVar("Key", str, int)

MOST_NAMES, MOST_FIGURES, MOST_DAYS = 5, 3, 3
WORDS_OF_A_HEADLINE = 8
LONGEST_NAME = 60


class Story(Value):
    """Articles on one event, and what they share."""

    title: str
    """The headline that says most of what they share; a path where there is none."""
    first: str | None
    """The day of the oldest, ISO; none where no article tells its day."""
    last: str | None
    articles: tuple[str, ...]
    """Their ids, the oldest first."""
    names: tuple[str, ...]
    """The names that most of them share, in the words of one."""
    figures: tuple[str, ...]
    days: tuple[str, ...]
    """The days, ISO, that most of them name or were written on."""


def stories(articles: Sequence[Article]) -> list[Story]:
    """Return articles by the event they tell of, the largest group first; one that is like no other is alone.

    Two events of one kind in one place are told apart by their days, people, scores and magnitudes, as far as
    the articles give them. No model is asked, and the same articles give the same groups.
    """
    traits = traits_of(articles)
    found = [_story([(articles[n], traits[n]) for n in members]) for members in group(traits)]
    return sorted(found, key=lambda story: (-len(story.articles), story.first or "", story.articles))


def _story(told: Sequence[tuple[Article, Traits]]) -> Story:
    told = sorted(told, key=lambda one: (one[1].written or 0, one[0].id))
    days = [traits.written for _, traits in told if traits.written]
    return Story(
        title=_title(told),
        first=_iso(min(days)) if days else None,
        last=_iso(max(days)) if days else None,
        articles=tuple(article.id for article, _ in told),
        names=tuple(_shared_names([traits for _, traits in told])),
        figures=tuple(_shared_figures([traits for _, traits in told])),
        days=tuple(_shared_days([traits for _, traits in told])),
    )


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _title(told: Sequence[tuple[Article, Traits]]) -> str:
    """Return the headline that holds most of what the articles share, for its length."""
    titled = [article.title for article, _ in told if article.title]
    if not titled:
        return told[0][0].path
    names = Counter(key for _, traits in told for key in traits.names)
    words = Counter(key for _, traits in told for key in traits.words)

    def shares(title: str) -> float:
        held = [names[key] for key in set(keys_in(title)) if names[key] > 1]
        held += [words[key] for key in set(content_words(title)) if words[key] > 1]
        return sum(held) / sqrt(len(title.split()) + WORDS_OF_A_HEADLINE)

    return max(titled, key=shares)


def _shared_names(told: Sequence[Traits]) -> Iterator[str]:
    """Yield the names in most articles, the weightiest first, none that is a part of one before it."""
    holders = Counter(keys for one in told for keys in one.forms)
    texts = {keys: text for one in reversed(told) for keys, text in one.forms.items()}
    weights = {keys: sum(one.names.get(key, 0.0) for one in told for key in sorted(keys)) for keys in holders}
    taken: list[frozenset[str]] = []
    for keys in sorted(holders, key=lambda keys: (-holders[keys], -weights[keys], texts[keys])):
        if holders[keys] > 1 and len(taken) < MOST_NAMES and not any(keys <= one for one in taken):
            taken.append(keys)
            yield texts[keys]


def _shared_figures(told: Sequence[Traits]) -> Iterator[str]:
    holders = Counter(value for one in told for value in one.figures)
    texts = {value: text for one in reversed(told) for value, text in one.figures.items()}
    yield from (texts[value] for value in _most(holders, MOST_FIGURES))


def _shared_days(told: Sequence[Traits]) -> Iterator[str]:
    holders = Counter(day for one in told for day in one.days)
    yield from (_iso(day) for day in sorted(_most(holders, MOST_DAYS)))


def _most(holders: Counter[Key], limit: int) -> list[Key]:
    """Return what most hold, and at least two."""
    held = sorted((key for key, n in holders.items() if n > 1), key=lambda key: (-holders[key], key))
    return held[:limit]


def lines(found: Sequence[Story], articles: Sequence[Article]) -> Iterator[str]:
    """Yield the groups as lines for people, those that stand alone at the end."""
    known = {article.id: article for article in articles}
    several = [story for story in found if len(story.articles) > 1]
    for n, story in enumerate(several, 1):
        yield f"{n}. {tidy(story.title)} ({len(story.articles)} articles{_span(story)})"
        yield from (f"   shared {what}" for what in _why(story))
        yield from (f"     {_listed(known[name])}" for name in story.articles)
        yield ""
    alone = [known[name] for story in found if len(story.articles) == 1 for name in story.articles]
    if alone:
        yield f"Alone ({len(alone)})"
        yield from (f"     {_listed(article)}" for article in alone)


def _span(story: Story) -> str:
    if story.first is None or story.last is None:
        return ""
    days = dict.fromkeys((shown_date(story.first), shown_date(story.last)))
    return f", {' to '.join(days)}"


def _why(story: Story) -> Iterator[str]:
    if story.names:
        yield f"names: {', '.join(map(tidy, story.names))}"
    if story.figures:
        yield f"figures: {', '.join(map(tidy, story.figures))}"
    if story.days:
        yield f"days: {', '.join(map(shown_date, story.days))}"


def _listed(article: Article) -> str:
    day = shown_date(article.published) if article.published else "no date"
    return f"{tidy(article.path)}  {day}  {tidy(article.title or 'no title')}"


def as_data(found: Iterable[Story], articles: Sequence[Article]) -> dict[str, object]:
    """Return the groups as JSON takes them: `stories` of several articles, and what stands `alone`."""
    known = {
        article.id: article.model_dump(include={"id", "path", "title", "publisher", "published"})
        for article in articles
    }
    several, alone = [], []
    for story in found:
        if len(story.articles) == 1:
            alone.append(known[story.articles[0]])
        else:
            listed = [known[name] for name in story.articles]
            several.append(story.model_dump(mode="json") | {"articles": listed})
    return {"stories": several, "alone": alone}


def notes(found: Iterable[Story], articles: Sequence[Article]) -> Iterator[tuple[str, Brief, list[Article]]]:
    """Yield a note on each story of several articles, with a name for its file and the articles it cites."""
    known = {article.id: article for article in articles}
    for n, story in enumerate((story for story in found if len(story.articles) > 1), 1):
        own = [_renamed(known[name], f"a{nth}") for nth, name in enumerate(story.articles, 1)]
        yield file_name(n, story), brief(own), own


def _renamed(article: Article, name: str) -> Article:
    return article.model_copy(update={"id": name, "label": label_of(article.publisher, name)})


def file_name(n: int, story: Story) -> str:
    """Return a name for the note on the n-th story: its headline in letters that every system takes."""
    words = "-".join(re.findall(r"[a-z0-9]+", plain_letters(story.title)))
    return f"{n:02d}-{words[:LONGEST_NAME].strip('-') or 'story'}"
