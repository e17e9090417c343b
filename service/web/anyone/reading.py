"""/read: a draft in, feedback out, at once. Nothing of it is kept."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from nlp.readers import SUPPORTED_SUFFIXES, Limits
from service.access import anybody
from service.analysers import Analysers
from service.analyses.schemas import AnalysisReader
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentUnits, CurrentWorkers
from service.storage.columns import now
from service.unit_store import UnitStore
from service.web.anyone.choices import choices_of
from service.web.anyone.drafts import REFUSALS, DraftForm, SentDraft, read_draft, status_of
from service.web.feedback_view import feedback_view
from service.web.forms import Entry, Posted
from service.web.languages import mark
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(anybody)])
UNNAMED = mark("Your draft")
_WORD = ".docx"


@router.get("/read")
def show_read(request: Request, units: CurrentUnits) -> Response:
    """The form."""
    return form_page(request, units, Entry())


@router.post("/read")
async def post_read(
    *,
    request: Request,
    form: Posted,
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
    units: CurrentUnits,
) -> Response:
    """The feedback; or the form again with what is wrong, and the text still in it."""
    draft = await read_draft(form)
    limits = Limits(words=settings.max_words)
    try:
        return await workers.run(
            lambda: _feedback(request, draft, analysers, limits, now()), seconds=settings.time_limit
        )
    except REFUSALS as error:
        return form_page(request, units, draft.refused(error), status_of(error))


def form_page(request: Request, units: UnitStore, entry: Entry[DraftForm], status: int = 200) -> HTMLResponse:
    """The form as it was filled in."""
    return render(
        request,
        "anyone/read.html.j2",
        status=status,
        entry=entry,
        choices=choices_of(units),
        accept=",".join(SUPPORTED_SUFFIXES),
    )


def _feedback(request: Request, draft: SentDraft, analysers: Analysers, limits: Limits, at: datetime) -> HTMLResponse:
    """Made whole in a worker's thread: to lay out a long account would hold up the event loop."""
    reader = AnalysisReader(qualification=draft.choice.qualification, as_of=at.date())
    analyser = reader.bind(analysers.get(draft.choice.unit))
    result = reader.analyse(analyser, draft.account.read(limits))
    # The text that was read, so that it can be changed and read again, also where it came as a file.
    choice = f"{analyser.unit.id}/{analyser.qualification.id}"
    entry: Entry[DraftForm] = Entry({"text": result.text.content, "choice": choice})
    feedback = feedback_view(result, analyser.unit, draft.name or UNNAMED)
    return render(
        request,
        "anyone/feedback.html.j2",
        feedback=feedback,
        unnamed=UNNAMED,
        entry=entry,
        unit=analyser.unit,
        qualification=analyser.qualification,
        from_word=(draft.name or "").lower().endswith(_WORD),
    )
