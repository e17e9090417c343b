"""POST /v1/analyses/html and /pdf: the report on an account, as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from fastapi.responses import HTMLResponse

from nlp.readers import Limits
from service.access import anybody
from service.analysers import Analysers
from service.analyses.examples import example
from service.analyses.schemas import AnalysisReader, request_body
from service.analyses.submission import Submission, Submitted
from service.attachments import HEADERS, disposition
from service.bodies import UploadedFile
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentWorkers
from service.pdf_response import PdfResponse
from service.problem_groups import OF_ANALYSING
from service.problems import describe_problems
from service.reports.html import content_security_policy, render_html
from service.reports.pdf import render_pdf
from service.reports.view import ReportView, view_of

PASTED = "Pasted text"

router = APIRouter(prefix="/v1/analyses", tags=["analyses"], dependencies=[Depends(anybody)])


@router.post(
    "/html",
    summary="Analyse an account and get the report as a web page",
    response_class=HTMLResponse,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses={
        200: {"description": "One web page of its own, without scripts (docs/reports.md).", "headers": HEADERS},
        **describe_problems(*OF_ANALYSING),
    },
)
async def analyse_as_html(
    submission: Submission,
    reader: Annotated[AnalysisReader, Query()],
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """The report that a learner and an assessor read: feedback, and the account with its marks.

    The same bodies and limits as `POST /v1/analyses`. It shows observations and not decisions: people decide.
    """
    limits = Limits(words=settings.max_words)
    page = await workers.run(
        lambda: _report(submission, reader, analysers, limits, render_html), seconds=settings.time_limit
    )
    headers = {
        "Content-Disposition": disposition(_sent_name(submission), "-feedback.html"),
        "Content-Security-Policy": f"{content_security_policy()}; frame-ancestors 'none'",
    }
    return HTMLResponse(page, headers=headers)


@router.post(
    "/pdf",
    summary="Analyse an account and get the report as a PDF",
    response_class=PdfResponse,
    openapi_extra={"requestBody": request_body(example("request"))},
    responses={
        200: {"description": "A tagged PDF to print or to hand on (docs/reports.md).", "headers": HEADERS},
        **describe_problems(*OF_ANALYSING),
    },
)
async def analyse_as_pdf(
    submission: Submission,
    reader: Annotated[AnalysisReader, Query()],
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """The report that a learner and an assessor read, on paper: feedback, and the account with its marks.

    The same bodies and limits as `POST /v1/analyses`. It shows observations and not decisions: people decide.
    """
    limits = Limits(words=settings.max_words)

    def render(view: ReportView) -> bytes:
        return render_pdf(view, seconds=settings.time_limit)

    pdf = await workers.run(lambda: _report(submission, reader, analysers, limits, render), seconds=settings.time_limit)
    return PdfResponse(pdf, headers={"Content-Disposition": disposition(_sent_name(submission), "-feedback.pdf")})


def _report(
    submission: Submitted,
    reader: AnalysisReader,
    analysers: Analysers,
    limits: Limits,
    render: Callable[[ReportView], bytes],
) -> bytes:
    analyser = reader.bind(analysers.get(submission.unit))
    result = reader.analyse(analyser, submission.account.read(limits))
    return render(view_of(result, analyser.unit, _sent_name(submission) or PASTED, reader.audience))


def _sent_name(submission: Submitted) -> str | None:
    return submission.account.name if isinstance(submission.account, UploadedFile) else None
