"""What a centre knows of its people, read at once, so that a thousand rows cost no more questions than one."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.people.roster.entries import Entry
from service.storage.tables.people import Cohort, CohortMember, Person, PersonRole, Role

IN_COHORTS = frozenset({Role.LEARNER, Role.ASSESSOR})


@dataclass(frozen=True, slots=True)
class Known:
    """A centre's people by what a row can know them by, their roles, and the cohorts and who is in them."""

    by_email: Mapping[str, Person]
    by_reference: Mapping[str, Person]
    roles: Mapping[UUID, Set[Role]]
    cohorts: Mapping[str, UUID]
    members: Mapping[tuple[UUID, UUID], Role]
    """By cohort and person, as what she is in it: in one cohort nobody both learns and assesses."""

    def person_of(self, entry: Entry) -> Person | None:
        """Whoever a row is about: the person with its address, or else the one with its reference and its name.

        A reference alone does not do: a slip in one would hand somebody's account to another's address.
        """
        if person := self.by_email.get(entry.email):
            return person
        person = self.by_reference.get(entry.reference)
        return person if person and person.name.casefold() == entry.name.casefold() else None

    def roles_of(self, person: Person | None) -> frozenset[Role]:
        """The roles that a person has."""
        return frozenset(self.roles.get(person.id, ())) if person else frozenset()

    @property
    def administrators(self) -> frozenset[UUID]:
        """Those who can run the centre now."""
        return frozenset(
            person.id
            for person in self.by_email.values()
            if person.deactivated_at is None and Role.CENTRE_ADMIN in self.roles_of(person)
        )

    def place_in(self, cohort: str, person: Person | None) -> Role | None:
        """As what a person is in a cohort; None where she is not."""
        cohort_id = self.cohorts.get(cohort)
        return self.members.get((cohort_id, person.id)) if cohort_id and person else None


def known_of(session: Session, centre_id: UUID) -> Known:
    """What is known of the people of a centre; those whose names were erased are nobody any more."""
    of_centre = (Person.centre_id == centre_id, Person.erased_at.is_(None))
    people = session.scalars(select(Person).where(*of_centre)).all()
    roles: dict[UUID, set[Role]] = {}
    for person_id, role in session.execute(
        select(PersonRole.person_id, PersonRole.role).join(Person, Person.id == PersonRole.person_id).where(*of_centre)
    ).all():
        roles.setdefault(person_id, set()).add(role)
    cohorts = session.execute(select(Cohort.name, Cohort.id).where(Cohort.centre_id == centre_id)).all()
    members = session.execute(
        select(CohortMember.cohort_id, CohortMember.person_id, CohortMember.role)
        .join(Cohort, Cohort.id == CohortMember.cohort_id)
        .where(Cohort.centre_id == centre_id)
    ).all()
    return Known(
        {person.email: person for person in people},
        {person.reference: person for person in people if person.reference},
        roles,
        {row.name: row.id for row in cohorts},
        {(cohort_id, person_id): role for cohort_id, person_id, role in members},
    )
