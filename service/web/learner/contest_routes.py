"""Asking for another person to look at a decision."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.decisions.contests import contest
from service.decisions.schemas import ContestWanted
from service.dependencies import CurrentDatabase
from service.errors import Conflict, Fault, RequestInvalid
from service.storage import Database
from service.storage.tables.decisions import Decision
from service.submissions.asking import SubmissionId
from service.visibility.submissions import find_submission
from service.web.forms import Posted, read_form
from service.web.languages import mark
from service.web.learner.showing import show_submission
from service.web.redirects import see_other

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Contester = Annotated[Actor, require(Permission.CONTEST)]
_WHY = mark("Say in a sentence or two why you see it differently.")


@router.post("/submissions/{submission_id}/contests")
def post_contest(
    request: Request, submission_id: SubmissionId, actor: Contester, posted: Posted, database: CurrentDatabase
) -> Response:
    """Contest a decision; the page again, with her words, where that cannot be."""
    entry = read_form(ContestWanted, posted)
    decision = _decision(entry.text("decision"))
    if entry.value is None:
        refused = entry.refused(Fault("#/reason", _WHY)) if "reason" in entry.errors else entry
        return show_submission(request, actor, submission_id, status=422, contest=refused, contested=decision)
    try:
        with database.write() as session:
            contest(session, actor, find_submission(session, actor, submission_id, lock=True), entry.value)
    except Conflict as error:
        refused = entry.refused(Fault("#/reason", str(error)))
        return show_submission(request, actor, submission_id, status=409, contest=refused, contested=decision)
    except RequestInvalid as error:
        # Replaced meanwhile: her words must not be lost. Of what is on other submissions nobody is told.
        if not _is_of(database, submission_id, entry.value.decision):
            raise
        refused = entry.refused(Fault("#/reason", error.faults[0].detail))
        return show_submission(request, actor, submission_id, status=422, contest=refused, contested=decision)
    return see_other(f"/submissions/{submission_id}", "contested")


def _decision(typed: str) -> UUID | None:
    try:
        return UUID(typed)
    except ValueError:
        return None


def _is_of(database: Database, submission_id: UUID, decision_id: UUID) -> bool:
    with database.read() as session:
        decision = session.get(Decision, decision_id)
        return decision is not None and decision.submission_id == submission_id
