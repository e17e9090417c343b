"""Making a move: checked, timed, attributed, and told to whom it concerns, all in one transaction."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions_in_force import has_feedback, still_to_decide
from service.errors import Conflict
from service.jobs import Jobs
from service.jobs.analysis_jobs import last_analysed, request_if_cancelled
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.decisions import Opening
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, StateChange, Submission, Text
from service.submissions.states import WRITABLE, Move, Position, require_permission, require_place
from service.submissions.telling import tell
from service.versions import require_version
from service.visibility.drafts import last_handed_in

_PROGRAM = "the program's analysis"


def make_move(
    session: Session, jobs: Jobs, actor: Actor, submission: Submission, wanted: Move, *, expected: int, unit: Unit
) -> StateChange:
    """Make a move on a submission that ``actor`` may know of and that is locked for her.

    ``expected``: the version that she has seen. ``unit``: the one that the submission is for.

    Raises:
        NotPermitted: the move is not hers to make.
        ChangedMeanwhile: it is another version than she has seen; the message says who changed it and when.
        Conflict: the move does not lead on from where the submission is, or something has to be done first.
    """
    position = Position(submission.state, submission.learner_id, submission.assessor_id)
    rule = require_permission(wanted, position, actor)
    last = _last_change(session, submission)
    _require_seen(session, submission, last, expected)
    require_place(rule, position, actor)
    draft = _draft_concerned(session, submission)
    _check(session, submission, wanted, draft, unit)
    change = StateChange(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft.id if draft else None,
        before=submission.state,
        after=rule.after,
        by=actor.person_id,
        at=now(),
        number=last.number + 1 if last else 1,
    )
    session.add(change)
    _apply(session, submission, wanted, change)
    session.flush()
    if wanted is Move.HAND_IN and draft is not None:
        request_if_cancelled(session, jobs, draft_id=draft.id, centre_id=submission.centre_id)
    tell(session, jobs, submission, change)
    record(
        session,
        actor=actor,
        action=Action.SUBMISSION_MOVED,
        subject_kind=Subject.SUBMISSION,
        subject_id=submission.id,
        details={"move": wanted, "before": change.before, "after": change.after, "draft_id": change.draft_id},
    )
    return change


def _apply(session: Session, submission: Submission, wanted: Move, change: StateChange) -> None:
    submission.state, submission.changed_at = change.after, change.at
    submission.version += 1
    if wanted is Move.HAND_IN:
        submission.submitted_at = change.at
    elif wanted is Move.TAKE:
        submission.assessor_id = change.by
        _open(session, change.draft_id, change.by, change.at)
    elif wanted is Move.RELEASE:
        submission.assessor_id = None
    elif wanted is Move.DECIDE:
        submission.decided_at = change.at


def _open(session: Session, draft_id: UUID | None, person_id: UUID, at: datetime) -> None:
    if draft_id:
        insert_unless_there(session, Opening, draft_id=draft_id, person_id=person_id, at=at)


def _check(session: Session, submission: Submission, wanted: Move, draft: Draft | None, unit: Unit) -> None:
    """Raise Conflict where something has to be done before the move."""
    if wanted is Move.HAND_IN:
        if draft is None:
            raise Conflict("There is no draft to hand in. Add one first.")
        if draft.number <= last_handed_in(session, submission.id):
            raise Conflict("This draft was handed in before. Add a new one first.")
    elif wanted in (Move.DECIDE, Move.REFER_BACK) and draft is not None:
        points = [point.id for point in unit.marking_points]
        if wanted is Move.DECIDE and (undecided := still_to_decide(session, submission.id, draft.id, points)):
            raise Conflict(f"These marking points are not decided yet: {', '.join(undecided)}.")
        if not has_feedback(session, draft.id):
            raise Conflict("Write to the learner first, so that she is told why (POST …/feedback).")


def _draft_concerned(session: Session, submission: Submission) -> Draft | None:
    """While the learner writes, the last that she has not taken back; then the one that she handed in last."""
    drafts = select(Draft).where(Draft.submission_id == submission.id)
    if submission.state in WRITABLE:
        drafts = drafts.join(Text, Text.id == Draft.text_id).where(Text.content.is_not(None))
    else:
        drafts = drafts.where(Draft.number == last_handed_in(session, submission.id))
    return session.scalars(drafts.order_by(Draft.number.desc()).limit(1)).one_or_none()


def _last_change(session: Session, submission: Submission) -> StateChange | None:
    of_submission = select(StateChange).where(StateChange.submission_id == submission.id)
    return session.scalars(of_submission.order_by(StateChange.number.desc()).limit(1)).one_or_none()


def _require_seen(session: Session, submission: Submission, last: StateChange | None, expected: int) -> None:
    """Raise ChangedMeanwhile, which says who changed the submission last, unless it is the version ``expected``.

    Whoever may see a submission may see its moves.
    """
    by, at = None, submission.changed_at
    analysed = last_analysed(session, submission.id)
    if analysed is not None and analysed > at:
        by, at = _PROGRAM, analysed
    elif last is not None and last.at == at:
        by = session.scalars(select(Person.name).where(Person.id == last.by)).one()
    require_version(expected, submission.version, by=by, at=at)
