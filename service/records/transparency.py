"""GET /v1/transparency: what learners are told about the program that helps to assess their work."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request

from service import problem_types as types
from service.access import public
from service.access.requiring import identify
from service.dependencies import CurrentAnalysers, CurrentDatabase, CurrentUnits
from service.problems import describe_problems
from service.records.tag import TAG
from service.records.telling_learners import Transparency, transparency

router = APIRouter(prefix="/v1/transparency", tags=[TAG["name"]], dependencies=[Depends(public)])


@router.get(
    "",
    name="get_transparency",
    summary="Read what learners are told about the program",
    responses=describe_problems(types.STARTING, types.MODEL_UNAVAILABLE, types.UNIT_UNAVAILABLE),
)
def get_transparency(
    request: Request, database: CurrentDatabase, analysers: CurrentAnalysers, units: CurrentUnits
) -> Transparency:
    """In words for learners. Nobody has to be signed in to read it."""
    actor = identify(request)
    return transparency(database, analysers, units, actor.centre_id if actor else None)
