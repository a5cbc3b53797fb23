"""The command line with a language model, down to a scripted endpoint on loopback."""

import asyncio
import io
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from aiohttp import web

from summarise.cli import main
from summarise.journal import Journal
from summarise.ledger import Ledger, Prices, Usage
from summarise.progress import shown
from tests.fault_server import Act, FaultServer, completion, error, says
from tests.scripted import STEPS, Reply
from tests.test_modelled import TEXTS, Script, honest

KILLS = 20
KEY = "sk-planted-5d2f9a"
# Of each reply. The door takes a server that read far fewer tokens than it was sent for one that cut them.
USAGE = {"prompt_tokens": 2000, "completion_tokens": 20, "total_tokens": 2020}
FILES = ("a1.txt", "a2.txt", "a3.txt")
Run = Callable[..., tuple[int, str, str]]


def answers(script: Script = honest) -> Act:
    """Answer each request as a scripted model would; none is filtered."""

    async def act(request: web.Request) -> web.StreamResponse:
        body = await request.json()
        step = STEPS[body["response_format"]["json_schema"]["name"]]
        messages = body["messages"]
        reply = script(step, messages[0]["content"], len(messages) // 2)
        if reply == "":
            return await error(400, f"stopped; your key was {KEY}", "content_filter")(request)
        return web.json_response(completion(reply, usage=USAGE))

    return act


def filtered(*steps: str, where: str = "") -> Script:
    """Answer honestly, but have the filter stop some steps where the prompt has some words."""

    def answer(step: str, prompt: str, n: int) -> Reply:
        return "" if step in steps and where in prompt else honest(step, prompt, n)

    return answer


def slowly(act: Act, seconds: float = 0.3) -> Act:
    """Answer after a while."""

    async def late(request: web.Request) -> web.StreamResponse:
        await asyncio.sleep(seconds)
        return await act(request)

    return late


@contextmanager
def serving(*script: Act) -> Iterator[FaultServer]:
    """Serve from a thread of its own while plain code asks."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    server = FaultServer(*script)
    try:
        asyncio.run_coroutine_threadsafe(server.__aenter__(), loop).result(10)
        yield server
        asyncio.run_coroutine_threadsafe(server.__aexit__(), loop).result(10)
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run one command in a folder with three articles; give the exit code, stdout and stderr."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("OPENAI_BASE_URL", "SUMMARISE_MODEL", "SUMMARISE_PRICES"):
        monkeypatch.delenv(name, raising=False)
    for name, text in zip(FILES, TEXTS, strict=True):
        Path(name).write_text(text, "utf-8")

    def command(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 1
        out, err = capsys.readouterr()
        return code, out, err

    return command


def asking(server: FaultServer, *more: str) -> tuple[str, ...]:
    return ("brief", *FILES, "--model", "scripted", "--base-url", server.url, *more)


# What comes of it


def test_a_note_written_by_the_model_holds_and_says_what_it_took(run: Run) -> None:
    with serving(answers()) as server:
        code, out, err = run(*asking(server, "-o", "note.json"))
    made = json.loads(Path("note.json").read_text("utf-8"))["provenance"]
    progress, account = err.splitlines()[:3], err.splitlines()[3:8]
    assert (code, out) == (0, "")
    assert [line.split(",")[0] for line in progress] == [f"summarise: {n} of 3 articles" for n in (1, 2, 3)]
    assert account == [
        "summarise: article: 3 requests, 6,000 tokens read, 60 written",
        "summarise: match: 1 request, 2,000 tokens read, 20 written",
        "summarise: dispute: 1 request, 2,000 tokens read, 20 written",
        "summarise: brief: 1 request, 2,000 tokens read, 20 written",
        "summarise: in all: 6 requests, 12,000 tokens read, 120 written",
    ]
    assert (made["engine"], made["model"]) == ("llm", "scripted")
    assert made["usage"] == {
        "article": {"tokens_in": 6000, "tokens_out": 60, "cost": None},
        "match": {"tokens_in": 2000, "tokens_out": 20, "cost": None},
        "dispute": {"tokens_in": 2000, "tokens_out": 20, "cost": None},
        "brief": {"tokens_in": 2000, "tokens_out": 20, "cost": None},
    }
    assert run("verify", "note.json")[0] == 0


def test_a_model_writes_the_note_that_goes_on_from_a_reviewed_one(run: Run) -> None:
    run("brief", *FILES[:2], "-o", "old.json")
    run("review", "old.json", "--accept", "d1")
    model = ("--model", "scripted")
    with serving(answers()) as server:
        update = ("brief", FILES[2], "--update", "old.json", "-o", "new.json", "--base-url", server.url)
        code, _, _ = run(*update, *model)
    note = json.loads(Path("new.json").read_text("utf-8"))
    assert (code, note["provenance"]["engine"], note["since"]["provenance"]["engine"]) == (
        0,
        "llm",
        "extractive",
    )
    assert [source["path"] for source in note["articles"]] == list(FILES)
    assert [decision["state"] for decision in note["review"]["decisions"]] == ["changed"]
    assert run("verify", "new.json")[0] == 0


def test_the_model_and_where_it_is_may_stand_in_the_environment(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    with serving(answers()) as server:
        monkeypatch.setenv("SUMMARISE_MODEL", "scripted")
        monkeypatch.setenv("OPENAI_BASE_URL", server.url)
        code, out, _ = run("brief", *FILES)
    assert (code, "governor Henrik Falk put the number of deaths" in out, len(server.bodies)) == (0, True, 6)
    assert {headers["Authorization"] for headers in server.headers} == {f"Bearer {KEY}"}


def test_no_model_is_asked_for_where_its_name_is_empty(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARISE_MODEL", "scripted")
    plain = run("brief", *FILES, "--model", "")
    monkeypatch.delenv("SUMMARISE_MODEL")
    assert plain == run("brief", *FILES)


def test_the_sampling_and_the_longest_reply_go_to_the_model(run: Run) -> None:
    with serving(answers()) as server:
        run(*asking(server, "--temperature", "0.5", "--seed", "7", "--reply-tokens", "900"))
    sent = {(body["temperature"], body["seed"], body["max_tokens"]) for body in server.bodies}
    assert sent == {(0.5, 7, 900)}


def test_prompts_of_a_folder_go_before_our_own(run: Run) -> None:
    Path("mine").mkdir()
    Path("mine/article.md").write_text(
        "<!-- version 9 -->\nMY OWN ## The $source $published\n<$fence>\n$sentences\n</$fence>\n", "utf-8"
    )
    with serving(answers()) as server:
        run(*asking(server, "--prompts", "mine"))
    begun = [body["messages"][0]["content"].startswith("MY OWN") for body in server.bodies]
    assert begun == [True, True, True, False, False, False]


# Failures


def test_a_refused_key_stops_the_run_with_one_line(run: Run) -> None:
    with serving(error(401, f"Incorrect API key provided: {KEY}", "invalid_api_key")) as server:
        code, out, err = run(*asking(server, "-o", "note.json"))
    assert (code, out, Path("note.json").exists(), len(server.bodies)) == (1, "", False, 1)
    assert err == ("summarise: scripted: HTTP 401: Incorrect API key provided: [key] (is the key right?)\n")


def test_an_address_where_nobody_listens_stops_the_run_with_one_line(run: Run) -> None:
    with serving(answers()) as server:
        pass
    code, out, err = run(*asking(server))
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert err.startswith("summarise: scripted: cannot connect")


def test_a_missing_key_is_told_without_a_request(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    code, out, err = run("brief", *FILES, "--model", "some-model")
    assert (code, out, err.count("\n"), "OPENAI_API_KEY" in err) == (1, "", 1, True)


def test_an_article_that_falls_back_is_said_to_on_stderr_and_marked(run: Run) -> None:
    with serving(answers(filtered("article", where="overloaded"))) as server:
        code, _, err = run(*asking(server, "-o", "note.json", "--quiet"))
    note = json.loads(Path("note.json").read_text("utf-8"))
    assert (code, [source["engine"] for source in note["articles"]]) == (0, ["llm", "llm", "extractive"])
    assert (
        "summarise: a3.txt: read by the extractive engine, since the model's call failed: "
        "scripted: HTTP 400: stopped; your key was (key)\n"
    ) in err


def test_strict_refuses_the_fallback(run: Run) -> None:
    with serving(answers(filtered("article", where="overloaded"))) as server:
        code, out, err = run(*asking(server, "--strict", "-o", "note.json"))
    assert (code, out, Path("note.json").exists()) == (1, "", False)
    assert err.endswith(
        "summarise: the model could not read one of the articles: scripted: HTTP 400: "
        "stopped; your key was [key]\n"
    )


def test_if_every_article_fails_there_is_no_note(run: Run) -> None:
    with serving(answers(filtered("article"))) as server:
        code, out, err = run(*asking(server))
    assert (code, out) == (1, "")
    assert "summarise: the model could not read any of the articles: " in err


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (
            "match",
            "which readings belong together: the model's call failed, and code grouped the readings alone",
        ),
        (
            "dispute",
            (
                "what the sources dispute: the model's call failed, and disagreements that are not figures "
                "were not looked for"
            ),
        ),
        ("brief", "the note's text: the model's call failed, and code put the note together alone"),
    ],
)
def test_a_step_that_is_done_without_the_model_is_said_to_be(run: Run, step: str, said: str) -> None:
    with serving(answers(filtered(step))) as server:
        code, _, err = run(*asking(server, "--quiet"))
    assert (code, f"summarise: {said}: scripted: HTTP 400" in err) == (0, True)


def test_a_reply_that_never_comes_ends_in_time(run: Run) -> None:
    with serving(says("no JSON at all")) as server:
        code, out, err = run(*asking(server, "--timeout", "5"))
    assert (code, out, "Traceback" in err) == (1, "", False)


# Cost


def test_money_is_told_where_prices_are_given(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SUMMARISE_PRICES", "100, 1000")
    with serving(answers()) as server:
        _, _, err = run(*asking(server, "--quiet", "-o", "note.json"))
    usage = json.loads(Path("note.json").read_text("utf-8"))["provenance"]["usage"]
    assert "summarise: in all: 6 requests, 12,000 tokens read, 120 written, $1.3200\n" in err
    assert usage["match"] == {"tokens_in": 2000, "tokens_out": 20, "cost": 0.22}


def test_an_estimate_makes_no_request_and_counts_the_calls_of_the_run(run: Run) -> None:
    with serving(answers()) as server:
        code, out, err = run(*asking(server, "--estimate", "--price-in", "1", "--price-out", "2"))
    lines = out.splitlines()
    assert (code, err, server.bodies, Path("cache").exists()) == (0, "", [], False)
    assert [line.split(",")[0] for line in lines] == [
        "article: 3 calls", "match: 1 call", "dispute: 1 call", "brief: 1 call", "in all: 6 calls",
    ]  # fmt: skip
    assert " tokens read, at most 12,288 written, at most $0.02" in lines[0]


def test_an_estimate_tells_what_is_kept_already(run: Run) -> None:
    with serving(answers()) as server:
        run(*asking(server))
        asked = len(server.bodies)
        all_kept = run(*asking(server, "--estimate"))[1].splitlines()
        Path("a3.txt").write_text(TEXTS[2].replace("Ellery", "Ellerby"), "utf-8")
        one_new = run(*asking(server, "--estimate"))[1].splitlines()
        other_model = run(*asking(server, "--estimate", "--seed", "2"))[1].splitlines()
    assert len(server.bodies) == asked
    assert all_kept[0] == "article: 0 calls, about 0 tokens read, at most 0 written; 3 more kept already"
    assert all_kept[-1] == "in all: 0 calls, about 0 tokens read, at most 0 written; 6 more kept already"
    assert one_new[0].startswith("article: 1 call, about ")
    assert one_new[0].endswith(" tokens read, at most 4,096 written; 2 more kept already")
    assert not [line for line in other_model if "kept" in line]


def test_an_estimate_needs_no_key(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    assert run("brief", *FILES, "--model", "any", "--estimate")[0] == 0


def test_a_limit_stops_the_run_and_what_is_done_is_not_paid_again(run: Run) -> None:
    with serving(answers()) as server:
        code, out, err = run(*asking(server, "--max-tokens", "10000", "--concurrency", "1"))
        done = len(server.bodies)
        again, _, told = run(*asking(server, "--max-tokens", "90000", "--concurrency", "1"))
    assert (code, out, again, len(server.bodies)) == (1, "", 0, 6)
    assert 0 < done < 6
    assert f"tokens: {2020 * done} of 10000 are used; replies so far are kept in " in err
    assert f"{done} answered from the cache" in told


def test_what_is_on_its_way_when_a_limit_is_reached_is_waited_for_and_kept(run: Run) -> None:
    with serving(slowly(answers())) as server:
        code, _, _ = run(*asking(server, "--max-tokens", "16000"))
        done = len(server.bodies)
        _, kept, _ = run("cache", "info")
    assert (code, 1 < done < 6, f": {done} replies, " in kept) == (1, True, True)


def test_the_limit_on_cost_stops_before_the_first_call_that_could_pass_it(run: Run) -> None:
    with serving(answers()) as server:
        code, _, err = run(
            *asking(server, "--max-cost", "0.001", "--price-in", "1", "--price-out", "1", "--no-cache")
        )
    assert (code, server.bodies) == (1, [])
    assert err.endswith("$0.0000 of $0.0010 are spent\n")


# Cache


def test_the_same_run_again_makes_no_request_and_gives_the_same_note(run: Run) -> None:
    with serving(answers()) as server:
        run(*asking(server, "-o", "one.json", "--cache", "kept.sqlite"))
        first = len(server.bodies)
        _, _, err = run(*asking(server, "-o", "two.json", "--cache", "kept.sqlite"))
    assert (first, len(server.bodies)) == (6, 6)
    assert Path("one.json").read_bytes() == Path("two.json").read_bytes()
    assert "in all: 0 requests, 6 answered from the cache, 0 tokens read, 0 written\n" in err


def test_without_a_cache_nothing_is_kept(run: Run) -> None:
    with serving(answers()) as server:
        run(*asking(server, "--no-cache"))
        run(*asking(server, "--no-cache"))
    assert (len(server.bodies), Path("cache").exists()) == (12, False)


@contextmanager
def commands() -> Iterator[Callable[[Sequence[str], Callable[[int], object]], int]]:
    """Give a way to run a command, to do something with its process, and to get its exit code."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.command_run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parent.parent)},
    ) as runner:

        def run_one(arguments: Sequence[str], meanwhile: Callable[[int], object]) -> int:
            assert runner.stdin
            assert runner.stdout
            print(json.dumps(arguments), file=runner.stdin, flush=True)
            meanwhile(int(runner.stdout.readline()))
            return int(runner.stdout.readline())

        yield run_one
        runner.communicate()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a fork")
