"""Entering and changing the people of a centre.

``by`` is whoever does it: a centre administrator, or somebody at the installation's own command line. It also says at
which centre.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from service import audit, one_time_tokens
from service.access.administrators import keep_an_administrator
from service.audit import Action, By, Subject
from service.errors import Conflict
from service.open_work import give_back_open_work
from service.people.account.tokens import revoke_all_tokens
from service.people.finding import person_at, roles_of
from service.people.sessions import end_sessions
from service.storage.tables.people import CohortMember, Person, PersonRole, Role
from service.versions import require_version

_TAKEN = "Somebody at your centre has this {} already, perhaps deactivated. Choose another."
COHORT_ROLES = (Role.LEARNER, Role.ASSESSOR)
"""Roles that a person can have in a cohort, where she has them at the centre."""


def add_person(
    session: Session, by: By, *, name: str, email: str, reference: str | None, roles: frozenset[Role]
) -> Person:
    """Enter a person; raises Conflict where the centre has the address or number already."""
    _require_free(session, by.centre_id, "email", email)
    _require_free(session, by.centre_id, "reference", reference)
    person = Person(id=uuid4(), centre_id=by.centre_id, name=name, email=email, reference=reference, version=1)
    session.add(person)
    _write(session)
    session.add_all(PersonRole(person_id=person.id, role=role) for role in roles)
    _record(session, by, Action.PERSON_ADDED, person.id, {"roles": sorted(roles)})
    return person


def change_person(
    session: Session, by: By, person_id: UUID, changes: Mapping[str, Any], *, version: int, at: datetime
) -> Person:
    """Change a person's ``name``, ``email``, ``reference`` or ``roles``.

    What is open of somebody who is no assessor any more is nobody's from then on.

    Raises:
        NotFound: there is no such person at the centre.
        ChangedMeanwhile: somebody else has changed her since ``version``.
        Conflict: the address or number is another's, or nobody would be left to run the centre.
    """
    person = person_at(session, by.centre_id, person_id, lock=True)
    require_version(version, person.version)
    before: dict[str, Any] = {name: getattr(person, name) for name in ("name", "email", "reference")}
    before["roles"] = roles_of(session, [person.id])[person.id]
    changed = {name: value for name, value in changes.items() if before[name] != value}
    if not changed:
        return person
    for name in ("email", "reference"):
        if name in changed:
            _require_free(session, by.centre_id, name, changed[name])
    for name in changed.keys() - {"roles"}:
        setattr(person, name, changed[name])
    if "email" in changed:
        one_time_tokens.withdraw(session, person.id, at)
    if "roles" in changed:
        _set_roles(session, by.centre_id, person, changed["roles"])
        if Role.ASSESSOR in before["roles"] and Role.ASSESSOR not in changed["roles"]:
            give_back_open_work(session, by, person.id, at)
    person.version += 1
    _write(session)
    _record(session, by, Action.PERSON_CHANGED, person.id, _told(changed))
    return person


def deactivate(session: Session, by: By, person_id: UUID, at: datetime) -> None:
    """Let somebody sign in no more: sessions, tokens and mailed links end, and what she had to assess is nobody's.

    Once more changes nothing.

    Raises:
        NotFound: there is no such person at the centre.
        Conflict: nobody would be left to run the centre.
    """
    person = person_at(session, by.centre_id, person_id, lock=True)
    if person.deactivated_at:
        return
    keep_an_administrator(session, by.centre_id, without=person.id)
    person.deactivated_at = at
    person.version += 1
    one_time_tokens.withdraw(session, person.id, at)
    end_sessions(session, person.id, at)
    revoke_all_tokens(session, person.id, at)
    give_back_open_work(session, by, person.id, at)
    _record(session, by, Action.PERSON_DEACTIVATED, person.id)


def reactivate(session: Session, by: By, person_id: UUID) -> None:
    """Let somebody sign in again; raises NotFound. Once more changes nothing."""
    person = person_at(session, by.centre_id, person_id, lock=True)
    if person.deactivated_at:
        person.deactivated_at = None
        person.version += 1
        _record(session, by, Action.PERSON_REACTIVATED, person.id)


def end_access(session: Session, by: By, person_id: UUID, at: datetime) -> int:
    """End all sessions of a person and revoke her tokens: how many there were; raises NotFound."""
    person = person_at(session, by.centre_id, person_id)
    ended = end_sessions(session, person.id, at) + revoke_all_tokens(session, person.id, at)
    _record(session, by, Action.SIGNED_OUT, person.id, {"sessions": ended})
    return ended


def _set_roles(session: Session, centre_id: UUID | None, person: Person, roles: frozenset[Role]) -> None:
    if Role.CENTRE_ADMIN not in roles:
        keep_an_administrator(session, centre_id, without=person.id)
    session.execute(delete(PersonRole).where(PersonRole.person_id == person.id))
    session.add_all(PersonRole(person_id=person.id, role=role) for role in roles)
    lost = [role for role in COHORT_ROLES if role not in roles]
    session.execute(delete(CohortMember).where(CohortMember.person_id == person.id, CohortMember.role.in_(lost)))


def _require_free(session: Session, centre_id: UUID | None, column: str, value: str | None) -> None:
    taken = select(Person.id).where(Person.centre_id == centre_id, getattr(Person, column) == value)
    if value is not None and session.scalar(taken) is not None:
        raise Conflict(_TAKEN.format("e-mail address" if column == "email" else "number"))


def _write(session: Session) -> None:
    try:
        session.flush()
    except IntegrityError:  # somebody else was quicker
        raise Conflict(_TAKEN.format("e-mail address or number")) from None


def _told(changed: Mapping[str, Any]) -> dict[str, Any]:
    """What the audit log says of a change: which fields, and of roles which; no names."""
    told: dict[str, Any] = {f"{name}_changed": True for name in sorted(changed.keys() - {"roles"})}
    return told | ({"roles": sorted(changed["roles"])} if "roles" in changed else {})


def _record(
    session: Session, by: By, action: Action, person_id: UUID, details: Mapping[str, Any] | None = None
) -> None:
    audit.record(session, actor=by, action=action, subject_kind=Subject.PERSON, subject_id=person_id, details=details)
