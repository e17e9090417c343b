"""/people: who belongs to the centre, to be searched and filtered; and entering one person by hand."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs
from service.errors import Conflict, Fault
from service.pages import MOST, Page, PageQuery
from service.people.cohorts.schemas import CohortView
from service.people.cohorts.store import page_of_cohorts
from service.people.directory.inviting import enter
from service.people.directory.listing import list_people
from service.people.directory.schemas import NewPerson, PeopleQuery, PersonView
from service.storage.columns import now
from service.web.administration.routing import asked, pages, pages_of_list
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/people")
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]


@router.get("")
def show_people(request: Request, actor: Reader, database: CurrentDatabase) -> Response:
    """By name, in pages."""
    wanted = asked(PeopleQuery, request)
    with database.read() as session:
        found: Page[PersonView] = Page(items=(), next=None)
        if wanted.value is not None:
            found = list_people(session, actor.centre, wanted.value)
        cohorts = cohorts_of(session, actor)
    first, further = pages_of_list(request, found.next)
    return render(
        request,
        "administration/people/list.html.j2",
        status=200 if wanted.value is not None else 422,
        entry=wanted,
        people=found.items,
        cohort_choices=[(cohort.id, cohort.name) for cohort in cohorts],
        first=first,
        further=further,
    )


@router.get("/new")
def show_new_person(request: Request, actor: Manager) -> Response:
    """An empty form; a learner who is mailed a link is what is wanted most."""
    del actor
    return _form(request, filled(roles=("learner",), invite="true"))


@router.post("/new")
def enter_person(
    request: Request, actor: Manager, form: Posted, database: CurrentDatabase, jobs: CurrentJobs
) -> Response:
    """Enter her, and show her page."""
    entry = read_form(NewPerson, form, several=("roles",))
    if entry.value is None:
        return _form(request, entry, 422)
    try:
        with database.write() as session:
            person = enter(session, jobs, actor, entry.value, now())
    except Conflict as error:
        return _form(request, entry.refused(Fault("#/email", str(error))), 409)
    return see_other(f"/people/{person.id}", "person_invited" if entry.value.invite else "person_entered")


def cohorts_of(session: Session, actor: Actor) -> tuple[CohortView, ...]:
    """The cohorts of the actor's centre, for a list to choose from."""
    return page_of_cohorts(session, actor.centre, PageQuery(limit=MOST)).items


def _form(request: Request, entry: Entry[Any], status: int = 200) -> Response:
    return render(request, "administration/people/new.html.j2", status=status, entry=entry)
