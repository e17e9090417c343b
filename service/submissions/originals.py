"""Which original file somebody asks for."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.attachments import disposition
from service.audit import Action, Subject, record
from service.errors import NotFound
from service.storage import Database
from service.storage.tables.submissions import Draft, DraftDocument, Submission
from service.submissions.file_names import suffix_of
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission


@dataclass(frozen=True, slots=True)
class FoundOriginal:
    """Where a file is kept, and what it is sent as."""

    centre_id: UUID
    sha256: str
    size: int
    media_type: str
    disposition: str


def original_of(database: Database, actor: Actor, submission_id: UUID, document_id: UUID) -> FoundOriginal:
    """The original of a document that ``actor`` may read; raises NotFound.

    Who opens somebody else's is recorded.
    """
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        found = _find(session, actor, submission, document_id)
    if actor.person_id != submission.learner_id:
        with database.write() as session:
            record(
                session,
                actor=actor,
                action=Action.ORIGINAL_READ,
                subject_kind=Subject.DOCUMENT,
                subject_id=document_id,
                details={"submission_id": submission_id},
            )
    return found


def _find(session: Session, actor: Actor, submission: Submission, document_id: UUID) -> FoundOriginal:
    row = session.execute(
        select(DraftDocument, Draft.number)
        .join(Draft, Draft.id == DraftDocument.draft_id)
        .where(DraftDocument.id == document_id, Draft.submission_id == submission.id)
    ).one_or_none()
    if row is None:
        raise NotFound
    document, number = row
    find_draft(session, actor, submission, number)
    sha256 = document.original_sha256
    if sha256 is None:
        raise NotFound
    return FoundOriginal(
        centre_id=submission.centre_id,
        sha256=sha256,
        size=document.size,
        media_type=document.media_type,
        disposition=disposition(document.name, suffix_of(document.name)),
    )
