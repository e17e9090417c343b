"""The cohorts that a learner can choose from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from service.access import Actor
from service.submissions.cohorts import own_cohorts


@dataclass(frozen=True, slots=True)
class Choice:
    """A cohort by id and name."""

    value: str
    name: str


def choices_of(session: Session, actor: Actor) -> tuple[Choice, ...]:
    """The cohorts in which ``actor`` is a learner, the one that a submission belongs to where nobody chooses first."""
    return tuple(Choice(str(identifier), name) for identifier, name in session.execute(own_cohorts(actor)))
