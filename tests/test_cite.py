"""What a statement owes its sources: words that it quotes, and sentences that it rests on."""

import pytest

from summarise.cite import faults
from summarise.values import Citation, Statement

SENTENCE = "Dozens fled as rebels captured 32 villages near the city."


def words(quote: str) -> Citation:
    start = SENTENCE.find(quote)
    return Citation(article="a1", start=start, end=start + len(quote), quote=quote)


def support(article: str = "a1", quote: str = SENTENCE) -> Citation:
    return Citation(article=article, start=0, end=len(quote), quote=quote, role="support")


@pytest.mark.parametrize(
    ("text", "citations", "expected"),
    [
        ("Rebels gained ground near the city.", (support(),), []),
        (
            "Rebels took 32 villages, and dozens of people fled.",
            (words("32"), words("Dozens"), support()),
            [],
        ),
        ("Rebels gained ground.", (), ["it has no citation"]),
        ("Rebels took 32 villages.", (support(),), ["it states 1 figures and its citations hold 0"]),
        ("Rebels took 33 villages.", (words("32"), support()), ["'33' is not what its citation says: '32'"]),
        (
            "Rebels took over 32 villages.",
            (words("32"), support()),
            ["'over 32' is not what its citation says: '32'"],
        ),
        (
            "Rebels took 32 villages.",
            (words("32"), support("a2")),
            ["'32' does not stand in a sentence that it rests on"],
        ),
        (
            "Rebels took 32 villages.",
            (words("32"), support(quote="Dozens fled")),
            ["'32' does not stand in a sentence that it rests on"],
        ),
    ],
    ids=[
        "prose without figures",
        "prose with figures",
        "no source",
        "uncited figure",
        "other value",
        "added qualifier",
        "other article",
        "other sentence",
    ],
)
def test_prose_is_cited_by_its_figures_and_its_sentences(
    text: str, citations: tuple[Citation, ...], expected: list[str]
) -> None:
    found = list(faults(Statement(text=text, citations=citations)))
    assert [fault for fault in found if fault in expected] == expected
    assert bool(found) == bool(expected)
