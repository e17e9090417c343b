"""Word files as a word processor writes them: styles, lists, tables, footnotes and tracked changes.

python-docx makes the first three; footnotes and tracked changes are written as XML. The same source makes the same
bytes.
"""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run
from lxml import etree
from markdown_source import Paragraph, Piece, Source, Table

A4 = Mm(210), Mm(297)
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_SEPARATORS = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
)


def word_file(source: Source) -> bytes:
    """The source as a .docx."""
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(11)
    document.sections[0].page_width, document.sections[0].page_height = A4
    properties = document.core_properties
    properties.author = properties.last_modified_by = source.author
    properties.created = properties.modified = source.written
    for block in source.blocks:
        if isinstance(block, Table):
            _add_table(document, block)
        else:
            _add_paragraph(document, block, source)
    if source.footnotes:
        _add_footnotes(document, source.footnotes)
    written = io.BytesIO()
    document.save(written)
    return _with_fixed_dates(written.getvalue())


def _add_table(document: Document, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
    for row in block.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    document.add_paragraph()


def _add_paragraph(document: Document, block: Paragraph, source: Source) -> None:
    paragraph = document.add_paragraph(style=block.style)
    for piece in block.pieces:
        changes = len(list(document.element.body.iter(qn("w:ins"), qn("w:del"))))
        _add_piece(paragraph, piece, source, change_id=changes + 1)


def _add_piece(paragraph: WordParagraph, piece: Piece, source: Source, change_id: int) -> None:
    if piece.style == "footnote":
        _add_footnote_reference(paragraph, piece.text)
        return
    run = paragraph.add_run(piece.text)
    if piece.style == "bold":
        run.bold = True
    elif piece.style == "italic":
        run.italic = True
    elif piece.style != "plain":
        _track(run, piece.style == "inserted", source.tutor, source.written, change_id)


def _track(run: Run, inserted: bool, author: str, date: datetime, change_id: int) -> None:
    change = OxmlElement("w:ins" if inserted else "w:del")
    change.set(qn("w:id"), str(change_id))
    change.set(qn("w:author"), author)
    change.set(qn("w:date"), date.strftime("%Y-%m-%dT%H:%M:%SZ"))
    run._r.addprevious(change)
    change.append(run._r)
    if not inserted:
        for text in run._r.iter(qn("w:t")):
            text.tag = qn("w:delText")


def _add_footnote_reference(paragraph: WordParagraph, number: str) -> None:
    run = paragraph.add_run()
    run.font.superscript = True
    reference = OxmlElement("w:footnoteReference")
    reference.set(qn("w:id"), number)
    run._r.append(reference)


def _add_footnotes(document: Document, footnotes: dict[str, str]) -> None:
    root = parse_xml(f"<w:footnotes {nsdecls('w')}>{_SEPARATORS}</w:footnotes>")
    for number, text in footnotes.items():
        note = etree.SubElement(root, qn("w:footnote"), {qn("w:id"): number})
        paragraph = etree.SubElement(note, qn("w:p"))
        mark = etree.SubElement(paragraph, qn("w:r"))
        properties = etree.SubElement(mark, qn("w:rPr"))
        etree.SubElement(properties, qn("w:vertAlign"), {qn("w:val"): "superscript"})
        etree.SubElement(mark, qn("w:footnoteRef"))
        words = etree.SubElement(etree.SubElement(paragraph, qn("w:r")), qn("w:t"))
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        words.text = f" {text}"
    blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    part = Part(PackURI("/word/footnotes.xml"), _FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def _with_fixed_dates(data: bytes) -> bytes:
    fixed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(fixed, "w") as copy:
        for member in archive.infolist():
            entry = zipfile.ZipInfo(member.filename, ZIP_DATE)
            copy.writestr(entry, archive.read(member), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()
