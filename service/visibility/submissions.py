"""Which submissions somebody may know of."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import NotFound
from service.storage.tables.decisions import Contest, ContestReview
from service.storage.tables.people import AllocationRule, Centre, CohortMember, Role
from service.storage.tables.submissions import State, Submission


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Submission` that leaves those of which ``actor`` may know.

    A learner: her own. Quality assurers and administrators: all of the centre. An assessor: what is allocated to her,
    what learners of her cohorts wrote, all of the centre where its rule is that anybody takes the next one, what
    belongs to no cohort and nobody, and what waits for another person since the learner contested a decision. Of what
    was never handed in only the learner knows.
    """
    own = Submission.learner_id == actor.person_id
    handed_in = Submission.state != State.DRAFT
    allowed = [own] if actor.has(Role.LEARNER) else []
    if actor.has(Role.IQA, Role.CENTRE_ADMIN):
        allowed.append(handed_in)
    elif actor.has(Role.ASSESSOR):
        allowed.append(and_(handed_in, _for_assessor(actor)))
    return and_(Submission.centre_id == actor.centre, or_(*allowed))


def find_submission(session: Session, actor: Actor, submission_id: UUID, *, lock: bool = False) -> Submission:
    """A submission that ``actor`` may know of; raises NotFound where there is none.

    ``lock``: let nobody else change it until the transaction ends.
    """
    query = select(Submission).where(Submission.id == submission_id, visible_to(actor))
    found = session.scalars(query.with_for_update(of=Submission) if lock else query).one_or_none()
    if found is None:
        raise NotFound
    return found


def _for_assessor(actor: Actor) -> ColumnElement[bool]:
    cohorts = select(CohortMember.cohort_id).where(
        CohortMember.person_id == actor.person_id, CohortMember.role == Role.ASSESSOR
    )
    pool = exists().where(Centre.id == actor.centre, Centre.allocation == AllocationRule.POOL)
    contested = exists(
        select(Contest.id)
        .outerjoin(ContestReview, ContestReview.contest_id == Contest.id)
        .where(Contest.submission_id == Submission.id, ContestReview.contest_id.is_(None))
    )
    nobodys = and_(Submission.cohort_id.is_(None), Submission.assessor_id.is_(None))
    return or_(Submission.assessor_id == actor.person_id, Submission.cohort_id.in_(cohorts), pool, nobodys, contested)
