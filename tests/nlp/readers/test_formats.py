from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from nlp.errors import DocumentEmpty, DocumentEncrypted, UnsupportedFormat
from nlp.readers import SUPPORTED_SUFFIXES, read_bytes
from nlp.readers.formats import suffix_of

MakeDocument = Callable[..., bytes]
MakeZip = Callable[[Mapping[str, str | bytes]], bytes]

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def test_the_supported_suffixes() -> None:
    assert SUPPORTED_SUFFIXES == (".docx", ".odt", ".rtf", ".pdf", ".md", ".txt")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.DOCX", ".docx"),
        ("my account v1.2", ""),
        ("a", ""),
        (None, ""),
        ("", ""),
        (".txt", ""),
        ("dir.d/a.md", ".md"),
    ],
)
def test_the_suffix_of_a_name(name: str | None, suffix: str) -> None:
    assert suffix_of(name) == suffix


def test_a_word_document_is_known_without_a_name(make_docx: MakeDocument) -> None:
    data = make_docx("<w:p><w:r><w:t>Here.</w:t></w:r></w:p>")
    assert read_bytes(data).text == read_bytes(data, "account.docx").text == "Here."


@pytest.mark.parametrize(
    ("data", "name", "inside"),
    [
        (b"%PDF-1.7\n", "account.docx", "a PDF"),
        (b"{\\rtf1 Hello}", "account.doc", "an RTF document"),
    ],
)
def test_a_name_that_contradicts_the_content_is_refused(data: bytes, name: str, inside: str) -> None:
    with pytest.raises(UnsupportedFormat, match=f"inside it is {inside}. Rename it"):
        read_bytes(data, name)


@pytest.mark.parametrize("data", [b"plain words", bytes(range(128, 256)) * 20])
@pytest.mark.parametrize("suffix", [".docx", ".pdf"])
def test_text_or_rubbish_named_as_a_document_is_refused_with_both_ways_out(data: bytes, suffix: str) -> None:
    with pytest.raises(UnsupportedFormat, match=r"save it again in that format; .* rename it to end in \.txt"):
        read_bytes(data, f"account{suffix}")


def test_a_word_document_named_otherwise_is_refused(make_docx: MakeDocument) -> None:
    with pytest.raises(UnsupportedFormat, match=r"a Word document\. Rename it to end in \.docx"):
        read_bytes(make_docx("<w:p/>"), "account.pdf")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"\x00\x00\x00\x18ftypheic", "a picture"),
        (b"\x00\x00\x00\x18ftypmp42", "a recording"),
        (b"Rar!\x1a\x07", "an archive"),
        (b"<!DOCTYPE HTML><p>words", "a web page"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        (OLE, "older Office program"),
    ],
)
def test_content_that_is_known_and_not_read_is_named(data: bytes, kind: str) -> None:
    with pytest.raises(UnsupportedFormat, match=kind) as raised:
        read_bytes(data, "account.docx")
    assert "Save it as a Word document (.docx) or as a PDF" in str(raised.value)


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"Index/Document.iwa": ""}, "Apple Pages"),
        ({"xl/workbook.xml": ""}, "a spreadsheet"),
        ({"ppt/presentation.xml": ""}, "a presentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "a spreadsheet"),
        ({"mimetype": "application/epub+zip"}, "an electronic book"),
        ({"account.docx": "", "photo.jpg": ""}, "an archive of several files"),
    ],
)
def test_other_zip_containers_are_named(make_zip: MakeZip, members: Mapping[str, str], kind: str) -> None:
    with pytest.raises(UnsupportedFormat, match=kind):
        read_bytes(make_zip(members), "account.docx")


def test_an_encrypted_word_document_is_recognised() -> None:
    with pytest.raises(DocumentEncrypted, match="Remove the password"):
        read_bytes(OLE + "EncryptedPackage".encode("utf-16-le"), "account.docx")


@pytest.mark.parametrize("name", ["account.html", "account.csv", "account.exe"])
def test_text_under_an_unknown_suffix_is_refused(name: str) -> None:
    with pytest.raises(UnsupportedFormat, match="not read"):
        read_bytes(b"some words", name)


@pytest.mark.parametrize("name", [None, *(f"account{suffix}" for suffix in SUPPORTED_SUFFIXES)])
def test_an_empty_file_is_empty_whatever_its_name(name: str | None) -> None:
    with pytest.raises(DocumentEmpty, match="empty"):
        read_bytes(b"", name)
