"""Which parts of a file can be searched for words at all."""

from __future__ import annotations

from nlp.errors import UnsupportedFormat
from nlp.writers.package import Package
from nlp.writers.strings import Strings

_XML = (".xml", ".rels", ".vml", ".svg")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".webp", ".jfif")
_FONTS = (".odttf", ".ttf", ".fntdata")
_SETTINGS = "printerSettings"

_UNSEARCHABLE = (
    "The document holds other files, such as a spreadsheet or another document, in which words cannot be replaced. "
    "Take them out, or paste them as pictures, and try again."
)
_IN_A_PICTURE = (
    "Some of the words to be taken out are stored in a picture. Take the picture out of the document, and try again."
)


def is_xml(name: str) -> bool:
    """Whether a part is XML, by its name."""
    return name.lower().endswith(_XML)


def check_searchable(package: Package, strings: Strings) -> None:
    """Refuse (`UnsupportedFormat`) files in the file, and pictures with one of the strings among their bytes.

    What a picture shows cannot be searched.
    """
    for name in package.names:
        if is_xml(name) or name.endswith("/"):
            continue
        if not (name.lower().endswith(_PICTURES + _FONTS) or _SETTINGS in name):
            raise UnsupportedFormat(_UNSEARCHABLE)
        if strings.are_in(package.archive.read(name)):
            raise UnsupportedFormat(_IN_A_PICTURE)
