"""/v1/sampling-plans: drawing a plan, reading it, and how far it has been carried out."""

from __future__ import annotations

from fastapi import APIRouter

from service import problem_types as types
from service.dependencies import CurrentDatabase
from service.errors import NotFound
from service.problem_groups import OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.sampling import choosing_routes
from service.sampling.asking import TAG, PlanId, QualityAssurer, TableReader
from service.sampling.drawing import draw, keep
from service.sampling.finding import current_plan, find_plan, list_plans
from service.sampling.reading import preview, read_plan
from service.sampling.schemas import PlanContent, PlanList, PlanView, PlanWanted

__all__ = ["ROUTERS", "TAG"]
_OF_DRAWING = (*OF_PEOPLE, types.CONFLICT, types.MALFORMED_REQUEST)

router = APIRouter(prefix="/v1", tags=[TAG["name"]])
ROUTERS = (router, choosing_routes.router)


@router.get("/sampling-plan", summary="See what to look at", responses=describe_problems(*OF_THINGS))
def get_sampling_plan(actor: TableReader, database: CurrentDatabase) -> PlanView:
    """The plan that was drawn last, and how far it has been carried out. 404 where none was drawn."""
    with database.read() as session:
        found = current_plan(session, actor)
        if found is None:
            raise NotFound
        return read_plan(session, actor, found)


@router.get("/sampling-plans", summary="List sampling plans", responses=describe_problems(*OF_PEOPLE))
def get_sampling_plans(actor: TableReader, database: CurrentDatabase) -> PlanList:
    """The plans of the centre, newest first."""
    with database.read() as session:
        return list_plans(session, actor)


@router.post(
    "/sampling-plans",
    summary="Draw a sampling plan",
    status_code=201,
    response_description="The plan, which is kept as it is.",
    responses=describe_problems(*_OF_DRAWING),
)
def draw_sampling_plan(wanted: PlanWanted, actor: QualityAssurer, database: CurrentDatabase) -> PlanView:
    """Choose by risk what to look at of what was decided in a period, and who looks. It becomes the current plan."""
    with database.write() as session:
        return read_plan(session, actor, keep(session, actor, wanted))


@router.post(
    "/sampling-plans/preview",
    summary="Try a sampling plan",
    response_description="The plan as it would be; nothing is kept.",
    responses=describe_problems(*_OF_DRAWING),
)
def preview_sampling_plan(wanted: PlanWanted, actor: QualityAssurer, database: CurrentDatabase) -> PlanContent:
    """The same without keeping it. Drawn with the seed that it tells, the plan is the same until something changes."""
    with database.read() as session:
        return preview(session, actor, draw(session, actor, wanted))


@router.get("/sampling-plans/{plan_id}", summary="Read a sampling plan", responses=describe_problems(*OF_THINGS))
def get_one_sampling_plan(plan_id: PlanId, actor: TableReader, database: CurrentDatabase) -> PlanView:
    """What it names, why, who is to look, and how far she is."""
    with database.read() as session:
        return read_plan(session, actor, find_plan(session, actor, plan_id))
