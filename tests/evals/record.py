"""Record what is missing of the bridge story: `python -m tests.evals.record MODEL.gguf`."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from evals.__main__ import main
from evals.gate import Home
from tests.evals.conftest import BRIDGE, bridge_labels

CASSETTES = Path(__file__).parent / "cassettes"


def record(model: str) -> int:
    with TemporaryDirectory() as folder:
        story = Path(folder) / "fixtures" / "bridge"
        story.mkdir(parents=True)
        for article, text in BRIDGE.items():
            (story / f"{article}.txt").write_text(text, encoding="utf-8")
        labels = json.dumps(bridge_labels("bridge", BRIDGE, "dev"))
        (story / "labels.json").write_text(labels, encoding="utf-8")
        sampling = ["--reply-tokens", "300", "--temperature", "0.7"]
        arguments = ["run", "--engine", "llm", "--model", f"local:{model}", "--record", *sampling]
        return main([*arguments, "--into", folder], Home(story.parent, cassettes=CASSETTES))


if __name__ == "__main__":
    sys.exit(record(sys.argv[1]))
