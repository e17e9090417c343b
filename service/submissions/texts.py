"""The words of a draft."""

from __future__ import annotations

from sqlalchemy.orm import Session

from service.errors import Conflict
from service.storage.tables.submissions import Draft, Text
from service.submissions.drafts import documents_of
from service.submissions.schemas import DocumentExtent, DraftText


def read_text_of(session: Session, draft: Draft) -> DraftText:
    """The text of a draft and where its documents lie in it; raises Conflict where it was erased."""
    text = session.get_one(Text, draft.text_id)
    if text.content is None:
        raise Conflict("The words of this draft were erased.")
    return DraftText(
        content=text.content,
        words=text.words,
        paragraphs=tuple((start, end) for start, end in text.paragraphs),
        documents=tuple(
            DocumentExtent(id=document.id, start=document.start, end=document.end)
            for document in documents_of(session, draft)
        ),
    )
