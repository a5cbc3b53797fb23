"""The texts beside the note: every character of them, cut where citations begin and end."""

import re
from dataclasses import replace

import pytest

from summarise.article import parse
from summarise.compose import Brief, brief
from summarise.errors import NoteError
from summarise.layout import lay_out
from summarise.originals import (
    ROOM,
    Numbered,
    Original,
    check_places,
    originals,
    texts_of,
)
from summarise.values import Article

TEXT = "Bridge opens\n\nThe bridge cost 5 million crowns. It took 3 years.\n\nIt is 400 metres long.\n"


def article(text: str = TEXT) -> Article:
    return parse(text, "a.txt", "a1")


def shown(text: str, *cited: tuple[int, int]) -> Original:
    numbered = [Numbered(start, end, n) for n, (start, end) in enumerate(cited, 1)]
    (original,) = originals({"a1": article(text)}, {"a1": numbered})
    return original


def marked(original: Original) -> list[str]:
    """Each passage with its markings as brackets: round ones where a citation is only gone on with."""
    brackets = {("open", True): "[{}:", ("open", False): "({}:", ("close", True): "]", ("close", False): ")"}
    return [
        "".join(
            cut.text if cut.role == "text" else brackets[cut.role, cut.whole].format(cut.number)
            for cut in passage.cuts
        )
        for passage in original.passages
    ]


def spot(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_a_text_is_shown_whole_with_its_citations_marked() -> None:
    assert marked(shown(TEXT, spot("5 million crowns"), spot("It is 400 metres long."))) == [
        "Bridge opens",
        "The bridge cost [1:5 million crowns]. It took 3 years.",
        "[2:It is 400 metres long.]",
    ]


def test_a_figure_is_marked_within_its_sentence() -> None:
    assert marked(shown(TEXT, spot("3 years"), spot("It took 3 years.")))[1] == (
        "The bridge cost 5 million crowns. [2:It took [1:3 years].]"
    )


def test_spans_that_cross_are_cut_and_stay_nested() -> None:
    assert marked(shown(TEXT, spot("cost 5 million"), spot("5 million crowns")))[1] == (
        "The bridge [1:cost [2:5 million)](2: crowns]. It took 3 years."
    )


def test_a_span_over_two_paragraphs_is_marked_in_both() -> None:
    assert marked(shown(TEXT, (TEXT.index("It took"), TEXT.index(" long"))))[1:] == [
        "The bridge cost 5 million crowns. [1:It took 3 years.)",
        "(1:It is 400 metres] long.",
    ]


def test_two_citations_of_the_same_start_open_the_longer_one_first() -> None:
    assert marked(shown(TEXT, spot("400"), spot("400 metres")))[2] == "It is [2:[1:400] metres] long."


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "# Head\n\nHome | News\n\nRIVA, Oct 14 (Agency) - One of 5 died.\n\n## Sub\n\n- A point. Two.\n",
        "no sentence at all",
        "1\n2\n3",
        "Title\n\nA\u202eb \x00 c\u200d d.\n\n***\n\nhttps://x.example/a",
        "Title\n\n" + "word " * 5000,
    ],
    ids=["plain", "furniture", "one line", "bare numbers", "unseen characters", "long"],
)
def test_no_character_of_a_text_is_lost_or_told_twice(text: str) -> None:
    pieces = [cut.text for passage in shown(text).passages for cut in passage.cuts]
    wanted = re.sub(r"[\x00\u202e\u200d\u2400⍰]", "?", re.sub(r"\s", "", text))
    assert re.sub(r"[\u2400⍰]", "?", re.sub(r"\s", "", "".join(pieces))) == wanted


def test_of_a_text_that_is_too_long_only_cited_paragraphs_are_shown_and_the_rest_is_counted() -> None:
    filler = "Nothing to see here at all. " * 30
    text = f"Title\n\n{filler}\n\nIt cost 5 crowns.\n\n" + f"{filler}\n\n" * (ROOM // len(filler))
    original = shown(text, (text.index("5 crowns"), text.index("5 crowns") + 8))
    left_out = (original.passages[1].left_out, original.left_out)
    assert (marked(original), original.whole, left_out) == (
        ["Title", "It cost [1:5 crowns]."],
        False,
        (len(filler.strip()), len(text.split("crowns.")[1].strip())),
    )


def test_of_a_long_paragraph_only_what_stands_around_a_citation_is_shown() -> None:
    text = "Title\n\n" + "a" * 60_000 + " 5 crowns " + "b" * 60_000
    original = shown(text, (text.index("5 crowns"), text.index("5 crowns") + 8))
    assert marked(original)[1:] == ["a" * 249 + " [1:5 crowns] " + "b" * 249]


def test_a_short_paragraph_between_two_that_are_cited_is_shown_with_them() -> None:
    filler = "Nothing to see here at all. " * ROOM
    text = f"Title\n\nIt cost 5 crowns.\n\nA short one.\n\nIt took 3 years.\n\n{filler}"
    spans = [(text.index(words), text.index(words) + len(words)) for words in ("5 crowns", "3 years")]
    original = shown(text, *spans)
    assert (marked(original), [passage.left_out for passage in original.passages]) == (
        ["Title", "It cost [1:5 crowns].", "A short one.", "It took [2:3 years]."],
        [0, 0, 0, 0],
    )


def test_short_texts_stay_whole_beside_one_that_is_too_long() -> None:
    texts = {"a1": article("Title\n\n" + "Long text. " * ROOM), "a2": article(TEXT)}
    assert [(original.article, original.whole) for original in originals(texts, {})] == [
        ("a1", False),
        ("a2", True),
    ]


def test_room_is_counted_as_the_page_writes_it() -> None:
    text = 'Title\n\n"' + "&" * (ROOM // 4)
    assert shown(text).whole is False


def note() -> Brief:
    return brief([article()])


def test_the_texts_are_told_by_their_digests_in_any_order() -> None:
    assert list(texts_of(note(), [article("Other\n\nText."), article()])) == ["a1"]


def test_without_articles_there_are_no_texts() -> None:
    assert texts_of(note(), []) == {}


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(NoteError, match=r"no text given has the SHA-256 of 'a\.txt'"):
        texts_of(note(), [article(TEXT.replace("5", "6"))])


def test_a_text_is_not_believed_its_digest() -> None:
    changed = article(TEXT.replace("5", "6")).model_copy(update={"sha256": article().sha256})
    with pytest.raises(NoteError, match="no text given"):
        texts_of(note(), [changed])


def test_a_quote_that_stands_elsewhere_is_refused() -> None:
    place = lay_out(note()).places[0]
    moved = replace(place, start=place.start + 1, end=place.end + 1)
    with pytest.raises(NoteError, match=r"does not stand in 'a\.txt' at"):
        check_places([moved], {"a1": article()})
