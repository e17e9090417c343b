"""When people of the demonstration do things."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from service.demonstration.timetable import Hours, Turn, moments

STAFF = Hours(9, 17, weekends=False)
LEARNERS = Hours(7, 22, weekends=True)
days = st.datetimes(datetime(2026, 1, 1), datetime(2027, 1, 1), timezones=st.just(UTC))
turns = st.lists(
    st.builds(Turn, st.timedeltas(timedelta(minutes=1), timedelta(days=6)), st.sampled_from([STAFF, LEARNERS])),
    max_size=12,
)


def test_the_office_opens_on_monday() -> None:
    saturday = datetime(2026, 3, 7, 11, 20, tzinfo=UTC)
    assert STAFF.next(saturday) == datetime(2026, 3, 9, 9, 20, tzinfo=UTC)
    assert LEARNERS.next(saturday) == saturday


def test_whoever_comes_too_early_waits_and_whoever_comes_too_late_comes_again() -> None:
    tuesday = datetime(2026, 3, 10, tzinfo=UTC)
    assert STAFF.next(tuesday.replace(hour=6, minute=5)) == tuesday.replace(hour=9, minute=5)
    assert STAFF.next(tuesday.replace(hour=17)) == tuesday.replace(day=11, hour=9)


@given(moment=days)
def test_somebody_is_about_at_every_moment_that_comes_out(moment: datetime) -> None:
    found = STAFF.next(moment)
    assert found >= moment
    assert found.weekday() < 5
    assert 9 <= found.hour < 17
    assert STAFF.next(found) == found


@given(turns=turns, present=days, ago=st.timedeltas(timedelta(), timedelta(days=40)))
def test_turns_come_in_order_and_none_in_the_future(turns: list[Turn], present: datetime, ago: timedelta) -> None:
    times = moments(turns, present - ago, present)
    assert times == sorted(times)
    assert len(times) == len(turns)
    assert all(time < present for time in times)
    assert all(turn.hours.next(time) == time for turn, time in zip(turns, times, strict=True))
