"""/people/import: a table of people, tried out first; and the table of those who are there."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import Response
from starlette.datastructures import FormData, UploadFile

from service.access import Actor, Permission, require
from service.audit import Action, Subject, record
from service.dependencies import CurrentDatabase, CurrentJobs
from service.errors import ChangedMeanwhile, Fault, RosterInvalid, RosterUnreadable
from service.people.roster.reading import read_table
from service.people.roster.table import MOST_BYTES, Table
from service.people.roster.taking_over import take_over, try_out
from service.people.roster.writing import as_csv, roster_of
from service.web.administration.people.carrying import from_field, mended
from service.web.administration.people.choices import ImportChoices
from service.web.administration.people.trial import trial_of
from service.web.administration.routing import pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import HEADERS, render

router = pages("/people")
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]


@router.get("/import")
def show_import(request: Request, actor: Manager) -> Response:
    """What a table can hold, and where to choose one."""
    del actor
    return _choose(request, filled(invite="true"))


@router.post("/import")
def import_people(
    request: Request, actor: Manager, form: Posted, database: CurrentDatabase, jobs: CurrentJobs
) -> Response:
    """Try the table out and show what it comes to; with ``step`` enter, take it over where nothing is wrong."""
    entry = read_form(ImportChoices, form)
    try:
        table = _table_in(form)
        with database.read() as session:
            outcome = try_out(session, actor.centre, table, actor.person_id)
    except RosterUnreadable as error:
        return _choose(request, entry.refused(Fault("#/file", str(error))), 422)
    choices = entry.value or ImportChoices()
    if choices.step != "enter" or outcome.plan.faults:
        return _report(request, trial_of(outcome), choices)
    try:
        with database.write() as session:
            outcome = take_over(session, jobs, actor, actor.centre, table, invite=choices.invite)
    except (ChangedMeanwhile, RosterInvalid):
        with database.read() as session:
            outcome = try_out(session, actor.centre, table, actor.person_id)
        return _report(request, trial_of(outcome), choices, status=409)
    return see_other("/people", "people_invited" if outcome.invited else "people_entered")


@router.get("/roster.csv", response_class=Response)
def download_roster(actor: Manager, database: CurrentDatabase) -> Response:
    """The table of those who are there, with the columns that an import takes."""
    with database.write() as session:
        content = as_csv(roster_of(session, actor.centre))
        record(
            session,
            actor=actor,
            action=Action.ROSTER_DOWNLOADED,
            subject_kind=Subject.CENTRE,
            subject_id=actor.centre,
        )
    headers = {**HEADERS, "Content-Disposition": 'attachment; filename="roster.csv"'}
    return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _table_in(form: FormData) -> Table:
    """The table of the file that was chosen, or else the one that the page carried, with what was mended."""
    file = form.get("file")
    if isinstance(file, UploadFile) and (file.filename or file.size):
        return read_table(file.file.read(MOST_BYTES + 1))
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    if not fields.get("table"):
        raise RosterUnreadable("Choose a file first: a table in CSV or XLSX.")
    return mended(from_field(fields["table"]), fields)


def _choose(request: Request, entry: Entry[Any], status: int = 200) -> Response:
    return render(request, "administration/people/import.html.j2", status=status, entry=entry)


def _report(request: Request, trial: object, choices: ImportChoices, status: int = 200) -> Response:
    return render(
        request, "administration/people/trial.html.j2", status=status, trial=trial, choices=choices, nothing=filled()
    )
