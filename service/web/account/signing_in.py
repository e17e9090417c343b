"""/sign-in and /sign-out."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated, TypeVar
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from service.access import Actor, Permission, public, require
from service.access.requiring import COOKIE
from service.dependencies import CurrentDatabase, CurrentSettings
from service.errors import Fault, SignInFailed, SsoNotSet, SsoUnavailable
from service.people.account.leaving import leave
from service.people.dependencies import CurrentHasher, attempt
from service.people.sessions import give_cookie, session_length, take_cookie
from service.people.signing_in.procedure import sign_in
from service.people.signing_in.schemas import Credentials
from service.people.sso.addresses import PATH as SSO
from service.people.sso.providers import Providers
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Centre
from service.web.forms import Entry, Posted, filled, read_form
from service.web.languages import mark
from service.web.redirects import own_path, see_other
from service.web.rendering import render
from service.web.visitors import visitor_of

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Form = TypeVar("Form", bound=BaseModel)
_SLUG = re.compile(r"[a-z0-9-]{1,60}")
# What single sign-on takes as the place to go to in the end.
_PLAIN_PATH = re.compile(r"/([A-Za-z0-9_~-][A-Za-z0-9_~/-]*)?")
_NO_SSO = mark("There is no single sign-on for this centre. Sign in with your e-mail address and password.")


@router.get("/sign-in", dependencies=[Depends(public)])
def show_sign_in(request: Request, database: CurrentDatabase, settings: CurrentSettings) -> Response:
    """The form. The centre can stand in the address, so that a centre can give its people a link."""
    wanted = own_path(request.query_params.get("next", "/"), "/")
    if visitor_of(request):
        return see_other(wanted)
    entry = filled(centre=request.query_params.get("centre", "")[:60])
    return _page(request, database, settings, entry, wanted)


@router.post("/sign-in", dependencies=[Depends(public), Depends(attempt)])
def post_sign_in(
    *, request: Request, form: Posted, database: CurrentDatabase, hasher: CurrentHasher, settings: CurrentSettings
) -> Response:
    """Sign somebody in and send her where she wanted to go; whatever is wrong, the answer is the same."""
    wanted = own_path(str(form.get("next", "/")), "/")
    if form.get("how") == "sso":
        return _to_single_sign_on(request, form, database, settings, wanted)
    entry = read_form(Credentials, form)
    if entry.value is None:
        return _page(request, database, settings, entry, wanted, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        _, token = sign_in(
            database,
            hasher,
            slug=entry.value.centre,
            email=entry.value.email,
            password=entry.value.password,
            lasts=session_length(settings),
            at=now(),
            before=request.cookies.get(COOKIE, ""),
        )
    except SignInFailed as error:
        refused = entry.refused(Fault("#", str(error)))
        return _page(request, database, settings, refused, wanted, status=HTTPStatus.UNAUTHORIZED)
    response = see_other(wanted)
    give_cookie(response, token, settings)
    return response


@router.post("/sign-out")
def post_sign_out(
    actor: Annotated[Actor, require(Permission.MANAGE_SELF)], database: CurrentDatabase, settings: CurrentSettings
) -> Response:
    """End the session; the page that follows knows the centre, so that it need not be typed again."""
    with database.write() as session:
        leave(session, actor, actor.credential_id, now())
        slug = session.get_one(Centre, actor.centre_id).slug if actor.centre_id else ""
    response = see_other(f"/sign-in?centre={slug}" if slug else "/sign-in", notice="signed_out")
    take_cookie(response, settings)
    return response


def _to_single_sign_on(request: Request, form: Posted, database: Database, settings: Settings, wanted: str) -> Response:
    """To the page that has the link. A form must not lead to another site: the pages' policy forbids it."""
    entry = filled(centre=str(form.get("centre", ""))[:60], email=str(form.get("email", ""))[:320])
    if _single_sign_on(database, settings, entry.text("centre"), wanted):
        return see_other(f"/sign-in?{urlencode({'centre': entry.text('centre'), 'next': wanted})}")
    refused = entry.refused(Fault("#/centre", _NO_SSO))
    return _page(request, database, settings, refused, wanted, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _page(
    request: Request,
    database: Database,
    settings: Settings,
    entry: Entry[Form],
    wanted: str,
    *,
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    sso = _single_sign_on(database, settings, entry.text("centre"), wanted)
    return render(
        request,
        "account/sign_in.html.j2",
        status=status,
        entry=entry,
        wanted=wanted,
        sso=sso,
        reads=settings.anonymous_analyses,
    )


def _single_sign_on(database: Database, settings: Settings, slug: str, wanted: str) -> str:
    """The address at which people of a centre sign in elsewhere; empty where it has none."""
    if not _SLUG.fullmatch(slug):
        return ""
    try:
        with database.read() as session:
            Providers(settings).of(session, slug)
    except SsoNotSet:
        return ""
    except SsoUnavailable:
        pass  # whoever follows the link is told what is wrong
    path = wanted.partition("?")[0]
    return f"{SSO}/{slug}?next={path if _PLAIN_PATH.fullmatch(path) else '/'}"
