"""What became of the contests of a centre, counted: where learners and assessors part."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.decisions.oversight import ContestCount, ContestSummary
from service.storage.tables.decisions import Contest, ContestReview, Decision
from service.storage.tables.submissions import Submission


def summarise_contests(session: Session, actor: Actor) -> ContestSummary:
    """Contests in ``actor``'s centre by unit and marking point; nothing says whose they are.

    Those on work of her own are left out.
    """
    rows = session.execute(
        select(
            Submission.unit_id,
            Decision.marking_point,
            _count(ContestReview.contest_id.is_(None)),
            _count(ContestReview.upheld.is_(True)),
            _count(ContestReview.upheld.is_(False)),
        )
        .select_from(Contest)
        .join(Decision, Decision.id == Contest.decision_id)
        .join(Submission, Submission.id == Contest.submission_id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .where(Submission.centre_id == actor.centre, Submission.learner_id != actor.person_id)
        .group_by(Submission.unit_id, Decision.marking_point)
        .order_by(func.count().desc(), Submission.unit_id, Decision.marking_point)
    )
    return ContestSummary(
        items=tuple(
            ContestCount(unit=unit, marking_point=point, waiting=waiting, upheld=upheld, changed=changed)
            for unit, point, waiting, upheld, changed in rows
        )
    )


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count().filter(condition)
