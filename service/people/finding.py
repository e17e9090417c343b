"""Finding people and what belongs to them, never beyond a centre."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.access.administrators import take_turns
from service.errors import NotFound
from service.storage.tables.people import Centre, Password, Person, PersonRole, Role


def person_at(session: Session, centre_id: UUID | None, person_id: UUID, *, lock: bool = False) -> Person:
    """A person of a centre (of none: a system administrator); raises NotFound, also where she is another centre's.

    ``lock``: nobody else changes her, or who runs the centre, until the transaction ends.
    """
    if lock:
        take_turns(session, centre_id)
    wanted = select(Person).where(Person.id == person_id, Person.erased_at.is_(None), Person.centre_id == centre_id)
    person = session.scalars(wanted.with_for_update(key_share=True) if lock else wanted).one_or_none()
    if person is None:
        raise NotFound
    return person


def active_by_email(session: Session, slug: str, email: str) -> Person | None:
    """Whoever may sign in under this address at the centre of this name; without a name, to the installation itself."""
    return session.scalars(_active_at(slug).where(Person.email == email)).one_or_none()


def active_by_id(session: Session, person_id: UUID) -> Person | None:
    """The person of this id, where she may sign in."""
    return session.scalars(
        select(Person).outerjoin(Centre, Centre.id == Person.centre_id).where(Person.id == person_id, *_MAY_SIGN_IN)
    ).one_or_none()


def has_password(session: Session, person_id: UUID) -> bool:
    """Whether a person has a password, which somebody whom single sign-on lets in need not."""
    return session.get(Password, person_id) is not None


def password_of(session: Session, person_id: UUID) -> Password | None:
    """A person's password, where she has one, locked until the transaction ends: a writing one."""
    return session.scalars(select(Password).where(Password.person_id == person_id).with_for_update()).one_or_none()


def roles_of(session: Session, person_ids: Collection[UUID]) -> Mapping[UUID, frozenset[Role]]:
    """The roles of each of these people."""
    rows = session.execute(
        select(PersonRole.person_id, PersonRole.role).where(PersonRole.person_id.in_(person_ids))
    ).all()
    found: dict[UUID, set[Role]] = {person_id: set() for person_id in person_ids}
    for person_id, role in rows:
        found[person_id].add(role)
    return {person_id: frozenset(roles) for person_id, roles in found.items()}


_MAY_SIGN_IN = (Person.deactivated_at.is_(None), Person.erased_at.is_(None), Centre.closed_at.is_(None))


def _active_at(slug: str) -> Select[Person]:
    active = select(Person).outerjoin(Centre, Centre.id == Person.centre_id).where(*_MAY_SIGN_IN)
    return active.where(Centre.slug == slug if slug else Person.centre_id.is_(None))
