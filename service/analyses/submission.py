"""From a request to something that can be read: pasted text, or a file."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.datastructures import FormData, UploadFile

from nlp.documents import Document
from nlp.readers import Limits, read_bytes, read_text
from service.analyses.schemas import TextToAnalyse
from service.errors import Fault, MediaTypeUnsupported, RequestInvalid
from service.validation import parse_json

_FIELDS = ("file", "unit")


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text that was sent as it is."""

    text: str
    unit: str | None

    def read(self, limits: Limits) -> Document:
        """Find the paragraphs; raises a DocumentError."""
        return read_text(self.text, limits=limits)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file and the name that it was sent under."""

    data: bytes
    name: str | None
    unit: str | None

    def read(self, limits: Limits) -> Document:
        """Read the file in a confined process of its own; raises a DocumentError."""
        return read_bytes(self.data, self.name, limits=limits)


async def read_submission(request: Request) -> PastedText | UploadedFile:
    """Read the request's body.

    Raises:
        MediaTypeUnsupported: it is neither JSON nor a form with files.
        RequestMalformed, RequestInvalid: it is not what it should be.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    media_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if media_type not in _READERS:
        raise MediaTypeUnsupported(f"Send one of {', '.join(_READERS)}, and say so in Content-Type.")
    return await _READERS[media_type](request)


async def _read_json(request: Request) -> PastedText:
    body = parse_json(TextToAnalyse, await request.body())
    return PastedText(body.text, body.unit)


async def _read_form(request: Request) -> UploadedFile:
    async with request.form(max_files=1, max_fields=1) as form:
        file, unit = form.get("file"), form.get("unit")
        faults = _faults(form)
        if faults or not isinstance(file, UploadFile):
            raise RequestInvalid(faults)
        # A form sends a field that was left blank as an empty string.
        return UploadedFile(await file.read(), file.filename, str(unit) if unit else None)


def _faults(form: FormData) -> list[Fault]:
    faults = []
    if not isinstance(form.get("file"), UploadFile):
        faults.append(Fault("#/file", "A file with a file name is needed here."))
    if isinstance(form.get("unit"), UploadFile):
        faults.append(Fault("#/unit", "The id of a unit belongs here, not a file."))
    if any(name not in _FIELDS for name in form):
        faults.append(Fault("#", f"There is a field that is not known. Send only {' and '.join(_FIELDS)}."))
    return faults


_READERS: Mapping[str, Callable[[Request], Awaitable[PastedText | UploadedFile]]] = {
    "application/json": _read_json,
    "multipart/form-data": _read_form,
}

Submission = Annotated[PastedText | UploadedFile, Depends(read_submission)]
