"""Setting where the people of a centre sign in, looking at it and removing it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Fault, RequestInvalid, SsoNotSet
from service.people.sso.addresses import redirect_uri, sign_in_address
from service.people.sso.client import OpenIdClient, Provider
from service.people.sso.providers import Providers
from service.people.sso.schemas import NewProvider, ShownProvider
from service.people.sso.transport import GuardedTransport
from service.postings.destinations import Destinations
from service.settings import Settings
from service.storage import Database
from service.storage.tables.people import Centre, IdentityProvider


def client_of(provider: Provider, settings: Settings, centre: str) -> OpenIdClient:
    """What speaks with a centre's provider."""
    return OpenIdClient(provider, redirect_uri(settings, centre), GuardedTransport(Destinations.of(settings)))


def set_provider(database: Database, settings: Settings, actor: Actor, wanted: NewProvider) -> ShownProvider:
    """Set the provider of the actor's centre, in the place of the one before; it is asked who it is first.

    Raises:
        RequestInvalid: its address is none that the service may ask.
        SsoUnavailable: it does not answer as a provider does.
    """
    if fault := Destinations.of(settings).fault_of(wanted.issuer):
        raise RequestInvalid([Fault("#/issuer", fault)])
    provider = Provider(wanted.issuer, wanted.client_id, wanted.client_secret)
    with database.read() as session:
        slug = session.get_one(Centre, actor.centre).slug
    # Not within a transaction: the provider may take its time.
    client_of(provider, settings, slug).begin()
    with database.write() as session:
        Providers(settings).save(session, actor.centre, provider)
        _record(session, actor)
        return show_provider(session, actor.centre, settings)


def remove_provider(session: Session, actor: Actor) -> None:
    """End single sign-on at the actor's centre; raises SsoNotSet."""
    session.delete(_row(session, actor.centre))
    _record(session, actor)


def show_provider(session: Session, centre_id: UUID, settings: Settings) -> ShownProvider:
    """What is set at a centre, without the secret; raises SsoNotSet."""
    row, slug = _row(session, centre_id), session.get_one(Centre, centre_id).slug
    return ShownProvider(
        issuer=row.issuer,
        client_id=row.client_id,
        redirect_uri=redirect_uri(settings, slug),
        sign_in=sign_in_address(settings, slug),
        changed_at=row.changed_at,
    )


def _row(session: Session, centre_id: UUID) -> IdentityProvider:
    row = session.get(IdentityProvider, centre_id)
    if row is None:
        raise SsoNotSet("The centre has no identity provider. Set one first.")
    return row


def _record(session: Session, actor: Actor) -> None:
    session.flush()
    record(
        session,
        actor=actor,
        action=Action.SSO_CHANGED,
        subject_kind=Subject.CENTRE,
        subject_id=actor.centre,
    )
