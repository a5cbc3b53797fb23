"""Clock times: 10:30, 10.30am, 5 p.m., 0600 GMT, noon, ten past eleven."""

from summarise.found import Found
from summarise.numbers import BELOW_HUNDRED
from summarise.text import Tokens

TIME_ZONES = frozenset("gmt utc bst cet cest eet est edt cst cdt mst mdt pst pdt et pt ist jst msk".split())
BEHIND_HOUR = TIME_ZONES | {":", "am", "pm", "a", "p", "hours", "hrs", "o'clock"}
HOURS = frozenset({"hours", "hrs"})
BEFORE_HOURS = frozenset("at by until around from about since".split())
NAMED_HOURS = {"noon": "12:00", "midnight": "00:00"}
TWELVE = 12
# Six at night is of the evening, three at night is not.
EVENING = 6
PAST_OR_TO = {"half": 30, "quarter": 15, "five": 5, "ten": 10, "twenty": 20}


def read_time(tokens: Tokens, i: int) -> Found | None:
    """Return the clock time that begins at token i, in 24 hours, none where none does."""
    word = tokens.word(i)
    if word in NAMED_HOURS:
        return Found(i, i + 1, "time", NAMED_HOURS[word], NAMED_HOURS[word])
    if (spoken := _in_words(tokens, i)) is not None:
        return spoken
    if not tokens.is_numeral(i) or (tokens.word(i + 1) not in BEHIND_HOUR and "." not in word):
        return None
    parts = _hour_and_minute(tokens, i)
    if parts is None:
        return None
    hour, minute, end = parts
    if not (hour.isdecimal() and minute.isdecimal()) or len(hour) > 2 or int(hour) > 24 or int(minute) > 59:
        return None
    hours = int(hour) % 24
    if (half := _half_of_day(tokens, end)) is not None:
        if hours > 12:
            return None
        hours, end = hours % 12 + (12 if half[0] == "pm" else 0), half[1]
    if tokens.word(end) in TIME_ZONES and tokens.raw(end).isupper():
        end += 1
    clock = f"{hours:02d}:{minute}"
    return Found(i, end, "time", clock, clock)


def _in_words(tokens: Tokens, i: int) -> Found | None:
    """Read "two o'clock" and "ten past eleven", by the clock's face unless the half of the day is told."""
    hour = _spoken_hour(tokens, i)
    if hour is not None and tokens.word(i + 1) == "o'clock":
        return _spoken(tokens, i, hour, 0, i + 2)
    minutes, joint = PAST_OR_TO.get(tokens.word(i)), tokens.word(i + 1)
    hour = _spoken_hour(tokens, i + 2)
    if minutes is None or hour is None or not _joins_hour(tokens, i, joint):
        return None
    if joint == "to":
        hour, minutes = hour - 1, 60 - minutes
    return _spoken(tokens, i, hour, minutes, i + 3)


def _spoken_hour(tokens: Tokens, i: int) -> int | None:
    hour = BELOW_HUNDRED.get(tokens.word(i))
    return int(hour) if hour is not None and 1 <= hour <= TWELVE else None


def _joins_hour(tokens: Tokens, i: int, joint: str) -> bool:
    """Tell "ten to six" from a range: only "quarter to" is an hour wherever it stands."""
    if joint == "past":
        return True
    return joint == "to" and (tokens.word(i) == "quarter" or _half_of_day(tokens, i + 3) is not None)


def _spoken(tokens: Tokens, i: int, hour: int, minutes: int, end: int) -> Found:
    half = _half_of_day(tokens, end)
    behind = set(tokens.words[end : end + 4])
    afternoon = (half is not None and half[0] == "pm") or bool(behind & {"afternoon", "evening"})
    afternoon |= "night" in behind and hour >= EVENING
    hour = hour % TWELVE + (TWELVE if afternoon else 0) if half or afternoon or "morning" in behind else hour
    clock = f"{hour % 24:02d}:{minutes:02d}"
    return Found(i, half[1] if half else end, "time", clock, clock)


def _hour_and_minute(tokens: Tokens, i: int) -> tuple[str, str, int] | None:
    """Return hour and minute as written and the token behind them."""
    word, behind = tokens.word(i), i + 1
    if tokens.word(behind) == ":" and _two_digits_glued(tokens, behind):
        seconds = tokens.word(i + 3) == ":" and _two_digits_glued(tokens, i + 3)
        return word, tokens.word(i + 2), i + 5 if seconds else i + 3
    hour, _, minute = word.partition(".")
    if len(minute) == 2 and (_half_of_day(tokens, behind) or tokens.word(behind) in TIME_ZONES):
        return hour, minute, behind
    if len(minute) == 2 and tokens.word(behind) in HOURS and tokens.word(i - 1) in BEFORE_HOURS:
        return hour, minute, behind + 1
    if (end := _behind_four_digits(tokens, i)) is not None:
        return word[:2], word[2:], end
    if tokens.word(behind) == "o'clock":
        return hour, minute or "00", behind + 1
    return (word, "00", behind) if _half_of_day(tokens, behind) else None


def _two_digits_glued(tokens: Tokens, colon: int) -> bool:
    return tokens.glued(colon) and tokens.glued(colon + 1) and len(tokens.word(colon + 1)) == 2


def _behind_four_digits(tokens: Tokens, i: int) -> int | None:
    """Return the token behind "0600" in "0600 GMT" and "at 0600 hours"."""
    word, behind = tokens.word(i), tokens.word(i + 1)
    if len(word) != 4 or not word.isdecimal() or int(word) >= 2400 or int(word[2:]) >= 60:
        return None
    if behind in HOURS:
        return i + 2 if tokens.word(i - 1) in BEFORE_HOURS else None
    return i + 1 if behind in TIME_ZONES else None


def _half_of_day(tokens: Tokens, i: int) -> tuple[str, int] | None:
    """Return "am" or "pm" at token i and the token behind it."""
    word = tokens.word(i)
    if word in {"am", "pm"}:
        return word, i + 1
    if word in {"a", "p"} and tokens.word(i + 1) == "." and tokens.word(i + 2) == "m":
        return word + "m", i + 4 if tokens.word(i + 3) == "." else i + 3
    return None
