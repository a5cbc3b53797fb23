"""Drafts held against the text: what stands is kept, and what does not is told to the model, then dropped."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from summarise.candidates import Candidate
from summarise.cite import faults, figures_of
from summarise.compare import fit
from summarise.drafts import ArticleDraft, BriefDraft, FigureDraft, GroupDraft, MatchDraft, StatementDraft
from summarise.marked import Evidence, Place
from summarise.measures import Measures
from summarise.prose import Ground, flaws, strays, too_long
from summarise.saying import LONGEST_SPEAKER, NO_SPEAKER, SPEAKER_WORD
from summarise.text import Folded
from summarise.values import Article, Citation, Dropped, Figure, Finding, Reading, Section, Statement
from summarise.vocabulary import parts

SLOT = re.compile(r"\{\s*([^{}\s]{1,24})\s*\}")
MOST_FIGURES = 200
MOST_KEY_SENTENCES = 8
MOST_GROUPS = 200
MOST_READINGS = 60
MOST_SENTENCES = 8
MOST_SLOTS = 10
MOST_SECTIONS = 10
MOST_STATEMENTS = 40
MOST_DROPPED = 60
# What `repr` makes of a text: so is everything of a model quoted in a flaw.
LITERAL = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
# Readings less alike than this, in logits, are never one measure, whoever says so.
LEAST_LIKE = -4.0
LABEL_IN_TEXT = 0.6
# A headline sums up a story, so its words may come from all of it, half of them from what it names.
TITLE_IN_TEXT = 0.8
TITLE_IN_ITS_SENTENCES = 0.5
STATEMENT_IN_TEXT = 0.65
RELATIVE = frozenset({"today", "yesterday", "tomorrow", "tonight", "this", "last", "next", "ago", "previous"})
DATED = re.compile(
    r"\d|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december",
    re.IGNORECASE,
)


class Flaw(NamedTuple):
    """What is wrong with a part of a reply; one that is not fatal is only told to the model."""

    where: str
    what: str
    fatal: bool = True

    @property
    def message(self) -> str:
        """The flaw as the model is told of it."""
        return f"{self.where}: {self.what}"


class Told(NamedTuple):
    """What an article says of a figure, as far as it stands; none where nothing was said or it does not."""

    measure: str | None
    scope: str | None
    attribution: str | None


class ReadArticle(NamedTuple):
    """What a model read in an article, checked."""

    told: dict[str, Told]
    key_sentences: tuple[str, ...]
    flaws: tuple[Flaw, ...]


class Group(NamedTuple):
    """Readings, by id, that measure the same, checked."""

    readings: tuple[str, ...]
    measure: str | None
    scope: str | None


class WrittenBrief(NamedTuple):
    """What a model wrote of a story, checked: statements of which every figure and sentence is cited."""

    title: str | None
    bottom_line: tuple[Statement, ...]
    sections: tuple[Section, ...]
    flaws: tuple[Flaw, ...]


def messages(found: Iterable[Flaw]) -> list[str]:
    """Return the flaws as a model is told of them."""
    return [flaw.message for flaw in found]


def dropped(found: Iterable[Flaw], where: str) -> tuple[Dropped, ...]:
    """Return what was dropped for its flaws, one entry for each part of the reply.

    The words of the model are left out: they do not hold, and a note is read by people.
    """
    reasons: dict[str, list[str]] = {}
    for flaw in found:
        if flaw.fatal:
            reasons.setdefault(flaw.where, []).append(LITERAL.sub("…", flaw.what))
    entries = [
        Dropped(where=f"{where}, {part}", reason="; ".join(whats[:3])) for part, whats in reasons.items()
    ]
    rest = len(entries) - MOST_DROPPED
    return (*entries[:MOST_DROPPED], *([Dropped(where=where, reason=f"and {rest} more")] if rest > 0 else ()))


# An article


def read_article(draft: ArticleDraft, evidence: Evidence, measurable: frozenset[str]) -> ReadArticle:
    """Return what of a draft stands in the article; `measurable` are the figures that may be told of."""
    found: list[Flaw] = []
    told: dict[str, Told] = {}
    reader = _ArticleReader(evidence)
    for n, figure in enumerate(draft.figures[:MOST_FIGURES], 1):
        where = f"figures[{n}]"
        wrong = list(reader.figure_flaws(figure, measurable, told))
        found += [Flaw(where, what) for what in wrong]
        if not wrong:
            told[figure.figure] = reader.told(figure, where, found)
    known = [name for name in dict.fromkeys(draft.key_sentences) if name in evidence.sentences]
    found += [
        Flaw("key_sentences", f"there is no sentence {_id(name)}")
        for name in dict.fromkeys(draft.key_sentences[:MOST_FIGURES])
        if name not in evidence.sentences
    ]
    found += _surplus("figures", len(draft.figures), MOST_FIGURES)
    return ReadArticle(told, tuple(known[:MOST_KEY_SENTENCES]), tuple(found))


class _ArticleReader:
    """One article while a draft on it is held against it."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.ground = Ground(tuple(evidence.sentences.values()), evidence)
        self.article: Article = next(iter(evidence.articles.values()))
        self.folded = Folded(self.article.text)
        self.speakers: dict[str, str | None] = {}

    def figure_flaws(
        self, draft: FigureDraft, measurable: frozenset[str], told: Mapping[str, Told]
    ) -> Iterator[str]:
        if draft.figure not in self.evidence.figures:
            yield f"there is no figure {_id(draft.figure)}"
        elif draft.figure not in measurable:
            yield f"{draft.figure} measures nothing"
        elif draft.sentence not in self.evidence.sentences:
            yield f"there is no sentence {_id(draft.sentence)}"
        elif self.evidence.figure(draft.figure, of=[draft.sentence]) is None:
            yield f"{draft.figure} does not stand in {draft.sentence}"
        elif draft.figure in told:
            yield f"{draft.figure} stands twice in the reply"

    def told(self, draft: FigureDraft, where: str, found: list[Flaw]) -> Told:
        wrong = {
            "measure": list(label_flaws(draft.measure, self.ground)),
            "scope": list(label_flaws(draft.scope, self.ground, scope=True)) if draft.scope else [],
        }
        speaker = None
        if draft.attribution:
            if draft.attribution not in self.speakers:
                self.speakers[draft.attribution] = speaker_in(self.article, self.folded, draft.attribution)
            speaker = self.speakers[draft.attribution]
            wrong["attribution"] = [] if speaker else ["these words do not stand in the article as a speaker"]
        found += [Flaw(f"{where}.{field}", what) for field, whats in wrong.items() for what in whats]
        return Told(
            None if wrong["measure"] else " ".join(draft.measure.split()),
            None if wrong["scope"] or not draft.scope else " ".join(draft.scope.split()),
            speaker,
        )


