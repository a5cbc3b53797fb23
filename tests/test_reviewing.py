"""Decisions of a person: what they make of a note, what no hand can change, and how they are carried over."""

import csv
import io
import json
from collections.abc import Callable
from random import Random
from typing import Any

import pytest

import summarise
from summarise.compose import rebuilt
from summarise.history import statements_of
from summarise.modelled import brief_with_model
from summarise.reviewing import listed
from tests.scripted import ScriptedModel
from tests.telling import MONDAY, TUESDAY, WEDNESDAY, articles_of
from tests.test_any_story import PARAGRAPHS
from tests.test_modelled import TEXTS, honest

Note = dict[str, Any]
ARTICLES = articles_of(MONDAY, TUESDAY, WEDNESDAY)
OLD, NEW = summarise.brief(ARTICLES[:2]), summarise.brief(ARTICLES)
INSURER = "s2c68c92c"  # “The insurer put the damage at 5 million euros.”
KILLED = "s49a1e41c"  # Workers killed: “7 workers” (…); “4 workers” (…).
MONDAYS = "s293cbd64"  # “A fire at a paper mill in Dorn killed 4 workers on Monday, police said.”


def decision(name: str, how: str, reason: str | None = None, text: str | None = None) -> summarise.Decision:
    fields = {"id": name, "decision": how, "reason": reason, "text": text, "by": "Ana Reader"}
    return summarise.Decision.model_validate(fields)


def strike(name: str) -> summarise.Decision:
    return decision(name, "strike", "not about the fire")


def edit(name: str, text: str) -> summarise.Decision:
    return decision(name, "edit", "plainer", text)


def texts(brief: summarise.Brief) -> list[str]:
    return [statement.text for _, statement in statements_of(brief)]


def shown(brief: summarise.Brief) -> list[str]:
    """The lines of the review as Markdown has them."""
    note = brief.markdown()
    return note.split("## Review\n\n")[1].split("\n\n##")[0].splitlines()


# What decisions make of a note


def test_a_struck_statement_is_gone_wherever_it_stands_and_told_in_the_review() -> None:
    note = summarise.review(OLD, [strike(INSURER)])
    text = "The insurer put the damage at 5 million euros."
    assert (text in texts(OLD), text in texts(note), summarise.verify(note, ARTICLES)) == (True, False, [])
    assert shown(note) == [
        (
            "- **Struck by Ana Reader (s2c68c92c):** “The insurer put the damage at 5 million euros.” — Dorn "
            "Courier, 3 Mar 2026 [11] Reason: not about the fire"
        )
    ]


def test_a_struck_statement_of_the_timeline_leaves_its_day() -> None:
    note = summarise.review(OLD, [strike(MONDAYS)])
    assert (len(OLD.timeline), len(note.timeline)) == (1, 0)


def test_with_a_struck_finding_go_the_sentences_made_of_it_and_not_those_of_a_source() -> None:
    note = summarise.review(OLD, [strike("d1")])
    gone = set(texts(OLD)) - set(texts(note))
    assert gone == {
        "Workers killed: “7 workers” (police, in Dorn Courier); “4 workers” (police, in Hallow Wire)."
    }
    assert ([finding.id for finding in note.findings], summarise.verify(note, ARTICLES)) == (
        ["d2", "d3", "d4"],
        [],
    )
    assert shown(note) == [
        (
            "- **Struck by Ana Reader (d1):** workers killed: “7” [9] (police, in Dorn Courier, 3 Mar 2026); "
            "“4” [10] (police, in Hallow Wire, 2 Mar 2026); “4” [11] (Hallow Wire, 2 Mar 2026). "
            "Reason: not about the fire"
        )
    ]


def test_an_edited_statement_cites_each_figure_and_the_original() -> None:
    note = summarise.review(OLD, [edit(MONDAYS, "Police said that 4 workers were killed in Dorn.")])
    (entry,) = note.timeline
    (was,) = OLD.timeline[0].statement.citations
    start = was.start + was.quote.index("4 workers")
    assert [(c.start, c.end, c.quote, c.role) for c in entry.statement.citations] == [
        (start, start + 1, "4", "words"),
        (was.start, was.end, was.quote, "support"),
    ]
    assert summarise.verify(note, ARTICLES) == []


