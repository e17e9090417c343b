"""POST /v1/people/import and GET /v1/roster."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response

from service import problem_types as types
from service.access import Actor, Permission, require
from service.audit import Action, Subject, record
from service.bodies import FORM, JSON, UploadedFile, media_type, read_form
from service.dependencies import CurrentDatabase, CurrentJobs
from service.errors import MediaTypeUnsupported
from service.people.roster.reading import read_table
from service.people.roster.schemas import ImportQuery, ImportReport, request_body
from service.people.roster.taking_over import take_over, try_out
from service.people.roster.writing import as_csv, roster_of
from service.problem_groups import OF_PEOPLE
from service.problems import describe_problems

router = APIRouter(prefix="/v1", tags=["people"])
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
CSV = "text/csv; charset=utf-8"


async def read_roster(request: Request) -> UploadedFile:
    """Read the request's body, which must be a form with one file."""
    if media_type(request) == JSON:
        raise MediaTypeUnsupported(f"Send the CSV or XLSX file itself, as {FORM}.")
    form = await read_form(request, files=("file",))
    return form.files["file"]


@router.post(
    "/people/import",
    summary="Take over a table of people",
    openapi_extra={"requestBody": request_body()},
    responses=describe_problems(
        *OF_PEOPLE,
        types.MALFORMED_REQUEST,
        types.UNSUPPORTED_MEDIA_TYPE,
        types.REQUEST_TOO_LARGE,
        types.ROSTER_UNREADABLE,
        types.ROSTER_INVALID,
        types.CHANGED_MEANWHILE,
        types.CONFLICT,
    ),
)
def import_people(
    actor: Manager,
    file: Annotated[UploadedFile, Depends(read_roster)],
    query: Annotated[ImportQuery, Query()],
    database: CurrentDatabase,
    jobs: CurrentJobs,
) -> ImportReport:
    """Enter and change people as the table says: all of it, or nothing where any row has a fault.

    A row is about the person who has its e-mail address, or else its reference and name. People who are not in the
    table stay as they are; so does what the table says nothing of. Cohorts that are named and not there are made.
    """
    table = read_table(file.data)
    if query.dry_run:
        with database.read() as session:
            return ImportReport.of(try_out(session, actor.centre, table, actor.person_id), dry_run=True)
    with database.write() as session:
        outcome = take_over(session, jobs, actor, actor.centre, table, invite=query.invite)
    return ImportReport.of(outcome, dry_run=False)


@router.get(
    "/roster",
    summary="Get the people of the centre as a table",
    response_class=Response,
    responses={
        200: {
            "description": "CSV, with the columns that `POST /v1/people/import` takes.",
            "content": {"text/csv": {"schema": {"type": "string"}}},
        },
        **describe_problems(*OF_PEOPLE),
    },
)
def export_roster(actor: Manager, database: CurrentDatabase) -> Response:
    """Everybody who may sign in at the centre. No cell begins as a formula does. Who asked stands in the audit log."""
    with database.write() as session:
        content = as_csv(roster_of(session, actor.centre))
        record(
            session,
            actor=actor,
            action=Action.ROSTER_DOWNLOADED,
            subject_kind=Subject.CENTRE,
            subject_id=actor.centre,
        )
    return Response(content, media_type=CSV, headers={"Content-Disposition": 'attachment; filename="roster.csv"'})
