"""From a request to the two drafts that are to be compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from nlp.comparison.comparison import NAMES
from nlp.comparison.naming import naming
from nlp.documents import Document
from nlp.readers import Limits
from service.bodies import JSON, PastedText, UploadedFile, media_type, read_form
from service.comparisons.schemas import DraftsToCompare
from service.validation import parse_json


@dataclass(frozen=True, slots=True)
class Submitted:
    """Two drafts, and the id of the unit to lay them against (None: the default one)."""

    first: PastedText | UploadedFile
    second: PastedText | UploadedFile
    unit: str | None

    def read(self, limits: Limits) -> tuple[Document, Document]:
        """Read both; raises a DocumentError whose message says which one it is about."""
        with naming(NAMES[0]):
            first = self.first.read(limits)
        with naming(NAMES[1]):
            return first, self.second.read(limits)


async def read_drafts(request: Request) -> Submitted:
    """Read the request's body.

    Raises:
        MediaTypeUnsupported: it is neither JSON nor a form with files.
        RequestMalformed, RequestInvalid: it is not what it should be.
        HTTPException: the form is broken, or the body larger than allowed.
    """
    if media_type(request) == JSON:
        body = parse_json(DraftsToCompare, await request.body())
        return Submitted(PastedText(body.first), PastedText(body.second), body.unit)
    form = await read_form(request, files=("first", "second"), fields=("unit",))
    return Submitted(form.files["first"], form.files["second"], form.fields.get("unit"))


SubmittedDrafts = Annotated[Submitted, Depends(read_drafts)]
