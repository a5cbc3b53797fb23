"""Qualifiers: "at least", "nearly", "or more", and which number they govern."""

from summarise.text import Tokens
from summarise.values import Qualifier

BEFORE_PHRASES: dict[Qualifier, str] = {
    "at_least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of",
    "more_than": (
        "more than|over|above|exceeding|upwards of|in excess of|north of|greater than|higher than|well over|"
        "just over|slightly over|slightly more than|well above|just above|just more than|topping|beyond"
    ),
    "at_most": (
        "at most|up to|as many as|as much as|as high as|no more than|not more than|a maximum of|maximum of|"
        "no later than|within"
    ),
    "less_than": (
        "less than|fewer than|under|below|just under|just below|well under|well below|lower than|short of|"
        "just short of|slightly less than|slightly under"
    ),
    "about": (
        "about|around|approximately|roughly|some|circa|nearly|almost|close to|an estimated|estimated|approx|"
        "approx .|just about|~|c .|ca .|virtually|practically|near|≈|in the region of|something like"
    ),
}
BEHIND_PHRASES: dict[Qualifier, str] = {
    "at_least": "or more|- plus|plus|+|and counting|at least",
    "at_most": "or less|or fewer|at most",
    "about": "or so|- odd|or thereabouts",
}
BEFORE = {
    tuple(phrase.split()): qualifier
    for qualifier, phrases in BEFORE_PHRASES.items()
    for phrase in phrases.split("|")
}
BEHIND = {
    tuple(phrase.split()): qualifier
    for qualifier, phrases in BEHIND_PHRASES.items()
    for phrase in phrases.split("|")
}
LONGEST = max(map(len, BEFORE))
# Words that may stand between a qualifier and its number: "at least another 14".
FILLERS = frozenset({"another", "additional", "further"})


def qualifier_before(tokens: Tokens, first: int, floor: int) -> tuple[int, Qualifier]:
    """Return where the qualifier of the number at `first` begins, not before `floor`, and which it is."""
    at = first - 1 if tokens.word(first - 1) in FILLERS and first - 1 > floor else first
    for length in range(min(LONGEST, at - floor), 0, -1):
        qualifier = BEFORE.get(tuple(tokens.words[at - length : at]))
        if qualifier is not None:
            return at - length, qualifier
    return first, "exact"


def qualifier_behind(tokens: Tokens, end: int) -> tuple[int, Qualifier] | None:
    """Return the token behind the qualifier at token `end`, and which it is."""
    for length in (2, 1):
        qualifier = BEHIND.get(tuple(tokens.words[end : end + length]))
        if qualifier is not None and _governs(tokens, end):
            return end + length, qualifier
    return None


def _governs(tokens: Tokens, i: int) -> bool:
    """Tell whether a qualifier at token i belongs to the number before it: not in "5 plus 3" or "10 + 5"."""
    word = tokens.word(i)
    if word == "plus":
        return not tokens.is_numeral(i + 1)
    if word == "+":
        return tokens.glued(i)
    return word != "at" or tokens.word(i + 2) in {".", ",", ";", ")", "\n", ""}
