"""Several documents are one text, and each is found in it again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.documents import Document
from nlp.errors import DocumentEmpty, DocumentTooLarge
from nlp.readers import Limits
from service.bodies import PastedText, UploadedFile
from service.submissions.documents import join, read_draft

PARAGRAPHS = st.lists(st.text(min_size=1).filter(str.strip), min_size=1, max_size=4)


@given(st.lists(PARAGRAPHS, min_size=1, max_size=4))
def test_every_document_is_the_part_of_the_text_that_it_is_said_to_be(written: list[list[str]]) -> None:
    documents = [Document.from_paragraphs(paragraphs) for paragraphs in written]
    joined = join(documents)
    text = joined.document.text
    assert [text[part.start : part.end] for part in joined.parts] == [document.text for document in documents]
    assert joined.document.paragraph_texts() == [
        paragraph for document in documents for paragraph in document.paragraph_texts()
    ]
    assert joined.document == Document.from_paragraphs(joined.document.paragraph_texts())


def test_one_document_is_itself() -> None:
    read = read_draft([PastedText("I rang her.\n\nShe was pleased.")], Limits())
    assert read.document.text == "I rang her.\n\nShe was pleased."
    assert [(part.start, part.end) for part in read.parts] == [(0, len(read.document.text))]


def test_a_fault_names_the_document_by_its_place_where_there_are_several() -> None:
    empty = UploadedFile(b" ", "asha.txt")
    with pytest.raises(DocumentEmpty, match=r"^Document 2: "):
        read_draft([PastedText("I rang her."), empty], Limits())
    with pytest.raises(DocumentEmpty, match=r"^The file is empty"):
        read_draft([empty], Limits())


def test_the_words_of_all_documents_count_together() -> None:
    limits = Limits(words=5)
    read_draft([PastedText("I rang her."), PastedText("She laughed.")], limits)
    with pytest.raises(DocumentTooLarge, match="5 words together"):
        read_draft([PastedText("I rang her."), PastedText("She laughed too.")], limits)
