"""Reader of Word documents (Office Open XML), as they look with all tracked changes accepted.

The XML is walked directly: python-docx leaves out tracked insertions and text boxes. Kept and dropped: docs/readers.md.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass

from lxml import etree

from nlp.readers.archive import Archive
from nlp.readers.docx_names import attribute, name_of
from nlp.readers.docx_pieces import Paragraph, text_of
from nlp.readers.docx_story import NoteReference, Story
from nlp.readers.limits import Limits
from nlp.readers.markup import parse_xml

MAIN_PART = "word/document.xml"


def paragraphs(data: bytes, limits: Limits) -> list[str]:
    """Raw paragraphs in reading order: the body, text boxes after the paragraph that they hang on, notes at the end."""
    return [text_of(paragraph) for paragraph in read_stories(Archive(data, limits)).paragraphs]


@dataclass(frozen=True, slots=True)
class Stories:
    """A document's text with the nodes that it comes from.

    ``paragraphs``: as `paragraphs` gives them, in pieces. ``main``: the name of the main part. ``trees``: the parsed
    parts by name. ``notes``: for the root of each note that was read, the mark in the main part that refers to it.
    """

    paragraphs: list[Paragraph]
    main: str
    trees: dict[str, etree._Element]
    notes: dict[etree._Element, etree._Element]


def read_stories(archive: Archive) -> Stories:
    """Walk the main part and the notes that it refers to."""
    main = related_part(archive, "", "officeDocument") or MAIN_PART
    story = Story()
    stories = Stories([], main, {main: parse_xml(archive.read(main))}, {})
    stories.paragraphs.extend(story.blocks(stories.trees[main]))
    for kind in ("footnote", "endnote"):
        references = [reference for reference in story.notes if reference.kind == kind]
        part = related_part(archive, main, f"{kind}s")
        if references and part:
            stories.trees[part] = parse_xml(archive.read(part))
            _read_notes(stories, stories.trees[part], references)
    return stories


def _read_notes(stories: Stories, root: etree._Element, references: list[NoteReference]) -> None:
    notes = {attribute(note, "id"): note for note in root if name_of(note.tag) == f"w:{references[0].kind}"}
    story = Story()
    for reference in references:
        if (note := notes.get(reference.id)) is not None:
            stories.paragraphs.extend(story.blocks(note))
            stories.notes.setdefault(note, reference.mark)


def related_part(archive: Archive, source: str, kind: str) -> str | None:
    """The member that ``source`` (empty: the package) points at with a relationship of ``kind``."""
    relationships = relationships_of(source)
    if relationships not in archive.names:
        return None
    for relationship in parse_xml(archive.read(relationships)):
        if (relationship.get("Type") or "").endswith(f"/{kind}"):
            return target_of(relationship, source)
    return None


def relationships_of(source: str) -> str:
    """The name of the member that holds the relationships of the part ``source`` (empty: of the package)."""
    folder, name = posixpath.split(source)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(relationship: etree._Element, source: str) -> str:
    """The name of the member that a relationship of ``source`` points at."""
    folder = posixpath.dirname(source)
    return posixpath.normpath(posixpath.join("/", folder, relationship.get("Target") or "")).lstrip("/")
