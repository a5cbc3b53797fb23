"""The values that flow through the pipeline: frozen, strict, and the same in Python and in JSON."""

from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer, ValidationInfo, field_validator

Kind = Literal[
    "count",
    "measure",
    "money",
    "percent",
    "fraction",
    "date",
    "time",
    "duration",
    "age",
    "ordinal",
    "vague",
    "score",
    "identifier",
]
Qualifier = Literal["exact", "about", "at_least", "more_than", "at_most", "less_than"]
Grain = Literal["day", "week", "month", "quarter", "half", "season", "year", "decade", "century"]
Role = Literal["title", "heading", "body"]


def plain(number: Decimal) -> str:
    """Return a decimal without exponent or trailing zeros: `1.2E+6` is `1200000`."""
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def _bound(value: Decimal | str) -> str:
    return plain(value) if isinstance(value, Decimal) else value


Bound = Annotated[Decimal | str, PlainSerializer(_bound, return_type=str)]


def _by_kind(value: object, info: ValidationInfo) -> object:
    """Read a bound by the figure's kind, so that "2024" is a year in a date and a number elsewhere."""
    if not isinstance(value, str) or info.data.get("kind") in {"date", "time"}:
        return value
    try:
        return Decimal(value)
    except InvalidOperation:
        raise ValueError(f"{value!r} is no number") from None


def _numbers(low: Bound | None, high: Bound | None) -> tuple[Decimal, Decimal] | None:
    return (low, high) if isinstance(low, Decimal) and isinstance(high, Decimal) else None


class Value(BaseModel):
    """The base of every value: it never changes and takes no unknown field."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


class Figure(Value):
    """A figure of a text, found by code.

    `start` and `end` are a half-open range of code points: `text[start:end] == figure.text`. The range
    holds the qualifier that stands beside the number, the scale word and the unit, never a part of them.
    """

    id: str
    start: int
    end: int
    text: str
    kind: Kind
    low: Bound | None = None
    """Lower end: a Decimal in `unit`; an ISO date for dates, `hh:mm` for times; none if not resolved."""
    high: Bound | None = None
    """Upper end; equal to `low` for one number."""
    unit: str | None = None
    """Canonical: `km²`, `USD`, `%`, `person` for any humans, else the counted noun in the singular."""
    qualifier: Qualifier = "exact"
    grain: Grain | None = None
    """How fine a date is; none for other kinds."""
    same_as: str | None = None
    """The id of the figure that this one converts, in brackets behind it."""
    note: str | None = None
    """What a reader should know of the reading of the value, such as why a date is not resolved."""

    _typed = field_validator("low", "high", mode="before")(_by_kind)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The value as numbers, none for dates, times and what has no number of its own."""
        return _numbers(self.low, self.high)


class Sentence(Value):
    """A sentence, title or heading: `text[start:end]`, with the number of its paragraph from 0."""

    id: str
    start: int
    end: int
    role: Role
    paragraph: int


class Furniture(Value):
    """A stretch of the page that is no evidence: a menu, a caption, a byline, a stamp, a bare link."""

    start: int
    end: int
    why: str


DocumentKind = Literal["text", "html", "docx", "eml", "pdf", "jsonl", "csv", "parquet"]


class Document(Value):
    """What an article was read from, and how, so that it can be read the same way again."""

    kind: DocumentKind
    sha256: str
    """Of its bytes, in hex."""
    reader: str | None = None
    """What took the text out of it, with its version; none where the bytes are the text."""
    address: str | None = None
    """Where it says it is from, or where it was fetched."""
    row: int | None = None
    """Which row of a table the article is, from 1; none where it is the whole document."""
    columns: dict[str, str] = {}
    """Which column of the table held its text, title, publisher, date and url; empty for no table."""
    kept: str | None = None
    """The file in which its text is kept; none where it is not."""


class Article(Value):
    """One article, its text as read but for line ends.

    Every offset in a note counts code points of `text`.
    """

    id: str
    path: str
    sha256: str
    """Of `text` in UTF-8, in hex."""
    text: str = Field(repr=False)
    label: str
    """How a note calls the article: its publisher, or "source C" where none is stated."""
    title: str | None
    publisher: str | None
    published: str | None
    """ISO date, only where the text states one that its own words do not contradict."""
    reference: str | None = None
    """The day that "yesterday" and "Thursday" count from: `published`, or worked out from text and story."""
    written: str | None = None
    """The day for which its statements speak: `reference`, unless that was only taken from other articles."""
    sentences: tuple[Sentence, ...] = Field(repr=False)
    furniture: tuple[Furniture, ...] = Field(repr=False)
    warnings: tuple[str, ...] = ()
    document: Document | None = None
    """What it was read from; none for a text that was given as such."""

    def quote(self, start: int, end: int) -> str:
        """Return the characters from `start` up to `end`."""
        return self.text[start:end]


