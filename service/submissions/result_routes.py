"""What the program made of drafts: the result, reports to keep, and two drafts compared."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool

from nlp.readers import Limits
from service import problem_types as types
from service.attachments import HEADERS, disposition
from service.dependencies import (
    CurrentAnalysers,
    CurrentDatabase,
    CurrentOriginals,
    CurrentSettings,
    CurrentUnits,
    CurrentWorkers,
)
from service.pdf_response import PdfResponse
from service.problem_groups import OF_THINGS
from service.problems import describe_problems
from service.reports.html import content_security_policy, render_html
from service.reports.pdf import render_pdf
from service.reports.view import ReportView, view_of
from service.submissions.asking import DraftNumber, Reader, SubmissionId
from service.submissions.commented import commented
from service.submissions.comparing import ComparisonQuery, DraftComparison, compare_drafts, comparison_source
from service.submissions.report_sources import ReportSource, report_source, word_source
from service.submissions.results import DraftResult, read_result
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission
from service.word_response import WordResponse

_OF_RESULTS = (*OF_THINGS, types.FEEDBACK_WITHHELD, types.UNIT_UNAVAILABLE)
_OF_REPORTS = (*_OF_RESULTS, types.CONFLICT, types.BUSY, types.ANALYSIS_TIMED_OUT)

router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=["submissions"])


@router.get(
    "/drafts/{number}/result",
    summary="Read the result of a draft",
    response_description="What may be seen of it, and how far the analysis has come.",
    responses=describe_problems(*_OF_RESULTS),
)
def get_result(
    submission_id: SubmissionId, number: DraftNumber, actor: Reader, database: CurrentDatabase
) -> DraftResult:
    """What the program observed in a draft, with the notice that belongs beside it: people decide.

    A learner sees what her qualification's feedback policy allows. An assessor sees everything; where the centre
    decides blind first, without the suggestions for points that are not decided yet (`hidden`).
    """
    with database.read() as session:
        submission = find_submission(session, actor, submission_id)
        return read_result(session, actor, submission, find_draft(session, actor, submission, number))


@router.get(
    "/drafts/{number}/report.html",
    summary="Get the report on a draft as a web page",
    name="get_report_as_html",
    response_class=HTMLResponse,
    responses={
        200: {"description": "One web page of its own, without scripts (docs/reports.md).", "headers": HEADERS},
        **describe_problems(*_OF_REPORTS),
    },
)
async def get_html(
    submission_id: SubmissionId,
    *,
    number: DraftNumber,
    actor: Reader,
    database: CurrentDatabase,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """The report on a draft: what `result` holds, laid out, beside the account with its marks."""
    source = await run_in_threadpool(report_source, database, actor, submission_id, number)
    page = await workers.run(_rendering(source, render_html), seconds=settings.time_limit)
    headers = {
        "Content-Disposition": disposition(source.name, "-feedback.html"),
        "Content-Security-Policy": f"{content_security_policy()}; frame-ancestors 'none'",
    }
    return HTMLResponse(page, headers=headers)


@router.get(
    "/drafts/{number}/report.pdf",
    summary="Get the report on a draft as a PDF",
    name="get_report_as_pdf",
    response_class=PdfResponse,
    responses={
        200: {"description": "A tagged PDF to print or to hand on (docs/reports.md).", "headers": HEADERS},
        **describe_problems(*_OF_REPORTS),
    },
)
async def get_pdf(
    submission_id: SubmissionId,
    *,
    number: DraftNumber,
    actor: Reader,
    database: CurrentDatabase,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """The report on a draft, on paper."""
    source = await run_in_threadpool(report_source, database, actor, submission_id, number)
    pdf = await workers.run(
        _rendering(source, lambda view: render_pdf(view, seconds=settings.time_limit)), seconds=settings.time_limit
    )
    return PdfResponse(pdf, headers={"Content-Disposition": disposition(source.name, "-feedback.pdf")})


@router.get(
    "/drafts/{number}/report.docx",
    summary="Get a Word document of a draft with comments",
    name="get_report_as_docx",
    response_class=WordResponse,
    responses={
        200: {"description": "The document as it was, with comments beside the words.", "headers": HEADERS},
        **describe_problems(
            *_OF_REPORTS,
            types.UNSUPPORTED_FORMAT,
            types.INVALID_REQUEST,
            types.ORIGINAL_LOST,
            types.FILES_UNAVAILABLE,
        ),
    },
)
async def get_docx(
    submission_id: SubmissionId,
    *,
    number: DraftNumber,
    actor: Reader,
    database: CurrentDatabase,
    originals: CurrentOriginals,
    workers: CurrentWorkers,
    settings: CurrentSettings,
    document: Annotated[UUID | None, Query(description="Which document; the first Word document by default.")] = None,
) -> Response:
    """One of the Word documents that a draft was read from, untouched but for comments in its margin."""
    source = await run_in_threadpool(word_source, database, originals, actor, submission_id, number, document=document)
    limits = Limits(words=settings.max_words)
    content = await workers.run(lambda: commented(source, limits), seconds=settings.time_limit)
    return WordResponse(content, headers={"Content-Disposition": disposition(source.name, "-feedback.docx")})


@router.get(
    "/comparison",
    summary="Compare two drafts",
    name="compare_drafts",
    response_model=DraftComparison,
    response_description="What the later draft gained and lost, and which next steps were taken.",
    responses=describe_problems(*_OF_REPORTS, types.UNIT_NOT_FOUND, types.STARTING, types.MODEL_UNAVAILABLE),
)
async def get_comparison(
    submission_id: SubmissionId,
    *,
    query: Annotated[ComparisonQuery, Query()],
    actor: Reader,
    database: CurrentDatabase,
    units: CurrentUnits,
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """Two drafts of one submission, sentence by sentence, by the model that is installed now (docs/comparison.md).

    Where a centre decides blind first, an assessor sees it when every marking point is decided.
    """
    source = await run_in_threadpool(comparison_source, database, units, actor, submission_id, query)
    content = await workers.run(lambda: compare_drafts(analysers, source, query), seconds=settings.time_limit)
    return Response(content, media_type="application/json")


def _rendering(source: ReportSource, render: Callable[[ReportView], bytes]) -> Callable[[], bytes]:
    seen = source.seen
    return lambda: render(view_of(seen.result, seen.unit, source.name, seen.audience))
