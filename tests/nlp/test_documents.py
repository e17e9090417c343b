from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.documents import PARAGRAPH_BREAK, Document, Span


def test_paragraphs_are_joined_with_a_blank_line_and_their_places_kept() -> None:
    document = Document.from_paragraphs(["I rang her.", "She thanked me."])

    assert document == Document("I rang her.\n\nShe thanked me.", (Span(0, 11), Span(13, 28)))
    assert document.paragraph_texts() == ["I rang her.", "She thanked me."]


def test_white_space_around_paragraphs_and_empty_ones_are_left_out() -> None:
    document = Document.from_paragraphs(["", "  I rang her.\n", " \t", "\u00a0She\nthanked me. "])

    assert document.paragraph_texts() == ["I rang her.", "She\nthanked me."]


def test_offsets_count_code_points() -> None:
    document = Document.from_paragraphs(["Café 😀", "e\u0301clair"])

    assert document.paragraphs == (Span(0, 6), Span(8, 15))


@pytest.mark.parametrize("paragraphs", [[], [""], [" ", "\n"]])
def test_no_words_make_an_empty_document(paragraphs: list[str]) -> None:
    assert Document.from_paragraphs(paragraphs) == Document("", ())


@given(st.lists(st.text(max_size=12)))
def test_places_hold_exactly_the_words_of_each_paragraph(paragraphs: list[str]) -> None:
    document = Document.from_paragraphs(paragraphs)

    assert document.paragraph_texts() == [text.strip() for text in paragraphs if text.strip()]
    assert all(span.start < span.end for span in document.paragraphs)
    for span, following in pairwise(document.paragraphs):
        assert document.text[span.end : following.start] == PARAGRAPH_BREAK


def test_documents_are_immutable() -> None:
    document = Document.from_paragraphs(["I rang her."])

    with pytest.raises(FrozenInstanceError):
        document.text = "I did not."  # type: ignore[misc]
