"""/v1/holds: what may not be erased or swept for the time being."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Path, status
from pydantic import BaseModel, ConfigDict, Field, model_validator
from sqlalchemy import select
from sqlalchemy.orm import Session

from service import problem_types as types
from service.access import Actor
from service.audit import Action, Subject, record
from service.dependencies import CurrentDatabase
from service.errors import Conflict, NotFound
from service.problem_groups import OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.records.tag import TAG, Keeper
from service.storage.columns import now
from service.storage.inserting import insert_unless_there
from service.storage.tables.people import Person
from service.storage.tables.records import LegalHold
from service.storage.tables.submissions import Submission

router = APIRouter(prefix="/v1/holds", tags=[TAG["name"]])


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


@router.get("", summary="List the holds", responses=describe_problems(*OF_PEOPLE))
def list_holds(actor: Keeper, database: CurrentDatabase) -> Holds:
    """What may not be erased or swept in your centre at present."""
    lasting = select(LegalHold).where(LegalHold.centre_id == actor.centre, LegalHold.lifted_at.is_(None))
    with database.read() as session:
        rows = session.scalars(lasting.order_by(LegalHold.placed_at)).all()
        return Holds(items=tuple(map(HoldView.model_validate, rows)))


@router.post(
    "",
    summary="Place a hold",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_THINGS, types.CONFLICT, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE),
)
def place_hold(wanted: NewHold, actor: Keeper, database: CurrentDatabase) -> HoldView:
    """For a complaint, an appeal or an investigation: nothing of it goes until the hold is lifted."""
    with database.write() as session:
        _require(session, actor, wanted)
        hold = _place(session, actor, wanted)
        _record(session, actor, Action.HOLD_PLACED, hold)
        return HoldView.model_validate(hold)


@router.delete(
    "/{hold_id}",
    summary="Lift a hold",
    status_code=status.HTTP_204_NO_CONTENT,
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def lift_hold(
    hold_id: Annotated[UUID, Path(description="Id of a hold of your centre.")], actor: Keeper, database: CurrentDatabase
) -> None:
    """What has been kept for long enough meanwhile goes with the next sweep. Nobody lifts a hold on herself."""
    lasting = (LegalHold.id == hold_id, LegalHold.centre_id == actor.centre, LegalHold.lifted_at.is_(None))
    with database.write() as session:
        hold = session.scalars(select(LegalHold).where(*lasting).with_for_update()).one_or_none()
        if hold is None:
            raise NotFound
        if _whose(session, hold) == actor.person_id:
            raise Conflict("This hold is on you or your work. Ask another administrator of your centre to lift it.")
        hold.lifted_at, hold.lifted_by = now(), actor.person_id
        _record(session, actor, Action.HOLD_LIFTED, hold)


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
