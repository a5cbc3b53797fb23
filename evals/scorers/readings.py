"""What stands around a figure: who says it, for which day, which voice it is, and how names are spelled."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import combinations

from evals.fixtures import LabelledFigure
from evals.match import Match
from evals.scorers.findings import b_cubed
from evals.scorers.score import Case, Score, f1, share

SMALL_WORDS = frozenset({"the", "a", "an", "of", "and", "for", "in", "at", "to", "on", "its", "s"})
TITLES = frozenset(
    "mr mrs ms dr prof professor sir dame lord lady gen general col colonel maj major capt captain lt sgt "
    "lieutenant commander commodore president minister premier governor gov mayor councillor cllr senator "
    "sen judge mv justice inspector chief reverend rev".split()
)


def attribution(match: Match) -> Score:
    """Score who is named as the speaker of the figures in labelled findings, as F1 over those attributed.

    Two forms are the same speaker when one's words are all in the other, or the labels list both under one
    name. A figure that the note has no reading of counts as missed.
    """
    aliases = [
        [_words(v.text) for v in name.variants] + [_words(name.name)] for name in match.story.labels.names
    ]
    right, missed, wrong = [], [], []
    for label in _grouped(match):
        reading = match.reading_of(label.id)
        got = reading.attribution if reading else None
        why = f"{label.text!r}: {got or 'nobody'}, labelled {label.attribution or 'nobody'}"
        if label.attribution and got and same_speaker(label.attribution, got, aliases):
            right.append(Case(label.id, held=True))
            continue
        if label.attribution:
            missed.append(Case(label.id, held=False, why=why))
        if got:
            wrong.append(Case(f"{label.id}, given", held=False, why=why))
    return f1(right, missed, wrong, "attributions")


def _grouped(match: Match) -> Iterator[LabelledFigure]:
    """Yield the figures of the labelled findings, in the order of the labels."""
    members = match.story.labels.finding_of
    yield from (figure for figure in match.story.labels.figures if figure.id in members)


def same_speaker(one: str, other: str, aliases: Sequence[Sequence[frozenset[str]]] = ()) -> bool:
    """Tell whether two forms name the same speaker.

    >>> same_speaker("Andrei Vasht", "Colonel Vasht, the Guard's spokesman")
    False
    >>> same_speaker("Interior Ministry", "the country's Interior Ministry")
    True
    """
    a, b = _words(one), _words(other)
    if not a or not b:
        return False
    if a <= b or b <= a:
        return True
    return any(_names(a, forms) and _names(b, forms) for forms in aliases)


def _names(words: frozenset[str], forms: Iterable[frozenset[str]]) -> bool:
    return any(form and (form <= words or words <= form) for form in forms)


def _words(text: str) -> frozenset[str]:
    """Return the words of a name without titles and small words."""
    return frozenset(re.findall(r"[^\W_]+", text.lower())) - SMALL_WORDS - TITLES


def as_of(match: Match) -> Score:
    """Score the days that readings speak for, over the figures of findings whose day the labels know."""
    cases = []
    for label in _grouped(match):
        if label.as_of is None:
            continue
        reading = match.reading_of(label.id)
        got = reading.as_of if reading else "no reading"
        cases.append(Case(label.id, got == label.as_of, f"{label.text!r}: {got}, labelled {label.as_of}"))
    return share(cases, "as-of days right")


def voice(match: Match) -> Score:
    """Score voices by B-cubed F1: figures of one origin under one voice, those of two under two."""
    wanted = [voice.members for voice in match.story.labels.voices]
    held: dict[str, set[str]] = defaultdict(set)
    for member in (member for members in wanted for member in members):
        reading = match.reading_of(member)
        if reading is not None:
            held[reading.voice].add(member)
    measured = b_cubed(wanted, list(held.values()))
    whole = {frozenset(group) for group in held.values()}
    cases = tuple(
        Case(v.id, kept, f"{v.name}: given as {_voices_given(match, v.members)}")
        for v in match.story.labels.voices
        for kept in [frozenset(v.members) in whole]
    )
    reason = (
        f"precision {measured.precision:.3f}, recall {measured.recall:.3f} over {measured.items} readings"
    )
    return Score(measured.f1 * measured.items, measured.items, reason, cases)


def _voices_given(match: Match, members: Collection[str]) -> str:
    readings = [reading for member in members if (reading := match.reading_of(member))]
    return ", ".join(sorted({reading.voice for reading in readings})) or "nothing"


def name_variants(match: Match) -> Score:
    """Score pairs of forms brought under one name, as F1; titles and "the" do not make another form."""
    wanted = {pair for name in match.story.labels.names for pair in _forms(v.text for v in name.variants)}
    names = match.note.names if match.note else ()
    got = {pair for name in names for pair in _forms(v.text for v in name.variants)}
    return f1(
        [Case(" = ".join(pair), held=True) for pair in sorted(wanted & got)],
        [Case(" = ".join(pair), held=False, why="not brought together") for pair in sorted(wanted - got)],
        [Case(" = ".join(pair), held=False, why="not labelled as one") for pair in sorted(got - wanted)],
        "pairs of forms",
    )


def _forms(texts: Iterable[str]) -> set[tuple[str, str]]:
    forms = {" ".join(word for word in _plain(text) if word not in TITLES | {"the"}) for text in texts}
    return set(combinations(sorted(forms - {""}), 2))


def _plain(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text.lower()))
