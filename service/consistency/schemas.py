"""What is asked and answered about consistency and progress."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.judging.columns import Source
from service.pages import Wanted
from service.storage.tables.analyses import Status
from service.storage.tables.submissions import State


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class ProgressQuery(BaseModel):
    """Which submissions progress is counted over."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    unit: Wanted | None = Field(None, description="Only submissions for this unit.")
    cohort: UUID | None = Field(None, description="Only those of this cohort.")


class AgreementQuery(ProgressQuery):
    """Which decisions agreement is measured on."""

    since: date | None = Field(None, description="Only what was decided on this day or later (Europe/London).")
    until: date | None = Field(None, description="Only what was decided on this day or earlier.")
    source: tuple[Source, ...] = Field(
        (), description="Only decisions that people came to in one of these ways; all where it is left out."
    )

    def wanted(self) -> tuple[Source, ...]:
        """The sources that are asked for."""
        return self.source or tuple(Source)


class AuditQuery(AgreementQuery):
    """Which decisions are audited, and how people are named."""

    pseudonyms: bool = Field(False, description="Whether assessors go by letters, for a report that leaves the centre.")


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class PointCoverage(_Answered):
    """How far one marking point is covered."""

    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")
    statuses: dict[Status, int] = Field(description="Decisions in force, by status.")
    undecided: int = Field(description="Submissions that were handed in and on which the point is not decided.")


class CohortProgress(_Answered):
    """How far the learners of one cohort are."""

    cohort: UUID | None = Field(description="Id of the cohort; null for learners of none.")
    name: str | None = Field(description="Its name.")
    submissions: int = Field(description="Submissions that were handed in at least once.")
    states: dict[State, int] = Field(description="How many of them are where.")
    points: tuple[PointCoverage, ...] = Field(description="Coverage of each marking point, in the unit's order.")


class Progress(_Answered):
    """How far the learners of a centre are."""

    cohorts: tuple[CohortProgress, ...] = Field(description="By name; learners of none last.")


class LearnerProgress(_Answered):
    """Where one submission stands."""

    submission: UUID = Field(description="The submission's id.")
    learner: PersonInBrief = Field(description="Whose it is.")
    reference: str | None = Field(description="The centre's own number for her.")
    unit: str = Field(description="Id of the unit.")
    state: State = Field(description="Where it is.")
    assessor: str | None = Field(description="Name of whose work it is to assess it.")
    changed_at: datetime = Field(description="When it changed last.")
    decided: int = Field(description="How many marking points are decided.")
