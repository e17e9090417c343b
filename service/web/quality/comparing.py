"""Setting what a marking point of a script should be given, once marking has ended."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentUnits
from service.errors import RequestInvalid
from service.standardisation.finding import find_exercise
from service.standardisation.marking import set_standard
from service.standardisation.schemas import StandardWanted
from service.web.forms import Posted, read_form
from service.web.quality.script_page import script_page
from service.web.redirects import see_other

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Maker = Annotated[Actor, require(Permission.SAMPLE)]
Number = Annotated[int, Path(ge=1, le=1000)]


@router.post("/centre/standardisation/{exercise_id}/scripts/{script}/standard")
def post_standard(
    *,
    exercise_id: UUID,
    script: Number,
    request: Request,
    form: Posted,
    actor: Maker,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> Response:
    """Say what one marking point should be given, and why."""
    entry = read_form(StandardWanted, form)
    wanted = entry.value
    if wanted:
        try:
            with database.write() as session:
                exercise = find_exercise(session, actor, exercise_id)
                unit = units.get(exercise.unit_id).unit
                set_standard(session, actor, exercise, script, wanted, unit=unit)
        except RequestInvalid as error:
            entry = entry.refused_by(error)
        else:
            place = f"{script}#{wanted.marking_point}"
            return see_other(f"/centre/standardisation/{exercise_id}/scripts/{place}", notice="standard_set")
    return script_page(request, actor, database, units, place=(exercise_id, script), standard=entry)