def label_flaws(label: str, ground: Ground, *, scope: bool = False) -> Iterator[str]:
    """Yield what keeps a measure or scope out of a note: it is short, and in words of the text."""
    wrong = list(too_long(label, 90 if scope else 70, 14 if scope else 9))
    if not wrong:
        wrong = [*flaws(label, ground), *strays(label, ground, LABEL_IN_TEXT, label=True)]
    yield from wrong


def speaker_in(article: Article, folded: Folded, words: str) -> str | None:
    """Return a speaker in the article's own words, none if they do not stand there or cannot speak."""
    wanted = Folded(words).key.strip(" .,;:'\"").split()
    if wanted and wanted[0].lower() in {"the", "a", "an"}:
        wanted = wanted[1:]
    if not 0 < len(wanted) <= LONGEST_SPEAKER:
        return None
    match = re.search(r"(?<!\w)" + r"\s+".join(map(re.escape, wanted)) + r"(?!\w)", folded.key, re.IGNORECASE)
    if match is None:
        return None
    start, end = folded.span(*match.span())
    spoken = article.quote(start, end)
    said = " ".join(spoken.split())
    stands = any(s.start <= start and end <= s.end for s in article.sentences)
    able = SPEAKER_WORD.search(said) or any(word[:1].isupper() for word in said.split())
    clean = said.isprintable() and not re.search(r"[<>\[\]{}|`@\\]|://|www\.", said)
    return (
        said if stands and able and clean and not NO_SPEAKER.search(said) and not figures_of(said) else None
    )


# Which readings measure the same


def read_groups(
    draft: MatchDraft, readings: Mapping[str, Candidate], measures: Measures, evidence: Evidence
) -> tuple[list[Group], list[Flaw]]:
    """Return the groups of a draft that may be, and what is wrong with the others."""
    found: list[Flaw] = _surplus("groups", len(draft.groups), MOST_GROUPS)
    groups: list[Group] = []
    taken: set[str] = set()
    for n, group in enumerate(draft.groups[:MOST_GROUPS], 1):
        where = f"groups[{n}]"
        names, wrong = _members(group, readings, taken)
        found += [Flaw(where, what) for what in wrong]
        alike = list(_alike(names, readings, measures))
        if len(alike) > 1 or (alike and len(alike[0]) < len(names)):
            first, other = alike[0][0], next(name for name in names if name not in alike[0])
            found.append(Flaw(where, f"{first} and {other} cannot measure the same"))
        for members in alike:
            taken.update(members)
            if len(members) > 1:
                ground = Ground(tuple(evidence.figures[name][1] for name in members), evidence)
                groups.append(_labelled(members, group, ground, where, found))
    return groups, found


