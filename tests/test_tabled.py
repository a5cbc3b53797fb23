"""Rows of tables as lines of text: what each is about, and that a district's count is not that of all."""

import pytest

import summarise
from summarise.article import parse
from summarise.tabled import row_of


@pytest.mark.parametrize(
    ("line", "about"),
    [
        ("District: Halvesk; Dead: 41; Missing: 30.", "Halvesk"),
        ("Year: 2024; Dead: 41.", "2024"),
        ("District: Total; Dead: 61.", None),
        ("District: All districts; Dead: 61.", None),
        ("Dead: 41; Missing: 30.", None),
        ("Halvesk; 41; 30.", None),
        ("The mayor said: 41 died; 30 are missing.", None),
        ("At least 41 died in Halvesk.", None),
        ("", None),
    ],
)
def test_a_row_is_about_what_its_first_cell_names(line: str, about: str | None) -> None:
    assert row_of(line) == about


def test_the_counts_of_districts_do_not_contradict_the_count_of_all() -> None:
    table = "District: Halvesk; Dead: 41.\n\nDistrict: Pehrin; Dead: 17.\n\nDistrict: Total; Dead: 61."
    wire = "At least 61 people were killed when the dam broke, the agency said."
    articles = [
        parse(
            f"Dam breaks\n\nPublished: 2025-10-18\n\nThe dam broke on Tuesday.\n\n{table}\n", "a.txt", "a1"
        ),
        parse(f"Dam kills 61\n\nPublished: 2025-10-18\n\n{wire}\n", "b.txt", "a2"),
    ]

    note = summarise.brief(articles)

    counts = [
        (finding.verdict, sorted({(r.quote, r.scope) for r in finding.readings}, key=str))
        for finding in note.findings
        if any(r.quote in {"41", "17", "61"} for r in finding.readings)
    ]
    assert sorted(counts) == [
        ("agree", [("61", None), ("At least 61", None)]),
        ("single", [("17", "Pehrin")]),
        ("single", [("41", "Halvesk")]),
    ]


@pytest.mark.parametrize("about", ["Seven Oaks", "Sector 7", "Dozens", "x" * 100, "<b>[Lem](x)</b>"])
def test_no_name_of_a_row_smuggles_a_figure_into_a_label(about: str) -> None:
    text = f"Dam breaks\n\nThe dam broke on Tuesday.\n\nDistrict: {about}; Dead: 41.\n"
    articles = [parse(text, "a.txt", "a1")]

    assert summarise.verify(summarise.brief(articles), articles) == []
