"""POST /v1/analyses."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from nlp.readers import Limits
from nlp.results import AnalysisResult
from service.access import anybody
from service.analysers import Analysers
from service.analyses import comments, reports
from service.analyses.examples import example
from service.analyses.schemas import AnalysisQuery, request_body
from service.analyses.submission import Submission, Submitted
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentWorkers
from service.problem_groups import OF_ANALYSING
from service.problems import describe_problems

TAG = {"name": "analyses", "description": "Lay an account against a unit. Nothing that is sent is kept."}
ANSWERS = {"analyse": example("result")}

router = APIRouter(prefix="/v1/analyses", tags=[TAG["name"]], dependencies=[Depends(anybody)])
ROUTERS = (router, reports.router, comments.router)


@router.post(
    "",
    summary="Analyse an account",
    response_description="What the account evidences, what is missing, and feedback.",
    response_model=AnalysisResult,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses=describe_problems(*OF_ANALYSING),
)
async def analyse(
    submission: Submission,
    query: Annotated[AnalysisQuery, Query()],
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """Lay one account, sent as text or as a file, against the marking points of a unit.

    Every observation cites the account's own sentences by their offsets (Unicode code points) into `text.content`.
    It is an observation and not a decision: people decide.
    """
    limits = Limits(words=settings.max_words)
    content = await workers.run(lambda: _analyse(submission, query, analysers, limits), seconds=settings.time_limit)
    return Response(content, media_type="application/json")


def _analyse(submission: Submitted, query: AnalysisQuery, analysers: Analysers, limits: Limits) -> str:
    """The result as JSON, written here because a long one would hold up the event loop."""
    analyser = query.bind(analysers.get(submission.unit))
    result = query.analyse(analyser, submission.account.read(limits))
    return result.model_dump_json(include=query.included())
