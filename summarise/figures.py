"""The inventory: every figure of a text, found by hand-written rules, with its value and exact range."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from summarise import dates
from summarise.nouns import counted_noun, counts_people, singular, unit_of
from summarise.numbers import (
    DENOMINATORS,
    NUMBER_WORDS,
    ORDINALS,
    PLURAL_SCALES,
    SCALES,
    VULGAR,
    Number,
    decimal_of,
    read_number,
)
from summarise.text import Folded, Tokens
from summarise.units import (
    CURRENCY_CODES,
    CURRENCY_LETTERS,
    CURRENCY_SIGNS,
    CURRENCY_WORDS,
    DOLLAR_NATIONS,
    DOLLAR_PREFIXES,
    DURATIONS,
    GLUED_ONLY,
    LONGEST_SPELLING,
    SPELLINGS,
    Unit,
    convert,
)
from summarise.values import Figure, Grain, Kind, Qualifier

BEFORE: dict[tuple[str, ...], Qualifier] = {
    tuple(phrase.split()): qualifier
    for qualifier, phrases in {
        "at_least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of",
        "more_than": "more than|over|above|exceeding|upwards of|in excess of|north of|greater than|higher than|"
        "well over|just over|slightly over|slightly more than|well above|just above|just more than|topping|beyond",
        "at_most": "at most|up to|as many as|as much as|as high as|no more than|not more than|a maximum of|"
        "maximum of|no later than|within",
        "less_than": "less than|fewer than|under|below|just under|just below|well under|well below|lower than|"
        "short of|just short of|slightly less than|slightly under",
        "about": "about|around|approximately|roughly|some|circa|nearly|almost|close to|an estimated|estimated|"
        "approx|approx .|just about|~|c .|ca .|virtually|practically|near|≈|in the region of|something like",
    }.items()
    for phrase in phrases.split("|")
}
BEHIND: dict[tuple[str, ...], Qualifier] = {
    ("or", "more"): "at_least",
    ("or", "so"): "about",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("-", "plus"): "at_least",
    ("plus",): "at_least",
    ("+",): "at_least",
    ("-", "odd"): "about",
    ("and", "counting"): "at_least",
    ("or", "thereabouts"): "about",
    ("at", "least"): "at_least",
    ("at", "most"): "at_most",
}
FILLERS = frozenset({"another", "an", "a", "additional", "the", "further"})
LONGEST_QUALIFIER = max(map(len, BEFORE))
DESIGNATORS = frozenset(
    "flight route highway interstate motorway road autobahn article section chapter clause paragraph resolution "
    "rule law bill act amendment proposition page no nos number channel room gate terminal platform pier runway "
    "sector zone unit ward precinct block building apartment flat suite area boeing airbus type model mark mk "
    "version windows ios android iphone ipad galaxy pixel formula apollo soyuz voyager case docket file form "
    "exhibit appendix annex figure table phase stage level tier grade class studio hotline psalm verse "
    "group pool squad battalion brigade regiment line bus train tram unit reactor warehouse catch agenda plan area "
    "operation lot track serial order hull hangar shaft".split()
)
RANKED = {"category": "category", "magnitude": "magnitude", "grade": "grade"}
VAGUE_WORDS = frozenset({"several", "many", "few", "handful", "couple", "numerous", "countless"})
SCORE_CUES = frozenset(
    "won win wins winning beat beats beaten beating defeat defeated defeating victory lead led leading lost loss "
    "lose losing draw drew drawn level score scores scored scoreline tie tied vote voted votes voting ruling ruled "
    "decision majority verdict passed approved rejected upheld set sets match aggregate penalties shootout split "
    "ahead down up advanced through result 1-0 equaliser final thrashed edged margin".split()
)
CHANGE_RANGE_CUES = frozenset(
    "range ranges ranged ranging anywhere vary varies varied varying estimates".split()
)
AGE_CUES = frozenset({"aged", "age"})
TIME_ZONES = frozenset("gmt utc bst cet cest eet est edt cst cdt mst mdt pst pdt et pt ist jst msk".split())
BEHIND_HOUR = TIME_ZONES | {":", "am", "pm", "a", "p", "hours", "hrs", "o'clock"}
TRIGGERS = (
    NUMBER_WORDS
    | VAGUE_WORDS
    | PLURAL_SCALES
    | VULGAR.keys()
    | dates.MONTHS.keys()
    | dates.SHORT_MONTHS.keys()
    | dates.WEEKDAYS.keys()
    | dates.SHORT_WEEKDAYS.keys()
    | dates.SEASONS
    | dates.SHADES
    | {
        "half", "quarter", "a", "an", "today", "yesterday", "tomorrow", "tonight", "this", "last", "next", "previous",
        "q", "h", "fiscal", "fy", "noon", "midnight", "'", "tens", "degrees",
    }
)  # fmt: skip
# An unbroken run this long is no figure that a person reads, and parsing it digit by digit would cost seconds.
LINK = re.compile(
    r"[!-~]{80,}|https?://[^\s<>\"]+|www\.[^\s<>\"]+|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}|[@#]\w+"
)
CODE = re.compile(
    r"(?<![\w])(?:[A-Za-z]{1,12}(?:-[A-Za-z]{1,6})?-?\d[\w-]*|\d+[A-Z][\w]*(?:-\w+)*|\d+(?:\.\d+){2,}\w*)(?!\w)"
)
CODE_LIMIT = 40
LONGEST_ROW = 24
BETWEEN_NUMBERS = frozenset({"to", "and", "or", "a"})


@dataclass(frozen=True, slots=True)
class Found:
    """A figure in the making: tokens `first` up to `end`."""

    first: int
    end: int
    kind: Kind
    low: Decimal | str | None = None
    high: Decimal | str | None = None
    unit: str | None = None
    qualifier: Qualifier = "exact"
    grain: Grain | None = None
    note: str | None = None


def find_figures(text: str, reference: date | None = None) -> list[Figure]:
    """Return every figure of a text in the order of its characters; no digit is outside of one.

    `reference` is the day on which the text was written; "yesterday" and "Thursday" are resolved against it.

    >>> [(f.text, f.kind, f.low, f.unit) for f in find_figures("At least 130 people fled 5 km.")]
    [('At least 130', 'count', Decimal('130'), 'person'), ('5 km', 'measure', Decimal('5'), 'km')]
    """
    if not text:
        return []
    folded = Folded(text)
    tokens = Tokens(folded)
    found = _tie_conversions(tokens, _inherit_units(tokens, list(_scan(tokens, reference))))
    figures = [
        _figure(folded, tokens, f"f{n}", item, conversion) for n, (item, conversion) in enumerate(found, 1)
    ]
    return _swept(text, figures)


def _figure(
    folded: Folded, tokens: Tokens, name: str, item: Found, conversion: tuple[int, str | None] | None
) -> Figure:
    start, end = folded.span(tokens.starts[item.first], tokens.ends[item.end - 1])
    return Figure.model_construct(
        id=name,
        start=start,
        end=end,
        text=folded.text[start:end],
        kind=item.kind,
        low=item.low,
        high=item.high,
        unit=item.unit,
        qualifier=item.qualifier,
        grain=item.grain,
        same_as=f"f{conversion[0] + 1}" if conversion else None,
        note=conversion[1] if conversion and conversion[1] else item.note,
    )


def _swept(text: str, figures: list[Figure]) -> list[Figure]:
    """Add each digit that no rule took as an identifier, so that nothing slips past."""
    if not any(c.isdigit() or c in VULGAR for c in text):
        return figures
    swept: list[Figure] = []
    position = 0
    for figure in [*figures, None]:
        until = figure.start if figure else len(text)
        for match in re.finditer(r"\S+", text[position:until]):
            if any(c.isdigit() or c in VULGAR for c in match.group()):
                start, end = position + match.start(), position + match.end()
                swept.append(Figure(id="", start=start, end=end, text=text[start:end], kind="identifier"))
        if figure:
            swept.append(figure)
            position = figure.end
    if len(swept) == len(figures):
        return figures
    renamed = {figure.id: f"f{n}" for n, figure in enumerate(swept, 1) if figure.id}
    return [
        figure.model_copy(
            update={"id": f"f{n}", "same_as": renamed[figure.same_as] if figure.same_as else None}
        )
        for n, figure in enumerate(swept, 1)
    ]


def _scan(tokens: Tokens, reference: date | None) -> Iterator[Found]:
    """Walk over the tokens once; at each that may begin a figure, let the rules have a look in their order."""
    codes = _codes(tokens)
    i, floor = 0, 0
    while i < len(tokens):
        if i in codes:
            yield Found(i, codes[i], "identifier")
            i = floor = codes[i]
            continue
        word = tokens.words[i]
        found = None
        if "0" <= word[0] <= "9" or word in TRIGGERS or word in CURRENCY_SIGNS:
            found = _figure_at(tokens, i, floor, reference)
        if found is None:
            i += 1
            continue
        yield found
        i = floor = found.end


def _codes(tokens: Tokens) -> dict[int, int]:
    """Find links, addresses and codes such as T-72, M5, COVID-19: first token to the token behind."""
    key = tokens.folded.key
    spans = [match.span() for match in LINK.finditer(key)]
    covered = spans[:]
    for match in CODE.finditer(key):
        written = match.group()
        if (
            len(written) <= CODE_LIMIT
            and _is_code(written)
            and not any(s < match.end() and match.start() < e for s, e in _near(covered, match.start()))
        ):
            spans.append(match.span())
    codes = dict(_tables(tokens))
    for start, end in spans:
        first = tokens.at_or_after(start)
        last = tokens.at_or_after(end - 1)
        if first <= last < len(tokens) and any(tokens.is_numeral(j) for j in range(first, last + 1)):
            codes[first] = last + 1
    return codes


def _tables(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Yield long runs of numbers with no other word between them: a table, or noise, which no sentence states."""
    first, last, count = 0, -1, 0
    for i in range(len(tokens) + 1):
        word = tokens.word(i)
        if "0" <= word[:1] <= "9" or word in NUMBER_WORDS or word == "half":
            first = first if count else i
            last, count = i, count + 1
        elif not word or (word[0].isalpha() and word not in BETWEEN_NUMBERS):
            if count >= LONGEST_ROW:
                yield first, last + 1
            count = 0


