"""What code holds a model to, rule by rule."""

import json
import re
from pathlib import Path

import pytest

from summarise.article import parse
from summarise.drafts import ArticleDraft, BriefDraft, FigureDraft, GroupDraft, MatchDraft, StatementDraft
from summarise.extract import ArticleSummary, extract
from summarise.ground import (
    ReadArticle,
    dropped,
    messages,
    read_article,
    read_brief,
    read_groups,
)
from summarise.marked import Evidence
from summarise.merge import gather, merge
from summarise.story import date_story, inventory
from summarise.values import Finding, Statement

TEXTS = (
    """Ferry sinks off Port Ellery

At least 12 people drowned when a ferry sank off Port Ellery on Sunday, 4 May 2031, Ellery Coast Guard said.

Rescuers brought 83 passengers ashore. The ship, built in Bergen, was licensed for 80.

Dozens of relatives waited at the harbour yesterday. “We heard nothing for hours,” said Maria Oduya.
""",
    """Ferry disaster: death toll rises

Monday, 5 May 2031

The provincial governor, Henrik Falk, put the number of deaths at 17. Divers would search the wreck.

The ferry sank 6 km from the port. The cause is not known.
""",
)


@pytest.fixture(scope="module", name="story")
def _story() -> list[ArticleSummary]:
    articles = [parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(TEXTS, 1)]
    return [extract(article, inventory(article)) for article in date_story(articles)]


@pytest.fixture(scope="module", name="evidence")
def _evidence(story: list[ArticleSummary]) -> Evidence:
    return Evidence(story, story=True)


@pytest.fixture(scope="module", name="findings")
def _findings(story: list[ArticleSummary]) -> dict[str, Finding]:
    return {finding.id: finding for finding in merge(story).findings}


def ids(evidence: Evidence, words: str) -> tuple[str, str]:
    """Return the ids of the figure with these words and of its sentence."""
    for name, (figure, place) in evidence.figures.items():
        if figure.text == words:
            return name, next(s for s, p in evidence.sentences.items() if p is place)
    raise AssertionError(words)


def statement(text: str, *sentences: str, findings: tuple[str, ...] = ()) -> BriefDraft:
    told = StatementDraft(text=text, sentences=list(sentences), findings=list(findings))
    title = StatementDraft(text="Ferry sinks off Port Ellery", sentences=["a1.s2"], findings=[])
    return BriefDraft(title=title, bottom_line=[told], sections=[])


def written(
    evidence: Evidence, text: str, *sentences: str, findings: tuple[str, ...] = ()
) -> tuple[list[Statement], list[str]]:
    note = read_brief(statement(text, *sentences, findings=findings), evidence, {})
    return list(note.bottom_line), [flaw.what for flaw in note.flaws]


def test_a_slot_becomes_the_words_of_its_source_and_a_citation(evidence: Evidence) -> None:
    figure, sentence = ids(evidence, "At least 12")
    (told,), _ = written(
        evidence, f"A ferry sank off Port Ellery, and {{{figure}}} people drowned.", sentence
    )
    assert (told.text, [(c.quote, c.role) for c in told.citations][:1]) == (
        "A ferry sank off Port Ellery, and at least 12 people drowned.",
        [("At least 12", "words")],
    )


def test_a_statement_without_a_figure_cites_its_sentence(evidence: Evidence) -> None:
    _, sentence = ids(evidence, "6 km")
    (told,), _ = written(evidence, "The ferry sank near the port.", sentence)
    assert [(c.role, c.quote) for c in told.citations] == [("support", "The ferry sank 6 km from the port.")]