class Citation(Value):
    """Exact characters of one article: `text[start:end] == quote`."""

    article: str
    start: int
    end: int
    quote: str
    role: Literal["words", "support"] = "words"
    """`words` stand in the statement that cites them; `support` is a sentence that the statement rests on."""


class Reading(Value):
    """A figure with what it measures, as one article gives it."""

    article: str
    figure: str | None
    """The figure's id in its article's inventory; none where the reading is a named person's fate."""
    start: int
    end: int
    quote: str
    kind: Literal[Kind, "name"]
    low: Bound | None = None
    high: Bound | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    measure: str
    """What the figure counts or measures, in words of its clause."""
    scope: str | None = None
    """Whom, where or which period it is limited to, in words of its clause; none for the whole event."""
    attribution: str | None = None
    """Who says it, in the words of the article; none where the outlet says it in its own voice."""
    as_of: str | None = None
    """ISO date that the reading speaks for; none if the article does not let one know."""
    voice: str
    """The independent origin: the speaker, or else the publisher."""

    _typed = field_validator("low", "high", mode="before")(_by_kind)

    @property
    def citation(self) -> Citation:
        """The characters that it stands in."""
        return Citation(article=self.article, start=self.start, end=self.end, quote=self.quote)

    @property
    def interval(self) -> tuple[Decimal, Decimal] | None:
        """The value as numbers, none for dates, times and what has no number of its own."""
        return _numbers(self.low, self.high)


Verdict = Literal["single", "agree", "update", "scope", "compatible", "conflict"]


class Finding(Value):
    """Readings of one measure from all articles, with what their difference is."""

    id: str
    measure: str
    verdict: Verdict
    note: str
    """One sentence of ours: why the verdict was given."""
    readings: tuple[Reading, ...]
    part_of: str | None = None
    """The id of the finding whose total it is a part of, where a source says so."""


class Statement(Value):
    """A sentence of the note with the characters it rests on.

    It is the words of one citation, or other words with one citation for each figure in them, in order, and,
    behind those, the sentences that it rests on: a statement of a model has some, one that is put together
    from readings has none.
    """

    text: str
    citations: tuple[Citation, ...]


class Section(Value):
    """A part of the note."""

    heading: str
    statements: tuple[Statement, ...]


class TimelineEntry(Value):
    """What a source says of a dated event."""

    date: str
    """ISO, as fine as `grain` says."""
    grain: Grain
    statement: Statement


class Variant(Value):
    """One form of a name and the first place of each article where it stands."""

    text: str
    article: str
    start: int
    end: int


class Name(Value):
    """A person, group or place and the forms in which the articles give it."""

    name: str
    kind: Literal["person", "group", "place"]
    variants: tuple[Variant, ...]


class Source(Value):
    """An article as the note lists it."""

    id: str
    label: str
    title: str | None
    publisher: str | None
    published: str | None
    reference: str | None
    """The day that relative dates were resolved against."""
    path: str
    sha256: str
    engine: str
    warnings: tuple[str, ...]
    document: Document | None = None
    """What it was read from; none for a text that was given as such, and in notes of older versions."""


def place_of(article: Article | Source) -> str:
    """Return where an article is from, as people are told: its path, and its row where it has one."""
    row = article.document.row if article.document else None
    return article.path if row is None else f"{article.path}, row {row}"


class AccountEntry(Value):
    """What became of one figure of one article."""

    article: str
    figure: str
    fate: Literal["used", "same_as", "left_out"]
    of: str | None
    """For used: the finding or the part of the note; for same_as: the figure; else none."""
    reason: str | None
    """For left_out: why."""


# In the reason of a `Dropped`: a step that a note made with a model was made without.
GROUPED_BY_CODE = "code grouped the readings alone"
WRITTEN_BY_CODE = "code put the note together alone"
NOT_LOOKED_FOR = "disagreements that are not figures were not looked for"


class Dropped(Value):
    """Something that could not be kept, and why."""

    where: str
    reason: str


class StepUsage(Value):
    """What the replies of one step took when they were first got, re-asks included."""

    tokens_in: int
    tokens_out: int
    cost: float | None
    """US dollars; none without prices."""


class Provenance(Value):
    """How a note came to be."""

    tool: str
    version: str
    engine: str
    model: str | None = None
    """The name that the model was asked by; none where none was."""
    prompts: dict[str, str] = Field(default_factory=dict)
    """For each step that asked a model, the SHA-256 of its template."""
    usage: dict[str, StepUsage] = Field(default_factory=dict)
    """What the replies behind the note took, by step: the same whether they came from the cache or not."""
