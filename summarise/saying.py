"""Words that tell who says something: verbs of saying, kinds of speakers, and the phrases around them."""

import re
from typing import NamedTuple


class Sought(NamedTuple):
    """A pattern, and words that it is looked for only with: every match has one of them, in lower case."""

    words: frozenset[str]
    pattern: re.Pattern[str]


# With these anybody speaks: "firefighters said", "the bidder argues".
SAYING = frozenset(
    "say tell report announce claim state confirm note add estimate acknowledge admit warn deny insist "
    "argue write tweet declare disclose reckon dispute allege explain concede inform reply maintain "
    "predict counter answer stress believe respond suggest assert fear reveal testify calculate "
    "communicate contend comment post conclude caution remark complain specify indicate remind "
    "affirm underline underscore emphasise emphasize reiterate".split()
)
# With these a known kind of speaker or a body of that name does: others do other things with them.
TELLING = frozenset(
    "put count record find show rule list lower raise revise cut give call expect forecast project foresee "
    "see promise pledge propose value log tally measure register verify publish issue guide advise "
    "order describe quote hope think want demand seek accuse speak assess cite offer come arrive "
    "stand accept stick".split()
)
# What these say of a figure stands in a pattern of its own; without it they do something else.
COMPLEMENTS = {
    "put": r".{0,100}?\bat\b",
    "give": r".{0,60}?(?:\b(?:tally|toll|figure|number|count|estimate|total|margin)s?\b|\bas\b)",
    "call": r".{0,60}?\bfigure\b| for (?=[\d£$€])",
    "come": r" to (?:only |about |around |some |more than |at least )?(?=[\d£$€])",
    "arrive": r" at (?:only |about |around |some |more than |at least )?(?=[\d£$€])",
    "stand": r" by (?:its|his|her|their) .{0,30}?(?=[\d£$€])",
    "cut": r".{0,40}?\b(?:toll|tall(?:y|ie)|number|figure|count|total|forecast|estimate|guidance)s?\b",
    "lower": r".{0,40}?\b(?:toll|tall(?:y|ie)|number|figure|count|total|forecast|estimate|guidance)s?\b",
    "raise": r".{0,40}?\b(?:toll|tall(?:y|ie)|number|figure|count|total|forecast|estimate|guidance)s?\b",
    "speak": r" of\b",
    "seek": r"(?! to\b)",
    "claim": r"(?!(?: \S+){0,4}? (?:lives|life)\b)",
    "accept": r" that\b",
    "stick": r" to (?:(?:its|his|her|their) .{0,30}?)?(?=[\d£$€])",
    "value": r".{0,60}?\bat\b",
}
IRREGULAR = {
    "say": "said", "tell": "told", "write": "wrote", "put": "put", "give": "gave", "speak": "spoke spoken",
    "show": "showed shown", "find": "found", "see": "saw", "foresee": "foresaw", "think": "thought",
    "seek": "sought", "cut": "cut", "come": "came", "stand": "stood",
    "forecast": "forecast forecasted", "rule": "ruled", "log": "logged",
    "quote": "quoted", "stick": "stuck",
}  # fmt: skip
# A verb that has its object behind it is none of the words of a name.
HAS_OBJECT = re.compile(r"(\w+) (?:its|his|her|their|the|an?|that|it)\b")
# Nouns as well: "claims worth a million", "fourteen states". With these it takes a known kind of speaker.
NOUNS_TOO = frozenset(
    "report reports claim claims state states note notes estimate estimates dispute disputes fear fears "
    "answer answers comment comments post posts counter counters stress caution remark remarks add offer "
    "offers stand stands count counts tally tallies record records".split()
)
PARTICIPLES = frozenset(
    "saying telling reporting announcing claiming stating confirming noting adding estimating warning "
    "insisting arguing writing declaring predicting stressing putting expecting citing proposing".split()
)


