"""Who says what: one sentence at a time, and across sentences."""

import pytest

from summarise.article import parse
from summarise.saying import ACCORDING, AGENT, OWN, PARTICIPLE, QUOTED_AS, Sought
from summarise.speech import attribute, is_said_in_passing, speaker_of

BEFORE = "News from the region\n\nThe day began quietly in the old town, and few people were about.\n\n"


def speaker(text: str, figure: str) -> str:
    """Return who says the last place of a figure in a text, nothing if nobody does."""
    article = parse(f"{BEFORE}{text}\n", "x.txt", "a1")
    at = article.text.rindex(figure)
    sentence = next(s for s in article.sentences if s.start <= at < s.end)
    return speaker_of(attribute(article)[sentence.id], at - sentence.start) or ""


SOURCES = (
    "according to|in the words of|as told by|reported by|estimated by|confirmed by|announced by|stated by"
    "|verified by|citing|quoting|figures from|data from|numbers by|statistics by|estimates by|a count by"
    "|a tally by|a report from|a statement from"
).split("|")


@pytest.mark.parametrize(
    ("sought", "texts"),
    [
        (ACCORDING, [f"It has 12, {source} the port." for source in SOURCES]),
        (AGENT, [f"It is {verb} at 12 by them." for verb in sorted(AGENT.words)]),
        (PARTICIPLE, [f"It fell, {verb} why." for verb in sorted(PARTICIPLE.words)]),
        (OWN, [f"{whose} latest count" for whose in sorted(OWN.words)]),
        (QUOTED_AS, ["He quoted the mayor as saying so", "she was quoted as telling us"]),
    ],
    ids=["according to", "by", "participles", "own", "quoted"],
)
def test_a_phrase_is_looked_for_wherever_one_of_its_words_stands(sought: Sought, texts: list[str]) -> None:
    found = [text for text in texts if sought.pattern.search(text)]
    words = [sought.words & set(text.lower().replace(",", " ").split()) for text in texts]

    assert found == texts
    assert all(words)
    assert frozenset().union(*words) == sought.words


