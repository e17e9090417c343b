"""What is sent and told about the people of a centre."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, get_args
from uuid import UUID

from pydantic import AfterValidator, Field

from service.pages import PageQuery
from service.people.fields import EmailAddress, Line, Sent, ShortLine, Shown, not_null
from service.storage.tables.people import Person, Role

CentreRole = Literal[Role.LEARNER, Role.ASSESSOR, Role.IQA, Role.CENTRE_ADMIN]
"""A role that a centre can give; there is one more, of the people who run the installation."""

_CENTRE_ROLES = frozenset(get_args(CentreRole))
Roles = Annotated[frozenset[CentreRole], Field(min_length=1, max_length=len(_CENTRE_ROLES))]


class NewPerson(Sent):
    """A person to be entered."""

    name: Line = Field(description="Her name.", examples=["Asha Rao"])
    email: EmailAddress = Field(description="What she signs in with; no two people of a centre have the same.")
    reference: ShortLine | None = Field(
        None, description="The centre's own number for her, if any.", examples=["L1042"]
    )
    roles: Roles = Field(description="Her roles.", examples=[["learner"]])
    invite: bool = Field(True, description="Whether a link to choose her first password is mailed to her.")


class PersonChange(Sent):
    """What is to be changed about a person; what is left out stays."""

    name: Annotated[Line | None, AfterValidator(not_null)] = Field(None, description="Her name.")
    email: Annotated[EmailAddress | None, AfterValidator(not_null)] = Field(
        None, description="What she signs in with. Links mailed to the old address stop working."
    )
    reference: ShortLine | None = Field(None, description="The centre's own number for her; null removes it.")
    roles: Annotated[Roles | None, AfterValidator(not_null)] = Field(
        None, description="Her roles, all of them. They count from her next request on."
    )


class PersonView(Shown):
    """A person of the centre."""

    id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.", examples=["Asha Rao"])
    email: str = Field(description="What she signs in with.", examples=["asha.rao@example.org"])
    reference: str | None = Field(description="The centre's own number for her.", examples=["L1042"])
    roles: tuple[Role, ...] = Field(description="Her roles.", examples=[["learner"]])
    created_at: datetime = Field(description="When she was entered.")
    deactivated_at: datetime | None = Field(description="Since when she cannot sign in; null where she can.")
    version: int = Field(description="Counts her changes; the ETag holds it too.")

    @classmethod
    def of(cls, person: Person, roles: frozenset[Role]) -> PersonView:
        """As staff see her."""
        fields = {name: getattr(person, name) for name in cls.model_fields if name != "roles"}
        return cls(**fields, roles=tuple(sorted(roles)))


class PeopleQuery(PageQuery):
    """Which people to list."""

    role: CentreRole | None = Field(None, description="Only people with this role.")
    cohort: UUID | None = Field(None, description="Only members of this cohort.")
    active: bool | None = Field(None, description="Only people who can (`true`) or cannot (`false`) sign in.")
    search: ShortLine | None = Field(None, description="Only people whose name, e-mail address or number holds this.")
