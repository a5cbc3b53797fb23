"""The command line of the harness: `python -m evals COMMAND`."""

import argparse
import sys
from pathlib import Path

from evals.fixtures import FixtureError, lint, load_stories
from evals.report import as_json, score_run, table
from evals.run import RunError, load_run, run, write

RUNS = Path("build/evals")
BROKEN = 4


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        code: int = options.command(options)
    except (FixtureError, RunError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return BROKEN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("lint", help="check the fixtures")
    one.set_defaults(command=_lint)
    one = commands.add_parser("run", help="run an engine over the stories and print its scores")
    one.add_argument("--engine", default="extractive")
    one.set_defaults(command=_run)
    one = commands.add_parser("score", help="score a run that was made before")
    one.add_argument("folder", type=Path, nargs="?", default=RUNS / "extractive")
    one.add_argument("--json", type=Path, metavar="FILE", help="write all scores and failing cases")
    one.set_defaults(command=_score)
    for one in commands.choices.values():
        one.add_argument(
            "--story", action="append", default=[], metavar="NAME", help="only this story (may be repeated)"
        )
    return parser


def _lint(options: argparse.Namespace) -> int:
    stories = load_stories(names=options.story)
    faults = lint(stories)
    print("\n".join(faults) or f"{len(stories)} stories hold")
    return 1 if faults else 0


def _run(options: argparse.Namespace) -> int:
    stories = load_stories(names=options.story)
    results = run(stories, options.engine, RUNS / options.engine)
    failed = [result for result in results if result.error]
    print(table(score_run(stories, results)))
    for result in failed:
        print(f"evals: {result.story} failed: {result.error}", file=sys.stderr)
    return BROKEN if failed else 0


def _score(options: argparse.Namespace) -> int:
    stories = load_stories(names=options.story)
    scored = score_run(stories, load_run(options.folder, stories))
    if options.json:
        write(options.json, as_json(scored))
    print(table(scored))
    return 0


if __name__ == "__main__":
    sys.exit(main())
