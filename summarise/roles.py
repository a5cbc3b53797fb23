"""Who holds which office in an article: "the mayor of Karvashi, Oleg Marr", "the gang, Black Tern"."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

OFFICES = (
    "governor|mayor|minister|president|premier|chancellor|chief|director|spokesman|spokeswoman|spokesperson"
    "|prosecutor|commander|secretary|captain|coach|manager|judge|chairman|chairwoman|chair|head|leader|lawyer"
    "|economist|prefect|bishop|sheriff|commissioner|ombudsman|analyst|strategist|geologist|surgeon|expert"
)
BODIES = (
    "gang|group|company|firm|operator|railway|railways|broker|insurer|reinsurer|utility|agency|airline|charity"
    "|manufacturer|maker|retailer|developer|supplier|club|bank|union|association|party|militia|laboratory"
)
CAPITALISED = r"[A-ZÀ-Þ](?:\.|[\w'’-]{0,30})"
NAME = rf"{CAPITALISED}(?: {CAPITALISED}){{0,3}}"
FULL_NAME = rf"{CAPITALISED}(?: {CAPITALISED}){{1,3}}"
KIND = r"(?:[\w'’-]{1,30} ){0,3}?"
HONORIFIC = r"(?:(?:Mr|Ms|Mrs|Dr|Prof|General|Gen|Colonel|Col|Commodore)\.? )?"
ITS = r"(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er|[Aa]n?)"
# "The regional governor, Oksana Lyman,", "the gang, Black Tern, said".
BEFORE_NAME = re.compile(
    rf"\b{ITS} (?P<role>{KIND}(?:(?P<office>{OFFICES})|(?:{BODIES})))(?: (?:of|for|at) (?:the )?{NAME})?, "
    rf"{HONORIFIC}(?P<name>{NAME})(?=[,;:]| \(|\.? |\.?$)"
)
# "Governor Vesna Kolar", "fire chief Ondrej Balaz": an office and a full name.
TITLED = re.compile(rf"\b(?P<role>(?:[\w'’-]{{1,30}} ){{0,2}}?(?i:{OFFICES})) (?P<name>{FULL_NAME})")
# "Oleg Marr, the mayor of Karvashi,": the name first.
BEHIND_NAME = re.compile(
    rf"\b(?P<name>{FULL_NAME}), (?:the |an? |its |their )?(?P<role>{KIND}(?:{OFFICES}))"
    r"(?=[,.;]| (?:of|for|at)\b)"
)
NAMING = frozenset(f"{OFFICES}|{BODIES}".split("|"))
WORDS = re.compile(r"\w+")
MOST = 200


class Roles:
    """The names behind the offices and kinds of bodies of one article."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Read each sentence once; of very many holders, the first are taken."""
        self._holders: dict[str, set[str]] = {}
        self.people: set[str] = set()
        """Full names of those who hold an office."""
        for role, name, is_person in islice(_held(sentences), MOST):
            self._holders.setdefault(name, set()).update(_words(role))
            if is_person:
                self.people.add(name)

    def holder(self, role: str) -> str | None:
        """Return the only one of whom the article tells that role, none for two, or for a name."""
        wanted = _words(role)
        if not wanted or (role[:1].isupper() and " " in role):
            return None
        named = [name for name, words in self._holders.items() if wanted <= words]
        return named[0] if len(named) == 1 else None


def _held(sentences: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield roles with the names of who holds them and whether that is a person."""
    for sentence in sentences:
        if NAMING.isdisjoint(WORDS.findall(sentence.lower())):
            continue
        text = " ".join(sentence.split())
        for pattern in (BEFORE_NAME, TITLED, BEHIND_NAME):
            for match in pattern.finditer(text):
                office = pattern is not BEFORE_NAME or match["office"] is not None
                yield match["role"], match["name"], office and " " in match["name"]


def _words(role: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]{2,}", role.lower().replace("’s", "").replace("'s", ""))) - {
        "the",
        "its",
    }
