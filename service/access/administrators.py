"""There is always somebody who can run a centre, and somebody who can run the installation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.errors import Conflict
from service.storage.tables.people import Centre, Person, PersonRole, Role


def take_turns(session: Session, centre_id: UUID | None) -> None:
    """Let those who change a centre's people do so one after the other, each until her transaction ends.

    Call it before any row of a person is locked: two who deactivate or erase each other at the same moment would wait
    for one another. Rows that only point at the centre or its people need not wait.
    """
    if centre_id is not None:
        session.execute(select(Centre.id).where(Centre.id == centre_id).with_for_update(key_share=True))
    else:
        session.execute(_administrators(None).order_by(Person.id).with_for_update(key_share=True))


def keep_an_administrator(session: Session, centre_id: UUID | None, *, without: UUID) -> None:
    """Raise Conflict where ``without`` is the last active administrator; takes turns."""
    take_turns(session, centre_id)
    if set(session.scalars(_administrators(centre_id))) == {without}:
        raise Conflict("She is the last who can run this. Make somebody else an administrator first.")


def require_no_system_administrator(session: Session) -> None:
    """Raise Conflict where the installation has an administrator."""
    if session.scalars(_administrators(None)).first() is not None:
        raise Conflict("There is a system administrator already. Use 'tallymark admin create-person' or 'reset-link'.")


def _administrators(centre_id: UUID | None) -> Select[UUID]:
    role = Role.SYSTEM_ADMIN if centre_id is None else Role.CENTRE_ADMIN
    return (
        select(Person.id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            PersonRole.role == role,
            Person.centre_id == centre_id,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
        )
    )
