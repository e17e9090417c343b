"""Changes to the text of nodes, gathered first and made at once, so that places stay true while they are found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from nlp.readers.docx_names import local_name
from nlp.writers.anchors import Place

_PRESERVE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXTS = frozenset({"t", "delText"})
_SYMBOLS = frozenset({"tab", "ptab", "br", "cr", "noBreakHyphen", "sym"})


class Edits:
    """What is to stand in the place of which characters of which nodes."""

    def __init__(self) -> None:
        self._of: dict[etree._Element, list[tuple[int, int, str]]] = {}

    def __bool__(self) -> bool:
        return bool(self._of)

    def put(self, places: Iterable[Place], text: str) -> None:
        """Let ``text`` stand at the first of ``places``, and nothing at the others.

        Where something was put at a part of them already, the rest goes and that stays.
        """
        wanted = list(places)
        free = [part for place in wanted for part in self._free(place)]
        stand_in = text if free == wanted else ""
        for place in free:
            self._of.setdefault(place.node, []).append((place.start, place.end, stand_in))
            stand_in = ""

    def _free(self, place: Place) -> Iterator[Place]:
        """The parts of a place at which nothing was put."""
        begin = place.start
        for start, end, _ in sorted(self._of.get(place.node, [])):
            if end <= begin or place.end <= start:
                continue
            if begin < start:
                yield place._replace(start=begin, end=start)
            begin = end
        if begin < place.end:
            yield place._replace(start=begin)

    def make(self) -> None:
        """Change the nodes."""
        for node, changes in self._of.items():
            words = node.text or ""
            if local_name(node.tag) in _SYMBOLS:
                _replace_symbol(node, "".join(text for _, _, text in changes))
                continue
            for start, end, text in sorted(changes, reverse=True):
                words = words[:start] + text + words[end:]
            node.text = words
            if local_name(node.tag) in _TEXTS:
                node.set(_PRESERVE, "preserve")


def _replace_symbol(node: etree._Element, text: str) -> None:
    """A tab, a break or a symbol is an element: text in its place is another one."""
    parent = node.getparent()
    if parent is None:
        return
    if text:
        stand_in = etree.Element(f"{{{etree.QName(node).namespace}}}t", {_PRESERVE: "preserve"})
        stand_in.text = text
        node.addprevious(stand_in)
    parent.remove(node)
