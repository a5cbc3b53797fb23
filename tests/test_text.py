"""The text as the detectors see it, with the way back to the characters that were read."""

import pytest

from summarise.text import Folded, Tokens, fold_character, tokens_of


@pytest.mark.parametrize(
    ("odd", "plain"),
    [
        ("−", "-"),
        ("–", "-"),
        ("’", "'"),
        ("“", '"'),
        ("⁄", "/"),
        ("٪", "%"),
        ("٣", "3"),
        ("३", "3"),
        ("３", "3"),
        ("𝟛", "3"),
        ("％", "%"),
        ("Ａ", "A"),
        ("\u00a0", "\u2009"),
        ("\u202f", "\u2009"),
        ("\u3000", " "),
        ("\u2028", "\n"),
        ("\x0c", "\n"),
        ("\x85", "\n"),
        ("\u200b", ""),
        ("\u00ad", ""),
        ("\ufeff", ""),
        ("\u202e", ""),
        ("\ufe0f", ""),
        ("\U000e0031", ""),
        ("²", "²"),
        ("½", "½"),
        ("İ", "İ"),
        ("ß", "ß"),
        ("中", "中"),
        ("ع", "ع"),
        ("\u0301", "\u0301"),
        ("\ud800", "\ud800"),
    ],
    ids=ascii,
)
def test_a_character_folds_to_its_plain_form(odd: str, plain: str) -> None:
    assert fold_character(odd) == plain


def test_an_em_dash_stays_apart_from_the_hyphens_since_it_parts_and_does_not_join() -> None:
    assert fold_character("—") == "—"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", ""),
        ("plain", "plain"),
        ("1\u200b250", "1250"),
        ("\ufeffA\u00adB\u202e", "AB"),
        ("\u200b\u200b", ""),
        ("a\tb", "a b"),
        ("a\x0cb", "a\nb"),
    ],
    ids=ascii,
)
def test_a_text_folds_to_its_key(text: str, key: str) -> None:
    assert Folded(text).key == key


@pytest.mark.parametrize(
    "text",
    ["a1\u200b250b", "\u202e5\u202c", "\U000e0031\U000e00325 men\ufe0f", "e\u0301 5", "😀5"],
    ids=ascii,
)
def test_the_span_of_a_digit_in_the_key_is_a_digit_of_the_text(text: str) -> None:
    folded = Folded(text)

    spans = [folded.span(i, i + 1) for i, character in enumerate(folded.key) if character.isdecimal()]

    assert spans != []
    assert all(text[start:end].isdecimal() for start, end in spans)


def test_a_span_takes_in_what_cannot_be_seen_inside_it_and_nothing_around_it() -> None:
    text = "\u200b1\u200b250\u200b"

    assert Folded(text).span(0, 4) == (1, 6)


def test_each_token_has_its_place_in_the_text_as_it_was() -> None:
    text = "\u200bsome １\u200b250 men"
    tokens = tokens_of(text)

    assert tokens.words[: len(tokens)] == ["some", "1250", "men"]
    assert [text[start:end] for start, end in zip(*tokens.places, strict=True)] == [
        "some",
        "１\u200b250",
        "men",
    ]


LINES = [
    "Water rose 2.3 metres in the old town on Friday as the river Lem",
    "broke its banks, officials said. Some 400 people left their homes and",
    "spent the night in a school.",
    "",
    "Roads to the north stayed closed.",
]


def test_a_line_end_that_only_wraps_is_a_space_and_one_that_ends_a_paragraph_stays() -> None:
    assert Folded("\n".join(LINES)).key == " ".join(LINES[:3]) + "\n\n" + LINES[4]


def test_joining_wrapped_lines_moves_no_character() -> None:
    assert len(Folded("\n".join(LINES)).key) == len("\n".join(LINES))


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "> ", "# "])
def test_a_list_item_never_joins_the_line_before_it(mark: str) -> None:
    assert "\n" + mark in Folded(LINES[0] + "\n" + mark + "x" * 60).key


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("Don't go", ["don't", "go"]),
        ("1,250.5", ["1,250.5"]),
        ("12,34,567", ["12,34,567"]),
        ("1,2,3", ["1", ",", "2", ",", "3"]),
        ("3.10.2", ["3", ".", "10", ".", "2"]),
        ("28.11.2024", ["28", ".", "11", ".", "2024"]),
        ("1.250.000", ["1.250.000"]),
        (".5", ["0.5"]),
        ("End.5", ["end", ".", "5"]),
        ("1..5", ["1", ".", ".", "5"]),
        ("1,5 million", ["1,5", "million"]),
        ("1,5 men", ["1", ",", "5", "men"]),
        ("5km", ["5", "km"]),
        ("a_b", ["a", "_", "b"]),
        ("中5文", ["中", "5", "文"]),
    ],
)
def test_a_text_is_cut_into_words_numerals_and_signs(text: str, words: list[str]) -> None:
    tokens = Tokens(Folded(text))

    assert [tokens.word(i) for i in range(len(tokens))] == words


@pytest.mark.parametrize("i", [-1, -64, 3, 60])
def test_looking_beyond_the_text_finds_nothing(i: int) -> None:
    assert Tokens(Folded("one two three")).word(i) == ""


def test_a_token_as_written_keeps_its_capitals_and_its_point() -> None:
    tokens = Tokens(Folded("US .5"))

    assert [tokens.raw(0), tokens.raw(1)] == ["US", ".5"]
