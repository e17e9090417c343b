"""What a request for a redacted copy is answered with."""

from __future__ import annotations

from nlp.readers import Limits
from service.bodies import PastedText, UploadedFile
from service.redactions.copies import CAUTION, copy_text
from service.redactions.schemas import KindReplaced, RedactedText


def answer(account: PastedText | UploadedFile, limits: Limits) -> str:
    """The redacted text as JSON; raises a DocumentError."""
    copy = copy_text(account.read(limits))
    replaced = tuple(KindReplaced(kind=kind, count=count) for kind, count in copy.replaced.items())
    return RedactedText(text=copy.text, replaced=replaced, caution=CAUTION).model_dump_json()
