"""Everything in a part that is text, read or not, as paragraphs of pieces that know their nodes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lxml import etree

from nlp.readers.docx_names import local_name, name_of
from nlp.readers.docx_pieces import Paragraph, Piece
from nlp.readers.docx_story import PRINTED, printed

_PARAGRAPH = "p"
_TEXTS = frozenset({"t", "delText"})
_CODE = frozenset({"instrText", "delInstrText"})
_NEW = frozenset({"ins", "moveTo"})
_OLD = frozenset({"del", "moveFrom"})


class Passage(NamedTuple):
    """Text that belongs together; ``is_code``: it is the code of fields."""

    pieces: Paragraph
    is_code: bool = False


class _Inside(NamedTuple):
    """An element of a paragraph, and the tracked changes that it stands in."""

    element: etree._Element
    is_new: bool
    is_old: bool


def passages(root: etree._Element) -> Iterator[Passage]:
    """All text of a part: a node may stand in several passages.

    Paragraphs as they read with all tracked changes accepted, with all refused, with both in one, and what was deleted;
    the code of their fields; and every other text by itself.
    """
    if local_name(root.tag) == _PARAGRAPH:
        yield from _of_paragraph(root)
        return
    yield from _alone(root)
    for element in root:
        yield from passages(element)


def _of_paragraph(paragraph: etree._Element) -> Iterator[Passage]:
    inner: list[etree._Element] = []
    inside = list(_inside(paragraph, inner, _Inside(paragraph, is_new=False, is_old=False)))
    pieces = [(place, _piece(place.element)) for place in inside if _is_text(place.element)]
    accepted = [piece for place, piece in pieces if not place.is_old]
    refused = [piece for place, piece in pieces if not place.is_new]
    deleted = [piece for place, piece in pieces if place.is_old]
    views = (
        [accepted, refused, deleted, [piece for _, piece in pieces]] if deleted or refused != accepted else [accepted]
    )
    yield from (Passage(view) for view in views if view)
    if code := [Piece(element.text or "", element) for element, *_ in inside if local_name(element.tag) in _CODE]:
        yield Passage(code, is_code=True)
    for element, *_ in inside:
        if not _is_text(element) and local_name(element.tag) not in _CODE:
            yield from _alone(element)
    for box in inner:
        yield from _of_paragraph(box)


def _inside(element: etree._Element, inner: list[etree._Element], around: _Inside) -> Iterator[_Inside]:
    """All elements in a paragraph but those of the paragraphs in it, which are added to ``inner``."""
    for child in element:
        name = local_name(child.tag)
        if name == _PARAGRAPH:
            inner.append(child)
            continue
        found = _Inside(child, around.is_new or name in _NEW, around.is_old or name in _OLD)
        yield found
        yield from _inside(child, inner, found)


def _alone(element: etree._Element) -> Iterator[Passage]:
    if element.text and element.text.strip():
        yield Passage([Piece(element.text, element)])


def _piece(element: etree._Element) -> Piece:
    name = name_of(element.tag)
    return Piece(printed(element, name) if name in PRINTED else element.text or "", element)


def _is_text(element: etree._Element) -> bool:
    return name_of(element.tag) in PRINTED or local_name(element.tag) in _TEXTS
