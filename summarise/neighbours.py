"""Figures by their neighbours: units that are left out the second time, and conversions in brackets."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import zip_longest

from summarise.found import Found
from summarise.lookalikes import DESIGNATORS
from summarise.money import LARGE
from summarise.text import Tokens
from summarise.units import convert

# These pass no unit on.
UNINHERITED = frozenset({"identifier", "date", "time", "ordinal", "age", "duration"})
WITH_TAIL = frozenset({"percent", "money", "measure", "count"})
CLAUSE_ENDS = frozenset({".", "\n", ";", ":", "?"})
# How many tokens back a number may point, and the words before it that do: "it was 290".
FARTHEST = 40
FARTHEST_MONEY, REMEMBERED = 80, 8
POINTING = frozenset({"was", "were", "is"})
DIRECTIONS = frozenset("up down higher lower firmer weaker stronger softer".split())
MOVES = frozenset(
    "rose fell gained lost dropped jumped slid slipped climbed rallied tumbled sank added eased surged "
    "strengthened weakened advanced declined plunged soared edged".split()
)
POINTERS = frozenset({"it", "that", "this", "they"})
AGED = frozenset({"aged", "ages", "age"})
BEHIND_BARE_COUNT = frozenset({",", ".", ";", ")", "and", "on", "in", "for", "\n", ""})


def share_tails(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Return the figures, a bare number with the scale and unit of the one that it changes to.

    "Cut from 210 to 140 million euros", "rose from 12 to 15%".
    """
    return [_with_tail(tokens, item, following) for item, following in zip_longest(found, found[1:])]


def _with_tail(tokens: Tokens, item: Found, following: Found | None) -> Found:
    if following is None or item.kind != "count" or item.unit is not None or item.interval is None:
        return item
    changes = tokens.word(item.first - 1) == "from" and tokens.words[item.end : following.first] == ["to"]
    if not changes or following.interval is None or following.kind not in WITH_TAIL:
        return item
    low, high = item.interval
    if following.kind == "percent" and following.unit != "%":
        return item  # "from 5 to 3 points" may be points of a game
    scale = Decimal(1)
    if following.end - following.first > 1 and following.kind in {"money", "count"}:
        scale = _shared_scale(following.interval[0], low)
    kind, unit = following.kind, following.unit
    return replace(item, kind=kind, low=low * scale, high=high * scale, unit=unit)


