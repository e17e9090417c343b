"""/read/compare: what changed from one draft to the next. Nothing of either is kept."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel

from nlp.comparison.comparison import NAMES, compare_documents
from nlp.readers import SUPPORTED_SUFFIXES, Limits
from service.access import anybody
from service.analysers import Analysers
from service.audience import Reader
from service.bodies import UploadedFile
from service.comparisons.submission import Submitted
from service.dependencies import CurrentAnalysers, CurrentSettings, CurrentUnits, CurrentWorkers
from service.unit_store import UnitStore
from service.web.anyone.choices import Choice, choices_of
from service.web.anyone.drafts import REFUSALS, account_in, fault_of, status_of
from service.web.compared import Compared
from service.web.forms import Entry, Posted, read_form
from service.web.rendering import render

router = APIRouter(
    prefix="/read/compare",
    include_in_schema=False,
    default_response_class=HTMLResponse,
    dependencies=[Depends(anybody)],
)
_DRAFTS = ("first", "second")


class DraftsForm(BaseModel):
    """The fields of the form, but for the files."""

    first: str = ""
    second: str = ""
    choice: str = ""


@router.get("")
def show_compare(request: Request, units: CurrentUnits) -> Response:
    """The form."""
    return _form(request, units, Entry())


@router.post("")
async def post_compare(
    *,
    request: Request,
    form: Posted,
    analysers: CurrentAnalysers,
    workers: CurrentWorkers,
    settings: CurrentSettings,
    units: CurrentUnits,
) -> Response:
    """The comparison; or the form again with what is wrong, and both texts still in it."""
    entry = read_form(DraftsForm, form)
    first, second = [await account_in(form, entry, text=name, file=f"{name}_file") for name in _DRAFTS]
    choice = Choice.read(entry.text("choice"))
    limits = Limits(words=settings.max_words)
    drafts = Submitted(first, second, choice.unit)
    try:
        return await workers.run(
            lambda: _comparison(request, drafts, choice, analysers, limits), seconds=settings.time_limit
        )
    except REFUSALS as error:
        return _form(request, units, entry.refused(fault_of(error, _field(error, drafts))), status_of(error))


def _comparison(
    request: Request, drafts: Submitted, choice: Choice, analysers: Analysers, limits: Limits
) -> HTMLResponse:
    reader = Reader(qualification=choice.qualification)
    analyser = reader.bind(analysers.get(drafts.unit))
    compared = compare_documents(analyser, *drafts.read(limits), everything=reader.sees_everything(analyser))
    return render(request, "anyone/comparison.html.j2", compared=Compared(compared.comparison, analyser.unit))


def _form(request: Request, units: UnitStore, entry: Entry[DraftsForm], status: int = 200) -> HTMLResponse:
    return render(
        request,
        "anyone/compare.html.j2",
        status=status,
        entry=entry,
        choices=choices_of(units),
        accept=",".join(SUPPORTED_SUFFIXES),
    )


def _field(error: Exception, drafts: Submitted) -> str:
    """The field of the draft that an error is about, which its message begins with."""
    name, account = ("second", drafts.second) if str(error).startswith(NAMES[1]) else ("first", drafts.first)
    return f"{name}_file" if isinstance(account, UploadedFile) else name
