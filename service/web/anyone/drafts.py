"""A draft as somebody sent it with a form: pasted, or as a file, which goes before pasted text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from pydantic import BaseModel
from starlette.datastructures import FormData, UploadFile

from criteria_bank.errors import QualificationNotFound, UnitNotFound
from nlp.errors import DocumentError, FeedbackWithheld
from service.bodies import PastedText, UploadedFile
from service.errors import AnalysisTimedOut, Fault, ServiceBusy, ServiceStarting
from service.web.anyone.choices import Choice
from service.web.forms import Entry, read_form
from service.web.languages import mark

Form = TypeVar("Form", bound=BaseModel)
LATER = (AnalysisTimedOut, ServiceBusy, ServiceStarting)
"""What has nothing to do with what was sent."""
REFUSALS = (DocumentError, FeedbackWithheld, QualificationNotFound, UnitNotFound, *LATER)
"""What the form is shown again for, with everything that was typed."""
_UNKNOWN = mark("This unit or qualification is not there any more. Choose one of the list.")


class DraftForm(BaseModel):
    """The fields of the form, but for the file."""

    text: str = ""
    choice: str = ""


@dataclass(frozen=True, slots=True)
class SentDraft:
    """A draft, what it is to be laid against, and the form as it was filled in."""

    account: PastedText | UploadedFile
    choice: Choice
    entry: Entry[DraftForm]

    @property
    def name(self) -> str | None:
        """What the file was called; None for pasted text."""
        return self.account.name if isinstance(self.account, UploadedFile) else None

    def refused(self, error: Exception) -> Entry[DraftForm]:
        """The form with what is wrong, at its field."""
        return self.entry.refused(fault_of(error, "text" if self.name is None else "file"))


async def read_draft(form: FormData) -> SentDraft:
    """The draft that a form holds."""
    entry = read_form(DraftForm, form)
    account = await account_in(form, entry, text="text", file="file")
    return SentDraft(account, Choice.read(entry.text("choice")), entry)


async def account_in(form: FormData, entry: Entry[Form], *, text: str, file: str) -> PastedText | UploadedFile:
    """The account in one pair of fields."""
    sent = form.get(file)
    if isinstance(sent, UploadFile) and sent.filename:
        return UploadedFile(await sent.read(), sent.filename)
    return PastedText(entry.text(text))


def fault_of(error: Exception, field: str) -> Fault:
    """What is wrong, at its place in the form; ``field``: the one that the document came by."""
    if isinstance(error, LATER):
        return Fault("#", str(error))
    if isinstance(error, DocumentError):
        return Fault(f"#/{field}", str(error))
    return Fault("#/choice", str(error) if isinstance(error, FeedbackWithheld) else _UNKNOWN)


def status_of(error: Exception) -> int:
    """The status of the form that is shown again."""
    return 503 if isinstance(error, LATER) else 422
