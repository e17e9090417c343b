"""GET /v1/consistency/audit, and the same as a web page, a PDF and a workbook."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.audit_reports.html import content_security_policy, write_html
from service.audit_reports.pdf import write_pdf
from service.consistency.audits import about, read_audit
from service.consistency.schemas import AuditQuery
from service.dependencies import CurrentDatabase
from service.judging.auditing import Audit
from service.pdf_response import PdfResponse
from service.problem_groups import OF_MEASURING
from service.problems import describe_problems

router = APIRouter(prefix="/v1/consistency", tags=["consistency"])
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
Asked = Annotated[AuditQuery, Query()]


class XlsxResponse(Response):
    """A workbook, for the framework's description of the route."""

    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/audit", summary="See whether assessors judge alike", responses=describe_problems(*OF_MEASURING))
def get_audit(query: Asked, actor: Reader, database: CurrentDatabase) -> Audit:
    """Findings in plain words, and every figure that they rest on.

    Of a large centre that was not looked at since it started, the first answer is the problem `being-measured`; ask
    again after as many seconds as Retry-After says. What is on the work of whoever asks is left out.
    """
    with database.read() as session:
        return read_audit(session, actor, query).answer


@router.get(
    "/audit.html",
    summary="Get the report of the audit as a web page",
    response_class=HTMLResponse,
    responses=describe_problems(*OF_MEASURING),
)
def get_audit_as_html(query: Asked, actor: Reader, database: CurrentDatabase) -> Response:
    """One web page of its own, without scripts, for the external quality assurer; `?pseudonyms=true` names nobody."""
    with database.read() as session:
        page = write_html(read_audit(session, actor, query).answer, about(session, actor, query))
    policy = f"{content_security_policy()}; frame-ancestors 'none'"
    return HTMLResponse(page, headers={"Content-Disposition": _named("html"), "Content-Security-Policy": policy})


@router.get(
    "/audit.pdf",
    summary="Get the report of the audit as a PDF",
    response_class=PdfResponse,
    responses=describe_problems(*OF_MEASURING),
)
def get_audit_as_pdf(query: Asked, actor: Reader, database: CurrentDatabase) -> Response:
    """The same report, tagged for screen readers, to print or to hand on."""
    with database.read() as session:
        audited, told = read_audit(session, actor, query).answer, about(session, actor, query)
    return PdfResponse(write_pdf(audited, told), headers={"Content-Disposition": _named("pdf")})


@router.get(
    "/audit.xlsx",
    summary="Get every figure of the audit as a workbook",
    response_class=XlsxResponse,
    responses=describe_problems(*OF_MEASURING),
)
def get_audit_as_workbook(query: Asked, actor: Reader, database: CurrentDatabase) -> Response:
    """A sheet for each kind of thing that was measured, and what each column means."""
    from service.audit_workbook.workbook import audit_workbook  # noqa: PLC0415  (openpyxl, which few ask for)

    with database.read() as session:
        audited, told = read_audit(session, actor, query).answer, about(session, actor, query)
    workbook = audit_workbook(audited, {"Centre": told.centre, **dict(told.chosen)})
    return XlsxResponse(workbook, headers={"Content-Disposition": _named("xlsx")})


def _named(ending: str) -> str:
    return f'attachment; filename="audit.{ending}"'
