"""Fixtures: stories of several articles with labels made by reading, loaded and linted."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from summarise.values import Kind, Qualifier, Value, Verdict

HOME = Path(__file__).parent / "fixtures"
NEAR_COPY = 0.3
SHINGLE = 6
VALUELESS = frozenset({"vague", "score", "identifier"})

Split = Literal["dev", "gate"]


class FixtureError(Exception):
    """A fixture cannot be read: a file is missing, or its labels do not fit the schema."""


class Span(Value):
    """A half-open range of code points of one article, with its characters as a checksum."""

    article: str
    start: int
    end: int
    text: str


class LabelledArticle(Value):
    """An article of a story; `publisher` and `published` are none where its text states none."""

    id: str
    file: str
    sha256: str
    publisher: str | None
    published: str | None
    form: str


class LabelledFigure(Span):
    """A figure as a reader labelled it; offsets as in `Span`, `low` and `high` in `unit`."""

    id: str
    kind: Kind
    low: str | None
    high: str | None
    unit: str | None
    qualifier: Qualifier
    measure: str
    scope: str | None
    attribution: str | None
    as_of: str | None
    salience: Literal["must", "may", "background", "none"]
    furniture: bool
    same_as: str | None = None
    """The figure that this one converts, in brackets behind it."""


class LabelledFinding(Value):
    """Figures that measure the same thing, and what their difference is."""

    id: str
    measure: str
    members: tuple[str, ...]
    verdict: Verdict
    why: str


class LabelledName(Value):
    """A person, group or place under several forms; one span for each form and article."""

    id: str
    kind: Literal["person", "group", "place"]
    name: str
    variants: tuple[Span, ...]


class LabelledVoice(Value):
    """An independent origin and the figures that come from it."""

    id: str
    name: str
    members: tuple[str, ...]


class KeyPoint(Value):
    """Something that the note must say, and where the articles say it."""

    id: str
    text: str
    evidence: tuple[Span, ...]


class LabelledEvent(Value):
    """A dated event of the story."""

    date: str
    grain: Literal["day", "week", "month", "quarter", "half", "season", "year"]
    text: str
    evidence: tuple[Span, ...]


class SameFindingTrap(Value):
    """Two look-alikes that must not stand in one finding."""

    id: str
    why: str
    type: Literal["same_finding"]
    figures: tuple[str, str]


class VerdictTrap(Value):
    """Two figures whose finding, where they share one, must not be given one of some verdicts."""

    id: str
    why: str
    type: Literal["verdict"]
    figures: tuple[str, str]
    wrong: tuple[Verdict, ...] = Field(alias="not")


class OpeningTrap(Value):
    """A figure that the note must not open with."""

    id: str
    why: str
    type: Literal["bottom_line"]
    figure: str


class ValueTrap(Value):
    """A value that no article gives and the note must not state."""

    id: str
    why: str
    type: Literal["value"]
    low: str
    unit: str | None


Trap = Annotated[SameFindingTrap | VerdictTrap | OpeningTrap | ValueTrap, Field(discriminator="type")]


class Labels(Value):
    """What one reader wrote down of a story."""

    schema_version: Literal[1] = Field(alias="schema")
    story: str
    event: str
    split: Split
    articles: tuple[LabelledArticle, ...]
    figures: tuple[LabelledFigure, ...]
    findings: tuple[LabelledFinding, ...]
    names: tuple[LabelledName, ...]
    voices: tuple[LabelledVoice, ...]
    key_points: tuple[KeyPoint, ...]
    timeline: tuple[LabelledEvent, ...]
    traps: tuple[Trap, ...]

    @cached_property
    def by_id(self) -> dict[str, LabelledFigure]:
        """The figures by their id."""
        return {figure.id: figure for figure in self.figures}

    @cached_property
    def finding_of(self) -> dict[str, LabelledFinding]:
        """The finding of each figure that is in one."""
        return {member: finding for finding in self.findings for member in finding.members}


class Story(Value):
    """A story: its labels, a second reader's where there are such, and the texts by article id."""

    folder: Path
    labels: Labels
    second: Labels | None
    texts: dict[str, str] = Field(repr=False)

    @property
    def name(self) -> str:
        """The name of the story, which is that of its folder."""
        return self.labels.story

    @property
    def paths(self) -> list[Path]:
        """The articles' files, in the order of their ids."""
        return [self.folder / article.file for article in self.labels.articles]


def load_labels(path: Path) -> Labels:
    """Return the labels in a file.

    Raises:
        FixtureError: the file is missing or does not fit the schema.
    """
    try:
        return Labels.model_validate_json(path.read_bytes())
    except OSError as error:
        raise FixtureError(f"{path}: {error.strerror}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"]))
        raise FixtureError(f"{path}: {where}: {first['msg']}") from error


