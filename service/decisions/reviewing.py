"""Looking at a contested decision: another person's decision of her own, which upholds the contested one or not."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.changing import CLOSED, change_state, require_others_work, require_seen
from service.decisions.deciding import write_decision
from service.decisions.schemas import DecisionWanted, ReviewWanted
from service.decisions_in_force import still_to_decide
from service.errors import Conflict, NotFound, NotPermitted
from service.jobs import Jobs
from service.jobs.announcing import announce_move
from service.jobs.mail_jobs import request_mail
from service.mail.messages import MailKind
from service.storage.columns import now
from service.storage.tables.decisions import Contest, ContestReview, Decision, DecisionPurpose
from service.storage.tables.submissions import Draft, State, Submission, Text
from service.triage import place_again
from service.visibility.submissions import find_submission


def find_contested(session: Session, actor: Actor, contest_id: UUID) -> tuple[Contest, Submission]:
    """A contest and its submission, locked; raises NotFound where ``actor`` may not know of it."""
    found = session.scalars(select(Contest).where(Contest.id == contest_id)).one_or_none()
    if found is None:
        raise NotFound
    return found, find_submission(session, actor, found.submission_id, lock=True)


def review(
    session: Session,
    jobs: Jobs,
    actor: Actor,
    wanted: ReviewWanted,
    *,
    contest: Contest,
    submission: Submission,
    expected: int,
    unit: Unit,
) -> ContestReview:
    """Decide on a contested point anew; the learner is told.

    Raises:
        NotPermitted: ``actor`` has decided on this submission herself, or it is her own work.
        Conflict: somebody else has looked already, or the outcome cannot be changed now.
        ChangedMeanwhile: it is another version of the submission than she has seen.
        RequestInvalid: a passage is not what it is said to be.
    """
    _require_another(session, actor, submission)
    if session.get(ContestReview, contest.id) is not None:
        raise Conflict("Another person has looked at this already.")
    require_seen(session, expected, submission)
    contested = session.get_one(Decision, contest.decision_id)
    draft = session.get_one(Draft, contested.draft_id)
    decision = write_decision(
        session,
        actor,
        submission,
        draft,
        DecisionWanted(
            marking_point=contested.marking_point,
            status=wanted.status,
            draft=draft.number,
            comment=wanted.comment,
            evidence=wanted.evidence,
        ),
        unit=unit,
        before=contested,
        purpose=DecisionPurpose.CONTEST,
    )
    row = ContestReview(
        contest_id=contest.id,
        reviewer_id=actor.person_id,
        decision_id=decision.id,
        upheld=wanted.status is contested.status,
        at=now(),
    )
    session.add(row)
    session.flush()
    place_again(session, submission.id)
    if wanted.outcome:
        _settle(session, jobs, actor, submission, draft=draft, outcome=State(wanted.outcome), unit=unit)
    learner = submission.learner_id
    request_mail(
        session, jobs, MailKind.CONTEST_RESOLVED, person_id=learner, about=contest.id, submission_id=submission.id
    )
    record(
        session,
        actor=actor,
        action=Action.CONTEST_REVIEWED,
        subject_kind=Subject.CONTEST,
        subject_id=contest.id,
        details={"submission_id": submission.id, "decision_id": decision.id, "upheld": row.upheld},
    )
    return row


def _require_another(session: Session, actor: Actor, submission: Submission) -> None:
    require_others_work(actor, submission)
    own = select(Decision.id).where(
        Decision.submission_id == submission.id,
        Decision.assessor_id == actor.person_id,
        Decision.purpose != DecisionPurpose.CONTEST,
    )
    if session.scalars(own.limit(1)).first():
        raise NotPermitted("You have decided on this submission yourself. Another person has to look.")


def _settle(
    session: Session, jobs: Jobs, actor: Actor, submission: Submission, *, draft: Draft, outcome: State, unit: Unit
) -> None:
    """Let a review change whether the submission is decided or referred back."""
    later = (Draft.submission_id == submission.id, Draft.number > draft.number, Text.content.is_not(None))
    gone_on = select(Draft.id).join(Text, Text.id == Draft.text_id).where(*later)
    if submission.state not in CLOSED or session.scalars(gone_on.limit(1)).first():
        raise Conflict("The learner has gone on working, so that the outcome cannot be changed. Leave it out.")
    if submission.state is outcome or (submission.state is State.SAMPLED and outcome is State.DECIDED):
        return
    points = [point.id for point in unit.marking_points]
    if outcome is State.DECIDED and (undecided := still_to_decide(session, submission.id, draft.id, points)):
        raise Conflict(f"These marking points are not decided yet: {', '.join(undecided)}. Leave the outcome out.")
    change = change_state(session, actor, submission, draft.id, outcome)
    announce_move(session, jobs, submission, change.at)
