"""Valid notes broken in hundreds of ways: the check reports every one."""

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from pydantic import ValidationError

import summarise
from summarise.article import parse
from summarise.compose import Brief

EXAMPLES = sorted(Path("docs/examples").glob("*.[tm]*"))
Note = dict[str, Any]


@pytest.fixture(scope="module", name="articles")
def _articles() -> list[summarise.Article]:
    return summarise.read(EXAMPLES)


@pytest.fixture(scope="module", name="note")
def _note(articles: list[summarise.Article]) -> str:
    return summarise.brief(articles).model_dump_json()


def problems(note: Note, articles: list[summarise.Article]) -> list[str]:
    """Return what is reported of a note, whether it cannot be built or does not hold."""
    try:
        brief = Brief.model_validate_json(json.dumps(note))
    except ValidationError as error:
        return [str(error)]
    return [f"{problem.where}: {problem.what}" for problem in summarise.verify(brief, articles)]


def test_an_untouched_note_holds(note: str, articles: list[summarise.Article]) -> None:
    assert problems(json.loads(note), articles) == []


def test_the_order_of_the_articles_does_not_matter(note: str, articles: list[summarise.Article]) -> None:
    assert problems(json.loads(note), articles[::-1]) == []


# Ways to break a note. Each changes it in place, or says that it found nothing to change.


def statements(note: Note) -> list[Note]:
    return [
        *note["bottom_line"],
        *(statement for section in note["sections"] for statement in section["statements"]),
        *(entry["statement"] for entry in note["timeline"]),
    ]


def readings(note: Note) -> list[Note]:
    return [reading for finding in note["findings"] for reading in finding["readings"]]


def figures(note: Note) -> list[Note]:
    return [reading for reading in readings(note) if reading["figure"]]


def other_digit(text: str, random: Random) -> str | None:
    places = [n for n, c in enumerate(text) if c.isdigit()]
    if not places:
        return None
    at = random.choice(places)
    return text[:at] + str((int(text[at]) + random.randint(1, 9)) % 10) + text[at + 1 :]


def digit_of_a_statement(note: Note, random: Random) -> bool:
    statement = random.choice([s for s in statements(note) if any(c.isdigit() for c in s["text"])])
    statement["text"] = other_digit(statement["text"], random)
    return True


def digit_of_a_quote(note: Note, random: Random) -> bool:
    cited = [*readings(note), *(c for s in statements(note) for c in s["citations"])]
    one = random.choice([c for c in cited if any(x.isdigit() for x in c["quote"])])
    one["quote"] = other_digit(one["quote"], random)
    return True


def letter_of_a_quote(note: Note, random: Random) -> bool:
    one = random.choice([*readings(note), *(c for s in statements(note) for c in s["citations"])])
    at = random.randrange(len(one["quote"]))
    one["quote"] = one["quote"][:at] + ("x" if one["quote"][at] != "x" else "y") + one["quote"][at + 1 :]
    return True


def end_of_a_span(note: Note, random: Random) -> bool:
    one = random.choice([*readings(note), *(c for s in statements(note) for c in s["citations"])])
    one[random.choice(["start", "end"])] += random.choice([-7, -3, -1, 1, 2, 5])
    return True


def narrower_citation(note: Note, random: Random) -> bool:
    """Shorten span and quote together, so that only the cut figure gives it away."""
    one = random.choice([c for c in figures(note) if len(c["quote"]) > 1])
    if random.random() < 0.5:
        one["start"], one["quote"] = one["start"] + 1, one["quote"][1:]
    else:
        one["end"], one["quote"] = one["end"] - 1, one["quote"][:-1]
    return True


def value(note: Note, random: Random) -> bool:
    one = random.choice([f for f in figures(note) if f["low"] is not None])
    field = random.choice(["low", "high"])
    one[field] = str(random.choice([0, 7, 99, 123456])) if one[field] != "7" else "8"
    return True


def unit(note: Note, random: Random) -> bool:
    one = random.choice(figures(note))
    one["unit"] = random.choice(
        [u for u in ("km", "mi", "person", "USD", "EUR", "%", None) if u != one["unit"]]
    )
    return True


def qualifier(note: Note, random: Random) -> bool:
    one = random.choice(figures(note))
    one["qualifier"] = random.choice(
        [q for q in ("exact", "about", "at_least", "less_than") if q != one["qualifier"]]
    )
    return True


def kind(note: Note, random: Random) -> bool:
    one = random.choice([f for f in figures(note) if f["kind"] not in {"date", "time"}])
    one["kind"] = random.choice([k for k in ("count", "money", "percent", "measure") if k != one["kind"]])
    return True


