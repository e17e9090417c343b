"""Which comments are nearly the same."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.judging.patterns.likeness import alike

WRITTEN = "Well done, Asha, you have shown how you dealt with the complaint in 3 steps."


@pytest.mark.parametrize(
    "other",
    [
        WRITTEN,
        WRITTEN.replace("Asha", "Ben"),
        WRITTEN.replace("3", "4"),
        WRITTEN.replace("shown", "told"),
        "Ben: " + WRITTEN,
        WRITTEN.upper().capitalize(),
    ],
)
def test_a_name_a_number_or_a_word_makes_no_other_comment(other: str) -> None:
    one, two, different = alike(pd.Series([WRITTEN, other, "Say what you would do another time, and why you would."]))
    assert one == two != different


def test_texts_without_latin_letters_are_compared_as_they_are() -> None:
    one, two, same = alike(pd.Series(["做得好", "请补充证据", "做得好"]))
    assert one == same != two


def test_many_different_comments_are_laid_beside_few_others_only() -> None:
    """All pairs of them would be two hundred million."""
    kinds = alike(pd.Series([f"word{chr(97 + n % 26)} {'abcdefghij'[n % 10] * (n % 97 + 1)}" for n in range(20_000)]))
    assert len(kinds) == 20_000


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(max_size=20), max_size=20))
def test_each_comment_has_a_number_and_the_same_have_the_same(comments: list[str]) -> None:
    found = list(alike(pd.Series(comments, dtype=object)))
    assert len(found) == len(comments)
    for one, kind in zip(comments, found, strict=True):
        assert kind == found[comments.index(one)]
