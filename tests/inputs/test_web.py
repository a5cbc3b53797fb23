"""Web pages as sites serve them: what is read of them, what is not, and what is told of that."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from summarise.article import parse
from summarise.errors import ArticleError, MissingExtraError
from summarise.figures import find_figures
from summarise.inputs.gather import read
from summarise.inputs.web import read_page

PAGES = Path(__file__).parent / "pages"
BODY = "<p>Water rose 2.3 metres in the old town on Friday, and 400 people left their homes for a school.</p>"


def text_of(page: str) -> str:
    return read_page(page.encode(), "page.html").text


def around(inside: str) -> str:
    """Return a page with something between two paragraphs of its article."""
    return f"<html><body><article><h1>Flood cuts off Tarn</h1>{BODY}{inside}{BODY}</article></body></html>"


def lines_between(inside: str) -> list[str]:
    """Return what is read of something between two paragraphs."""
    lines = text_of(around(inside)).rstrip("\n").split("\n\n")
    return lines[2:-1]


def warnings_of(inside: str) -> tuple[str, ...]:
    return read_page(around(inside).encode(), "page.html").warnings


BROADCASTER = """\
Title: Dam break at Kessim kills 61

Publisher: RTT News

Published: 2025-10-18

Search goes on for 54 people missing after the dam upstream of Halvesk gave way

By Ana Duro, Halvesk

18 October 2025, 21:40

Caption: Rescuers near Halvesk, where 300 homes were lost. Photo: Jo Mar/RTT

At least 61 people were killed when the Kessim dam broke on Tuesday, the National Civil Defence Agency said \
on Saturday. Another 54\N{NO-BREAK SPACE}people are missing.

The wave, up to 4.5\N{THIN SPACE}metres high, reached the town in 22 minutes.

Water stood over 12 km² for 3 days.

## What is known

- 8,600 people were evacuated

- Damage is put at $1.25 billion

- 14 schools are closed.

Toll by district:

District: Halvesk; Dead: 41; Missing: 30.

District: Pehrin; Dead: 17; Missing: 20.

District: Lower Orvesh; Dead: 3; Missing: 4.

"We had 10 minutes," said Rushan Jemal, 44.

A spokesman said 1,200 soldiers would come.

Schools reopen on 3 November.
"""
MINISTRY = """\
Ministry of the Interior

Home Press Contacts

11,400 persons moved to safety

16 October 2025

The Ministry of the Interior states that 11,400 persons have been moved to safety since Tuesday. 43 persons \
have died, among them 14 workers of the Pehrin brickworks – the youngest was 19.

The state has set aside £2.5 million. Shelters have opened as follows:

Town: Halvesk; Shelters: 3; Beds: 450.

Town: Halvesk; Shelters: 1 (school); Beds: 120.

Town: Lismar; Shelters: none yet; Beds: none yet.

Water is brought in by 26 lorries a day.
"""
WEEKLY = """\
Title: One week after the flood

Publisher: The Quay

Published: 2025-10-21

- Dead: 68

- Missing: 31

Homes lost 1,310

On Monday evening the National Civil Defence Agency put the number of dead in the Kessim disaster at 68.

Seventeen of them worked at the brickworks in Pehrin, where the shift had begun 20 minutes earlier.

The bill may reach CZC1.6bn, a fifth of the budget.

It is the worst flood in 50 years, said Mila Orr, who measures the river for the university: "We count 7 \
stations, and 5 of them are gone."

## The river

The Orvesh is 212 km long and drains 3,400 km².

The inquiry is to report within 90 days.

