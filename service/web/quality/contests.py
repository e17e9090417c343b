"""/centre/contests: contested decisions that wait for another person, and what learners disagree with in all."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.decisions.contest_summary import summarise_contests
from service.decisions.open_contests import read_open_contests
from service.dependencies import CurrentDatabase, CurrentUnits
from service.objections.schemas import SummaryQuery
from service.objections.summary import summarise
from service.web.choices_of_centre import titles_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
_MOST = 30
"""Observations of the program that are shown, those that most people disagree with."""


@router.get("/centre/contests")
def show_contests(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """What learners contest, why, and who can look at it; what became of it, and with what else people disagree."""
    with database.read() as session:
        contests = read_open_contests(session, actor).items
        ended = summarise_contests(session, actor).items
        objections = summarise(session, actor, SummaryQuery())
    return render(
        request,
        "quality/contests.html.j2",
        contests=contests,
        ended=ended,
        objections=objections,
        most=_MOST,
        titles=titles_of(units),
        herself=actor.person_id,
    )
