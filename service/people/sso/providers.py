"""The identity provider of each centre. Its secret is encrypted before it comes near the database."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.errors import SsoNotSet, SsoUnavailable
from service.keys import Keys
from service.people.sso.client import Provider
from service.settings import Settings
from service.storage.columns import now
from service.storage.tables.people import Centre, IdentityProvider

_PURPOSE = "secrets of identity providers"


@dataclass(frozen=True, slots=True)
class CentreProvider:
    """A centre, and where its people sign in."""

    centre_id: UUID
    provider: Provider
    enrols: bool
    """Whether the centre lets single sign-on make accounts for learners."""


class Providers:
    """Reads and writes identity providers."""

    def __init__(self, settings: Settings) -> None:
        self._cipher: Fernet = Keys.of(settings).cipher(_PURPOSE)

    def of(self, session: Session, slug: str) -> CentreProvider:
        """The provider of the centre of this name; raises SsoNotSet, also where there is no such centre."""
        found = session.execute(
            select(Centre, IdentityProvider)
            .join(IdentityProvider, IdentityProvider.centre_id == Centre.id)
            .where(Centre.slug == slug, Centre.closed_at.is_(None))
        ).one_or_none()
        if found is None:
            raise SsoNotSet("There is no single sign-on under this address. Check it, or sign in with a password.")
        centre, row = found.Centre, found.IdentityProvider
        provider = Provider(row.issuer, row.client_id, self._decrypt(row.client_secret_encrypted))
        return CentreProvider(centre.id, provider, centre.sso_enrols)

    def save(self, session: Session, centre_id: UUID, provider: Provider) -> None:
        """Set a centre's provider, in the place of the one before."""
        row = session.get(IdentityProvider, centre_id) or IdentityProvider(centre_id=centre_id)
        row.issuer, row.client_id, row.changed_at = provider.issuer, provider.client_id, now()
        row.client_secret_encrypted = self._cipher.encrypt(provider.client_secret.encode()).decode()
        session.add(row)

    def _decrypt(self, secret: str) -> str:
        try:
            return self._cipher.decrypt(secret).decode()
        except InvalidToken:
            raise SsoUnavailable(
                "The secret of the identity provider cannot be read: TALLYMARK_SECRET_KEY has changed. Set it anew."
            ) from None
