"""Which groups are too small for figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.judging.program.suppression import rounded, suppressed

LEAST = 10
SIZES = st.dictionaries(st.text("abcdefgh", min_size=1, max_size=2), st.integers(0, 40), max_size=8)


def test_groups_of_ten_and_more_are_shown() -> None:
    assert suppressed({"a": 10, "b": 200}, LEAST) == set()


def test_one_small_group_takes_the_next_smallest_with_it() -> None:
    assert suppressed({"a": 3, "b": 50, "c": 20}, LEAST) == {"a", "c"}


def test_small_groups_that_come_to_ten_together_hide_nobody_else() -> None:
    assert suppressed({"a": 4, "b": 6, "c": 50, "d": 20}, LEAST) == {"a", "b"}
    assert suppressed({"a": 4, "b": 5, "c": 50, "d": 20}, LEAST) == {"a", "b", "d"}


def test_of_two_groups_either_both_are_shown_or_none() -> None:
    assert suppressed({"a": 9, "b": 500}, LEAST) == {"a", "b"}


def test_a_group_that_nobody_belongs_to_is_left_out_alone() -> None:
    assert suppressed({"a": 0, "b": 50, "c": 20}, LEAST) == {"a"}


@given(SIZES)
def test_what_is_left_out_together_is_nobody_or_several_groups_of_enough_people(sizes: dict[str, int]) -> None:
    hidden = suppressed(sizes, LEAST)
    left = [sizes[group] for group in hidden if sizes[group]]
    assert all(sizes[group] >= LEAST for group in sizes.keys() - hidden)
    # Subtracting what is shown from the whole gives no less than this; where nothing is shown it is the whole.
    assert not left or hidden == sizes.keys() or (len(left) > 1 and sum(left) >= LEAST)


@given(SIZES)
def test_no_group_of_enough_people_is_left_out_without_need(sizes: dict[str, int]) -> None:
    extra = [group for group in suppressed(sizes, LEAST) if sizes[group] >= LEAST]
    small = [size for size in sizes.values() if 0 < size < LEAST]
    tells = bool(small) and (len(small) == 1 or sum(small) < LEAST)
    assert len(extra) <= int(tells)


@given(st.integers(0, 10_000))
def test_numbers_are_rounded_to_the_nearest_five(count: int) -> None:
    assert rounded(count, 5) % 5 == 0
    assert abs(rounded(count, 5) - count) <= 2
