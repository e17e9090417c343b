from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer
from tokenizers.models import WordLevel

from nlp.classifier.tokens import WordPieces, split_long
from nlp.errors import ArtefactAltered

run_on = st.lists(st.integers(4, 99), min_size=1, max_size=50)


@given(st.lists(run_on, max_size=8), st.integers(1, 20))
def test_nothing_of_a_run_on_is_lost(pieces: list[list[int]], most: int) -> None:
    parts, owners = split_long(pieces, most)

    together: list[list[int]] = [[] for _ in pieces]
    for part, owner in zip(parts, owners, strict=True):
        together[owner] += part
    assert together == pieces
    assert owners == sorted(owners)


@given(run_on, st.integers(1, 20))
def test_parts_are_short_enough_and_alike(ids: list[int], most: int) -> None:
    parts, _ = split_long([ids], most)

    assert all(0 < len(part) <= most for part in parts)
    assert all(len(one) == len(following) for one, following in pairwise(parts[:-1]))


def test_a_sentence_that_fits_stays_whole() -> None:
    assert split_long([[5, 6, 7], [8]], most=3) == ([[5, 6, 7], [8]], [0, 1])


def test_one_over_the_limit_is_halved() -> None:
    assert split_long([[1, 2, 3, 4, 5]], most=4) == ([[1, 2, 3], [4, 5]], [0, 0])


def test_words_become_ids_without_special_tokens(tokenizer: Tokenizer) -> None:
    pieces = WordPieces(tokenizer)

    assert pieces.encode(["she rang", "she xylophone"]) == [
        [tokenizer.token_to_id("she"), tokenizer.token_to_id("rang")],
        [tokenizer.token_to_id("she"), tokenizer.token_to_id("[UNK]")],
    ]
    assert (pieces.opening, pieces.closing) == (tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]"))


def test_a_sentence_that_leaves_no_piece_is_one_unknown_piece(tokenizer: Tokenizer) -> None:
    assert WordPieces(tokenizer).encode([" "]) == [[tokenizer.token_to_id("[UNK]")]]


def test_a_tokenizer_that_pads_or_cuts_is_told_not_to(tokenizer: Tokenizer) -> None:
    cutting = Tokenizer.from_str(tokenizer.to_str())
    cutting.enable_truncation(2)
    cutting.enable_padding(length=9)

    (ids,) = WordPieces(cutting).encode(["she rang the customer"])

    assert len(ids) == 4


def test_a_tokenizer_without_separators_is_refused() -> None:
    unknown = "[UNK]"
    with pytest.raises(ArtefactAltered, match=r"\[CLS\]"):
        WordPieces(Tokenizer(WordLevel({unknown: 0}, unk_token=unknown)))
