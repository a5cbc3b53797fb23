"""What tells one measure from another: concept, group, subject, change, period, place and reference point."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from summarise.clause import Setting
from summarise.concepts import COUNTING, Told, concept_of, counted_phrase, group_of, modifiers_of
from summarise.hours import Entry, minute_of
from summarise.periods import period_of
from summarise.places import names_around, place_of, reference_point, subject_of
from summarise.standing import (
    CORRECTIONS,
    PLANNED_BY_NATURE,
    adds_to_another,
    change_of,
    is_former,
    is_part,
    is_taken_back,
    is_whole,
    per,
    rate,
    status_of,
)
from summarise.tabled import row_of
from summarise.thesaurus import HUMAN
from summarise.units import UNITS
from summarise.values import Figure
from summarise.words import noun_class, stems

COUNTS_OTHERWISE = re.compile(
    r"\b(?:because|since|as) (?:it|they|he|she|this|that|\w+ \w+) (?:also |only |do(?:es)? not |did not )?"
    r"(?:counts?|counted|includes?|included|excludes?|excluded|covers?|covered)\b"
    r"|\bwhich (?:also |only |do(?:es)? not |did not )?(?:counts?|counted|includes?|included|excludes?)\b"
    r"|\b(?:not counting|leaving out)\b"
)
FLYING = frozenset({"drone", "missile", "rocket", "aircraft", "plane", "jet", "helicopter"})
FIRES = frozenset("fire fires wildfire wildfires blaze blazes bushfire bushfires flames".split())
# Behind these, fire is no blaze.
OF_GUNS = frozenset(
    "under opened open opening cease return returned artillery mortar rocket gun tank heavy".split()
)
STILL = frozenset({"still", "remain", "remained", "remains"})
TREATED = frozenset({"treated", "treatment", "hospital", "hospitals", "care"})


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells one measure from another, apart from the figure itself."""

    concept: str | None
    noun: str | None
    counted: str
    """The noun phrase that is counted, as written."""
    words: frozenset[str]
    """Stems of the clause around the figure."""
    near: frozenset[str]
    """Stems of the noun phrase and the words next to it."""
    group: frozenset[str]
    """Which people or things of the kind, when not all of them."""
    modifiers: frozenset[str]
    """Which profit or value: net, gross, adjusted."""
    names: frozenset[str]
    """Names of the clause, as written; who spoke is left out."""
    subject: frozenset[str]
    """The name nearest to the figure that is no place: whose share, whose seats."""
    part: bool
    """A part of a total that the sentence speaks of: "including two children"."""
    whole: bool
    """What a part is of, and nothing more is said of it: the 40 of "shot down 31 of 40 drones"."""
    increment: bool
    """In addition to another figure: "a further 14"."""
    former: bool
    """A value that another has replaced: "previously 12"."""
    disowned: bool
    """A value that its speaker sets right without having given it: the 52 of "it fired 30, not 52"."""
    withdrawn: bool
    """A value that its speaker takes back: the 61 of "49 are dead, not 61 as first stated"."""
    corrects: bool
    """Its sentence speaks of a correction or revision."""
    counts_otherwise: bool
    """Its sentence says what the figure leaves out or takes in, unlike another: "because it counts …"."""
    change: str
    """`rise`, `fall` or nothing: how much something moved, not where it stands."""
    status: str | None
    """Planned or expected (`ahead`), `suspected`, `allowed`, `needed` and so on; none for what is so."""
    per: str | None
    """What it is counted for: "share" in "$54 a share"."""
    period: str | None
    """A time that is not the event's own: an ISO date coarser than a day, or a day far from the article's."""
    minute: int | None
    """The minute of its day that it speaks for, above 1,440 behind midnight; none where no hour is told."""
    place: frozenset[str]
    """Stems of the places named near the figure."""
    reference: frozenset[str]
    """For a distance, the point that it is measured from."""
    row: str | None
    """What the row of a table is about that the figure stands in: its district, its year."""
    sentence: str
    sentence_words: frozenset[str]
    """Stems of the whole sentence."""
    role: str


