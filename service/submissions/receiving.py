"""Taking a draft in, from the files that came with it to its row and the analysis that was asked for."""

from __future__ import annotations

from uuid import UUID

from service.access import Actor
from service.files import Originals
from service.idempotency import Answer, answered, once
from service.jobs import Jobs
from service.storage import Database
from service.submissions.drafts import add_draft, describe_draft, find_own, keep_originals
from service.submissions.schemas import DraftView
from service.submissions.sent import SentDraft
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission


def receive_draft(
    database: Database,
    jobs: Jobs,
    originals: Originals,
    actor: Actor,
    submission_id: UUID,
    *,
    sent: SentDraft,
    key: str | None,
    sha256: str,
) -> DraftView:
    """Add a draft to a submission of ``actor``'s own, once for each ``key``; ``sha256`` knows the request again.

    Raises what `add_draft` raises, FilesUnavailable, and IdempotencyKeyReused.
    """
    with database.read() as session:
        find_own(session, actor, submission_id)
        known = answered(session, actor.person_id, key, sha256)
    # A draft that was answered for may have been taken back since, and its originals with it.
    kept = keep_originals(originals, actor.centre, sent) if known is None else ()
    with database.write() as session:

        def carry_out() -> Answer:
            return {"number": add_draft(session, jobs, originals, actor, submission_id, sent=sent, kept=kept).number}

        answer = known or once(session, actor.person_id, key, sha256, carry_out)
        submission = find_submission(session, actor, submission_id)
        draft = find_draft(session, actor, submission, answer["number"])
        return describe_draft(session, draft, last_handed_in(session, submission_id))
