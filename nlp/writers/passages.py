"""Everything in a part that is text, read or not, as paragraphs of pieces that know their nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from nlp.readers.docx_names import name_of
from nlp.readers.docx_pieces import Paragraph, Piece
from nlp.readers.docx_story import PRINTED, printed

_CODE = frozenset({"instrText", "delInstrText"})
_NEW = frozenset({"ins", "moveTo"})
_OLD = frozenset({"del", "moveFrom"})


class Passage(NamedTuple):
    """Text that belongs together; ``is_code``: it is the code of fields."""

    pieces: Paragraph
    is_code: bool = False


def passages(root: etree._Element) -> Iterator[Passage]:
    """All text of a part: a node may stand in several passages.

    Paragraphs as they read with all tracked changes accepted, with all refused, with both in one, and what was deleted;
    the code of their fields; and every other text by itself.
    """
    for element in root.iter():
        local = _local(element)
        if local == "p":
            yield from _views(element)
        elif element.text and element.text.strip() and _paragraph_of(element) is None:
            yield Passage([Piece(element.text, element)])


def _views(paragraph: etree._Element) -> Iterator[Passage]:
    own = [element for element in paragraph.iter() if element is not paragraph and _paragraph_of(element) is paragraph]
    pieces = [(element, _piece(element)) for element in own if _is_text(element)]
    accepted = [piece for element, piece in pieces if not _stands_in(element, paragraph, _OLD)]
    refused = [piece for element, piece in pieces if not _stands_in(element, paragraph, _NEW)]
    old = [piece for element, piece in pieces if _stands_in(element, paragraph, _OLD)]
    views = [accepted, refused, old, [piece for _, piece in pieces]]
    code = [Piece(element.text or "", element) for element in own if _local(element) in _CODE]
    yield from (Passage(view) for position, view in enumerate(views) if view and view not in views[:position])
    if code:
        yield Passage(code, is_code=True)
    for element in own:
        if element.text and element.text.strip() and not _is_text(element) and _local(element) not in _CODE:
            yield Passage([Piece(element.text, element)])


def _piece(element: etree._Element) -> Piece:
    name = name_of(element.tag)
    return Piece(printed(element, name) if name in PRINTED else element.text or "", element)


def _is_text(element: etree._Element) -> bool:
    return name_of(element.tag) in PRINTED or _local(element) in {"t", "delText"}


def _paragraph_of(element: etree._Element) -> etree._Element | None:
    return next((ancestor for ancestor in element.iterancestors() if _local(ancestor) == "p"), None)


def _stands_in(element: etree._Element, paragraph: etree._Element, names: frozenset[str]) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is paragraph:
            return False
        if _local(ancestor) in names:
            return True
    return False


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname
