"""What is sent and told about cohorts."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, model_validator

from service.people.fields import Line, Sent, Shown, not_null
from service.storage.tables.people import Cohort, Role

MemberRole = Literal[Role.LEARNER, Role.ASSESSOR]


class NewCohort(Sent):
    """A cohort to be set up."""

    name: Line = Field(description="Its name; no two cohorts of a centre have the same.", examples=["Autumn 2026"])
    starts_on: date | None = Field(None, description="Its first day.", examples=["2026-09-07"])
    ends_on: date | None = Field(None, description="Its last day.", examples=["2027-07-16"])
    location: Line | None = Field(None, description="Where its learners are assessed.", examples=["Leeds"])

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        require_order(self.starts_on, self.ends_on)
        return self


class CohortChange(Sent):
    """What is to be changed about a cohort; what is left out stays."""

    name: Annotated[Line | None, AfterValidator(not_null)] = Field(None, description="Its name.")
    starts_on: date | None = Field(None, description="Its first day; null where there is none.")
    ends_on: date | None = Field(None, description="Its last day; null where there is none.")
    location: Line | None = Field(None, description="Where its learners are assessed; null where nobody has said.")


class CohortView(Shown):
    """A cohort of the centre."""

    id: UUID = Field(description="Its id.")
    name: str = Field(description="Its name.", examples=["Autumn 2026"])
    starts_on: date | None = Field(description="Its first day.")
    ends_on: date | None = Field(description="Its last day.")
    location: str | None = Field(description="Where its learners are assessed.")
    learners: int = Field(description="How many learners it has.")
    assessors: int = Field(description="How many assessors it has.")
    version: int = Field(description="Counts its changes; the ETag holds it too.")

    @classmethod
    def of(cls, cohort: Cohort, learners: int, assessors: int) -> CohortView:
        """As staff see it."""
        names = cls.model_fields.keys() - {"learners", "assessors"}
        fields = {name: getattr(cohort, name) for name in names}
        return cls(**fields, learners=learners, assessors=assessors)


class Membership(Sent):
    """What somebody is in a cohort."""

    role: MemberRole = Field(description="A role that she has at the centre.", examples=["learner"])


class MemberView(Shown):
    """A member of a cohort."""

    person_id: UUID = Field(description="Her id.")
    name: str = Field(description="Her name.", examples=["Asha Rao"])
    role: MemberRole = Field(description="What she is in the cohort.")
    active: bool = Field(description="Whether she can sign in.")


class Members(Shown):
    """The members of a cohort."""

    items: tuple[MemberView, ...] = Field(description="All members, by name.")


def require_order(starts_on: date | None, ends_on: date | None) -> None:
    """Raise ValueError where a cohort would end before it starts."""
    if starts_on and ends_on and ends_on < starts_on:
        raise ValueError("the last day must not be before the first")
