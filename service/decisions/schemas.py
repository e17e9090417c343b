"""What callers send about decisions and what they are answered."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from service.storage.tables.analyses import Status
from service.storage.tables.decisions import DecisionPurpose, Knowledge

Origin = Literal["program", "changed", "own"]
_MOST_WORDS = 20_000
Remark = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_MOST_WORDS, pattern=r"^[^\x00]*$")
]


class _Sent(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Answered(BaseModel):
    model_config = ConfigDict(frozen=True)


class PersonInBrief(_Answered):
    """Somebody, in brief."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.")


class EvidenceSpan(BaseModel):
    """A passage of the draft that a decision rests on."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: int = Field(ge=0, description="Offset of its first character in the draft's text, in code points.")
    end: int = Field(ge=1, description="Offset behind its last character.")
    origin: Origin = Field(
        description="`program`: exactly a passage that the program cites for this marking point; `changed`: one that "
        "shares words with such a passage; `own`: any other, and any while suggestions are hidden."
    )


class DecisionWanted(_Sent):
    """What somebody decides on one marking point."""

    marking_point: str = Field(max_length=20, pattern=r"^[^\x00]*$", description="Id of a marking point of the unit.")
    status: Status = Field(description="How far the draft evidences it.")
    draft: int = Field(ge=1, description="Number of the draft that she has read: the one that was handed in last.")
    comment: Remark | None = Field(None, description="What she has to say about it.")
    evidence: tuple[EvidenceSpan, ...] = Field((), max_length=50, description="Passages that it rests on.")


class StanceWanted(_Sent):
    """Whether somebody agrees with the program."""

    agrees: bool = Field(description="Whether she agrees with what was suggested for the point that she decided.")


class StanceView(_Answered):
    """What somebody said about a suggestion."""

    decision: UUID = Field(description="The decision that she made herself.")
    agrees: bool = Field(description="Whether she agrees with what was suggested.")
    at: datetime = Field(description="When she said so.")


class DecisionView(_Answered):
    """A decision of a named person."""

    id: UUID = Field(description="The decision's id.")
    marking_point: str = Field(description="Id of the marking point.")
    status: Status = Field(description="How far the draft evidences it.")
    purpose: DecisionPurpose = Field(
        description="`assessment`; `contest`: another person's, as the learner contested one; `sampling`: a quality "
        "assurer's own, beside the one of record."
    )
    draft: int = Field(description="Number of the draft that it is about.")
    assessor: PersonInBrief = Field(description="Who decided. It is always a person.")
    decided_at: datetime = Field(description="When.")
    comment: str | None = Field(description="What she said about it; null where she said nothing, or it was erased.")
    evidence: tuple[EvidenceSpan, ...] = Field(description="Passages that it rests on.")
    program: Knowledge = Field(
        description="What she knew of the program's suggestion: `shown`, `hidden` until she had decided, or `none`."
    )
    suggested: Status | None = Field(
        description="What the program had suggested then; null where nothing, or where whoever asks decides blind "
        "first and has not decided herself."
    )
    agrees: bool | None = Field(
        description="Whether she says that she agrees with it; null: she has not said, or it is hidden as above."
    )
    supersedes: UUID | None = Field(description="The decision that it takes the place of.")
    contest: UUID | None = Field(description="The contest against it; null where there is none.")


class DecisionMade(DecisionView):
    """A decision that was just made."""

    version: int = Field(description="The submission's version now; also its ETag.")
    still_to_decide: tuple[str, ...] = Field(description="Marking points that have to be decided before it is closed.")


class DecisionsInForce(_Answered):
    """What stands for a submission."""

    items: tuple[DecisionView, ...] = Field(description="The decision in force on each point, in the unit's order.")
    still_to_decide: tuple[str, ...] = Field(
        description="Marking points that have to be decided for the draft that was handed in last; for a learner none "
        "until she is told."
    )


class DecisionHistory(_Answered):
    """Everything that was decided."""

    items: tuple[DecisionView, ...] = Field(description="All decisions, oldest first.")


class FeedbackWanted(_Sent):
    """What an assessor writes to a learner."""

    content: Remark = Field(description="Her words. They cannot be changed, only corrected by further ones.")


class FeedbackView(_Answered):
    """What an assessor wrote to a learner."""

    id: UUID = Field(description="The feedback's id.")
    draft: int = Field(description="Number of the draft that it is about.")
    by: PersonInBrief = Field(description="Who wrote it.")
    at: datetime = Field(description="When.")
    content: str | None = Field(description="Her words; null when they were erased.")
    supersedes: UUID | None = Field(description="The feedback that it corrects.")


class FeedbackList(_Answered):
    """What assessors wrote about a submission."""

    items: tuple[FeedbackView, ...] = Field(description="Oldest first; to a learner only what stands.")


class ContestWanted(_Sent):
    """What a learner wants looked at again."""

    decision: UUID = Field(description="A decision on her own work that is in force.")
    reason: Remark = Field(description="Why.")


class ReviewWanted(_Sent):
    """What another person decides on a contested point."""

    status: Status = Field(description="How far the draft evidences it, as she sees it.")
    comment: Remark = Field(description="Why, in words for the learner.")
    evidence: tuple[EvidenceSpan, ...] = Field((), max_length=50, description="Passages that it rests on.")
    outcome: Literal["decided", "referred_back"] | None = Field(
        None,
        description="Where the submission belongs now, if that changes with it. Only while the draft that the contest "
        "is about is decided or referred back.",
    )


class ContestView(_Answered):
    """A contested decision."""

    id: UUID = Field(description="The contest's id.")
    submission: UUID = Field(description="The submission.")
    decision: UUID = Field(description="The contested decision.")
    marking_point: str = Field(description="Its marking point.")
    at: datetime = Field(description="When it was contested.")
    reason: str | None = Field(description="The learner's words; null when they were erased.")
    reviewer: PersonInBrief | None = Field(description="The other person who has looked; null: nobody yet.")
    reviewed_at: datetime | None = Field(description="When she decided.")
    review: UUID | None = Field(description="Her decision.")
    upheld: bool | None = Field(description="Whether the status stayed as it was.")


class ContestList(_Answered):
    """The contests of a submission."""

    items: tuple[ContestView, ...] = Field(description="Oldest first.")
    until: datetime | None = Field(description="Until when the learner can contest what she was told last.")
