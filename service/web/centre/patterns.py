"""/centre/patterns and /my-decisions: what chance rarely makes in somebody's decisions, and what was looked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency import measures
from service.consistency.reading import read_measured
from service.consistency.schemas import AgreementQuery
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.patterns.results import of_person
from service.web.centre.control_charts import charts_of
from service.web.centre.filters import Wanted, read_filters
from service.web.languages import language_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
Decider = Annotated[Actor, require(Permission.ASSESS)]


class WantedPatterns(Wanted):
    """What the page shows."""

    person: str = ""


@router.get("/centre/patterns")
def show_patterns(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Signals as reasons to talk, control charts, and how often each pattern shows where nothing is wrong."""
    filters = read_filters(request, WantedPatterns)
    with database.read() as session:
        patterns = read_measured(session, actor, filters.query, measures.patterns, comments=True)
        choices = filters.choices(session, actor, units)
    charts, left = charts_of(patterns, filters.wanted.person, language_of(request))
    charted = sorted({(chart.assessor.name, chart.assessor.id) for chart in patterns.charts})
    return render(
        request,
        "centre/patterns.html.j2",
        status=filters.status,
        patterns=patterns,
        charts=charts,
        left=left,
        people=[(key, name) for name, key in charted],
        json=filters.address("/v1/consistency/patterns"),
        **choices,
    )


@router.get("/my-decisions")
def show_my_decisions(request: Request, actor: Decider, database: CurrentDatabase) -> HTMLResponse:
    """What quality assurers are told of the decisions of whoever looks, in the same words."""
    with database.read() as session:
        everybody = read_measured(session, actor, AgreementQuery(), measures.patterns, comments=True)
    key = str(actor.person_id)
    mine = of_person(everybody, key)
    charts, _ = charts_of(mine, key, language_of(request))
    return render(request, "centre/my_decisions.html.j2", patterns=mine, charts=charts)