def _near(spans: list[tuple[int, int]], position: int) -> list[tuple[int, int]]:
    return [span for span in spans if span[0] <= position < span[1]]


GLUED_UNITS = frozenset(spelling[0] for spelling in SPELLINGS if len(spelling) == 1) | {
    "k",
    "m",
    "bn",
    "mn",
    "b",
    "tn",
    "x",
    "s",
    "st",
    "nd",
    "rd",
    "th",
    "am",
    "pm",
    "p",
    "million",
    "billion",
}
NUMBERED_PREFIX = re.compile(
    r"(?:mid|pre|post|sub|about|over|under|to|and|age|aged|ages|nearly|almost|between|q|h|fy|"
    + "|".join(map(str.lower, CURRENCY_CODES))
    + r")-?\d.*",
    re.IGNORECASE,
)


def _is_code(written: str) -> bool:
    """Tell a code from a number with a unit glued to it: "M5" and "737-800" from "5km", "EUR2.4bn", "mid-2024"."""
    if written[0].isdigit():
        match = re.match(r"[\d.,]+([A-Za-z]*)", written)
        letters = match.group(1) if match else ""
        if written.count(".") >= 2 and not letters:
            return re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{4}|\d{1,3}(?:\.\d{3})+", written) is None
        if letters in {"C", "F"} and len(written) <= 5:
            return False
        if letters in {"K", "B", "M"}:
            return letters == "K" and written in {"4K", "8K"}
        return letters.lower() not in GLUED_UNITS and letters.lower() not in SCALES
    if re.fullmatch(r"[QH][1-4]", written) or NUMBERED_PREFIX.fullmatch(written):
        return False
    if re.match(r"(?:" + "|".join(CURRENCY_LETTERS) + r")\d{1,3}(?:$|[.,])", written):
        return False
    # A word in lower case with a number behind it is a compound of prose ("top-10"), a capital makes a name.
    return any(c.isupper() for c in written)


