"""/centre: what needs attention now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from service.access import Actor, Permission, require
from service.consistency.progress import read_progress
from service.consistency.schemas import ProgressQuery
from service.decisions.open_contests import read_open_contests
from service.dependencies import CurrentDatabase, CurrentUnits
from service.queue.workload import read_workload
from service.standardisation.reading import list_exercises
from service.storage.tables.submissions import State, Submission
from service.web.centre.attention import attention
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


@router.get("/centre")
def show_centre(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """How the centre's work stands, and what needs attention now."""
    with database.read() as session:
        workload = read_workload(session, actor)
        contests = read_open_contests(session, actor)
        exercises = list_exercises(session, actor)
        cohorts = read_progress(session, actor, ProgressQuery(), units, points=False).cohorts
        states = _states(session, actor)
    waiting = [*(load.oldest for load in workload.assessors), workload.unallocated.oldest]
    return render(
        request,
        "centre/overview.html.j2",
        waiting=states.get(State.SUBMITTED, 0),
        in_assessment=states.get(State.IN_ASSESSMENT, 0),
        oldest=min((at for at in waiting if at), default=None),
        contested=len(contests.items),
        decided=states.get(State.DECIDED, 0),
        sampled=states.get(State.SAMPLED, 0),
        matters=attention(actor, workload, contests, exercises),
        cohorts=cohorts,
    )


def _states(session: Session, actor: Actor) -> dict[State, int]:
    rows = session.execute(
        select(Submission.state, func.count().label("size"))
        .where(Submission.centre_id == actor.centre, Submission.learner_id != actor.person_id)
        .group_by(Submission.state)
    )
    return {row.state: row.size for row in rows}
