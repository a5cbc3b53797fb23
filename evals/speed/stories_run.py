"""Print how long 2,000 short articles take to be grouped: `python -m evals.speed.stories_run`."""

import resource
import time
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from evals.scorers.findings import b_cubed
from evals.speed.__main__ import many_articles
from summarise.article import parse
from summarise.grouping import group
from summarise.traits import traits_of
from summarise.values import Article

STORIES = 400
TOLD = 5
FIRST_DAY = date(2026, 1, 5)
DAYS = 60
TOWNS = 60
HEADS = "Bar Cor Dal El Fen Gar Hal Kes Lin Mor Nor Or Pel Quen Ros Sel Tarn Ul Ver Wex".split()
TAILS = (
    "bach by combe dale ford gate ham holm ingen kirk land mere mouth ness port rup stad ton vik wick".split()
)
GIVEN = (
    "Ana Bert Clara Dov Ewa Finn Greta Hugo Ines Jon Kira Leo Mara Nils Olga Paul Rita Sven Tove Uwe".split()
)
EVENTS = {
    "fire": (
        "A fire burned down the {thing} in {town} {day}, killing {few} people.",
        "mill brewery hotel market",
    ),
    "crash": ("A lorry hit a {thing} near {town} {day}; {few} people died.", "tram school-bus train minibus"),
    "vote": (
        "The council of {town} voted {day} to build a {thing} for {many} people.",
        "stadium bridge pool theatre",
    ),
    "strike": (
        "Some {many} workers of the {thing} in {town} walked out {day}.",
        "shipyard foundry airport clinic",
    ),
    "trial": (
        "A court in {town} jailed {person}, who ran a {thing}, for {few} years {day}.",
        "bank casino farm lottery",
    ),
    "flood": (
        "The river took the {thing} of {town} {day} and drove {many} people out.",
        "dyke weir quay library",
    ),
}
SAID = (
    "“Nobody saw it coming,” said {person} of the {body}.",
    "{person} of the {body} spoke of {many} calls in one night.",
    "The {body} has begun an inquiry, {person} said in {town}.",
    "It was the {few}th of its kind in {town} since 2019.",
    "The damage is put at {many},000 crowns, according to {person}.",
    "People from {other} came to help, and {few} of them stayed.",
)
BODIES = "fire brigade;police;city hall;trade union;harbour office;health office;road office;chamber".split(
    ";"
)


def made_articles(count: int) -> tuple[list[Article], list[set[str]]]:
    """Return articles on many events of a few towns, mixed, and which of them belong together."""
    random = Random(1)  # noqa: S311 - the same articles at each run
    towns = sorted({random.choice(HEADS) + random.choice(TAILS) for _ in range(2 * TOWNS)})[:TOWNS]
    texts = [(story, text) for story in range(count // TOLD) for text in _told(story, towns, random)]
    random.shuffle(texts)
    articles, stories = [], defaultdict(set)
    for n, (story, text) in enumerate(texts):
        articles.append(parse(text, f"{n}.txt", f"a{n + 1}"))
        stories[story].add(f"a{n + 1}")
    return articles, list(stories.values())


def _told(story: int, towns: list[str], random: Random) -> Iterator[str]:
    """Yield the articles of one event: the same facts, other sentences, up to four days later."""
    kind = sorted(EVENTS)[story % len(EVENTS)]
    lead, things = EVENTS[kind]
    begun = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    facts = {
        "town": random.choice(towns),
        "other": random.choice(towns),
        "thing": random.choice(things.split()),
        "few": str(random.randint(4, 19)),
        "many": str(random.randint(200, 9000)),
        "body": random.choice(BODIES),
        "person": f"{random.choice(GIVEN)} {random.choice(HEADS)}{random.choice(TAILS)}",
        "day": f"on {begun.day} {begun:%B}",
    }
    for n in range(TOLD):
        written = begun + timedelta(days=n % 4)
        sentences = [lead, *random.sample(SAID, 4)]
        body = "\n\n".join(sentence.format(**facts) for sentence in sentences)
        yield (
            f"Source: Paper {chr(65 + n)}\nPublished: {written.day} {written:%B %Y}\n\n"
            f"{kind.capitalize()} in {facts['town']}: what we know of the {facts['thing']}\n\n{body}\n"
        )


def main() -> None:
    """Print one line for many stories, and one for a single one."""
    articles, wanted = made_articles(STORIES * TOLD)
    found, seconds = _grouped(articles)
    right = b_cubed(wanted, found)
    print(f"{len(articles)} articles of {len(wanted)} events   {_told_of(found, seconds)}")
    print(f"  B-cubed precision {right.precision:.3f}, recall {right.recall:.3f}")
    found, seconds = _grouped(many_articles(STORIES * TOLD))
    print(f"{STORIES * TOLD} articles of one event      {_told_of(found, seconds)}")
    print(f"peak memory                 {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:9.0f} MB")


def _told_of(found: list[set[str]], seconds: float) -> str:
    return f"{seconds:9.1f} s of processor time, {len(found)} groups"


def _grouped(articles: list[Article]) -> tuple[list[set[str]], float]:
    """Return the groups of an exhaustive run and the processor time, the reading of the traits included."""
    start = time.process_time()
    groups = group(traits_of(articles))
    return [{articles[n].id for n in members} for members in groups], time.process_time() - start


if __name__ == "__main__":
    main()
