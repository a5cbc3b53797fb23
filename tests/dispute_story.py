"""A story of three articles that contradict each other on more than figures."""

from summarise.article import parse
from summarise.compose import Story, story_of
from summarise.extract import extract
from summarise.merge import merge
from summarise.story import date_story, inventory
from summarise.values import Article

TEXTS = (
    """Ferry Aurelia sinks

Publisher: Coast Daily
Published: 5 May 2031

The ferry Aurelia sank off Port Ellery on Sunday after a fire in its engine room, Ellery Coast Guard said.

The smuggler Tomas Rell had set the fire in the engine room, a deckhand said. At least 12 passengers drowned.

The captain, Jon Brandt, left the bridge when the alarm rang. The bridge was dark.
""",
    """Ferry owner rejects claims

Publisher: Morning Post
Published: 6 May 2031

Ellery Lines denied that there had been a fire in the engine room of the Aurelia.

The ferry Aurelia sank off Port Ellery on Saturday, the harbour master said. At least 17 passengers drowned.

A welder had set the fire in the engine room, police said. Shops in the harbour stayed closed.
""",
    """Search goes on

Publisher: Valley Radio
Published: 7 May 2031

Ellery Coast Guard said the fire in the engine room of the ferry had broken out after a collision.

The ferry Aurelia sank off Port Ellery on 4 May. Jon Brandt, who was captain, stayed on the bridge to the end.

The engine room of the ferry Aurelia never burned, a diver said. Singers gave a concert.
""",
)


def articles(*texts: str) -> list[Article]:
    return [parse(text, f"{n}.txt", f"a{n}") for n, text in enumerate(texts or TEXTS, 1)]


def story(*texts: str) -> Story:
    summaries = [extract(article, inventory(article)) for article in date_story(articles(*texts))]
    return story_of(summaries, merge(summaries))
