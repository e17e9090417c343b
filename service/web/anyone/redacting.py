"""/read/redact: an account without what identifies customers and other people. Nothing of it is kept."""

from __future__ import annotations

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import HTMLResponse

from nlp.errors import DocumentError
from nlp.personal_data.redaction_rules import redaction_rules
from nlp.readers import SUPPORTED_SUFFIXES, Limits
from service.access import anybody
from service.dependencies import CurrentSettings, CurrentWorkers
from service.redactions.copies import CAUTION, TextCopy, copy_text
from service.web.anyone.drafts import LATER, DraftForm, read_draft, status_of
from service.web.forms import Entry, Posted
from service.web.rendering import render

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse, dependencies=[Depends(anybody)])


@router.get("/read/redact")
def show_redact(request: Request) -> Response:
    """The form."""
    return _page(request, Entry())


@router.post("/read/redact")
async def post_redact(
    *, request: Request, form: Posted, workers: CurrentWorkers, settings: CurrentSettings
) -> Response:
    """The redacted text, to copy; or the form again with what is wrong, and the text still in it."""
    draft = await read_draft(form)
    limits = Limits(words=settings.max_words)
    try:
        copy = await workers.run(lambda: copy_text(draft.account.read(limits)), seconds=settings.time_limit)
    except (DocumentError, *LATER) as error:
        return _page(request, draft.refused(error), status=status_of(error))
    return _page(request, draft.entry, copy)


def _page(
    request: Request, entry: Entry[DraftForm], copy: TextCopy | None = None, *, status: int = 200
) -> HTMLResponse:
    labels = redaction_rules()
    replaced = [(labels.label(kind), count) for kind, count in copy.replaced.items()] if copy else []
    return render(
        request,
        "anyone/redact.html.j2",
        status=status,
        entry=entry,
        redacted=copy.text if copy else None,
        replaced=replaced,
        caution=CAUTION,
        accept=",".join(SUPPORTED_SUFFIXES),
    )
