"""/centre/contests: contested decisions that wait for another person."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.decisions.open_contests import read_open_contests
from service.dependencies import CurrentDatabase, CurrentUnits
from service.web.choices_of_centre import titles_of
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


@router.get("/centre/contests")
def show_contests(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """What learners contest, why, and who can look at it."""
    with database.read() as session:
        contests = read_open_contests(session, actor).items
    return render(
        request, "quality/contests.html.j2", contests=contests, titles=titles_of(units), herself=actor.person_id
    )
