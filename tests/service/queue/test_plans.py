"""However many submissions there are, what is read with every page of the queue is found by an index."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session

from service.access import Actor
from service.jobs.analysis_jobs import latest_analysis
from service.queue.schemas import QueueQuery
from service.queue.store import next_to_take, read_queue
from service.storage import Database
from service.storage.tables.people import Role
from service.storage.tables.submissions import Draft
from tests.service.queue.waiting import waiting
from tests.service.submissions_in_centres import a_college, actor

Read = Callable[[Session, Actor], object]
_LARGE = ("analysis_job", "draft", "place", "place_reason", "state_change", "submission")
"""Tables that grow with the work of a centre."""


def _draft(session: Session, actor: Actor) -> object:
    del actor
    return latest_analysis(session, session.scalars(sa.select(Draft.id)).one())


@contextmanager
def listened(database: Database) -> Iterator[list[tuple[str, Any]]]:
    """The statements that are carried out in the block, with what is filled in."""
    heard: list[tuple[str, Any]] = []

    def hear(_connection: object, _cursor: object, statement: str, parameters: object, *_: object) -> None:
        heard.append((statement, parameters))

    event.listen(database.engine, "before_cursor_execute", hear)
    yield heard
    event.remove(database.engine, "before_cursor_execute", hear)


def plan_of(database: Database, statement: str, parameters: Any) -> str:
    """How the database goes about a statement; on PostgreSQL as it would with many rows."""
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN" if database.is_sqlite else "EXPLAIN"
        plan = "\n".join(row[-1] for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
        connection.rollback()
    return plan


@pytest.mark.parametrize(
    "read",
    [
        lambda session, actor: read_queue(session, actor, QueueQuery()),
        lambda session, actor: read_queue(session, actor, QueueQuery(group=("ready",))),
        lambda session, actor: read_queue(session, actor, QueueQuery(assessor="me")),
        lambda session, actor: next_to_take(session, actor, QueueQuery()),
        _draft,
    ],
    ids=["first page", "group", "her own", "next", "result"],
)
@pytest.mark.parametrize("roles", [(Role.ASSESSOR,), (Role.IQA,)])
def test_no_table_is_read_from_end_to_end(database: Database, read: Read, roles: tuple[Role, ...]) -> None:
    college = a_college(database)
    waiting(database, college.learner)
    with database.read() as session:
        session.connection()
        with listened(database) as heard:
            read(session, actor(college.assessor, *roles))
    # To find its one draft, `_draft` reads them all.
    for statement, parameters in heard[1:] if read is _draft else heard:
        plan = plan_of(database, statement, parameters)
        assert "AUTOMATIC" not in plan, "an index is made anew each time"
        assert "analysis_job_waiting" not in plan, "all results are looked through"
        for table in _LARGE:
            assert f"SCAN {table}" not in plan, plan
            assert f"Seq Scan on {table}" not in plan, plan
