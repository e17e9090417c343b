"""/centre/progress: how far the learners of each cohort are, without ranking anybody."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency.learners import cohort_name, read_learners
from service.consistency.progress import read_progress
from service.consistency.schemas import CohortProgress, ProgressQuery
from service.dependencies import CurrentDatabase, CurrentUnits
from service.pages import PageQuery
from service.storage import Database
from service.unit_store import UnitStore
from service.web.centre.coverage import coverage_of
from service.web.choices_of_centre import titles_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
WITHOUT = "without-cohort"


@router.get("/centre/progress")
def show_progress(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Cohort by cohort: where submissions stand, and which marking points are covered."""
    with database.read() as session:
        cohorts = read_progress(session, actor, ProgressQuery(), units).cohorts
    titles = titles_of(units)
    return render(
        request,
        "centre/progress.html.j2",
        cohorts=cohorts,
        pictures=coverage_of(cohorts, titles),
        without=WITHOUT,
    )


@router.get(f"/centre/progress/{WITHOUT}")
def show_those_of_no_cohort(
    *,
    query: Annotated[PageQuery, Query()],
    request: Request,
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> HTMLResponse:
    """Learners who belong to no cohort."""
    return _cohort(request, actor, database, units, cohort_id=None, query=query)


@router.get("/centre/progress/{cohort_id}")
def show_cohort(
    *,
    cohort_id: UUID,
    query: Annotated[PageQuery, Query()],
    request: Request,
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> HTMLResponse:
    """One cohort: coverage of the marking points, and where each learner's submission stands."""
    return _cohort(request, actor, database, units, cohort_id=cohort_id, query=query)


def _cohort(
    request: Request, actor: Actor, database: Database, units: UnitStore, *, cohort_id: UUID | None, query: PageQuery
) -> HTMLResponse:
    with database.read() as session:
        name = cohort_name(session, actor, cohort_id) if cohort_id else None
        everybody = read_progress(session, actor, ProgressQuery(cohort=cohort_id), units).cohorts
        learners = read_learners(session, actor, cohort_id, query)
    cohorts: tuple[CohortProgress, ...] = tuple(one for one in everybody if one.cohort == cohort_id)
    titles = titles_of(units)
    return render(
        request,
        "centre/cohort.html.j2",
        name=name,
        cohort=cohorts[0] if cohorts else None,
        pictures=coverage_of(cohorts, titles),
        learners=learners,
        titles=titles,
        points={point.unit: sum(one.unit == point.unit for one in cohorts[0].points) for point in cohorts[0].points}
        if cohorts
        else {},
        first=request.url.path if query.after else None,
        next=f"{request.url.path}?after={learners.next}" if learners.next else None,
    )
