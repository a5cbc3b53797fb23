"""Markdown and numbering of a small note in tests/notes, and text of articles that would be markup."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from summarise.compose import Brief
from summarise.layout import lay_out
from summarise.render import escaped, markdown
from summarise.shown import shown_date, tidy

NOTES = Path(__file__).with_name("notes")
EMPTY: dict[str, list[str]] = {
    part: [] for part in ("bottom_line", "sections", "findings", "timeline", "names", "account")
}


def flood() -> dict[str, Any]:
    """The note in its JSON form, to be changed by a test."""
    note: dict[str, Any] = json.loads((NOTES / "flood.json").read_text("utf-8"))
    return note


def brief_of(note: dict[str, Any]) -> Brief:
    return Brief.model_validate_json(json.dumps(note))


def hostile(text: str) -> Brief:
    """The note with a text in every field that an article can fill."""
    note = flood()
    note["title"] = text
    note["bottom_line"] = [
        {"text": text, "citations": [{"article": "a1", "start": 0, "end": 5, "quote": text}]}
    ]
    for finding in note["findings"]:
        finding |= {"measure": text, "note": text}
        for reading in finding["readings"]:
            reading |= {"quote": text, "attribution": text}
    for name in note["names"]:
        name["name"] = text
        name["variants"] = [variant | {"text": f"{n}{text}"} for n, variant in enumerate(name["variants"])]
    for source in note["articles"]:
        source |= {"label": text, "title": text, "publisher": text, "path": text, "warnings": [text]}
    note["account"][-1]["reason"] = text
    note["dropped"] = [{"where": text, "reason": text}]
    return brief_of(note)


def test_a_small_note_reads_as_its_markdown_file() -> None:
    assert markdown(brief_of(flood())) == (NOTES / "flood.md").read_text("utf-8")


def test_a_note_of_a_title_alone_has_its_source_and_an_empty_account() -> None:
    note = flood() | EMPTY
    note |= {"title": "Only a title", "dropped": [], "articles": [flood()["articles"][1]]}
    assert markdown(brief_of(note)) == (NOTES / "title-only.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("text", "harmless"),
    [
        ("[here](javascript:x)", r"\[here\](javascript:x)"),
        ("![a](b)", r"!\[a\](b)"),
        ("<script>x</script>", r"\<script\>x\</script\>"),
        ("a | b", r"a \| b"),
        ("# Big", r"\# Big"),
        ("> said", r"\> said"),
        ("- item", r"\- item"),
        ("12. item", r"12\. item"),
        ("---", r"\---"),
        ("===", r"\=\=="),
        ("```sh", r"\`\`\`sh"),
        ("~~gone~~", r"\~\~gone\~\~"),
        ("**loud** _soft_", r"\*\*loud\*\* \_soft\_"),
        ("$x$ for US$5", r"\$x\$ for US$5"),
        ("&lt;b&gt; AT&T", r"\&lt;b\&gt; AT&T"),
        ("http://x.example/a_b.", "`http://x.example/a_b`."),
        ("(www.x.example)", "(`www.x.example`)"),
        ("www.", "`www.`"),
        ("write to a_b@x.example", "write to `a_b@x.example`"),
        ("asked @someone", "asked `@someone`"),
        ("x.example", "`x.example`"),
        ("http://a`b|c", r"`http://a`\`b\|c"),
        ("[1]: http://x.example", r"\[1\]: `http://x.example`"),
        ("C:\\new", r"C:\\new"),
        ("see #12, GH-7 and a/b#3", "see `#12`, `GH-7` and `a/b#3`"),
        ("a :skull: on it", "a `:skull:` on it"),
        ("==mark== %%hidden%% ++new++", r"\==mark\== \%%hidden\%% \++new\++"),
        ("9.5 m at 4 a.m. in the U.S. at 12:30:45", "9.5 m at 4 a.m. in the U.S. at 12:30:45"),
    ],
    ids=[
        "link",
        "image",
        "html",
        "pipe",
        "heading",
        "quotation",
        "list",
        "numbered list",
        "rule",
        "underline",
        "fence",
        "strike",
        "emphasis",
        "formula",
        "entity",
        "address with scheme",
        "address without scheme",
        "address without host",
        "e-mail",
        "handle",
        "bare domain",
        "address that closes its code",
        "link definition",
        "backslash",
        "number of an issue",
        "name of a picture",
        "marks of wikis",
        "no markup",
    ],
)
def test_markup_in_an_article_is_escaped(text: str, harmless: str) -> None:
    assert escaped(text) == harmless


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("\x1b[31mred\x1b]8;;x\x07", "␛[31mred␛]8;;x␇"),
        ("\x9b31m\x85", "⍰31m"),
        ("a\x00b\x7f", "a␀b␡"),
        ("\u202e21 daed\u202c \u2066x\u2069", "⍰21 daed⍰ ⍰x⍰"),
        ("1\u200b2\u00ad3\ufeff4", "1⍰2⍰3⍰4"),
        ("a\U000e0041\U000e0042", "a⍰⍰"),
        ("\ud800 \ue000 \ufffe", "⍰ ⍰ ⍰"),
        ("one\r\ntwo\u2028three\n\n# four", "one two three # four"),
        ("\u200cمی\u200cخواهم\u200c", "⍰می\u200cخواهم⍰"),
        ("Łódź Київ Αθήνα 東京 العربية हिन्दी 🙂", "Łódź Київ Αθήνα 東京 العربية हिन्दी 🙂"),
    ],
    ids=[
        "terminal escapes",
        "C1 controls",
        "NUL and DEL",
        "bidi overrides",
        "zero width",
        "tags",
        "no characters",
        "line ends",
        "joiners only inside words",
        "letters of all scripts",
    ],
)
def test_what_cannot_be_seen_gets_a_mark(text: str, seen: str) -> None:
    assert tidy(text) == seen


@pytest.mark.parametrize(
    "text",
    [
        "x\n\n# Injected\n\n- item",
        "x\r## Injected",
        "a | b | c",
        "`code",
        "<!-- ",
        "| --- |",
        "**",
        "\x1b[2J\u202e",
        " ",
        "",
    ],
    ids=ascii,
)
def test_no_text_of_an_article_changes_the_shape_of_the_note(text: str) -> None:
    assert shape(markdown(hostile(text))) == shape(markdown(hostile("plain")))


def shape(text: str) -> list[tuple[str, int]]:
    """Each line's mark at its start and its number of live pipes."""
    lines = text.split("\n")
    marks = [re.match(r"#+ |- |\| |$|(?=\S)", line) for line in lines]
    return [
        (m[0] if m else "?", len(re.findall(r"(?<!\\)\|", line)))
        for m, line in zip(marks, lines, strict=True)
    ]


