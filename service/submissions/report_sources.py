"""What reports on a draft are made from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from nlp.documents import Span
from nlp.errors import UnsupportedFormat
from nlp.readers.formats import Format
from service.access import Actor
from service.errors import NotFound
from service.files import Originals
from service.storage import Database
from service.storage.tables.submissions import Draft, DraftDocument
from service.submissions.drafts import documents_of
from service.submissions.file_names import MEDIA_TYPES
from service.submissions.results import Seen, see_result
from service.visibility.drafts import find_draft
from service.visibility.submissions import find_submission

_WORD = MEDIA_TYPES[Format.DOCX]


@dataclass(frozen=True, slots=True)
class ReportSource:
    """A result as somebody may see it, and what its report is called."""

    seen: Seen
    name: str


@dataclass(frozen=True, slots=True)
class WordSource:
    """A Word document of a draft, which part of the draft's text it is, and the result to put beside it.

    ``sent``: when the draft was.
    """

    seen: Seen
    name: str
    data: bytes
    part: Span
    sent: datetime


def report_source(database: Database, actor: Actor, submission_id: UUID, number: int) -> ReportSource:
    """For the report on a draft that ``actor`` may read.

    Raises:
        NotFound: there is no such draft that she may know of.
        FeedbackWithheld: the qualification lets a learner see nothing.
        Conflict: there is no result, or no longer.
    """
    with database.read() as session:
        seen, draft = _see(session, actor, submission_id, number)
        documents = documents_of(session, draft)
    named = documents[0].name if len(documents) == 1 else None
    return ReportSource(seen, named or f"Draft {number}")


def word_source(
    database: Database, originals: Originals, actor: Actor, submission_id: UUID, number: int, *, document: UUID | None
) -> WordSource:
    """For comments on a Word document of a draft: the one that is named, else the first.

    Raises what `report_source` raises; NotFound also where the draft has no such document, UnsupportedFormat where it
    has no Word document, OriginalLost and FilesUnavailable.
    """
    with database.read() as session:
        seen, draft = _see(session, actor, submission_id, number)
        chosen = _choose(documents_of(session, draft), document)
        centre_id = find_submission(session, actor, submission_id).centre_id
    if chosen.original_sha256 is None:
        raise NotFound
    with originals.open(centre_id, chosen.original_sha256) as file:
        data = file.read()
    return WordSource(seen, chosen.name or f"Draft {number}", data, Span(chosen.start, chosen.end), draft.created_at)


def _see(session: Session, actor: Actor, submission_id: UUID, number: int) -> tuple[Seen, Draft]:
    submission = find_submission(session, actor, submission_id)
    draft = find_draft(session, actor, submission, number)
    return see_result(session, actor, submission, draft), draft


def _choose(documents: Sequence[DraftDocument], wanted: UUID | None) -> DraftDocument:
    if wanted is not None:
        found = next((document for document in documents if document.id == wanted), None)
        if found is None:
            raise NotFound
        return found
    word = next((document for document in documents if document.media_type == _WORD), None)
    if word is None:
        raise UnsupportedFormat("There is no Word document in this draft. Ask for the report as a web page or a PDF.")
    return word
