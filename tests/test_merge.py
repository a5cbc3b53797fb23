"""Small stories of our own: what belongs together, what must stay apart, and what the difference is."""

from collections.abc import Sequence

import pytest

from summarise.article import parse
from summarise.compose import DENIAL, Brief, brief
from summarise.values import Article, Finding
from summarise.verifier import verify


def story(*texts: str) -> list[Article]:
    """Make articles of one paragraph each, published on consecutive days of March 2026 by the first words."""
    return [parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(texts, 1)]


def note(*texts: str) -> Brief:
    return brief(story(*texts))


def finding_of(made: Brief, quote: str) -> Finding:
    (found,) = [f for f in made.findings if any(r.quote == quote for r in f.readings)]
    return found


def together(made: Brief, one: str, other: str) -> bool:
    return finding_of(made, one).id == finding_of(made, other).id


def verdict(made: Brief, quote: str) -> str:
    return finding_of(made, quote).verdict


def wire(day: int, outlet: str, text: str) -> str:
    return f"Headline of {outlet} on the day\n\nPublisher: {outlet}\nPublished: {day} March 2026\n\n{text}\n"


APART = {
    "a town on the fringe is not the whole": (
        wire(3, "Northern Post", "The storm in Orvesh killed 110 people, the ministry said."),
        wire(
            3,
            "Southern Post",
            "The storm in Orvesh shut roads. Trains stood. Schools were closed. Shops were, too.\n\n"
            "In the village of Lower Tarn eight people were killed.",
        ),
        "110",
        "eight",
    ),
    "attacked is not captured": (
        wire(3, "Northern Post", "The group attacked 12 villages in the valley."),
        wire(3, "Southern Post", "The group captured 13 villages in the valley."),
        "12",
        "13",
    ),
    "one group's dead are not all dead": (
        wire(3, "Northern Post", "At least 130 people were killed in the fighting, the ministry said."),
        wire(3, "Southern Post", "The dead include 65 soldiers of the northern army, the ministry said."),
        "At least 130",
        "65",
    ),
    "injured are not dead": (
        wire(3, "Northern Post", "The blast killed 40 people in the market."),
        wire(3, "Southern Post", "The blast injured 41 people in the market."),
        "40",
        "41",
    ),
    "net is not gross": (
        wire(3, "Northern Post", "Net profit rose to 82 million euros in the quarter."),
        wire(3, "Southern Post", "Gross profit rose to 90 million euros in the quarter."),
        "82 million euros",
        "90 million euros",
    ),
    "background is not the event": (
        wire(3, "Northern Post", "The flood has killed 61 people in the valley."),
        wire(3, "Southern Post", "A flood in 1987 killed 212 people in the valley."),
        "61",
        "212",
    ),
    "what a part is of is not the part": (
        wire(3, "Northern Post", "Air defences shot down 31 of 40 drones, the air force said."),
        wire(3, "Southern Post", "The ministry said it downed 34 drones overnight."),
        "40",
        "34",
    ),
    "planned is not done": (
        wire(3, "Northern Post", "The ministry plans to evacuate 9,000 people from the coast."),
        wire(3, "Southern Post", "Some 2,500 people were evacuated from the coast."),
        "9,000",
        "Some 2,500",
    ),
}


@pytest.mark.parametrize("texts", APART.values(), ids=APART.keys())
def test_look_alikes_stay_apart(texts: Sequence[str]) -> None:
    *articles, one, other = texts
    assert not together(note(*articles), one, other)