@pytest.mark.parametrize(
    ("text", "figure", "named"),
    [
        ("The ministry's toll of 45 includes two soldiers.", "45", "ministry"),
        ("The blast at Ferrow has claimed 21 lives, the health office said.", "21", "health office"),
        ("Police now accept that 31 canisters were used.", "31", "Police"),
        ("The Water Authority sticks to 41,000.", "41,000", "Water Authority"),
        (
            "They struck after turning down a government pay offer worth 6.5%, their union said.",
            "6.5%",
            "union",
        ),
        ("By the union's count, 300 buses stayed in the depot.", "300", "union"),
        ("The company's 340 is far below what the union fears.", "340", "company"),
        (
            "Analysts polled by Reuters had expected a profit of 147 million euros.",
            "147 million euros",
            "Analysts polled by Reuters",
        ),
        ("Revenue of 1.3 billion beat the 1.2 billion expected by analysts.", "1.2 billion", "analysts"),
        (
            "A government estimate puts the damage at 3 billion pesos.",
            "3 billion pesos",
            "government estimate",
        ),
        (
            "Maria Lopez, a teacher who swam for nearly three hours, said 300 people were aboard.",
            "300 people",
            "Maria Lopez",
        ),
        (
            "Lopez, 58, who has led the party since 2018, said 200 stations were affected.",
            "200 stations",
            "Lopez",
        ),
        (
            "Meteorologist Lara Quint went lower still, telling reporters she expected winds of 105 mph.",
            "105 mph",
            "Lara Quint",
        ),
        (
            "The number of dead has climbed to at least 11, as the authorities announced on Tuesday.",
            "at least 11",
            "authorities",
        ),
        ("The geological survey measured the quake at magnitude 6.1.", "6.1", "geological survey"),
        ("The German research centre GFZ gave its strength as 6.3.", "6.3", "GFZ"),
        (
            "Health officials in the province logged 34 new cases on Monday.",
            "34 new cases",
            "Health officials",
        ),
        ("The health ministry reported 34 new cases and two deaths.", "two deaths", "health ministry"),
        (
            "The budget office reckons the law will cost 12 billion crowns over ten years.",
            "12 billion crowns",
            "budget office",
        ),
        ("The offer values the company at $4.2 billion, the bidder said.", "$4.2 billion", "bidder"),
        (
            "The opposition speaks of 40,000 people at the rally; police counted 12,000.",
            "40,000 people",
            "opposition",
        ),
        ("The opposition speaks of 40,000 people at the rally; police counted 12,000.", "12,000", "police"),
        ("Organisers claimed that more than 90,000 had marched.", "more than 90,000", "Organisers"),
        ("There were 4,300 people in the square, police estimate.", "4,300 people", "police"),
        ("The bank now forecasts growth of 1.4 percent.", "1.4 percent", "bank"),
        ("Growth will reach 1.4 percent this year, the bank forecasts.", "1.4 percent", "bank"),
        ("Growth will reach 1.4 percent this year, in the bank's view.", "1.4 percent", "bank"),
        (
            "Rescue workers pulled 14 bodies from the rubble, according to the mayor's office.",
            "14 bodies",
            "mayor's office",
        ),
        ('"We lost 12 men," the commander said. "Another 30 are wounded."', "30", "commander"),
        ('The commander was blunt. "We lost 12 men," he said.', "12 men", "commander"),
        ("Prosecutors want a sentence of nine years.", "nine years", "Prosecutors"),
        (
            "Prosecutors asked for nine years; the defence wants no more than four.",
            "no more than four",
            "defence",
        ),
        ("The judge fined the company $2 million.", "$2 million", ""),
        ("The firm was fined $2 million.", "$2 million", ""),
        ("Official figures show that unemployment rose to 5.2 percent.", "5.2 percent", "Official figures"),
        (
            "Unemployment rose to 5.2 percent, official figures showed on Friday.",
            "5.2 percent",
            "official figures",
        ),
        ("Data from the statistics office put inflation at 3.1 percent.", "3.1 percent", "statistics office"),
        ("In a statement, the airline said that 178 passengers were on board.", "178 passengers", "airline"),
        (
            "The airline confirmed there were 178 passengers and six crew on the flight.",
            "six crew",
            "airline",
        ),
        (
            "The airline, which had first spoken of 181 passengers, corrected itself to 178.",
            "181 passengers",
            "airline",
        ),
        ("Police initially put the number of injured at 40 but later revised it to 31.", "40", "Police"),
        ("Police initially put the number of injured at 40 but later revised it to 31.", "31", "Police"),
        ("The union counters that 2,000 jobs are at risk.", "2,000 jobs", "union"),
        ("The UN refugee agency UNHCR has registered 14,000 arrivals.", "14,000 arrivals", "UNHCR"),
        ("Local media reported that at least five people were hurt.", "at least five people", "Local media"),
        (
            "State television quoted the governor as saying 12 villages were flooded.",
            "12 villages",
            "governor",
        ),
        ("Hospitals have treated 73 people, the Red Crescent tweeted.", "73 people", "Red Crescent"),
        ("The insurer values the losses at 900 million francs.", "900 million francs", "insurer"),
        ("The losses are valued at 900 million francs by the insurer.", "900 million francs", "insurer"),
        ("At least 20 houses burned down, firefighters said.", "20 houses", "firefighters"),
        ("The fire chief says the blaze has covered 3,200 hectares.", "3,200 hectares", "fire chief"),
        ("The blaze has grown to 3,200 hectares, says fire chief Anna Berg.", "3,200 hectares", "Anna Berg"),
        ('Asked how many were missing, the mayor answered: "Perhaps 15."', "15", "mayor"),
        ('The mayor: "We have 15 missing."', "15", "mayor"),
        (
            "Mayor Anna Berg was quoted by the daily Kurier as saying that 15 people were missing.",
            "15 people",
            "Anna Berg",
        ),
        ("According to police, 15 people were missing and 20 hurt.", "20", "police"),
        ("Fifteen people were missing, according to police, and 20 were hurt.", "20", "police"),
        ("The crash killed 15 people.", "15 people", ""),
        ("The team won 3-1 on Sunday.", "3-1", ""),
        ("The company, whose shares fell 4 percent, said sales rose 12 percent.", "12 percent", "company"),
        ("The company, whose shares fell 4 percent, said sales rose 12 percent.", "4 percent", ""),
        (
            "Sales rose 12 percent to $3.4 billion, the company said, while its shares fell 4 percent.",
            "$3.4 billion",
            "company",
        ),
        (
            "Sales rose 12 percent to $3.4 billion, the company said, while its shares fell 4 percent.",
            "4 percent",
            "",
        ),
        ("The central bank raised its key rate to 4.5 percent.", "4.5 percent", ""),
        ("The player cost 80 million euros, French daily L'Equipe wrote.", "80 million euros", "L'Equipe"),
        (
            "Club president Jan Novak put the fee at 80 million euros plus bonuses.",
            "80 million euros",
            "Jan Novak",
        ),
        (
            "The ministry of health of the region has so far confirmed 12 deaths.",
            "12 deaths",
            "ministry of health",
        ),
        (
            "Only 9,800 customers were still without power, utility officials said late on Sunday.",
            "9,800 customers",
            "utility officials",
        ),
        ("Witnesses spoke of at least three explosions.", "at least three explosions", "Witnesses"),
        (
            "The rebels said they had taken 32 villages. The army has denied this, saying it lost only four.",
            "four",
            "army",
        ),
        (
            "The attackers stole data of 4.3 million customers, the retailer admitted.",
            "4.3 million customers",
            "retailer",
        ),
        ("Hackers claim to have stolen 4.3 million records.", "4.3 million records", "Hackers"),
        ("The indictment puts the damage at 14 million euros.", "14 million euros", "indictment"),
        ("The indictment lists 43 payments worth 2.1 million euros.", "43 payments", "indictment"),
        ("Prosecutors allege that he took 43 payments.", "43 payments", "Prosecutors"),
        ("His lawyer spoke of no more than six payments.", "no more than six payments", "lawyer"),
        ('"He took 43 payments," prosecutor Ana Ruiz told the court.', "43 payments", "Ana Ruiz"),
        (
            "Ruiz told the court he had taken 43 payments, adding that 12 of them were in cash.",
            "12 of them",
            "Ruiz",
        ),
        ("Of the 43 payments, 12 were in cash, she said.", "12 were", ""),
        ("In its filing the company put the deal's value at $4.2bn.", "$4.2bn", "company"),
        ("Bidco said on Monday it would pay $31 a share.", "$31", "Bidco"),
        ("Under the plan, 1,400 jobs would go, unions fear.", "1,400 jobs", "unions"),
        ("Analyst Jo Park of Delta Bank expects savings of $200 million.", "$200 million", "Jo Park"),
        ("Analysts at Delta Bank expect savings of $200 million.", "$200 million", "Analysts at Delta Bank"),
        ('"That is too low," said Jo Park, who values the firm at $35 a share.', "$35 a share", "Jo Park"),
        (
            "Its finance chief, Lena Holm, told analysts savings would come to $200 million by 2028.",
            "$200 million",
            "Lena Holm",
        ),
        (
            "Doctors at the hospital count 23 patients in intensive care.",
            "23 patients",
            "Doctors at the hospital",
        ),
        ("The WHO says 340 have fallen ill; the ministry admits only 290.", "290", "ministry"),
        ("The WHO says 340 have fallen ill; the ministry admits only 290.", "340", "WHO"),
        ("So far 12 people have died, says the WHO.", "12 people", "WHO"),
        ("The epidemiologist Maria Sol thinks the true number is closer to 600.", "600", "Maria Sol"),
        ("The true number may be closer to 600, a study by the university suggests.", "600", "study"),
        ("A model by the university projects 600 cases by May.", "600 cases", "university"),
        ("Seismologists in Bergen recorded 14 aftershocks.", "14 aftershocks", "Seismologists"),
        (
            "The US Geological Survey put the magnitude at 6.4; the national centre measured 6.1.",
            "6.4",
            "US Geological Survey",
        ),
        (
            "The US Geological Survey put the magnitude at 6.4; the national centre measured 6.1.",
            "6.1",
            "national centre",
        ),
        (
            "The quake had a magnitude of 6.4, according to the US Geological Survey (USGS).",
            "6.4",
            "Geological Survey",
        ),
        (
            "The governor, who visited the area on Sunday, said 43 schools had been damaged.",
            "43 schools",
            "governor",
        ),
        ("Officials raised the death toll to 43 from 38.", "43", "Officials"),
        ("The death toll rose to 43 from 38, officials said.", "38", "officials"),
        (
            "The finance minister told parliament the deficit would reach 3.4 per cent.",
            "3.4 per cent",
            "finance minister",
        ),
        (
            "The deficit will reach 3.4 per cent, Finance Minister Iva Tal told parliament.",
            "3.4 per cent",
            "Iva Tal",
        ),
        (
            "The opposition puts the gap at 2 billion; the treasury, at 1.4 billion.",
            "2 billion",
            "opposition",
        ),
        ("The government wants to cut spending by 2 billion.", "2 billion", "government"),
        ("Critics counter that the law costs 2 billion a year.", "2 billion", "Critics"),
        ("The council of economic advisers thinks 2 billion is too little.", "2 billion", "council"),
        ("The act passed by 212 votes to 180.", "212 votes", ""),
        ("The phone has a battery of 5,000 mAh and costs $799.", "$799", ""),
        ("The maker promises 20 hours of video.", "20 hours", "maker"),
        ("Novatel claims the battery lasts 20 hours.", "20 hours", "Novatel"),
        ("In our test it lasted 14 hours.", "14 hours", ""),
        ("The magazine measured 14 hours.", "14 hours", "magazine"),
        ("Reviewers at the magazine measured 14 hours.", "14 hours", "magazine"),
        ("It expects to sell 10 million units, Novatel said.", "10 million units", "Novatel"),
        ("Market researcher IDX puts Novatel's share at 12 percent.", "12 percent", "IDX"),
        (
            "Novatel's chief executive Ken Wada said pre-orders had passed 1.2 million.",
            "1.2 million",
            "Ken Wada",
        ),
        ('"We have passed 1.2 million," Wada said on stage.', "1.2 million", "Wada"),
        ('Wada said: "We have passed 1.2 million."', "1.2 million", "Wada"),
        ("Speaking on stage, Wada said pre-orders had passed 1.2 million.", "1.2 million", "Wada"),
        ("Pre-orders had passed 1.2 million, Wada, 54, said.", "1.2 million", "Wada"),
        (
            "It is the second delay, people familiar with the matter said, and may cost $300 million.",
            "$300 million",
            "people familiar",
        ),
        (
            "The delay may cost $300 million, said two people familiar with the matter.",
            "$300 million",
            "people familiar",
        ),
        (
            "The delay may cost $300 million, one person with knowledge of the plan said.",
            "$300 million",
            "person with knowledge",
        ),
        ("The airport operator expects 120 flights to be cancelled.", "120 flights", "airport operator"),
        ("As many as 120 flights will be cancelled, the airport announced.", "120 flights", "airport"),
        ("Pilots' union Vereinig says 95 percent voted for the strike.", "95 percent", "Vereinig"),
        (
            "Turnout was 61 percent, the electoral commission announced, compared with 58 percent in 2019.",
            "58 percent",
            "electoral commission",
        ),
        ("Early returns gave the Left 41 percent.", "41 percent", ""),
        (
            "A source close to the talks said it would pay 78 million.",
            "78 million",
            "source close to the talks",
        ),
        ("The Free Union (FU), which called the march, said 180,000 came.", "180,000", "Free Union"),
        ("The prefecture counted 41,000.", "41,000", "prefecture"),
        ("The exit poll by Medianis for the state channel gave the Left 36.5%.", "36.5%", "Medianis"),
        ("Karelia at first said it had handed over 195 men.", "195 men", "Karelia"),
        ("The police figure of 45,000 is for 4pm.", "45,000", "police"),
        ("Ministry figures: 81 homes destroyed.", "81 homes", "Ministry"),
        ("The institute IWR comes to 9.8 billion.", "9.8 billion", "institute IWR"),
        ("The union stands by its 180,000.", "180,000", "union"),
        ("The minister, Ruslan Deger, has told an agency that there were 300.", "300", "Ruslan Deger"),
        ("Drago spoke of 120,000 ballots.", "120,000", "Drago"),
        (
            "It has seven dead, according to the regional governor, Oksana Lyman.",
            "seven dead",
            "Oksana Lyman",
        ),
        ("Ms Orlu says that her party's own count has it ahead by 40,000.", "40,000", "Orlu"),
        ('"The prefecture counts 12 streets," Ms Pires said.', "12 streets", "Pires"),
        ("The company's offer stands at 4 percent.", "4 percent", ""),
        ("The Left took 41 percent, an exit poll showed.", "41 percent", "exit poll"),
        ("The ministry closed the road and said 130 people died.", "130", "ministry"),
        ("Inspectors went through the old quarter and counted 34 ruins.", "34 ruins", "Inspectors"),
        ("Police closed the square, and fans counted 12 goals.", "12", ""),
        ("Late on Sunday Ivo Dragan spoke of 120,000 ballots.", "120,000", "Ivo Dragan"),
        ("The loss is 600 million, according to an early estimate by the firm Tessera.", "600", "Tessera"),
        ("According to information obtained by the Herald, 900 jobs go.", "900", "Herald"),
        ("The Dravian state operator had fitted 31% of its lines.", "31%", ""),
        ("The rebels' claim has grown to 110 dead.", "110", "rebels"),
        ("The health office, for its part, cut its tally to 24,500 on Friday.", "24,500", "health office"),
        ("The spokesman affirmed that 18 sorties were flown.", "18", "spokesman"),
        ("County lowers storm death count to 14.", "14", "County"),
        ("Diggers here spoke of 12 burials.", "12", "Diggers"),
        ("The air force corrected its tally of 150 drones.", "150", "air force"),
        ("Corin and Tabor bury their own as count reaches 61.", "61", ""),
    ],
)
def test_a_figure_is_given_to_who_says_it(text: str, figure: str, named: str) -> None:
    found = speaker(text, figure)
    assert (named.lower() in found.lower(), bool(found)) == (True, bool(named)), found


