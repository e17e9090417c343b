"""/centre/patterns: what chance rarely makes in somebody's decisions, and everything that was looked for."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency.reading import read_measured
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.patterns.finding import find_patterns
from service.web.centre.control_charts import charts_of
from service.web.centre.filters import Wanted, read_filters
from service.web.languages import language_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


class WantedPatterns(Wanted):
    """What the page shows."""

    person: str = ""


@router.get("/centre/patterns")
def show_patterns(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Signals as reasons to talk, control charts, and how often each pattern shows where nothing is wrong."""
    filters = read_filters(request, WantedPatterns)
    with database.read() as session:
        patterns = read_measured(session, actor, filters.query, find_patterns, comments=True)
        choices = filters.choices(session, actor, units)
    charted = sorted({(chart.assessor.name, chart.assessor.id) for chart in patterns.charts})
    return render(
        request,
        "centre/patterns.html.j2",
        status=filters.status,
        patterns=patterns,
        charts=charts_of(patterns, filters.wanted.person, language_of(request)),
        people=[(key, name) for name, key in charted],
        json=filters.address("/v1/consistency/patterns"),
        **choices,
    )
