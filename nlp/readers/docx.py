"""Reader of Word documents (Office Open XML), as they look with all tracked changes accepted.

The XML is walked directly: python-docx leaves out tracked insertions and text boxes. Kept and dropped: docs/readers.md.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from nlp.readers.archive import Archive
from nlp.readers.limits import Limits
from nlp.readers.markup import parse_xml
from nlp.readers.tables import row_paragraphs

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    _WORD: "w",
    _WORD_STRICT: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_PRINTED = frozenset({"w:t", "m:t", "w:sym", *_CHARACTERS})
_DELETED = frozenset({"w:del", "w:moveFrom"})
_DELETED_CELL = frozenset({"w:cellDel"})
_DROPPED = _DELETED | {"w:delText", "w:instrText", "w:delInstrText", "w:fldData", "w:pPr", "w:rPr", "w:sdtPr", "w:rt"}
_NOTES = {"w:footnoteReference": "footnote", "w:endnoteReference": "endnote"}
_OFF = frozenset({"0", "false", "off"})
_FOUR_HEX_DIGITS = re.compile("[0-9A-Fa-f]{4}")


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Raw paragraphs in reading order: the body, text boxes after the paragraph that they hang on, notes at the end."""
    archive = Archive(data, limits)
    main = _target(archive, "", "officeDocument") or "word/document.xml"
    story = _Story()
    found = story.blocks(parse_xml(archive.read(main)))
    for kind in ("footnote", "endnote"):
        wanted = [identifier for note, identifier in story.notes if note == kind]
        part = _target(archive, main, f"{kind}s")
        if wanted and part:
            found += _notes(parse_xml(archive.read(part)), kind, wanted)
    return found


class _Story:
    """One walk over a part; remembers the notes that the kept text refers to."""

    def __init__(self) -> None:
        self.notes: list[tuple[str, str]] = []

    def blocks(self, container: etree._Element) -> list[str]:
        """Paragraphs of everything in ``container`` that stands on lines of its own."""
        found: list[str] = []
        carried = ""
        for child in container:
            match _name(child.tag):
                case "w:p":
                    text, boxes = self._paragraph(child)
                    carried += text
                    # A paragraph whose mark was deleted runs on into the next one.
                    if not _has(child, "w:pPr", "w:rPr", _DELETED):
                        found.append(carried)
                        carried = ""
                    found += boxes
                case "w:tbl":
                    found += self._table(child)
                case "mc:AlternateContent":
                    found += self._alternative_blocks(child)
                case "w:sdt" if _is_generated(child):
                    continue
                case name if name not in _DROPPED:
                    found += self.blocks(child)
        return [*found, carried]

    def _paragraph(self, paragraph: etree._Element) -> tuple[str, list[str]]:
        if _value(paragraph, "w:pPr", "w:pStyle").startswith("TOC"):
            return "", []
        boxes: list[str] = []
        return "".join(self._inline(paragraph, boxes, _Fields())), boxes

    def _inline(self, parent: etree._Element, boxes: list[str], fields: _Fields) -> Iterator[str]:
        for child in parent:
            name = _name(child.tag)
            if name in _PRINTED:
                yield "" if fields.in_code else _printed(child, name)
            elif name == "w:fldChar":
                fields.mark(_attribute(child, "fldCharType"))
            elif name in _NOTES:
                self.notes.append((_NOTES[name], _attribute(child, "id")))
            elif name == "w:txbxContent":
                boxes += self.blocks(child)
            elif name == "mc:AlternateContent":
                yield from self._alternative_inline(child, boxes, fields)
            elif not _is_hidden(child, name):
                yield from self._inline(child, boxes, fields)

    def _alternative_inline(self, element: etree._Element, boxes: list[str], fields: _Fields) -> Iterator[str]:
        """The first of several renderings of one thing that holds any text; the others repeat it."""
        for branch in element:
            inside: list[str] = []
            pieces = list(self._inline(branch, inside, fields))
            if any(pieces) or any(inside):
                boxes += inside
                yield from pieces
                return

    def _alternative_blocks(self, element: etree._Element) -> list[str]:
        return next((found for branch in element if any(found := self.blocks(branch))), [])

    def _table(self, table: etree._Element) -> list[str]:
        found: list[str] = []
        for row in _descendants(table, "w:tr"):
            if _has(row, "w:trPr", None, _DELETED):
                continue
            cells = [cell for cell in _descendants(row, "w:tc") if not _has(cell, "w:tcPr", None, _DELETED_CELL)]
            found += row_paragraphs([self.blocks(cell) for cell in cells])
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


def _notes(root: etree._Element, kind: str, wanted: list[str]) -> list[str]:
    notes = {_attribute(note, "id"): note for note in root if _name(note.tag) == f"w:{kind}"}
    story = _Story()
    return [text for identifier in wanted if identifier in notes for text in story.blocks(notes[identifier])]


def _target(archive: Archive, source: str, kind: str) -> str | None:
    """The member that ``source`` (empty: the package) points at with a relationship of ``kind``."""
    folder, name = posixpath.split(source)
    relationships = posixpath.join(folder, "_rels", f"{name}.rels")
    if relationships not in archive.names:
        return None
    for relationship in parse_xml(archive.read(relationships)):
        if (relationship.get("Type") or "").endswith(f"/{kind}"):
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target") or ""))
            return target.lstrip("/")
    return None


@cache
def _name(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local}"


def _attribute(element: etree._Element, name: str) -> str:
    return element.get(f"{{{_WORD}}}{name}") or element.get(f"{{{_WORD_STRICT}}}{name}") or ""


def _child(element: etree._Element | None, name: str) -> etree._Element | None:
    return None if element is None else next((child for child in element if _name(child.tag) == name), None)


def _value(element: etree._Element, properties: str, name: str) -> str:
    found = _child(_child(element, properties), name)
    return "" if found is None else _attribute(found, "val")


def _has(element: etree._Element, outer: str, inner: str | None, names: frozenset[str]) -> bool:
    properties = _child(element, outer)
    if inner:
        properties = _child(properties, inner)
    return properties is not None and any(_name(child.tag) in names for child in properties)


def _descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also inside content controls and other wrappers, but not those of an inner table."""
    for child in element:
        found = _name(child.tag)
        if found == name:
            yield child
        elif found not in _DROPPED and found != "w:tc":
            yield from _descendants(child, name)


def _is_hidden(element: etree._Element, name: str) -> bool:
    if name in _DROPPED:
        return True
    if name == "w:sdt":
        return _is_generated(element)
    vanish = _child(_child(element, "w:rPr"), "w:vanish") if name == "w:r" else None
    return vanish is not None and _attribute(vanish, "val") not in _OFF


def _is_generated(control: etree._Element) -> bool:
    """A content control that shows its placeholder, or that holds a table of contents, is not the writer's text."""
    properties = _child(control, "w:sdtPr")
    gallery = _child(_child(properties, "w:docPartObj"), "w:docPartGallery")
    is_contents = gallery is not None and _attribute(gallery, "val") == "Table of Contents"
    return is_contents or _child(properties, "w:showingPlcHdr") is not None


def _printed(element: etree._Element, name: str) -> str:
    if name == "w:sym":
        code = _attribute(element, "char")
        return chr(int(code, 16)) if _FOUR_HEX_DIGITS.fullmatch(code) else " "
    return _CHARACTERS.get(name) or (element.text or "").replace("\n", " ")
