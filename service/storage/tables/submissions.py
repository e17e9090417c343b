"""Submissions, their drafts and documents, and how they move. Words stand in `Text` alone."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, OfPerson, OfSubmission, Sha256, Table, one_of


class State(StrEnum):
    """Where a submission is on its way from the first draft to the decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_ASSESSMENT = "in_assessment"
    REFERRED_BACK = "referred_back"
    DECIDED = "decided"
    SAMPLED = "sampled"


class Method(StrEnum):
    """How the evidence of a submission came about."""

    ACCOUNT = "account"
    """The learner wrote it."""
    DISCUSSION = "discussion"
    """A professional discussion, written down."""
    OBSERVATION = "observation"
    """Somebody watched her at work, and wrote down what she saw."""
    SIMULATION = "simulation"
    """She showed it where the work was only played."""


class Submission(Table):
    """A learner's account for one unit, from the first draft to the decision."""

    __tablename__ = "submission"
    __table_args__ = (Index("ix_submission_queue", "centre_id", "state", "submitted_at"),)

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    learner_id: Mapped[OfPerson]
    cohort_id: Mapped[UUID | None] = mapped_column(ForeignKey("cohort.id"), index=True)
    unit_id: Mapped[str] = mapped_column(String(100))
    qualification_id: Mapped[str] = mapped_column(String(100))
    method: Mapped[Method | None] = mapped_column(one_of(Method, checked=False))
    """How the evidence came about; null where nobody has said."""
    state: Mapped[State] = mapped_column(one_of(State), default=State.DRAFT)
    assessor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Whose work it is: allocated to her, or taken by her."""
    created_at: Mapped[Made]
    changed_at: Mapped[Made]
    submitted_at: Mapped[datetime | None]
    decided_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)


class Text(Table):
    """The words of one draft; on erasure ``content`` goes and everything else stays."""

    __tablename__ = "text"
    __table_args__ = (Index("ix_text_centre_sha256", "centre_id", "sha256"),)

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    sha256: Mapped[Sha256]
    """Of the content in UTF-8."""
    content: Mapped[str | None]
    paragraphs: Mapped[list[Any]]
    """Start and end of each, in code points: ``[[0, 120], [122, 300]]``."""
    words: Mapped[int]
    created_at: Mapped[Made]
    erased_at: Mapped[datetime | None]


class Draft(Table):
    """One version of an account. Immutable; a change is the next draft."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("submission_id", "number"),)

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    number: Mapped[int]
    """1 for the first."""
    text_id: Mapped[UUID] = mapped_column(ForeignKey("text.id"), unique=True)
    created_by: Mapped[OfPerson]
    created_at: Mapped[Made]


class DraftDocument(Table):
    """One of the documents that a draft was read from. Immutable, but for what erasure takes."""

    __tablename__ = "draft_document"
    __table_args__ = (UniqueConstraint("draft_id", "position"),)

    id: Mapped[Identifier]
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("draft.id"), index=True)
    position: Mapped[int]
    name: Mapped[str | None] = mapped_column(String(255))
    """As its file was called; on erasure it goes."""
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    """Bytes of the original."""
    original_sha256: Mapped[Sha256 | None] = mapped_column(index=True)
    """Where the original is kept; none for pasted text and after erasure."""
    start: Mapped[int]
    end: Mapped[int]
    """Which part of the draft's text it is, in code points, end exclusive."""


class StateChange(Table):
    """One move of a submission. Immutable."""

    __tablename__ = "state_change"

    id: Mapped[Identifier]
    submission_id: Mapped[OfSubmission]
    draft_id: Mapped[UUID | None] = mapped_column(ForeignKey("draft.id"), index=True)
    """The draft that it concerned."""
    before: Mapped[State | None] = mapped_column(one_of(State, "before"))
    after: Mapped[State] = mapped_column(one_of(State, "after"))
    by: Mapped[OfPerson]
    at: Mapped[Made]
    number: Mapped[int]
    """1 for the first of its submission."""

    __table_args__ = (UniqueConstraint("submission_id", "number"),)


class IdempotencyKey(Table):
    """A request that must not be carried out twice, and what it was answered."""

    __tablename__ = "idempotency_key"

    person_id: Mapped[UUID] = mapped_column(ForeignKey("person.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(100), primary_key=True)
    request_sha256: Mapped[Sha256]
    """Of method, address and body."""
    status: Mapped[int]
    answer: Mapped[dict[str, Any]]
    """Ids and states; never words."""
    created_at: Mapped[Made]
    expires_at: Mapped[datetime] = mapped_column(index=True)
