"""/centre/severity: who is severe and who lenient on work of the same quality, as far as it can be known."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency import measures
from service.consistency.reading import read_measured
from service.dependencies import CurrentDatabase, CurrentUnits
from service.web.centre.filters import Wanted, read_filters
from service.web.centre.severities import difficulties, findings, people, uncompared
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


class WantedSeverity(Wanted):
    """What the page shows."""

    measure: Literal["met", "logits"] = "met"


@router.get("/centre/severity")
def show_severity(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Severity of assessors and difficulty of points; who cannot be compared, and what would help."""
    filters = read_filters(request, WantedSeverity)
    with database.read() as session:
        severity = read_measured(session, actor, filters.query, measures.severity)
        choices = filters.choices(session, actor, units)
    return render(
        request,
        "centre/severity.html.j2",
        status=filters.status,
        severity=severity,
        findings=findings(severity),
        people=people(severity, filters.wanted.measure),
        uncompared=uncompared(severity),
        difficulties=difficulties(severity),
        json=filters.address("/v1/consistency/severity"),
        **choices,
    )
