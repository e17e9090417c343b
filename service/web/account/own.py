"""/me: who one is, one's password, sessions, data and how pages behave."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentSettings
from service.errors import RequestInvalid
from service.people.account.leaving import leave, leave_all_others
from service.people.account.password import change_password
from service.people.account.schemas import PasswordChange
from service.people.dependencies import CurrentHasher
from service.people.sessions import give_cookie, session_length, take_cookie
from service.storage.columns import now
from service.web.account.page import own_page
from service.web.forms import Posted, read_form
from service.web.redirects import see_other

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Self = Annotated[Actor, require(Permission.MANAGE_SELF)]


@router.get("/me")
def show_me(request: Request, actor: Self, database: CurrentDatabase) -> Response:
    """Everything that somebody can see and change about her own account."""
    return own_page(request, actor, database)


@router.post("/me/password")
def post_password(
    *,
    request: Request,
    form: Posted,
    actor: Self,
    database: CurrentDatabase,
    hasher: CurrentHasher,
    settings: CurrentSettings,
) -> Response:
    """Change the password. All other sessions end."""
    entry = read_form(PasswordChange, form)
    if entry.value:
        try:
            token = change_password(
                database,
                hasher,
                actor,
                current=entry.value.current_password,
                new=entry.value.new_password,
                lasts=session_length(settings),
                at=now(),
            )
        except RequestInvalid as error:
            entry = entry.refused_by(error)
        else:
            response = see_other("/me", notice="password_changed")
            give_cookie(response, token, settings)
            return response
    return own_page(request, actor, database, password=entry, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@router.post("/me/sessions/end")
def post_end_other_sessions(actor: Self, database: CurrentDatabase) -> Response:
    """End all sessions but this one."""
    with database.write() as session:
        leave_all_others(session, actor, now())
    return see_other("/me", notice="sessions_ended")


@router.post("/me/sessions/{session_id}/end")
def post_end_session(actor: Self, session_id: UUID, database: CurrentDatabase, settings: CurrentSettings) -> Response:
    """End one session; this one is signing out."""
    with database.write() as session:
        leave(session, actor, session_id, now())
    if session_id != actor.credential_id:
        return see_other("/me", notice="session_ended")
    response = see_other("/sign-in", notice="signed_out")
    take_cookie(response, settings)
    return response
