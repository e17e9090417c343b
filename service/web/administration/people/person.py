"""/people/{id}: one person, and what an administrator can do about her account."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs
from service.errors import ChangedMeanwhile, Conflict, Fault
from service.people.directory.changing import change_person, deactivate, end_access, reactivate
from service.people.directory.inviting import invite
from service.people.directory.schemas import PersonChange, PersonView
from service.people.finding import person_at, roles_of
from service.records.holds import holds_of
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Cohort, CohortMember, Role
from service.storage.tables.records import LegalHold
from service.web.administration.people.recorded_form import recorded_form
from service.web.administration.routing import Version, pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/people/{person_id}")
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
Manager = Annotated[Actor, require(Permission.MANAGE_PEOPLE)]
PersonId = Annotated[UUID, Path()]


@router.get("")
def show_person(request: Request, person_id: PersonId, actor: Reader, database: CurrentDatabase) -> Response:
    """Name, address, roles, cohorts, and what can be done."""
    return person_page(request, database, actor, person_id)


@router.post("")
def change(
    *,
    request: Request,
    person_id: PersonId,
    version: Version,
    form: Posted,
    actor: Manager,
    database: CurrentDatabase,
) -> Response:
    """Change name, address, number or roles. Where somebody else did so meanwhile, both are shown."""
    entry = read_form(PersonChange, form, several=("roles",))
    if entry.value is None:
        return person_page(request, database, actor, person_id, entry=entry, status=422)
    changes: dict[str, Any] = {name: getattr(entry.value, name) for name in ("name", "email", "reference", "roles")}
    if missing := [name for name in ("name", "email", "roles") if changes[name] is None]:
        refused = entry.refused(*(Fault(f"#/{name}", _NEEDED) for name in missing))
        return person_page(request, database, actor, person_id, entry=refused, status=422)
    try:
        with database.write() as session:
            change_person(session, actor, person_id, changes, version=version, at=now())
    except ChangedMeanwhile:
        return person_page(request, database, actor, person_id, entry=entry, status=409, changed_meanwhile=True)
    except Conflict as error:
        refused = entry.refused(Fault("#", str(error)))
        return person_page(request, database, actor, person_id, entry=refused, status=409)
    return see_other(f"/people/{person_id}", "person_changed")


@router.post("/invitation")
def send_link(person_id: PersonId, actor: Manager, database: CurrentDatabase, jobs: CurrentJobs) -> Response:
    """Mail her the link to choose a password once more."""
    with database.write() as session:
        invite(session, jobs, actor, person_id, now())
    return see_other(f"/people/{person_id}", "person_invited")


@router.post("/deactivation")
def close_account(request: Request, person_id: PersonId, actor: Manager, database: CurrentDatabase) -> Response:
    """Let her sign in no more."""
    try:
        with database.write() as session:
            deactivate(session, actor, person_id, now())
    except Conflict as error:
        return person_page(request, database, actor, person_id, refusal=str(error), status=409)
    return see_other(f"/people/{person_id}", "person_deactivated")


@router.post("/reactivation")
def open_account(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> Response:
    """Let her sign in again."""
    with database.write() as session:
        reactivate(session, actor, person_id)
    return see_other(f"/people/{person_id}", "person_reactivated")


@router.post("/sessions")
def end_sessions(person_id: PersonId, actor: Manager, database: CurrentDatabase) -> Response:
    """End her sessions and revoke her tokens."""
    with database.write() as session:
        end_access(session, actor, person_id, now())
    return see_other(f"/people/{person_id}", "person_signed_out")


_NEEDED = "Fill this in."


def person_page(
    request: Request,
    database: Database,
    actor: Actor,
    person_id: UUID,
    *,
    entry: Entry[PersonChange] | None = None,
    refusal: str = "",
    status: int = 200,
    changed_meanwhile: bool = False,
) -> Response:
    """Her page, with what was typed where something stood in its way; raises NotFound."""
    with database.read() as session:
        person = person_at(session, actor.centre, person_id)
        view = PersonView.of(person, roles_of(session, [person.id])[person.id])
        cohorts = _cohorts(session, person_id)
        recorded = recorded_form(session, actor, person_id, learns=Role.LEARNER in view.roles)
        hold = _hold(session, actor, person_id) if actor.may(Permission.MANAGE_RECORDS) else None
    present = filled(
        name=view.name, email=view.email, reference=view.reference or "", roles=tuple(map(str, view.roles))
    )
    return render(
        request,
        "administration/people/person.html.j2",
        status=status,
        person=view,
        cohorts=cohorts,
        hold=hold,
        recorded=recorded,
        herself=person_id == actor.person_id,
        entry=entry or present,
        refusal=refusal,
        changed_meanwhile=changed_meanwhile,
    )


def _cohorts(session: Session, person_id: UUID) -> list[tuple[UUID, str, str]]:
    """Id, name and her role in each of her cohorts."""
    rows = session.execute(
        select(Cohort.id, Cohort.name, CohortMember.role)
        .join(CohortMember, CohortMember.cohort_id == Cohort.id)
        .where(CohortMember.person_id == person_id)
        .order_by(Cohort.name)
    ).all()
    return [(row.id, row.name, row.role) for row in rows]


def _hold(session: Session, actor: Actor, person_id: UUID) -> LegalHold | None:
    return next((hold for hold in holds_of(session, actor.centre) if hold.person_id == person_id), None)
