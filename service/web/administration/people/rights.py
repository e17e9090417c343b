"""/people/{id}/…: what a person may ask about what is kept of her, and what stands against erasing it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response, StreamingResponse
from pydantic import BaseModel, ConfigDict
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentOriginals
from service.errors import Conflict, Fault
from service.people.finding import person_at
from service.records.archive import chunks
from service.records.erasure import erase_person
from service.records.erasure_views import erase
from service.records.export import export
from service.records.holds import NewHold, place
from service.retention.periods import periods_of, shipped
from service.storage import Database
from service.storage.tables.submissions import Submission
from service.web.administration.routing import pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import HEADERS, render

router = pages("/people/{person_id}")
Keeper = Annotated[Actor, require(Permission.MANAGE_RECORDS)]
PersonId = Annotated[UUID, Path()]


class Confirmation(BaseModel):
    """What somebody types and ticks before a person is erased."""

    model_config = ConfigDict(frozen=True)

    name: str = ""
    although_open: bool = False


@router.get("/records")
def show_records(request: Request, person_id: PersonId, actor: Keeper, database: CurrentDatabase) -> Response:
    """What is kept about her, for how long, and what can be done with it."""
    with database.read() as session:
        person = person_at(session, actor.centre, person_id)
        written = _written(session, person_id)
        days = periods_of(session, actor.centre).days
    return render(
        request,
        "administration/people/records.html.j2",
        person=person,
        written=written,
        periods=[(period.keeps, days[kind], period.counted_from) for kind, period in shipped().items()],
        herself=person_id == actor.person_id,
    )


@router.get("/export", response_class=StreamingResponse)
def download_export(
    person_id: PersonId, actor: Keeper, database: CurrentDatabase, originals: CurrentOriginals
) -> StreamingResponse:
    """Everything that is kept about her, as a ZIP."""
    archive = export(database, originals, actor, person_id)
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="tallymark-{person_id}.zip"'}
    return StreamingResponse(chunks(archive), media_type="application/zip", headers=headers)


@router.get("/erasure")
def show_erasure(request: Request, person_id: PersonId, actor: Keeper, database: CurrentDatabase) -> Response:
    """What an erasure removes and what stays, and where it is confirmed."""
    return _confirm(request, database, actor, person_id, entry=filled())


@router.post("/erasure")
def erase_her(
    request: Request,
    *,
    person_id: PersonId,
    form: Posted,
    actor: Keeper,
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> Response:
    """Erase her, where her name was typed as it stands there."""
    entry = read_form(Confirmation, form)
    wanted = entry.value or Confirmation()
    with database.read() as session:
        name = person_at(session, actor.centre, person_id).name
    if " ".join(wanted.name.split()).casefold() != " ".join(name.split()).casefold():
        refused = entry.refused(Fault("#/name", _NOT_THE_NAME))
        return _confirm(request, database, actor, person_id, entry=refused, status=422)
    try:
        done = erase(
            database,
            originals,
            lambda session: erase_person(session, actor, person_id, although_open=wanted.although_open),
        )
    except Conflict as error:
        return _confirm(request, database, actor, person_id, entry=entry.refused(Fault("#", str(error))), status=409)
    return render(request, "administration/people/erased.html.j2", done=done, person_id=person_id)


@router.post("/hold")
def place_hold(person_id: PersonId, actor: Keeper, database: CurrentDatabase) -> Response:
    """Let nothing of hers be erased or swept until the hold is lifted."""
    with database.write() as session:
        place(session, actor, NewHold(person_id=person_id))
    return see_other(f"/people/{person_id}", "hold_placed")


_NOT_THE_NAME = "This is not the name above. Type it as it stands there."


def _confirm(
    request: Request,
    database: Database,
    actor: Actor,
    person_id: UUID,
    *,
    entry: Entry[Confirmation] | Entry[BaseModel],
    status: int = 200,
) -> Response:
    with database.read() as session:
        person = person_at(session, actor.centre, person_id)
        written = _written(session, person_id)
    return render(
        request,
        "administration/people/erasure.html.j2",
        status=status,
        person=person,
        written=written,
        herself=person_id == actor.person_id,
        entry=entry,
    )


def _written(session: Session, person_id: UUID) -> int:
    """How many submissions of hers there are."""
    return session.scalar(select(func.count()).select_from(Submission).where(Submission.learner_id == person_id)) or 0
