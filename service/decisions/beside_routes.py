"""Deciding beside the assessor, for quality assurance."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service import problem_types as types
from service.decisions.asking import QualityAssurer, SubmissionId
from service.decisions.deciding import decide_beside
from service.decisions.schemas import DecisionMade, DecisionWanted
from service.decisions.views import read_made
from service.dependencies import CurrentDatabase, CurrentUnits
from service.problem_groups import OF_CHANGES
from service.problems import describe_problems
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)

router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=["decisions"])


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
