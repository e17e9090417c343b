"""What is sent and told about one's own password, sessions and tokens."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from service.access import Scope
from service.people.fields import Secret, Sent, ShortLine, Shown
from service.storage.tables.people import ApiToken, SignIn

LONGEST_TOKEN_DAYS = 366


class PasswordChange(Sent):
    """The old password, as proof, and the new one."""

    current_password: Secret = Field(description="The password until now.", examples=["three tin whistles"])
    new_password: Secret = Field(
        description="The new one: 12 characters or more, and none that others would try early.",
        examples=["a ferry to the lighthouse"],
    )


class SessionView(Shown):
    """One of one's own sessions."""

    id: UUID = Field(description="The session's id.")
    method: Literal["password", "sso"] = Field(description="How it began.")
    created_at: datetime = Field(description="When it began.")
    last_seen_at: datetime = Field(description="When it was last used, to five minutes.")
    expires_at: datetime = Field(description="When it is over at the latest; earlier, where it is not used.")
    current: bool = Field(description="Whether this is the session that asks.")

    @classmethod
    def of(cls, row: SignIn, current: UUID) -> SessionView:
        """As its owner sees it."""
        fields = {name: getattr(row, name) for name in cls.model_fields if name != "current"}
        return cls(**fields, current=row.id == current)


class Sessions(Shown):
    """One's own sessions."""

    items: tuple[SessionView, ...] = Field(description="Every session that can still be used, the latest first.")


class NewToken(Sent):
    """A token to be made."""

    name: ShortLine = Field(description="What it is for, in one's own words.", examples=["Export to our records"])
    scopes: frozenset[Scope] = Field(
        min_length=1,
        description="What it can be used for, within what its owner's roles allow at the time.",
        examples=[["read"]],
    )
    days: int = Field(90, ge=1, le=LONGEST_TOKEN_DAYS, description="Days until it expires.")


class TokenView(Shown):
    """One of one's own tokens, without itself: it is not kept."""

    id: UUID = Field(description="The token's id.")
    name: str = Field(description="What it is for.", examples=["Export to our records"])
    scopes: tuple[Scope, ...] = Field(description="What it can be used for.")
    created_at: datetime = Field(description="When it was made.")
    expires_at: datetime = Field(description="When it expires.")
    last_used_at: datetime | None = Field(description="When it was last used, to five minutes; null if never.")

    @classmethod
    def of(cls, row: ApiToken) -> TokenView:
        """As its owner sees it."""
        return cls(**{name: getattr(row, name) for name in cls.model_fields})


class Tokens(Shown):
    """One's own tokens."""

    items: tuple[TokenView, ...] = Field(description="Every token that can still be used, the latest first.")


class MadeToken(TokenView):
    """A token that has just been made."""

    token: str = Field(description="The token itself. It is shown here once and never again.", examples=["tm_…"])