def test_one_span_has_one_number_and_numbers_run_in_reading_order() -> None:
    text = markdown(brief_of(flood())).split("## Citations")[0]
    first_seen = list(dict.fromkeys(re.findall(r" \[(\d+)\]", text)))
    assert first_seen == ["1", "2", "3", "4", "5", "6", "7", "8"]


def test_the_table_shows_a_figure_in_the_words_that_a_statement_cites() -> None:
    (row,) = lay_out(brief_of(flood())).rows
    assert [said.quote for said in row.said] == ["19 people", "At least 12 people"]


def test_a_number_stands_behind_its_figure_and_not_behind_a_longer_one() -> None:
    note = flood()
    quotes = ["119 people", "19 people"]
    cited = [
        {"article": "a1", "start": n * 20, "end": n * 20 + len(q), "quote": q} for n, q in enumerate(quotes)
    ]
    note["bottom_line"] = [{"text": "First 119 people died, then 19 people.", "citations": cited}]
    (line,) = lay_out(brief_of(note)).bottom_line
    assert [(p.text, [m.number for m in p.marks]) for p in line.pieces] == [
        ("First ", []),
        ("119 people", [1]),
        (" died, then ", []),
        ("19 people", [2]),
        (".", []),
    ]


def test_sources_of_one_publisher_are_told_apart_by_their_ids() -> None:
    note = flood()
    note["articles"][1]["label"] = "Brenn Post"
    assert [origin.label for origin in lay_out(brief_of(note)).origins] == [
        "Brenn Post (a1)",
        "Brenn Post (a2)",
    ]


def test_of_many_publishers_the_first_are_named_and_the_others_counted() -> None:
    note = flood()
    note["articles"] = [note["articles"][0] | {"id": f"a{n}", "publisher": f"Post {n}"} for n in range(1, 16)]
    assert lay_out(brief_of(note)).made_from.startswith(
        "Made from 15 articles ("
        + "; ".join(f"Post {n}" for n in range(1, 13))
        + "; 3 other publishers): 15 published"
    )


