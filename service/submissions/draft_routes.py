"""The drafts of a submission: adding them, reading them, taking one back, and the original files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, BinaryIO
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import StreamingResponse

from service import problem_types as types
from service.attachments import HEADERS
from service.dependencies import CurrentDatabase, CurrentJobs, CurrentOriginals
from service.idempotency import GivenKey, request_sha256
from service.problem_groups import OF_PEOPLE, OF_READING, OF_THINGS
from service.problems import describe_problems
from service.submissions.asking import DraftNumber, Learner, Reader, SubmissionId
from service.submissions.drafts import describe_draft, read_drafts
from service.submissions.originals import original_of
from service.submissions.receiving import receive_draft
from service.submissions.schemas import Drafts, DraftText, DraftView, draft_body
from service.submissions.sent import ReadSentDraft
from service.submissions.taking_back import take_back
from service.submissions.texts import read_text_of
from service.visibility.drafts import find_draft, last_handed_in
from service.visibility.submissions import find_submission

_EXAMPLE = {"text": "I rang the customer back the same day. It was the waiting that had worried her, not the price."}
_PIECE = 64 * 1024

router = APIRouter(prefix="/v1/submissions/{submission_id}", tags=["submissions"])


@router.post(
    "/drafts",
    summary="Add a draft",
    name="add_draft",
    status_code=201,
    response_description="The draft, whose analysis has been asked for.",
    openapi_extra={"requestBody": draft_body(_EXAMPLE)},
    responses=describe_problems(
        *OF_THINGS, *OF_READING, types.CONFLICT, types.IDEMPOTENCY_KEY_REUSED, types.FILES_UNAVAILABLE
    ),
)
def post_draft(
    submission_id: SubmissionId,
    *,
    request: Request,
    actor: Learner,
    database: CurrentDatabase,
    jobs: CurrentJobs,
    originals: CurrentOriginals,
    key: GivenKey,
    sent: ReadSentDraft,
) -> DraftView:
    """Add a draft to a submission of one's own that has not been handed in, or was referred back.

    Several documents are read as one text, in their order. The original files are kept as they are. The analysis is
    under way when this is answered: `job` leads to its progress.
    """
    sha256 = request_sha256(request.method, request.url.path, sent.digest())
    return receive_draft(database, jobs, originals, actor, submission_id, sent=sent, key=key, sha256=sha256)


@router.get(
    "/drafts",
    summary="List the drafts of a submission",
    response_description="The drafts, first to last.",
    responses=describe_problems(*OF_THINGS),
)
def get_drafts(submission_id: SubmissionId, actor: Reader, database: CurrentDatabase) -> Drafts:
    """All drafts to the learner; to staff those up to the one that was handed in last."""
    with database.read() as session:
        return Drafts(items=read_drafts(session, actor, find_submission(session, actor, submission_id)))


@router.get(
    "/drafts/{number}",
    summary="Read about a draft",
    response_description="When it was sent, what it was read from, and how far its analysis has come.",
    responses=describe_problems(*OF_THINGS),
)
def get_draft(submission_id: SubmissionId, number: DraftNumber, actor: Reader, database: CurrentDatabase) -> DraftView:
    """One draft, without its words."""
    with database.read() as session:
        draft = find_draft(session, actor, find_submission(session, actor, submission_id), number)
        return describe_draft(session, draft, last_handed_in(session, submission_id))


@router.get(
    "/drafts/{number}/text",
    summary="Read the words of a draft",
    response_description="The text, its paragraphs, and which part each document is.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT),
)
def get_draft_text(
    submission_id: SubmissionId, number: DraftNumber, actor: Reader, database: CurrentDatabase
) -> DraftText:
    """The text that was read from the documents of a draft; results cite it by offsets."""
    with database.read() as session:
        return read_text_of(session, find_draft(session, actor, find_submission(session, actor, submission_id), number))


@router.delete(
    "/drafts/{number}",
    summary="Take a draft back",
    status_code=204,
    response_description="Its words are gone.",
    responses=describe_problems(*OF_THINGS, types.CONFLICT, types.FILES_UNAVAILABLE),
)
def delete_draft(
    submission_id: SubmissionId,
    number: DraftNumber,
    actor: Learner,
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> None:
    """Erase the words of a draft of one's own that was never handed in: text, result, names of files and originals.

    That there was a draft of this number stays.
    """
    take_back(database, originals, actor, submission_id, number)


@router.get(
    "/documents/{document_id}",
    summary="Get an original file",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file as it was handed in, under its name.",
            "headers": HEADERS,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        },
        **describe_problems(*OF_PEOPLE, *OF_THINGS, types.ORIGINAL_LOST, types.FILES_UNAVAILABLE),
    },
)
def get_original(
    submission_id: SubmissionId,
    document_id: Annotated[UUID, Path(description="The document's id.")],
    actor: Reader,
    database: CurrentDatabase,
    originals: CurrentOriginals,
) -> StreamingResponse:
    """One of the files that a draft was read from, byte by byte as it was sent. Pasted text has none.

    When somebody other than the learner opens it, the audit log says so.
    """
    found = original_of(database, actor, submission_id, document_id)
    file = originals.open(found.centre_id, found.sha256)
    headers = {"Content-Disposition": found.disposition, "Content-Length": str(found.size)}
    return StreamingResponse(_pieces(file), media_type=found.media_type, headers=headers)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(_PIECE):
            yield piece
