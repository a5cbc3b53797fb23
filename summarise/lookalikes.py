"""What is written as a number and is none: Flight 8501, Category 4, 24/7, "one of them", "at first"."""

from summarise.dates import MONTHS, SHORT_MONTHS, WEEKDAYS
from summarise.found import Found
from summarise.nouns import counted_noun
from summarise.numbers import NUMBER_WORDS, Number
from summarise.text import Tokens
from summarise.units import read_unit

DESIGNATORS = frozenset(
    "flight route highway interstate motorway road autobahn article section chapter clause paragraph "
    "resolution rule law bill act amendment proposition page no nos number channel room gate terminal "
    "platform pier runway sector zone unit ward precinct block building apartment flat suite area boeing "
    "airbus type model mark mk version windows ios android iphone ipad galaxy pixel formula apollo soyuz "
    "voyager case docket file form exhibit appendix annex figure table phase stage level tier grade class "
    "studio hotline psalm verse group pool squad battalion brigade regiment line bus train tram "
    "intercity reactor warehouse catch agenda plan operation lot track serial order hull hangar shaft".split()
)
# "the 9th Division", "the 101st Airborne".
FORMATIONS = frozenset(
    "division brigade regiment battalion corps fleet infantry army squadron airborne armoured armored".split()
)
RANKED = frozenset({"category", "magnitude", "grade"})
SIGNS = {("9", "/", "11"), ("24", "/", "7")}
SENTENCE_STARTS = frozenset({".", "\n", ":", '"', "!", "?"})
# Behind "one", these make it a pronoun: "one is", "one who".
BEHIND_PRONOUN = frozenset(
    "is was has had would could can should must may might that which who to by if when and or but as than "
    "more for at on with from knows says said day".split()
)
# What happens to one of those counted.
HAPPENED = frozenset(
    "killed injured wounded hurt dead missing confirmed arrested detained charged rescued hospitalised "
    "hospitalized released found recovered destroyed damaged reported sentenced convicted acquitted".split()
)
BEFORE_PRONOUN = frozenset("no any every each some this that the which another only a".split())
BEFORE_ORDINAL = frozenset("the its his her their our my your a this s".split())
BEHIND_ORDINAL = frozenset("- half quarter place day round division".split())


def read_lookalike(tokens: Tokens, i: int, number: Number) -> Found | None:
    """Return the name, rank or word that the number at token i is a part of, none for a real number."""
    if _is_pronoun(tokens, i, number) or _is_adverb(tokens, i, number):
        return Found(i, i + 1, "identifier")
    named = tokens.word(number.end) in FORMATIONS and tokens.raw(number.end)[0].isupper()
    if number.form == "ordinal" and named:
        return Found(i, number.end + 1, "identifier")
    if tuple(tokens.words[i : i + 3]) in SIGNS:
        return Found(i, i + 3, "identifier")
    before = tokens.word(i - 1)
    if before in RANKED and number.form == "cardinal" and (tokens.is_numeral(i) or number.value < 20):
        return Found(i - 1, number.end, "measure", number.value, number.value, before)
    first = _name_start(tokens, i, number)
    return None if first is None else Found(first, _past_numerals(tokens, number.end), "identifier")


def _past_numerals(tokens: Tokens, end: int) -> int:
    """Return the token behind the numerals that hang on a name by hyphens: "Boeing 737-800"."""
    while (
        tokens.word(end) == "-" and tokens.glued(end) and tokens.glued(end + 1) and tokens.is_numeral(end + 1)
    ):
        end += 2
    return end


def _is_pronoun(tokens: Tokens, i: int, number: Number) -> bool:
    if tokens.word(i) != "one" or number.end != i + 1:
        return False
    before, behind, second = tokens.word(i - 1), tokens.word(i + 1), tokens.word(i + 2)
    if _is_one_thing(tokens, i):
        return False
    if behind == "of":
        return second not in {"them", "whom", "those", "these"}
    if behind == "who" and before in {"including", "and", ","}:
        return False
    if behind in {"another", "'s"}:
        return True
    if behind == "-":
        return not tokens.is_word(i + 2) or second in {"off", "sided", "time", "on", "way"}
    if before == "only" and tokens.is_word(i + 1) and behind not in BEHIND_PRONOUN:
        return False  # "only one guard"
    if before in BEFORE_PRONOUN:
        return before != "the" or behind not in {"person", "man", "woman", "day"}
    return behind in BEHIND_PRONOUN or not tokens.is_word(i + 1)


def _is_one_thing(tokens: Tokens, i: int) -> bool:
    """Tell the number in "only one in five", "one was killed" and "lowered to one" from the pronoun."""
    before, behind, second, third = tokens.word(i - 1), *tokens.words[i + 1 : i + 4]
    if behind == "in":
        return tokens.is_numeral(i + 2) or second in NUMBER_WORDS
    if behind in {"was", "were", "is"}:
        return second in HAPPENED
    if behind in {"has", "had"} and second in {"been", "died"}:
        return second == "died" or third in HAPPENED
    closed = behind in {".", ",", ";", ":", "\n", ""}
    return closed and before in {"to", "from", "by"} and tokens.word(i - 2) not in {"one", "down"}


def _is_adverb(tokens: Tokens, i: int, number: Number) -> bool:
    """Tell "came first" and "at first" from "the first" and "first place"."""
    if tokens.word(i) != "first" or number.form != "ordinal":
        return False
    before = tokens.word(i - 1)
    determined = before in BEFORE_ORDINAL or before.endswith("'s")
    return not determined and tokens.word(i + 1) not in BEHIND_ORDINAL


def _name_start(tokens: Tokens, i: int, number: Number) -> int | None:
    """Return where the name begins that the number ends: "No. 5", "#5", "Flight 8501", "Sukhoi 24"."""
    word, before = tokens.word(i), tokens.word(i - 1)
    if before == "." and tokens.word(i - 2) in {"no", "nos"} and tokens.raw(i - 2)[0].isupper():
        return i - 2 if tokens.is_numeral(i) else None
    if before == "#" and tokens.glued(i):
        return i - 1
    if number.scaled or number.form != "cardinal":
        return None
    if before in DESIGNATORS and _is_designated(tokens, i, number):
        return i - 1
    if number.bare and len(word) > 1 and word[0] == "0":
        return i
    return i - 1 if _ends_proper_name(tokens, i, number) else None


def _is_designated(tokens: Tokens, i: int, number: Number) -> bool:
    """Tell "Flight 8501" and "number 3" from "a flight 20 minutes later"."""
    if not number.bare and number.end != i + 1:
        return False
    before = tokens.word(i - 1)
    named = tokens.raw(i - 1) != before or before in {"no", "number"}
    return named and tokens.word(number.end) not in {"%", "percent"} and read_unit(tokens, number.end) is None


def _ends_proper_name(tokens: Tokens, i: int, number: Number) -> bool:
    """Tell "Sukhoi 24" and "Act 2": a capital inside a sentence, bare digits, no noun to count."""
    if not number.bare or len(tokens.word(i)) > 3 or i < 2:
        return False
    before = tokens.word(i - 1)
    if (
        not tokens.is_word(i - 1)
        or not tokens.raw(i - 1)[0].isupper()
        or tokens.word(i - 2) in SENTENCE_STARTS
    ):
        return False
    if before == "i" or before in MONTHS or before in WEEKDAYS or before in SHORT_MONTHS:
        return False
    if tokens.word(number.end) in {"-", "to", "/", ":"} or read_unit(tokens, number.end) is not None:
        return False
    return counted_noun(tokens, number.end, one=False) is None
