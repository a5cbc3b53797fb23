"""Where the articles of a note are: at the places that it names, or beside it."""

from pathlib import Path
from typing import TYPE_CHECKING

from summarise.errors import ArticleError
from summarise.inputs.gather import STANDARD_INPUT, read
from summarise.values import Article, Source

if TYPE_CHECKING:
    from summarise.compose import Brief


def articles_at(source: Source, note: Path) -> list[Article] | None:
    """Return what lies where a note says that a source is, from here or from the note's folder.

    None means that nothing lies there; what lies there may be another text by now.

    Raises:
        ArticleError: what lies there cannot be read.
    """
    if source.path == STANDARD_INPUT:
        return None
    places = [Path(source.path), note.parent / source.path, note.parent / Path(source.path).name]
    place = next((place for place in places if place.is_file()), None)
    return read(place) if place else None


def articles_of(brief: "Brief", note: Path) -> dict[str, list[Article]]:
    """Return what lies where a note says that its articles are, for each by its id.

    Raises:
        ArticleError: an article is not there or cannot be read.
    """
    found = {}
    for source in brief.articles:
        if source.path == STANDARD_INPUT:
            raise ArticleError(
                f"{source.id} was standard input: send it again and put - behind the note's name"
            )
        articles = articles_at(source, note)
        if articles is None:
            raise ArticleError(f"{source.path!r} is not there: give the articles behind the note's name")
        found[source.id] = articles
    return found