def _forms(base: str) -> list[str]:
    third = base[:-1] + "ies" if base[-1] == "y" and base[-2] not in "aeo" else base + "s"
    if base in IRREGULAR:
        return [base, third, *IRREGULAR[base].split()]
    if base.endswith("e"):
        return [base, third, base + "d"]
    if base[-1] == "y" and base[-2] not in "aeo":
        return [base, third, base[:-1] + "ied"]
    return [base, third, base + ("ted" if base == "admit" else "ed")]


BASE = {form: base for base in SAYING | TELLING for form in _forms(base)}
"""Each form of a verb of saying, with its base."""
WORDS = re.compile(r"\w+")
PARTICIPLE = Sought(PARTICIPLES, re.compile(rf"(?<=[,—–-] )(?:{'|'.join(sorted(PARTICIPLES))})\b"))

SPEAKERS = (
    "police|officials?|authorit(?:y|ies)|minist(?:ry|er|ers)|government|company|firm|agency|agencies"
    "|spokes(?:man|woman|person|people)|sources?|residents?|witness(?:es)?|analysts?|doctors?|rescuers"
    "|prosecutors?|unions?|group|army|navy|military|militia|hospitals?|mayor|president|governor|office"
    "|services?|department|bureau|commission|committee|council|court|judge|observatory|observers?"
    "|mediators?|diggers|monitors?|mission|institute|university|bank|survey|centre|center|insurers?"
    "|organi[sz](?:ation|ers?)|statement|report|data|figures|documents?|media|newspaper|radio|television"
    "|broadcaster|lawyers?|director|chief|head|commander|general|coach|manager|captain|operator"
    "|regulator|watchdog|charity|federation|association|board|party|alliance|coalition|campaign|teams?"
    "|club|railway|airline|investigators?|inspectors?|experts?|scientists?|economists?|forecasters?"
    "|seismologists?|geologist|secretary|senator|people (?:familiar|close|with)|guard|forces?|bulletin"
    "|poll|pollster|chairman|chairwoman|chair|executive|leader|rebels|consul|professor|engineer|state"
    "|county|province|management|volunteers|manifest|consensus|tally|announcer|prosecution|defen[cs]e"
    "|administration|embassy|network|front|room|centre-back|striker|winger|mother|father|survivors?"
    "|coroner|examiners?|utility|opposition|hackers|activists?|campaigners?|firefighters?|brigade|estimate"
    "|employers?|workers|ombudsman|auditors?|researchers?|study|index|exchange|society|crescent|cross"
    "|laboratory|lab|foundation|fund|treasury|cabinet|parliament|ministers|lawmakers?|deput(?:y|ies)"
    "|publisher|paper|daily|magazine|channel|owners?|landlord|retailer|maker|manufacturer|supplier"
    "|developer|count|indictment|jury|filing|lawsuit|counsel"
    "|plaintiffs?|ruling|memo|tribunal|model|person with|bidder|buyer|seller|investors?|shareholders?"
    "|founder|meteorologists?|epidemiologists?|prefecture|prefect|directorate|chamber|leaders|sources?"
    "|reinsurer|brokers?|stewards|site|house|executives|directors|managers|heads|operators|companies|agencies"
)
SPEAKER_WORD = re.compile(rf"\b(?:{SPEAKERS})\b", re.IGNORECASE)
HELD_WORDS = frozenset(
    "toll tally count figure figures estimate estimates estimation number forecast forecasts projection "
    "projections total guidance data prediction predictions calculation calculations poll survey view "
    "opinion reckoning account record records books claim".split()
)
HELD = "|".join(sorted(HELD_WORDS))
# Words of so many letters at most: a run without a blank would be searched from each of its letters.
WORD = r"(?<![\w-])[\w-]{1,30}"
# "verified data of the People's Militia", "the mission's latest count": the holder alone is the speaker.
PUBLISHED = rf"{HELD}|statistics|numbers|information|bulletin|report|statement"
ACCORDING = Sought(
    frozenset(
        "according words told reported estimated confirmed announced stated verified citing quoting "
        "figures data numbers statistics estimates count tally report statement".split()
    ),
    re.compile(
        rf"\b(?:according to (?:the |an? |its )?(?:{WORD} ){{0,2}}?(?:{PUBLISHED}) (?:\w{{3,12}}ed )?"
        r"(?:from|by)"
        r"|according to|in the words of|as told by|(?:as )?(?:reported|estimated|confirmed"
        r"|announced|stated|verified) by|citing|quoting"
        r"|(?:figures|data|numbers|statistics|estimates|a count|a tally|a report|a statement) (?:from|by)) ",
        re.IGNORECASE,
    ),
)
AGENTS = (
    "expected forecast predicted estimated calculated counted recorded registered announced reported "
    "claimed given put valued compiled projected assessed polled surveyed repeated"
).split()
AGENT = Sought(frozenset(AGENTS), re.compile(rf"\b(?:{'|'.join(AGENTS)})\b[^,.;:\"“”]{{0,60}}? by "))
OF_SOMEONE = Sought(
    HELD_WORDS,
    re.compile(
        r"(?:\b[Tt]he |\b[Aa]n? |\b)"
        rf"((?:(?!in |by |the |that |on |his |her |its |their ){WORD} ){{0,3}}{WORD})['’]s? "
        rf"(?:{WORD} ){{0,2}}?(?:{HELD})\b"
    ),
)
BARE_OF_SOMEONE = re.compile(
    rf"\b[Tt]he ((?:{WORD} ){{0,2}}{WORD})['’]s? (?=[\d.,]{{0,12}}\d(?: (?:million|billion))?"
    r"(?:[.,;:]| (?:is|was|and|or|but)\b))"
)
HELD_BY = re.compile(
    rf"(?:[a-z]+ )*(?:{PUBLISHED}) (?:of|from|by) (?:the )?(?P<by>[A-Z].*)"
    rf"|(?P<of>.+?)['’]s? (?:[a-z]+ ){{0,3}}(?:{PUBLISHED}|latest|own)"
)
IN_ONES_VIEW = re.compile(r"\b(?:[Ii]n|[Bb]y) (?:the )?$")
OWN = Sought(
    frozenset({"its", "his", "her", "their"}),
    re.compile(
        r"\b(?:its|his|her|their)(?: (?!(?:as|in|to|by|and|or|that|for|on|at|with|from)\b)[^\s,.;:]{1,30})"
        rf"{{0,4}}? (?:{HELD})\b"
    ),
)
POLLED = Sought(
    frozenset({"consensus", "survey", "poll"}),
    re.compile(
        r"\b(?:in|of|from|against|below|above|than|to) (?:an?|the) "
        rf"((?:{WORD} ){{0,3}}(?:consensus|survey|poll)\b(?: (?:of|by|among|collected by|compiled by)"
        rf" (?:the |a )?{WORD}(?: {WORD}){{0,3}})?)"
    ),
)
# "The exit poll by Medianis for state television gave …".
STUDIES = "poll survey study count estimate analysis projection calculation model".split()
STUDY_BY = Sought(
    frozenset(STUDIES),
    re.compile(
        rf"\b(?:{'|'.join(STUDIES)}),? (?:(?:carried out|conducted|published|made|done) )?"
        rf"(?:for .{{3,60}} )?by (?:the |an? )?((?:[a-z]+ ){{0,2}}[A-Z][\w&-]*(?: [A-Z][\w&-]*){{0,4}})"
    ),
)
# "The police figure of 45,000", "Ministry figures: 81 homes destroyed".
KIND_OF_SPEAKER = Sought(
    HELD_WORDS,
    re.compile(
        rf"(?:\b[Tt]he |^)((?:[\w-]+ )??(?:{SPEAKERS})) (?:{HELD})\b(?= (?:of|for|is|was)\b|:)",
        re.IGNORECASE,
    ),
)
QUOTED_AS = Sought(
    frozenset({"quoted"}),
    re.compile(
        r"(?:\bquoted (?:the )?(?P<whom>[^,;:\"“”]{3,60}?)|\b(?:was|were) quoted\b.{0,60}?)"
        r" as (?:saying|telling)"
    ),
)
COLON = re.compile(r"(?P<who>[^,;:.\"“”\n]{3,70}): (?=[\"“])")

