"""Erasures as they are told outside the database, so that they can be done again where a backup is restored."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.audit import INSTALLATION, Action, Subject
from service.storage.tables.records import AuditEntry

logger = logging.getLogger(__name__)

ACTIONS: Mapping[Subject, Action] = {
    Subject.PERSON: Action.PERSON_ERASED,
    Subject.SUBMISSION: Action.SUBMISSION_ERASED,
    Subject.DRAFT: Action.DRAFT_TAKEN_BACK,
}
"""What records that such a thing was erased."""


class ErasureDone(BaseModel):
    """That something was erased, without a word: what kind of thing, its id, its centre's, and when it was recorded."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    erased: Literal[Subject.PERSON, Subject.SUBMISSION, Subject.DRAFT]
    id: UUID
    centre: UUID
    at: datetime

    @classmethod
    def of(cls, entry: AuditEntry) -> ErasureDone:
        """From the entry that records it."""
        return cls.model_validate(
            {"erased": entry.subject_kind, "id": entry.subject_id, "centre": entry.chain, "at": entry.at}
        )


def tell_of_erasure(done: ErasureDone | None) -> None:
    """Log an erasure that is committed: logs that are kept apart from the database outlive it."""
    if done is not None:
        logger.info("erased", extra=done.model_dump(mode="json"))


def erasures_done(session: Session) -> list[ErasureDone]:
    """Every erasure that the audit log tells of, the oldest first."""
    told = AuditEntry.action.in_([action.value for action in ACTIONS.values()]), AuditEntry.chain != INSTALLATION
    return [ErasureDone.of(entry) for entry in session.scalars(select(AuditEntry).where(*told).order_by(AuditEntry.at))]
