"""What is asked and answered about what quality assurance looks at."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from service.judging.estimates import Estimate
from service.judging.sampling.results import BandTarget, Stratum, Uncovered

MOST_CHOSEN = 1_000
_LARGEST_SEED = 2**31 - 1
_A_SECOND = timedelta(seconds=1)


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class SamplingWanted(_Sent):
    """Why a quality assurer chooses a submission."""

    reason: str = Field(max_length=40, description="Id of one of the reasons that `docs/sampling.md` lists.")


class SamplingView(_Answered):
    """That a submission was chosen."""

    id: UUID = Field(description="The choice's id.")
    draft: int = Field(description="Number of the draft then.")
    by: PersonInBrief = Field(description="Who chose it.")
    at: datetime = Field(description="When.")
    reason: str = Field(description="Why: id of a reason.")
    sentence: str = Field(description="The same as a sentence.")
    decisions: dict[str, UUID] = Field(description="What was in force at that moment, by marking point.")


class SamplingList(_Answered):
    """When and why a submission was chosen."""

    items: tuple[SamplingView, ...] = Field(description="Oldest first.")


class RecentSampling(_Answered):
    """A submission that was chosen."""

    submission: UUID = Field(description="The submission's id.")
    unit: str = Field(description="Id of the unit.")
    by: PersonInBrief = Field(description="Who chose it.")
    at: datetime = Field(description="When.")
    sentence: str = Field(description="Why.")
    points_marked: int = Field(description="How many marking points she has marked a second time.")


class SamplingReason(_Answered):
    """Why to look at a submission."""

    id: str = Field(description="Id of the reason.")
    sentence: str = Field(description="The same as a sentence.")


class PlanWanted(_Sent):
    """Which plan to draw. Neither a share nor a number: as many as the shares of the risk bands ask for."""

    since: date = Field(description="First day on which what it is drawn from was decided (Europe/London).")
    until: date = Field(description="Last day.")
    share: float | None = Field(None, gt=0, le=1, description="Which share of the submissions to look at.")
    capacity: int | None = Field(None, ge=1, le=MOST_CHOSEN, description="How many submissions to look at, at most.")
    due_on: date | None = Field(None, description="By when to look at them; four weeks from now where it is left out.")
    seed: int | None = Field(
        None, ge=0, le=_LARGEST_SEED, description="Seed of the draw; drawn by lot where it is left out."
    )
    assurers: tuple[UUID, ...] = Field(
        (), max_length=100, description="Who looks; all quality assurers of the centre where it is left out."
    )

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if self.until < self.since:
            raise ValueError("the last day must not be before the first")
        if self.share is not None and self.capacity is not None:
            raise ValueError("give a share or a number, not both")
        return self


class Frame(_Answered):
    """What a plan was drawn from, and what could not be covered."""

    submissions: int = Field(description="How many submissions it was drawn from.")
    decisions: int = Field(description="How many decisions those hold.")
    out_of_reach: int = Field(description="Submissions that nobody who looks may look at, and were not drawn from.")
    capacity: int = Field(description="How many could be chosen at most.")
    strata: tuple[Stratum, ...] = Field(description="What was drawn from what.")
    bands: tuple[BandTarget, ...] = Field(description="The band of most risk first.")
    uncovered: tuple[Uncovered, ...] = Field(description="What could not be covered.")


class Progress(StrEnum):
    """How far somebody is with what she is to look at."""

    DUE = "due"
    BEGUN = "begun"
    OVERDUE = "overdue"
    DONE = "done"


class ChoiceView(_Answered):
    """A submission that a plan names."""

    submission: UUID = Field(description="The submission's id.")
    version: int = Field(description="Its version now, for If-Match.")
    unit: str = Field(description="Id of the unit.")
    assessor: PersonInBrief = Field(description="Who had decided most of it.")
    decided_at: datetime | None = Field(description="When it was decided.")
    assurer: PersonInBrief = Field(description="Who is to look.")
    band: str = Field(description="Id of its risk band.")
    score: float = Field(description="Its points of risk.")
    stratum: str = Field(description="What it was drawn from: `coverage`, a band, or `all`.")
    probability: float = Field(description="How probable it was to be drawn; 1 for what covers.")
    reasons: tuple[SamplingReason, ...] = Field(description="Why, the weightiest first.")
    decisions: Mapping[str, UUID] = Field(description="What was in force when the plan was drawn, by marking point.")
    progress: Progress = Field(
        description="`done` when every one of these points was decided a second time since; `overdue` when not by then."
    )
    sampled: bool = Field(description="Whether somebody has chosen it for looking at since.")
    points_marked: int = Field(description="How many of these points were decided a second time since.")
    differing: int = Field(description="How many of them otherwise.")


class Compliance(_Answered):
    """How much of what is to be looked at has been, of one part of the work."""

    dimension: str = Field(description="`band`, `assurer`, `assessor`, `point`, `method`, `location` or `cohort`.")
    value: str = Field(description="Which one: an id, or a name where there is none.")
    name: str = Field(description="The same for people to read.")
    chosen: int = Field(description="How many submissions of it the plan names.")
    done: int = Field(description="How many of them were looked at.")
    overdue: int = Field(description="How many were not by then.")


class PlanContent(Frame):
    """What a plan holds: what to look at, why, and who."""

    since: datetime = Field(description="From when what it was drawn from was decided.")
    until: datetime = Field(description="Until before when.")
    due_on: date = Field(description="By when everything is to be looked at.")
    seed: int = Field(description="Seed of the draw: the same work, rules and seed give the same plan.")
    rules: str = Field(description="Version of the rules that it follows.")
    choices: tuple[ChoiceView, ...] = Field(description="What to look at, by who looks, the riskiest first.")
    compliance: tuple[Compliance, ...] = Field(description="How much of it has been looked at, of each part.")
    uncovered_names: Mapping[str, str] = Field(description="Names of people and cohorts that nothing covers, by id.")

    @property
    def last_moment(self) -> datetime:
        """A moment of its last day, for people to read."""
        return self.until - _A_SECOND


class PlanInBrief(_Answered):
    """A plan, in brief."""

    id: UUID = Field(description="The plan's id.")
    by: PersonInBrief = Field(description="Who drew it.")
    at: datetime = Field(description="When.")
    since: datetime = Field(description="From when what it was drawn from was decided.")
    until: datetime = Field(description="Until before when.")
    due_on: date = Field(description="By when everything is to be looked at.")
    chosen: int = Field(description="How many submissions it names.")

    @property
    def last_moment(self) -> datetime:
        """A moment of its last day, for people to read."""
        return self.until - _A_SECOND


class PlanView(PlanContent):
    """A plan that was drawn and is kept as it is."""

    id: UUID = Field(description="The plan's id.")
    by: PersonInBrief = Field(description="Who drew it.")
    at: datetime = Field(description="When.")
    differing: Estimate = Field(
        description="Which share of all decisions it was drawn from a second person would make differently."
    )


class PlanList(_Answered):
    """The plans of a centre."""

    items: tuple[PlanInBrief, ...] = Field(description="Newest first.")
