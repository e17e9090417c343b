from __future__ import annotations

import pytest

from nlp.readers.limits import Limits
from nlp.readers.parsers import parse


def read(text: str) -> list[str]:
    return parse(text.encode(), ".md", Limits())


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("# My *account*\n\nI work here.", ["My account", "I work here."]),
        ("Title\n=====\ntext", ["Title", "text"]),
        ("one line\nof two", ["one line of two"]),
        ("hard  \nbreak", ["hard\nbreak"]),
        ("- one\n- two\n  1. inner\n", ["one", "two", "inner"]),
        ("> quoted **words**", ["quoted words"]),
        ("| When | What |\n|---|---|\n| 3 May | *rang* her |", ["When\tWhat", "3 May\trang her"]),
        ("[our site](http://a.example) &amp; ~~old~~ `code`", ["our site & old code"]),
        ("a ![a photograph](p.png) b", ["a  b"]),
        ("```\nfirst line\n\nsecond\n```", ["first line", "second"]),
        (
            "<div>kept <b>words</b></div>\n\n<!-- not shown -->\n\nand <u>these</u><br>too",
            ["kept words", "and these\ntoo"],
        ),
        ("---\ntitle: Account\n---\nI rang.", ["I rang."]),
        ("snake_case 2 * 3 * 4 \\* done", ["snake_case 2 * 3 * 4 * done"]),
    ],
)
def test_markers_are_stripped_and_text_is_kept(source: str, expected: list[str]) -> None:
    assert read(source) == expected
