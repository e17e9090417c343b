"""Work ahead: in order, whole, and never more of it than may be begun."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.classifier.ahead import AtOnce, done_ahead, finished, threads_for

numbers = st.lists(st.integers(), max_size=5)


@given(groups=st.lists(numbers, max_size=8), most=st.integers(1, 6), threads=st.integers(1, 3))
def test_groups_come_whole_and_in_order(groups: list[list[int]], most: int, threads: int) -> None:
    with threads_for(threads) as pool:
        begun = ((place, (pool.submit(abs, number) for number in group)) for place, group in enumerate(groups))

        assert list(done_ahead(begun, most)) == [
            (place, [abs(number) for number in group]) for place, group in enumerate(groups)
        ]


def test_nothing_is_begun_before_something_is_asked_for() -> None:
    begun: list[str] = []

    def begin(name: str) -> Future[str]:
        begun.append(name)
        return finished(name)

    ahead = done_ahead(((name, map(begin, [name])) for name in "abc"), 8)

    assert begun == []
    assert next(ahead) == ("a", ["a"])
    assert begun == ["a"]


def test_later_groups_go_on_while_the_first_is_waited_for_and_no_more_than_may() -> None:
    first, drawn = Event(), []

    def begin(number: int) -> Future[int]:
        drawn.append(number)
        if number == 3:
            first.set()
        return pool.submit(lambda: number if first.wait() else -1)

    with ThreadPoolExecutor(4) as pool:
        ahead = done_ahead(((number, map(begin, [number])) for number in range(100)), 4)

        assert next(ahead) == (0, [0])
        assert len(drawn) < 100
        assert list(ahead) == [(number, [number]) for number in range(1, 100)]


def test_a_group_of_nothing_has_nothing() -> None:
    assert list(done_ahead([("none", [])], 1)) == [("none", [])]


def test_what_went_wrong_is_told() -> None:
    def drawn() -> Iterator[tuple[str, list[Future[int]]]]:
        yield "good", [finished(1)]
        raise LookupError

    ahead = done_ahead(drawn(), 1)
    assert next(ahead) == ("good", [1])
    with pytest.raises(LookupError):
        next(ahead)

    with ThreadPoolExecutor(1) as pool, pytest.raises(ValueError, match="invalid literal"):
        list(done_ahead([("bad", [pool.submit(int, "x")])], 2))
    with pytest.raises(ValueError, match="invalid literal"):
        AtOnce().submit(int, "x")
