"""How a route says who may call it: ``actor: Annotated[Actor, require(Permission.ASSESS)]``.

Every route says so, or is marked `public`, or asks for `Anybody`: a test walks all routes and holds them to it.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from service.access.actor import Actor
from service.access.authentication import actor_of_api_token, actor_of_session, record_use, use_is_due
from service.access.origin import check_origin
from service.access.permissions import STAFF, Permission
from service.dependencies import services_of
from service.errors import NotPermitted, NotSignedIn
from service.storage.columns import now

COOKIE = "tallymark_session"
_BEARER = "bearer "


class Requirement:
    """The dependency behind `require`; ``permission`` is what the route asks for."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission

    def __call__(self, request: Request) -> Actor:
        """The person who makes the request.

        Raises:
            NotSignedIn: nobody is signed in, or no longer.
            NotPermitted: she may not do this.
            CrossSiteRequest: another site's page makes her browser ask for it.
            TooManyRequests: she, her centre or her address asks too often.
        """
        actor = identify(request)
        if actor is None:
            services_of(request).rate_limits.visitor(request.scope)
            raise NotSignedIn("Sign in, or send a valid token as 'Authorization: Bearer …'.")
        if not actor.may(self.permission):
            raise NotPermitted("Your roles, or the scopes of your token, do not allow this.")
        return actor


def require(permission: Permission) -> Any:  # noqa: ANN401 - what FastAPI's own Depends gives
    """Only people who have ``permission`` may call the route; it is given the `Actor`."""
    return Depends(Requirement(permission))


def public() -> None:
    """Mark a route that everybody may call: ``dependencies=[Depends(public)]``."""


def anybody(request: Request) -> Actor | None:
    """Whoever makes the request, signed in or not.

    Raises:
        NotSignedIn: the installation wants everybody to be signed in.
        NotPermitted: the request asks for what assessors see, and she is none; in development whoever is not signed in
            is trusted.
        TooManyRequests: she, her centre or her address asks too often.
    """
    actor, settings = identify(request), services_of(request).settings
    if actor is None:
        services_of(request).rate_limits.visitor(request.scope)
    if actor is None and not settings.anonymous_analyses:
        raise NotSignedIn("Here only people who are signed in can do this. Sign in first.")
    if actor and not actor.may(Permission.ANALYSE):
        raise NotPermitted("The scopes of your token do not allow this.")
    if request.query_params.get("audience") == "assessor":
        trusted = actor.has(*STAFF) if actor else not settings.in_production
        if not trusted:
            raise NotPermitted("What assessors see is for people who are signed in as one. Leave `audience` out.")
    return actor


Anybody = Annotated[Actor | None, Depends(anybody)]


def identify(request: Request) -> Actor | None:
    """The person whom a token or a cookie shows; once a request. A credential that is not valid counts as none."""
    if not hasattr(request.state, "actor"):
        request.state.actor = found = _identify(request)
        if found:
            services_of(request).rate_limits.person(request.scope, found.person_id, found.centre_id)
    actor: Actor | None = request.state.actor
    return actor


def identify_anew(request: Request) -> Actor | None:
    """The person whom the same request shows now, for an answer that goes on for long.

    It counts neither as a request nor as a use: a page that is left open keeps no session alive.
    """
    token, cookie = _credentials(request)
    with services_of(request).database.read() as session:
        return actor_of_api_token(session, token, now()) if token else actor_of_session(session, cookie, now())


def _credentials(request: Request) -> tuple[str, str]:
    """The token and the cookie that a request bears, each empty where there is none."""
    header = request.headers.get("authorization", "")
    token = header[len(_BEARER) :].strip() if header[: len(_BEARER)].lower() == _BEARER else ""
    return token, request.cookies.get(COOKIE, "")


def _identify(request: Request) -> Actor | None:
    token, cookie = _credentials(request)
    if not (token or cookie):
        return None
    services = services_of(request)
    at = now()
    with services.database.read() as session:
        actor = actor_of_api_token(session, token, at) if token else actor_of_session(session, cookie, at)
    if actor and actor.via == "session":
        check_origin(request, services.settings.public_url)
    if actor and use_is_due(actor, at):
        with services.database.write() as session:
            record_use(session, actor, at)
    return actor
