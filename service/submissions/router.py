"""Submissions: beginning one, finding them, moving them; `draft_routes` and `result_routes` have the rest."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request, Response

from service import problem_types as types
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.idempotency import Answer, GivenKey, once, request_sha256
from service.pages import Page
from service.problem_groups import OF_CHANGES, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.submissions import draft_routes, result_routes
from service.submissions.asking import Learner, Reader, SubmissionId
from service.submissions.moving import make_move
from service.submissions.schemas import (
    History,
    MoveMade,
    MoveWanted,
    NewSubmission,
    SubmissionQuery,
    SubmissionSummary,
    WholeSubmission,
)
from service.submissions.store import begin, list_submissions, read_change, read_history, read_submission
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

TAG = {"name": "submissions", "description": "Drafts, and their way to the decision."}
PREFIX = "/v1/submissions"
_OF_SENDING = (types.MALFORMED_REQUEST, types.REQUEST_TOO_LARGE, types.IDEMPOTENCY_KEY_REUSED)
_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)

router = APIRouter(prefix=PREFIX, tags=[TAG["name"]])
ROUTERS = (router, draft_routes.router, result_routes.router)


@router.post(
    "",
    summary="Begin a submission",
    status_code=201,
    response_description="The submission, without drafts.",
    responses={
        201: {"headers": ETAG},
        **describe_problems(*OF_PEOPLE, *_OF_SENDING, *_OF_UNITS, types.QUALIFICATION_NOT_FOUND),
    },
)
def begin_submission(
    wanted: NewSubmission,
    *,
    request: Request,
    response: Response,
    actor: Learner,
    database: CurrentDatabase,
    units: CurrentUnits,
    key: GivenKey,
) -> WholeSubmission:
    """Begin a submission of one's own for one unit and qualification; drafts are added to it afterwards."""
    unit = units.get_or_default(wanted.unit).unit
    sha256 = request_sha256(request.method, request.url.path, wanted.model_dump_json().encode())
    with database.write() as session:

        def carry_out() -> Answer:
            return {"id": str(begin(session, actor, unit, wanted).id)}

        answer = once(session, actor.person_id, key, sha256, carry_out)
        begun = read_submission(session, actor, UUID(answer["id"]))
    response.headers["ETag"] = etag(begun.version)
    return begun


@router.get(
    "",
    summary="List submissions",
    response_description="A page of them, the one that changed last first.",
    responses=describe_problems(*OF_PEOPLE),
)
def get_submissions(
    query: Annotated[SubmissionQuery, Query()], actor: Reader, database: CurrentDatabase
) -> Page[SubmissionSummary]:
    """The submissions that whoever asks may know of: a learner's own; for staff, those of the centre once handed in."""
    with database.read() as session:
        return list_submissions(session, actor, query)


@router.get(
    "/{submission_id}",
    summary="Read a submission",
    response_description="Where it is, whose it is, and what can be done with it.",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS)},
)
def get_submission(
    submission_id: SubmissionId, response: Response, actor: Reader, database: CurrentDatabase
) -> WholeSubmission:
    """One submission, with the moves that whoever asks can make now. Its ETag belongs into If-Match of a move."""
    with database.read() as session:
        found = read_submission(session, actor, submission_id)
    response.headers["ETag"] = etag(found.version)
    return found


@router.get(
    "/{submission_id}/history",
    summary="Read the history of a submission",
    response_description="Every move: from where, to where, who made it and when.",
    responses=describe_problems(*OF_THINGS),
)
def get_history(submission_id: SubmissionId, actor: Reader, database: CurrentDatabase) -> History:
    """All moves of a submission, first to last; the state after the last one is the present one."""
    with database.read() as session:
        return read_history(session, actor, submission_id)


@router.post(
    "/{submission_id}/moves",
    summary="Move a submission",
    status_code=201,
    response_description="The move that was made.",
    responses={
        201: {"headers": ETAG},
        **describe_problems(*OF_CHANGES, *_OF_SENDING, *_OF_UNITS),
    },
)
def move_submission(
    submission_id: SubmissionId,
    *,
    wanted: MoveWanted,
    request: Request,
    response: Response,
    actor: Reader,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
    expected: ExpectedVersion,
    key: GivenKey,
) -> MoveMade:
    """Hand in, take into assessment, release, refer back, decide, or sample: docs/submissions.md has the table.

    If-Match holds the version that was seen. Where somebody else has changed the submission since, the answer is 412
    and says who and when. To decide, every marking point must have been decided on for the draft that was handed in.
    """
    sha256 = request_sha256(request.method, request.url.path, wanted.model_dump_json().encode())
    with database.write() as session:

        def carry_out() -> Answer:
            submission = find_submission(session, actor, submission_id, lock=True)
            unit = units.get(submission.unit_id).unit
            change = make_move(session, jobs, actor, submission, wanted.move, expected=expected, unit=unit)
            return {"change_id": str(change.id), "version": submission.version}

        answer = once(session, actor.person_id, key, sha256, carry_out)
        made = MoveMade(**read_change(session, UUID(answer["change_id"])).model_dump(), version=answer["version"])
    response.headers["ETag"] = etag(made.version)
    return made