VERDICTS = {
    "an offer that was raised by half a point": (
        "update",
        wire(3, "Northern Post", "The company's offer to the drivers stands at 4 percent over two years."),
        wire(
            4, "Southern Post", "The company's offer to the drivers now stands at 4.5 percent over two years."
        ),
    ),
    "half a point rounded up": (
        "agree",
        wire(3, "Northern Post", "Turnout in the village of Lodd was 62 percent, the registrar said."),
        wire(3, "Southern Post", "Turnout in the village of Lodd was 61.5 percent, the observers said."),
    ),
    "two ages of one person": (
        "conflict",
        wire(3, "Northern Post", "The pilot, Ana Brekke, 38, was flown to hospital on Monday."),
        wire(3, "Southern Post", "Ana Brekke, 41, had flown the route for years."),
    ),
    "neighbouring percentages": (
        "conflict",
        wire(3, "Northern Post", "Turnout in the village of Lodd was 61 percent, the registrar said."),
        wire(3, "Southern Post", "Turnout in the village of Lodd was 62 percent, the observers said."),
    ),
    "a value and the one it replaced, each told alone as well": (
        "update",
        wire(
            3, "Northern Post", "The ministry put the repair of the dam at 5.0 billion to 5.15 billion euros."
        ),
        wire(
            5,
            "Southern Post",
            "Engineers see a bill of 5.1 billion to 5.2 billion euros, "
            "previously 5.0 billion to 5.15 billion euros.",
        ),
    ),
    "one voice, told twice": (
        "single",
        wire(3, "Northern Post", "The agency said 43 people had died in the flood."),
        wire(3, "Southern Post", "The flood killed 43 people, the agency said."),
    ),
    "two voices agree within rounding": (
        "agree",
        wire(3, "Northern Post", "The flood killed 197 people, the ministry said."),
        wire(3, "Southern Post", "The flood killed about 200 people, the Red Crescent said."),
    ),
    "units converted": (
        "agree",
        wire(3, "Northern Post", "The fire has burned 400 square kilometres of forest, the ministry said."),
        wire(3, "Southern Post", "The fire has burned 154 square miles of forest, the Forest Service said."),
    ),
    "a rising toll": (
        "update",
        wire(3, "Northern Post", "The flood killed 43 people, the ministry said."),
        wire(5, "Southern Post", "The flood killed 61 people, the civil defence agency said."),
    ),
    "a corrected toll": (
        "update",
        wire(3, "Northern Post", "The sinking killed 61 people, the harbour office said."),
        wire(3, "Southern Post", "The governor said 49 people had been killed in the sinking, not 61."),
    ),
    "bounds that can both hold": (
        "compatible",
        wire(3, "Northern Post", "At least 130 people were killed, the Observatory said."),
        wire(3, "Southern Post", "More than 140 people were killed, the ministry said."),
    ),
    "one day, two numbers": (
        "conflict",
        wire(3, "Northern Post", "The governor's office said 8,600 people had been evacuated from the town."),
        wire(3, "Southern Post", "The ministry said 11,400 people had been evacuated from the town."),
    ),
    "one day, two hours": (
        "update",
        wire(3, "Northern Post", "Turnout in the village of Lodd was 28.4% at noon."),
        wire(3, "Southern Post", "Turnout in the village of Lodd was 49.6% at 4 p.m."),
    ),
    "a speaker who says that another's number is wrong": (
        "conflict",
        wire(3, "Northern Post", "The union said 8,300 drivers of the city took part in the strike."),
        wire(
            5,
            "Southern Post",
            "The company said 5,800 drivers of the city took part in the strike, not 8,300.",
        ),
    ),
    "two who count the same": (
        "conflict",
        wire(3, "Northern Post", "The police counted 40 blasts over the harbour of Lodd."),
        wire(3, "Southern Post", "The union counted 90 blasts over the harbour of Lodd."),
    ),
    "bounds of what does not run, on two days": (
        "compatible",
        wire(3, "Northern Post", "The club has spent more than 150 million euros on players this summer."),
        wire(5, "Southern Post", "The club has spent 168 million euros on players this summer."),
    ),
    "how far a count has come": (
        "update",
        wire(3, "Northern Post", "With 12% of polling stations counted, the Greens were ahead."),
        wire(3, "Southern Post", "With 71% of polling stations counted, the Greens were behind."),
    ),
    "two reference points": (
        "scope",
        wire(3, "Northern Post", "The rebels are 5 km from the centre of Aleppo, the ministry said."),
        wire(3, "Southern Post", "The rebels are 10 km from the outskirts of Aleppo, the Observatory said."),
    ),
}


@pytest.mark.parametrize(("expected", "one", "other"), VERDICTS.values(), ids=VERDICTS.keys())
def test_a_difference_is_called_what_it_is(expected: str, one: str, other: str) -> None:
    made = note(one, other)
    shared = [f for f in made.findings if len({r.article for r in f.readings}) == 2]
    assert [f.verdict for f in shared] == [expected]


TOGETHER = {
    "a figure that goes on with the one before": (
        "More than 455,000 homes are in the dark, the grid operator said. At 7 a.m. it was 412,000.",
        "More than 460,000 homes had no power, the ministry said.",
        "412,000",
        "More than 455,000",
    ),
    "the topic that a line begins with": (
        "Storm surge: water could reach 8 to 12 feet above the ground at Marrow Bay.",
        "The surge could reach 6 to 9 feet above the ground at Marrow Bay, the centre said.",
        "8 to 12 feet",
        "6 to 9 feet",
    ),
    "maximum winds are winds that blow": (
        "Maximum sustained winds have increased to 115 mph, the centre said.",
        "At noon the storm had sustained winds of 125 mph, the centre said.",
        "115 mph",
        "125 mph",
    ),
    "savings a year and annual savings": (
        "The plan targets annual savings of 70 million euros, the company said.",
        "The company aims to save 70 million euros a year.",
        "70 million euros",
        "70 million euros",
    ),
    "drones brought down and drones destroyed": (
        "His men had brought down five Marenian drones, the commander said.",
        "Our air defence has destroyed seven Marenian drones, the bureau said.",
        "five",
        "seven",
    ),
}


