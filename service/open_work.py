"""What becomes of an assessor's open work when she assesses no more: it goes back to the others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.audit import Action, By, Subject, record
from service.storage.tables.submissions import State, StateChange, Submission
from service.triage import place_again

_OPEN = (State.SUBMITTED, State.IN_ASSESSMENT, State.REFERRED_BACK)


def give_back_open_work(session: Session, by: By, assessor_id: UUID, at: datetime) -> int:
    """Let what is a person's to assess be nobody's again, within the transaction that ends her being an assessor.

    What she had begun waits again, and what she has decided stays; what she had referred back will come to somebody
    else. ``by``: whoever sees to it; where that is the installation, moves are noted as hers. Gives how many there
    were.
    """
    submissions = lock_open_work(session, [assessor_id])
    begun = {one.id: _release(session, one, by.person_id or assessor_id, at) for one in submissions if _begun(one)}
    for submission in submissions:
        submission.assessor_id = None
        submission.version += 1
    for submission in submissions:
        move = begun.get(submission.id)
        record(
            session,
            actor=by,
            action=Action.SUBMISSION_MOVED if move else Action.SUBMISSION_ALLOCATED,
            subject_kind=Subject.SUBMISSION,
            subject_id=submission.id,
            details={"before": move.before, "after": move.after, "draft_id": move.draft_id}
            if move
            else {"assessor_id": None, "automatic": True},
        )
    return len(submissions)


def lock_open_work(session: Session, assessor_ids: Collection[UUID]) -> Sequence[Submission]:
    """What is these people's to assess, locked. Whoever records anything before she gives it back calls it first.

    The audit log is locked last by everybody, or two would wait for one another.
    """
    theirs = select(Submission).where(Submission.assessor_id.in_(assessor_ids), Submission.state.in_(_OPEN))
    return session.scalars(theirs.order_by(Submission.id).with_for_update()).all()


def _begun(submission: Submission) -> bool:
    return submission.state is State.IN_ASSESSMENT


def _release(session: Session, submission: Submission, by: UUID, at: datetime) -> StateChange:
    of_submission = StateChange.submission_id == submission.id
    last = select(StateChange).where(of_submission, StateChange.after == State.SUBMITTED)
    handed_in = session.scalars(last.order_by(StateChange.number.desc()).limit(1)).first()
    number = session.scalars(select(func.max(StateChange.number)).where(of_submission)).one() or 0
    change = StateChange(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=handed_in.draft_id if handed_in else None,
        before=submission.state,
        after=State.SUBMITTED,
        by=by,
        at=at,
        number=number + 1,
    )
    session.add(change)
    submission.state, submission.changed_at = State.SUBMITTED, at
    place_again(session, submission.id)
    return change
