"""Changing what a centre records of its learners, one thing at a time."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import Conflict, NotFound
from service.people.centres.store import centre_of
from service.people.characteristics.schemas import MOST, Characteristics, ListedCharacteristic
from service.people.characteristics.store import change_list, listed
from service.storage.tables.people import Characteristic, LearnerCharacteristic
from service.versions import require_version


def one_listed(session: Session, actor: Actor, key: str) -> ListedCharacteristic:
    """What the centre records under ``key``; raises NotFound."""
    found = next((item for item in listed(session, actor).items if item.key == key), None)
    if found is None:
        raise NotFound
    return found


def recorded_of_how_many(session: Session, actor: Actor, key: str) -> int:
    """Of how many learners something is recorded under ``key``."""
    wanted = (
        select(func.count())
        .select_from(LearnerCharacteristic)
        .join(Characteristic, Characteristic.id == LearnerCharacteristic.characteristic_id)
        .where(Characteristic.centre_id == actor.centre, Characteristic.key == key)
    )
    return session.scalar(wanted) or 0


def add_one(session: Session, actor: Actor, wanted: ListedCharacteristic) -> None:
    """Record one thing more; raises Conflict where there is one of this key, or too many."""
    centre_of(session, actor.centre, lock=True)
    items = listed(session, actor).items
    if any(item.key == wanted.key for item in items):
        raise Conflict("There is one with this name in figures already. Choose another.")
    if len(items) >= MOST:
        raise Conflict("Your centre has as many as it may. Remove one to add another.")
    change_list(session, actor, Characteristics(items=(*items, wanted)))


def change_one(session: Session, actor: Actor, wanted: ListedCharacteristic, version: int) -> None:
    """Change name, options and protection of what has this key.

    ``version``: the centre's, as the caller saw it. What was recorded as an option that goes, goes too.

    Raises:
        NotFound: nothing has this key.
        ChangedMeanwhile: somebody changed the centre meanwhile.
    """
    require_version(version, centre_of(session, actor.centre, lock=True).version)
    one_listed(session, actor, wanted.key)
    items = tuple(wanted if item.key == wanted.key else item for item in listed(session, actor).items)
    change_list(session, actor, Characteristics(items=items))


def remove_one(session: Session, actor: Actor, key: str) -> None:
    """Record it no more, and forget what was recorded of it; raises NotFound."""
    centre_of(session, actor.centre, lock=True)
    gone = one_listed(session, actor, key)
    items = tuple(item for item in listed(session, actor).items if item != gone)
    change_list(session, actor, Characteristics(items=items))
