"""POST /v1/redactions."""

from __future__ import annotations

from fastapi import APIRouter, Response

from nlp.readers import Limits
from service import problem_types as types
from service.dependencies import CurrentSettings, CurrentWorkers
from service.problems import describe_problems
from service.redactions.answers import answer
from service.redactions.examples import example
from service.redactions.schemas import RedactedText, request_body
from service.redactions.submission import Submission

TAG = {"name": "redactions", "description": "Take out what identifies somebody. Nothing that is sent is kept."}
ANSWERS = {"redact": example("answer")}

router = APIRouter(prefix="/v1/redactions", tags=[TAG["name"]])


@router.post(
    "",
    summary="Redact an account",
    response_description="The account with pseudonyms and labels, and what they stand for by kind.",
    response_model=RedactedText,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses=describe_problems(
        types.MALFORMED_REQUEST,
        types.INVALID_REQUEST,
        types.UNSUPPORTED_MEDIA_TYPE,
        types.REQUEST_TOO_LARGE,
        types.UNSUPPORTED_FORMAT,
        types.DOCUMENT_EMPTY,
        types.DOCUMENT_HAS_NO_TEXT,
        types.DOCUMENT_ENCRYPTED,
        types.DOCUMENT_DAMAGED,
        types.DOCUMENT_TOO_LARGE,
        types.READING_TIMED_OUT,
        types.BUSY,
        types.ANALYSIS_TIMED_OUT,
    ),
)
async def redact(submission: Submission, workers: CurrentWorkers, settings: CurrentSettings) -> Response:
    """Replace what identifies customers and other third parties in one account, sent as text or as a file.

    The same person has the same pseudonym throughout ("Mrs A"). Nobody can lead a pseudonym back: it goes by order of
    appearance, and no table is kept. First names alone, places and what happened may still identify somebody.
    """
    limits = Limits(words=settings.max_words)
    content = await workers.run(lambda: answer(submission, limits), seconds=settings.time_limit)
    return Response(content, media_type="application/json")
