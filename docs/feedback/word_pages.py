"""Pictures of a Word file: its pages as LibreOffice prints them, with the comments beside them.

LibreOffice prints comments into the margin too, but cuts long ones short, and Debian's build without a desktop cannot
draw them. So they are taken from the PDF, where each is a note at the place that it is anchored to. Needs Chromium and
LibreOffice Writer (Debian: ``chromium``, ``libreoffice-writer-nogui``).
"""

from __future__ import annotations

import ctypes
import html
import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
from pictures import picture_of_page, run, tool, without_blank_end

SCALE = 1.15  # of 72 dots an inch
NOTES_WIDTH, GAP = 420, 16
WITH_NOTES = {"ExportNotes": {"type": "boolean", "value": "true"}}
STYLE = """
body { margin: 0; background: #d8dce0; font: 13px/1.35 "DejaVu Sans", sans-serif; color: #1b1f24 }
section { display: flex; gap: 16px; padding: 0 0 16px }
.page { position: relative; flex: none }
.page img { display: block }
b { background: #8a3d00; color: #fff; border-radius: 8px; padding: 0 5px; font-size: 11px; line-height: 1.4 }
.page b { position: absolute; transform: translate(-30%, -165%); font-size: 8px; padding: 0 3px }
ol { list-style: none; margin: 0; padding: 12px 12px 12px 0 }
li { background: #fff8e6; border-left: 4px solid #8a3d00; margin-bottom: 8px; padding: 6px 8px; white-space: pre-line }
"""


@dataclass(frozen=True, slots=True)
class Note:
    """A comment: where on the page it is anchored (pixels from the top left), and what it says."""

    left: float
    top: float
    text: str


def picture_of_word(document: Path, target: Path) -> None:
    """All pages, each with its comments to the right of it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(
            [tool("soffice", "libreoffice-writer-nogui"), "--headless", f"-env:UserInstallation=file://{name}/profile"],
            ["--convert-to", f"pdf:writer_pdf_Export:{json.dumps(WITH_NOTES)}", "--outdir", name, str(document)],
        )
        sheet, width = _sheet(folder / f"{document.stem}.pdf", folder)
        picture_of_page(sheet, target, width=width)


def _sheet(pdf: Path, folder: Path) -> tuple[Path, int]:
    sections, count, widest, any_notes = [], 0, 0, False
    document = pypdfium2.PdfDocument(pdf)
    try:
        for index in range(len(document)):
            page = document[index]
            image = page.render(scale=SCALE, may_draw_forms=False, draw_annots=False).to_pil()
            without_blank_end(image.convert("RGB")).save(folder / f"page-{index}.png")
            notes = _notes(page)
            sections.append(_section(f"page-{index}.png", notes, count))
            count += len(notes)
            widest, any_notes = max(widest, image.width), any_notes or bool(notes)
    finally:
        document.close()
    sheet = folder / "sheet.html"
    sheet.write_text(f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{''.join(sections)}", encoding="utf-8")
    return sheet, widest + (NOTES_WIDTH + GAP if any_notes else 0)


def _section(image: str, notes: list[Note], before: int) -> str:
    numbered = list(enumerate(notes, start=before + 1))
    marks = "".join(f"<b style='left:{note.left:.0f}px;top:{note.top:.0f}px'>{number}</b>" for number, note in numbered)
    items = "".join(f"<li><b>{number}</b> {html.escape(note.text)}</li>" for number, note in numbered)
    return f"<section><div class=page><img src={image}>{marks}</div><ol>{items}</ol></section>"


def _notes(page: pypdfium2.PdfPage) -> list[Note]:
    """The page's notes from top to bottom."""
    notes = []
    height = page.get_height()
    for index in range(pdfium.FPDFPage_GetAnnotCount(page)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if pdfium.FPDFAnnot_GetSubtype(annotation) == pdfium.FPDF_ANNOT_TEXT:
            box = pdfium.FS_RECTF()
            pdfium.FPDFAnnot_GetRect(annotation, box)
            text = _contents(annotation)
            notes.append(Note(SCALE * box.left, SCALE * (height - box.bottom), text))
        pdfium.FPDFPage_CloseAnnot(annotation)
    return sorted(notes, key=lambda note: (round(note.top), note.left))


def _contents(annotation: pdfium.FPDF_ANNOTATION) -> str:
    size = pdfium.FPDFAnnot_GetStringValue(annotation, b"Contents", None, 0)
    buffer = ctypes.create_string_buffer(size)
    pdfium.FPDFAnnot_GetStringValue(
        annotation, b"Contents", ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size
    )
    return buffer.raw[: size - 2].decode("utf-16-le").replace("\r", "\n").strip()
