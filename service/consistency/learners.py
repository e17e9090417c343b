"""Where the submissions of one cohort stand, by the learners' names: no order of who is further than whom."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, aliased

from service.access import Actor
from service.consistency.schemas import LearnerProgress, PersonInBrief
from service.decisions_in_force import nothing_supersedes
from service.errors import NotFound
from service.pages import Page, PageQuery, cursor, page_of, place_of
from service.storage.tables.decisions import Decision, DecisionPurpose
from service.storage.tables.people import Cohort, Person
from service.storage.tables.submissions import State, Submission


def cohort_name(session: Session, actor: Actor, cohort_id: UUID) -> str:
    """The name of a cohort of the actor's centre; raises NotFound where there is none."""
    query = select(Cohort.name).where(Cohort.id == cohort_id, Cohort.centre_id == actor.centre)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def read_learners(session: Session, actor: Actor, cohort_id: UUID | None, query: PageQuery) -> Page[LearnerProgress]:
    """Submissions of a cohort, or of none, that were handed in at least once, by the learner's name."""
    learner, assessor = aliased(Person), aliased(Person)
    decided = (
        select(func.count())
        .select_from(Decision)
        .where(
            Decision.submission_id == Submission.id,
            Decision.purpose != DecisionPurpose.SAMPLING,
            nothing_supersedes(),
        )
        .correlate(Submission)
        .scalar_subquery()
    )
    wanted = (
        select(Submission, learner.name, learner.reference, assessor.name.label("assessor"), decided.label("decided"))
        .join(learner, learner.id == Submission.learner_id)
        .outerjoin(assessor, assessor.id == Submission.assessor_id)
        .where(
            Submission.centre_id == actor.centre,
            Submission.cohort_id.is_(None) if cohort_id is None else Submission.cohort_id == cohort_id,
            Submission.learner_id != actor.person_id,
            Submission.state != State.DRAFT,
        )
        .order_by(learner.name, Submission.id)
        .limit(query.limit + 1)
    )
    if query.after is not None:
        name, submission_id = place_of(query.after, str, UUID)
        wanted = wanted.where(tuple_(learner.name, Submission.id) > (name, submission_id))
    rows = session.execute(wanted).all()

    def view(row: tuple[Submission, str, str | None, str | None, int]) -> LearnerProgress:
        submission, name, reference, assessed_by, points = row
        return LearnerProgress(
            submission=submission.id,
            learner=PersonInBrief(id=submission.learner_id, name=name),
            reference=reference,
            unit=submission.unit_id,
            state=submission.state,
            assessor=assessed_by,
            changed_at=submission.changed_at,
            decided=points,
        )

    return page_of(rows, query.limit, view, lambda row: cursor(row[1], row[0].id))
