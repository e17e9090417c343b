"""/queue: what waits, taking the next one, and giving work out by hand."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field

from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.errors import Conflict, Fault, RequestInvalid
from service.queue.allocating import allocate
from service.queue.schemas import AllocationWanted, ByHand
from service.queue.store import next_to_take
from service.submissions.moving import make_move
from service.submissions.states import Move
from service.visibility.submissions import find_submission
from service.web.assessor.queue_query import address_of, query_of
from service.web.assessor.queue_views import queue_view
from service.web.forms import Entry, Posted, read_form
from service.web.languages import mark
from service.web.redirects import see_other
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Assessor = Annotated[Actor, require(Permission.ASSESS)]
Allocator = Annotated[Actor, require(Permission.ALLOCATE)]


class Chosen(BaseModel):
    """Submissions for one assessor, as the form on the page of the queue has them."""

    model_config = ConfigDict(frozen=True)

    submission: tuple[UUID, ...] = Field(max_length=200)
    to: UUID | Literal["nobody"]

    def wanted(self) -> AllocationWanted:
        """The same as the store takes it."""
        assessor = None if self.to == "nobody" else self.to
        return AllocationWanted(by_hand=tuple(ByHand(submission=one, assessor=assessor) for one in self.submission))


@router.get("/queue")
def queue_page(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> Response:
    """What waits for a person, in order, with the reasons."""
    with database.read() as session:
        view = queue_view(session, actor, units, query_of(request.query_params))
    return render(request, "assessor/queue.html.j2", view=view, allocation=Entry())


@router.post("/queue/next")
def take_the_next_one(
    form: Posted, actor: Assessor, database: CurrentDatabase, units: CurrentUnits, jobs: CurrentJobs
) -> Response:
    """Take the first submission of the queue that one may take, as far as it is filtered, and open it."""
    query = query_of(form)
    with database.write() as session:
        submission_id = next_to_take(session, actor, query, lock=True)
        if submission_id is None:
            return see_other(address_of(query), notice="nothing_to_take")
        submission = find_submission(session, actor, submission_id, lock=True)
        unit = units.get(submission.unit_id).unit
        make_move(session, jobs, actor, submission, Move.TAKE, expected=submission.version, unit=unit)
    return see_other(f"/marking/{submission_id}")


@router.post("/queue/allocations")
def give_out(
    request: Request, *, form: Posted, actor: Allocator, database: CurrentDatabase, units: CurrentUnits
) -> Response:
    """Give the submissions that were chosen to one assessor, or put them back for anybody."""
    query, entry, status = query_of(form), read_form(Chosen, form, several=["submission"]), 422
    if entry.value and not entry.value.submission:
        entry = entry.refused(Fault("#", mark("Tick the submissions that you want to give out.")))
    elif entry.value:
        try:
            with database.write() as session:
                allocate(session, actor, entry.value.wanted())
            return see_other(address_of(query), notice="given_out")
        except RequestInvalid as error:
            # Several rows can have the same fault, and none of them has a place for it.
            entry = entry.refused(Fault("#", " ".join({fault.detail: None for fault in error.faults})))
        except Conflict as error:
            entry, status = entry.refused(Fault("#", str(error))), 409
    with database.read() as session:
        view = queue_view(session, actor, units, query)
    return render(request, "assessor/queue.html.j2", status=status, view=view, allocation=entry)
