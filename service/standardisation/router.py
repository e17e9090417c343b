"""/v1/standardisations: setting up exercises, marking, comparing, agreeing."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.judging.scripts.results import Proposal
from service.problem_groups import OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.standardisation.exporting import export
from service.standardisation.finding import find_exercise
from service.standardisation.making import close, set_up
from service.standardisation.marking import mark, read_text, set_standard
from service.standardisation.reading import list_exercises, read_exercise
from service.standardisation.reporting import report_on
from service.standardisation.schemas import (
    ExerciseList,
    ExerciseReport,
    ExerciseView,
    ExerciseWanted,
    MarksWanted,
    ProposalQuery,
    ScriptText,
    StandardWanted,
)

TAG = {"name": "standardisation", "description": "Several people mark the same work blind, compare, and agree."}
_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)
_OF_CHANGES = (*OF_THINGS, *_OF_UNITS, types.CONFLICT, types.MALFORMED_REQUEST)

router = APIRouter(prefix="/v1/standardisations", tags=[TAG["name"]])
ROUTERS = (router,)

Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Maker = Annotated[Actor, require(Permission.SAMPLE)]
Marker = Annotated[Actor, require(Permission.ASSESS)]
Exporter = Annotated[Actor, require(Permission.READ_DECISIONS)]
ExerciseId = Annotated[UUID, Path(description="The exercise's id.")]
Number = Annotated[int, Path(ge=1, le=1000, description="The script's number, 1 for the first.")]


@router.get("", summary="List exercises", responses=describe_problems(*OF_PEOPLE))
def get_exercises(actor: Reader, database: CurrentDatabase) -> ExerciseList:
    """Those of the centre for whoever looks after quality; for assessors those that they were asked to mark in."""
    with database.read() as session:
        return list_exercises(session, actor)


@router.post(
    "",
    summary="Set up an exercise",
    status_code=201,
    responses=describe_problems(*OF_PEOPLE, *_OF_UNITS, types.CONFLICT, types.MALFORMED_REQUEST),
)
def make_exercise(
    wanted: ExerciseWanted, actor: Maker, database: CurrentDatabase, jobs: CurrentJobs, units: CurrentUnits
) -> ExerciseView:
    """Choose decided work, and ask assessors to mark it as if it were new. What was decided stays as it is."""
    with database.write() as session:
        exercise = set_up(session, jobs, actor, wanted)
        return read_exercise(session, actor, exercise, units.get(exercise.unit_id).unit)


@router.get("/proposal", summary="Propose scripts", responses=describe_problems(*OF_PEOPLE))
def get_proposal(query: Annotated[ProposalQuery, Query()], actor: Maker, database: CurrentDatabase) -> Proposal:
    """Decided work that shows how people differ: mostly borderline, some of it clear, all points and statuses."""
    from service.standardisation.choosing import read_proposal  # noqa: PLC0415  (pandas)

    with database.read() as session:
        return read_proposal(session, actor, query.unit, query.count)


@router.get("/{exercise_id}", summary="Read an exercise", responses=describe_problems(*OF_THINGS, *_OF_UNITS))
def get_exercise(
    exercise_id: ExerciseId, actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> ExerciseView:
    """Who has marked how much; once whoever asks has marked everything, also what each person gave."""
    with database.read() as session:
        exercise = find_exercise(session, actor, exercise_id)
        return read_exercise(session, actor, exercise, units.get(exercise.unit_id).unit)


@router.get(
    "/{exercise_id}/report",
    summary="Read where people differ",
    responses=describe_problems(*OF_THINGS, *_OF_UNITS, types.CONFLICT),
)
def get_report(
    exercise_id: ExerciseId, actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> ExerciseReport:
    """How far those who marked agree, where they differ, on which passages that rests, and what to discuss first."""
    with database.read() as session:
        exercise = find_exercise(session, actor, exercise_id)
        return report_on(read_exercise(session, actor, exercise, units.get(exercise.unit_id).unit))


@router.get(
    "/{exercise_id}/scripts/{script}/text",
    summary="Read a script",
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def get_script_text(exercise_id: ExerciseId, script: Number, actor: Reader, database: CurrentDatabase) -> ScriptText:
    """The words as they were handed in, without who wrote them, what was decided or what the program thinks."""
    with database.read() as session:
        return read_text(session, find_exercise(session, actor, exercise_id), script)


@router.post(
    "/{exercise_id}/scripts/{script}/marks",
    summary="Mark a script",
    status_code=201,
    responses=describe_problems(*_OF_CHANGES),
)
def mark_script(
    exercise_id: ExerciseId,
    *,
    script: Number,
    wanted: MarksWanted,
    actor: Marker,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> ExerciseView:
    """Give every marking point a status, once; nobody can change it, and nobody sees it who has not marked herself."""
    with database.write() as session:
        exercise = find_exercise(session, actor, exercise_id)
        unit = units.get(exercise.unit_id).unit
        mark(session, actor, exercise, script, wanted, unit=unit)
        return read_exercise(session, actor, exercise, unit)


@router.put("/{exercise_id}/closing", summary="End the marking", responses=describe_problems(*OF_THINGS, *_OF_UNITS))
def close_exercise(
    exercise_id: ExerciseId, actor: Maker, database: CurrentDatabase, units: CurrentUnits
) -> ExerciseView:
    """Nobody marks any more, everybody who was asked sees what was given, and standards can be set."""
    with database.write() as session:
        exercise = find_exercise(session, actor, exercise_id)
        close(session, actor, exercise)
        return read_exercise(session, actor, exercise, units.get(exercise.unit_id).unit)


@router.post(
    "/{exercise_id}/scripts/{script}/standard",
    summary="Set the standard",
    status_code=201,
    responses=describe_problems(*_OF_CHANGES),
)
def set_a_standard(
    exercise_id: ExerciseId,
    *,
    script: Number,
    wanted: StandardWanted,
    actor: Maker,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> ExerciseView:
    """Say what a marking point of a script should be given, and why. To correct that, name it as `supersedes`."""
    with database.write() as session:
        exercise = find_exercise(session, actor, exercise_id)
        unit = units.get(exercise.unit_id).unit
        set_standard(session, actor, exercise, script, wanted, unit=unit)
        return read_exercise(session, actor, exercise, unit)


_CSV: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "One row for each mark and each standard; docs/standardisation.md describes the columns.",
        "content": {"text/csv": {"schema": {"type": "string"}}},
    }
}


@router.get(
    "/{exercise_id}/marks.csv",
    summary="Download an exercise",
    response_class=Response,
    responses={**_CSV, **describe_problems(*OF_THINGS, *_OF_UNITS, types.CONFLICT)},
)
def download_exercise(
    exercise_id: ExerciseId, actor: Exporter, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """Every mark and standard as a table, for the external quality assurer."""
    with database.write() as session:
        exercise = find_exercise(session, actor, exercise_id)
        table = export(session, actor, exercise, units.get(exercise.unit_id).unit)
    headers = {"Content-Disposition": f'attachment; filename="standardisation-{exercise_id}.csv"'}
    return Response(table, media_type="text/csv; charset=utf-8", headers=headers)
