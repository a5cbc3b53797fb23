"""Names and places around a figure: whose it is, where it was counted, from where it is measured."""

from summarise.clause import Setting
from summarise.dates import MONTHS, WEEKDAYS
from summarise.nouns import BOUNDARIES
from summarise.text import Tokens
from summarise.thesaurus import CONCEPTS
from summarise.words import carries_meaning, stems

BEFORE_A_PLACE = frozenset({"in", "at", "near", "from", "to", "on"})
BEFORE_PLACES = frozenset("in at across throughout near outside around inside within on".split())
# "Interest in", "came in", "rich in": what stands behind is no place.
NOT_OF_PLACE = frozenset("interest stake shares believe invest invested resulted resulting".split())
LONGEST_PLACE = 8
COUNTRY = "country"
NATIONWIDE = frozenset("nationwide nationally countrywide statewide".split())
COUNTRIES = frozenset({"country", "nation"})
PLACE_NOUNS = COUNTRIES | frozenset(
    "capital city town village region province state district county municipality island islands coast "
    "border north south east west centre center downtown suburb suburbs outskirts valley area areas hospital "
    "hospitals school schools university plant plants factory site sites camp camps prison station stations "
    "stadium square street port airport abroad overseas home parliament court building buildings market "
    "territory territories lake river sea harbour harbor mine farm park".split()
)
SIDES = frozenset("northern southern eastern western central upper lower north south east west whole".split())
DETERMINERS = frozenset(
    {"the", "a", "an", "its", "their", "his", "her", "this", "that", "all", "other", "two"}
)
CALENDAR = frozenset((*MONTHS, *WEEKDAYS))
ENDS_POINT = frozenset("and after by as who on with in at when which where".split())
DIRECTIONS = frozenset(
    "north south east west northeast northwest southeast southwest upstream downstream short ahead "
    "outside".split()
)


def subject_of(here: Setting, spoken: set[str]) -> frozenset[str]:
    """Return the words of the proper name nearest before the figure, else behind it; places do not count."""
    before = range(here.a - 1, max(here.left - 1, here.a - 14), -1)
    behind = range(here.b, min(here.own_right, here.b + 8))
    return _first_name(here, before, spoken) or _first_name(here, behind, spoken)


def _first_name(here: Setting, places: range, spoken: set[str]) -> frozenset[str]:
    tokens = here.tokens
    name: set[str] = set()
    last = here.a
    for j in places:
        word = tokens.word(j).removesuffix("'s")
        if tokens.has_capital(j) and carries_meaning(word) and word not in spoken and word not in CONCEPTS:
            last = last if name else j
            name.add(word)
        elif name and not (word in {"of", "the", "'"} and tokens.has_capital(j + places.step)):
            if places.step > 0 or not _leads_to_place(here, j) or _is_told_of(here, last):
                break
            name.clear()
    return frozenset(name)


def _is_told_of(here: Setting, last: int) -> bool:
    """Tell the Idlib of "from Idlib, which is home to two million", whose last word is token `last`."""
    return here.words(last + 1, last + 3) in ([",", "which"], [",", "where"])


def _leads_to_place(here: Setting, j: int) -> bool:
    """Tell whether token j is the "in" or the "the" of "in the Sadal district"."""
    word = here.tokens.word(j)
    return (here.tokens.word(j - 1) if word == "the" else word) in BEFORE_A_PLACE


def names_around(here: Setting, spoken: set[str]) -> frozenset[str]:
    """Return the capitalised words of the clause that are no speaker and do not just begin the sentence."""
    tokens = here.tokens
    names = set()
    for j in range(here.left, here.right):
        if here.a <= j < here.b or not tokens.has_capital(j):
            continue
        raw, word = tokens.raw(j), tokens.word(j)
        if word in spoken or len(raw) < 2:
            continue
        plain = word.removesuffix("'s")
        if not _only_begins(here, j) and (carries_meaning(plain) or raw.isupper()):
            names.add(plain)
    return frozenset(names)


