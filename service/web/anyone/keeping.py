"""/read/report/…: the same feedback as a file, for whoever wants to keep it. It is made anew: we have kept nothing."""

from __future__ import annotations

from collections.abc import Callable

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from nlp.readers import Limits
from service.access import anybody
from service.analysers import Analysers
from service.analyses.schemas import AnalysisReader
from service.attachments import disposition
from service.dependencies import Services, services_of
from service.pdf_response import PdfResponse
from service.reports.html import content_security_policy, render_html
from service.reports.pdf import render_pdf
from service.reports.view import ReportView, view_of
from service.storage.columns import now
from service.web.anyone.drafts import REFUSALS, SentDraft, read_draft, status_of
from service.web.anyone.reading import UNNAMED, form_page
from service.web.forms import Posted

router = APIRouter(
    prefix="/read/report", include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(anybody)]
)
Render = Callable[[ReportView], bytes]
Answer = Callable[[bytes], Response]


@router.post("/pdf")
async def post_report_as_pdf(request: Request, form: Posted) -> Response:
    """The report on a text as a PDF; or the form again with what is wrong."""
    services = services_of(request)
    headers = {"Content-Disposition": disposition(None, "-feedback.pdf")}
    return await _answer(
        request,
        form,
        services,
        lambda view: render_pdf(view, seconds=services.settings.time_limit),
        lambda content: PdfResponse(content, headers=headers),
    )


@router.post("/html")
async def post_report_as_html(request: Request, form: Posted) -> Response:
    """The report on a text as one web page; or the form again with what is wrong."""
    headers = {
        "Content-Disposition": disposition(None, "-feedback.html"),
        "Content-Security-Policy": f"{content_security_policy()}; frame-ancestors 'none'",
    }
    return await _answer(
        request, form, services_of(request), render_html, lambda content: HTMLResponse(content, headers=headers)
    )


async def _answer(request: Request, form: FormData, services: Services, render: Render, answer: Answer) -> Response:
    draft = await read_draft(form)
    limits = Limits(words=services.settings.max_words)
    try:
        content = await services.workers.run(
            lambda: _report(draft, services.analysers, limits, render), seconds=services.settings.time_limit
        )
    except REFUSALS as error:
        return form_page(request, services.units, draft.refused(error), status_of(error))
    return answer(content)


def _report(draft: SentDraft, analysers: Analysers, limits: Limits, render: Render) -> bytes:
    reader = AnalysisReader(qualification=draft.choice.qualification, as_of=now().date())
    analyser = reader.bind(analysers.get(draft.choice.unit))
    result = reader.analyse(analyser, draft.account.read(limits))
    return render(view_of(result, analyser.unit, draft.name or UNNAMED))
