"""The part of a learner's page that says what the centre records of her."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel
from sqlalchemy.orm import Session

from service.access import Actor, Permission
from service.people.characteristics.store import listed, recorded_of
from service.web.forms import Entry, filled

FIELD = "recorded-"
"""What the names of the form's fields begin with; the key of the characteristic follows."""


@dataclass(frozen=True, slots=True)
class RecordedForm:
    """What is recorded of her, in fields: the name of each, what people call it, and pairs of what it can be."""

    fields: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]
    entry: Entry[BaseModel]


def recorded_form(session: Session, actor: Actor, person_id: UUID, *, learns: bool) -> RecordedForm | None:
    """For administrators, of learners and of those of whom something is recorded; otherwise None."""
    if not actor.may(Permission.MANAGE_PEOPLE):
        return None
    values = recorded_of(session, actor, person_id).values
    if not (learns or values):
        return None
    fields = tuple(
        (FIELD + item.key, item.name, tuple((option, option) for option in item.options))
        for item in listed(session, actor).items
    )
    return RecordedForm(fields, filled(**{FIELD + key: value for key, value in values.items()}))
