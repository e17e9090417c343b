"""Lists in pages."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import RequestInvalid
from service.pages import cursor, moment, page_of, place_of

NAIVE = cursor("2026-11-02T09:05:00", UUID(int=1))
MOMENTS = st.datetimes(timezones=st.just(UTC))


@given(number=st.integers(0, 10**9), at=MOMENTS, row=st.uuids(), words=st.text(st.characters(exclude_characters="\0")))
def test_a_cursor_leads_back_to_its_place(number: int, at: datetime, row: UUID, words: str) -> None:
    place = cursor(number, at, row, words)
    assert place_of(place, int, moment, UUID, str) == [number, at, row, words]


@pytest.mark.parametrize(
    "after", ["", "x", "ü", "W10", "e30", "WyIxIl0", cursor(1), cursor(1, 2), cursor(1, 2, 3), NAIVE]
)
def test_what_is_no_cursor_of_the_list_is_pointed_at(after: str) -> None:
    with pytest.raises(RequestInvalid) as raised:
        place_of(after, moment, UUID)
    assert [fault.pointer for fault in raised.value.faults] == ["#/query/after"]


@given(after=st.text(max_size=60))
def test_no_cursor_breaks_the_service(after: str) -> None:
    with suppress(RequestInvalid):
        place_of(after, int, UUID)


@pytest.mark.parametrize("place", [cursor(2**40, "a"), cursor(1, "a\0"), cursor(1, "\ud800")])
def test_what_no_database_takes_is_no_cursor(place: str) -> None:
    with pytest.raises(RequestInvalid):
        place_of(place, int, str)


def test_pages_end_where_the_list_does() -> None:
    rows = [uuid4() for _ in range(3)]
    first = page_of(rows, 2, str, cursor)
    assert first.items == (str(rows[0]), str(rows[1]))
    assert first.next == cursor(rows[1])
    assert page_of(rows, 3, str, cursor).next is None
    assert page_of([], 3, str, cursor).items == ()
