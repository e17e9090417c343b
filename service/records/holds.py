"""Holds on people and submissions: which there are, placing one, lifting one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID, uuid4

from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from service.access import Actor
from service.audit import Action, Subject, record
from service.errors import Conflict, NotFound
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.people import Person
from service.storage.tables.records import LegalHold
from service.storage.tables.submissions import Submission


class NewHold(BaseModel):
    """What a hold is placed on: a person with all that she wrote, or one submission."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person_id: UUID | None = Field(None, description="Id of a person of your centre.")
    submission_id: UUID | None = Field(None, description="Id of a submission of your centre.")

    @model_validator(mode="after")
    def _one(self) -> NewHold:
        if (self.person_id is None) == (self.submission_id is None):
            raise ValueError("give either `person_id` or `submission_id`")
        return self


class HoldView(BaseModel):
    """A hold that lasts."""

    model_config = ConfigDict(frozen=True, from_attributes=True)

    id: UUID = Field(description="Id of the hold.")
    person_id: UUID | None = Field(description="The person it is on, or null.")
    submission_id: UUID | None = Field(description="The submission it is on, or null.")
    placed_by: UUID = Field(description="Who placed it.")
    placed_at: datetime = Field(description="When, in UTC.")


class Holds(BaseModel):
    """The holds of a centre."""

    model_config = ConfigDict(frozen=True)

    items: tuple[HoldView, ...] = Field(description="Every hold that lasts, the oldest first.")


def holds_of(session: Session, centre_id: UUID) -> Sequence[LegalHold]:
    """Every hold that lasts at a centre, the oldest first."""
    lasting = select(LegalHold).where(LegalHold.centre_id == centre_id, LegalHold.lifted_at.is_(None))
    return session.scalars(lasting.order_by(LegalHold.placed_at)).all()


def place(session: Session, actor: Actor, wanted: NewHold) -> LegalHold:
    """Place a hold; raises NotFound, or Conflict where there is one already."""
    _require(session, actor, wanted)
    hold = _place(session, actor, wanted)
    _record(session, actor, Action.HOLD_PLACED, hold)
    return hold


def lift(session: Session, actor: Actor, hold_id: UUID) -> LegalHold:
    """Lift a hold; raises NotFound, or Conflict where it is on whoever wants to."""
    lasting = (LegalHold.id == hold_id, LegalHold.centre_id == actor.centre, LegalHold.lifted_at.is_(None))
    hold = session.scalars(select(LegalHold).where(*lasting).with_for_update()).one_or_none()
    if hold is None:
        raise NotFound
    if _whose(session, hold) == actor.person_id:
        raise Conflict("This hold is on you or your work. Ask another administrator of your centre to lift it.")
    hold.lifted_at, hold.lifted_by = now(), actor.person_id
    _record(session, actor, Action.HOLD_LIFTED, hold)
    return hold


def _require(session: Session, actor: Actor, wanted: NewHold) -> None:
    # Locked, so that nobody erases it at the same moment.
    if wanted.person_id:
        row = select(Person.id).where(Person.id == wanted.person_id, Person.centre_id == actor.centre)
    else:
        row = select(Submission.id).where(Submission.id == wanted.submission_id, Submission.centre_id == actor.centre)
    if session.scalar(row.with_for_update()) is None:
        raise NotFound


def _whose(session: Session, hold: LegalHold) -> UUID | None:
    return hold.person_id or session.scalar(select(Submission.learner_id).where(Submission.id == hold.submission_id))


def _place(session: Session, actor: Actor, wanted: NewHold) -> LegalHold:
    identifier = uuid4()
    values = {"centre_id": actor.centre, "placed_by": actor.person_id, **wanted.model_dump()}
    if not insert_unless_there(session, LegalHold, id=identifier, placed_at=now(), **values):
        raise Conflict("There is a hold on this already.")
    return session.get_one(LegalHold, identifier)


def _record(session: Session, actor: Actor, action: Action, hold: LegalHold) -> None:
    record(
        session,
        actor=actor,
        action=action,
        subject_kind=Subject.PERSON if hold.person_id else Subject.SUBMISSION,
        subject_id=hold.person_id or hold.submission_id or hold.id,
    )
