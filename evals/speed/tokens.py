"""How many tokens a note takes, counted by the tokenizer of a model on this machine.

    python -m evals.speed.tokens FILE.gguf [ARTICLE...]

Printed are, for each step, the calls and the tokens of prompt and schema beside those of the articles
themselves. What a model writes is not counted here: a figure takes about as much as one in the example of the
article prompt, a pair of sentences and a statement as much as those of their prompts, and these are printed.
"""

import asyncio
import json
import re
import sys
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

from summarise.drafts import Draft
from summarise.estimate import Counter, Given
from summarise.inputs.gather import read
from summarise.local import LocalModel, serve
from summarise.modelled import write_brief
from summarise.prompts import load
from summarise.wire import canonical, wire_schema

R = TypeVar("R", bound=Draft)
EXAMPLES = sorted(Path("docs/examples").glob("*.[tm]*"))


class Listener(Counter):
    """A model that keeps what it is asked and says nothing."""

    def __init__(self) -> None:
        super().__init__("listener")
        self.heard: list[tuple[str, str, str]] = []

    async def ask(  # noqa: PLR0913 - that of the door
        self,
        messages: Sequence[Mapping[str, str]],
        reply: type[R],
        *,
        step: str,
        prompt_hash: str,
        article_hash: str,
        check: Callable[[R], Sequence[str]],
    ) -> Given[R]:
        """Keep a call's step, prompt and schema."""
        self.heard.append((step, messages[0]["content"], canonical(wire_schema(reply))))
        return await super().ask(
            messages, reply, step=step, prompt_hash=prompt_hash, article_hash=article_hash, check=check
        )


def counter_of(model: LocalModel) -> Callable[[str], int]:
    """Return a way to count tokens."""
    address = str(model.endpoint.base_url).removesuffix("/v1") + "/tokenize"
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {model.endpoint.api_key}"}

    def count(text: str) -> int:
        body = json.dumps({"content": text}).encode()
        request = urllib.request.Request(address, body, headers)  # noqa: S310 - loopback
        with urllib.request.urlopen(request) as reply:  # noqa: S310
            return len(json.load(reply)["tokens"])

    return count


def example_of(prompt: str) -> dict[str, list[object]]:
    """Return the reply that stands in a prompt as its example."""
    found: dict[str, list[object]] = json.loads(
        re.findall(r"```json\n(.*?)```", load_text(prompt), re.DOTALL)[-1]
    )
    return found


def load_text(prompt: str) -> str:
    """Return the template of a prompt, whatever its values are called."""
    values = {
        "article": {"source", "published", "sentences", "fence"},
        "dispute": {"sentences", "fence"},
        "brief": {"findings", "evidence", "statements", "fence"},
    }
    return load(prompt, frozenset(values[prompt])).text


def main(model: Path, paths: Sequence[Path]) -> None:
    articles = read(paths)
    listener = Listener()
    asyncio.run(write_brief(articles, listener))
    with serve(model, context=512) as served:
        count = counter_of(served)
        own = sum(count(article.text) for article in articles)
        print(f"{len(articles)} articles of {own / len(articles):,.0f} tokens each by themselves")
        for step in dict.fromkeys(step for step, _, _ in listener.heard):
            calls = [(prompt, schema) for each, prompt, schema in listener.heard if each == step]
            prompts, schemas = (sum(map(count, texts)) for texts in zip(*calls, strict=True))
            told = (
                f"{prompts / len(calls):,.0f} tokens of prompt and {schemas / len(calls):,.0f} of schema each"
            )
            print(f"{step}: {len(calls)} call{'' if len(calls) == 1 else 's'}, {told}")
        figures = example_of("article")["figures"]
        print(f"a figure in a reply: {count(json.dumps(figures)) / len(figures):.0f} tokens")
        pairs = example_of("dispute")["disputes"]
        print(f"a pair in a reply: {count(json.dumps(pairs)) / len(pairs):.0f} tokens")
        statements = example_of("brief")["bottom_line"]
        print(f"a statement in a reply: {count(json.dumps(statements)) / len(statements):.0f} tokens")


if __name__ == "__main__":
    main(Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]] or EXAMPLES)
