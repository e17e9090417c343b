"""/units: what is installed, and each unit whole, for people to read."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Path, Request
from fastapi.responses import Response

from service.access import public
from service.dependencies import CurrentUnits
from service.web.administration.routing import pages
from service.web.administration.units.sheet import sheet_of
from service.web.rendering import render

router = pages("/units")


@router.get("", dependencies=[Depends(public)])
def show_units(request: Request, units: CurrentUnits) -> Response:
    """Every installed unit; a file with faults stops none of the others from being listed."""
    return render(request, "administration/units/list.html.j2", units=units.each())


@router.get("/{unit_id}", dependencies=[Depends(public)])
def show_unit(request: Request, unit_id: Annotated[str, Path(max_length=200)], units: CurrentUnits) -> Response:
    """A whole unit."""
    loaded = units.get(unit_id)
    return render(
        request,
        "administration/units/unit.html.j2",
        unit=loaded.unit,
        sha256=loaded.sha256,
        sheet=sheet_of(loaded.unit),
    )