def citation_removed(note: Note, random: Random) -> bool:
    statement = random.choice(statements(note))
    statement["citations"].pop(random.randrange(len(statement["citations"])))
    return True


def citation_of_another_article(note: Note, random: Random) -> bool:
    one = random.choice([*readings(note), *(c for s in statements(note) for c in s["citations"])])
    one["article"] = random.choice([a["id"] for a in note["articles"] if a["id"] != one["article"]])
    return True


def citations_exchanged(note: Note, random: Random) -> bool:
    composed = [s for s in statements(note) if len({c["quote"] for c in s["citations"]}) > 1]
    statement = random.choice(composed)
    first, last = statement["citations"][0], statement["citations"][-1]
    statement["citations"][0], statement["citations"][-1] = last, first
    return first["quote"] != last["quote"]


def figure_added_to_a_statement(note: Note, random: Random) -> bool:
    random.choice(statements(note))["text"] += random.choice(
        [" Some 312 more fled.", " Two dozen died.", " It cost $5m."]
    )
    return True


def figure_of_another_place(note: Note, random: Random) -> bool:
    one, other = random.sample(figures(note), 2)
    one["figure"] = other["figure"]
    return (one["article"], one["start"]) != (other["article"], other["start"]) and one[
        "figure"
    ] != f"f{one['start']}"


def account_entry_removed(note: Note, random: Random) -> bool:
    note["account"].pop(random.randrange(len(note["account"])))
    return True


def account_entry_doubled(note: Note, random: Random) -> bool:
    note["account"].append(dict(random.choice(note["account"])))
    return True


def fate_changed(note: Note, random: Random) -> bool:
    entry = random.choice([e for e in note["account"] if e["fate"] == "used" and e["of"].startswith("d")])
    entry.update(fate="left_out", of=None, reason="minor")
    return True


def date_of_the_timeline(note: Note, random: Random) -> bool:
    entry = random.choice(note["timeline"])
    entry["date"] = "1999-01-01" if len(entry["date"]) == 10 else "1999-01"
    return True


def attribution(note: Note, random: Random) -> bool:
    random.choice([r for r in readings(note) if r["attribution"]])["attribution"] = "Ministry of Truth"
    return True


def hash_of_an_article(note: Note, random: Random) -> bool:
    source = random.choice(note["articles"])
    source["sha256"] = source["sha256"][::-1]
    return True


def variant_of_a_name(note: Note, random: Random) -> bool:
    variant = random.choice([v for name in note["names"] for v in name["variants"]])
    variant["text"] = variant["text"] + "x"
    return True


BREAKS: list[Callable[[Note, Random], bool]] = [
    digit_of_a_statement,
    digit_of_a_quote,
    letter_of_a_quote,
    end_of_a_span,
    narrower_citation,
    value,
    unit,
    qualifier,
    kind,
    citation_removed,
    citation_of_another_article,
    citations_exchanged,
    figure_added_to_a_statement,
    figure_of_another_place,
    account_entry_removed,
    account_entry_doubled,
    fate_changed,
    date_of_the_timeline,
    attribution,
    hash_of_an_article,
    variant_of_a_name,
]


@pytest.mark.parametrize("break_it", BREAKS, ids=lambda f: f.__name__)
def test_a_note_broken_in_this_way_is_always_reported(
    break_it: Callable[[Note, Random], bool], note: str, articles: list[summarise.Article]
) -> None:
    random = Random(break_it.__name__)  # noqa: S311 - the same breaks at each run
    silent = []
    for _ in range(24):  # 21 ways: 504 broken notes
        broken = json.loads(note)
        if break_it(broken, random) and broken != json.loads(note) and not problems(broken, articles):
            silent.append(broken)
    assert silent == []


def test_an_edited_article_is_reported(note: str, articles: list[summarise.Article]) -> None:
    random = Random(5)  # noqa: S311 - as above
    for _ in range(24):
        edited = list(articles)
        n = random.randrange(len(edited))
        text = edited[n].text
        at = random.randrange(len(text))
        changed = text[:at] + ("#" if text[at] != "#" else "+") + text[at + 1 :]
        edited[n] = parse(changed, edited[n].path, edited[n].id)
        assert problems(json.loads(note), edited) != []


def test_an_article_that_is_missing_or_swapped_is_reported(
    note: str, articles: list[summarise.Article]
) -> None:
    assert problems(json.loads(note), articles[1:]) != []
    assert problems(json.loads(note), [*articles[1:], articles[1]]) != []
