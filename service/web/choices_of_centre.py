"""What people of a centre choose from in several areas: units, cohorts, people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.storage.tables.people import Cohort, Person, PersonRole, Role
from service.unit_store import UnitStore

Choices = Sequence[tuple[str, str]]
"""Pairs of a value and its words."""


def units_to_choose(units: UnitStore) -> Choices:
    """The installed units by title; raises UnitInvalid where one has faults."""
    titles = [(loaded.unit.id, loaded.unit.title) for loaded in units.all()]
    return sorted(titles, key=lambda one: one[1])


def titles_of(units: UnitStore) -> Mapping[str, str]:
    """The titles of the installed units by id."""
    return dict(units_to_choose(units))


def cohorts_to_choose(session: Session, actor: Actor) -> Choices:
    """The cohorts of the actor's centre by name."""
    rows = session.execute(
        select(Cohort.id, Cohort.name).where(Cohort.centre_id == actor.centre).order_by(Cohort.name, Cohort.id)
    )
    return [(str(row.id), row.name) for row in rows]


def assessors_to_choose(session: Session, actor: Actor, *, without: Sequence[UUID] = ()) -> Choices:
    """Everybody who can assess in the actor's centre now, by name."""
    rows = session.execute(
        select(Person.id, Person.name)
        .join(PersonRole, PersonRole.person_id == Person.id)
        .where(
            Person.centre_id == actor.centre,
            Person.id.not_in(without),
            PersonRole.role == Role.ASSESSOR,
            Person.deactivated_at.is_(None),
            Person.erased_at.is_(None),
        )
        .order_by(Person.name, Person.id)
    )
    return [(str(row.id), row.name) for row in rows]
