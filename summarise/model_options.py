"""What the command line lets one choose about a language model: the flags, and what they come to."""

import argparse
import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from summarise.errors import SummariseError

TIMEOUT = 120.0  # seconds
CONCURRENCY = 8
REPLY_TOKENS = 4096


class Choices(NamedTuple):
    """How a model is to be asked.

    `concurrency` is none where nobody chose: then it is 8, or 1 for a model on this machine. `prices` are US
    dollars for a million tokens, read and written. `cache` is none where replies are kept in the user's own
    file, and `keep` false where they are not kept at all.
    """

    model: str
    base_url: str | None = None
    prompts: Path | None = None
    strict: bool = False
    timeout: float = TIMEOUT
    concurrency: int | None = None
    temperature: float = 0.0
    seed: int = 0
    reply_tokens: int = REPLY_TOKENS
    cache: Path | None = None
    keep: bool = True
    prices: tuple[float, float] | None = None
    max_cost: float | None = None
    max_tokens: int | None = None
    estimate: bool = False
    quiet: bool = False


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the flags to the parser of a command."""
    model = parser.add_argument_group(
        "with a language model",
        "The key is read from OPENAI_API_KEY, never from the command line.",
    )
    add = model.add_argument
    add("--model", metavar="NAME", help="ask this model, or local:FILE.gguf (default: SUMMARISE_MODEL)")
    add("--base-url", metavar="URL", help="where it is asked (default: OPENAI_BASE_URL, else OpenAI)")
    add("--prompts", type=Path, metavar="DIR", help="a folder with prompts that go before our own")
    add("--strict", action="store_true", help="fail where an article or a step would be done without it")
    add("--timeout", type=_seconds, metavar="S", help=f"seconds for one request (default {TIMEOUT:g})")
    add("--concurrency", type=count, metavar="N", help=f"requests at once (default {CONCURRENCY}, local 1)")
    add("--temperature", type=amount, metavar="T", help="of the sampling (default 0)")
    add("--seed", type=int, metavar="N", help="of the sampling (default 0)")
    add("--reply-tokens", type=count, metavar="N", help=f"the most in one reply (default {REPLY_TOKENS})")
    where = model.add_mutually_exclusive_group()
    where.add_argument("--cache", type=Path, metavar="FILE", help="where replies are kept for the next run")
    where.add_argument("--no-cache", action="store_true", help="keep no replies")
    add("--price-in", type=amount, metavar="P", help="US dollars for a million tokens read")
    add("--price-out", type=amount, metavar="P", help="and written (default: SUMMARISE_PRICES=IN,OUT)")
    add("--max-cost", type=amount, metavar="USD", help="stop before a run costs more")
    add("--max-tokens", type=count, metavar="N", help="stop before a run takes more, read and written")
    add("--estimate", action="store_true", help="print calls and tokens, and ask nothing")
    add("--quiet", action="store_true", help="show no progress")


def chosen(options: argparse.Namespace, environment: Mapping[str, str]) -> Choices | None:
    """Return what was chosen, none for the extractive engine.

    Raises:
        SummariseError: the choices do not go together.
    """
    model = options.model if options.model is not None else environment.get("SUMMARISE_MODEL", "")
    given = {name: getattr(options, name) for name in Choices._fields if hasattr(options, name)}
    given = {name: value for name, value in given.items() if value is not None and value is not False}
    if not model:
        _refuse_without_model(options, given)
        return None
    if model.startswith("local:") and options.base_url is not None:
        raise SummariseError(f"--base-url does not go with {model!r}, which is served on this machine")
    prices = prices_of(options, environment)
    if options.max_cost is not None and prices is None:
        raise SummariseError("--max-cost needs prices: give --price-in and --price-out, or SUMMARISE_PRICES")
    return Choices(**{**given, "model": model, "keep": not options.no_cache, "prices": prices})


def _refuse_without_model(options: argparse.Namespace, given: Mapping[str, object]) -> None:
    names = [name for name in given if name not in {"model", "quiet"}]
    names += [name for name in ("price_in", "price_out") if getattr(options, name) is not None]
    names += ["no_cache"] if options.no_cache else []
    if names:
        flag = f"--{names[0].replace('_', '-')}"
        raise SummariseError(f"{flag} needs a model: give --model NAME, or set SUMMARISE_MODEL")


def prices_of(options: argparse.Namespace, environment: Mapping[str, str]) -> tuple[float, float] | None:
    """Return the prices of a million tokens, read and written, in US dollars; none where none are given.

    Raises:
        SummariseError: one is missing, or what the environment says is no two numbers.
    """
    if (options.price_in is None) != (options.price_out is None):
        raise SummariseError("--price-in and --price-out go together")
    if options.price_in is not None:
        return options.price_in, options.price_out
    told = environment.get("SUMMARISE_PRICES", "").strip()
    if not told:
        return None
    try:
        read, written = (amount(part.strip()) for part in told.split(","))
    except (ValueError, argparse.ArgumentTypeError):
        raise SummariseError(f"SUMMARISE_PRICES must be two numbers such as 0.15,0.6, got {told!r}") from None
    return read, written


def _number(text: str, kind: Callable[[str], float], least: float, wanted: str) -> float:
    try:
        value = kind(text)
    except ValueError:
        value = math.nan
    if not (math.isfinite(value) and value >= least):
        raise argparse.ArgumentTypeError(f"{text!r} is not {wanted}")
    return value


def amount(text: str) -> float:
    """Return a number from 0 up, as a flag gives it."""
    return _number(text, float, 0.0, "a number from 0 up")


def _seconds(text: str) -> float:
    return _number(text, float, 0.001, "a number of seconds above 0")


def count(text: str) -> int:
    """Return a whole number from 1 up.

    Raises:
        argparse.ArgumentTypeError: it is none.
    """
    return int(_number(text, int, 1, "a whole number from 1 up"))
