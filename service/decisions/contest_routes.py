"""Contests, and what another person makes of them."""

from __future__ import annotations

from fastapi import APIRouter, Response

from service import problem_types as types
from service.decisions.asking import ContestId, Learner, Reader, Reviewer, SubmissionId, TableReader
from service.decisions.contest_summary import summarise_contests
from service.decisions.contests import contest, read_contests
from service.decisions.open_contests import read_open_contests
from service.decisions.oversight import ContestSummary, OpenContests
from service.decisions.reviewing import find_contested, review
from service.decisions.schemas import ContestList, ContestView, ContestWanted, DecisionMade, ReviewWanted
from service.decisions.views import read_made
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.problem_groups import OF_CHANGES, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)

router = APIRouter(prefix="/v1", tags=["decisions"])


@router.get(
    "/contests",
    summary="See which contests wait",
    response_description="Those of the centre that nobody has looked at, oldest first.",
    responses=describe_problems(*OF_PEOPLE),
)
def get_open_contests(actor: TableReader, database: CurrentDatabase) -> OpenContests:
    """What learners have contested and nobody has looked at yet, and who can: nobody who decided on that submission."""
    with database.read() as session:
        return read_open_contests(session, actor)


@router.get(
    "/contests/summary",
    summary="Count what became of contests",
    name="count_contests",
    response_description="Contests by unit and marking point.",
    responses=describe_problems(*OF_PEOPLE),
)
def get_contest_summary(actor: TableReader, database: CurrentDatabase) -> ContestSummary:
    """How many wait, how many ended with the same status and how many with another; it names nobody."""
    with database.read() as session:
        return summarise_contests(session, actor)


@router.post(
    "/submissions/{submission_id}/contests",
    summary="Contest a decision",
    status_code=201,
    response_description="The contest, which waits for another person.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT, types.MALFORMED_REQUEST),
)
def contest_decision(
    submission_id: SubmissionId, wanted: ContestWanted, actor: Learner, database: CurrentDatabase
) -> ContestView:
    """Ask for another person to look at a decision on one's own work; it comes back to the queue."""
    with database.write() as session:
        submission = find_submission(session, actor, submission_id, lock=True)
        made = contest(session, actor, submission, wanted)
        return next(one for one in read_contests(session, submission).items if one.id == made.id)


@router.get(
    "/submissions/{submission_id}/contests",
    summary="List contests",
    response_description="Contests, oldest first, and until when there can be more.",
    responses=describe_problems(*OF_THINGS),
)
def get_contests(submission_id: SubmissionId, actor: Reader, database: CurrentDatabase) -> ContestList:
    """What the learner contested, why, and what another person made of it."""
    with database.read() as session:
        return read_contests(session, find_submission(session, actor, submission_id))


@router.post(
    "/contests/{contest_id}/review",
    summary="Decide on a contested point",
    status_code=201,
    response_description="The reviewer's own decision, which stands now.",
    responses={201: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *_OF_UNITS, types.MALFORMED_REQUEST)},
)
def review_contest(
    contest_id: ContestId,
    *,
    wanted: ReviewWanted,
    response: Response,
    actor: Reviewer,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
    expected: ExpectedVersion,
) -> DecisionMade:
    """Look at a contested decision as somebody who has not decided on the submission; the learner is told.

    The decision upholds the contested one or changes it, and is the last on this point of this draft.
    """
    with database.write() as session:
        contested, submission = find_contested(session, actor, contest_id)
        unit = units.get(submission.unit_id).unit
        reviewed = review(
            session, jobs, actor, wanted, contest=contested, submission=submission, expected=expected, unit=unit
        )
        made = read_made(session, submission, reviewed.decision_id, unit)
    response.headers["ETag"] = etag(made.version)
    return made