def load_story(folder: Path) -> Story:
    """Return the story in a folder.

    Raises:
        FixtureError: a file is missing, is not UTF-8, or does not fit the schema.
    """
    labels = load_labels(folder / "labels.json")
    second = folder / "second.json"
    try:
        texts = {a.id: (folder / a.file).read_bytes().decode("utf-8") for a in labels.articles}
    except (OSError, UnicodeDecodeError) as error:
        raise FixtureError(f"{folder}: an article cannot be read: {error}") from error
    return Story(
        folder=folder, labels=labels, second=load_labels(second) if second.exists() else None, texts=texts
    )


def load_stories(home: Path = HOME, names: Sequence[str] = ()) -> list[Story]:
    """Return the stories under a folder in the order of their names, or only those named.

    Raises:
        FixtureError: there is none, a name is unknown, or a story cannot be read.
    """
    folders = {path.parent.name: path.parent for path in sorted(home.glob("*/labels.json"))}
    unknown = sorted(set(names) - folders.keys())
    if unknown or not folders:
        raise FixtureError(f"no story {unknown[0]!r} in {home}" if unknown else f"no story in {home}")
    return [load_story(folder) for name, folder in folders.items() if not names or name in names]


# Lint


def lint(stories: Sequence[Story]) -> list[str]:
    """Return what is wrong with the stories, a line for each fault; nothing when they hold."""
    return [fault for story in stories for fault in _story_faults(story)] + list(_leaks(stories))


def _story_faults(story: Story) -> Iterator[str]:
    name = story.name
    if story.folder.name != name:
        yield f"{name}: stands in the folder {story.folder.name!r}"
    for article in story.labels.articles:
        raw = story.texts[article.id].encode()
        if sha256(raw).hexdigest() != article.sha256:
            yield f"{name}: {article.file} is not the file that was labelled: its SHA-256 differs"
        if b"\r" in raw or raw.startswith(b"\xef\xbb\xbf"):
            yield f"{name}: {article.file} has CR line ends or a byte order mark"
    yield from (f"{name}: {fault}" for fault in label_faults(story.labels, story.texts))
    if story.second is not None:
        if story.second.articles != story.labels.articles or story.second.split != story.labels.split:
            yield f"{name}: the second labels name other articles or another split"
        # A second reader may call one voice that corrected itself an update: it is measured, not enforced.
        yield from (
            f"{name}, second: {fault}"
            for fault in label_faults(story.second, story.texts)
            if not fault.endswith(" alone")
        )


def label_faults(labels: Labels, texts: dict[str, str]) -> Iterator[str]:
    """Yield what is wrong with one reader's labels of these texts."""
    ids = [a.id for a in labels.articles]
    if ids != [f"a{n}" for n in range(1, len(ids) + 1)] or set(ids) != texts.keys():
        yield f"articles are to be a1, a2, ... in order, not {ids}"
    for what, all_ids in (
        ("figure", [f.id for f in labels.figures]),
        ("finding", [f.id for f in labels.findings]),
        ("name", [n.id for n in labels.names]),
        ("voice", [v.id for v in labels.voices]),
        ("key point", [k.id for k in labels.key_points]),
        ("trap", [t.id for t in labels.traps]),
    ):
        yield from (f"{what} {one} stands twice" for one, count in Counter(all_ids).items() if count > 1)
    for where, span in _spans(labels):
        text = texts.get(span.article)
        if text is None:
            yield f"{where}: there is no article {span.article!r}"
        elif not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            yield f"{where}: the characters {span.start}-{span.end} of {span.article} are not {span.text!r}"
    yield from _reference_faults(labels)
    for figure in labels.figures:
        yield from (f"figure {figure.id}: {fault}" for fault in _value_faults(figure))
    yield from _cover_faults(labels, texts)


def _spans(labels: Labels) -> Iterator[tuple[str, Span]]:
    yield from ((f"figure {f.id}", f) for f in labels.figures)
    yield from ((f"name {n.id}", v) for n in labels.names for v in n.variants)
    yield from ((f"key point {k.id}", e) for k in labels.key_points for e in k.evidence)
    yield from ((f"timeline {t.date}", e) for t in labels.timeline for e in t.evidence)