@pytest.mark.usefixtures("run")
def test_a_run_killed_at_any_moment_pays_nothing_twice_and_gives_the_same_note() -> None:
    moments = random.Random(7)  # noqa: S311 - for moments, not for secrets
    done: set[int] = set()
    with commands() as command, serving(slowly(answers(), 0.03)) as server:
        ask = [*asking(server, "--concurrency", "2", "-o", "note.json", "--cache"), "0.sqlite"]
        begun = time.monotonic()
        assert command(ask, lambda _: None) == 0
        whole, undisturbed = time.monotonic() - begun, Path("note.json").read_bytes()
        for kill in range(KILLS):
            Path("note.json").unlink()
            moment, ask[-1] = moments.uniform(0, whole), f"{kill + 1}.sqlite"

            def strike(child: int, moment: float = moment) -> None:
                time.sleep(moment)
                with suppress(ProcessLookupError):  # it was faster
                    os.kill(child, signal.SIGKILL)

            command(ask, strike)
            half_made = Path("note.json").read_bytes() if Path("note.json").exists() else undisturbed
            with Journal(ask[-1]) as journal:
                kept = journal.info().replies
            before = len(server.bodies)
            code = command(ask, lambda _: None)
            assert (code, half_made) == (0, undisturbed)
            assert (len(server.bodies) - before, Path("note.json").read_bytes()) == (6 - kept, undisturbed)
            done.add(kept)
    assert len(done) >= 3  # it was killed early, at work and late


