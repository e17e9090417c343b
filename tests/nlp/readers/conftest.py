"""Documents made in memory, part by part, so that a test shows exactly what is in its file."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO

import pytest

MakeZip = Callable[[Mapping[str, str | bytes]], bytes]
MakeDocument = Callable[..., bytes]

_WORD = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ODF_NAMES = {"text": "text", "table": "table", "office": "office", "draw": "drawing", "style": "style"}
_ODF = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for prefix, name in _ODF_NAMES.items()
)


def _zip(parts: Mapping[str, str | bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _relationships(targets: Mapping[str, str]) -> str:
    links = "".join(
        f'<Relationship Id="r{number}" Type="{_RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets.items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )


def _docx(body: str, footnotes: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return _zip(
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
            "_rels/.rels": _relationships({"officeDocument": "word/document.xml"}),
            "word/_rels/document.xml.rels": _relationships({"footnotes": "footnotes.xml"}),
            "word/document.xml": f"<w:document {_WORD}><w:body>{body}</w:body></w:document>",
            "word/footnotes.xml": f"<w:footnotes {_WORD}>{footnotes}</w:footnotes>",
            **(extra or {}),
        }
    )


def _odt(body: str, styles: str = "", extra: Mapping[str, str | bytes] | None = None) -> bytes:
    return _zip(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {_ODF}><office:automatic-styles>{styles}</office:automatic-styles>"
                f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
            ),
            **(extra or {}),
        }
    )


@pytest.fixture
def make_zip() -> MakeZip:
    """Members by name -> a ZIP file."""
    return _zip


@pytest.fixture
def make_docx() -> MakeDocument:
    """The XML of a body (prefixes w, mc, wps, v, m), of footnotes, and further members -> a .docx."""
    return _docx


@pytest.fixture
def make_odt() -> MakeDocument:
    """The XML of a text (prefixes text, table, office, draw, style), of styles, and further members -> an .odt."""
    return _odt
