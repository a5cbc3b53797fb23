"""Whatever paragraphs come together, in whatever order: the note is written, and it holds."""

import random
from pathlib import Path

import pytest

import summarise
from summarise.article import parse

STORIES = Path(__file__).parent.parent / "evals" / "fixtures"
PARAGRAPHS = [
    [paragraph for paragraph in path.read_text("utf-8").split("\n\n") if paragraph.strip()]
    for path in sorted(STORIES.glob("*/*.txt"))
]


@pytest.mark.parametrize("seed", range(60))
def test_a_note_on_any_paragraphs_holds(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - for choices, not for secrets
    articles = []
    for n in range(chance.randint(1, 4)):
        pool = chance.choice(PARAGRAPHS)
        text = "\n\n".join(chance.sample(pool, min(len(pool), chance.randint(1, 8))))
        if chance.random() < 0.3:
            words = text.split(" ")
            text = " ".join(chance.sample(words, len(words)))
        articles.append(parse(text, f"{n}.txt", f"a{n + 1}"))
    note = summarise.brief(articles)
    note.markdown()
    note.html()
    assert summarise.verify(note, articles) == []


def test_a_repetition_without_a_speaker_is_no_second_voice() -> None:
    told = "Police said the express comprised seven coaches. Two of the seven coaches are a total loss."
    articles = [
        parse(f"Monday's crash\n\n6 March 2026\n\n{told}\n", "a.txt", "a1"),
        parse("The toll\n\n5 March 2026\n\nThe toll reached 22, the fire chief said.\n", "b.txt", "a2"),
    ]
    note = summarise.brief(articles)
    coaches = next(f for f in note.findings if "seven" in {r.quote for r in f.readings})
    assert (coaches.verdict, {r.voice for r in coaches.readings}) == ("single", {"Police"})
