"""Drafts: what a model may answer, in ids and in prose with slots. Nothing here is checked yet."""

from typing import Annotated, Any, Literal

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


# What two sentences may contradict each other about, as a note's headings say it. No kind is a figure's.
About = Literal[
    "who did it",
    "whether it happened",
    "when it happened",
    "where it happened",
    "a person's role",
    "the cause",
]


class Draft(BaseModel):
    """The base of what a model answers. Its description is part of the schema that the model is shown."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", allow_inf_nan=False)


def _text(longest: int) -> Any:  # noqa: ANN401 - what pydantic's Field returns
    """Return a bound for the server alone: where it is passed all the same, a check drops just that part."""
    return Field(json_schema_extra={"maxLength": longest})


def _list(most: int) -> Any:  # noqa: ANN401
    return Field(json_schema_extra={"maxItems": most})


Id = Annotated[str, _text(12)]
Label = Annotated[str, _text(80)]
Measure = Annotated[
    Label, Field(description="What is counted or measured, in two to six words, without any figure.")
]
Scope = Annotated[
    Label | None,
    Field(description="Whom, where or which period it is limited to, in the article's words; null for all."),
]
Ids = Annotated[list[Id], _list(8)]


class FigureDraft(Draft):
    """One figure that matters, and what the article says it measures."""

    figure: Annotated[Id, Field(description="Id of the figure, such as f7.")]
    sentence: Annotated[Id, Field(description="Id of the sentence that it stands in, such as s4.")]
    measure: Measure
    scope: Scope
    attribution: Annotated[
        Label | None,
        Field(description="Who says it, copied from the article; null where the outlet says it itself."),
    ]


class ArticleDraft(Draft):
    """What one article says."""

    figures: Annotated[
        list[FigureDraft], _list(60), Field(description="The figures that matter to the event.")
    ]
    key_sentences: Annotated[Ids, Field(description="Ids of up to eight sentences that carry the news.")]


class GroupDraft(Draft):
    """Readings that measure the same thing."""

    readings: Annotated[list[Id], _list(60), Field(description="Ids of the readings, such as a2.f7.")]
    measure: Measure
    scope: Scope


class MatchDraft(Draft):
    """Which readings measure the same thing."""

    groups: Annotated[list[GroupDraft], _list(60)]


class PairDraft(Draft):
    """Two sentences that cannot both be true."""

    about: Annotated[About, Field(description="What they contradict each other about.")]
    one: Annotated[Id, Field(description="Id of a sentence, such as a1.s4.")]
    other: Annotated[Id, Field(description="Id of a sentence of another article, such as a3.s2.")]


class DisputeDraft(Draft):
    """What the articles contradict each other about, other than figures."""

    disputes: Annotated[
        list[PairDraft], _list(6), Field(description="The weightiest first; empty if there are none.")
    ]


class StatementDraft(Draft):
    """One sentence of the note."""

    text: Annotated[
        str,
        _text(400),
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
    statements: Annotated[list[StatementDraft], _list(10)]


class BriefDraft(Draft):
    """The note."""

    title: Annotated[
        StatementDraft, Field(description="A headline of up to twelve words, without any figure.")
    ]
    bottom_line: Annotated[
        list[StatementDraft],
        _list(5),
        Field(description="What a reader must know if he reads nothing else: two to four sentences."),
    ]
    sections: Annotated[list[SectionDraft], _list(10)]
