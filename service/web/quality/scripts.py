"""/centre/standardisation/…/scripts: reading a script, and marking it without knowing what others gave."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentUnits
from service.errors import Fault, RequestInvalid
from service.spoken import gettext as _
from service.standardisation.finding import find_exercise
from service.standardisation.marking import mark, read_text
from service.standardisation.reading import read_exercise
from service.standardisation.schemas import MarksWanted, MarkWanted, ScriptText
from service.storage.tables.analyses import Status
from service.web.forms import Entry, Posted, read_form
from service.web.quality.citing import passages
from service.web.quality.script_page import script_page, unmarked
from service.web.redirects import see_other

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Marker = Annotated[Actor, require(Permission.ASSESS)]
Number = Annotated[int, Path(ge=1, le=1000)]


@router.get("/centre/standardisation/{exercise_id}/scripts/{script}")
def show_script(
    *,
    exercise_id: UUID,
    script: Number,
    request: Request,
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> HTMLResponse:
    """The text, and beside it the form to mark it, or what was given."""
    return script_page(request, actor, database, units, place=(exercise_id, script))


@router.post("/centre/standardisation/{exercise_id}/scripts/{script}/marks")
def post_marks(
    *,
    exercise_id: UUID,
    script: Number,
    request: Request,
    form: Posted,
    actor: Marker,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> Response:
    """Give every marking point a status, and go on to the next script."""
    with database.read() as session:
        found = find_exercise(session, actor, exercise_id)
        unit, text = units.get(found.unit_id).unit, read_text(session, found, script)
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    entry = _marks(typed, [point.id for point in unit.marking_points], text)
    if entry.value:
        try:
            with database.write() as session:
                exercise = find_exercise(session, actor, exercise_id)
                mark(session, actor, exercise, script, entry.value, unit=unit)
                left = unmarked(read_exercise(session, actor, exercise, unit))
        except RequestInvalid as error:
            entry = entry.refused_by(error)
        else:
            here = f"/centre/standardisation/{exercise_id}"
            return see_other(f"{here}/scripts/{left[0]}" if left else here, notice="script_marked")
    return script_page(request, actor, database, units, place=(exercise_id, script), marks=entry)


def _marks(typed: Mapping[str, str], points: Sequence[str], text: ScriptText) -> Entry[MarksWanted]:
    """What was chosen and written for each point, in fields ``status-…``, ``evidence-…`` and ``note-…``."""
    entry: Entry[MarksWanted] = Entry(typed)
    statuses = {point: typed.get(f"status-{point}", "") for point in points}
    unknown = [point for point, status in statuses.items() if status not in set(Status)]
    if unknown:
        told = _("Choose how far %(point)s is evidenced.")
        return entry.refused(*(Fault(f"#/status-{point}", told % {"point": point}) for point in unknown))
    evidence = {point: passages(typed.get(f"evidence-{point}", ""), text) for point in points}
    if unclear := [point for point, found in evidence.items() if found is None]:
        told = _("Name sentences by their numbers, such as 3, 5-7. The last is %(last)s.")
        last = {"last": len(text.sentences)}
        return entry.refused(*(Fault(f"#/evidence-{point}", told % last) for point in unclear))
    marks = []
    for point in points:
        given = {"marking_point": point, "status": statuses[point], "note": typed.get(f"note-{point}", "").strip()}
        one = read_form(MarkWanted, FormData(given))
        if one.value is None:
            return entry.refused(*(Fault(f"#/{name}-{point}", words) for name, words in one.errors.items()))
        marks.append(one.value.model_copy(update={"evidence": evidence[point]}))
    return Entry(typed, value=MarksWanted(marks=tuple(marks)))
