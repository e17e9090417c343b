"""What whoever looks after quality is answered about the contests of the whole centre."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.decisions.schemas import PersonInBrief
from service.storage.tables.analyses import Status


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


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


class ContestCount(_Answered):
    """What became of the contests of decisions on one marking point."""

    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")
    waiting: int = Field(description="How many wait for another person.")
    upheld: int = Field(description="How many ended with the status that it had.")
    changed: int = Field(description="How many ended with another one.")


class ContestSummary(_Answered):
    """What became of all contests of a centre."""

    items: tuple[ContestCount, ...] = Field(description="Those with the most contests first; none without any.")
