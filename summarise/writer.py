"""Writing with a model: the note's text, or what code writes where that fails."""

from collections.abc import Iterator, Sequence
from itertools import islice

from summarise.compose import MORE_FINDINGS, Story, Written, extracted, kept_findings, weighty
from summarise.drafts import BriefDraft
from summarise.errors import (
    ModelError,
    ModelReplyError,
    ModelStopError,
    PromptTooLongError,
    ReplyTooLongError,
)
from summarise.ground import WrittenBrief, dropped, messages, read_brief
from summarise.marked import Evidence
from summarise.material import cut, evidence_lines, finding_lines
from summarise.questions import Asking, reason, remembering
from summarise.reader import Read
from summarise.statements import told as told_by_code
from summarise.values import WRITTEN_BY_CODE, Dropped, Finding, Section, Statement

# What the writing call is shown and asked for, from the most to the least: findings, statements, and whether
# whole articles stand behind them.
HELPINGS = ((40, 24, True), (40, 24, False), (15, 12, False), (6, 6, False))
WHERE = "the note's text"


async def write(asking: Asking, story: Story, read: Sequence[Read]) -> tuple[Written, tuple[Dropped, ...]]:
    """Return the note's text by the model, or by code where the model's call failed, and what was dropped.

    Raises:
        ModelError: the model cannot be used, or the call failed and the asking is strict.
    """
    by_code = extracted(story)
    findings = kept_findings(story)
    try:
        note = await _brief(asking, story, read, findings)
    except ModelStopError:
        raise
    except ModelError as error:
        if asking.strict:
            raise
        why = f"the model's call failed, and {WRITTEN_BY_CODE}: {reason(error)}"
        return by_code, (Dropped(where=WHERE, reason=why),)
    told = dropped(note.flaws, WHERE)
    if not note.bottom_line and not note.sections:
        why = f"nothing that the model wrote could be kept, and {WRITTEN_BY_CODE}"
        return by_code, (*told, Dropped(where=WHERE, reason=why))
    further = Section(heading="Further figures", statements=tuple(_further(story, note)))
    return Written(
        note.title or by_code.title,
        note.bottom_line or by_code.bottom_line,
        (*note.sections, *([further] if further.statements else [])),
    ), told


async def _brief(
    asking: Asking, story: Story, read: Sequence[Read], findings: Sequence[Finding]
) -> WrittenBrief:
    """Return what the model wrote; it is shown less and asked for less as often as that is too long."""
    evidence = Evidence(story.summaries, story=True)
    known = {finding.id: finding for finding in findings}
    of = [(one.summary, one.key_sentences) for one in read]

    @remembering
    def read_draft(draft: BriefDraft) -> WrittenBrief:
        return read_brief(draft, evidence, known)

    error: ModelError = ModelReplyError("no material is short enough for one request")
    for shown, statements, whole in HELPINGS:
        told = findings[:shown]
        material = "\n".join(evidence_lines(of, evidence, None if whole else told))
        if whole and len(material) > asking.room.brief:
            continue
        try:
            draft = await asking.ask(
                asking.prompts.brief,
                BriefDraft,
                lambda draft: messages(read_draft(draft).flaws),
                statements=str(statements),
                findings="\n".join(finding_lines(told, evidence)) or "(no findings)",
                evidence=cut(material, asking.room.brief),
            )
        except (PromptTooLongError, ReplyTooLongError) as too_long:
            error = too_long
            continue
        return read_draft(draft)
    raise error


def _further(story: Story, note: WrittenBrief) -> Iterator[Statement]:
    """Yield the weightier findings of which the model has told no figure."""
    statements = [*note.bottom_line, *(s for section in note.sections for s in section.statements)]
    told = {(c.article, c.start) for s in statements for c in s.citations if c.role == "words"}
    untold = (f for f in weighty(story.merged) if not any((r.article, r.start) in told for r in f.readings))
    yield from islice(filter(None, (told_by_code(f, story.sources) for f in untold)), MORE_FINDINGS)
