"""Files built to harm their reader: each ends in an error that says what to do, through the confined process."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from io import BytesIO

import pytest
from reportlab.pdfgen.canvas import Canvas

from nlp.errors import DocumentDamaged, DocumentError, DocumentTooLarge, UnsupportedFormat
from nlp.readers import Limits, Sandbox, read_bytes
from tests.patience import PATIENCE

MakeDocument = Callable[..., bytes]
MakeZip = Callable[[Mapping[str, str | bytes]], bytes]

PARAGRAPH = "<w:p><w:r><w:t>word</w:t></w:r></w:p>"
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><d>&i;</d>"
)
EXTERNAL = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><d>&f;</d>'


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(Limits(seconds=PATIENCE)) as shared:
        yield shared


def bomb(member: str, megabytes: int) -> bytes:
    """A ZIP file whose one member unpacks to so many megabytes of spaces."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(member, "w") as stream:
        for _ in range(megabytes):
            stream.write(b" " * 1024 * 1024)
    return buffer.getvalue()


def test_a_zip_bomb(sandbox: Sandbox) -> None:
    data = bomb("word/document.xml", 300)
    assert len(data) < 1024 * 1024
    with pytest.raises(DocumentTooLarge, match="unpacks to far more"):
        read_bytes(data, "account.docx", sandbox=sandbox)


def test_a_zip_bomb_that_lies_about_its_size(sandbox: Sandbox) -> None:
    data = bytearray(bomb("word/document.xml", 300))
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1000).to_bytes(4, "little")
    with pytest.raises(DocumentDamaged, match="save it again"):
        read_bytes(bytes(data), "account.docx", sandbox=sandbox)


def test_a_nested_zip_bomb_is_never_opened(sandbox: Sandbox, make_docx: MakeDocument, make_zip: MakeZip) -> None:
    inner = make_zip({"again.zip": bomb("zeros", 90)})
    assert read_bytes(make_docx(PARAGRAPH, extra={"word/embeddings/a.zip": inner}), sandbox=sandbox).text == "word"
    with pytest.raises(UnsupportedFormat, match="an archive of several files"):
        read_bytes(make_zip({"a.zip": inner}), sandbox=sandbox)


def test_too_many_members(sandbox: Sandbox, make_zip: MakeZip) -> None:
    with pytest.raises(DocumentTooLarge):
        read_bytes(make_zip({f"word/{number}": "" for number in range(3000)}), sandbox=sandbox)


@pytest.mark.parametrize("keep", [4, 40, 400, -1, -30, -300])
def test_a_truncated_document(sandbox: Sandbox, make_docx: MakeDocument, keep: int) -> None:
    with pytest.raises(DocumentDamaged, match="damaged or incomplete"):
        read_bytes(make_docx(PARAGRAPH)[:keep], "account.docx", sandbox=sandbox)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize("xml", [LAUGHS, EXTERNAL], ids=["billion-laughs", "external-entity"])
@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
def test_xml_entities_in_a_word_document(
    sandbox: Sandbox, make_docx: MakeDocument, part: str, xml: str, encoding: str
) -> None:
    with pytest.raises(DocumentDamaged, match="declares XML entities"):
        read_bytes(make_docx(PARAGRAPH, extra={part: xml.encode(encoding)}), "account.docx", sandbox=sandbox)


@pytest.mark.parametrize("xml", [LAUGHS, EXTERNAL], ids=["billion-laughs", "external-entity"])
def test_xml_entities_in_an_opendocument_text(sandbox: Sandbox, make_odt: MakeDocument, xml: str) -> None:
    with pytest.raises(DocumentDamaged, match="declares XML entities"):
        read_bytes(make_odt("", extra={"content.xml": xml}), "account.odt", sandbox=sandbox)


@pytest.mark.parametrize("wrapper", ["w:sdt", "w:hyperlink", "w:tbl"])
def test_elements_nested_too_deep(sandbox: Sandbox, make_docx: MakeDocument, wrapper: str) -> None:
    body = f"<{wrapper}>" * 100_000 + f"</{wrapper}>" * 100_000
    with pytest.raises(DocumentDamaged, match="save it again"):
        read_bytes(make_docx(body), "account.docx", sandbox=sandbox)


def test_a_path_out_of_the_archive_is_only_a_name(sandbox: Sandbox, make_docx: MakeDocument) -> None:
    link = '<Relationship Type="/officeDocument" Target="../../../../etc/passwd"/>'
    relationships = f'<Relationships xmlns="x">{link}</Relationships>'
    with pytest.raises(DocumentDamaged):
        read_bytes(make_docx(PARAGRAPH, extra={"_rels/.rels": relationships}), sandbox=sandbox)


def test_a_thousand_pages(sandbox: Sandbox) -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer)
    for number in range(1000):
        canvas.drawString(72, 700, f"I rang customer {number}.")
        canvas.showPage()
    canvas.save()
    with pytest.raises(DocumentTooLarge, match="more than 300 pages"):
        read_bytes(buffer.getvalue(), "account.pdf", sandbox=sandbox)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_compression_bomb_in_a_pdf(sandbox: Sandbox, layers: int) -> None:
    compressor = zlib.compressobj()
    content = b"".join(compressor.compress(b" " * 1024 * 1024) for _ in range(300)) + compressor.flush()
    content = zlib.compress(content) if layers > 1 else content
    with pytest.raises(DocumentError, match="hand that in"):
        read_bytes(_pdf(content, layers), "account.pdf", sandbox=sandbox)


def test_pages_that_contain_themselves(sandbox: Sandbox) -> None:
    data = _objects(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 1000000000>>")
    with pytest.raises(DocumentDamaged):
        read_bytes(data, "account.pdf", sandbox=sandbox)


def test_groups_without_end(sandbox: Sandbox) -> None:
    with pytest.raises(DocumentDamaged):
        read_bytes(b"{\\rtf1 " + b"{" * 10_000_000, "account.rtf", sandbox=sandbox)


def _pdf(content: bytes, layers: int) -> bytes:
    stream = b"<</Length %d/Filter[%b]>>stream\n%b\nendstream" % (len(content), b"/FlateDecode" * layers, content)
    return _objects(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        stream,
    )


def _objects(*objects: bytes) -> bytes:
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    entries = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    count = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%b" % (count, entries)
    return body + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(body))
