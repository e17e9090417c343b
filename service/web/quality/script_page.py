"""The page of a script, which several routes answer with."""

from __future__ import annotations

from uuid import UUID

from fastapi import Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission
from service.errors import Conflict
from service.standardisation.finding import find_exercise, find_script
from service.standardisation.marking import read_text
from service.standardisation.reading import read_exercise
from service.standardisation.schemas import ExerciseView, MarksWanted, StandardWanted
from service.storage import Database
from service.unit_store import UnitStore
from service.web.forms import Entry
from service.web.marked_text import shown_by
from service.web.quality.citing import cited, pieces
from service.web.rendering import render


def script_page(
    request: Request,
    actor: Actor,
    database: Database,
    units: UnitStore,
    *,
    place: tuple[UUID, int],
    marks: Entry[MarksWanted] | None = None,
    standard: Entry[StandardWanted] | None = None,
) -> HTMLResponse:
    """The text of a script, and beside it the form to mark it, or what was given and the forms to set the standard.

    ``place``: the exercise and the number of the script. ``marks``, ``standard``: forms that were filled in and not
    accepted. Raises NotFound.
    """
    exercise_id, script = place
    with database.read() as session:
        exercise = find_exercise(session, actor, exercise_id)
        unit = units.get(exercise.unit_id).unit
        view = read_exercise(session, actor, exercise, unit)
        number = find_script(session, exercise, script).number
        try:
            text = read_text(session, exercise, number)
        except Conflict:
            text = None
    shown = next(one for one in view.items if one.number == script)
    return render(
        request,
        "quality/script.html.j2",
        status=422 if marks or standard else 200,
        exercise=view,
        script=shown,
        paragraphs=pieces(text) if text else [],
        cited=cited(text, shown, unit, shown_by(request.query_params)) if text and view.sees_others else None,
        unit=unit,
        marks=marks or Entry(),
        standard=standard or Entry(),
        to_mark=script in unmarked(view),
        may_set=view.closed_at is not None and actor.may(Permission.SAMPLE),
    )


def unmarked(view: ExerciseView) -> list[int]:
    """The numbers of the scripts that whoever looks still has to mark."""
    if not view.to_mark:
        return []
    return [script.number for script in view.items if not script.marked and not script.erased]
