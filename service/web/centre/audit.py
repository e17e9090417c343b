"""/centre/audit: what all the figures come to, in order of weight, and the report to hand on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from service.access import Actor, Permission, require
from service.consistency.audits import read_audit
from service.consistency.schemas import AuditQuery
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.auditing import Audit
from service.judging.findings.results import Finding, Weight
from service.web.centre.filters import Wanted, read_filters
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]


@dataclass(frozen=True, slots=True)
class Weighed:
    """The findings of one weight; its title stands in ``centre/audit.html.j2``."""

    weight: Weight
    findings: tuple[Finding, ...]


@router.get("/centre/audit")
def show_audit(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """What to look at and to talk over, how things are, and what cannot be known yet."""
    filters = read_filters(request, Wanted)
    with database.read() as session:
        measured = read_audit(session, actor, AuditQuery(**filters.query.model_dump()))
        choices = filters.choices(session, actor, units)
    asked = filters.query.model_dump(mode="json", exclude_defaults=True)
    return render(
        request,
        "centre/audit.html.j2",
        status=filters.status,
        basis=measured.answer.basis,
        weighed=list(_weighed(measured.answer)),
        measured=measured,
        asked=urlencode(asked, doseq=True),
        **choices,
    )


def _weighed(audit: Audit) -> Iterator[Weighed]:
    for weight in Weight:
        found = tuple(one for one in audit.findings if one.weight == weight)
        if found or weight is Weight.ACT:
            yield Weighed(weight, found)
