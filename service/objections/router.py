"""/v1/submissions/{id}/drafts/{number}/objections, and what a centre's people disagree with."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from service import problem_types as types
from service.access import Actor, Permission, require
from service.dependencies import CurrentDatabase
from service.objections.schemas import ObjectionList, ObjectionSummary, ObjectionView, ObjectionWanted, SummaryQuery
from service.objections.store import object_to, read_objections, withdraw
from service.objections.summary import summarise
from service.problem_groups import OF_JSON, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission

TAG = {"name": "objections", "description": "Disagreeing with single observations of the program."}

router = APIRouter(prefix="/v1", tags=[TAG["name"]])
ROUTERS = (router,)

Reader = Annotated[Actor, require(Permission.READ_SUBMISSIONS)]
SummaryReader = Annotated[Actor, require(Permission.READ_DECISIONS)]
SubmissionId = Annotated[UUID, Path(description="The submission's id.")]
DraftNumber = Annotated[int, Path(ge=1, le=1_000_000, description="The draft's number, 1 for the first.")]
ObjectionId = Annotated[UUID, Path(description="Id of an objection of one's own.")]
_OF_DRAFT = "/submissions/{submission_id}/drafts/{number}/objections"
_OF_RESULTS = (*OF_THINGS, types.FEEDBACK_WITHHELD, types.UNIT_UNAVAILABLE)


@router.post(
    _OF_DRAFT,
    summary="Disagree with an observation",
    name="object_to_observation",
    status_code=201,
    response_description="The objection.",
    responses={
        200: {"model": ObjectionView, "description": "The objection that there was already."},
        **describe_problems(*_OF_RESULTS, *OF_JSON, types.CONFLICT),
    },
)
def post_objection(
    submission_id: SubmissionId,
    *,
    number: DraftNumber,
    wanted: ObjectionWanted,
    response: Response,
    actor: Reader,
    database: CurrentDatabase,
) -> ObjectionView:
    """For the learner on her own draft, and for whoever assesses or samples. Nothing is reckoned anew.

    Sent again, it changes nothing. A token needs the scope to submit or to assess besides the one to read.
    """
    with database.write() as session:
        submission = find_submission(session, actor, submission_id)
        draft = find_draft(session, actor, submission, number)
        view, added = object_to(session, actor, submission, draft, wanted.observation)
    if not added:
        response.status_code = 200
    return view


@router.get(
    _OF_DRAFT,
    summary="See what people disagree with",
    name="get_objections",
    response_description="The objections that stand against the latest result.",
    responses=describe_problems(*_OF_RESULTS),
)
def get_objections(
    submission_id: SubmissionId, number: DraftNumber, actor: Reader, database: CurrentDatabase
) -> ObjectionList:
    """A learner sees her own. Staff see hers and those of colleagues, as far as they may see the observation."""
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        return read_objections(session, actor, submission, find_draft(session, actor, submission, number))


@router.delete(
    f"{_OF_DRAFT}/{{objection_id}}",
    summary="Take back an objection",
    name="withdraw_objection",
    status_code=204,
    responses=describe_problems(*OF_THINGS),
)
def delete_objection(
    submission_id: SubmissionId,
    number: DraftNumber,
    objection_id: ObjectionId,
    actor: Reader,
    database: CurrentDatabase,
) -> None:
    """The record says that it stood, and until when."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id)
        withdraw(session, actor, submission, find_draft(session, actor, submission, number), objection_id)


@router.get(
    "/objections/summary",
    summary="Count what people disagree with",
    name="count_objections",
    response_description="Objections by unit, kind of observation and what it is about.",
    responses=describe_problems(*OF_PEOPLE),
)
def get_summary(
    query: Annotated[SummaryQuery, Query()], actor: SummaryReader, database: CurrentDatabase
) -> ObjectionSummary:
    """Of the whole centre, without saying whose: where the program and its readers part."""
    with database.read() as session:
        return summarise(session, actor, query)
