from __future__ import annotations

import pytest

from nlp.errors import DocumentDamaged
from nlp.readers.limits import Limits
from nlp.readers.parsers import parse


def read(body: bytes) -> list[str]:
    fonts = (
        rb"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset2 Symbol;}{\f2\fcharset238 Arial CE;}{\f3\fcharset128 Mincho;}}"
    )
    return parse(rb"{\rtf1\ansi\ansicpg1252\deff0" + fonts + body + b"}", ".rtf", Limits())


def test_paragraphs_lines_and_tabs() -> None:
    assert read(rb"\pard I rang\line her.\par Then\tab I wrote.\par") == ["I rang\nher.", "Then\tI wrote."]


def test_line_breaks_of_the_file_are_no_text() -> None:
    assert read(b"cus\r\ntomer") == ["customer"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (rb"caf\'e9", "café"),
        (rb"her\u8217?s", "her\u2019s"),
        (rb"her\u8217\'92s", "her\u2019s"),
        (rb"{\uc2\u8217ab}c{\uc0\u233}d", "\u2019céd"),
        (rb"glad \u-10179?\u-8704?", "glad 😀"),
        (rb"\u-10179? alone", "\ufffd alone"),
        (rb"{\f2\'9a}\'9c", "šœ"),
        (rb"{\f3\'93\'fa}", "日"),
        (rb"a\emdash b\~c\_d\-e \{x\}", "a—b c-de {x}"),
        (rb"\ldblquote yes\rdblquote  \lquote no\rquote", "“yes” \u2018no\u2019"),
        (rb"{\f1\'fc}done", "done"),
    ],
)
def test_characters(body: bytes, expected: str) -> None:
    assert read(body) == [expected]


def test_tracked_deletions_and_hidden_text_are_dropped() -> None:
    body = rb"I was {\deleted not }{\revised very }{\v secret }{\v0 calm}\v x\v0 .\deleted y\plain !"
    assert read(body) == ["I was very calm.!"]


def test_destinations_without_text_of_the_writer_are_dropped() -> None:
    body = (
        rb"{\header Unit 2\par}{\info{\author Jo}}{\*\generator X;}{\pict 89504e47}"
        rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt our site}} {\*\annotation Say more}is up."
    )
    assert read(body) == ["our site is up."]


def test_list_items_without_their_markers() -> None:
    assert read(rb"{\pntext\f1\'b7\tab}One\par{\listtext 2.\tab}Two\par") == ["One", "Two"]


def test_tables_row_by_row() -> None:
    row = rb"\trowd\cellx1\cellx2\pard\intbl %b\cell %b\cell\row"
    body = row % (b"When", b"What") + row % (b"3 May", rb"I rang.\par She came.") + rb"\pard After."
    assert read(body) == ["When\tWhat", "3 May", "I rang.", "She came.", "After."]


def test_text_boxes_once_and_notes_last() -> None:
    box = rb"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt In the box.\par}}{\shprslt In the box.}}"
    body = rb"I rang{\footnote Twice.} " + box + rb"her.\par The end."
    assert read(body) == ["I rang her.", "In the box.", "The end.", "Twice."]


def test_binary_data_is_passed_over() -> None:
    assert read(rb"a{\pict\bin5 }}}}}}b") == ["ab"]


def test_groups_too_deep_are_damage() -> None:
    with pytest.raises(DocumentDamaged):
        read(b"{" * 100_000)
