"""Links that work once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from service import one_time_tokens
from service.storage import Database
from service.storage.tables.people import OneTimeToken, Person, Purpose

AT = datetime(2026, 9, 1, 9, tzinfo=UTC)


@pytest.fixture
def person_id(database: Database) -> UUID:
    person = Person(id=uuid4(), name="Asha Rao", email="asha@example.org")
    with database.write() as session:
        session.add(person)
    return person.id


def issue(database: Database, person_id: UUID, purpose: Purpose = Purpose.RESET) -> str:
    with database.write() as session:
        token, expires_at = one_time_tokens.issue(session, person_id, purpose, AT)
    assert expires_at == AT + one_time_tokens.LIFETIMES[purpose]
    return token


def redeem(database: Database, token: str, at: datetime = AT) -> UUID | None:
    with database.write() as session:
        return one_time_tokens.redeem(session, token, at)


def test_a_token_is_known_by_its_hash_alone(database: Database, person_id: UUID) -> None:
    token = issue(database, person_id)
    with database.read() as session:
        row = session.query(OneTimeToken).one()
        assert one_time_tokens.owner(session, token, AT) == person_id
    assert token not in repr(vars(row))


def test_a_token_works_once(database: Database, person_id: UUID) -> None:
    token = issue(database, person_id)
    assert redeem(database, token) == person_id
    assert redeem(database, token) is None
    with database.read() as session:
        assert one_time_tokens.owner(session, token, AT) is None


def test_of_many_at_once_one_succeeds(database: Database, person_id: UUID) -> None:
    token = issue(database, person_id)
    with ThreadPoolExecutor(8) as threads:
        redeemed = list(threads.map(lambda _: redeem(database, token), range(16)))
    assert redeemed.count(person_id) == 1
    assert redeemed.count(None) == 15


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_token_expires(database: Database, person_id: UUID, purpose: Purpose) -> None:
    token = issue(database, person_id, purpose)
    end = AT + one_time_tokens.LIFETIMES[purpose]
    assert redeem(database, token, end) is None
    assert redeem(database, token, end - timedelta(seconds=1)) == person_id


def test_the_first_that_is_used_ends_the_others(database: Database, person_id: UUID) -> None:
    tokens = [issue(database, person_id) for _ in range(3)]
    assert redeem(database, tokens[1]) == person_id
    assert [redeem(database, token) for token in tokens] == [None, None, None]


@pytest.mark.parametrize("token", ["", "x", "'; --", "\u00e9" * 400])
def test_what_is_no_token_is_nobodys(database: Database, token: str) -> None:
    assert redeem(database, token) is None
