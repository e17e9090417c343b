"""The demonstration centre and its people, entered as an administrator would enter them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from criteria_bank.schema import Unit
from service.access import Actor
from service.audit import Installation
from service.comment_bank.schemas import BankCommentWanted
from service.comment_bank.store import add_comment
from service.demonstration.specification import Specification
from service.people.centres.store import add_centre, add_first_administrator
from service.people.cohorts.store import add_cohort, put_member
from service.people.directory.changing import add_person
from service.people.passwords.hashing import PasswordHasher
from service.people.signing_in.links import set_password
from service.storage.columns import now
from service.storage.tables.people import Person, Role


@dataclass(frozen=True, slots=True)
class FoundedCentre:
    """The centre, and everybody in it by name."""

    id: UUID
    people: Mapping[str, Actor]


def roles_of(wanted: Specification) -> Mapping[str, Role]:
    """Everybody of the centre but its administrator, by name."""
    return {
        **{assessor.name: Role.ASSESSOR for assessor in wanted.assessors},
        wanted.iqa: Role.IQA,
        **{name: Role.LEARNER for cohort in wanted.cohorts for name in cohort.learners},
    }


def address_of(wanted: Specification, name: str) -> str:
    """What somebody signs in with: ``first.last`` at the centre's domain, which no mail ever reaches (RFC 6761)."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{re.sub(r'[^a-z-]+', '.', letters)}@{wanted.centre.mail_domain}"


def found(session: Session, wanted: Specification, password: str) -> FoundedCentre:
    """Enter the centre, its people, all with the same ``password``, and its cohorts."""
    centre = add_centre(session, Installation(), slug=wanted.centre.slug, name=wanted.centre.name)
    centre.demonstration = True
    first = add_first_administrator(
        session, Installation(), centre, name=wanted.administrator, email=address_of(wanted, wanted.administrator)
    )
    people = {wanted.administrator: _actor(first, Role.CENTRE_ADMIN)}
    administrator = people[wanted.administrator]
    for number, (name, role) in enumerate(roles_of(wanted).items(), 1):
        person = add_person(
            session,
            administrator,
            name=name,
            email=address_of(wanted, name),
            reference=f"D{number:03}",
            roles=frozenset({role}),
        )
        people[name] = _actor(person, role)
    # Hashing is slow on purpose, and a salt of her own would hide from nobody that all have the same password.
    hashed = PasswordHasher().hash(password)
    for actor in people.values():
        set_password(session, actor.person_id, hashed, now())
    for entry in wanted.cohorts:
        cohort = add_cohort(session, administrator, {"name": entry.name})
        for name in entry.assessors:
            put_member(session, administrator, cohort.id, people[name].person_id, Role.ASSESSOR)
        for name in entry.learners:
            put_member(session, administrator, cohort.id, people[name].person_id, Role.LEARNER)
    return FoundedCentre(centre.id, people)


def fill_banks(session: Session, wanted: Specification, unit: Unit, centre: FoundedCentre) -> None:
    """Give everybody who decides the comments that she keeps to use again."""
    for name in wanted.judges:
        for entry in wanted.comment_bank:
            comment = BankCommentWanted(unit=unit.id, marking_point=entry.point, content=entry.words)
            add_comment(session, centre.people[name], comment, unit)


def _actor(person: Person, role: Role) -> Actor:
    return Actor(
        person_id=person.id,
        centre_id=person.centre_id,
        name=person.name,
        roles=frozenset({role}),
        via="session",
        credential_id=uuid4(),
    )
