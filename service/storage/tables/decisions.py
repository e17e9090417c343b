"""What people decided, in what knowledge of the program's suggestion, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfPerson, OfSubmission, Table, one_of
from service.storage.tables.analyses import Status

_FIRST_OF_RECORD = "supersedes_id IS NULL AND purpose <> 'sampling'"
_FIRST_SAMPLED = "supersedes_id IS NULL AND purpose = 'sampling'"


class Knowledge(StrEnum):
    """What the assessor knew of the program's suggestion when she decided."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    """Blind first: there was one, and she could not see it."""
    NONE = "none"
    """There was none."""


class DecisionPurpose(StrEnum):
    """Why somebody decided."""

    ASSESSMENT = "assessment"
    """The decision of the assessor who has the submission."""
    CONTEST = "contest"
    """Another person's, because the learner contested one."""
    SAMPLING = "sampling"
    """A quality assurer's own, beside the one of record and never in its place."""


class Decision(Table):
    """A named assessor's decision on one marking point of one draft; there is none without a person.

    Immutable: a correction, a later draft's decision and a review are new rows, each superseding the one before. Of a
    marking point there is one chain of record and one of each quality assurer's; what nothing supersedes is in force.
    Triggers (`service.storage.migrations.people_decide`) refuse whatever would make a second.

    ``evidence``: ``[{"start", "end", "origin": "program" | "changed" | "own"}]``, offsets into the draft's text.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("(suggested IS NULL) = (knowledge = 'none')", name="knows_what_was_suggested"),
        CheckConstraint("supersedes_id IS NULL OR supersedes_id <> id", name="supersedes_another"),
        Index("ix_decision_point", "submission_id", "marking_point", "decided_at"),
        Index(
            "uq_decision_first",
            "submission_id",
            "marking_point",
            unique=True,
            sqlite_where=text(_FIRST_OF_RECORD),
            postgresql_where=text(_FIRST_OF_RECORD),
        ),
        Index(
            "uq_decision_first_sampled",
            "submission_id",
            "marking_point",
            "assessor_id",
            unique=True,
            sqlite_where=text(_FIRST_SAMPLED),
            postgresql_where=text(_FIRST_SAMPLED),
        ),
    )

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)
    analysis_id: Mapped[UUID | None] = mapped_column(ForeignKey("analysis.id"))
    marking_point: Mapped[str] = mapped_column(String(20))
    purpose: Mapped[DecisionPurpose] = mapped_column(
        one_of(DecisionPurpose, "purpose"), default=DecisionPurpose.ASSESSMENT
    )
    status: Mapped[Status] = mapped_column(one_of(Status))
    assessor_id: Mapped[OfPerson]
    knowledge: Mapped[Knowledge] = mapped_column(one_of(Knowledge))
    suggested: Mapped[Status | None] = mapped_column(one_of(Status, "suggested"))
    """The program's suggestion at that time, shown or hidden."""
    evidence: Mapped[list[Any]]
    opened_at: Mapped[datetime | None]
    """When she first opened this draft for assessment."""
    decided_at: Mapped[Made]
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("decision.id"), unique=True)
    """The decision that this one takes the place of; one decision is superseded once, so that a chain never forks."""


class DecisionComment(Table):
    """The assessor's words to a decision. They can quote the learner, so they can be erased."""

    __tablename__ = "decision_comment"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    content: Mapped[str | None]
    erased_at: Mapped[datetime | None]


class Stance(Table):
    """Whether an assessor says that she agrees with the suggestion. Immutable; never inferred from her decision."""

    __tablename__ = "stance"

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), primary_key=True)
    by: Mapped[OfPerson]
    agrees: Mapped[bool]
    at: Mapped[Made]


class Opening(Table):
    """When somebody first opened a draft to assess it."""

    __tablename__ = "opening"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    at: Mapped[Made]


class IssuedFeedback(Table):
    """What an assessor wrote to the learner when she referred or decided. A correction is a new row."""

    __tablename__ = "issued_feedback"
    __table_args__ = (
        Index(
            "uq_issued_feedback_first",
            "draft_id",
            unique=True,
            sqlite_where=text("supersedes_id IS NULL"),
            postgresql_where=text("supersedes_id IS NULL"),
        ),
    )

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"))
    by: Mapped[OfPerson]
    at: Mapped[Made]
    content: Mapped[str | None]
    erased_at: Mapped[datetime | None]
    supersedes_id: Mapped[UUID | None] = mapped_column(ForeignKey("issued_feedback.id"), unique=True)
    """The feedback that this one corrects."""


class Sampling(Table):
    """That a quality assurer chose a decided submission to look at, and why. Immutable.

    ``decisions``: what was in force at that moment, ``{marking point: id of the decision}``.
    """

    __tablename__ = "sampling"

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"))
    by: Mapped[OfPerson]
    at: Mapped[Made]
    reason: Mapped[str] = mapped_column(String(40))
    """Id of a reason (`service/sampling/reasons.yaml`)."""
    decisions: Mapped[dict[str, Any]]


class Contest(Table):
    """A learner's wish that another person look at a decision. Immutable."""

    __tablename__ = "contest"

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"), unique=True)
    by: Mapped[OfPerson]
    at: Mapped[Made]


class ContestReason(Table):
    """The learner's words to a contest."""

    __tablename__ = "contest_reason"

    contest_id: Mapped[UUID] = mapped_column(ForeignKey("contest.id"), primary_key=True)
    content: Mapped[str | None]
    erased_at: Mapped[datetime | None]


class ContestReview(Table):
    """What another person did about a contest. Immutable."""

    __tablename__ = "contest_review"
    __table_args__ = (UniqueConstraint("decision_id"),)

    contest_id: Mapped[UUID] = mapped_column(ForeignKey("contest.id"), primary_key=True)
    reviewer_id: Mapped[OfPerson]
    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decision.id"))
    """Her own decision on the point, whether it upholds or changes the contested one."""
    upheld: Mapped[bool]
    at: Mapped[Made]
