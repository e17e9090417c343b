"""Decisions and feedback; `beside_routes` and `contest_routes` have the rest."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse

from service import problem_types as types
from service.audit import Action, Subject, record
from service.decisions import beside_routes, contest_routes
from service.decisions.asking import Assessor, DecisionId, Reader, Reviewer, SubmissionId, TableReader
from service.decisions.deciding import decide
from service.decisions.feedback import read_feedback, view_of, write_feedback
from service.decisions.schemas import (
    DecisionHistory,
    DecisionMade,
    DecisionsInForce,
    DecisionWanted,
    FeedbackList,
    FeedbackView,
    FeedbackWanted,
    StanceView,
    StanceWanted,
)
from service.decisions.stances import take_stance
from service.decisions.table import TableQuery, write_table
from service.decisions.views import read_all, read_in_force, read_made
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentUnits
from service.problem_groups import OF_CHANGES, OF_PEOPLE, OF_THINGS
from service.problems import describe_problems
from service.versions import ETAG, ExpectedVersion, etag
from service.visibility.submissions import find_submission

TAG = {"name": "decisions", "description": "What named people decide, and what a learner can do against it."}
_OF_UNITS = (types.UNIT_NOT_FOUND, types.UNIT_UNAVAILABLE)

router = APIRouter(prefix="/v1", tags=[TAG["name"]])
ROUTERS = (router, contest_routes.router, beside_routes.router)


@router.post(
    "/submissions/{submission_id}/decisions",
    summary="Decide on a marking point",
    status_code=201,
    response_description="The decision, with what the program had suggested.",
    responses={201: {"headers": ETAG}, **describe_problems(*OF_CHANGES, *_OF_UNITS, types.MALFORMED_REQUEST)},
)
def make_decision(
    submission_id: SubmissionId,
    *,
    wanted: DecisionWanted,
    response: Response,
    actor: Assessor,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    units: CurrentUnits,
    expected: ExpectedVersion,
) -> DecisionMade:
    """Decide on one marking point of a submission that one has in assessment; decided again, it is corrected.

    Where the centre decides blind first, the suggestion for the point is told with the answer and not before.
    """
    with database.write() as session:
        submission = find_submission(session, actor, submission_id, lock=True)
        unit = units.get(submission.unit_id).unit
        decision = decide(session, jobs, actor, submission, wanted, expected=expected, unit=unit)
        made = read_made(session, submission, decision.id, unit)
    response.headers["ETag"] = etag(made.version)
    return made


@router.get(
    "/submissions/{submission_id}/decisions",
    summary="Read the decisions in force",
    response_description="One decision for each point that was decided.",
    responses={200: {"headers": ETAG}, **describe_problems(*OF_THINGS, *_OF_UNITS)},
)
def get_decisions(
    submission_id: SubmissionId, response: Response, actor: Reader, database: CurrentDatabase, units: CurrentUnits
) -> DecisionsInForce:
    """What stands: who decided, when, and what she knew of the program's suggestion.

    A learner sees what she has been told.
    """
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        response.headers["ETag"] = etag(submission.version)
        return read_in_force(session, actor, submission, units.get(submission.unit_id).unit)


@router.get(
    "/submissions/{submission_id}/decisions/history",
    summary="Read all decisions",
    response_description="Every decision, with what it takes the place of.",
    responses=describe_problems(*OF_THINGS),
)
def get_decision_history(submission_id: SubmissionId, actor: Reader, database: CurrentDatabase) -> DecisionHistory:
    """Everything that was decided, corrections, reviews and, for quality assurers, second decisions included."""
    with database.read() as session:
        return read_all(session, actor, find_submission(session, actor, submission_id))


@router.post(
    "/decisions/{decision_id}/stance",
    summary="Agree or disagree with the program",
    status_code=201,
    response_description="What was said.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT, types.MALFORMED_REQUEST),
)
def state_stance(
    decision_id: DecisionId, wanted: StanceWanted, actor: Reviewer, database: CurrentDatabase
) -> StanceView:
    """Say whether one agrees with what was suggested for a point that one has decided; once, and only whoever decided.

    Nothing is ever concluded from the decision itself.
    """
    with database.write() as session:
        return take_stance(session, actor, decision_id, agrees=wanted.agrees)


@router.post(
    "/submissions/{submission_id}/feedback",
    summary="Write to the learner",
    status_code=201,
    response_description="What was written.",
    responses={201: {"headers": ETAG}, **describe_problems(*OF_CHANGES, types.MALFORMED_REQUEST)},
)
def issue_feedback(
    submission_id: SubmissionId,
    *,
    wanted: FeedbackWanted,
    response: Response,
    actor: Assessor,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    expected: ExpectedVersion,
) -> FeedbackView:
    """Write what goes with deciding or referring back; the learner reads it when the submission is moved there.

    Nothing that was written changes: to correct it, write again. Afterwards only she who wrote can.
    """
    with database.write() as session:
        submission = find_submission(session, actor, submission_id, lock=True)
        feedback = write_feedback(session, jobs, actor, submission, wanted.content, expected=expected)
        written = view_of(session, feedback.id)
        response.headers["ETag"] = etag(submission.version)
    return written


@router.get(
    "/submissions/{submission_id}/feedback",
    summary="Read what was written to the learner",
    response_description="Feedback, oldest first.",
    responses=describe_problems(*OF_THINGS),
)
def get_feedback(submission_id: SubmissionId, actor: Reader, database: CurrentDatabase) -> FeedbackList:
    """What assessors wrote about each draft; to a learner what stands, once she has been told."""
    with database.read() as session:
        return read_feedback(session, actor, find_submission(session, actor, submission_id))


_CSV: dict[str, Any] = {
    "description": "One row for each decision, oldest first; docs/decisions.md describes the columns.",
    "content": {"text/csv": {"schema": {"type": "string"}}},
}


@router.get(
    "/decisions.csv",
    summary="Download all decisions",
    response_class=StreamingResponse,
    responses={200: _CSV, **describe_problems(*OF_PEOPLE)},
)
def download_decisions(
    query: Annotated[TableQuery, Query()], actor: TableReader, database: CurrentDatabase
) -> StreamingResponse:
    """Every decision of the centre as a tidy table. No cell can be taken for a formula.

    The audit log says who asked for it, and whether with comments.
    """
    with database.write() as session:
        record(
            session,
            actor=actor,
            action=Action.DECISIONS_DOWNLOADED,
            subject_kind=Subject.CENTRE,
            subject_id=actor.centre,
            details={"comments": query.comments},
        )
    headers = {"Content-Disposition": 'attachment; filename="decisions.csv"'}
    return StreamingResponse(write_table(database, actor, query), media_type="text/csv; charset=utf-8", headers=headers)
