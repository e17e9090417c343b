"""From the documents of a draft to its one text, and where each document lies in it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass

from nlp.comparison.naming import naming
from nlp.documents import PARAGRAPH_BREAK, Document, Span
from nlp.errors import DocumentTooLarge
from nlp.readers import Limits
from service.bodies import PastedText, UploadedFile


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """The text of all documents together, and the part of it that each one is, in code points."""

    document: Document
    parts: tuple[Span, ...]


def read_draft(sent: Sequence[PastedText | UploadedFile], limits: Limits) -> ReadDraft:
    """Read the documents of one draft, files in a confined process.

    Raises a DocumentError whose message says which of several it is about; DocumentTooLarge also where they hold more
    words together than one document may.
    """
    read = []
    for number, one in enumerate(sent, 1):
        with naming(f"Document {number}") if len(sent) > 1 else nullcontext():
            read.append(one.read(limits))
    joined = join(read)
    if len(joined.document.text.split()) > limits.words:
        raise DocumentTooLarge(f"The documents have more than {limits.words:,} words together. Send fewer or shorter.")
    return joined


def join(documents: Sequence[Document]) -> ReadDraft:
    """Put documents one behind the other, a blank line between them."""
    parts: list[Span] = []
    paragraphs: list[Span] = []
    position = 0
    for document in documents:
        parts.append(Span(position, position + len(document.text)))
        paragraphs.extend(Span(position + one.start, position + one.end) for one in document.paragraphs)
        position += len(document.text) + len(PARAGRAPH_BREAK)
    text = PARAGRAPH_BREAK.join(document.text for document in documents)
    return ReadDraft(Document(text, tuple(paragraphs)), tuple(parts))
