"""Where a marker may stand in a paragraph, and how a run is cut in two to make room for it."""

from __future__ import annotations

from copy import deepcopy
from typing import Literal, NamedTuple

from lxml import etree

from nlp.readers.docx_names import child, name_of

Side = Literal["before", "after"]

# What Word lets a marker stand in. Anything else that holds text (a formula, a field that Word fills in, ruby, a text
# box) is marked as a whole.
_OPEN = frozenset(
    {"w:ins", "w:moveTo", "w:hyperlink", "w:smartTag", "w:customXml", "w:dir", "w:bdo", "w:sdt", "w:sdtContent"}
)
# Content controls that hold a value rather than text.
_VALUES = ("w:text", "w:date", "w:comboBox", "w:dropDownList", "w:dataBinding")
_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"


class _Spot(NamedTuple):
    """The element beside which a marker may stand, and the run that has to be cut for it, if it stands in one."""

    item: etree._Element
    run: etree._Element | None


def insert(marker: etree._Element, node: etree._Element, at: int, side: Side) -> None:
    """Put ``marker`` before or after character ``at`` of the text that ``node`` stands for.

    Where the text is inside of something that no marker may stand in, the marker goes before or after the whole of it.
    A run is cut in two of the same format. ``node`` keeps the characters before the cut.
    """
    item, run = _spot(node)
    if run is None:
        _put_beside(marker, item, side)
        return
    if item is node and name_of(node.tag) == "w:t":
        item, side = _cut_text(node, at if side == "before" else at + 1)
    _put_beside(marker, *_cut_run(run, item, side))


def _spot(node: etree._Element) -> _Spot:
    path = _path(node)
    for position, element in enumerate(path):
        name = name_of(element.tag)
        if name == "w:r" and element is not node:
            return _Spot(path[position + 1], element)
        if name not in _OPEN or (name == "w:sdt" and _is_value(element)):
            return _Spot(element, None)
    return _Spot(node, None)


def _path(node: etree._Element) -> list[etree._Element]:
    """From the child of the outermost paragraph (that of a text box hangs on another) down to ``node``."""
    ancestors = [node, *node.iterancestors()]
    paragraphs = [position for position, element in enumerate(ancestors) if name_of(element.tag) == "w:p"]
    return ancestors[: paragraphs[-1]][::-1]


def _is_value(control: etree._Element) -> bool:
    properties = child(control, "w:sdtPr")
    return any(child(properties, name) is not None for name in _VALUES)


def _cut_text(node: etree._Element, at: int) -> tuple[etree._Element, Side]:
    text = node.text or ""
    if at <= 0:
        return node, "before"
    if at >= len(text):
        return node, "after"
    rest = _like(node)
    for half, words in ((node, text[:at]), (rest, text[at:])):
        half.text = words
        if words != words.strip():
            half.set(_PRESERVE, "preserve")
    node.addnext(rest)
    return node, "after"


def _cut_run(run: etree._Element, item: etree._Element, side: Side) -> tuple[etree._Element, Side]:
    content = [element for element in run if name_of(element.tag) != "w:rPr"]
    position = content.index(item) + (side == "after")
    if position == 0:
        return run, "before"
    if position == len(content):
        return run, "after"
    rest = _like(run)
    if (properties := child(run, "w:rPr")) is not None:
        rest.append(deepcopy(properties))
    rest.extend(content[position:])
    run.addnext(rest)
    return run, "after"


def _like(element: etree._Element) -> etree._Element:
    """An empty element of the same name and attributes."""
    other = etree.Element(element.tag)
    for name, value in element.attrib.items():
        other.set(name, value)
    return other


def _put_beside(marker: etree._Element, item: etree._Element, side: Side) -> None:
    if side == "before":
        item.addprevious(marker)
    else:
        item.addnext(marker)
