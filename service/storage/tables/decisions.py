"""What people decided, in what knowledge of the program's suggestion, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfPerson, OfSubmission, Table, one_of
from service.storage.tables.analyses import Status


class Knowledge(StrEnum):
    """What the assessor knew of the program's suggestion when she decided."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    """Blind first: there was one, and she could not see it."""
    NONE = "none"
    """There was none."""


class Decision(Table):
    """A named assessor's decision on one marking point of one draft; there is none without a person.

    Immutable: a correction is a new row.

    ``evidence``: ``[{"start", "end", "origin": "program" | "changed" | "own"}]``, offsets into the draft's text.
    """

    __tablename__ = "decision"
    __table_args__ = (
        CheckConstraint("(suggested IS NULL) = (knowledge = 'none')", name="knows_what_was_suggested"),
        CheckConstraint("supersedes_id IS NULL OR supersedes_id <> id", name="supersedes_another"),
        Index("ix_decision_point", "submission_id", "marking_point", "decided_at"),
    )

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)
    analysis_id: Mapped[UUID | None] = mapped_column(ForeignKey("analysis.id"))
    marking_point: Mapped[str] = mapped_column(String(20))
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
    """The decision that this one corrects; one decision is corrected once."""


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

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"))
    by: Mapped[OfPerson]
    at: Mapped[Made]
    content: Mapped[str | None]
    erased_at: Mapped[datetime | None]


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
