"""What was typed into the form fields of a PDF, which is not part of its pages' text."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from functools import partial

import pypdfium2
import pypdfium2.raw as pdfium

_BYTES_PER_CHARACTER = 2
_TEXT_FIELDS = frozenset({pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX})


def filled_in_fields(document: pypdfium2.PdfDocument) -> list[str]:
    """Values of the text fields and choices that are filled in, page by page; empty when there is no form."""
    if document.get_formtype() == pdfium.FORMTYPE_NONE:
        return []
    document.init_forms()
    return [
        value for index in range(len(document)) for value in _values(document[index], document.formenv) if value.strip()
    ]


def _values(page: pypdfium2.PdfPage, form: pypdfium2.PdfFormEnv) -> Iterator[str]:
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) in _TEXT_FIELDS:
            yield _string(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation))
        pdfium.FPDFPage_CloseAnnot(annotation)


def _string(read: Callable[[object, int], int]) -> str:
    """PDFium tells the size in bytes first, then fills a buffer with zero-terminated UTF-16."""
    size = read(None, 0)
    buffer = (ctypes.c_ushort * (size // _BYTES_PER_CHARACTER + 1))()
    read(buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "replace").rstrip("\0")
