"""The runner: engines over stories, one result a story, written so that a run that broke off can go on."""

import json
import os
import time
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from pydantic import JsonValue, ValidationError

import summarise
from evals.fixtures import LabelledFigure, Story
from summarise.clusters import Cluster
from summarise.compose import Engine
from summarise.extract import ArticleSummary, extract
from summarise.figures import find_figures
from summarise.findings import finding_of
from summarise.merge import gather, merge
from summarise.story import date_story
from summarise.values import Article, Figure, Finding, Value, Verdict

ENGINES: Mapping[str, Engine] = {"extractive": extract}
MODEL_ENGINE = "llm"  # takes its replies from cassettes, see `evals.models`
RESULT_SCHEMA = "3"


class Grouped(Value):
    """A finding made from the labelled figures: their ids and the verdict."""

    members: tuple[str, ...]
    verdict: Verdict


class ModelUse(Value):
    """How a model took the questions of one story, and what they took."""

    model: str
    questions: int
    right_at_once: int
    """Questions whose first reply had the shape that was asked for, and no breach of a rule."""
    reasks: int
    unanswered: int
    """Questions that no reply came to which could be used, so that less was asked, or code did the work."""
    prompt_tokens: int
    completion_tokens: int
    seconds: float
    """Of all requests together, when they were recorded; it informs, and depends on the machine."""


class Result(Value):
    """What an engine made of one story; everything that the scorers see of it."""

    story: str
    engine: str
    made_from: str
    """Hash of all that the result depends on: the tool's source, the story and this schema."""
    seconds: float
    error: str | None
    """The exception that ended the run of this story; none if it went through."""
    note: dict[str, JsonValue] | None
    inventory: dict[str, tuple[Figure, ...]]
    """The figures found, by article."""
    on_labels: tuple[Grouped, ...] | None
    """The findings that the merge makes when it is handed the labelled figures; none where not asked."""
    judged: dict[str, Verdict] | None = None
    """The verdict on each labelled finding, by id, when its members are handed over; none where not asked."""
    model: ModelUse | None = None
    """None for an engine without a model."""
    replies: str = ""
    """Hash of the prompts and of the replies that a model's result was made from."""

    @property
    def note_json(self) -> str:
        """The note as the JSON that was written."""
        return json.dumps(self.note)


class RunError(Exception):
    """A run cannot be read: a result is missing, or is none of ours."""


def run(
    stories: Sequence[Story], engine: str, folder: Path, engines: Mapping[str, Engine] = ENGINES
) -> list[Result]:
    """Return the results of an engine on the stories; those in the folder that still hold are not made again.

    Raises:
        RunError: there is no such engine.
    """
    if engine not in engines:
        raise RunError(f"no engine {engine!r}: there is {', '.join(sorted(engines))}")
    results = []
    for story in stories:
        path = folder / f"{story.name}.json"
        origin = made_from(story, engine)
        result = kept(path, origin)
        if result is None:
            result = produce(story, engine, engines[engine], origin)
            keep(path, result)
        results.append(result)
    return results


