"""Statements that their own article takes back: "… had died. This is not the case."."""

import re

CORRECTION = re.compile(r"(?:Corrections?|Clarification|Erratum)\b", re.IGNORECASE)
# What a sentence that takes back the one before it begins with.
TAKES_BACK = re.compile(
    r"(?:This|That|It|Both|These|Those|(?:The|That|This) (?:earlier |first |previous )?"
    r"(?:figure|number|report|claim|statement|post|toll|total|count|information)s?)"
    r"[^.;]{0,40}? (?:is|was|were|are|had been|has been) (?:\w+ly )?"
    r"(?:not (?:the case|true|correct|so|right)|wrong|untrue|false|incorrect|mistaken|an error|a mistake|"
    r"due to an error|in error|based on an error|withdrawn|retracted)\b"
    r"|The (?:correct|right|actual) (?:figure|number|total|toll|count)\b"
    r"|[^.;]{0,60}\b(?:withdrew|retracted|took back|has withdrawn|has retracted) "
    r"(?:that|this|the) (?:number|figure|claim|statement|toll|count)\b"
)
# What the part of a correction speaks of that is taken back, not the part that puts it right.
REPORTED = re.compile(
    r"\b(?:said|stated|gave|given|put|reported|wrote|published|posted|earlier|previous(?:ly)?|initial(?:ly)?)\b"
)
# An outlet that speaks of what it published itself before.
OWN_SLIP = re.compile(
    r"\b(?:[Ii]n (?:our|an? (?:earlier|previous|initial)) (?:\w+ ){0,3}(?:[\d:.]+ )?"
    r"(?:post|report|story|release|statement|notice|bulletin|update|version)\b"
    r"|(?:[Ww]e|I) (?:had )?(?:first|earlier|initially|wrongly|mistakenly|originally|incorrectly) "
    r"(?:gave|wrote|said|reported|stated|put)\b"
    r"|(?<!figure )(?<!number )(?<!total )(?:[Ww]e|I) (?:gave|wrote|said|reported|stated) "
    r"(?:at \d|earlier|on \w+day))"
)
BORDER = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z\"“'])")


def belong_together(first: str, second: str) -> bool:
    """Tell whether a sentence must not be quoted without the one behind it, which takes it back."""
    slips = CORRECTION.match(first) or OWN_SLIP.search(first)
    return slips is not None or TAKES_BACK.match(second) is not None


def retracted_up_to(sentence: str) -> int:
    """Return up to which character a sentence gives what it then takes back, 0 where it does not.

    >>> retracted_up_to("The ship gave 28. That was wrong.")
    17
    >>> retracted_up_to("The ship gave 28. That was enough.")
    0
    """
    for border in BORDER.finditer(sentence):
        said = sentence[: border.start()]
        slips = (CORRECTION.match(said) and REPORTED.search(said)) or OWN_SLIP.search(said)
        if slips or TAKES_BACK.match(sentence, border.end()):
            return border.start() + 1
    return 0
