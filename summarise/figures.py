"""The inventory: every figure of a text, found by hand-written rules, with its value and exact range."""

import re
from collections.abc import Iterator
from datetime import date

from summarise.clock import NAMED_HOURS, read_time
from summarise.codes import find_codes
from summarise.dates import BEGINNINGS, DAYS_FROM_TODAY, MONTHS, WEEKDAYS, read_date
from summarise.found import Found
from summarise.lookalikes import DESIGNATORS
from summarise.neighbours import inherit_units, share_tails, tie_conversions
from summarise.nouns import counted_noun, unit_of
from summarise.numbers import NUMBER_WORDS, PARTS, PLURAL_SCALES, SCALE_WORDS, TENS_OF_YEARS, VULGAR
from summarise.qualifiers import qualifier_before
from summarise.quantity import read_quantity
from summarise.text import Tokens, tokens_of
from summarise.units import CURRENCY_SIGNS, CURRENCY_WORDS
from summarise.values import Figure
from summarise.when import When

VAGUE_WORDS = PLURAL_SCALES.union("several many few handful couple numerous countless tens a".split())
# The words that may begin a quantity, and those that may begin any figure; so may every numeral.
QUANTITY_WORDS = NUMBER_WORDS | PARTS.keys() | VULGAR.keys() | CURRENCY_SIGNS.keys() | {"a", "an"}
PAPERS = frozenset(
    "times telegraph mail mirror express post herald star independent tribune world sun".split()
)
POSSESSIVES = frozenset(f"{word}'s" for word in (*WEEKDAYS, *MONTHS, *DAYS_FROM_TODAY))
TRIGGERS = (
    BEGINNINGS
    | POSSESSIVES
    | QUANTITY_WORDS
    | VAGUE_WORDS
    | NAMED_HOURS.keys()
    | TENS_OF_YEARS.keys()
    | {"'"}
)


def find_figures(text: str, reference: date | None = None) -> list[Figure]:
    """Return every figure of a text in the order of its characters; no digit is outside of one.

    `reference` is the day on which the text was written; "yesterday" and "Thursday" are resolved against it.

    >>> [(f.text, f.kind, f.low, f.unit) for f in find_figures("At least 130 people fled 5 km.")]
    [('At least 130', 'count', Decimal('130'), 'person'), ('5 km', 'measure', Decimal('5'), 'km')]
    """
    if not text:
        return []
    tokens = tokens_of(text)
    found = tie_conversions(
        tokens, inherit_units(tokens, share_tails(tokens, list(_scan(tokens, reference))))
    )
    return _swept(text, [_figure(tokens, n, item) for n, item in enumerate(found, 1)])


def _scan(tokens: Tokens, reference: date | None) -> Iterator[Found]:
    """Walk over the tokens once; at each that may begin a figure, let the rules look in their order."""
    # Numerals are told as in `Tokens.is_numeral`: this looks at every token of a text.
    beginnings = [i for i, word in enumerate(tokens.words) if "0" <= word < ":" or word in TRIGGERS]
    codes = find_codes(tokens, beginnings)
    floor = 0
    for i in sorted({*codes, *beginnings}):
        if i < floor:
            continue
        if i in codes:
            found: Found | None = Found(i, codes[i], "identifier")
        else:
            found = _figure_at(tokens, i, floor, reference)
        if found is not None:
            yield found
            floor = found.end


def _figure_at(tokens: Tokens, i: int, floor: int, reference: date | None) -> Found | None:
    if (time := read_time(tokens, i)) is not None:
        return time
    when = None if _names_a_paper(tokens, i) else read_date(tokens, i, reference)
    if when is not None and not _is_designated(tokens, i, when):
        return _dated(tokens, i, when, floor)
    if tokens.words[i] in TENS_OF_YEARS:
        return _tens_of_years(tokens, i)
    if tokens.words[i] in VAGUE_WORDS and (vague := _vague(tokens, i, floor)) is not None:
        return vague
    if tokens.is_numeral(i) or tokens.words[i] in QUANTITY_WORDS:
        return read_quantity(tokens, i, floor)
    return None


def _is_designated(tokens: Tokens, i: int, when: When) -> bool:
    """Tell a bare year from the number of a thing, as in "Flight 1999"."""
    return when.grain == "year" and when.end == i + 1 and tokens.word(i - 1) in DESIGNATORS


def _names_a_paper(tokens: Tokens, i: int) -> bool:
    """Tell the Sunday Times from a Sunday."""
    return tokens.word(i) in WEEKDAYS and tokens.word(i + 1) in PAPERS and tokens.raw(i + 1)[0].isupper()


