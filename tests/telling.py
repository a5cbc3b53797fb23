"""A small invented story in instalments, for tests of notes that go on."""

from collections.abc import Sequence

import summarise
from summarise.article import parse

MONDAY = """\
Mill fire kills 4 in Dorn

DORN, 2 March 2026 (Hallow Wire) — A fire at a paper mill in Dorn killed 4 workers on Monday, police said.

Another 11 workers were injured. The fire destroyed 30 houses, the mayor said.
"""
TUESDAY = """\
Dorn mill fire: 7 dead

DORN, 3 March 2026 (Dorn Courier) — The fire at the paper mill killed 7 workers, police said on Tuesday.

The fire destroyed 30 houses. The insurer put the damage at 5 million euros.
"""
WEDNESDAY = """\
Nine dead after Dorn mill fire

DORN, 4 March 2026 (The Beacon) — The fire at the paper mill killed 9 workers, police said on Wednesday.

The union said 16 workers were injured on Monday. The fire destroyed 30 houses.
"""


def articles_of(*texts: str) -> list[summarise.Article]:
    return [parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(texts, 1)]


def brief_of(texts: Sequence[str]) -> summarise.Brief:
    return summarise.brief(articles_of(*texts))
