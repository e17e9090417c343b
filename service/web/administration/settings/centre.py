"""/settings: name, blind first, allocation, and what the installation sets for everybody."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentSettings
from service.errors import ChangedMeanwhile, SsoNotSet
from service.people.centres.schemas import CentreChange, CentreView
from service.people.centres.store import centre_of, change_centre
from service.people.sso.setting import show_provider
from service.settings import Settings
from service.storage import Database
from service.web.administration.routing import Version, pages
from service.web.forms import Entry, Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render
from service.webhooks.store import webhooks_of

router = pages("/settings")
Reader = Annotated[Actor, require(Permission.READ_PEOPLE)]
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]


@router.get("")
def show_settings(request: Request, actor: Reader, database: CurrentDatabase, settings: CurrentSettings) -> Response:
    """Everybody who works here can read them; administrators can change them."""
    return _page(request, database, settings, actor)


@router.post("")
def change(
    request: Request,
    *,
    version: Version,
    form: Posted,
    actor: CentreAdmin,
    database: CurrentDatabase,
    settings: CurrentSettings,
) -> Response:
    """Change name, blind first, allocation and enrolment. Where somebody else did so meanwhile, both are shown."""
    entry = read_form(CentreChange, form)
    if entry.value is None:
        return _page(request, database, settings, actor, entry=entry, status=422)
    changes: dict[str, Any] = {name: getattr(entry.value, name) for name in entry.value.model_fields_set}
    try:
        with database.write() as session:
            change_centre(session, actor, changes, version)
    except ChangedMeanwhile:
        return _page(request, database, settings, actor, entry=entry, status=409, changed_meanwhile=True)
    return see_other("/settings", "settings_changed")


def _page(
    request: Request,
    database: Database,
    settings: Settings,
    actor: Actor,
    *,
    entry: Entry[CentreChange] | None = None,
    status: int = 200,
    changed_meanwhile: bool = False,
) -> Response:
    with database.read() as session:
        centre = CentreView.of(centre_of(session, actor.centre))
        webhooks = len(webhooks_of(session, actor))
        try:
            provider = show_provider(session, actor.centre, settings).issuer
        except SsoNotSet:
            provider = ""
    return render(
        request,
        "administration/settings/centre.html.j2",
        status=status,
        centre=centre,
        provider=provider,
        webhooks=webhooks,
        entry=entry or _present(centre),
        changed_meanwhile=changed_meanwhile,
        installation=settings,
    )


def _present(centre: CentreView) -> Entry[BaseModel]:
    return filled(
        name=centre.name,
        blind_first="true" if centre.blind_first else "false",
        allocation=str(centre.allocation),
        sso_enrols="true" if centre.sso_enrols else "false",
    )
