"""POST /v1/redactions, and what `documents` adds to it."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Response

from nlp.readers import Limits
from service.access import anybody
from service.dependencies import CurrentSettings, CurrentWorkers
from service.problem_groups import OF_REDACTING
from service.problems import describe_problems
from service.redactions import documents
from service.redactions.answers import answer
from service.redactions.examples import example
from service.redactions.schemas import RedactedText, request_body
from service.redactions.submission import Submission

TAG = {"name": "redactions", "description": "Take out what identifies somebody. Nothing that is sent is kept."}
ANSWERS = {"redact": example("answer")}

router = APIRouter(prefix="/v1/redactions", tags=[TAG["name"]], dependencies=[Depends(anybody)])
ROUTERS = (router, documents.router)


@router.post(
    "",
    summary="Redact an account",
    response_description="The account with pseudonyms and labels, and how many strings of which kind were replaced.",
    response_model=RedactedText,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses=describe_problems(*OF_REDACTING),
)
async def redact(submission: Submission, workers: CurrentWorkers, settings: CurrentSettings) -> Response:
    """Replace what identifies customers and other third parties in one account, sent as text or as a file.

    The same person has the same pseudonym throughout ("Mrs A"). Nobody can lead a pseudonym back: it goes by order of
    appearance, and no table is kept. First names alone, places and what happened may still identify somebody.
    """
    limits = Limits(words=settings.max_words)
    content = await workers.run(lambda: answer(submission, limits), seconds=settings.time_limit)
    return Response(content, media_type="application/json")
