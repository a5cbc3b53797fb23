"""The five real articles, where they are at hand: what the note makes of them."""

from pathlib import Path

import pytest

import summarise
from summarise.compose import Brief
from summarise.values import Finding

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "articles" / "aleppo"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason=f"the real articles are not at {FOLDER}")


@pytest.fixture(scope="module", name="note")
def _note() -> Brief:
    return summarise.brief(summarise.read(sorted(FOLDER.glob("*.txt"))))


def finding_of(note: Brief, quote: str) -> Finding:
    (found,) = {f.id: f for f in note.findings for r in f.readings if r.quote == quote}.values()
    return found


CASES = {
    "deaths": ({"Around 200", "at least 130", "over 140", "130"}, "update"),
    "settlements": ({"over 50", "32", "at least 13", "several"}, "update"),
    "area": ({"250 square kilometers", "400 square kilometres"}, "update"),
    "distances": ({"within 5 kilometers", "6 kilometers", "approximately 10 kilometers"}, "scope"),
    "prisoners": ({"dozens", "several"}, "compatible"),
}


@pytest.mark.parametrize(("quotes", "verdict"), CASES.values(), ids=CASES.keys())
def test_each_measure_is_one_finding_with_all_its_readings(
    note: Brief, quotes: set[str], verdict: str
) -> None:
    holding = [
        f for f in note.findings if {r.quote.lower() for r in f.readings} >= {q.lower() for q in quotes}
    ]
    assert [(f.verdict, len({r.quote.lower() for r in f.readings})) for f in holding] == [
        (verdict, len(quotes))
    ]


def test_the_general_is_one_person_under_all_his_spellings(note: Brief) -> None:
    (fate,) = [f for f in note.findings if f.readings[0].kind == "name"]
    assert (fate.verdict, len(fate.readings), len({r.quote for r in fate.readings})) == ("agree", 5, 4)


def test_villages_attacked_are_not_villages_captured(note: Brief) -> None:
    assert finding_of(note, "12").id != finding_of(note, "32").id


def test_soldiers_are_counted_together_whether_or_not_one_article_tells_them_as_a_part(note: Brief) -> None:
    assert finding_of(note, "52").id == finding_of(note, "49").id


def test_two_more_villages_are_no_count_of_the_locations_before_them(note: Brief) -> None:
    assert [f for f in note.findings if {"several", "two"} <= {r.quote for r in f.readings}] == []


def test_the_displaced_are_where_the_relative_clause_puts_them(note: Brief) -> None:
    assert finding_of(note, "roughly two million").measure == "people displaced (Idlib)"


def test_nothing_is_added_up(note: Brief) -> None:
    values = {str(r.low) for f in note.findings for r in f.readings}
    assert values.isdisjoint({"34", "141", "132", "201"})


def test_a_stamp_that_contradicts_the_text_is_reported_and_not_used(note: Brief) -> None:
    source = next(s for s in note.articles if s.path.endswith("001.txt"))
    assert (source.published, "Friday 5 Nov 2024" in source.warnings[0]) == (None, True)


def test_no_caption_stamp_or_menu_is_evidence(note: Brief) -> None:
    cited = [c.quote for _, s in note.statements() for c in s.citations]
    assert [q for q in cited if "archive" in q or "month ago" in q or "Real Time Facts" in q] == []


def test_the_note_holds(note: Brief) -> None:
    assert summarise.verify(note, summarise.read(sorted(FOLDER.glob("*.txt")))) == []