@pytest.mark.parametrize(("first", "second", "one", "other"), TOGETHER.values(), ids=TOGETHER.keys())
def test_what_is_told_in_other_words_comes_together(first: str, second: str, one: str, other: str) -> None:
    made = note(wire(3, "Northern Post", first), wire(4, "Southern Post", second))
    assert together(made, one, other)


def test_a_body_that_issues_a_release_is_the_voice_that_others_quote() -> None:
    made = note(
        "FEDERATION OF LODD INSURERS (FLI)\n\nPRESS RELEASE\nLodd, 3 March 2026\n\nWHAT THE FLOOD COSTS\n\n"
        "The losses from the flood of the Lodd come to 2.4 billion euros.\n",
        wire(
            4,
            "Northern Post",
            "The Federation of Lodd Insurers put the losses from the flood at 2.4 billion euros.",
        ),
    )
    assert verdict(made, "2.4 billion euros") == "single"


def test_nothing_is_added_up() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "Rebels captured 32 villages, with two additional villages falling this morning.",
        ),
        wire(3, "Southern Post", "Rebels captured at least 13 villages."),
    )
    assert "34" not in made.model_dump_json(include={"bottom_line", "sections", "findings"})


def test_a_conversion_in_brackets_is_no_second_reading() -> None:
    made = note(
        wire(3, "Northern Post", "The fire burned 400 square kilometres (154 square miles) of forest.")
    )
    assert [r.quote for f in made.findings for r in f.readings] == ["400 square kilometres"]


def test_spellings_of_one_person_are_listed() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "Brigadier General Kioumars Pourhashemi was killed near Aleppo, state media said.",
        ),
        wire(
            3, "Southern Post", "Brig. Gen. Kiomars Borhashemi was killed in the attack, a news agency said."
        ),
    )
    assert [{v.text for v in name.variants} for name in made.names] == [
        {"Kioumars Pourhashemi", "Kiomars Borhashemi"}
    ]


def test_a_toll_that_grew_within_a_day_between_other_days_is_an_update() -> None:
    made = note(
        wire(3, "Northern Post", "The flood killed at least 12 people, the ministry said."),
        wire(4, "Southern Post", "The flood killed 17 people, the governor said."),
        wire(4, "Western Post", "The flood killed 19 people, the mayor said."),
        wire(6, "Eastern Post", "The flood killed 23 people, the ministry said."),
    )
    assert [(f.verdict, len(f.readings)) for f in made.findings if f.measure == "people killed"] == [
        ("update", 4)
    ]


def test_reprints_of_one_report_are_one_voice() -> None:
    report = "The flood in the upper valley has killed 61 people and destroyed the old bridge at the mill."
    made = note(wire(3, "Northern Post", report), wire(4, "Southern Post", report))
    assert verdict(made, "61") == "single"


@pytest.mark.parametrize(("second", "differs"), [("43", False), ("47", True)])
def test_one_voice_is_shown_as_differing_only_with_different_figures(second: str, differs: bool) -> None:
    made = note(
        wire(3, "Northern Post", "The agency said 43 people had died in the flood."),
        wire(3, "Southern Post", f"The agency said {second} had died in the flood."),
    )
    assert ("## Where the sources differ" in made.markdown()) == differs


def test_a_part_of_a_whole_counts_what_the_whole_counts() -> None:
    made = note(
        wire(3, "Northern Post", "Air defences shot down 31 of 40 drones, the air force said."),
        wire(3, "Southern Post", "The navy said air defences had downed 34 drones overnight."),
    )
    assert together(made, "31", "34")


def test_a_quotation_does_not_end_in_words_about_the_next_figure() -> None:
    made = note(
        wire(3, "Northern Post", "More than 600 trains were cancelled, the operator said."),
        wire(
            4,
            "Southern Post",
            "The operator revised the number of cancelled trains to 628 from an initial 600.",
        ),
    )
    assert "“628” [" in made.markdown()


def test_one_of_a_list_is_named_by_its_own_words() -> None:
    made = note(
        wire(
            3, "Northern Post", "The dead include 65 members of the council, 18 harbour pilots and 4 guides."
        )
    )
    assert "65" not in finding_of(made, "18").measure
    assert finding_of(made, "18").measure.startswith("harbour pilots")