def test_an_edited_statement_and_an_accepted_finding_are_marked_in_every_form() -> None:
    note = summarise.review(
        OLD, [edit(MONDAYS, "Police said that 4 workers were killed in Dorn."), decision("d3", "accept")]
    )
    markdown, page, word = note.markdown(), note.html(), note.docx()
    assert "killed in Dorn. [12] *(edited by Ana Reader)*" in markdown
    assert (
        "**Workers injured:** “11 workers” [6] (Hallow Wire). *(one voice)* *(accepted by Ana Reader)*"
        in markdown
    )
    assert page.count("edited by Ana Reader</span>") == 1
    assert page.count("accepted by Ana Reader</span>") == 1
    assert len(word) > 0


def test_an_edited_finding_has_another_name_in_the_sentences_made_of_it() -> None:
    note = summarise.review(OLD, [edit("d3", "mill workers hurt")])
    assert [finding.measure for finding in note.findings if finding.id == "d3"] == ["mill workers hurt"]
    assert "Mill workers hurt: “11 workers” (Hallow Wire)." in texts(note)
    assert summarise.verify(note, ARTICLES) == []


def test_an_edit_may_leave_figures_out_and_say_one_twice() -> None:
    none = summarise.review(OLD, [edit(KILLED, "The toll rose.")])
    twice = summarise.review(OLD, [edit(KILLED, "Police said 7 workers died, yes, 7 workers.")])
    assert [summarise.verify(note, ARTICLES) for note in (none, twice)] == [[], []]


def test_a_later_decision_replaces_an_earlier_and_all_can_be_taken_back() -> None:
    once = summarise.review(OLD, [strike("d1"), strike(INSURER)])
    then = summarise.review(once, [decision("d1", "accept")])
    assert then.review is not None
    assert [(d.id, d.decision) for d in then.review.decisions] == [(INSURER, "strike"), ("d1", "accept")]
    assert summarise.review(then, [], take_back=["d1", INSURER]) == OLD


def test_the_same_decision_twice_is_one() -> None:
    assert summarise.review(OLD, [strike("d1"), strike("d1")]) == summarise.review(OLD, [strike("d1")])


def test_what_can_be_decided_on_is_listed_with_what_was() -> None:
    note = summarise.review(OLD, [strike(INSURER), decision("d3", "accept")])
    rows = {row.id: (row.part, row.text, row.decided) for row in listed(note)}
    assert rows[INSURER] == (
        "section 'What the sources say'",
        "“The insurer put the damage at 5 million euros.” — Dorn Courier",
        "struck",
    )
    assert rows["d3"] == ("findings", "workers injured (single): “11”", "accepted")
    assert rows["d1"] == ("findings", "workers killed (single): “7”, “4”, “4”", None)


def test_ids_of_statements_are_the_same_in_a_note_with_other_articles() -> None:
    assert {row.id for row in listed(OLD)} & {row.id for row in listed(NEW)} >= {INSURER, MONDAYS}
    other = summarise.brief(articles_of(TUESDAY, MONDAY))
    assert {row.id for row in listed(other) if row.id[0] == "s"} >= {INSURER, MONDAYS}


# What is refused


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        ([strike("d99")], "d99: the note has no such finding or statement"),
        ([strike("s00000000")], "s00000000: the note has no such finding or statement"),
        ([strike("d1"), decision("d1", "accept")], "d1: it is decided on twice, as 'strike' and as 'accept'"),
        (
            [edit(KILLED, "The toll rose."), edit(KILLED, "The toll grew.")],
            "s49a1e41c: it is decided on twice, as 'edit' in two ways",
        ),
        ([decision("d1", "strike")], "d1: it gives no reason"),
        ([decision("d1", "edit", "why")], "d1: an edit has a text, and nothing else has one"),
        ([decision("d1", "accept", text="So.")], "d1: an edit has a text, and nothing else has one"),
        (
            [edit(INSURER, "The insurer put the damage at 6 million euros.")],
            "s2c68c92c: its text: '6 million euros' is a figure that does not stand so in what it cites",
        ),
        (
            [edit(INSURER, "The insurer put the damage at 5 million euros.")],
            "s2c68c92c: its text: it is what the statement says already",
        ),
        (
            [decision("d1", "strike", "the mayor says 12")],
            "d1: its reason: '12' is a figure that does not stand so in what it cites",
        ),
        (
            [decision("d1", "strike", "see d2")],
            "d1: its reason: findings get other ids in the next note, so name one by what it measures",
        ),
        (
            [edit("d1", "7 workers killed")],
            "d1: its text: '7' is a figure that does not stand so in what it cites",
        ),
        ([edit("d1", "killed: workers")], "d1: its text: the name of a measure has no colon"),
        (
            [edit("d1", "x" * 121)],
            "d1: its text: it is too long for the name of a measure: at most 120 characters",
        ),
    ],
)
def test_a_decision_that_cannot_be_is_refused(decisions: list[summarise.Decision], message: str) -> None:
    with pytest.raises(summarise.NoteError) as error:
        summarise.review(OLD, decisions)
    assert str(error.value) == message


