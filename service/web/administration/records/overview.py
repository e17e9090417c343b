"""/records: what there is about records in one place; and what learners are told."""

from __future__ import annotations

from typing import Annotated

from fastapi import Request
from fastapi.responses import Response

from service.access import Actor, Permission, require
from service.dependencies import CurrentAnalysers, CurrentDatabase, CurrentUnits
from service.records.telling_learners import transparency
from service.web.administration.routing import pages
from service.web.rendering import render

router = pages("/records")
Reader = Annotated[Actor, require(Permission.READ_AUDIT_LOG)]


@router.get("")
def show_records(request: Request, actor: Reader) -> Response:
    """Where what is, and what only the operator of the installation does."""
    del actor
    return render(request, "administration/records/overview.html.j2")


@router.get("/transparency")
def show_transparency(
    request: Request, actor: Reader, database: CurrentDatabase, analysers: CurrentAnalysers, units: CurrentUnits
) -> Response:
    """What learners are told about the program, as they read it."""
    told = transparency(database, analysers, units, actor.centre)
    return render(request, "administration/records/transparency.html.j2", told=told)
