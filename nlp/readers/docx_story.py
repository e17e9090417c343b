"""The walk over the XML of a Word document: what of it is text, and from which node each piece comes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from nlp.readers.docx_names import attribute, child, descendants, has, name_of, value
from nlp.readers.docx_pieces import Paragraph, Piece, joined, stripped, text_of
from nlp.readers.tables import row_lines

_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
PRINTED = frozenset({"w:t", "m:t", "w:sym", *_CHARACTERS})
_DELETED = frozenset({"w:del", "w:moveFrom"})
_DELETED_CELL = frozenset({"w:cellDel"})
_DROPPED = _DELETED | {"w:delText", "w:instrText", "w:delInstrText", "w:fldData", "w:pPr", "w:rPr", "w:sdtPr", "w:rt"}
_INNER_TABLE = _DROPPED | {"w:tc"}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_OFF = frozenset({"0", "false", "off"})
_FOUR_HEX_DIGITS = re.compile("[0-9A-Fa-f]{4}")


@dataclass(frozen=True, slots=True)
class NoteReference:
    """Where the kept text refers to a note: its kind (``footnote`` or ``endnote``), its id, and the mark itself."""

    kind: str
    id: str
    mark: etree._Element


class Story:
    """One walk over a part; remembers the notes that the kept text refers to."""

    def __init__(self) -> None:
        self.notes: list[NoteReference] = []

    def blocks(self, container: etree._Element) -> list[Paragraph]:
        """Paragraphs of everything in ``container`` that stands on lines of its own."""
        found: list[Paragraph] = []
        carried: Paragraph = []
        for element in container:
            match name_of(element.tag):
                case "w:p":
                    pieces, boxes = self._paragraph(element)
                    carried += pieces
                    # A paragraph whose mark was deleted runs on into the next one.
                    if not has(element, "w:pPr", "w:rPr", _DELETED):
                        found.append(carried)
                        carried = []
                    found += boxes
                case "w:tbl":
                    found += self._table(element)
                case "mc:AlternateContent":
                    found += self._alternative_blocks(element)
                case "w:sdt" if _is_generated(element):
                    continue
                case name if name not in _DROPPED:
                    found += self.blocks(element)
        return [*found, carried]

    def _paragraph(self, paragraph: etree._Element) -> tuple[Paragraph, list[Paragraph]]:
        if value(paragraph, "w:pPr", "w:pStyle").startswith("TOC"):
            return [], []
        boxes: list[Paragraph] = []
        return list(self._inline(paragraph, boxes, _Fields())), boxes

    def _inline(self, parent: etree._Element, boxes: list[Paragraph], fields: _Fields) -> Iterator[Piece]:
        for element in parent:
            name = name_of(element.tag)
            if name in PRINTED:
                if not fields.in_code:
                    yield Piece(printed(element, name), element)
            elif name == "w:fldChar":
                fields.mark(attribute(element, "fldCharType"))
            elif name in _NOTES:
                self.notes.append(NoteReference(_NOTES[name], attribute(element, "id"), element))
            elif name == "w:txbxContent":
                boxes += self.blocks(element)
            elif name == "mc:AlternateContent":
                yield from self._alternative_inline(element, boxes, fields)
            elif not _is_hidden(element, name):
                yield from self._inline(element, boxes, fields)

    def _alternative_inline(self, element: etree._Element, boxes: list[Paragraph], fields: _Fields) -> Iterator[Piece]:
        """The first of several renderings of one thing that holds any text; the others repeat it."""
        for branch in element:
            inside: list[Paragraph] = []
            pieces = list(self._inline(branch, inside, fields))
            if text_of(pieces) or any(map(text_of, inside)):
                boxes += inside
                yield from pieces
                return

    def _alternative_blocks(self, element: etree._Element) -> list[Paragraph]:
        return next((found for branch in element if any(map(text_of, found := self.blocks(branch)))), [])

    def _table(self, table: etree._Element) -> list[Paragraph]:
        found: list[Paragraph] = []
        for row in descendants(table, "w:tr", _INNER_TABLE):
            if has(row, "w:trPr", None, _DELETED):
                continue
            cells = [c for c in descendants(row, "w:tc", _INNER_TABLE) if not has(c, "w:tcPr", None, _DELETED_CELL)]
            filled = [[text for paragraph in self.blocks(cell) if (text := stripped(paragraph))] for cell in cells]
            found += map(joined, row_lines(filled))
        return found


class _Fields:
    """Where the walk stands in a paragraph's nested fields, whose code is dropped and whose result is kept."""

    def __init__(self) -> None:
        self._in_code: list[bool] = []

    @property
    def in_code(self) -> bool:
        return any(self._in_code)

    def mark(self, kind: str) -> None:
        if kind == "begin":
            self._in_code.append(True)
        elif self._in_code and kind == "separate":
            self._in_code[-1] = False
        elif self._in_code and kind == "end":
            self._in_code.pop()


def _is_hidden(element: etree._Element, name: str) -> bool:
    if name in _DROPPED:
        return True
    if name == "w:sdt":
        return _is_generated(element)
    vanish = child(child(element, "w:rPr"), "w:vanish") if name == "w:r" else None
    return vanish is not None and attribute(vanish, "val") not in _OFF


def _is_generated(control: etree._Element) -> bool:
    """A content control that shows its placeholder, or that holds a table of contents, is not the writer's text."""
    properties = child(control, "w:sdtPr")
    gallery = child(child(properties, "w:docPartObj"), "w:docPartGallery")
    is_contents = gallery is not None and attribute(gallery, "val") == "Table of Contents"
    return is_contents or child(properties, "w:showingPlcHdr") is not None


def printed(element: etree._Element, name: str) -> str:
    """What an element of `PRINTED` stands for; ``name`` is its name."""
    if name == "w:sym":
        code = attribute(element, "char")
        return chr(int(code, 16)) if _FOUR_HEX_DIGITS.fullmatch(code) else " "
    return _CHARACTERS.get(name) or (element.text or "").replace("\n", " ")