def _figure_at(tokens: Tokens, i: int, floor: int, reference: date | None) -> Found | None:
    word = tokens.words[i]
    if (time := _time(tokens, i)) is not None:
        return time
    if (when := dates.read_date(tokens, i, reference)) is not None and not _age_of(tokens, i, when):
        return _dated(tokens, i, when, floor)
    if word in VAGUE_WORDS or word in PLURAL_SCALES or word in {"tens", "a"}:
        vague = _vague(tokens, i, floor)
        if vague is not None:
            return vague
    if (
        word in CURRENCY_SIGNS
        or word in {"a", "an"}
        or "0" <= word[0] <= "9"
        or word in NUMBER_WORDS
        or word in {"half", "quarter"}
        or word in VULGAR
    ):
        return _quantity(tokens, i, floor)
    return None


def _age_of(tokens: Tokens, i: int, when: dates.When) -> bool:
    """Tell a bare year from an age or an amount in disguise; a designator makes it a name."""
    return when.grain == "year" and when.end == i + 1 and tokens.word(i - 1) in DESIGNATORS


def _dated(tokens: Tokens, i: int, when: dates.When, floor: int) -> Found:
    first = i
    if (
        when.grain == "year"
        and when.end == i + 3
        and tokens.word(i - 1) in {"between", "from"}
        and i - 1 >= floor
    ):
        first = i - 1
    elif tokens.word(i - 1) == "-" and tokens.word(i - 2) == "mid" and i - 2 >= floor:
        first = i - 2
    return Found(first, when.end, "date", when.low, when.high, grain=when.grain, note=when.note)


def _time(tokens: Tokens, i: int) -> Found | None:
    """Read clock times: 10:30, 10.30am, 5pm, 5 p.m., 0600 GMT, noon."""
    word = tokens.word(i)
    if word in {"noon", "midnight"}:
        clock = "12:00" if word == "noon" else "00:00"
        return Found(i, i + 1, "time", clock, clock)
    if not word[0].isdigit() or (tokens.word(i + 1) not in BEHIND_HOUR and "." not in word):
        return None
    hour, minute, end = word, "00", i + 1
    if (
        tokens.word(i + 1) == ":"
        and tokens.glued(i + 1)
        and tokens.glued(i + 2)
        and len(tokens.word(i + 2)) == 2
    ):
        minute, end = tokens.word(i + 2), i + 3
        if (
            tokens.word(end) == ":"
            and tokens.glued(end)
            and len(tokens.word(end + 1)) == 2
            and tokens.glued(end + 1)
        ):
            end += 2
    elif (
        "." in word
        and len(word.split(".")[1]) == 2
        and (_meridiem(tokens, end) or tokens.word(end) in TIME_ZONES)
    ):
        hour, minute = word.split(".")
    elif (
        len(word) == 4
        and word.isdigit()
        and tokens.word(end) in TIME_ZONES | {"hours", "hrs"}
        and int(word) < 2400
        and int(word[2:]) < 60
    ):
        hour, minute = word[:2], word[2:]
        if tokens.word(end) in {"hours", "hrs"} and tokens.word(i - 1) not in {
            "at",
            "by",
            "until",
            "around",
            "from",
            "about",
            "since",
        }:
            return None
        end += tokens.word(end) in {"hours", "hrs"}
    elif tokens.word(end) in {"o'clock"}:
        hour, _, minute = word.partition(".")
        minute, end = minute or "00", end + 1
    elif not _meridiem(tokens, end):
        return None
    if not (hour.isdigit() and minute.isdigit()) or int(hour) > 24 or int(minute) > 59 or len(hour) > 2:
        return None
    hours = int(hour) % 24
    if (meridiem := _meridiem(tokens, end)) is not None:
        if hours > 12:
            return None
        hours, end = hours % 12 + (12 if meridiem[0] == "pm" else 0), meridiem[1]
    if tokens.word(end) in TIME_ZONES and tokens.raw(end).isupper():
        end += 1
    clock = f"{hours:02d}:{minute}"
    return Found(i, end, "time", clock, clock)


