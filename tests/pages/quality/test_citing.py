"""A script sentence by sentence, and the sentences that somebody names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.standardisation.schemas import Passage, ScriptText
from service.web.quality.citing import passages, pieces

WORDS = "I rang. She came.\n\nWe spoke."
TEXT = ScriptText(number=1, content=WORDS, paragraphs=((0, 17), (19, 28)), sentences=((0, 7), (8, 17), (19, 28)))


def test_sentences_are_numbered_and_no_character_is_lost() -> None:
    cut = pieces(TEXT)
    assert [[(one.number, one.words) for one in paragraph] for paragraph in cut] == [
        [(1, "I rang."), (0, " "), (2, "She came.")],
        [(3, "We spoke.")],
    ]
    assert ["".join(one.words for one in paragraph) for paragraph in cut] == WORDS.split("\n\n")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", []),
        ("2", [(8, 17)]),
        ("3, 1", [(19, 28), (0, 7)]),
        ("1 - 2", [(0, 17)]),
        ("2–3;1", [(8, 28), (0, 7)]),
        ("1 1", [(0, 7)]),
    ],
)
def test_sentences_are_named_by_their_numbers(typed: str, expected: list[tuple[int, int]]) -> None:
    assert passages(typed, TEXT) == tuple(Passage(start=start, end=end) for start, end in expected)


@pytest.mark.parametrize("typed", ["0", "4", "2-1", "first", "1.5", "-3", "99999"])
def test_what_is_no_sentence_is_refused(typed: str) -> None:
    assert passages(typed, TEXT) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_is_passages_of_the_text_or_refused(typed: str) -> None:
    for one in passages(typed, TEXT) or ():
        assert 0 <= one.start < one.end <= len(WORDS)
