"""Quality assurance: choosing submissions, and deciding beside the assessor."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service import problem_types as types
from service.decisions.asking import QualityAssurer, SubmissionId, TableReader
from service.decisions.deciding import decide_beside
from service.decisions.oversight import SamplingPlan
from service.decisions.sampling import read_samplings, sample
from service.decisions.sampling_plan import read_plan
from service.decisions.schemas import DecisionMade, DecisionWanted, SamplingList, SamplingView, SamplingWanted
from service.decisions.views import read_made
from service.dependencies import CurrentDatabase, CurrentUnits
from service.problem_groups import OF_CHANGES, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)

centre_router = APIRouter(prefix="/v1", tags=["decisions"])
router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=["decisions"])


@router.post(
    "/samplings",
    summary="Sample a submission",
    status_code=201,
    response_description="The choice, with what was in force at that moment.",
    responses={201: {"headers": ETAG}, **describe_problems(*OF_CHANGES, types.MALFORMED_REQUEST)},
)
def sample_submission(
    submission_id: SubmissionId,
    *,
    wanted: SamplingWanted,
    response: Response,
    actor: QualityAssurer,
    database: CurrentDatabase,
    expected: ExpectedVersion,
) -> SamplingView:
    """Choose a decided submission for quality assurance, and say why."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id, lock=True)
        made = sample(session, actor, submission, wanted.reason, expected=expected)
        response.headers["ETag"] = etag(submission.version)
        return next(one for one in read_samplings(session, submission).items if one.id == made.id)


@router.get(
    "/samplings",
    summary="See why a submission was sampled",
    response_description="Choices, oldest first.",
    responses=describe_problems(*OF_THINGS),
)
def get_samplings(submission_id: SubmissionId, actor: TableReader, database: CurrentDatabase) -> SamplingList:
    """Who chose a submission for quality assurance, when, why, and what was in force then."""
    with database.read() as session:
        return read_samplings(session, find_submission(session, actor, submission_id))


@router.post(
    "/second-decisions",
    summary="Decide beside the assessor",
    status_code=201,
    response_description="The quality assurer's own decision; the one of record stays in force.",
    responses={201: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *_OF_UNITS, types.MALFORMED_REQUEST)},
)
def make_second_decision(
    submission_id: SubmissionId,
    *,
    wanted: DecisionWanted,
    response: Response,
    actor: QualityAssurer,
    database: CurrentDatabase,
    units: CurrentUnits,
    expected: ExpectedVersion,
) -> DecisionMade:
    """Mark a point of a sampled submission a second time, for agreement between people to be measured."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id, lock=True)
        unit = units.get(submission.unit_id).unit
        decision = decide_beside(session, actor, submission, wanted, expected=expected, unit=unit)
        made = read_made(session, submission, decision.id, unit)
    response.headers["ETag"] = etag(made.version)
    return made


@centre_router.get("/sampling-plan", summary="See what to sample", responses=describe_problems(*OF_PEOPLE))
def get_sampling_plan(actor: QualityAssurer, database: CurrentDatabase) -> SamplingPlan:
    """How much of whose work was looked at of late, and which decided submissions to choose next, with the reasons."""
    with database.read() as session:
        return read_plan(session, actor)
