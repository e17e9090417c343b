"""The page /me, which several routes answer with."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Scope
from service.people.account.schemas import LONGEST_TOKEN_DAYS, NewToken, PasswordChange
from service.people.account.tokens import tokens_of
from service.people.characteristics.store import told_of
from service.people.finding import has_password
from service.people.sessions import open_sessions
from service.people.signing_in.me import describe
from service.storage import Database
from service.storage.columns import now
from service.web.forms import Entry, filled
from service.web.rendering import render

_DAYS = "90"


def own_page(
    request: Request,
    actor: Actor,
    database: Database,
    *,
    password: Entry[PasswordChange] | None = None,
    token: Entry[NewToken] | None = None,
    made: str = "",
    status: int = HTTPStatus.OK,
) -> HTMLResponse:
    """Who ``actor`` is and what is hers.

    ``password``, ``token``: forms that were filled in and not accepted. ``made``: a token to show this once.
    """
    at = now()
    with database.read() as session:
        me = describe(session, actor)
        sessions = open_sessions(session, actor.person_id, at)
        recorded = told_of(session, actor.person_id)
        tokens = tokens_of(session, actor.person_id, at)
        known = has_password(session, actor.person_id)
    return render(
        request,
        "account/me.html.j2",
        status=status,
        me=me,
        recorded=recorded,
        sessions=sessions,
        current=actor.credential_id,
        tokens=tokens,
        has_password=known,
        password=password or Entry(),
        token=token or filled(days=_DAYS),
        made=made,
        scopes=tuple(Scope),
        longest=LONGEST_TOKEN_DAYS,
    )
