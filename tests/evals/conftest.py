"""Two short stories with labels, and for the first a note that is right in everything."""

import json
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from evals.fixtures import Story, load_story
from evals.match import Match, match
from evals.run import Result

Json = dict[str, Any]
TOLL = "At least 14 people died when a bridge fell on Tuesday, the Interior Ministry said."
INJURED = "About 40 people were injured, Mayor Ana Petrik said."
BRIDGE = {
    "a1": (
        f"Bridge falls in Orla\n\nORLA, March 3, 2026 (Northwire) - {TOLL} The bridge was 120 metres long.\n"
    ),
    "a2": (
        "Toll rises after bridge collapse\n\n"
        "ORLA, March 5, 2026 (Southpress) - The bridge collapse killed 17 people, Orla hospital said. "
        f"{INJURED} Petrik promised 2 million euros.\n\nCopyright 2026 Southpress\n"
    ),
}
BRIDGE_FIGURES = [
    # id, quote, kind, value, unit, qualifier, attribution, as-of, salience
    ("a1.F1", "March 3, 2026", "date", "2026-03-03", None, "exact", None, None, "none"),
    ("a1.F2", "At least 14", "count", "14", "person", "at_least", "Interior Ministry", "2026-03-03", "must"),
    ("a1.F3", "Tuesday", "date", "2026-03-03", None, "exact", None, None, "none"),
    ("a1.F4", "120 metres", "measure", "120", "m", "exact", None, "2026-03-03", "may"),
    ("a2.F1", "March 5, 2026", "date", "2026-03-05", None, "exact", None, None, "none"),
    ("a2.F2", "17", "count", "17", "person", "exact", "Orla hospital", "2026-03-05", "must"),
    ("a2.F3", "About 40", "count", "40", "person", "about", "Ana Petrik", "2026-03-05", "must"),
    ("a2.F4", "2 million euros", "money", "2000000", "EUR", "exact", "Ana Petrik", "2026-03-05", "may"),
    ("a2.F5", "2026", "date", "2026", None, "exact", None, None, "none"),
]


def span(texts: dict[str, str], article: str, quote: str, occurrence: int = 0) -> Json:
    start = -1
    for _ in range(occurrence + 1):
        start = texts[article].index(quote, start + 1)
    return {"article": article, "start": start, "end": start + len(quote), "text": quote}


def bridge_labels(story: str, texts: dict[str, str], split: str) -> Json:
    figures = [
        span(texts, name[:2], quote, 1 if name == "a2.F5" else 0)
        | {"id": name, "kind": kind, "low": value, "high": value, "unit": unit, "qualifier": qualifier}
        | {"measure": "a measure", "scope": None, "attribution": said, "as_of": day, "salience": salience}
        | {"furniture": name == "a2.F5"}
        for name, quote, kind, value, unit, qualifier, said, day, salience in BRIDGE_FIGURES
    ]
    return {
        "schema": 1,
        "story": story,
        "event": "accident",
        "split": split,
        "articles": [
            {"id": name, "file": f"{name}.txt", "sha256": sha256(text.encode()).hexdigest()}
            | {"publisher": None, "published": None, "form": "wire"}
            for name, text in texts.items()
        ],
        "figures": figures,
        "findings": [
            {"id": "E1", "measure": "deaths", "members": ["a1.F2", "a2.F2"], "verdict": "update", "why": ""},
            {"id": "E2", "measure": "length", "members": ["a1.F4"], "verdict": "single", "why": ""},
            {"id": "E3", "measure": "injured", "members": ["a2.F3"], "verdict": "single", "why": ""},
            {"id": "E4", "measure": "promise", "members": ["a2.F4"], "verdict": "single", "why": ""},
        ],
        "names": [
            {"id": "N1", "kind": "person", "name": "Ana Petrik"}
            | {"variants": [span(texts, "a2", "Mayor Ana Petrik"), span(texts, "a2", "Petrik", 1)]}
        ],
        "voices": [
            {"id": "V1", "name": "Interior Ministry", "members": ["a1.F2"]},
            {"id": "V2", "name": "Orla hospital", "members": ["a2.F2"]},
            {"id": "V3", "name": "Northwire", "members": ["a1.F4"]},
            {"id": "V4", "name": "Ana Petrik", "members": ["a2.F3", "a2.F4"]},
        ],
        "key_points": [
            {"id": "K1", "text": "A bridge fell.", "evidence": [span(texts, "a1", TOLL)]},
            {"id": "K2", "text": "Many were hurt.", "evidence": [span(texts, "a2", INJURED)]},
        ],
        "timeline": [
            {"date": "2026-03-03", "grain": "day", "text": "It fell."}
            | {"evidence": [span(texts, "a1", "a bridge fell on Tuesday")]}
        ],
        "traps": [
            {"id": "T1", "why": "", "type": "same_finding", "figures": ["a2.F2", "a2.F3"]},
            {"id": "T2", "why": "", "type": "verdict", "figures": ["a1.F2", "a2.F2"], "not": ["conflict"]},
            {"id": "T3", "why": "", "type": "bottom_line", "figure": "a1.F4"},
            {"id": "T4", "why": "a sum", "type": "value", "low": "31", "unit": "person"},
        ],
    }


