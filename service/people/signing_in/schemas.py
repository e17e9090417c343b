"""What is sent to sign in and to choose a password, and what is told about whoever is signed in."""

from __future__ import annotations

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from service.access import Permission
from service.people.fields import EmailAddress, Secret, Sent, Shown
from service.storage.tables.people import Role

_CENTRE = "The centre's name in addresses, such as `north-college`; empty for a system administrator."


class Credentials(Sent):
    """What somebody signs in with."""

    centre: str = Field("", max_length=60, pattern="^[a-z0-9-]*$", description=_CENTRE, examples=["north-college"])
    email: EmailAddress = Field(description="Her e-mail address.")
    password: Secret = Field(description="Her password.", examples=["three tin whistles"])


class ResetRequest(Sent):
    """Whom to mail a link to."""

    centre: str = Field("", max_length=60, pattern="^[a-z0-9-]*$", description=_CENTRE, examples=["north-college"])
    email: EmailAddress = Field(description="The e-mail address of the account.")


class NewPassword(Sent):
    """A password, chosen by the holder of a link."""

    token: Secret = Field(description="What stands behind the `#` of the mailed link.")
    password: Secret = Field(
        description="The new password: 12 characters or more, and none that others would try early.",
        examples=["three tin whistles"],
    )


class CentreName(Shown):
    """A centre, in brief."""

    id: UUID = Field(description="The centre's id.")
    slug: str = Field(description="Its name in addresses and at sign-in.", examples=["north-college"])
    name: str = Field(description="Its name.", examples=["North College"])
    demonstration: bool = Field(description="Whether its people and their work are invented.")


class Me(Shown):
    """Whoever is signed in, or whose token it is."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.", examples=["Asha Rao"])
    email: str = Field(description="What she signs in with.", examples=["asha.rao@example.org"])
    centre: CentreName | None = Field(description="Her centre; null for a system administrator.")
    roles: tuple[Role, ...] = Field(description="Her roles.")
    permissions: tuple[Permission, ...] = Field(
        description="What her roles, and the scopes of the token that she uses, allow."
    )
    via: Literal["session", "token"] = Field(description="What shows who she is.")
    session_expires_at: datetime | None = Field(
        description="When she has to sign in again at the latest; null where she uses a token."
    )
