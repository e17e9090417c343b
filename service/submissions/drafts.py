"""Drafts: adding one, and telling of them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from io import BytesIO
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.bodies import PastedText, UploadedFile
from service.errors import NotPermitted
from service.files import Originals
from service.files.locking import lock_original
from service.jobs import Jobs
from service.jobs.analysis_jobs import request_analysis
from service.storage.columns import now
from service.storage.tables.analyses import AnalysisJob
from service.storage.tables.submissions import Draft, DraftDocument, Submission, Text
from service.submissions.file_names import PLAIN, media_type_of, plain_name
from service.submissions.schemas import DocumentView, DraftView
from service.submissions.sent import SentDraft
from service.submissions.states import WRITABLE, require_state
from service.visibility.drafts import last_handed_in, last_visible
from service.visibility.submissions import find_submission


def find_own(session: Session, actor: Actor, submission_id: UUID, *, lock: bool = False) -> Submission:
    """A submission of ``actor``'s own.

    Raises:
        NotFound: there is none that she may know of.
        NotPermitted: it is somebody else's.
    """
    submission = find_submission(session, actor, submission_id, lock=lock)
    if submission.learner_id != actor.person_id:
        raise NotPermitted("Only the learner changes the drafts of her submission.")
    return submission


def keep_originals(originals: Originals, centre_id: UUID, sent: SentDraft) -> tuple[str | None, ...]:
    """Keep the files of a draft; gives the address of each document's original, None for pasted text.

    Done before the transaction, which must not wait for disks: what no record refers to in the end is swept.
    """
    return tuple(
        originals.keep(centre_id, BytesIO(document.data)).sha256 if isinstance(document, UploadedFile) else None
        for document in sent.documents
    )


def add_draft(
    session: Session,
    jobs: Jobs,
    originals: Originals,
    actor: Actor,
    submission_id: UUID,
    *,
    sent: SentDraft,
    kept: Sequence[str | None],
) -> Draft:
    """Add a draft, and ask for its analysis. ``kept``: what `keep_originals` gave.

    Raises what `find_own` raises, and Conflict where the submission has been handed in.
    """
    submission = find_own(session, actor, submission_id, lock=True)
    require_state(submission.state, WRITABLE)
    at = now()
    text = _text(submission, sent)
    session.add(text)
    session.flush()
    draft = Draft(
        id=uuid4(),
        submission_id=submission.id,
        number=_last_number(session, submission) + 1,
        text_id=text.id,
        created_by=actor.person_id,
        created_at=at,
    )
    session.add(draft)
    session.flush()
    session.add_all(_documents(draft, sent, kept))
    submission.changed_at = at
    submission.version += 1
    session.flush()
    _make_sure(session, originals, submission.centre_id, sent, kept)
    request_analysis(session, jobs, draft_id=draft.id, centre_id=submission.centre_id, requested_by=actor.person_id)
    record(
        session,
        actor=actor,
        action=Action.DRAFT_ADDED,
        subject_kind=Subject.DRAFT,
        subject_id=draft.id,
        details={
            "submission_id": submission.id,
            "number": draft.number,
            "words": text.words,
            "documents": len(sent.documents),
        },
    )
    return draft


def read_drafts(session: Session, actor: Actor, submission: Submission) -> tuple[DraftView, ...]:
    """The drafts of a submission that ``actor``, who may know of it, may read, first to last."""
    query = select(Draft).where(Draft.submission_id == submission.id).order_by(Draft.number)
    bound = last_visible(session, actor, submission)
    drafts = session.scalars(query if bound is None else query.where(Draft.number <= bound)).all()
    handed_in = last_handed_in(session, submission.id)
    return tuple(describe_draft(session, draft, handed_in) for draft in drafts)


def describe_draft(session: Session, draft: Draft, handed_in: int) -> DraftView:
    """What there is to say about a draft. ``handed_in``: number of the one that was handed in last, or 0."""
    text = session.get_one(Text, draft.text_id)
    job = session.scalars(
        select(AnalysisJob)
        .where(AnalysisJob.draft_id == draft.id)
        .order_by(AnalysisJob.requested_at.desc(), AnalysisJob.id)
        .limit(1)
    ).one_or_none()
    return DraftView(
        number=draft.number,
        created_at=draft.created_at,
        words=text.words,
        handed_in=draft.number <= handed_in,
        erased_at=text.erased_at,
        documents=tuple(_describe_document(document) for document in documents_of(session, draft)),
        analysis=job.state if job else None,
        job=job.id if job else None,
    )


def documents_of(session: Session, draft: Draft) -> Sequence[DraftDocument]:
    """The documents of a draft in their order."""
    of_draft = select(DraftDocument).where(DraftDocument.draft_id == draft.id)
    return session.scalars(of_draft.order_by(DraftDocument.position)).all()


def _describe_document(document: DraftDocument) -> DocumentView:
    return DocumentView(
        id=document.id,
        name=document.name,
        media_type=document.media_type,
        size=document.size,
        start=document.start,
        end=document.end,
        original=document.original_sha256 is not None,
    )


def _text(submission: Submission, sent: SentDraft) -> Text:
    document = sent.read.document
    return Text(
        id=uuid4(),
        centre_id=submission.centre_id,
        sha256=hashlib.sha256(document.text.encode()).hexdigest(),
        content=document.text,
        paragraphs=[[span.start, span.end] for span in document.paragraphs],
        words=len(document.text.split()),
    )


def _documents(draft: Draft, sent: SentDraft, kept: Sequence[str | None]) -> list[DraftDocument]:
    return [
        DraftDocument(
            id=uuid4(),
            draft_id=draft.id,
            position=position,
            name=_name(document),
            media_type=PLAIN if isinstance(document, PastedText) else media_type_of(_name(document)),
            size=len(document.text.encode() if isinstance(document, PastedText) else document.data),
            original_sha256=original,
            start=part.start,
            end=part.end,
        )
        for position, (document, part, original) in enumerate(
            zip(sent.documents, sent.read.parts, kept, strict=True), 1
        )
    ]


def _name(document: PastedText | UploadedFile) -> str | None:
    return None if isinstance(document, PastedText) else plain_name(document.name)


def _make_sure(
    session: Session, originals: Originals, centre_id: UUID, sent: SentDraft, kept: Sequence[str | None]
) -> None:
    """Keep again what was removed since it was kept: nothing referred to it until now."""
    for document, sha256 in sorted(zip(sent.documents, kept, strict=True), key=lambda pair: pair[1] or ""):
        if sha256 and isinstance(document, UploadedFile):
            lock_original(session, centre_id, sha256)
            if not originals.holds(centre_id, sha256):
                originals.keep(centre_id, BytesIO(document.data))


def _last_number(session: Session, submission: Submission) -> int:
    return session.scalars(select(func.max(Draft.number)).where(Draft.submission_id == submission.id)).one() or 0
