"""Model engines over stories: the note by a model through the one door, its replies from cassettes."""

import json
import re
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

import httpx2

import summarise
from evals.cassettes import Cassette, Kept, Mode, Player, load_cassette
from evals.fixtures import Story
from evals.run import MODEL_ENGINE, ModelUse, Result, RunError, inventories, keep, kept, made_from
from summarise.client import LARGEST_BODY, BoundedTransport
from summarise.drafts import Draft
from summarise.errors import ModelError
from summarise.llm import Answer, Door
from summarise.local import local_file, serve
from summarise.modelled import brief_with_model
from summarise.questions import Prompts, load_prompts, load_wording
from summarise.values import StepUsage
from summarise.wire import Endpoint, Wording

R = TypeVar("R", bound=Draft)
PATIENCE = 600.0  # seconds for one request: a model on this machine may be slow
OFFLINE = Endpoint("http://127.0.0.1:9/v1", "none")


class Asking(NamedTuple):
    """Which model is asked, how, and where its replies come from."""

    model: str
    """Its name at the endpoint, or `local:FILE.gguf`."""
    mode: Mode = "replay"
    base_url: str | None = None
    reply_tokens: int = 4096
    temperature: float = 0.0
    prompts: Path | None = None
    """A folder of templates that stand before our own."""

    @property
    def name(self) -> str:
        """The name that the model is asked by."""
        file = local_file(self.model)
        return self.model if file is None else file.stem

    @property
    def folder(self) -> str:
        """The name of the folder that its cassettes and results lie in."""
        return re.sub(r"[^\w.-]+", "-", self.name)


class Said(NamedTuple):
    """All that a model is told beside the articles."""

    prompts: Prompts
    wording: Wording


def recorded(cassettes: Path, asking: Asking, tapes: str = "*.json") -> list[str]:
    """Return the stories that there are cassettes of; `tapes` is where they lie in the model's folder.

    Raises:
        RunError: there are none.
    """
    names = sorted(path.stem for path in (cassettes / asking.folder).glob(tapes))
    if not names:
        others = {path.relative_to(cassettes).parts[0] for path in cassettes.glob(f"*/{tapes}")}
        have = ", ".join(sorted(others)) or "none"
        raise RunError(f"no replies of {asking.name!r} are recorded in {cassettes}; of other models: {have}")
    return names


def run_model(stories: Sequence[Story], asking: Asking, cassettes: Path, folder: Path) -> list[Result]:
    """Return the results of the llm engine on the stories; those in the folder that still hold are kept.

    Raises:
        RunError: a reply is not recorded; the message names the prompt and the command that records it.
        ModelStopError: the model cannot be asked at all.
    """
    said = _said(asking.prompts)
    results = []
    with endpoint_of(asking) as endpoint:
        for story in stories:
            tape = cassettes / asking.folder / f"{story.name}.json"
            path = folder / f"{story.name}.json"
            result = None if asking.mode == "record" else kept(path, _origin(story, asking, said, tape))
            if result is None:
                result = _produce(story, asking, said, tape, endpoint)
                keep(path, result)
            results.append(result)
    return results


@contextmanager
def endpoint_of(asking: Asking) -> Iterator[Endpoint]:
    """Open the way to where a model is asked; for a replay, an address where nobody is."""
    file = local_file(asking.model)
    if asking.mode == "replay":
        yield OFFLINE
    elif file is not None:
        with serve(file) as served:
            yield served.endpoint
    else:
        yield Endpoint(asking.base_url)


def _said(folder: Path | None) -> Said:
    return Said(load_prompts(folder), load_wording(folder))


def _replies(asking: Asking, said: Said, tape: Path) -> str:
    """Return the hash of what a result depends on beside the tool and the story."""
    parts = [asking.model if asking.mode == "live" else "", *(p.text for p in said.prompts), *said.wording]
    total = sha256("\0".join(parts).encode())
    for path in (tape, Path(__file__), Path(__file__).with_name("cassettes.py")):
        total.update(path.read_bytes() if path.exists() else b"")
    return total.hexdigest()


def _origin(story: Story, asking: Asking, said: Said, tape: Path) -> str:
    return made_from(story, MODEL_ENGINE, _replies(asking, said, tape))


