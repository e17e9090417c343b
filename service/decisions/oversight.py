"""What whoever looks after quality is answered about the whole centre: what to sample, and which contests wait."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.decisions.schemas import PersonInBrief
from service.storage.tables.analyses import Status


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class SamplingReason(_Answered):
    """Why to look at a submission."""

    id: str = Field(description="Id of the reason.")
    sentence: str = Field(description="The same as a sentence.")


class AssessorSampled(_Answered):
    """How much of an assessor's work was looked at."""

    assessor: PersonInBrief = Field(description="Whose work.")
    decided: int = Field(description="Submissions decided within the period.")
    sampled: int = Field(description="How many of them were sampled.")
    share: float = Field(description="Which share of her work is to be.")
    target: int = Field(description="How many that makes.")
    missing: int = Field(description="How many are still to choose.")
    new: bool = Field(description="Whether she is new.")


class Proposal(_Answered):
    """A submission that the plan names."""

    submission: UUID = Field(description="The submission's id.")
    version: int = Field(description="Its version, for If-Match.")
    unit: str = Field(description="Id of the unit.")
    assessor: PersonInBrief = Field(description="Who decided most of it.")
    decided_at: datetime = Field(description="When it was decided.")
    reasons: tuple[SamplingReason, ...] = Field(description="Why, the weightiest first.")


class SamplingPlan(_Answered):
    """What a quality assurer should look at."""

    since: datetime = Field(description="The beginning of the period.")
    assessors: tuple[AssessorSampled, ...] = Field(description="Whose work was decided within it, by name.")
    proposals: tuple[Proposal, ...] = Field(description="What to choose, by assessor.")


class OpenContest(_Answered):
    """A contest that waits for another person."""

    id: UUID = Field(description="The contest's id.")
    submission: UUID = Field(description="The submission.")
    unit: str = Field(description="Id of the unit.")
    learner: PersonInBrief = Field(description="Who contests.")
    marking_point: str = Field(description="Which point the decision is about.")
    status: Status = Field(description="What was decided.")
    decided_by: PersonInBrief = Field(description="Who decided.")
    at: datetime = Field(description="When it was contested.")
    reason: str | None = Field(description="The learner's reason; null when it was erased.")
    may_review: tuple[PersonInBrief, ...] = Field(description="Who can look at it: nobody who decided on it.")


class OpenContests(_Answered):
    """Contests that wait."""

    items: tuple[OpenContest, ...] = Field(description="The one that has waited longest first.")


class RecentSampling(_Answered):
    """A submission that was chosen."""

    submission: UUID = Field(description="The submission's id.")
    unit: str = Field(description="Id of the unit.")
    by: PersonInBrief = Field(description="Who chose it.")
    at: datetime = Field(description="When.")
    sentence: str = Field(description="Why.")
    points_marked: int = Field(description="How many marking points she has marked a second time.")