def load_run(folder: Path, stories: Sequence[Story]) -> list[Result]:
    """Return the results of a run in the order of the stories.

    Raises:
        RunError: a story has no result, or a file is no result.
    """
    results = []
    for story in stories:
        path = folder / f"{story.name}.json"
        try:
            results.append(Result.model_validate_json(path.read_bytes()))
        except OSError as error:
            raise RunError(f"{path}: {error.strerror}") from error
        except ValidationError as error:
            raise RunError(f"{path}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from error
    return results


def produce(story: Story, name: str, engine: Engine, origin: str) -> Result:
    """Return what an engine makes of one story; an exception of any kind becomes the result's error."""
    start = time.perf_counter()
    empty = Result(
        story=story.name,
        engine=name,
        made_from=origin,
        seconds=0,
        error=None,
        note=None,
        inventory={},
        on_labels=(),
        judged={},
    )
    try:
        articles = summarise.read(story.paths)
        note = summarise.brief(articles, engine=engine)
        summaries = _read_labels(story, articles, engine)
        made = {
            "note": json.loads(note.model_dump_json()),
            "inventory": inventories(articles, {s.id: s.reference for s in note.articles}),
            "on_labels": _on_labels(summaries),
            "judged": _judged(story, summaries),
        }
    except Exception as error:  # noqa: BLE001 - whatever ends a story is counted, not passed over
        made = {"error": f"{type(error).__name__}: {error}"}
    return empty.model_copy(update=made | {"seconds": round(time.perf_counter() - start, 3)})


def inventories(
    articles: Sequence[Article], reference: Mapping[str, str | None]
) -> dict[str, tuple[Figure, ...]]:
    """Return the figures of each article, dates resolved against its day."""
    return {a.id: tuple(find_figures(a.text, _day(reference.get(a.id)))) for a in articles}


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def _read_labels(story: Story, articles: Sequence[Article], engine: Engine) -> list[ArticleSummary]:
    """Let the engine work on the labelled figures, so that what follows is judged without the detector."""
    labelled: dict[str, list[LabelledFigure]] = {article.id: [] for article in articles}
    for figure in sorted(story.labels.figures, key=lambda f: f.start):
        labelled[figure.article].append(figure)
    return [engine(a, [as_figure(f) for f in labelled[a.id]]) for a in date_story(articles)]


def _on_labels(summaries: Sequence[ArticleSummary]) -> tuple[Grouped, ...]:
    return tuple(_grouped(finding) for finding in merge(summaries).findings)


def _judged(story: Story, summaries: Sequence[ArticleSummary]) -> dict[str, Verdict]:
    """Return the verdicts on the labelled findings as labelled, so that grouping has no part in them."""
    by_figure = {candidate.reading.figure: candidate for candidate in gather(summaries).candidates}
    members = {f.id: [by_figure[m] for m in f.members if m in by_figure] for f in story.labels.findings}
    return {name: finding_of(Cluster(tuple(held))).verdict for name, held in members.items() if held}


def _grouped(finding: Finding) -> Grouped:
    return Grouped(members=tuple(r.figure for r in finding.readings if r.figure), verdict=finding.verdict)


def as_figure(label: LabelledFigure) -> Figure:
    """Return a labelled figure as if the detector had found it."""
    fields = label.model_dump(include=set(Figure.model_fields) & set(LabelledFigure.model_fields))
    grain = {4: "year", 7: "month", 10: "day"}.get(len(label.low or "")) if label.kind == "date" else None
    return Figure.model_validate(fields | {"grain": grain})


# Results on disk


def write(path: Path, text: str) -> None:
    """Write a file whole or not at all, its folder with it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def keep(path: Path, result: Result) -> None:
    """Write a result whole or not at all."""
    write(path, result.model_dump_json(indent=1, by_alias=True) + "\n")


def kept(path: Path, origin: str) -> Result | None:
    """Return the result in a file if it was made from what there is now and did not fail."""
    try:
        result = Result.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return result if result.made_from == origin and result.error is None else None


def made_from(story: Story, engine: str, replies: str = "") -> str:
    """Return the hash of all that a result depends on; `replies` is that of prompts and replies."""
    total = sha256(f"{RESULT_SCHEMA} {engine} {story.name} {_tool()} {replies}".encode())
    total.update(story.labels.model_dump_json(by_alias=True).encode())
    for name, text in sorted(story.texts.items()):
        total.update(f"{name} {text}".encode())
    return total.hexdigest()


@cache
def _tool() -> str:
    total = sha256()
    for path in sorted([*Path(summarise.__file__).parent.rglob("*.py"), Path(__file__)]):
        total.update(path.name.encode() + sha256(path.read_bytes()).digest())
    return total.hexdigest()
