"""Whatever the bytes and the name: a document with exact paragraphs, or an error that says what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from nlp.documents import Document
from nlp.errors import DocumentError
from nlp.readers import SUPPORTED_SUFFIXES, Sandbox, read_bytes, read_text

MakeDocument = Callable[..., bytes]

OPENINGS = [
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"{\\rtf1 ",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
]
NAMES = st.one_of(st.none(), st.sampled_from([f"account{suffix}" for suffix in (*SUPPORTED_SUFFIXES, ".doc", "")]))
# The fixtures hold no state between examples.
QUICK = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as shared:
        yield shared


def assert_exact(document: Document) -> None:
    assert document.paragraphs
    end = 0
    for span, text in zip(document.paragraphs, document.paragraph_texts(), strict=True):
        assert end <= span.start < span.end <= len(document.text)
        assert text == text.strip() != ""
        assert "\n\n" not in text
        end = span.end
    assert document.text == "\n\n".join(document.paragraph_texts())


def assert_document_or_error(data: bytes, name: str | None, sandbox: Sandbox) -> None:
    try:
        outcome: Document | DocumentError = read_bytes(data, name, sandbox=sandbox)
    except DocumentError as error:
        outcome = error
    if isinstance(outcome, Document):
        assert_exact(outcome)
    else:
        assert str(outcome).endswith(".")


@QUICK
@given(st.sampled_from(OPENINGS), st.binary(max_size=300), NAMES)
def test_any_bytes(sandbox: Sandbox, opening: bytes, rest: bytes, name: str | None) -> None:
    assert_document_or_error(opening + rest, name, sandbox)


@QUICK
@given(st.text(max_size=200))
def test_any_pasted_text(text: str) -> None:
    try:
        document = read_text(text)
    except DocumentError:
        assert not any(character.isascii() and character.isalnum() for character in text)
    else:
        assert_exact(document)


@QUICK
@given(st.text("ab .-\n\t1)é\u2019", max_size=200).map(lambda text: f"a{text}"))
def test_reading_a_documents_text_again_changes_nothing(text: str) -> None:
    document = read_text(text)
    assert read_text(document.text) == document


@QUICK
@given(st.data())
def test_damaged_copies_of_good_files(
    sandbox: Sandbox, make_docx: MakeDocument, make_odt: MakeDocument, data: st.DataObject
) -> None:
    files = {
        ".docx": make_docx("<w:p><w:r><w:t>I rang her.</w:t></w:r></w:p>"),
        ".odt": make_odt("<text:p>I rang her.</text:p>"),
        ".rtf": rb"{\rtf1\ansi{\fonttbl{\f0\fcharset0 Arial;}}\trowd\intbl I rang\cell her\u8217?.\cell\row end\par}",
        ".pdf": _pdf(),
    }
    suffix = data.draw(st.sampled_from(sorted(files)))
    content = bytearray(files[suffix])
    for position in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[position] = data.draw(st.integers(0, 255))
    assert_document_or_error(bytes(content), f"account{suffix}", sandbox)


@QUICK
@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30), max_size=5))
def test_any_paragraphs_of_a_word_document(sandbox: Sandbox, make_docx: MakeDocument, texts: list[str]) -> None:
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in texts]
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>' for text in escaped)
    assert_document_or_error(make_docx(body), "account.docx", sandbox)


def _pdf() -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, invariant=1)
    canvas.drawString(72, 700, "I rang her.")
    canvas.save()
    return buffer.getvalue()
