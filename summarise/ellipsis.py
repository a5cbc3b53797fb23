"""A figure that is told alone, as "the union claims 400,000": which figure before it measures the same."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from summarise.candidates import Candidate
from summarise.clause import Setting
from summarise.compare import dimension, interval
from summarise.concepts import concepts_in
from summarise.saying import SPEAKER_WORD, SPEAKERS
from summarise.words import stem

# What may leave out what it measures.
LEAVING_OUT = frozenset({"count", "percent", "fraction", "money", "measure", "duration", "age"})
# Behind a number that is told alone.
ENDS = frozenset(
    "and but while against because when as although though whereas nor or than at before after on in this "
    "so".split()
) | frozenset('.,;:)"\n!?')
# What may be said of a number that is told again: "the 147 million expected", "the 120 million announced".
SAID_OF_IT = frozenset(
    "expected forecast predicted announced reported planned promised agreed given estimated published "
    "recorded counted claimed who it its for by at a last from under they he she we".split()
)
WORDS_BEFORE = 10
# So many figures back at most, so that a long list takes no hours.
MOST_IN_REACH = 20
FARTHEST_SENTENCE = 3
# Values farther apart than so many times are hardly of one thing.
FARTHEST_VALUE = 25
ADVERBS = r"(?: (?:that|only|just|still|already|now|even|with|the|a|an|up|to|at|was|is|it|about|true|real))*"
GIVES = (
    r"claim(?:s|ed)?|count(?:s|ed)?|sa(?:ys?|id)|(?<!is )(?<!are )(?<!was )estimate[sd]?|reckon(?:s|ed)?"
    r"|expect(?:s|ed)?|believe[sd]?|predict(?:s|ed)?|forecasts?|report(?:s|ed)|g(?:ives?|ave)|cite[sd]?|calculate[sd]?|record(?:s|ed)|list(?:s|ed)"
    r"|(?:sp(?:eaks?|oken?)|talk(?:s|ed)) of|stands? by|stood by|stuck to|sticks? to|insist(?:s|ed) on"
    r"|c(?:omes?|ame) to|arrive[sd]? at|(?:put|puts|putting|placed?|places) (?:it|that|this|them|the \w+) at"
)
FIGURE = r"(?:figure|number|total|sum|amount|toll|count|estimate|volume|tally|plan)"
GIVEN = re.compile(rf"\b(?:{GIVES})(?: (?:its|his|her|their))?{ADVERBS}$")
POINTED = re.compile(
    rf"\b(?:it|that|this|they|there|{FIGURE}) "
    r"(?:is|was|are|were|has been|had been|would be|stood at|rose to|fell to|came to|stands at)"
    r"(?: (?:only|just|still|already|now|with|the|up|to|at|for|about|closer|nearer|more|like))*$"
    rf"|\bthe {FIGURE} of$|\bplanned for$|\bbudgeted for$"
)
THERE = re.compile(r"\bsaid (?:that )?there (?:were|was|had been)$")
NAMED_AGAIN = re.compile(
    r"\b(?:the|an?|its|their|his|her|real|true) ([a-z]+) "
    r"(?:is|was|were|had been|has been|would be|stood at|reached)"
    r"(?: (?:\w+ed|sent|for|only|just|not|more|now|at))*$"
)
COMPARED = re.compile(r"\b(?:closer|nearer|near|more like)(?: (?:to|the|at))*$")
OF_ANOTHER = re.compile(
    rf"\b(?:against|versus|than|above|below)((?: \S+){{1,4}})'s?(?: {FIGURE}| own)?(?: of)?$"
)
SAID = re.compile(
    r"\b(?:claim(?:s|ed)?|sa(?:ys?|id)|estimate[sd]?|reckon(?:s|ed)?|reported"
    rf"|(?:{SPEAKERS}) count(?:s|ed)?)\b"
)
QUOTE = '"'
# "37 million in aid" says what it is of, "37 million in the north" where.
DETERMINERS = frozenset(
    {"the", "a", "an", "this", "that", "all", "its", "their", "his", "her", "our", "total"}
)
JOINTS = frozenset({"and", ",", ";", "while", "but", "-"})
LONGEST_GAP = 5


def antecedent(here: Setting, candidate: Candidate, earlier: Sequence[Candidate]) -> Candidate | None:
    """Return the reading that a figure told alone is another value of, none where it says what it measures.

    Told alone it is in "Police counted 87,000 marchers. The union claimed 400,000", "unions said two-thirds",
    "against the union's figure of 1.1 million" and "The sum was 135 million".
    """
    if not _is_alone(here, candidate):
        return None
    before = _words_before(here)
    near = (one for one in _in_reach(here, earlier) if _may_be_of_one(one, candidate))
    return next((one for one in near if _is_told_beside(here, before, one, candidate)), None)


def listed_before(here: Setting, candidate: Candidate, earlier: Sequence[Candidate]) -> Candidate | None:
    """Return the reading of the sentence whose noun or verb a figure leaves out, none where it has its own.

    So does the 36,000 of "41,000 marched in Corvo, in Almada 36,000", and the 147 million of "it made 158
    million euros, beating the 147 million expected".
    """
    if not _is_alone(here, candidate, ends=ENDS | SAID_OF_IT) or _names_its_own(here):
        return None
    kind = dimension(candidate.reading), candidate.reading.unit
    for one in reversed(earlier):
        if one.cues.sentence != here.sentence.id:
            return None
        how_far = one.cues.concept == "counted"  # "with 54% counted: Greens 35%" does not count the Greens
        if (dimension(one.reading), one.reading.unit) == kind and one.reading.kind != "vague" and not how_far:
            return one
    return None


def _names_its_own(here: Setting) -> bool:
    """Tell whether the words that are about no other figure say what this one measures."""
    return next(concepts_in(here.tokens, here.own_left, here.own_right), None) is not None


def _words_before(here: Setting) -> str:
    """Return the words of the clause before a figure; a quotation mark begins none: put it at "about 12"."""
    quoted = here.tokens.word(here.a - 1) == QUOTE
    first = max(here.a - WORDS_BEFORE, here.first if quoted else here.left)
    return " ".join(word for word in here.words(first, here.a) if word != QUOTE)


def _is_alone(here: Setting, candidate: Candidate, ends: frozenset[str] = ENDS) -> bool:
    """Tell a figure with nothing behind it that says what it is of."""
    cues = candidate.cues
    if here.figure.kind not in LEAVING_OUT or cues.counted or cues.part or cues.increment or cues.change:
        return False
    at = here.b + (here.tokens.word(here.b) == QUOTE)
    if here.tokens.word(at) == "(":
        at = next((j + 1 for j in range(at, at + 12) if here.tokens.word(j) == ")"), at)
    word, second = here.words(at, at + 2) if at + 1 < len(here.tokens) else ("", "")
    names_it = word == "in" and here.figure.kind == "money" and second not in DETERMINERS
    return at >= here.right or (word in ends and (not names_it or here.tokens.has_capital(at + 1)))


def _in_reach(here: Setting, earlier: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the readings of the same sentence and of those right before it, the nearest first."""
    number = int(here.sentence.id[1:])
    paragraph = {s.id for s in here.article.sentences if s.paragraph == here.sentence.paragraph}
    for one in islice(reversed(earlier), MOST_IN_REACH):
        back = number - int(one.cues.sentence[1:])
        if back > FARTHEST_SENTENCE:
            return
        if back <= 1 or one.cues.sentence in paragraph:
            yield one


