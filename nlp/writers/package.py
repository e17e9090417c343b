"""A Word file that is changed: parts that nobody touches leave as they came, byte for byte."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Container
from io import BytesIO
from itertools import count

from lxml import etree

from nlp.errors import DocumentDamaged, UnsupportedFormat
from nlp.readers.archive import DAMAGED, Archive
from nlp.readers.docx import relationships_of, target_of
from nlp.readers.formats import Format, zip_format
from nlp.readers.limits import Limits
from nlp.readers.markup import parse_xml

CONTENT_TYPES = "[Content_Types].xml"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_MACROS = (
    "The document holds macros, and is not a plain Word document. Open it, save it as a Word document (.docx), and use "
    "that."
)
_NO_WORD_DOCUMENT = "Only a Word document can be given back marked up. Save it as .docx, and use that."
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # of ZIP's calendar


class Package:
    """The parts of a Word document. Parts are changed as trees, in place, and written anew by `save`."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises a `DocumentError` where ``data`` is no Word document, or one with macros."""
        self.archive = Archive(data, limits)
        if zip_format(self.archive.names, self.archive.mimetype) is not Format.DOCX:
            raise UnsupportedFormat(_NO_WORD_DOCUMENT)
        # Of two members of one name, programs differ over which of them counts.
        if CONTENT_TYPES not in self.archive.names or len(self.archive.names) < len(self.archive.members):
            raise DocumentDamaged(DAMAGED)
        types = parse_xml(self.archive.read(CONTENT_TYPES))
        if any("macroEnabled" in (entry.get("ContentType") or "") for entry in types):
            raise UnsupportedFormat(_MACROS)
        self._changed: dict[str, etree._Element] = {}
        self._removed: set[str] = set()

    @property
    def names(self) -> list[str]:
        """The members, in order, without those removed."""
        return [member.filename for member in self.archive.members if member.filename not in self._removed]

    def tree(self, name: str) -> etree._Element:
        """The root of a part as it is now, to look at."""
        return self._changed[name] if name in self._changed else parse_xml(self.archive.read(name))

    def edit(self, name: str) -> etree._Element:
        """The root of a part that is going to be changed."""
        self._changed[name] = self.tree(name)
        return self._changed[name]

    def replace(self, name: str, root: etree._Element) -> None:
        """Let ``root`` be the content of a part."""
        self._changed[name] = root

    def add(self, source: str, name: str, root: etree._Element, *, kind: str, content_type: str) -> None:
        """Put a new part into the package, to which ``source`` has a relationship of type ``kind``."""
        self._changed[name] = root
        part = {"PartName": f"/{name}", "ContentType": content_type}
        etree.SubElement(self.edit(CONTENT_TYPES), f"{{{_TYPES}}}Override", part)
        relationships = self._relationships(source)
        taken = {relationship.get("Id") for relationship in relationships}
        link = {"Id": unused("rIdTallymark", taken), "Type": kind, "Target": f"/{name}"}
        etree.SubElement(relationships, f"{{{_RELATIONSHIPS}}}Relationship", link)

    def remove(self, name: str) -> None:
        """Take a part out of the package, with what it points at others by, and all that points at it."""
        self._removed |= {name, relationships_of(name)}
        for listed in [part for part in self.edit(CONTENT_TYPES) if part.get("PartName") == f"/{name}"]:
            self.edit(CONTENT_TYPES).remove(listed)
        for source, relationships in self.all_relationships():
            for link in [link for link in self.tree(relationships) if _points_at(link, source, name)]:
                root = self.edit(relationships)
                root.remove(next(other for other in root if other.get("Id") == link.get("Id")))

    def all_relationships(self) -> list[tuple[str, str]]:
        """Each part with the name of the member that holds its relationships; the package itself is the part ''."""
        return [(source_of(name), name) for name in self.names if name.endswith(".rels")]

    def save(self) -> bytes:
        """The file with its changes; the same every time, and with the members' own dates."""
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as archive:
            for member in self.archive.members:
                if member.filename in self._removed:
                    continue
                changed = self._changed.get(member.filename)
                content = self.archive.read(member.filename) if changed is None else _serialised(changed)
                archive.writestr(_header(member.filename, member.date_time, member.compress_type), content)
            for name in sorted(self._changed.keys() - self.archive.names):
                archive.writestr(_header(name, _FIRST_DAY, zipfile.ZIP_DEFLATED), _serialised(self._changed[name]))
        return buffer.getvalue()

    def _relationships(self, source: str) -> etree._Element:
        name = relationships_of(source)
        if name not in self.archive.names and name not in self._changed:
            self._changed[name] = etree.XML(f'<Relationships xmlns="{_RELATIONSHIPS}"/>')
        return self.edit(name)


def unused(name: str, taken: Container[str | None]) -> str:
    """``name`` with the first number that makes it new."""
    return next(numbered for number in count(1) if (numbered := f"{name}{number}") not in taken)


def source_of(relationships: str) -> str:
    """The part whose relationships a member holds."""
    folder, name = posixpath.split(relationships)
    return posixpath.join(posixpath.dirname(folder), name.removesuffix(".rels"))


def _points_at(relationship: etree._Element, source: str, name: str) -> bool:
    return relationship.get("TargetMode") != "External" and target_of(relationship, source) == name


def _header(name: str, date: tuple[int, int, int, int, int, int], compression: int) -> zipfile.ZipInfo:
    header = zipfile.ZipInfo(name, date)
    header.compress_type = compression
    return header


def _serialised(root: etree._Element) -> bytes:
    return _DECLARATION + etree.tostring(root, encoding="UTF-8", xml_declaration=False)
