"""Comments put into a Word document at the words that they are about. Runs in the confined process."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """Something to insert. ``order`` is the place in the text: markers are inserted from the last one to the first."""

    order: tuple[int, int, int]
    element: etree._Element
    place: Place
    side: Side


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
    for number, comment in enumerate(arguments["comments"]):
        start, end = comment["start"], comment["end"]
        places = _visible(anchors, stories, start, end)
        identifier = part.add(comment)
        markers += _markers(part, identifier, places, (start, end, number))
    # From the end on, so that a cut leaves the places before it as they are.
    for marker in sorted(markers, key=lambda marker: marker.order, reverse=True):
        insert(marker.element, marker.place.node, marker.place.start, marker.side)
    package.replace(stories.main, body)
    return package.save()


def _visible(anchors: Anchors, stories: Stories, start: int, end: int) -> list[Place]:
    """Where a comment may stand: the places of its text, or, for text of a note, the mark that refers to it."""
    anchors.check(start, end)
    # A comment on nothing, or on what no node stands for, is on the nearest words.
    found = anchors.places(start, end) or anchors.places(start, len(anchors.text)) or anchors.places(0, start)
    if not found:
        raise DocumentChanged(CHANGED)
    # Boxes and notes are read after what they hang on: from one into the other there is no range.
    story = _story(found[0].node)
    together = [place for place in found if _story(place.node) is story]
    return [_of_note(place, stories) for place in (together[0], together[-1])]


def _story(node: etree._Element) -> etree._Element:
    ancestors = list(node.iterancestors())
    return next((element for element in ancestors if name_of(element.tag) in _STORIES), ancestors[-1])


def _of_note(place: Place, stories: Stories) -> Place:
    note = next((element for element in place.node.iterancestors() if element in stories.notes), None)
    return place if note is None else Place(stories.notes[note], 0, 1)


def _markers(
    part: CommentsPart, identifier: str, places: Sequence[Place], where: tuple[int, int, int]
) -> list[_Marker]:
    start, end, number = where
    first, last = places[0], places[-1]
    last_character = Place(last.node, max(last.end - 1, 0), last.end)
    run = part.element("r")
    run.append(part.element("commentReference", id=identifier))
    return [
        _Marker((start, 1, number), part.element("commentRangeStart", id=identifier), first, "before"),
        _Marker((end - 1, 2, -number), part.element("commentRangeEnd", id=identifier), last_character, "after"),
        _Marker((end - 1, 3, -number), run, last_character, "after"),
    ]
