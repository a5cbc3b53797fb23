"""What news counts and measures: concepts, with the words, phrases and company that name them."""

# One concept, the words that news has for it. A figure is told from its neighbours first of all by these.
CONCEPT_WORDS = {
    # What befalls people.
    "deaths": "kill kills killed killing die dies died dying dead death deaths fatality fatalities fatal "
    "fatally perish perished slain slaying drowned drown succumbed toll deadly body bodies corpses "
    "deadliest lives casualties casualty martyred eliminated fallen massacred executed murdered "
    "murders demise stabbed lethal",
    "excess deaths": "excess",
    "injured": "injure injures injured injuring injury injuries wound wounds wounded wounding "
    "hurt maimed burns "
    "fractures",
    "missing": "missing unaccounted disappeared sought whereabouts",
    "displaced": "displace displaced displaces displacing displacement flee flees fled fleeing "
    "uproot uprooted "
    "homeless refuge exodus driven forced forcing left leave refugees relocated resettled uprooting",
    "evacuated": "evacuate evacuates evacuated evacuating evacuation evacuations evacuees",
    "sheltered": "shelter shelters sheltering sheltered accommodated housed housing",
    "rescued": "rescue rescues rescued rescuing saved survivors survivor survived pulled plucked airlifted",
    "captured": "capture captures captured capturing captive captives seize seizes seized seizing seizure "
    "overran overrun retook retake retaken retaking conquered recaptured prisoner prisoners pow hostages "
    "gained control controls controlled controlling occupied occupy occupies occupying held",
    "freed": "freed released releasing swapped exchanged",
    "attacked": "attack attacks attacked attacking target targets targeted targeting shelled shelling bombed "
    "bombing struck raid raids raided assault airstrikes bombardment",
    "launched": "launched launches launching fired firing",
    "destroyed": "destroy destroys destroyed destroying demolished razed flattened gone "
    "collapsed wrecked ruined "
    "levelled leveled",
    "damaged": "damage damages damaged damaging flooded inundated submerged",
    "burned": "burn burned burnt burning scorched charred blackened acreage",
    "trapped": "trapped stranded marooned",
    "abducted": "abducted kidnapped abduction abductions kidnapping kidnappings",
    "hospitalised": "hospitalised hospitalized hospitalisation hospitalization "
    "hospitalisations hospital treated "
    "admitted admissions inpatients treating",
    "intensive care": "icu ventilators ventilator",
    "identified": "identified",
    "arrested": "arrest arrests arrested arresting detain detains detained detaining custody "
    "detention detainees "
    "apprehended nabbed",
    "charged": "charged indicted prosecuted indictment charges",
    "sentence": "sentence sentences sentenced sentencing jail jailed prison imprisonment imprisoned bars "
    "incarceration",
    "convicted": "convicted convictions acquitted guilty convicting",
    "fine": "fine fines fined penalty penalties sanction",
    "ransom": "ransom extortion",
    "cases": "case cases infection infections infected ill sick sickened illness illnesses positive ",
    "vaccine": "vaccine vaccines vaccination vaccinations vaccinated dose doses jabs shots "
    "inoculated immunised "
    "immunized",
    "tested": "tested tests testing samples",
    "deployed": "deployed deploying deployment assigned mobilised mobilized dispatched",
    "shot down": "downed intercepted down",
    # What people do together.
    "strike": "strike strikes striking strikers walkout walkouts stoppage stoppages",
    "attendance": "attendance crowd spectators attended watched protesters protestors demonstrators marchers "
    "marched rally rallied participants participation gathered turned part streets turnstiles "
    "demonstrated demonstrating demonstration demonstrations march marching attendees audience "
    "visitors drew",
    "vote": "vote votes voted voting ballot ballots poll",
    "turnout": "turnout turnouts",
    "seats": "seat seats mandate mandates",
    "lead": "lead leads leading ahead gap difference",
    "counted": "counted counting tallied processed processing",
    "age limit": "age retire retiring",
    # Natural forces.
    "contained": "contained containment",
    "wind": "wind winds gust gusts gusting sustained",
    "rain": "rain rainfall rains precipitation downpour downpours snow snowfall",
    "surge": "surge",
    "water level": "gauge crest crested crests",
    "magnitude": "magnitude",
    "depth": "depth deep",
    "aftershock": "aftershock aftershocks",
    "temperature": "temperature temperatures thermometer degrees",
    "emissions": "emissions emitted",
    "distance": "distance away",
    "area": "territory area",
    "height": "height tall high",
    "range": "range",
    "speed": "speed speeds speeding",
    "leaked": "leaked leak leaks spilled spilt spill spills",
    # Services and things.
    "restored": "restored restore restoring reconnected resumed reopened",
    "without power": "power electricity outage outages blackout blackouts",
    "cancelled": "cancelled canceled cancellation cancellations cancelling canceling",
    "diverted": "diverted rerouted",
    "grounded": "grounded",
    "postponed": "postponed postponements rescheduled",
    "delayed": "delay delays delayed",
    "closed": "closed closure closures shuttered",
    "delivered": "delivered deliveries shipped shipments",
    "recalled": "recall recalled recalls",
    "produced": "production produced produce output",
    "imported": "imports imported importing import",
    "surplus": "surplus surpluses",
    "budget": "budget budgets",
    "yield": "yield yields",
    "reward": "reward rewards bounty",
    "value": "worth value values",
    "recovered": "recovered retrieved salvaged",
    "looted": "looted robbed burgled looting heist robbery burglary",
    "quarantined": "quarantine quarantined isolation isolating",
    "support": "support supports supported supporting favour favor backed approve approved approval",
    "opposition": "oppose opposes opposed opposing disapprove disapproval",
    "sold": "sold selling sell",
    "signatures": "signatures signed petition signatories",
    "capacity": "capacity licensed certified seating megawatts gigawatts",
    "reserves": "reserves stockpile stockpiles",
    "births": "births born birth",
    "exported": "exports exported exporting export",
    "stolen": "stolen stole theft breached exfiltrated",
    "subscribers": "subscribers subscriptions downloads",
    "aboard": "aboard passengers onboard carried carrying boarded boarding",
    "orders": "orders order preorders reservations bookings",
    "complaints": "complaint complaints",
    "claims": "claimants",
    # Money.
    "share price": "shares stock",
    "market value": "capitalisation capitalization valuation valued",
    "savings": "savings saving save synergies",
    "revenue": "revenue revenues sales turnover takings ",
    "profit": "profit profits earnings income ebit ebitda",
    "loss": "loss losses",
    "margin": "margin margins",
    "dividend": "dividend dividends payout",
    "debt": "debt debts borrowing liabilities owes owed owing",
    "deficit": "deficit shortfall overspend",
    "cost": "cost costs costing price priced prices bill repairs repair rebuilding reconstruction fare fares "
    "rent rents premiums",
    "wages": "wage wages salary salaries pay paid ",
    "fee": "fee fees transfer",
    "purchase": "purchase acquisition acquire acquiring takeover buyout",
    "offer": "offer offers offered bid bids bidding",
    "premium": "premium",
    "stake": "stake shareholding holding",
    "investment": "invest invests invested investing investment investments",
    "tax": "tax taxes levy duty tariff tariffs vat excise surcharge",
    "growth": "growth grow grows grew growing gdp expanded expansion contraction shrank shrink",
    "inflation": "inflation",
    "policy rate": "benchmark repo",
    "unemployment": "unemployment jobless joblessness unemployed",
    "spending": "spending spend spends expenditure outlay outlays",
    "compensation": "compensation severance redress settlement restitution reparations "
    "payouts compensate "
    "compensated",
    "aid": "aid donation donations relief assistance donated pledged pledge pledges grant grants subsidy "
    "subsidies bailout funding funds donors",
    "loan": "loan loans mortgage mortgages",
    "job cuts": "jobs job positions position roles role layoffs layoff redundancies redundancy "
    "posts dismissals "
    "cuts axed cutting",
    "workforce": "employs employ employed workforce headcount staffed payroll",
    "population": "population inhabitants",
}
CONCEPTS = {word: concept for concept, words in CONCEPT_WORDS.items() for word in words.split()}
# Several words that name a concept together.
CONCEPT_PHRASES = {
    "deaths": "lost their lives|lives were lost|lost his life|lost her life|lost lives|did not survive"
    "|lost life|claimed the lives|people we have lost|people we lost",
    "excess deaths": "all causes|more deaths than usual|than would be expected",
    "missing": "cannot be reached|could not be reached|under the rubble|under the mud|yet to be found"
    "|not been found|still being sought|under the debris|under the snow|trapped under"
    "|buried under|list of the missing",
    "displaced": "lost their homes|left homeless",
    "evacuated": "told to leave|ordered to leave|asked to leave|leave their homes|left their homes"
    "|had to leave|forced to leave|forced to flee|told to flee",
    "freed": "set free|handed over|came home|come home|sent home|prisoner swap|prisoner exchange",
    "strike": "walked out|walk out|walked off|stopped work|stop work|downed tools|on strike"
    "|industrial action",
    "attendance": "took part|taken part|take part|taking part|took to the streets|turned out|showed up",
    "cases": "tested positive|test positive|testing positive|confirmed infected",
    "hospitalised": "in hospital|taken to hospital|hospital treatment",
    "support": "in favour|in favor|support for",
    "opposition": "voted against",
    "value": "estimated value|insured for|insured value",
    "intensive care": "intensive care|critical condition|serious condition|life support",
    "policy rate": "policy rate|interest rate|interest rates|key rate|base rate|benchmark rate|lending rate",
    "exchange rate": "per euro|per dollar|to the dollar|to the euro|against the dollar|against the euro"
    "|on the dollar",
    "water level": "water level|water levels|level of the river|river level|the level at|peak level",
    "destroyed": "swept away|washed away|carried away|torn down|pulled down|reduced to rubble",
    "burned": "burned through|burnt through|gone up in flames",
    "market value": "market value|market cap",
    "fee": "transfer fee|initial fee|plus add-ons|in add-ons",
    "counted": "ballots counted|votes counted|stations counted|precincts reporting",
    "stolen": "data stolen|data taken|data of|personal data|records of|details of",
    "without power": "without power|without electricity|lost power|no electricity|in the dark"
    "|without current",
    "workforce": "work there|works there|worked there",
    "attacked": "carried out",
}
PHRASES = {
    tuple(phrase.split()): concept for concept, said in CONCEPT_PHRASES.items() for phrase in said.split("|")
}
# By the first word of a phrase the rest of each, the longest first.
PHRASES_FROM = {
    start: sorted((phrase[1:] for phrase in PHRASES if phrase[0] == start), key=len, reverse=True)
    for start in {phrase[0] for phrase in PHRASES}
}
# Which of two a clause is about when it holds both.
GENERIC_CONCEPTS = frozenset(
    "attacked area aid cost vote captured distance growth height aboard depth range lead speed fee purchase "
    "launched investment produced wages loan stolen value budget support opposition capacity sold "
    "reserves yield claims delayed spending sheltered leaked".split()
) | {"share price", "contained", "deployed", "market value", "policy rate", "exchange rate"}
OF_PEOPLE = frozenset("deaths injured missing displaced evacuated rescued arrested".split())
# Who does or undergoes these is a person, whatever noun is left out: "police put the crowd at 45,000".
HUMAN = OF_PEOPLE | frozenset("attendance trapped abducted hospitalised".split())
# What only a measure of such a dimension is, where it is no share of one.
PHYSICAL = {
    "distance": {"length"},
    "height": {"length"},
    "depth": {"length"},
    "range": {"length"},
    "rain": {"length", "volume", "mass"},
    "surge": {"length"},
    "water level": {"length"},
    "area": {"area"},
    "wind": {"speed"},
    "speed": {"speed"},
    "temperature": {"temperature"},
}
# What only money is, and shares of money.
OF_MONEY = frozenset(
    "fine ransom savings revenue profit loss margin dividend debt deficit cost wages fee purchase premium "
    "tax spending compensation aid loan investment".split()
) | {"share price", "market value"}
TRADED = frozenset(
    "fell rose dropped gained lost jumped slid slipped climbed surged plunged tumbled closed ended opened "
    "traded trading".split()
)
# Words that name their concept in such company only.
COMPANY = {
    "excess": frozenset("deaths death mortality".split()),
    "control": frozenset("take took taken taking seize seized seizing gain gained under lost of".split()),
    "controls": frozenset("of area territory now currently about".split()),
    "held": frozenset("captive hostage prisoner territory villages towns prisoners".split()),
    "power": frozenset(
        "without outage outages cut cuts lost lose restore restored electricity customers homes households "
        "blackout".split()
    ),
    "cases": frozenset(
        "confirmed suspected reported new infection infections total recorded probable disease outbreak "
        "active daily virus".split()
    ),
    "case": frozenset("confirmed suspected first new infection probable disease outbreak".split()),
    "down": frozenset("shot shoot shooting shoots brought bring bringing brings".split()),
    "leave": frozenset("told had have forced ordered asked homes home houses".split()),
    "left": frozenset("homes home houses villages village".split()),
    "shares": TRADED,
    "stock": TRADED,
    "difference": frozenset("points percentage between".split()),
    "treated": frozenset("still hospital hospitals intensive".split()),
    "treating": frozenset("people patients injured hospital hospitals doctors wounded".split()),
    "gone": frozenset("buildings homes houses structures".split()),
    "age": frozenset("retirement pension minimum legal voting raise raising raised".split()),
    "retire": frozenset("at age work".split()),
    "retiring": frozenset("at age".split()),
    "carried": frozenset("passengers crew people persons ferry ship boat bus plane aircraft".split()),
    "carrying": frozenset("passengers crew people persons ferry ship boat bus plane aircraft".split()),
    "part": frozenset("took taken taking take".split()),
    "streets": frozenset("took taken take people".split()),
    "turned": frozenset({"out"}),
    "hospital": frozenset("treated admitted treatment taken needed required patients still".split()),
    "forced": frozenset("homes home flee leave out fled residents people families".split()),
    "forcing": frozenset("homes home flee leave out residents people families".split()),
    "driven": frozenset("homes home out residents people families".split()),
    "ill": frozenset("fallen fell fall became become falling confirmed people made taken seriously".split()),
    "deep": frozenset("km kilometres kilometers miles metres meters feet".split()),
    "fallen": frozenset("soldiers fighters soldier men troops combat fighting front".split()),
    "eliminated": frozenset("soldiers fighters servicemen militants terrorists troops enemy".split()),
    "executed": frozenset("people prisoners men civilians hostages soldiers".split()),
    "pulled": frozenset("rubble wreckage alive water ruins debris mud survivors".split()),
    "released": frozenset("prisoners prisoner hostages hostage detainees exchange custody captives".split()),
    "releasing": frozenset("prisoners hostages detainees captives".split()),
    "exchanged": frozenset("prisoners prisoner captives soldiers servicemen bodies".split()),
    "fired": frozenset("rockets missiles drones shells rounds missile drone shots".split()),
    "firing": frozenset("rockets missiles drones shells".split()),
    "launched": frozenset("rockets missiles drones missile drone rocket strikes".split()),
    "launches": frozenset("rockets missiles drones".split()),
    "launching": frozenset("rockets missiles drones".split()),
    "holding": frozenset("stake shares percent share owns company".split()),
    "employed": frozenset("people workers staff company firm total plant persons".split()),
    "shots": frozenset("vaccine flu dose doses covid vaccinated booster".split()),
    "cuts": frozenset("job jobs staff workforce positions roles posts headcount layoffs".split()),
    "penalty": frozenset(
        "paid pay fined court regulator imposed record million billion financial civil".split()
    ),
    "penalties": frozenset("paid pay fined court regulator imposed million billion financial civil".split()),
    "fines": frozenset("paid pay court regulator imposed million billion totalling of".split()),
    "closed": frozenset(
        "schools school roads road shops stores branches plants factories sites stations airport "
        "border".split()
    ),
    "charged": frozenset("people suspects men police prosecutors with suspect murder court".split()),
    "positive": frozenset("tested test tests testing samples people covid virus".split()),
    "admitted": frozenset("hospital hospitals icu ward wards patients treatment care".split()),
    "admissions": frozenset("hospital hospitals icu".split()),
    "visitors": frozenset("attended drew attracted welcomed counted received day".split()),
    "processing": frozenset("stations ballots votes precincts protocols".split()),
    "height": frozenset("metres meters feet metre meter foot m ft cm centimetres inches km miles".split()),
    "drew": frozenset("people crowd crowds thousands hundreds supporters demonstrators spectators".split()),
    "march": frozenset("people demonstrators marchers protesters took joined participants thousands".split()),
    "stabbed": frozenset("death dead fatally".split()),
    "burns": frozenset("suffered severe degree treated with".split()),
    "bars": frozenset("behind".split()),
    "charges": frozenset("criminal faces face facing faced fraud murder against".split()),
    "sanction": frozenset("million billion paid imposed".split()),
    "settlement": frozenset("court lawsuit pay paid agreed reach reached claims million billion".split()),
    "grant": frozenset("million billion research government eu funding".split()),
    "funds": frozenset("emergency relief aid eu government raised".split()),
    "funding": frozenset("million billion government round raised cut".split()),
    "income": frozenset("net operating total annual quarter from household average median".split()),
    "import": frozenset("tariff tariffs duty duties prices goods".split()),
    "export": frozenset("prices goods volume volumes value".split()),
    "budget": frozenset("million billion total annual cut cuts deficit of raised increase".split()),
    "value": frozenset("estimated insured insurance total combined of at market put puts stolen".split()),
    "values": frozenset("estimated insured".split()),
    "recovered": frozenset(
        "pieces items objects police goods paintings bodies artefacts artifacts jewels stolen works".split()
    ),
    "approved": frozenset("voters shareholders members percent per poll surveyed lawmakers".split()),
    "backed": frozenset("voters shareholders members percent per poll surveyed lawmakers".split()),
    "support": frozenset(
        "percent per poll survey voters showed surveyed respondents opposition among".split()
    ),
    "supports": frozenset("percent per poll survey voters surveyed respondents".split()),
    "supported": frozenset("percent per poll survey voters surveyed respondents".split()),
    "favour": frozenset("in percent voted votes per".split()),
    "favor": frozenset("in percent voted votes per".split()),
    "signed": frozenset("petition people signatures names letter".split()),
    "born": frozenset("babies children births".split()),
    "cutting": frozenset("jobs staff workforce positions".split()),
    "contraction": frozenset("economy gdp economic".split()),
    "shrank": frozenset("economy gdp economic".split()),
    "shrink": frozenset("economy gdp economic".split()),
    "housed": frozenset("people families evacuees residents refugees shelters hotels".split()),
    "housing": frozenset("people families evacuees refugees".split()),
    "resumed": frozenset("service services supply power".split()),
    "reopened": frozenset("schools roads lines stations".split()),
    "samples": frozenset("tested positive water laboratory of".split()),
    "poll": frozenset("exit opinion".split()),
    "strike": frozenset("general union unions workers hour day took staff walk drivers staged on".split()),
    "strikes": frozenset("general union unions workers staff drivers".split()),
    "striking": frozenset("workers staff drivers union unions miners doctors nurses teachers".split()),
    "gathered": frozenset("people crowd crowds square thousands hundreds supporters protesters".split()),
    "degrees": frozenset("temperature temperatures celsius fahrenheit heat".split()),
    "crest": frozenset("river water flood metres feet".split()),
    "crests": frozenset("river water flood".split()),
    "gauge": frozenset("river water flood level".split()),
    "speed": frozenset("train limit km mph kph travelling traveling car bus recorder".split()),
    "speeds": frozenset("train km mph kph up".split()),
    "leaks": frozenset("oil gas water chemical tonnes litres".split()),
    "leak": frozenset("oil gas water chemical tonnes litres".split()),
    "delay": frozenset("hours minutes trains flights passengers".split()),
    "delays": frozenset("hours minutes trains flights passengers".split()),
    "stolen": frozenset("data records files details money funds cards accounts information".split()),
    "theft": frozenset("data records money of".split()),
    "valued": frozenset("company at group business firm".split()),
    "valuation": frozenset("company market group of".split()),
    "pay": frozenset(
        "week season year month salary monthly annual hourly wage rise increase deal gross net".split()
    ),
    "paid": frozenset("week salary monthly hourly weekly".split()),
    "transfer": frozenset("fee record window player club striker midfielder summer january".split()),
    "purchase": frozenset("price".split()),
    "produce": frozenset("barrels tonnes cars units vehicles a".split()),
    "output": frozenset("barrels tonnes oil factory industrial production steel".split()),
    "benchmark": frozenset("rate".split()),
    "repo": frozenset("rate".split()),
    "recall": frozenset("cheeses cars vehicles units products product batches affected million".split()),
    "recalls": frozenset("cars vehicles products product cheeses".split()),
}
