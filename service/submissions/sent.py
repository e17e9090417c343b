"""From a request to the documents of a draft: pasted text, or one or more files."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from nlp.readers import Limits
from service.bodies import JSON, PastedText, UploadedFile, media_type, read_files
from service.dependencies import CurrentSettings, CurrentWorkers
from service.settings import Settings
from service.submissions.documents import ReadDraft, read_draft
from service.submissions.schemas import TextOfDraft
from service.validation import parse_json
from service.workers import Workers

FIELD = "files"


@dataclass(frozen=True, slots=True)
class SentDraft:
    """The documents of a draft as they were sent and as they read."""

    documents: tuple[PastedText | UploadedFile, ...]
    read: ReadDraft

    def digest(self) -> list[str]:
        """What a request that sends the same again is known by, however its form is laid out."""
        return [_digest(document) for document in self.documents]


async def read_sent_draft(request: Request, workers: CurrentWorkers, settings: CurrentSettings) -> SentDraft:
    """Read the request's body, and the documents in it.

    Raises:
        MediaTypeUnsupported: it is neither JSON nor a form with files.
        RequestMalformed, RequestInvalid: it is not what it should be.
        DocumentError: a document cannot be used.
        ServiceBusy, AnalysisTimedOut: there is no worker to read files, or reading takes too long.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    if media_type(request) == JSON:
        pasted = PastedText(parse_json(TextOfDraft, await request.body()).text)
        return await read_documents((pasted,), workers, settings)
    files = await read_files(request, FIELD, most=settings.max_files)
    return await read_documents(files, workers, settings)


async def read_documents(
    documents: Sequence[PastedText | UploadedFile], workers: Workers, settings: Settings
) -> SentDraft:
    """Read the documents of a draft; raises a DocumentError, ServiceBusy or AnalysisTimedOut."""
    limits, documents = Limits(words=settings.max_words), tuple(documents)
    if all(isinstance(document, PastedText) for document in documents):
        # Plain text is read in a moment; it need not queue behind files.
        return SentDraft(documents, await run_in_threadpool(read_draft, documents, limits))
    return SentDraft(documents, await workers.run(lambda: read_draft(documents, limits), seconds=settings.time_limit))


ReadSentDraft = Annotated[SentDraft, Depends(read_sent_draft)]


def _digest(document: PastedText | UploadedFile) -> str:
    if isinstance(document, PastedText):
        return hashlib.sha256(document.text.encode()).hexdigest()
    return f"{document.name!r} {hashlib.sha256(document.data).hexdigest()}"
