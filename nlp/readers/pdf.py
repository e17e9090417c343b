"""Reader of PDFs that hold text: the lines of each page with their places; `pdf_layout` makes paragraphs of them.

pypdfium2 must not be called from two threads; it is only imported here, in the confined process.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from nlp.errors import DocumentDamaged, DocumentEmpty, DocumentEncrypted, DocumentHasNoText, DocumentTooLarge
from nlp.readers.archive import DAMAGED, ENCRYPTED
from nlp.readers.limits import Limits
from nlp.readers.pdf_forms import filled_in_fields
from nlp.readers.pdf_layout import Line, join_lines
from nlp.readers.reflow import LIST_MARKER

_SCAN = (
    "The pages are pictures of text (a scan or photographs), which cannot be read. "
    "Hand in the document that was typed, or run the scan through text recognition (OCR) first."
)
_UNREADABLE_FONT = (
    "The letters of this PDF cannot be told apart by a program, because its fonts do not say which they are. "
    "Hand in the document that it was made from."
)
_LINE_ENDS = frozenset({0x0A, 0x0D})
_LINE_END_HYPHEN = 0x02  # how PDFium marks a hyphen at which a word was broken; no line end follows it
_WIDE_GAP = 0.9  # line heights between two words of one line that stand in different columns of a table
_UNKNOWN_SHARE = 0.3
_PICTURE_PAGES_SHARE = 0.5


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Paragraphs of all pages, then what was filled into form fields.

    Raises `DocumentHasNoText` when most pages are pictures or the text has no known letters.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pdfium.FPDF_ERR_PASSWORD:
            raise DocumentEncrypted(ENCRYPTED) from error
        raise DocumentDamaged(DAMAGED) from error
    if len(document) > limits.pages:
        raise DocumentTooLarge(f"The PDF has more than {limits.pages} pages. Hand in the account on its own.")
    fields = filled_in_fields(document)
    pages = _read_pages(document, limits)
    found = join_lines(pages)
    if any(pages) and not _is_legible(found):
        raise DocumentHasNoText(_UNREADABLE_FONT)
    if not found and not fields:
        raise (
            DocumentHasNoText(_SCAN)
            if any(pages)
            else DocumentEmpty("There are no words in the PDF. Check that the right file was chosen.")
        )
    return found + fields


def _read_pages(document: pypdfium2.PdfDocument, limits: Limits) -> list[list[Line]]:
    pages: list[list[Line]] = []
    pictures = characters = 0
    for index in range(len(document)):
        try:
            page = document[index]
            lines = list(_lines(page.get_textpage()))
            pictures += not lines and _has_picture(page)
        except pypdfium2.PdfiumError as error:
            raise DocumentDamaged(DAMAGED) from error
        pages.append(lines)
        characters += sum(len(line.text) for line in lines)
        if characters > limits.characters:
            raise DocumentTooLarge(f"The PDF has more than {limits.words:,} words. Hand in the account on its own.")
    if pictures > _PICTURE_PAGES_SHARE * len(pages):
        raise DocumentHasNoText(_SCAN)
    return pages


def _lines(page: pypdfium2.PdfTextPage) -> Iterator[Line]:
    start = 0
    count = pdfium.FPDFText_CountChars(page)
    codes = [pdfium.FPDFText_GetUnicode(page, index) for index in range(count)]
    for index, code in enumerate([*codes, *_LINE_ENDS][: count + 1]):
        if code in _LINE_ENDS or code == _LINE_END_HYPHEN:
            end = index + (code == _LINE_END_HYPHEN)
            if line := _line(page, codes, start, end):
                yield line
            start = index + 1


def _line(page: pypdfium2.PdfTextPage, codes: list[int], start: int, end: int) -> Line | None:
    """The line made of characters ``start`` to ``end``; None when nothing in it is visible."""
    visible = [index for index in range(start, end) if not chr(codes[index]).isspace()]
    if not visible:
        return None
    first, last = visible[0], visible[-1]
    left = page.get_charbox(first, loose=True)[0]
    # A bullet may come from a font of another size, so the line's height is that of its first letter.
    letter = next((index for index in visible if chr(codes[index]).isalnum()), first)
    _, bottom, _, top = page.get_charbox(letter, loose=True)
    first_word_end = next((index for index in range(first, last) if chr(codes[index + 1]).isspace()), last)
    pieces = []
    for index in range(first, last + 1):
        character = "-" if codes[index] == _LINE_END_HYPHEN else chr(codes[index])
        if character.isspace():
            character = _gap(page, codes, index, top - bottom)
        pieces.append(character)
    return Line(
        text=_with_plain_marker("".join(pieces)),
        left=left,
        right=page.get_charbox(last, loose=True)[2],
        bottom=bottom,
        height=top - bottom,
        first_word_width=page.get_charbox(first_word_end, loose=True)[2] - left,
    )


def _with_plain_marker(text: str) -> str:
    marker = LIST_MARKER.match(text)
    return f"{marker[0].rstrip()} {text[marker.end() :]}" if marker else text


def _gap(page: pypdfium2.PdfTextPage, codes: list[int], index: int, height: float) -> str:
    """What stands between two words: a space, or a tab when they are too far apart for one sentence."""
    if chr(codes[index + 1]).isspace():
        return ""
    before = index - 1
    while chr(codes[before]).isspace():
        before -= 1
    distance = page.get_charbox(index + 1, loose=True)[0] - page.get_charbox(before, loose=True)[2]
    return "\t" if distance > _WIDE_GAP * height else " "


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    return any(True for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


def _is_legible(paragraphs_found: list[str]) -> bool:
    characters = [character for text in paragraphs_found for character in text if not character.isspace()]
    unknown = sum(
        character == "\ufffd" or unicodedata.category(character) in ("Co", "Cn", "Cc") for character in characters
    )
    return unknown <= _UNKNOWN_SHARE * len(characters)
