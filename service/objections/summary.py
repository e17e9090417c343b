"""What the people of a centre disagree with, counted: for whoever looks after consistency, and mends the program."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Integer, and_, case, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.objections.kinds import kinds
from service.objections.schemas import ObjectionCount, ObjectionSummary, SummaryQuery
from service.storage.tables.analyses import Objection
from service.storage.tables.submissions import Draft, Submission


def summarise(session: Session, actor: Actor, query: SummaryQuery) -> ObjectionSummary:
    """Objections in ``actor``'s centre by unit, kind and what they are about; nothing says whose they are.

    Those on work of her own are left out, as what was said of it is not for her.
    """
    conditions = _conditions(actor, query)
    standing = Objection.withdrawn_at.is_(None)
    learners = Objection.by == Submission.learner_id
    stand = _count(standing).label("stand")
    rows = session.execute(
        select(
            Submission.unit_id,
            Objection.kind,
            Objection.about,
            _count(and_(standing, learners)),
            _count(and_(standing, ~learners)),
            _count(~standing),
        )
        .join(Draft, Draft.id == Objection.draft_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .where(*conditions)
        .group_by(Submission.unit_id, Objection.kind, Objection.about)
        .order_by(stand.desc(), Submission.unit_id, Objection.kind, Objection.about)
    )
    drafts = session.scalars(
        select(func.count(Objection.draft_id.distinct()))
        .join(Draft, Draft.id == Objection.draft_id)
        .join(Submission, Submission.id == Draft.submission_id)
        .where(standing, *conditions)
    ).one()
    return ObjectionSummary(
        drafts=drafts,
        items=tuple(
            ObjectionCount(
                unit=unit,
                kind=kind,
                title=known.title if (known := kinds().get(kind)) else kind,
                about=about,
                by_learners=by_learners,
                by_staff=by_staff,
                withdrawn=withdrawn,
            )
            for unit, kind, about, by_learners, by_staff, withdrawn in rows
        ),
    )


def _conditions(actor: Actor, query: SummaryQuery) -> list[ColumnElement[bool]]:
    conditions = [Submission.centre_id == actor.centre, Submission.learner_id != actor.person_id]
    if query.unit is not None:
        conditions.append(Submission.unit_id == query.unit)
    if query.cohort is not None:
        conditions.append(Submission.cohort_id == query.cohort)
    return conditions


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0), type_=Integer), 0)
