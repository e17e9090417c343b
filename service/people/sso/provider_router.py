"""/v1/centre/identity-provider: where the people of one's own centre sign in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentSettings
from service.people.sso.schemas import NewProvider, ShownProvider
from service.people.sso.setting import remove_provider, set_provider, show_provider
from service.problem_groups import OF_PEOPLE
from service.problems import describe_problems

router = APIRouter(prefix="/v1/centre/identity-provider", tags=["people"])
CentreAdmin = Annotated[Actor, require(Permission.MANAGE_CENTRE)]


@router.get(
    "",
    name="get_identity_provider",
    summary="Look at the centre's identity provider",
    responses=describe_problems(*OF_PEOPLE, types.SSO_NOT_SET_UP),
)
def get_identity_provider(actor: CentreAdmin, database: CurrentDatabase, settings: CurrentSettings) -> ShownProvider:
    """What is set; the secret is not shown."""
    with database.read() as session:
        return show_provider(session, actor.centre, settings)


@router.put(
    "",
    name="set_identity_provider",
    summary="Set the centre's identity provider",
    responses=describe_problems(*OF_PEOPLE, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE, types.SSO_UNAVAILABLE),
)
def set_identity_provider(
    wanted: NewProvider, actor: CentreAdmin, database: CurrentDatabase, settings: CurrentSettings
) -> ShownProvider:
    """Let people of the centre sign in there, in the place of the provider before. It is asked who it is first.

    People are known there by an id that the provider gives them; the first time they are found by an e-mail address
    that the provider has verified.
    """
    return set_provider(database, settings, actor, wanted)


@router.delete(
    "",
    name="remove_identity_provider",
    summary="End single sign-on",
    status_code=HTTPStatus.NO_CONTENT,
    responses=describe_problems(*OF_PEOPLE, types.SSO_NOT_SET_UP),
)
def remove_identity_provider(actor: CentreAdmin, database: CurrentDatabase) -> None:
    """Let people sign in with passwords only. Who they were at the provider is remembered."""
    with database.write() as session:
        remove_provider(session, actor)
