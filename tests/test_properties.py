"""What holds for any text whatever: random characters, and real-looking pieces spliced at random."""

import tempfile
from datetime import date
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarise.article import parse
from summarise.figures import find_figures
from summarise.inputs.gather import read
from summarise.story import date_story, inventory
from summarise.values import Article, Figure

# Derandomized: the same examples on every run, so that a red test is a change of ours.
BOUNDED = settings(
    max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)

ODD = (
    "0123456789٠١٢٣१२３𝟙𝟚²½¾Ⅻ①十 "
    "\u2009\u00a0\u202f\u3000\t\n\u200b\u200d\u00ad\u2060\ufeff\u202e\u2066\u2069\u0301\u20e3\ufe0f"
    "中文אבعر\U000e0031\U000e0067😀🇬🇧-–—−‐,.'’“”/%٪$£€₹+#@:;()[]{}|&^*_~<>°ªºßİıKÅ\x1b\x85\u2028aAbGkmMnQx"
)
PIECES = [
    *(
        "At least 130 people fled 5 km.",
        "He said so.",
        "The U.S. Army left.",
        "“Go!” he said.",
        "Brig. Gen. Smith",
        "v3.10.2",
    ),
    *(
        "$4.5 million",
        "10-15",
        "between 10 and 15",
        "twenty-three",
        "two and a half million",
        "a quarter of a million",
        "one in five",
    ),
    *(
        "May 5, 2024",
        "28 November",
        "March 10",
        "Thursday",
        "last week",
        "3 years ago",
        "2012-2016",
        "Q3 2024",
        "1990s",
        "'90s",
    ),
    *(
        "400 km² (154 square miles)",
        "10:30",
        "5pm",
        "p.m.",
        "1,250",
        "10 000",
        "1.250.000",
        "Flight 8501",
        "T-72",
        "9/11",
        "24/7",
    ),
    *(
        "http://x.org/1",
        "a1@b.org",
        "No. 10",
        "#5",
        "half a",
        "half an hour",
        "dozens of",
        "hundreds of thousands",
        "million",
        "bn",
    ),
    *(
        "and a half",
        "% to",
        "percent",
        "degrees Celsius",
        "-5°C",
        "magnitude 7.8",
        "37-year-old",
        "aged 12",
        "US$",
        "EUR",
        "Rs.",
    ),
    *(
        "R2.4bn",
        "₹5 lakh",
        "point five",
        "hundred",
        "first",
        "second",
        "2/3",
        "6 feet 2 inches",
        "over",
        "up to",
        "or more",
        "-plus",
    ),
    *(
        "By Jane Doe",
        "Published: 3 May 2024",
        "LONDON, May 3 (Norwick Press) -",
        "# Title",
        "* list",
        "|",
        "© 2024 X",
        "Read more",
    ),
]
odd_text = st.text(
    st.one_of(st.sampled_from(ODD), st.characters(codec="utf-8", exclude_characters="\r")), max_size=60
)
piece = st.one_of(st.sampled_from(PIECES), st.text(st.sampled_from(ODD), max_size=4))
spliced = st.builds(
    lambda joint, pieces: joint.join(pieces),
    st.sampled_from(["", " ", "\n", "\n\n", ", ", " - "]),
    st.lists(piece, max_size=14),
)
texts = st.one_of(odd_text, spliced)
days = st.one_of(st.none(), st.dates(date(1900, 1, 1), date(2150, 12, 31)))


@BOUNDED
@given(texts, days)
def test_each_figure_is_the_characters_that_it_names(text: str, reference: date | None) -> None:
    assert [text[f.start : f.end] for f in find_figures(text, reference)] == [
        f.text for f in find_figures(text, reference)
    ]


@BOUNDED
@given(texts, days)
def test_figures_are_in_order_and_never_overlap(text: str, reference: date | None) -> None:
    figures = find_figures(text, reference)

    assert all(figure.start < figure.end for figure in figures)
    assert all(one.end <= other.start for one, other in pairwise(figures))
    assert [figure.id for figure in figures] == [f"f{n}" for n in range(1, len(figures) + 1)]


