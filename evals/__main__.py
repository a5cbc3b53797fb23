"""The command line of the harness: `python -m evals COMMAND`.

Exit codes: 0 pass, 1 quality fell or a lint fault, 2 inconclusive, 3 the bar was changed, 4 a broken run.
"""

import argparse
import os
import sys
from pathlib import Path

from evals.agreement import table as agreement_table
from evals.compare import compare, verdict
from evals.fixtures import FixtureError, Story, lint, load_stories
from evals.gate import Code, Decision, GateError, Home, bar_changes, bless, decide, load_bar, load_baseline
from evals.match import match_all
from evals.page import page
from evals.report import HEADLINES, as_json, comment, comparison, decision_lines, splits_of, table
from evals.run import MODEL_ENGINE, RunError, load_run, run, write
from evals.scored import Scored, score_run
from summarise.errors import SummariseError
from summarise.model_options import amount, prices_of

RUNS = Path("build/evals")
HOME = Home()


def main(arguments: list[str] | None = None, home: Home = HOME) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    options.home = home
    try:
        code: Code = options.command(options)
    except (FixtureError, RunError, GateError, SummariseError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return Code.BROKEN
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m evals", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    one = commands.add_parser("lint", help="check the fixtures")
    one.set_defaults(command=_lint)
    one = commands.add_parser("run", help="run an engine over the stories, going on where a run broke off")
    one.set_defaults(command=_run)
    _add_engine(one)
    _add_model(one)
    _add_stories(one)
    one = commands.add_parser("score", help="print the scores of a run")
    one.set_defaults(command=_score)
    _add_run(one)
    _add_stories(one)
    _add_reports(one)
    one = commands.add_parser("compare", help="tell two runs apart, paired by story")
    one.set_defaults(command=_compare)
    one.add_argument("before", type=Path)
    one.add_argument("after", type=Path)
    _add_stories(one)
    one = commands.add_parser("judge", help="ask a model what the prose of a run tells; the gate does not")
    one.set_defaults(command=_judge)
    _add_run(one)
    _add_asking(one.add_argument_group("the model that judges"), one)
    _add_stories(one)
    one = commands.add_parser("gate", help="hold a run, or repeats of one, against the bar")
    one.set_defaults(command=_gate)
    one.add_argument(
        "runs", type=Path, nargs="*", metavar="RUN", help="folders of results; none: make a run now"
    )
    one.add_argument("--markdown", type=Path, metavar="FILE", help="write a comment for a pull request")
    _add_engine(one)
    _add_reports(one)
    one = commands.add_parser("bless", help="take a run over as the baseline and lock the bar")
    one.set_defaults(command=_bless)
    one.add_argument("--reason", required=True, help="why these scores are accepted; kept in the baseline")
    _add_engine(one)
    one = commands.add_parser("agreement", help="compare the two labellings of the stories that have two")
    one.set_defaults(command=_agreement)
    return parser


def _add_engine(command: argparse.ArgumentParser) -> None:
    command.add_argument("--engine", default="extractive")
    command.add_argument("--into", type=Path, default=RUNS, metavar="FOLDER", help="where runs are kept")


def _add_model(command: argparse.ArgumentParser) -> None:
    of = command.add_argument_group(f"with --engine {MODEL_ENGINE}")
    _add_asking(of, command)
    of.add_argument("--prompts", type=Path, metavar="FOLDER", help="templates that stand before our own")


def _add_asking(of: argparse._ArgumentGroup, command: argparse.ArgumentParser) -> None:
    of.add_argument("--model", help="its name at the endpoint, or local:FILE.gguf for one on this machine")
    of.add_argument("--base-url", metavar="URL", help="where it is asked; the key comes from OPENAI_API_KEY")
    mode = of.add_mutually_exclusive_group()
    mode.add_argument(
        "--record", dest="mode", action="store_const", const="record", help="ask for replies not kept yet"
    )
    mode.add_argument(
        "--live", dest="mode", action="store_const", const="live", help="ask for all, keep no reply"
    )
    command.set_defaults(mode="replay")
    of.add_argument("--reply-tokens", type=int, default=4096, help="the most that a reply may take")
    of.add_argument("--temperature", type=float, default=0.0, help="of the sampling; its seed is always 0")
    of.add_argument("--price-in", type=amount, metavar="P", help="US dollars for a million tokens read")
    of.add_argument(
        "--price-out", type=amount, metavar="P", help="and written (default: SUMMARISE_PRICES=IN,OUT)"
    )


def _add_stories(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--story", dest="stories", action="append", metavar="NAME", help="only this one; may be repeated"
    )


def _add_run(command: argparse.ArgumentParser) -> None:
    command.add_argument("run", type=Path, nargs="?", default=RUNS / "extractive", metavar="RUN")


def _add_reports(command: argparse.ArgumentParser) -> None:
    command.add_argument("--json", type=Path, metavar="FILE", help="write every score and failing case")
    command.add_argument("--html", type=Path, metavar="FILE", help="write a page with all marks in the texts")
    command.add_argument(
        "--split", choices=["dev", "gate", "all"], default="dev", help="the stories on the page"
    )


def _stories(options: argparse.Namespace) -> list[Story]:
    home: Home = options.home
    return load_stories(home.fixtures, getattr(options, "stories", None) or ())


def _lint(options: argparse.Namespace) -> Code:
    stories = _stories(options)
    faults = lint(stories)
    print("\n".join(faults) or f"{len(stories)} stories hold")
    return Code.FELL if faults else Code.PASS


def _made(options: argparse.Namespace) -> Scored:
    stories = _stories(options)
    return score_run(stories, run(stories, options.engine, options.into / options.engine))


def _made_by_model(options: argparse.Namespace) -> Scored:
    """Return a run of a model engine: without a choice of stories, over those that are recorded."""
    # The client behind the door takes a second to load, which the gate must not wait for.
    from evals.models import Asking, recorded, run_model  # noqa: PLC0415

    if not options.model:
        raise RunError(f"--engine {MODEL_ENGINE} needs --model")
    asking = Asking(
        options.model, options.mode, options.base_url, options.reply_tokens, options.temperature,
        options.prompts,
    )  # fmt: skip
    cassettes = options.home.cassettes
    if options.mode == "replay" and not options.stories:
        options.stories = recorded(cassettes, asking)
    stories = _stories(options)
    return score_run(
        stories, run_model(stories, asking, cassettes, options.into / MODEL_ENGINE / asking.folder)
    )


def _run(options: argparse.Namespace) -> Code:
    if options.engine == MODEL_ENGINE:
        prices = prices_of(options, os.environ)
        scored = _made_by_model(options)
        print(table(scored, prices))
    else:
        scored = _made(options)
        print(table(scored))
    failed = [match.result for match in scored.matches if match.result.error]
    for result in failed:
        print(f"evals: {result.story} failed: {result.error}", file=sys.stderr)
    return Code.BROKEN if failed else Code.PASS


def _loaded(options: argparse.Namespace, folder: Path) -> Scored:
    stories = _stories(options)
    return score_run(stories, load_run(folder, stories))


def _score(options: argparse.Namespace) -> Code:
    scored = _loaded(options, options.run)
    _write_reports(options, scored)
    print(table(scored))
    return Code.PASS


def _write_reports(options: argparse.Namespace, scored: Scored) -> None:
    if options.json:
        write(options.json, as_json(scored))
    if options.html:
        write(options.html, page(scored, None if options.split == "all" else options.split))


def _judge(options: argparse.Namespace) -> Code:
    """Print what a model says of the prose of a run: without a choice of stories, of those recorded."""
    # As in `_made_by_model`.
    from evals.judge import TAPES, judge, judge_prompt, table  # noqa: PLC0415
    from evals.models import Asking, recorded  # noqa: PLC0415

    if not options.model:
        raise RunError("judge needs --model")
    prices = prices_of(options, os.environ)
    asking = Asking(options.model, options.mode, options.base_url, options.reply_tokens, options.temperature)
    cassettes = options.home.cassettes
    if options.mode == "replay" and not options.stories:
        options.stories = recorded(cassettes, asking, TAPES)
    stories = _stories(options)
    judged = judge(match_all(stories, load_run(options.run, stories)), asking, cassettes, options.run)
    print(table(judged, asking, judge_prompt(), prices))
    return Code.BROKEN if any(one.error for one in judged) else Code.PASS


def _compare(options: argparse.Namespace) -> Code:
    bar = load_bar(options.home)
    rows = compare(_loaded(options, options.before), _loaded(options, options.after), bar.margin)
    print(comparison(rows))
    code = verdict(rows, bar)
    print(f"\nby {', '.join(bar.gating)}: {code.name.lower().replace('_', ' ')}")
    return code


def _gate(options: argparse.Namespace) -> Code:
    if changed := bar_changes(options.home):
        return _say(Decision(Code.BAR_CHANGED, bar_changed=changed), {})
    bar, baseline = load_bar(options.home), load_baseline(options.home)
    runs = [_loaded(options, folder) for folder in options.runs] or [_made(options)]
    decision = decide(runs, bar, baseline)
    _write_reports(options, runs[0])
    if options.markdown:
        write(options.markdown, comment(runs[0], decision, baseline, bar.gating))
    print(table(runs[0]) + "\n")
    return _say(decision, splits_of(runs[0]))


def _say(decision: Decision, splits: dict[str, str]) -> Code:
    print("\n".join([f"evals: {HEADLINES[decision.code]}", *decision_lines(decision, splits)]))
    return decision.code


def _bless(options: argparse.Namespace) -> Code:
    bless(_made(options), options.home, options.reason)
    print("evals: blessed; commit the baseline and the lock with the change that they accept")
    return Code.PASS


def _agreement(options: argparse.Namespace) -> Code:
    print(agreement_table(_stories(options)))
    return Code.PASS


if __name__ == "__main__":
    sys.exit(main())
