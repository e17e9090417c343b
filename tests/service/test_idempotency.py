"""Requests that may be sent again."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, update

from service.errors import IdempotencyKeyReused
from service.idempotency import Answer, once
from service.storage import Database
from service.storage.columns import now
from service.storage.tables.people import Cohort
from service.storage.tables.submissions import IdempotencyKey
from tests.service.people_in_centres import a_learner


def add_cohort(database: Database, centre_id: UUID, person_id: UUID, key: str | None, request: str = "a") -> Answer:
    """Something that happens once."""
    with database.write() as session:

        def carry_out() -> Answer:
            cohort = Cohort(id=uuid4(), centre_id=centre_id, name=uuid4().hex)
            session.add(cohort)
            session.flush()
            return {"id": str(cohort.id)}

        return once(session, person_id, key, request * 64, carry_out)


@pytest.fixture
def add(database: Database) -> Callable[..., Answer]:
    learner = a_learner(database)

    def call(key: str | None, request: str = "a", person_id: UUID = learner.id) -> Answer:
        assert learner.centre_id
        return add_cohort(database, learner.centre_id, person_id, key, request)

    return call


def cohorts(database: Database) -> int:
    with database.read() as session:
        return session.scalars(select(func.count()).select_from(Cohort)).one()


def test_a_request_that_is_sent_again_is_answered_as_before(database: Database, add: Callable[..., Answer]) -> None:
    assert add("key") == add("key")
    assert cohorts(database) == 1


def test_without_a_key_every_request_is_carried_out(database: Database, add: Callable[..., Answer]) -> None:
    assert add(None) != add(None)
    assert cohorts(database) == 2


def test_another_request_under_the_same_key_is_refused(database: Database, add: Callable[..., Answer]) -> None:
    add("key")
    with pytest.raises(IdempotencyKeyReused):
        add("key", "b")
    assert cohorts(database) == 1


def test_a_key_belongs_to_the_person_who_sent_it(database: Database, add: Callable[..., Answer]) -> None:
    other = a_learner(database)
    assert add("key") != add("key", person_id=other.id)
    assert cohorts(database) == 2


def test_a_key_is_new_again_when_its_time_is_over(database: Database, add: Callable[..., Answer]) -> None:
    first = add("key")
    with database.write() as session:
        session.execute(update(IdempotencyKey).values(expires_at=now() - timedelta(seconds=1)))
    assert add("key", "b") != first


def test_what_failed_may_be_sent_again(database: Database, add: Callable[..., Answer]) -> None:
    learner = a_learner(database)

    def fail() -> None:
        with database.write() as session:
            once(session, learner.id, "key", "a" * 64, lambda: {"never": 1 // 0})

    with pytest.raises(ZeroDivisionError):
        fail()
    assert add("key", person_id=learner.id)


def test_of_many_at_the_same_moment_one_is_carried_out(database: Database, add: Callable[..., Answer]) -> None:
    together = Barrier(6)

    def send(_: int) -> Answer:
        together.wait()
        return add("key")

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(send, range(6)))
    assert all(answer == answers[0] for answer in answers)
    assert cohorts(database) == 1
