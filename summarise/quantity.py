"""Quantities: amounts with sign, qualifier and what they count, told from ordinals, scores and shares."""

from fractions import Fraction

from summarise.amounts import Amount, read_half_units, with_range, with_unit
from summarise.dates import read_date
from summarise.found import Found
from summarise.lookalikes import read_lookalike
from summarise.money import currency_before
from summarise.nouns import counted_noun, counts_people, unit_of
from summarise.numbers import NUMBER_WORDS, Number, decimal_of, read_number
from summarise.qualifiers import qualifier_before, qualifier_behind
from summarise.text import Tokens
from summarise.units import read_unit
from summarise.values import Kind, Qualifier

SCORE_CUES = frozenset(
    "won win wins winning beat beats beaten beating defeat defeated defeating victory lead led leading lost "
    "loss lose losing draw drew drawn level score scores scored scoreline tie tied vote voted votes voting "
    "ruling ruled decision majority verdict passed approved rejected upheld set sets match aggregate "
    "penalties shootout split ahead down up advanced through result equaliser final thrashed edged "
    "margin".split()
)
# What "one in" and "nine in" may be in; more than these only with "out of".
ROUND_WHOLES = frozenset({3, 4, 5, 6, 8, 10, 20, 100})
# Behind a capital, these make people of a nation or a town: "1,386 Dalmorians", "two Londoners".
PEOPLE_ENDINGS = ("ians", "eans", "cans", "ans", "ese", "ish", "ers", "elis", "anis", "aqis", "udis")
POLL_WORDS = frozenset("% percent cent poll polls vote votes percentage".split())
GAME_WORDS = frozenset({"index", "scored", "league"})
# Behind these, "over" belongs to the verb or noun: "handed over 195 prisoners", "a row over 20 islands".
WITH_OVER = frozenset(
    "hand hands handed handing turn turns turned turning sign signed signing "
    "pass passed carry carried give gives gave given roll rolled won control dispute disputes row clash "
    "clashes talks concern concerns fears anger victory power jurisdiction sovereignty".split()
)
# Behind these, "over two days" is a length; elsewhere it means during.
LASTING = frozenset("last lasted lasting for took take takes spent waited served after than of".split())


def read_quantity(tokens: Tokens, i: int, floor: int) -> Found | None:
    """Return the figure whose number or currency begins at token i; nothing before `floor` belongs to it."""
    currency = currency_before(tokens, i, floor)
    first, at, code = currency or (i, i, None)
    if (lasting := read_half_units(tokens, i)) is not None:
        return _finished(tokens, lasting, floor)
    number = read_number(tokens, at)
    if number is None:
        return None
    lookalike = read_lookalike(tokens, at, number) if code is None else None
    if lookalike is not None and lookalike.first >= floor:
        return lookalike
    if (minus := _minus_before(tokens, first, floor)) is not None:
        first, number = minus, number._replace(value=-number.value)
    if number.form == "ordinal":
        return _ordinal(tokens, first, number)
    if code is None and (score := _score(tokens, at, number)) is not None:
        return score
    if code is None and (share := _share(tokens, at, number)) is not None:
        return _finished(tokens, share, floor)
    amount = with_range(tokens, Amount(first, number.end, number, number, code), floor)
    return _finished(tokens, with_unit(tokens, amount), floor)


def _minus_before(tokens: Tokens, first: int, floor: int) -> int | None:
    """Return where a minus sign begins that belongs to the number: "-5", "minus 5", not "10-5"."""
    before, earlier = tokens.word(first - 1), tokens.word(first - 2)
    if first <= floor:
        return None
    if before == "minus":
        return first - 1
    alone = first > 1 and earlier != "\n" and (earlier == "(" or not tokens.glued(first - 1))
    alone = alone or (before == "-" and earlier in {"", "\n"} and tokens.word(first + 1) in {"%", "percent"})
    return first - 1 if before == "-" and tokens.glued(first) and alone else None


def _ordinal(tokens: Tokens, first: int, number: Number) -> Found:
    at = tokens.past_hyphen(number.end)
    end = at + 1 if tokens.word(at) in {"half", "quarter"} else number.end
    return Found(first, end, "ordinal", number.value, number.value)


