"""The arguments of the command line, light enough for `--help`."""

import argparse
from pathlib import Path

from summarise import __version__
from summarise.formats import ENDINGS, KNOWN
from summarise.inputs.options import add_reading_options
from summarise.model_options import add_options, count
from summarise.review_options import add_review_options

EXAMPLES = """\
examples:
  summarise brief monday.txt tuesday.txt                  print the note
  summarise brief news/ -o note.html -o note.json         on a folder; as a page and as data
  summarise brief news/*.txt --model NAME                 let a language model write it
  summarise article monday.txt                            what one article says in figures
  summarise figures monday.txt --json                     every figure of it, as data
  summarise verify note.json                              hold a note against its articles
  summarise stories news/ --brief notes                   a folder on several events: a note on each
  summarise brief wednesday.txt --update note.json -o note.json    go on from a note
  summarise diff monday.json tuesday.json                 what changed from one note to another
  summarise review note.json                              what can be accepted, edited or struck
  summarise review note.json --accept d1 --strike d7 "it is another dam"

Exit codes: 0 done, 1 the note does not hold or the model gave none, 2 the input or the command is wrong.
"""


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments; `command` is the name of the command that was given."""
    whole = argparse.ArgumentParser(
        prog="summarise",
        description="Several news articles on one event in, one briefing note out, "
        "every figure cited to its characters.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    whole.add_argument("--version", action="version", version=f"summarise {__version__}")
    commands = whole.add_subparsers(title="commands", dest="command", required=True, metavar="COMMAND")

    brief = commands.add_parser("brief", help="make one briefing note from several articles")
    brief.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a document, a folder of them, an address, or - for standard input",
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

    article = commands.add_parser("article", help="show what each figure of one article measures")
    article.add_argument("file", metavar="FILE")
    article.add_argument("--json", action="store_true", help="as JSON")
    add_reading_options(article)

    figures = commands.add_parser("figures", help="list every figure of one article")
    figures.add_argument("file", metavar="FILE")
    figures.add_argument("--json", action="store_true", help="as JSON")
    add_reading_options(figures)

    verify = commands.add_parser("verify", help="hold a note against its articles")
    verify.add_argument("note", metavar="NOTE.json")
    verify.add_argument(
        "files", nargs="*", metavar="FILE", help="the articles, if they are no longer where the note says"
    )
    add_reading_options(verify)

    diff = commands.add_parser("diff", help="show what changed from one note to another")
    diff.add_argument("old", metavar="OLD.json")
    diff.add_argument("new", metavar="NEW.json")
    diff.add_argument("--json", action="store_true", help="as JSON")

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

    stories = commands.add_parser("stories", help="tell articles on several events apart")
    stories.add_argument("files", nargs="+", metavar="FILE", help="an article, or a folder of articles")
    stories.add_argument("--json", action="store_true", help="as JSON")
    stories.add_argument(
        "--brief", type=Path, metavar="DIR", help="write notes on those of several articles here"
    )
    stories.add_argument(
        "--form",
        action="append",
        choices=ENDINGS,
        help="what the notes are written as; may be given several times (default: .md)",
    )
    add_reading_options(stories)

    cache = commands.add_parser("cache", help="look at, or empty, what models replied in earlier runs")
    cache.add_argument("what", choices=("info", "clear"))
    cache.add_argument("--cache", type=Path, metavar="FILE", help="another file than the user's own")
    return whole
