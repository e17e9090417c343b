"""XML from untrusted files: no entities, no network, no document types."""

from __future__ import annotations

from lxml import etree

from nlp.errors import DocumentDamaged
from nlp.readers.archive import DAMAGED

_DOCTYPE = b"<!DOCTYPE"
_ATTACK = (
    "The file declares XML entities, which no word processor writes. Save it again as .docx or PDF, and hand that in."
)


def parse_xml(xml: bytes) -> etree._Element:
    """The root of a well-formed document without a document type; else `DocumentDamaged`.

    Comments and processing instructions are left out, so that every node of the tree is an element.
    """
    # Dropping zero bytes finds the declaration in UTF-16 too.
    if _DOCTYPE in xml.replace(b"\0", b""):
        raise DocumentDamaged(_ATTACK)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        if getattr(error, "code", None) == etree.ErrorTypes.ERR_NO_MEMORY:
            raise MemoryError from error
        raise DocumentDamaged(DAMAGED) from error
    except ValueError as error:
        raise DocumentDamaged(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise DocumentDamaged(_ATTACK)
    return root