@pytest.mark.parametrize(
    ("text", "figure", "named"),
    [
        (
            "Maria Oduya is the mayor. She said on Monday that 40 houses were lost. Another 12 are damaged.",
            "12",
            "Maria Oduya",
        ),
        (
            "The Harbour Bank cut its forecast. It now expects growth of 2 percent.",
            "2 percent",
            "Harbour Bank",
        ),
        (
            '"We have lost 12 men. The road is closed," said Colonel Ito. "Another 30 are hurt."',
            "30",
            "Colonel Ito",
        ),
        (
            "The National Grid Office said 40,000 were cut off. The office said 12,000 are back.",
            "12,000",
            "National Grid Office",
        ),
        ("Ana Pohl told us it holds 1,900 men. According to her, 340 are ill.", "340", "Ana Pohl"),
        (
            "Broker Pell Re said losses were high. Total losses would be 3 billion, it said.",
            "3 billion",
            "Pell Re",
        ),
        ("The Reform Front made its offer. It proposes a truce of 30 days.", "30 days", "Reform Front"),
        ("The air force corrected its tally of 150. It now says that 141 came.", "141", "air force"),
        ("Jo Park met reporters. It rained. The ferry sank with 40 aboard.", "40", ""),
    ],
    ids=[
        "a pronoun and what goes on",
        "it",
        "a quotation",
        "a short form",
        "her",
        "a kind and its name",
        "it proposes",
        "its own",
        "nobody",
    ],
)
def test_a_speaker_is_carried_on(text: str, figure: str, named: str) -> None:
    found = speaker(text, figure)
    assert (named in found, bool(found)) == (True, bool(named)), found


