"""GET /v1/queue, GET /v1/workload, POST /v1/allocations."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.errors import Fault, RequestInvalid
from service.problem_groups import OF_PEOPLE
from service.problems import describe_problems
from service.queue.allocating import allocate
from service.queue.schemas import AllocationResult, AllocationWanted, QueuePage, QueueQuery, Workload
from service.queue.store import read_queue
from service.queue.workload import read_workload

TAG = {"name": "queue", "description": "What waits for assessors, who has how much, and giving it out."}

router = APIRouter(prefix="/v1", tags=[TAG["name"]])
ROUTERS = (router,)

Reader = Annotated[Actor, require(Permission.READ_QUEUE)]
Allocator = Annotated[Actor, require(Permission.ALLOCATE)]


@router.get("/queue", summary="See what to look at next", responses=describe_problems(*OF_PEOPLE))
def get_queue(actor: Reader, database: CurrentDatabase, query: Annotated[QueueQuery, Query()]) -> QueuePage:
    """Submissions that wait for a person, in the order of their groups and then of waiting, each with its reasons."""
    with database.read() as session:
        return read_queue(session, actor, query)


@router.get("/workload", summary="See who has how much", responses=describe_problems(*OF_PEOPLE))
def get_workload(actor: Reader, database: CurrentDatabase) -> Workload:
    """For each of the centre's assessors what is open, how old the oldest is and what she decided this week."""
    with database.read() as session:
        return read_workload(session, actor)


@router.post(
    "/allocations",
    summary="Give submissions to assessors",
    responses=describe_problems(*OF_PEOPLE, types.MALFORMED_REQUEST, types.CONFLICT),
)
def allocate_submissions(actor: Allocator, database: CurrentDatabase, wanted: AllocationWanted) -> AllocationResult:
    """By hand, or all that is nobody's by a rule; nothing is given out unless everything that was asked for can be.

    `cohort` gives a submission to the assessor of the learner's cohort with the least open work, `balanced` to one of
    the centre's where the cohort has none. Whatever somebody has taken meanwhile stays hers.
    """
    if not wanted.by_hand and not wanted.automatic:
        raise RequestInvalid([Fault("#", "Name submissions in `by_hand`, or set `automatic`.")])
    with database.write() as session:
        return allocate(session, actor, wanted)