def _members(
    group: GroupDraft, readings: Mapping[str, Candidate], taken: set[str]
) -> tuple[list[str], list[str]]:
    names: list[str] = []
    wrong: list[str] = []
    for name in dict.fromkeys(group.readings[:MOST_READINGS]):
        if name not in readings:
            wrong.append(f"there is no reading {_id(name)}")
        elif name in taken:
            wrong.append(f"{name} stands in two groups")
        else:
            names.append(name)
    return names, wrong


def _alike(
    names: Sequence[str], readings: Mapping[str, Candidate], measures: Measures
) -> Iterator[list[str]]:
    """Yield the readings in sets of which no two are ruled out, each joining the first that takes it."""
    sets: list[list[str]] = []
    for name in names:
        for members in sets:
            scores = [measures.likeness(readings[name], readings[other]) for other in members]
            if min(scores) > float("-inf") and max(scores) >= LEAST_LIKE:
                members.append(name)
                break
        else:
            sets.append([name])
    yield from sets


def _labelled(members: list[str], group: GroupDraft, ground: Ground, where: str, found: list[Flaw]) -> Group:
    wrong = {
        "measure": list(label_flaws(group.measure, ground)),
        "scope": list(label_flaws(group.scope, ground, scope=True)) if group.scope else [],
    }
    found += [Flaw(f"{where}.{field}", what) for field, whats in wrong.items() for what in whats]
    measure = None if wrong["measure"] else " ".join(group.measure.split())
    scope = None if wrong["scope"] or not group.scope else " ".join(group.scope.split())
    return Group(tuple(members), measure, scope)


# The note


def read_brief(draft: BriefDraft, evidence: Evidence, findings: Mapping[str, Finding]) -> WrittenBrief:
    """Return the statements of a draft that stand, figures put in, and what is wrong with the others."""
    reader = _BriefReader(evidence, findings)
    title = reader.title(draft.title)
    bottom_line = reader.statements("bottom_line", draft.bottom_line)
    sections: dict[str, list[Statement]] = {}
    for section in draft.sections[:MOST_SECTIONS]:
        statements = reader.statements(f"section {section.heading!r}", section.statements)
        sections.setdefault(section.heading, []).extend(statements)
    reader.flaws += _surplus("sections", len(draft.sections), MOST_SECTIONS)
    kept = tuple(Section(heading=heading, statements=tuple(s)) for heading, s in sections.items() if s)
    return WrittenBrief(title, tuple(bottom_line), kept, tuple(reader.flaws))


