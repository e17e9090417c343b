from __future__ import annotations

from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.cered_rows import Row
from benchmarks.cered_windows import Pieces, batches, pieces_of, window
from nlp.classifier.tokens import WordPieces

SERVING = Path(__file__).parents[2] / "models" / "serving"

runs = st.lists(st.integers(1000, 2000), max_size=40)
pieces = st.builds(Pieces, runs, runs.filter(bool), runs)


@pytest.fixture(scope="module")
def tokenizer() -> WordPieces:
    return WordPieces.load(SERVING / "tokenizer.json")


def test_a_window_is_the_sentence_between_its_nearest_neighbours(tokenizer: WordPieces) -> None:
    opening, closing = tokenizer.opening, tokenizer.closing

    made = window(Pieces([11, 12, 13], [21, 22], [31, 32, 33]), 4, 128, tokenizer)

    assert made.ids == [opening, 12, 13, closing, 21, 22, closing, 31, 32, closing]
    assert made.ids[made.start : made.end] == [21, 22, closing]


def test_room_that_one_side_does_not_need_is_the_others(tokenizer: WordPieces) -> None:
    opening, closing = tokenizer.opening, tokenizer.closing

    made = window(Pieces([11], [21], [31, 32, 33, 34]), 4, 128, tokenizer)

    assert made.ids == [opening, 11, closing, 21, closing, 31, 32, 33, closing]


def test_without_room_the_sentence_stands_alone(tokenizer: WordPieces) -> None:
    made = window(Pieces([11], [21], [31]), 0, 128, tokenizer)

    assert made.ids == [tokenizer.opening, 21, tokenizer.closing]


@given(pieces, st.integers(0, 80), st.integers(8, 96))
def test_a_window_keeps_its_limit_and_never_loses_the_sentence(
    tokenizer: WordPieces, made_of: Pieces, room: int, most: int
) -> None:
    made = window(made_of, room, most, tokenizer)

    kept = made.ids[made.start : made.end - 1]
    assert kept == list(made_of.sentence[: most - 4])
    assert len(made.ids) <= most
    assert len(made.ids) <= len(kept) + room + 4


def test_a_neighbour_that_is_not_there_has_no_pieces(tokenizer: WordPieces) -> None:
    [made] = pieces_of([Row("", "We sold out.", "So I rang the bakery.", 0, 5.0)], tokenizer)

    assert not made.before
    assert made.sentence
    assert made.after


@given(st.lists(st.integers(3, 128), max_size=700), st.integers(100, 2000), st.randoms())
def test_every_window_is_in_one_batch_and_no_batch_is_too_large(lengths: list[int], most: int, random: Random) -> None:
    made = batches(lengths, most, random)

    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or len(batch) * max(lengths[index] for index in batch) <= most for batch in made)
