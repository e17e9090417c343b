from __future__ import annotations

import runpy
from io import BytesIO
from pathlib import Path

from nlp.readers import read_bytes, read_file

EXAMPLES = Path(__file__).parents[3] / "examples"


def test_the_example_document_is_what_its_program_makes() -> None:
    buffer = BytesIO()
    runpy.run_path(str(EXAMPLES / "make_examples.py"))["make"]().save(buffer)
    assert read_file(EXAMPLES / "reflective-account.docx") == read_bytes(buffer.getvalue())


def test_the_example_document_shows_what_a_reader_meets() -> None:
    paragraphs = read_file(EXAMPLES / "reflective-account.docx").paragraph_texts()
    assert paragraphs[0].startswith("Reflective account")
    assert "Office hard to reach\t5\tNothing yet" in paragraphs
    assert "text changes by 4 pm the day before, for parents who work shifts" in paragraphs
    assert 300 <= sum(len(paragraph.split()) for paragraph in paragraphs) <= 400
