"""Redacted copies of documents, for the API and the command line alike; nothing of them is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nlp.documents import Document
from nlp.errors import DocumentEmpty
from nlp.personal_data.finder import find_personal_data
from nlp.personal_data.redaction import Replacement, apply, replacements
from nlp.readers import Limits, read_bytes
from nlp.writers import replace

CAUTION = (
    "First names on their own, places, jobs and what happened may still identify somebody, and an unusual spelling can "
    "hide a name. A person must read the copy before it is shared."
)


WORD_CAUTION = "Names that stand only in headers, footers, comments or pictures are not found."


@dataclass(frozen=True, slots=True)
class TextCopy:
    """The text of a document with everything found in it replaced, and how many strings of which kind that was."""

    text: str
    replaced: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class WordCopy:
    """The same of a Word document: the whole file."""

    content: bytes
    replaced: Mapping[str, int]


def copy_text(document: Document) -> TextCopy:
    """Redact a document's text; raises DocumentEmpty where it holds no words."""
    items = replacements_in(document)
    return TextCopy(apply(document.text, items), count_kinds(items))


def copy_word(data: bytes, name: str | None, limits: Limits) -> WordCopy:
    """Redact a Word document, what its reader leaves out included; raises a DocumentError."""
    items = replacements_in(read_bytes(data, name, limits=limits))
    return WordCopy(replace(data, items, limits=limits), count_kinds(items))


def replacements_in(document: Document) -> tuple[Replacement, ...]:
    """What is to be replaced in a document; raises DocumentEmpty where it holds no words."""
    if not document.text:
        raise DocumentEmpty("There are no words in this document. Check that you chose the right file.")
    return replacements(document.text, find_personal_data(document.text))


def count_kinds(items: Sequence[Replacement]) -> Mapping[str, int]:
    """How many strings of each kind are replaced, most first."""
    return dict(Counter(item.kind for item in items).most_common())
