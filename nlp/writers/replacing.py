"""Words taken out of a Word document, wherever they stand in the file. Runs in the confined process."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from lxml import etree

from nlp.errors import UnsupportedFormat
from nlp.readers.docx import Stories, read_stories
from nlp.readers.limits import Limits
from nlp.writers.anchors import Anchors
from nlp.writers.attributes import clean_attributes, clean_code, clean_links
from nlp.writers.edits import Edits
from nlp.writers.package import CONTENT_TYPES, Package
from nlp.writers.passages import passages
from nlp.writers.persons import forget_persons
from nlp.writers.searchable import check_searchable, is_xml
from nlp.writers.strings import Strings

_LEFT = (
    "Some of the words to be taken out stand in a place of the file where they cannot be replaced. Copy the text into "
    "a new document, and use that."
)
_WHOLE_NAMES = "full_name"
_NAMES_WITH_TITLES = "titled_surname"


def replace(data: bytes, arguments: Mapping[str, Any], limits: Limits) -> bytes:
    """The document with ``arguments["replacements"]`` made (start, end, text, kind), and their strings out of the rest.

    Raises a `nlp.errors.DocumentError`; `UnsupportedFormat` where the file holds what cannot be searched.
    """
    package = Package(data, limits)
    stories = read_stories(package.archive)
    anchors = Anchors(stories.paragraphs)
    edits = Edits()
    stand_ins: dict[str, str] = {}
    for item in arguments["replacements"]:
        anchors.check(item["start"], item["end"])
        edits.put(anchors.places(item["start"], item["end"]), item["text"])
        for string in _strings(anchors.text[item["start"] : item["end"]], item["kind"]):
            stand_ins.setdefault(string, item["text"])
    strings = Strings(stand_ins)
    forget_persons(package)
    check_searchable(package, strings)
    for name, tree in stories.trees.items():
        package.replace(name, tree)
    _clean(package, stories, strings)
    edits.make()
    cleaned = package.save()
    _check(cleaned, Strings(dict(_not_put_in(stand_ins))), limits)
    return cleaned


def _strings(string: str, kind: str) -> list[str]:
    """What to look for elsewhere: the string; of a name, the surname and the first name too."""
    words = string.split()
    whole = kind == _WHOLE_NAMES and len(words) > 1
    surname = words[-1:] if whole or (kind == _NAMES_WITH_TITLES and len(words) > 1) else []
    return [string, *surname, *(words[:1] if whole else [])]


def _not_put_in(stand_ins: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Without strings that are part of what was put in their place."""
    put_in = " ".join(dict.fromkeys(stand_ins.values()))
    folded = put_in.casefold()
    for string, text in stand_ins.items():
        # Hardly any is, and to look for a word costs a thousandth of what a pattern does.
        may_be = string.split()[0].casefold() in folded if string.split() else False
        if not may_be or next(Strings({string: text}).find(put_in), None) is None:
            yield string, text


def _clean(package: Package, stories: Stories, strings: Strings) -> list[str]:
    """Take the strings out of everything but the text that was read; the names of the parts that held any."""
    read = {piece.node for paragraph in stories.paragraphs for piece in paragraph if piece.node is not None}
    touched: list[str] = []
    for name in package.names:
        if not is_xml(name) or name == CONTENT_TYPES:
            continue
        tree = stories.trees[name] if name in stories.trees else package.tree(name)
        if clean_links(tree, strings) if name.endswith(".rels") else _clean_part(tree, strings, read):
            package.replace(name, tree)
            touched.append(name)
    return touched


def _clean_part(tree: etree._Element, strings: Strings, read: AbstractSet[etree._Element]) -> bool:
    edits = Edits()
    for passage in passages(tree):
        anchors = Anchors([passage.pieces])
        for start, end, text in _finds(anchors.text, strings, is_code=passage.is_code):
            places = anchors.places(start, end)
            unread = [place for place in places if place.node not in read]
            # What is half in the text was dealt with there.
            edits.put(unread, text if len(unread) == len(places) else "")
    edits.make()
    return clean_attributes(tree, strings) or bool(edits)


def _finds(text: str, strings: Strings, *, is_code: bool) -> Iterator[tuple[int, int, str]]:
    if not is_code:
        yield from strings.find(text)
    elif (clean := clean_code(text, strings)) != text:
        yield 0, len(text), clean


def _check(cleaned: bytes, strings: Strings, limits: Limits) -> None:
    """Make sure: nothing of it is found when the file is read anew."""
    package = Package(cleaned, limits)
    if _clean(package, read_stories(package.archive), strings) or any(
        strings.replaced(name) != name for name in package.names
    ):
        raise UnsupportedFormat(_LEFT)
