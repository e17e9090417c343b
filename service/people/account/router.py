"""GET /v1/me, PUT /v1/me/password, and one's own sessions and tokens."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Response, status

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentSettings
from service.people.account.leaving import leave, leave_all_others
from service.people.account.password import change_password
from service.people.account.schemas import (
    MadeToken,
    NewToken,
    PasswordChange,
    Sessions,
    SessionView,
    Tokens,
    TokenView,
)
from service.people.account.tokens import make_token, revoke_token, tokens_of
from service.people.dependencies import CurrentHasher
from service.people.sessions import give_cookie, open_sessions, session_length, take_cookie
from service.people.signing_in.me import describe
from service.people.signing_in.schemas import Me
from service.problem_groups import OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.storage.columns import now

router = APIRouter(prefix="/v1/me", tags=["people"])
Self = Annotated[Actor, require(Permission.MANAGE_SELF)]


@router.get("", summary="See who you are", responses=describe_problems(*OF_PEOPLE))
def get_me(actor: Annotated[Actor, require(Permission.SELF)], database: CurrentDatabase) -> Me:
    """Name, centre, roles, and what they and the token in use allow."""
    with database.read() as session:
        return describe(session, actor)


@router.put(
    "/password",
    name="change_password",
    summary="Change your password",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_PEOPLE, *OF_JSON),
)
def put_password(
    *,
    change: PasswordChange,
    actor: Self,
    response: Response,
    database: CurrentDatabase,
    hasher: CurrentHasher,
    settings: CurrentSettings,
) -> None:
    """All sessions end, and a new one begins in this browser. Wrong attempts count as they do at sign-in."""
    token = change_password(
        database,
        hasher,
        actor,
        current=change.current_password,
        new=change.new_password,
        lasts=session_length(settings),
        at=now(),
    )
    give_cookie(response, token, settings)


@router.get("/sessions", summary="List your sessions", responses=describe_problems(*OF_PEOPLE))
def list_sessions(actor: Self, database: CurrentDatabase) -> Sessions:
    """Every session that can still be used, the latest first."""
    with database.read() as session:
        rows = open_sessions(session, actor.person_id, now())
    return Sessions(items=tuple(SessionView.of(row, actor.credential_id) for row in rows))


@router.delete(
    "/sessions",
    summary="End all your other sessions",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_PEOPLE),
)
def end_other_sessions(actor: Self, database: CurrentDatabase) -> None:
    """The one that asks goes on."""
    with database.write() as session:
        leave_all_others(session, actor, now())


@router.delete(
    "/sessions/{session_id}",
    summary="End one of your sessions",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def end_one_session(
    actor: Self,
    session_id: Annotated[UUID, Path(description="Id of one of your sessions.")],
    response: Response,
    database: CurrentDatabase,
    settings: CurrentSettings,
) -> None:
    """It may be the one that asks; that is signing out."""
    with database.write() as session:
        leave(session, actor, session_id, now())
    if session_id == actor.credential_id:
        take_cookie(response, settings)


@router.get("/tokens", summary="List your tokens", responses=describe_problems(*OF_PEOPLE))
def list_tokens(actor: Self, database: CurrentDatabase) -> Tokens:
    """Every token that can still be used, the latest first; never the tokens themselves."""
    with database.read() as session:
        return Tokens(items=tuple(map(TokenView.of, tokens_of(session, actor.person_id, now()))))


@router.post(
    "/tokens",
    name="make_token",
    summary="Make a token for a program of yours",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_PEOPLE, *OF_JSON, types.CONFLICT),
)
def post_token(wanted: NewToken, actor: Self, database: CurrentDatabase) -> MadeToken:
    """The answer holds the token, this once. It allows no more than its scopes, and never more than your roles."""
    with database.write() as session:
        row, token = make_token(session, actor, name=wanted.name, scopes=wanted.scopes, days=wanted.days, at=now())
    return MadeToken(**TokenView.of(row).model_dump(), token=token)


@router.delete(
    "/tokens/{token_id}",
    name="revoke_token",
    summary="Revoke one of your tokens",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS),
)
def delete_token(
    actor: Self,
    token_id: Annotated[UUID, Path(description="Id of one of your tokens.")],
    database: CurrentDatabase,
) -> None:
    """Whoever holds it can do nothing with it from now on."""
    with database.write() as session:
        revoke_token(session, actor, token_id, now())
