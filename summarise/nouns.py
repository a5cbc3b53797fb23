"""Counted nouns: what a number counts, found from the words around it."""

from collections.abc import Iterator

from summarise.numbers import BELOW_HUNDRED
from summarise.text import Tokens


def _plural(person: str) -> str:
    """Return the plural of a noun for one person: `soldiers`, `policemen`, `deputies`."""
    if person.endswith("man"):
        return person.removesuffix("man") + "men"
    if person.endswith(("ty", "ry", "ny", "py", "ly", "dy")):
        return person.removesuffix("y") + "ies"
    return person + ("es" if person.endswith(("s", "x", "ch", "sh")) else "s")


# One person of a kind; the plurals are regular but for "man".
ONE_OF_PEOPLE = (
    "person individual man woman boy girl baby infant adult teenager youth pensioner civilian soldier troop "
    "fighter combatant militant rebel insurgent gunman member officer policeman guard official worker "
    "employee staffer resident villager refugee migrant evacuee survivor victim casualty fatality death "
    "patient passenger tourist student pupil teacher doctor nurse medic rescuer firefighter volunteer "
    "protester demonstrator prisoner detainee hostage captive suspect defendant juror witness voter "
    "lawmaker senator deputy councillor minister mp delegate candidate supporter fan spectator player "
    "engineer scientist expert journalist pilot sailor driver farmer miner fisherman user subscriber "
    "investor shareholder citizen national inhabitant relative adviser advisor commander general leader "
    "terrorist attacker bomber paramedic pedestrian cyclist holidaymaker commuter guest visitor attendee "
    "claimant plaintiff retiree consumer peacekeeper reservist conscript infection arrest contractor "
    "responder islander observer monitor analyst source elector body neighbour neighbor marcher participant "
    "homeowner householder tenant landlord occupant dweller settler foreigner local youngster kid toddler "
    "newborn orphan widow parent mother father son daughter brother sister spouse husband immigrant "
    "expatriate worshipper pilgrim priest monk nun bishop cardinal imam rabbi climber hiker skier swimmer "
    "diver runner athlete rider jockey referee goalkeeper defender midfielder striker substitute "
    "teammate winner finalist contestant competitor entrant smuggler trafficker robber burglar hacker "
    "criminal offender convict inmate fugitive perpetrator killer hijacker kidnapper captor spy mercenary "
    "guerrilla partisan separatist extremist activist campaigner organiser organizer picketer unionist "
    "docker dockworker porter cleaner cook chef waiter steward conductor signaller seafarer mariner skipper "
    "steelworker builder carpenter plumber electrician mechanic technician programmer developer designer "
    "architect surveyor inspector auditor accountant banker broker trader donor backer creditor bondholder "
    "borrower depositor saver policyholder beneficiary recipient client diner viewer listener reader "
    "follower bystander onlooker eyewitness herder shepherd hunter logger ranger warden surgeon physician "
    "consultant pharmacist therapist carer caregiver trainee intern apprentice graduate schoolgirl "
    "schoolboy lecturer professor academic researcher economist recruit cadet marine paratrooper airman "
    "seaman sniper serviceman servicewoman trooper veteran draftee captain colonel lieutenant sergeant "
    "diplomat ambassador envoy negotiator mediator mayor governor judge magistrate prosecutor lawyer "
    "attorney policewoman constable detective respondent applicant taxpayer shopper buyer owner founder "
    "director executive manager boss colleague aide dancer actor singer musician artist writer author "
    "editor photographer postgraduate undergraduate mourner caller smoker enrollee evictee deserter "
    "defector rioter looter agitator bargoer partygoer festivalgoer concertgoer churchgoer moviegoer "
    "lifeguard"
)
# Who is only spoken of in one number, or has an odd plural.
OTHER_PEOPLE = (
    "people child children police personnel staff dead injured wounded killed missing hurt crew crewman "
    "family-members assailant hospitalisation hospitalization crewmember life lives aboard displaced "
    "homeless townspeople wife wives thief thieves midwife midwives schoolchildren insured uninsured "
    "unemployed jobless nonresident"
)
SEVERAL_PEOPLE = frozenset(OTHER_PEOPLE.split()) | {_plural(word) for word in ONE_OF_PEOPLE.split()}
PEOPLE = SEVERAL_PEOPLE.union(ONE_OF_PEOPLE.split())
# One person: "a woman, 58, was found".
SOMEBODY = frozenset(
    "person individual man woman boy girl child baby infant teenager pensioner soldier fighter militant "
    "gunman officer policeman policewoman official worker employee resident villager refugee survivor "
    "victim patient passenger crewman tourist student pupil teacher doctor nurse medic rescuer firefighter "
    "volunteer protester demonstrator prisoner detainee hostage suspect defendant witness voter lawmaker "
    "supporter fan spectator player engineer scientist journalist pilot sailor driver farmer miner fisherman "
    "signaller mother father son daughter brother sister wife husband widow grandmother grandfather captain "
    "commander".split()
)
IRREGULAR = {
    "people": "person",
    "men": "man",
    "women": "woman",
    "children": "child",
    "police": "police",
    "aircraft": "aircraft",
    "wives": "wife",
    "lives": "life",
    "knives": "knife",
    "halves": "half",
    "leaves": "leave",
    "feet": "foot",
    "teeth": "tooth",
    "cattle": "cattle",
    "sheep": "sheep",
    "countries": "country",
    "series": "series",
    "species": "species",
    "buses": "bus",
    "gases": "gas",
    "crises": "crisis",
    "shoes": "shoe",
    "movies": "movie",
    "headquarters": "headquarters",
    "crossings": "crossing",
}
# Words at which a noun phrase ends.
BOUNDARIES = frozenset(
    "of in on at to from by with for as that which who whose whom when where while after before since until "
    "during through over under into onto across along against between among near around within without "
    "despite because if but or nor so than is are was were be been being has have had do does did will would "
    "can could may might must shall should the a an this these those his her its their our my your it they "
    "he she we i you not no said says told reported killed injured died captured took taken lost left made "
    "found came went held saw rose fell dropped gained won voted remain remained remains including included "
    "both all either also still now then there here too more yet ago later earlier away according per each "
    "every about up down off out only just".split()
)
PASS_THROUGH = frozenset(
    "other others more additional further new newly extra such different separate".split()
)
# Adjectives that "and" joins in front of one noun: "current and former patients".
PAIRED = frozenset(
    "current former past present new old existing local foreign domestic national international male female "
    "military civilian public private residential commercial small large young elderly regional federal "
    "primary secondary urban rural northern southern eastern western".split()
)
NOT_PLURAL = frozenset(
    "its is was has this thus us yes plus as across does says his less various previous numerous famous "
    "serious religious dangerous press class process congress progress business access success loss boss "
    "cross gas bus campus virus focus status bonus census crisis basis analysis series news politics always "
    "perhaps besides overseas towards afterwards upwards backwards sometimes indoors outdoors downtown pas "
    "los las les des".split()
)
# What befalls people: a number in front of such a word counts them.
HURT = frozenset(
    "killed dead injured wounded hurt missing arrested detained evacuated displaced homeless hospitalised "
    "hospitalized rescued stranded trapped unaccounted infected aboard told drowned".split()
)
STILL = frozenset("are were was is have has been still of whom them others had remain more".split())
TOLLS = frozenset("toll dead deaths killed fatalities".split())
OUTCOMES = frozenset("killed injured dead wounded missing hurt".split())
# Nouns that take another plural in front of them: "sports officials", "systems engineers".
HEADS = (PEOPLE | IRREGULAR.keys()) - OUTCOMES - {"aboard", "displaced"}
OWNERS = frozenset("the its their his her those these our".split())