def _meridiem(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """Return "am" or "pm" at token i and the token behind it."""
    if tokens.word(i) in {"am", "pm"}:
        return tokens.word(i), i + 1
    if tokens.word(i) in {"a", "p"} and [tokens.word(i + k) for k in (1, 2)] == [".", "m"]:
        return tokens.word(i) + "m", i + 4 if tokens.word(i + 3) == "." else i + 3
    return None


def _vague(tokens: Tokens, i: int, floor: int) -> Found | None:
    """Read "dozens", "several hundred", "a few thousand", "tens of thousands", "hundreds of millions"."""
    word, end = tokens.word(i), i + 1
    if word == "a":
        if tokens.word(i + 1) not in {"few", "handful", "couple"}:
            return None
        end = i + 2
    elif word == "tens":
        if tokens.word(i + 1) != "of" or tokens.word(i + 2) not in PLURAL_SCALES:
            return None
    elif (
        word == "scores"
        and tokens.word(i + 1) != "of"
        and tokens.word(i + 1) not in {"more", "dead", "injured", "killed", "were"}
    ):
        return None
    elif word == "many" and tokens.word(i - 1) in {"as", "how", "so", "too"}:
        return None
    elif word in {"few", "couple"} and (
        word == "couple" or tokens.word(i - 1) in {"the", "past", "last", "next", "very", "too"}
    ):
        return None
    while True:
        at = end + 1 if tokens.word(end) == "of" else end
        if tokens.word(at) in PLURAL_SCALES or (tokens.word(at) in SCALES and len(tokens.word(at)) > 3):
            end = at + 1
            continue
        break
    noun = counted_noun(tokens, end + 1 if tokens.word(end) == "of" else end, one=False)
    unit = unit_of(tokens.word(noun)) if noun is not None else None
    if (money := CURRENCY_WORDS.get(tokens.word(end + 1).removesuffix("s"))) and tokens.word(end) == "of":
        unit = money
    first, qualifier = _qualifier_before(tokens, i, floor)
    return Found(first, end, "vague", unit=unit, qualifier=qualifier)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number or range with the unit that stands around it."""

    first: int
    end: int
    low: Number
    high: Number
    unit: str | None = None
    kind: Kind = "count"


def _quantity(tokens: Tokens, i: int, floor: int) -> Found | None:
    """Read a number with everything that belongs to it: currency, range, scale, unit, qualifier, counted noun."""
    currency = _currency_before(tokens, i, floor)
    start, at, money = currency or (i, i, None)
    number = read_number(tokens, at)
    if number is None:
        return None
    if money is None and (named := _name_or_pronoun(tokens, at, number)) is not None:
        return named
    signed = _sign(tokens, start, floor)
    if signed is not None:
        start, number = signed, number._replace(value=-number.value)
    if number.form == "ordinal":
        return _ordinal(tokens, start, number)
    if money is None and (score := _score(tokens, at, number)) is not None:
        return score
    if money is None and (share := _share(tokens, at, number)) is not None:
        return _finish(tokens, share, floor)
    amount = _with_range(tokens, Amount(start, number.end, number, number, money), floor)
    amount = _with_unit(tokens, amount)
    return _finish(tokens, amount, floor)


def _currency_before(tokens: Tokens, i: int, floor: int) -> tuple[int, int, str] | None:
    """Read a currency in front of a number: "$", "US$", "$US", "EUR ", "A$"; first token, number, code."""
    if tokens.word(i) in CURRENCY_SIGNS:
        first, code, at = i, CURRENCY_SIGNS[tokens.word(i)], i + 1
        if tokens.word(i) == "$":
            prefix = tokens.word(i - 1)
            if (
                i - 1 >= floor
                and tokens.glued(i)
                and tokens.raw(i - 1).isupper()
                and prefix in DOLLAR_PREFIXES
            ):
                first, code = i - 1, DOLLAR_PREFIXES[prefix]
            elif tokens.raw(at) in {"US", "A", "AU", "C", "NZ", "HK"} and tokens.glued(at):
                code, at = DOLLAR_PREFIXES[tokens.word(at)], at + 1
            elif [tokens.word(k) for k in range(i - 4, i)] == ["u", ".", "s", "."] and i - 4 >= floor:
                first = i - 4
        if not (tokens.is_numeral(at) or tokens.word(at) in NUMBER_WORDS):
            return None
        return first, at, code
    if tokens.raw(i - 1) in CURRENCY_CODES and i - 1 >= floor and tokens.is_numeral(i):
        return i - 1, i, "CNY" if tokens.raw(i - 1) == "RMB" else tokens.raw(i - 1)
    if tokens.raw(i - 1) in CURRENCY_LETTERS and i - 1 >= floor and _is_amount(tokens, i):
        return i - 1, i, CURRENCY_LETTERS[tokens.raw(i - 1)]
    return None


def _is_amount(tokens: Tokens, i: int) -> bool:
    """Tell an amount of money behind a letter from a code: "P50,000" and "R2.4bn" from "R14"."""
    return tokens.is_numeral(i) and (
        "," in tokens.word(i) or tokens.word(i + 1) in SCALES or tokens.raw(i - 1) in {"Rs", "Tk", "Rp", "RM"}
    )


def _sign(tokens: Tokens, start: int, floor: int) -> int | None:
    """Return where a minus sign begins that belongs to the number: "-5", "minus 5", not "10-5"."""
    if start - 1 < floor:
        return None
    before = tokens.word(start - 1)
    if before == "minus":
        return start - 1
    alone = not tokens.glued(start - 1) or tokens.word(start - 2) in {"(", "\n"}
    if before == "-" and tokens.glued(start) and alone and start - 1 > 0 and tokens.word(start - 2) != "\n":
        return start - 1
    return None


def _name_or_pronoun(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Mark what is written as a number and is none: Flight 8501, 9/11, 24/7, "one of them", "at first"."""
    word, before, behind = tokens.word(i), tokens.word(i - 1), tokens.word(number.end)
    if word == "one" and number.end == i + 1 and _pronoun_one(tokens, i):
        return Found(i, i + 1, "identifier")
    if word == "first" and number.form == "ordinal" and _adverb_first(tokens, i):
        return Found(i, i + 1, "identifier")
    if [word, tokens.word(i + 1), tokens.word(i + 2)] in (["9", "/", "11"], ["24", "/", "7"]):
        return Found(i, i + 3, "identifier")
    if before in RANKED and (tokens.is_numeral(i) or number.value < 20) and number.form == "cardinal":
        return Found(i - 1, number.end, "measure", number.value, number.value, RANKED[before])
    if (
        before == "."
        and tokens.word(i - 2) in {"no", "nos"}
        and tokens.is_numeral(i)
        and tokens.raw(i - 2)[0].isupper()
    ):
        return Found(i - 2, number.end, "identifier")
    if before == "#" and tokens.glued(i):
        return Found(i - 1, number.end, "identifier")
    if number.scaled or number.form != "cardinal":
        return None
    if before in DESIGNATORS and (number.bare or number.end == i + 1):
        named = tokens.raw(i - 1)[0].isupper() or before in {"no", "number"}
        if named and behind not in {"%", "percent"} and _unit_at(tokens, number.end) is None:
            return Found(i - 1, number.end, "identifier")
    if number.bare and len(word) > 1 and word[0] == "0":
        return Found(i, number.end, "identifier")
    return _proper_name(tokens, i, number)


def _proper_name(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Take "Sukhoi 24" and "Act 2" for names: a capital inside a sentence, bare digits, no noun to count."""
    if not number.bare or i < 2 or not tokens.is_word(i - 1) or not tokens.raw(i - 1)[0].isupper():
        return None
    before = tokens.word(i - 1)
    sentence_start = tokens.word(i - 2) in {".", "\n", ":", '"', "!", "?"}
    if sentence_start or before in dates.MONTHS or before in dates.WEEKDAYS or before in dates.SHORT_MONTHS:
        return None
    behind = tokens.word(number.end)
    if _unit_at(tokens, number.end) is not None or behind in {"-", "to", "/", ":"}:
        return None
    if tokens.word(i - 1) in {"i"} or counted_noun(tokens, number.end, one=False) is not None:
        return None
    return Found(i - 1, number.end, "identifier") if len(tokens.word(i)) <= 3 else None


def _pronoun_one(tokens: Tokens, i: int) -> bool:
    before, behind = tokens.word(i - 1), tokens.word(i + 1)
    if behind == "of":
        return tokens.word(i + 2) not in {"them", "whom", "those", "these"}
    if behind == "who" and before in {"including", "and", ","}:
        return False
    if behind in {"another", "'s", "-"}:
        return (
            behind != "-"
            or not tokens.is_word(i + 2)
            or tokens.word(i + 2) in {"off", "sided", "time", "on", "way"}
        )
    if before in {
        "no",
        "any",
        "every",
        "each",
        "some",
        "this",
        "that",
        "the",
        "which",
        "another",
        "only",
        "a",
    }:
        return not (before == "the" and behind in {"person", "man", "woman", "day"}) or before in {
            "no",
            "any",
            "every",
        }
    return behind in BOUNDARY_ONE or not tokens.is_word(i + 1)


BOUNDARY_ONE = frozenset(
    "is was has had would could can should must may might that which who to by if when and or but as than more for "
    "at on with from knows says said day".split()
)


def _adverb_first(tokens: Tokens, i: int) -> bool:
    before = tokens.word(i - 1)
    determined = before in {
        "the",
        "its",
        "his",
        "her",
        "their",
        "our",
        "my",
        "your",
        "a",
        "this",
        "s",
    } or before.endswith("'s")
    return not determined and tokens.word(i + 1) not in {
        "-",
        "half",
        "quarter",
        "place",
        "day",
        "round",
        "division",
    }


def _ordinal(tokens: Tokens, start: int, number: Number) -> Found:
    end = number.end
    at = end + 1 if tokens.word(end) == "-" else end
    if tokens.word(at) in {"half", "quarter"}:
        end = at + 1
    return Found(start, end, "ordinal", number.value, number.value)


def _score(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Read "3-1" and "won by 52 to 48" as a score or a tally of votes, not as a range."""
    joined = tokens.word(number.end)
    if joined not in {"-", "to"} or number.scaled or number.form != "cardinal":
        return None
    if joined == "-" and tokens.glued(number.end) != tokens.glued(number.end + 1):
        return None
    other = read_number(tokens, number.end + 1)
    if (
        other is None
        or other.scaled
        or other.form != "cardinal"
        or tokens.word(other.end) in {"%", "percent", "-"}
    ):
        return None
    if not all(value == int(value) for value in (number.value, other.value)):
        return None
    cues = {
        tokens.word(j) for j in (*range(max(i - 6, 0), i), *range(other.end, min(other.end + 4, len(tokens))))
    }
    cued = bool(cues & SCORE_CUES)
    if _unit_at(tokens, other.end) is not None or tokens.word(i - 1) == "from":
        return None
    falling = number.value >= other.value
    if joined == "to":
        if not (cued and falling) or counted_noun(tokens, other.end, one=False) is not None:
            return None
    elif not falling and (not cued or counted_noun(tokens, other.end, one=False) is not None):
        return None
    return Found(i, other.end, "score")


def _share(tokens: Tokens, i: int, number: Number) -> Amount | None:
    """Read "one in five", "nine in ten" and "three out of four" as fractions."""
    at = number.end
    out_of = tokens.word(at) == "out" and tokens.word(at + 1) == "of"
    if not (out_of or tokens.word(at) == "in") or number.form != "cardinal" or number.scaled:
        return None
    whole = read_number(tokens, at + 2 if out_of else at + 1)
    if (
        whole is None
        or whole.form != "cardinal"
        or not number.value < whole.value
        or whole.value != int(whole.value)
    ):
        return None
    if (
        number.value != int(number.value)
        or not 0 < number.value < 100
        or (whole.value > 100 and number.value > 1)
    ):
        return None
    if number.bare != whole.bare or (
        number.value > 1 and not out_of and whole.value not in {3, 4, 5, 6, 8, 10, 20, 100}
    ):
        return None
    if _unit_at(tokens, whole.end) is not None or dates.read_date(tokens, at + 1, None) is not None:
        return None
    part = decimal_of(Fraction(int(number.value), int(whole.value)))
    return Amount(i, whole.end, *[number._replace(end=whole.end, value=part, form="fraction")] * 2)


def _with_range(tokens: Tokens, amount: Amount, floor: int) -> Amount:
    """Take in the other end: "10-15", "10 to 15", "between 10 and 15", "$1.5bn-$2bn", "five or six"."""
    at = amount.end
    unit = _unit_at(tokens, at)
    joined_at = unit[0] if unit is not None else at
    joined = tokens.word(joined_at)
    between = tokens.word(amount.first - 1) == "between" and amount.first - 1 >= floor
    from_ = tokens.word(amount.first - 1) == "from" and amount.first - 1 >= floor
    if joined not in {"-", "to", "and", "or"} or (joined == "and") != between and joined in {"and"}:
        return amount
    if joined == "-" and tokens.glued(joined_at) != tokens.glued(joined_at + 1):
        return amount
    if from_ and not any(
        tokens.word(j) in CHANGE_RANGE_CUES for j in range(max(amount.first - 5, 0), amount.first)
    ):
        return amount
    other_at = joined_at + 1
    currency = _currency_before(tokens, other_at, joined_at + 1) if amount.unit else None
    if (
        amount.unit
        and currency is None
        and tokens.raw(other_at) in CURRENCY_CODES
        and tokens.is_numeral(other_at + 1)
    ):
        currency = (other_at, other_at + 1, tokens.raw(other_at))
    other = read_number(tokens, currency[1] if currency else other_at)
    if (
        other is None
        or other.form == "ordinal"
        or (other.form == "fraction") != (amount.low.form == "fraction")
    ):
        return amount
    if currency and currency[2] != amount.unit:
        return amount
    low = amount.low
    if (
        other.scaled
        and other.value
        and not low.scaled
        and low.value < 1000
        and joined != "or"
        and unit is None
    ):
        low = low._replace(
            value=low.value * (other.value / _unscaled(tokens, currency[1] if currency else other_at))
        )
    if joined == "or" and not (0 < other.value - low.value <= max(low.value, Decimal(2)) and unit is None):
        return amount
    if not low.value < other.value:
        return amount
    if unit is not None:
        other_unit = _unit_at(tokens, other.end)
        if other_unit is None or other_unit[1].sign != unit[1].sign:
            return amount
    if joined == "to" and tokens.word(other.end) in {"-"} and tokens.is_numeral(other.end + 1):
        return amount
    first = amount.first - 1 if between else amount.first
    return replace(amount, first=first, end=other.end, low=low, high=other)


def _unscaled(tokens: Tokens, i: int) -> Decimal:
    """Return the value of the number at token i without its scale word."""
    if tokens.is_numeral(i):
        return (
            Decimal(tokens.word(i).replace(",", "").replace("'", "") or 1)
            if tokens.word(i).count(".") < 2
            else Decimal(1)
        )
    number = read_number(tokens, i)
    if number is None:
        return Decimal(1)
    value = number.value
    for scale in (Decimal(10**12), Decimal(10**9), Decimal(10**6), Decimal(1000), Decimal(100)):
        if value >= scale:
            return value / scale
    return Decimal(1)


def _unit_at(tokens: Tokens, i: int) -> tuple[int, Unit] | None:
    """Return the token behind the longest unit spelled at token i, and the unit."""
    hyphened = tokens.word(i) == "-" and tokens.glued(i)
    at = i + 1 if hyphened else i
    for length in range(min(LONGEST_SPELLING, len(tokens) - at), 0, -1):
        spelling = tuple(tokens.words[at : at + length])
        unit = SPELLINGS.get(spelling)
        if unit is None:
            continue
        if (
            spelling[0] in GLUED_ONLY
            and not tokens.glued(at)
            and length == 1
            and spelling[0] not in {"min", "sec", "hr"}
        ):
            continue
        if spelling == ("m",) and tokens.raw(at) == "M":
            continue
        if spelling in {("c",), ("f",)} and not (tokens.glued(at) and tokens.raw(at).isupper()):
            continue
        if spelling == ("in",) and not _inches(tokens, at):
            continue
        if spelling[-1] == "2" and not tokens.glued(at + length - 1):
            continue
        return at + length, unit
    return None


def _inches(tokens: Tokens, i: int) -> bool:
    return tokens.glued(i) and tokens.word(i + 1) in {".", ",", ")", ";", "of", "and"}


def _with_unit(tokens: Tokens, amount: Amount) -> Amount:
    """Take in what the number is a number of: a currency word, a percent sign, a unit, years of age."""
    end = amount.end
    if amount.unit is not None:
        scaled_end = _currency_word(tokens, end)
        return replace(
            amount,
            end=scaled_end[0]
            if scaled_end and scaled_end[1] == amount.unit and tokens.raw(end) in CURRENCY_CODES
            else end,
            kind="money",
        )
    if (worded := _currency_word(tokens, end)) is not None:
        return replace(amount, end=worded[0], unit=worded[1], kind="money")
    if (aged := _age(tokens, amount)) is not None:
        return aged
    unit = _unit_at(tokens, end)
    if unit is None:
        return amount
    behind, found = unit
    if found.sign == "lb" and tokens.word(behind) == "sterling":
        return replace(amount, end=behind + 1, unit="GBP", kind="money")
    if found.dimension in {"percent", "points"}:
        return replace(amount, end=behind, unit=found.sign, kind="percent")
    if found.sign in DURATIONS:
        if tokens.word(behind) in {"in", "of"} and found.sign == "second" and amount.low.value == 1:
            return amount
        return replace(amount, end=behind, unit=found.sign, kind="duration")
    if amount.low.form == "fraction" and found.dimension != "length":
        return amount
    behind = _feet_and_inches(tokens, behind, found)
    if found.sign in {"magnitude"}:
        return amount
    return replace(amount, end=behind, unit=found.sign, kind="measure")


def _feet_and_inches(tokens: Tokens, end: int, unit: Unit) -> int:
    """Keep "6 feet 2 inches" together, in the value of the feet."""
    if (
        unit.sign == "ft"
        and tokens.is_numeral(end)
        and (inches := _unit_at(tokens, end + 1))
        and inches[1].sign == "in"
    ):
        return inches[0]
    return end


def _currency_word(tokens: Tokens, i: int) -> tuple[int, str] | None:
    """Read a currency behind a number: "dollars", "US dollars", "EUR", "pounds" as money, "rupees"."""
    at = i + 1 if tokens.word(i) == "-" and tokens.glued(i) else i
    if tokens.raw(at) in CURRENCY_CODES:
        return at + 1, "CNY" if tokens.raw(at) == "RMB" else tokens.raw(at)
    for length in (2, 1):
        nation = " ".join(tokens.word(at + k) for k in range(length))
        if nation in DOLLAR_NATIONS and tokens.word(at + length) in {"dollar", "dollars"}:
            return at + length + 1, DOLLAR_NATIONS[nation]
    if [tokens.word(at + k) for k in range(4)] == ["u", ".", "s", "."] and tokens.word(at + 4) in {
        "dollar",
        "dollars",
    }:
        return at + 5, "USD"
    if tokens.word(at) == "euro" and tokens.word(at + 1) == "-":
        return at + 1, "EUR"
    adjective = (
        tokens.is_word(at)
        and tokens.raw(at)[0].isupper()
        and tokens.word(at)[-2:] in {"an", "sh", "se", "ss"}
    )
    word = tokens.word(at + adjective)
    code = CURRENCY_WORDS.get(word) or CURRENCY_WORDS.get(word.removesuffix("s"))
    if (
        code is None
        or word in {"real", "won", "crown", "sterling", "rand"}
        and not adjective
        and word != "rand"
    ):
        return None
    if word in {"pound", "pounds"} and not adjective and not _pounds_are_money(tokens, at):
        return None
    if word == "cent" and tokens.word(at - 1) == "per":
        return None
    return at + adjective + 1, code


def _pounds_are_money(tokens: Tokens, i: int) -> bool:
    return tokens.word(i + 1) == "sterling" or tokens.word(i - 1) in {"million", "billion", "thousand"}


def _age(tokens: Tokens, amount: Amount) -> Amount | None:
    """Read "37-year-old", "12 years old", "aged 12", "age of 12", ", 34,"."""
    words = [tokens.word(amount.end + k) for k in range(4)]
    if (
        words[0] == "-"
        and words[1] in {"year", "month", "week", "day"}
        and words[2] == "-"
        and words[3] == "old"
    ):
        return replace(amount, end=amount.end + 4, unit=words[1], kind="age")
    if words[0].removesuffix("s") in {"year", "month", "week", "day"} and words[1] == "old":
        return replace(amount, end=amount.end + 2, unit=words[0].removesuffix("s"), kind="age")
    if words[0].removesuffix("s") in {"year", "month"} and words[1:3] == ["of", "age"]:
        return replace(amount, end=amount.end + 3, unit=words[0].removesuffix("s"), kind="age")
    before = [tokens.word(amount.first - k) for k in (1, 2)]
    if not (0 < amount.low.value < 125) or amount.low.scaled:
        return None
    if (
        before[0] in AGE_CUES
        or (before[0] in {"of", "between", "ages"} and before[1] in {"age", "ages", "aged"})
        or before[0] == "ages"
    ):
        unit = _unit_at(tokens, amount.end)
        if unit is None or unit[1].sign in {"year", "month"}:
            return replace(
                amount, end=unit[0] if unit else amount.end, unit=unit[1].sign if unit else "year", kind="age"
            )
    named = before[0] == "," and amount.first >= 2 and tokens.raw(amount.first - 2)[:1].isupper()
    closed = words[0] in {",", ")", ".", ";"} and amount.low.bare and amount.low is amount.high
    is_year_word = before[1] in dates.MONTHS or before[1] in dates.WEEKDAYS
    if named and words[0] == "," and closed and not is_year_word and not tokens.is_numeral(amount.end + 1):
        return replace(amount, unit="year", kind="age")
    return None


def _finish(tokens: Tokens, amount: Amount, floor: int) -> Found:
    """Add qualifier and counted noun, and settle the kind."""
    kind, unit, end = amount.kind, amount.unit, amount.end
    if kind == "count" and amount.low.form == "fraction":
        kind = "fraction"
    if kind == "count" and (magnitude := _magnitude(tokens, amount)) is not None:
        return magnitude
    if kind in {"count", "fraction"}:
        at = end + 1 if tokens.word(end) == "-" and tokens.glued(end) else end
        skip = at + (
            tokens.word(at) in {"more", "or"} and tokens.word(at + 1) in {"more", "so", "fewer", "less"}
        )
        if (behind := _qualifier_behind(tokens, end)) is not None:
            skip = behind[0]
        if kind == "fraction":
            skip += tokens.word(skip) == "of"
            skip += tokens.word(skip) in {"the", "all", "its", "their"}
        noun = counted_noun(tokens, skip, one=kind == "count" and amount.high.value == 1)
        if at > end and tokens.glued(at) and tokens.is_word(at) and tokens.word(at + 1) != "-" and skip == at:
            noun = at  # the 151-seat house
        unit = unit_of(tokens.word(noun)) if noun is not None else None
        if unit is None and kind == "count" and counts_people(tokens, amount.first, skip):
            unit = "person"
        if kind == "count" and unit == "point" and _in_percent_context(tokens, amount.first):
            return Found(*_points(tokens, amount, floor))
    first, qualifier = _qualifier_before(tokens, amount.first, floor)
    if kind == "duration" and qualifier in {"more_than", "at_most"} and not _measures_length(tokens, first):
        first, qualifier = amount.first, "exact"
    if qualifier == "at_most" and tokens.word(first) == "within" and kind not in {"measure", "duration"}:
        first, qualifier = amount.first, "exact"
    if qualifier == "exact" and (behind := _qualifier_behind(tokens, end)) is not None:
        end, qualifier = behind
    return Found(first, end, kind, amount.low.value, amount.high.value, unit, qualifier)


def _in_percent_context(tokens: Tokens, i: int) -> bool:
    """Tell whether the points of this sentence are points of a percentage, as in polls."""
    around = {tokens.word(j) for j in range(max(i - 60, 0), min(i + 40, len(tokens)))}
    return bool(around & {"%", "percent", "poll", "polls", "vote", "votes", "percentage"}) and not around & {
        "index",
        "scored",
        "league",
    }


def _points(
    tokens: Tokens, amount: Amount, floor: int
) -> tuple[int, int, Kind, Decimal, Decimal, str, Qualifier]:
    at = amount.end
    while tokens.word(at) not in {"point", "points"}:
        at += 1
    first, qualifier = _qualifier_before(tokens, amount.first, floor)
    return first, at + 1, "percent", amount.low.value, amount.high.value, "pp", qualifier


def _measures_length(tokens: Tokens, first: int) -> bool:
    """Tell "lasted over two days" from "over two days of fighting", where "over" means during."""
    word = tokens.word(first)
    if word not in {"over", "within"}:
        return True
    lasting = {
        "last",
        "lasted",
        "lasting",
        "for",
        "took",
        "take",
        "takes",
        "spent",
        "waited",
        "served",
        "after",
        "than",
        "of",
    }
    return word == "within" or tokens.word(first - 1) in lasting


def _magnitude(tokens: Tokens, amount: Amount) -> Found | None:
    """Read "7.8-magnitude", "7.8 magnitude", "magnitude of 7.8"."""
    at = amount.end + 1 if tokens.word(amount.end) == "-" else amount.end
    low, high = amount.low.value, amount.high.value
    if tokens.word(at) == "magnitude":
        return Found(amount.first, at + 1, "measure", low, high, "magnitude")
    if tokens.word(amount.first - 1) in {"of", "at"} and tokens.word(amount.first - 2) == "magnitude":
        return Found(amount.first, amount.end, "measure", low, high, "magnitude")
    return None


def _qualifier_before(tokens: Tokens, first: int, floor: int) -> tuple[int, Qualifier]:
    """Return where the qualifier that governs the number at `first` begins, and which it is."""
    at = first
    if (
        tokens.word(at - 1) in FILLERS
        and at - 1 > floor
        and tokens.word(first - 1) in {"another", "additional", "further"}
    ):
        at -= 1
    for length in range(min(LONGEST_QUALIFIER, at - floor), 0, -1):
        qualifier = BEFORE.get(tuple(tokens.words[at - length : at]))
        if qualifier is not None:
            return at - length, qualifier
    return first, "exact"


def _qualifier_behind(tokens: Tokens, end: int) -> tuple[int, Qualifier] | None:
    for length in (2, 1):
        qualifier = BEHIND.get(tuple(tokens.words[end : end + length]))
        if qualifier is None:
            continue
        if tokens.words[end] == "plus" and tokens.is_numeral(end + 1):
            continue
        if tokens.words[end] == "+" and not tokens.glued(end):
            continue
        if tokens.words[end] == "at" and tokens.word(end + 2) not in {".", ",", ";", ")", "\n", ""}:
            continue
        return end + length, qualifier
    return None


def _inherit_units(tokens: Tokens, found: list[Found]) -> list[Found]:
    """Give numbers that leave their unit out the unit of the figure before them in the sentence.

    "82 million euros after 37 million in one-off items", "41.5 per cent, Civic Union 38.5", "66 seats, the
    Farmers 64", "EUR 158 million (139)".
    """
    done: list[Found] = []
    for item in found:
        earlier = next(
            (f for f in reversed(done[-3:]) if f.kind not in UNINHERITED and not _is_bracketed(tokens, f)),
            None,
        )
        done.append(_inherit(tokens, earlier, item) if earlier else item)
    return done


UNINHERITED = frozenset({"identifier", "date", "time", "ordinal", "age", "duration"})


def _is_bracketed(tokens: Tokens, item: Found) -> bool:
    """Tell a conversion in brackets, whose unit is not the one that the sentence speaks in."""
    return (
        tokens.word(item.first - 1) == "("
        and tokens.word(item.end) == ")"
        and item.kind in {"money", "measure"}
    )


def _inherit(tokens: Tokens, earlier: Found, item: Found) -> Found:
    between = tokens.words[earlier.end : item.first]
    if {".", "\n", ";", ":", "?"} & set(between) or len(between) > 14:
        return item
    if (
        item.kind == "identifier"
        and item.end - item.first == 2
        and earlier.kind == "count"
        and earlier.unit
        and len(between) <= 6
    ):
        value = Decimal(tokens.word(item.end - 1)) if tokens.word(item.end - 1).isdigit() else None
        if value is not None and tokens.is_word(item.first) and tokens.word(item.first) not in DESIGNATORS:
            return replace(item, first=item.first + 1, kind="count", low=value, high=value, unit=earlier.unit)
    if item.kind != "count" or item.unit is not None or not isinstance(item.low, Decimal):
        return item
    low, high = item.low, item.high
    bracketed = between == ["("] and tokens.word(item.end) == ")"
    if earlier.kind == "money" and isinstance(earlier.low, Decimal) and isinstance(high, Decimal):
        if bracketed:
            scale = (
                Decimal(10) ** max(0, earlier.low.adjusted() // 3 * 3)
                if earlier.low >= 10**6 and low < 10**5
                else Decimal(1)
            )
            while scale > 1 and low * scale > earlier.low * 20:
                scale /= 1000
            return replace(item, kind="money", low=low * scale, high=high * scale, unit=earlier.unit)
        return replace(item, kind="money", unit=earlier.unit) if low >= 10**6 else item
    if (
        earlier.kind == "percent"
        and earlier.unit == "%"
        and (low != int(low) or tokens.word(item.first - 1) in {"from", "to"})
        and abs(low) <= 100
    ):
        return replace(item, kind="percent", unit="%")
    closed = tokens.word(item.end) in {",", ".", ";", ")", "and", "on", "in", "for", "\n", ""}
    if earlier.kind == "count" and earlier.unit and closed and len(between) <= 7 and "(" not in between:
        return replace(item, unit=earlier.unit)
    return item


def _tie_conversions(tokens: Tokens, found: list[Found]) -> list[tuple[Found, tuple[int, str | None] | None]]:
    """Tie a figure in brackets, or behind "or" or a slash, to the one it converts, and check the two."""
    tied: list[tuple[Found, tuple[int, str | None] | None]] = []
    for n, item in enumerate(found):
        conversion = None
        if n and item.kind in {"measure", "money"} and found[n - 1].kind == item.kind:
            earlier = found[n - 1]
            between = tokens.words[earlier.end : item.first]
            bracketed = between[:1] == ["("] and len(between) <= 3
            listed = between in (["or"], ["/"], [",", "or"], ["-", "or"]) and item.kind == "measure"
            noun_between = between[-1:] == ["("] and len(between) <= 4 and "." not in between
            if (bracketed or listed or noun_between) and earlier.unit != item.unit:
                source = tied[n - 1][1][0] if tied[n - 1][1] else n - 1
                if item.kind == "money" or _same_dimension(earlier, item):
                    conversion = (source, _misfit(found[source], item))
        tied.append((item, conversion))
    return tied


def _same_dimension(one: Found, other: Found) -> bool:
    return bool(one.unit and other.unit) and convert(Decimal(1), one.unit or "", other.unit or "") is not None


def _misfit(original: Found, conversion: Found) -> str | None:
    """Say where a conversion does not give the original's value within five per cent."""
    if (
        not (isinstance(original.low, Decimal) and isinstance(conversion.low, Decimal))
        or original.kind == "money"
    ):
        return None
    converted = convert(original.low, original.unit or "", conversion.unit or "")
    if converted is None or abs(converted - conversion.low) <= abs(converted) * Decimal("0.05") + Decimal(
        "0.5"
    ):
        return None
    return "the bracketed conversion does not fit its original"


Detector = Callable[[str], list[Figure]]
