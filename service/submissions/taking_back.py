"""Taking back a draft that was never handed in."""

from __future__ import annotations

from uuid import UUID

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict
from service.files import Originals
from service.retention.erasures import ErasureDone, tell_of_erasure
from service.retention.holds import refuse_while_held
from service.retention.originals import remove_unused
from service.retention.words import erase_draft
from service.storage import Database
from service.storage.columns import now
from service.submissions.drafts import find_own
from service.visibility.drafts import find_draft, last_handed_in


def take_back(database: Database, originals: Originals, actor: Actor, submission_id: UUID, number: int) -> None:
    """Erase the words of a draft of ``actor``'s own: its text, result, names of documents and original files.

    What the same text or file of another draft needs stays.

    Raises:
        NotFound: there is no such draft that she may know of.
        NotPermitted: it is somebody else's.
        Conflict: it, or a later one, was handed in; or there is a hold on it.
        FilesUnavailable: the original files cannot be removed now; the nightly sweep will.
    """
    with database.write() as session:
        submission = find_own(session, actor, submission_id, lock=True)
        draft = find_draft(session, actor, submission, number)
        if number <= last_handed_in(session, submission.id):
            raise Conflict("This draft was handed in, or one after it was, so it cannot be taken back.")
        refuse_while_held(session, person_id=actor.person_id, submission_id=submission.id)
        erased = erase_draft(session, draft.id)
        submission = find_own(session, actor, submission_id)
        submission.changed_at = now()
        submission.version += 1
        session.flush()
        entry = record(
            session,
            actor=actor,
            action=Action.DRAFT_TAKEN_BACK,
            subject_kind=Subject.DRAFT,
            subject_id=draft.id,
            details={"submission_id": submission_id, "number": number},
        )
    tell_of_erasure(ErasureDone.of(entry))
    remove_unused(database, originals, erased.originals)
    database.forget_deleted()
