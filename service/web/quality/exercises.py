"""/centre/standardisation: exercises, and setting one up."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.errors import RequestInvalid
from service.pages import Wanted
from service.standardisation.finding import find_exercise
from service.standardisation.making import close, set_up
from service.standardisation.reading import list_exercises, read_exercise
from service.standardisation.schemas import MOST_SCRIPTS, PROPOSED_SCRIPTS, ExerciseWanted
from service.storage import Database
from service.unit_store import UnitStore
from service.web.choices_of_centre import assessors_to_choose, titles_of, units_to_choose
from service.web.forms import Entry, Posted, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Maker = Annotated[Actor, require(Permission.SAMPLE)]
_OFFERED = 40


@router.get("/centre/standardisation")
def show_exercises(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """The exercises that somebody may know of."""
    with database.read() as session:
        exercises = list_exercises(session, actor).items
    return render(request, "quality/exercises.html.j2", exercises=exercises, titles=titles_of(units))


@router.get("/centre/standardisation/new")
def show_new_exercise(
    request: Request, actor: Maker, database: CurrentDatabase, units: CurrentUnits, unit: Wanted = ""
) -> HTMLResponse:
    """What an exercise can be made of."""
    return _new(request, actor, database, units, Entry({"unit": unit}))


@router.post("/centre/standardisation")
def post_exercise(
    *,
    request: Request,
    form: Posted,
    actor: Maker,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
) -> Response:
    """Set an exercise up."""
    entry = read_form(ExerciseWanted, form, several=("submissions", "assessors"))
    if entry.value:
        try:
            with database.write() as session:
                exercise_id = set_up(session, jobs, actor, entry.value).id
            return see_other(f"/centre/standardisation/{exercise_id}", notice="standardisation_made")
        except RequestInvalid as error:
            entry = entry.refused_by(error)
    return _new(request, actor, database, units, entry, status=422)


@router.get("/centre/standardisation/{exercise_id}")
def show_exercise(
    exercise_id: UUID, request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> HTMLResponse:
    """Who has marked how much, and what to do next."""
    with database.read() as session:
        exercise = find_exercise(session, actor, exercise_id)
        loaded = units.get(exercise.unit_id).unit
        view = read_exercise(session, actor, exercise, loaded)
    return render(request, "quality/exercise.html.j2", exercise=view, unit=loaded)


@router.post("/centre/standardisation/{exercise_id}/closing")
def post_closing(exercise_id: UUID, actor: Maker, database: CurrentDatabase) -> Response:
    """End the marking."""
    with database.write() as session:
        close(session, actor, find_exercise(session, actor, exercise_id))
    return see_other(f"/centre/standardisation/{exercise_id}", notice="standardisation_closed")


def _new(
    request: Request,
    actor: Actor,
    database: Database,
    units: UnitStore,
    entry: Entry[ExerciseWanted],
    *,
    status: int = 200,
) -> HTMLResponse:
    from service.standardisation.choosing import candidates  # noqa: PLC0415  (pandas)

    choices = units_to_choose(units)
    unit_id = entry.text("unit") or choices[0][0]
    with database.read() as session:
        offered = candidates(session, actor, unit_id, _OFFERED, PROPOSED_SCRIPTS)
        assessors = assessors_to_choose(session, actor)
    return render(
        request,
        "quality/new_exercise.html.j2",
        status=status,
        entry=Entry({**entry.typed, "unit": unit_id}, entry.errors),
        units=choices,
        offered=offered,
        assessors=[(value, name, "") for value, name in assessors],
        ticked=[str(one.submission) for one in offered if one.proposed],
        most=MOST_SCRIPTS,
    )
