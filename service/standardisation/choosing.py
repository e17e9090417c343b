"""Decided submissions that an exercise can be made of."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.decisions_in_force import nothing_supersedes
from service.standardisation.schemas import Candidate
from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Person
from service.storage.tables.submissions import Draft, State, Submission, Text

_STATUSES = tuple(Status)
_LATEST = 300
"""Of older work nobody remembers how it came to what was decided."""


def candidates(session: Session, actor: Actor, unit_id: str, limit: int) -> list[Candidate]:
    """The latest decided work of others for a unit whose words are there; where the decisions vary most comes first."""
    assessor = aliased(Person)
    counts = [func.count().filter(Decision.status == status).label(status.name) for status in _STATUSES]
    words = (
        select(Text.words)
        .join(Draft, Draft.text_id == Text.id)
        .where(Draft.submission_id == Submission.id, Text.content.is_not(None))
        .order_by(Draft.number.desc())
        .limit(1)
        .correlate(Submission)
        .scalar_subquery()
    )
    latest = (
        select(Submission.id)
        .where(
            Submission.centre_id == actor.centre,
            Submission.learner_id != actor.person_id,
            Submission.unit_id == unit_id,
            Submission.state.in_((State.DECIDED, State.SAMPLED)),
        )
        .order_by(Submission.decided_at.desc(), Submission.id)
        .limit(_LATEST)
    )
    rows = session.execute(
        select(
            Submission.id,
            Submission.decided_at,
            func.max(assessor.name).label("assessor"),
            words.label("words"),
            *counts,
        )
        .join(Decision, Decision.submission_id == Submission.id)
        .join(assessor, assessor.id == Decision.assessor_id)
        .where(
            Submission.id.in_(latest),
            Decision.purpose != DecisionPurpose.SAMPLING,
            nothing_supersedes(),
        )
        .group_by(Submission.id, Submission.decided_at)
        .having(words.is_not(None))
        .order_by(func.count(Decision.status.distinct()).desc(), Submission.decided_at.desc(), Submission.id)
        .limit(limit)
    )
    return [
        Candidate(
            submission=row.id,
            decided_at=row.decided_at,
            assessor=row.assessor,
            words=row.words,
            statuses={status: getattr(row, status.name) for status in _STATUSES},
        )
        for row in rows
    ]
