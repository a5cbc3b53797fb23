"""The command line: `summarise brief`, `article`, `figures`, `verify`, `diff`, `review` and `cache`."""

import argparse
import io
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summarise import __version__
from summarise.errors import ArticleError, ModelError, NoteError, SummariseError
from summarise.formats import KNOWN, check_ending, harmless, written
from summarise.inputs.options import add_reading_options, columns_of, fetch_of
from summarise.model_options import add_options, chosen, count
from summarise.review_options import add_review_options, decisions_of, is_empty

if TYPE_CHECKING:
    from summarise.compose import Brief
    from summarise.living import Before
    from summarise.model_options import Choices
    from summarise.values import Article, Figure

DONE, FAILED, WRONG = 0, 1, 2
EXAMPLES = """\
examples:
  summarise brief monday.txt tuesday.txt                  print the note
  summarise brief news/*.txt -o note.html -o note.json    write it as a page and as data
  summarise brief news/*.txt --model NAME                 let a language model write it
  summarise article monday.txt                            what one article says in figures
  summarise figures monday.txt --json                     every figure of it, as data
  summarise verify note.json                              hold a note against its articles
  summarise brief wednesday.txt --update note.json -o note.json    go on from a note
  summarise diff monday.json tuesday.json                 what changed from one note to another
  summarise review note.json                              what can be accepted, edited or struck
  summarise review note.json --accept d1 --strike d7 "it is another dam"

Exit codes: 0 done, 1 the note does not hold or the model gave none, 2 the input or the command is wrong.
"""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(
            errors="backslashreplace"
        )  # a terminal that lacks a character still gets the rest
    try:
        code: int = options.run(options)
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


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="summarise",
        description="Several news articles on one event in, one briefing note out, "
        "every figure cited to its characters.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"summarise {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    brief = commands.add_parser("brief", help="make one briefing note from several articles")
    brief.add_argument(
        "files", nargs="+", metavar="FILE", help="an article, a folder of articles, or - for standard input"
    )
    brief.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="NOTE",
        help=f"where to write it: {KNOWN}; may be given several times (default: print Markdown)",
    )
    brief.add_argument(
        "--words",
        type=count,
        default=None,
        metavar="N",
        help="how long its sentences may be together (default: one page)",
    )
    brief.add_argument(
        "--update",
        metavar="OLD.json",
        help="go on from this note: its articles and the new ones together, and what changed since",
    )
    brief.add_argument(
        "--keep-text", type=Path, metavar="DIR", help="keep the text of each article in this folder"
    )
    add_reading_options(brief)
    add_options(brief)
    brief.set_defaults(run=_brief)

    article = commands.add_parser("article", help="show what each figure of one article measures")
    article.add_argument("file", metavar="FILE")
    article.add_argument("--json", action="store_true", help="as JSON")
    add_reading_options(article)
    article.set_defaults(run=_article)

    figures = commands.add_parser("figures", help="list every figure of one article")
    figures.add_argument("file", metavar="FILE")
    figures.add_argument("--json", action="store_true", help="as JSON")
    add_reading_options(figures)
    figures.set_defaults(run=_figures)

    verify = commands.add_parser("verify", help="hold a note against its articles")
    verify.add_argument("note", metavar="NOTE.json")
    verify.add_argument(
        "files", nargs="*", metavar="FILE", help="the articles, if they are no longer where the note says"
    )
    add_reading_options(verify)
    verify.set_defaults(run=_verify)

    diff = commands.add_parser("diff", help="show what changed from one note to another")
    diff.add_argument("old", metavar="OLD.json")
    diff.add_argument("new", metavar="NEW.json")
    diff.add_argument("--json", action="store_true", help="as JSON")
    diff.set_defaults(run=_diff)

    review = commands.add_parser("review", help="accept, edit or strike what a note says")
    review.add_argument("note", metavar="NOTE.json")
    review.add_argument(
        "files", nargs="*", metavar="FILE", help="the articles, if they are no longer where the note says"
    )
    review.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="NOTE",
        help=f"where to write it: {KNOWN}; may be given several times (default: the note itself)",
    )
    add_review_options(review)
    add_reading_options(review)
    review.set_defaults(run=_review)

    cache = commands.add_parser("cache", help="look at, or empty, what models replied in earlier runs")
    cache.add_argument("what", choices=("info", "clear"))
    cache.add_argument("--cache", type=Path, metavar="FILE", help="another file than the user's own")
    cache.set_defaults(run=_cache)
    return parser


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
    before = _before(options.update, articles) if options.update else None
    if before is not None:
        articles = before.articles
        _outputs(options.output, [article.path for article in articles])
    if choices is not None and choices.estimate:
        return _estimate(articles, choices)
    if options.keep_text:
        articles = keep_texts(articles, options.keep_text)
    note = _made(articles, choices, options.words)
    if before is not None:
        note = before.updated(note)
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


def _before(path: str, new: Sequence["Article"]) -> "Before":
    from summarise.living import before  # noqa: PLC0415 - as above

    found = before(Path(path), new)
    for line in found.said:
        _say(line)
    return found


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
    from summarise.reviewing import review  # noqa: PLC0415
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
        print(f"  {item.id:<9}  {decided}{_plain(item.text)}")
    return DONE


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


if __name__ == "__main__":
    sys.exit(main())