def inherit_units(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Return the figures, those that leave their unit out with the unit of the one before in the sentence.

    "82 million euros after 37 million in one-off items", "41.5 per cent, Civic Union 38.5", "66 seats, the
    Farmers 64", "EUR 158 million (139)".
    """
    done: list[Found] = []
    for item in found:
        if _is_listed_age(tokens, done, item):
            done.append(replace(item, kind="age", unit="year"))
            continue
        if _begins_quotation(tokens, item):
            done.append(item)
            continue
        speaking = (
            f for f in reversed(done[-3:]) if f.kind not in UNINHERITED and not _is_bracketed(tokens, f)
        )
        earlier = next(speaking, None)
        inheriting = _inherit(tokens, earlier, item) if earlier else item
        done.append(_of_its_currency(tokens, done, item) if inheriting is item else inheriting)
    return done


def _is_listed_age(tokens: Tokens, done: Sequence[Found], item: Found) -> bool:
    """Tell the 34 of "two men, aged 19 and 34, died"."""
    if item.kind != "count" or item.unit is not None or not done or done[-1].kind != "age":
        return False
    first = next((f for f in reversed(done) if f.kind != "age" or tokens.word(f.first - 1) in AGED), None)
    listed = tokens.words[done[-1].end : item.first] in ([","], ["and"], ["or"], ["to"], [",", "and"])
    aged = first is not None and first.kind == "age"
    return listed and aged and tokens.word(item.end) in BEHIND_BARE_COUNT


def _begins_quotation(tokens: Tokens, item: Found) -> bool:
    """Tell a number that a quotation begins with: what stands before it is said by somebody else."""
    return tokens.word(item.first - 1) == '"' and tokens.glued(item.first)


def _of_its_currency(tokens: Tokens, earlier: list[Found], item: Found) -> Found:
    """Give millions of nothing the currency that the lines before speak in: "They asked for 6 billion"."""
    if item.kind != "count" or item.unit is not None or item.interval is None:
        return item
    if item.interval[0] < 10**6 or LARGE.isdisjoint(tokens.words[item.first : item.end]):
        return item
    near = (f for f in reversed(earlier[-REMEMBERED:]) if item.first - f.end <= FARTHEST_MONEY)
    amount = next((f for f in near if f.kind == "money" and not _is_bracketed(tokens, f)), None)
    return replace(item, kind="money", unit=amount.unit) if amount else item


def _is_bracketed(tokens: Tokens, item: Found) -> bool:
    """Tell a conversion in brackets, whose unit is not the one that the sentence speaks in."""
    return item.kind in {"money", "measure"} and _stands_in_brackets(tokens, item)


def _stands_in_brackets(tokens: Tokens, item: Found) -> bool:
    return tokens.word(item.first - 1) == "(" and tokens.word(item.end) == ")"


def _inherit(tokens: Tokens, earlier: Found, item: Found) -> Found:
    between = tokens.words[earlier.end : item.first]
    if len(between) > 14 or not CLAUSE_ENDS.isdisjoint(between):
        return _inherit_across(tokens, earlier, item)
    if item.kind == "identifier":
        return _inherit_noun_by_name(tokens, earlier, item)
    if item.kind != "count" or item.unit is not None:
        return item
    if earlier.kind == "money":
        return _inherit_currency(tokens, earlier, item)
    if earlier.kind == "percent":
        return _inherit_percent(tokens, earlier, item)
    if earlier.kind == "measure" and tokens.word(item.first - 1) == "from":
        return replace(item, kind="measure", unit=earlier.unit)  # "to 9.02 metres, from 8.94"
    closed = tokens.word(item.end) in BEHIND_BARE_COUNT
    if earlier.kind == "count" and earlier.unit and closed and len(between) <= 7 and "(" not in between:
        return replace(item, unit=earlier.unit)
    return item


def _inherit_across(tokens: Tokens, earlier: Found, item: Found) -> Found:
    """Give a number that points back the unit of the sentence before: "It was 121 million", "led by 5.3"."""
    if item.kind != "count" or item.unit is not None or item.interval is None:
        return item
    if item.first - earlier.end > FARTHEST or earlier.kind not in WITH_TAIL - {"count"}:
        return item
    value, before = item.interval[0], tokens.word(item.first - 1)
    points = before in POINTING and tokens.word(item.end) in BEHIND_BARE_COUNT
    points &= earlier.kind == "money" or tokens.word(item.first - 2) in POINTERS
    broken = value != int(value)
    if earlier.kind == "percent":
        if earlier.unit != "%" or not (broken or points) or not 0 <= value <= 100:
            return item
        return replace(item, kind="percent", unit="pp" if before == "by" else "%")
    if earlier.kind == "money" and value < 10**6:
        return item
    return replace(item, kind=earlier.kind, unit=earlier.unit) if points else item


def _inherit_noun_by_name(tokens: Tokens, earlier: Found, item: Found) -> Found:
    """Read "the Farmers 64" behind "66 seats" as a count, not as a name with a number."""
    name, number = tokens.word(item.first), tokens.word(item.end - 1)
    listed = earlier.unit or item.first == earlier.end + 1  # "the army counted nine, the rebels 14"
    if earlier.kind != "count" or not listed or item.first - earlier.end > 6:
        return item
    named = item.end - item.first == 2 and tokens.is_word(item.first) and name not in DESIGNATORS
    if not named or not number.isdecimal():
        return item
    value = Decimal(number)
    return replace(item, first=item.first + 1, kind="count", low=value, high=value, unit=earlier.unit)


def _inherit_currency(tokens: Tokens, earlier: Found, item: Found) -> Found:
    """Give "37 million" the currency of the amount before it; "(139)" behind "158 million" its scale too."""
    if earlier.interval is None or item.interval is None:
        return item
    low, high = item.interval
    if item.first == earlier.end + 1 and _stands_in_brackets(tokens, item):
        scale = _shared_scale(earlier.interval[0], low)
        return replace(item, kind="money", low=low * scale, high=high * scale, unit=earlier.unit)
    return replace(item, kind="money", unit=earlier.unit) if low >= 10**6 else item


def _shared_scale(amount: Decimal, bare: Decimal) -> Decimal:
    """Return the thousands, millions … of an amount that the bare number behind it is meant in."""
    if amount < 10**6 or bare >= 10**5:
        return Decimal(1)
    scale = Decimal(10) ** (amount.adjusted() // 3 * 3)
    while scale > 1 and bare * scale > amount * 20:
        scale /= 1000
    return scale


def _inherit_percent(tokens: Tokens, earlier: Found, item: Found) -> Found:
    if earlier.unit != "%" or not isinstance(item.low, Decimal) or abs(item.low) > 100:
        return item
    if tokens.word(item.end) in {"per", "against", "a"} or _is_level(tokens, earlier, item):
        return item  # the crown "strengthened 0.6% to 10.42 per euro"
    compared = item.low != int(item.low) or tokens.word(item.first - 1) in {"from", "to"}
    return replace(item, kind="percent", unit="%") if compared else item


def _is_level(tokens: Tokens, earlier: Found, item: Found) -> bool:
    """Tell the price or rate behind a change: "closed 2.1% up at 13.84", "fell 4.5% to 12.3"."""
    before = tokens.word(item.first - 1)
    if tokens.words[item.end : item.end + 2] == ["to", "the"]:
        return True
    if before == "at":
        return not DIRECTIONS.isdisjoint(tokens.words[earlier.end : item.first])
    return before == "to" and item.first == earlier.end + 1 and tokens.word(earlier.first - 1) in MOVES


def tie_conversions(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Return the figures, each that converts the one before tied to it and checked against it."""
    tied: list[Found] = []
    for n, item in enumerate(found):
        if n and _converts(tokens, found[n - 1], item):
            earlier = tied[n - 1].converts
            source = n - 1 if earlier is None else earlier
            tied.append(replace(item, converts=source, note=_misfit(found[source], item) or item.note))
        else:
            tied.append(item)
    return tied


def _converts(tokens: Tokens, earlier: Found, item: Found) -> bool:
    """Tell whether a figure in brackets, or behind "or" or a slash, gives the one before in another unit."""
    if item.kind != earlier.kind or item.kind not in {"measure", "money"} or earlier.unit == item.unit:
        return False
    between = tokens.words[earlier.end : item.first]
    bracketed = between[:1] == ["("] and len(between) <= 3
    bracketed |= between[-1:] == ["("] and len(between) <= 4 and "." not in between
    if item.kind == "money":
        return bracketed
    listed = between in (["or"], ["/"], [",", "or"], ["-", "or"])
    return (bracketed or listed) and convert(Decimal(1), earlier.unit or "", item.unit or "") is not None


def _misfit(original: Found, conversion: Found) -> str | None:
    """Say where a conversion does not give the original's value within five per cent."""
    if original.kind == "money" or original.interval is None or conversion.interval is None:
        return None
    stated = conversion.interval[0]
    converted = convert(original.interval[0], original.unit or "", conversion.unit or "")
    if converted is None or abs(converted - stated) <= abs(converted) * Decimal("0.05") + Decimal("0.5"):
        return None
    return "the bracketed conversion does not fit its original"
