from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from nlp.classifier.logits import LEAST, WINDOW
from nlp.classifier.tokens import MAX_PIECES
from nlp.classifier.windows import CLOSING, OPENING, pack

FEW, MANY = 20, 40
LONGEST = MANY - 2

Sentences = list[list[int]]


@st.composite
def documents(draw: st.DrawFn) -> tuple[Sentences, list[int]]:
    """Word pieces of sentences within the documented precondition, and their paragraphs."""
    parts = draw(st.lists(st.lists(st.integers(1000, 1100), min_size=1, max_size=LONGEST), max_size=60))
    opens = draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))
    return parts, [sum(opens[: index + 1]) for index in range(len(parts))]


def size(parts: Sentences, window: range) -> int:
    return OPENING + sum(len(parts[index]) + CLOSING for index in window)


@given(documents())
def test_every_sentence_is_read_exactly_once_and_in_order(document: tuple[Sentences, list[int]]) -> None:
    windows = pack(*document, FEW, MANY)

    assert [index for window in windows for index in window] == list(range(len(document[0])))


@given(documents())
def test_no_window_is_over_the_limit_and_only_the_last_is_small(document: tuple[Sentences, list[int]]) -> None:
    parts, paragraphs = document

    windows = pack(parts, paragraphs, FEW, MANY)

    assert all(0 < size(parts, window) <= MANY for window in windows)
    for window in windows[:-1]:
        following = len(parts[window.stop]) + CLOSING
        assert size(parts, window) >= FEW or size(parts, window) + following > MANY


@given(documents(), st.data())
def test_a_sentence_that_changes_leaves_the_windows_before_it_as_they_were(
    document: tuple[Sentences, list[int]], data: st.DataObject
) -> None:
    parts, paragraphs = document
    if not parts:
        return
    place = data.draw(st.integers(0, len(parts) - 1))
    changed = [*parts[:place], [7] * 5, *parts[place + 1 :]]

    before, after = pack(parts, paragraphs, FEW, MANY), pack(changed, paragraphs, FEW, MANY)

    # The sentence may itself decide where the window before it ends, and the last two windows may be one.
    untouched = [window for window in before[:-2] if window.stop < place]
    assert after[: len(untouched)] == untouched


def test_windows_after_a_change_come_back_to_what_they_were() -> None:
    parts = [[1000 + index] * 6 for index in range(200)]
    paragraphs = [index // 7 for index in range(200)]
    changed = [*parts[:50], [7] * 11, *parts[50:]]

    before = pack(parts, paragraphs, FEW, MANY)
    after = pack(changed, [*paragraphs[:50], paragraphs[50], *paragraphs[50:]], FEW, MANY)

    assert {(window.start + 1, window.stop + 1) for window in before[-20:]} <= {
        (window.start, window.stop) for window in after
    }
    kept = {str(parts[window.start : window.stop]) for window in before}
    fresh = [window for window in after if str(changed[window.start : window.stop]) not in kept]
    assert len(fresh) <= 4


def test_nothing_makes_no_window() -> None:
    assert pack([], [], FEW, MANY) == []


def test_a_short_document_is_one_window() -> None:
    assert pack([[1] * 5, [2] * 5], [0, 0], FEW, MANY) == [range(2)]


def test_a_window_ends_with_a_paragraph_once_it_is_long_enough() -> None:
    parts = [[8] * 11] * 6

    assert pack(parts, [0, 0, 1, 1, 2, 2], FEW, MANY) == [range(2), range(2, 4), range(4, 6)]
    assert pack(parts, [0, 1, 1, 1, 1, 1], FEW, MANY)[0] == range(3)


def test_what_is_left_over_joins_the_window_before_where_there_is_room() -> None:
    parts = [[8] * 11, [8] * 11, [8] * 5]

    assert pack(parts, [0, 0, 1], FEW, MANY) == [range(3)]
    assert pack([*parts[:2], [8] * 20], [0, 0, 1], FEW, MANY) == [range(2), range(2, 3)]


@given(st.lists(st.integers(1, MAX_PIECES), min_size=1, max_size=80))
@example([MAX_PIECES] * 3)
def test_the_sizes_in_use_keep_the_precondition(lengths: list[int]) -> None:
    parts = [[9] * length for length in lengths]

    for window in pack(parts, [0] * len(lengths), LEAST, WINDOW):
        assert size(parts, window) <= WINDOW
