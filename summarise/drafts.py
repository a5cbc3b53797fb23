"""Drafts: what a model may answer, in ids and in prose with slots. Nothing here is checked yet."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

# Headings stand in a note without a citation, so that a model chooses among ours.
Heading = Literal[
    "What happened",
    "Casualties",
    "People affected",
    "Situation on the ground",
    "Damage and cost",
    "Cause and investigation",
    "Results",
    "Money and markets",
    "Law and courts",
    "Response",
    "Reactions",
    "What is disputed",
    "What is not known",
    "What comes next",
    "Background",
]


class Draft(BaseModel):
    """The base of what a model answers. Its description is part of the schema that the model is shown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


Measure = Annotated[
    str, Field(description="What is counted or measured, in two to six words, without any figure.")
]
Scope = Annotated[
    str | None,
    Field(description="Whom, where or which period it is limited to, in the article's words; null for all."),
]
Ids = list[str]


class FigureDraft(Draft):
    """One figure that matters, and what the article says it measures."""

    figure: Annotated[str, Field(description="Id of the figure, such as f7.")]
    sentence: Annotated[str, Field(description="Id of the sentence that it stands in, such as s4.")]
    measure: Measure
    scope: Scope
    attribution: Annotated[
        str | None,
        Field(description="Who says it, copied from the article; null where the outlet says it itself."),
    ]


class ArticleDraft(Draft):
    """What one article says."""

    figures: Annotated[list[FigureDraft], Field(description="The figures that matter to the event.")]
    key_sentences: Annotated[Ids, Field(description="Ids of up to eight sentences that carry the news.")]


class GroupDraft(Draft):
    """Readings that measure the same thing."""

    readings: Annotated[Ids, Field(description="Ids of the readings, such as a2.f7.")]
    measure: Measure
    scope: Scope


class MatchDraft(Draft):
    """Which readings measure the same thing."""

    groups: list[GroupDraft]


class StatementDraft(Draft):
    """One sentence of the note."""

    text: Annotated[
        str,
        Field(
            description="The sentence; every figure in it is a slot, such as {a2.f7}, never digits or words."
        ),
    ]
    sentences: Annotated[Ids, Field(description="Ids of the sentences that it rests on, such as a2.s4.")]
    findings: Annotated[
        Ids, Field(description="Ids of the findings that it tells, such as d3; empty if none.")
    ]


class SectionDraft(Draft):
    """A part of the note."""

    heading: Heading
    statements: list[StatementDraft]


class BriefDraft(Draft):
    """The note."""

    title: Annotated[
        StatementDraft, Field(description="A headline of up to twelve words, without any figure.")
    ]
    bottom_line: Annotated[
        list[StatementDraft],
        Field(description="What a reader must know if he reads nothing else: two to four sentences."),
    ]
    sections: list[SectionDraft]
