"""Text and dates as a note shows them: in one line, with nothing in it that cannot be seen."""

import re
from datetime import date

UNKNOWN = "⍰"
# Not those of `calendar`, which change with the locale.
MONTHS = "January February March April May June July August September October November December".split()
# What nobody sees, or what moves what others see: controls, bidi overrides, joiners, fillers, variation
# selectors, tags (Unicode's Default_Ignorable_Code_Point), lone surrogates, private use, noncharacters.
UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0"
    "\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    "\U000f0000-\U0010ffff]"
)
# In Arabic and Indic words a joiner is spelling, and only between two of their letters.
SPELLED = "\u0600-\u06ff\u0750-\u077f\u08a0-\u0dff\u1000-\u109f\u1780-\u17b3"
JOINER = re.compile(f"(?<=[{SPELLED}])[\u200c\u200d](?=[{SPELLED}])")


def visible(text: str) -> str:
    r"""Return a text in one line with a mark for each character that cannot be seen.

    >>> visible("a\x1b[31m red\nline")
    'a␛[31m red line'
    """
    spelling = {match.start() for match in JOINER.finditer(text)}

    def shown(match: re.Match[str]) -> str:
        return match.group() if match.start() in spelling else _mark(match.group())

    return re.sub(r"\s+", " ", UNSEEN.sub(shown, text))


def _mark(character: str) -> str:
    if character < " ":
        return chr(0x2400 + ord(character))
    return "␡" if character == "\x7f" else UNKNOWN


def tidy(text: str) -> str:
    """Return a visible text without blanks at its ends."""
    return visible(text).strip()


def shown_date(iso: str) -> str:
    """Return an ISO date as people write it, as fine as it is; anything else as it stands.

    >>> [shown_date(iso) for iso in ("2024-11-28", "2020-03", "2016", "2024-Q3", "2023-H1")]
    ['28 Nov 2024', 'March 2020', '2016', 'Q3 2024', 'H1 2023']
    """
    if re.fullmatch(r"\d{4}-[QH]\d", iso, re.ASCII):
        return f"{iso[5:]} {iso[:4]}"
    if re.fullmatch(r"\d{4}-(?:0[1-9]|1[0-2])", iso, re.ASCII):
        return f"{MONTHS[int(iso[5:]) - 1]} {iso[:4]}"
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return tidy(iso)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"
