"""Giving submissions to assessors: by hand, or all that is nobody's by the centre's rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, RequestInvalid
from service.queue.schemas import AllocationResult, AllocationView, AllocationWanted, ByHand
from service.queue.workload import assessors_of
from service.storage.columns import now
from service.storage.tables.people import AllocationRule, Centre, CohortMember, Person, Role
from service.storage.tables.submissions import State, Submission
from service.triage.placing import WAITS


def allocate(session: Session, actor: Actor, wanted: AllocationWanted) -> AllocationResult:
    """Give out what is wanted, in one write transaction; of two such at a time the second sees what the first did.

    Raises:
        RequestInvalid: a submission or an assessor that the centre does not have.
        Conflict: a submission is not waiting any more, or the centre's rule gives nothing out.
    """
    # Whoever allocates in this centre at the same time waits here.
    centre = session.scalars(select(Centre).where(Centre.id == actor.centre).with_for_update()).one()
    assessors = {person_id for person_id, _ in assessors_of(session, actor.centre)}
    by_hand = _by_hand(session, actor, wanted.by_hand, assessors)
    by_rule: list[AllocationView] = []
    unplaced = 0
    if wanted.automatic:
        rule = AllocationRule(wanted.rule) if wanted.rule else centre.allocation
        by_rule, unplaced = _by_rule(session, actor, rule, wanted.most, assessors)
    for automatic, given in ((False, by_hand), (True, by_rule)):
        for one in given:
            record(
                session,
                actor=actor,
                action=Action.SUBMISSION_ALLOCATED,
                subject_kind=Subject.SUBMISSION,
                subject_id=one.submission,
                details={"assessor_id": one.assessor, "automatic": automatic},
            )
    left = session.scalars(select(func.count()).select_from(Submission).where(*_nobodys(actor))).one()
    return AllocationResult(allocated=(*by_hand, *by_rule), left=left, without_assessor=unplaced)


def _by_hand(session: Session, actor: Actor, wanted: Sequence[ByHand], assessors: set[UUID]) -> list[AllocationView]:
    if not wanted:
        return []
    rows = session.scalars(
        select(Submission)
        .where(Submission.centre_id == actor.centre, Submission.id.in_([one.submission for one in wanted]))
        .order_by(Submission.id)
        .with_for_update()
    )
    found = {row.id: row for row in rows if row.state is not State.DRAFT}
    faults = [
        Fault(f"#/by_hand/{index}/{member}", message)
        for index, one in enumerate(wanted)
        for member, message in _faults(actor, one, found, assessors)
    ]
    if faults:
        raise RequestInvalid(faults)
    if any(found[one.submission].state is not State.SUBMITTED for one in wanted):
        raise Conflict("One of these submissions is not waiting: it is being assessed or decided. Look at it again.")
    return [_give(found[one.submission], one.assessor) for one in wanted]


def _faults(
    actor: Actor, one: ByHand, found: Mapping[UUID, Submission], assessors: set[UUID]
) -> Iterable[tuple[str, str]]:
    if one.submission not in found:
        yield "submission", "There is no such submission."
    elif found[one.submission].learner_id == actor.person_id:
        yield "submission", "Nobody chooses who assesses her own work. Let somebody else give it out."
    elif one.assessor == found[one.submission].learner_id:
        yield "assessor", "Nobody assesses her own work."
    if one.assessor is not None and one.assessor not in assessors:
        yield "assessor", "There is no such assessor."


def _by_rule(
    session: Session, actor: Actor, rule: AllocationRule, most: int, assessors: set[UUID]
) -> tuple[list[AllocationView], int]:
    """What was given out, at most ``most`` of the oldest, and how many there are that the rule gives to no one."""
    if rule is AllocationRule.POOL:
        raise Conflict("In this centre assessors take the next one themselves. Name a rule, or change the centre's.")
    has_assessor = _has_assessor(rule, assessors)
    waiting = session.scalars(
        select(Submission)
        .where(*_nobodys(actor), has_assessor)
        .order_by(Submission.submitted_at, Submission.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    unplaced = session.scalars(select(func.count()).select_from(Submission).where(*_nobodys(actor), ~has_assessor))
    load = _load(session, actor, assessors)
    of_cohort = _assessors_of_cohorts(session, {row.cohort_id for row in waiting if row.cohort_id}, assessors)
    done = []
    for submission in waiting:
        others = assessors - {submission.learner_id}
        of_hers = of_cohort.get(submission.cohort_id, set()) if submission.cohort_id else set()
        chosen = min((of_hers & others) or others, key=lambda person_id: (load[person_id], person_id.bytes))
        load[chosen] += 1
        done.append(_give(submission, chosen))
    return done, unplaced.one()


def _has_assessor(rule: AllocationRule, assessors: set[UUID]) -> ColumnElement[bool]:
    """The condition on `Submission` that the rule names somebody other than the learner for it."""
    if rule is AllocationRule.COHORT:
        of_cohort = (CohortMember.cohort_id == Submission.cohort_id, CohortMember.role == Role.ASSESSOR)
        other = (CohortMember.person_id.in_(assessors), CohortMember.person_id != Submission.learner_id)
        return exists().where(*of_cohort, *other)
    return exists().where(Person.id.in_(assessors), Person.id != Submission.learner_id)


def _give(submission: Submission, assessor_id: UUID | None) -> AllocationView:
    submission.assessor_id = assessor_id
    submission.changed_at = now()
    submission.version += 1
    return AllocationView(submission=submission.id, assessor=assessor_id)


def _nobodys(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        Submission.centre_id == actor.centre,
        Submission.state == State.SUBMITTED,
        Submission.assessor_id.is_(None),
    )


def _load(session: Session, actor: Actor, assessors: set[UUID]) -> dict[UUID, int]:
    counted = session.execute(
        select(Submission.assessor_id, func.count())
        .where(Submission.centre_id == actor.centre, Submission.state.in_(WAITS), Submission.assessor_id.is_not(None))
        .group_by(Submission.assessor_id)
    )
    return dict.fromkeys(assessors, 0) | {person_id: count for person_id, count in counted if person_id in assessors}


def _assessors_of_cohorts(session: Session, cohorts: set[UUID], assessors: set[UUID]) -> dict[UUID, set[UUID]]:
    found: dict[UUID, set[UUID]] = {}
    rows = session.execute(
        select(CohortMember.cohort_id, CohortMember.person_id).where(
            CohortMember.cohort_id.in_(cohorts), CohortMember.role == Role.ASSESSOR
        )
    )
    for cohort_id, person_id in rows:
        if person_id in assessors:
            found.setdefault(cohort_id, set()).add(person_id)
    return found
