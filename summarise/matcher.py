"""Matching with a model: which readings belong together, where code is in doubt."""

from collections.abc import Mapping, Sequence

from summarise.candidates import Candidate
from summarise.clusters import Cluster, cluster
from summarise.drafts import MatchDraft
from summarise.errors import ModelError, ModelStopError, PromptTooLongError, ReplyTooLongError
from summarise.extract import ArticleSummary
from summarise.ground import Flaw, Group, dropped, messages, read_groups
from summarise.marked import Evidence
from summarise.merge import Gathered
from summarise.questions import Asking, all_of, reason, remembering
from summarise.regroup import batches, name_of, regrouped, row_of, worth_asking
from summarise.values import GROUPED_BY_CODE, Dropped

WHERE = "which readings belong together"


async def match(
    asking: Asking, summaries: Sequence[ArticleSummary], gathered: Gathered
) -> tuple[list[Cluster], list[Dropped]]:
    """Return the readings by what they measure, and what of the model's answers was dropped.

    The groups are those of code, but for what the model knew better.

    Raises:
        ModelError: the model cannot be used, or a call failed and the asking is strict.
    """
    clusters = cluster(gathered.candidates, gathered.measures)
    evidence = Evidence(summaries, story=True)
    doubtful = list(worth_asking(clusters, gathered))
    rows = {name_of(c): row_of(c, evidence) for c in (candidate for group in doubtful for candidate in group)}
    by_name = {name_of(c): c for c in gathered.candidates}
    requests = batches(doubtful, rows, asking.room.match)
    outcomes = await all_of(
        _groups(asking, {name: by_name[name] for name in names}, rows, gathered, evidence)
        for names in requests
    )
    groups = [group for found, _ in outcomes for group in found]
    return regrouped(clusters, groups, by_name, gathered), [entry for _, told in outcomes for entry in told]


async def _groups(
    asking: Asking,
    readings: Mapping[str, Candidate],
    rows: Mapping[str, str],
    gathered: Gathered,
    evidence: Evidence,
) -> tuple[list[Group], tuple[Dropped, ...]]:
    @remembering
    def read(draft: MatchDraft) -> tuple[list[Group], list[Flaw]]:
        return read_groups(draft, readings, gathered.measures, evidence)

    try:
        draft = await asking.ask(
            asking.prompts.match,
            MatchDraft,
            lambda draft: messages(read(draft)[1]),
            readings="\n".join(rows[name] for name in readings),
        )
    except ModelStopError:
        raise
    except (PromptTooLongError, ReplyTooLongError) as error:
        names = list(readings)
        if len(names) < 4:
            return _unmatched(asking, error)
        halves = (names[: len(names) // 2], names[len(names) // 2 :])
        parts = [
            await _groups(asking, {n: readings[n] for n in half}, rows, gathered, evidence) for half in halves
        ]
        return [group for found, _ in parts for group in found], tuple(e for _, told in parts for e in told)
    except ModelError as error:
        return _unmatched(asking, error)
    groups, found = read(draft)
    return groups, dropped(found, WHERE)


def _unmatched(asking: Asking, error: ModelError) -> tuple[list[Group], tuple[Dropped, ...]]:
    if asking.strict:
        raise error
    why = f"the model's call failed, and {GROUPED_BY_CODE}: {reason(error)}"
    return [], (Dropped(where=WHERE, reason=why),)
