"""A text as the detectors see it: folded to plain characters, cut into tokens, offsets kept."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache, cached_property, lru_cache
from itertools import pairwise

# A soft wrap is what an editor makes of one long line; wider text than this is not wrapped by hand.
WIDEST_WRAP = 120
NARROWEST_WRAP = 40

DASHES = "‐‑‒–−﹣－"
FOLDED = {
    **dict.fromkeys(map(ord, DASHES), "-"),
    **dict.fromkeys(map(ord, "‘’‚ʼ′＇"), "'"),
    **dict.fromkeys(map(ord, "“”„«»″＂"), '"'),
    ord("⁄"): "/",
    ord("∕"): "/",
    ord("٫"): ".",
    ord("٬"): ",",
    ord("٪"): "%",
    ord("\t"): " ",
    ord("\r"): "\n",
    ord("\u2028"): "\n",
    ord("\u2029"): "\n",
    ord("\x0b"): "\n",
    ord("\x0c"): "\n",
    ord("\x85"): "\n",
}
TIGHT_SPACE = "\u2009"
# How far rules may look past either end of a text.
BEYOND = 64
# What folding leaves as it is: a text holds little else.
ODD = re.compile(r"[^ -~\n]")
# Most tokens are words, so they are tried first, and what begins with a digit only where one stands.
TOKEN = re.compile(
    r"""
    [^\W\d_]+(?:'[^\W\d_]+)*                      # don't
  | (?=\d)(?:
      \d{1,3},\d{1,2}(?=\ ?(?:[mbtr]illion|bn\b|%|per\ ?cent))  # 1,5 million, as other languages write it
    | \d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+(?![.,]?\d))?  # 1,250 and 1,250.5
    | \d{1,2}(?:,\d{2})+,\d{3}(?!\d)                # 12,34,567
    | \d{1,3}(?:['\u2009]\d{3})+(?!\d)(?:\.\d+)?    # 1'250, 1 250 with a thin or no-break space
    | \d{1,3}(?:\.\d{3}){2,}(?![.\d])               # 1.250.000
    | (?<!\d\.)\d+\.\d+(?!\.?\d)                    # 3.10, but not 28.11.2024
    | \d+ )
  | (?<![\w.)\]])\.\d+(?!\.?\d)                     # .5
  | \n
  | [^\s\w] | _
    """,
    re.VERBOSE,
)


@cache
def fold_character(character: str) -> str:
    """Return one plain character for one odd one, or nothing for one that cannot be seen."""
    if (folded := FOLDED.get(ord(character))) is not None:
        return folded
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""
    if category == "Zs":
        return TIGHT_SPACE if character in "\xa0\u2007\u2009\u202f" else " "
    if "！" <= character <= "～":  # the full-width forms of ASCII
        return chr(ord(character) - 0xFEE0)
    return character


class Folded:
    """A text in plain characters, with a way back to the offsets of the original.

    Digits of any script are ASCII, dashes and quotes plain, invisible characters gone; letters stay as
    they are, so that nothing changes its length by a change of case.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.key = text
        self._origin: list[int] | None = None
        if not text.isascii() or "\t" in text or "\x0b" in text or "\x0c" in text:
            self.key = ODD.sub(lambda odd: fold_character(odd.group()), text)
            if len(self.key) != len(text):
                self._origin = [i for i, character in enumerate(text) if fold_character(character)]
        self.key = _join_wrapped_lines(self.key)

    def unfolded(self, starts: list[int], ends: list[int]) -> tuple[list[int], list[int]]:
        """Return the starts and ends of ranges of `key` in the original text."""
        origin = self._origin
        if origin is None:
            return starts, ends
        return [origin[start] for start in starts], [origin[end - 1] + 1 for end in ends]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the range of the original text behind `key[start:end]`."""
        if self._origin is None:
            return start, end
        return self._origin[start], self._origin[end - 1] + 1


def _join_wrapped_lines(text: str) -> str:
    """Turn each line end that only wraps a paragraph into a space."""
    lines = text.split("\n")
    width = max(map(len, lines))
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return text
    joined = [lines[0]]
    for line, following in pairwise(lines):
        first_word = following.split(" ", 1)[0]
        wrapped = first_word and first_word[0] not in "-*•>#" and len(line) + 1 + len(first_word) > width
        joined.append(" " if wrapped and line.strip() else "\n")
        joined.append(following)
    return "".join(joined)


class Tokens:
    """The words, numerals and signs of a folded text, as parallel lists.

    `words` are lower-case; `raw(i)` is the token as written. A line end that ends a paragraph is a token.
    """

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.starts: list[int] = []
        self.ends: list[int] = []
        words: list[str] = []
        # One match at a time: a list of them would set off the garbage collector, which looks at everything.
        for match in TOKEN.finditer(folded.key):
            self.starts.append(match.start())
            self.ends.append(match.end())
            words.append(match.group().lower())
        self._count = len(words)
        # Empty words serve both sides, since an index below zero counts from the end: looking around is safe.
        self.words = ["0" + word if "." < word < "/" else word for word in words] + [""] * BEYOND
        self.word = self.words.__getitem__
        """The i-th token in lower case (".5" as "0.5"), or nothing up to `BEYOND` tokens outside the text."""

    def __len__(self) -> int:
        return self._count

    @cached_property
    def places(self) -> tuple[list[int], list[int]]:
        """Where each token begins and ends in the text as it was before it was folded."""
        return self.folded.unfolded(self.starts, self.ends)

    def raw(self, i: int) -> str:
        """Return the i-th token as written, or nothing outside the text."""
        return self.folded.key[self.starts[i] : self.ends[i]] if 0 <= i < self._count else ""

    def glued(self, i: int) -> bool:
        """Tell whether token i follows its predecessor without a gap."""
        return 0 < i < self._count and self.starts[i] == self.ends[i - 1]

    def is_numeral(self, i: int) -> bool:
        """Tell whether token i is written in digits."""
        return "0" <= self.words[i] < ":"  # the sign behind "9"

    def is_word(self, i: int) -> bool:
        """Tell whether token i is made of letters."""
        return self.word(i)[:1].isalpha()

    def past_hyphen(self, i: int) -> int:
        """Return i, or the token behind it where token i is a hyphen."""
        return i + 1 if self.word(i) == "-" else i

    def has_capital(self, i: int) -> bool:
        """Tell whether token i begins with a capital."""
        return 0 <= i < self._count and self.folded.key[self.starts[i]].isupper()

    def at_or_after(self, offset: int) -> int:
        """Return the first token that ends behind `offset` of the folded text."""
        return bisect_right(self.ends, offset)


@lru_cache(maxsize=1)
def tokens_of(text: str) -> Tokens:
    """Return the tokens of a text; those of the last one are kept, as an article is read twice in a row."""
    return Tokens(Folded(text))
