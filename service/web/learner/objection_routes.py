"""Disagreeing with an observation of the program, and taking that back."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse

from service.dependencies import CurrentDatabase
from service.objections.store import object_to, withdraw
from service.submissions.asking import DraftNumber, Learner, SubmissionId
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Observation = Annotated[str, Form(min_length=1, max_length=200, pattern=r"^[^\x00]*$")]
About = Annotated[str, Form(max_length=2_000)]
"""What the observation says, for screen readers; the page sends it so that a part of the page can be drawn again."""


@router.post("/submissions/{submission_id}/drafts/{number}/objections")
def post_objection(
    request: Request,
    *,
    submission_id: SubmissionId,
    number: DraftNumber,
    observation: Observation,
    about: About = "",
    actor: Learner,
    database: CurrentDatabase,
) -> Response:
    """Disagree with an observation on a draft of her own; again, it changes nothing."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id)
        draft = find_draft(session, actor, submission, number)
        objection, _new = object_to(session, actor, submission, draft, observation)
    here = f"/submissions/{submission_id}/drafts/{number}"
    return _answer(request, here, observation, about, objection=objection.id)


@router.post("/submissions/{submission_id}/drafts/{number}/objections/{objection_id}/withdraw")
def post_withdrawal(
    request: Request,
    *,
    submission_id: SubmissionId,
    number: DraftNumber,
    objection_id: UUID,
    observation: Observation,
    about: About = "",
    actor: Learner,
    database: CurrentDatabase,
) -> Response:
    """Take an objection of her own back."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id)
        withdraw(session, actor, submission, find_draft(session, actor, submission, number), objection_id)
    here = f"/submissions/{submission_id}/drafts/{number}"
    return _answer(request, here, observation, about, objection=None)


def _answer(request: Request, here: str, observation: str, about: str, *, objection: UUID | None) -> Response:
    """The form as it stands now for htmx; the page, at the same place, otherwise."""
    if "hx-request" not in request.headers:
        place = "objection" + observation.replace("/", "-")
        return see_other(f"{here}#{place}", "disagreed" if objection else "agreed_after_all")
    return render(
        request,
        "learner/feedback/objection.html.j2",
        here=here,
        observation=observation,
        about=about,
        objection=objection,
    )
