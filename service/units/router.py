"""GET /v1/units and /v1/units/{id}."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path

from criteria_bank.schema import Unit
from service import problem_types as types
from service.access import public
from service.dependencies import CurrentUnits
from service.problems import describe_problems
from service.units.schemas import UnitSummary

TAG = {"name": "units", "description": "The units that accounts can be laid against."}

router = APIRouter(prefix="/v1/units", tags=[TAG["name"]], dependencies=[Depends(public)])
ROUTERS = (router,)


@router.get("", summary="List the units", responses=describe_problems(types.UNIT_UNAVAILABLE))
def list_units(units: CurrentUnits) -> list[UnitSummary]:
    """Every installed unit, in brief."""
    return [UnitSummary.of(loaded) for loaded in units.all()]


@router.get(
    "/{unit_id}",
    summary="Read a unit",
    responses=describe_problems(types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE),
)
def get_unit(units: CurrentUnits, unit_id: Annotated[str, Path(description="Id of an installed unit.")]) -> Unit:
    """A whole unit: outcomes, marking points with their elements, constraints, mistakes, guidance, glossary."""
    return units.get(unit_id).unit
