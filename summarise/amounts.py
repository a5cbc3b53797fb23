"""Amounts: a number or a range of numbers with the currency, unit or years of age that stand around it."""

from dataclasses import dataclass, replace
from decimal import Decimal

from summarise.dates import MONTHS, WEEKDAYS
from summarise.money import Currency, currency_before, currency_behind
from summarise.nouns import PEOPLE, SOMEBODY, is_plural
from summarise.numbers import Number, read_number, read_numeral
from summarise.text import Tokens
from summarise.units import CURRENCY_CODES, DURATIONS, Unit, read_unit
from summarise.values import Kind

# Behind "from", these tell a range from a change: "ranging from 5 to 7".
RANGE_CUES = frozenset("range ranges ranged ranging anywhere vary varies varied varying estimates".split())
CLOSING = frozenset({".", ",", ";", ")", "and", "but", "when", "this", "now", "then"})
# Behind "a woman of 91".
OF_AN_AGE = CLOSING | frozenset({"who", "was", "is", "from", "carried", "in"})
# How far before a number its "retirement age" may stand, and which ages one is raised to or is.
FARTHEST_AGE, LEAST_AGE = 20, 10
RETIRING = frozenset({"retire", "retires", "retired", "retirement"})
AGED_BY = frozenset(
    "pension minimum legal voting median average mean drinking raise raises raised lower".split()
)
# "Eleven of the dead were under 18."
BEING = frozenset({"were", "are"})
FARTHEST_OLD = 6
LIMITS = frozenset({"under", "over", "above", "below"})
AGE_UNITS = frozenset({"year", "month", "week", "day"})


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range with the unit that stands around it; the kind is `count` while there is none."""

    first: int
    end: int
    low: Number
    high: Number
    unit: str | None = None
    kind: Kind = "count"


def read_half_units(tokens: Tokens, i: int) -> Amount | None:
    """Return the amount in "half an hour", "half a mile" and "an hour and a half", none for anything else."""
    if tokens.word(i) == "half" and tokens.word(i + 1) in {"a", "an"}:
        unit, value, more = read_unit(tokens, i + 2), Decimal("0.5"), 0
    elif tokens.word(i) in {"a", "an", "one"}:
        unit, value, more = read_unit(tokens, i + 1), Decimal("1.5"), 3
    else:
        return None
    if unit is None or unit[1].dimension not in {"duration", "months", "length"}:
        return None
    end = unit[0] + more
    if more and tokens.words[unit[0] : end] != ["and", "a", "half"]:
        return None
    number = Number(end, value)
    return Amount(
        i, end, number, number, unit[1].sign, "duration" if unit[1].sign in DURATIONS else "measure"
    )


def with_range(tokens: Tokens, amount: Amount, floor: int) -> Amount:
    """Take in the other end: "10-15", "10 to 15", "between 10 and 15", "$1.5bn-$2bn", "five or six"."""
    unit = read_unit(tokens, amount.end)
    at = unit[0] if unit else amount.end
    if tokens.word(at) == "-" and tokens.glued(at) and tokens.word(at + 1) in {"to", "or"}:
        at += 1  # a 5- to 10-kilometre stretch
    opening = tokens.word(amount.first - 1) if amount.first > floor else ""
    if not _joins_range(tokens, at, amount, opening):
        return amount
    currency = _currency_of_other_end(tokens, at + 1, amount)
    number_at = currency.number if currency else at + 1
    other = read_number(tokens, number_at)
    if (
        other is None
        or other.form == "ordinal"
        or (other.form == "fraction") != (amount.low.form == "fraction")
    ):
        return amount
    if currency and currency.code != amount.unit:
        return amount
    low = amount.low
    if unit is None and tokens.word(at) != "or":
        low = _with_scale_of(tokens, low, other, number_at)
    if low.value >= other.value or not _is_same_unit(tokens, unit, other):
        return amount
    if tokens.word(at) == "or" and (unit is not None or not _is_near(low, other)):
        return amount
    if tokens.word(at) == "to" and tokens.word(other.end) == "-" and tokens.is_numeral(other.end + 1):
        return amount
    first = amount.first - 1 if opening == "between" else amount.first
    return replace(amount, first=first, end=other.end, low=low, high=other)


def _joins_range(tokens: Tokens, at: int, amount: Amount, opening: str) -> bool:
    """Tell whether the word at token `at` may join the two ends of a range."""
    joined = tokens.word(at)
    if joined not in {"-", "to", "and", "or"} or (joined == "and" and opening != "between"):
        return False
    if joined == "-" and tokens.glued(at) != tokens.glued(at + 1):
        return False
    before = range(max(amount.first - 5, 0), amount.first)
    return opening != "from" or joined == "-" or any(tokens.word(j) in RANGE_CUES for j in before)


def _currency_of_other_end(tokens: Tokens, i: int, amount: Amount) -> Currency | None:
    if amount.unit is None:
        return None
    if tokens.raw(i) in CURRENCY_CODES and tokens.is_numeral(i + 1):
        return Currency(i, i + 1, tokens.raw(i))
    return currency_before(tokens, i, i)


def _with_scale_of(tokens: Tokens, low: Number, other: Number, other_at: int) -> Number:
    """Read "1.5 to 2 million" as a range of millions."""
    if not other.scaled or not other.value or low.scaled or low.value >= 1000:
        return low
    return low._replace(value=low.value * (other.value / _unscaled(tokens, other_at)))


def _unscaled(tokens: Tokens, i: int) -> Decimal:
    """Return the value of the number at token i without its scale word."""
    if tokens.is_numeral(i):
        return read_numeral(tokens.word(i))
    number = read_number(tokens, i)
    value = number.value if number else Decimal(1)
    scales = (Decimal(10**n) for n in (12, 9, 6, 3, 2))
    return next((value / scale for scale in scales if value >= scale), Decimal(1))


def _is_same_unit(tokens: Tokens, unit: tuple[int, Unit] | None, other: Number) -> bool:
    """Tell whether a unit behind the lower end stands behind the other end as well."""
    if unit is None:
        return True
    behind = read_unit(tokens, other.end)
    return behind is not None and behind[1].sign == unit[1].sign


def _is_near(low: Number, other: Number) -> bool:
    """Tell "five or six" from two numbers to choose between."""
    return other.value - low.value <= max(low.value, Decimal(2))


def with_unit(tokens: Tokens, amount: Amount) -> Amount:
    """Take in what the number is a number of: a currency word, a percent sign, a unit, years of age."""
    behind = currency_behind(tokens, amount.end)
    if amount.unit is not None:
        doubled = behind and behind[1] == amount.unit and tokens.raw(amount.end) in CURRENCY_CODES
        return replace(amount, end=behind[0] if behind and doubled else amount.end, kind="money")
    if behind is not None:
        return replace(amount, end=behind[0], unit=behind[1], kind="money")
    if tokens.raw(amount.end) == "p" and tokens.glued(amount.end) and tokens.word(amount.end + 1) != "-":
        return _pence(amount)
    if (age := _age_by_noun(tokens, amount) or _age_by_cue(tokens, amount)) is not None:
        return age
    unit = read_unit(tokens, amount.end)
    return _measured(tokens, amount, *unit) if unit else amount


def _pence(amount: Amount) -> Amount:
    """Read "310p" as pounds."""
    low, high = (n._replace(value=n.value / 100) for n in (amount.low, amount.high))
    return replace(amount, end=amount.end + 1, low=low, high=high, unit="GBP", kind="money")


def _measured(tokens: Tokens, amount: Amount, end: int, unit: Unit) -> Amount:
    if unit.sign == "lb" and tokens.word(end) == "sterling":
        return replace(amount, end=end + 1, unit="GBP", kind="money")
    if unit.dimension in {"percent", "points"}:
        return replace(amount, end=end, unit=unit.sign, kind="percent")
    if unit.sign in DURATIONS:
        chosen = unit.sign == "second" and amount.low.value == 1 and tokens.word(end) in {"in", "of"}
        return amount if chosen else replace(amount, end=end, unit=unit.sign, kind="duration")
    if amount.low.form == "fraction" and unit.dimension != "length":
        return amount
    return replace(amount, end=_past_inches(tokens, end, unit), unit=unit.sign, kind="measure")


def _past_inches(tokens: Tokens, end: int, unit: Unit) -> int:
    """Keep "6 feet 2 inches" together, in the value of the feet."""
    if unit.sign == "ft" and tokens.is_numeral(end):
        inches = read_unit(tokens, end + 1)
        return inches[0] if inches and inches[1].sign == "in" else end
    return end


def _age_by_noun(tokens: Tokens, amount: Amount) -> Amount | None:
    """Read "37-year-old", "12 years old", "12 years of age"."""
    end = amount.end
    one, two, three, four = tokens.words[end : end + 4]
    if one == "-" and two in AGE_UNITS and three == "-" and four == "old":
        return replace(amount, end=end + 4, unit=two, kind="age")
    unit = one.removesuffix("s")
    if unit in AGE_UNITS and two == "old":
        return replace(amount, end=end + 2, unit=unit, kind="age")
    if unit in {"year", "month"} and two == "of" and three == "age":
        return replace(amount, end=end + 3, unit=unit, kind="age")
    return None


def _age_by_cue(tokens: Tokens, amount: Amount) -> Amount | None:
    """Read "aged 12", "age of 12", "Maria Oduya, 34,"."""
    if not 0 < amount.low.value < 125 or amount.low.scaled:
        return None
    first, end = amount.first, amount.end
    before, earlier = tokens.word(first - 1), tokens.word(first - 2)
    cued = before in {"of", "between"} and earlier in {"age", "ages", "aged"}
    if cued or before in {"age", "aged", "ages"}:
        unit = read_unit(tokens, end)
        if unit is None:
            return replace(amount, unit="year", kind="age")
        if unit[1].sign in {"year", "month"}:
            return replace(amount, end=unit[0], unit=unit[1].sign, kind="age")
    if before in {"his", "her", "their"} and tokens.word(first - 2) == "in" and tokens.word(end) == "s":
        tens = amount.high._replace(value=amount.high.value + 9)
        return replace(amount, end=end + 1, high=tens, unit="year", kind="age")  # "a man in his 80s"
    if before == "," and tokens.words[end : end + 2] == ["years", ","] and tokens.has_capital(first - 2):
        return replace(amount, end=end + 1, unit="year", kind="age")
    if _is_age_of_law(tokens, first, end) and amount.low.value >= LEAST_AGE:
        return replace(amount, unit="year", kind="age")
    if _is_said_of_somebody(tokens, amount) or _is_limit_of_age(tokens, first, end):
        return replace(amount, unit="year", kind="age")
    return None


def _is_said_of_somebody(tokens: Tokens, amount: Amount) -> bool:
    """Tell "Jochen Brandl (44)", "who is 38 and", "a woman of 91", "Maria Oduya, 34," from counts."""
    before, earlier = tokens.word(amount.first - 1), tokens.word(amount.first - 2)
    behind = tokens.word(amount.end)
    if before == "(" and behind == ")" and amount.low.bare:
        return all(tokens.has_capital(amount.first - n) and tokens.is_word(amount.first - n) for n in (2, 3))
    if before in {"is", "was", "turned"} and (earlier in {"who", "he", "she", "i"} or earlier in SOMEBODY):
        return behind in CLOSING
    if amount.low is not amount.high:
        return False
    if before == "is" and earlier == "," and tokens.has_capital(amount.first - 3):
        return behind in CLOSING and amount.low.value >= LEAST_AGE  # "his mother, Rosa, is 81 and lives"
    if before == "of" and earlier in SOMEBODY:
        return behind in OF_AN_AGE
    named = _ends_name(tokens, amount.first - 2) and earlier not in MONTHS and earlier not in WEEKDAYS
    alone = amount.low.bare and not tokens.is_numeral(amount.end + 1)
    return (named or earlier in SOMEBODY) and alone and before == behind == ","


def _is_limit_of_age(tokens: Tokens, first: int, end: int) -> bool:
    """Tell "children under seven" and "women over 60" from "two people over 10 days"."""
    whose = tokens.word(first - 2)
    if whose == "aged" and tokens.word(first - 1) in LIMITS:
        return True
    if whose in BEING and tokens.word(first - 1) in LIMITS and tokens.word(end) in CLOSING:
        return not PEOPLE.isdisjoint(tokens.words[max(first - 2 - FARTHEST_OLD, 0) : first - 2])
    plural = (whose in PEOPLE and whose not in SOMEBODY) or whose in {"those", "anyone", "everyone"}
    counted = tokens.is_word(end) and is_plural(tokens.word(end))
    return tokens.word(first - 1) in LIMITS and plural and not counted and read_unit(tokens, end) is None


def _is_age_of_law(tokens: Tokens, first: int, end: int) -> bool:
    """Tell the 65 of "raise the retirement age from 62 to 65" and the 38 of "the median age is 38"."""
    if tokens.word(end) not in CLOSING | {"", "by", "instead", "from", "to", "in", "\n"}:
        return False
    before = []
    for j in range(first - 1, max(first - FARTHEST_AGE, -1), -1):
        if tokens.word(j) in {".", "\n", ";"}:
            break
        before.append(tokens.word(j))
    if not before or before[0] not in {"from", "to", "at", "of", "is", "was", "than"}:
        return False
    return bool(RETIRING.intersection(before)) or (
        "age" in before and not AGED_BY.isdisjoint(before) and before[0] != "of"
    )


def _ends_name(tokens: Tokens, j: int) -> bool:
    """Tell whether a name ends at token j: "Maria Oduya", "Choi Min-seok"."""
    if tokens.word(j - 1) == "-" and tokens.glued(j):
        j -= 2
    return tokens.has_capital(j)