REFUSED = {
    "digits": ("A ferry sank, and 12 people drowned.", "'12' is a figure outside of a slot"),
    "a number word": ("A ferry sank, and twelve people drowned.", "'twelve' is a figure outside of a slot"),
    "a vague count": (
        "A ferry sank, and dozens of people drowned.",
        "'dozens' is a figure outside of a slot",
    ),
    "a fraction": ("Half of the people on the ferry drowned.", "'Half' is a figure outside of a slot"),
    "an ordinal": ("The first ferry sank off Port Ellery.", "'first' is a figure outside of a slot"),
    "a weekday": ("The ferry sank off Port Ellery on Sunday.", "'Sunday' is a figure outside of a slot"),
    "full-width digits": ("A ferry sank, and １２ people drowned.", "is a figure outside of a slot"),
    "a circled digit": ("A ferry sank, and ⑫ people drowned.", "it holds the sign"),
    "a derived number": ("The deaths off Port Ellery doubled.", "'doubled' tells a number"),
    "an identifier of its own": ("The ferry sank on route F99.", "'F99' stands in none of its sentences"),
    "a foreign name": ("The ferry of Ivan Petrov sank.", "'Ivan' is a name that the articles do not give"),
    "a name that begins it": (
        "Petrov says a ferry sank.",
        "'Petrov' is a name that the articles do not give",
    ),
    "a link": ("A ferry sank, see evil.example/x for people.", "it holds a link or an address"),
    "markup": ("A <b>ferry</b> sank off Port Ellery.", "it holds the sign '<'"),
    "Markdown": ("A **ferry** sank off Port Ellery.", "it holds the sign '*'"),
    "a control character": ("A ferry sank\x1b off Port Ellery.", "it holds the sign '\\x1b'"),
    "a right-to-left mark": ("A ferry\u202e sank off Port Ellery.", "it holds the sign '\\u202e'"),
    "an emoji": ("A ferry sank off Port Ellery 😀.", "it holds the sign '\\U0001f600'"),
    "Cyrillic letters": ("A ferry sаnk off Port Ellery.", "stands in none of its sentences"),
    "a made-up quotation": (
        "A “terrible crime” sank the ferry.",
        "is quoted, and stands in none of its sentences",
    ),
    "a cause of its own": (
        "The ferry sank off Port Ellery because of corrupt managers and a drunk captain.",
        "too little of it stands in its sentences: 'corrupt, managers, drunk, captain'",
    ),
    "another subject": (
        "Elections were rigged by the opposition.",
        "too little of it stands in its sentences",
    ),
    "nothing": (" … ", "it says nothing"),
    "a long text": ("ferry sank " * 60, "it is too long"),
    "a broken slot": ("A ferry sank, and {a1.f1 people drowned.", "it holds a brace that belongs to no slot"),
    "an unknown figure": ("A ferry sank, and {a9.f9} people drowned.", "there is no figure 'a9.f9'"),
}


@pytest.mark.parametrize(("text", "what"), REFUSED.values(), ids=REFUSED)
def test_a_statement_is_dropped_for(evidence: Evidence, text: str, what: str) -> None:
    _, sentence = ids(evidence, "At least 12")
    kept, wrong = written(evidence, text, sentence)
    assert kept == []
    assert [found for found in wrong if what in found] != []


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("A ferry sank, and at least {f} people drowned.", "the words around the slot make another figure"),
        ("A ferry sank, and {f} thousand people drowned.", "the words around the slot make another figure"),
        ("A ferry sank, and {f}-{f} people drowned.", "the words around the slot make another figure"),
        ("A ferry sank, and -{f}% of people drowned.", "the words around the slot make another figure"),
    ],
    ids=["qualifier", "scale", "range", "unit"],
)
def test_words_around_a_slot_cannot_change_its_figure(evidence: Evidence, text: str, what: str) -> None:
    figure, sentence = ids(evidence, "83")
    kept, wrong = written(
        evidence, text.replace("{f}", f"{{{figure}}}"), sentence, ids(evidence, "At least 12")[1]
    )
    assert kept == []
    assert [found for found in wrong if what in found] != []


def test_a_slot_stands_in_a_sentence_that_its_statement_names(evidence: Evidence) -> None:
    figure, _ = ids(evidence, "17")
    _, elsewhere = ids(evidence, "6 km")
    assert written(evidence, f"The deaths are {{{figure}}}.", elsewhere) == (
        [],
        [f"{figure} stands in none of its sentences"],
    )


def test_a_day_that_only_the_article_knows_is_refused(evidence: Evidence) -> None:
    figure, sentence = ids(evidence, "yesterday")
    _, wrong = written(evidence, f"Relatives waited at the harbour {{{figure}}}.", sentence)
    assert wrong == [f"{figure} says 'yesterday', which tells a reader of a note no day: leave it out"]


def test_a_date_with_its_day_may_be_told(evidence: Evidence) -> None:
    figure, sentence = ids(evidence, "Sunday, 4 May 2031")
    (told,), _ = written(evidence, f"A ferry sank off Port Ellery on {{{figure}}}.", sentence)
    assert told.text == "A ferry sank off Port Ellery on Sunday, 4 May 2031."


def test_a_statement_without_sentences_is_dropped(evidence: Evidence) -> None:
    assert written(evidence, "A ferry sank.") == ([], ["it names no sentence that it rests on"])


