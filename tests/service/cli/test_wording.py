"""Small pieces of plain English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.cli.wording import ELLIPSIS, certainty, count, sentence_case, shorten

texts = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=80)


@given(texts, st.integers(2, 60))
def test_a_shortened_text_fits_and_is_the_beginning_of_the_line(text: str, length: int) -> None:
    line = " ".join(text.split())
    short = shorten(text, length)

    assert len(short) <= length
    assert line.startswith(short.removesuffix(ELLIPSIS).rstrip())


@given(
    st.lists(st.sampled_from(["a", "customer", "relationship's", "café"]), min_size=1, max_size=12), st.integers(20, 60)
)
def test_words_are_not_cut(words: list[str], length: int) -> None:
    assert set(shorten(" ".join(words), length).split()) <= {*words, ELLIPSIS}


def test_a_text_that_fits_is_left_alone_but_for_its_line_breaks() -> None:
    assert shorten("I asked\n  what would help.", 40) == "I asked what would help."


def test_a_word_that_is_longer_than_the_room_is_cut_after_all() -> None:
    assert shorten("https://example.org/a-very-long-address", 12) == "https://exa…"


@pytest.mark.parametrize(
    ("probability", "words"),
    [(1.0, "sure"), (0.8, "sure"), (0.79, "fairly sure"), (0.5, "fairly sure"), (0.49, "not sure"), (0.0, "not sure")],
)
def test_certainty_in_words(probability: float, words: str) -> None:
    assert certainty(probability) == words


def test_counts_agree_with_their_nouns() -> None:
    assert [count(number, "word") for number in (0, 1, 2, 12_000)] == ["0 words", "1 word", "2 words", "12,000 words"]


def test_sentence_case_leaves_the_rest_as_it_is() -> None:
    assert [sentence_case(text) for text in ("", "data protection (GDPR)")] == ["", "Data protection (GDPR)"]
