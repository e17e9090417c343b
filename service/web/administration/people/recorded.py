"""/people/{id}/characteristics: what the centre records of a learner, which administrators alone see and change."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import Conflict, RequestInvalid
from service.people.characteristics.store import record_of
from service.web.administration.people.person import person_page
from service.web.administration.people.recorded_form import FIELD
from service.web.administration.routing import pages
from service.web.forms import Posted
from service.web.redirects import see_other

router = pages("/people/{person_id}")
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
PersonId = Annotated[UUID, Path()]


@router.post("/characteristics")
def record(request: Request, person_id: PersonId, form: Posted, actor: Manager, database: CurrentDatabase) -> Response:
    """Record what was chosen, and nothing of what was left open."""
    chosen = {
        name.removeprefix(FIELD): value
        for name, value in form.items()
        if name.startswith(FIELD) and isinstance(value, str) and value
    }
    try:
        with database.write() as session:
            record_of(session, actor, person_id, chosen)
    except RequestInvalid as error:
        return person_page(request, database, actor, person_id, refusal=error.faults[0].detail, status=422)
    except Conflict as error:
        return person_page(request, database, actor, person_id, refusal=str(error), status=409)
    return see_other(f"/people/{person_id}", "characteristics_recorded")