def _score(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Read "3-1" and "won by 52 to 48" as a score or a tally of votes, not as a range."""
    if (tally := _tally(tokens, i, number)) is not None:
        return tally
    joined = tokens.word(number.end)
    if joined not in {"-", "to"} or not _is_whole(number) or tokens.word(i - 1) == "from":
        return None
    if joined == "-" and tokens.glued(number.end) != tokens.glued(number.end + 1):
        return None
    other = read_number(tokens, number.end + 1)
    if other is None or not _is_whole(other) or tokens.word(other.end) in {"%", "percent", "-"}:
        return None
    if read_unit(tokens, other.end) is not None:
        return None
    falling = number.value >= other.value
    if joined == "-" and falling:
        return Found(i, other.end, "score")
    around = (*range(max(i - 6, 0), i), *range(other.end, min(other.end + 4, len(tokens))))
    cued = any(tokens.word(j) in SCORE_CUES for j in around)
    if not cued or (joined == "to" and not falling) or counted_noun(tokens, other.end, one=False) is not None:
        return None
    return Found(i, other.end, "score")


def _tally(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Read "402 votes to 131" and "five votes to two"."""
    if tokens.words[number.end : number.end + 2] != ["votes", "to"] or not _is_whole(number):
        return None
    other = read_number(tokens, number.end + 2)
    return Found(i, other.end, "score") if other is not None and _is_whole(other) else None


def _is_whole(number: Number) -> bool:
    return number.form == "cardinal" and not number.scaled and number.value == int(number.value)


def _share(tokens: Tokens, i: int, number: Number) -> Amount | None:
    """Read "one in five", "nine in ten" and "three out of four" as fractions."""
    at = number.end
    out_of = tokens.word(at) == "out" and tokens.word(at + 1) == "of"
    if not _is_whole(number) or not (out_of or tokens.word(at) == "in"):
        return None
    whole = read_number(tokens, at + 2 if out_of else at + 1)
    if whole is None or not _is_share(number, whole, out_of=out_of):
        return None
    if read_unit(tokens, whole.end) is not None or read_date(tokens, at + 1, None) is not None:
        return None
    part = decimal_of(Fraction(int(number.value), int(whole.value)))
    share = number._replace(end=whole.end, value=part, form="fraction")
    return Amount(i, whole.end, share, share)


def _is_share(part: Number, whole: Number, *, out_of: bool) -> bool:
    if whole.form != "cardinal" or whole.value != int(whole.value) or part.bare != whole.bare:
        return False
    if not 0 < part.value < whole.value or part.value >= 100:
        return False
    return part.value == 1 or (whole.value <= 100 and (out_of or whole.value in ROUND_WHOLES))


def _finished(tokens: Tokens, amount: Amount, floor: int) -> Found:
    """Add qualifier and counted noun, and settle the kind."""
    kind, unit = amount.kind, amount.unit
    if kind == "count" and amount.low.form == "fraction":
        kind = "fraction"
    if kind in {"count", "fraction"} and (step := _rate_step(tokens, amount, floor)) is not None:
        return step
    if kind == "count" and (magnitude := _magnitude(tokens, amount)) is not None:
        return magnitude
    if kind in {"count", "fraction"}:
        unit = _counted_unit(tokens, amount, kind)
    if kind == "count" and unit == "point" and _in_percent_context(tokens, amount.first):
        return _points(tokens, amount, floor)
    first, end, qualifier = _qualified(tokens, amount, kind, floor)
    return Found(first, end, kind, amount.low.value, amount.high.value, unit, qualifier)


def _rate_step(tokens: Tokens, amount: Amount, floor: int) -> Found | None:
    """Read "a quarter of a percentage point", "quarter-point cut" and "25-basis-point cut"."""
    at = tokens.past_hyphen(amount.end)
    if tokens.words[at : at + 3] in (["basis", "-", "point"], ["basis", "-", "points"]):
        end, unit = at + 3, "bp"
    elif amount.low.form != "fraction":
        return None
    elif (of_one := _of_one_percent(tokens, at)) is not None:
        end, unit = of_one
    elif tokens.words[at : at + 2] in (["percentage", "point"], ["percentage", "points"]):
        end, unit = at + 2, "pp"
    elif at > amount.end and tokens.word(at) == "point":
        end, unit = at + 1, "pp"
    else:
        return None
    first, qualifier = qualifier_before(tokens, amount.first, floor)
    return Found(first, end, "percent", amount.low.value, amount.high.value, unit, qualifier)


def _of_one_percent(tokens: Tokens, at: int) -> tuple[int, str] | None:
    """Read "(of) a percentage point" and "(of) one per cent" behind a fraction: its end and its unit."""
    at += tokens.word(at) == "of"
    if tokens.word(at) not in {"a", "one", "1"}:
        return None
    if tokens.words[at + 1 : at + 3] == ["percentage", "point"]:
        return at + 3, "pp"
    if tokens.words[at + 1 : at + 3] == ["per", "cent"]:
        return at + 3, "%"
    return (at + 2, "%") if tokens.word(at + 1) in {"percent", "%"} else None


def _magnitude(tokens: Tokens, amount: Amount) -> Found | None:
    """Read "7.8-magnitude", "7.8 magnitude", "magnitude of 7.8"."""
    first, end = amount.first, amount.end
    at = tokens.past_hyphen(end)
    if tokens.word(at) == "magnitude":
        end = at + 1
    elif tokens.word(first - 1) not in {"of", "at"} or tokens.word(first - 2) != "magnitude":
        return None
    return Found(first, end, "measure", amount.low.value, amount.high.value, "magnitude")


def _counted_unit(tokens: Tokens, amount: Amount, kind: Kind) -> str | None:
    """Return what a count or a fraction is of, none where the text does not say."""
    end = amount.end
    at = end + 1 if tokens.word(end) == "-" and tokens.glued(end) else end
    compound = at > end and tokens.glued(at) and tokens.is_word(at) and tokens.word(at + 1) != "-"
    skip = _past_qualifier(tokens, end, at)
    if kind == "fraction":
        skip += tokens.word(skip) == "of"
        skip += tokens.word(skip) in {"the", "all", "its", "their"}
    if compound and skip == at:
        return "person" if tokens.word(at) == "strong" else unit_of(tokens.word(at))  # the 151-seat house
    if tokens.word(skip) in NUMBER_WORDS or tokens.is_numeral(skip):
        return None  # "to 83 from 47 three days ago"
    noun = counted_noun(tokens, skip, one=kind == "count" and amount.high.value == 1)
    if noun is not None:
        nation = tokens.raw(noun)[0].isupper() and tokens.word(noun).endswith(PEOPLE_ENDINGS)
        return "person" if nation else unit_of(tokens.word(noun))
    return "person" if kind == "count" and counts_people(tokens, amount.first, skip) else None


def _past_qualifier(tokens: Tokens, end: int, at: int) -> int:
    """Return where the counted noun may begin: behind "or more" and "or so"."""
    if (behind := qualifier_behind(tokens, end)) is not None:
        return behind[0]
    return at + (tokens.word(at) in {"more", "or"} and tokens.word(at + 1) in {"more", "so", "fewer", "less"})


def _in_percent_context(tokens: Tokens, i: int) -> bool:
    """Tell whether the points of this sentence are points of a percentage, as in polls."""
    around = {tokens.word(j) for j in range(max(i - 60, 0), min(i + 40, len(tokens)))}
    return bool(around & POLL_WORDS) and not around & GAME_WORDS


def _points(tokens: Tokens, amount: Amount, floor: int) -> Found:
    at = amount.end
    while tokens.word(at) not in {"point", "points"}:
        at += 1
    first, qualifier = qualifier_before(tokens, amount.first, floor)
    return Found(first, at + 1, "percent", amount.low.value, amount.high.value, "pp", qualifier)


def _qualified(tokens: Tokens, amount: Amount, kind: Kind, floor: int) -> tuple[int, int, Qualifier]:
    """Return first token, token behind and qualifier of an amount with the qualifier that governs it."""
    first, qualifier = qualifier_before(tokens, amount.first, floor)
    if qualifier != "exact" and _is_preposition(tokens, first, kind):
        first, qualifier = amount.first, "exact"
    if qualifier == "exact" and (behind := qualifier_behind(tokens, amount.end)) is not None:
        return first, *behind
    return first, amount.end, qualifier


def _is_preposition(tokens: Tokens, i: int, kind: Kind) -> bool:
    """Tell "over" for during and "within" for inside from "lasted over two days" and "within 5 km"."""
    word = tokens.word(i)
    if word == "over":
        lasting = kind != "duration" or tokens.word(i - 1) in LASTING
        return tokens.word(i - 1) in WITH_OVER if lasting else True
    return word == "within" and kind not in {"measure", "duration"}
