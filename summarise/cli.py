"""The command line: `summarise brief`, `article`, `figures`, `verify`, `diff`, `review` and `cache`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarise.arguments import parser
from summarise.errors import ArticleError, ModelError, NoteError, SummariseError
from summarise.formats import check_ending, harmless, written
from summarise.inputs.options import columns_of, fetch_of
from summarise.model_options import chosen
from summarise.review_options import decisions_of, is_empty

if TYPE_CHECKING:
    from summarise.compose import Brief
    from summarise.living import Before
    from summarise.mixed import Story
    from summarise.model_options import Choices
    from summarise.values import Article, Figure

DONE, FAILED, WRONG = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that lacks a character still gets the rest
    try:
        code = COMMANDS[options.command](options)
        print(end="", flush=True)
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        _discard_output()
        return DONE
    except OSError as error:  # a full disk behind the output
        _discard_output()
        return _complain(f"the output cannot be written: {error.strerror or error}", FAILED)
    except ModelError as error:
        return _complain(str(error), FAILED)
    except SummariseError as error:
        return _complain(str(error), WRONG)
    except KeyboardInterrupt:
        return _complain("stopped", 130)
    return code


def _discard_output() -> None:
    """Let nothing that is still held back fail once more when the interpreter ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(message: str, code: int) -> int:
    from summarise.shown import visible  # noqa: PLC0415 - rendering is not needed for --help

    print(f"summarise: {visible(message)}", file=sys.stderr)
    return code


# Commands


def _brief(options: argparse.Namespace) -> int:
    from summarise.files import write_whole  # noqa: PLC0415 - `--help` must not wait for what it does not use
    from summarise.inputs.keep import check_folder, keep_texts  # noqa: PLC0415
    from summarise.verifier import verify  # noqa: PLC0415

    choices = chosen(options, os.environ)
    outputs = _outputs(options.output, options.files)
    if options.keep_text:
        check_folder(options.keep_text, options.files)
    articles = _read(options, options.files)
    before = _before(options, articles) if options.update else None
    if before is not None:
        articles = before.articles
        _outputs(options.output, [article.path for article in articles])
    if choices is not None and choices.estimate:
        return _estimate(articles, choices)
    if options.keep_text:
        articles = keep_texts(articles, options.keep_text)
    note = _made(articles, choices, options.words)
    if before is not None:
        note = _updated(before, note)
    if problems := verify(note, articles):
        for problem in problems:
            _complain(f"{problem.where}: {problem.what}", FAILED)
        return _complain("the note does not hold and was not written", FAILED)
    _warn(articles, note)
    if not outputs:
        print(note.markdown(), end="")
    for path in outputs:
        write_whole(path, written(note, path, articles))
    return DONE


def _read(options: argparse.Namespace, files: Sequence[str]) -> list["Article"]:
    from summarise.inputs.gather import read  # noqa: PLC0415 - as above

    return read(files, columns=columns_of(options), fetch=fetch_of(options), tell=_say)


def _read_one(options: argparse.Namespace) -> "Article":
    articles = _read(options, [options.file])
    if len(articles) > 1:
        raise ArticleError(f"{options.file!r} holds {len(articles)} articles, and this command takes one")
    return articles[0]


def _outputs(names: Sequence[str], files: Sequence[str]) -> list[Path]:
    """Return where a note is to be written, when that can be done without harm to its articles."""
    outputs = [Path(name) for name in names]
    for path in outputs:
        try:
            _check_output(path, files)
        except OSError as error:  # a name too long, a folder that may not be entered
            raise NoteError(f"{str(path)!r} cannot be written: {error.strerror or error}") from None
    return outputs


def _before(options: argparse.Namespace, new: Sequence["Article"]) -> "Before":
    from summarise.living import before  # noqa: PLC0415 - as above

    found = before(Path(options.update), new, fetch_of(options))
    for line in found.said:
        _say(line)
    return found


def _updated(before: "Before", note: "Brief") -> "Brief":
    from summarise.reviewing import standing  # noqa: PLC0415 - as above

    updated = before.updated(note)
    if updated.review is not None:
        _say(f"the review of the old note: {standing(updated)}")
    return updated


def _made(articles: Sequence["Article"], choices: "Choices | None", words: int | None) -> "Brief":
    from summarise.compose import PAGE, brief  # noqa: PLC0415 - as above

    if choices is None:
        return brief(articles, words=words or PAGE)
    from summarise.model_run import write  # noqa: PLC0415 - as above

    return write(articles, choices, _say, sys.stderr, words or PAGE)