BREAK = re.compile(
    r"[,;:()\"“”\n]| [-–—] | (?:who|which|that|whom|whose|where|when|while|and|but|as|after|before|because|on"
    r"|in its|in a|in an|in his|in her|for the|with|by|to|from a|since|of which) ",
)
CLAUSE_START = re.compile(
    r"(?:[;:()\"“”\n]|,(?!\d)| [-–—] )\s*| (?:and|but|while|as|although|though|because|after|when|whereas"
    r"|that|where|since|if|than|until) ",
    re.IGNORECASE,
)
# Where what somebody says ends, and the outlet or somebody else goes on.
TURN = re.compile(r",? (?:while|whereas|although|though)\b|, but\b")
LEAD_INS = re.compile(
    r"(?:so far|where|though|although|while|whereas|but|when|if|because|that|and|meanwhile|however"
    r"|earlier|later|separately|still|yet|so|also|then"
    r"|(?:late |early )?on (?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+ing)?"
    r"|in an? (?:\w+ )?statement|according to"
    r"|(?:just |shortly |soon )?(?:before|after|at) (?:midnight|noon|midday)"
    r"|as the|as"
    r"|data of the|data from|figures of the|the (?:last|latest) bulletin of the|(?:last"
    r"|latest) bulletin of the|by (?:mon|tues|wednes|thurs|fri|satur|sun)day|last (?:night|week|month)"
    r"|yesterday|today|overnight|as a result|by|in (?:its|his|her|their) (?:[\w-]+ ){1,2}(?=the )"
    r"|(?:in|at) (?-i:[A-Z])[\w-]+(?: (?-i:[A-Z])[\w-]+)? (?=the ))\b,?\s*",
    re.IGNORECASE,
)
TRAILING = re.compile(
    r"\s+(?:also|here|there|has|had|have|later|earlier|then|first|previously|separately|meanwhile|initially"
    r"|subsequently|again|now|today|yesterday|still|only|even|itself|himself|herself|themselves|already"
    r"|since|just|on|(?:on |late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: \w+ing)?"
    r"|this (?:morning|afternoon|evening|week)|last night|overnight|could|would|will|did|does|do|never"
    r"|not|officially|publicly|repeatedly|so far|so|seen"
    r"|at first|at last|(?:seen|obtained|published|released|carried out|conducted) .*"
    r"|(?:quoted|cited|reported|compiled|collected|collated|provided|shared|filed|issued|announced))$",
    re.IGNORECASE,
)
COUNTED = re.compile(
    r"(?:the|a|an|its|his|her|their|\d+|one|two|three|four|five|six|several|some)\s+", re.IGNORECASE
)
LAST_NAMES = re.compile(r"(?:^|\s)((?:[A-Z][\w'’.-]+ ?){1,4})$")
PRONOUN = re.compile(r"(?:it|he|she|they)$", re.IGNORECASE)
RELATIVE = re.compile(r"(?:who|which)\b", re.IGNORECASE)
PASSIVE = re.compile(r"\b(?:was|were|been|be|is|are|being|got)\s+(?:\w+ly\s+)?$", re.IGNORECASE)
NOUN_BEFORE = re.compile(
    r"(?:\b(?:the|an?|this|that|its|his|her|their|any|no|each|every|of|own|death|body|head|vote|final)|['’]s|s['’])\s*$",
    re.IGNORECASE,
)
NOUN_BEHIND = re.compile(r" of ")
# What stands behind a verb that could be a noun.
TELLS = re.compile(
    r"[,:;.\"“]|$|\s+(?:that|it|there|about|no|all|they|he|she|its|his|her|their|more|some|up|over|around|nearly"
    r"|at|only|the|an?|on|in|to|least|as|almost|fewer|less|losses|damage|deaths|casualties|[\d\"“£$€]|[A-Z])"
)
# "Police had said 87,000 and unions 400,000."
GAPPED = re.compile(
    rf"\b(?:and|but|while|,|;) (?:the )?((?:{WORD} )?(?:{SPEAKERS}))(?:, [A-Z][\w ]{{1,30}},)? "
    r"(?=(?:at |about |only |around |some |more than |over |nearly )?[\d£$€])"
)
AMOUNT = re.compile(r"[\d£$€]")
# What may stand between commas behind a name: an age, a relative clause, who he is.
INSERTION = re.compile(
    r"(?:aged )?\d{1,3}$|(?:who|which|whose|whom|where|when|now|formerly|an?|the|its|his|her|their|one of|in"
    r"|at|on|speaking|asked|citing|quoting|after|like|also|too|for|however|meanwhile)\b|[A-Z]",
)
CROWDS = frozenset(
    "monitors officials police rescuers doctors residents witnesses analysts prosecutors "
    "investigators experts economists observers mediators authorities".split()
)
NO_SPEAKER = re.compile(
    r"^(?:first|previously|originally|for|with|of|from|after|before|at|in|on|under|since|until|among|about|than|every|number|toll|thousands|hundreds|dozens|say|says"
    r"|result|part|half|most|many|all|some|(?:it|he|she|they)(?= )|i|we|you|if|when|(?-i:[Ww]ho)|what"
    r"|this|these|those|that)\b"
    r"|\b(?:there|(?-i:who)|is|are|was|were|be|been|will|would|to|not|has|have|had|can|could|may|might"
    r"|should|must|did|does|cannot)\b",
    re.IGNORECASE,
)
# No noun phrase ends with these.
# "A source close to the talks": the only "to" in a speaker.
CLOSE_TO = re.compile(r"\b(?:close|loyal|opposed|linked) to\b")
NO_END = frozenset(
    "of in on at by for with from the a an and or but as than then so also it them him her us me more most "
    "less least all yesterday today tomorrow again".split()
)
SHARED_HEADS = frozenset(
    "agency ministry company group observatory army commission police office council government "
    "union party firm court mission service bureau department institute bank board organisation "
    "organization centre center committee network militia federation club operator regulator "
    "alliance coalition university hospital guard airline insurer retailer association team".split()
)
DATA = re.compile(
    r"\b(?:data|figures?|poll|survey|tally|count|report|statistics|results?|study|bulletin|documents?"
    r"|records?|investigators?|inquiry|estimates?|index)\b",
    re.IGNORECASE,
)
# How a sentence that names no speaker goes on with what was being said.
GOES_ON = re.compile(
    r"(?:The|They|These|Those) (?:dead|deaths|toll|victims|casualties|figures?|count|number|tally|wounded"
    r"|missing) "
    r"|(?:Another|A further|The remaining|The rest|In all|In total|Only|Most|That (?:leaves|brings|makes|took"
    r"|is)|This (?:brings|leaves|makes)|Of (?:those|them|the|these)|Among (?:them|the|those)"
    r"|\w+ of (?:them|those|these|the dead|the victims))\b"
)
# Behind a verb of saying, what is said: the speaker does not trail.
SAID = re.compile(r"\s+(?:that|it|there|about|\d|no|all|they|he|she|its|more|some|up|over|around|nearly)\b")
LONGEST_SPEAKER = 14
LONGEST_PLAIN_SPEAKER = 6
