"""/centre/sampling: which decided submissions to look at, and what was looked at."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from service.access import Actor, Permission, require
from service.decisions.sampled import read_recent_samplings
from service.decisions.sampling import reasons, sample
from service.decisions.sampling_plan import read_plan, rules
from service.dependencies import CurrentDatabase, CurrentUnits
from service.storage import Database
from service.unit_store import UnitStore
from service.visibility.submissions import find_submission
from service.web.choices_of_centre import titles_of
from service.web.forms import Entry, Posted, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
QualityAssurer = Annotated[Actor, require(Permission.SAMPLE)]
_LATEST = 20


class Choice(BaseModel):
    """A submission to look at, and why."""

    submission: UUID
    reason: str
    version: int


@router.get("/centre/sampling")
def show_sampling(
    request: Request, actor: QualityAssurer, database: CurrentDatabase, units: CurrentUnits
) -> HTMLResponse:
    """How much of whose work was looked at, what to choose next and why, and what was chosen last."""
    return _page(request, actor, database, units, Entry())


@router.post("/centre/sampling")
def post_sampling(
    *, request: Request, form: Posted, actor: QualityAssurer, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """Choose a submission, and go on to mark it."""
    entry = read_form(Choice, form)
    if entry.value is None:
        return _page(request, actor, database, units, entry, status=422)
    chosen = entry.value
    with database.write() as session:
        submission = find_submission(session, actor, chosen.submission, lock=True)
        sample(session, actor, submission, chosen.reason, expected=chosen.version)
    return see_other(f"/marking/{chosen.submission}", notice="sampled")


def _page(
    request: Request, actor: Actor, database: Database, units: UnitStore, entry: Entry[Choice], *, status: int = 200
) -> HTMLResponse:
    with database.read() as session:
        plan = read_plan(session, actor)
        latest = read_recent_samplings(session, actor, _LATEST)
    return render(
        request,
        "quality/sampling.html.j2",
        status=status,
        entry=entry,
        plan=plan,
        rules=rules(),
        latest=latest,
        reasons=reasons(),
        titles=titles_of(units),
    )