def test_sentences_and_findings_exist(evidence: Evidence) -> None:
    _, wrong = written(evidence, "A ferry sank.", "a1.s99", findings=("d77",))
    assert wrong == ["there is no sentence 'a1.s99'", "there is no finding 'd77'"]


def test_a_long_made_up_id_is_cut_in_the_message(evidence: Evidence) -> None:
    _, wrong = written(evidence, "A ferry sank.", "x" * 500)
    assert wrong == [f"there is no sentence '{'x' * 20}…'"]


def test_the_same_statement_stands_once(evidence: Evidence) -> None:
    _, sentence = ids(evidence, "6 km")
    told = StatementDraft(text="The ferry sank near the port.", sentences=[sentence], findings=[])
    title = StatementDraft(text="Ferry sinks", sentences=["a1.s1"], findings=[])
    note = read_brief(BriefDraft(title=title, bottom_line=[told, told], sections=[]), evidence, {})
    assert (len(note.bottom_line), [f.what for f in note.flaws]) == (1, ["it stands in the note already"])


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("Ferry sinks off Port Ellery", "Ferry sinks off Port Ellery"),
        ("Ferry Sinks Off Port Ellery", "Ferry Sinks Off Port Ellery"),
        ("Ferry disaster kills 17", None),
        ("Ferry disaster kills {a2.f2}", None),
        ("Government poisons wells", None),
        ("Ferry of Petrov sinks off Port Ellery", None),
    ],
    ids=["good", "in capitals", "digits", "slot", "another story", "foreign name"],
)
def test_a_title_is_made_of_the_storys_words(evidence: Evidence, title: str, kept: str | None) -> None:
    draft = StatementDraft(text=title, sentences=["a1.s1", "a1.s2"], findings=[])
    assert read_brief(BriefDraft(title=draft, bottom_line=[], sections=[]), evidence, {}).title == kept


def test_a_flood_of_statements_is_cut(evidence: Evidence) -> None:
    _, sentence = ids(evidence, "6 km")
    told = [
        StatementDraft(text=f"The ferry sank{'!' * n}", sentences=[sentence], findings=[]) for n in range(500)
    ]
    title = StatementDraft(text="Ferry sinks", sentences=["a1.s1"], findings=[])
    note = read_brief(BriefDraft(title=title, bottom_line=told, sections=[]), evidence, {})
    assert (len(note.bottom_line), messages(note.flaws)) == (40, ["bottom_line: 460 too many: at most 40"])


def test_giving_one_side_of_a_conflict_is_told_and_drops_nothing(
    evidence: Evidence, findings: dict[str, Finding]
) -> None:
    figure, sentence = ids(evidence, "17")
    disputed = {name: f.model_copy(update={"verdict": "conflict"}) for name, f in findings.items()}
    note = read_brief(statement(f"The number of deaths is {{{figure}}}.", sentence), evidence, disputed)
    assert (len(note.bottom_line), dropped(note.flaws, "note"), [flaw.what for flaw in note.flaws]) == (
        1,
        (),
        [f"{figure} is disputed (d1): give the other figures too", f"say who gives {figure}: Henrik Falk"],
    )


# Articles


def read(evidence: Evidence, **changed: str | None) -> ReadArticle:
    draft = {
        "figure": "f1",
        "sentence": "s2",
        "measure": "people drowned",
        "scope": None,
        "attribution": "Ellery Coast Guard",
    }
    figure = FigureDraft.model_validate(draft | changed)
    measurable = frozenset(evidence.figures) - {"f2"}
    return read_article(ArticleDraft(figures=[figure], key_sentences=["s2"]), evidence, measurable)


@pytest.fixture(scope="module", name="one")
def _one(story: list[ArticleSummary]) -> Evidence:
    return Evidence(story[:1], story=False)


