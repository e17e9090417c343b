"""POST /v1/sign-in, /v1/sign-out and /v1/password-resets."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response, status

from service import problem_types as types
from service.access import Actor, Permission, public, require
from service.access.authentication import actor_of_session
from service.access.requiring import COOKIE
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentSettings
from service.errors import SignInFailed
from service.people.account.leaving import leave
from service.people.dependencies import CurrentHasher, attempt
from service.people.sessions import give_cookie, session_length, take_cookie
from service.people.signing_in.links import ask_for_reset, choose_password
from service.people.signing_in.me import describe
from service.people.signing_in.procedure import FAILED, sign_in
from service.people.signing_in.schemas import Credentials, Me, NewPassword, ResetRequest
from service.problem_groups import OF_JSON, OF_PEOPLE
from service.problems import describe_problems
from service.settings import Settings
from service.storage import Database
from service.storage.columns import now

router = APIRouter(prefix="/v1", tags=["people"])
_FROM_OUTSIDE = [Depends(public), Depends(attempt)]
_OF_ATTEMPTS = (*OF_JSON, types.CROSS_SITE_REQUEST, types.TOO_MANY_REQUESTS)


@router.post(
    "/sign-in",
    name="sign_in",
    summary="Sign in with a password",
    dependencies=_FROM_OUTSIDE,
    responses=describe_problems(*_OF_ATTEMPTS, types.SIGN_IN_FAILED),
)
def post_sign_in(
    *,
    credentials: Credentials,
    request: Request,
    response: Response,
    database: CurrentDatabase,
    hasher: CurrentHasher,
    settings: CurrentSettings,
) -> Me:
    """Begin a session; the cookie `tallymark_session` carries it. A session that the browser has already ends."""
    at = now()
    _, token = sign_in(
        database,
        hasher,
        slug=credentials.centre,
        email=credentials.email,
        password=credentials.password,
        lasts=session_length(settings),
        at=at,
        before=request.cookies.get(COOKIE, ""),
    )
    return _welcome(response, database, settings, token, at)


@router.post(
    "/sign-out",
    name="sign_out",
    summary="Sign out",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_PEOPLE),
)
def post_sign_out(
    actor: Annotated[Actor, require(Permission.MANAGE_SELF)],
    response: Response,
    database: CurrentDatabase,
    settings: CurrentSettings,
) -> None:
    """End the session, for good: its cookie is of no use to whoever kept a copy."""
    with database.write() as session:
        leave(session, actor, actor.credential_id, now())
    take_cookie(response, settings)


@router.post(
    "/password-resets",
    name="ask_for_password_reset",
    summary="Have a link mailed to choose a new password",
    status_code=status.HTTP_202_ACCEPTED,
    dependencies=_FROM_OUTSIDE,
    responses=describe_problems(*_OF_ATTEMPTS),
)
def post_password_reset(wanted: ResetRequest, database: CurrentDatabase, jobs: CurrentJobs) -> None:
    """Mail a link, where there is such an account. The answer is the same where there is none."""
    with database.write() as session:
        ask_for_reset(session, jobs, wanted.centre, wanted.email, now())


@router.post(
    "/password-resets/completion",
    name="complete_password_reset",
    summary="Choose a password with a mailed link",
    dependencies=_FROM_OUTSIDE,
    responses=describe_problems(*_OF_ATTEMPTS, types.LINK_UNUSABLE),
)
def post_completion(
    *,
    chosen: NewPassword,
    response: Response,
    database: CurrentDatabase,
    hasher: CurrentHasher,
    settings: CurrentSettings,
) -> Me:
    """Set the password of whoever holds the link, and sign her in. The link works once; all her other sessions end."""
    at, lasts = now(), session_length(settings)
    token = choose_password(database, hasher, token=chosen.token, password=chosen.password, lasts=lasts, at=at)
    return _welcome(response, database, settings, token, at)


def _welcome(response: Response, database: Database, settings: Settings, token: str, at: datetime) -> Me:
    """Give the browser its cookie, and tell who is signed in now."""
    with database.read() as session:
        actor = actor_of_session(session, token, at)
        if actor is None:  # deactivated in this very moment
            raise SignInFailed(FAILED)
        me = describe(session, actor)
    give_cookie(response, token, settings)
    return me
