"""The person that a request comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from service.access.permissions import GRANTS, Permission, Scope
from service.storage.tables.people import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person who is signed in, or one of her programs.

    ``centre_id`` is None for a system administrator alone. ``scopes`` is None for a session, which may do all that she
    may; a token has the scopes that it was given.
    """

    person_id: UUID
    centre_id: UUID | None
    name: str
    roles: frozenset[Role]
    via: Literal["session", "token"]
    credential_id: UUID
    """Of the session or the token."""
    scopes: frozenset[Scope] | None = None
    last_used: datetime | None = field(default=None, compare=False)
    """When the credential was used before, as far as it is remembered (`authentication.use_is_due`)."""

    def may(self, permission: Permission) -> bool:
        """Whether one of her roles, and the token that she uses, allow it."""
        grant = GRANTS[permission]
        return bool(self.roles & grant.roles) and (self.scopes is None or grant.scope in self.scopes)

    def has(self, *roles: Role) -> bool:
        """Whether she has one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def centre(self) -> UUID:
        """Her centre, where a permission that only people of centres have was asked for."""
        if self.centre_id is None:
            raise AssertionError("Nobody without a centre has a permission that is about a centre.")
        return self.centre_id
