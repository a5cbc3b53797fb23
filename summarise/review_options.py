"""What a person decides on the command line, and in a file that it names."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarise.history import Decision

ACCEPT = "it is right as it stands"
STRIKE = "it is not to stand in the note; the reason is kept with it"
EDIT = "say it in other words, with the figures of its citations alone"


def add_review_options(command: argparse.ArgumentParser) -> None:
    """Add what can be decided to a command."""
    add = command.add_argument
    add(
        "--list",
        action="store_true",
        help="show what can be decided on, with its id; also without any option",
    )
    add("--accept", action="append", default=[], metavar="ID", help=ACCEPT)
    add("--strike", action="append", default=[], nargs=2, metavar=("ID", "REASON"), help=STRIKE)
    add("--edit", action="append", default=[], nargs=3, metavar=("ID", "TEXT", "REASON"), help=EDIT)
    add("--take-back", action="append", default=[], metavar="ID", help="decide nothing on it any more")
    add("--from", dest="file", type=Path, metavar="FILE.yaml", help="decisions in a YAML file")
    add("--by", metavar="NAME", help="who decides")
    add("--date", metavar="YYYY-MM-DD", help="on which day; no clock is read")
    add("--json", action="store_true", help="with --list: as JSON")


def is_empty(options: argparse.Namespace) -> bool:
    """Tell whether nothing is decided nor taken back."""
    return not (options.accept or options.strike or options.edit or options.take_back or options.file)


def decisions_of(options: argparse.Namespace) -> list["Decision"]:
    """Return what is decided, those of the file first.

    Raises:
        NoteError: the file cannot be read, or holds anything else than decisions.
    """
    from summarise.decision_file import read_decisions  # noqa: PLC0415 - `--help` must not wait for it

    of_file = read_decisions(options.file) if options.file else []
    return [*of_file, *_given(options)]


def _given(options: argparse.Namespace) -> Iterator["Decision"]:
    from summarise.history import Decision  # noqa: PLC0415 - as above

    who = {"by": options.by, "date": options.date}
    for name in options.accept:
        yield Decision(id=name, decision="accept", **who)
    for name, reason in options.strike:
        yield Decision(id=name, decision="strike", reason=reason, **who)
    for name, text, reason in options.edit:
        yield Decision(id=name, decision="edit", text=text, reason=reason, **who)
