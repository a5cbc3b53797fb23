"""What the command line lets one choose about inputs: the flags, and what they come to."""

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from summarise.inputs.gather import Fetch
    from summarise.inputs.rows import Columns

PARTS = {
    "text": "the text of an article",
    "title": "its title",
    "publisher": "who published it",
    "date": "its day of publication",
    "url": "its address",
}


def add_reading_options(parser: argparse.ArgumentParser) -> None:
    """Add the flags to the parser of a command that reads articles."""
    network = parser.add_argument_group("articles from the network")
    network.add_argument(
        "--fetch", action="store_true", help="get inputs that begin with http:// or https:// from the network"
    )
    tables = parser.add_argument_group("articles in a table (.jsonl, .csv, .parquet)")
    for part, what in PARTS.items():
        tables.add_argument(f"--{part}-column", metavar="NAME", help=f"the column with {what}")


def columns_of(options: argparse.Namespace) -> "Columns":
    """Return the columns that were named."""
    from summarise.inputs.rows import Columns  # noqa: PLC0415 - `--help` must not wait for it

    return Columns(**{part: getattr(options, f"{part}_column") for part in PARTS})


def fetch_of(options: argparse.Namespace) -> "Fetch | None":
    """Return what gets articles from the network, none where that was not asked for."""
    if not options.fetch:
        return None
    from summarise.inputs.fetch import Fetcher  # noqa: PLC0415 - as above

    return Fetcher().fetch
