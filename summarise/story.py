"""The articles of one story seen together: undated ones are dated by their text and by each other."""

from collections.abc import Sequence
from datetime import date, timedelta

from summarise.dates import WEEKDAYS
from summarise.figures import find_figures
from summarise.values import Article, Figure

LEAD_SENTENCES = 3
WINDOW = timedelta(days=4)
# A stamp without a year is trusted this near to the other articles.
FURTHEST_STAMP = timedelta(days=90)


def date_story(articles: Sequence[Article]) -> list[Article]:
    """Return the articles with a reference date where one can be known, and a warning that says how.

    An article without a stated date is dated by a full date in its first sentences, by a dateline whose year
    the other articles give, or by the weekday in its lead, taken as the one nearest to the other articles.
    What only "yesterday" could tell stays undated.
    """
    dated = [dated_alone(article) for article in articles]
    known = sorted(article.reference for article in dated if article.reference)
    if not known:
        return dated
    anchor = date.fromisoformat(known[len(known) // 2])
    return [article if article.reference else _by_story(article, anchor) for article in dated]


def inventory(article: Article) -> tuple[Figure, ...]:
    """Return the figures of an article, relative dates resolved against its reference date."""
    reference = date.fromisoformat(article.reference) if article.reference else None
    return tuple(find_figures(article.text, reference))


def _dated(article: Article, day: date, how: str) -> Article:
    """Return the article as one written on that day."""
    return _read_from(article, day, how).model_copy(update={"written": day.isoformat()})


def _read_from(article: Article, day: date, how: str) -> Article:
    """Return the article with its relative dates counted from that day."""
    warnings = (*article.warnings, f"no date of publication is stated: {how}")
    return article.model_copy(update={"reference": day.isoformat(), "warnings": warnings})


def dated_alone(article: Article) -> Article:
    """Return an article, dated by a full date in its first sentences where it states no date itself."""
    lead = [s for s in article.sentences if s.role == "body"][:LEAD_SENTENCES]
    if article.reference or not lead:
        return article
    figures = find_figures(article.text[: lead[-1].end])
    days = [day for figure, day in _days(figures) if figure.start >= lead[0].start]
    if not days:
        return article
    return _dated(article, max(days), f"taken as {max(days)}, the date in its first sentences")


def _by_story(article: Article, anchor: date) -> Article:
    figures = find_figures(article.text, anchor)
    for figure, day in _days(figures):
        if _in_stamp(article, figure) and abs(day - anchor) <= FURTHEST_STAMP:
            return _dated(article, day, f"taken as {day}, its dateline with the year of the other articles")
    named = [
        (f, weekday) for f in figures if (weekday := _weekday(f)) is not None and _in_sentence(article, f)
    ]
    if not named:
        return article
    lead = next((s for s in article.sentences if s.role == "body"), None)
    for figure, weekday in named:
        if lead and lead.start <= figure.start < lead.end:
            day = _nearest(weekday, anchor)
            return _dated(article, day, f"taken as {day}, the {figure.text} nearest to the other articles")
    if any(_counts_from_today(figure) for figure in figures):
        return article
    return _read_from(
        article, anchor, f"weekdays are read as those before {anchor}, the date of the other articles"
    )


def _days(figures: Sequence[Figure]) -> list[tuple[Figure, date]]:
    """Return the figures that name one day beyond doubt, with that day."""
    return [
        (figure, date.fromisoformat(str(figure.low)))
        for figure in figures
        if figure.kind == "date" and figure.grain == "day" and figure.low and not figure.note
    ]


def _in_stamp(article: Article, figure: Figure) -> bool:
    stamps = (f for f in article.furniture if f.why in {"dateline", "page stamp", "byline"})
    return any(stamp.start <= figure.start < stamp.end for stamp in stamps)


def _in_sentence(article: Article, figure: Figure) -> bool:
    return any(sentence.start <= figure.start < sentence.end for sentence in article.sentences)


def _weekday(figure: Figure) -> int | None:
    """Return the weekday that a date phrase names without a date, none for other phrases."""
    if figure.kind != "date" or any(c.isdigit() for c in figure.text):
        return None
    words = figure.text.lower().split()
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
