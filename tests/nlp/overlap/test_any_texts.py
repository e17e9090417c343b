"""What holds of any texts."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.overlap.index import Overlaps
from nlp.overlap.words import words_of
from nlp.results import Overlap

WORDS = st.sampled_from(
    ["the", "a", "man", "she", "said", "it’s", "NIGHT", "form,", "rang.", "back\n\nheater", "we’d", "i"]
)
"""Few words, so that texts share much by chance and repeat themselves."""
TEXTS = st.lists(WORDS, max_size=120).map(" ".join)
LONG = st.lists(WORDS, min_size=25, max_size=120).map(lambda words: " ".join(words).replace("\n\n", " ") + ".")


def found_in(text: str, other: str, *more: str) -> tuple[Overlap, ...]:
    index = Overlaps()
    index.add("other", other)
    for number, one in enumerate(more):
        index.add(f"more {number}", one)
    return index.find(text)


@given(TEXTS, TEXTS)
def test_passages_lie_in_the_text_apart_and_occur_in_the_other(text: str, other: str) -> None:
    others = f" {' '.join(words_of(other).words)} "
    for overlap in found_in(text, other):
        assert 0 < overlap.share <= 1
        places = sorted((one.start, one.end) for one in overlap.passages)
        assert all(0 <= start < end <= len(text) for start, end in places)
        assert all(before[1] <= after[0] for before, after in pairwise(places))
        for start, end in places:
            assert f" {' '.join(words_of(text[start:end]).words)} " in others


@given(LONG)
def test_a_text_overlaps_itself_wholly(text: str) -> None:
    (overlap,) = found_in(text, text)
    assert overlap.share == 1
    assert sum(len(words_of(text[one.start : one.end]).words) for one in overlap.passages) == len(words_of(text).words)


@given(TEXTS, TEXTS)
def test_another_text_that_shares_nothing_changes_nothing(text: str, other: str) -> None:
    unrelated = "Fog lay over Dover harbour while two pilots argued about tides, ropes and a broken compass until dawn."
    assert found_in(text, other) == found_in(text, other, unrelated)


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_unicode_can_be_compared(text: str, other: str) -> None:
    for overlap in found_in(text, f"{other} {text}"):
        assert 0 < overlap.share <= 1


@given(st.text())
def test_words_lie_in_the_text_in_order(text: str) -> None:
    words = words_of(text)
    assert all(start < end <= len(text) for start, end in zip(words.starts, words.ends, strict=True))
    assert list(words.starts) == sorted(words.starts)
