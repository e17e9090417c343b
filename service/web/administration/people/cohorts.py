"""/cohorts: learners who are taught together, and their assessors."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import ChangedMeanwhile, Conflict, Fault, RequestInvalid
from service.pages import Page, PageQuery
from service.people.cohorts.schemas import CohortChange, CohortView, NewCohort
from service.people.cohorts.store import (
    add_cohort,
    change_cohort,
    cohort_at,
    members_of,
    page_of_cohorts,
    put_member,
    remove_cohort,
    remove_member,
    views_of,
)
from service.people.directory.listing import list_people
from service.people.directory.schemas import PeopleQuery, PersonView
from service.storage import Database
from service.storage.tables.people import Role
from service.web.administration.routing import Version, asked, pages, pages_of_list
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/cohorts")
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
CohortId = Annotated[UUID, Path()]
MOST_FOUND = 20


class Search(BaseModel):
    """Whom to look for who is to become a member, and as what."""

    model_config = ConfigDict(frozen=True)

    search: str = ""


class NewMember(BaseModel):
    """Who is to become a member, and as what."""

    model_config = ConfigDict(frozen=True)

    person_id: UUID
    role: Literal[Role.LEARNER, Role.ASSESSOR]


@router.get("")
def show_cohorts(request: Request, actor: Reader, database: CurrentDatabase) -> Response:
    """By name, with a form to set one up."""
    return _list(request, database, actor, filled())


@router.post("")
def set_up_cohort(request: Request, actor: Manager, form: Posted, database: CurrentDatabase) -> Response:
    """Set one up, and show it."""
    entry = read_form(NewCohort, form)
    if entry.value is None:
        return _list(request, database, actor, entry, 422)
    try:
        with database.write() as session:
            cohort = add_cohort(session, actor, entry.value.model_dump())
    except Conflict as error:
        return _list(request, database, actor, entry.refused(Fault("#/name", str(error))), 409)
    return see_other(f"/cohorts/{cohort.id}", "cohort_added")


@router.get("/{cohort_id}")
def show_cohort(request: Request, cohort_id: CohortId, actor: Reader, database: CurrentDatabase) -> Response:
    """Its members; for an administrator, what can be changed."""
    return _page(request, database, actor, cohort_id)


@router.post("/{cohort_id}")
def change(
    *,
    request: Request,
    cohort_id: CohortId,
    version: Version,
    form: Posted,
    actor: Manager,
    database: CurrentDatabase,
) -> Response:
    """Change its name or days."""
    entry = read_form(CohortChange, form)
    if entry.value is not None and entry.value.name is None:
        entry = entry.refused(Fault("#/name", "Give it a name."))
    if entry.value is None:
        return _page(request, database, actor, cohort_id, entry=entry, status=422)
    changes: dict[str, Any] = entry.value.model_dump()
    try:
        with database.write() as session:
            change_cohort(session, actor, cohort_id, changes, version)
    except ChangedMeanwhile:
        return _page(request, database, actor, cohort_id, entry=entry, status=409, changed_meanwhile=True)
    except RequestInvalid as error:
        return _page(request, database, actor, cohort_id, entry=entry.refused_by(error), status=422)
    except Conflict as error:
        refused = entry.refused(Fault("#/name", str(error)))
        return _page(request, database, actor, cohort_id, entry=refused, status=409)
    return see_other(f"/cohorts/{cohort_id}", "cohort_changed")


@router.post("/{cohort_id}/removal")
def remove(
    request: Request, cohort_id: CohortId, version: Version, actor: Manager, database: CurrentDatabase
) -> Response:
    """Remove one that no submission belongs to."""
    try:
        with database.write() as session:
            remove_cohort(session, actor, cohort_id, version)
    except (ChangedMeanwhile, Conflict) as error:
        return _page(request, database, actor, cohort_id, refusal=str(error), status=409)
    return see_other("/cohorts", "cohort_removed")


@router.post("/{cohort_id}/members")
def add_member(
    request: Request, cohort_id: CohortId, form: Posted, actor: Manager, database: CurrentDatabase
) -> Response:
    """Make somebody a member."""
    wanted = read_form(NewMember, form).value
    if wanted is None:
        return _page(request, database, actor, cohort_id, refusal="Choose somebody from the list.", status=422)
    try:
        with database.write() as session:
            put_member(session, actor, cohort_id, wanted.person_id, wanted.role)
    except Conflict as error:
        return _page(request, database, actor, cohort_id, refusal=str(error), status=409)
    return see_other(f"/cohorts/{cohort_id}", "member_added")


@router.post("/{cohort_id}/members/{person_id}/removal")
def take_out(
    cohort_id: CohortId, person_id: Annotated[UUID, Path()], actor: Manager, database: CurrentDatabase
) -> Response:
    """Take a member out; her submissions stay with the cohort."""
    with database.write() as session:
        remove_member(session, actor, cohort_id, person_id)
    return see_other(f"/cohorts/{cohort_id}", "member_removed")


def _list(request: Request, database: Database, actor: Actor, entry: Entry[Any], status: int = 200) -> Response:
    wanted = asked(PageQuery, request)
    with database.read() as session:
        found: Page[CohortView] = page_of_cohorts(session, actor.centre, wanted.value or PageQuery())
    first, further = pages_of_list(request, found.next)
    return render(
        request,
        "administration/people/cohorts.html.j2",
        status=status,
        cohorts=found.items,
        entry=entry,
        first=first,
        further=further,
    )


def _page(
    request: Request,
    database: Database,
    actor: Actor,
    cohort_id: UUID,
    *,
    entry: Entry[Any] | None = None,
    refusal: str = "",
    status: int = 200,
    changed_meanwhile: bool = False,
) -> Response:
    search = asked(Search, request).text("search")
    with database.read() as session:
        cohort = cohort_at(session, actor.centre, cohort_id)
        view, members = views_of(session, [cohort])[0], members_of(session, cohort)
        found = (
            list_people(session, actor.centre, PeopleQuery(search=search[:100], limit=MOST_FOUND)).items
            if search
            else ()
        )
    within = {member.person_id for member in members}
    present = filled(
        name=view.name,
        starts_on=view.starts_on.isoformat() if view.starts_on else "",
        ends_on=view.ends_on.isoformat() if view.ends_on else "",
        location=view.location or "",
    )
    return render(
        request,
        "administration/people/cohort.html.j2",
        status=status,
        cohort=view,
        members=members,
        entry=entry or present,
        search=filled(search=search),
        found=[_candidate(person) for person in found if person.id not in within],
        refusal=refusal,
        changed_meanwhile=changed_meanwhile,
    )


def _candidate(person: PersonView) -> tuple[PersonView, list[str]]:
    """Somebody who was found, and as what she can be a member."""
    return person, [str(role) for role in person.roles if role in (Role.LEARNER, Role.ASSESSOR)]
