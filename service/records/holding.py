"""/v1/holds: what may not be erased or swept for the time being."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, status

from service import problem_types as types
from service.dependencies import CurrentDatabase
from service.problem_groups import OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.records.holds import Holds, HoldView, NewHold, holds_of, lift, place
from service.records.tag import TAG, Keeper

router = APIRouter(prefix="/v1/holds", tags=[TAG["name"]])


@router.get("", summary="List the holds", responses=describe_problems(*OF_PEOPLE))
def list_holds(actor: Keeper, database: CurrentDatabase) -> Holds:
    """What may not be erased or swept in your centre at present."""
    with database.read() as session:
        return Holds(items=tuple(map(HoldView.model_validate, holds_of(session, actor.centre))))


@router.post(
    "",
    summary="Place a hold",
    status_code=status.HTTP_201_CREATED,
    responses=describe_problems(*OF_THINGS, types.CONFLICT, types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE),
)
def place_hold(wanted: NewHold, actor: Keeper, database: CurrentDatabase) -> HoldView:
    """For a complaint, an appeal or an investigation: nothing of it goes until the hold is lifted."""
    with database.write() as session:
        return HoldView.model_validate(place(session, actor, wanted))


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
    with database.write() as session:
        lift(session, actor, hold_id)
