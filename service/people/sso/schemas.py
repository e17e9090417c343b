"""What is asked and told about single sign-on."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field

from service.people.fields import Line, Secret, Sent, Shown

_LONGEST_ANSWER = 4000
CentreSlug = Annotated[
    str,
    Path(description="The centre's name in addresses.", pattern="^[a-z0-9-]{1,60}$", examples=["north-college"]),
]


class BeginQuery(BaseModel):
    """Where the browser is to go in the end."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    next: str = Field(
        "/v1/me",
        # No second slash, no backslash, no point: nothing that a browser takes for another site's address.
        pattern=r"^/([A-Za-z0-9_~-][A-Za-z0-9_~/-]*)?$",
        max_length=200,
        description="The path on this service that the browser is sent to when somebody is signed in.",
    )


class CallbackQuery(BaseModel):
    """What the identity provider adds to the address that it sends the browser back to; whatever else is ignored."""

    model_config = ConfigDict(frozen=True)

    code: str = Field("", max_length=_LONGEST_ANSWER, description="What the service exchanges for who it is.")
    state: str = Field("", max_length=_LONGEST_ANSWER, description="Which attempt this is the answer to.")
    iss: str | None = Field(None, max_length=_LONGEST_ANSWER, description="The provider's issuer (RFC 9207).")
    error: str = Field("", max_length=_LONGEST_ANSWER, description="Why nobody was signed in.")

    def answer(self) -> dict[str, str]:
        """The parameters that were sent."""
        return {"code": self.code, "state": self.state} | ({} if self.iss is None else {"iss": self.iss})


class NewProvider(Sent):
    """An identity provider, and what the service is to it."""

    issuer: Line = Field(
        description="Its issuer: the address below which it publishes `.well-known/openid-configuration`.",
        examples=["https://login.example.org/north"],
    )
    client_id: Line = Field(description="The name that the service has there.", examples=["tallymark"])
    client_secret: Secret = Field(
        min_length=1, description="The secret that the service has there; kept encrypted, and never shown."
    )


class ShownProvider(Shown):
    """The identity provider of a centre, without its secret."""

    issuer: str = Field(description="Its issuer.", examples=["https://login.example.org/north"])
    client_id: str = Field(description="The name that the service has there.", examples=["tallymark"])
    redirect_uri: str = Field(
        description="The address that it sends people back to; it has to be entered there.",
        examples=["https://tallymark.example/v1/sign-in/sso/north-college/callback"],
    )
    sign_in: str = Field(
        description="The address at which people of the centre sign in.",
        examples=["https://tallymark.example/v1/sign-in/sso/north-college"],
    )
    changed_at: datetime = Field(description="When it was set.")