def _produce(story: Story, asking: Asking, said: Said, tape: Path, endpoint: Endpoint) -> Result:
    """Return what the model makes of a story; a failure of the story becomes the result's error."""
    start = time.perf_counter()
    player = player_of(asking, tape)
    watched = Watched(player, said.wording, endpoint)
    made: dict[str, object] = {}
    try:
        articles = summarise.read(story.paths)
        note = brief_with_model(articles, watched, prompts=said.prompts)
        made = {
            "note": json.loads(note.model_dump_json()),
            "inventory": inventories(articles, {s.id: s.reference for s in note.articles}),
        }
    except Exception as error:  # noqa: BLE001 - whatever ends a story is counted, not passed over
        made = {"error": f"{type(error).__name__}: {error}"}
    if player.missing:
        raise RunError(missing(story, asking, player, f"run --engine {MODEL_ENGINE}"))
    if made.get("error") is None:
        player.close()
    replies = _replies(asking, said, tape)
    origin = made_from(story, MODEL_ENGINE, replies)
    empty = Result(
        story=story.name, engine=MODEL_ENGINE, made_from=origin, seconds=0, error=None, note=None,
        inventory={}, on_labels=None, model=watched.use, replies=replies,
    )  # fmt: skip
    return empty.model_copy(update=made | {"seconds": round(time.perf_counter() - start, 3)})


def player_of(asking: Asking, tape: Path) -> Player:
    """Return what answers the requests of one story, from its cassette, from the model, or both.

    Raises:
        RunError: there is no cassette to replay.
    """
    if asking.mode == "replay":
        return Player(load_cassette(tape), None)
    blank = Cassette(
        model=asking.name, reply_tokens=asking.reply_tokens, temperature=asking.temperature,
        bounded=local_file(asking.model) is not None,
    )  # fmt: skip
    beyond = BoundedTransport(httpx2.AsyncHTTPTransport(), LARGEST_BODY)
    if asking.mode == "live":
        return Player(blank, beyond)
    known = load_cassette(tape).replies if tape.exists() else ()
    return Player(blank.model_copy(update={"replies": known}), beyond, tape)


def missing(story: Story, asking: Asking, player: Player, command: str) -> str:
    """Return which prompt a reply that is not recorded belongs to, and the command that records it."""
    cassette = player.cassette
    where = f" --base-url {asking.base_url}" if asking.base_url else ""
    prompts = f" --prompts {asking.prompts}" if asking.prompts else ""
    return (
        f"{story.name}: a reply to prompts/{player.missing[0]}.md is not recorded: prompt, article or the "
        f"code that shows it has changed. Record it: python -m evals {command} "
        f"--model {asking.model}{where}{prompts} --story {story.name} "
        f"--reply-tokens {cassette.reply_tokens} --temperature {cassette.temperature:g} --record"
    )


class Watched:
    """A door that counts how its questions were answered."""

    def __init__(self, player: Player, wording: Wording, endpoint: Endpoint) -> None:
        cassette = player.cassette
        self.model = cassette.model
        self._player = player
        self._door = Door(
            cassette.model, wording, endpoint=endpoint._replace(takes_bounds=cassette.bounded),
            timeout=PATIENCE, concurrency=1, temperature=cassette.temperature, transport=player,
        )  # fmt: skip
        self._questions = self._right = self._unanswered = 0

    async def __aenter__(self) -> Self:
        await self._door.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._door.__aexit__(kind, error, trace)

    async def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],
    ) -> Answer[R]:
        """Return the door's answer, and count it."""
        self._questions += 1
        try:
            answer = await self._door.ask(
                messages, reply, step=step, prompt_hash=prompt_hash, article_hash=article_hash,
                check=check, reply_tokens=self._player.cassette.reply_tokens,
            )  # fmt: skip
        except ModelError:
            self._unanswered += 1
            raise
        self._right += not answer.problems and not self._player.reasked[messages[0]["content"]]
        return answer

    def took(self) -> Mapping[str, StepUsage]:
        """Return what the door's replies took, by step."""
        return self._door.took()

    @property
    def use(self) -> ModelUse:
        """What was counted so far."""
        used = self._player.used
        return ModelUse(
            model=self.model,
            questions=self._questions,
            right_at_once=self._right,
            reasks=sum(kept.reask > 0 for kept in used),
            unanswered=self._unanswered,
            prompt_tokens=_tokens(used, "prompt_tokens"),
            completion_tokens=_tokens(used, "completion_tokens"),
            seconds=round(sum(kept.seconds for kept in used), 3),
        )


def _tokens(used: Sequence[Kept], name: str) -> int:
    counts = [usage.get(name) for kept in used if isinstance(usage := kept.body.get("usage"), dict)]
    return sum(count for count in counts if isinstance(count, int))
