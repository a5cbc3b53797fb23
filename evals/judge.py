"""The judge: a model is asked what the prose of a note tells, and held against what is known without it.

It stands apart from the scorers, and the gate does not know it.
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from evals.agreement import kappa
from evals.match import Match
from evals.models import Asking, Watched, endpoint_of, missing, player_of
from evals.question import JudgeDraft, Question, question_of
from evals.report import Prices, bounds, columns, shown, taken_lines
from evals.run import ModelUse, RunError
from evals.statistics import Pair, interval, pooled
from summarise.errors import ModelError, ModelStopError
from summarise.marked import harmless
from summarise.prompts import Prompt, load
from summarise.questions import FENCE_BYTES, load_wording, reason
from summarise.wire import Endpoint

A = TypeVar("A", bound=Hashable)
TAPES = "judge/*.json"  # where its cassettes lie in the folder of a model
MEASURES = {
    "told": "key points told, says the judge",
    "supported": "statements supported by what they cite",
    "clear": "statements clear by themselves",
    "agreement": "key points on which it agrees with the exact scorer",
    "quotations": "quotations that it calls supported, as all are",
    "mismatches": "mismatches that it calls unsupported, as all are",
}


class Judged(NamedTuple):
    """What the judge says of one story; what it gave no clear answer to is counted nowhere else."""

    story: str
    counts: Mapping[str, Pair]
    """Hits and out-of, by measure."""
    told: tuple[tuple[bool, bool], ...]
    """For each key point judged, whether it is told: by the judge, by the exact scorer."""
    not_judged: Pair
    use: ModelUse | None
    error: str
    """Why nothing could be asked or answered; empty if something was."""


def judge_prompt() -> Prompt:
    """Return the judge's template: always ours, as figures by different ones cannot be compared."""
    return load("judge", frozenset({"points", "statements", "fence"}))


def judge(matches: Sequence[Match], asking: Asking, cassettes: Path, run: Path) -> list[Judged]:
    """Return what the judge says of each story of a run.

    Raises:
        RunError: a reply is not recorded; the message has the command that records it.
        ModelStopError: the model cannot be asked at all.
    """
    with endpoint_of(asking) as endpoint:
        return [_judged(match, asking, cassettes, run, endpoint) for match in matches]


def _judged(match: Match, asking: Asking, cassettes: Path, run: Path, endpoint: Endpoint) -> Judged:
    question = question_of(match)
    if not question.statements:
        return weigh(match.story.name, question, error="there is no note, or no statement in it")
    player = player_of(asking, cassettes / asking.folder / "judge" / f"{match.story.name}.json")
    door = Watched(player, load_wording(), endpoint)
    try:
        draft = asyncio.run(_ask(door, question))
    except ModelError as error:
        if player.missing:
            raise RunError(missing(match.story, asking, player, f"judge {run}")) from error
        if isinstance(error, ModelStopError):
            raise
        return weigh(match.story.name, question, use=door.use, error=reason(error))
    # The player is not closed: that would drop the replies on another run's notes from the cassette.
    return weigh(match.story.name, question, draft, door.use)


async def _ask(door: Watched, question: Question) -> JudgeDraft:
    prompt = judge_prompt()
    points = "\n".join(f"{name}: {harmless(point.text)}" for name, point in question.points.items())
    rows = [
        "\n".join([f"{name}: {harmless(row.statement.text)}", *row.sentences])
        for name, row in question.statements.items()
    ]
    content = prompt.render(points=points, statements="\n".join(rows), fence=secrets.token_hex(FENCE_BYTES))
    async with door:
        answer = await door.ask(
            [{"role": "user", "content": content}], JudgeDraft, step=prompt.name,
            prompt_hash=prompt.sha256, article_hash="", check=question.problems,  # a door for each story
        )  # fmt: skip
    return answer.value


def _settled(answers: Iterable[tuple[str, A]], wanted: Collection[str]) -> dict[str, A]:
    """Return the answer for each id that exists and was answered in one way only."""
    found: dict[str, set[A]] = defaultdict(set)
    for name, answer in answers:
        found[name].add(answer)
    return {name: next(iter(found[name])) for name in wanted if len(found[name]) == 1}


NOTHING = JudgeDraft(key_points=[], statements=[])


def weigh(
    story: str, question: Question, draft: JudgeDraft = NOTHING, use: ModelUse | None = None, error: str = ""
) -> Judged:
    """Return a reply as counts; what has no clear answer is not judged."""
    telling = _settled(((each.key_point, each.statement) for each in draft.key_points), question.points)
    told = [
        (telling[name] is not None, point.told)
        for name, point in question.points.items()
        if name in telling and (telling[name] is None or telling[name] in question.statements)
    ]
    answers = _settled(((each.statement, each) for each in draft.statements), question.statements)
    pairs = [(question.statements[name].support, answer) for name, answer in answers.items()]
    held = {
        "told": [said for said, _ in told],
        "supported": [answer.supported for support, answer in pairs if support is not False],
        "clear": [answer.clear for _, answer in pairs],
        "agreement": [said == exact for said, exact in told],
        "quotations": [answer.supported for support, answer in pairs if support is True],
        "mismatches": [not answer.supported for support, answer in pairs if support is False],
    }
    counts = {name: (sum(found), len(found)) for name, found in held.items()}
    asked = len(question.points) + len(question.statements)
    return Judged(story, counts, tuple(told), (asked - len(told) - len(pairs), asked), use, error)


def table(judged: Sequence[Judged], asking: Asking, prompt: Prompt, prices: Prices | None = None) -> str:
    """Return what the judge says by story and in all, how far it can be trusted, and what it took."""
    pairs = {name: [one.counts[name] for one in judged] for name in MEASURES}
    pairs["not judged"] = [one.not_judged for one in judged]
    by_story = [["", *pairs]]
    by_story += [[one.story, *(_ratio([of[n]]) for of in pairs.values())] for n, one in enumerate(judged)]
    by_story += [["all", *map(_ratio, pairs.values())]]
    beyond = kappa([pair for one in judged for pair in one.told])
    in_all = [
        [told, shown(pooled(pairs[name])), bounds(interval(pairs[name])), _kappa(beyond, name)]
        for name, told in MEASURES.items()
    ]
    lines = [
        f"judge: {asking.name}; prompts/judge.md, version {prompt.version} ({prompt.sha256[:12]})",
        "",
        *columns(by_story),
        "",
        *columns([["in percent, pooled over stories", "all", "95 %", "kappa"], *in_all]),
        *taken_lines([(one.story, one.use) for one in judged if one.use], prices),
    ]
    failed = [f"not judged: {one.story}: {one.error}" for one in judged if one.error]
    return "\n".join([*lines, *([""] * bool(failed)), *failed])


def _ratio(pairs: Sequence[Pair]) -> str:
    hits, out_of = (sum(part) for part in zip(*pairs, strict=True))
    return f"{hits:.0f}/{out_of:.0f}" if out_of else "-"


def _kappa(beyond: float | None, name: str) -> str:
    if name != "agreement":
        return ""
    return "-" if beyond is None else f"{beyond:.2f}"
