"""A note as both renderings show it: the values that it is laid out in, all text in them visible already."""

from dataclasses import dataclass
from typing import Literal

from summarise.values import Reading, Verdict


@dataclass(frozen=True, slots=True)
class Mark:
    """One appearance of a citation's number."""

    number: int
    nth: int
    """Which appearance of the number it is, from 1."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and the numbers that stand behind it; a figure has one."""

    role: Literal["label", "text", "figure", "quote", "source"]
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """A statement as shown."""

    pieces: tuple[Piece, ...]
    one_voice: bool
    verdict: Verdict | None = None
    """Of the finding that it tells; none where it tells none, or more."""
    decided: str | None = None
    """What a person decided on it, in a few words; none where nobody did."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section as shown."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Said:
    """A reading as shown: the figure, its number, who says it, and for which day, if that is known."""

    quote: str
    mark: Mark
    who: str
    as_of: str | None
    reading: Reading
    """The values behind it; its texts are as the source has them."""


@dataclass(frozen=True, slots=True)
class Row:
    """A finding on which the sources differ."""

    measure: str
    verdict: str
    verdict_words: str
    why: str
    said: tuple[Said, ...]
    decided: str | None = None
    """As that of a line."""


@dataclass(frozen=True, slots=True)
class Day:
    """The lines of the timeline for one date."""

    when: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name, who spells it so, and where that is cited."""

    text: str
    who: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Spelling:
    """A name, what it is or what became of the person, and its forms."""

    name: str
    what: str
    forms: tuple[Form, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """A source as shown."""

    article: str
    """The id of the article."""
    label: str
    title: str | None
    publisher: str
    dated: str
    path: str
    digest: str
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of a source, marked where it is the figure in question."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A numbered citation."""

    number: int
    article: str
    label: str
    start: int
    end: int
    quote: str
    words: tuple[Words, ...]
    """The quote in its sentence, as far as a text or other citations hold that, with what it is cited for
    marked."""
    times: int
    """How often its number stands in the note."""


@dataclass(frozen=True, slots=True)
class Note:
    """A brief as both renderings show it, in their order."""

    title: str
    made_from: str
    reading_help: str
    changed: Part | None
    """What changed since the note that this one goes on from; none where it goes on from none."""
    bottom_line: tuple[Line, ...]
    rows: tuple[Row, ...]
    rows_left_out: int
    parts: tuple[Part, ...]
    timeline: tuple[Day, ...]
    spellings: tuple[Spelling, ...]
    origins: tuple[Origin, ...]
    review: Part | None
    """What people decided, what they struck with it; none where nobody decided anything."""
    account: tuple[tuple[str, int], ...]
    dropped: tuple[str, ...]
    places: tuple[Place, ...]
    made_by: str
