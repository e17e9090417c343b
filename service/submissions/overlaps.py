"""Which other learners' drafts share passages with one; an assessor's matter, never shown to learners."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from nlp.results import Extent, Overlap
from service.access import Actor
from service.storage.tables.analyses import DraftOverlap
from service.storage.tables.submissions import Draft, Submission
from service.visibility.drafts import last_handed_in
from service.visibility.submissions import visible_to


def overlaps_of(session: Session, actor: Actor, draft: Draft) -> tuple[Overlap, ...]:
    """The overlaps of a draft with handed-in drafts that ``actor``, who is staff, may read; the largest first.

    Each ``source`` is the address of the other draft.
    """
    rows = session.execute(
        select(DraftOverlap, Submission.id, Draft.number)
        .join(Draft, Draft.id == DraftOverlap.other_draft_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .where(DraftOverlap.draft_id == draft.id, visible_to(actor))
        .order_by(DraftOverlap.share.desc(), DraftOverlap.other_draft_id)
    )
    return tuple(
        Overlap(
            source=f"/v1/submissions/{submission_id}/drafts/{number}",
            share=overlap.share,
            passages=tuple(Extent(start=start, end=end) for start, end in overlap.passages),
        )
        for overlap, submission_id, number in rows
        if number <= last_handed_in(session, submission_id)
    )