def test_two_people_of_one_age_are_two_findings() -> None:
    made = note(
        wire(3, "Northern Post", "The pilot, Ana Brekke, 38, was flown to hospital on Monday."),
        wire(3, "Southern Post", "A mechanic, Tom Okoro, 38, was flown to hospital on Monday."),
    )
    assert [f.verdict for f in made.findings] == ["single", "single"]


def test_articles_that_share_nothing_give_findings_of_single_voices() -> None:
    made = note(
        wire(3, "Northern Post", "The bakery in the old town sold 320 loaves."),
        wire(3, "Southern Post", "Quarterly revenue of the pump maker rose to 1.2 billion euros."),
    )
    assert {f.verdict for f in made.findings} == {"single"}


def test_merging_does_not_depend_on_the_order_of_the_articles() -> None:
    texts = [text for _, *pair in VERDICTS.values() for text in pair][:6]
    one = {frozenset(r.quote for r in f.readings) for f in note(*texts).findings}
    other = {frozenset(r.quote for r in f.readings) for f in note(*texts[::-1]).findings}
    assert one == other


def test_a_speaker_whose_name_holds_a_figure_does_not_keep_the_note_from_holding() -> None:
    articles = story(
        wire(3, "Northern Post", "Tuesday's statement of the ministry put the number of dead at 41."),
        wire(3, "Southern Post", "The Group of Seven said 43 people had died in the flood."),
        wire(3, "Channel 4", "The Seven Sisters Agency said 52 people had died in the flood."),
    )
    assert verify(brief(articles), articles) == []


def test_a_list_that_leaves_its_noun_out_counts_the_same_to_its_end() -> None:
    made = note(
        wire(3, "Northern Post", "The storm killed 12 people in Doda, 31 in Kell and 47 on the coast."),
    )
    measures = [finding_of(made, quote).measure for quote in ("12", "31", "47")]
    assert all(measure.startswith("people killed") for measure in measures)


def test_a_group_is_one_under_its_short_and_its_long_name() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "Among the dead are 71 members of Harakat Nurin al-Shams, the Observatory reported.",
        ),
        wire(
            3,
            "Southern Post",
            "The rebels of Harakat Nurin al-Shams (HNS) lost the hill. The Observatory said that the dead "
            "include 65 members of the HNS.",
        ),
    )
    assert together(made, "71", "65")


def test_a_measure_is_not_cut_at_a_hyphen() -> None:
    made = note(wire(3, "Northern Post", "Among the dead are 71 members of Harakat Nurin al-Shams."))
    assert finding_of(made, "71").measure == "members of Harakat Nurin al-Shams killed"


def test_a_part_of_a_town_is_no_spelling_of_the_town() -> None:
    made = note(
        wire(3, "Northern Post", "Shells fell on West Orvel. Mayor Ida Brandt left Orvel by train."),
        wire(3, "Southern Post", "Residents of Orvel fled. A clinic in New Orvel was hit."),
    )
    assert made.names == ()


def test_two_renderings_of_a_name_with_one_short_form_are_one() -> None:
    made = note(
        wire(3, "Northern Post", "The Vessian Guard River Corps said the VGRC had lost a boat."),
        wire(3, "Southern Post", "The Vessian Guards Rivers Corps (VGRC) denied it, the VGRC said."),
    )
    assert [{v.text for v in name.variants} for name in made.names] == [
        {"Vessian Guard River Corps", "Vessian Guards Rivers Corps", "VGRC"}
    ]


def test_the_area_of_a_fire_and_the_share_contained_are_one_measure_each() -> None:
    made = note(
        wire(3, "Northern Post", "The Bracken Fire had burned 21,300 acres and was 5 percent contained."),
        wire(4, "Southern Post", "The fire covers almost 35,000 acres and is 18% contained, the state said."),
        wire(7, "Western Post", "The blaze has charred 35,280 acres but is now 61% contained, crews said."),
    )
    assert {(f.measure, f.verdict, len(f.readings)) for f in made.findings} >= {
        ("area burned", "update", 3),
        ("share of the fire contained", "update", 3),
    }


def test_a_body_is_one_voice_in_capitals_and_without() -> None:
    made = note(
        wire(3, "Northern Post", "About 38 percent of teachers walked out, the Education Ministry said."),
        wire(4, "Southern Post", "About a third of teachers walked out, the education ministry said."),
    )
    assert len({r.voice for f in made.findings for r in f.readings}) == 1


