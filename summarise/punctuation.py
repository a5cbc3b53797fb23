"""Where one sentence ends and the next begins."""

import re
from collections.abc import Iterator

from summarise.dates import WEEKDAYS

ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen brig col lt maj capt cpl sgt pvt adm cmdr sen rep gov pres st jr sr "
    "inc ltd co corp no nos vs etc approx est fig rev hon ave blvd mt ft jan feb mar apr jun "
    "jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun dept gov't supt "
    "insp det hr min sec al cf ca u.s u.k u.n e.g i.e a.m p.m d.c ph.d messrs mmes bros vol pp "
    "ed eds art ch sq km lb oz ext tel".split()
)
# Of these, the ones that may end a sentence, where the next word is one that begins sentences.
ENDING_ABBREVIATIONS = frozenset("inc ltd co corp etc u.s u.k u.n a.m p.m d.c jr sr al ft".split())
STARTERS = frozenset(
    "The A An It He She They We I In On At But And However Meanwhile This That These Those "
    "There His Her Their Its After Before As When While If According Officials Police For By "
    "From With Since Some Many Most No Not Both Also Earlier Later Last Two Three Another Other "
    "Several More About Around Nearly Over Under What Who Why How".split()
)
SENTENCE_END = re.compile(r"[.!?…]+[\"')\]»”’]*(?=\s)")


def split_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of one paragraph."""
    start = 0
    for match in SENTENCE_END.finditer(text):
        end = match.end()
        following = end
        while following < len(text) and text[following].isspace():
            following += 1
        if following < len(text) and _is_break(text, start, match, following):
            yield start, end
            start = following
    stop = len(text.rstrip())
    if start < stop:
        yield start, stop


def _is_break(text: str, start: int, match: re.Match[str], following: int) -> bool:
    """Tell a sentence end from the dot of an abbreviation or an initial."""
    rest = text[following : following + 30].lstrip("\"'([«“‘")
    if not rest or rest[0].islower():
        return False
    if match.group()[0] in "!?…":
        return True
    word = re.split(r"[^\w.']", text[max(start, match.start() - 12) : match.start()])[-1]
    before = word.lower().lstrip(".'")
    starter = re.match(r"[\w']+", rest)
    starts_new = starter is not None and starter.group() in STARTERS
    if before in {"a.m", "p.m"} and text[following] == "(":
        return False  # "at 2:47 a.m. (2147 GMT on Saturday)"
    if before in {"a.m", "p.m"}:
        behind = rest.split()[0]
        return behind.strip(",.").lower() not in WEEKDAYS and not behind.isupper()
    if before in ENDING_ABBREVIATIONS:
        return starts_new
    if before in ABBREVIATIONS:
        return False
    if len(before) == 1 and word[-1].isupper():
        return starts_new and rest[1:2] != "."  # an initial, as in "J. Smith"
    return True
