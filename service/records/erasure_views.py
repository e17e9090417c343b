"""What an erasure has removed, counted after its original files are gone too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session

from service.files import Originals
from service.records.erasure import Erasure
from service.retention.erasures import tell_of_erasure
from service.retention.originals import remove_unused
from service.storage import Database


class ErasureView(BaseModel):
    """What an erasure has removed. Decisions, moves, suggestions and the audit log stay, without words."""

    model_config = ConfigDict(frozen=True)

    erased_at: datetime = Field(description="When it was done; of a person, when it was done first.")
    texts: int = Field(description="Texts of drafts that are gone now.")
    results: int = Field(description="Results of the program that are gone, as they hold the text.")
    documents: int = Field(description="Documents whose names are gone.")
    originals: int = Field(description="Original files that were removed; those that somebody else gave too stay.")
    comments: int = Field(description="Comments on decisions, and remarks in standardisation, that are gone.")
    feedback: int = Field(description="Messages of assessors to the learner that are gone.")
    reasons: int = Field(description="Reasons of contests that are gone.")
    bank_comments: int = Field(description="Comments that she kept for herself, to use again, that are gone.")
    access: int = Field(description="Sessions, tokens, passwords, roles and memberships that were ended.")


def erase(database: Database, originals: Originals, carry_out: Callable[[Session], Erasure]) -> ErasureView:
    """Carry an erasure out in one transaction, then remove files and bytes that nothing refers to any more."""
    with database.write() as session:
        erasure = carry_out(session)
    tell_of_erasure(erasure.done)
    removed = remove_unused(database, originals, erasure.erased.originals)
    database.forget_deleted()
    return ErasureView(erased_at=erasure.at, originals=removed, access=erasure.access, **erasure.erased.counts())
