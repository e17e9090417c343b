"""How much of a sentence is quoted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.feedback.quotes import CHARACTERS_PER_WORD, ELLIPSIS, LONG_QUOTE, MOST_WORDS, quote
from nlp.results import Extent


def quoted(sentence: str) -> str | None:
    return quote(sentence, Extent(start=0, end=len(sentence)))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("I rang her back.", "I rang her back"),
        ("Did she mind?", "Did she mind?"),
        (
            "When the second parcel went astray I rang her, and she was not angry at all with us any more.",
            "When the second parcel went astray I rang her …",
        ),
        (
            "one two three four five six seven eight nine ten eleven twelve thirteen",
            "one two three four five six seven eight nine ten eleven twelve …",
        ),
        ("x" * 500, None),
        ("   ", None),
        ("...", None),
    ],
)
def test_short_sentences_stay_and_long_ones_end_at_a_pause(sentence: str, expected: str | None) -> None:
    assert quoted(sentence) == expected


@given(st.text(alphabet=st.sampled_from("ab ,.…\n"), max_size=200), st.data())
def test_a_quote_is_the_learners_own_words_from_within_the_place(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    most = data.draw(st.sampled_from([MOST_WORDS, LONG_QUOTE]))
    words = quote(text, Extent(start=start, end=end), most)
    if words is not None:
        own = words.removesuffix(f" {ELLIPSIS}")
        assert own in text[start:end]
        assert 0 < len(own) <= most * CHARACTERS_PER_WORD
        assert len(own.split()) <= most
