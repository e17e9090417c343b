"""What all changes to a submission have in common here: the version that was seen, and the state that it is in."""

from __future__ import annotations

from uuid import UUID, uuid4

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, NotPermitted
from service.jobs import Jobs
from service.jobs.analysis_jobs import last_analysed
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.storage.columns import now
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, StateChange, Submission
from service.triage import place_again
from service.versions import require_version
from service.visibility.drafts import last_handed_in

CLOSED = frozenset({State.REFERRED_BACK, State.DECIDED, State.SAMPLED})
"""States in which the learner has been told."""


def require_holder(session: Session, actor: Actor, submission: Submission) -> None:
    """Raise Conflict, which says who has the submission, unless ``actor`` has it in assessment."""
    require_others_work(actor, submission)
    if submission.state is not State.IN_ASSESSMENT:
        raise Conflict("The submission is not in assessment. Take it first, if it waits for an assessor.")
    if submission.assessor_id is not None and submission.assessor_id != actor.person_id:
        raise Conflict(f"{name_of(session, submission.assessor_id)} has this submission in assessment.")


def require_others_work(actor: Actor, submission: Submission) -> None:
    """Raise NotPermitted where it is her own."""
    if submission.learner_id == actor.person_id:
        raise NotPermitted("Nobody decides on her own work. Ask for it to be allocated to somebody else.")


def require_bystander(session: Session, actor: Actor, submission: Submission) -> None:
    """Raise NotPermitted where she has written or assessed it."""
    require_others_work(actor, submission)
    assessed = select(Decision.id).where(
        Decision.submission_id == submission.id,
        Decision.assessor_id == actor.person_id,
        Decision.purpose != DecisionPurpose.SAMPLING,
    )
    if submission.assessor_id == actor.person_id or session.scalars(assessed.limit(1)).first():
        raise NotPermitted("Nobody samples what she has assessed. Let somebody else do it.")


def require_seen(session: Session, expected: int, submission: Submission) -> None:
    """Raise ChangedMeanwhile unless the caller has seen the submission, and what the program says of it, as it is."""
    at = max(filter(None, (submission.changed_at, last_analysed(session, submission.id))))
    require_version(expected, submission.version, at=at)


def touch(submission: Submission) -> None:
    """Let whoever has seen the submission before see it anew before she changes it."""
    submission.version += 1
    submission.changed_at = now()


def handed_in_draft(session: Session, submission: Submission) -> Draft:
    """The draft that was handed in last; raises Conflict where there is none."""
    number = last_handed_in(session, submission.id)
    draft = session.scalars(
        select(Draft).where(Draft.submission_id == submission.id, Draft.number == number)
    ).one_or_none()
    if draft is None:
        raise Conflict("No draft of this submission has been handed in.")
    return draft


def name_of(session: Session, person_id: UUID) -> str:
    """Somebody's name."""
    return session.scalars(select(Person.name).where(Person.id == person_id)).one()


def tell_learner(session: Session, jobs: Jobs, submission: Submission, about: UUID) -> None:
    """Ask for a mail that leads the learner to what has changed in a submission that is closed."""
    kind = MailKind.REFERRED_BACK if submission.state is State.REFERRED_BACK else MailKind.DECIDED
    request_mail(session, jobs, kind, person_id=submission.learner_id, about=about, submission_id=submission.id)


def change_state(session: Session, actor: Actor, submission: Submission, draft_id: UUID, after: State) -> StateChange:
    """Note that the submission, which is locked, has come to another state, and place it in the queue anew."""
    number = session.scalars(
        select(func.max(StateChange.number)).where(StateChange.submission_id == submission.id)
    ).one()
    change = StateChange(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft_id,
        before=submission.state,
        after=after,
        by=actor.person_id,
        at=now(),
        number=(number or 0) + 1,
    )
    session.add(change)
    submission.state = after
    if after is State.DECIDED:
        submission.decided_at = change.at
    elif after is State.REFERRED_BACK:
        # The learner goes on: what she writes now is not kept only as long as what was decided.
        submission.decided_at = None
    session.flush()
    place_again(session, submission.id)
    record(
        session,
        actor=actor,
        action=Action.SUBMISSION_MOVED,
        subject_kind=Subject.SUBMISSION,
        subject_id=submission.id,
        details={"before": change.before, "after": change.after, "draft_id": draft_id},
    )
    return change
