"""What changed from one note to another, on a small invented story, and how a reader is told."""

import json

import pytest

import summarise
from summarise.compared import compared
from tests.telling import MONDAY, TUESDAY, WEDNESDAY, brief_of

CORRECTED = TUESDAY.replace("destroyed 30 houses", "destroyed 33 houses")


def lines(old: summarise.Brief, new: summarise.Brief) -> list[str]:
    """What is told of the changes, without the places of the figures."""
    told = compared(old, new, summarise.diff(old, new))
    return told[: told.index("", 2)] if "" in told[2:] else told


def test_a_later_reading_of_one_voice_replaces_the_earlier_and_the_rest_is_new() -> None:
    old, new = brief_of([MONDAY, TUESDAY]), brief_of([MONDAY, TUESDAY, WEDNESDAY])
    assert compared(old, new, summarise.diff(old, new)) == [
        "1 new article (The Beacon).",
        "",
        (
            "- Workers killed: now “9” [1] (police, in The Beacon, 4 Mar 2026); before, “7” [2] (police, in "
            "Dorn Courier, 3 Mar 2026)."
        ),
        (
            "- Workers injured: The verdict is “contradict each other”; before, “one voice”. Hallow Wire "
            "and union give figures for the same that cannot both hold. Also “16” [3] (union, in The "
            "Beacon, 2 Mar 2026)."
        ),
        "- Houses destroyed: Also “30” [4] (The Beacon, 4 Mar 2026).",
        "",
        "[1] The Beacon, characters 100-101: “9”",
        "[2] Dorn Courier, characters 94-95: “7”",
        "[3] The Beacon, characters 153-155: “16”",
        "[4] The Beacon, characters 207-209: “30”",
    ]


def test_a_reading_whose_article_was_dropped_is_said_to_be_gone() -> None:
    changes = summarise.diff(brief_of([MONDAY, TUESDAY]), brief_of([TUESDAY]))
    assert (
        [(article.id, article.label, article.change) for article in changes.articles],
        [(gone.reading.article, gone.reading.quote, gone.reason) for gone in changes.withdrawn],
    ) == (
        [("old:a1", "Hallow Wire", "dropped")],
        [
            ("old:a1", "4", "its article is no longer among the sources"),
            ("old:a1", "4", "its article is no longer among the sources"),
            ("old:a1", "30", "its article is no longer among the sources"),
            ("old:a1", "11", "its article is no longer among the sources"),
        ],
    )


def test_findings_without_a_common_character_are_matched_by_what_they_measure() -> None:
    (moved,) = summarise.diff(brief_of([MONDAY]), brief_of([TUESDAY])).superseded
    assert (
        moved.measure,
        moved.before.article,
        moved.before.quote,
        moved.after.article,
        moved.after.quote,
    ) == (
        "workers killed",
        "old:a1",
        "4",
        "a1",
        "7",
    )


def test_findings_are_matched_whatever_the_order_of_the_articles() -> None:
    changes = summarise.diff(brief_of([MONDAY, TUESDAY]), brief_of([TUESDAY, MONDAY]))
    assert [value for name, value in changes if name != "schema_version" and value] == []


def test_a_note_beside_itself_has_not_changed() -> None:
    note = brief_of([MONDAY, TUESDAY])
    assert lines(note, note) == [
        "No new article.",
        "",
        "- No figure, verdict or name is another than before.",
    ]


def test_a_later_reading_that_contradicts_another_voice_replaces_nothing() -> None:
    other = WEDNESDAY.replace("on Monday", "on Wednesday").replace("The union said 16", "The union said 6")
    changes = summarise.diff(brief_of([MONDAY]), brief_of([MONDAY, other]))
    assert [(c.before, c.after) for c in changes.verdicts if c.measure == "workers injured"] == [
        ("single", "conflict")
    ]
    assert [c.after.quote for c in changes.superseded] == ["9"]


def test_an_earlier_reading_that_comes_in_late_replaces_nothing() -> None:
    changes = summarise.diff(brief_of([WEDNESDAY]), brief_of([WEDNESDAY, MONDAY]))
    assert changes.superseded == ()


def test_the_same_value_on_a_later_day_replaces_nothing() -> None:
    changes = summarise.diff(brief_of([MONDAY, TUESDAY]), brief_of([MONDAY, TUESDAY, WEDNESDAY]))
    assert "houses destroyed" not in {change.measure for change in changes.superseded}


@pytest.mark.parametrize(
    ("before", "after", "later"),
    [
        ("2026-03-02", "2026-03-03", True),
        ("2026-03-03", "2026-03-03", False),
        ("2026-03", "2026-03-03", False),
        ("2026-02", "2026-03-03", True),
        (None, "2026-03-03", False),
        ("2026-03-02", None, False),
    ],
)
def test_only_a_day_that_is_known_to_be_later_counts(
    before: str | None, after: str | None, later: bool
) -> None:
    note = json.loads(brief_of([MONDAY, TUESDAY]).model_dump_json())
    for reading in (r for finding in note["findings"] for r in finding["readings"]):
        reading["as_of"] = before if reading["article"] == "a1" else after
    new = summarise.Brief.model_validate_json(json.dumps(note))
    old_note = json.loads(brief_of([MONDAY]).model_dump_json())
    old = summarise.Brief.model_validate_json(json.dumps(old_note))
    assert bool(summarise.diff(old, new).superseded) is later


def test_a_text_that_two_articles_share_is_one_text() -> None:
    note, twin = brief_of([MONDAY, TUESDAY]), brief_of([MONDAY, MONDAY, TUESDAY])
    assert lines(note, twin)[0] == "No new article."


def test_known_names_spelled_anew_are_told_and_new_names_are_not() -> None:
    first = (
        "Mill fire\n\n2 March 2026\n\nThe mayor, Anna Kowalczyk, spoke. Anna Kowalczyk said 4 workers died.\n"
    )
    second = (
        "Mill fire\n\n3 March 2026\n\nThe mayor, Anna Kowalchyk, said 5 workers died. Peter Lund, 40, wept.\n"
    )
    third = first.replace("Anna Kowalczyk spoke", "Kowalczyk spoke") + "\nMs Kowalczyk wept.\n"
    names = summarise.diff(brief_of([third]), brief_of([third, second])).names
    assert [[variant.text for variant in name.variants] for name in names] == [["Anna Kowalchyk"]]
