"""Tokens for programs, on /me."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import Conflict, Fault
from service.people.account.schemas import NewToken
from service.people.account.tokens import make_token, revoke_token
from service.storage.columns import now
from service.web.account.page import own_page
from service.web.forms import Posted, read_form
from service.web.redirects import see_other

router = APIRouter(prefix="/me/tokens", include_in_schema=False, default_response_class=HTMLResponse)
Self = Annotated[Actor, require(Permission.MANAGE_SELF)]


@router.post("")
def post_token(request: Request, form: Posted, actor: Self, database: CurrentDatabase) -> Response:
    """Make a token. This answer shows it, and nothing ever does again: so it is no redirect."""
    entry = read_form(NewToken, form, several=("scopes",))
    if entry.value is None:
        return own_page(request, actor, database, token=entry, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    wanted = entry.value
    try:
        with database.write() as session:
            _, made = make_token(session, actor, name=wanted.name, scopes=wanted.scopes, days=wanted.days, at=now())
    except Conflict as error:
        refused = entry.refused(Fault("#/name", str(error)))
        return own_page(request, actor, database, token=refused, status=HTTPStatus.CONFLICT)
    return own_page(request, actor, database, made=made, status=HTTPStatus.CREATED)


@router.post("/{token_id}/revoke")
def post_revoke_token(actor: Self, token_id: UUID, database: CurrentDatabase) -> Response:
    """Make a token useless from now on."""
    with database.write() as session:
        revoke_token(session, actor, token_id, now())
    return see_other("/me", notice="token_revoked")
