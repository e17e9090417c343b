"""Drafts of a learner's own: adding one, taking one back, and asking again for an analysis that failed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile

from nlp.errors import DocumentError
from service.access import Actor
from service.bodies import PastedText, UploadedFile
from service.dependencies import (
    CurrentDatabase,
    CurrentJobs,
    CurrentOriginals,
    CurrentSettings,
    CurrentWorkers,
    services_of,
)
from service.errors import (
    AnalysisTimedOut,
    Conflict,
    Fault,
    FilesUnavailable,
    IdempotencyKeyReused,
    NotFound,
    ServiceBusy,
)
from service.idempotency import request_sha256
from service.progress.store import ask_again
from service.storage.tables.submissions import Draft
from service.submissions.asking import DraftNumber, Learner, SubmissionId
from service.submissions.drafts import describe_draft
from service.submissions.receiving import receive_draft
from service.submissions.sent import FIELD, SentDraft, read_documents
from service.submissions.taking_back import take_back
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission
from service.web.forms import Entry, Posted, read_form
from service.web.languages import mark
from service.web.learner.showing import show_submission
from service.web.redirects import see_other

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)

_NOTHING = mark("Paste your account, or choose a file with it.")
_BOTH = mark("You have pasted text and chosen files. Send one or the other: empty this box, or choose no files.")
_SENT_BEFORE = mark(
    "You have added a draft from this page before; it is in the list. If this is to be another one, send it once more."
)
_TOO_MANY = mark("These are too many files. Choose %(most)d at most.")


class DraftForm(BaseModel):
    """The form that adds a draft, without its files. ``key``: what it is known by, so that it is added once."""

    model_config = ConfigDict(frozen=True)

    text: str = ""
    key: str | None = Field(None, pattern=r"^[\x21-\x7e]{1,100}$")


@router.post("/submissions/{submission_id}/drafts")
async def post_draft(
    request: Request,
    *,
    submission_id: SubmissionId,
    actor: Learner,
    posted: Posted,
    workers: CurrentWorkers,
    settings: CurrentSettings,
) -> Response:
    """Add a draft that was pasted or chosen as files; what was pasted stands in the form again where it cannot be."""
    entry = read_form(DraftForm, posted)
    documents: list[PastedText | UploadedFile] = [*await _files(posted)]
    if entry.text("text").strip():
        documents.append(PastedText(entry.text("text")))
    if fault := _fault(documents, settings.max_files):
        return await run_in_threadpool(_refuse, request, actor, submission_id, entry.refused(fault))
    try:
        sent = await read_documents(documents, workers, settings)
        number = await run_in_threadpool(_receive, request, actor, submission_id, sent, entry)
    except (DocumentError, ServiceBusy, AnalysisTimedOut, FilesUnavailable) as error:
        field = "text" if isinstance(documents[0], PastedText) else FIELD
        refused = entry.refused(Fault(f"#/{field}", str(error)))
        return await run_in_threadpool(_refuse, request, actor, submission_id, refused)
    except (Conflict, IdempotencyKeyReused) as error:
        fault = Fault("#/text", _SENT_BEFORE) if isinstance(error, IdempotencyKeyReused) else Fault("#", str(error))
        return await run_in_threadpool(_refuse, request, actor, submission_id, entry.refused(fault), status=409)
    return see_other(f"/submissions/{submission_id}/drafts/{number}", "draft_added")


@router.post("/submissions/{submission_id}/drafts/{number}/take-back")
def post_take_back(
    request: Request,
    *,
    submission_id: SubmissionId,
    number: DraftNumber,
    actor: Learner,
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> Response:
    """Erase the words of a draft that was never handed in."""
    try:
        take_back(database, originals, actor, submission_id, number)
    except Conflict as error:
        return show_submission(request, actor, submission_id, status=409, failed=str(error))
    return see_other(f"/submissions/{submission_id}", "draft_taken_back")


@router.post("/submissions/{submission_id}/drafts/{number}/ask-again")
def post_ask_again(
    request: Request,
    *,
    submission_id: SubmissionId,
    number: DraftNumber,
    actor: Learner,
    database: CurrentDatabase,
    jobs: CurrentJobs,
) -> Response:
    """Ask again for an analysis that failed."""
    try:
        with database.write() as session:
            submission = find_submission(session, actor, submission_id)
            draft = find_draft(session, actor, submission, number)
            ask_again(session, jobs, actor, _job_of(session, draft))
    except Conflict as error:
        return show_submission(request, actor, submission_id, status=409, failed=str(error))
    return see_other(f"/submissions/{submission_id}/drafts/{number}", "asked_again")


def _job_of(session: Session, draft: Draft) -> UUID:
    job = describe_draft(session, draft, last_handed_in(session, draft.submission_id)).job
    if job is None:
        raise NotFound
    return job


async def _files(posted: FormData) -> list[UploadedFile]:
    """The files that were chosen; a browser sends an empty one where none was."""
    sent = [file for file in posted.getlist(FIELD) if isinstance(file, UploadFile) and file.filename]
    return [UploadedFile(await file.read(), file.filename) for file in sent]


def _fault(documents: Sequence[PastedText | UploadedFile], most: int) -> Fault | None:
    pasted = [document for document in documents if isinstance(document, PastedText)]
    if not documents:
        return Fault("#/text", _NOTHING)
    if pasted and len(documents) > len(pasted):
        return Fault("#/text", _BOTH)
    return Fault(f"#/{FIELD}", _TOO_MANY % {"most": most}) if len(documents) > most else None


def _receive(request: Request, actor: Actor, submission_id: UUID, sent: SentDraft, entry: Entry[DraftForm]) -> int:
    services = services_of(request)
    return receive_draft(
        services.database,
        services.jobs,
        services.originals,
        actor,
        submission_id,
        sent=sent,
        key=entry.value.key if entry.value else None,
        sha256=request_sha256(request.method, request.url.path, sent.digest()),
    ).number


def _refuse(
    request: Request, actor: Actor, submission_id: UUID, entry: Entry[DraftForm], status: int = 422
) -> Response:
    return show_submission(request, actor, submission_id, status=status, draft=entry)