class _BriefReader:
    """A story while a draft on it is held against it."""

    def __init__(self, evidence: Evidence, findings: Mapping[str, Finding]) -> None:
        self.evidence = evidence
        self.findings = findings
        self.finding_of = {
            f"{r.article}.{r.figure}": (f, r) for f in findings.values() for r in f.readings if r.figure
        }
        self.flaws: list[Flaw] = []
        self.texts: set[str] = set()
        self.left = MOST_STATEMENTS

    def title(self, draft: StatementDraft) -> str | None:
        text = " ".join(draft.text.split()).rstrip(".")
        wrong = [*self._unknown(draft), *too_long(text, 140, 18)]
        if not wrong:
            ground = self._ground(draft)
            story = Ground(tuple(self.evidence.sentences.values()), self.evidence)
            wrong = [*flaws(text, ground), *strays(text, story, TITLE_IN_TEXT, label=True)]
            wrong += [] if wrong else strays(text, ground, TITLE_IN_ITS_SENTENCES)
        self.flaws += [Flaw("title", what) for what in wrong]
        return None if wrong else text

    def statements(self, part: str, drafts: Sequence[StatementDraft]) -> list[Statement]:
        """Return the statements of a part that stand."""
        kept = []
        considered = drafts[: self.left]
        self.flaws += _surplus(part, len(drafts), len(considered))
        self.left -= len(considered)
        for n, draft in enumerate(considered, 1):
            where = f"{part}[{n}]"
            statement, wrong = self.statement(draft)
            self.flaws += [Flaw(where, what) for what in wrong]
            if statement is not None:
                self.flaws += [Flaw(where, what, fatal=False) for what in self._unsaid(statement, draft)]
                kept.append(statement)
        return kept

    def statement(self, draft: StatementDraft) -> tuple[Statement | None, list[str]]:
        """Return the statement with its figures put in and cited, or none and why."""
        wrong = [*self._unknown(draft), *too_long(draft.text, 600, 70), *self._slots(draft)]
        if wrong:
            return None, wrong
        ground = self._ground(draft)
        text, spans, citations = self._filled(draft)
        bare = SLOT.sub(" ", draft.text)
        wrong = [*flaws(text, ground, spans), *strays(bare, ground, STATEMENT_IN_TEXT)]
        support = [
            _cite(place, place.sentence.start, place.sentence.end, "support") for place in ground.places
        ]
        statement = Statement(text=text, citations=(*citations, *support))
        wrong = wrong or list(faults(statement))
        if not wrong and text.lower() in self.texts:
            wrong = ["it stands in the note already"]
        self.texts.add(text.lower())
        return (None if wrong else statement), wrong

    def _unknown(self, draft: StatementDraft) -> Iterator[str]:
        """Yield the ids that do not exist."""
        if not draft.sentences:
            yield "it names no sentence that it rests on"
        if len(draft.sentences) > MOST_SENTENCES:
            yield f"it names more than {MOST_SENTENCES} sentences"
            return
        for name in draft.sentences:
            if name not in self.evidence.sentences:
                yield f"there is no sentence {_id(name)}"
        for name in draft.findings[:MOST_SENTENCES]:
            if name not in self.findings:
                yield f"there is no finding {_id(name)}"

    def _slots(self, draft: StatementDraft) -> Iterator[str]:
        slots = SLOT.findall(draft.text)
        if len(slots) > MOST_SLOTS:
            yield f"it has more than {MOST_SLOTS} slots"
            return
        for name in slots:
            if name not in self.evidence.figures:
                yield f"there is no figure {_id(name)}"
            elif (figure := self.evidence.figure(name, of=draft.sentences)) is None:
                yield f"{name} stands in none of its sentences"
            elif figure.kind == "identifier":
                yield f"{name} is no figure: write {figure.text!r}"
            elif figure.kind == "date" and _is_relative(figure):
                yield f"{name} says {figure.text!r}, which tells a reader of a note no day: leave it out"

    def _ground(self, draft: StatementDraft) -> Ground:
        names = dict.fromkeys(draft.sentences)
        return Ground(tuple(self.evidence.sentences[name] for name in names), self.evidence)

    def _filled(self, draft: StatementDraft) -> tuple[str, list[tuple[int, int]], list[Citation]]:
        """Return the text with the sources' words in its slots, their ranges, and the citation of each."""
        text, spans, citations = "", [], []
        at = 0
        source = " ".join(draft.text.split())
        for match in SLOT.finditer(source):
            text += source[at : match.start()]
            figure, place = self.evidence.figures[match.group(1)]
            words = _in_its_place(figure, place, first=not text.strip(" \"“'"))
            spans.append((len(text), len(text) + len(words)))
            citations.append(_cite(place, figure.start, figure.end, "words"))
            text += words
            at = match.end()
        return text + source[at:], spans, citations

    def _unsaid(self, statement: Statement, draft: StatementDraft) -> Iterator[str]:
        """Yield whom a statement leaves out though the sources differ on what it says."""
        for name in SLOT.findall(draft.text):
            finding, reading = self.finding_of.get(name, (None, None))
            if finding is None or reading is None or finding.verdict != "conflict":
                continue
            alone = not any(
                other != name
                and other in self.finding_of
                and self.finding_of[other][0] is finding
                and fit(self.finding_of[other][1], reading) != "equal"
                for other in SLOT.findall(draft.text)
            )
            if alone:
                yield f"{name} is disputed ({finding.id}): give the other figures too"
            if not _names_speaker(statement.text, reading, self.evidence.articles[reading.article]):
                who = reading.attribution or self.evidence.articles[reading.article].label
                yield f"say who gives {name}: {who}"


def _names_speaker(text: str, reading: Reading, article: Article) -> bool:
    """Tell whether a text holds a telling word of who gives a reading."""
    said = {word.lower() for word in parts(text)}
    who = parts(f"{reading.attribution or ''} {article.label}")
    return any(word.lower() in said for word in who if len(word) > 3 or word.isupper())


def _in_its_place(figure: Figure, place: Place, *, first: bool) -> str:
    """Return the words of a figure with the capital that its place in a sentence asks for."""
    words = " ".join(figure.text.split())
    opener = words.split()[0]
    if first:
        return words[:1].upper() + words[1:]
    if (
        figure.start == place.sentence.start
        and figure.kind != "date"
        and opener[1:].islower()
        and opener.isalpha()
    ):
        return words[:1].lower() + words[1:]
    return words


def _is_relative(figure: Figure) -> bool:
    words = {word.removesuffix("'s") for word in Folded(figure.text).key.lower().split()}
    return bool(words & RELATIVE) and not DATED.search(figure.text)


def _cite(place: Place, start: int, end: int, role: str) -> Citation:
    quote = place.article.quote(start, end)
    return Citation.model_validate(
        {"article": place.article.id, "start": start, "end": end, "quote": quote, "role": role}
    )


def _surplus(part: str, given: int, most: int) -> list[Flaw]:
    return [Flaw(part, f"{given - most} too many: at most {most}")] if given > most else []


def _id(name: str) -> str:
    """Return an id that a model made up, short enough to be sent back."""
    return repr(name if len(name) <= 20 else f"{name[:20]}…")
