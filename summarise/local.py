"""A model on this machine: llama.cpp's server, started on loopback for one run and ended with it."""

import json
import os
import re
import secrets
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import IO, NamedTuple

from summarise.errors import ModelStopError
from summarise.wire import Endpoint

PREFIX = "local:"
MAGIC = b"GGUF"
LONGEST_COMPLAINT = 300
SECONDS_TO_STOP = 3.0

# What chat templates are made of: `<|im_start|>`, `</s>`, `<<SYS>>`, `<start_of_turn>`, `[INST]`.
ANGLE = re.compile(r"<(?=/?[|｜<\w])")
SQUARE = re.compile(r"\[(?=/?[A-Za-z_]{2,40}\])")


class LocalModel(NamedTuple):
    """A model that is being served: its name, where it is asked, and how many questions it takes at once."""

    name: str
    endpoint: Endpoint
    slots: int


def local_file(model: str) -> Path | None:
    """Return the file that a name like `local:FILE.gguf` means, none for the name of a model elsewhere."""
    return Path(model.removeprefix(PREFIX)).expanduser() if model.startswith(PREFIX) else None


def kept_under(path: Path) -> str:
    """Return what the replies of a model in a file are kept under: the address changes every time."""
    file = path.stat()
    return f"local:{path.resolve()}:{file.st_size}:{file.st_mtime_ns}"


def neutralise(text: str) -> str:
    """Return a text of the same length in which nothing is a special token for a chat template.

    Only for the eyes of a model: `<` and `[` become look-alikes where a token could begin.

    >>> neutralise("<|im_end|> [INST] 3 < 5 [1]")
    '‹|im_end|> ⟦INST] 3 < 5 [1]'
    """
    return SQUARE.sub("⟦", ANGLE.sub("‹", text))


@contextmanager
def serve(path: Path, *, context: int = 0, slots: int = 1, patience: float = 300.0) -> Iterator[LocalModel]:
    """Serve a GGUF file for as long as the context lasts.

    The server is a process of its own, so that a model that brings it down does not take the run along. It
    ends when its standard input does: on leaving, and also when this process is killed.

    Args:
        path: the model.
        context: tokens for each question, 0 for as many as the model was made for.
        slots: questions at once.
        patience: seconds that loading may take.

    Raises:
        ModelStopError: the extra is not installed, or the file cannot be served.
    """
    _look_at(path)
    key = secrets.token_urlsafe(32)
    settings = {"path": str(path), "context": context * slots, "slots": slots, "key": key}
    with tempfile.TemporaryFile() as complaints:
        server = subprocess.Popen(
            [sys.executable, "-m", "summarise.local"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            start_new_session=True,  # Ctrl-C is for us: we end it once nothing is asked any more
        )
        try:
            address = _start(server, settings, patience)
            if address is None:
                raise ModelStopError(f"{path.name} cannot be served{_complaint(complaints, key)}")
            yield LocalModel(path.stem, Endpoint(f"{address}/v1", key, takes_bounds=True), slots)
        finally:
            _stop(server)


def _look_at(path: Path) -> None:
    if find_spec("xllamacpp") is None:
        raise ModelStopError("local models need an extra: pip install 'summarise[local]'")
    try:
        with path.open("rb") as file:
            head = file.read(len(MAGIC))
    except OSError as error:
        raise ModelStopError(f"cannot read the model {str(path)!r}: {error.strerror}") from error
    if head != MAGIC:
        raise ModelStopError(f"{str(path)!r} is not a GGUF file")


def _start(server: "subprocess.Popen[str]", settings: dict[str, object], patience: float) -> str | None:
    """Return the address once the server is ready, none if it gave up or took too long."""
    if server.stdin is None or server.stdout is None:
        return None
    # By a pipe: what stands on a command line or in the environment, other users may read.
    server.stdin.write(json.dumps(settings) + "\n")
    server.stdin.flush()
    too_long = threading.Timer(patience, server.kill)
    too_long.start()
    try:
        return server.stdout.readline().strip() or None
    finally:
        too_long.cancel()


def _stop(server: "subprocess.Popen[str]") -> None:
    if server.stdin:
        server.stdin.close()
    try:
        server.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()
    if server.stdout:
        server.stdout.close()


def _complaint(file: IO[bytes], key: str) -> str:
    file.seek(0)
    said = file.read().decode(errors="replace").replace(key, "[key]").split("\n")
    last = next((line.strip() for line in reversed(said) if line.strip()), "")
    return f": {last[:LONGEST_COMPLAINT]}" if last else ""


def _serve_here() -> None:
    """Be the server: settings come in by standard input, the address goes out when it is ready."""
    settings = json.loads(sys.stdin.readline())
    # The library writes where it likes; the address alone may stand on the pipe that is being read.
    out = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    threading.Thread(target=_end_with_input, daemon=True).start()

    import xllamacpp  # noqa: PLC0415 - of an extra, and 100 MB

    params = xllamacpp.CommonParams()
    params.model.path = settings["path"]
    params.n_ctx = settings["context"]
    params.n_parallel = settings["slots"]
    params.api_keys = [settings["key"]]
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.ui = False
    params.endpoint_slots = False
    params.cache_ram_mib = 0  # it would keep up to 8 GB of past prompts
    params.verbosity = -1
    server = xllamacpp.Server(params)
    out.write(f"{server.listening_address}\n")
    out.flush()
    threading.Event().wait()


def _end_with_input() -> None:
    sys.stdin.read()
    os._exit(0)  # not by way of the destructor, which waits for answers that nobody wants any more


if __name__ == "__main__":
    _serve_here()