def test_what_stands_in_the_bottom_line_or_the_table_is_not_said_again_in_a_section() -> None:
    note = flood()
    note["sections"] = [{"heading": "Again", "statements": note["bottom_line"]}]
    assert lay_out(brief_of(note)).parts == ()


def test_a_finding_beyond_the_tenth_is_counted() -> None:
    note = flood()
    note["findings"] = [note["findings"][0] | {"id": f"d{n}"} for n in range(13)]
    laid_out = lay_out(brief_of(note))
    assert (len(laid_out.rows), laid_out.rows_left_out) == (10, 3)


def test_differing_figures_of_one_voice_are_not_in_the_table() -> None:
    note = flood()
    for reading in note["findings"][0]["readings"]:
        reading["voice"] = "police"
    assert lay_out(brief_of(note)).rows == ()


def test_a_used_figure_that_only_the_json_form_shows_is_not_called_shown() -> None:
    note = flood()
    note["sections"] = []
    assert lay_out(brief_of(note)).account[:2] == (
        ("Shown above", 3),
        ("A finding of less weight, kept in the note's JSON form only", 1),
    )


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2024-11-28", "28 Nov 2024"),
        ("2020-03", "March 2020"),
        ("2016", "2016"),
        ("2024-Q3", "Q3 2024"),
        ("2024-13", "2024-13"),
        ("<b>\n", "<b>"),
    ],
    ids=["day", "month", "year", "quarter", "no such month", "no date"],
)
def test_a_date_is_shown_as_fine_as_it_is(iso: str, shown: str) -> None:
    assert shown_date(iso) == shown


def test_long_hostile_text_is_escaped_in_linear_time() -> None:
    text = "a.b@" * 50_000 + "[" * 50_000 + "&" * 50_000 + "\u200c" * 50_000
    assert len(escaped(tidy(text))) > len(text)


# As a peer reads it: rules of CommonMark with the tables and strokes of GitHub.
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = {"p", "h1", "h2", "ul", "li", "strong", "em", "table", "thead", "tbody", "tr", "th", "td", "code"}
LIVE = (
    "[here](javascript:x)",
    "![a](http://b.example/x.png)",
    "<script>x</script>",
    "<https://x.example>",
    "text `http://x.example` ``y``",
    "[1]: http://x.example",
    "a | b | c",
    "~~x~~ **y** __z__",
    "# x",
    "1. x",
    "- x",
    "> x",
    "---",
    "```",
    "(about)",
    "[x][1]",
    "&lt;b&gt; <!--",
    "C:\\`x\\|",
)


def read_by_a_peer(text: str) -> tuple[set[str], list[int]]:
    """The tags that a note becomes, and the number of cells in each row of its tables."""
    tokens = list(READER.parse(text))
    inline = [child for token in tokens for child in token.children or ()]
    rows, cells = [], 0
    for token in tokens:
        cells += token.type in {"td_open", "th_open"}
        if token.type == "tr_close":
            rows.append(cells)
            cells = 0
    live = {token.type for token in inline if token.type in {"html_inline", "image", "link_open"}}
    return {token.tag for token in (*tokens, *inline) if token.tag} | live, rows


@pytest.mark.parametrize("text", LIVE)
def test_a_reader_of_markdown_finds_nothing_live_and_the_same_tables(text: str) -> None:
    tags, rows = read_by_a_peer(markdown(hostile(text)))
    assert tags <= OURS
    assert rows == read_by_a_peer(markdown(hostile("plain")))[1]


@pytest.mark.parametrize("text", LIVE)
def test_a_reader_of_markdown_shows_the_text_of_an_article_as_it_is(text: str) -> None:
    (shown,) = [token for token in READER.parse(f"- {escaped(text)}") if token.type == "inline"]
    assert "".join(token.content for token in shown.children or ()) == text


def test_a_bracket_behind_a_number_makes_no_link() -> None:
    note = flood()
    quote = {"article": "a1", "start": 40, "end": 50, "quote": "19 people"}
    note["bottom_line"] = [{"text": "There were 19 people(about) there.", "citations": [quote]}]
    line = markdown(brief_of(note)).split("## Bottom line\n\n")[1].splitlines()[0]
    assert line == r"- There were 19 people [1]\(about) there."
    assert read_by_a_peer(line)[0] <= OURS