@pytest.mark.parametrize(
    ("text", "figure", "named"),
    [
        ("Governor Vesna Kolar came. The governor said 74 houses fell.", "74 houses", "Vesna Kolar"),
        ("The mayor, Oleg Marr, spoke. He said 52 had died.", "52", "Oleg Marr"),
        ("The gang, Black Tern, struck. The gang says it holds 4 files.", "4 files", "Black Tern"),
        ("It came from the prosecutor, Zuzana Simek. She told us of 21 dead.", "21 dead", "Zuzana Simek"),
        ("Minister Jo Li and Minister Al Wu met. The minister said 9 came.", "9", "minister"),
        ("The railway, Velmar Rail (VR), met. It said 231 were aboard.", "231", "Velmar Rail"),
        ("The environmental group, Klar Wasser, met. The company said 12 tonnes leaked.", "12", "company"),
        ("Valve maker Varsik met. The group said 300 jobs go.", "300", "Varsik"),
        ("Varsik, a valve maker, met. The company said 300 jobs go.", "300", "Varsik"),
        ("Police spokesman Rolf Asch came. Police said 64 were held.", "64", "Police"),
        ("The agency, EFSA, met. The Health Agency said 12 died. The agency said 9 live.", "9", "Health"),
        (
            "The federal interior ministry met. The finance ministry said 7 billion was due.",
            "7 billion",
            "finance",
        ),
    ],
)
def test_an_office_is_led_back_to_who_holds_it(text: str, figure: str, named: str) -> None:
    assert named in speaker(text, figure)


def test_a_toll_that_is_said_in_passing_is_not_the_speakers() -> None:
    told = "Crews say they have turned the corner on a fire that has killed five people."
    assert is_said_in_passing(told, told.index("five"))
    assert not is_said_in_passing("Crews say five people died.", len("Crews say "))


def test_a_count_that_somebody_corrects_is_no_verb() -> None:
    assert speaker("The air force corrected its tally of 150 drones.", "150") == "air force"
