"""The part of a Word document that holds its comments."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from itertools import count
from typing import Any

from lxml import etree

from nlp.readers.docx import related_part
from nlp.readers.docx_names import WORD_STRICT, attribute, name_of
from nlp.writers.package import Package

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_KIND_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class CommentsPart:
    """The comments of a document, those it had and those to come; the part is made where there is none.

    ``namespace`` is the one of the main part's WordprocessingML.
    """

    def __init__(self, package: Package, main: str, namespace: str) -> None:
        self._namespace = namespace
        existing = _existing(package, main)
        self._root = self._new(package, main) if existing is None else existing
        self._ids = count(1 + max(map(_id_of, self._root), default=-1))

    def add(self, comment: Mapping[str, Any]) -> str:
        """Append a comment (the fields of `nlp.writers.comment.Comment`); its new id."""
        identifier = str(next(self._ids))
        element = self.element(
            "comment", id=identifier, author=comment["author"], initials=comment["initials"], date=comment["date"]
        )
        for position, line in enumerate(comment["text"].split("\n")):
            paragraph = etree.SubElement(element, self._tag("p"))
            if position == 0:
                etree.SubElement(etree.SubElement(paragraph, self._tag("r")), self._tag("annotationRef"))
            text = etree.SubElement(etree.SubElement(paragraph, self._tag("r")), self._tag("t"))
            text.set(_PRESERVE, "preserve")
            text.text = line
        self._root.append(element)
        return identifier

    def element(self, name: str, **attributes: str | None) -> etree._Element:
        """An element of WordprocessingML; attributes that are None are left out."""
        named = {self._tag(key): value for key, value in attributes.items() if value is not None}
        return etree.Element(self._tag(name), named, {"w": self._namespace})

    def _new(self, package: Package, main: str) -> etree._Element:
        folder = posixpath.dirname(main)
        taken = package.archive.names
        names = (posixpath.join(folder, f"comments{number}.xml") for number in ("", *range(1, len(taken) + 1)))
        name = next(name for name in names if name not in taken)
        root = self.element("comments")
        kind = _KIND_STRICT if self._namespace == WORD_STRICT else _KIND
        package.add(main, name, root, kind=kind, content_type=_CONTENT_TYPE)
        return root

    def _tag(self, name: str) -> str:
        return f"{{{self._namespace}}}{name}"


def _existing(package: Package, main: str) -> etree._Element | None:
    name = related_part(package.archive, main, "comments")
    return package.edit(name) if name in package.archive.names else None


def _id_of(comment: etree._Element) -> int:
    identifier = attribute(comment, "id")
    return int(identifier) if name_of(comment.tag) == "w:comment" and identifier.isdecimal() else -1
