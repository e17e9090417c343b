"""Comments put into a Word document at the words that they are about. Runs in the confined process."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Any, NamedTuple

from lxml import etree

from nlp.errors import DocumentChanged
from nlp.readers.docx import Stories, read_stories
from nlp.readers.docx_names import name_of
from nlp.readers.limits import Limits
from nlp.writers.anchors import CHANGED, Anchors, Place
from nlp.writers.comments_part import CommentsPart
from nlp.writers.cutting import Side, insert
from nlp.writers.package import Package

_STORIES = frozenset({"w:txbxContent", "w:footnote", "w:endnote"})


class _Marker(NamedTuple):
    """Something to insert before or after the character ``at`` of a node."""

    element: etree._Element
    node: etree._Element
    at: int
    side: Side

    @property
    def order(self) -> tuple[int, bool]:
        """Markers are inserted from the last one of a node to its first; where one range ends another may begin."""
        return self.at + (self.side == "after"), self.side == "before"


def annotate(data: bytes, arguments: Mapping[str, Any], limits: Limits) -> bytes:
    """The document with ``arguments["comments"]`` (see `nlp.writers.comment.Comment`), else as it was.

    Raises a `nlp.errors.DocumentError`; `DocumentChanged` where a comment is about text that the document has not.
    """
    package = Package(data, limits)
    stories = read_stories(package.archive)
    anchors = Anchors(stories.paragraphs)
    body = stories.trees[stories.main]
    part = CommentsPart(package, stories.main, etree.QName(body).namespace or "")
    markers: list[_Marker] = []
    for comment in arguments["comments"]:
        first, last = _visible(anchors, stories, comment["start"], comment["end"])
        markers += _markers(part, part.add(comment), first, last)
    # From the end on, so that a cut leaves the places before it as they are.
    for _, marker in sorted(enumerate(markers), key=lambda item: (item[1].order, item[0]), reverse=True):
        insert(marker.element, marker.node, marker.at, marker.side)
    package.replace(stories.main, body)
    return package.save()


def _visible(anchors: Anchors, stories: Stories, start: int, end: int) -> tuple[Place, Place]:
    """From where to where a comment stands: on its text, or, for text of a note, on the mark that refers to it."""
    anchors.check(start, end)
    found = anchors.places(start, end) or _nearest(anchors, start)
    # Boxes and notes are read after what they hang on: from one into the other there is no range.
    story = _story(found[0].node)
    visible = [_of_note(place, stories) for place in found if _story(place.node) is story]
    first, last = visible[0], visible[-1]
    # A paragraph that runs on into the one after a table is read after the table.
    return (last, first) if _position(first.node) > _position(last.node) else (first, last)


def _nearest(anchors: Anchors, offset: int) -> list[Place]:
    """The character after, or else the last one before, of those that a node stands for."""
    if after := anchors.places(offset, len(anchors.text)):
        return [after[0]._replace(end=after[0].start + 1)]
    if before := anchors.places(0, offset):
        return [before[-1]._replace(start=before[-1].end - 1)]
    raise DocumentChanged(CHANGED)


def _story(node: etree._Element) -> etree._Element:
    ancestors = list(node.iterancestors())
    return next((element for element in ancestors if name_of(element.tag) in _STORIES), ancestors[-1])


def _position(node: etree._Element) -> list[int]:
    """Where a node stands in its part: two of them compare in document order."""
    path = [node, *node.iterancestors()]
    return [parent.index(element) for parent, element in pairwise(reversed(path))]


def _of_note(place: Place, stories: Stories) -> Place:
    note = next((element for element in place.node.iterancestors() if element in stories.notes), None)
    return place if note is None else Place(stories.notes[note], 0, 1)


def _markers(part: CommentsPart, identifier: str, first: Place, last: Place) -> list[_Marker]:
    mark = part.element("r")
    mark.append(part.element("commentReference", id=identifier))
    return [
        _Marker(part.element("commentRangeStart", id=identifier), first.node, first.start, "before"),
        _Marker(part.element("commentRangeEnd", id=identifier), last.node, last.end - 1, "after"),
        _Marker(mark, last.node, last.end - 1, "after"),
    ]