def test_what_an_article_says_of_a_figure_is_kept(one: Evidence) -> None:
    assert read(one).told == {"f1": ("people drowned", None, "Ellery Coast Guard")}


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"figure": "f99"}, "figures[1]: there is no figure 'f99'"),
        ({"figure": "f2"}, "figures[1]: f2 measures nothing"),
        ({"sentence": "s99"}, "figures[1]: there is no sentence 's99'"),
        ({"sentence": "s3"}, "figures[1]: f1 does not stand in s3"),
        ({"measure": "9,999 people drowned"}, "figures[1].measure: '9,999' is a figure outside of a slot"),
        ({"measure": "two people drowned"}, "figures[1].measure: 'two' is a figure outside of a slot"),
        ({"measure": "people drowned by Petrov"}, "figures[1].measure: 'Petrov' is a name"),
        ({"measure": "votes counted in districts"}, "figures[1].measure: too little of it stands"),
        ({"measure": "see www.evil.example"}, "figures[1].measure: it holds a link"),
        ({"measure": "people drowned " * 9}, "figures[1].measure: it is too long"),
        ({"measure": ""}, "figures[1].measure: it says nothing"),
        ({"scope": "12 of the people"}, "figures[1].scope: '12' is a figure"),
        ({"attribution": "Ivan Petrov"}, "figures[1].attribution: these words do not stand"),
        ({"attribution": "At least 12 people"}, "figures[1].attribution: these words do not stand"),
        ({"attribution": "drowned when a ferry"}, "figures[1].attribution: these words do not stand"),
    ],
)
def test_what_does_not_stand_in_the_article_is_told(
    one: Evidence, changed: dict[str, str], message: str
) -> None:
    found = messages(read(one, **changed).flaws)
    assert [text[: len(message)] for text in found][:1] == [message]


def test_a_wrong_field_costs_only_that_field(one: Evidence) -> None:
    assert read(one, attribution="Ivan Petrov").told == {"f1": ("people drowned", None, None)}


def test_unknown_key_sentences_are_left_out(one: Evidence) -> None:
    draft = ArticleDraft(figures=[], key_sentences=["s2", "s99", "s2", "s3"])
    assert read_article(draft, one, frozenset()).key_sentences == ("s2", "s3")


# Groups


def groups(story: list[ArticleSummary], *names: tuple[str, ...]) -> tuple[list[tuple[str, ...]], list[str]]:
    gathered = gather(story)
    readings = {f"{c.reading.article}.{c.reading.figure}": c for c in gathered.candidates}
    draft = MatchDraft(groups=[GroupDraft(readings=list(n), measure="deaths", scope=None) for n in names])
    found, wrong = read_groups(draft, readings, gathered.measures, Evidence(story, story=True))
    return [group.readings for group in found], messages(wrong)


def test_readings_of_one_measure_are_grouped(story: list[ArticleSummary], evidence: Evidence) -> None:
    dead, toll = ids(evidence, "At least 12")[0], ids(evidence, "17")[0]
    assert groups(story, (dead, toll)) == ([(dead, toll)], [])


def test_a_length_is_never_a_count_of_people(story: list[ArticleSummary], evidence: Evidence) -> None:
    dead, far = ids(evidence, "At least 12")[0], ids(evidence, "6 km")[0]
    assert groups(story, (dead, far)) == ([], [f"groups[1]: {dead} and {far} cannot measure the same"])


def test_a_reading_stands_in_one_group(story: list[ArticleSummary], evidence: Evidence) -> None:
    dead, toll = ids(evidence, "At least 12")[0], ids(evidence, "17")[0]
    assert groups(story, (dead, toll), (toll, dead)) == (
        [(dead, toll)],
        [f"groups[2]: {toll} stands in two groups", f"groups[2]: {dead} stands in two groups"],
    )


def test_unknown_readings_are_told(story: list[ArticleSummary]) -> None:
    assert groups(story, ("a1.f999", "a7.f1")) == (
        [],
        ["groups[1]: there is no reading 'a1.f999'", "groups[1]: there is no reading 'a7.f1'"],
    )


# The example that the writing prompt shows obeys the rules itself


def test_the_example_of_the_brief_prompt_stands() -> None:
    text = Path("prompts/brief.md").read_text("utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", text, re.DOTALL)
    outlets = (
        """Ferry sinks

At least 12 people drowned when a ferry sank off Port Ellery on Sunday, the coast guard said.
""",
        """Toll rises

The provincial governor put the number of deaths at 17. Divers will go on searching the wreck, and the cause
is not known.
""",
    )
    articles = [parse(each, f"{n}.txt", f"a{n}") for n, each in enumerate(outlets, 1)]
    story = [extract(article, inventory(article)) for article in articles]
    evidence = Evidence(story, story=True)
    for words, name in (("At least 12", "a1.f1"), ("Sunday", "a1.f2"), ("17", "a2.f3")):
        example = example.replace(name, ids(evidence, words)[0])
    note = read_brief(
        BriefDraft.model_validate(json.loads(example)),
        evidence,
        {f.id: f for f in merge(story).findings},
    )
    assert [flaw.message for flaw in note.flaws if flaw.fatal] == []
    assert note.bottom_line[0].text == (
        "A ferry sank off Port Ellery on Sunday; the provincial governor put the number of deaths at 17, "
        "after at least 12 by the coast guard's earlier count."
    )
