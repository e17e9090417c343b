"""What is sent and told about centres."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, Field

from service.people.fields import EmailAddress, Line, Sent, Shown, Slug, not_null
from service.storage.tables.people import AllocationRule, Centre


class Administrator(Sent):
    """The first person of a centre."""

    name: Line = Field(description="Her name.", examples=["Maud Okoro"])
    email: EmailAddress = Field(description="What she signs in with; a link to choose a password is mailed there.")


class NewCentre(Sent):
    """A centre to be set up."""

    slug: Slug = Field(description="Its name in addresses and at sign-in; it never changes.")
    name: Line = Field(description="Its name.", examples=["North College"])
    administrator: Administrator = Field(description="Who sets up everything else there.")


class CentreChange(Sent):
    """What is to be changed about one's own centre; what is left out stays."""

    name: Annotated[Line | None, AfterValidator(not_null)] = Field(None, description="Its name.")
    blind_first: Annotated[bool | None, AfterValidator(not_null)] = Field(
        None, description="Whether an assessor sees the program's suggestions only after her own decision."
    )
    allocation: Annotated[AllocationRule | None, AfterValidator(not_null)] = Field(
        None, description="To which assessor a submission comes."
    )
    sso_enrols: Annotated[bool | None, AfterValidator(not_null)] = Field(
        None, description="Whether single sign-on makes an account for a learner who has none."
    )


class CentreView(Shown):
    """A centre and its settings."""

    id: UUID = Field(description="Its id.")
    slug: str = Field(description="Its name in addresses and at sign-in.", examples=["north-college"])
    name: str = Field(description="Its name.", examples=["North College"])
    blind_first: bool = Field(description="Whether an assessor sees suggestions only after her own decision.")
    allocation: AllocationRule = Field(description="To which assessor a submission comes.")
    sso_enrols: bool = Field(description="Whether single sign-on makes an account for a learner who has none.")
    demonstration: bool = Field(description="Whether its people and their work are invented.")
    created_at: datetime = Field(description="When it was set up.")
    closed_at: datetime | None = Field(description="Since when nobody of it can sign in; null where it is open.")
    version: int = Field(description="Counts its changes; the ETag holds it too.")

    @classmethod
    def of(cls, centre: Centre) -> CentreView:
        """As its staff, and whoever runs the installation, see it."""
        return cls(**{name: getattr(centre, name) for name in cls.model_fields})
