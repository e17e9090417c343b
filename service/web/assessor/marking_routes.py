"""The marking page: reading it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.decisions.asking import SubmissionId
from service.dependencies import CurrentDatabase, CurrentUnits
from service.web.assessor.marking import position_of, read_marking
from service.web.assessor.marking_answers import page
from service.web.assessor.marking_changes import changes_since
from service.web.assessor.marking_forms import SeenQuery
from service.web.redirects import see_other
from service.web.rendering import render

Staff = Annotated[Actor, require(Permission.READ_QUEUE)]
"""Somebody who sees learners' work as assessors do."""

router = APIRouter(prefix="/marking/{submission_id}", include_in_schema=False, default_response_class=HTMLResponse)


@router.get("")
def get_marking(
    submission_id: SubmissionId, request: Request, actor: Staff, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """A submission beside its marking points; whoever wrote it herself is sent to her own page of it."""
    with database.read() as session:
        if position_of(session, actor, submission_id).submission.learner.id == actor.person_id:
            return see_other(f"/submissions/{submission_id}")
        marking = read_marking(session, units, actor, submission_id)
    return page(request, marking)


@router.get("/changes")
def get_changes(
    submission_id: SubmissionId,
    request: Request,
    actor: Staff,
    database: CurrentDatabase,
    seen: Annotated[SeenQuery, Query()],
) -> Response:
    """What was done to it since a page was opened; nothing (204) where that is still as it was."""
    with database.read() as session:
        position = position_of(session, actor, submission_id)
        if position.submission.version == seen.version:
            return Response(status_code=204)
        changes = changes_since(session, actor, position, seen.since)
    return render(request, "assessor/marking-changes.html.j2", position=position, changes=changes)
