"""From a request to the account that is to be analysed: pasted text, or a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from service.analyses.schemas import TextToAnalyse
from service.bodies import FORM, JSON, PastedText, UploadedFile, media_type, read_form
from service.errors import MediaTypeUnsupported
from service.validation import parse_json


@dataclass(frozen=True, slots=True)
class Submitted:
    """An account, and the id of the unit to lay it against (None: the default one)."""

    account: PastedText | UploadedFile
    unit: str | None


@dataclass(frozen=True, slots=True)
class SubmittedFile:
    """An account as a file, and the id of the unit to lay it against (None: the default one)."""

    account: UploadedFile
    unit: str | None


async def read_submission(request: Request) -> Submitted:
    """Read the request's body.

    Raises:
        MediaTypeUnsupported: it is neither JSON nor a form with files.
        RequestMalformed, RequestInvalid: it is not what it should be.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    if media_type(request) == JSON:
        body = parse_json(TextToAnalyse, await request.body())
        return Submitted(PastedText(body.text), body.unit)
    file = await _read_file(request)
    return Submitted(file.account, file.unit)


async def read_word_submission(request: Request) -> SubmittedFile:
    """Read the request's body, where it must hold a file; raises what `read_submission` raises."""
    if media_type(request) == JSON:
        raise MediaTypeUnsupported(f"Comments go into the Word document itself: send the .docx file, as {FORM}.")
    return await _read_file(request)


async def _read_file(request: Request) -> SubmittedFile:
    form = await read_form(request, files=("file",), fields=("unit",))
    return SubmittedFile(form.files["file"], form.fields.get("unit"))


Submission = Annotated[Submitted, Depends(read_submission)]
WordSubmission = Annotated[SubmittedFile, Depends(read_word_submission)]