def _may_be_of_one(one: Candidate, candidate: Candidate) -> bool:
    """Tell whether two readings have one dimension and values of like size, and the first is of a whole."""
    if dimension(one.reading) != dimension(candidate.reading) or one.reading.kind == "vague":
        return False
    if one.cues.increment or one.cues.change or one.cues.role != "body":
        return False
    a, b = interval(one.reading), interval(candidate.reading)
    if a is None or b is None:
        return False
    low, high = sorted((abs(a.stated), abs(b.stated)))
    return high <= low * FARTHEST_VALUE


def _is_told_beside(here: Setting, before: str, one: Candidate, candidate: Candidate) -> bool:
    """Tell whether the words before a figure lead back to one that was told."""
    other = OF_ANOTHER.search(before)
    if other is not None and SPEAKER_WORD.search(other[1]):
        return True
    if one.cues.sentence == here.sentence.id:
        return _leaves_verb_out(here, one) or _says_again(here, before)
    again = any(pattern.search(before) for pattern in (GIVEN, POINTED, COMPARED))
    return again or _another_says_it_of_the_same(before, one, candidate)


def _another_says_it_of_the_same(before: str, one: Candidate, candidate: Candidate) -> bool:
    """Tell "it had offered 150 million. The owners said the offer was for 90 million": two speak of one."""
    speakers = {one.reading.attribution, candidate.reading.attribution}
    if None in speakers or len(speakers) == 1:
        return False
    named = NAMED_AGAIN.search(before)
    return named is not None and stem(named[1]) in one.cues.sentence_words


def _says_again(here: Setting, before: str) -> bool:
    """Tell "about a third, the ministry said; unions said two-thirds": a speaker of its own."""
    said = GIVEN.search(before) or COMPARED.search(before) or THERE.search(before)
    joint = any(word in JOINTS for word in here.words(max(here.left - 1, here.first), here.a))
    return said is not None and joint and SPEAKER_WORD.search(before) is not None


def _leaves_verb_out(here: Setting, one: Candidate) -> bool:
    """Tell "police had said 87,000 and unions 400,000": a verb of saying, a joint, a speaker, the figure."""
    words = here.words(here.left, here.a)
    joint = next((n for n in range(len(words) - 1, -1, -1) if words[n] in JOINTS), None)
    if joint is None:
        return False
    speaker = [word for word in words[joint + 1 :] if word != "the"]
    if not 0 < len(speaker) <= LONGEST_GAP or SPEAKER_WORD.fullmatch(speaker[-1]) is None:
        return False
    said = here.article.text[here.sentence.start : one.reading.start].lower()
    return one.reading.attribution is not None and SAID.search(said) is not None
