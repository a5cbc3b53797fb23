"""The texts of articles kept beside a note, so that it can be checked without the documents they are from."""

from collections.abc import Sequence
from pathlib import Path

from summarise.errors import NoteError
from summarise.files import write_whole
from summarise.values import Article


def check_folder(folder: Path, inputs: Sequence[str]) -> None:
    """Tell whether texts can be kept in a folder without being read as articles the next time.

    Raises:
        NoteError: it is one of the inputs.
    """
    if folder.is_dir() and any(Path(name).is_dir() and folder.samefile(name) for name in inputs):
        raise NoteError(
            f"texts in {str(folder)!r} would stand among the articles: keep them in another folder"
        )


def keep_texts(articles: Sequence[Article], folder: Path) -> list[Article]:
    """Write the text of each article into a folder, and return the articles with the name of that file.

    Raises:
        NoteError: a file cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NoteError(f"{str(folder)!r} cannot be made: {error.strerror or error}") from None
    kept = []
    for article in articles:
        path = folder / f"{article.id}-{article.sha256[:12]}.txt"
        write_whole(path, article.text.encode("utf-8", "replace"))
        if article.document is not None:
            document = article.document.model_copy(update={"kept": str(path)})
            kept.append(article.model_copy(update={"document": document}))
        else:
            kept.append(article)
    return kept
