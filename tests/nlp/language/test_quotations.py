from __future__ import annotations

import pytest

from nlp.language.quotations import inside_quotation, quotation_pairs


def split(text: str) -> tuple[list[str], list[bool]]:
    """``text`` as words, one a blank or a ``_``; only blanks count as white space."""
    words: list[str] = []
    spaces: list[bool] = []
    for chunk in text.split():
        parts = chunk.split("_")
        words += parts
        spaces += [False] * (len(parts) - 1) + [True]
    return words, spaces


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ('he said "_no_" twice', {4: 2}),
        ("he said \u201c_no_\u201d twice", {4: 2}),
        ("he said '_no_' and \"_yes_\"", {4: 2, 8: 6}),
        ("the drivers_' room", {}),
        ('one " alone', {}),
        ('"_never closed', {}),
        ("\u201c_outer \u2018_inner_\u2019 outer_\u201d", {4: 2, 6: 0}),
        ("it_\u2019_s hers", {}),
    ],
)
def test_marks_are_paired(text: str, pairs: dict[int, int]) -> None:
    assert quotation_pairs(*split(text)) == pairs


def test_words_between_a_pair_are_inside() -> None:
    words, spaces = split('he said "_no way_" twice')
    inside = inside_quotation(quotation_pairs(words, spaces), len(words))
    assert [word for word, quoted in zip(words, inside, strict=True) if quoted] == ['"', "no", "way"]