def test_the_cache_can_be_looked_at_and_emptied(run: Run) -> None:
    with serving(answers()) as server:
        run(*asking(server, "--cache", "kept.sqlite"))
    _, before, _ = run("cache", "info", "--cache", "kept.sqlite")
    cleared = run("cache", "clear", "--cache", "kept.sqlite")
    _, after, _ = run("cache", "info", "--cache", "kept.sqlite")
    assert before.startswith("kept.sqlite: 6 replies, ")
    assert before.endswith("6 requests, 0 of them never answered, 12,120 tokens\n")
    assert cleared == (0, "kept.sqlite: 6 replies dropped\n", "")
    assert after.startswith("kept.sqlite: 0 replies, ")


def test_to_look_at_a_cache_makes_none(run: Run) -> None:
    code, out, _ = run("cache", "info")
    assert (code, out.endswith("replies.sqlite: no replies are kept\n"), Path("cache").exists()) == (
        0,
        True,
        False,
    )


def test_a_database_of_something_else_is_neither_used_nor_emptied(run: Run) -> None:
    with sqlite3.connect("other.sqlite") as base:
        base.execute("CREATE TABLE mine (x)")
    base.close()
    held = Path("other.sqlite").read_bytes()
    code, out, err = run("cache", "clear", "--cache", "other.sqlite")
    assert (code, out, err.count("\n"), Path("other.sqlite").read_bytes()) == (2, "", 1, held)