def find_cues(here: Setting, speaker: str | None, told: Told, entries: Sequence[Entry]) -> Cues:
    """Return the cues of a figure, given who says it, what was told before, and the entries of its page."""
    counted = counted_phrase(here)
    spoken = {word.lower() for word in (speaker or "").split()}
    reference = reference_point(here) if _is_length(here.figure) else frozenset()
    concept = "distance" if reference else concept_of(here, counted.words, told)
    if concept in {None, "area"} and _is_of_a_fire(here):
        concept = "burned"
    if concept == "injured" and _is_still_treated(here):
        concept = "hospitalised"
    if concept == "destroyed" and here.figure.unit in FLYING:
        concept = "shot down"
    around = here.words_beside(here.own_left, here.own_right)
    taken_back = is_taken_back(here)
    text = here.article.quote(here.sentence.start, here.sentence.end)
    return Cues(
        concept=concept,
        noun=_noun(here.figure, concept),
        counted=counted.shown,
        words=stems(word for word in around if word not in spoken) | stems(counted.words),
        near=stems(
            here.words_beside(
                max(here.a - 5, here.own_left), min(_past(here, counted.end) + 6, here.own_right)
            )
        ),
        group=group_of(counted, spoken),
        modifiers=modifiers_of(here, concept),
        names=names_around(here, spoken),
        subject=subject_of(here, spoken),
        part=is_part(here),
        whole=is_whole(here, counted),
        increment=adds_to_another(here),
        former=is_former(here) or taken_back,
        disowned=False,
        withdrawn=taken_back,
        corrects=taken_back or not CORRECTIONS.isdisjoint(here.words(here.first, here.end)),
        counts_otherwise=COUNTS_OTHERWISE.search(text) is not None,
        change="" if concept == "excess deaths" else change_of(here),
        status=None if concept in PLANNED_BY_NATURE else status_of(here, counted.words),
        per=per(here, counted.end) or rate(here, concept),
        period=None if here.figure.kind == "age" else period_of(here),
        minute=minute_of(here, entries),
        place=place_of(here, counted.end),
        reference=reference,
        row=row_of(text),
        sentence=here.sentence.id,
        sentence_words=stems(here.words(here.first, here.end)),
        role=here.sentence.role,
    )


def _past(here: Setting, end: int) -> int:
    """Return the token behind a conversion in brackets, where one stands right behind token `end`."""
    conversions = (p for p in here.placed if p.figure.same_as is not None and p.first == end + 1)
    return next((p.end + 1 for p in conversions), end)


def _is_of_a_fire(here: Setting) -> bool:
    """Tell an area of which a sentence about a fire speaks: "the blaze covers almost 35,000 acres"."""
    unit = UNITS.get(here.figure.unit or "")
    is_area = here.figure.kind == "measure" and unit is not None and unit.dimension == "area"
    words = here.words(here.first, here.end)
    return is_area and any(word in FIRES and before not in OF_GUNS for before, word in pairwise(["", *words]))


def _is_still_treated(here: Setting) -> bool:
    """Tell "26 injured are still being treated" from all who were injured."""
    behind = {*here.words(here.b, min(here.b + 10, here.right))}
    return not STILL.isdisjoint(behind) and not TREATED.isdisjoint(behind)


def _noun(figure: Figure, concept: str | None) -> str | None:
    if figure.kind not in COUNTING:
        return None
    if concept in HUMAN and figure.unit in {None, "name"}:
        return "person"  # "the list of the missing has 58 names"
    if concept == "cases" and figure.unit in {None, "person"}:
        return "case"  # "112 people have fallen ill"
    return noun_class(figure.unit)


def _is_length(figure: Figure) -> bool:
    return figure.kind == "measure" and figure.unit in UNITS and UNITS[figure.unit].dimension == "length"