def _estimate(articles: Sequence["Article"], choices: "Choices") -> int:
    from summarise.estimate import estimate  # noqa: PLC0415 - as above

    for line in estimate(articles, choices):
        print(line)
    return DONE


def _say(message: str) -> None:
    _complain(message, DONE)


def _check_output(path: Path, files: Sequence[str]) -> None:
    check_ending(path)
    if not path.parent.is_dir():
        raise NoteError(f"{str(path.parent)!r} is no folder: make it first")
    if path.is_dir():
        raise NoteError(f"{str(path)!r} is a folder")
    if path.exists() and any(Path(name).exists() and path.samefile(name) for name in files):
        raise NoteError(f"{str(path)!r} is one of the articles: give the note another name")
    if any(Path(name).is_dir() and path.parent.samefile(name) for name in files):
        raise NoteError(f"{str(path)!r} would stand among the articles: write the note to another folder")


def _warn(articles: Sequence["Article"], note: "Brief") -> None:
    """Tell on stderr what a reader of the note should know of its sources."""
    from summarise.values import place_of  # noqa: PLC0415 - as above

    for source in note.articles:
        for warning in source.warnings:
            _complain(f"{place_of(source)}: {warning}", DONE)
    if len(articles) == 1:
        _complain("one article only: nothing to compare, every finding has a single voice", DONE)
    elif not any(len({reading.article for reading in finding.readings}) > 1 for finding in note.findings):
        _complain("the articles share no finding: do they tell of one event?", DONE)


def _article(options: argparse.Namespace) -> int:
    from summarise.compose import summarise_article  # noqa: PLC0415

    article = _read_one(options)
    summary = summarise_article(article)
    if options.json:
        _print_json(
            {
                "id": article.id,
                "title": article.title,
                "publisher": article.publisher,
                "published": article.published,
                "warnings": list(summary.article.warnings),
                "readings": [reading.model_dump(mode="json") for reading in summary.readings],
            }
        )
        return DONE
    title, source = _plain(article.title or article.path), _plain(article.label)
    print(f"{title} ({source}, {article.published or 'undated'})")
    rows = [(r.quote, r.measure, r.scope or "", r.attribution or "", r.as_of or "") for r in summary.readings]
    _print_table(("figure", "measures", "scope", "who says it", "as of"), rows)
    return DONE


def _figures(options: argparse.Namespace) -> int:
    from summarise.story import date_story, inventory  # noqa: PLC0415

    (article,) = date_story([_read_one(options)])
    figures = inventory(article)
    if options.json:
        _print_json([figure.model_dump(mode="json") for figure in figures])
        return DONE
    _print_table(("id", "span", "text", "kind", "value", "unit", "qualifier"), list(map(_row, figures)))
    return DONE


def _row(figure: "Figure") -> tuple[str, ...]:
    span = f"{figure.start}-{figure.end}"
    qualifier = "" if figure.qualifier == "exact" else figure.qualifier
    return (figure.id, span, figure.text, figure.kind, _value(figure), figure.unit or "", qualifier)


def _value(figure: "Figure") -> str:
    shown = figure.model_dump(mode="json", include={"low", "high"})
    low, high = shown["low"], shown["high"]
    return "" if low is None else low if low == high else f"{low}..{high}"


def _verify(options: argparse.Namespace) -> int:
    from summarise.stored import load  # noqa: PLC0415
    from summarise.verifier import verify  # noqa: PLC0415

    note = load(options.note)
    articles, changes = _articles_of(note, options)
    problems = [problem for problem in verify(note, articles) if problem.where not in changes]
    lines = [f"{where}: {what}" for where, what in changes.items()]
    lines += [f"{problem.where}: {problem.what}" for problem in problems]
    for line in lines:
        print(_plain(line))
    if lines:
        return FAILED
    print(f"{_plain(options.note)} holds: every figure stands in its article as cited.")
    return DONE


def _articles_of(note: "Brief", options: argparse.Namespace) -> tuple[list["Article"], dict[str, str]]:
    """Return a note's articles, those given or those where the note says, and which are not as they were."""
    from summarise.inputs.again import read_again  # noqa: PLC0415

    if options.files:
        return _read(options, options.files), {}
    again = read_again(note, Path(options.note), fetch_of(options))
    for line in again.told:
        _say(line)
    return again.articles, again.changes


def _diff(options: argparse.Namespace) -> int:
    from summarise.changes import diff  # noqa: PLC0415
    from summarise.compared import compared  # noqa: PLC0415
    from summarise.stored import load  # noqa: PLC0415

    old, new = load(options.old), load(options.new)
    changes = diff(old, new)
    if options.json:
        _print_json(changes.model_dump(mode="json"))
        return DONE
    for line in compared(old, new, changes):
        print(_plain(line))
    return DONE


