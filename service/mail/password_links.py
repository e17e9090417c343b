"""Links with which a person chooses her password: in a mail, or handed over where no mail is sent."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from service.mail.links import Links
from service.one_time_tokens import issue
from service.storage.columns import now
from service.storage.tables.people import Purpose


@dataclass(frozen=True, slots=True)
class PasswordLink:
    """A link that works once, until it expires. Whoever has it can sign in as the person."""

    address: str = field(repr=False)
    expires_at: datetime

    @property
    def expires(self) -> str:
        """When, in words."""
        return f"{self.expires_at:%-d %B %Y, %H:%M} UTC"


def password_link(session: Session, person_id: UUID, purpose: Purpose, links: Links) -> PasswordLink:
    """Make a link for a person, in a write transaction; the token in it is stored nowhere."""
    token, expires_at = issue(session, person_id, purpose, now())
    return PasswordLink(links.set_password(token), expires_at)
