"""The people of a centre as a list, by name."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, func, or_, select, tuple_
from sqlalchemy.orm import Session

from service.pages import Page, cursor, page_of, place_of
from service.people.directory.schemas import PeopleQuery, PersonView
from service.people.finding import roles_of
from service.storage.tables.people import Cohort, CohortMember, Person, PersonRole


def list_people(session: Session, centre_id: UUID, query: PeopleQuery) -> Page[PersonView]:
    """A page of the centre's people that fit ``query``."""
    wanted = _filtered(centre_id, query).order_by(Person.name, Person.id).limit(query.limit + 1)
    if query.after is not None:
        name, person_id = place_of(query.after, str, UUID)
        wanted = wanted.where(tuple_(Person.name, Person.id) > (name, person_id))
    rows: Sequence[Person] = session.scalars(wanted).all()
    roles = roles_of(session, [person.id for person in rows])
    return page_of(
        rows,
        query.limit,
        lambda person: PersonView.of(person, roles[person.id]),
        lambda person: cursor(person.name, person.id),
    )


def _filtered(centre_id: UUID, query: PeopleQuery) -> Select[Person]:
    wanted = select(Person).where(Person.centre_id == centre_id, Person.erased_at.is_(None))
    if query.role is not None:
        wanted = wanted.where(exists().where(PersonRole.person_id == Person.id, PersonRole.role == query.role))
    if query.cohort is not None:
        member = exists().where(
            CohortMember.person_id == Person.id,
            CohortMember.cohort_id == query.cohort,
            Cohort.id == CohortMember.cohort_id,
            Cohort.centre_id == centre_id,
        )
        wanted = wanted.where(member)
    if query.active is not None:
        active = Person.deactivated_at.is_(None)
        wanted = wanted.where(active if query.active else ~active)
    if query.search is not None:
        part = query.search.lower()
        columns = (func.lower(Person.name), Person.email, func.lower(Person.reference))
        wanted = wanted.where(or_(*(column.contains(part, autoescape=True) for column in columns)))
    return wanted
