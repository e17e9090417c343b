from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier.logits import CONTEXT, WINDOW
from nlp.classifier.tokens import MAX_PIECES
from nlp.classifier.windows import CLOSING, OPENING, Window, pack

LIMIT, AROUND = 40, 8
LONGEST = LIMIT - 2 * AROUND - 2


@st.composite
def documents(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """Lengths of sentences within the documented precondition, and their paragraphs."""
    lengths = draw(st.lists(st.integers(1, LONGEST), max_size=60))
    opens = draw(st.lists(st.booleans(), min_size=len(lengths), max_size=len(lengths)))
    return lengths, [sum(opens[: index + 1]) for index in range(len(lengths))]


def cost(lengths: list[int], first: int, last: int) -> int:
    return sum(length + CLOSING for length in lengths[first:last])


@given(documents())
def test_every_sentence_is_judged_exactly_once_and_in_order(document: tuple[list[int], list[int]]) -> None:
    lengths, paragraphs = document

    windows = pack(lengths, paragraphs, LIMIT, AROUND)

    assert [index for window in windows for index in range(window.first, window.last)] == list(range(len(lengths)))


@given(documents())
def test_no_window_is_over_the_limit(document: tuple[list[int], list[int]]) -> None:
    lengths, paragraphs = document

    for window in pack(lengths, paragraphs, LIMIT, AROUND):
        assert OPENING + cost(lengths, window.seen_first, window.seen_last) <= LIMIT


@given(documents())
def test_what_is_seen_lies_in_the_document_and_around_what_is_judged(document: tuple[list[int], list[int]]) -> None:
    lengths, paragraphs = document

    windows = pack(lengths, paragraphs, LIMIT, AROUND)

    for window in windows:
        assert 0 <= window.seen_first <= window.first < window.last <= window.seen_last <= len(lengths)
    if len(windows) > 1:
        for window in windows:
            assert cost(lengths, window.seen_first, window.first) <= AROUND
            assert cost(lengths, window.last, window.seen_last) <= AROUND


@given(documents())
def test_context_is_not_left_lying_where_a_neighbour_would_fit(document: tuple[list[int], list[int]]) -> None:
    lengths, paragraphs = document

    for window in pack(lengths, paragraphs, LIMIT, AROUND):
        if window.seen_first > 0:
            assert cost(lengths, window.seen_first - 1, window.first) > AROUND
        if window.seen_last < len(lengths):
            assert cost(lengths, window.last, window.seen_last + 1) > AROUND


def test_nothing_makes_no_window() -> None:
    assert pack([], [], LIMIT, AROUND) == []


def test_a_document_that_fits_is_one_window() -> None:
    assert pack([12, 12, 12], [0, 0, 1], LIMIT, AROUND) == [Window(0, 3, 0, 3)]  # 1 + 3 * 13 = 40


def test_one_word_piece_more_and_it_is_cut() -> None:
    assert [(window.first, window.last) for window in pack([12, 12, 13], [0, 0, 1], LIMIT, AROUND)] == [
        (0, 1),
        (1, 2),
        (2, 3),
    ]


def test_windows_see_their_neighbours() -> None:
    windows = pack([6] * 6, [0] * 6, LIMIT, AROUND)

    assert windows == [Window(0, 3, 0, 4), Window(3, 6, 2, 6)]


def test_a_neighbour_too_long_for_the_context_is_not_seen() -> None:
    windows = pack([5, 5, 20, 5, 5], [0] * 5, LIMIT, AROUND)

    assert windows[-1] == Window(3, 5, 3, 5)


def test_a_cut_falls_between_paragraphs_where_one_is_near() -> None:
    within = pack([5] * 8, [0] * 8, LIMIT, AROUND)
    between = pack([5] * 8, [0, 0, 1, 1, 1, 1, 1, 1], LIMIT, AROUND)

    assert [window.first for window in within] == [0, 3, 6]
    assert [window.first for window in between] == [0, 2, 5]


@given(st.lists(st.integers(1, MAX_PIECES), min_size=1, max_size=80))
def test_the_sizes_in_use_keep_the_precondition(lengths: list[int]) -> None:
    assert MAX_PIECES <= WINDOW - 2 * CONTEXT - 2

    for window in pack(lengths, [0] * len(lengths), WINDOW, CONTEXT):
        assert OPENING + cost(lengths, window.seen_first, window.seen_last) <= WINDOW


@given(documents(), documents())
def test_windows_of_a_long_document_have_about_the_same_size(
    document: tuple[list[int], list[int]], other: tuple[list[int], list[int]]
) -> None:
    lengths = document[0] + other[0]

    windows = pack(lengths, [0] * len(lengths), LIMIT, AROUND)

    sizes = [cost(lengths, window.first, window.last) for window in windows]
    for one, following in pairwise(sizes[:-1]):
        assert abs(one - following) <= LONGEST
