"""Which decisions stand: of each marking point's chain of record the one that nothing has superseded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from service.storage.tables.analyses import Status
from service.storage.tables.decisions import Decision, DecisionPurpose, IssuedFeedback

_Later = aliased(Decision)


def nothing_supersedes() -> ColumnElement[bool]:
    """The condition on `Decision` that it is the last of its chain."""
    return ~exists().where(_Later.supersedes_id == Decision.id)


def decisions_in_force(session: Session, submission_id: UUID) -> Mapping[str, Decision]:
    """The decision of record in force on each marking point that was decided, whichever draft it was made on."""
    rows = session.scalars(
        select(Decision)
        .where(
            Decision.submission_id == submission_id,
            Decision.purpose != DecisionPurpose.SAMPLING,
            nothing_supersedes(),
        )
        .order_by(Decision.marking_point)
    )
    return {row.marking_point: row for row in rows}


def still_to_decide(session: Session, submission_id: UUID, draft_id: UUID, points: Sequence[str]) -> list[str]:
    """Which of the marking points need a decision on this draft; one that was met on an earlier draft needs none."""
    decided = decisions_in_force(session, submission_id)
    stands = {
        point for point, decision in decided.items() if decision.draft_id == draft_id or decision.status is Status.MET
    }
    return [point for point in points if point not in stands]


def has_feedback(session: Session, draft_id: UUID) -> bool:
    """Whether an assessor has written to the learner about this draft."""
    return session.scalars(select(exists().where(IssuedFeedback.draft_id == draft_id))).one()
