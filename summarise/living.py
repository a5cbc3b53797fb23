"""A note that goes on from an older one: its articles and new ones together, and what changed since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from summarise.changes import diff
from summarise.compose import Brief, rebuilt
from summarise.errors import ArticleError, NoteError
from summarise.history import Since
from summarise.imprint import label_of
from summarise.inputs.again import Rereader
from summarise.inputs.gather import Fetch
from summarise.reviewing import carried_over
from summarise.stored import digest_of, note_bytes, parsed
from summarise.values import Article, Source, place_of


class Before(NamedTuple):
    """An older note, and the articles that a note which goes on from it is made from."""

    note: Brief
    digest: str
    """The SHA-256 of its file."""
    articles: list[Article]
    said: list[str]
    """Which texts were given twice."""

    def updated(self, new: Brief) -> Brief:
        """Return a note on the articles as the one that goes on from the older one."""
        return update(self.note, new, digest=self.digest)


def before(path: Path, new: Sequence[Article], fetch: Fetch | None = None) -> Before:
    """Return the note in a file with its articles and new ones; `fetch` gets those that are on the network.

    Raises:
        NoteError: the file holds no note.
        ArticleError: an article of the note is missing, or its text is another than when the note was made.
    """
    data = note_bytes(path)
    note = parsed(data, path)
    articles, said = joined(kept_articles(note, path, new, fetch), new)
    return Before(note, sha256(data).hexdigest(), articles, said)


def update(old: Brief, new: Brief, *, digest: str | None = None) -> Brief:
    """Return a new note as the one that goes on from an old one, with what changed since.

    What people decided on the old note is carried over: in effect where what it was taken on is as it was.

    Args:
        old: the older note; it stays as it is.
        new: a note on all articles of the old one, and mostly on others.
        digest: the SHA-256 of the old note's file; none means that of the file which this library writes.

    Raises:
        NoteError: the new note lacks an article of the old one.
    """
    days = {source.sha256: source.reference for source in new.articles}
    for source in old.articles:
        if source.sha256 not in days:
            raise NoteError(f"the new note is not made from {source.path!r}, which the old one has")
    since = Since(
        sha256=digest or digest_of(old),
        newest=max(filter(None, (days[source.sha256] for source in old.articles)), default=None),
        provenance=old.provenance,
        earlier=(old.since.sha256, *old.since.earlier) if old.since else (),
        changes=diff(old, new),
    )
    return carried_over(old, rebuilt(new, since=since))


def joined(kept: Sequence[Article], new: Sequence[Article]) -> tuple[list[Article], list[str]]:
    """Return the articles of an old note with new ones behind them, each text once, and what was left out.

    They are called a1, a2, … in this order, so that those of the old note keep their ids.
    """
    articles: dict[str, Article] = {}
    said = []
    for article in kept:
        articles.setdefault(article.sha256, article)
    old = set(articles)
    for article in new:
        if article.sha256 not in articles:
            articles[article.sha256] = article
        elif article.sha256 in old:
            said.append(f"{place_of(article)!r} is in the old note already: it is used once")
        else:
            first = place_of(articles[article.sha256])
            said.append(f"{place_of(article)!r} is the same text as {first!r}: used once")
    return list(_numbered(articles.values())), said


def _numbered(articles: Iterable[Article]) -> Iterator[Article]:
    for n, article in enumerate(articles, 1):
        name = f"a{n}"
        yield article.model_copy(update={"id": name, "label": label_of(article.publisher, name)})


def kept_articles(
    old: Brief, path: Path, given: Sequence[Article] = (), fetch: Fetch | None = None
) -> list[Article]:
    """Return the articles of a note from where it says they are, told by the SHA-256 of their texts.

    Args:
        old: the note.
        path: its file; articles may also lie beside it.
        given: articles that are at hand already, one of which may be an article of the note.
        fetch: what gets an article from the network; none for no network at all.

    Raises:
        ArticleError: an article is missing, or its text is another than when the note was made.
    """
    at_hand = {article.sha256: article for article in given}
    rereader = Rereader(path, fetch)
    kept, wrong = [], []
    for source in old.articles:
        if source.sha256 in at_hand:
            kept.append(at_hand[source.sha256])
            continue
        found, what = _found(rereader, source)
        same = found.get(source.sha256) or rereader.kept(source)
        if same is not None:
            kept.append(same)
        else:
            wrong.append(what)
    if wrong:
        which = "; ".join(wrong)
        raise ArticleError(
            f"{str(path)!r} cannot be gone on from without its articles as they were: {which}. "
            "Give a copy of the same text among the articles, or compare two notes with summarise diff"
        )
    return kept


def _found(rereader: Rereader, source: Source) -> tuple[Mapping[str, Article], str]:
    """Return what lies where a source is said to be, and what is wrong where that is another text."""
    try:
        found = rereader.at(source)
    except ArticleError as error:
        return {}, str(error)
    what = "was changed since" if found else "is not there"
    return found or {}, f"{place_of(source)!r} {what}"