@pytest.mark.parametrize("day", ["yesterday", "2026-13-01", "20260102", "2026-W01-1", "312 dead", ""])
def test_a_date_is_a_day(day: str) -> None:
    with pytest.raises(summarise.NoteError, match="is no day such as 2026-01-31"):
        summarise.review(OLD, [strike("d1").model_copy(update={"date": day})])


def test_nothing_is_taken_back_that_was_not_decided() -> None:
    with pytest.raises(summarise.NoteError, match="d1: nothing was decided on it"):
        summarise.review(OLD, [], take_back=["d1"])


def test_a_figure_that_counts_something_else_in_an_edit_is_reported_by_the_check() -> None:
    articles = articles_of("Toll\n\n2 March 2026\n\nPolice put the number of dead in Dorn at 68 on Monday.\n")
    note = summarise.brief(articles)
    name = next(row.id for row in listed(note) if row.text.startswith("Deaths: “68”"))
    reviewed = summarise.review(note, [edit(name, "Police said 68 houses burnt.")])
    assert [problem.what for problem in summarise.verify(reviewed, articles)] == [
        "'68' counts 'house' here, and its source does not say so"
    ]


def test_a_figure_may_count_in_an_edit_what_it_counted_before() -> None:
    articles = articles_of("Toll\n\n2 March 2026\n\nPolice put the number of dead in Dorn at 68 on Monday.\n")
    note = summarise.brief(articles)
    row = next(row for row in listed(note) if row.text.startswith("Deaths: “68”"))
    reviewed = summarise.review(note, [edit(row.id, "Deaths, by Dorn police: “68”.")])
    assert summarise.verify(reviewed, articles) == []


# A reviewed note changed by hand


REVIEWED = summarise.review(
    OLD,
    [
        strike(INSURER),
        strike("d4"),
        edit(MONDAYS, "Police said that 4 workers were killed in Dorn."),
        edit("d3", "mill workers hurt"),
        decision("d2", "accept"),
    ],
)


def edited_text(note: Note) -> None:
    """Change a figure in an edit, in its decision and where it stands."""
    new = "Police said that 8 workers were killed in Dorn."
    note["timeline"][0]["statement"]["text"] = new
    next(d for d in note["review"]["decisions"] if d["id"] == MONDAYS)["text"] = new


def edited_citation(note: Note) -> None:
    """Change a figure in an edit, in its decision, where it stands, and in its citation."""
    edited_text(note)
    note["timeline"][0]["statement"]["citations"][0]["quote"] = "8"


def struck_reading(note: Note) -> None:
    note["review"]["made"]["findings"][3]["readings"][0].update(low="6000000", high="6000000")