def _only_begins(here: Setting, j: int) -> bool:
    """Tell whether a capital is there because a sentence or clause begins."""
    tokens, word = here.tokens, here.tokens.word(j)
    begins = j in {0, here.left} or tokens.word(j - 1) in {".", "\n", '"', "?", "!", ":"}
    if not begins or _is_capitalised(tokens, j + 1):
        return False
    return word in BOUNDARIES or not carries_meaning(word) or word in CONCEPTS


def _is_capitalised(tokens: Tokens, j: int) -> bool:
    return tokens.is_word(j) and tokens.has_capital(j)


def place_of(here: Setting, i: int) -> frozenset[str]:
    """Return where it was counted: stems of the places named behind the figure, else before it.

    The whole country is one place in whatever words: "nationwide", "across the country".
    """
    behind = _places(here, i, next((j for j in range(i, here.right) if _ends_places(here, j)), here.right))
    return behind or _places(here, here.left, here.a)


def _ends_places(here: Setting, j: int) -> bool:
    return here.tokens.word(j) in {",", ".", "and", "but", "while", "after", "by", "as", "who", "since"}


def _places(here: Setting, first: int, end: int) -> frozenset[str]:
    """Return the stems of the places that a stretch of a sentence names."""
    found: list[str] = []
    for j in range(first, end):
        word = here.tokens.word(j)
        if word in NATIONWIDE:
            found.append(COUNTRY)
        elif word in BEFORE_PLACES and here.tokens.word(j - 1) not in NOT_OF_PLACE:
            found += _place_behind(here, j + 1, end)
    return stems(found)


def _place_behind(here: Setting, j: int, end: int) -> list[str]:
    """Return the words of "in Lower Sava", "at the Kessing plant" and "across the country"."""
    words: list[str] = []
    tokens = here.tokens
    for at in range(j, min(end, j + LONGEST_PLACE)):
        word = tokens.word(at).removesuffix("'s")
        if word in PLACE_NOUNS:
            words.append(COUNTRY if word in COUNTRIES else word)
        elif word == "of" and words and words[-1] in PLACE_NOUNS and tokens.has_capital(at + 1):
            continue  # "the border town of Tarn"
        elif word == "-" and tokens.glued(at) and tokens.glued(at + 1) and tokens.has_capital(at + 1):
            continue
        elif tokens.has_capital(at) and word not in CALENDAR:
            words.append(word)
        elif not tokens.is_word(at) or (word not in DETERMINERS and word not in SIDES):
            break
    return [] if COUNTRY in words and len(words) > 1 and words[-1] != COUNTRY else words


def reference_point(here: Setting) -> frozenset[str]:
    """Return the stems of "from the outskirts of Aleppo", "upstream of Halvesk town centre"."""
    for j in range(here.b, min(here.b + 6, here.right)):
        word = here.tokens.word(j)
        if word in {"from", "off", "outside"} or (word == "of" and _tells_distance(here, j)):
            return stems(point.removesuffix("'s") for point in _words_up_to(here, j + 1, 8, ENDS_POINT))
    return frozenset()


def _tells_distance(here: Setting, j: int) -> bool:
    """Tell "within 5 km of the centre" and "11 km upstream of it" from "5 km of pipes"."""
    before = here.words(max(here.b - 8, 0), here.b)
    return "within" in before or not DIRECTIONS.isdisjoint(here.words(here.b, j))


def _words_up_to(here: Setting, first: int, most: int, ends: frozenset[str]) -> list[str]:
    """Return the words from `first` on, up to a sign or one of the words that end them."""
    words: list[str] = []
    for j in range(first, min(first + most, here.right)):
        if not here.tokens.is_word(j) or here.tokens.word(j) in ends:
            break
        words.append(here.tokens.word(j))
    return words
