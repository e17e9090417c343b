"""Reading and changing cohorts of a centre, and who belongs to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Delete, delete, exists, func, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit
from service.audit import Action, By, Detail, Subject
from service.errors import Conflict, Fault, NotFound, RequestInvalid
from service.pages import Page, PageQuery, cursor, page_of, place_of
from service.people.cohorts.schemas import CohortView, MemberRole, MemberView, require_order
from service.people.finding import person_at, roles_of
from service.storage.tables.people import Cohort, CohortMember, Person, Role
from service.storage.tables.submissions import Submission
from service.versions import require_version

_TAKEN = "Your centre has a cohort of this name already. Choose another name."


def cohort_at(session: Session, centre_id: UUID | None, cohort_id: UUID, *, lock: bool = False) -> Cohort:
    """A cohort of a centre; raises NotFound, also where it is another centre's."""
    wanted = select(Cohort).where(Cohort.id == cohort_id, Cohort.centre_id == centre_id)
    cohort = session.scalars(wanted.with_for_update() if lock else wanted).one_or_none()
    if cohort is None:
        raise NotFound
    return cohort


def page_of_cohorts(session: Session, centre_id: UUID, query: PageQuery) -> Page[CohortView]:
    """A page of a centre's cohorts by name, each with the number of its members."""
    wanted = select(Cohort).where(Cohort.centre_id == centre_id).order_by(Cohort.name, Cohort.id)
    if query.after is not None:
        name, cohort_id = place_of(query.after, str, UUID)
        wanted = wanted.where(tuple_(Cohort.name, Cohort.id) > (name, cohort_id))
    views = views_of(session, list(session.scalars(wanted.limit(query.limit + 1))))
    return page_of(views, query.limit, lambda view: view, lambda view: cursor(view.name, view.id))


def views_of(session: Session, cohorts: list[Cohort]) -> list[CohortView]:
    """Cohorts with the number of their members."""
    counted = session.execute(
        select(CohortMember.cohort_id, CohortMember.role, func.count())
        .where(CohortMember.cohort_id.in_([cohort.id for cohort in cohorts]))
        .group_by(CohortMember.cohort_id, CohortMember.role)
    ).all()
    sizes = {(cohort_id, role): size for cohort_id, role, size in counted}
    return [
        CohortView.of(cohort, sizes.get((cohort.id, Role.LEARNER), 0), sizes.get((cohort.id, Role.ASSESSOR), 0))
        for cohort in cohorts
    ]


def add_cohort(session: Session, by: By, fields: Mapping[str, Any]) -> Cohort:
    """Set up a cohort; raises Conflict where the centre has one of this name."""
    cohort = Cohort(id=uuid4(), centre_id=by.centre_id, version=1, **fields)
    session.add(cohort)
    _write(session)
    _record(session, by, Action.COHORT_ADDED, cohort.id)
    return cohort


def change_cohort(session: Session, by: By, cohort_id: UUID, changes: Mapping[str, Any], version: int) -> Cohort:
    """Change name or days; raises NotFound, ChangedMeanwhile, Conflict, or RequestInvalid where the days do not fit."""
    cohort = cohort_at(session, by.centre_id, cohort_id, lock=True)
    require_version(version, cohort.version)
    for name, value in changes.items():
        setattr(cohort, name, value)
    try:
        require_order(cohort.starts_on, cohort.ends_on)
    except ValueError:
        raise RequestInvalid([Fault("#/ends_on", "The last day must not be before the first.")]) from None
    cohort.version += 1
    _write(session)
    _record(session, by, Action.COHORT_CHANGED, cohort.id)
    return cohort


def remove_cohort(session: Session, by: By, cohort_id: UUID, version: int) -> None:
    """Remove a cohort that no submission belongs to; raises NotFound, ChangedMeanwhile or Conflict."""
    cohort = cohort_at(session, by.centre_id, cohort_id, lock=True)
    require_version(version, cohort.version)
    if session.scalar(select(exists().where(Submission.cohort_id == cohort_id))):
        raise Conflict("Submissions belong to this cohort. It stays; remove its members where it is over.")
    session.execute(delete(CohortMember).where(CohortMember.cohort_id == cohort_id))
    session.delete(cohort)
    session.flush()
    _record(session, by, Action.COHORT_REMOVED, cohort_id)


def members_of(session: Session, cohort: Cohort) -> list[MemberView]:
    """The members, by name."""
    rows = session.execute(
        select(Person, CohortMember.role)
        .join(CohortMember, CohortMember.person_id == Person.id)
        .where(CohortMember.cohort_id == cohort.id, Person.erased_at.is_(None))
        .order_by(Person.name, Person.id)
    ).all()
    return [
        MemberView(person_id=person.id, name=person.name, role=role, active=person.deactivated_at is None)
        for person, role in rows
    ]


def put_member(session: Session, by: By, cohort_id: UUID, person_id: UUID, role: MemberRole) -> None:
    """Make somebody a member, as ``role`` and nothing else: nobody assesses the cohort that she learns in.

    Raises:
        NotFound: there is no such cohort or person at the centre.
        Conflict: she does not have this role at the centre.
    """
    # The person first, as everybody does: her role must not be taken from her meanwhile.
    person = person_at(session, by.centre_id, person_id, lock=True)
    cohort = cohort_at(session, by.centre_id, cohort_id, lock=True)
    if role not in roles_of(session, [person.id])[person.id]:
        raise Conflict(f"She is no {role} at your centre. Give her that role first.")
    session.execute(_membership(cohort_id, person_id))
    session.add(CohortMember(cohort_id=cohort_id, person_id=person_id, role=role))
    cohort.version += 1
    _record(session, by, Action.COHORT_CHANGED, cohort_id, {"person_id": person_id, "role": role})


def remove_member(session: Session, by: By, cohort_id: UUID, person_id: UUID) -> None:
    """Remove a member; her submissions stay where they are. Raises NotFound where she is none."""
    cohort = cohort_at(session, by.centre_id, cohort_id, lock=True)
    removed = session.scalars(_membership(cohort_id, person_id).returning(CohortMember.person_id)).all()
    if not removed:
        raise NotFound
    cohort.version += 1
    _record(session, by, Action.COHORT_CHANGED, cohort_id, {"person_id": person_id, "role": None})


def _membership(cohort_id: UUID, person_id: UUID) -> Delete:
    return delete(CohortMember).where(CohortMember.cohort_id == cohort_id, CohortMember.person_id == person_id)


def _write(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:
        raise Conflict(_TAKEN) from None


def _record(
    session: Session, by: By, action: Action, cohort_id: UUID, details: Mapping[str, Detail] | None = None
) -> None:
    audit.record(session, actor=by, action=action, subject_kind=Subject.COHORT, subject_id=cohort_id, details=details)
