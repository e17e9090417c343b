"""Choosing decided submissions for quality assurance: who, why, and what was in force at that moment."""

from __future__ import annotations

from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.decisions.changing import change_state, handed_in_draft, require_bystander, require_seen, touch
from service.decisions_in_force import decisions_in_force
from service.errors import Conflict, Fault, RequestInvalid
from service.sampling.reasons import reasons
from service.sampling.schemas import PersonInBrief, SamplingList, SamplingView
from service.storage.columns import now
from service.storage.tables.decisions import Sampling
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, Submission


def sample(session: Session, actor: Actor, submission: Submission, reason: str, *, expected: int) -> Sampling:
    """Choose a decided submission, which is locked; one that was sampled can be chosen again for another reason.

    Raises:
        NotPermitted: the actor has written or assessed it.
        Conflict: it is not decided.
        ChangedMeanwhile: it is another version than she has seen.
        RequestInvalid: there is no such reason.
    """
    require_bystander(session, actor, submission)
    if reason not in reasons():
        raise RequestInvalid([Fault("#/reason", "There is no such reason. docs/sampling.md lists them.")])
    if submission.state not in (State.DECIDED, State.SAMPLED):
        raise Conflict("Only what has been decided can be sampled.")
    require_seen(session, expected, submission)
    draft = handed_in_draft(session, submission)
    row = Sampling(
        id=uuid4(),
        submission_id=submission.id,
        draft_id=draft.id,
        by=actor.person_id,
        at=now(),
        reason=reason,
        decisions={point: str(one.id) for point, one in decisions_in_force(session, submission.id).items()},
    )
    session.add(row)
    touch(submission)
    session.flush()
    if submission.state is not State.SAMPLED:
        change_state(session, actor, submission, draft.id, State.SAMPLED)
    record(
        session,
        actor=actor,
        action=Action.SUBMISSION_SAMPLED,
        subject_kind=Subject.SUBMISSION,
        subject_id=submission.id,
        details={"sampling_id": row.id, "draft_id": draft.id},
    )
    return row


def read_samplings(session: Session, submission: Submission) -> SamplingList:
    """When, by whom and why a submission was chosen, oldest first."""
    rows = session.execute(
        select(Sampling, Person.name, Draft.number)
        .join(Person, Person.id == Sampling.by)
        .join(Draft, Draft.id == Sampling.draft_id)
        .where(Sampling.submission_id == submission.id)
        .order_by(Sampling.at, Sampling.id)
    )
    return SamplingList(
        items=tuple(
            SamplingView(
                id=row.id,
                draft=number,
                by=PersonInBrief(id=row.by, name=name),
                at=row.at,
                reason=row.reason,
                sentence=reasons().get(row.reason, ""),
                decisions=row.decisions,
            )
            for row, name, number in rows
        )
    )
