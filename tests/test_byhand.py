"""Text that a person writes into a note: what it may hold, and every way tried to bring a figure in."""

import pytest

from summarise.byhand import About, flaws
from summarise.plainly import undisguised

FIRE = About(
    ('The "Old Mill" fire killed at least 19 people and 4,000 hens, the T-72 club said.',),
    ("People killed: “19” (Channel 4 News).",),
)


@pytest.mark.parametrize(
    "text",
    [
        "The fire killed at least 19 people, the T-72 club said.",
        "The fire killed 4,000 hens.",
        "Nobody knows why.",
        "Seen on Channel 4 News.",
        "It was called the “Old Mill” fire – what a loss!",
        "Æthelflæd Łukasz-Çelik wept.",
    ],
)
def test_a_plain_text_with_the_figures_of_its_sources_stands(text: str) -> None:
    assert list(flaws(text, FIRE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "The fire killed 20 people.",
        "The fire killed 19 people.",  # not "at least"
        "The fire killed at least 190 people.",
        "The fire killed at least 19,000 people.",
        "The fire killed at least 19 per cent.",
        "The fire killed at least 19 km.",
        "The fire killed twenty people.",
        "The fire killed dozens.",
        "The fire killed half of them.",
        "The fire killed twice as many.",
        "The fire killed a score of people.",
        "The fire killed XIX people.",
        "The fire killed l9 people.",
        "The fire killed 1O people.",
        "The T-80 club spoke.",
        "On 5 May it burnt.",
        "At 14:30 it burnt.",
        "The fire killed síx people.",
        "The fire killed s\u0336i\u0336x people.",
        "The fire killed sıx people.",
        "The fire killed ſix people.",
        "The fire killed ѕіх people.",
        "The fire killed ６ people.",
        "The fire killed ٦ people.",
        "The fire killed Ⅵ people.",
        "The fire killed ⑥ people.",
        "The fire killed si\u200bx people.",
        "The fire killed \u202e91\u202c people.",
        "The fire cost £5.",
        "The fire cost €5m.",
    ],
)
def test_a_figure_that_its_sources_do_not_give_so_is_refused(text: str) -> None:
    assert list(flaws(text, FIRE)) != []


@pytest.mark.parametrize(
    "text",
    [
        "See http://example.test now",
        "See www.example now",
        "See example.org now",
        "Write to a@b now",
        "javascript:x",
        "<b>It burnt</b>",
        "*It burnt*",
        "[It](x) burnt",
        "`It burnt`",
        "# It burnt",
        "It | burnt",
        "{{ it }}",
        "It\nburnt",
        "It\tburnt",
        "It  burnt",
        " It burnt",
        "It\u00a0burnt",
        "It\u202e burnt",
        "It\u00ad burnt",
        "It\x1b[31m burnt",
        "It\x00 burnt",
        "It burnt \U0001f525",
        "It \ue000 burnt",
        "It \ud800 burnt",
        "e\u0301\u0301\u0301 burnt",
        "Он сгорел",
        "It “burnt down”.",
        "",
        " ",
        "...",
        "x" * 801,
    ],
)
def test_markup_links_disguise_and_words_put_into_a_mouth_are_refused(text: str) -> None:
    assert list(flaws(text, FIRE)) != []


@pytest.mark.parametrize(
    ("reason", "stands"),
    [
        ("told twice", True),
        ("it says at least 19 and means hens", True),
        ("at least 19 houses, not people", False),
        ("the ministry says 20", False),
        ("x" * 401, False),
    ],
)
def test_a_reason_states_no_figure_of_its_own(reason: str, stands: bool) -> None:
    assert (list(flaws(reason, FIRE, "reason")) == []) is stands


@pytest.mark.parametrize(
    ("name", "stands"),
    [
        ("Ana Reader", True),
        ("Žofie O'Brien-Nowák", True),
        ("Олена Коваль", True),
        ("Ana <b>", False),
        ("Ana 12", False),
        ("Anа Reader", False),  # with a Cyrillic letter
        ("a@b", False),
        ("x" * 81, False),
    ],
)
def test_a_name_is_a_name(name: str, stands: bool) -> None:
    assert (list(flaws(name, About(()), "name")) == []) is stands


def test_letters_are_seen_as_they_look() -> None:
    assert undisguised("sıx ſix síx ﬁve Łódź") == "six six six five Lodz"
