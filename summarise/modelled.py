"""The llm engine: a model reads and compares the articles, and writes the note."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager

from summarise import __version__
from summarise.compose import PAGE, Brief, assemble, story_of
from summarise.disputer import dispute, with_disputes
from summarise.errors import NoteError
from summarise.marked import without_orders
from summarise.matcher import match
from summarise.merge import gather, settle
from summarise.questions import Asking, Model, Prompts, Room, load_prompts
from summarise.reader import read_all, told_of
from summarise.story import date_story
from summarise.values import Article, Provenance
from summarise.writer import write


def brief_with_model(  # noqa: PLR0913 - as write_brief
    articles: Sequence[Article],
    door: AbstractAsyncContextManager[Model],
    *,
    prompts: Prompts | None = None,
    strict: bool = False,
    room: Room = Room(),  # noqa: B008 - a value
    words: int = PAGE,
    told: Callable[[str], None] = lambda _: None,
) -> Brief:
    """Return the briefing note that a model wrote on articles about one event: `write_brief` for plain code.

    Raises:
        RuntimeError: an event loop is running already, as in a notebook.
        NoteError, ModelError, PromptError: as `write_brief`.
    """

    async def work() -> Brief:
        async with door as model:
            return await write_brief(
                articles, model, prompts=prompts, strict=strict, room=room, words=words, told=told
            )

    if _is_in_a_loop():
        raise RuntimeError("an event loop is running here already: write `await write_brief(…)` instead")
    return asyncio.run(work())


def _is_in_a_loop() -> bool:
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


async def write_brief(  # noqa: PLR0913 - what a caller may choose, all but two with a default
    articles: Sequence[Article],
    model: Model,
    *,
    prompts: Prompts | None = None,
    strict: bool = False,
    room: Room = Room(),  # noqa: B008 - a value
    words: int = PAGE,
    told: Callable[[str], None] = lambda _: None,
) -> Brief:
    """Return the briefing note that a model wrote on articles about one event.

    The model names figures and sentences by id; code puts in the words of the sources, decides how readings
    differ and cites. What does not hold is asked for again, then dropped and counted in `Brief.dropped`.

    Args:
        articles: as `summarise.read` returns them.
        model: an open door to a model.
        prompts: the templates; none means those of this package.
        strict: raise where else an article would be read, or a step done, without the model.
        room: how much goes into one request.
        words: how long the note's sentences may be together; the bottom line is kept in any case.
        told: is called with the id of each article that is done.

    Raises:
        NoteError: there is no article.
        PromptError: a template is missing or wrong.
        ModelError: the model cannot be used, no call for an article succeeded, or `strict` and one failed.
    """
    if not articles:
        raise NoteError("a note needs at least one article")
    asking = Asking(model, prompts or load_prompts(), room, strict)
    read = await read_all(asking, date_story([without_orders(article) for article in articles]), told)
    summaries = [one.summary for one in read]
    gathered = gather(summaries)
    clusters, of_match = await match(asking, summaries, gathered)
    story = story_of(summaries, settle(summaries, gathered.names, clusters))
    disputes, of_disputes = await dispute(asking, story)
    written, of_brief = await write(asking, story, read)
    of_articles = (entry for one in read for entry in told_of(one))
    provenance = Provenance(
        tool="summarise",
        version=__version__,
        engine="llm",
        model=model.model,
        prompts={prompt.name: prompt.sha256 for prompt in asking.prompts},
        usage=dict(model.took()),
    )
    engines = {one.summary.article.id: "extractive" for one in read if one.failure or not one.asked}
    dropped = (*of_articles, *of_match, *of_disputes, *of_brief)
    told_so = written._replace(provenance=provenance, engines=engines, dropped=dropped)
    return assemble(story, with_disputes(told_so, disputes, words))
