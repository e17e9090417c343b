"""The feedback page of a draft."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.dependencies import CurrentDatabase, CurrentUnits
from service.submissions.asking import DraftNumber, Reader, SubmissionId
from service.web.learner.feedback_page import read_feedback_page
from service.web.marked_text import shown_by
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


@router.get("/submissions/{submission_id}/drafts/{number}")
def get_feedback(
    request: Request,
    submission_id: SubmissionId,
    *,
    number: DraftNumber,
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
) -> Response:
    """What the program observed in a draft of her own; staff who follow the link come to where they mark it."""
    shown = shown_by(request.query_params)
    page = read_feedback_page(database, units, actor, submission_id, number, shown=shown)
    if page is None:
        return see_other(f"/marking/{submission_id}")
    return render(request, "learner/feedback.html.j2", page=page)
