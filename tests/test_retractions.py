"""What an article takes back is never quoted without that, and no figure of it stands as one that holds."""

import pytest

from summarise.article import parse
from summarise.retractions import belong_together
from tests.test_merge import finding_of, note, wire

RETRACTED = {
    "not the case": "We stated that 28 people had died. This is not the case.",
    "an error": "In a first notice the agency gave the claims as 93,000. That figure was an error.",
    "the correct number": "The number of creditors was given as 5,912. The correct number was 3,912.",
    "a withdrawal": "The ministry put the dead at 68. On Sunday evening it withdrew that number.",
    "a correction": "Correction: we said that the party had won all 14 seats. They have won 13.",
    "a slip of one's own": "In our 07:20 post we gave the profit as 121 million. Net profit was 82 million.",
}
UPHELD = {
    "what follows is another matter": "The ministry counted 28 dead. That was before the second slide.",
    "a post of somebody else": "In a post on the dark web it told of 6 million patients. Police doubt it.",
    "a statement": "The ministry counted 28 dead in a statement. A search goes on.",
    "the right number beside a slip": "The crowd was 48,317, not the number we gave earlier. Digits swapped.",
    "a denial by another": "Rebels said 28 soldiers had died. The army denied it.",
}


@pytest.mark.parametrize("text", RETRACTED.values(), ids=RETRACTED.keys())
def test_a_statement_and_its_retraction_are_one_sentence(text: str) -> None:
    article = parse(wire(3, "Northern Post", f"The river rose in the night. {text}"), "a.txt", "a1")
    body = [article.quote(s.start, s.end) for s in article.sentences if s.role == "body"]
    assert body == ["The river rose in the night.", text]


@pytest.mark.parametrize("text", UPHELD.values(), ids=UPHELD.keys())
def test_other_sentences_stay_apart(text: str) -> None:
    first, second = text.split(". ")
    assert not belong_together(f"{first}.", second)


def test_a_figure_that_is_taken_back_gives_way_to_the_one_that_holds() -> None:
    made = note(
        wire(3, "Northern Post", "The number of creditors is 3,912, the administrator said."),
        wire(4, "Southern Post", RETRACTED["the correct number"]),
    )
    assert finding_of(made, "3,912").readings[0].quote == "3,912"
    shown = [s.text for _, s in made.statements() if s.text.lower().startswith("creditors")]
    assert not any("5,912" in text for text in shown)