def singular(word: str) -> str:
    """Return a noun in the singular: `villages` is `village`, `men` is `man`."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 2:
        return word[:-1]
    return word


def unit_of(noun: str) -> str:
    """Return what a counted noun is as a unit: any humans are `person`, the rest their singular."""
    return "person" if noun in PEOPLE or noun in HURT else singular(noun)


def is_plural(word: str) -> bool:
    """Tell whether a lower-case word is a plural noun by its look."""
    if word in IRREGULAR or word in SEVERAL_PEOPLE:
        return True
    if word in PEOPLE:
        return False  # "27 member states" are no members
    return (
        len(word) > 3
        and word.endswith("s")
        and word not in NOT_PLURAL
        and not word.endswith(("ss", "ous", "'s"))
    )


def counts_people(tokens: Tokens, first: int, end: int) -> bool:
    """Tell whether a number without a noun counts people: "17 are wounded", "a toll of 14"."""
    at = end
    while tokens.word(at) in STILL and at < end + 5:
        at += 1
    if tokens.word(at) in HURT or (
        tokens.word(at) in {"died", "lose", "lost"} and tokens.word(at + 1) != "power"
    ):
        return True
    for j in range(first - 1, max(first - 9, -1), -1):
        word = tokens.word(j)
        if word in {".", "\n", ";"} or tokens.is_numeral(j):
            return False
        if word in TOLLS:
            return True
    return False


def counted_noun(tokens: Tokens, i: int, *, one: bool) -> int | None:
    """Return the index of the noun that the number phrase ending before token i counts.

    News puts the noun behind the number with a few adjectives between: "250 regime-held villages". It is
    the first plural word before the phrase ends; for one thing, the last word of the phrase.
    """
    while tokens.word(i) == "of" and tokens.word(i + 1) in OWNERS:
        i, one = i + 2 + tokens.is_numeral(i + 2), False
    if tokens.word(i) in {"killed", "injured"}:
        return i
    return _last_word(tokens, i) if one else _first_plural(tokens, i)


def _last_word(tokens: Tokens, i: int) -> int | None:
    last = None
    for j in _phrase(tokens, i):
        word = tokens.word(j)
        if word == "," and last is not None:
            break
        if word in PEOPLE or word in HURT:
            return j
        if word != "," and word not in PASS_THROUGH and not _is_hyphened(tokens, j):
            last = j
    return last


def _first_plural(tokens: Tokens, i: int) -> int | None:
    earlier = None
    for j in _phrase(tokens, i):
        word = tokens.word(j)
        if word == "," and earlier is not None:
            break
        if not is_plural(word) or _is_hyphened(tokens, j):
            continue
        if word in OUTCOMES and j > i:
            return j if earlier is None else earlier
        if not (word.endswith("s") and tokens.word(j + 1) in HEADS):
            return j
        earlier = j
    return earlier


def _phrase(tokens: Tokens, i: int) -> Iterator[int]:
    """Yield the words, and the commas between them, of the noun phrase that begins at token i."""
    for j in range(i, min(i + 7, len(tokens))):
        word = tokens.word(j)
        if word == "-" and _joins(tokens, j):
            continue
        if word in BELOW_HUNDRED and word != "one" and tokens.word(j + 1) != "-":
            return  # "the 120 million announced two weeks ago"
        compound = j > i and tokens.word(j - 1) == "-" and _joins(tokens, j - 1)
        in_phrase = tokens.is_word(j) and (compound or word not in BOUNDARIES)
        if word == "and":
            in_phrase = {tokens.word(j - 1), tokens.word(j + 1)} <= PAIRED
        if not in_phrase and not (word == "," and j > i):
            return
        yield j


def _is_hyphened(tokens: Tokens, i: int) -> bool:
    """Tell whether token i is the first part of a compound, as in "regime-held"."""
    return tokens.word(i + 1) == "-" and _joins(tokens, i + 1)


def _joins(tokens: Tokens, hyphen: int) -> bool:
    return tokens.glued(hyphen) and tokens.glued(hyphen + 1)
