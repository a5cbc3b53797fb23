"""Quotes in what stands around them."""

import pytest

from summarise.article import parse
from summarise.contexts import sentences_around, spans_of
from summarise.values import Article, Citation

TEXT = "Bridge opens\n\nThe bridge cost 5 million crowns. It took 3 years.\n\nIt is 400 metres long.\n"


def article(text: str = TEXT) -> Article:
    return parse(text, "a.txt", "a1")


def around(quote: str, text: str = TEXT) -> str:
    start = text.index(quote)
    cited = Citation(article="a1", start=start, end=start + len(quote), quote=quote)
    return sentences_around(article(text), cited).quote


@pytest.mark.parametrize(
    ("quote", "shown"),
    [
        ("3 years", "It took 3 years."),
        ("crowns. It took", "The bridge cost 5 million crowns. It took 3 years."),
        ("Bridge opens", "Bridge opens"),
        ("400", "It is 400 metres long."),
    ],
    ids=["within one", "over two", "a title", "a number"],
)
def test_a_quote_stands_in_its_sentences(quote: str, shown: str) -> None:
    assert around(quote) == shown


def test_a_sentence_without_end_is_cut_around_the_quote() -> None:
    shown = around("5 crowns", "Title\n\n" + "a " * 5000 + "5 crowns" + " b" * 5000)
    assert (len(shown), shown[600:608]) == (1208, "5 crowns")


@pytest.mark.parametrize(
    ("text", "quotes", "spans"),
    [
        ("“12” and “14 people” died", ["12", "14 people"], [(0, 4), (9, 20)]),
        ("First 119 people died, then 19 people.", ["119 people", "19 people"], [(6, 16), (28, 37)]),
        ("At least 12 died", ["at least 12"], [(0, 11)]),
        ("12 died", ["12", "14"], []),
        ("112 died", ["12"], []),
    ],
    ids=["with marks", "not within a longer one", "at the start", "one is missing", "part of a number"],
)
def test_quotes_are_found_in_order_and_never_within_a_number(
    text: str, quotes: list[str], spans: list[tuple[int, int]]
) -> None:
    assert spans_of(text, quotes) == spans