def _reference_faults(labels: Labels) -> Iterator[str]:
    known = labels.by_id
    references: list[tuple[str, str]] = [(f"finding {f.id}", m) for f in labels.findings for m in f.members]
    references += [(f"voice {v.id}", m) for v in labels.voices for m in v.members]
    references += [(f"figure {f.id}", f.same_as) for f in labels.figures if f.same_as]
    references += [(f"trap {t.id}", f) for t in labels.traps for f in trap_figures(t)]
    yield from (f"{where}: there is no figure {one!r}" for where, one in references if one not in known)
    for what, groups in (
        ("finding", [f.members for f in labels.findings]),
        ("voice", [v.members for v in labels.voices]),
    ):
        held = Counter(member for group in groups for member in group)
        yield from (f"figure {one} stands in a {what} twice" for one, count in held.items() if count > 1)
        yield from (f"a {what} has no member" for group in groups if not group)
    voice_of = {member: voice.id for voice in labels.voices for member in voice.members}
    for figure in labels.figures:
        wanted = figure.salience in {"must", "may"} and figure.kind not in {"date", "time", "identifier"}
        if wanted and figure.same_as is None and figure.id not in labels.finding_of:
            yield f"figure {figure.id} is {figure.salience} and stands in no finding"
    for finding in labels.findings:
        voices = {voice_of[m] for m in finding.members if m in voice_of}
        if finding.verdict == "single" and len(voices) > 1:
            yield f"finding {finding.id} is single and has the voices {sorted(voices)}"
        if finding.verdict != "single" and len(voices) == 1 and all(m in voice_of for m in finding.members):
            yield f"finding {finding.id} is {finding.verdict} and has the voice {sorted(voices)} alone"


def trap_figures(trap: SameFindingTrap | VerdictTrap | OpeningTrap | ValueTrap) -> tuple[str, ...]:
    """Return the ids of the figures that a trap names."""
    if isinstance(trap, ValueTrap):
        return ()
    return (trap.figure,) if isinstance(trap, OpeningTrap) else trap.figures


def _value_faults(figure: LabelledFigure) -> Iterator[str]:
    bounds = [bound for bound in (figure.low, figure.high) if bound is not None]
    if len(bounds) == 1:
        yield "one of its bounds is none and the other is not"
    if figure.kind in VALUELESS and bounds:
        yield f"a {figure.kind} has no bounds"
    if figure.kind == "date":
        yield from (f"{bound!r} is no ISO date" for bound in bounds if not _is_date(bound))
    elif figure.kind == "time":
        yield from (f"{bound!r} is no time" for bound in bounds if not _is_time(bound))
    elif figure.kind not in VALUELESS:
        if not bounds:
            yield f"a {figure.kind} needs bounds"
        yield from (f"{bound!r} is no decimal" for bound in bounds if _decimal(bound) is None)
        low, high = (_decimal(figure.low or ""), _decimal(figure.high or ""))
        if low is not None and high is not None and low > high:
            yield f"its bounds are turned round: {figure.low} to {figure.high}"
    if figure.kind in {"money", "measure", "age", "percent", "duration"} and figure.unit is None:
        yield f"a {figure.kind} needs a unit"


def _decimal(written: str) -> Decimal | None:
    try:
        return Decimal(written)
    except InvalidOperation:
        return None


def _is_date(written: str) -> bool:
    try:
        date.fromisoformat((written + "-01-01")[:10] if len(written) < 10 else written)
    except ValueError:
        return False
    return len(written) in {4, 7, 10}


def _is_time(written: str) -> bool:
    hours, _, minutes = written.partition(":")
    return hours.isdigit() and minutes.isdigit() and int(hours) < 25 and int(minutes) < 60


def _cover_faults(labels: Labels, texts: dict[str, str]) -> Iterator[str]:
    """Yield digits that no figure holds and figures that overlap."""
    for article, text in texts.items():
        held = sorted((f.start, f.end, f.id) for f in labels.figures if f.article == article)
        covered = {n for start, end, _ in held for n in range(start, end)}
        for n, character in enumerate(text):
            if character.isdigit() and n not in covered:
                yield f"{article}: no figure holds the digit at {n}, in {text[max(0, n - 15) : n + 15]!r}"
        for (_, end, one), (start, _, other) in pairwise(held):
            if start < end:
                yield f"figures {one} and {other} overlap"


def _leaks(stories: Sequence[Story]) -> Iterator[str]:
    """Yield near-copies that stand on both sides of the split: tuning on one would be tuning on the other."""
    texts = [(s.name, s.labels.split, a, _shingles(text)) for s in stories for a, text in s.texts.items()]
    for n, (story, split, article, grams) in enumerate(texts):
        for other_story, other_split, other_article, others in texts[n + 1 :]:
            shared = len(grams & others)
            if split != other_split and shared > NEAR_COPY * max(1, min(len(grams), len(others))):
                yield f"{story} {article} and {other_story} {other_article} are near-copies in both splits"


def _shingles(text: str) -> frozenset[int]:
    words = text.lower().split()
    return frozenset(hash(tuple(words[n : n + SHINGLE])) for n in range(max(1, len(words) - SHINGLE + 1)))


def digest(home: Path) -> str:
    """Return one hash over every file of the stories: articles and labels, byte for byte."""
    total = sha256()
    for path in sorted(home.glob("*/*")):
        total.update(f"{path.parent.name}/{path.name}\0".encode() + sha256(path.read_bytes()).digest())
    return total.hexdigest()
