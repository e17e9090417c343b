"""From a request to the account that is to be redacted: pasted text, or a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from service.bodies import JSON, PastedText, UploadedFile, media_type, read_form
from service.redactions.schemas import TextToRedact
from service.validation import parse_json


async def read_submission(request: Request) -> PastedText | UploadedFile:
    """Read the request's body.

    Raises:
        MediaTypeUnsupported: it is neither JSON nor a form with files.
        RequestMalformed, RequestInvalid: it is not what it should be.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    if media_type(request) == JSON:
        return PastedText(parse_json(TextToRedact, await request.body()).text)
    form = await read_form(request, files=("file",))
    return form.files["file"]


Submission = Annotated[PastedText | UploadedFile, Depends(read_submission)]
