"""The names of WordprocessingML, whichever of its two namespaces a document uses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_PREFIXES = {
    WORD: "w",
    WORD_STRICT: "w",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
}


@cache
def name_of(tag: str) -> str:
    """``w:p`` for the tag of a paragraph; the prefix is ``?`` where we do not know the namespace."""
    namespace, _, local = tag.removeprefix("{").rpartition("}")
    return f"{_PREFIXES.get(namespace, '?')}:{local}"


@cache
def local_name(tag: str) -> str:
    """``p`` for the tag of a paragraph, in whichever namespace."""
    return tag.rpartition("}")[2]


def attribute(element: etree._Element, name: str) -> str:
    """The value of an attribute of the namespace ``w``; empty where there is none."""
    return element.get(f"{{{WORD}}}{name}") or element.get(f"{{{WORD_STRICT}}}{name}") or ""


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """The first child of that name; None where there is none, or no element."""
    return None if element is None else next((found for found in element if name_of(found.tag) == name), None)


def value(element: etree._Element, properties: str, name: str) -> str:
    """``w:val`` of a property of ``element``; empty where there is none."""
    found = child(child(element, properties), name)
    return "" if found is None else attribute(found, "val")


def has(element: etree._Element, outer: str, inner: str | None, names: frozenset[str]) -> bool:
    """Whether one of ``names`` stands in the properties ``outer``, or in ``inner`` inside them."""
    properties = child(element, outer)
    if inner:
        properties = child(properties, inner)
    return properties is not None and any(name_of(found.tag) in names for found in properties)


def descendants(element: etree._Element, name: str, skipped: frozenset[str]) -> Iterator[etree._Element]:
    """Elements of that name, also inside wrappers, but not inside each other nor inside those ``skipped``."""
    for found in element:
        its_name = name_of(found.tag)
        if its_name == name:
            yield found
        elif its_name not in skipped:
            yield from descendants(found, name, skipped)