def test_a_ministry_is_one_whichever_way_its_name_is_turned() -> None:
    made = note(
        wire(3, "Northern Post", "The Interior Ministry put the crowd at 640,000."),
        wire(3, "Southern Post", "The Ministry of the Interior put the crowd at 652,000."),
    )
    assert [{v.text for v in name.variants} for name in made.names] == [
        {"Interior Ministry", "Ministry of the Interior"}
    ]


def test_money_with_its_currency_before_it_is_no_name() -> None:
    made = note(
        wire(3, "Northern Post", "Lenders owe NKr212bn, the Norvia Bank said."),
        wire(3, "Southern Post", "Lenders owe NKr130bn, the Norvia Bank said."),
    )
    assert made.names == ()


@pytest.mark.parametrize(
    ("sentence", "shown"),
    [
        ("The plan costs 17 billion reals a year, the union said.", "“17 billion reals a year” ["),
        ("It demands 4% of global turnover as a fine.", "“4% of global turnover” ["),
    ],
)
def test_a_quotation_does_not_hang(sentence: str, shown: str) -> None:
    made = note(wire(3, "Northern Post", f"The flood killed 43 people in the valley on Monday. {sentence}"))
    assert shown in made.markdown()


def test_the_second_half_of_a_headline_has_a_measure_of_its_own() -> None:
    title = "Rail toll rises to 22 dead, hundreds give blood"
    made = note(f"{title}\n\nPublished: 3 March 2026\n\nThe crash has killed 22 people, the chief said.\n")
    assert finding_of(made, "hundreds").measure != finding_of(made, "22").measure


def test_what_is_counted_and_not_only_what_was_done_names_a_measure() -> None:
    made = note(
        wire(3, "Northern Post", "Tamaria handed over 195 Karelvian soldiers at the bridge on Monday.")
    )
    assert "Karelvian soldiers" in finding_of(made, "195").measure


def test_an_area_that_was_taken_is_called_territory() -> None:
    made = note(wire(3, "Northern Post", "Rebels took control of 400 square kilometres of land, they said."))
    assert finding_of(made, "400 square kilometres").measure == "territory captured"


def test_an_age_is_called_one() -> None:
    made = note(wire(3, "Northern Post", "A court ordered the release of the 24-year-old signaller on bail."))
    assert finding_of(made, "24-year-old").measure.startswith("age")


def test_people_who_had_to_leave_are_not_counted_with_the_dead() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "At least 11 people have died and about 18,000 have been told to leave their homes.",
        ),
        wire(4, "Southern Post", "The flood killed 12 people. About 6,500 people had to leave in the dark."),
    )
    assert {q for q in ("about 18,000", "About 6,500") if "killed" in finding_of(made, q).measure} == set()


def test_a_short_number_that_two_things_share_does_not_make_them_one() -> None:
    made = note(
        wire(3, "Northern Post", "The union wants to keep the retirement age at 64 in the new law."),
        wire(4, "Southern Post", "Police said 64 people had been arrested on Saturday."),
    )
    assert [len(f.readings) for f in made.findings if f.readings[0].quote == "64"] == [1, 1]


def test_the_year_behind_a_second_amount_is_that_of_the_second() -> None:
    made = note(
        wire(3, "Northern Post", "The net loss widened to 390 million crowns from 145 million in 2024.")
    )
    days = {r.quote: r.as_of for f in made.findings for r in f.readings}
    assert days == {"390 million crowns": "2026-03-03", "145 million": "2024"}


def test_money_that_was_seized_is_no_territory() -> None:
    made = note(wire(3, "Northern Post", "Police seized $4 million and two boats in the raid, they said."))
    assert "territory" not in finding_of(made, "$4 million").measure


def test_houses_and_cars_that_burned_are_two_findings() -> None:
    made = note(
        wire(3, "Northern Post", "The blaze burned 412 houses in Doda, the mayor said."),
        wire(4, "Southern Post", "The blaze burned 96 cars in Doda, the insurer said."),
    )
    assert not together(made, "412", "96")


def test_land_that_was_fought_over_is_not_burned() -> None:
    made = note(wire(3, "Northern Post", "Soldiers opened fire in a zone of 400 square kilometres, he said."))
    assert "burned" not in finding_of(made, "400 square kilometres").measure


