"""Templates of all that a model reads: loaded from `prompts/`, checked, and filled in."""

import re
from hashlib import sha256
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import NamedTuple

from summarise.errors import PromptError

# The first line of a template; it is for people and is not sent.
VERSION = re.compile(r"<!-- version ([0-9]+) -->\n+")
LARGEST = 100_000


class Prompt(NamedTuple):
    """A template as it was read.

    `sha256` is of the whole file, version included: what a reply depends on besides what is filled in.
    """

    name: str
    version: str
    text: str
    sha256: str

    def render(self, **values: str) -> str:
        """Return the text with its placeholders filled in.

        Raises:
            PromptError: a placeholder has no value, or a value no placeholder.
        """
        expected = set(Template(self.text).get_identifiers())
        if expected != values.keys():
            raise PromptError(f"prompt {self.name!r} takes {sorted(expected)}, got {sorted(values)}")
        return Template(self.text).substitute(values)


def load(name: str, takes: frozenset[str], folder: Path | None = None) -> Prompt:
    """Return the template `<name>.md`, from `folder` where it has one, else the one of this package.

    Raises:
        PromptError: there is no such template or folder, it has no version, or it does not take just `takes`.
    """
    source = _read(name, folder)
    head = VERSION.match(source)
    if head is None:
        raise PromptError(f"prompt {name!r} must begin with a line such as <!-- version 1 -->")
    text = source[head.end() :].strip() + "\n"
    template = Template(text)
    if not template.is_valid():
        raise PromptError(f"prompt {name!r} has a dollar that begins no placeholder: write it as $$")
    found = frozenset(template.get_identifiers())
    if found != takes:
        raise PromptError(f"prompt {name!r} must take {sorted(takes)}, and takes {sorted(found)}")
    return Prompt(name, head.group(1), text, sha256(source.encode()).hexdigest())


def _read(name: str, folder: Path | None) -> str:
    if folder is not None and not folder.is_dir():
        raise PromptError(f"there is no folder of prompts {str(folder)!r}")
    own = folder / f"{name}.md" if folder is not None else None
    shipped = files("prompts") / f"{name}.md"
    try:
        raw = own.read_bytes() if own is not None and own.is_file() else shipped.read_bytes()
        if len(raw) > LARGEST:
            raise PromptError(f"prompt {name!r} has {len(raw)} bytes, and no more than {LARGEST} are read")
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise PromptError(f"no prompt named {name!r}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise PromptError(f"prompt {name!r} cannot be read: {error}") from None
