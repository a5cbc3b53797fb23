"""The articles of a note, read again from where it says they are."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarise.errors import ArticleError
from summarise.inputs.gather import STANDARD_INPUT, read
from summarise.values import Article, Source

if TYPE_CHECKING:
    from summarise.compose import Brief


class Again(NamedTuple):
    """What was read again, and what is no longer as it was."""

    articles: list[Article]
    changes: dict[str, str]
    """For each article that is no longer as it was ("article a2"), what became of it and what to do."""


def articles_at(source: Source, note: Path) -> list[Article] | None:
    """Return what lies where a note says that a source is, from here or from the note's own folder.

    None means that nothing lies there; what lies there may be another text by now.

    Raises:
        ArticleError: what lies there cannot be read.
    """
    if source.path == STANDARD_INPUT:
        return None
    places = (Path(source.path), note.parent / source.path, note.parent / Path(source.path).name)
    place = next((place for place in places if place.is_file()), None)
    return read(place) if place else None


def read_again(brief: "Brief", note: Path) -> Again:
    """Return the articles of a note from where it says they are.

    Args:
        brief: what names them.
        note: where it is.

    Raises:
        ArticleError: a document is gone, or can no longer be read.
    """
    articles: list[Article] = []
    changes: dict[str, str] = {}
    for source in brief.articles:
        found = articles_at(source, note)
        if found is None and source.path == STANDARD_INPUT:
            raise ArticleError(
                f"{source.id} was standard input: send it again, and put - behind the note's name"
            )
        if found is None:
            raise ArticleError(f"{source.path!r} is not there: give the articles behind the note's name")
        articles += found
        if source.sha256 not in {article.sha256 for article in found}:
            changes[f"article {source.id}"] = _change(source, found)
    return Again(articles, changes)


def _change(source: Source, found: list[Article]) -> str:
    """Say why a document no longer holds the text that the note was made from."""
    was = source.document
    now = next((article.document for article in found if article.document), None)
    if was and now and was.sha256 == now.sha256 and was.reader != now.reader:
        return (
            f"{source.path!r} is as it was, but {now.reader} takes another text out of it than {was.reader} "
            "did: install that version, or make the note anew"
        )
    return f"{source.path!r} was changed since the note was made"
