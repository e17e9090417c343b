"""Exercises that somebody may know of, and what she may do there."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from service.access import Actor
from service.errors import NotFound
from service.storage.tables.people import Role
from service.storage.tables.standardisation import (
    Standardisation,
    StandardisationClosing,
    StandardisationInvitation,
    StandardisationScript,
)
from service.storage.tables.submissions import Submission

_KEEPERS = (Role.IQA, Role.CENTRE_ADMIN)


def known_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `Standardisation`: all of the centre for those who look after quality, else where invited."""
    of_centre = Standardisation.centre_id == actor.centre
    if not actor.has(*_KEEPERS):
        return of_centre & _invited(actor)
    return of_centre & ~_about(actor)


def find_exercise(session: Session, actor: Actor, exercise_id: UUID) -> Standardisation:
    """An exercise that ``actor`` may know of; raises NotFound where there is none."""
    query = select(Standardisation).where(Standardisation.id == exercise_id, known_to(actor))
    found = session.scalars(query).one_or_none()
    if found is None:
        raise NotFound
    return found


def find_script(session: Session, exercise: Standardisation, number: int) -> StandardisationScript:
    """A script of an exercise by its number; raises NotFound where there is none."""
    of_exercise = StandardisationScript.standardisation_id == exercise.id
    found = session.scalars(
        select(StandardisationScript).where(of_exercise, StandardisationScript.number == number)
    ).one_or_none()
    if found is None:
        raise NotFound
    return found


def is_invited(session: Session, exercise: Standardisation, person_id: UUID) -> bool:
    """Whether somebody was asked to mark."""
    return session.get(StandardisationInvitation, (exercise.id, person_id)) is not None


def is_closed(session: Session, exercise: Standardisation) -> bool:
    """Whether marking has ended."""
    return session.get(StandardisationClosing, exercise.id) is not None


def looks_after_quality(actor: Actor) -> bool:
    """Whether she sees exercises that she was not invited to."""
    return actor.has(*_KEEPERS)


def _about(actor: Actor) -> ColumnElement[bool]:
    """Work of hers is among the scripts: what is thought of it she learns as its learner, or not at all."""
    return exists().where(
        StandardisationScript.standardisation_id == Standardisation.id,
        Submission.id == StandardisationScript.submission_id,
        Submission.learner_id == actor.person_id,
    )


def _invited(actor: Actor) -> ColumnElement[bool]:
    return exists().where(
        StandardisationInvitation.standardisation_id == Standardisation.id,
        StandardisationInvitation.person_id == actor.person_id,
    )
