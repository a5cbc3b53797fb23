"""Runs the command line in a child process for each line of arguments (JSON) that comes in.

What a command loads is loaded once, so that a child is at work a moment after it was started.
"""

import json
import os
import sys

import instructor  # noqa: F401 - loaded before the fork, for speed
from openai.types.chat import ChatCompletion  # noqa: F401

from summarise.cli import main


def serve() -> None:
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            os._exit(main(json.loads(line)))
        print(child, flush=True)  # noqa: T201 - to the test that reads it
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    serve()
