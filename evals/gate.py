"""The gate: a run against the bar, with an exit code that says what happened.

0 pass, 1 quality fell, 2 inconclusive, 3 the bar was changed, 4 the run is broken.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from pydantic import Field, ValidationError

from evals.fixtures import HOME as FIXTURES
from evals.fixtures import digest
from evals.invariants import Breach, breaches
from evals.run import made_from, write
from evals.scored import Scored
from evals.scorers import SCORERS
from evals.statistics import pooled
from summarise.values import Value

HERE = Path(__file__).parent
REPORTING = frozenset(
    {"__init__.py", "__main__.py", "report.py", "page.py", "agreement.py", "judge.py", "question.py"}
    | {"test_bar.py"}
)
ROUNDING = 1e-9
V = TypeVar("V", bound=Value)


class Code(IntEnum):
    """The exit codes."""

    PASS = 0
    FELL = 1
    INCONCLUSIVE = 2
    BAR_CHANGED = 3
    BROKEN = 4


class Bar(Value):
    """The thresholds."""

    gating: tuple[str, ...]
    """The scorers that `compare` decides by; the others inform."""
    margin: float = Field(ge=0, le=1)
    """The drop that a comparison must rule out."""
    least: dict[str, float]
    """The pooled value that a scorer must reach, whatever the baseline."""


class Baseline(Value):
    """What was accepted last: the cases that fail, and why each baseline was taken."""

    reasons: tuple[str, ...]
    failing: dict[str, dict[str, tuple[str, ...]]]
    """Ids by scorer and story."""
    scores: dict[str, float | None]
    """Pooled over all stories, for people; the gate looks at the cases."""


class Home(NamedTuple):
    """Where the bar is kept: the stories and the three files beside them."""

    fixtures: Path = FIXTURES
    bar: Path = HERE / "bar.json"
    baseline: Path = HERE / "baseline.json"
    lock: Path = HERE / "lock.json"
    cassettes: Path = HERE / "cassettes"


class GateError(Exception):
    """The bar, the baseline or the lock cannot be read."""


class Change(NamedTuple):
    """A case that fails now and did not, or the other way round; `why` is empty for what holds now."""

    scorer: str
    story: str
    case: str
    why: str


class Decision(NamedTuple):
    """The code and all that led to it."""

    code: Code
    bar_changed: tuple[str, ...] = ()
    broken: tuple[str, ...] = ()
    breaches: tuple[Breach, ...] = ()
    below: tuple[str, ...] = ()
    fell: tuple[Change, ...] = ()
    unstable: tuple[Change, ...] = ()
    better: tuple[Change, ...] = ()


def load_bar(home: Home) -> Bar:
    """Return the thresholds.

    Raises:
        GateError: the file cannot be read, or names a scorer that there is not.
    """
    bar = _read(Bar, home.bar)
    unknown = sorted({*bar.gating, *bar.least} - SCORERS.keys())
    if unknown:
        raise GateError(f"{home.bar}: there is no scorer {unknown[0]!r}")
    return bar


def load_baseline(home: Home) -> Baseline:
    """Return the baseline.

    Raises:
        GateError: the file cannot be read.
    """
    return _read(Baseline, home.baseline)


def _read(kind: type[V], path: Path) -> V:
    try:
        return kind.model_validate_json(path.read_bytes())
    except OSError as error:
        raise GateError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        raise GateError(f"{path}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error


# The lock


def locked(home: Home) -> dict[str, str]:
    """Return the hashes of all that the bar is made of: stories, scorers, thresholds, baseline."""
    sources = {p.relative_to(HERE).as_posix(): p for p in [*HERE.glob("*.py"), *HERE.glob("scorers/*.py")]}
    code = sha256()
    for name in sorted(sources.keys() - REPORTING):
        code.update(name.encode() + sha256(sources[name].read_bytes()).digest())
    return {
        "baseline": sha256(home.baseline.read_bytes()).hexdigest() if home.baseline.exists() else "",
        "fixtures": digest(home.fixtures),
        "scorers": code.hexdigest(),
        "thresholds": sha256(home.bar.read_bytes()).hexdigest() if home.bar.exists() else "",
    }


def bar_changes(home: Home) -> tuple[str, ...]:
    """Return which parts of the bar are not those that were blessed; nothing when all are.

    Raises:
        GateError: the lock cannot be read.
    """
    try:
        wanted = json.loads(home.lock.read_bytes())
    except (OSError, ValueError) as error:
        raise GateError(f"{home.lock} cannot be read: {error}") from error
    return tuple(part for part, found in locked(home).items() if wanted.get(part) != found)


# The decision


def decide(runs: Sequence[Scored], bar: Bar, baseline: Baseline) -> Decision:
    """Return the decision on one run, or on repeats of one: what only some repeats show is inconclusive."""
    faults = tuple(fault for run in runs for fault in broken(run))
    if faults or not runs:
        return Decision(Code.BROKEN, broken=faults or ("there is no run",))
    found = tuple(dict.fromkeys(b for run in runs for match in run.matches for b in breaches(match)))
    below = tuple(dict.fromkeys(line for run in runs for line in _below(run, bar)))
    changes = [dict(_fallen(run, baseline)) for run in runs]
    every = {key: change for key, change in changes[0].items() if all(key in other for other in changes)}
    some = {key: change for one in changes for key, change in one.items() if key not in every}
    code = Code.FELL if found or below or every else Code.INCONCLUSIVE if some else Code.PASS
    better = tuple(_better(runs, baseline))
    return Decision(code, (), (), found, below, tuple(every.values()), tuple(some.values()), better)


def broken(run: Scored) -> list[str]:
    """Return why a run cannot be judged: a story failed, is stale, lacks an article, nothing was scored."""
    faults = []
    for match in run.matches:
        name, result = match.story.name, match.result
        if result.error or match.note is None:
            faults.append(f"{name} failed: {result.error or 'there is no note'}")
            continue
        lacking = [a.id for a in match.story.labels.articles if a.id not in match.held_articles]
        if lacking:
            faults.append(f"{name}: the note was not made from {', '.join(lacking)}")
        if result.made_from != made_from(match.story, result.engine, result.replies):
            faults.append(
                f"{name} was made by another version of the tool or from other labels: run it again"
            )
    if not any(score.out_of for scores in run.scores.values() for score in scores):
        faults.append("no case was scored")
    return faults


def _below(run: Scored, bar: Bar) -> Iterable[str]:
    for name, least in bar.least.items():
        value = pooled(run.pairs(name))
        if value is None or value < least - ROUNDING:
            shown = "does not apply" if value is None else f"is {value:.4f}"
            yield f"{name} {shown}, and the least is {least}"


def failing(run: Scored) -> dict[tuple[str, str, str], str]:
    """Return why each failing case of a run fails, by scorer, story and case."""
    return {
        (name, match.story.name, case.id): case.why
        for name, scores in run.scores.items()
        for match, score in zip(run.matches, scores, strict=True)
        for case in score.cases
        if not case.held
    }


def accepted(baseline: Baseline) -> set[tuple[str, str, str]]:
    """Return the cases that the baseline lets fail."""
    return {
        (scorer, story, case)
        for scorer, stories in baseline.failing.items()
        for story, cases in stories.items()
        for case in cases
    }


def _fallen(run: Scored, baseline: Baseline) -> Iterable[tuple[tuple[str, str, str], Change]]:
    known = accepted(baseline)
    yield from ((key, Change(*key, why)) for key, why in failing(run).items() if key not in known)


def _better(runs: Sequence[Scored], baseline: Baseline) -> Iterable[Change]:
    stories = {match.story.name for match in runs[0].matches}
    still = {key for run in runs for key in failing(run)}
    yield from (Change(*key, "") for key in sorted(accepted(baseline) - still) if key[1] in stories)


def bless(run: Scored, home: Home, reason: str) -> None:
    """Take a run over as the baseline, with the reason, and lock the bar as it now is.

    Raises:
        GateError: the reason is empty, the run is broken, or it breaks an invariant; those are never blessed.
    """
    if not reason.strip():
        raise GateError("a baseline is not taken without a reason")
    faults = broken(run) + [f"{b.story}: {b.invariant}: {b.what}" for m in run.matches for b in breaches(m)]
    if faults:
        raise GateError(f"this run cannot be a baseline: {faults[0]} ({len(faults)} in all)")
    earlier = load_baseline(home).reasons if home.baseline.exists() else ()
    cases: dict[str, dict[str, list[str]]] = {}
    for scorer, story, case in sorted(failing(run)):
        cases.setdefault(scorer, {}).setdefault(story, []).append(case)
    scores = {name: _rounded(pooled(run.pairs(name))) for name in run.scores}
    write(home.baseline, _written([*earlier, reason.strip()], scores, cases))
    write(home.lock, _pretty(locked(home)))


def _written(
    reasons: Sequence[str], scores: Mapping[str, float | None], failing: Mapping[str, Mapping[str, list[str]]]
) -> str:
    """Return the baseline as JSON with a line for each scorer and story, so that a diff can be read."""
    cases = [
        f'  "{scorer}": {{\n'
        + ",\n".join(
            f'   "{story}": {json.dumps(found, ensure_ascii=False)}' for story, found in stories.items()
        )
        + "\n  }"
        for scorer, stories in failing.items()
    ]
    head = _pretty({"reasons": reasons, "scores": scores}).removesuffix("\n}\n")
    return head + ',\n "failing": {\n' + ",\n".join(cases) + "\n }\n}\n"


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _pretty(whole: Mapping[str, object]) -> str:
    return json.dumps(whole, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
