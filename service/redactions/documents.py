"""POST /v1/redactions/docx: a Word document back without what identifies customers and other third parties."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from nlp.readers import Limits
from service.access import anybody
from service.bodies import FORM, JSON, UploadedFile, media_type, read_form
from service.dependencies import CurrentSettings, CurrentWorkers
from service.errors import MediaTypeUnsupported
from service.problem_groups import OF_REDACTING
from service.problems import describe_problems
from service.redactions.copies import copy_word
from service.redactions.schemas import document_body
from service.word_response import WordResponse

# The name of the file that was sent often holds the learner's own.
DISPOSITION = 'attachment; filename="redacted.docx"'
REPLACED = "X-Replaced"

router = APIRouter(prefix="/v1/redactions", tags=["redactions"], dependencies=[Depends(anybody)])


async def read_word_document(request: Request) -> UploadedFile:
    """Read the request's body, which must be a form with one file.

    Raises:
        MediaTypeUnsupported: it is no form.
        RequestInvalid: it holds something else.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    if media_type(request) == JSON:
        raise MediaTypeUnsupported(f"Send the .docx file itself, as {FORM}; text belongs to /v1/redactions.")
    form = await read_form(request, files=("file",))
    return form.files["file"]


@router.post(
    "/docx",
    summary="Redact a Word document",
    response_class=WordResponse,
    openapi_extra={"requestBody": document_body()},
    responses={
        200: {
            "description": "The document as it was, with pseudonyms and labels, and without its authors' names.",
            "headers": {
                "Content-Disposition": {
                    "description": "Names the file; never after the one that was sent.",
                    "schema": {"type": "string"},
                    "example": DISPOSITION,
                },
                REPLACED: {
                    "description": "How many strings of which kind were replaced (a dictionary of RFC 9651).",
                    "schema": {"type": "string"},
                    "example": "full_name=2, phone=1",
                },
            },
        },
        **describe_problems(*OF_REDACTING),
    },
)
async def redact_docx(
    file: Annotated[UploadedFile, Depends(read_word_document)], workers: CurrentWorkers, settings: CurrentSettings
) -> Response:
    """The account that was sent, untouched but for what identifies somebody: in its text, and where that stands again.

    It must be a `.docx`, sent as a file. What stands only in headers, footers, comments or pictures is not found. A
    person must read the copy before it is shared.
    """
    limits = Limits(words=settings.max_words)
    copy = await workers.run(lambda: copy_word(file.data, file.name, limits), seconds=settings.time_limit)
    replaced = ", ".join(f"{kind}={count}" for kind, count in copy.replaced.items())
    return WordResponse(copy.content, headers={"Content-Disposition": DISPOSITION, REPLACED: replaced})