@BOUNDED
@given(texts, days)
def test_no_digit_stands_outside_of_every_figure(text: str, reference: date | None) -> None:
    covered = {at for figure in find_figures(text, reference) for at in range(figure.start, figure.end)}

    assert [at for at, character in enumerate(text) if character.isdigit() and at not in covered] == []


def _in_order(figure: Figure) -> bool:
    if figure.low is None or figure.high is None:
        return figure.low is figure.high
    return (
        type(figure.low) is type(figure.high) and str(figure.low) <= str(figure.high)
        if isinstance(figure.low, str)
        else _rises(figure)
    )


def _rises(figure: Figure) -> bool:
    return figure.interval is not None and figure.interval[0] <= figure.interval[1]


@BOUNDED
@given(texts, days)
def test_the_lower_end_of_a_figure_is_never_above_the_upper(text: str, reference: date | None) -> None:
    assert [figure for figure in find_figures(text, reference) if not _in_order(figure)] == []


@BOUNDED
@given(texts, days)
def test_a_figure_reads_back_from_its_json_unchanged(text: str, reference: date | None) -> None:
    figures = find_figures(text, reference)

    assert [Figure.model_validate_json(figure.model_dump_json()) for figure in figures] == figures


@BOUNDED
@given(texts)
def test_a_conversion_points_to_a_figure_before_it(text: str) -> None:
    figures = find_figures(text)

    assert all(int(figure.same_as[1:]) < int(figure.id[1:]) for figure in figures if figure.same_as)


def _parts(article: Article) -> list[tuple[int, int]]:
    spans = [(sentence.start, sentence.end) for sentence in article.sentences]
    return sorted(spans + [(furniture.start, furniture.end) for furniture in article.furniture])


@BOUNDED
@given(texts)
def test_sentences_and_furniture_lie_inside_the_text_and_are_disjoint(text: str) -> None:
    parts = _parts(parse(text, "x.txt", "a1"))

    assert all(0 <= start < end <= len(text) for start, end in parts)
    assert all(one[1] <= other[0] for one, other in pairwise(parts))


@BOUNDED
@given(texts)
def test_no_letter_or_digit_is_outside_of_sentences_and_furniture(text: str) -> None:
    covered = {at for start, end in _parts(parse(text, "x.txt", "a1")) for at in range(start, end)}

    assert [at for at, character in enumerate(text) if character.isalnum() and at not in covered] == []


@BOUNDED
@given(texts)
def test_no_sentence_begins_or_ends_with_a_blank(text: str) -> None:
    article = parse(text, "x.txt", "a1")

    assert [
        s for s in article.sentences if article.quote(s.start, s.end) != article.quote(s.start, s.end).strip()
    ] == []


@BOUNDED
@given(st.lists(texts, min_size=1, max_size=3))
def test_any_articles_can_be_dated_and_searched_for_figures(group: list[str]) -> None:
    articles = date_story([parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(group, 1)])

    assert [article.text for article in articles] == group
    assert all(article.quote(f.start, f.end) == f.text for article in articles for f in inventory(article))


def _read_back(raw: bytes) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.txt"
        path.write_bytes(raw)
        (article,) = read(path)
    return article.text


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16"]
LINE_ENDS = ["\n", "\r\n", "\r"]
lines = st.lists(st.sampled_from([p for p in PIECES if p.strip()]), min_size=1, max_size=8)


@BOUNDED
@given(lines, st.sampled_from(LINE_ENDS), st.sampled_from([*ENCODINGS, "utf-16-le", "utf-16-be"]))
def test_a_file_gives_the_same_text_whatever_its_line_ends_and_encoding(
    pieces: list[str], end: str, encoding: str
) -> None:
    assert _read_back(end.join(pieces).encode(encoding)) == "\n".join(pieces)


printable = odd_text.map(lambda text: "".join(c for c in text if c >= " " or c in "\n\t"))


@BOUNDED
@given(printable, st.sampled_from(ENCODINGS))
def test_a_file_keeps_every_odd_character(text: str, encoding: str) -> None:
    lead = "Readable words stand first. "

    assert _read_back((lead + text).encode(encoding)) == lead + text
