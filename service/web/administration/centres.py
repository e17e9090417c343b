"""/centres: for whoever runs the installation, who sees no people and no work of any."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs
from service.errors import Conflict, Fault
from service.pages import PageQuery
from service.people.centres.schemas import Administrator, CentreView, NewCentre
from service.people.centres.setting_up import set_up_centre
from service.people.centres.store import centre_of, close_centre, page_of_centres, reopen_centre
from service.people.fields import EmailAddress, Line, Slug
from service.storage import Database
from service.storage.columns import now
from service.web.administration.routing import asked, pages, pages_of_list
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/centres")
Runner = Annotated[Actor, require(Permission.MANAGE_CENTRES)]
CentreId = Annotated[UUID, Path()]


class CentreForm(BaseModel):
    """A centre and its first administrator, in one form."""

    model_config = ConfigDict(frozen=True)

    name: Line
    slug: Slug
    administrator_name: Line
    administrator_email: EmailAddress

    def wanted(self) -> NewCentre:
        """The same as the store takes it."""
        first = Administrator(name=self.administrator_name, email=self.administrator_email)
        return NewCentre(slug=self.slug, name=self.name, administrator=first)


class ClosingForm(BaseModel):
    """What somebody types before a centre is closed."""

    model_config = ConfigDict(frozen=True)

    slug: str = ""


@router.get("")
def show_centres(request: Request, actor: Runner, database: CurrentDatabase) -> Response:
    """All, closed ones too, with a form to set one up."""
    del actor
    return _list(request, database, filled())


@router.post("")
def set_up(request: Request, form: Posted, actor: Runner, database: CurrentDatabase, jobs: CurrentJobs) -> Response:
    """Set one up; its first administrator is mailed a link."""
    entry = read_form(CentreForm, form)
    if entry.value is None:
        return _list(request, database, entry, 422)
    try:
        with database.write() as session:
            centre = set_up_centre(session, jobs, actor, entry.value.wanted(), now())
    except Conflict as error:
        return _list(request, database, entry.refused(Fault("#/slug", str(error))), 409)
    return see_other(f"/centres/{centre.id}", "centre_added")


@router.get("/{centre_id}")
def show_centre(request: Request, centre_id: CentreId, actor: Runner, database: CurrentDatabase) -> Response:
    """Its settings, and closing it."""
    del actor
    return _page(request, database, centre_id, filled())


@router.post("/{centre_id}/closure")
def close(request: Request, centre_id: CentreId, form: Posted, actor: Runner, database: CurrentDatabase) -> Response:
    """Close it, where its name in addresses was typed."""
    entry = read_form(ClosingForm, form)
    with database.read() as session:
        slug = centre_of(session, centre_id).slug
    if entry.text("slug").strip() != slug:
        refused = entry.refused(Fault("#/slug", "This is not its name in addresses. Type it as it stands above."))
        return _page(request, database, centre_id, refused, 422)
    with database.write() as session:
        close_centre(session, actor, centre_id, now())
    return see_other(f"/centres/{centre_id}", "centre_closed")


@router.post("/{centre_id}/reopening")
def reopen(centre_id: CentreId, actor: Runner, database: CurrentDatabase) -> Response:
    """Open it again."""
    with database.write() as session:
        reopen_centre(session, actor, centre_id)
    return see_other(f"/centres/{centre_id}", "centre_reopened")


def _list(request: Request, database: Database, entry: Entry[Any], status: int = 200) -> Response:
    wanted = asked(PageQuery, request).value or PageQuery()
    with database.read() as session:
        found = page_of_centres(session, wanted)
    first, further = pages_of_list(request, found.next)
    return render(
        request,
        "administration/centres/list.html.j2",
        status=status,
        centres=found.items,
        entry=entry,
        first=first,
        further=further,
    )


def _page(request: Request, database: Database, centre_id: UUID, entry: Entry[Any], status: int = 200) -> Response:
    with database.read() as session:
        centre = CentreView.of(centre_of(session, centre_id))
    return render(request, "administration/centres/centre.html.j2", status=status, centre=centre, entry=entry)
