"""There is always somebody who can run a centre, and somebody who can run the installation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from service.errors import Conflict
from service.storage.tables.people import Centre, Person, PersonRole, Role


def keep_an_administrator(session: Session, centre_id: UUID | None, *, without: UUID) -> None:
    """Raise Conflict where ``without`` is the last active administrator.

    Two who deactivate or erase each other at the same moment take turns: the centre's row is locked until the
    transaction ends.
    """
    if centre_id is not None:
        session.execute(select(Centre.id).where(Centre.id == centre_id).with_for_update())
    administrators = set(session.scalars(_administrators(centre_id).with_for_update()))
    if administrators == {without}:
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
