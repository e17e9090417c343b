from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.kept import Kept, digest_of


def test_what_was_not_used_for_longest_is_forgotten() -> None:
    kept = Kept[str](most=2)
    kept.put(b"1", "one")
    kept.put(b"2", "two")
    kept.get(b"1")

    kept.put(b"3", "three")

    assert [kept.get(key) for key in (b"1", b"2", b"3")] == ["one", None, "three"]


def test_what_is_large_leaves_less_room() -> None:
    kept = Kept[str](most=10)
    for number in range(4):
        kept.put(str(number).encode(), "small", size=2)

    kept.put(b"large", "large", size=7)

    assert len(kept) == 2
    assert kept.get(b"large") == "large"


def test_what_is_larger_than_all_the_room_is_not_kept() -> None:
    kept = Kept[str](most=10)

    kept.put(b"huge", "huge", size=11)

    assert len(kept) == 0


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 4))))
def test_sizes_never_exceed_the_room(puts: list[tuple[int, int]]) -> None:
    kept = Kept[int](most=7)
    for key, size in puts:
        kept.put(bytes([key]), size, size)

        sizes = [kept.get(bytes([number])) or 0 for number in range(6)]
        assert sum(sizes) <= 7
        assert sizes[key] == size


def test_threads_share_what_is_kept_and_it_stays_bounded() -> None:
    kept = Kept[int](most=20)

    def use(caller: int) -> bool:
        for turn in range(400):
            number = (turn * (caller + 3)) % 40
            found = kept.get(bytes([number]))
            if found is not None and found != number:
                return False
            kept.put(bytes([number]), number)
        return True

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(use, range(4)))

    assert len(kept) == 20


def test_digests_tell_apart_where_texts_end_and_hold_nothing_of_them() -> None:
    text = "I rang Mrs Garstang. " * 100

    assert len(digest_of(text)) == 16
    assert digest_of(text) == digest_of("I rang Mrs Garstang. " * 100)
    assert len({digest_of(text, ""), digest_of("", text), digest_of(text), digest_of(text[:9], text[9:])}) == 4


@pytest.mark.parametrize("text", ["", "\0", "é😀", "\ud800"])
def test_any_text_has_a_digest(text: str) -> None:
    assert digest_of(text) == digest_of(text)
