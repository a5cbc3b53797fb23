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
# Any of these is "the company" further on.
FIRMS = frozenset(
    "company firm operator railway railways broker insurer reinsurer utility airline manufacturer "
    "maker retailer developer supplier".split()
)
THE_FIRM = frozenset({"company", "firm", "group"})
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
# "Varsikko, a Finnish valve maker,", "the cheese maker Dubray".
BODY_BEHIND = re.compile(
    rf"\b(?P<name>{NAME}), (?:the|an?) (?P<role>{KIND}(?:{BODIES}))"
    r"(?=[,.;]| (?:of|for|at|in|with|that|which|based)\b)"
)
BODY_BEFORE = re.compile(
    rf"\b(?P<role>(?:[a-zà-þ][\w'’-]{{1,30}} ){{0,2}}?(?:{BODIES})) (?P<name>{NAME})(?!['’\w-])"
)
KINDS_OF_BODIES = frozenset(BODIES.split("|"))
NAMING = frozenset(f"{OFFICES}|{BODIES}".split("|"))
WORDS = re.compile(r"\w+")
MOST = 200


class Roles:
    """The names behind the offices and kinds of bodies of one article."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Read each sentence once; of very many holders, the first are taken."""
        self._holders: dict[str, set[str]] = {}
        self._heads: dict[str, set[str]] = {}
        self.people: set[str] = set()
        """Full names of those who hold an office."""
        for role, name, is_person in islice(_held(sentences), MOST):
            words = _words(role)
            firm = THE_FIRM if words & FIRMS else frozenset[str]()
            self._holders.setdefault(name, set()).update(words, firm)
            self._heads.setdefault(name, set()).update(role.lower().split()[-1:], firm)
            if is_person:
                self.people.add(name)

    def holder(self, role: str) -> str | None:
        """Return the only one of whom the article tells that role, none for two, or for a name.

        "Police" are not the police spokesman: the role's last word has to be asked for.
        """
        wanted = _words(role)
        if not wanted or (role[:1].isupper() and " " in role):
            return None
        last = role.lower().split()[-1]
        named = [
            name for name, words in self._holders.items() if wanted <= words and last in self._heads[name]
        ]
        return named[0] if len(named) == 1 else None


def _held(sentences: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
    """Yield roles with the names of who holds them and whether that is a person."""
    for sentence in sentences:
        if NAMING.isdisjoint(WORDS.findall(sentence.lower())):
            continue
        text = " ".join(sentence.split())
        for pattern in (BEFORE_NAME, TITLED, BEHIND_NAME, BODY_BEHIND, BODY_BEFORE):
            for match in pattern.finditer(text):
                office = pattern in {TITLED, BEHIND_NAME} or match.groupdict().get("office") is not None
                yield match["role"], match["name"], office and " " in match["name"]


def _words(role: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]{2,}", role.lower().replace("’s", "").replace("'s", ""))) - {
        "the",
        "its",
    }
