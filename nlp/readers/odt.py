"""Reader of OpenDocument texts, as they look with all tracked changes accepted. Kept and dropped: docs/readers.md."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from nlp.errors import DocumentEncrypted
from nlp.readers.archive import ENCRYPTED, Archive
from nlp.readers.limits import Limits
from nlp.readers.markup import parse_xml
from nlp.readers.tables import row_paragraphs

_NAMESPACE = "urn:oasis:names:tc:opendocument:xmlns:{}:1.0"
_PREFIXES = {
    _NAMESPACE.format(name): name for name in ("text", "table", "office", "style", "drawing", "svg-compatible")
}
_TEXT = _NAMESPACE.format("text")
_STYLE = _NAMESPACE.format("style")
_PARAGRAPHS = frozenset({"text:p", "text:h"})
_BLOCKS = _PARAGRAPHS | {"text:list", "table:table"}
_DROPPED = frozenset(
    {
        "text:tracked-changes",
        "text:note-citation",
        "text:table-of-content",
        "text:illustration-index",
        "text:table-index",
        "text:object-index",
        "text:alphabetical-index",
        "text:hidden-text",
        "text:hidden-paragraph",
        "text:placeholder",
        "text:ruby-text",
        "text:script",
        "office:annotation",
        "office:forms",
        "office:binary-data",
        "drawing:object",
        "svg-compatible:title",
        "svg-compatible:desc",
    }
)
_WHITE_SPACE = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 100


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Raw paragraphs in reading order: the body, text boxes after the paragraph that they hang on, notes at the end."""
    archive = Archive(data, limits)
    manifest = "META-INF/manifest.xml"
    is_encrypted = manifest in archive.names and b"encryption-data" in archive.read(manifest)
    if is_encrypted or "encrypted-package" in archive.names:
        raise DocumentEncrypted(ENCRYPTED)
    root = parse_xml(archive.read("content.xml"))
    story = _Story(_hidden_styles(root))
    found = [text for body in root.iter(f"{{{_NAMESPACE.format('office')}}}text") for text in story.blocks(body)]
    return found + story.notes


class _Story:
    """One walk over the body; collects the notes' paragraphs on the way."""

    def __init__(self, hidden_styles: frozenset[str]) -> None:
        self.notes: list[str] = []
        self._hidden_styles = hidden_styles

    def blocks(self, container: etree._Element) -> list[str]:
        """Paragraphs of everything in ``container`` that stands on lines of its own."""
        return [text for child in container for text in self._block(child)]

    def _block(self, element: etree._Element) -> list[str]:
        name = _name(element.tag)
        if name in _DROPPED:
            return []
        if name in _PARAGRAPHS:
            boxes: list[str] = []
            return ["".join(self._inline(element, boxes)), *boxes]
        if name == "table:table":
            return self._table(element)
        return self.blocks(element)

    def _inline(self, parent: etree._Element, boxes: list[str]) -> Iterator[str]:
        yield _collapsed(parent.text)
        for child in parent:
            name = _name(child.tag)
            if name == "text:s":
                yield " " * min(_count(child), _MOST_SPACES)
            elif name == "text:tab":
                yield "\t"
            elif name == "text:line-break":
                yield "\n"
            elif name == "text:note":
                self.notes += self.blocks(child)
            elif name in _BLOCKS:
                boxes += self._block(child)
            elif name not in _DROPPED and child.get(f"{{{_TEXT}}}style-name") not in self._hidden_styles:
                yield from self._inline(child, boxes)
            yield _collapsed(child.tail)

    def _table(self, table: etree._Element) -> list[str]:
        return [
            text
            for row in _descendants(table, "table:table-row")
            for text in row_paragraphs([self.blocks(cell) for cell in _descendants(row, "table:table-cell")])
        ]


@cache
def _name(tag: str) -> str:
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local}"


def _hidden_styles(root: etree._Element) -> frozenset[str]:
    return frozenset(
        style.get(f"{{{_STYLE}}}name") or ""
        for style in root.iter(f"{{{_STYLE}}}style")
        if any(properties.get(f"{{{_TEXT}}}display") == "none" for properties in style)
    )


def _descendants(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """Rows or cells, also inside groups of them, but not those of an inner table."""
    for child in element:
        found = _name(child.tag)
        if found == name:
            yield child
        elif found != "table:table-cell":
            yield from _descendants(child, name)


def _collapsed(text: str | None) -> str:
    return _WHITE_SPACE.sub(" ", text or "")


def _count(spaces: etree._Element) -> int:
    count = spaces.get(f"{{{_TEXT}}}c") or ""
    return int(count) if re.fullmatch("[0-9]{1,9}", count) else 1
