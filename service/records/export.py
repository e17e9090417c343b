"""Everything that is kept about a person, given out and recorded."""

from __future__ import annotations

from typing import IO
from uuid import UUID

from service.access import Actor, Permission
from service.audit import Action, Subject, record
from service.errors import NotFound
from service.files import Originals
from service.records.archive import build_archive
from service.records.collected import Scope
from service.storage import Database
from service.storage.tables.people import Person


def export(database: Database, originals: Originals, actor: Actor, person_id: UUID) -> IO[bytes]:
    """A ZIP with everything about a person, for herself or for whoever looks after the records of her centre.

    Raises:
        NotFound: there is no such person, or the actor is neither of the two.
        FilesUnavailable: original files cannot be read.
    """
    keeps_records = actor.centre_id is not None and actor.may(Permission.MANAGE_RECORDS)
    if person_id != actor.person_id and not keeps_records:
        raise NotFound
    with database.write() as session:
        person = session.get(Person, person_id)
        if person is None or person.centre_id != actor.centre_id:
            raise NotFound
        record(session, actor=actor, action=Action.PERSON_EXPORTED, subject_kind=Subject.PERSON, subject_id=person_id)
    scope = Scope(person_id, open_too=person_id != actor.person_id)
    with database.read() as session:
        return build_archive(session, originals, scope)