# The key, and what is shown


@pytest.mark.parametrize(
    "script",
    [honest, filtered("article", where="overloaded"), filtered("article")],
    ids=["a note", "a fallback", "no note"],
)
def test_the_key_is_nowhere(run: Run, script: Script) -> None:
    with serving(answers(script)) as server:
        _, out, err = run(*asking(server, "-o", "note.json", "-o", "note.md", "--cache", "kept.sqlite"))
    written = b"".join(path.read_bytes() for path in Path().iterdir() if path.is_file())
    assert (KEY in out + err, KEY.encode() in written) == (False, False)


def test_progress_shows_nothing_of_an_article(run: Run) -> None:
    with serving(answers()) as server:
        _, _, err = run(*asking(server, "-o", "note.md"))
    words = {word for text in TEXTS for word in text.split() if len(word) > 7}
    assert [word for word in words if word in err] == []


def test_quiet_leaves_the_account_alone(run: Run) -> None:
    with serving(answers()) as server:
        _, _, err = run(*asking(server, "--quiet"))
    said = [line.split(": ")[1] for line in err.splitlines()]
    assert said == ["article", "match", "dispute", "brief", "in all", "a1.txt"]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_a_bar_with_articles_tokens_and_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "200")
    ledger, terminal, lines = Ledger(Prices(prompt=1, completion=1)), Terminal(), list[str]()
    with shown(2, ledger, terminal, lines.append, quiet=False) as told:
        ledger.count("article", Usage(requests=1, prompt_tokens=1000, completion_tokens=9, usd=0.25))
        told("a1")
        told("a2")
    seen = terminal.getvalue()
    assert ("2/2" in seen, "1,000 tokens read, 9 written, $0.2500" in seen, lines) == (True, True, [])


