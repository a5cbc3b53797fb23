"""The articles of one story seen together: undated ones are dated by their text and by each other."""

from collections.abc import Sequence
from datetime import date, timedelta

from summarise.dates import WEEKDAYS
from summarise.figures import find_figures
from summarise.values import Article, Figure

LEAD_SENTENCES = 3
WINDOW = timedelta(days=4)


def date_story(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with a reference date where one can be known, and a warning that says how.

    An article without a stated date is dated by a full date in its first sentences, by a dateline whose year
    the other articles give, or by the weekday in its lead, taken as the one nearest to the other articles.
    What only "yesterday" could tell stays undated.
    """
    dated = [_by_own_text(article) for article in articles]
    known = sorted(article.reference for article in dated if article.reference)
    if not known:
        return dated
    anchor = date.fromisoformat(known[len(known) // 2])
    return [article if article.reference else _by_story(article, anchor) for article in dated]


def inventory(article: Article) -> tuple[Figure, ...]:
    """Return the figures of an article, relative dates resolved against its reference date."""
    return tuple(
        find_figures(article.text, date.fromisoformat(article.reference) if article.reference else None)
    )


def _dated(article: Article, day: date, how: str, own: bool = True) -> Article:
    iso = day.isoformat()
    update = {"reference": iso, "warnings": (*article.warnings, f"no date of publication is stated: {how}")}
    return article.model_copy(update=update | ({"written": iso} if own else {}))


def _by_own_text(article: Article) -> Article:
    if article.reference:
        return article
    lead = [s for s in article.sentences if s.role == "body"][:LEAD_SENTENCES]
    if not lead:
        return article
    days = [
        date.fromisoformat(str(figure.low))
        for figure in find_figures(article.text[: lead[-1].end])
        if figure.kind == "date"
        and figure.grain == "day"
        and figure.low
        and not figure.note
        and figure.start >= lead[0].start
    ]
    return (
        _dated(article, max(days), f"taken as {max(days)}, the date in its first sentences")
        if days
        else article
    )


def _by_story(article: Article, anchor: date) -> Article:
    figures = find_figures(article.text, anchor)
    stamps = [f for f in figures if f.kind == "date" and f.grain == "day" and f.low and _in_stamp(article, f)]
    for figure in stamps:
        day = date.fromisoformat(str(figure.low))
        if abs(day - anchor) <= timedelta(days=90) and not figure.note:
            return _dated(article, day, f"taken as {day}, its dateline with the year of the other articles")
    weekdays = [
        f
        for f in figures
        if f.kind == "date"
        and _weekday(f) is not None
        and any(s.start <= f.start < s.end for s in article.sentences)
    ]
    if not weekdays:
        return article
    lead = next((s for s in article.sentences if s.role == "body"), None)
    for figure in weekdays:
        if lead and lead.start <= figure.start < lead.end:
            day = _nearest(_weekday(figure) or 0, anchor)
            return _dated(article, day, f"taken as {day}, the {figure.text} nearest to the other articles")
    if any(_counts_from_today(figure) for figure in figures):
        return article
    return _dated(
        article,
        anchor,
        f"weekdays are read as those before {anchor}, the date of the other articles",
        own=False,
    )


def _in_stamp(article: Article, figure: Figure) -> bool:
    return any(
        f.start <= figure.start < f.end and f.why in {"dateline", "page stamp", "byline"}
        for f in article.furniture
    )


def _weekday(figure: Figure) -> int | None:
    """Return the weekday that a date phrase names without a date, none for other phrases."""
    words = figure.text.lower().split()
    if any(c.isdigit() for c in figure.text) or not words:
        return None
    return next(
        (WEEKDAYS[word.removesuffix("'s")] for word in words if word.removesuffix("'s") in WEEKDAYS), None
    )


def _counts_from_today(figure: Figure) -> bool:
    return figure.kind == "date" and any(
        word in figure.text.lower().split()
        for word in ("today", "yesterday", "tomorrow", "tonight", "this", "ago")
    )


def _nearest(weekday: int, anchor: date) -> date:
    """Return the day of that name nearest to the anchor, the later one of two equally near."""
    days = [anchor + timedelta(days=n) for n in range(-WINDOW.days, WINDOW.days + 1)]
    return min((d for d in days if d.weekday() == weekday), key=lambda d: (abs(d - anchor), -d.toordinal()))
