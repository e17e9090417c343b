"""GET /v1/sign-in/sso/{centre} and its callback."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Request
from fastapi.responses import RedirectResponse

from service import problem_types as types
from service.access import public
from service.access.requiring import COOKIE as SESSION_COOKIE
from service.audit import Action, Installation, Subject, record
from service.dependencies import CurrentDatabase, CurrentSettings, services_of
from service.errors import SsoFailed
from service.people.sessions import begin_session, end_session_of_token, give_cookie, session_length
from service.people.sso.addresses import PATH
from service.people.sso.attempts import AttemptCookie, Kept
from service.people.sso.linking import person_of
from service.people.sso.providers import Providers
from service.people.sso.schemas import BeginQuery, CallbackQuery, CentreSlug
from service.people.sso.setting import client_of
from service.problems import describe_problems
from service.storage.columns import now

router = APIRouter(prefix=PATH, tags=["people"], dependencies=[Depends(public)])
_PROBLEMS = (types.INVALID_REQUEST, types.SSO_NOT_SET_UP, types.SSO_UNAVAILABLE)


def visit(request: Request) -> None:
    """Count a visitor. There is no password here to guess: a class that signs in behind one address is no attack."""
    services_of(request).rate_limits.visitor(request.scope)


def _elsewhere(where: str) -> dict[int | str, dict[str, Any]]:
    header = {"description": where, "schema": {"type": "string"}}
    return {int(HTTPStatus.SEE_OTHER): {"description": where, "headers": {"Location": header}}}


@router.get(
    "/{centre}",
    name="begin_single_sign_on",
    summary="Sign in at the centre's identity provider",
    dependencies=[Depends(visit)],
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses=_elsewhere("The identity provider's page.") | describe_problems(*_PROBLEMS, types.TOO_MANY_REQUESTS),
)
def begin_single_sign_on(
    centre: CentreSlug,
    query: Annotated[BeginQuery, Query()],
    database: CurrentDatabase,
    settings: CurrentSettings,
) -> RedirectResponse:
    """Send the browser to where people of the centre sign in. It comes back to the callback below."""
    with database.read() as session:
        provider = Providers(settings).of(session, centre).provider
    address, begun = client_of(provider, settings, centre).begin()
    response = RedirectResponse(address, HTTPStatus.SEE_OTHER)
    AttemptCookie(settings).give(response, Kept(attempt=begun, centre=centre, destination=query.next))
    return response


@router.get(
    "/{centre}/callback",
    name="complete_single_sign_on",
    summary="Come back from the identity provider",
    status_code=HTTPStatus.SEE_OTHER,
    response_class=RedirectResponse,
    responses=_elsewhere("The page that was asked for when signing in began.")
    | describe_problems(*_PROBLEMS, types.SSO_FAILED, types.SSO_NO_ACCOUNT),
)
def complete_single_sign_on(
    centre: CentreSlug,
    query: Annotated[CallbackQuery, Query()],
    request: Request,
    database: CurrentDatabase,
    settings: CurrentSettings,
) -> RedirectResponse:
    """Begin a session for whoever the identity provider says it is. Only browsers that it sends here come here."""
    kept = AttemptCookie(settings).read(request, centre)
    if query.error:
        raise SsoFailed("The identity provider did not sign you in. Start again, or ask whoever runs it.")
    with database.read() as session:
        of = Providers(settings).of(session, centre)
    # Not within a transaction: the provider may take its time.
    identity = client_of(of.provider, settings, centre).finish(kept.attempt, query.answer())
    at = now()
    with database.write() as session:
        person_id = person_of(session, of, identity)
        end_session_of_token(session, request.cookies.get(SESSION_COOKIE, ""), at)
        token = begin_session(session, person_id, "sso", session_length(settings), at)
        record(
            session,
            actor=Installation(of.centre_id, person_id),
            action=Action.SIGNED_IN,
            subject_kind=Subject.PERSON,
            subject_id=person_id,
        )
    response = RedirectResponse(f"{settings.public_url}{kept.destination}", HTTPStatus.SEE_OTHER)
    give_cookie(response, token, settings)
    AttemptCookie(settings).take(response)
    return response
