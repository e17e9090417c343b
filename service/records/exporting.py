"""GET /v1/people/{id}/export."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from service import problem_types as types
from service.access import Actor, Permission, require
from service.audit import Action, Subject, record
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.errors import NotFound
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.records.archive import build_archive, chunks
from service.records.collected import Scope
from service.records.tag import TAG, PersonId
from service.storage.tables.people import Person

router = APIRouter(prefix="/v1/people", tags=[TAG["name"]])
_ZIP = "application/zip"
_ARCHIVE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "A ZIP archive; its README.txt says what is where.",
        "content": {_ZIP: {"schema": {"type": "string", "format": "binary"}}},
    }
}


@router.get(
    "/{person_id}/export",
    summary="Export everything about a person",
    response_class=StreamingResponse,
    responses={**_ARCHIVE, **describe_problems(*OF_THINGS, types.FILES_UNAVAILABLE)},
)
def export_person(
    person_id: PersonId,
    actor: Annotated[Actor, require(Permission.SELF)],
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> StreamingResponse:
    """For the person herself, and for whoever looks after the centre's records.

    To herself, nothing is said of work that has not been decided yet but what she wrote; `README.txt` says so.
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
        archive = build_archive(session, originals, scope)
    disposition = f'attachment; filename="tallymark-{person_id}.zip"'
    return StreamingResponse(chunks(archive), media_type=_ZIP, headers={"Content-Disposition": disposition})
