"""What requests hold: JSON, or a form with files; and the accounts in them, as text or as files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, cast

from fastapi import Request
from starlette.datastructures import FormData, UploadFile

from nlp.documents import Document
from nlp.readers import Limits, Sandbox, read_bytes, read_text
from service.errors import Fault, MediaTypeUnsupported, RequestInvalid

JSON = "application/json"
FORM = "multipart/form-data"
MOST_FILES = 1_000
"""Files of a form that are looked at: whoever sends too many is told how many she may. The body is limited besides."""
MediaType = Literal["application/json", "multipart/form-data"]


@dataclass(frozen=True, slots=True)
class PastedText:
    """Text that was sent as it is."""

    text: str

    def read(self, limits: Limits) -> Document:
        """Find the paragraphs; raises a DocumentError."""
        return read_text(self.text, limits=limits)


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file and the name that it was sent under."""

    data: bytes
    name: str | None

    def read(self, limits: Limits, sandbox: Sandbox | None = None) -> Document:
        """Read the file in a confined process, its own or that of ``sandbox``; raises a DocumentError."""
        return read_bytes(self.data, self.name, limits=limits, sandbox=sandbox)


@dataclass(frozen=True, slots=True)
class Form:
    """A form's files and fields by name; fields that were left blank are not there."""

    files: Mapping[str, UploadedFile]
    fields: Mapping[str, str]


def media_type(request: Request) -> MediaType:
    """Which of the two kinds of body it is; raises MediaTypeUnsupported where it is neither."""
    given = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if given not in (JSON, FORM):
        raise MediaTypeUnsupported(f"Send one of {JSON}, {FORM}, and say so in Content-Type.")
    return cast("MediaType", given)


async def read_form(request: Request, *, files: Sequence[str], fields: Sequence[str] = ()) -> Form:
    """Read a form that holds these ``files``, all of them, and any of these ``fields``.

    Raises:
        RequestInvalid: it holds something else.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    async with request.form(max_files=len(files), max_fields=max(1, len(fields))) as form:
        if faults := _faults(form, files, fields):
            raise RequestInvalid(faults)
        sent = {name: cast("UploadFile", form[name]) for name in files}
        return Form(
            {name: UploadedFile(await file.read(), file.filename) for name, file in sent.items()},
            {name: str(form[name]) for name in fields if form.get(name)},
        )


async def read_files(request: Request, field: str, *, most: int) -> tuple[UploadedFile, ...]:
    """Read a form whose ``field`` holds one file or several, ``most`` of them, and which holds nothing else.

    Raises:
        RequestInvalid: it holds something else.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    async with request.form(max_files=max(most, MOST_FILES), max_fields=1) as form:
        sent = [file for file in form.getlist(field) if isinstance(file, UploadFile)]
        if not sent or len(sent) < len(form.multi_items()):
            raise RequestInvalid([Fault(f"#/{field}", "Files with file names are needed here, and nothing else.")])
        if len(sent) > most:
            raise RequestInvalid([Fault(f"#/{field}", f"There may be {most} files at most.")])
        return tuple([UploadedFile(await file.read(), file.filename) for file in sent])


def _faults(form: FormData, files: Sequence[str], fields: Sequence[str]) -> list[Fault]:
    faults = [
        Fault(f"#/{name}", "A file with a file name is needed here.")
        for name in files
        if not isinstance(form.get(name), UploadFile)
    ]
    faults += [
        Fault(f"#/{name}", "A line of text belongs here, not a file.")
        for name in fields
        if isinstance(form.get(name), UploadFile)
    ]
    if any(name not in (*files, *fields) for name in form):
        faults.append(Fault("#", f"There is a field that is not known. Send only {_listed([*files, *fields])}."))
    return faults


def _listed(names: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join([*([", ".join(names[:-1])] if names[1:] else []), names[-1]])
