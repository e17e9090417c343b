"""Pauses between attempts, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.people.passwords.lockout import (
    FIRST_PAUSE,
    FORGOTTEN_AFTER,
    FREE_FAILURES,
    LONGEST_PAUSE,
    begin_attempt,
    forgive,
    pause_after,
)
from service.storage import Database
from service.storage.tables.people import Password, Person

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def person_id(database: Database) -> UUID:
    person = Person(id=uuid4(), name="Asha Rao", email="asha@example.org")
    with database.write() as session:
        session.add(person)
        session.flush()
        session.add(Password(person_id=person.id, hash="x", changed_at=AT))
    return person.id


def attempt(database: Database, person_id: UUID, at: datetime) -> bool:
    with database.write() as session:
        return begin_attempt(session, person_id, at)


def attempts_until_refused(database: Database, person_id: UUID, at: datetime) -> int:
    allowed = 0
    while attempt(database, person_id, at):
        allowed += 1
    return allowed


@given(st.integers(0, 10**6))
def test_pauses_grow_and_have_an_end(failures: int) -> None:
    assert pause_after(failures) <= pause_after(failures + 1) <= LONGEST_PAUSE
    assert bool(pause_after(failures)) == (failures >= FREE_FAILURES)


def test_pauses_double() -> None:
    pauses = [pause_after(FREE_FAILURES + number) / FIRST_PAUSE for number in range(7)]
    assert pauses == [1, 2, 4, 8, 16, 30, 30]


def test_after_some_failures_there_is_a_pause_and_then_one_attempt(database: Database, person_id: UUID) -> None:
    assert attempts_until_refused(database, person_id, AT) == FREE_FAILURES
    later = AT + FIRST_PAUSE
    assert attempts_until_refused(database, person_id, later) == 1
    assert not attempt(database, person_id, later + FIRST_PAUSE)
    assert attempt(database, person_id, later + 2 * FIRST_PAUSE)


def test_trying_on_does_not_prolong_a_pause(database: Database, person_id: UUID) -> None:
    attempts_until_refused(database, person_id, AT)
    for second in range(30):
        assert not attempt(database, person_id, AT + timedelta(seconds=second))
    assert attempt(database, person_id, AT + FIRST_PAUSE)


def test_a_clock_that_was_a_year_ahead_locks_nobody_out(database: Database, person_id: UUID) -> None:
    attempts_until_refused(database, person_id, AT + timedelta(days=365))
    assert attempt(database, person_id, AT)


def test_failures_long_ago_do_not_count(database: Database, person_id: UUID) -> None:
    attempts_until_refused(database, person_id, AT)
    next_day = AT + FORGOTTEN_AFTER + LONGEST_PAUSE + timedelta(seconds=1)
    assert attempts_until_refused(database, person_id, next_day) == FREE_FAILURES


def test_whoever_signs_in_begins_anew(database: Database, person_id: UUID) -> None:
    attempts_until_refused(database, person_id, AT)
    with database.write() as session:
        forgive(session.get_one(Password, person_id))
    assert attempts_until_refused(database, person_id, AT) == FREE_FAILURES


def test_a_burst_has_no_more_attempts_than_anybody(database: Database, person_id: UUID) -> None:
    with ThreadPoolExecutor(8) as threads:
        allowed = list(threads.map(lambda _: attempt(database, person_id, AT), range(24)))
    assert sum(allowed) == FREE_FAILURES


def test_nobody_has_no_attempts(database: Database) -> None:
    assert not attempt(database, uuid4(), AT)