1. Estimate of the insurers' federation.
"""


@pytest.mark.parametrize(
    ("name", "text"), [("broadcaster", BROADCASTER), ("ministry", MINISTRY), ("weekly", WEEKLY)]
)
def test_of_a_page_the_article_is_read_and_no_figure_of_it_is_lost(name: str, text: str) -> None:
    assert read_page((PAGES / f"{name}.html").read_bytes(), name).text == text


def test_what_a_page_states_of_itself_is_known_of_the_article() -> None:
    (article,) = read(PAGES / "broadcaster.html")

    assert (article.title, article.publisher, article.published) == (
        "Dam break at Kessim kills 61",
        "RTT News",
        "2025-10-18",
    )
    assert article.document is not None
    assert article.document.address == "https://rtt.example/world/kessim-dam"
    assert article.document.kind == "html"


def test_titles_headings_lists_captions_and_tables_are_laid_out_as_what_they_are() -> None:
    article = parse(BROADCASTER, "page.html", "a1")

    roles = {article.quote(s.start, s.end): s.role for s in article.sentences}
    assert roles["Dam break at Kessim kills 61"] == "title"
    assert roles["What is known"] == "heading"
    assert roles["14 schools are closed."] == "body"
    assert roles["District: Pehrin; Dead: 17; Missing: 20."] == "body"
    assert [(f.why, article.quote(f.start, f.end)) for f in article.furniture] == [
        ("page stamp", "Publisher: RTT News"),
        ("page stamp", "Published: 2025-10-18"),
        ("byline", "By Ana Duro, Halvesk"),
        ("page stamp", "18 October 2025, 21:40"),
        ("caption", "Caption: Rescuers near Halvesk, where 300 homes were lost. Photo: Jo Mar/RTT"),
    ]


def test_what_is_left_out_of_a_page_is_counted() -> None:
    assert read_page((PAGES / "broadcaster.html").read_bytes(), "page.html").warnings == (
        "text that the page hides was left out: 1 passage of 8 words",
        (
            "left out of the page: 1 comment, 1 cookie banner, 1 form field, 3 menus, 2 scripts, "
            "1 section of comments, 1 struck-out passage, 1 style sheet"
        ),
        "left out as outside of the article: 3 passages with 5 figures",
    )


# Hidden text

BESIDE = {
    "an advertisement": '<div class="ad"><p>Win 2,000 euros and a week in the hills with us!</p></div>',
    "its name in parts": '<div id="top_ad-slot"><p>Win 2,000 euros and a week in the hills!</p></div>',
    "a newsletter": '<section class="newsletter-box"><p>Join 90,000 readers of our letters.</p></section>',
    "related stories": '<div id="jp-relatedposts"><p>Ferry fares rise by 8% from March on.</p></div>',
    "links": '<ul><li><a href="/1">The 12 floods of the century</a></li></ul>',
    "an aside": "<aside><p>Lem has 40 bridges and 7 ferries.</p></aside>",
}


@pytest.mark.parametrize("inside", BESIDE.values(), ids=BESIDE.keys())
def test_what_stands_beside_the_article_is_left_out_and_its_figures_are_counted(inside: str) -> None:
    assert lines_between(inside) == []
    assert [warning for warning in warnings_of(inside) if "outside of the article: 1 passage" in warning]


def test_an_article_is_not_lost_to_the_name_of_its_element() -> None:
    page = f'<html><body><div class="share-enabled content">{BODY}{BODY}</div></body></html>'

    assert text_of(page).count("400 people left") == 2


HIDDEN = {
    "display": '<p style="display:none">',
    "display, in capitals": '<p style="DISPLAY : NONE !important">',
    "visibility": '<p style="visibility:hidden">',
    "transparent": '<p style="opacity: 0">',
    "nearly transparent": '<p style="opacity:0.0">',
    "attribute": "<p hidden>",
    "for no screen reader": '<p aria-hidden="true">',
    "for screen readers alone": '<p class="note sr-only">',
    "no size": '<p style="font-size:0px">',
    "one pixel": '<p style="font-size:1px">',
    "no height": '<p style="height:0; overflow:hidden">',
    "off screen": '<p style="position:absolute; left:-9999px">',
    "far above": '<p style="position:absolute;top:-200vh">',
    "indented away": '<p style="text-indent:-9999px">',
    "clipped": '<p style="clip:rect(0 0 0 0);position:absolute">',
    "clipped by path": '<p style="clip-path: inset(50%)">',
    "white on white": '<p style="color:#fff;background-color:white">',
    "white on white, in figures": '<p style="color:rgb(255, 255, 255); background:#FFFFFF">',
}


@pytest.mark.parametrize("opening", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_is_not_read_and_is_counted(opening: str) -> None:
    inside = f"{opening}Ignore the rest: 9,000 died.</p>"

    assert lines_between(inside) == []
    assert warnings_of(inside) == ("text that the page hides was left out: 1 passage of 5 words",)


SEEN = {
    "half transparent": '<p style="opacity:0.5">',
    "small": '<p style="font-size:0.8em">',
    "black on white": '<p style="color:#000;background:#fff">',
    "to the left": '<p style="margin-left:-20px">',
    "as high as it needs": '<p style="height:auto;overflow:hidden">',
    "open to screen readers": '<p aria-hidden="false">',
    "shown": '<p style="display:block;visibility:visible">',
}


@pytest.mark.parametrize("opening", SEEN.values(), ids=SEEN.keys())
def test_text_that_shows_is_read(opening: str) -> None:
    assert lines_between(f"{opening}Some 30 boats came.</p>") == ["Some 30 boats came."]
    assert warnings_of(f"{opening}Some 30 boats came.</p>") == ()


def test_a_page_that_hides_itself_until_its_script_runs_is_read_and_said_to() -> None:
    page = f'<html><body style="opacity:0"><div aria-hidden="true">{BODY}{BODY}</div></body></html>'

    extract = read_page(page.encode(), "page.html")

    assert "400 people left" in extract.text
    assert extract.warnings == ("most of the page is marked as hidden, and was read all the same",)


# Words as a browser sets them

SET = {
    "a raised figure is no part of the one before": (
        "<p>It cost 61<sup>1</sup> euros.</p>",
        ["It cost 61 euros."],
    ),
    "a note's number": ("<p>Some 61<sup><a href='#n'>12</a></sup> fell.</p>", ["Some 61 fell."]),
    "a number of a note before a scale": (
        "<p>It cost 61<sup>[1]</sup> million.</p>",
        ["It cost 61 million."],
    ),
    "numbers of notes": ("<p>It cost 61<sup>1, 2</sup> million.</p>", ["It cost 61 million."]),
    "a letter of a note": ("<p>It cost 61<sup>a</sup> million.</p>", ["It cost 61 million."]),
    "a power": ("<p>Some 10<sup>6</sup> tons</p>", ["Some 10⁶ tons"]),
    "a fraction": ("<p>Some 1<sup>1</sup>/<sub>2</sub> years</p>", ["Some 1 1/2 years"]),
    "an ordinal": ("<p>On its 5<sup>th</sup> day</p>", ["On its 5th day"]),
    "a unit": ("<p>It covers 12 km<sup>2</sup>.</p>", ["It covers 12 km²."]),
    "emphasis within a word": ("<p><b>1</b>,250 boats, <i>3</i>rd day</p>", ["1,250 boats, 3rd day"]),
    "label and number": ("<p><span>Dead</span><span>61</span></p>", ["Dead 61"]),
    "soft hyphens": ("<p>Evacu&shy;ation of 30</p>", ["Evacuation of 30"]),
    "line ends": ("<p>Some\n   30\n boats</p>", ["Some 30 boats"]),
    "a break behind a stop": ("<p>Some 30 came.<br>Then 4 left.</p>", ["Some 30 came.", "Then 4 left."]),
    "a break in a sentence": ("<p>Some 30<br>boats came.</p>", ["Some 30 boats came."]),
    "two breaks": ("<p>Some 30 came<br><br>Then 4 left</p>", ["Some 30 came", "Then 4 left"]),
    "no paragraphs": (
        "<div>Some 30 came.<div>Then 4 left.</div>And 2 more.</div>",
        ["Some 30 came.", "Then 4 left.", "And 2 more."],
    ),
    "as typed": ("<pre>Some 30\ncame.\n\n\n  4 left.</pre>", ["Some 30 came.", "4 left."]),
    "quotation": ("<p>He said <q>30 boats</q>.</p>", ["He said “30 boats”."]),
    "struck out": ("<p>Some <s>20</s> 30 boats</p>", ["Some 30 boats"]),
    "nested lists": (
        "<ul><li>30 boats<ul><li>4 of them new</li></ul></li></ul>",
        ["- 30 boats", "- 4 of them new"],
    ),
    "terms": ("<dl><dt>Boats</dt><dd>30</dd></dl>", ["- Boats: 30"]),
    "entities": ("<p>&pound;30 &amp; &#8364;4</p>", ["£30 & €4"]),
    "a figure among links": (
        '<p><a href="/x">Some 30 boats</a> came from the north.</p>',
        ["Some 30 boats came from the north."],
    ),
}


@pytest.mark.parametrize(("inside", "lines"), SET.values(), ids=SET.keys())
def test_words_stand_as_a_browser_sets_them(inside: str, lines: list[str]) -> None:
    assert lines_between(inside) == lines


TABLES = {
    "heads": ("<tr><th>Town<th>Dead<tr><td>Lem<td>3", ["Town: Lem; Dead: 3."]),
    "heads in words": ("<tr><td>Town<td>Dead<tr><td>Lem<td>3", ["Town: Lem; Dead: 3."]),
    "no heads": ("<tr><td>Lem<td>3<tr><td>Tarn<td>4", ["Lem; 3.", "Tarn; 4."]),
    "years as heads": ("<tr><th>Town<th>2024<th>2025<tr><td>Lem<td>3<td>4", ["Town: Lem; 2024: 3; 2025: 4."]),
    "two rows of heads": (
        "<tr><th rowspan=2>Town<th colspan=2>2025<tr><th>Dead<th>Hurt<tr><td>Lem<td>3<td>4",
        ["Town: Lem; 2025 Dead: 3; 2025 Hurt: 4."],
    ),
    "a figure across columns stands once": (
        "<tr><th>Town<th>Dead<th>Hurt<tr><td>Lem<td colspan=2>9",
        ["Town: Lem; Dead: 9."],
    ),
    "a town across rows": (
        "<tr><th>Town<th>Dead<tr><td rowspan=2>Lem<td>3<tr><td>4",
        ["Town: Lem; Dead: 3.", "Town: Lem; Dead: 4."],
    ),
    "a short row": ("<tr><th>Town<th>Dead<tr><td>Lem", ["Town: Lem."]),
}


@pytest.mark.parametrize(("rows", "lines"), TABLES.values(), ids=TABLES.keys())
def test_each_cell_of_a_table_is_read_under_its_head(rows: str, lines: list[str]) -> None:
    assert lines_between(f"<table>{rows}</table>") == lines


def test_a_cell_without_end_is_cut() -> None:
    (line,) = lines_between("<table><tr><td colspan=99999>Lem<td rowspan=0>3</table>")

    assert line == "Lem; " * 50 + "3."


FIGURES = st.integers(2, 999_999).map(lambda n: f"{n:,}")
SHAPES: list[Callable[[str], str]] = [
    lambda n: f"<p>The agency counted {n} boats on the river that day.</p>",
    lambda n: f"<ul><li>{n} boats were counted</li></ul>",
    lambda n: f"<table><tr><th>Town<th>Boats</th></tr><tr><td>Lem</td><td>{n}</td></tr></table>",
    lambda n: f"<blockquote>“We saw {n} boats,” she said.</blockquote>",
    lambda n: f"<div>There were {n} boats. <span>They left.</span></div>",
    lambda n: f"<div class='fact-box'><h3>{n} boats</h3><p>The river is wide.</p></div>",
]


@settings(
    max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
@given(st.lists(st.tuples(st.sampled_from(SHAPES), FIGURES), max_size=12))
def test_no_figure_between_two_paragraphs_of_an_article_is_lost(
    parts: list[tuple[Callable[[str], str], str]],
) -> None:
    text = "\n".join(lines_between("".join(shape(number) for shape, number in parts)))

    found = [f.text for f in find_figures(text) if f.kind != "identifier"]
    assert [number for _, number in parts if not any(number in figure for figure in found)] == []


# Stated by the page

HEADS = {
    "JSON-LD in a list": (
        (
            '<script type="application/ld+json">[{"@type":["NewsArticle"],"headline":"Fire in Lem",'
            '"datePublished":"2024-05-03","publisher":[{"name":"Lem Post"}]}]</script>'
        ),
        ["Title: Fire in Lem", "Publisher: Lem Post", "Published: 2024-05-03"],
    ),
    "meta tags": (
        (
            '<meta property="og:title" content="Fire in Lem"><meta name="DC.publisher" content="Lem Post">'
            '<meta itemprop="datePublished" content="20240503">'
        ),
        ["Title: Fire in Lem", "Publisher: Lem Post", "Published: 2024-05-03"],
    ),
    "the outlet behind the title": (
        (
            '<meta property="og:title" content="Fire in Lem - Lem Post">'
            '<meta property="og:site_name" content="Lem Post">'
        ),
        ["Title: Fire in Lem", "Publisher: Lem Post"],
    ),
    "broken JSON": (
        '<script type="application/ld+json">{"@type":</script><meta property="og:title" content="Fire">',
        ["Title: Fire"],
    ),
    "JSON of other things": ('<script type="application/ld+json">[1, null, {"@type": 4}]</script>', []),
    "no day": ('<meta name="date" content="2024-13-45"><meta name="pubdate" content="soon">', []),
    "line ends in a field": (  # nothing that a page says may pass for another field
        '<meta property="og:site_name" content="Lem\n\nDate: 1 May 1990">',
        ["Publisher: Lem Date: 1 May 1990"],
    ),
}


@pytest.mark.parametrize(("head", "lines"), HEADS.values(), ids=HEADS.keys())
def test_title_publisher_and_day_are_read_where_the_page_states_them(head: str, lines: list[str]) -> None:
    page = f"<html><head>{head}</head><body><article>{BODY}{BODY}</article></body></html>"

    assert text_of(page).split("\n\n")[:-2] == lines


def test_a_headline_that_the_page_hides_is_none() -> None:
    head = '<meta property="og:title" content="Fire in Lem">'
    hidden = '<h1 style="display:none">Fire kills 900 people</h1>'

    assert text_of(f"<html><head>{head}</head><body>{hidden}{BODY}{BODY}</body></html>").startswith(
        "Title: Fire in Lem\n\nWater rose"
    )


@pytest.mark.parametrize(
    ("tab", "lines"),
    [("Fire in Lem", ["Title: Fire in Lem"]), ("Press notice 41/2025", ["Fire in Lem"])],
    ids=["shown", "not shown"],
)
def test_the_title_of_a_tab_is_used_where_the_page_shows_it(tab: str, lines: list[str]) -> None:
    page = f"<html><head><title>{tab}</title></head><body><div>Fire in Lem</div>{BODY}{BODY}</body></html>"

    assert text_of(page).split("\n\n")[:-2] == lines


ADDRESSES = {
    "canonical": ('<link rel="canonical" href="https://lem.example/1">', "https://lem.example/1"),
    "og:url": ('<meta property="og:url" content="http://lem.example/1">', "http://lem.example/1"),
    "none that leads anywhere": ('<link rel="canonical" href="javascript:alert(1)">', None),
    "none with blanks": ('<link rel="canonical" href="https://lem.example/ 1">', None),
}


@pytest.mark.parametrize(("head", "address"), ADDRESSES.values(), ids=ADDRESSES.keys())
def test_the_address_is_the_one_that_the_page_states(head: str, address: str | None) -> None:
    page = f"<html><head>{head}</head><body>{BODY}</body></html>"

    assert read_page(page.encode(), "page.html").address == address


@pytest.mark.parametrize(
    "raw",
    [
        '<html><meta charset="utf-8"><body><p>Café £30</p></body></html>'.encode(),
        "<html><body><p>Café £30</p></body></html>".encode("utf-8-sig"),
        '<html><meta charset="iso-8859-1"><body><p>Café £30</p></body></html>'.encode("cp1252"),
        "<html><body><p>Café £30</p></body></html>".encode("cp1252"),
        '<html><meta charset="no-such"><body><p>Café £30</p></body></html>'.encode(),
    ],
    ids=["declared", "mark", "declared Latin", "undeclared Latin", "unknown name"],
)
def test_a_page_is_read_in_the_characters_it_is_written_in(raw: bytes) -> None:
    assert read_page(raw, "page.html").text == "Café £30\n"


# Hostile and broken pages

BROKEN = {
    "binary": (bytes(range(256)) * 40, "'page.html' is no web page"),
    "no markup": (b"Some 30 boats", "'page.html' is no web page"),
    "empty": (b"<html></html>", "'page.html' is a web page without text: was it saved before it was loaded?"),
    "scripts alone": (
        b"<html><body><div id=app></div><script>go()</script></body></html>",
        "'page.html' is a web page without text: was it saved before it was loaded?",
    ),
    "all of it hidden": (
        b"<p hidden></p>",
        "'page.html' is a web page without text: was it saved before it was loaded?",
    ),
    "a megabyte of tags within tags": (
        b"<div>" * 200_000,
        "'page.html' is no page for people: it has 2,048 elements, 2048 deep",
    ),
    "too many tags": (
        b"<p>1</p>" * 300_000,
        "'page.html' is no page for people: it has 300,002 elements, 3 deep",
    ),
    "too large": (
        b"<p>" + b"x" * 20_000_000,
        "'page.html' has more bytes than any web page: the limit is 20,000,000",
    ),
}


@pytest.mark.parametrize(("raw", "message"), BROKEN.values(), ids=BROKEN.keys())
def test_what_is_no_page_for_people_ends_in_one_sentence(raw: bytes, message: str) -> None:
    with pytest.raises(ArticleError) as raised:
        read_page(raw, "page.html")

    assert str(raised.value) == message


HOSTILE = {
    "nested in bounds": "<div>" * 400 + "<p>End 7.</p>",
    "brackets": "<p>" + "(" * 1_000_000 + "</p><p>End 7.</p>",
    "open tags": "<b" * 100_000 + "><p>End 7.</p>",
    "attributes": "<p " + 'a="1" ' * 100_000 + ">x</p><p>End 7.</p>",
    "many paragraphs": "<p>Some 30 boats came to the town on that day.</p>" * 20_000 + "<p>End 7.</p>",
    "many hidden ones": '<p style="left:-99px;left:-9">a</p>' * 20_000 + "<p>End 7.</p>",
    "many tables": "<table>" + "<tr><td>a<td>2" * 20_000 + "</table><p>End 7.</p>",
    "tables in tables": "<table><tr><td>" * 150 + "<p>End 7.</p>",
    "one long style": f'<p style="{"color:" * 100_000}">a</p><p>End 7.</p>',
    "entities": "&amp;" * 200_000 + "<p>End 7.</p>",
    "a broken end": "<p>End 7.</p><div><span><![CDATA[ <!-- ",
    "control characters": "<p>A town by a river has been flooded.</p>" * 200
    + "<p>\x01\x02</p>" * 100
    + "<p>End 7.</p>",
    "control characters beside what is left out": "a&#1;<!-- 1 -->b\x02<script>1</script>c&#3;<p>End 7.</p>",
    "links": '<a href="x">' * 5_000 + "<p>End 7.</p>",
}


@pytest.mark.parametrize("inside", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.timeout(60)
def test_a_hostile_page_is_read_to_its_end_or_refused(inside: str) -> None:
    try:
        text = text_of(around(inside))
    except ArticleError as error:
        assert "is no page for people" in str(error)  # noqa: PT017 - either is right
    else:
        assert "End 7." in text


def test_without_trafilatura_the_message_is_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.delitem(sys.modules, "summarise.inputs.web", raising=False)
    path = tmp_path / "page.html"
    path.write_text(around(""), "utf-8")

    with pytest.raises(
        MissingExtraError, match=r"page\.html' needs trafilatura: pip install 'summarise\[web\]'$"
    ):
        read([path])