def test_a_thousand_articles_are_twenty_lines() -> None:
    lines = list[str]()
    with shown(1000, Ledger(), io.StringIO(), lines.append, quiet=False) as told:
        for n in range(1000):
            told(f"a{n}")
    assert (len(lines), lines[-1]) == (20, "1000 of 1000 articles, 0 tokens read, 0 written")


# Commands that make no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--estimate"], "--estimate needs a model: give --model NAME, or set SUMMARISE_MODEL"),
        (["--no-cache"], "--no-cache needs a model: give --model NAME, or set SUMMARISE_MODEL"),
        (["--price-in", "0"], "--price-in needs a model: give --model NAME, or set SUMMARISE_MODEL"),
        (["--seed", "0"], "--seed needs a model: give --model NAME, or set SUMMARISE_MODEL"),
        (["--model", "m", "--price-in", "1"], "--price-in and --price-out go together"),
        (
            ["--model", "m", "--max-cost", "1"],
            "--max-cost needs prices: give --price-in and --price-out, or SUMMARISE_PRICES",
        ),
        (
            ["--model", "local:m.gguf", "--base-url", "http://h"],
            "--base-url does not go with 'local:m.gguf', which is served on this machine",
        ),
        (["--model", "m", "--prompts", "nowhere"], "there is no folder of prompts 'nowhere'"),
    ],
)
def test_choices_that_do_not_go_together_are_told_in_one_line(
    run: Run, arguments: list[str], message: str
) -> None:
    assert run("brief", *FILES, *arguments) == (2, "", f"summarise: {message}\n")


@pytest.mark.parametrize("prices", ["1", "1,2,3", "a,b", "1,", "-1,2", "nan,1", "1,inf", ","])
def test_prices_that_are_not_two_numbers_are_refused(
    run: Run, prices: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUMMARISE_PRICES", prices)
    code, out, err = run("brief", *FILES, "--model", "m")
    said = f"summarise: SUMMARISE_PRICES must be two numbers such as 0.15,0.6, got {prices!r}\n"
    assert (code, out, err) == (2, "", said)


@pytest.mark.parametrize(
    ("flag", "value", "wanted"),
    [
        ("--timeout", "0", "a number of seconds above 0"),
        ("--timeout", "inf", "a number of seconds above 0"),
        ("--concurrency", "0", "a whole number from 1 up"),
        ("--concurrency", "two", "a whole number from 1 up"),
        ("--temperature", "-1", "a number from 0 up"),
        ("--price-in", "nan", "a number from 0 up"),
        ("--max-tokens", "1.5", "a whole number from 1 up"),
    ],
)
def test_a_number_that_is_none_is_refused(run: Run, flag: str, value: str, wanted: str) -> None:
    code, out, err = run("brief", *FILES, "--model", "m", f"{flag}={value}")
    assert (code, out, f"argument {flag}: {value!r} is not {wanted}" in err) == (2, "", True)
