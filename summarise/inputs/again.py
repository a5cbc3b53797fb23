"""The articles of a note, read again from where it says they are, or from the texts kept beside it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from summarise.article import parse
from summarise.errors import ArticleError
from summarise.inputs.gather import ADDRESS, STANDARD_INPUT, Fetch, read
from summarise.inputs.load import load
from summarise.inputs.rows import Columns
from summarise.values import Article, Source, place_of

if TYPE_CHECKING:
    from summarise.compose import Brief


class Again(NamedTuple):
    """What was read again, and what is no longer as it was."""

    articles: list[Article]
    changes: dict[str, str]
    """For each article that is no longer as it was ("article a2"), what became of it and what to do."""
    told: list[str]
    """Which articles were held against a text that was kept, and why."""


def read_again(brief: "Brief", note: Path, fetch: Fetch | None = None) -> Again:
    """Return the articles of a note from where it says they are.

    Args:
        brief: what names them.
        note: where it is.
        fetch: what gets documents from the network; none for no network.

    Raises:
        ArticleError: a document is gone, or can no longer be read, and its text was not kept.
    """
    again = Again([], {}, [])
    rereader = Rereader(note, fetch)
    for source in brief.articles:
        reason = ""
        try:
            found = rereader.at(source)
            if found is None and source.path == STANDARD_INPUT:
                reason = f"{source.id} was standard input: send it again, and put - behind the note's name"
            elif found is None:
                reason = f"{source.path!r} is not there: give the articles behind the note's name"
            elif source.sha256 not in found:
                reason = _change(source, found)
        except ArticleError as error:
            found, reason = None, str(error)
        if reason and (kept := rereader.kept(source)) is not None:
            again.articles.append(kept)
            again.told.append(f"{source.id} was held against the text kept of it: {reason}")
        elif found is None:
            raise ArticleError(reason)
        else:
            again.articles.extend(found.values() if reason else [found[source.sha256]])
            if reason:
                again.changes[f"article {source.id}"] = reason
    return again


class Rereader:
    """What lies where a note says that its articles are, each document read once."""

    def __init__(self, note: Path, fetch: Fetch | None = None) -> None:
        self.note = note
        self.fetch = fetch
        self.read: dict[tuple[Path | str, str], dict[str, Article]] = {}

    def at(self, source: Source) -> Mapping[str, Article] | None:
        """Return what lies where a source is said to be, by the SHA-256 of the texts.

        It is looked for from here, and from the note's own folder.

        None means that nothing lies there; what lies there may be another text by now.

        Raises:
            ArticleError: what lies there cannot be read.
        """
        place = source.path if ADDRESS.match(source.path) else self._place(source.path)
        if place is None or source.path == STANDARD_INPUT:
            return None
        columns = source.document.columns if source.document else {}
        key = (place, str(sorted(columns.items())))
        if key not in self.read:
            found = read(place, columns=Columns(**columns), fetch=self.fetch, tell=_is_known)
            self.read[key] = {article.sha256: article for article in found}
        return self.read[key]

    def kept(self, source: Source) -> Article | None:
        """Return the article from the text kept of it, none where there is none or it is another."""
        name = source.document.kept if source.document else None
        place = self._place(name) if name else None
        if place is None:
            return None
        try:
            text = load(place).decode("utf-8", "replace")
        except ArticleError:
            return None
        article = parse(text, source.path, source.id, source.document)
        return article if article.sha256 == source.sha256 else None

    def _place(self, name: str) -> Path | None:
        return next((place for place in self._places(name) if place.is_file()), None)

    def _places(self, name: str) -> Iterator[Path]:
        yield from (Path(name), self.note.parent / name, self.note.parent / Path(name).name)


def _is_known(message: str) -> None:
    """Say nothing: what is left out was told when the note was made."""


def _change(source: Source, found: Mapping[str, Article]) -> str:
    """Say why a document no longer holds the text that the note was made from."""
    was = source.document
    now = next((article.document for article in found.values() if article.document), None)
    if was and now and was.sha256 == now.sha256 and was.reader != now.reader:
        return (
            f"{place_of(source)!r} is as it was, but {now.reader} takes another text out of it than "
            f"{was.reader} did: install that version, or make the note anew"
        )
    return f"{place_of(source)!r} was changed since the note was made"