BREAKS: dict[str, Callable[[Note], object]] = {
    "an edit with another figure": edited_text,
    "an edit whose citation has the figure, too": edited_citation,
    "a struck finding with another value": struck_reading,
    "a struck finding with another verdict": lambda n: n["review"]["made"]["findings"][3].update(
        verdict="agree"
    ),
    "a struck statement back in its place": lambda n: n["sections"].__setitem__(
        0, n["review"]["made"]["sections"][0]
    ),
    "a struck finding back in its place": lambda n: n.update(findings=n["review"]["made"]["findings"]),
    "a statement gone without a decision": lambda n: n["bottom_line"].pop(),
    "a finding gone without a decision": lambda n: n["findings"].pop(0),
    "a decision gone": lambda n: n["review"]["decisions"].pop(0),
    "a decision twice": lambda n: n["review"]["decisions"].append(n["review"]["decisions"][0]),
    "a decision on nothing": lambda n: n["review"]["decisions"][0].update(id="s00000000"),
    "an applied decision said to be open": lambda n: n["review"]["decisions"][0].update(state="changed"),
    "an applied decision said to be gone": lambda n: n["review"]["decisions"][0].update(state="gone"),
    "an accepted finding struck": lambda n: n["review"]["decisions"][4].update(decision="strike", reason="x"),
    "a reason with a figure": lambda n: n["review"]["decisions"][0].update(reason="312 died"),
    "a reason with markup": lambda n: n["review"]["decisions"][0].update(reason="<b>so</b>"),
    "a name with a figure": lambda n: n["review"]["decisions"][0].update(by="312 dead"),
    "a name with a link": lambda n: n["review"]["decisions"][0].update(by="www.example.org"),
    "a date that is none": lambda n: n["review"]["decisions"][0].update(date="312 dead"),
    "a measure with a figure": lambda n: n["review"]["decisions"][3].update(text="312 hurt"),
    "another measure": lambda n: n["findings"][2].update(measure="houses hurt"),
    "a statement made otherwise": lambda n: n["review"]["made"]["bottom_line"][1].update(text="All died."),
    "an entry of the timeline made otherwise": lambda n: n["review"]["made"]["timeline"][0].update(
        date="2031-01-01"
    ),
}


def problems(note: Note) -> list[str]:
    try:
        brief = summarise.Brief.model_validate_json(json.dumps(note))
    except ValueError as error:
        return [str(error)]
    return [problem.what for problem in summarise.verify(brief, ARTICLES)]


def test_an_untouched_review_holds() -> None:
    assert problems(json.loads(REVIEWED.model_dump_json())) == []


@pytest.mark.parametrize("break_it", BREAKS.values(), ids=BREAKS)
def test_a_review_changed_in_this_way_is_reported(break_it: Callable[[Note], object]) -> None:
    note = json.loads(REVIEWED.model_dump_json())
    break_it(note)
    assert problems(note) != []


@pytest.mark.parametrize("digit", range(10))
def test_no_digit_of_an_edit_can_be_changed(digit: int) -> None:
    note = json.loads(REVIEWED.model_dump_json())
    new = f"Police said that {digit} workers were killed in Dorn."
    note["timeline"][0]["statement"]["text"] = new
    next(d for d in note["review"]["decisions"] if d["id"] == MONDAYS)["text"] = new
    assert (problems(note) == []) is (digit == 4)


# From one note to the next


def carried(*decisions: summarise.Decision) -> list[tuple[str, str, str]]:
    """The decisions on the old note as the new one has them: id, decision, state."""
    note = summarise.update(summarise.review(OLD, decisions), NEW)
    assert note.review is not None
    assert summarise.verify(note, ARTICLES) == []
    return [(d.id, d.decision, d.state) for d in note.review.decisions]


def test_a_decision_on_what_is_as_it_was_stays_in_effect() -> None:
    text = "Police said that 4 workers were killed in Dorn."
    decisions = [strike(INSURER), edit(MONDAYS, text), decision("d4", "accept")]
    note = summarise.update(summarise.review(OLD, decisions), NEW)
    assert "The insurer put the damage at 5 million euros." not in texts(note)
    assert text in texts(note)
    assert carried(*decisions) == [
        (INSURER, "strike", "applied"),
        (MONDAYS, "edit", "applied"),
        ("d4", "accept", "applied"),
    ]


def test_a_decision_on_what_has_changed_is_to_be_looked_at_again() -> None:
    assert carried(strike("d1"), edit(KILLED, "The toll rose.")) == [
        ("d1", "strike", "changed"),
        ("s17630af7", "edit", "changed"),
    ]
    note = summarise.update(summarise.review(OLD, [strike("d1")]), NEW)
    assert "d1" in {finding.id for finding in note.findings}
    assert shown(note)[0].startswith(
        "- **To be looked at again: struck by Ana Reader, and changed since (d1):** workers killed: “7” "
    )
    assert "- **Workers killed:** “9 workers” [" in note.markdown()
    assert "*(to be looked at again)*" in note.markdown()


