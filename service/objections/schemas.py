"""What is sent and told about objections."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.pages import Wanted


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class ObjectionWanted(BaseModel):
    """What somebody disagrees with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    observation: str = Field(
        min_length=1,
        max_length=200,
        pattern=r"^[^\x00]*$",
        description="JSON Pointer (RFC 6901) to an observation in the draft's result, as you are given it.",
        examples=["/marking_points/3"],
    )


class ObjectionView(_Answered):
    """Somebody's disagreement with an observation."""

    id: UUID = Field(description="The objection's id.")
    observation: str = Field(description="JSON Pointer to the observation in the result, as whoever asks is given it.")
    kind: str = Field(description="Id of the kind of observation; `docs/objections.md` lists them.")
    about: str | None = Field(description="Id of what it is about: a marking point, an element, a check.")
    by_learner: bool = Field(description="Whether the learner disagrees, and not one of the staff.")
    by: UUID = Field(description="Id of who disagrees.")
    name: str = Field(description="Her name.")
    at: datetime = Field(description="Since when.")
    mine: bool = Field(description="Whether it is one's own, and can be taken back.")


class ObjectionList(_Answered):
    """What people disagree with on a draft."""

    items: tuple[ObjectionView, ...] = Field(description="Those that stand against its latest result, oldest first.")


class SummaryQuery(BaseModel):
    """Which objections are counted."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Wanted | None = Field(None, description="Only those on submissions for this unit.")
    cohort: UUID | None = Field(None, description="Only those on submissions of this cohort.")


class ObjectionCount(_Answered):
    """How often people disagree with what the program says of one thing."""

    unit: str = Field(description="Id of the unit.")
    kind: str = Field(description="Id of the kind of observation.")
    title: str = Field(description="What an observation of this kind says.")
    about: str | None = Field(description="Id of what the observations are about.")
    by_learners: int = Field(description="How many objections of learners stand.")
    by_staff: int = Field(description="How many of assessors and quality assurers stand.")
    withdrawn: int = Field(description="How many were taken back.")


class ObjectionSummary(_Answered):
    """What the people of a centre disagree with."""

    drafts: int = Field(description="On how many drafts objections stand.")
    items: tuple[ObjectionCount, ...] = Field(description="Most objections first.")
