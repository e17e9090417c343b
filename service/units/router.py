"""GET /v1/units and /v1/units/{id}, and POST /v1/units/check."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request

from criteria_bank.schema import Unit
from service import problem_types as types
from service.access import Actor, Permission, public, require
from service.bodies import JSON, UploadedFile, media_type, read_form
from service.dependencies import CurrentUnits
from service.problem_groups import OF_JSON, OF_PEOPLE
from service.problems import describe_problems
from service.units.checking import check_unit
from service.units.schemas import UnitCheck, UnitSummary, UnitText, request_body
from service.validation import parse_json

TAG = {"name": "units", "description": "The units that accounts can be laid against."}

router = APIRouter(prefix="/v1/units", tags=[TAG["name"]], dependencies=[Depends(public)])
checks = APIRouter(prefix="/v1/units", tags=[TAG["name"]])
ROUTERS = (checks, router)


async def read_unit(request: Request) -> UploadedFile:
    """Read the request's body, a unit's file or its text; raises what `service.bodies` raises."""
    if media_type(request) == JSON:
        sent = parse_json(UnitText, await request.body())
        # What no file could hold is left to the check, which says where it stands.
        return UploadedFile(sent.text.encode("utf-8", "surrogatepass"), sent.name)
    form = await read_form(request, files=("file",))
    return form.files["file"]


@checks.post(
    "/check",
    name="check_unit",
    summary="Check the file of a unit that is being written",
    openapi_extra={"requestBody": request_body()},
    responses=describe_problems(*OF_PEOPLE, *OF_JSON, types.UNIT_UNAVAILABLE),
)
def post_check(
    actor: Annotated[Actor, require(Permission.ANALYSE)],
    file: Annotated[UploadedFile, Depends(read_unit)],
    units: CurrentUnits,
) -> UnitCheck:
    """Every fault with its line, column and remedy. Nothing is kept, and nothing is installed."""
    del actor
    return UnitCheck.of(check_unit(file.data, file.name, units))


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