def test_a_decision_on_what_is_gone_is_kept_and_comes_back_with_it() -> None:
    away = "s17381b08"  # “The fire at the paper mill killed 7 workers, police said on Tuesday.”
    reviewed = summarise.review(OLD, [strike(away)])
    note = summarise.update(reviewed, NEW)
    assert note.review is not None
    assert [(d.id, d.state) for d in note.review.decisions] == [(away, "gone")]
    again = rebuilt(NEW, bottom_line=(OLD.bottom_line[0], *NEW.bottom_line))
    back = summarise.update(note, again)
    assert back.review is not None
    assert [(d.id, d.state) for d in back.review.decisions] == [(away, "applied")]
    assert back.bottom_line == NEW.bottom_line


def test_decisions_go_through_a_chain_of_updates() -> None:
    first = summarise.brief(ARTICLES[:1])
    name = next(finding.id for finding in first.findings if finding.measure == "workers injured")
    reviewed = summarise.review(first, [strike(name), decision("d1", "accept")])
    second = summarise.update(reviewed, OLD)
    third = summarise.update(second, NEW)
    assert second.review is not None
    assert third.review is not None
    assert [(d.decision, d.state) for d in second.review.decisions] == [
        ("strike", "applied"),
        ("accept", "changed"),
    ]
    assert [(d.decision, d.state) for d in third.review.decisions] == [
        ("strike", "changed"),
        ("accept", "changed"),
    ]
    assert [summarise.verify(note, ARTICLES) for note in (second, third)] == [[], []]


def test_a_new_decision_settles_one_that_was_to_be_looked_at_again() -> None:
    note = summarise.update(summarise.review(OLD, [strike("d1")]), NEW)
    settled = summarise.review(note, [decision("d1", "accept")])
    assert settled.review is not None
    assert [(d.id, d.decision, d.state) for d in settled.review.decisions] == [("d1", "accept", "applied")]


def test_what_changed_is_told_without_what_was_struck() -> None:
    note = summarise.review(summarise.update(OLD, NEW), [strike("d3")])
    changed = note.markdown().split("## What changed")[1].split("##")[0]
    assert ("Workers injured" in changed, "Workers killed" in changed) == (False, True)


def test_two_notes_are_compared_as_they_were_made() -> None:
    reviewed = summarise.review(OLD, [strike("d1")])
    assert summarise.diff(reviewed, NEW) == summarise.diff(OLD, NEW)


def test_the_readings_of_a_reviewed_note_say_what_was_decided() -> None:
    note = summarise.review(OLD, [strike("d1"), decision("d3", "accept")])
    rows = list(csv.DictReader(io.StringIO(note.csv())))
    assert {(row["finding"], row["decided"]) for row in rows} == {
        ("d2", ""),
        ("d3", "accepted by Ana Reader"),
        ("d4", ""),
    }


# What a model wrote


def test_what_a_model_wrote_can_be_edited_and_struck_and_holds() -> None:
    articles = articles_of(*TEXTS)
    note = brief_with_model(articles, ScriptedModel(honest))
    aboard = next(f.id for f in note.findings if "95" in {reading.quote for reading in f.readings})
    first = next(row for row in listed(note) if row.text.startswith("A ferry sank"))
    text = "The governor Henrik Falk put the number of deaths at 17."
    reviewed = summarise.review(note, [strike(aboard), edit(first.id, text)])
    said = "Ellery Lines said 95 were aboard, a union counted 110."
    assert (said in texts(note), said in texts(reviewed), text in texts(reviewed)) == (True, False, True)
    assert summarise.verify(reviewed, articles) == []
    again = summarise.update(reviewed, note)
    assert again.review == reviewed.review


# Whatever comes together


@pytest.mark.parametrize("seed", range(25))
def test_any_note_goes_on_with_any_decisions_and_holds(seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - for choices, not for secrets
    pages = ["\n\n".join(chance.sample(pool, min(len(pool), 6))) for pool in chance.sample(PARAGRAPHS, 5)]
    articles = articles_of(*pages)
    note = summarise.brief(articles[:2])
    for count in (3, 5):
        for row in chance.sample(list(listed(note)), 4):
            how = chance.choice([decision(row.id, "accept"), strike(row.id), edit(row.id, "It is so.")])
            note = summarise.review(note, [how])
        note = summarise.update(note, summarise.brief(articles[:count]))
        assert summarise.verify(note, articles) == []
        assert summarise.Brief.model_validate_json(note.model_dump_json()) == note
    assert [note.markdown(), note.html(articles), note.csv()] != []