@pytest.fixture
def stories_home(tmp_path: Path) -> Path:
    """A folder of two stories, one on each side of the split, that differ in the place's name alone."""
    home = tmp_path / "fixtures"
    for name, split, place in (("bridge", "dev", "Orla"), ("viaduct", "gate", "Brem")):
        texts = {article: text.replace("Orla", place) for article, text in BRIDGE.items()}
        folder = home / name
        folder.mkdir(parents=True)
        for article, text in texts.items():
            (folder / f"{article}.txt").write_text(text, encoding="utf-8")
        labels = json.dumps(bridge_labels(name, texts, split)).replace("Orla", place)
        (folder / "labels.json").write_text(labels, encoding="utf-8")
    return home


@pytest.fixture
def bridge(stories_home: Path) -> Story:
    return load_story(stories_home / "bridge")


def statement(texts: dict[str, str], article: str, quote: str) -> Json:
    cited = span(texts, article, quote)
    return {
        "text": quote,
        "citations": [{**{k: cited[k] for k in ("article", "start", "end")}, "quote": quote}],
    }


def right_note(story: Story) -> Json:
    """Return a note with which no scorer finds a fault; figure ids are the labels' without the article."""
    readings = {}
    for label in story.labels.figures:
        voices = {m: v.name for v in story.labels.voices for m in v.members}
        readings[label.id] = {
            "article": label.article,
            "figure": label.id[3:],
            "start": label.start,
            "end": label.end,
            "quote": label.text,
            "measure": "a measure",
            "scope": None,
            "voice": voices.get(label.id, ""),
            **label.model_dump(include={"kind", "low", "high", "unit", "qualifier", "attribution", "as_of"}),
        }
    held = {m: f"d{n}" for n, f in enumerate(story.labels.findings, 1) for m in f.members}
    return {
        "bottom_line": [statement(story.texts, "a1", TOLL)],
        "sections": [{"heading": "Injured", "statements": [statement(story.texts, "a2", INJURED)]}],
        "findings": [
            {"id": f"d{n}", "measure": f.measure, "verdict": f.verdict, "note": "It is so."}
            | {"readings": [readings[m] for m in f.members]}
            for n, f in enumerate(story.labels.findings, 1)
        ],
        "timeline": [{"date": "2026-03-03", "grain": "day", "statement": statement(story.texts, "a1", TOLL)}],
        "names": [
            {"name": n.name, "kind": n.kind, "variants": [v.model_dump() for v in n.variants]}
            for n in story.labels.names
        ],
        "articles": [
            {
                "id": a.id,
                "label": a.id,
                "title": None,
                "publisher": None,
                "published": None,
                "reference": None,
            }
            | {"path": a.file, "sha256": a.sha256, "engine": "extractive", "warnings": []}
            for a in story.labels.articles
        ],
        "account": [
            {"article": f.article, "figure": f.id[3:], "reason": None if f.id in held else "a date"}
            | {"fate": "used" if f.id in held else "left_out", "of": held.get(f.id)}
            for f in story.labels.figures
        ],
    }


def right_inventory(story: Story) -> dict[str, list[Json]]:
    fields = {"start", "end", "text", "kind", "low", "high", "unit", "qualifier"}
    return {
        article: [
            f.model_dump(include=fields) | {"id": f.id[3:]}
            for f in story.labels.figures
            if f.article == article
        ]
        for article in story.texts
    }


Matched = Callable[..., Match]


@pytest.fixture
def matched(bridge: Story) -> Matched:
    """Return the match of a right note after `change` was made to it or to the figures found."""

    def make(
        change: Callable[[SimpleNamespace], object] = lambda _made: None,
        on_labels: Sequence[tuple[Sequence[str], str]] | None = None,
    ) -> Match:
        made = SimpleNamespace(note=right_note(bridge), inventory=right_inventory(bridge))
        change(made)
        groups = (
            on_labels if on_labels is not None else [(f.members, f.verdict) for f in bridge.labels.findings]
        )
        result = {
            "story": "bridge", "engine": "extractive", "made_from": "", "seconds": 0.0, "error": None,
            "note": made.note, "inventory": made.inventory,
            "on_labels": [{"members": list(members), "verdict": verdict} for members, verdict in groups],
            "judged": {f.id: f.verdict for f in bridge.labels.findings},
        }  # fmt: skip
        return match(bridge, Result.model_validate_json(json.dumps(result)))

    return make


@pytest.fixture
def failed(bridge: Story) -> Match:
    """The match of a story whose run ended in an exception."""
    result = Result(
        story="bridge", engine="extractive", made_from="", seconds=0.0, error="KeyError: 'x'", note=None,
        inventory={}, on_labels=(), judged={},
    )  # fmt: skip
    return match(bridge, result)