SPELLED = [
    ("Rupert Sand, its head, spoke.", "Rupert Sande, its head, spoke.", ("Rupert Sand", "Rupert Sande")),
    ("Tom Havel came. Havel spoke.", "Thomas Havel, the sheriff, came.", ("Tom Havel", "Thomas Havel")),
    ("Calder Row said no.", "Calder Row Capital said no.", ("Calder Row", "Calder Row Capital")),
    ("The channel NRO reported it.", "NRO News reported it.", ("NRO", "NRO News")),
    ("He sailed to Tagbuan.", "He sailed to Tagbuan Island.", ("Tagbuan", "Tagbuan Island")),
    ("Mayor Ana Rasmus of Stellen said no.", "Ms Rasmus accused the state.", ("Ana Rasmus", "Rasmus")),
    ("Desmond Orrick and Des Orrick played.", "Orrick saved it.", ("Desmond Orrick", "Orrick")),
    ("Ibra Sengha shot. Sengha ran.", "The salary of Sengha grew.", ("Ibra Sengha", "Sengha")),
    (
        "Yusuf Darwish, a former captain better known as Abu Layth, spoke.",
        "Abu Layth came.",
        ("Yusuf Darwish", "Abu Layth"),
    ),
    ("Abu Layth spoke in Tarn.", "Abu Laith spoke in Tarn.", ("Abu Layth", "Abu Laith")),
    ("They took Qasr Amin.", "They took Kasr Amine.", ("Qasr Amin", "Kasr Amine")),
    ("It fell in Qasr al-Amin.", "It fell in Qasr Amin.", ("Qasr al-Amin", "Qasr Amin")),
    ("Brigadier Tariq Salloum spoke.", "Tarek Saloum spoke.", ("Tariq Salloum", "Tarek Saloum")),
    (
        "The Front for the Liberation of the East met.",
        "The town is held by the Front.",
        ("Front for the Liberation of the East", "Front"),
    ),
    (
        "The Ministry of Defence said so.",
        "The Belmarian Defence Ministry said so.",
        ("Ministry of Defence", "Belmarian Defence Ministry"),
    ),
    (
        "The Chair of the Commission spoke.",
        "The Central Election Commission met.",
        ("Commission", "Central Election Commission"),
    ),
]


@pytest.mark.parametrize(
    ("one", "other", "forms"),
    [
        ("Sam Pell spoke.", "Sam Bell spoke.", ("Sam Pell", "Sam Bell")),
        (
            "Marta Pohl, who leads a group known as Free Valley, spoke.",
            "Free Valley met.",
            ("Marta Pohl", "Free Valley"),
        ),
    ],
)
def test_names_of_two_are_not_listed_together(one: str, other: str, forms: tuple[str, str]) -> None:
    made = note(wire(3, "Northern Post", one), wire(3, "Southern Post", other))
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert not any(set(forms) <= known for known in listed)


@pytest.mark.parametrize(("one", "other", "forms"), SPELLED, ids=lambda value: str(value)[:30])
def test_forms_of_one_name_are_listed_together(one: str, other: str, forms: tuple[str, str]) -> None:
    made = note(wire(3, "Northern Post", one), wire(3, "Southern Post", other))
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert any(set(forms) <= known for known in listed)


def test_a_surname_that_two_people_have_is_no_name_of_either() -> None:
    made = note(
        wire(3, "Northern Post", "Claire Dubray runs it. Jean-Luc Dubray left it. Dubray recalled cheese."),
        wire(3, "Southern Post", "Dubray, the firm, recalled cheese."),
    )
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert not any({"Claire Dubray", "Jean-Luc Dubray"} <= known for known in listed)


def test_a_toll_that_was_denied_stands_in_no_sentence_of_the_bottom_line() -> None:
    made = note(
        wire(3, "Northern Post", "The sinking killed 61 people, the harbour office said."),
        wire(4, "Southern Post", "The governor said 49 people had been killed in the sinking, not 61."),
    )
    quotes = [c.quote for s in made.bottom_line[1:] for c in s.citations]
    assert [quote for quote in quotes if "61" in quote] == []
    assert any(quote.startswith("49") for quote in quotes)


def test_a_number_that_another_is_said_to_get_wrong_stays_beside_it() -> None:
    made = note(
        wire(3, "Northern Post", "The union said 8,300 drivers of the city took part in the strike."),
        wire(
            5,
            "Southern Post",
            "The company said 5,800 drivers of the city took part in the strike, not 8,300.",
        ),
    )
    quotes = [c.quote for s in made.bottom_line[1:] for c in s.citations]
    assert {"8,300", "5,800"} <= {quote.split()[0] for quote in quotes}


def test_what_was_expected_is_no_contradiction_of_what_came() -> None:
    made = note(
        wire(3, "Northern Post", "The ministry expected the strike to cancel 4,500 operations."),
        wire(9, "Southern Post", "The strike cancelled 5,140 operations, the hospitals said."),
    )
    assert verdict(made, "4,500") != "conflict"


