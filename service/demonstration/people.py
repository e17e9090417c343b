"""Who can sign in to the demonstration centre and with what, and how far their work is."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from sqlalchemy import case, select

from service.demonstration.specification import specification
from service.keys import Keys
from service.settings import Settings
from service.storage import Database
from service.storage.tables.people import Centre, Person, PersonRole, Role
from service.storage.tables.submissions import Submission

_PASSWORD_BYTES = 10
_GROUP = 4
_ORDER = (Role.CENTRE_ADMIN, Role.IQA, Role.ASSESSOR, Role.LEARNER)


@dataclass(frozen=True, slots=True)
class Invented:
    """Somebody of the centre. ``state``: of her submission, if she has one."""

    role: str
    address: str
    state: str


def people_of(database: Database) -> list[Invented]:
    """Everybody who can sign in, the staff first, learners by how far they are."""
    by_role = case({role: number for number, role in enumerate(_ORDER)}, value=PersonRole.role)
    rows = (
        select(PersonRole.role, Person.email, Submission.state)
        .join(Centre, Centre.id == Person.centre_id)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .outerjoin(Submission, Submission.learner_id == Person.id)
        .where(Centre.slug == specification().centre.slug, Person.deactivated_at.is_(None))
        .order_by(by_role, Submission.state, Person.name)
    )
    with database.read() as session:
        return [
            Invented(role.value.replace("_", " "), address, state.value.replace("_", " ") if state else "")
            for role, address, state in session.execute(rows)
        ]


def password_of(settings: Settings) -> str:
    """What everybody of the centre signs in with: another one in each installation, as it follows from its secret."""
    key = Keys.of(settings).derive("demonstration password", length=_PASSWORD_BYTES)
    letters = base64.b32encode(key).decode().lower()
    return "-".join(letters[start : start + _GROUP] for start in range(0, len(letters), _GROUP))