def _dated(tokens: Tokens, i: int, when: When, floor: int) -> Found:
    """Take the words in front of a date in that belong to it: "between 2012 and 2016", "mid-2024"."""
    first = i
    if when.grain == "year" and when.end == i + 3 and tokens.word(i - 1) in {"between", "from"} and i > floor:
        first = i - 1
    elif tokens.word(i - 1) == "-" and tokens.word(i - 2) == "mid" and i - 2 >= floor:
        first = i - 2
    elif tokens.word(i) in {"yesterday", "tomorrow"} and tokens.word(i - 2) == "day" and i - 2 >= floor:
        first = i - 2  # the day before yesterday
    return Found(first, when.end, "date", when.low, when.high, grain=when.grain, note=when.note)


def _tens_of_years(tokens: Tokens, i: int) -> Found | None:
    """Read "in her eighties"."""
    if tokens.word(i - 2) != "in" or tokens.word(i - 1) not in {"his", "her", "their"}:
        return None
    low = TENS_OF_YEARS[tokens.word(i)]
    return Found(i, i + 1, "age", low, low + 9, "year")


def _vague(tokens: Tokens, i: int, floor: int) -> Found | None:
    """Read "dozens", "several hundred", "a few thousand", "tens of thousands", "hundreds of millions"."""
    if not _is_vague(tokens, i):
        return None
    end = i + 2 if tokens.word(i) == "a" else i + 1
    at = _past_of(tokens, end)
    while tokens.word(at) in PLURAL_SCALES or tokens.word(at) in SCALE_WORDS:
        end = at + 1
        at = _past_of(tokens, end)
    noun = counted_noun(tokens, at, one=False)
    unit = unit_of(tokens.word(noun)) if noun is not None else None
    if at > end:
        unit = CURRENCY_WORDS.get(tokens.word(at).removesuffix("s"), unit)
    first, qualifier = qualifier_before(tokens, i, floor)
    return Found(first, end, "vague", unit=unit, qualifier=qualifier)


def _past_of(tokens: Tokens, i: int) -> int:
    return i + 1 if tokens.word(i) == "of" else i


def _is_vague(tokens: Tokens, i: int) -> bool:
    """Tell "tens of thousands" and "scores of" from "tens" and "scores", "a few" from "the few"."""
    word, before, behind = tokens.word(i), tokens.word(i - 1), tokens.word(i + 1)
    match word:
        case "a":
            return behind in {"few", "handful", "couple"}
        case "tens":
            return behind == "of" and tokens.word(i + 2) in PLURAL_SCALES
        case "scores":
            return behind in {"of", "more", "dead", "injured", "killed", "were"}
        case "many":
            return before not in {"as", "how", "so", "too"}
        case "few":
            return before not in {"the", "past", "last", "next", "very", "too"}
        case _:
            return word != "couple"


def _figure(tokens: Tokens, n: int, found: Found) -> Figure:
    folded = tokens.folded
    start, end = folded.span(tokens.starts[found.first], tokens.ends[found.end - 1])
    return Figure(
        id=f"f{n}",
        start=start,
        end=end,
        text=folded.text[start:end],
        kind=found.kind,
        low=found.low,
        high=found.high,
        unit=found.unit,
        qualifier=found.qualifier,
        grain=found.grain,
        same_as=None if found.converts is None else f"f{found.converts + 1}",
        note=found.note,
    )


def _swept(text: str, figures: list[Figure]) -> list[Figure]:
    """Add each digit that no rule took as an identifier, so that nothing slips past."""
    swept: list[Figure] = []
    position = 0
    for figure in figures:
        swept += _left_over(text, position, figure.start)
        swept.append(figure)
        position = figure.end
    swept += _left_over(text, position, len(text))
    if len(swept) == len(figures):
        return figures
    renamed = {figure.id: f"f{n}" for n, figure in enumerate(swept, 1) if figure.id}
    return [
        figure.model_copy(update={"id": f"f{n}", "same_as": renamed.get(figure.same_as or "")})
        for n, figure in enumerate(swept, 1)
    ]


def _left_over(text: str, start: int, end: int) -> Iterator[Figure]:
    """Yield the words with a digit in a stretch of text without figures; they have no id yet."""
    between = text[start:end]
    if between.isascii() and not any(digit in between for digit in "0123456789"):
        return  # as good as always
    for match in re.finditer(r"\S+", between):
        if any(c.isdigit() or c in VULGAR for c in match.group()):
            first, last = start + match.start(), start + match.end()
            yield Figure(id="", start=first, end=last, text=match.group(), kind="identifier")
