"""What the fonts of a PDF can show, and what becomes of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reports.fonts import FOLDER, coverage, showable


@pytest.mark.parametrize(
    "text",
    [
        "Małgorzata Wójcik, Łódź",  # Polish
        "Siân ap Dŵr, Llŷn",  # Welsh
        "Søren Ångström, Şule Çağlar, Nguyễn Thị Hạnh, Ștefan",
        "Ελένη, Дмитро, עמר, محمد بن سلمان",
        "“Typographic” ‘quotes’ – and — dashes … £9.50, 5 °C, ½, ×, §, †, €, ™",
    ],
)
def test_names_and_marks_of_british_accounts_are_shown_as_they_are(text: str) -> None:
    assert showable(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("She smiled 😀.", "She smiled [grinning face]."),
        ("👍🏽", "[thumbs up sign]"),
        ("👩\u200d👧", "[woman]\u200d[girl]"),
        ("🇬🇧", "GB"),
        ("李", "�"),
        ("\uff2eo", "No"),
        ("a\u202eb\x00c", "a�b�c"),
        ("one\ttwo\nthree", "one\ttwo\nthree"),
        ("half\ud800", "half�"),
    ],
)
def test_what_no_font_has_is_put_into_words_or_replaced(text: str, shown: str) -> None:
    assert showable(text) == shown


@given(text=st.text())
def test_whatever_comes_can_be_shown(text: str) -> None:
    assert all(character in "\n\t" or ord(character) in coverage() for character in showable(text))


def test_the_fonts_may_be_shipped() -> None:
    assert "SIL Open Font License, Version 1.1" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")
    assert len(list(FOLDER.glob("*.ttf"))) == 6