def test_those_whom_a_long_war_displaced_are_background() -> None:
    made = note(
        wire(3, "Northern Post", "Two million people were displaced by the civil war that began in 2011."),
        wire(3, "Southern Post", "Shells displaced 10,000 people in the north."),
    )
    assert not together(made, "Two million", "10,000")


def test_the_day_of_what_killed_them_is_not_the_day_of_the_count() -> None:
    made = note(
        wire(5, "Northern Post", "The number killed in Monday's crush at the ground has risen to 61.")
    )
    assert finding_of(made, "61").readings[0].as_of == "2026-03-05"


def test_a_town_is_not_its_newspaper() -> None:
    made = note(
        wire(3, "Northern Post", "They met in Port Ellery. Port Ellery was wet."),
        wire(3, "Southern Post", "The Port Ellery Sentinel said so."),
    )
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert not any({"Port Ellery", "Port Ellery Sentinel"} <= known for known in listed)


def test_a_square_that_is_called_after_a_parliament_is_not_the_parliament() -> None:
    made = note(
        wire(3, "Northern Post", "They met in Parliament Square."),
        wire(3, "Southern Post", "Parliament met."),
    )
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert not any({"Parliament", "Parliament Square"} <= known for known in listed)


def test_values_that_one_article_sets_against_each_other_are_no_update() -> None:
    made = note(
        wire(3, "Northern Post", "Police said on Monday that 2,000 people had come to the square."),
        wire(4, "Southern Post", "Police said 2,000 people came to the square. The party spoke of 12,000."),
    )
    assert verdict(made, "12,000") == "conflict"


def test_a_source_that_says_what_it_counts_measures_otherwise() -> None:
    made = note(
        wire(3, "Northern Post", "The ministry puts the flood damage at 7.5 billion euros."),
        wire(
            3,
            "Southern Post",
            "The ministry says the flood damage is 7.5 billion euros. The institute IWR comes to "
            "9.8 billion, because it counts lost production.",
        ),
    )
    assert verdict(made, "9.8 billion") == "scope"


@pytest.mark.parametrize(
    "sentence",
    [
        "They freed 195 prisoners in the largest exchange since the war began in 2023.",
        "The party won 63 seats, 15 fewer than in 2022.",
        "Its shares, which traded above 40 euros in 2021, fell 71%.",
    ],
)
def test_a_year_that_something_is_compared_with_is_not_the_figures_own(sentence: str) -> None:
    made = note(wire(3, "Northern Post", sentence))
    days = {r.as_of for f in made.findings for r in f.readings if r.quote in {"195", "63", "71%"}}
    assert days == {"2026-03-03"}


def test_two_speakers_who_keep_to_a_figure_of_one_night_do_not_change_it_by_the_day() -> None:
    made = note(
        wire(3, "Northern Post", "Two guards were on duty, the director, Ana Ruiz, said."),
        wire(5, "Southern Post", "Only one guard was on duty, the union leader, Tom Baker, said."),
    )
    assert verdict(made, "one") == "conflict"


def test_an_addition_is_not_all() -> None:
    made = note(
        wire(3, "Northern Post", "Police found three silver cups in a garden."),
        wire(4, "Southern Post", "Police found another three silver cups in a lake."),
    )
    assert [len(f.readings) for f in made.findings if f.readings[0].quote == "three"] == [1, 1]


def test_a_limit_that_was_lifted_is_no_limit() -> None:
    made = note(
        wire(3, "Northern Post", "Trains run under a limit of 80 km/h."),
        wire(4, "Southern Post", "The company lifted the limit of 80 km/h."),
    )
    assert len([f for f in made.findings if f.readings[0].quote == "80 km/h"]) == 2


def test_excess_deaths_are_no_toll() -> None:
    made = note(
        wire(3, "Northern Post", "The heat killed 61 people, the ministry said."),
        wire(4, "Southern Post", "There were 640 excess deaths, the statistics office said."),
    )
    assert not together(made, "61", "640")


def test_deaths_that_are_compared_with_the_usual_are_no_toll() -> None:
    made = note(
        wire(3, "Northern Post", "The heat killed 61 people, the ministry said."),
        wire(4, "Southern Post", "In June 4,870 people died, 640 more than in an average year."),
    )
    labels = {finding_of(made, quote).measure for quote in ("61", "4,870", "640")}
    assert labels == {"people killed", "deaths from all causes", "excess deaths"}


LABELS = [
    ("Monitors recorded 12 violations.", "12", "violations (recorded)"),
    ("Hospitals reported 66 wounded.", "66", "people injured"),
    ("The plant in Dornick, with 890 workers, is to close.", "890", "workers (Dornick)"),
    ("Iron Wreath is close to 5 per cent.", "close to 5 per cent", "share (Iron Wreath)"),
]


