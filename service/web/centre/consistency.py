"""/centre/consistency: whether people judge alike, as far as it can be known."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from starlette.datastructures import FormData

from service.access import Actor, Permission, require
from service.consistency.reading import read_agreement
from service.consistency.schemas import AgreementQuery
from service.dependencies import CurrentDatabase, CurrentUnits
from service.judging.columns import Source
from service.web.centre.agreement import findings, pictures
from service.web.choices_of_centre import cohorts_to_choose, units_to_choose
from service.web.forms import Entry, filled, read_form
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Reader = Annotated[Actor, require(Permission.READ_DECISIONS)]
Measure = Literal["agreement", "kappa", "weighted_kappa", "ac1"]
_BLIND = (Source.ASSESSMENT, Source.STANDARDISATION)


class Wanted(AgreementQuery):
    """What the page shows."""

    measure: Measure = "agreement"
    judged: Literal["all", "blind"] = "all"

    def query(self) -> AgreementQuery:
        """What is asked of the store."""
        own = self.model_dump(include=set(AgreementQuery.model_fields) - {"source"})
        return AgreementQuery(source=_BLIND if self.judged == "blind" else (), **own)


@router.get("/centre/consistency")
def show_consistency(request: Request, actor: Reader, database: CurrentDatabase, units: CurrentUnits) -> HTMLResponse:
    """Agreement of people with each other and with the program; what cannot be known, and what would help."""
    entry = read_form(Wanted, FormData(dict(request.query_params)))
    wanted = entry.value or Wanted()
    query = wanted.query()
    with database.read() as session:
        agreement = read_agreement(session, actor, query)
        cohorts = cohorts_to_choose(session, actor)
    asked = query.model_dump(mode="json", exclude_defaults=True)
    return render(
        request,
        "centre/consistency.html.j2",
        status=200 if entry.value else 422,
        entry=_shown(entry, wanted),
        agreement=agreement,
        findings=findings(agreement),
        pictures=pictures(agreement, wanted.measure),
        units=units_to_choose(units),
        cohorts=cohorts,
        json="/v1/consistency/agreement" + (f"?{urlencode(asked, doseq=True)}" if asked else ""),
    )


def _shown(entry: Entry[Wanted], wanted: Wanted) -> Entry[Wanted]:
    """The filters as they were chosen, and the usual ones where nothing was."""
    usual = filled(measure=wanted.measure, judged=wanted.judged)
    # What is no date cannot stand in a field for dates.
    typed = {name: value for name, value in entry.typed.items() if name not in entry.errors}
    return Entry({**usual.typed, **typed}, entry.errors)
