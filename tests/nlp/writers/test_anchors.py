from __future__ import annotations

import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from nlp.documents import Document
from nlp.readers import Limits
from nlp.readers.archive import Archive
from nlp.readers.cleaning import plain
from nlp.readers.docx import Stories, read_stories
from nlp.readers.docx_names import attribute, name_of
from nlp.readers.parsers import parse
from nlp.writers.anchors import Anchors, Place, sources
from tests.nlp.writers.word_files import DOCUMENTS, make_word, paragraph, run, table

LIMITS = Limits()
MELTING = "a\u0301\u0323\r\n\u00ad\u2029\u1100\u1161\u11a8e"
SYMBOLS = {"w:tab": "\t", "w:br": "\n", "w:noBreakHyphen": "-"}


def stories_of(data: bytes) -> Stories:
    return read_stories(Archive(data, LIMITS))


def words_at(place: Place) -> str:
    """What a node says at a place, by the node alone."""
    name = name_of(place.node.tag)
    if name == "w:sym":
        return chr(int(attribute(place.node, "char"), 16))
    return (SYMBOLS.get(name) or place.node.text or "")[place.start : place.end]


def letters(text: str) -> list[str]:
    """The letters and digits; in parts, as letters melt together over a node's end and not over a paragraph's."""
    return [character for character in unicodedata.normalize("NFD", plain(text)) if character.isalnum()]


@settings(max_examples=40)
@given(DOCUMENTS)
def test_the_text_is_the_readers(data: bytes) -> None:
    assert Anchors(stories_of(data).paragraphs).text == Document.from_paragraphs(parse(data, ".docx", LIMITS)).text


@settings(max_examples=40)
@given(DOCUMENTS)
def test_the_mapped_characters_spell_the_text(data: bytes) -> None:
    anchors = Anchors(stories_of(data).paragraphs)
    for offset, character in enumerate(anchors.text):
        there = "".join(words_at(place) for place in anchors.places(offset, offset + 1))
        assert character in plain(there).replace("\n", "\n ") or (character in "\n\t" and not there)


@settings(max_examples=40)
@given(DOCUMENTS)
def test_a_stretch_is_the_characters_of_its_places(data: bytes) -> None:
    anchors = Anchors(stories_of(data).paragraphs)
    places = anchors.places(0, len(anchors.text))
    assert letters("".join(words_at(place) for place in places)) == letters(anchors.text)


@settings(max_examples=300)
@given(st.text(st.characters(codec="utf-8") | st.sampled_from(MELTING), max_size=20))
def test_plain_text_is_made_segment_by_segment(raw: str) -> None:
    found = sources(raw)
    text = plain(raw)
    assert len(found) == len(text)
    assert all(0 <= start < end <= len(raw) for start, end in found)
    assert [start for start, _ in found] == sorted(start for start, _ in found)
    assert all(character in plain(raw[start:end]) for character, (start, end) in zip(text, found, strict=True))


def test_only_marks_and_later_hangul_letters_melt_into_what_stands_before() -> None:
    """What `sources` relies on, over all characters that Unicode composes."""
    for character in map(chr, range(0x110000)):
        parts = unicodedata.decomposition(character).split()
        if len(parts) == 2 and parts[0][0] != "<" and unicodedata.is_normalized("NFC", character):
            assert unicodedata.category(chr(int(parts[1], 16)))[0] == "M"


def test_a_letter_and_its_mark_are_one_character_of_the_text() -> None:
    anchors = Anchors(stories_of(make_word(paragraph(run("cafe"), run("\u0301 ole\u00ad.")))).paragraphs)
    assert anchors.text == "café ole."
    assert [words_at(place) for place in anchors.places(3, 4)] == ["e", "\u0301"]
    assert [words_at(place) for place in anchors.places(8, 9)] == ["."]


def test_nothing_stands_for_what_the_reader_adds() -> None:
    data = make_word(table((paragraph(run("When ")), paragraph(run(" What")))) + paragraph(run("After")))
    anchors = Anchors(stories_of(data).paragraphs)
    assert anchors.text == "When\tWhat\n\nAfter"
    assert anchors.places(4, 5) == []
    assert anchors.places(9, 11) == []
    assert [words_at(place) for place in anchors.places(0, 16)] == ["When", "What", "After"]
