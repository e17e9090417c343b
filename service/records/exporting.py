"""GET /v1/people/{id}/export."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.records.archive import chunks
from service.records.export import export
from service.records.tag import TAG, PersonId

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
    archive = export(database, originals, actor, person_id)
    disposition = f'attachment; filename="tallymark-{person_id}.zip"'
    return StreamingResponse(chunks(archive), media_type=_ZIP, headers={"Content-Disposition": disposition})
