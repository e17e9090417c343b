"""Where people differ, and setting what a marking point of a script should be given once marking has ended."""

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
from service.standardisation.reading import read_exercise
from service.standardisation.reporting import report_on
from service.standardisation.schemas import StandardWanted
from service.web.forms import Posted, read_form
from service.web.quality.agreeing import pictures_of
from service.web.quality.script_page import script_page
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_FIRST = 12
"""As many as one meeting can talk about."""
Maker = Annotated[Actor, require(Permission.SAMPLE)]
Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Number = Annotated[int, Path(ge=1, le=1000)]


@router.get("/centre/standardisation/{exercise_id}/report")
def show_report(
    exercise_id: UUID, request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> HTMLResponse:
    """How far those who marked agree, where and why they differ, and what to discuss first."""
    with database.read() as session:
        exercise = find_exercise(session, actor, exercise_id)
        unit = units.get(exercise.unit_id).unit
        view = read_exercise(session, actor, exercise, unit)
        report = report_on(view)
    labels = {point.id: point.label for point in unit.marking_points}
    return render(
        request,
        "quality/report.html.j2",
        exercise=view,
        report=report,
        labels=labels,
        pictures=pictures_of(report.agreement),
        discuss=(report.differences.discuss or report.differences.apart)[:_FIRST],
    )


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
