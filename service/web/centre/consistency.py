"""/centre/consistency: whether people judge alike, as far as it can be known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency import measures
from service.consistency.reading import read_measured
from service.dependencies import CurrentDatabase, CurrentUnits
from service.web.centre.agreement import findings
from service.web.centre.agreement_pictures import Pictures
from service.web.centre.agreement_pictures import measures as named_measures
from service.web.centre.filters import Filters, Wanted, read_filters
from service.web.languages import language_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
Part = Literal["summary", "awarding", "people", "program"]


class WantedAgreement(Wanted):
    """What the page shows."""

    measure: Literal["agreement", "kappa", "weighted_kappa", "fleiss_kappa", "ac1", "ac2", "alpha"] = "agreement"
    part: Part = "summary"


@router.get("/centre/consistency")
def show_consistency(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Agreement of people with each other and with the program; what cannot be known, and what would help."""
    filters = read_filters(request, WantedAgreement)
    with database.read() as session:
        agreement = read_measured(session, actor, filters.query, measures.agreement)
        choices = filters.choices(session, actor, units)
    part = filters.wanted.part
    return render(
        request,
        f"centre/consistency/{part}.html.j2",
        status=filters.status,
        agreement=agreement,
        findings=findings(agreement),
        pictures=Pictures(agreement, filters.wanted.measure, language_of(request)),
        measures=list(named_measures().items()),
        part=part,
        parts=_parts(filters),
        json=filters.address("/v1/consistency/agreement"),
        **choices,
    )


def _parts(filters: Filters[WantedAgreement]) -> Sequence[tuple[Part, str]]:
    """The parts of the page, each with its address, which keeps what was chosen."""
    chosen = filters.wanted.model_dump(mode="json", exclude_defaults=True, exclude={"part"})
    return [(part, f"/centre/consistency?{urlencode(chosen | {'part': part}, doseq=True)}") for part in get_args(Part)]