@pytest.mark.parametrize(("told", "quote", "label"), LABELS, ids=[label for *_, label in LABELS])
def test_a_finding_is_called_by_what_is_counted(told: str, quote: str, label: str) -> None:
    assert finding_of(note(wire(3, "Northern Post", told)), quote).measure == label


def test_what_a_relative_clause_tells_is_told_of_the_name_before_it() -> None:
    told = "The group moved towards Halvesk from Orvesh, which is home to 4,000 people displaced by the war."
    made = note(wire(3, "Northern Post", f"{told} In Tamar 310 people were displaced on Monday by fire."))
    assert "Halvesk" not in finding_of(made, "4,000").measure
    assert "Orvesh" in finding_of(made, "4,000").measure


def test_a_new_value_stands_beside_the_old_one_of_its_sentence() -> None:
    made = note(wire(3, "Northern Post", "The ministry cut the number of dead from 118 to 109."))
    assert together(made, "118", "109")


def test_three_ministries_are_three() -> None:
    made = note(
        wire(3, "Northern Post", "The Ministry of Health spoke. The Ministry spoke."),
        wire(3, "Southern Post", "The Ministry of Education spoke. The Ministry of Agriculture spoke."),
    )
    listed = [{variant.text for variant in name.variants} for name in made.names]
    assert not any({"Ministry of Health", "Ministry of Education"} <= known for known in listed)


def test_several_months_are_no_count_of_things() -> None:
    made = note(
        wire(3, "Northern Post", "It was quiet for several months. They captured several hills."),
    )
    months, hills = (f for f in made.findings if f.readings[0].quote == "several")
    assert months.id != hills.id


def test_the_day_of_an_event_is_not_that_of_its_count_in_the_timeline() -> None:
    text = "The number of dead in Saturday's crush has risen to 61, the ministry said on Sunday."
    made = note(wire(2, "Northern Post", text))
    assert [entry.date for entry in made.timeline] == ["2026-03-01"]


def test_a_contradiction_is_told_by_two_named_voices_that_count_the_whole() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "The ministry said on Tuesday that 34 people were killed. A clinic held 27 bodies.",
        ),
        wire(3, "Southern Post", "The supporters' union said on Tuesday that 80 people were killed."),
    )
    why = finding_of(made, "80").note
    assert "ministry" in why
    assert "union" in why


@pytest.mark.parametrize(
    "text",
    [
        "The directorate lowered the death toll to 57.",
        "Four bodies had been counted twice.",
        "The union challenged the official count.",
        "The minister backtracked.",
    ],
)
def test_what_was_lowered_or_challenged_is_told_among_the_corrected(text: str) -> None:
    assert DENIAL.search(text)
    assert not DENIAL.search("The bank lowered its rate and cut the ribbon of its new tower.")


def test_a_short_form_of_a_name_is_no_other_spelling_of_it() -> None:
    made = note(
        wire(
            3,
            "Northern Post",
            "Rushan Dzhemal said 5 people died. Dzhemal spoke for an hour. Tomas Arvell left.",
        ),
        wire(3, "Southern Post", "Rushan Jemal said 5 people died. Arvell stayed, and Tomas Arvell spoke."),
    )
    told = made.markdown().split("## Names spelled in several ways")[1].split("##")[0]
    assert "Rushan Jemal" in told
    assert "“Jemal”" not in told
    assert "Arvell" not in told


def test_a_measure_that_no_word_names_is_called_by_its_dimension_and_the_title_by_whose_it_is() -> None:
    made = note(
        wire(3, "Northern Post", "Corvex says 12 tons. The agency puts it at 35 tons."),
        wire(3, "Southern Post", "The agency said 35 tons."),
    )
    assert finding_of(made, "12 tons").measure == "weight"
    assert "The title is the headline of Southern Post." in made.markdown()


FIRE = "A fire at the harbour of Tarn closed two piers on Sunday, the ministry said. Nobody was hurt."


def test_a_headline_in_capitals_is_the_title_of_no_note_that_has_another() -> None:
    made = brief(
        [
            parse(
                f"MINISTRY OF HARBOURS OF TARN\nPress Service\n\nTarn, 10 May 2026\n\n{title}\n\n{FIRE}\n",
                f"{n}.txt",
                f"a{n}",
            )
            for n, title in enumerate(
                ("FIRE AT THE HARBOUR OF TARN CLOSED TWO PIERS", "Two piers closed after fire"), 1
            )
        ]
    )
    assert made.title == "Two piers closed after fire"
