"""/settings/sign-on: the identity provider at which people of the centre sign in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentSettings
from service.errors import Fault, RequestInvalid, SsoNotSet, SsoUnavailable
from service.people.centres.store import centre_of
from service.people.sso.addresses import redirect_uri, sign_in_address
from service.people.sso.schemas import NewProvider, ShownProvider
from service.people.sso.setting import remove_provider, set_provider, show_provider
from service.settings import Settings
from service.storage import Database
from service.web.administration.routing import pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = pages("/settings/sign-on")
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]


@router.get("")
def show_sign_on(
    request: Request, actor: CentreAdmin, database: CurrentDatabase, settings: CurrentSettings
) -> Response:
    """What is set, without the secret, and what has to be entered at the provider."""
    return _page(request, database, settings, actor)


@router.post("")
def set_sign_on(
    request: Request, form: Posted, actor: CentreAdmin, database: CurrentDatabase, settings: CurrentSettings
) -> Response:
    """Set the provider; it is asked who it is first."""
    entry = read_form(NewProvider, form)
    if entry.value is None:
        return _page(request, database, settings, actor, entry=entry, status=422)
    try:
        set_provider(database, settings, actor, entry.value)
    except RequestInvalid as error:
        return _page(request, database, settings, actor, entry=entry.refused_by(error), status=422)
    except SsoUnavailable as error:
        return _page(request, database, settings, actor, entry=entry.refused(Fault("#/issuer", str(error))), status=422)
    return see_other("/settings/sign-on", "sign_on_set")


@router.post("/removal")
def remove_sign_on(actor: CentreAdmin, database: CurrentDatabase) -> Response:
    """End single sign-on."""
    with database.write() as session:
        remove_provider(session, actor)
    return see_other("/settings/sign-on", "sign_on_removed")


def _page(
    request: Request,
    database: Database,
    settings: Settings,
    actor: Actor,
    *,
    entry: Entry[NewProvider] | None = None,
    status: int = 200,
) -> Response:
    with database.read() as session:
        slug = centre_of(session, actor.centre).slug
        provider = _provider(session, actor, settings)
    present: Entry[BaseModel] = filled(issuer=provider.issuer, client_id=provider.client_id) if provider else filled()
    return render(
        request,
        "administration/settings/sign_on.html.j2",
        status=status,
        provider=provider,
        redirect_uri=redirect_uri(settings, slug),
        sign_in=sign_in_address(settings, slug),
        entry=entry or present,
    )


def _provider(session: Session, actor: Actor, settings: Settings) -> ShownProvider | None:
    try:
        return show_provider(session, actor.centre, settings)
    except SsoNotSet:
        return None
