"""POST /v1/comparisons."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from nlp.comparison.comparison import compare_documents
from nlp.comparison.results import Comparison
from nlp.readers import Limits
from service.access import anybody
from service.analysers import Analysers
from service.comparisons.examples import example
from service.comparisons.schemas import ComparisonAnswer, ComparisonQuery, DraftResults, request_body
from service.comparisons.submission import Submitted, SubmittedDrafts
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentWorkers
from service.problem_groups import OF_ANALYSING
from service.problems import describe_problems

TAG = {"name": "comparisons", "description": "See what changed from draft to draft. Nothing that is sent is kept."}
ANSWERS = {"compare": example("comparison")}

router = APIRouter(prefix="/v1/comparisons", tags=[TAG["name"]], dependencies=[Depends(anybody)])
ROUTERS = (router,)


@router.post(
    "",
    summary="Compare two drafts",
    response_description="What the second draft gained and lost, which next steps were taken, and what changed in it.",
    response_model=ComparisonAnswer,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses=describe_problems(*OF_ANALYSING),
)
async def compare(
    submission: SubmittedDrafts,
    query: Annotated[ComparisonQuery, Query()],
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """Lay two drafts of one account against the marking points of a unit and compare them, sentence by sentence.

    Sentences that the second draft kept are not judged again: no evidence comes or goes that the writer did not touch.
    A status of the second draft can therefore differ by one step from that of `POST /v1/analyses`; `close_to` names the
    other status where it is near. Places cite each draft's own text by offsets (Unicode code points); sentences are
    quoted with stand-ins for personal data.
    """
    limits = Limits(words=settings.max_words)
    content = await workers.run(lambda: _compare(submission, query, analysers, limits), seconds=settings.time_limit)
    return Response(content, media_type="application/json")


def _compare(submission: Submitted, query: ComparisonQuery, analysers: Analysers, limits: Limits) -> str:
    """The answer as JSON, written here because a long one would hold up the event loop."""
    analyser = query.bind(analysers.get(submission.unit))
    everything = query.sees_everything(analyser)
    compared = compare_documents(analyser, *submission.read(limits), everything=everything)
    asked_for = query.include == "results"
    results = DraftResults(first=query.seen(compared.first), second=query.seen(compared.second)) if asked_for else None
    parts = {name: getattr(compared.comparison, name) for name in Comparison.model_fields}
    return ComparisonAnswer(**parts, results=results).model_dump_json()
