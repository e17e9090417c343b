"""Keeping what a centre records of its learners. Every change is in the audit log, without what was recorded."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Delete, delete, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, Fault, RequestInvalid
from service.people.centres.store import centre_of
from service.people.characteristics.schemas import Characteristics, ListedCharacteristic, Recorded
from service.people.finding import person_at, roles_of
from service.storage.tables.people import Characteristic, LearnerCharacteristic, Role


def listed(session: Session, actor: Actor) -> Characteristics:
    """What the centre of ``actor`` records."""
    return Characteristics(
        items=tuple(
            ListedCharacteristic(key=row.key, name=row.name, protected=row.protected, options=tuple(row.options))
            for row in _rows(session, actor)
        )
    )


def change_list(session: Session, actor: Actor, wanted: Characteristics) -> Characteristics:
    """Record this and nothing else: what was recorded of something that goes, or as an option that goes, goes too."""
    centre = centre_of(session, actor.centre, lock=True)
    there = {row.key: row for row in _rows(session, actor)}
    keys = {item.key for item in wanted.items}
    for row in there.values():
        if row.key not in keys:
            session.execute(_values_of(row))
            session.delete(row)
    session.flush()
    for item in wanted.items:
        if known := there.get(item.key):
            known.name, known.protected, known.options = item.name, item.protected, list(item.options)
            session.execute(_values_of(known).where(LearnerCharacteristic.value.not_in(item.options)))
        else:
            told = item.model_dump(exclude={"options"})
            session.add(Characteristic(centre_id=centre.id, options=list(item.options), **told))
    centre.version += 1
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.CHARACTERISTICS_LISTED,
        subject_kind=Subject.CENTRE,
        subject_id=centre.id,
        details={"listed": len(keys)},
    )
    return listed(session, actor)


def recorded_of(session: Session, actor: Actor, person_id: UUID) -> Recorded:
    """What is recorded of somebody of the centre; raises NotFound."""
    person_at(session, actor.centre, person_id)
    rows = session.execute(
        select(Characteristic.key, LearnerCharacteristic.value)
        .join(Characteristic, Characteristic.id == LearnerCharacteristic.characteristic_id)
        .where(LearnerCharacteristic.person_id == person_id)
        .order_by(Characteristic.key)
    )
    return Recorded(person=person_id, values={row.key: row.value for row in rows})


def record_of(session: Session, actor: Actor, person_id: UUID, values: dict[str, str]) -> Recorded:
    """Record this of a learner, and nothing else.

    Raises:
        NotFound: there is no such person in the centre.
        Conflict: she is no learner, of whom anything recorded can only be removed.
        RequestInvalid: something is not listed, or is no option of it.
    """
    person = person_at(session, actor.centre, person_id, lock=True)
    if values and Role.LEARNER not in roles_of(session, [person_id])[person_id]:
        raise Conflict("Only of learners is anything recorded here.")
    there = {row.key: row for row in _rows(session, actor)}
    if unknown := [key for key, value in values.items() if key not in there or value not in there[key].options]:
        raise RequestInvalid([Fault("#/values", _NOT_LISTED) for _ in unknown])
    session.execute(delete(LearnerCharacteristic).where(LearnerCharacteristic.person_id == person_id))
    session.add_all(
        LearnerCharacteristic(person_id=person_id, characteristic_id=there[key].id, value=value)
        for key, value in values.items()
    )
    person.version += 1
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.CHARACTERISTICS_RECORDED,
        subject_kind=Subject.PERSON,
        subject_id=person_id,
        details={"recorded": len(values)},
    )
    return recorded_of(session, actor, person_id)


def told_of(session: Session, person_id: UUID) -> list[tuple[str, str]]:
    """What is recorded of somebody as her centre calls it: names and values."""
    rows = session.execute(
        select(Characteristic.name, LearnerCharacteristic.value)
        .join(LearnerCharacteristic, LearnerCharacteristic.characteristic_id == Characteristic.id)
        .where(LearnerCharacteristic.person_id == person_id)
        .order_by(Characteristic.name)
    )
    return [(row.name, row.value) for row in rows]


_NOT_LISTED = "This is not on the centre's list. Take one of its options, or add it to the list first."


def _rows(session: Session, actor: Actor) -> list[Characteristic]:
    of_centre = select(Characteristic).where(Characteristic.centre_id == actor.centre)
    return list(session.scalars(of_centre.order_by(Characteristic.key)))


def _values_of(row: Characteristic) -> Delete:
    return delete(LearnerCharacteristic).where(LearnerCharacteristic.characteristic_id == row.id)