def _review(options: argparse.Namespace) -> int:
    from summarise.files import write_whole  # noqa: PLC0415
    from summarise.reviewing import review, standing  # noqa: PLC0415
    from summarise.stored import load  # noqa: PLC0415
    from summarise.verifier import verify  # noqa: PLC0415

    note = load(options.note)
    if options.list or is_empty(options):
        return _list_for_review(note, options)
    outputs = _outputs(options.output or [options.note], options.files)
    note = review(note, decisions_of(options), take_back=options.take_back)
    articles, changes = _articles_of(note, options)
    problems = [f"{where}: {what}" for where, what in changes.items()]
    problems += [f"{p.where}: {p.what}" for p in verify(note, articles) if p.where not in changes]
    if problems:
        for problem in problems:
            _complain(problem, FAILED)
        return _complain("the note does not hold and was not written", FAILED)
    for path in outputs:
        write_whole(path, written(note, path, articles))
        print(_plain(f"{path}: {standing(note)}"))
    return DONE


def _list_for_review(note: "Brief", options: argparse.Namespace) -> int:
    from summarise.reviewing import listed  # noqa: PLC0415

    items = list(listed(note))
    if options.json:
        _print_json([item._asdict() for item in items])
        return DONE
    part = ""
    for item in items:
        if item.part != part:
            print(_plain(item.part))
            part = item.part
        decided = f"[{item.decided}] " if item.decided else ""
        print(f"  {_plain(item.id):<9}  {decided}{_plain(item.text)}")
    return DONE


def _stories(options: argparse.Namespace) -> int:
    from summarise.mixed import as_data, lines, stories  # noqa: PLC0415 - as above

    folder: Path | None = options.brief
    forms = options.form or [".md"]
    if folder is not None:
        _make_folder(folder)
        _outputs([str(folder / f"note{form}") for form in forms], options.files)
    articles = _read(options, options.files)
    found = stories(articles)
    if options.json:
        _print_json(as_data(found, articles))
    else:
        for line in lines(found, articles):
            print(line)
    return DONE if folder is None else _brief_each(found, articles, folder, forms)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise NoteError(f"{str(folder)!r} cannot be made: {error.strerror or error}") from None


def _brief_each(
    found: Sequence["Story"], articles: Sequence["Article"], folder: Path, forms: Sequence[str]
) -> int:
    from summarise.files import write_whole  # noqa: PLC0415 - as above
    from summarise.mixed import notes  # noqa: PLC0415
    from summarise.verifier import verify  # noqa: PLC0415

    code = DONE
    for name, note, own in notes(found, articles):
        if problems := verify(note, own):
            code = _complain(
                f"{name}: {problems[0].what}; the note does not hold and was not written", FAILED
            )
            continue
        for path in _outputs([str(folder / f"{name}{form}") for form in forms], [a.path for a in own]):
            write_whole(path, written(note, path, own))
            _say(f"written: {path}")
    return code


def _cache(options: argparse.Namespace) -> int:
    from summarise.journal import Journal, default_path  # noqa: PLC0415 - as above

    path = options.cache or default_path()
    if not path.exists():  # to look must not make one
        print(_plain(f"{path}: no replies are kept"))
        return DONE
    with Journal(path) as journal:
        if options.what == "clear":
            print(_plain(f"{path}: {journal.clear()} replies dropped"))
            return DONE
        info = journal.info()
    cost = "" if info.usd is None else f", ${info.usd:.4f}"
    print(_plain(f"{path}: {info.replies} replies, {info.bytes:,} bytes"))
    print(
        f"{info.requests} requests, {info.open_requests} of them never answered, {info.tokens:,} tokens{cost}"
    )
    return DONE


# Output


def _plain(text: str) -> str:
    from summarise.shown import visible  # noqa: PLC0415

    return visible(" ".join(text.split()))


def _print_json(value: Any) -> None:  # noqa: ANN401 - whatever JSON takes
    print(harmless(json.dumps(value, ensure_ascii=False, indent=2)))


def _print_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    cells = [[_plain(cell) for cell in row] for row in (head, *rows)]
    widths = [min(max(len(row[n]) for row in cells), 48) for n in range(len(head))]
    for row in cells:
        print("  ".join(cell[:width].ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


COMMANDS = {
    "brief": _brief,
    "article": _article,
    "figures": _figures,
    "verify": _verify,
    "diff": _diff,
    "stories": _stories,
    "review": _review,
    "cache": _cache,
}

if __name__ == "__main__":
    sys.exit(main())
