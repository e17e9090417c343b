"""What callers ask of the queue and what they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.pages import PageQuery, Wanted
from service.storage.tables.submissions import State


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class QueueQuery(PageQuery):
    """The query parameters of the queue; several values of one mean any of them."""

    group: tuple[Wanted, ...] = Field((), max_length=20, description="Only these groups, by their ids.")
    reason: tuple[Wanted, ...] = Field(
        (), max_length=20, description="Only what has one of these reasons, by their codes."
    )
    state: tuple[State, ...] = Field((), max_length=6, description="Only submissions in one of these states.")
    cohort: UUID | None = Field(None, description="Only those of this cohort.")
    unit: Wanted | None = Field(None, description="Only those for this unit.")
    assessor: Literal["me", "nobody"] | UUID | None = Field(
        None, description="Only those that are this assessor's work; `me`: one's own, `nobody`: not given out yet."
    )
    search: str | None = Field(
        None,
        min_length=1,
        max_length=100,
        pattern=r"^[^\x00]*$",
        description="Only those of learners in whose name or reference this stands, whatever the case.",
    )


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class LearnerInBrief(PersonInBrief):
    """A learner, in brief."""

    reference: str | None = Field(description="The centre's own number for her.")


class ReasonView(_Answered):
    """Why a submission stands where it stands."""

    code: str = Field(description="Id of the rule that applies; it never changes its meaning.")
    sentence: str = Field(description="The same as a sentence.")


class QueueItem(_Answered):
    """A submission in the queue."""

    submission: UUID = Field(description="The submission's id.")
    version: int = Field(description="The submission's version, as its ETag gives it.")
    group: str = Field(description="Id of its group.")
    reasons: tuple[ReasonView, ...] = Field(description="Why it is in that group, the weightiest first.")
    disagreements: int | None = Field(
        description="With how many of the program's observations the learner disagrees; null while what the program "
        "suggests is hidden from whoever asks."
    )
    since: datetime = Field(description="Since when it has waited: handed in, or contested.")
    learner: LearnerInBrief = Field(description="Whose work it is.")
    cohort: UUID | None = Field(description="The learner's cohort that it belongs to.")
    unit: str = Field(description="Id of the unit that it is laid against.")
    state: State = Field(description="Where it is on its way to the decision.")
    assessor: PersonInBrief | None = Field(description="Whose work it is to assess it; null: nobody's yet.")


class GroupView(_Answered):
    """A group of the queue."""

    id: str = Field(description="The group's id.")
    title: str = Field(description="What it is called.")
    meaning: str = Field(description="What its submissions call for.")
    count: int = Field(description="How many submissions are in it, by the same filters but that of the group.")


class QueuePage(_Answered):
    """Part of the queue."""

    groups: tuple[GroupView, ...] | None = Field(
        description="The groups in the queue's order; with the first page alone, null with all others."
    )
    items: tuple[QueueItem, ...] = Field(description="Submissions, the one that a person should see next first.")
    next: str | None = Field(description="What to send as `after` for the next page; null on the last one.")


class AssessorLoad(_Answered):
    """How much work an assessor has."""

    assessor: PersonInBrief = Field(description="The assessor.")
    open: int = Field(description="Submissions that wait for her decision.")
    in_assessment: int = Field(description="Those of them that she has begun with.")
    oldest: datetime | None = Field(description="When the oldest of them was handed in.")
    decided_this_week: int = Field(description="Submissions that she decided or referred back since Monday, 0:00 UTC.")


class Unallocated(_Answered):
    """What nobody has been given yet."""

    open: int = Field(description="Submissions that wait.")
    oldest: datetime | None = Field(description="When the oldest of them was handed in.")


class Workload(_Answered):
    """Who has how much."""

    assessors: tuple[AssessorLoad, ...] = Field(description="The centre's assessors, by name.")
    unallocated: Unallocated = Field(description="What is nobody's yet.")


class ByHand(BaseModel):
    """One submission for one assessor."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    submission: UUID = Field(description="A submission that waits and that nobody has begun with.")
    assessor: UUID | None = Field(description="Who is to assess it; null puts it back for anybody.")


class AllocationWanted(BaseModel):
    """What is to be given out: these submissions to these assessors, or all that is nobody's by a rule."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    by_hand: tuple[ByHand, ...] = Field((), max_length=200, description="Who is to get what.")
    automatic: bool = Field(False, description="Whether what is nobody's is to be given out, the oldest first.")
    rule: Literal["cohort", "balanced"] | None = Field(
        None, description="The rule for that; the centre's own where it is left out."
    )
    most: int = Field(200, ge=1, le=500, description="How many submissions may be given out at most.")


class AllocationView(_Answered):
    """A submission that was given out."""

    submission: UUID = Field(description="The submission's id.")
    assessor: UUID | None = Field(description="Whose work it is now; null: anybody's.")


class AllocationResult(_Answered):
    """What was given out."""

    allocated: tuple[AllocationView, ...] = Field(description="What was given out, in order.")
    left: int = Field(description="Submissions that are still nobody's.")
    without_assessor: int = Field(
        description="Those among them for which the rule names no assessor; 0 where none was asked for."
    )
