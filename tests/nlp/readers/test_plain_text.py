from __future__ import annotations

import codecs

import pytest

from nlp.documents import Span
from nlp.errors import DocumentEmpty, DocumentTooLarge, UnsupportedFormat
from nlp.readers import Limits, read_bytes, read_text

SENTENCE = "She said “I\u2019m not sure”, so I waited \u2013 and the café's owner, who'd rung twice, told me more."


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        SENTENCE.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + SENTENCE.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        SENTENCE.encode("utf-32"),
        SENTENCE.encode("cp1252"),
        SENTENCE.encode().decode("cp1252", "replace").replace("\ufffd", "\x9d").encode(),
    ],
    ids=["utf-8", "bom", "utf-16-le", "utf-16-be", "no-bom-le", "no-bom-be", "utf-32", "cp1252", "mojibake"],
)
def test_the_encoding_is_guessed_and_mojibake_mended(data: bytes) -> None:
    assert read_bytes(data, "account.txt").text == SENTENCE


@pytest.mark.parametrize(
    "text",
    [
        "“curly” and \"straight\" 'quotes'",
        "&amp; stays",
        "ﬁrst ligature",
        "wide \uff21\uff22",
        "naïve café \u2013 yes…",
        "C:\\new",
    ],
)
def test_the_writers_own_characters_are_not_altered(text: str) -> None:
    assert read_text(text).text == text


@pytest.mark.parametrize(
    ("pasted", "expected"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\u00a0b\u2003c", "a b c"),
        ("follow\u2011up, co\u00adoperate\u200b", "follow-up, cooperate"),
        ("\ufefffirst", "first"),
        ("half \ud83d of it", "half \ufffd of it"),
        ("glad \ud83d\ude00", "glad \U0001f600"),
        ("cafe\u0301", "café"),
    ],
)
def test_characters_that_print_nothing_are_dropped(pasted: str, expected: str) -> None:
    assert read_text(pasted).text == expected


def test_every_kind_of_line_break_is_understood() -> None:
    assert read_text("one\r\n\r\ntwo\r\rthree\u2029four\ffive").paragraph_texts() == [
        "one",
        "two",
        "three",
        "four",
        "five",
    ]


def test_offsets_are_exact() -> None:
    document = read_text("  First. \n\n\n  Second\u200b. ")
    assert document.text == "First.\n\nSecond."
    assert document.paragraphs == (Span(0, 6), Span(8, 15))


@pytest.mark.parametrize("text", ["", " \n\t\n", "\x00\x00", "--- ... !!!"])
def test_text_without_words_is_empty(text: str) -> None:
    with pytest.raises(DocumentEmpty):
        read_text(text)


def test_too_many_words_are_refused() -> None:
    with pytest.raises(DocumentTooLarge, match="more than 10 words"):
        read_text("word " * 11, limits=Limits(words=10))


def test_one_endless_word_is_refused() -> None:
    with pytest.raises(DocumentTooLarge):
        read_text("a" * 101, limits=Limits(characters=100))


def test_a_large_file_is_refused_before_it_is_decoded() -> None:
    with pytest.raises(DocumentTooLarge, match="larger than 20 MB"):
        read_bytes(b"a" * (Limits().file_bytes + 1), "account.txt")


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"MZ\x90\x00\x03\x00", b"\x00" * 100, b"\x81\x8d\x01\x02\x03"])
def test_binary_content_is_no_text(data: bytes) -> None:
    with pytest.raises(UnsupportedFormat, match="docx"):
        read_bytes(data, "account.txt")
