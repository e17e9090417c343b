"""Dates as people write them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.judging.reading.moments import moments

DAY = datetime(2026, 3, 4, tzinfo=UTC)
TIME = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-03-04", DAY),
        ("2026-03-04T14:05:00Z", TIME),
        ("2026-03-04 15:05+01:00", TIME),
        ("2026/3/4", DAY),
        ("04/03/2026", DAY),
        ("4.3.26", DAY),
        ("04-03-2026 14:05", TIME),
        ("4/3/2026 2:05 pm", TIME),
        ("4/3/2026, 2.05pm", TIME),
        ("4 March 2026", DAY),
        ("4-Mar-26", DAY),
        ("Wed 4th March 2026 14:05:00", TIME),
        ("March 4, 2026", DAY),
        ("46085", DAY),
        ("46085.586805556", TIME.replace(microsecond=0)),
    ],
)
def test_a_date_in_many_forms(text: str, meant: datetime) -> None:
    assert moments([text], None).found == [meant]


@pytest.mark.parametrize(
    ("texts", "order", "told"),
    [
        (["01/02/2026", "03/04/2026"], "day-first", False),
        (["01/02/2026", "25/12/2026"], "day-first", True),
        (["01/02/2026", "12/25/2026"], "month-first", True),
        (["2026-02-01"], "day-first", True),
    ],
)
def test_whether_days_or_months_come_first_is_told_by_what_is_possible(
    texts: list[str], order: str, told: bool
) -> None:
    read = moments(texts, None)
    assert (read.order, read.told) == (order, told)


def test_months_come_first_where_somebody_says_so() -> None:
    read = moments(["03/04/2026"], "month-first")
    assert read.found == [datetime(2026, 3, 4, tzinfo=UTC)]
    assert read.told


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/02/2026", "impossible_date"),
        ("2026-02-30 ", "impossible_date"),
        ("01/01/1899", "impossible_date"),
        ("tomorrow", "unknown_date"),
        ("4 Smarch 26", "unknown_date"),
        ("12345678", "unknown_date"),
        ("4/3", "unknown_date"),
        ("25:00", "unknown_date"),
        ("4/3/2026 25:00", "impossible_date"),
    ],
)
def test_what_is_no_date_is_told(text: str, fault: str) -> None:
    assert moments([text.strip()], None).found == [fault]


@given(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)))
def test_days_first_are_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    text = at.strftime("%d/%m/%Y %H:%M:%S")
    assert moments([text, "31/12/2020"], None).found[0] == at.replace(tzinfo=UTC)
