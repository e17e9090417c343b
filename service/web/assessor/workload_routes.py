"""/workload: who has how much, and giving out by a rule what is nobody's yet."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import Conflict, Fault
from service.queue.allocating import allocate
from service.queue.schemas import AllocationWanted
from service.storage.tables.people import AllocationRule
from service.web.assessor.workload_views import workload_view
from service.web.forms import Posted, filled, read_form
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Allocator = Annotated[Actor, require(Permission.ALLOCATE)]


class ByRule(BaseModel):
    """How what is nobody's is to be given out."""

    model_config = ConfigDict(frozen=True)

    rule: Literal["cohort", "balanced"]
    most: int = Field(200, ge=1, le=500)


class Outcome(BaseModel):
    """What was done, as the address of the page says it: given out, nobody's still, nobody's by the rule."""

    model_config = ConfigDict(frozen=True)

    given: int | None = Field(None, ge=0, le=500)
    left: int = Field(0, ge=0)
    without: int = Field(0, ge=0)
    notice: str = ""


@router.get("/workload")
def workload_page(
    request: Request, actor: Reader, database: CurrentDatabase, outcome: Annotated[Outcome, Query()]
) -> Response:
    """For each assessor what is open, how old the oldest is, and what she decided this week."""
    with database.read() as session:
        view = workload_view(session, actor)
    rule = AllocationRule.BALANCED if view.rule is AllocationRule.POOL else view.rule
    entry = filled(rule=rule.value, most="200")
    return render(request, "assessor/workload.html.j2", view=view, entry=entry, outcome=outcome)


@router.post("/workload/allocations")
def give_out_by_rule(request: Request, *, form: Posted, actor: Allocator, database: CurrentDatabase) -> Response:
    """Give out what is nobody's, the oldest first."""
    entry, status = read_form(ByRule, form), 422
    if entry.value:
        wanted = AllocationWanted(automatic=True, rule=entry.value.rule, most=entry.value.most)
        try:
            with database.write() as session:
                done = allocate(session, actor, wanted)
        except Conflict as error:
            entry, status = entry.refused(Fault("#", str(error))), 409
        else:
            said = {"given": len(done.allocated), "left": done.left, "without": done.without_assessor}
            return see_other(f"/workload?{urlencode(said)}")
    with database.read() as session:
        view = workload_view(session, actor)
    return render(request, "assessor/workload.html.j2", status=status, view=view, entry=entry, outcome=Outcome())
