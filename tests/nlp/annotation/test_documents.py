"""From a Word file and its result to the Word file with comments."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
import pytest

from nlp.annotation import annotated_docx, comments
from nlp.errors import DocumentChanged, DocumentTooLarge, UnsupportedFormat
from nlp.pipeline import fake_analyser
from nlp.readers import Limits, Sandbox, read_bytes, read_text

ANALYSER = fake_analyser()


def word(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


ACCOUNT = word("My account.", "On Monday a man rang about his mower. I asked what would help him most.")
RESULT = ANALYSER.analyse(read_bytes(ACCOUNT))


def test_the_comments_of_the_result_are_in_the_file() -> None:
    written = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
    content = annotated_docx(ACCOUNT, RESULT, ANALYSER.unit, written=written)
    found = docx.Document(BytesIO(content)).comments
    assert [one.text for one in found] == [one.text for one in comments(RESULT, ANALYSER.unit)]
    assert {one.timestamp for one in found} == {written}
    assert read_bytes(content) == read_bytes(ACCOUNT)


def test_without_a_date_the_file_is_the_same_every_time() -> None:
    with Sandbox() as sandbox:
        first, second = (annotated_docx(ACCOUNT, RESULT, ANALYSER.unit, sandbox=sandbox) for _ in range(2))
    assert first == second


def test_another_document_is_refused() -> None:
    with pytest.raises(DocumentChanged, match="Analyse it again"):
        annotated_docx(word("My account."), RESULT, ANALYSER.unit)


def test_the_same_words_in_another_format_are_refused() -> None:
    text = "I rang her back on Friday."
    with pytest.raises(UnsupportedFormat, match=r"Word document \(\.docx\)"):
        annotated_docx(text.encode(), ANALYSER.analyse(read_text(text)), ANALYSER.unit)


def test_limits_apply() -> None:
    with pytest.raises(DocumentTooLarge):
        annotated_docx(ACCOUNT, RESULT, ANALYSER.unit, Limits(words=3))
