"""/v1/centre/identity-provider: where the people of one's own centre sign in."""

from __future__ import annotations

from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from sqlalchemy.orm import Session

from service import problem_types as types
from service.access import Actor, Permission, require
from service.audit import Action, Subject, record
from service.dependencies import CurrentDatabase, CurrentSettings
from service.errors import Fault, RequestInvalid, SsoNotSet
from service.people.sso.addresses import redirect_uri, sign_in_address
from service.people.sso.client import Provider
from service.people.sso.providers import Providers
from service.people.sso.router import client_of
from service.people.sso.schemas import NewProvider, ShownProvider
from service.postings.destinations import Destinations
from service.problem_groups import OF_PEOPLE
from service.problems import describe_problems
from service.settings import Settings
from service.storage.tables.people import Centre, IdentityProvider

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
        return _show(session, actor.centre, settings)


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
    if fault := Destinations.of(settings).fault_of(wanted.issuer):
        raise RequestInvalid([Fault("#/issuer", fault)])
    provider = Provider(wanted.issuer, wanted.client_id, wanted.client_secret)
    with database.read() as session:
        slug = session.get_one(Centre, actor.centre).slug
    client_of(provider, settings, slug).begin()
    with database.write() as session:
        Providers(settings).save(session, actor.centre, provider)
        _record(session, actor)
        return _show(session, actor.centre, settings)


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
        session.delete(_row(session, actor.centre))
        _record(session, actor)


def _row(session: Session, centre_id: UUID) -> IdentityProvider:
    row = session.get(IdentityProvider, centre_id)
    if row is None:
        raise SsoNotSet("The centre has no identity provider. Set one first.")
    return row


def _show(session: Session, centre_id: UUID, settings: Settings) -> ShownProvider:
    row, slug = _row(session, centre_id), session.get_one(Centre, centre_id).slug
    return ShownProvider(
        issuer=row.issuer,
        client_id=row.client_id,
        redirect_uri=redirect_uri(settings, slug),
        sign_in=sign_in_address(settings, slug),
        changed_at=row.changed_at,
    )


def _record(session: Session, actor: Actor) -> None:
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.SSO_CHANGED,
        subject_kind=Subject.CENTRE,
        subject_id=actor.centre,
    )
