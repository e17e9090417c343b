"""What is asked and answered about consistency and progress."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.pages import Wanted
from service.storage.tables.analyses import Status
from service.storage.tables.submissions import State


class Source(StrEnum):
    """What brought a person to judge."""

    ASSESSMENT = "assessment"
    """She had the submission to assess."""
    SAMPLING = "sampling"
    """She marked it a second time for quality assurance, and could see the first decision."""
    CONTEST = "contest"
    """She looked at it because the learner contested a decision, and could see that."""
    STANDARDISATION = "standardisation"
    """She marked it in an exercise, where she could see neither a colleague's decision nor a suggestion."""


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


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class Estimate(_Answered):
    """A figure with its 95 % interval; or none, and why."""

    value: float | None = Field(description="The figure; null where it cannot be estimated.")
    low: float | None = Field(description="Lower end of the 95 % interval, by resampling submissions.")
    high: float | None = Field(description="Upper end.")
    why_not: str | None = Field(description="Why it cannot be estimated, in words; null where it can.")


class Comparison(_Answered):
    """How two sides agree on the marking points that both judged, on the same drafts."""

    submissions: int = Field(description="How many submissions both judged.")
    pairs: int = Field(description="How many pairs of decisions on one marking point that makes.")
    sources: dict[Source, int] = Field(description="How the second decision of each pair came about.")
    table: tuple[tuple[int, ...], ...] = Field(
        description="How often the one gave the row's status where the other gave the column's; order as `statuses`."
    )
    agreement: Estimate = Field(description="Share of pairs with the same status.")
    kappa: Estimate = Field(description="Cohen's kappa: agreement beyond chance.")
    weighted_kappa: Estimate = Field(description="The same with linear weights: a neighbouring status agrees by half.")
    ac1: Estimate = Field(description="Gwet's AC1: agreement beyond chance, steadier where one status prevails.")


class PointComparison(Comparison):
    """A comparison on one marking point."""

    unit: str = Field(description="Id of the unit.")
    marking_point: str = Field(description="Id of the marking point.")


class PairComparison(Comparison):
    """A comparison of two people."""

    assessors: tuple[PersonInBrief, PersonInBrief] = Field(description="Whose status is the row, whose the column.")


class AssessorComparison(Comparison):
    """A comparison of one person with the program."""

    assessor: PersonInBrief = Field(description="Who; her status is the row.")


class BetweenPeople(_Answered):
    """How people agree with each other."""

    overall: Comparison = Field(description="All pairs of people; the row is who judged first.")
    points: tuple[PointComparison, ...] = Field(description="The same for each marking point.")
    pairs: tuple[PairComparison, ...] = Field(description="Each two people, over all marking points.")


class WithProgram(_Answered):
    """How people who could not see the program's suggestion agree with it."""

    overall: Comparison = Field(description="All of them; the person's status is the row.")
    points: tuple[PointComparison, ...] = Field(description="The same for each marking point.")
    assessors: tuple[AssessorComparison, ...] = Field(description="Each person, over all marking points.")
    seen: int = Field(description="Decisions made with the suggestion in view: they are not independent of it.")
    seen_same: int = Field(description="How many of those are the same as the suggestion. Nothing follows from it.")


class MarkTwice(_Answered):
    """What to mark a second time so that more can be estimated."""

    assessor: PersonInBrief = Field(description="Whose work it is.")
    compared: int = Field(description="Her submissions that somebody else has judged too.")
    missing: int = Field(description="How many more it takes.")
    submissions: tuple[UUID, ...] = Field(description="Which ones to choose: those on which her decisions vary first.")


class Agreement(_Answered):
    """Whether a centre's people judge alike, as far as it can be known."""

    statuses: tuple[Status, ...] = Field(description="The statuses in their order, as rows and columns of tables.")
    decisions: int = Field(description="First decisions that were looked at.")
    submissions: int = Field(description="Submissions that they are on.")
    least_submissions: int = Field(description="Below this many submissions nothing is estimated.")
    between_people: BetweenPeople = Field(description="People with each other.")
    with_program: WithProgram = Field(description="People with the program.")
    mark_twice: tuple[MarkTwice, ...] = Field(description="What would let more be estimated.")


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
