"""What must be kept and what must go: the audit log, the periods of retention, and holds."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.columns import Identifier, Made, OfCentre, Sha256, Table, one_of


class AuditChain(Table):
    """The end of one chain of audit entries, locked by whoever adds to it: a centre's, or the installation's own."""

    __tablename__ = "audit_chain"

    chain: Mapped[str] = mapped_column(String(36), primary_key=True)
    """The centre's id, or ``installation``."""
    length: Mapped[int]
    last_hash: Mapped[Sha256]


class AuditEntry(Table):
    """Who did what to what, and when. Append-only; ``hash`` covers the entry and the hash before it."""

    __tablename__ = "audit_entry"
    __table_args__ = (UniqueConstraint("chain", "number"),)

    id: Mapped[Identifier]
    chain: Mapped[str] = mapped_column(ForeignKey("audit_chain.chain"))
    number: Mapped[int]
    """1 for the first of its chain."""
    at: Mapped[Made]
    actor_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"), index=True)
    """None: the installation itself, or somebody who was not signed in."""
    action: Mapped[str] = mapped_column(String(60), index=True)
    subject_kind: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[str] = mapped_column(String(64), index=True)
    details: Mapped[dict[str, Any]]
    """Ids, states, counts; no words of a learner's, no e-mail, no name."""
    previous_hash: Mapped[Sha256]
    hash: Mapped[Sha256]


class DeletionPermit(Table):
    """While a transaction holds a row here, it may delete rows that are otherwise never deleted (retention).

    The row is removed before the transaction ends, so that no other ever sees one.
    """

    __tablename__ = "deletion_permit"

    reason: Mapped[str] = mapped_column(String(60), primary_key=True)


class RecordKind(StrEnum):
    """The kinds of record that have a period of retention each."""

    DRAFTS = "drafts"
    """Words and originals of drafts that were never handed in, from their last change."""
    SUBMITTED_TEXT = "submitted_text"
    """Words, originals and results of what was handed in, from the decision."""
    DECISIONS = "decisions"
    """Decisions, comments and history, from the decision."""
    PEOPLE = "people"
    """Who somebody was who is deactivated and of whom nothing else is kept, and comments that she kept for herself."""
    SIGN_INS = "sign_ins"
    """Sessions, one-time tokens and API tokens, from their end."""
    JOBS = "jobs"
    """Analyses that came to nothing, from their end."""
    DELIVERIES = "deliveries"
    """What webhooks were told, from its end."""


class RetentionPeriod(Table):
    """How long a centre keeps a kind of record, where that is not the default (`service/retention/periods.yaml`)."""

    __tablename__ = "retention_period"
    __table_args__ = (CheckConstraint("days >= 1", name="a_day_at_least"),)

    centre_id: Mapped[UUID] = mapped_column(ForeignKey("centre.id"), primary_key=True)
    kind: Mapped[RecordKind] = mapped_column(one_of(RecordKind), primary_key=True)
    days: Mapped[int]
    version: Mapped[int] = mapped_column(default=1)


class LegalHold(Table):
    """While one lasts, nothing of a person or of a submission is erased or swept, whoever asks for it."""

    __tablename__ = "legal_hold"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (submission_id IS NULL)", name="on_one_thing"),
        Index("uq_legal_hold_person", "person_id", unique=True, sqlite_where=text("lifted_at IS NULL"),
              postgresql_where=text("lifted_at IS NULL")),
        Index("uq_legal_hold_submission", "submission_id", unique=True, sqlite_where=text("lifted_at IS NULL"),
              postgresql_where=text("lifted_at IS NULL")),
    )  # fmt: skip

    id: Mapped[Identifier]
    centre_id: Mapped[OfCentre]
    person_id: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    submission_id: Mapped[UUID | None] = mapped_column(ForeignKey("submission.id"))
    placed_by: Mapped[UUID] = mapped_column(ForeignKey("person.id"))
    placed_at: Mapped[Made]
    lifted_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    lifted_at: Mapped[datetime | None]
