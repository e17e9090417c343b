"""Taking away what identifies a person and what she signs in with; her id stays, and whatever points at it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import yaml
from sqlalchemy import CursorResult, delete, select
from sqlalchemy.orm import Session

from service.retention.words import Erased, erase_bank
from service.storage.columns import Table, now
from service.storage.tables.people import (
    ApiToken,
    CohortMember,
    ExternalIdentity,
    LearnerCharacteristic,
    OneTimeToken,
    Password,
    Person,
    PersonRole,
    SignIn,
)
from service.storage.tables.submissions import IdempotencyKey

_ACCESS: tuple[type[Table], ...] = (
    SignIn,
    ApiToken,
    OneTimeToken,
    Password,
    ExternalIdentity,
    IdempotencyKey,
    CohortMember,
    PersonRole,
    LearnerCharacteristic,
)


def end_access(session: Session, person_id: UUID) -> int:
    """Delete what a person signs in with and belongs to; returns how many rows that were."""
    ended = 0
    for table in _ACCESS:
        of_person = table.__table__.c.person_id == person_id
        result: Any = session.execute(delete(table).where(of_person))
        ended += cast("CursorResult[Any]", result).rowcount
    return ended


def erase_identity(person: Person, at: datetime) -> None:
    """Replace name, address and number, once."""
    if person.erased_at is not None:
        return
    person.name, person.reference = _erased_name(), None
    person.email = f"{person.id}@erased.invalid"
    person.erased_at = at
    person.deactivated_at = person.deactivated_at or at
    person.version += 1


def erase_people(session: Session, person_ids: Collection[UUID]) -> Erased:
    """Do both to several people of whom nothing else is kept."""
    for person in session.scalars(select(Person).where(Person.id.in_(person_ids))):
        end_access(session, person.id)
        erase_identity(person, now())
    return erase_bank(session, person_ids)


@cache
def _erased_name() -> str:
    wording = yaml.safe_load((Path(__file__).parent / "wording.yaml").read_text(encoding="utf-8"))
    return str(wording["erased_name"])
