"""Comparing with a model: what the sources contradict each other about, other than figures."""

from collections.abc import Iterable, Mapping, Sequence

from summarise.compose import Story, Written, within
from summarise.disputes import Dispute, Said, heard, read_disputes, rows
from summarise.drafts import DisputeDraft
from summarise.errors import (
    ModelError,
    ModelStopError,
    PromptTooLongError,
    ReplyTooLongError,
)
from summarise.ground import Flaw, dropped, messages
from summarise.questions import Asking, reason, remembering
from summarise.values import NOT_LOOKED_FOR, Dropped, Section, Statement

WHERE = "what the sources dispute"
HEADING = "Disputed: "
# The section of a note that what is disputed stands before.
AFTER = "Further figures"
# Into how many parts the room is divided where a request or reply was too long.
SHARES = (1, 2, 4)


async def dispute(asking: Asking, story: Story) -> tuple[list[Dispute], tuple[Dropped, ...]]:
    """Return what the articles contradict each other about, the weightiest first, and what was dropped.

    Raises:
        ModelError: the model cannot be used, or the call failed and the asking is strict.
    """
    try:
        return await _disputes(asking, story)
    except ModelStopError:
        raise
    except ModelError as error:
        if asking.strict:
            raise
        why = f"the model's call failed, and {NOT_LOOKED_FOR}: {reason(error)}"
        return [], (Dropped(where=WHERE, reason=why),)


async def _disputes(asking: Asking, story: Story) -> tuple[list[Dispute], tuple[Dropped, ...]]:
    """Ask once about all that there is room for; where that is too long, about less."""
    error: ModelError | None = None
    for share in SHARES:
        shown = heard(story, asking.room.dispute // share)
        if len({said.place.article.id for said in shown.values()}) < 2:
            break
        try:
            return await _asked(asking, shown)
        except (PromptTooLongError, ReplyTooLongError) as too_long:
            error = too_long
    if error is not None:
        raise error
    return [], ()


async def _asked(asking: Asking, shown: Mapping[str, Said]) -> tuple[list[Dispute], tuple[Dropped, ...]]:
    @remembering
    def read(draft: DisputeDraft) -> tuple[list[Dispute], list[Flaw]]:
        return read_disputes(draft, shown)

    draft = await asking.ask(
        asking.prompts.dispute,
        DisputeDraft,
        lambda draft: messages(read(draft)[1]),
        sentences="\n".join(rows(shown)),
    )
    disputes, flaws = read(draft)
    return disputes, dropped(flaws, WHERE)


# Their place in the note


def with_disputes(written: Written, disputes: Sequence[Dispute], words: int) -> Written:
    """Return what was written in so many words at most, with the disputes in a section for each kind.

    They take at most half of what the bottom line leaves, each whole or not at all, and what has no room is
    counted; no other section says again what they quote.
    """
    left = words - _length(written.bottom_line)
    kept: list[Dispute] = []
    for one in disputes:
        size = _length(one.statements)
        if size + sum(_length(held.statements) for held in kept) <= left // 2:
            kept.append(one)
    sections = [_section(about, kept) for about in dict.fromkeys(one.about for one in kept)]
    quoted = {statement.text for section in sections for statement in section.statements}
    others = within(
        written._replace(sections=tuple(_but(section, quoted) for section in written.sections)),
        words - sum(_length(section.statements) for section in sections),
    ).sections
    at = next((n for n, section in enumerate(others) if section.heading == AFTER), len(others))
    lost = len(disputes) - len(kept)
    no_room = Dropped(where=WHERE, reason=f"no room on the page: {lost} of {len(disputes)}")
    return written._replace(
        sections=(*others[:at], *sections, *others[at:]),
        dropped=(*written.dropped, *([no_room] if lost else [])),
    )


def _section(about: str, disputes: Sequence[Dispute]) -> Section:
    statements = (statement for one in disputes if one.about == about for statement in one.statements)
    return Section(heading=f"{HEADING}{about}", statements=tuple(statements))


def _but(section: Section, quoted: set[str]) -> Section:
    kept = tuple(statement for statement in section.statements if statement.text not in quoted)
    return section.model_copy(update={"statements": kept})


def _length(statements: Iterable[Statement]) -> int:
    return sum(len(statement.text.split()) for statement in statements)
