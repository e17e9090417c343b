"""/v1/submissions/…/samplings: choosing a submission to look at, and who chose it."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service import problem_types as types
from service.dependencies import CurrentDatabase
from service.problem_groups import OF_CHANGES, OF_THINGS
from service.problems import describe_problems
from service.sampling.asking import TAG, QualityAssurer, SubmissionId, TableReader
from service.sampling.choosing import read_samplings, sample
from service.sampling.schemas import SamplingList, SamplingView, SamplingWanted
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=[TAG["name"]])


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
