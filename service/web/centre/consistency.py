"""/centre/consistency: whether people judge alike, as far as it can be known."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency.reading import read_measured
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.agreement.measuring import measure
from service.web.centre.agreement import findings, pictures
from service.web.centre.filters import Wanted, read_filters
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


class WantedAgreement(Wanted):
    """What the page shows."""

    measure: Literal["agreement", "kappa", "weighted_kappa", "ac1"] = "agreement"


@router.get("/centre/consistency")
def show_consistency(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Agreement of people with each other and with the program; what cannot be known, and what would help."""
    filters = read_filters(request, WantedAgreement)
    with database.read() as session:
        agreement = read_measured(session, actor, filters.query, measure)
        choices = filters.choices(session, actor, units)
    return render(
        request,
        "centre/consistency.html.j2",
        status=filters.status,
        agreement=agreement,
        findings=findings(agreement),
        pictures=pictures(agreement, filters.wanted.measure),
        json=filters.address("/v1/consistency/agreement"),
        **choices,
    )
