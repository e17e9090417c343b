"""What an assessor writes to a learner about a draft: read by her once the submission is closed, corrected by more."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID, uuid4

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.changing import (
    CLOSED,
    handed_in_draft,
    name_of,
    require_holder,
    require_seen,
    tell_learner,
    touch,
)
from service.decisions.schemas import FeedbackList, FeedbackView, PersonInBrief
from service.errors import Conflict
from service.jobs import Jobs
from service.storage.columns import now
from service.storage.tables.decisions import IssuedFeedback
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, Submission
from service.visibility.drafts import last_handed_in

_Later = aliased(IssuedFeedback)


def write_feedback(
    session: Session, jobs: Jobs, actor: Actor, submission: Submission, content: str, *, expected: int
) -> IssuedFeedback:
    """Write to the learner about the draft that was handed in last; it takes the place of what stands.

    Whoever has the submission in assessment writes; afterwards she who wrote may correct it, and the learner is told.

    Raises Conflict or ChangedMeanwhile.
    """
    draft = handed_in_draft(session, submission)
    before = _standing(session, draft.id)
    corrects = submission.state in CLOSED and before is not None
    if corrects and before is not None and before.by != actor.person_id:
        raise Conflict(f"{name_of(session, before.by)} wrote to the learner, and only she can correct it.")
    if not corrects:
        require_holder(session, actor, submission)
    require_seen(session, expected, submission)
    feedback = IssuedFeedback(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft.id,
        by=actor.person_id,
        at=now(),
        content=content,
        supersedes_id=before.id if before else None,
    )
    session.add(feedback)
    touch(submission)
    session.flush()
    if corrects:
        tell_learner(session, jobs, submission, feedback.id)
    record(
        session,
        actor=actor,
        action=Action.FEEDBACK_ISSUED,
        subject_kind=Subject.FEEDBACK,
        subject_id=feedback.id,
        details={"submission_id": submission.id, "draft_id": draft.id, "supersedes_id": feedback.supersedes_id},
    )
    return feedback


def read_feedback(session: Session, actor: Actor, submission: Submission) -> FeedbackList:
    """What was written, oldest first; to the learner what stands, once she has been told."""
    return FeedbackList(items=tuple(_views(session, actor, submission)))


def view_of(session: Session, feedback_id: UUID) -> FeedbackView:
    """What was just written."""
    feedback, name, number = session.execute(
        select(IssuedFeedback, Person.name, Draft.number)
        .join(Person, Person.id == IssuedFeedback.by)
        .join(Draft, Draft.id == IssuedFeedback.draft_id)
        .where(IssuedFeedback.id == feedback_id)
    ).one()
    return _view(feedback, name, number)


def _views(session: Session, actor: Actor, submission: Submission) -> Iterator[FeedbackView]:
    rows = session.execute(
        select(IssuedFeedback, Person.name, Draft.number, exists().where(_Later.supersedes_id == IssuedFeedback.id))
        .join(Person, Person.id == IssuedFeedback.by)
        .join(Draft, Draft.id == IssuedFeedback.draft_id)
        .where(IssuedFeedback.submission_id == submission.id)
        .order_by(IssuedFeedback.at, IssuedFeedback.id)
    )
    hers = actor.person_id == submission.learner_id
    handed_in = last_handed_in(session, submission.id)
    for feedback, name, number, corrected in rows:
        # Another draft is handed in only after the one before was closed.
        told = submission.state in CLOSED or number < handed_in
        if not hers or (told and not corrected):
            yield _view(feedback, name, number)


def _view(feedback: IssuedFeedback, name: str, number: int) -> FeedbackView:
    return FeedbackView(
        id=feedback.id,
        draft=number,
        by=PersonInBrief(id=feedback.by, name=name),
        at=feedback.at,
        content=feedback.content,
        supersedes=feedback.supersedes_id,
    )


def _standing(session: Session, draft_id: UUID) -> IssuedFeedback | None:
    of_draft = select(IssuedFeedback).where(IssuedFeedback.draft_id == draft_id)
    return session.scalars(of_draft.where(~exists().where(_Later.supersedes_id == IssuedFeedback.id))).one_or_none()
