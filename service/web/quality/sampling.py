"""/centre/sampling: what to look at and why, who looks, how far she is; and drawing a plan."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentUnits
from service.errors import Conflict, RequestInvalid
from service.judging.sampling.rules import rules
from service.sampling.choosing import sample
from service.sampling.drawing import assurers_of, draw, keep
from service.sampling.finding import current_plan, find_plan, list_plans
from service.sampling.reading import preview, read_plan
from service.sampling.reasons import reasons
from service.sampling.recent import read_recent_samplings
from service.sampling.schemas import PlanContent, PlanWanted
from service.storage import Database
from service.storage.columns import now
from service.unit_store import UnitStore
from service.visibility.submissions import find_submission
from service.web.choices_of_centre import titles_of
from service.web.forms import Entry, Posted, read_form
from service.web.redirects import see_other
from service.web.rendering import render
from service.web.times import LONDON

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
QualityAssurer = Annotated[Actor, require(Permission.SAMPLE)]
PlanAsked = Annotated[UUID | None, Query()]
_LATEST = 20
_TERM = timedelta(days=90)


class Choice(BaseModel):
    """A submission to look at, and why."""

    submission: UUID
    reason: str
    version: int


@router.get("/centre/sampling")
def show_sampling(
    request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits, plan: PlanAsked = None
) -> HTMLResponse:
    """The plan that was drawn last, or another, with how far it has been carried out; and what was chosen last."""
    return _page(request, actor, database, units, Entry(), plan_id=plan)


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


@router.get("/centre/sampling/new")
def show_new_plan(request: Request, actor: QualityAssurer, database: CurrentDatabase) -> HTMLResponse:
    """The form to draw a plan; filled in, the plan as it would be, of which nothing is kept yet."""
    if not request.query_params.get("since"):
        today = now().astimezone(LONDON).date()
        return _new(request, actor, database, Entry({"since": f"{today - _TERM}", "until": f"{today}"}))
    entry = _read(FormData(list[tuple[str, str | UploadFile]](request.query_params.multi_items())))
    if entry.value is None:
        return _new(request, actor, database, entry, status=422)
    try:
        with database.read() as session:
            tried = preview(session, actor, draw(session, actor, entry.value))
    except (Conflict, RequestInvalid) as error:
        return _new(request, actor, database, _refused(entry, error), status=422)
    return _new(request, actor, database, entry, tried=tried)


@router.post("/centre/sampling/plans")
def post_plan(*, request: Request, form: Posted, actor: QualityAssurer, database: CurrentDatabase) -> Response:
    """Draw a plan and keep it."""
    entry = _read(form)
    if entry.value is None:
        return _new(request, actor, database, entry, status=422)
    try:
        with database.write() as session:
            keep(session, actor, entry.value)
    except (Conflict, RequestInvalid) as error:
        return _new(request, actor, database, _refused(entry, error), status=422)
    return see_other("/centre/sampling", notice="plan_drawn")


def _read(form: FormData) -> Entry[PlanWanted]:
    return read_form(PlanWanted, form, several=("assurers",))


def _refused(entry: Entry[PlanWanted], error: Conflict | RequestInvalid) -> Entry[PlanWanted]:
    if isinstance(error, RequestInvalid):
        return entry.refused_by(error)
    return Entry(entry.typed, {"": str(error)})


def _new(
    request: Request,
    actor: Actor,
    database: Database,
    entry: Entry[PlanWanted],
    *,
    tried: PlanContent | None = None,
    status: int = 200,
) -> HTMLResponse:
    with database.read() as session:
        assurers = assurers_of(session, actor)
    return render(
        request,
        "quality/new_plan.html.j2",
        status=status,
        entry=entry,
        assurers=[(str(key), name, "") for key, name in assurers.items()],
        bands=rules().bands,
        plan=tried,
        herself=actor.person_id,
    )


def _page(
    request: Request,
    actor: Actor,
    database: Database,
    units: UnitStore,
    entry: Entry[Choice],
    *,
    plan_id: UUID | None = None,
    status: int = 200,
) -> HTMLResponse:
    with database.read() as session:
        found = find_plan(session, actor, plan_id) if plan_id else current_plan(session, actor)
        plan = read_plan(session, actor, found) if found else None
        latest = read_recent_samplings(session, actor, _LATEST)
        plans = list_plans(session, actor).items
    return render(
        request,
        "quality/sampling.html.j2",
        status=status,
        entry=entry,
        plan=plan,
        plans=plans,
        latest=latest,
        reasons=reasons(),
        titles=titles_of(units),
        herself=actor.person_id,
    )
