"""The words that measures are told by: stems, concepts, groups, and the words that carry nothing."""

from collections.abc import Iterable
from functools import lru_cache

STOP = frozenset(
    "a an the this that these those it its he she they them their his her we our us i you your who whom "
    "whose which what and or but nor so yet if than then as at by for from in into of off on onto out over "
    "to up with within without about after before since until till during while when where why how all any "
    "both each few more most other some such only own same too very just also even still already now here "
    "there again once not no is am are was were be been being have has had having do does did doing will "
    "would shall should can could may might must said say says told tell tells saying according added "
    "reported reports report announced stated claimed noted well s t mr mrs ms one two first another least "
    "around nearly approximately roughly almost least less fewer per cent percent including included "
    "include between among against through because amid however meanwhile later earlier today yesterday "
    "tomorrow week weeks month months year years day days hour hours time monday tuesday wednesday "
    "thursday friday saturday sunday january february march april june july august september october "
    "november december morning afternoon evening night total figure figures number numbers far put new "
    "last next previous current currently recent recently made make makes making take taken took get got "
    "give given gave come came go went going people person persons individual individuals man men woman "
    "women".split()
)
# Which people a count is of, when not of all.
GROUPS = {
    "soldier": "soldier soldiers army military troops troop servicemen serviceman",
    "rebel": "rebel rebels fighter fighters militant militants insurgent insurgents opposition gunman "
    "gunmen militia militiamen militiaman jihadist jihadists",
    "civilian": "civilian civilians noncombatant",
    "child": "child children boy boys girl girls minors minor pupils pupil schoolchildren infant infants",
    "worker": "worker workers employee employees staff work worked labourers",
    "police": "police policeman policemen constable constables officer officers",
    "passenger": "passenger passengers",
    "crew": "crew crewman crewmen crewmember crewmembers sailors",
    "rescuer": "firefighter firefighters rescuers rescuer responders",
    "woman": "woman women",
}
GROUP_OF = {word: group for group, words in GROUPS.items() for word in words.split()}
# Nouns that count the same thing.
NOUN_CLASSES = {
    "settlement": "village town settlement hamlet city locality community",
    "home": "home house building household dwelling property customer premises structure",
    "seat": "seat mandate",
    "vote": "vote ballot",
    "job": "job position role post",
    "dose": "dose jab shot vaccine",
    "case": "case infection",
    "vehicle": "vehicle car",
    "aircraft": "aircraft plane jet",
}
CLASS_OF = {noun: kind for kind, nouns in NOUN_CLASSES.items() for noun in nouns.split()}
# Which profit, which value: these make another measure of the concept behind them.
MODIFIERS = frozenset(
    "net operating gross adjusted underlying pretax organic equity enterprise market core reported "
    "comparable seasonally nominal real".split()
)
MODIFIED = frozenset("profit loss revenue margin debt cost deficit growth offer cases deaths".split())
ENDINGS = ("ingly", "edly", "ing", "ed", "es", "s", "ly", "y", "e")


# How many words are remembered: more than the vocabulary of news.
MOST_WORDS = 2**16


@lru_cache(MOST_WORDS)
def stem(word: str) -> str:
    """Return a lower-case word without its English endings; words for one group of people share its name.

    >>> stem("villages"), stem("striking"), stem("agencies"), stem("troops")
    ('villag', 'strik', 'agenc', 'soldier')
    """
    word = word.lower().removesuffix("'s").removesuffix("'")
    if word in GROUP_OF:
        return GROUP_OF[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            word = word[: -len(ending)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lsz":
        word = word[:-1]
    return word


def carries_meaning(word: str) -> bool:
    """Tell whether a lower-case word says something of its own."""
    return len(word) > 2 and word not in STOP and word.isalpha()


def stems(words: Iterable[str]) -> frozenset[str]:
    """Return the stems of those lower-case words that say something of their own."""
    return frozenset(filter(None, map(_telling, words)))


@lru_cache(MOST_WORDS)
def _telling(word: str) -> str | None:
    return stem(word) if carries_meaning(word) else None


def noun_class(noun: str | None) -> str | None:
    """Return the class of nouns that count the same thing: a village and a town are both a settlement."""
    return CLASS_OF.get(noun, noun) if noun else None
